//! What goes into a program that plays examples, and what comes out: data in JSON files, so that another example is no other program.

use serde::{Deserialize, Serialize};

/// A documented example as the program needs it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exchange {
    /// The example's name: `en-2021/user-list#1`.
    pub id: String,
    /// The type to read the answer as, where the request is not made: a name that the program knows.
    pub read_as: Option<String>,
    /// The request's body.
    pub body: Option<String>,
    /// The status of the answer.
    pub status: u16,
    /// The body of the answer: valid JSON.
    pub answer: Option<String>,
}

/// What became of an example.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Played {
    /// The example's name.
    pub id: String,
    /// The request that was sent, or why none was.
    pub sent: Option<Result<Sent, String>>,
    /// The answer as it was read and written again, or why it could not be read.
    pub answer: Option<Result<Answered, String>>,
}

/// A request as it was sent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// The verb.
    pub method: String,
    /// The absolute URL.
    pub url: String,
    /// The body; `None` where it is empty.
    pub body: Option<String>,
}

/// An answer as it was read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    /// The Rust type that it was read as.
    pub ty: String,
    /// What that type writes.
    pub json: String,
}
