//! Signing in and out, hiding the screen, and one's own secrets.

#[cfg(not(target_arch = "wasm32"))]
pub(crate) mod keys;
#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
pub(crate) mod keys_tests;
mod lock;
pub(crate) mod own;
mod sessions;
#[cfg(test)]
mod sessions_tests;
mod sign_in;

use crate::routes::Route;

/// The addresses of the accounts.
pub const ROUTES: &[&[Route]] = &[
    sign_in::ROUTES,
    lock::ROUTES,
    own::ROUTES,
    sessions::ROUTES,
    #[cfg(not(target_arch = "wasm32"))]
    keys::ROUTES,
];
