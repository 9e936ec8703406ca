//! Generates a typed Microsoft Graph client for Rust from OData CSDL.
//!
//! Most programs need [`Builder`] only. In a build script, the client goes where
//! `msgraph_runtime::include_client!` finds it:
//!
//! ```no_run
//! // build.rs
//! fn main() -> Result<(), msgraph_bindgen::Error> {
//!     msgraph_bindgen::Builder::new()
//!         .metadata("specs/v1.0.xml")
//!         .include("/deviceAppManagement/vppTokens/**")
//!         .write_to_out_dir()
//! }
//! ```
//!
//! [`Builder::write_crate_to`] writes a whole crate, to be checked in; [`Builder::generate`] leaves the sources in
//! memory. [`select::pattern`] says what patterns look like: paths (`/users/{id}/messages/**`), types
//! (`microsoft.graph.callRecords.*`), members of types, documented requests. Without any, everything is generated.
//!
//! ```
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = std::env::temp_dir().join(format!("msgraph-bindgen-doc-{}", std::process::id()));
//! # std::fs::create_dir_all(&folder)?;
//! # let path = folder.join("tiny.xml");
//! std::fs::write(&path, r#"
//!     <edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">
//!       <edmx:DataServices>
//!         <Schema Namespace="microsoft.graph" xmlns="http://docs.oasis-open.org/odata/ns/edm">
//!           <EntityType Name="vppToken">
//!             <Key><PropertyRef Name="id"/></Key>
//!             <Property Name="id" Type="Edm.String" Nullable="false"/>
//!             <Property Name="appleId" Type="Edm.String"/>
//!           </EntityType>
//!           <EntityContainer Name="service">
//!             <EntitySet Name="vppTokens" EntityType="microsoft.graph.vppToken"/>
//!           </EntityContainer>
//!         </Schema>
//!       </edmx:DataServices>
//!     </edmx:Edmx>"#.trim())?;
//! let generated = msgraph_bindgen::Builder::new().metadata(&path).generate()?;
//! # std::fs::remove_dir_all(&folder)?;
//! assert_eq!(generated.report.entity_types, 1);
//! let (_, entities) = generated.sources.iter().find(|(path, _)| path == "graph/entities.rs").unwrap();
//! assert!(entities.contains("pub apple_id: Field<String>,"));
//! # Ok(())
//! # }
//! ```
//!
//! Faults of the input are no panics: [`Error`] shows each with file, line, column and an excerpt, and
//! nothing is written.
//!
//! The phases of a run are public for tests and tools, in this order: [`csdl`] reads, [`model`] links and
//! repairs, [`select`] selects, [`lower`] decides, [`emit`] prints, [`output`] writes. [`pipeline`] shows them
//! together. [`diff`](mod@diff) compares two versions of the metadata, [`lint`](mod@lint) reference pages with it. They change as the generator does; [`Builder`],
//! [`Settings`] and [`Report`] are what to build on.
//!
//! The feature `cli`, on by default, is the command line; build scripts turn it off
//! (`default-features = false`) and do not build clap.

pub mod budget;
mod builder;
#[cfg(feature = "cli")]
pub mod cli;
pub mod config;
pub mod csdl;
pub mod diagnostics;
pub mod diff;
pub mod docs;
pub mod emit;
mod error;
#[cfg(feature = "cli")]
pub mod explain;
mod filter;
mod krate;
pub mod lint;
pub mod lower;
pub mod model;
mod nearest;
pub mod output;
mod parallel;
pub mod permissions;
mod phases;
pub mod pipeline;
mod place;
mod report;
mod run;
#[cfg(feature = "cli")]
mod scaffold;
pub mod select;
mod settings;
pub mod show;
pub mod slice;
pub mod snippet;
mod timings;
mod versions;

pub use budget::{Budget, BudgetSettings};
pub use builder::Builder;
pub use error::Error;
pub use pipeline::Generated;
pub use report::{KindCount, Report, VersionReport};
pub use settings::{
    CrateSettings, DerivedTypes, Examples, Features, Settings, Share, VersionSettings,
};
