//! The cash box and the store: what stands in each book, its lines, what comes in and goes out.
//!
//! Who receives is said by the number of their case, never by name: these pages are for the counter too.

mod book;
mod count;
mod line;
pub(in crate::pages) mod shared;

#[cfg(test)]
mod tests;

use crate::routes::Route;

/// The addresses of aid.
pub const ROUTES: &[Route] = &[
    Route::get("aid.list", "/caisse", book::list),
    Route::get("aid.article", "/caisse/articles", book::article_form),
    Route::post("aid.article", "/caisse/articles", book::article),
    Route::get("aid.book", "/caisse/{livre}", book::show),
    Route::get("aid.line", "/caisse/{livre}/entree", line::received_form),
    Route::post("aid.line", "/caisse/{livre}/entree", line::received),
    Route::get("aid.line", "/caisse/{livre}/remise", line::delivered_form),
    Route::post("aid.line", "/caisse/{livre}/remise", line::delivered),
    Route::get("aid.count", "/caisse/{livre}/comptage", count::form),
    Route::post("aid.count", "/caisse/{livre}/comptage", count::count),
    Route::get(
        "aid.receipt",
        "/caisse/{livre}/lignes/{ligne}/decharge",
        line::receipt,
    ),
    Route::get(
        "aid.undo",
        "/caisse/{livre}/lignes/{ligne}/annuler",
        count::undo_form,
    ),
    Route::post(
        "aid.undo",
        "/caisse/{livre}/lignes/{ligne}/annuler",
        count::undo,
    ),
];
