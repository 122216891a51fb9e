//! The ways to what is lacking: at which office, with which papers, at what cost, how.
//!
//! Owns the reading of the dated list shipped with the program. Invariant: a line says where it is
//! known from, or is marked as a proposal to verify; a line that does not read is left out and said.

use std::sync::OnceLock;

/// The month in which the list was drawn up.
pub const AS_OF: &str = "11/2026";

const LIST: &str = include_str!("../../data/demarches-2026-11.tsv");

macro_rules! coded {
    ($(#[$doc:meta])* $name:ident { $($(#[$item_doc:meta])* $item:ident = $code:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $($(#[$item_doc])* $item,)* }

        impl $name {
            /// All of them, in the order in which they are shown.
            pub const ALL: &'static [Self] = &[$(Self::$item,)*];

            /// Its name in the list and in translation keys.
            pub fn code(self) -> &'static str {
                match self { $(Self::$item => $code,)* }
            }

            /// The one of that name.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$item),)* _ => None }
            }
        }
    };
}

coded! {
    /// A way to something that is lacking.
    Way {
        /// To declare a birth within the time of the law.
        BirthInTime = "birth-in-time",
        /// To ask for a judgment where that time is over.
        BirthLate = "birth-late",
        /// To follow a judgment that was asked for.
        BirthUnderway = "birth-underway",
        /// To get a copy of an act that exists.
        Extract = "extract",
        /// To get a national identification number.
        Nni = "nni",
        /// To go to school, or back to it.
        School = "school",
        /// To enrol with the CMU, or as assisted by the RAM.
        CmuEnrol = "cmu-enrol",
        /// To get the number and the card after enrolment.
        CmuCard = "cmu-card",
        /// To catch up with vaccines and check-ups.
        HealthLate = "health-late",
        /// To be seen at a health centre.
        HealthRefer = "health-refer",
        /// Before and after a birth.
        Maternity = "maternity",
    }
}

coded! {
    /// What a line of the list says of a way.
    Part {
        /// Where to go.
        Office = "office",
        /// What to bring.
        Papers = "papers",
        /// What it costs.
        Cost = "cost",
        /// How it goes, what to know.
        Advice = "advice",
        /// One step of it, in the order of the list.
        Step = "step",
    }
}

coded! {
    /// How far a line can be relied on.
    Mark {
        /// A source says so.
        Sourced = "sourced",
        /// A proposal, to verify with the office.
        ToVerify = "to-verify",
    }
}

impl Way {
    /// The procedure of the manual under which the centre facilitates it.
    pub fn procedure(self) -> &'static str {
        match self {
            Self::BirthInTime
            | Self::BirthLate
            | Self::BirthUnderway
            | Self::Extract
            | Self::Nni => "P16",
            Self::CmuEnrol | Self::CmuCard => "P17",
            Self::School | Self::HealthLate | Self::HealthRefer | Self::Maternity => "P07",
        }
    }

    /// What is known of one part of it.
    pub fn lines(self, part: Part) -> impl Iterator<Item = &'static Line> {
        let lines = &known().0;
        lines
            .iter()
            .filter(move |line| line.way == self && line.part == part)
    }
}

impl Way {
    /// The papers to bring, one by one: a line names several, with a semicolon between them.
    pub fn papers(self) -> Vec<Paper> {
        let each = self.lines(Part::Papers).flat_map(|line| {
            let (fr, en) = (line.fr.split(';'), line.en.split(';'));
            fr.zip(en).map(|(fr, en)| Paper {
                fr: fr.trim().to_owned(),
                en: en.trim().to_owned(),
                mark: line.mark,
                source: line.source.clone(),
            })
        });
        each.collect()
    }
}

/// One paper to bring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// Its name in French, which names it in a file.
    pub fr: String,
    /// In English.
    pub en: String,
    /// Whether a source says so.
    pub mark: Mark,
    /// The source; empty for a proposal.
    pub source: String,
}

/// One thing known of a way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Of which way.
    pub way: Way,
    /// Of which part of it.
    pub part: Part,
    /// Whether a source says so.
    pub mark: Mark,
    /// The source; empty for a proposal.
    pub source: String,
    /// In French.
    pub fr: String,
    /// In English.
    pub en: String,
}

/// The list, and the numbers of the lines that do not read.
fn known() -> &'static (Vec<Line>, Vec<usize>) {
    static KNOWN: OnceLock<(Vec<Line>, Vec<usize>)> = OnceLock::new();
    KNOWN.get_or_init(|| read(LIST))
}

fn read(list: &str) -> (Vec<Line>, Vec<usize>) {
    let (mut lines, mut wrong) = (Vec::new(), Vec::new());
    let written = list.lines().enumerate();
    for (index, text) in written.filter(|(_, text)| !text.is_empty() && !text.starts_with('#')) {
        match line(text) {
            Some(line) => lines.push(line),
            None => wrong.push(index + 1),
        }
    }
    (lines, wrong)
}

fn line(text: &str) -> Option<Line> {
    let cells: Vec<&str> = text.split('\t').map(str::trim).collect();
    let [way, part, mark, source, fr, en] = cells.as_slice() else {
        return None;
    };
    let mark = Mark::from_code(mark)?;
    // What claims a source names it, and what has none never claims one.
    let honest = source.is_empty() == (mark == Mark::ToVerify);
    (honest && !fr.is_empty() && !en.is_empty()).then_some(Line {
        way: Way::from_code(way)?,
        part: Part::from_code(part)?,
        mark,
        source: (*source).to_owned(),
        fr: (*fr).to_owned(),
        en: (*en).to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_list_reads_and_every_way_says_where_with_what_and_at_what_cost() {
        assert_eq!(known().1, Vec::<usize>::new(), "lines that do not read");
        for way in Way::ALL {
            for part in [Part::Office, Part::Papers, Part::Cost, Part::Step] {
                assert!(way.lines(part).next().is_some(), "{way:?} {part:?}");
            }
            for line in way.lines(Part::Papers) {
                let count = |text: &str| text.split(';').count();
                assert_eq!(count(&line.fr), count(&line.en), "{way:?}: {}", line.fr);
            }
        }
    }

    #[test]
    fn a_line_without_a_source_cannot_pass_for_a_rule_nor_a_proposal_for_a_source() {
        let bare = "nni\tcost\tsourced\t\tGratuit\tFree";
        let dressed = "nni\tcost\tto-verify\tLoi\tGratuit\tFree";
        let unknown = "permis\tcost\tto-verify\t\tGratuit\tFree";
        let short = "nni\tcost\tto-verify\t\tGratuit";
        let good = "nni\tcost\tto-verify\t\tÀ demander\tTo be asked";
        let list = [bare, dressed, unknown, short, good].join("\n");
        let (lines, wrong) = read(&list);
        assert_eq!((lines.len(), wrong), (1, vec![1, 2, 3, 4]));
    }
}
