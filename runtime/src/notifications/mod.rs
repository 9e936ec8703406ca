//! Change notifications: what a receiver does with the requests that Graph sends it.
//!
//! A receiver is a web service of the program's own. [`validation_reply`] answers the request that comes while a subscription is made,
//! [`Receiver::receive`] reads all that come later: it checks that they are Graph's and about the program's own subscriptions, and
//! decrypts what they hold. Whatever web framework calls it, it wants the query or the body of a POST request, and nothing else.
//!
//! ```
//! use msgraph_runtime::notifications::{Happening, Receiver, validation_reply};
//!
//! # async fn handle(query: &str, body: &[u8]) -> (u16, String) {
//! // While a subscription is made: the token goes back, as text/plain.
//! if let Some(token) = validation_reply(query) {
//!     return (200, token);
//! }
//! let receiver = Receiver::new().client_state("peas and beans");
//! match receiver.receive(body).await {
//!     Ok(notifications) => {
//!         for notification in notifications {
//!             match notification.happening {
//!                 Happening::Deleted => println!("{:?} is gone", notification.resource),
//!                 Happening::ReauthorizationRequired => println!("POST /subscriptions/…/reauthorize"),
//!                 other => println!("{:?}: {other:?}", notification.resource),
//!             }
//!         }
//!         (202, String::new())
//!     }
//!     // It is not from Graph, or not for this program.
//!     Err(error) => (400, error.to_string()),
//! }
//! # }
//! ```
//!
//! Source: the pages `change-notifications-delivery-webhooks`, `change-notifications-with-resource-data` and
//! `change-notifications-lifecycle-events` of `https://learn.microsoft.com/graph/`.

mod encrypted;
mod error;
mod keys;
mod notification;
mod payload;
mod receiver;
mod token;
mod validation;

pub use self::encrypted::DecryptionKey;
pub use self::error::NotificationError;
pub use self::keys::{KeySource, SigningKey, SigningKeys};
pub use self::notification::{Happening, Notification};
pub use self::receiver::Receiver;
pub use self::token::TokenCheck;
pub use self::validation::validation_reply;

#[cfg(test)]
mod tests;
