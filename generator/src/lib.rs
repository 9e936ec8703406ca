//! Generates a typed Microsoft Graph client for Rust from OData CSDL.

pub mod csdl;
pub mod diagnostics;
