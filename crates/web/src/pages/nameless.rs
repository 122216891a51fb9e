//! What the pages share that anybody opens without an account: a service with a link, somebody with a complaint.
//!
//! Never: a session, a cookie, an address kept.

use crate::exchange::Exchange;
use crate::frame::Frame;

/// A frame that holds nothing of who asks: neither their session nor their address.
pub(in crate::pages) fn frame(exchange: &Exchange<'_, '_>, title: &'static str) -> Frame {
    Frame::new(exchange.lang, title, exchange.call.site, exchange.call.now)
}

/// The name under which what a device does is counted, for one purpose, without keeping its address.
pub(in crate::pages) fn device(exchange: &Exchange<'_, '_>, purpose: &str) -> [u8; 32] {
    let key = blake3::derive_key(
        "akwaba 2026 what a device does without an account",
        purpose.as_bytes(),
    );
    *blake3::keyed_hash(&key, exchange.request.peer.as_bytes()).as_bytes()
}
