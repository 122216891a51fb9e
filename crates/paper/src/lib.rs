//! Documents to be printed: one model ([`Paper`]), drawn as HTML ([`html`]) and, with the feature `pdf`, as PDF.
//!
//! Owns: the blocks a document is made of (headings, tables, paper forms with room to write in, drawings, contents, index) and
//! how they look on A4. Never does: know what a document is about, read a clock, or touch a disk. The same paper gives the
//! same bytes.

pub mod drawing;
pub mod html;
pub mod model;
#[cfg(feature = "pdf")]
pub mod pdf;
pub mod typography;

pub use model::{Ask, AskKind, Block, Cell, Column, Face, Head, Note, Paper, Run, Text};
