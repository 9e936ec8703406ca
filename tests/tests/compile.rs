//! What must not compile does not, and says why; what must compile does.
//!
//! The expected messages stand beside the programs. `TRYBUILD=overwrite` writes them anew: read
//! them before committing them.

#[test]
fn programs() {
    let cases = trybuild::TestCases::new();
    cases.pass("compile/pass/*.rs");
    cases.compile_fail("compile/fail/*.rs");
}
