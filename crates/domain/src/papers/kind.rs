//! The kinds of papers: what each carries, from what it can be issued, and what bars it.

use crate::casework::{Case, Edition};
use crate::policy::{Action, Room};
use crate::registry::codes::coded;
use akwaba_procedures::form::Answers;
use jiff::civil::DateTime;

coded! {
    /// What a paper is.
    Kind {
        /// Fiche d'entretien: what was said in an interview, as far as the person agrees.
        0 Interview = "entretien",
        /// Rapport d'enquête sociale.
        1 Enquiry = "enquete",
        /// Note de signalement: the minimum, to an authority, carried by hand.
        2 Report = "signalement",
        /// Fiche de référence: the slip of a referral that was sent.
        3 Referral = "reference",
        /// Attestation.
        4 Certificate = "attestation",
        /// Convocation: when, with whom, what to bring; never why.
        5 Summons = "convocation",
        /// Décharge: the receipt of what was handed over.
        6 Receipt = "decharge",
        /// Procès-verbal de conciliation.
        7 Conciliation = "conciliation",
        /// Certificat de visite: that somebody was received on a day; never why.
        8 Visit = "visite",
    }
}

coded! {
    /// What a paper is issued from.
    Place {
        /// A case.
        0 Case = "dossier",
        /// The record of a person.
        1 Person = "personne",
        /// A referral of a case.
        2 Referral = "reference",
        /// A line of a book of aid.
        3 Aid = "remise",
    }
}

coded! {
    /// What of the registry a paper carries.
    Info {
        /// Names.
        0 Name = "nom",
        /// Birth, or an age.
        1 Born = "naissance",
        /// Where they live.
        2 Home = "domicile",
        /// Who lives in the household, with their ages.
        3 Members = "membres",
        /// The number of the case.
        4 Case = "dossier",
    }
}

/// How a part of a paper is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A line.
    Line,
    /// Several lines.
    Words,
    /// A day, not after today.
    Past,
    /// A day, not before today.
    Coming,
    /// The day of a visit that stands in the register.
    Visited,
    /// A time of day.
    Time,
    /// One of these.
    Choice(&'static [&'static str]),
    /// Something to have read and to acknowledge, which is not printed.
    Read,
}

/// A part that whoever issues the paper completes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Its name in forms and catalogues.
    pub code: &'static str,
    /// How it is written.
    pub shape: Shape,
    /// Whether it must be.
    pub needed: bool,
    /// The most characters: what fits on the sheet beside the other parts.
    pub chars: u16,
    /// The questions of the manual whose answers in the case fill it first, the best first.
    pub from: &'static [&'static str],
}

const fn part(code: &'static str, shape: Shape, needed: bool, chars: u16) -> Part {
    filled(code, shape, needed, chars, &[])
}

const fn filled(
    code: &'static str,
    shape: Shape,
    needed: bool,
    chars: u16,
    from: &'static [&'static str],
) -> Part {
    Part {
        code,
        shape,
        needed,
        chars,
        from,
    }
}

impl Kind {
    /// What must be allowed to issue it.
    pub fn action(self) -> Action {
        match self {
            Self::Report => Action::PaperReport,
            Self::Summons | Self::Visit => Action::PaperSummon,
            _ => Action::PaperIssue,
        }
    }

    /// What it can be issued from.
    pub fn places(self) -> &'static [Place] {
        match self {
            Self::Referral => &[Place::Referral],
            Self::Receipt => &[Place::Aid],
            Self::Certificate | Self::Summons | Self::Visit => &[Place::Case, Place::Person],
            _ => &[Place::Case],
        }
    }

    /// The procedures out of whose cases alone it is issued; any when there is none.
    pub fn procedures(self) -> &'static [&'static str] {
        match self {
            Self::Conciliation => &["P22"],
            _ => &[],
        }
    }

    /// Whether its text is kept. That of a note de signalement is in its sealed file, and nowhere in the open.
    pub fn is_kept(self, room: Room) -> bool {
        self != Self::Report || room == Room::Protected
    }

    /// Whether it may take more than one sheet.
    pub fn is_long(self) -> bool {
        matches!(self, Self::Enquiry)
    }

    /// What of the registry it carries.
    pub fn carries(self) -> &'static [Info] {
        match self {
            Self::Interview => &[Info::Name, Info::Born, Info::Home, Info::Case],
            Self::Enquiry => &[
                Info::Name,
                Info::Born,
                Info::Home,
                Info::Members,
                Info::Case,
            ],
            Self::Report | Self::Certificate => &[Info::Name, Info::Born],
            Self::Summons | Self::Visit => &[Info::Name],
            Self::Conciliation => &[Info::Case],
            Self::Referral | Self::Receipt => &[],
        }
    }

    /// The parts that whoever issues it completes.
    pub fn parts(self) -> &'static [Part] {
        use Shape::{Choice, Coming, Line, Past, Read, Time, Visited, Words};
        const INTERVIEW: &[Part] = &[
            part("day", Past, true, 10),
            part("present", Line, false, 120),
            filled("asked", Words, true, 500, &["besoin_premier"]),
            filled("told", Words, false, 900, &["recit_mots"]),
            filled("seen", Words, false, 500, &["observe"]),
            filled("agreed", Words, true, 700, &["resume"]),
            part("next", Line, false, 120),
        ];
        const ENQUIRY: &[Part] = &[
            part("asked-by", Line, true, 120),
            filled("questions", Words, true, 1_000, &["questions"]),
            part("visits", Line, true, 120),
            filled("situation", Words, true, 2_000, &["rap_situation"]),
            filled("resources", Words, false, 1_000, &["rap_ressources"]),
            filled("answers", Words, true, 2_000, &["rap_reponses"]),
            filled("opinion", Words, true, 1_500, &["avis_motif"]),
            filled("limits", Words, false, 800, &["limites"]),
        ];
        const REPORT: &[Part] = &[
            part("duty-warn", Read, true, 1),
            part("duty-secret", Read, true, 1),
            part(
                "to",
                Choice(&["procureur", "juge-enfants", "police"]),
                true,
                20,
            ),
            part("where", Line, true, 120),
            part("facts", Words, true, 1_200),
            part("known-by", Line, true, 120),
            part("done", Words, false, 400),
            part("wanted", Words, true, 400),
        ];
        const CERTIFICATE: &[Part] = &[
            part("attested", Words, true, 900),
            part("for-what", Line, false, 120),
        ];
        const SUMMONS: &[Part] = &[
            part("meeting", Coming, true, 10),
            part("time", Time, true, 5),
            part("with", Line, true, 120),
            part("bring", Line, false, 120),
        ];
        const CONCILIATION: &[Part] = &[
            filled("session", Past, true, 10, &["seance_date"]),
            part("first", Line, true, 120),
            part("second", Line, true, 120),
            filled("dispute", Words, true, 700, &["pv_faits"]),
            part("agreement", Words, true, 1_200),
            filled("apart", Words, false, 400, &["pv_desaccord"]),
            filled("news", Coming, true, 10, &["pv_suivi_jour"]),
        ];
        const VISIT: &[Part] = &[part("visit", Visited, true, 10)];
        match self {
            Self::Interview => INTERVIEW,
            Self::Enquiry => ENQUIRY,
            Self::Report => REPORT,
            Self::Certificate => CERTIFICATE,
            Self::Summons => SUMMONS,
            Self::Conciliation => CONCILIATION,
            Self::Visit => VISIT,
            Self::Referral | Self::Receipt => &[],
        }
    }
}

/// What a case knows: its answers, by the name of their question, computed ones too.
#[derive(Debug, Clone, Default)]
pub struct Answered(Answers);

impl Answered {
    /// The answers that stand in a case.
    pub fn of(case: &Case, edition: &Edition, now: DateTime) -> Self {
        Self(edition.filled(&case.answers, now).submission())
    }

    /// The answer to a question; nothing when it is empty or does not apply.
    fn to(&self, question: &str) -> Option<&str> {
        let named = |path: &str| path.rsplit('/').next() == Some(question);
        let mut answered = self.0.iter().filter(|(path, _)| named(path));
        answered.find_map(|(_, text)| Some(text).filter(|text| !text.trim().is_empty()))
    }
}

/// Why a paper is not issued out of a case, whatever is typed.
pub fn barred(kind: Kind, edition: &Edition, answered: &Answered) -> Option<&'static str> {
    let named = kind.procedures();
    if !named.is_empty() && !named.contains(&edition.procedure.code.as_str()) {
        return Some("papers-other-procedure");
    }
    if kind != Kind::Conciliation {
        return None;
    }
    // Nobody is brought to agree who was not seen alone, or is afraid.
    let fear = |question: &str| answered.to(question).map(|text| text != "non");
    match (fear("blocage_a"), fear("blocage_b"), fear("seance_peur")) {
        (Some(true), ..) | (_, Some(true), _) | (.., Some(true)) => Some("papers-violence"),
        (None, ..) | (_, None, _) => Some("papers-seen-apart"),
        _ if answered.to("pv_libre") == Some("non") => Some("papers-not-free"),
        _ => None,
    }
}

impl Part {
    /// What the case knows of it, cut where the paper is full.
    pub fn known(&self, answered: &Answered) -> Option<String> {
        let known = self.from.iter().find_map(|asked| answered.to(asked))?;
        Some(known.chars().take(usize::from(self.chars)).collect())
    }
}
