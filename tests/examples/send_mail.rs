//! Sends a mail.
//!
//! `cargo run -p msgraph-tests --example send_mail`; with `MSGRAPH_TOKEN` (`Mail.Send`) and `MSGRAPH_MAIL_TO` for real.

use msgraph::Graph;
use msgraph::graph::{
    BodyType, EmailAddress, ItemBody, Message, Recipient, UserSendMailParameters,
};
use msgraph_tests::example;
use std::error::Error;

#[tokio::main(flavor = "current_thread")]
pub(crate) async fn main() -> Result<(), Box<dyn Error>> {
    let graph = Graph::with_client(example::client().await?);
    let address = std::env::var("MSGRAPH_MAIL_TO");
    let address = address.unwrap_or_else(|_| "bruno.aigner@contoso.example".to_owned());
    let message = Message {
        subject: "Frost tonight".into(),
        body: ItemBody {
            content_type: BodyType::Text.into(),
            content: "Please close the vents of both glasshouses.".into(),
            ..Default::default()
        }
        .into(),
        to_recipients: vec![Recipient {
            email_address: EmailAddress {
                address: address.as_str().into(),
                ..Default::default()
            }
            .into(),
            ..Default::default()
        }]
        .into(),
        ..Default::default()
    };
    let parameters = UserSendMailParameters {
        save_to_sent_items: true.into(),
        ..Default::default()
    };
    let answer = graph
        .me()
        .send_mail(message, parameters)
        .send_full()
        .await?;
    println!("{} for the mail to {address}", answer.status());
    Ok(())
}
