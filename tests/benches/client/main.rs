//! What the client costs at run time, beside code written by hand: a million users over pages of a thousand, and building a request.
//!
//! `cargo bench -p msgraph-tests --bench client`

mod allocations;
mod by_hand;
mod users;

fn main() {
    allocations::compare();
    users::compare();
}
