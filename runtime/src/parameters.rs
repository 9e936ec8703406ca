//! The arguments of an operation that need not be given, as a struct.

use std::fmt;

use crate::additional::Additional;
use crate::field::{Field, Value};
use crate::slot::{Slot, View};

/// A struct whose fields are arguments of an operation. Unset fields are not sent, null ones are sent as `null`.
///
/// It is only ever sent, so it is no [`Model`](crate::Model): it cannot be read, compared or patched, and costs a compiler little.
/// Implemented by [`parameters!`](crate::parameters) only.
pub trait Parameters {
    /// Shows every argument, and what was added to those that are declared.
    fn each<'a>(&'a self, given: &mut Given<'_, 'a>);
}

/// What [`Parameters::each`] shows its arguments to.
pub struct Given<'v, 'a> {
    argument: &'v mut dyn FnMut(&'static str, View<'a>),
    additional: Option<&'a Additional>,
}

impl<'a> Given<'_, 'a> {
    /// An argument by its name on the wire.
    pub fn offer<T: Value>(&mut self, name: &'static str, field: &'a Field<T>) {
        if field.is_set() {
            (self.argument)(name, field.view());
        }
    }

    /// Arguments that the metadata does not declare.
    pub fn additional(&mut self, additional: &'a Additional) {
        self.additional = Some(additional);
    }
}

/// Calls `argument` with each argument that is set; gives back what was added to the declared ones.
pub(crate) fn each<'a>(
    parameters: &'a dyn Parameters,
    argument: &mut dyn FnMut(&'static str, View<'a>),
) -> Option<&'a Additional> {
    let mut given = Given {
        argument,
        additional: None,
    };
    parameters.each(&mut given);
    given.additional
}

/// The names of the arguments that are set. Not their values: they may be passwords.
///
/// # Errors
/// Those of the formatter.
pub fn debug_parameters(parameters: &dyn Parameters, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut names = Vec::new();
    let rest = each(parameters, &mut |name, _| names.push(name));
    let added = rest
        .iter()
        .flat_map(|rest| rest.iter())
        .map(|(name, _)| name);
    f.debug_set().entries(names.iter()).entries(added).finish()
}
