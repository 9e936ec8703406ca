//! How one request is sent, where that differs from what its client does.

/// What a request says of its sending; what it leaves open is as the client has it. Requests that follow from one, such as the next
/// page, have its options.
#[derive(Clone, Default)]
pub(crate) struct Options {}
