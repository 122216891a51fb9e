//! The index: where documents, registers and the words of the glossary are spoken of.
//!
//! Owns what counts as being spoken of: a word stands there whole, whatever its accents and capitals.

use std::collections::{BTreeMap, BTreeSet};

use super::procedure::anchor;
use crate::workbook::{Manual, Procedure};

/// Words in alphabetical order, each with the anchors of the procedures that speak of it.
pub(super) fn words(manual: &Manual, procedures: &[Procedure]) -> Vec<(String, Vec<String>)> {
    let mut found: BTreeMap<(String, String), BTreeSet<usize>> = BTreeMap::new();
    let mut note = |word: &str, chapter: usize| {
        let word = word.trim();
        if !word.is_empty() {
            found
                .entry((plain(word), word.to_owned()))
                .or_default()
                .insert(chapter);
        }
    };
    for (number, procedure) in procedures.iter().enumerate() {
        for paper in procedure.steps.iter().flat_map(|step| &step.produce) {
            note(&paper.label, number);
        }
        for register in &procedure.registers {
            note(&register.label, number);
        }
        let said = plain(&text_of(procedure));
        for term in &manual.glossary {
            if says(&said, &plain(&term.term)) {
                note(&term.term, number);
            }
        }
    }
    found
        .into_iter()
        .map(|((_, word), numbers)| {
            let anchors = numbers
                .into_iter()
                .filter_map(|number| procedures.get(number))
                .map(anchor)
                .collect();
            (word, anchors)
        })
        .collect()
}

/// Everything that a reader reads of a procedure's steps.
fn text_of(procedure: &Procedure) -> String {
    let mut text = format!(
        "{} {} {} {} ",
        procedure.title, procedure.purpose, procedure.trigger, procedure.remark
    );
    for step in &procedure.steps {
        for part in [&step.label, &step.advice]
            .into_iter()
            .chain(&step.reminder)
            .chain(&step.handout)
            .chain(&step.show)
        {
            text.push_str(part);
            text.push(' ');
        }
    }
    text
}

/// Small letters without accents, anything else a space.
fn plain(text: &str) -> String {
    let folded = text.to_lowercase();
    folded
        .chars()
        .map(|c| match c {
            'à' | 'â' | 'ä' => 'a',
            'ç' => 'c',
            'é' | 'è' | 'ê' | 'ë' => 'e',
            'î' | 'ï' => 'i',
            'ô' | 'ö' => 'o',
            'ù' | 'û' | 'ü' => 'u',
            c if c.is_alphanumeric() => c,
            _ => ' ',
        })
        .collect()
}

/// Whether a text says a word, or its plural.
fn says(text: &str, word: &str) -> bool {
    let text = format!(" {text} ");
    let word = word.trim();
    !word.is_empty()
        && (text.contains(&format!(" {word} ")) || text.contains(&format!(" {word}s ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_whole_and_in_the_plural_whatever_its_accents() {
        let text = plain("Les Références données ; l'AVEC.");
        assert!(says(&text, &plain("référence")));
        assert!(says(&text, &plain("AVEC")));
        assert!(!says(&text, &plain("donné")));
        assert!(!says(&text, ""));
    }
}
