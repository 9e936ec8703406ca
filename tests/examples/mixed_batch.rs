//! Sends several requests of different kinds in one, and takes the answer of each by its type.
//!
//! `cargo run -p msgraph-tests --example mixed_batch`; with `MSGRAPH_TOKEN` (`User.Read`, `Mail.Read`, `Files.Read`) to the real one.

use msgraph::Graph;
use msgraph::graph::{Message, User};
use msgraph_runtime::Batch;
use msgraph_tests::example;
use std::error::Error;

#[tokio::main(flavor = "current_thread")]
pub(crate) async fn main() -> Result<(), Box<dyn Error>> {
    let graph = Graph::with_client(example::client().await?);
    let mut batch = Batch::new(graph.client());
    let me = batch.add(graph.me().get().select((User::DISPLAY_NAME, User::MAIL)));
    let messages = batch.add(graph.me().messages().list().select(Message::SUBJECT).top(3));
    let drive = batch.add(graph.me().drive().get());
    let nobody = batch.add(graph.users().id("nobody@contoso.example").get());
    let mut answers = batch.send().await?;
    println!("{:?}", answers.take(me)?.display_name.ok());
    for message in &answers.take(messages)? {
        println!("{:?}", message.subject.ok());
    }
    println!("{:?}", answers.take(drive)?.drive_type.ok());
    // One that fails fails alone.
    if let Err(error) = answers.take(nobody) {
        println!("{error}");
    }
    Ok(())
}
