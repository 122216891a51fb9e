//! The WebAssembly host: runs the same pages as the centre's PC, over a database in memory.
//!
//! One of the two crates that may know a clock and draw chance. Never decides anything itself.

use wasm_bindgen::prelude::wasm_bindgen;

/// The program and its store, for as long as the worker lives.
#[wasm_bindgen]
pub struct Home {}

/// What is answered to one request.
#[wasm_bindgen]
pub struct Answer {
    status: u16,
    headers: Vec<String>,
    body: Vec<u8>,
}

#[wasm_bindgen]
impl Home {
    /// Begins with an empty store.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self {}
    }

    /// Answers one request, as the server would. `headers` are names and values in turn.
    #[must_use]
    pub fn answer(
        &mut self,
        method: &str,
        address: &str,
        headers: Vec<String>,
        body: &[u8],
    ) -> Answer {
        Answer {
            status: 200,
            headers: vec!["content-type".to_owned(), "text/html; charset=utf-8".to_owned()],
            body: format!("<!doctype html><html lang=fr><title>x</title><main><h1>{method} {address} {} {}</h1></main>", headers.len(), body.len()).into_bytes(),
        }
    }
}

#[wasm_bindgen]
impl Answer {
    /// The HTTP status.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// Names and values in turn.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn headers(&self) -> Vec<String> {
        self.headers.clone()
    }

    /// The bytes of the page.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn body(&self) -> Vec<u8> {
        self.body.clone()
    }
}
