//! Uploads a big file to OneDrive, slice by slice, with a bar that shows how far it is.
//!
//! `cargo run -p msgraph-tests --example upload_file [FILE]`; with `MSGRAPH_TOKEN` (`Files.ReadWrite`) to the real one. Without a file it
//! uploads 20 MiB that it makes up.

use indicatif::{ProgressBar, ProgressStyle};
use msgraph::Graph;
use msgraph::graph::{DriveItem, DriveItemCreateUploadSessionParameters};
use msgraph_tests::example;
use std::error::Error;

#[tokio::main(flavor = "current_thread")]
pub(crate) async fn main() -> Result<(), Box<dyn Error>> {
    let graph = Graph::with_client(example::client().await?);
    let path = std::env::args()
        .nth(1)
        .filter(|path| std::path::Path::new(path).is_file());
    let content = match &path {
        Some(path) => std::fs::read(path)?,
        None => (0..20 << 20).map(|at: u32| (at % 251) as u8).collect(),
    };
    let bar = ProgressBar::new(content.len() as u64).with_style(ProgressStyle::with_template(
        "{bar:40} {bytes}/{total_bytes} {bytes_per_sec}",
    )?);
    let shown = bar.clone();
    let item = graph
        .me()
        .drive()
        .root()
        .item_with_path("msgraph-example.bin")
        .create_upload_session(DriveItemCreateUploadSessionParameters::default())
        .upload(content)
        .on_progress(move |progress| shown.set_position(progress.sent))
        .returning::<DriveItem>()
        .await?;
    bar.finish();
    println!("{:?}: {:?} bytes", item.name.ok(), item.size.ok());
    Ok(())
}
