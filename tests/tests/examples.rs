//! Every example runs to its end against the mock Graph.

macro_rules! examples {
    ($($name:ident $file:literal;)*) => {
        $(
            #[path = $file]
            mod $name;

            #[test]
            fn $name() {
                // With a token they would do in earnest what they do.
                let token = std::env::var_os(msgraph_tests::example::TOKEN);
                assert!(token.is_none(), "the examples are tested without a token");
                $name::main().unwrap_or_else(|fault| panic!("{fault}"));
            }
        )*

        const ALL: &[&str] = &[$($file),*];
    };
}

examples! {
    follow_delta "../examples/follow_delta.rs";
    list_users "../examples/list_users.rs";
    mixed_batch "../examples/mixed_batch.rs";
    send_mail "../examples/send_mail.rs";
    sync_licenses "../examples/sync_licenses.rs";
    upload_file "../examples/upload_file.rs";
    who_am_i "../examples/who_am_i.rs";
}

/// What can only run for somebody who is signed in.
const SIGNED_IN: &[&str] = &["../examples/azure.rs"];

#[test]
fn no_example_is_left_out() {
    let folder = msgraph_tests::workspace().join("tests/examples");
    let files = msgraph_tests::tree(&folder);
    let files: Vec<_> = files
        .iter()
        .map(|(path, _)| format!("../examples/{path}"))
        .collect();
    let mut known = [ALL, SIGNED_IN].concat();
    known.sort_unstable();
    assert_eq!(files, known);
}
