//! What a comparison finds.

use super::scope::Rename;
use crate::csdl::Cardinality;
use crate::diagnostics::Span;
use crate::model::Type;
use serde::Serialize;
use std::borrow::Cow;
use std::fmt;

/// What a change does to generated Rust.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// A program that uses the item may not compile any more, or may do something else.
    Breaking,
    /// There is more than before; programs stay as they are.
    Additive,
    /// Documentation, or data such as an enumeration member's number: no signature changes.
    Data,
}

/// What the version number of the generated crate has to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Semver {
    /// Nothing but documentation and data changes, if anything.
    Patch,
    /// Something is added.
    Minor,
    /// Something breaks.
    Major,
}

impl Semver {
    /// The word: `major`, `minor` or `patch`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

impl fmt::Display for Semver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Whether a change is to something that was generated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Extent {
    /// It is; without a `names.lock` everything counts as generated.
    Generated,
    /// It is not: no program can have used it.
    Outside,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident = $words:literal;)*) => {
        /// What has changed.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
        #[serde(rename_all = "snake_case")]
        #[non_exhaustive]
        pub enum ChangeKind { $($(#[$doc])* $variant,)* }

        impl ChangeKind {
            /// The change in a few words, as it stands before the old and the new text.
            pub fn words(self) -> &'static str {
                match self {
                    $(Self::$variant => $words,)*
                }
            }

            /// All kinds.
            #[cfg(test)]
            pub(super) const ALL: &[Self] = &[$(Self::$variant,)*];
        }
    };
}

kinds! {
    /// A type is gone.
    TypeRemoved = "type removed";
    /// A type is new.
    TypeAdded = "type added";
    /// An entity type is now a complex type, an enumeration type a structured one, and so on.
    TypeKindChanged = "kind of type";
    /// The base type is another one.
    BaseTypeChanged = "base type";
    /// `Abstract` differs.
    AbstractChanged = "Abstract";
    /// `OpenType` differs.
    OpenTypeChanged = "OpenType";
    /// `HasStream` differs.
    HasStreamChanged = "HasStream";
    /// The key consists of other properties.
    KeyChanged = "key";
    /// An alternate key is gone.
    AlternateKeyRemoved = "alternate key removed";
    /// An alternate key is new.
    AlternateKeyAdded = "alternate key added";
    /// A structural property is gone.
    PropertyRemoved = "property removed";
    /// A structural property is new.
    PropertyAdded = "property added";
    /// A structural property is declared by another type of the same line of inheritance.
    PropertyMoved = "property declared by";
    /// A structural property is of another type.
    PropertyTypeChanged = "property type";
    /// A structural property is a collection now, or none any more.
    PropertyCollectionChanged = "property collection";
    /// `Nullable` of a structural property differs.
    PropertyNullableChanged = "property Nullable";
    /// Annotations say otherwise when a structural property may be set.
    PropertyAccessChanged = "property access";
    /// A navigation property is gone.
    NavigationPropertyRemoved = "navigation property removed";
    /// A navigation property is new.
    NavigationPropertyAdded = "navigation property added";
    /// A navigation property is declared by another type of the same line of inheritance.
    NavigationPropertyMoved = "navigation property declared by";
    /// A navigation property leads to another type.
    NavigationTargetChanged = "navigation property type";
    /// A navigation property leads to a collection now, or to one entity.
    NavigationCollectionChanged = "navigation property collection";
    /// `ContainsTarget` differs.
    ContainsTargetChanged = "ContainsTarget";
    /// Requests along a navigation property need other query options.
    RequiredQueryChanged = "required query options";
    /// Annotations say otherwise which verbs a navigation property or container child takes.
    VerbsChanged = "verbs";
    /// An enumeration member is gone.
    MemberRemoved = "member removed";
    /// An enumeration member is new.
    MemberAdded = "member added";
    /// An enumeration member has another number.
    MemberValueChanged = "member Value";
    /// `IsFlags` differs.
    IsFlagsChanged = "IsFlags";
    /// All overloads of an operation are gone.
    OperationRemoved = "operation removed";
    /// An operation is new.
    OperationAdded = "operation added";
    /// An operation is bound to a base type now.
    OperationMoved = "operation bound to";
    /// An action is a function now, or the other way round.
    OperationKindChanged = "operation kind";
    /// `IsComposable` differs.
    IsComposableChanged = "IsComposable";
    /// One of several overloads is gone.
    OverloadRemoved = "overload removed";
    /// One more overload of an operation that was there.
    OverloadAdded = "overload added";
    /// A parameter is gone.
    ParameterRemoved = "parameter removed";
    /// A parameter is new.
    ParameterAdded = "parameter added";
    /// A parameter is of another type.
    ParameterTypeChanged = "parameter type";
    /// A parameter is a collection now, or none any more.
    ParameterCollectionChanged = "parameter collection";
    /// `Nullable` of a parameter differs.
    ParameterNullableChanged = "parameter Nullable";
    /// `Core.OptionalParameter` is new on a parameter, or gone.
    ParameterOptionalChanged = "parameter presence";
    /// The same parameters stand in another order.
    ParametersReordered = "parameter order";
    /// Something else is returned.
    ReturnTypeChanged = "return type";
    /// `Nullable` of the return differs.
    ReturnNullableChanged = "return Nullable";
    /// An entity set, singleton or import is gone.
    ChildRemoved = "container child removed";
    /// An entity set, singleton or import is new.
    ChildAdded = "container child added";
    /// An entity set is now a singleton, and so on.
    ChildKindChanged = "kind of container child";
    /// A container child is of another type, or imports another operation.
    ChildTypeChanged = "container child type";
    /// The metadata says that the item is going away.
    Deprecated = "deprecated";
    /// The metadata does not say so any more.
    Undeprecated = "not deprecated any more";
    /// The description reads otherwise.
    DescriptionChanged = "description";
}

/// One difference between two versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What has changed.
    pub kind: ChangeKind,
    /// What that does to generated Rust.
    pub verdict: Verdict,
    /// Whether the item was generated.
    pub extent: Extent,
    /// The namespace of the item; empty for children of the container.
    pub namespace: String,
    /// The unqualified name of the type that the item belongs to; empty for children of the
    /// container and for unbound operations.
    pub owner: String,
    /// The item in the words of the metadata: `microsoft.graph.user/manager`,
    /// `Collection(microsoft.graph.user)/delta()`.
    pub path: String,
    /// What the old text says.
    pub old: Option<String>,
    /// What the new text says.
    pub new: Option<String>,
    /// Where in the old text.
    pub old_span: Option<Span>,
    /// Where in the new text.
    pub new_span: Option<Span>,
    /// Why the verdict is what it is, where that is not plain.
    pub note: Option<Cow<'static, str>>,
    /// The Rust item, where the `names.lock` has it.
    pub rust: Option<String>,
    pub(super) subject: Subject,
    /// Types of the new model that this change brings in.
    pub(super) brings: Vec<Type>,
}

/// What a change is about, as far as its place in generated Rust goes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Subject {
    /// A type, by its qualified name.
    Type(String),
    /// A property: the qualified names of the type and of the one that declares it, and the name.
    Property {
        ty: String,
        declared_by: String,
        name: String,
    },
    /// A navigation property; its target's qualified name.
    Navigation {
        ty: String,
        declared_by: String,
        name: String,
        target: String,
    },
    /// A member of an enumeration type.
    Member { ty: String, name: String },
    /// An operation: namespace and name of what it is bound to, and its own name.
    Operation {
        binding: Option<(String, String, Cardinality)>,
        name: String,
    },
    /// A child of the container.
    Child(String),
}

/// How many changes there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Breaking ones.
    pub breaking: usize,
    /// Additive ones.
    pub additive: usize,
    /// Changes of documentation or data.
    pub data: usize,
}

impl Counts {
    /// All together.
    pub fn total(self) -> usize {
        self.breaking + self.additive + self.data
    }

    pub(super) fn add(&mut self, verdict: Verdict) {
        match verdict {
            Verdict::Breaking => self.breaking += 1,
            Verdict::Additive => self.additive += 1,
            Verdict::Data => self.data += 1,
        }
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            breaking,
            additive,
            data,
        } = self;
        write!(
            f,
            "{breaking} breaking, {additive} additive, {data} of documentation or data"
        )
    }
}

/// Everything that differs between two versions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// The changes, by namespace, type and path.
    pub changes: Vec<Change>,
    /// Pinned names that would be decided otherwise today.
    pub renames: Vec<Rename>,
}

impl Changes {
    /// Whether the two versions are the same, as far as anything here is concerned.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// How many changes there are to what is generated, or to the rest.
    pub fn counts(&self, extent: Extent) -> Counts {
        let mut counts = Counts::default();
        for change in self.changes.iter().filter(|one| one.extent == extent) {
            counts.add(change.verdict);
        }
        counts
    }

    /// What the version number has to say; changes outside of what is generated do not count.
    pub fn semver(&self) -> Semver {
        let counts = self.counts(Extent::Generated);
        if counts.breaking > 0 {
            Semver::Major
        } else if counts.additive > 0 {
            Semver::Minor
        } else {
            Semver::Patch
        }
    }
}
