//! Paths: properties of properties, of related entities and of derived types, and properties that no type declares.

use std::fmt;
use std::marker::PhantomData;

use super::operand::{IntoTerm, Operand, Term};
use crate::cast::IsA;
use crate::error::Error;
use crate::model::Model;
use crate::property::{Navigation, Property};

/// A path that leads from an `M` to a value of type `T`: `employeeOrgData/division`.
///
/// Made by [`then`](Property::then) from constants, by [`named`](Self::named) from a name that no type declares, and handed to the
/// closures of `any` and `all`.
pub struct PropertyPath<M: ?Sized, T: ?Sized> {
    term: Term,
    types: PhantomData<fn(*const M) -> *const T>,
}

/// The entity that is asked about, for what begins with it: `it::<MobileApp>().cast::<IosVppApp>()`.
#[must_use]
pub fn it<M>() -> PropertyPath<M, M> {
    PropertyPath::new(Term::named(""))
}

impl<M: ?Sized, T: ?Sized> PropertyPath<M, T> {
    pub(super) fn new(term: Term) -> Self {
        Self {
            term,
            types: PhantomData,
        }
    }

    /// The property of `M` that has this name, which `M` does not declare: an extension (`extension_{appId}_level`), a custom security
    /// attribute (`Engineering/Project`), a property that is newer than the client.
    ///
    /// A name of other characters than letters, digits, `_`, `-`, `.`, `@` and `/` is refused when the request is sent.
    ///
    /// ```
    /// use msgraph_runtime::query::{Filter, PropertyPath};
    /// use msgraph_runtime::Link;
    ///
    /// let level = PropertyPath::<Link, String>::named("extension_0a1b_level");
    /// let filter: Filter<Link> = level.eq("high");
    /// assert_eq!(filter.to_string(), "extension_0a1b_level eq 'high'");
    /// ```
    pub fn named(name: impl Into<String>) -> Self {
        let name = name.into();
        let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '@');
        let fits = name
            .split('/')
            .all(|part| !part.is_empty() && part.chars().all(is_name));
        let fault = (!fits).then(|| {
            Error::refused(format!(
                "`{}` is no name of a property",
                name.escape_debug()
            ))
        });
        let mut term = Term::named("").with_text(name);
        term.fault = fault;
        Self::new(term)
    }

    /// The path on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.term.shown()
    }

    pub(super) fn term(&self) -> &Term {
        &self.term
    }
}

impl<M: ?Sized, T: ?Sized> Clone for PropertyPath<M, T> {
    fn clone(&self) -> Self {
        Self::new(self.term.clone())
    }
}

impl<M: ?Sized, T: ?Sized> fmt::Debug for PropertyPath<M, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PropertyPath").field(&self.as_str()).finish()
    }
}

impl<M: ?Sized, T: ?Sized> fmt::Display for PropertyPath<M, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl<M: ?Sized, T: ?Sized> IntoTerm for PropertyPath<M, T> {
    fn into_term(self) -> Term {
        self.term
    }
}

impl<M: ?Sized, T: ?Sized> From<Property<M, T>> for PropertyPath<M, T> {
    fn from(property: Property<M, T>) -> Self {
        Self::new(property.into_term())
    }
}

impl<M: ?Sized, T: ?Sized> From<Navigation<M, T>> for PropertyPath<M, T> {
    fn from(navigation: Navigation<M, T>) -> Self {
        Self::new(navigation.into_term())
    }
}

/// What a path goes on with: a constant of a property or a navigation property, or another path.
pub trait Place: Sized {
    /// Where it begins.
    type Model: ?Sized;
    /// The value that it leads to.
    type Value: ?Sized;

    /// It as a path.
    fn into_path(self) -> PropertyPath<Self::Model, Self::Value>;
}

macro_rules! places {
    ($($place:ident)*) => { $(
        impl<M: ?Sized, T: ?Sized> Place for $place<M, T> {
            type Model = M;
            type Value = T;

            fn into_path(self) -> PropertyPath<M, T> {
                self.into()
            }
        }

        /// Paths (OData URL Conventions 4.01, clause 5.1.1.15).
        impl<M, T> $place<M, T> {
            /// What a complex value or a related entity has: `User::EMPLOYEE_ORG_DATA.then(EmployeeOrgData::DIVISION)`.
            pub fn then<P: Place>(self, next: P) -> PropertyPath<M, P::Value>
            where
                T: IsA<P::Model>,
            {
                self.into_path().followed_by(next.into_path().into_term())
            }

            /// The same value as one of a derived type, whose properties are then there: `scope/microsoft.graph.accessReviewQueryScope`.
            pub fn cast<D: Model + IsA<T>>(self) -> PropertyPath<M, D> {
                self.into_path().followed_by(Term::named(D::shape().name()))
            }

            /// The same property in a query over `B`, of which its type is a derived one: `microsoft.graph.iosVppApp/bundleId` among
            /// mobile apps.
            pub fn from_base<B>(self) -> PropertyPath<B, T>
            where
                M: Model + IsA<B>,
            {
                let cast = Term::named(M::shape().name());
                it::<B>()
                    .followed_by::<M>(cast)
                    .followed_by(self.into_path().into_term())
            }
        }
    )* };
}

places!(Property Navigation PropertyPath);

impl<M, T> PropertyPath<M, T> {
    fn followed_by<U: ?Sized>(self, next: Term) -> PropertyPath<M, U> {
        let own = self.term;
        let text = match (&*own.text, &*next.text) {
            ("", _) => {
                return PropertyPath::new(Term {
                    depth: own.depth,
                    ..next
                });
            }
            (_, "") => return PropertyPath::new(own),
            (before, after) => [before, "/", after].concat(),
        };
        let fault = own.fault.clone().or(next.fault);
        PropertyPath::new(Term {
            fault,
            ..own.with_text(text)
        })
    }
}

impl<M, T> From<PropertyPath<M, T>> for Operand<M, T> {
    fn from(path: PropertyPath<M, T>) -> Self {
        Self::new(path.into_term())
    }
}
