//! The types of the `Edm` namespace (OData CSDL 4.01, clause 3.3).

macro_rules! primitives {
    ($($name:ident),* $(,)?) => {
        /// A built-in type.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[allow(missing_docs, reason = "each variant is the Edm type of the same name")]
        pub enum Primitive { $($name),* }

        impl Primitive {
            /// The type with this name, without `Edm.`.
            pub fn parse(name: &str) -> Option<Self> {
                match name {
                    $(stringify!($name) => Some(Self::$name),)*
                    _ => None,
                }
            }

            /// The name without `Edm.`.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$name => stringify!($name),)*
                }
            }
        }
    };
}

primitives! {
    Binary, Boolean, Byte, Date, DateTimeOffset, Decimal, Double, Duration, Guid, Int16, Int32,
    Int64, SByte, Single, Stream, String, TimeOfDay, Untyped,
    PrimitiveType, ComplexType, EntityType,
    Geography, GeographyPoint, GeographyLineString, GeographyPolygon, GeographyMultiPoint,
    GeographyMultiLineString, GeographyMultiPolygon, GeographyCollection,
    Geometry, GeometryPoint, GeometryLineString, GeometryPolygon, GeometryMultiPoint,
    GeometryMultiLineString, GeometryMultiPolygon, GeometryCollection,
    AnnotationPath, AnyPropertyPath, ModelElementPath, NavigationPropertyPath, PropertyPath,
}
