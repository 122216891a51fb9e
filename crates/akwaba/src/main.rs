//! The program: command line, HTTP host, jobs, keys on disk, demonstration. The only crate that
//! knows the time, chance, files and the network.

mod backup;
mod cli;
mod demo;
mod folder;
mod installation;
mod keys;
mod model;
mod rekey;
mod sealed;
mod serve;
mod wiped;
mod world;

use std::process::ExitCode;

fn main() -> ExitCode {
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_max_level(tracing::Level::WARN)
        .with_target(false)
        .init();
    cli::run()
}
