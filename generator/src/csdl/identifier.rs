//! Clause 15.
