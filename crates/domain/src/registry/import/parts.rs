//! A cell of several parts, `kind | label : value | …`, written in one language and read in both.
//!
//! Invariant: what is written reads back to the same, whatever the values hold: a bar and a line feed in a value
//! are written `\\|` and `\\n`.

use super::super::functioning::Domain;
use super::super::units::fold;

/// What a part is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    /// A record of Akwaba.
    Record,
    /// Who, in words.
    Who,
    /// On what.
    About,
    /// Which version of a text.
    Text,
    /// In which language.
    Language,
    /// In which form.
    Form,
    /// By whom.
    By,
    /// Before whom.
    Witness,
    /// On which day.
    On,
    /// Withdrawn on which day.
    Withdrawn,
    /// Since when.
    From,
    /// Until when.
    Until,
    /// Whose.
    Whose,
    /// The number.
    Number,
    /// Who issued it.
    Issuer,
    /// From what.
    Source,
    /// How far it was checked.
    Status,
    /// What it is.
    Nature,
    /// A household of Akwaba.
    Household,
    /// An administrative unit.
    Unit,
    /// A village, a quarter.
    Locality,
    /// How to get there.
    Landmark,
    /// A word beside.
    Words,
    /// One of the six questions.
    Asked(Domain),
}

impl Label {
    /// Its words, French first: with accents as written, read without.
    fn words(self) -> [&'static str; 2] {
        match self {
            Self::Record => ["fiche", "record"],
            Self::Who => ["qui", "who"],
            Self::About => ["sur", "about"],
            Self::Text => ["texte", "text"],
            Self::Language => ["langue", "language"],
            Self::Form => ["forme", "form"],
            Self::By => ["par", "by"],
            Self::Witness => ["témoin", "witness"],
            Self::On => ["le", "on"],
            Self::Withdrawn => ["retiré", "withdrawn"],
            Self::From => ["depuis", "since"],
            Self::Until => ["jusqu'au", "until"],
            Self::Whose => ["à qui", "whose"],
            Self::Number => ["numéro", "number"],
            Self::Issuer => ["délivré par", "issued by"],
            Self::Source => ["source", "source"],
            Self::Status => ["état", "status"],
            Self::Nature => ["nature", "nature"],
            Self::Household => ["ménage", "household"],
            Self::Unit => ["unité", "unit"],
            Self::Locality => ["localité", "locality"],
            Self::Landmark => ["repère", "landmark"],
            Self::Words => ["précision", "detail"],
            Self::Asked(Domain::Seeing) => ["voir", "seeing"],
            Self::Asked(Domain::Hearing) => ["entendre", "hearing"],
            Self::Asked(Domain::Walking) => ["marcher", "walking"],
            Self::Asked(Domain::Remembering) => ["se souvenir", "remembering"],
            Self::Asked(Domain::SelfCare) => ["prendre soin de soi", "self-care"],
            Self::Asked(Domain::Communicating) => ["communiquer", "communicating"],
        }
    }
}

/// The parts of a cell.
#[derive(Debug, Default)]
pub(super) struct Parts {
    french: bool,
    kind: Option<String>,
    said: Vec<(Label, String)>,
}

impl Parts {
    /// No part yet, to be written in French or in English.
    pub(super) fn new(french: bool) -> Self {
        Self {
            french,
            ..Self::default()
        }
    }

    /// The part that says what the cell is.
    pub(super) fn first(&mut self, word: &str) {
        self.kind = Some(word.to_owned());
    }

    /// Adds a part, where there is something to say.
    pub(super) fn say(&mut self, label: Label, value: Option<String>) {
        self.said.extend(value.map(|value| (label, value)));
    }

    /// The cell.
    pub(super) fn write(&self) -> String {
        let kind = self.kind.iter().map(|kind| escape(kind));
        let said = self.said.iter().map(|(label, value)| {
            let [french, english] = label.words();
            match self.french {
                true => format!("{french} : {}", escape(value)),
                false => format!("{english}: {}", escape(value)),
            }
        });
        kind.chain(said).collect::<Vec<_>>().join(" | ")
    }

    /// Reads a cell whose parts may have these labels. Of two parts with one label the first counts; what has no
    /// label says what the cell is.
    pub(super) fn read(text: &str, labels: &[Label]) -> Self {
        let mut parts = Self::default();
        for piece in split(text) {
            let named = piece.split_once(':').and_then(|(name, value)| {
                let name = fold(name);
                let mut known = labels.iter();
                let label = known.find(|label| label.words().iter().any(|word| fold(word) == name));
                Some((*label?, value))
            });
            match named {
                Some((label, value)) => {
                    let value = Self::plain(value);
                    if parts.get(label).is_none() && !value.is_empty() {
                        parts.said.push((label, value));
                    }
                }
                None if parts.kind.is_none() => parts.kind = Some(Self::plain(piece)),
                None => {}
            }
        }
        parts
    }

    /// The value of a label.
    pub(super) fn get(&self, label: Label) -> Option<&str> {
        let mut said = self.said.iter();
        said.find(|(known, _)| *known == label)
            .map(|(_, value)| value.as_str())
    }

    /// The part without a label.
    pub(super) fn kind(&self) -> Option<&str> {
        self.kind.as_deref()
    }

    /// A value alone, on one line.
    pub(super) fn one(value: &str) -> String {
        escape(value)
    }

    /// The value that was written on one line.
    pub(super) fn plain(text: &str) -> String {
        let mut plain = String::new();
        let mut letters = text.trim().chars();
        while let Some(letter) = letters.next() {
            match letter {
                '\\' => match letters.next() {
                    Some('n') => plain.push('\n'),
                    Some(other) => plain.push(other),
                    None => plain.push(letter),
                },
                _ => plain.push(letter),
            }
        }
        plain
    }
}

fn escape(value: &str) -> String {
    let value = value.replace('\\', "\\\\");
    value.replace('|', "\\|").replace('\n', "\\n")
}

/// The pieces between bars that are not part of a value.
fn split(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut from, mut escaped) = (0, false);
    for (at, letter) in text.char_indices() {
        if letter == '|' && !escaped {
            pieces.extend(text.get(from..at));
            from = at + 1;
        }
        escaped = letter == '\\' && !escaped;
    }
    pieces.extend(text.get(from..));
    pieces.retain(|piece| !piece.trim().is_empty());
    pieces
}
