//! What the benchmarks of the generator measure with and what both of them measure.

use msgraph_bindgen::Builder;
use std::path::Path;

/// The yardstick: every event of quick-xml, every attribute; answers how much that was.
pub fn event_pass(text: &str) -> usize {
    let mut reader = quick_xml::Reader::from_str(text);
    let mut seen = 0;
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Start(start) | quick_xml::events::Event::Empty(start)) => {
                for attribute in start.attributes().flatten() {
                    seen += attribute.value.len();
                }
            }
            Ok(quick_xml::events::Event::Eof) | Err(_) => return seen,
            Ok(_) => seen += 1,
        }
    }
}

/// Small parts of the API, each with the passes that generating it may cost.
pub const SMALL: [(&str, f64); 2] = [
    ("/deviceAppManagement/vppTokens/**", 10.0),
    ("/me/messages/**", 20.0),
];

/// A run as a build script makes it, without the writing; answers the bytes of the output.
///
/// # Panics
///
/// Where the run fails.
pub fn selected(metadata: &Path, pattern: &str) -> usize {
    let builder = Builder::new()
        .metadata(metadata)
        .include(pattern)
        .threads(2);
    let made = builder.generate();
    made.unwrap_or_else(|fault| panic!("{fault}")).report.bytes
}
