//! Indices into the model's arenas.

macro_rules! id {
    ($(#[$meta:meta] $name:ident;)*) => {$(
        #[$meta]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(u32);

        impl $name {
            pub(crate) fn new(index: usize) -> Self {
                // An input is at most 4 GiB of text (spans are `u32`), so an arena cannot hold more.
                Self(index as u32)
            }

            /// The position in its arena, which is the order of the documents.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

id! {
    /// A schema namespace.
    NamespaceId;
    /// An entity type or complex type.
    StructuredId;
    /// An enumeration type.
    EnumId;
    /// An action or function.
    OperationId;
}
