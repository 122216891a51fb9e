//! Which column of a file holds what: guessed, corrected by a person, kept as text.
//!
//! Invariant: every column is used, set aside by somebody, or still to be decided; an import does
//! not begin while one is still to be decided.

use super::{Column, headers};
use crate::refusal::{Refusal, Refusals};

/// The code of a column that is set aside.
pub const ASIDE: &str = "ignore";

/// What is done with one column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// It holds this.
    As(Column),
    /// Somebody decided not to take it.
    Aside,
    /// Nobody has decided yet.
    Undecided,
}

impl Use {
    /// Its code in forms and in the text of a mapping; empty while undecided.
    pub fn code(self) -> &'static str {
        match self {
            Self::As(column) => column.code(),
            Self::Aside => ASIDE,
            Self::Undecided => "",
        }
    }

    /// The use of that code.
    pub fn from_code(code: &str) -> Option<Self> {
        match code.trim() {
            "" => Some(Self::Undecided),
            ASIDE => Some(Self::Aside),
            code => Column::from_code(code).map(Self::As),
        }
    }
}

/// What is done with each column of a file, in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mapping {
    uses: Vec<Use>,
}

impl Mapping {
    /// The likeliest mapping of these names of columns. Of two columns that look like the one date
    /// of birth, the second stays undecided.
    pub fn guess(header: &[String]) -> Self {
        let mut mapping = Self::default();
        for name in header {
            let taken = |column: &Column| mapping.uses.contains(&Use::As(*column));
            let guessed =
                headers::guess(name).filter(|column| column.may_repeat() || !taken(column));
            mapping.uses.push(guessed.map_or(Use::Undecided, Use::As));
        }
        mapping
    }

    /// A mapping from the code of each column, as a form sends them.
    ///
    /// # Errors
    /// `choice-unknown` at `column-N`, N from 0.
    pub fn from_codes<'a>(codes: impl IntoIterator<Item = &'a str>) -> Result<Self, Refusals> {
        let mut wrong = Refusals::new();
        let mut uses = Vec::new();
        for (index, code) in codes.into_iter().enumerate() {
            let known = Use::from_code(code)
                .map(Some)
                .ok_or_else(|| Refusal::at(format!("column-{index}"), "choice-unknown"));
            uses.push(wrong.take(known).unwrap_or(Use::Undecided));
        }
        wrong.or(Self { uses })
    }

    /// Reads lines such as `Nom du chef = surname`; a line about a column that is not in the
    /// file is refused, and columns without a line keep what is guessed.
    ///
    /// # Errors
    /// `import-map-line`, `import-map-unknown-column` and `import-map-unknown-use`.
    pub fn read(text: &str, header: &[String]) -> Result<Self, Refusals> {
        let mut wrong = Refusals::new();
        let mut said: Vec<Option<Use>> = vec![None; header.len()];
        let lines = text.lines().map(str::trim);
        for line in lines.filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let Some((name, code)) = line.rsplit_once('=') else {
                wrong.push(Refusal::whole("import-map-line").with("line", line));
                continue;
            };
            let (name, code) = (name.trim(), code.trim());
            let place = header
                .iter()
                .position(|known| known.to_lowercase() == name.to_lowercase())
                .and_then(|place| said.get_mut(place));
            match (place, Use::from_code(code)) {
                (None, _) => {
                    wrong.push(Refusal::whole("import-map-unknown-column").with("name", name));
                }
                (_, None) => {
                    wrong.push(Refusal::whole("import-map-unknown-use").with("code", code));
                }
                (Some(place), Some(used)) => *place = Some(used),
            }
        }
        let settled: Vec<Use> = said.iter().flatten().copied().collect();
        let guessed = Self::guess(header).uses.into_iter();
        let uses = said
            .into_iter()
            .zip(guessed)
            .map(|(said, guessed)| match (said, guessed) {
                (Some(said), _) => said,
                // What somebody said of another column stands against the guess.
                (None, Use::As(column))
                    if !column.may_repeat() && settled.contains(&Use::As(column)) =>
                {
                    Use::Undecided
                }
                (None, guessed) => guessed,
            });
        let uses = uses.collect();
        wrong.or(Self { uses })
    }

    /// The text that [`Mapping::read`] reads back, one line for each column.
    pub fn write(&self, header: &[String]) -> String {
        let lines = header.iter().zip(&self.uses);
        lines
            .map(|(name, used)| format!("{name} = {}\n", used.code()))
            .collect()
    }

    /// What is done with each column.
    pub fn uses(&self) -> &[Use] {
        &self.uses
    }

    /// The columns that nobody has decided about, from 0.
    pub fn undecided(&self) -> Vec<usize> {
        let places = self.uses.iter().enumerate();
        places
            .filter(|(_, used)| **used == Use::Undecided)
            .map(|(index, _)| index)
            .collect()
    }

    /// The same, with everything undecided set aside: somebody has seen the list of it.
    #[must_use]
    pub fn rest_aside(mut self) -> Self {
        for used in &mut self.uses {
            if *used == Use::Undecided {
                *used = Use::Aside;
            }
        }
        self
    }

    /// Whether a column holds this.
    pub fn has(&self, column: Column) -> bool {
        self.uses.contains(&Use::As(column))
    }

    /// Whether rows need to be told apart from those of other sources by where they come from.
    pub fn needs_source(&self) -> bool {
        // A list of Akwaba names records and households for ever, wherever it comes from.
        self.has(Column::ExternalId) || self.has(Column::Household) && !self.has(Column::Record)
    }

    /// Refuses a mapping with which no import can begin.
    ///
    /// # Errors
    /// At `column-N`: `import-column-undecided`, `import-column-twice`; for the whole:
    /// `import-no-name-column`, `import-household-without-role`, `import-role-without-household`.
    pub fn check(&self) -> Result<(), Refusals> {
        let mut wrong = Refusals::new();
        for (index, used) in self.uses.iter().enumerate() {
            let at = |code| Refusal::at(format!("column-{index}"), code);
            match used {
                Use::Undecided => wrong.push(at("import-column-undecided")),
                Use::As(column) if !column.may_repeat() => {
                    let before = self.uses.iter().take(index);
                    if before.into_iter().any(|other| other == used) {
                        wrong.push(at("import-column-twice"));
                    }
                }
                Use::As(_) | Use::Aside => {}
            }
        }
        let named = |used: &Use| matches!(used, Use::As(column) if column.name_kind().is_some());
        if !self.uses.iter().any(named) {
            wrong.push(Refusal::whole("import-no-name-column"));
        }
        match (self.has(Column::Household), self.has(Column::Role)) {
            (true, false) => wrong.push(Refusal::whole("import-household-without-role")),
            (false, true) => wrong.push(Refusal::whole("import-role-without-household")),
            _ => {}
        }
        wrong.or(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn an_unknown_column_waits_for_a_decision_and_is_never_dropped() {
        let header = header(&["Nom", "Prénoms", "Montant reçu"]);
        let mapping = Mapping::guess(&header);
        assert_eq!(mapping.undecided(), [2]);
        let wrong = mapping.check().unwrap_err();
        assert_eq!(
            wrong.as_slice(),
            [Refusal::at("column-2", "import-column-undecided")]
        );
        let decided = mapping.rest_aside();
        assert_eq!(decided.check(), Ok(()));
        assert_eq!(decided.uses()[2], Use::Aside);
    }

    #[test]
    fn a_mapping_kept_as_text_reads_back_to_itself() {
        let header = header(&["Nom = vrai", "Contact", "Divers"]);
        let mapping = Mapping::from_codes(["surname", "phone", "ignore"]).unwrap();
        let text = mapping.write(&header);
        assert_eq!(Mapping::read(&text, &header), Ok(mapping));
    }

    #[test]
    fn what_a_person_says_stands_against_the_guess() {
        let header = header(&["Date de naissance", "Naissance corrigée"]);
        let mapping = Mapping::read("Naissance corrigée = birth", &header).unwrap();
        assert_eq!(mapping.uses(), [Use::Undecided, Use::As(Column::Birth)]);
    }

    #[test]
    fn lines_about_nothing_are_refused_with_their_reason() {
        let header = header(&["Nom"]);
        let codes = |text: &str| {
            let wrong = Mapping::read(text, &header).unwrap_err();
            wrong.as_slice().iter().map(|r| r.code).collect::<Vec<_>>()
        };
        assert_eq!(codes("Nom"), ["import-map-line"]);
        assert_eq!(codes("Sexe = sex"), ["import-map-unknown-column"]);
        assert_eq!(codes("Nom = patronyme"), ["import-map-unknown-use"]);
    }

    #[test]
    fn what_cannot_begin_is_said() {
        let codes = |codes: &[&str]| {
            let mapping = Mapping::from_codes(codes.iter().copied()).unwrap();
            let wrong = mapping.check().unwrap_err();
            wrong.as_slice().iter().map(|r| r.code).collect::<Vec<_>>()
        };
        assert_eq!(codes(&["sex"]), ["import-no-name-column"]);
        assert_eq!(
            codes(&["surname", "birth", "birth"]),
            ["import-column-twice"]
        );
        assert_eq!(
            codes(&["surname", "household"]),
            ["import-household-without-role"]
        );
        assert_eq!(
            codes(&["surname", "role"]),
            ["import-role-without-household"]
        );
        assert!(Mapping::from_codes(["nom"]).is_err());
        let fine = Mapping::from_codes(["given", "given", "phone", "phone", "nni"]).unwrap();
        assert_eq!(fine.check(), Ok(()));
    }
}
