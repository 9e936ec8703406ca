//! What is expanded belongs to what is asked for, and its options to its own target.

use msgraph::Graph;
use msgraph::graph::{Group, Message, User};

fn request(graph: &Graph) {
    let _ = graph.users().list().expand(Group::MEMBERS);
    let _ = graph.users().list().expand(User::MESSAGES.expand().select(Message::SUBJECT));
    let _ = graph.users().list().expand(User::MESSAGES.expand().select(User::CITY));
    let _ = graph.users().list().expand(User::CITY);
}

fn main() {}
