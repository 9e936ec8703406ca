//! Annotations as the stages ask for them.

use crate::csdl::{Annotation, Expression, ExpressionKind, Record};

macro_rules! terms {
    ($($variant:ident = $name:literal),* $(,)?) => {
        /// A term that some stage understands.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[allow(missing_docs, reason = "each variant is the vocabulary term of the same name")]
        pub enum Term { $($variant,)* Other }

        impl Term {
            /// The term with this qualified name, aliases resolved.
            pub fn parse(qualified: &str) -> Self {
                match qualified {
                    $($name => Self::$variant,)*
                    _ => Self::Other,
                }
            }
        }
    };
}

terms! {
    Description = "Org.OData.Core.V1.Description",
    LongDescription = "Org.OData.Core.V1.LongDescription",
    Computed = "Org.OData.Core.V1.Computed",
    Permissions = "Org.OData.Core.V1.Permissions",
    Immutable = "Org.OData.Core.V1.Immutable",
    OptionalParameter = "Org.OData.Core.V1.OptionalParameter",
    Revisions = "Org.OData.Core.V1.Revisions",
    AlternateKeys = "Org.OData.Core.V1.AlternateKeys",
    CommunityAlternateKeys = "OData.Community.Keys.V1.AlternateKeys",
    RequiresExplicitBinding = "Org.OData.Core.V1.RequiresExplicitBinding",
    ExplicitOperationBindings = "Org.OData.Core.V1.ExplicitOperationBindings",
    InsertRestrictions = "Org.OData.Capabilities.V1.InsertRestrictions",
    UpdateRestrictions = "Org.OData.Capabilities.V1.UpdateRestrictions",
    DeleteRestrictions = "Org.OData.Capabilities.V1.DeleteRestrictions",
    ReadRestrictions = "Org.OData.Capabilities.V1.ReadRestrictions",
    CountRestrictions = "Org.OData.Capabilities.V1.CountRestrictions",
    NavigationRestrictions = "Org.OData.Capabilities.V1.NavigationRestrictions",
    IndexableByKey = "Org.OData.Capabilities.V1.IndexableByKey",
}

/// One annotation at its target.
#[derive(Debug, Clone, Copy)]
pub struct Fact<'a> {
    /// The term, aliases resolved.
    pub term: Term,
    /// The annotation as it stands in the input.
    pub annotation: &'a Annotation<'a>,
}

/// All annotations of one target; inline ones first.
#[derive(Debug, Clone, Default)]
pub struct Facts<'a>(Vec<Fact<'a>>);

/// A named boolean of a capability record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Restriction {
    /// The input says true.
    Granted,
    /// The input says false.
    Denied,
    /// The input says nothing.
    Unsaid,
}

/// What `Core.Revisions` says of something that is going away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deprecation<'a> {
    /// `Version`, as in `2024-05/Deprecation`.
    pub version: Option<&'a str>,
    /// `Date`: deprecated since.
    pub date: Option<&'a str>,
    /// `RemovalDate`.
    pub removal: Option<&'a str>,
    /// Why, and what to use.
    pub description: Option<&'a str>,
}

impl<'a> Facts<'a> {
    pub(crate) fn push(&mut self, fact: Fact<'a>) {
        self.0.push(fact);
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Fact<'a>> {
        self.0.iter()
    }

    fn value(&self, term: Term) -> Option<&'a Expression<'a>> {
        let fact = self.0.iter().find(|fact| fact.term == term)?;
        fact.annotation.value.as_ref()
    }

    /// The text of `Core.Description`.
    pub fn description(&self) -> Option<&'a str> {
        text(self.value(Term::Description)?)
    }

    /// The text of `Core.LongDescription`.
    pub fn long_description(&self) -> Option<&'a str> {
        text(self.value(Term::LongDescription)?)
    }

    /// Whether a tagging term stands here: bare, or with a value other than `false`.
    pub fn tagged(&self, term: Term) -> bool {
        self.0.iter().any(|fact| {
            fact.term == term
                && !matches!(
                    fact.annotation.value.as_ref().map(|value| &value.kind),
                    Some(ExpressionKind::Bool(false))
                )
        })
    }

    /// Whether a client cannot set the property: `Core.Computed`, or `Core.Permissions` = Read.
    pub fn is_read_only(&self) -> bool {
        self.tagged(Term::Computed)
            || self.value(Term::Permissions).is_some_and(|value| {
                matches!(&value.kind, ExpressionKind::EnumMember(member)
                    if member.rsplit('/').next() == Some("Read"))
            })
    }

    /// Whether the property can be set on create only: `Core.Immutable`.
    pub fn is_create_only(&self) -> bool {
        self.tagged(Term::Immutable)
    }

    /// A boolean of a capability record, as `Insertable` of `Capabilities.InsertRestrictions`.
    pub fn restriction(&self, term: Term, property: &str) -> Restriction {
        let said = self
            .value(term)
            .and_then(record)
            .and_then(|record| member(record, property));
        match said.map(|value| &value.kind) {
            Some(ExpressionKind::Bool(true)) => Restriction::Granted,
            Some(ExpressionKind::Bool(false)) => Restriction::Denied,
            _ => Restriction::Unsaid,
        }
    }

    /// An enumeration member of a capability record, without its type's name.
    pub fn restriction_member(&self, term: Term, property: &str) -> Option<&'a str> {
        match &member(record(self.value(term)?)?, property)?.kind {
            ExpressionKind::EnumMember(member) => member.rsplit('/').next(),
            _ => None,
        }
    }

    /// `Core.Revisions` of kind `Deprecated`.
    pub fn deprecation(&self) -> Option<Deprecation<'a>> {
        let ExpressionKind::Collection(revisions) = &self.value(Term::Revisions)?.kind else {
            return None;
        };
        revisions.iter().filter_map(record).find_map(|revision| {
            let kind = member(revision, "Kind").map(|kind| &kind.kind);
            let deprecated = matches!(kind, Some(ExpressionKind::EnumMember(kind))
                if kind.rsplit('/').next() == Some("Deprecated"));
            deprecated.then(|| Deprecation {
                version: member(revision, "Version").and_then(text),
                date: member(revision, "Date").and_then(text),
                removal: member(revision, "RemovalDate").and_then(text),
                description: member(revision, "Description").and_then(text),
            })
        })
    }

    /// The alternate keys: for each, the names that stand in the URL.
    pub(crate) fn alternate_keys(&self) -> Vec<Vec<&'a str>> {
        let terms = [Term::AlternateKeys, Term::CommunityAlternateKeys];
        let mut keys = Vec::new();
        for value in terms.iter().filter_map(|term| self.value(*term)) {
            let ExpressionKind::Collection(records) = &value.kind else {
                continue;
            };
            for key in records.iter().filter_map(record) {
                if let Some(ExpressionKind::Collection(parts)) =
                    member(key, "Key").map(|value| &value.kind)
                {
                    let names = parts.iter().filter_map(record).filter_map(|part| {
                        member(part, "Alias")
                            .or_else(|| member(part, "Name"))
                            .and_then(text)
                    });
                    keys.push(names.collect());
                }
            }
        }
        keys
    }

    /// The operations named by `Core.ExplicitOperationBindings`.
    pub fn explicit_bindings(&self) -> Option<Vec<&'a str>> {
        match &self.value(Term::ExplicitOperationBindings)?.kind {
            ExpressionKind::Collection(names) => Some(names.iter().filter_map(text).collect()),
            _ => None,
        }
    }
}

/// The text of a constant or path expression.
fn text<'a>(expression: &'a Expression<'a>) -> Option<&'a str> {
    match &expression.kind {
        ExpressionKind::String(text)
        | ExpressionKind::Date(text)
        | ExpressionKind::DateTimeOffset(text)
        | ExpressionKind::PropertyPath(text)
        | ExpressionKind::Path(text)
        | ExpressionKind::EnumMember(text) => Some(text.as_ref()),
        _ => None,
    }
}

fn record<'a>(expression: &'a Expression<'a>) -> Option<&'a Record<'a>> {
    match &expression.kind {
        ExpressionKind::Record(record) => Some(record),
        _ => None,
    }
}

fn member<'a>(record: &'a Record<'a>, name: &str) -> Option<&'a Expression<'a>> {
    record
        .properties
        .iter()
        .find(|property| property.property == name)?
        .value
        .as_ref()
}
