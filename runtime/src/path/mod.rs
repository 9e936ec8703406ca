//! The URL of a request while it is built: the one place that knows how keys, literals and query options are written.

mod encode;
mod key;
mod query;

use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::Range;

pub(crate) use self::encode::{push_literal, push_percent_encoded, push_quoted};
pub use self::key::{Key, KeyValue};

use crate::builder::Number;
use crate::delta::Latest;
use crate::error::Error;
use crate::query::is_directory_object;
use crate::shape::Shape;

/// An absolute URL, growing, that knows where its service-relative path begins and which parts of it are values of the caller.
///
/// Everything stands in one text, so that sending needs no further one.
#[derive(Clone)]
pub(crate) struct Path {
    text: String,
    /// Where the service-relative path begins: the length of the base URL.
    start: usize,
    /// Where the query begins, at its `?`; the length of the text where there is none.
    query: usize,
    /// The parts that hold keys and other values, which a route shows as `{}`.
    values: Vec<Range<usize>>,
    made: Made,
    end: End,
    /// How the function that the path ends in is told to start from now, if it is a delta function.
    latest: Option<Latest>,
    /// Query options that the place insists on, until there is a request to put them into.
    required: Vec<(&'static str, String)>,
    fault: Option<Error>,
}

/// How a path came to be, and so what may be told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Made {
    /// Piece by piece: it is known what is a key.
    Built,
    /// By the caller, in one piece.
    Raw,
    /// By the service, below its root.
    Link,
    /// By somebody, elsewhere: any of it may be a permission.
    Foreign,
    /// By the service, in answer to a request whose template was this.
    After(String),
}

/// What a path ends in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Segment,
    Key,
    /// A cast of many directory objects, which are then listed by an advanced query.
    DirectoryCast,
    /// Path addressing whose closing colon is owed to the next segment.
    Address,
}

impl Path {
    /// The path of the service root itself; `base` has no slash at its end.
    pub(crate) fn new(base: &str) -> Self {
        const USUAL: usize = 160;
        let mut text = String::with_capacity(base.len() + USUAL);
        text.push_str(base);
        let start = text.len();
        Self {
            text,
            start,
            query: start,
            values: Vec::new(),
            made: Made::Built,
            end: End::Segment,
            latest: None,
            required: Vec::new(),
            fault: None,
        }
    }

    /// A link as the service gave it, unchanged as far as it is a URL. Its path is what follows `base`, or else its host.
    pub(crate) fn link(link: &str, base: &str) -> Self {
        let text = encode::link(link).into_owned();
        let query = text.find('?').unwrap_or(text.len());
        let host = text[..query].find("://").map_or(0, |at| at + 3);
        let (start, made) = match text[..query].strip_prefix(base) {
            Some(rest) if rest.is_empty() || rest.starts_with('/') => (base.len(), Made::Link),
            _ => {
                let start = text[host..query].find('/').map_or(query, |at| host + at);
                (start, Made::Foreign)
            }
        };
        Self {
            text,
            start,
            query,
            values: Vec::new(),
            made,
            end: End::Segment,
            latest: None,
            required: Vec::new(),
            fault: None,
        }
    }

    /// A path below `base` as the caller wrote it, and a query.
    pub(crate) fn raw(base: &str, path: &str, query: Option<&str>) -> Self {
        let mut raw = Self::new(base);
        raw.made = Made::Raw;
        raw.append(path);
        // URL libraries read `%2e` as a dot.
        let dots = |segment: &str| {
            matches!(
                &*segment.to_ascii_lowercase().replace("%2e", "."),
                "." | ".."
            )
        };
        if path.split('/').any(dots) {
            raw.refuse(format!("the path `{}` leaves its place", raw.path()));
        }
        if let Some(query) = query {
            raw.text.push('?');
            raw.text.push_str(query);
        }
        raw
    }

    /// Keeps a query option for the request that will be made of this path.
    pub(crate) fn require(&mut self, option: &'static str, value: String) {
        self.required.push((option, value));
    }

    /// Writes the options that were kept.
    pub(crate) fn settle_required(&mut self) {
        for (option, value) in std::mem::take(&mut self.required) {
            self.set_query(option, &value);
        }
    }

    /// The absolute URL.
    pub(crate) fn url(&self) -> &str {
        &self.text
    }

    /// Where the host of the URL ends.
    pub(crate) fn host_end(&self) -> usize {
        let before = self.text.find("://").map_or(0, |at| at + 3);
        let after = self.text[before..].find(['/', '?', '#']);
        after.map_or(self.text.len(), |at| before + at)
    }

    /// The path below the service root, with its leading slash, without the query.
    pub(crate) fn path(&self) -> &str {
        &self.text[self.start..self.query]
    }

    /// The path below the service root with the query, as a batch request names it.
    pub(crate) fn path_and_query(&self) -> &str {
        &self.text[self.start..]
    }

    /// The path with every value of the caller shown as `{}`.
    pub(crate) fn route(&self) -> String {
        let mut route = String::with_capacity(self.path().len());
        let mut from = self.start;
        for value in &self.values {
            route.push_str(&self.text[from..value.start]);
            if self.text[value.clone()].starts_with('(') {
                // The parenthesis form of a key is the same route as the segment form.
                route.push('/');
            }
            route.push_str("{}");
            from = value.end;
        }
        route.push_str(&self.text[from..self.query]);
        route
    }

    /// The route as it may be told to anybody. Where nobody knows what is a key, that is the first segment: `/users/…`.
    pub(crate) fn template(&self) -> Cow<'_, str> {
        match &self.made {
            Made::Built => self.route().into(),
            Made::After(template) => template.into(),
            Made::Foreign => "…".into(),
            Made::Raw | Made::Link => {
                let path = self.path();
                let first = usize::from(path.starts_with('/'));
                match path[first..].find(['/', '(', ':']) {
                    Some(at) if path[first + at..].starts_with('/') => {
                        format!("{}/…", &path[..first + at]).into()
                    }
                    Some(at) => format!("{}…", &path[..first + at]).into(),
                    None => path.into(),
                }
            }
        }
    }

    /// The same link, which came with the answer to a request of this template.
    pub(crate) fn after(mut self, path: &Path) -> Self {
        self.made = Made::After(path.template().into_owned());
        self
    }

    /// The same link, of which errors show nothing: its path may be a permission.
    pub(crate) fn hidden(mut self) -> Self {
        self.made = Made::After("/…".to_owned());
        self
    }

    /// Puts the path from below one service root below another; `false` where it is not below the one.
    pub(crate) fn rebase(&mut self, from: &str, to: &str) -> bool {
        if !matches!(self.made, Made::Built | Made::Raw) || !self.text.starts_with(from) {
            return false;
        }
        self.text = [to, &self.text[from.len()..]].concat();
        let moved = |at: usize| at - from.len() + to.len();
        self.start = moved(self.start);
        self.query = moved(self.query);
        for value in &mut self.values {
            *value = moved(value.start)..moved(value.end);
        }
        true
    }

    pub(crate) fn ends_in_key(&self) -> bool {
        self.end == End::Key
    }

    /// What was wrong with the path first, if anything.
    pub(crate) fn fault(&self) -> Option<&Error> {
        self.fault.as_ref()
    }

    fn refuse(&mut self, reason: String) {
        self.fail(Error::refused(reason));
    }

    /// Keeps an error for the sending; the first one counts.
    pub(crate) fn fail(&mut self, fault: Error) {
        self.fault.get_or_insert(fault);
    }

    /// Appends a name of the metadata as one segment: all but unreserved characters are encoded, and a name that URL libraries would
    /// drop or resolve away is refused.
    pub(crate) fn push_segment(&mut self, name: &str) {
        if let Some(reason) = refused_segment(name) {
            self.refuse(format!("a segment below `{}` {reason}", self.path()));
            return;
        }
        self.close_address();
        self.text.push('/');
        push_percent_encoded(&mut self.text, name);
        self.settle(End::Segment);
    }

    /// Appends a cast, as the name of the derived type.
    pub(crate) fn push_cast(&mut self, shape: &Shape, number: Number) {
        self.push_segment(shape.name());
        if number == Number::Many && is_directory_object(shape) {
            self.end = End::DirectoryCast;
        }
    }

    pub(crate) fn ends_in_directory_cast(&self) -> bool {
        self.end == End::DirectoryCast
    }

    /// Appends a segment of OData's own, as it stands: `$count`, `$ref`, `$value`.
    pub(crate) fn push_system_segment(&mut self, segment: &'static str) {
        self.append(segment);
    }

    fn append(&mut self, written: &str) {
        self.close_address();
        self.text.push('/');
        self.text.push_str(written);
        self.settle(End::Segment);
    }

    /// Appends a key as a segment; one that begins with `$` would be read as a system segment, and stands in parentheses.
    pub(crate) fn push_key(&mut self, key: KeyValue<'_>) {
        self.close_address();
        if let KeyValue::Text(text) = key
            && let Some(reason) = refused_segment(text)
        {
            self.refuse(format!("a key below `{}` {reason}", self.path()));
            return;
        }
        let value = if matches!(key, KeyValue::Text(text) if text.starts_with('$')) {
            let from = self.text.len();
            self.text.push('(');
            key.push_literal(&mut self.text);
            self.text.push(')');
            from..self.text.len()
        } else {
            self.text.push('/');
            let from = self.text.len();
            key.push_segment(&mut self.text);
            from..self.text.len()
        };
        self.values.push(value);
        self.settle(End::Key);
    }

    /// Appends an alternate key: `(appId='…')`, several parts with commas between.
    pub(crate) fn push_alternate_key(&mut self, parts: &[(&str, &dyn Key)]) {
        self.close_address();
        if parts.is_empty() {
            self.refuse(format!(
                "an alternate key below `{}` has no parts",
                self.path()
            ));
        }
        self.text.push('(');
        for (index, (name, key)) in parts.iter().enumerate() {
            let key = key.value();
            if matches!(key, KeyValue::Text("")) {
                self.refuse(format!("the key `{name}` below `{}` is empty", self.path()));
            }
            self.push_argument(index, name, |text| key.push_literal(text));
        }
        self.text.push(')');
        self.settle(End::Key);
    }

    /// Appends a call of a function. `arguments` calls back once per argument, in order.
    pub(crate) fn push_call<'a>(
        &mut self,
        function: &str,
        arguments: impl Iterator<Item = (&'a str, &'a dyn Literal)>,
    ) {
        self.push_segment(function);
        self.text.push('(');
        for (index, (name, literal)) in arguments.enumerate() {
            self.push_argument(index, name, |text| literal.push(text));
        }
        self.text.push(')');
        self.settle(End::Segment);
    }

    fn push_argument(&mut self, index: usize, name: &str, value: impl FnOnce(&mut String)) {
        if index > 0 {
            self.text.push(',');
        }
        push_percent_encoded(&mut self.text, name);
        self.text.push('=');
        let from = self.text.len();
        value(&mut self.text);
        self.values.push(from..self.text.len());
    }

    /// Appends path addressing: `:/a/b`, whose closing colon is written before the next segment.
    pub(crate) fn push_address(&mut self, path: &str) {
        if self.end == End::Address {
            self.refuse(format!("`{}` is addressed by path already", self.path()));
            return;
        }
        self.text.push_str(":/");
        let from = self.text.len();
        for (index, segment) in path.trim_matches('/').split('/').enumerate() {
            if let Some(reason) = refused_segment(segment) {
                self.refuse(format!(
                    "a segment of a path below `{}` {reason}",
                    self.path()
                ));
                return;
            }
            if index > 0 {
                self.text.push('/');
            }
            push_percent_encoded(&mut self.text, segment);
        }
        self.values.push(from..self.text.len());
        self.settle(End::Address);
    }

    fn close_address(&mut self) {
        if self.end == End::Address {
            self.text.push(':');
            self.settle(End::Segment);
        }
    }

    /// Notes how the function that was just called is told to start from now.
    pub(crate) fn set_latest(&mut self, latest: Option<Latest>) {
        self.latest = latest;
    }

    /// How the function that the path ends in is told to start from now, if it is a delta function.
    pub(crate) fn latest(&self) -> Option<Latest> {
        self.latest
    }

    fn settle(&mut self, end: End) {
        self.latest = None;
        self.end = end;
        self.query = self.text.len();
    }
}

/// A value that is written as a literal of a URL.
pub(crate) trait Literal {
    /// Appends the literal, percent-encoded.
    fn push(&self, text: &mut String);
}

/// Why a text cannot stand as a segment, if it cannot: URL libraries drop empty ones and resolve the dots away.
fn refused_segment(text: &str) -> Option<&'static str> {
    match text {
        "" => Some("is empty"),
        "." => Some("is `.`, which stands for the path itself"),
        ".." => Some("is `..`, which stands for the path above"),
        _ => None,
    }
}

/// Appends the `Display` form of a number.
fn push_number(text: &mut String, number: i64) {
    // Writing to a String cannot fail.
    let _ = write!(text, "{number}");
}

#[cfg(test)]
mod tests;
