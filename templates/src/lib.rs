//! Text of the files that are the same in every generated crate.
