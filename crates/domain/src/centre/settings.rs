//! What a centre is called, what kind it is, where it stands: the header of every paper.

use crate::draft::{Acting, Draft, Drafts, Secrecy};
use crate::policy::{Allowed, act};
use crate::refusal::{Refusal, Refusals};
use crate::scope;
use crate::text;
use akwaba_journal::id::{CentreId, EntityId};
use akwaba_journal::state::State;
use minicbor::{Decode, Encode};

/// The journal's name for the settings of a centre.
pub const KIND: &str = "centre";

/// The kinds of social centre.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Encode, Decode)]
#[cbor(index_only)]
pub enum CentreKind {
    /// Centre social.
    #[n(0)]
    #[default]
    SocialCentre,
    /// Complexe socio-éducatif: social centre, early childhood and special education together.
    #[n(1)]
    SocioEducationalComplex,
    /// Service social d'une commune.
    #[n(2)]
    Municipal,
}

impl CentreKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [
        Self::SocialCentre,
        Self::SocioEducationalComplex,
        Self::Municipal,
    ];

    /// Its name in forms and translation keys.
    pub fn code(self) -> &'static str {
        match self {
            Self::SocialCentre => "cs",
            Self::SocioEducationalComplex => "cse",
            Self::Municipal => "municipal",
        }
    }

    /// The kind of that code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// The settings of a centre. Ministries change names: theirs is a text, never code.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
#[cbor(array)]
pub struct Settings {
    /// Name of the centre.
    #[n(0)]
    pub name: String,
    /// Short code, part of every register number: letters, digits and hyphens.
    #[n(1)]
    pub code: String,
    /// Kind.
    #[n(2)]
    pub kind: CentreKind,
    /// The ministry as the header of papers names it.
    #[n(3)]
    pub ministry: String,
    /// The direction between the ministry and the centre.
    #[n(4)]
    pub direction: String,
    /// Code of the administrative unit it stands in.
    #[n(5)]
    pub unit: Option<String>,
    /// Address in words.
    #[n(6)]
    pub address: String,
    /// Phone printed on slips.
    #[n(7)]
    pub phone: String,
}

/// The settings as typed in the form.
#[derive(Debug, Clone, Default)]
pub struct SettingsForm {
    /// `name` in the form.
    pub name: String,
    /// `code`.
    pub code: String,
    /// `kind`, a code of [`CentreKind`].
    pub kind: String,
    /// `ministry`.
    pub ministry: String,
    /// `direction`.
    pub direction: String,
    /// `unit`.
    pub unit: String,
    /// `address`.
    pub address: String,
    /// `phone`.
    pub phone: String,
}

impl SettingsForm {
    /// Checks every field.
    ///
    /// # Errors
    /// All the refusals, by field.
    pub fn parse(&self) -> Result<Settings, Refusals> {
        let mut wrong = Refusals::new();
        let settings = Settings {
            name: wrong.take(text::required("name", &self.name)),
            code: wrong.take(parse_code(&self.code)),
            kind: wrong.take(
                CentreKind::from_code(&self.kind)
                    .ok_or_else(|| Refusal::at("kind", "choice-missing")),
            ),
            ministry: wrong
                .take(text::line("ministry", &self.ministry))
                .unwrap_or_default(),
            direction: wrong
                .take(text::line("direction", &self.direction))
                .unwrap_or_default(),
            unit: wrong.take(text::line("unit", &self.unit)),
            address: wrong
                .take(text::line("address", &self.address))
                .unwrap_or_default(),
            phone: wrong
                .take(text::line("phone", &self.phone))
                .unwrap_or_default(),
        };
        wrong.or(settings)
    }
}

fn parse_code(typed: &str) -> Result<String, Refusal> {
    let code = text::required("code", typed)?.to_uppercase();
    let plain = code.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if plain && code.chars().count() <= 12 {
        Ok(code)
    } else {
        Err(Refusal::at("code", "centre-code-form"))
    }
}

/// The entity that holds the settings of a centre.
pub fn entity(centre: CentreId) -> EntityId {
    EntityId::from_bytes(*centre.as_bytes())
}

/// Reads the settings.
pub fn read(state: &State) -> Settings {
    state.one("settings").unwrap_or_default()
}

/// Changes the settings.
pub fn change(
    allowed: &Allowed<act::SettingsChange>,
    state: &State,
    settings: &Settings,
) -> Drafts {
    let mut drafts = Drafts::under(allowed);
    if let Some(draft) = draft(allowed.centre(), state, settings) {
        drafts.push(draft);
    }
    drafts
}

pub(super) fn draft(centre: CentreId, state: &State, settings: &Settings) -> Option<Draft> {
    let act = Acting::on(state).set("settings", settings).done(None, None);
    let changed = !act.changes.is_empty();
    changed.then(|| Draft {
        scope: scope::office(centre),
        entity: entity(centre),
        kind: KIND,
        version: 1,
        act,
        secrecy: Secrecy::Open,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_with_a_slash_is_refused_and_the_other_faults_are_said_at_once() {
        let form = SettingsForm {
            code: "AB/1".into(),
            kind: "cs".into(),
            ..SettingsForm::default()
        };
        let wrong = form.parse().unwrap_err();
        let fields: Vec<_> = wrong
            .as_slice()
            .iter()
            .filter_map(|r| r.field.as_deref())
            .collect();
        assert_eq!(fields, ["name", "code"]);
    }
}
