//! Accounts: signing in and out, hiding the screen, one's own secrets, and who may do what.

mod list;
mod lock;
mod new;
mod own;
mod rights;
mod sign_in;

use crate::routes::Route;

/// The addresses of the accounts.
pub const ROUTES: &[&[Route]] =
    &[sign_in::ROUTES, lock::ROUTES, own::ROUTES, list::ROUTES, new::ROUTES, rights::ROUTES];
