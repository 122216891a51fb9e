//! The centre: who works here with which rights, what it is called, who did what.

mod account;
mod accounts;
#[cfg(not(target_arch = "wasm32"))]
mod escrow;
pub(crate) mod founding;
#[cfg(not(target_arch = "wasm32"))]
mod guardians;
mod home;
mod key;
mod settings;
pub(crate) mod trail;
mod tutor;

use crate::routes::Route;

/// The addresses of the centre.
pub const ROUTES: &[&[Route]] = &[
    home::ROUTES,
    accounts::ROUTES,
    account::ROUTES,
    settings::ROUTES,
    key::ROUTES,
    #[cfg(not(target_arch = "wasm32"))]
    escrow::ROUTES,
    #[cfg(not(target_arch = "wasm32"))]
    guardians::ROUTES,
    trail::ROUTES,
    founding::ROUTES,
];
