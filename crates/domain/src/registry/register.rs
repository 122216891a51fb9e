//! Registering a person: one name is enough.
//!
//! Never: asks for a document, a nationality or a fee.

use super::birth::{Birth, BirthForm};
use super::codes::choice;
use super::edit::{Editing, Why};
use super::identity::{Identity, IdentityForm};
use super::name::{NAMES_MAX, Name};
use super::person::{self, Sex, field};
use super::phone::{PHONES_MAX, Phone};
use super::place::{Place, PlaceForm};
use super::told::Told;
use super::when::Day;
use crate::Ctx;
use crate::draft::Drafts;
use crate::policy::{Allowed, Permit, act};
use crate::refusal::{Refusal, Refusals};
use akwaba_journal::id::EntityId;
use akwaba_journal::state::State;

/// The actions under which a record may begin: at the counter, or from a file.
pub trait Begins: Permit {}
impl Begins for act::PersonRegister {}
impl Begins for act::HouseholdChange {}
impl Begins for act::GroupChange {}
impl Begins for act::RegistryImport {}

/// A person as typed at the counter or read from a file.
#[derive(Clone, Default)]
pub struct RegisterForm {
    /// Kind and text: fields `name-0`, `name-1`…
    pub names: Vec<(String, String)>,
    /// `sex`.
    pub sex: String,
    /// Birth.
    pub birth: BirthForm,
    /// Number and whose: fields `phone-0`, `phone-1`…
    pub phones: Vec<(String, String)>,
    /// Address.
    pub place: PlaceForm,
    /// Village of origin; `origin-unit` and `origin-locality` where it is wrong.
    pub origin: PlaceForm,
    /// Identities; an import may bring several.
    pub identities: Vec<IdentityForm>,
    /// `source`: from what.
    pub source: String,
}

/// A person whose every field was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPerson {
    /// Names, at least one.
    pub names: Vec<Name>,
    /// Sex.
    pub sex: Option<Sex>,
    /// Birth.
    pub birth: Option<Birth>,
    /// Phones.
    pub phones: Vec<Phone>,
    /// Address.
    pub place: Option<Place>,
    /// Village of origin.
    pub origin: Option<Place>,
    /// Identities.
    pub identities: Vec<Identity>,
    /// What a list tells beside who they are.
    pub told: Told,
    why: Why,
}

impl RegisterForm {
    /// Checks every field.
    ///
    /// # Errors
    /// All the refusals, by field.
    pub fn parse(&self, today: Day) -> Result<NewPerson, Refusals> {
        let mut wrong = Refusals::new();
        let mut names = Vec::new();
        for (index, (kind, text)) in self.names.iter().enumerate() {
            names.extend(wrong.take(Name::parse(&format!("name-{index}"), kind, text)));
        }
        let mut phones = Vec::new();
        for (index, (number, whose)) in self.phones.iter().enumerate() {
            phones.extend(wrong.take(Phone::parse(&format!("phone-{index}"), number, whose)));
        }
        let sex = wrong.take(choice("sex", &self.sex, Sex::from_code));
        let birth = wrong.take_all(self.birth.parse(today));
        let place = wrong.take_all(self.place.parse());
        let origin = wrong.take_all(self.origin.parse_origin());
        let mut identities = Vec::new();
        for form in &self.identities {
            identities.extend(wrong.take_all(form.parse(today).map(Some)));
        }
        let why = wrong.take_all(Why::parse("", &self.source));
        if names.is_empty() && wrong.as_slice().iter().all(|r| !is_name(r)) {
            wrong.push(Refusal::at("name-0", "registry-person-needs-a-name"));
        }
        if names.len() > NAMES_MAX {
            wrong.push(Refusal::at("name-0", "registry-names-too-many").with("max", NAMES_MAX));
        }
        if phones.len() > PHONES_MAX {
            wrong.push(Refusal::at("phone-0", "registry-phones-too-many").with("max", PHONES_MAX));
        }
        wrong.or(NewPerson {
            names,
            sex,
            birth,
            phones,
            place,
            origin,
            identities,
            told: Told::default(),
            why,
        })
    }
}

fn is_name(refusal: &Refusal) -> bool {
    refusal
        .field
        .as_deref()
        .is_some_and(|field| field.starts_with("name-"))
}

/// Registers a person under a new id.
///
/// # Errors
/// All the refusals, by field.
pub fn register(
    ctx: &mut Ctx<'_>,
    allowed: &Allowed<act::PersonRegister>,
    form: &RegisterForm,
) -> Result<(EntityId, Drafts), Refusals> {
    let person = form.parse(Day::new(ctx.today()))?;
    let id = ctx.fresh();
    let mut drafts = Drafts::under(allowed);
    drafts.push(person.draft(allowed, id));
    Ok((id, drafts))
}

impl NewPerson {
    /// The same person, with what a list tells beside.
    pub(super) fn telling(self, told: Told) -> Self {
        Self { told, ..self }
    }

    /// The first entry of this person, under an id that the caller made.
    pub fn draft<A: Begins, S>(&self, allowed: &Allowed<A, S>, id: EntityId) -> crate::Draft {
        let nothing = State::default();
        let mut editing = Editing::on(&nothing);
        for name in &self.names {
            editing.add(field::NAMES, name);
        }
        editing.field(field::SEX, "", &self.sex);
        editing.field(field::BIRTH, "", &self.birth);
        for phone in &self.phones {
            editing.add(field::PHONES, phone);
        }
        editing.field(field::PLACE, "", &self.place);
        editing.field(field::ORIGIN, "", &self.origin);
        for identity in &self.identities {
            editing.add(field::IDENTITIES, identity);
        }
        self.told.write(&mut editing);
        person::draft(allowed, id, editing, &self.why)
    }
}
