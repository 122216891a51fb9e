//! The procedure: one workbook that prints as the manual, guides the worker and can be checked.
//!
//! Map: [`sheet`] is the workbook as rows and cells, whatever file carries it; [`expr`] the language of conditions and
//! calculations; [`form`] a form read, filled in and shown; [`workbook`] the procedure and the manual read from it;
//! [`check`] whether they make sense; [`diff`] what changed in them, in words; [`adapt`] a local layer on a procedure;
//! [`run`] what is due in a case that follows one; [`play`] such a case
//! with invented answers; [`print`] the manual on paper.
//! Nothing here knows the time of day, a disk, a database or a page; everything compiles to WebAssembly. The format is
//! written down in `docs/manual-format.md`.

pub mod adapt;
pub mod check;
pub mod diff;
pub mod expr;
pub mod form;
pub mod play;
pub mod print;
pub mod run;
pub mod sheet;
pub mod workbook;
