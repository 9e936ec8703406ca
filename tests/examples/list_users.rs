//! Lists the users whose accounts are enabled, with a few properties of each, over all pages.
//!
//! `cargo run -p msgraph-tests --example list_users`; with `MSGRAPH_TOKEN` those of the token's tenant (`User.Read.All`).

use msgraph::Graph;
use msgraph::graph::User;
use msgraph_tests::example;
use std::error::Error;

#[tokio::main(flavor = "current_thread")]
pub(crate) async fn main() -> Result<(), Box<dyn Error>> {
    let graph = Graph::with_client(example::client().await?);
    let request = graph
        .users()
        .list()
        .select((User::DISPLAY_NAME, User::MAIL))
        .filter(User::ACCOUNT_ENABLED.eq(true))
        .top(50);
    println!("{} {}", request.method(), request.url());
    let mut users = request.items();
    while let Some(user) = users.next().await {
        let user = user?;
        let text = |field: &msgraph_runtime::Field<String>| field.ok().cloned().unwrap_or_default();
        println!("{:30} {}", text(&user.display_name), text(&user.mail));
    }
    Ok(())
}
