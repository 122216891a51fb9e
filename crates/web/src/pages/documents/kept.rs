//! The pictures of documents as this room keeps them: in the open under the key of whom they are about, as large as they
//! come; in the protected space under the key of their file, all in the same room.
//!
//! Decides nothing: who may see or add one was asked before.

use akwaba_domain::documents::Document;
use akwaba_store::pictures;
use zeroize::Zeroizing;

use crate::doors::{NoPicture, Picture};
use crate::exchange::Exchange;
use crate::pages::here::here;
use crate::problem::Problem;

/// A picture that was sent, drawn again so that it can be kept.
pub(super) fn drawn(exchange: &Exchange<'_, '_>, sent: &[u8]) -> Result<Picture, NoPicture> {
    #[cfg(not(target_arch = "wasm32"))]
    if exchange.vault.is_some() {
        let room = akwaba_store::sealed::pictures::BYTES_MAX;
        return exchange.call.doors.picture(sent, Some(room));
    }
    exchange.call.doors.picture(sent, None)
}

/// The picture of a document, where it is here.
pub(super) fn read(
    exchange: &Exchange<'_, '_>,
    document: &Document,
) -> Result<Option<Zeroizing<Vec<u8>>>, Problem> {
    #[cfg(not(target_arch = "wasm32"))]
    if let Some(vault) = exchange.vault.as_deref() {
        let main = exchange.call.doors.store().ok_or(Problem::NotInside)?;
        return Ok(vault.picture(&main, document.id)?);
    }
    let scope = here(exchange);
    exchange.read(|tx| Ok(pictures::read(tx, scope, document.id)?))
}
