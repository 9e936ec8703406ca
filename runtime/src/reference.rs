//! References to entities (OData Protocol 4.01, clause 11.4.6; JSON Format 4.01, clause 14).

pub(crate) mod bind;

use crate::cast::TypeTable;
use crate::content;
use crate::path::Path;
use crate::vocabulary::*;

/// What a reference is set to: the URL of an entity, or a place below the service root that becomes one when the request is made.
#[derive(Clone, Debug)]
pub struct Reference(Target);

#[derive(Clone, Debug)]
enum Target {
    Url(String),
    Below(String),
    Refused(Error),
}

impl Reference {
    /// The entity of this collection (`directoryObjects`, `users`, `deviceManagement/roleDefinitions`) with this key.
    pub fn new(collection: &str, key: impl Key) -> Self {
        let mut path = Path::new("");
        for segment in collection.split('/') {
            path.push_segment(segment);
        }
        path.push_key(key.value());
        Self::below(&path)
    }

    /// What a builder leads to: `Reference::to(graph.users().id("…"))`.
    pub fn to(builder: impl RequestBuilder) -> Self {
        let node = builder.into_node();
        match node.fault() {
            Some(fault) => Self(Target::Refused(fault.clone())),
            None => Self(Target::Below(node.path().to_owned())),
        }
    }

    fn below(path: &Path) -> Self {
        match path.fault() {
            Some(fault) => Self(Target::Refused(fault.clone())),
            None => Self(Target::Below(path.path().to_owned())),
        }
    }

    /// The body `{"@odata.id": "…"}` for the service at `base`.
    pub(crate) fn body(self, base: &str) -> Result<Vec<u8>, Error> {
        let url = self.url(base)?;
        content::object("@odata.id", View::Text(&url)).map(content::bytes)
    }

    /// As a body keeps it until a request is made of it: an absolute URL, or the path of a place below the service root.
    fn into_body_text(self) -> Result<String, Error> {
        match self.0 {
            Target::Below(path) => Ok(path),
            other => Self(other).url(""),
        }
    }

    /// The absolute URL, for the service at `base`.
    pub(crate) fn url(self, base: &str) -> Result<String, Error> {
        Ok(match self.0 {
            Target::Url(url) if url.starts_with("https://") || url.starts_with("http://") => url,
            Target::Url(_) => {
                return Err(Error::refused(
                    "a reference is an absolute URL, or a collection and a key: `(\"directoryObjects\", id)`",
                ));
            }
            Target::Below(path) => format!("{base}{path}"),
            Target::Refused(fault) => return Err(fault),
        })
    }
}

/// An absolute URL, such as the `@odata.id` that an answer carried.
impl From<&str> for Reference {
    fn from(url: &str) -> Self {
        Self(Target::Url(url.to_owned()))
    }
}

/// An absolute URL, such as the `@odata.id` that an answer carried.
impl From<String> for Reference {
    fn from(url: String) -> Self {
        Self(Target::Url(url))
    }
}

/// A collection below the service root, and a key in it.
impl<K: Key> From<(&str, K)> for Reference {
    fn from((collection, key): (&str, K)) -> Self {
        Self::new(collection, key)
    }
}

impl From<Link> for Reference {
    fn from(link: Link) -> Self {
        match link.url {
            Field::Value(url) => Self(Target::Url(url)),
            _ => Self(Target::Refused(Error::refused(
                "the link that was read has no `@odata.id`",
            ))),
        }
    }
}

/// A reference as it is read.
pub struct Link {
    /// The URL of the entity; what [`Reference`] is made of.
    pub url: Field<String>,
    /// What else the answer carried.
    pub additional: Additional,
}

static TYPES: TypeTable = TypeTable::new(&[]);

crate::model! {
    Link, "Edm.EntityReference", TYPES, [];
    inherited {}
    own { 0 url URL: String = "@odata.id"; }
    navigation {}
}
