//! The counter through `handle`, as browsers use it.
