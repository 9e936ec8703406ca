//! What is said to a person about the input.
