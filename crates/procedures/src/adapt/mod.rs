//! A local layer on a national procedure: separate, versioned, with its reason, and never weaker.
//!
//! Owns what a layer may change and the making of the adapted procedure. The layer is a workbook of its own that holds only
//! the changed cells; the national text stays as it is. An adapted procedure is read and checked again as a whole, and knows
//! the layers it is made of.

mod apply;

use crate::sheet::{Book, Finding, failed};
use crate::workbook::read::Reader;
use crate::workbook::{Kind, Layer, Procedure};

/// A local layer.
#[derive(Debug, Clone, PartialEq)]
pub struct Adaptation {
    /// The code of the procedure.
    pub procedure: String,
    /// The version of the procedure that it was written for.
    pub base: u32,
    /// What it says of itself.
    pub layer: Layer,
    /// Its workbook.
    pub book: Book,
}

impl Adaptation {
    /// Reads a layer.
    ///
    /// # Errors
    /// Every cell that cannot be read.
    pub fn read(book: &Book) -> Result<Self, Vec<Finding>> {
        let mut reader = Reader::new(book);
        let Some(row) = reader.only("adaptation") else {
            return Err(reader.findings);
        };
        reader.names(Kind::Adaptation);
        let mut at = reader.row("adaptation", row);
        let adaptation = Self {
            procedure: at.required("procedure", "Écrivez le code de la procédure, « P07 »."),
            base: at.version("version_de_base"),
            layer: Layer {
                version: at.version("version"),
                centre: at.required("centre", "Écrivez le nom du centre."),
                reason: at.required(
                    "motif",
                    "Écrivez pourquoi le centre s'écarte du texte national.",
                ),
                author: at.required("auteur", "Écrivez la fonction de qui l'a écrite."),
            },
            book: book.clone(),
        };
        if failed(&reader.findings) {
            Err(reader.findings)
        } else {
            Ok(adaptation)
        }
    }
}

impl Procedure {
    /// The procedure under a local layer.
    ///
    /// # Errors
    /// Everything that the layer may not change, does not find, or breaks.
    pub fn adapted(&self, adaptation: &Adaptation) -> Result<Self, Vec<Finding>> {
        let mut apply = apply::Apply::new(self, adaptation);
        let book = apply.book();
        let findings = apply.findings;
        if failed(&findings) {
            return Err(findings);
        }
        // The roles are those of the manual, and a layer changes none.
        let (adapted, broken) = crate::check::procedure(&book, None);
        let Some(mut adapted) = adapted else {
            return Err(broken);
        };
        adapted.layers.clone_from(&self.layers);
        adapted.layers.push(adaptation.layer.clone());
        Ok(adapted)
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
