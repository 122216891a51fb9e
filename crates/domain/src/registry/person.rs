//! A person: what is recorded of them, and the view that pages, searches and decisions read.
//!
//! Owns the names of the fields in the journal. Invariant: a person's id never changes, also
//! when another record turns out to be of the same person.

use super::birth::{Birth, Origin};
use super::codes::choice;
use super::consent::{self, ConsentView};
use super::contact::{MustNotTell, SafeContact};
use super::edit::{Editing, Item, Known, Why, items};
use super::functioning::Functioning;
use super::identity::{Identity, IdentityStatus};
use super::kin::{Brief, Relation};
use super::language::Languages;
use super::name::{Name, NameLine};
use super::needs::{BirthActState, CmuState, HealthState, Needs, SchoolState};
use super::phone::Phone;
use super::place::Place;
use super::when::{Day, Partial};
use crate::draft::{Draft, Drafts, Secrecy};
use crate::policy::{Allowed, Permit};
use crate::refusal::{Refusal, Refusals};
use crate::scope;
use akwaba_journal::id::EntityId;
use akwaba_journal::state::{Source, State};
use minicbor::{Decode, Encode};

/// The journal's name for a person.
pub const KIND: &str = "person";
/// Version in which acts on a person are written.
pub const VERSION: u16 = 1;

/// Names of the fields and sets, as the journal has them for ever.
pub mod field {
    /// Set of [`super::Name`].
    pub const NAMES: &str = "names";
    /// [`super::Sex`].
    pub const SEX: &str = "sex";
    /// [`super::Birth`].
    pub const BIRTH: &str = "birth";
    /// Set of [`super::Phone`].
    pub const PHONES: &str = "phones";
    /// Set of [`super::Identity`].
    pub const IDENTITIES: &str = "identities";
    /// [`super::Languages`].
    pub const LANGUAGES: &str = "languages";
    /// [`super::Functioning`].
    pub const FUNCTIONING: &str = "functioning";
    /// [`super::Place`].
    pub const PLACE: &str = "place";
    /// [`super::Place`]: the village that the person comes from.
    pub const ORIGIN: &str = "origin";
    /// [`super::SafeContact`].
    pub const CONTACT: &str = "contact";
    /// Set of [`super::MustNotTell`].
    pub const MUST_NOT_TELL: &str = "must-not-tell";
    /// Set of [`super::Relation`].
    pub const RELATIONS: &str = "relations";
    /// [`super::BirthActState`].
    pub const BIRTH_ACT: &str = "birth-act";
    /// [`super::Noted`] of a [`super::SchoolState`].
    pub const SCHOOL: &str = "school";
    /// [`super::CmuState`].
    pub const CMU: &str = "cmu";
    /// [`super::Noted`] of a [`super::HealthState`].
    pub const HEALTH: &str = "health";
    /// [`super::Death`].
    pub const DEATH: &str = "death";

    /// Fields whose conflicts a person can settle.
    pub const SETTLED: &[&str] = &[
        SEX,
        BIRTH,
        LANGUAGES,
        FUNCTIONING,
        PLACE,
        ORIGIN,
        CONTACT,
        BIRTH_ACT,
        SCHOOL,
        CMU,
        HEALTH,
        DEATH,
    ];
}

coded! {
    /// Sex, as the person says.
    Sex {
        /// Female.
        0 Female = "female",
        /// Male.
        1 Male = "male",
        /// Prefers not to say.
        2 NotSaid = "not-said",
    }
}

/// A choice and a word beside it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Noted<T> {
    /// The choice.
    #[n(0)]
    pub state: Option<T>,
    /// The word.
    #[n(1)]
    pub words: Option<super::needs::GridWords>,
}

/// That a person has died.
#[derive(Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Death {
    /// When, as far as known.
    #[n(0)]
    pub on: Option<Partial>,
    /// From what.
    #[n(1)]
    pub origin: Option<Origin>,
}

impl Death {
    /// Reads when and from what, as typed: the fields `death-on` and `death-origin`.
    ///
    /// # Errors
    /// All the refusals by field.
    pub fn parse(
        on: &str,
        origin: &str,
        birth: Option<&Birth>,
        today: Day,
    ) -> Result<Self, Refusals> {
        let mut wrong = Refusals::new();
        let on = wrong.take(Partial::parse("death-on", on));
        let origin = wrong.take(choice("death-origin", origin, Origin::from_code));
        if on
            .and_then(Partial::earliest)
            .is_some_and(|day| day > today)
        {
            wrong.push(Refusal::at("death-on", "date-in-future"));
        }
        if let (Some(birth), Some(last)) = (birth, on.and_then(Partial::latest))
            && birth.is_surely_after(last)
        {
            wrong.push(Refusal::at("death-on", "registry-death-before-birth"));
        }
        wrong.or(Self { on, origin })
    }
}

impl core::fmt::Debug for Death {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("[caché]")
    }
}

/// All that is known of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonView {
    /// The record.
    pub id: EntityId,
    /// Names, oldest first.
    pub names: Vec<Item<Name>>,
    /// Sex.
    pub sex: Known<Sex>,
    /// Birth.
    pub birth: Known<Birth>,
    /// Phones.
    pub phones: Vec<Item<Phone>>,
    /// Identities.
    pub identities: Vec<Item<Identity>>,
    /// Languages.
    pub languages: Known<Languages>,
    /// Difficulties in functioning.
    pub functioning: Known<Functioning>,
    /// Address.
    pub place: Known<Place>,
    /// Village of origin.
    pub origin: Known<Place>,
    /// Safe ways to contact.
    pub contact: Known<SafeContact>,
    /// Who must not be told.
    pub must_not_tell: Vec<Item<MustNotTell>>,
    /// Consents.
    pub consents: Vec<ConsentView>,
    /// Relations to other persons: who they are to this one.
    pub relations: Vec<Item<Relation>>,
    /// Birth act.
    pub birth_act: Known<BirthActState>,
    /// School.
    pub school: Known<Noted<SchoolState>>,
    /// CMU.
    pub cmu: Known<CmuState>,
    /// Health.
    pub health: Known<Noted<HealthState>>,
    /// Death.
    pub death: Known<Death>,
    /// Who registered them, when.
    pub first: Option<Source>,
    /// Who last changed anything, when.
    pub last: Option<Source>,
}

impl PersonView {
    /// Reads a record.
    pub fn of(id: EntityId, state: &State) -> Self {
        Self {
            id,
            names: items(state, field::NAMES),
            sex: Known::of(state, field::SEX),
            birth: Known::of(state, field::BIRTH),
            phones: items(state, field::PHONES),
            identities: items(state, field::IDENTITIES),
            languages: Known::of(state, field::LANGUAGES),
            functioning: Known::of(state, field::FUNCTIONING),
            place: Known::of(state, field::PLACE),
            origin: Known::of(state, field::ORIGIN),
            contact: Known::of(state, field::CONTACT),
            must_not_tell: items(state, field::MUST_NOT_TELL),
            consents: consent::read(state),
            relations: items(state, field::RELATIONS),
            birth_act: Known::of(state, field::BIRTH_ACT),
            school: Known::of(state, field::SCHOOL),
            cmu: Known::of(state, field::CMU),
            health: Known::of(state, field::HEALTH),
            death: Known::of(state, field::DEATH),
            first: state.first(),
            last: state.last(),
        }
    }

    /// The names in one line.
    pub fn line(&self) -> NameLine {
        NameLine::of(self.names.iter().map(|item| &item.value))
    }

    /// What others need to know of this person to check a household or a relation.
    pub fn brief(&self) -> Brief {
        Brief {
            birth: self.birth.shown().copied(),
            sex: self.sex.shown().copied(),
            death: self.death.shown().copied(),
        }
    }

    /// The grid line.
    pub fn needs(&self) -> Needs {
        let school = self.school.shown();
        let health = self.health.shown();
        Needs {
            birth_act: self.birth_act.shown().copied(),
            school: school.and_then(|noted| noted.state),
            school_words: school.and_then(|noted| noted.words.clone()),
            cmu: self.cmu.shown().copied(),
            health: health.and_then(|noted| noted.state),
            health_words: health.and_then(|noted| noted.words.clone()),
        }
    }

    /// Whether an identity was validated: who this person is then only changes with a reason.
    pub fn is_validated(&self) -> bool {
        self.identities
            .iter()
            .any(|item| item.value.status == IdentityStatus::Validated)
    }

    /// Names of the fields and sets where two values wait to be settled.
    pub fn conflicts(&self) -> Vec<&'static str> {
        let fields = [
            (field::SEX, self.sex.in_conflict()),
            (field::BIRTH, self.birth.in_conflict()),
            (field::LANGUAGES, self.languages.in_conflict()),
            (field::FUNCTIONING, self.functioning.in_conflict()),
            (field::PLACE, self.place.in_conflict()),
            (field::ORIGIN, self.origin.in_conflict()),
            (field::CONTACT, self.contact.in_conflict()),
            (field::BIRTH_ACT, self.birth_act.in_conflict()),
            (field::SCHOOL, self.school.in_conflict()),
            (field::CMU, self.cmu.in_conflict()),
            (field::HEALTH, self.health.in_conflict()),
            (field::DEATH, self.death.in_conflict()),
            (field::NAMES, self.names.iter().any(|item| item.rival)),
            (field::PHONES, self.phones.iter().any(|item| item.rival)),
            (
                field::IDENTITIES,
                self.identities.iter().any(|item| item.rival),
            ),
        ];
        fields
            .into_iter()
            .filter(|(_, conflict)| *conflict)
            .map(|(name, _)| name)
            .collect()
    }

    /// Adds what another record of the same person says; this record's own id and order stay.
    pub fn join(&mut self, other: Self) {
        join_items(&mut self.names, other.names);
        self.sex.join(other.sex);
        self.birth.join(other.birth);
        join_items(&mut self.phones, other.phones);
        join_items(&mut self.identities, other.identities);
        self.languages.join(other.languages);
        self.functioning.join(other.functioning);
        self.place.join(other.place);
        self.origin.join(other.origin);
        self.contact.join(other.contact);
        join_items(&mut self.must_not_tell, other.must_not_tell);
        self.consents.extend(other.consents);
        join_items(&mut self.relations, other.relations);
        self.birth_act.join(other.birth_act);
        self.school.join(other.school);
        self.cmu.join(other.cmu);
        self.health.join(other.health);
        self.death.join(other.death);
        self.first = [self.first, other.first].into_iter().flatten().min();
        self.last = self.last.max(other.last);
    }
}

fn join_items<T: PartialEq>(own: &mut Vec<Item<T>>, other: Vec<Item<T>>) {
    for item in other {
        if !own.iter().any(|known| known.value == item.value) {
            own.push(item);
        }
    }
}

/// The drafts of one act on the person that the permission is about; none when nothing changes.
pub(super) fn drafts<A: Permit>(
    allowed: &Allowed<A, EntityId>,
    editing: Editing<'_>,
    why: &Why,
) -> Drafts {
    let mut drafts = Drafts::under(allowed);
    if !editing.is_empty() {
        drafts.push(draft(allowed, *allowed.subject(), editing, why));
    }
    drafts
}

/// One draft about a person.
pub(super) fn draft<A: Permit, S>(
    allowed: &Allowed<A, S>,
    person: EntityId,
    editing: Editing<'_>,
    why: &Why,
) -> Draft {
    Draft {
        scope: scope::registry(allowed.centre()),
        entity: person,
        kind: KIND,
        version: VERSION,
        act: editing.done(why),
        secrecy: Secrecy::Keyed(person),
    }
}
