//! The WebAssembly host: runs the same pages as the centre's PC, over a database in memory.
//!
//! One of the two crates that may know a clock and draw chance. Never decides anything itself.

use wasm_bindgen::prelude::wasm_bindgen;

/// The page at `path`, as the server would answer it.
#[wasm_bindgen]
#[must_use]
pub fn page(path: &str) -> String {
    format!("<p>{path}</p>")
}
