//! What the models are compared with.

pub(crate) mod flattened;
pub(crate) mod plain;
