//! The program: command line, HTTP host, jobs, keys on disk, demonstration. The only crate that
//! knows the time, chance, files and the network.

mod keys;

fn main() {}
