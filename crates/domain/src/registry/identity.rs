//! Identities on paper: as many as a person has, each with its issuer, validity and provenance.
//!
//! Two identities that disagree are common life, not a fault: both are kept, with neutral words.
//! Never: asks for one, or takes the number of a card for the NNI of its holder.

use super::birth::Origin;
use super::codes::choice;
use super::when::{Day, Partial};
use crate::refusal::{Refusal, Refusals};
use crate::text;
use minicbor::{Decode, Encode};

/// The most identities that one person may have.
pub const IDENTITIES_MAX: usize = 24;

/// Usual length of an NNI. From memory of practice, not from a text: a remark, never a refusal.
const NNI_DIGITS_USUAL: usize = 11;
/// Usual length of a CMU number: same care.
const CMU_DIGITS_USUAL: usize = 13;

coded! {
    /// What kind of identity it is.
    IdentityKind {
        /// Numéro national d'identification: of the person, for life.
        0 Nni = "nni",
        /// Number of an identity card: of the card, changes with it.
        1 Card = "card",
        /// Number of the CMU.
        2 Cmu = "cmu",
        /// Birth extract.
        3 BirthAct = "birth-act",
        /// Jugement supplétif.
        4 Judgment = "judgment",
        /// Passport.
        5 Passport = "passport",
        /// Consular card.
        6 Consular = "consular",
        /// Residence permit.
        7 Residence = "residence",
        /// Attestation d'identité, receipt of a demand.
        8 Attestation = "attestation",
        /// Refugee or stateless person's card.
        9 Refugee = "refugee",
        /// School or student card.
        10 School = "school",
        /// Driving licence.
        11 Driving = "driving",
        /// Voter's card.
        12 Voter = "voter",
        /// Another paper.
        13 Other = "other",
    }
}

coded! {
    /// How far it was checked.
    IdentityStatus {
        /// Said by the person.
        0 Declared = "declared",
        /// The paper was seen.
        1 Seen = "seen",
        /// Checked by a social worker or the director: correcting it asks for a reason.
        2 Validated = "validated",
    }
}

crate::personal! {
    /// A number as written, to the last zero.
    PaperNumber;
    /// Words about a paper: its issuer, its name.
    PaperWords;
}

/// One identity.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Identity {
    /// Kind.
    #[n(0)]
    pub kind: IdentityKind,
    /// Number; an extract or a judgment may have none at hand.
    #[n(1)]
    pub number: Option<PaperNumber>,
    /// Who issued it.
    #[n(2)]
    pub issuer: Option<PaperWords>,
    /// When.
    #[n(3)]
    pub issued: Option<Partial>,
    /// Until when it is valid.
    #[n(4)]
    pub expires: Option<Partial>,
    /// How the centre knows of it.
    #[n(5)]
    pub origin: Option<Origin>,
    /// How far it was checked.
    #[n(6)]
    pub status: IdentityStatus,
    /// What paper it is, where the kind does not say.
    #[n(7)]
    pub label: Option<PaperWords>,
}

/// An identity as typed.
#[derive(Clone, Default)]
pub struct IdentityForm {
    /// `identity-kind`.
    pub kind: String,
    /// `identity-number`.
    pub number: String,
    /// `identity-issuer`.
    pub issuer: String,
    /// `identity-issued`.
    pub issued: String,
    /// `identity-expires`.
    pub expires: String,
    /// `identity-origin`.
    pub origin: String,
    /// `identity-status`.
    pub status: String,
    /// `identity-label`.
    pub label: String,
}

impl IdentityForm {
    /// Checks what was typed.
    ///
    /// # Errors
    /// All the refusals by field.
    pub fn parse(&self, today: Day) -> Result<Identity, Refusals> {
        let mut wrong = Refusals::new();
        let kind = wrong.take(
            choice("identity-kind", &self.kind, IdentityKind::from_code).and_then(|kind| {
                kind.map(Some)
                    .ok_or(Refusal::at("identity-kind", "choice-missing"))
            }),
        );
        let kind = kind.unwrap_or(IdentityKind::Other);
        let identity = Identity {
            kind,
            number: wrong.take(number(kind, &self.number)),
            issuer: wrong
                .take(text::line("identity-issuer", &self.issuer))
                .map(PaperWords::new),
            issued: wrong.take(Partial::parse("identity-issued", &self.issued)),
            expires: wrong.take(Partial::parse("identity-expires", &self.expires)),
            origin: wrong.take(choice("identity-origin", &self.origin, Origin::from_code)),
            status: wrong
                .take(choice(
                    "identity-status",
                    &self.status,
                    IdentityStatus::from_code,
                ))
                .unwrap_or(IdentityStatus::Declared),
            label: wrong
                .take(text::line("identity-label", &self.label))
                .map(PaperWords::new),
        };
        let issued = identity.issued.and_then(Partial::earliest);
        if issued.is_some_and(|issued| issued > today) {
            wrong.push(Refusal::at("identity-issued", "date-in-future"));
        }
        if let (Some(issued), Some(expires)) = (issued, identity.expires.and_then(Partial::latest))
            && expires < issued
        {
            wrong.push(Refusal::at("identity-expires", "date-reversed"));
        }
        wrong.or(identity)
    }

    /// What a form shows for an identity that was recorded.
    pub fn of(identity: &Identity) -> Self {
        let words = |words: &Option<PaperWords>| {
            words
                .as_ref()
                .map(|w| w.as_str().to_owned())
                .unwrap_or_default()
        };
        let date = |date: Option<Partial>| date.map(Partial::typed).unwrap_or_default();
        Self {
            kind: identity.kind.code().to_owned(),
            number: identity
                .number
                .as_ref()
                .map(|n| n.as_str().to_owned())
                .unwrap_or_default(),
            issuer: words(&identity.issuer),
            issued: date(identity.issued),
            expires: date(identity.expires),
            origin: identity
                .origin
                .map(|o| o.code().to_owned())
                .unwrap_or_default(),
            status: identity.status.code().to_owned(),
            label: words(&identity.label),
        }
    }
}

impl Identity {
    /// The number in its one form for search: capital letters and digits, zeros kept.
    pub fn key(&self) -> Option<String> {
        self.number.as_ref().map(|number| compact(number.as_str()))
    }

    /// What deserves a second look, as translation keys. Nothing here blocks anyone.
    pub fn remarks(&self, today: Day) -> Vec<&'static str> {
        let mut remarks = Vec::new();
        let length = self.key().map(|key| key.len());
        match (self.kind, length) {
            (IdentityKind::Nni, Some(length)) if length != NNI_DIGITS_USUAL => {
                remarks.push("registry-remark-nni-length")
            }
            (IdentityKind::Cmu, Some(length)) if length != CMU_DIGITS_USUAL => {
                remarks.push("registry-remark-cmu-length")
            }
            (IdentityKind::Card, Some(NNI_DIGITS_USUAL))
                if self
                    .key()
                    .is_some_and(|key| key.bytes().all(|b| b.is_ascii_digit())) =>
            {
                remarks.push("registry-remark-card-looks-like-nni");
            }
            _ => {}
        }
        if self
            .expires
            .and_then(Partial::latest)
            .is_some_and(|day| day < today)
        {
            remarks.push("registry-remark-expired");
        }
        remarks
    }
}

fn compact(number: &str) -> String {
    let kept = number.chars().filter(|c| c.is_alphanumeric());
    kept.flat_map(char::to_uppercase).collect()
}

fn number(kind: IdentityKind, typed: &str) -> Result<Option<PaperNumber>, Refusal> {
    let field = "identity-number";
    let Some(typed) = text::line(field, typed)? else {
        return match kind {
            IdentityKind::Nni | IdentityKind::Card | IdentityKind::Cmu => {
                Err(Refusal::at(field, "registry-number-missing"))
            }
            _ => Ok(None),
        };
    };
    let digits = compact(&typed);
    match kind {
        // People often give the number of the card; the letter O is read for a zero.
        IdentityKind::Nni if digits.replace('O', "0").starts_with("CI00") => {
            Err(Refusal::at(field, "registry-nni-is-card-number"))
        }
        IdentityKind::Nni | IdentityKind::Cmu if !digits.bytes().all(|b| b.is_ascii_digit()) => {
            Err(Refusal::at(field, "registry-digits-only"))
        }
        IdentityKind::Nni | IdentityKind::Cmu => Ok(Some(PaperNumber::new(digits))),
        _ if digits.is_empty() => Err(Refusal::at(field, "registry-number-without-sign")),
        _ => Ok(Some(PaperNumber::new(typed))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(kind: &str, number: &str) -> IdentityForm {
        IdentityForm {
            kind: kind.into(),
            number: number.into(),
            ..IdentityForm::default()
        }
    }

    fn today() -> Day {
        Day::of(2026, 11, 23).unwrap()
    }

    fn refused(form: &IdentityForm) -> Vec<(String, &'static str)> {
        let wrong = form.parse(today()).unwrap_err();
        let wrong = wrong.as_slice().iter();
        wrong
            .map(|r| (r.field.clone().unwrap_or_default(), r.code))
            .collect()
    }

    #[test]
    fn a_card_number_typed_for_the_nni_is_refused_with_the_reason() {
        for typed in ["CI001234567", "ci00 1234 567", "CIOO1234567"] {
            assert_eq!(
                refused(&form("nni", typed)),
                [("identity-number".into(), "registry-nni-is-card-number")],
                "{typed}"
            );
        }
        assert!(form("card", "CI001234567").parse(today()).is_ok());
    }

    #[test]
    fn zeros_are_kept_to_the_last() {
        let identity = form("nni", "000 1234 5600").parse(today()).unwrap();
        assert_eq!(identity.key().as_deref(), Some("00012345600"));
        assert!(identity.remarks(today()).is_empty());
    }

    #[test]
    fn an_unusual_length_is_a_remark_and_letters_are_a_refusal() {
        let short = form("cmu", "384").parse(today()).unwrap();
        assert_eq!(short.remarks(today()), ["registry-remark-cmu-length"]);
        assert_eq!(
            refused(&form("cmu", "38A")),
            [("identity-number".into(), "registry-digits-only")]
        );
    }

    #[test]
    fn an_extract_needs_no_number_and_dates_run_forward() {
        assert!(form("birth-act", "").parse(today()).is_ok());
        assert_eq!(
            refused(&form("nni", "")),
            [("identity-number".into(), "registry-number-missing")]
        );
        let reversed = IdentityForm {
            issued: "03/2024".into(),
            expires: "2020".into(),
            ..form("passport", "20AB123")
        };
        assert_eq!(
            refused(&reversed),
            [("identity-expires".into(), "date-reversed")]
        );
        let expired = IdentityForm {
            expires: "2020".into(),
            ..form("passport", "20AB123")
        };
        assert_eq!(
            expired.parse(today()).unwrap().remarks(today()),
            ["registry-remark-expired"]
        );
    }

    #[test]
    fn a_form_shows_again_what_was_recorded() {
        let typed = IdentityForm {
            issuer: "Mairie d'Anyama".into(),
            issued: "14/03/2020".into(),
            expires: "2030".into(),
            origin: "card".into(),
            status: "seen".into(),
            label: "copie".into(),
            ..form("card", "CI00 12")
        };
        let identity = typed.parse(today()).unwrap();
        assert_eq!(
            IdentityForm::of(&identity).parse(today()).unwrap(),
            identity
        );
        assert!(!format!("{identity:?}").contains("CI00"));
    }
}
