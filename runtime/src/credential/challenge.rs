//! Challenges in `WWW-Authenticate` (RFC 9110, clause 11.6.1).

use http::HeaderMap;
use http::header::WWW_AUTHENTICATE;

use crate::values::Binary;

/// The claims that a refusing answer asks for, as JSON: of a challenge
/// `Bearer … error="insufficient_claims", claims="base64 of JSON"`.
///
/// Source: <https://learn.microsoft.com/entra/identity-platform/claims-challenge>.
pub(crate) fn claims(headers: &HeaderMap) -> Option<String> {
    headers
        .get_all(WWW_AUTHENTICATE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .find_map(|value| {
            let challenges = challenges(value);
            let asked = challenges.iter().find(|challenge| {
                challenge.scheme.eq_ignore_ascii_case("bearer")
                    && challenge.parameter("error") == Some("insufficient_claims")
            })?;
            decoded(asked.parameter("claims")?)
        })
}

/// The JSON of a parameter `claims`, which may stand there as it is.
fn decoded(text: &str) -> Option<String> {
    let is_json = |text: &str| text.trim_start().starts_with('{');
    if is_json(text) {
        return Some(text.to_owned());
    }
    let bytes = text.parse::<Binary>().ok()?.to_bytes();
    String::from_utf8(bytes).ok().filter(|text| is_json(text))
}

struct Challenge<'a> {
    scheme: &'a str,
    parameters: Vec<(&'a str, String)>,
}

impl Challenge<'_> {
    fn parameter(&self, name: &str) -> Option<&str> {
        let (_, value) = self
            .parameters
            .iter()
            .find(|(own, _)| own.eq_ignore_ascii_case(name))?;
        Some(value)
    }
}

/// The challenges of one header. Commas stand between challenges and between their parameters; what is followed by `=` is a parameter.
/// What comes after something that is neither is left out.
fn challenges(header: &str) -> Vec<Challenge<'_>> {
    let mut challenges: Vec<Challenge<'_>> = Vec::new();
    let mut rest = header;
    loop {
        let (_, next) = split_while(rest, |byte| b" \t,".contains(&byte));
        let (name, after) = split_while(next, is_token);
        if name.is_empty() {
            return challenges;
        }
        let Some(value) = after.trim_start().strip_prefix('=') else {
            challenges.push(Challenge {
                scheme: name,
                parameters: Vec::new(),
            });
            rest = after;
            continue;
        };
        let (value, after) = parameter(value.trim_start());
        if let Some(challenge) = challenges.last_mut() {
            challenge.parameters.push((name, value));
        }
        rest = after;
    }
}

/// The value of a parameter, quoted or not, and what follows.
fn parameter(text: &str) -> (String, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let (value, rest) = split_while(text, |byte| !b" \t,".contains(&byte));
        return (value.to_owned(), rest);
    };
    let mut value = String::new();
    let mut chars = quoted.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return (value, &quoted[at + 1..]),
            '\\' => value.extend(chars.next().map(|(_, c)| c)),
            c => value.push(c),
        }
    }
    (value, "")
}

/// The bytes from the beginning that are of a kind of ASCII, and the rest.
fn split_while(text: &str, is_kind: impl Fn(u8) -> bool) -> (&str, &str) {
    let end = text.bytes().position(|byte| !is_kind(byte));
    text.split_at(end.unwrap_or(text.len()))
}

/// RFC 9110, clause 5.6.2.
fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: &[&'static str]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(WWW_AUTHENTICATE, http::HeaderValue::from_static(value));
        }
        claims(&headers)
    }

    /// The example of Microsoft's page on claims challenges.
    const DOCUMENTED: &str = r#"Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000", error="insufficient_claims", claims="eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZSwgInZhbHVlIjoiMTYwNDEwNjY1MSJ9fX0=""#;
    const CLAIMS: &str = r#"{"access_token":{"nbf":{"essential":true, "value":"1604106651"}}}"#;

    #[test]
    fn claims_are_found_in_the_challenge_that_asks_for_them() {
        assert_eq!(of(&[DOCUMENTED]).as_deref(), Some(CLAIMS));
        assert_eq!(of(&["Negotiate", DOCUMENTED]).as_deref(), Some(CLAIMS));
        assert_eq!(
            of(&[
                r#"Basic realm="a, Bearer", bearer error=insufficient_claims ,claims="{\"a\":1}""#
            ])
            .as_deref(),
            Some(r#"{"a":1}"#)
        );
    }

    #[test]
    fn other_challenges_ask_for_none() {
        for other in [
            "",
            "Bearer",
            r#"Bearer error="invalid_token", claims="e30=""#,
            r#"Basic error="insufficient_claims", claims="e30=""#,
            r#"Bearer error="insufficient_claims""#,
            r#"Bearer error="insufficient_claims", claims="not base64!""#,
            r#"Bearer error="insufficient_claims", claims="bm8=""#,
            r#"Bearer error="insufficient_claims, claims="e30="#,
            r#"Bearer realm="error=\"insufficient_claims\", claims=e30=""#,
            r#"error="insufficient_claims", claims="e30=""#,
            "=,=,\"",
        ] {
            assert_eq!(of(&[other]), None, "{other}");
        }
    }
}
