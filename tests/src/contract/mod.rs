//! Documented examples, and the canonical form in which they are compared with what a client makes of them.

pub mod canonical;
pub mod case;
