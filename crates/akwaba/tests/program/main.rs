//! The program itself, as a person starts it and as a browser meets it.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "helpers of tests, which fail by panicking"
)]

mod browser;
#[cfg(feature = "cipher")]
mod canary;
mod founding;
#[cfg(all(target_os = "linux", target_env = "gnu"))]
mod memory;
mod place;
mod rekey;
#[cfg(not(feature = "cipher"))]
mod update;
#[cfg(target_os = "linux")]
mod uploads;
