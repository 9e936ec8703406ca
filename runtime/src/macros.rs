//! What generated code is made of. The macros are cheap for rustc on purpose: rows become static data and one `match` each way,
//! and every trait impl is one line over a shared driver.
//!
//! What they name most often they name as generated files do, by what [`vocabulary`](crate::vocabulary) brings into scope: rustc
//! resolves and keeps every segment of every path, and a large client has hundreds of thousands of them.

/// Makes a struct a model: see [`Model`](crate::Model).
///
/// ```text
/// model! {
///     Type, "qualified.name", TYPES, [NearestBase, ItsBase];
///     inherited { INDEX field CONST: ValueType = "wireName" [, mark]*; … }
///     own       { INDEX field CONST: ValueType = "wireName" [, mark]*; … }
///     navigation { CONST: Target = "wireName"; … }
/// }
/// ```
/// A row may begin (after its index) with attributes, which go to the constant. Marks: `read_only`, `create_only`, `secret`.
/// `TYPES` is the path of a `static` [`TypeTable`](crate::TypeTable).
#[macro_export]
macro_rules! model {
    (
        $name:ident, $wire:literal, $types:path, [$($base:ty),*];
        inherited { $($ii:literal $(#[$ia:meta])* $if:ident $ic:ident: $it:ty = $iw:literal $(, $im:ident)*;)* }
        own { $($oi:literal $(#[$oa:meta])* $of:ident $oc:ident: $ot:ty = $ow:literal $(, $om:ident)*;)* }
        navigation { $($(#[$na:meta])* $nc:ident: $nt:ty = $nw:literal;)* }
    ) => {
        impl $name {
            $(#[doc = $iw] $(#[$ia])* pub const $ic: Property<Self, $it> = property($iw);)*
            $(#[doc = $ow] $(#[$oa])* pub const $oc: Property<Self, $ot> = property($ow);)*
            $(#[doc = $nw] $(#[$na])* pub const $nc: Navigation<Self, $nt> = navigation($nw);)*
        }

        impl Model for $name {
            #[inline]
            fn shape() -> &'static Shape {
                static SHAPE: ShapeCell = ShapeCell::EMPTY;
                SHAPE.shape(
                    $wire,
                    concat!($($iw, "\0",)* $($ow, "\0",)*),
                    &[$($(($ii, $crate::generated::marks::$im),)*)* $($(($oi, $crate::generated::marks::$om),)*)*],
                    &$types,
                )
            }
            #[inline]
            fn each<'a>(&'a self, visit: &mut Visit<'_, 'a>) {
                self.additional.offer($crate::generated::ADDITIONAL, visit);
                $(self.$if.offer($ii, visit);)*
                $(self.$of.offer($oi, visit);)*
            }
            #[inline]
            fn slot_mut(&mut self, index: usize) -> &mut dyn Slot {
                match index {
                    $($ii => &mut self.$if,)*
                    $($oi => &mut self.$of,)*
                    _ => &mut self.additional,
                }
            }
        }

        $(impl IsA<$base> for $name {})*

        // Field by field: a derive's calls cost rustc twice as much. No call at all, so that nothing of it can unwind.
        impl Default for $name {
            #[inline]
            fn default() -> Self {
                Self {
                    additional: Additional::NONE,
                    $($if: Field::Absent,)*
                    $($of: Field::Absent,)*
                }
            }
        }

        impl Clone for $name {
            #[inline]
            fn clone(&self) -> Self {
                $crate::generated::clone(self)
            }
        }

        impl Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                $crate::generated::debug(self, f)
            }
        }

        impl PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::generated::eq(self, other)
            }
        }

        impl Serialize for $name {
            #[inline]
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::generated::write(self, serializer)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            #[inline]
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::generated::read(deserializer)
            }
        }
    };
}

/// Makes a struct the arguments of an operation that need not be given: see [`Parameters`](crate::Parameters).
///
/// ```text
/// parameters! { Type; field = "wireName"; … }
/// ```
#[macro_export]
macro_rules! parameters {
    ($name:ident; $($field:ident = $wire:literal;)*) => {
        impl $crate::generated::Parameters for $name {
            #[inline]
            fn each<'a>(&'a self, visit: &mut $crate::generated::Given<'_, 'a>) {
                $(visit.offer($wire, &self.$field);)*
                visit.additional(&self.additional);
            }
        }

        impl Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                $crate::generated::debug_parameters(self, f)
            }
        }
    };
}

/// Makes an enum an open enumeration, one that keeps the names of members it does not know: see [`Enumeration`](crate::Enumeration).
///
/// ```text
/// enumeration! { Type, "qualified.name", Unrecognized; Variant = "wireName", NUMBER; … }
/// ```
/// `Unrecognized` is the variant that keeps the name of a member that is not declared, in a `String`.
#[macro_export]
macro_rules! enumeration {
    ($name:ident, $wire:literal, $other:ident; $($(#[$attr:meta])* $variant:ident = $text:literal, $number:literal;)*) => {
        impl $name {
            /// The name on the wire.
            #[must_use]
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::$other(name) => name,
                }
            }
        }

        impl From<&str> for $name {
            #[inline]
            fn from(name: &str) -> Self {
                match name {
                    $($text => Self::$variant,)*
                    _ => Self::$other(name.into()),
                }
            }
        }

        // By the name: a derive has an arm for every member.
        impl Clone for $name {
            #[inline]
            fn clone(&self) -> Self {
                Self::from(self.as_str())
            }
        }

        impl PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                self.as_str() == other.as_str()
            }
        }

        impl Eq for $name {}

        impl Hash for $name {
            #[inline]
            fn hash<H: Hasher>(&self, state: &mut H) {
                self.as_str().hash(state);
            }
        }

        $crate::__enumeration_impls!($name, $wire, Enumeration; $($text = $number),*);
    };
}

/// Declares a flags enumeration, a set of members: see [`FlagSet`](crate::generated::FlagSet).
///
/// ```text
/// flags! { /// docs
///     Type, "qualified.name"; /// docs
///     CONST = "wireName", NUMBER; … }
/// ```
#[macro_export]
macro_rules! flags {
    ($(#[$doc:meta])* $name:ident, $wire:literal; $($(#[$attr:meta])* $flag:ident = $text:literal, $number:literal;)*) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq)]
        pub struct $name($crate::generated::FlagSet);

        impl $name {
            $($(#[$attr])* pub const $flag: Self = Self($crate::generated::FlagSet::of($text));)*

            /// The set without members.
            #[must_use]
            #[inline]
            pub fn empty() -> Self {
                Self($crate::generated::FlagSet::empty(<Self as $crate::generated::Enumeration>::MEMBERS))
            }

            /// The names on the wire, joined by commas, as read.
            #[must_use]
            #[inline]
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }

            /// The names of the members, each once; names that are not declared included.
            #[inline]
            pub fn iter(&self) -> impl Iterator<Item = &str> {
                self.0.names()
            }

            /// Whether every member of `other` is in this set.
            #[must_use]
            #[inline]
            pub fn contains(&self, other: &Self) -> bool {
                self.0.contains(&other.0, <Self as $crate::generated::Enumeration>::MEMBERS)
            }

            /// Whether there is no member.
            #[must_use]
            #[inline]
            pub fn is_empty(&self) -> bool {
                self.0.is_empty(<Self as $crate::generated::Enumeration>::MEMBERS)
            }

            /// Adds the members of `other`.
            #[inline]
            pub fn insert(&mut self, other: &Self) {
                self.0.insert(&other.0, <Self as $crate::generated::Enumeration>::MEMBERS);
            }

            /// Takes the members of `other` away.
            #[inline]
            pub fn remove(&mut self, other: &Self) {
                self.0.remove(&other.0, <Self as $crate::generated::Enumeration>::MEMBERS);
            }
        }

        impl From<&str> for $name {
            #[inline]
            fn from(names: &str) -> Self {
                Self($crate::generated::FlagSet::read(names))
            }
        }

        impl Default for $name {
            #[inline]
            fn default() -> Self {
                Self::empty()
            }
        }

        impl Hash for $name {
            #[inline]
            fn hash<H: Hasher>(&self, state: &mut H) {
                Hash::hash(&self.0.fingerprint(), state);
            }
        }

        impl ::core::ops::BitOr for $name {
            type Output = Self;
            #[inline]
            fn bitor(mut self, other: Self) -> Self {
                self.insert(&other);
                self
            }
        }

        impl ::core::ops::BitOrAssign for $name {
            #[inline]
            fn bitor_assign(&mut self, other: Self) {
                self.insert(&other);
            }
        }

        $crate::__enumeration_impls!($name, $wire, Flags; $($text = $number),*);
    };
}

/// What enumerations and flags share.
#[doc(hidden)]
#[macro_export]
macro_rules! __enumeration_impls {
    ($name:ident, $wire:literal, $kind:ident; $($text:literal = $number:literal),*) => {
        impl $crate::generated::Enumeration for $name {
            const MEMBERS: &'static [(&'static str, i64)] = &[$(($text, $number)),*];
        }

        impl Value for $name {
            const EXPECTED: &'static str = $wire;
            #[inline]
            fn view(&self) -> View<'_> {
                View::Literal(self.as_str(), $crate::generated::LiteralKind::$kind)
            }
            #[inline]
            fn read(token: $crate::generated::Token<'_>) -> Option<Self> {
                token.text().map(Self::from)
            }
        }

        impl Display for $name {
            #[inline]
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                Debug::fmt(self.as_str(), f)
            }
        }

        impl Serialize for $name {
            #[inline]
            fn serialize<S: Serializer>(
                &self,
                s: S,
            ) -> Result<S::Ok, S::Error> {
                s.serialize_str(self.as_str())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            #[inline]
            fn deserialize<D: Deserializer<'de>>(
                d: D,
            ) -> Result<Self, D::Error> {
                $crate::generated::read_scalar(d)
            }
        }
    };
}

/// Brings in the client that a build script wrote with `msgraph_bindgen::Builder::write_to_out_dir`, as a module of this name.
///
/// ```ignore
/// msgraph_runtime::include_client!(graph);
///
/// use graph::Graph;
/// ```
#[macro_export]
macro_rules! include_client {
    ($name:ident) => {
        // The module of `microsoft.graph` is called `graph`, and so is this one in many programs.
        #[allow(missing_docs, unreachable_pub, dead_code, clippy::module_inception)]
        pub mod $name {
            ::core::include!(::core::concat!(::core::env!("OUT_DIR"), "/msgraph/mod.rs"));
        }
    };
}

/// Declares the table of types that are known by name only: `type_table! { TYPES; "derived" => "base"; … }`, sorted. A row may begin
/// with attributes.
#[macro_export]
macro_rules! type_table {
    ($name:ident; $($(#[$attr:meta])* $derived:literal => $base:literal;)*) => {
        /// Derived types and their bases, by their names on the wire.
        pub(super) static $name: $crate::TypeTable = $crate::TypeTable::new(&[$($(#[$attr])* ($derived, $base)),*]);
    };
}
