//! Preferences (RFC 7240; OData Protocol 4.01, clause 8.2.8): what a client would like of an answer, all in one header `Prefer`, each
//! by its name once.

mod syntax;

use std::borrow::Cow;
use std::fmt;

use http::{HeaderMap, HeaderName, HeaderValue};

use self::syntax::{bare, is_token, push_quoted, split, unquoted};
use super::{Parts, Request};
use crate::error::Error;
use crate::response::Response;

/// The header that carries preferences.
pub(crate) const PREFER: HeaderName = HeaderName::from_static("prefer");

/// One preference.
///
/// ```
/// use msgraph_runtime::Preference;
///
/// assert_eq!(Preference::max_page_size(50).to_string(), "odata.maxpagesize=50");
/// assert_eq!(Preference::time_zone("W. Europe Standard Time").to_string(), r#"outlook.timezone="W. Europe Standard Time""#);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preference {
    /// As it stands in the header.
    text: String,
    /// Where the name ends.
    name: usize,
}

impl Preference {
    /// A preference with a value, which is quoted where it is no token.
    #[must_use]
    pub fn new(name: &str, value: &str) -> Self {
        let mut text = format!("{name}=");
        if !value.is_empty() && value.bytes().all(is_token) {
            text.push_str(value);
        } else {
            push_quoted(&mut text, value);
        }
        Self {
            text,
            name: name.len(),
        }
    }

    /// One with a value that Microsoft's reference shows in quotes.
    fn quoted(name: &str, value: &str) -> Self {
        let mut text = format!("{name}=");
        push_quoted(&mut text, value);
        Self {
            text,
            name: name.len(),
        }
    }

    /// `IdType="ImmutableId"`: ids of Outlook items that stay when an item moves.
    #[must_use]
    pub fn immutable_ids() -> Self {
        Self::quoted("IdType", "ImmutableId")
    }

    /// `include-unknown-enum-members`: members of enumerations that were added behind `unknownFutureValue` by their own names.
    #[must_use]
    pub fn unknown_enum_members() -> Self {
        Self::written("include-unknown-enum-members")
    }

    /// `outlook.timezone`: the time zone of times in events, by its Windows or IANA name, such as `Pacific Standard Time`.
    #[must_use]
    pub fn time_zone(name: &str) -> Self {
        Self::quoted("outlook.timezone", name)
    }

    /// `outlook.body-content-type`: bodies of messages and events as text or HTML.
    #[must_use]
    pub fn body_content_type(format: BodyFormat) -> Self {
        Self::quoted("outlook.body-content-type", format.name())
    }

    /// `outlook.allow-unsafe-html`: HTML bodies with what the service would take out.
    #[must_use]
    pub fn allow_unsafe_html() -> Self {
        Self::written("outlook.allow-unsafe-html")
    }

    /// `odata.maxpagesize`: at most so many items per page.
    #[must_use]
    pub fn max_page_size(items: u32) -> Self {
        Self::new("odata.maxpagesize", &items.to_string())
    }

    /// `return=minimal`: no body where none is needed; of a delta query, the properties that have changed.
    #[must_use]
    pub fn return_minimal() -> Self {
        Self::written("return=minimal")
    }

    /// `return=representation`: the entity as it is after the request.
    #[must_use]
    pub fn return_representation() -> Self {
        Self::written("return=representation")
    }

    /// `respond-async`: 202 and a URL to ask, instead of a long wait; see [`Request::begin`].
    #[must_use]
    pub fn respond_async() -> Self {
        Self::written("respond-async")
    }

    /// One preference as it stands in the header.
    fn written(text: &str) -> Self {
        let name = text.bytes().take_while(|byte| is_token(*byte)).count();
        Self {
            text: text.to_owned(),
            name,
        }
    }

    /// The name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.text.get(..self.name).unwrap_or_default()
    }

    /// The value without quotes; `None` where there is none, or it is empty, which means the same (RFC 7240, section 2).
    #[must_use]
    pub fn value(&self) -> Option<Cow<'_, str>> {
        let rest = self.text.get(self.name..)?.trim_start();
        let rest = rest.strip_prefix('=')?.trim_start();
        let value = match rest.strip_prefix('"') {
            Some(quoted) => Cow::Owned(unquoted(quoted)),
            None => Cow::Borrowed(rest.split(';').next().unwrap_or_default().trim_end()),
        };
        (!value.is_empty()).then_some(value)
    }

    /// Whether the name is the same: case says nothing, nor does `odata.`, which OData 4.01 lets services and clients leave out.
    fn is_called(&self, name: &str) -> bool {
        bare(self.name()).eq_ignore_ascii_case(bare(name))
    }

    /// Whether this can stand in a header and be told from its neighbours there.
    fn is_sound(&self) -> bool {
        let name = self.name();
        let rest = self.text.get(self.name..).unwrap_or_default().trim_start();
        let is_bare = rest.is_empty() || rest.starts_with(['=', ';']);
        !name.is_empty()
            && name.bytes().all(is_token)
            && is_bare
            && rest
                .bytes()
                .all(|byte| byte == b' ' || byte.is_ascii_graphic())
            && split(&self.text).is_some_and(|parts| parts.len() == 1)
    }
}

impl fmt::Display for Preference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// What bodies of messages and events are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyFormat {
    /// Plain text.
    Text,
    /// HTML, which is what the service sends otherwise.
    Html,
}

impl BodyFormat {
    fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Html => "html",
        }
    }
}

/// Preferences in order, each name once: the last one of a name counts.
///
/// Made of one [`Preference`], of an array of them, or of a text as it stands in the header, such as
/// `hierarchicalsharing, deltashowremovedasdeleted`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preferences {
    all: Vec<Preference>,
    /// Text that is no list of preferences.
    refused: Option<String>,
}

impl Preferences {
    /// The preference with this name, in any case, with `odata.` or without.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Preference> {
        self.all.iter().find(|one| one.is_called(name))
    }

    /// The preferences.
    pub fn iter(&self) -> std::slice::Iter<'_, Preference> {
        self.all.iter()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Those of a header, however many lines it has.
    fn of(headers: &HeaderMap, name: &HeaderName) -> Self {
        let mut all = Self::default();
        for line in headers.get_all(name) {
            all.add(Self::from(&*String::from_utf8_lossy(line.as_bytes())));
        }
        all
    }

    /// Adds preferences; they replace those of the same names, in their places.
    pub(crate) fn add(&mut self, others: impl Into<Self>) {
        let others = others.into();
        for preference in others.all {
            match self
                .all
                .iter_mut()
                .find(|old| old.is_called(preference.name()))
            {
                Some(old) => *old = preference,
                None => self.all.push(preference),
            }
        }
        if self.refused.is_none() {
            self.refused = others.refused;
        }
    }

    /// Takes a preference out.
    fn remove(&mut self, name: &str) {
        self.all.retain(|one| !one.is_called(name));
    }

    /// The header; `None` where there are no preferences.
    pub(crate) fn header(&self) -> Result<Option<HeaderValue>, Error> {
        let unsound = self.all.iter().find(|one| !one.is_sound());
        if let Some(text) = self
            .refused
            .as_deref()
            .or(unsound.map(|one| one.text.as_str()))
        {
            return Err(Error::refused(format!(
                "`{}` is no preference",
                text.escape_debug()
            )));
        }
        if self.all.is_empty() {
            return Ok(None);
        }
        HeaderValue::try_from(self.to_string())
            .map(Some)
            .map_err(|_| Error::refused("the preferences are no value of a header"))
    }
}

/// As in the header.
impl fmt::Display for Preferences {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, one) in self.all.iter().enumerate() {
            if index > 0 {
                f.write_str(", ")?;
            }
            write!(f, "{one}")?;
        }
        Ok(())
    }
}

impl From<Preference> for Preferences {
    fn from(one: Preference) -> Self {
        Self {
            all: vec![one],
            refused: None,
        }
    }
}

impl<const N: usize> From<[Preference; N]> for Preferences {
    fn from(all: [Preference; N]) -> Self {
        all.into_iter().collect()
    }
}

impl FromIterator<Preference> for Preferences {
    fn from_iter<I: IntoIterator<Item = Preference>>(all: I) -> Self {
        let mut preferences = Self::default();
        for one in all {
            preferences.add(one);
        }
        preferences
    }
}

impl From<&str> for Preferences {
    fn from(text: &str) -> Self {
        match split(text) {
            Some(parts) => parts.into_iter().map(Preference::written).collect(),
            None => Self {
                all: Vec::new(),
                refused: Some(text.to_owned()),
            },
        }
    }
}

impl From<&String> for Preferences {
    fn from(text: &String) -> Self {
        text.as_str().into()
    }
}

impl From<String> for Preferences {
    fn from(text: String) -> Self {
        text.as_str().into()
    }
}

impl<'a> IntoIterator for &'a Preferences {
    type Item = &'a Preference;
    type IntoIter = std::slice::Iter<'a, Preference>;

    fn into_iter(self) -> Self::IntoIter {
        self.all.iter()
    }
}

impl<T> Request<T> {
    /// Adds preferences to the header `Prefer`: a [`Preference`], an array of them, or a text as it stands in the header. Others that
    /// were set before, here or for the client, stay; those of the same name are replaced.
    ///
    /// Pages, rounds of a delta query and saved links that come of the request have them too.
    ///
    /// ```
    /// use msgraph_runtime::http::Method;
    /// use msgraph_runtime::{Client, Json, Preference};
    ///
    /// fn events(client: &Client) -> msgraph_runtime::Request<Json> {
    ///     client.request(Method::GET, "/me/events")
    ///         .prefer(Preference::time_zone("Pacific Standard Time"))
    ///         .prefer([Preference::immutable_ids(), Preference::max_page_size(10)])
    ///         .prefer("outlook.body-content-type=\"text\"")
    /// }
    /// ```
    pub fn prefer(mut self, preferences: impl Into<Preferences>) -> Self {
        let mut all = Preferences::of(&self.parts.headers, &PREFER);
        all.add(preferences);
        match all.header() {
            Ok(Some(header)) => {
                self.parts.headers.insert(PREFER, header);
            }
            Ok(None) => {}
            Err(fault) => self.parts.refuse(fault),
        }
        self
    }

    /// `Prefer: return=representation`: the entity as it is after the request, where the service would answer without a body.
    pub fn return_representation(self) -> Self {
        self.prefer(Preference::return_representation())
    }

    /// `Prefer: return=minimal`: no body where none is needed; of a delta query, the properties that have changed.
    pub fn return_minimal(self) -> Self {
        self.prefer(Preference::return_minimal())
    }

    /// The preferences that the request has, those of the client included.
    pub fn preferences(&self) -> Preferences {
        Preferences::of(&self.parts.headers, &PREFER)
    }
}

impl Parts {
    /// Takes a preference out, and the header where no other is left.
    pub(crate) fn drop_preference(&mut self, name: &str) {
        let mut all = Preferences::of(&self.headers, &PREFER);
        all.remove(name);
        match all.header() {
            Ok(Some(header)) => {
                self.headers.insert(PREFER, header);
            }
            Ok(None) => {
                self.headers.remove(PREFER);
            }
            // Not made by us: it stays as it is.
            Err(_) => {}
        }
    }
}

impl<T> Response<T> {
    /// The preferences that the service says it obeyed, by the header `Preference-Applied`.
    pub fn preferences_applied(&self) -> Preferences {
        const APPLIED: HeaderName = HeaderName::from_static("preference-applied");
        Preferences::of(self.headers(), &APPLIED)
    }
}

#[cfg(test)]
mod tests;
