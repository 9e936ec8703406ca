//! Generates a typed Microsoft Graph client for Rust from OData CSDL.
//!
//! Most programs need [`Builder`] only. The phases of a run are public for tests and tools:
//! [`pipeline`] shows them in order.

mod builder;
#[cfg(feature = "cli")]
pub mod cli;
pub mod config;
pub mod csdl;
pub mod diagnostics;
pub mod diff;
pub mod emit;
mod error;
mod krate;
pub mod lower;
pub mod model;
pub mod output;
pub mod pipeline;
mod report;
mod run;
pub mod select;
mod settings;
mod timings;

pub use builder::Builder;
pub use error::Error;
pub use pipeline::Generated;
pub use report::{KindCount, Report};
pub use settings::{CrateSettings, DerivedTypes, Settings};
