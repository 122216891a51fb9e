//! Sentences that are too long to be read aloud.

use super::{Check, WORDS};

impl Check<'_> {
    pub(super) fn texts(&mut self) {
        for (_, row) in self.steps() {
            if let Some(words) = longest(row.cell("conseil")) {
                let said =
                    format!("Ce conseil a une phrase de {words} mots : à voix haute on la perd.");
                let write = format!("Coupez-la : {WORDS} mots au plus.");
                self.error(("etapes", row, "conseil"), "sentence-long", said, write);
            }
            if let Some(words) = longest(row.cell("rappel")) {
                self.long(("etapes", row, "rappel"), words);
            }
        }
        let procedure = self.book.rows("procedure").first();
        for (row, column) in procedure
            .into_iter()
            .flat_map(|row| [(row, "objet"), (row, "declencheur")])
        {
            if let Some(words) = longest(row.cell(column)) {
                self.long(("procedure", row, column), words);
            }
        }
        for row in self.book.rows("survey") {
            let asked =
                |(column, _): &(&str, &str)| *column == "label" || column.starts_with("label:");
            for (column, text) in row.cells().filter(asked) {
                if let Some(words) = longest(text) {
                    self.long(("survey", row, column), words);
                }
            }
        }
    }

    fn long(&mut self, place: (&str, &crate::sheet::Row, &str), words: usize) {
        let said = format!("Une phrase a {words} mots.");
        let write = format!("Coupez-la : {WORDS} mots se lisent à voix haute.");
        self.warning(place, "sentence-long", said, write);
    }
}

/// The words of the longest sentence, when there are too many.
fn longest(text: &str) -> Option<usize> {
    let sentences = text.split(['.', '!', '?', '\n', ';', '…']);
    let words = sentences.map(|sentence| {
        let words = sentence.split_whitespace();
        words
            .filter(|word| word.contains(char::is_alphanumeric))
            .count()
    });
    words.max().filter(|words| *words > WORDS)
}
