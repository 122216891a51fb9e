//! In which line a case counts: by procedure, and under two of them by what the national yearbook tells apart.
//!
//! Each case stands in one line: the first that fits. Never: a line that is there for one holder and not for another.

use crate::reports::age::AgeBand;
use akwaba_procedures::form::Answers;

/// A line, and the answers that lead to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Situation {
    /// Its code, and its key in the catalogue.
    pub code: &'static str,
    /// The answers of which one is enough; none for what fits nothing else.
    answers: &'static [&'static str],
}

const fn line(code: &'static str, answers: &'static [&'static str]) -> Situation {
    Situation { code, answers }
}

/// A procedure of which cases are told apart: by which question, into which lines.
struct Apart {
    procedure: &'static str,
    question: &'static str,
    lines: &'static [Situation],
}

const APART: [Apart; 2] = [
    Apart {
        procedure: "P13",
        question: "preoccupations",
        lines: &[
            line(
                "P13-violence",
                &["physically_or_mentally_abused", "gbv_survivor"],
            ),
            line(
                "P13-exploitation",
                &[
                    "sexually_exploited",
                    "trafficked_smuggled",
                    "worst_forms_of_child_labor",
                ],
            ),
            line(
                "P13-pratiques",
                &["child_marriage", "female_genital_mutilation_fgm"],
            ),
            line("P13-negligence", &["neglected"]),
            line("P13-rue", &["street_child"]),
            line("P13-loi", &["arrested_detained"]),
            line("P13-autre", &[]),
        ],
    },
    Apart {
        procedure: "P14",
        question: "type_vbg",
        lines: &[
            line("P14-viol", &["rape"]),
            line("P14-agression-sexuelle", &["sexual_assault"]),
            line("P14-agression-physique", &["physical_assault"]),
            line("P14-mariage", &["forced_marriage"]),
            line(
                "P14-deni",
                &["denial_of_resources_opportunities_or_services"],
            ),
            line("P14-psychologique", &["psychological_emotional_abuse"]),
            line("P14-autre", &[]),
        ],
    },
];

fn apart(procedure: &str) -> Option<&'static Apart> {
    APART.iter().find(|apart| apart.procedure == procedure)
}

/// The lines into which the cases of a procedure are told apart; none where they make one line.
#[must_use]
pub fn situations(procedure: &str) -> &'static [Situation] {
    apart(procedure).map_or(&[], |apart| apart.lines)
}

/// The code of the line in which a case counts: the first that fits what was answered, or its procedure.
#[must_use]
pub fn situation(procedure: &str, answers: &Answers) -> String {
    let Some(apart) = apart(procedure) else {
        return procedure.to_owned();
    };
    let said: Vec<&str> = named(answers, apart.question)
        .flat_map(str::split_ascii_whitespace)
        .collect();
    let fits = |line: &&Situation| line.answers.is_empty() || said.iter().any(|one| line.fits(one));
    let found = apart.lines.iter().find(fits);
    found.map_or(procedure, |line| line.code).to_owned()
}

impl Situation {
    fn fits(&self, answer: &str) -> bool {
        self.answers.contains(&answer)
    }
}

/// Whether the person, or who consents for them, did not refuse to be counted.
#[must_use]
pub fn may_be_counted(answers: &Answers) -> bool {
    named(answers, "accord_statistique").all(|said| said != "non")
}

/// The age band that was answered, for somebody whose record says no age.
#[must_use]
pub fn age_said(answers: &Answers) -> Option<AgeBand> {
    named(answers, "tranche_age").find_map(|said| match said {
        "12_17" => Some(AgeBand::To17),
        "18_24" => Some(AgeBand::To24),
        "25_59" => Some(AgeBand::To59),
        "60_plus" => Some(AgeBand::From60),
        // Under twelve there are two bands.
        _ => None,
    })
}

/// The answers to a question of this name, in whatever group it stands.
fn named<'a>(answers: &'a Answers, name: &'a str) -> impl Iterator<Item = &'a str> {
    let of = move |path: &str| path.rsplit('/').next() == Some(name);
    let answers = answers.iter().filter(move |(path, _)| of(path));
    answers.map(|(_, said)| said)
}
