//! The request that comes while a subscription is made.

/// What a receiver answers, with status 200 and `Content-Type: text/plain`, to a request with this query (without its question mark): the
/// validation token, decoded. `None` where the request is no validation.
///
/// The token is somebody's text: as `text/plain` it does no harm in a browser.
///
/// ```
/// # use msgraph_runtime::notifications::validation_reply;
/// let query = "validationToken=Validation%3A+Testing+client+application%20reachability";
/// assert_eq!(validation_reply(query).unwrap(), "Validation: Testing client application reachability");
/// assert_eq!(validation_reply("page=2"), None);
/// ```
pub fn validation_reply(query: &str) -> Option<String> {
    let mut options = query.split('&').filter_map(|option| option.split_once('='));
    let (_, token) = options.find(|(name, _)| *name == "validationToken")?;
    decode(token)
}

/// Decodes what forms encode; `None` where it is no text.
fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let (high, low) = (rest.next()?, rest.next()?);
                let digit = |byte: u8| char::from(byte).to_digit(16);
                u8::try_from(digit(high)? * 16 + digit(low)?).ok()?
            }
            byte => byte,
        });
    }
    String::from_utf8(bytes).ok()
}
