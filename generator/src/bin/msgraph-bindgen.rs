//! The command line; see `msgraph-bindgen --help`.

fn main() -> std::process::ExitCode {
    msgraph_bindgen::cli::main()
}
