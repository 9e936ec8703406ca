//! Usage reports: the metadata promises a `report`, the service sends the caller to a file of CSV
//! (reportroot-getoffice365activeusercounts).

use super::call::Call;
use super::reply::Reply;
use super::state::State;

/// The file.
const CSV: &str = "Report Refresh Date,Office 365,Exchange\r\n2026-10-30,42,37\r\n";

/// `/reports`; `path` begins after it.
pub(crate) fn reports(state: &State, call: &Call, path: &[&str]) -> Reply {
    match (call.method.as_str(), path) {
        ("GET", [function]) if function.starts_with("get") => {
            Reply::empty(302).header("location", format!("{}/report", state.files_url))
        }
        (_, [.., other]) => Reply::no_segment(other),
        _ => Reply::bad("Unsupported request."),
    }
}

/// The file that the redirect leads to.
pub(crate) fn file() -> Reply {
    Reply::bytes(200, "application/octet-stream", CSV)
}
