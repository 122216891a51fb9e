//! What a list tells of a person beside who they are: languages, safe contact, consents, ties, functioning, the line of
//! the grid, death.
//!
//! Owns how it is written into the first entry of a record. How cells say it is `import::tell`'s.

use super::consent::{self, Consent};
use super::contact::{MustNotTell, SafeContact};
use super::edit::Editing;
use super::functioning::Functioning;
use super::kin::Relation;
use super::language::Languages;
use super::needs::Needs;
use super::person::{Death, PersonView, field};
use akwaba_journal::id::EntityId;

/// What a list tells of a person beside who they are. Nothing, of somebody registered at the counter.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Told {
    /// Languages, and the interpreter.
    pub languages: Option<Languages>,
    /// Safe ways to contact.
    pub contact: Option<SafeContact>,
    /// Who must not be told.
    pub must_not_tell: Vec<MustNotTell>,
    /// Consents, those withdrawn too.
    pub consents: Vec<Consent>,
    /// Who others are to them.
    pub relations: Vec<Relation>,
    /// Difficulties in functioning.
    pub functioning: Option<Functioning>,
    /// The line of the grid.
    pub needs: Needs,
    /// Death.
    pub death: Option<Death>,
}

impl Told {
    /// What a record says.
    pub fn of(view: &PersonView) -> Self {
        let consents = view.consents.iter().map(|consent| Consent {
            withdrawn: consent.withdrawn,
            ..consent.given.value.clone()
        });
        Self {
            languages: view.languages.shown().cloned(),
            contact: view.contact.shown().cloned(),
            must_not_tell: view
                .must_not_tell
                .iter()
                .map(|item| item.value.clone())
                .collect(),
            consents: consents.collect(),
            relations: view
                .relations
                .iter()
                .map(|item| item.value.clone())
                .collect(),
            functioning: view.functioning.shown().copied(),
            needs: view.needs(),
            death: view.death.shown().copied(),
        }
    }

    /// Adds it to the first entry of a record.
    pub(super) fn write(&self, editing: &mut Editing<'_>) {
        editing.field(field::LANGUAGES, "", &self.languages);
        editing.field(field::CONTACT, "", &self.contact);
        for other in &self.must_not_tell {
            editing.add(field::MUST_NOT_TELL, other);
        }
        for given in &self.consents {
            editing.add(consent::SET, given);
        }
        for relation in &self.relations {
            editing.add(field::RELATIONS, relation);
        }
        editing.field(field::FUNCTIONING, "", &self.functioning);
        self.needs.clone().write(editing, &Default::default());
        editing.field(field::DEATH, "", &self.death);
    }

    /// Every record that it names.
    pub fn people(&self) -> impl Iterator<Item = EntityId> {
        let kept = self.must_not_tell.iter().filter_map(|other| other.person);
        kept.chain(self.relations.iter().map(|relation| relation.to))
    }

    /// Names other records in the place of those that it names: somebody decided that they are the same.
    ///
    /// # Errors
    /// Those of `place`.
    pub fn rename<E>(
        &mut self,
        mut place: impl FnMut(EntityId) -> Result<EntityId, E>,
    ) -> Result<(), E> {
        for other in self
            .must_not_tell
            .iter_mut()
            .filter_map(|other| other.person.as_mut())
        {
            *other = place(*other)?;
        }
        for relation in &mut self.relations {
            relation.to = place(relation.to)?;
        }
        Ok(())
    }
}
