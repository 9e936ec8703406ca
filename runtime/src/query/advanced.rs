//! What Graph calls advanced queries: those over directory objects that its index answers, which may lag behind
//! (<https://learn.microsoft.com/graph/aad-advanced-queries>). They want the header `ConsistencyLevel: eventual` and `$count=true`.

use http::header::Entry;
use http::{HeaderName, HeaderValue, Method};

use crate::request::Parts;
use crate::shape::Shape;

/// Which answers an expression is content with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Consistency {
    /// Any.
    #[default]
    Any,
    /// Those of the index, if it is about directory objects.
    Eventual,
}

/// How far a request became an advanced query without being asked to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Advanced {
    is_refused: bool,
    has_set_header: bool,
    has_set_count: bool,
}

const CONSISTENCY_LEVEL: HeaderName = HeaderName::from_static("consistencylevel");
const EVENTUAL: HeaderValue = HeaderValue::from_static("eventual");
const COUNT: &str = "$count";

/// Whether a model is a directory object.
pub(crate) fn is_directory_object(shape: &Shape) -> bool {
    const DIRECTORY_OBJECT: &str = "microsoft.graph.directoryObject";
    shape.types().derives(shape.name(), DIRECTORY_OBJECT)
}

impl Parts {
    /// Makes the request an advanced query, unless that was refused.
    pub(crate) fn advance(&mut self) {
        if self.advanced.is_refused || self.method != Method::GET {
            return;
        }
        if let Entry::Vacant(entry) = self.headers.entry(CONSISTENCY_LEVEL) {
            entry.insert(EVENTUAL);
            self.advanced.has_set_header = true;
        }
        // A count has no count.
        if !self.path.path().ends_with("/$count") && !self.path.has_query(COUNT) {
            self.path.set_query(COUNT, "true");
            self.advanced.has_set_count = true;
        }
    }

    /// Takes back what was set without being asked for, and sets no more of it.
    pub(crate) fn refuse_advanced(&mut self) {
        if self.advanced.has_set_header {
            self.headers.remove(CONSISTENCY_LEVEL);
        }
        if self.advanced.has_set_count {
            self.path.remove_query(COUNT);
        }
        self.advanced = Advanced {
            is_refused: true,
            ..Advanced::default()
        };
    }

    /// `$count=true`, asked for.
    pub(crate) fn count(&mut self) {
        self.path.set_query(COUNT, "true");
        self.advanced.has_set_count = false;
    }

    /// Makes the request an advanced query where what it queries is a directory object, and either the option that was set last wants
    /// that or the options together do.
    pub(crate) fn settle_consistency(&mut self, wanted: Consistency, shape: Option<&Shape>) {
        let is_wanted = wanted == Consistency::Eventual
            || (self.path.has_query("$filter") && self.path.has_query("$orderby"));
        if is_wanted && shape.is_some_and(is_directory_object) {
            self.advance();
        }
    }
}
