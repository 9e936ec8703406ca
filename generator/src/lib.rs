//! Generates a typed Microsoft Graph client for Rust from OData CSDL.

pub mod csdl;
pub mod diagnostics;
pub mod diff;
pub mod emit;
mod error;
pub mod lower;
pub mod model;
pub mod output;
pub mod pipeline;
mod report;
pub mod select;
mod settings;
mod timings;

pub use error::Error;
pub use report::{KindCount, Report};
pub use settings::{CrateSettings, DerivedTypes, Settings};
