//! The rubrics of the report, in the order of paper: what each counts, by what it is broken down, what may not be told of it.
//!
//! A rubric is here whether or not anything fills it: what no source keeps is shown as not kept.

use crate::registry::codes::coded;

coded! {
    /// The parts of the report, numbered as on paper.
    Section {
        /// Who came, what was done.
        0 Attendance = "frequentation",
        /// Social cases.
        1 Cases = "cas",
        /// Referrals, and the answers to them.
        2 Referrals = "orientations",
        /// Aid given.
        3 Aid = "aides",
        /// Prevention and group activities.
        4 Prevention = "prevention",
        /// National programmes.
        5 Programmes = "programmes",
        /// Mediation.
        6 Mediation = "mediation",
        /// Means: staff, cash, store.
        7 Means = "moyens",
        /// Deadlines.
        8 Deadlines = "delais",
    }
}

coded! {
    /// A table of the report.
    Rubric {
        /// People received at the counter.
        0 Visits = "visites",
        /// Kinds of demand; a visit may carry several.
        1 Demands = "demandes",
        /// Persons registered.
        2 Registered = "inscrits",
        /// Interviews, home visits, enquiries, plans: lines of their registers.
        3 Acts = "actes",
        /// Social enquiries, by who asked for them.
        4 Inquiries = "enquetes",
        /// Who sent the person, where it was asked.
        5 Origins = "origines",
        /// Social cases, by nature.
        6 Natures = "natures",
        /// Cases under way in the month, by procedure.
        7 Procedures = "procedures",
        /// The same, by axis of the national strategy; a procedure may serve several.
        8 Axes = "axes",
        /// Referrals sent, by kind of service.
        9 Destinations = "destinations",
        /// Answers to referrals that came in the month.
        10 Returns = "retours",
        /// Aid handed over, by book.
        11 Aid = "secours",
        /// Talks, group activities.
        12 Activities = "activites",
        /// Cases under the procedures of national programmes.
        13 Programmes = "programmes",
        /// Mediations, by outcome.
        14 Mediations = "mediations",
        /// Staff present.
        15 Staff = "personnel",
        /// What stands in the cash box and the store.
        16 Books = "livres",
        /// Steps done in time, late, left with a reason.
        17 Deadlines = "delais",
        /// Sealed files of the month by situation, as far as who follows them signed it out.
        18 Sealed = "proteges",
        /// The same, by procedure.
        19 SealedProcedures = "proteges-procedures",
    }
}

coded! {
    /// By what a line is broken down.
    Dimension {
        /// Sex.
        0 Sex = "sexe",
        /// Age band.
        1 Age = "age",
        /// New or known.
        2 Known = "connu",
        /// Where it stands at the end of the month.
        3 State = "etat",
    }
}

impl Dimension {
    /// The codes of its parts, in order; what was not said comes last.
    #[must_use]
    pub fn parts(self) -> &'static [&'static str] {
        match self {
            Self::Sex => &["f", "m", "inconnu"],
            Self::Age => &["0-5", "6-11", "12-17", "18-24", "25-59", "60", "inconnu"],
            Self::Known => &["nouveau", "connu", "inconnu"],
            Self::State => &["en-cours", "refere", "clos"],
        }
    }
}

/// The line of [`Rubric::Acts`] that counts what [`Rubric::Inquiries`] counts in all.
pub const INQUIRIES_ACT: &str = "enquetes";

coded! {
    /// How a deadline was kept: the lines of [`Rubric::Deadlines`].
    Kept {
        /// Done in time.
        0 InTime = "a-temps",
        /// Done late.
        1 Late = "en-retard",
        /// Left undone, with a reason.
        2 Left = "laissees",
    }
}

impl Kept {
    /// A step that was done.
    #[must_use]
    pub fn done(in_time: bool) -> Self {
        if in_time { Self::InTime } else { Self::Late }
    }
}

/// A question of choice of the manual: a rubric counts the lines of its register by what was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    /// The rubric.
    pub rubric: Rubric,
    /// The procedure.
    pub procedure: &'static str,
    /// Its register.
    pub register: &'static str,
    /// The question.
    pub question: &'static str,
}

impl Question {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::new(Rubric::Inquiries, ("P04", "enquetes", "demandeur")),
        Self::new(Rubric::Origins, ("P01", "accueil", "envoye")),
        Self::new(Rubric::Natures, ("P03", "cas_sociaux", "nature")),
        Self::new(Rubric::Mediations, ("P22", "conciliations", "pv_type")),
    ];

    const fn new(
        rubric: Rubric,
        (procedure, register, question): (&'static str, &'static str, &'static str),
    ) -> Self {
        Self {
            rubric,
            procedure,
            register,
            question,
        }
    }

    /// The question that counts in a register of a procedure.
    #[must_use]
    pub fn of(procedure: &str, register: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|one| one.procedure == procedure && one.register == register)
    }
}

const PEOPLE: &[Dimension] = &[Dimension::Sex, Dimension::Age, Dimension::Known];
const FOLLOWED: &[Dimension] = Dimension::ALL;
/// Natures of a case that say nothing delicate by themselves. Any other is sensitive, also one that a centre adds.
const PLAIN_NATURES: [&str; 6] = [
    "indigence",
    "scolaire",
    "agee",
    "sinistre",
    "papiers",
    "autre",
];
/// Destinations that say nothing delicate by themselves.
const PLAIN_DESTINATIONS: [&str; 9] = [
    "etat_civil",
    "sante",
    "education",
    "formation",
    "transferts",
    "emploi",
    "cmu",
    "autre_centre",
    "autre",
];

impl Rubric {
    /// In which part of the report it stands.
    #[must_use]
    pub fn section(self) -> Section {
        match self {
            Self::Visits
            | Self::Demands
            | Self::Registered
            | Self::Acts
            | Self::Inquiries
            | Self::Origins => Section::Attendance,
            Self::Natures
            | Self::Procedures
            | Self::Axes
            | Self::Sealed
            | Self::SealedProcedures => Section::Cases,
            Self::Destinations | Self::Returns => Section::Referrals,
            Self::Aid => Section::Aid,
            Self::Activities => Section::Prevention,
            Self::Programmes => Section::Programmes,
            Self::Mediations => Section::Mediation,
            Self::Staff | Self::Books => Section::Means,
            Self::Deadlines => Section::Deadlines,
        }
    }

    /// By what its lines are broken down.
    #[must_use]
    pub fn dimensions(self) -> &'static [Dimension] {
        match self {
            Self::Visits
            | Self::Demands
            | Self::Registered
            | Self::Acts
            | Self::Inquiries
            | Self::Origins
            | Self::Returns
            | Self::Aid => PEOPLE,
            Self::Natures
            | Self::Procedures
            | Self::Axes
            | Self::Destinations
            | Self::Programmes
            | Self::Mediations
            | Self::Sealed
            | Self::SealedProcedures => FOLLOWED,
            Self::Activities => &[Dimension::Sex, Dimension::Age],
            Self::Staff | Self::Books | Self::Deadlines => &[],
        }
    }

    /// Whether each thing counted stands in one line only, so that lines add up to a total.
    #[must_use]
    pub fn adds_up(self) -> bool {
        !matches!(
            self,
            Self::Demands
                | Self::Acts
                | Self::Axes
                | Self::Books
                | Self::Programmes
                | Self::SealedProcedures
        )
    }

    /// Whether what it counts is money or goods, not people: nothing of it is ever hidden.
    #[must_use]
    pub fn is_of_things(self) -> bool {
        matches!(self, Self::Staff | Self::Books | Self::Deadlines)
    }

    /// Whether it counts sealed files: what is known of it in the open is what was signed out, hidden already.
    #[must_use]
    pub fn is_signed_out(self) -> bool {
        matches!(self, Self::Sealed | Self::SealedProcedures)
    }

    /// Whether a line of it may point at somebody when few are counted. What is not known to be plain is sensitive; of
    /// procedures, the procedure itself says so.
    #[must_use]
    pub fn is_sensitive(self, line: &str) -> bool {
        match self {
            Self::Natures => !PLAIN_NATURES.contains(&line),
            Self::Destinations => !PLAIN_DESTINATIONS.contains(&line),
            Self::Inquiries => line == "justice",
            Self::Mediations | Self::Sealed | Self::SealedProcedures => true,
            _ => false,
        }
    }
}
