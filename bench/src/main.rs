//! Measurements: each beside a peer or a physical limit, in the same run, as ratios.

fn main() {}
