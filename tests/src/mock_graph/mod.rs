//! A Microsoft Graph on the loopback host, for the slice of `specs/`: what tests and examples talk to.
//!
//! It keeps its state in memory and is deterministic: the same requests in the same order have the same answers. It begins with what the
//! documented examples of `specs/docs` show ([`documented`]), and each behaviour names the page that it follows. Pages that are
//! no part of the reference stand by their names below `https://learn.microsoft.com/graph/`.
//!
//! Uploads, downloads and the progress of copies are at [another origin](MockGraph::files_url), which refuses whoever brings a
//! token: that is what the service's own storage does.

mod apps;
mod batch;
mod call;
mod control;
mod crowd;
mod delta;
mod directory;
pub mod documented;
mod drive_path;
mod fault;
mod files;
mod groups;
mod mail;
mod paging;
mod planner;
mod query;
mod reply;
mod reports;
mod router;
mod seed;
mod server;
mod state;
mod subscriptions;
mod transfers;
mod users;

pub use control::{MockGraph, Seen};
pub use fault::{Fault, Rule};

/// The token that the service accepts.
pub const TOKEN: &str = "mock-access-token";

/// The signed-in user: who the reference's example of a user is.
pub const ME: &str = "87d349ed-44d7-43e1-9a83-5f2406dee5bd";
