//! Generates the client.

fn main() -> Result<(), msgraph_bindgen::Error> {
    msgraph_bindgen::Builder::new()
        .metadata("../../specs/v1.0.xml")
        .include("/deviceAppManagement/vppTokens/**")
        .write_to_out_dir()
}
