//! The history of a record in words: each change, as it was and as it became, with who, when, why and from what.

use akwaba_domain::policy::Field;
use akwaba_domain::registry::Day;
use akwaba_domain::registry::birth::{Birth, Origin};
use akwaba_domain::registry::contact::{MustNotTell, SafeContact};
use akwaba_domain::registry::edit::{Stored, field_value, item_value};
use akwaba_domain::registry::functioning::Functioning;
use akwaba_domain::registry::identity::Identity;
use akwaba_domain::registry::kin::Relation;
use akwaba_domain::registry::language::Languages;
use akwaba_domain::registry::name::Name;
use akwaba_domain::registry::needs::{BirthActState, CmuState, HealthState, SchoolState};
use akwaba_domain::registry::person::{Death, Noted, Sex, field};
use akwaba_domain::registry::phone::Phone;
use akwaba_domain::registry::place::Place;
use akwaba_journal::act::{Change, Tag, Value};
use akwaba_journal::id::{ActorId, EntityId};
use akwaba_store::entity::Past;
use std::collections::BTreeMap;

use super::facts::{self, Sight};
use super::words;
use crate::frame::Frame;
use crate::show;

/// One entry of the history.
pub(super) struct Told {
    pub(super) when: String,
    pub(super) who: String,
    pub(super) lines: Vec<String>,
    pub(super) why: String,
}

/// How the changes of one kind of record are said.
pub(super) trait Speaks {
    /// The word for a field or a set, when the reader may see it.
    fn label(&self, name: &str) -> Option<String>;
    /// The value of a field.
    fn field(&self, name: &str, value: &Value) -> String;
    /// An item of a set.
    fn item(&self, set: &str, value: &Value) -> String;
    /// A fact noted beside.
    fn fact(&self, _name: &str) -> Option<String> {
        None
    }
}

/// Tells the history, oldest first; only what the reader may see.
pub(super) fn tell(
    f: &Frame,
    speaks: &dyn Speaks,
    past: &[Past],
    who: &dyn Fn(ActorId) -> String,
) -> Vec<Told> {
    let mut teller = Teller {
        f,
        speaks,
        items: BTreeMap::new(),
        fields: BTreeMap::new(),
    };
    past.iter()
        .map(|past| {
            let lines = match &past.act {
                None => vec![f.t("registry-forgotten")],
                Some(act) => {
                    let changes = act.changes.iter().enumerate();
                    changes
                        .filter_map(|(index, change)| teller.line(past, index, change))
                        .collect()
                }
            };
            let act = past.act.as_ref();
            let reason = act
                .and_then(|act| act.reason.clone())
                .map(|why| f.t1("registry-why", "reason", why));
            let source = act
                .and_then(|act| act.source.clone())
                .map(|source| teller.source(&source));
            Told {
                when: show::moment_of_micros(f.lang, past.header.clock.micros),
                who: who(past.header.actor),
                lines,
                why: facts::joined([source, reason].into_iter().flatten()),
            }
        })
        .collect()
}

struct Teller<'a> {
    f: &'a Frame,
    speaks: &'a dyn Speaks,
    /// What each item said, to tell what was taken away.
    items: BTreeMap<Tag, String>,
    /// What each field last said.
    fields: BTreeMap<String, String>,
}

impl Teller<'_> {
    fn source(&self, source: &str) -> String {
        let said = match Origin::from_code(source) {
            Some(origin) => self.f.word("person-origin-", origin.code()),
            None => source.to_owned(),
        };
        self.f.t1("registry-source-was", "source", said)
    }

    fn line(&mut self, past: &Past, index: usize, change: &Change) -> Option<String> {
        match change {
            Change::Set { field, value, .. } => {
                let label = self.speaks.label(field)?;
                let text = self.speaks.field(field, value);
                let before = self
                    .fields
                    .insert(field.clone(), text.clone())
                    .filter(|before| !before.is_empty());
                Some(match before {
                    None => self.f.tn(
                        "registry-set",
                        &[("what", label.into()), ("value", text.into())],
                    ),
                    Some(before) => self.f.tn(
                        "registry-set-again",
                        &[
                            ("what", label.into()),
                            ("value", text.into()),
                            ("before", before.into()),
                        ],
                    ),
                })
            }
            Change::Add { set, value } => {
                let label = self.speaks.label(set)?;
                let text = self.speaks.item(set, value);
                let tag = Tag {
                    entry: past.header.id,
                    index: u16::try_from(index).unwrap_or(u16::MAX),
                };
                self.items.insert(tag, text.clone());
                Some(self.f.tn(
                    "registry-added",
                    &[("what", label.into()), ("value", text.into())],
                ))
            }
            Change::Remove { set, tags } => {
                let label = self.speaks.label(set)?;
                let gone = tags.iter().filter_map(|tag| self.items.get(tag).cloned());
                let text = facts::joined(gone);
                Some(self.f.tn(
                    "registry-removed",
                    &[("what", label.into()), ("value", text.into())],
                ))
            }
            Change::Fact { name, .. } => self.speaks.fact(name),
            Change::Ask { .. } | Change::Rule { .. } => None,
        }
    }
}

/// How the changes of a person are said.
pub(super) struct PersonWords<'a> {
    pub(super) f: &'a Frame,
    pub(super) see: &'a Sight,
    pub(super) today: Day,
    /// The names of other persons.
    pub(super) names: &'a dyn Fn(EntityId) -> String,
}

impl Speaks for PersonWords<'_> {
    fn fact(&self, name: &str) -> Option<String> {
        (name == "consent-withdrawn" && self.see.sees(Field::Consents))
            .then(|| self.f.t("registry-consent-withdrawn"))
    }

    fn label(&self, name: &str) -> Option<String> {
        let (key, group) = match name {
            field::NAMES => ("person-name", Field::Identity),
            field::SEX => ("person-sex", Field::Identity),
            field::BIRTH => ("person-birth", Field::Identity),
            field::DEATH => ("person-death", Field::Identity),
            field::PLACE => ("person-place", Field::Identity),
            field::ORIGIN => ("person-village-of-origin", Field::Identity),
            field::PHONES => ("person-phone", Field::Contact),
            field::CONTACT => ("person-contact", Field::Contact),
            field::IDENTITIES => ("person-papers", Field::Papers),
            field::LANGUAGES => ("person-languages", Field::Languages),
            field::FUNCTIONING => ("person-functioning", Field::Functioning),
            field::MUST_NOT_TELL => ("person-must-not-tell", Field::MustNotTell),
            field::RELATIONS => ("person-section-ties", Field::Household),
            field::BIRTH_ACT => ("person-birth-act", Field::MemberGrid),
            field::SCHOOL => ("person-school", Field::MemberGrid),
            field::CMU => ("person-cmu", Field::MemberGrid),
            field::HEALTH => ("person-health", Field::MemberGrid),
            "consents" => ("person-section-consents", Field::Consents),
            _ => return None,
        };
        self.see.sees(group).then(|| self.f.t(key))
    }

    fn field(&self, name: &str, value: &Value) -> String {
        let (f, today) = (self.f, self.today);
        match name {
            field::SEX => say(value, |sex: Sex| f.word("person-sex-", sex.code())),
            field::BIRTH => say(value, |birth: Birth| facts::birth(f, &birth, today)),
            field::DEATH => say(value, |death: Death| facts::death(f, &death)),
            field::PLACE | field::ORIGIN => say(value, |place: Place| facts::place(&place)),
            field::CONTACT => say(value, |contact: SafeContact| facts::contact(f, &contact)),
            field::LANGUAGES => say(value, |known: Languages| facts::languages(f, &known)),
            field::FUNCTIONING => say(value, |known: Functioning| facts::functioning(f, &known)),
            field::BIRTH_ACT => say(value, |state: BirthActState| {
                f.word("person-birth-act-", state.code())
            }),
            field::CMU => say(value, |state: CmuState| f.word("person-cmu-", state.code())),
            field::SCHOOL => say(value, |noted: Noted<SchoolState>| {
                facts::noted(f, "person-school-", &noted, |state| state.code())
            }),
            field::HEALTH => say(value, |noted: Noted<HealthState>| {
                facts::noted(f, "person-health-", &noted, |state| state.code())
            }),
            _ => String::new(),
        }
    }

    fn item(&self, set: &str, value: &Value) -> String {
        let f = self.f;
        match set {
            field::NAMES => item(value, |name: Name| {
                let kind = f.word("person-name-kind-", name.kind.code());
                let text = name.text.as_str().to_owned();
                f.tn(
                    "person-name-line",
                    &[("kind", kind.into()), ("name", text.into())],
                )
            }),
            field::PHONES => item(value, |phone: Phone| words::phone(&phone)),
            field::IDENTITIES => item(value, |known: Identity| {
                let status = f.word("person-status-", known.status.code());
                facts::joined([facts::identity(f, &known), status])
            }),
            field::MUST_NOT_TELL => item(value, |who: MustNotTell| {
                facts::must_not_tell(&who, self.names)
            }),
            field::RELATIONS => item(value, |tie: Relation| {
                let kind = f.word("person-tie-", tie.kind.code());
                let period = words::period(f, tie.from, tie.until);
                facts::joined([kind, (self.names)(tie.to), period])
            }),
            "consents" => item(value, |given: akwaba_domain::registry::consent::Consent| {
                f.word("person-purpose-", given.purpose.code())
            }),
            _ => String::new(),
        }
    }
}

pub(super) fn say<T: Stored>(value: &Value, text: impl Fn(T) -> String) -> String {
    field_value(value).map(text).unwrap_or_default()
}

pub(super) fn item<T: Stored>(value: &Value, text: impl Fn(T) -> String) -> String {
    item_value(value).map(text).unwrap_or_default()
}
