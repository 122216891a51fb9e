//! Whom a visit turned out to be about: a person or a household of the registry, noted afterwards.
//!
//! Invariant: it stands beside the name said that day and never touches it, so that a signed page of the register
//! stays as it was signed. Never: needed; a visit needs no file.

use super::visit::{Visit, entry};
use crate::draft::{Acting, Drafts};
use crate::policy::{Allowed, act};
use crate::refusal::{Refusal, Refusals};
use crate::text;
use akwaba_journal::id::EntityId;
use akwaba_journal::state::State;
use minicbor::{Decode, Encode};

/// The field of a visit.
pub const FIELD: &str = "about";

/// Whom a visit is about, as somebody decided afterwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub enum About {
    /// Nobody of the registry: a link was taken away.
    #[n(0)]
    NoOne,
    /// A person.
    #[n(1)]
    Person(#[n(0)] EntityId),
    /// A household.
    #[n(2)]
    Household(#[n(0)] EntityId),
}

impl Visit {
    /// The person of the registry: decided afterwards, or else as received.
    pub fn person(&self) -> Option<EntityId> {
        match self.about {
            Some(About::Person(person)) => Some(person),
            Some(_) => None,
            None => self.who.person(),
        }
    }

    /// The household it was linked to.
    pub fn household(&self) -> Option<EntityId> {
        match self.about {
            Some(About::Household(household)) => Some(household),
            _ => None,
        }
    }

    /// Whether it is linked to anybody.
    pub fn is_linked(&self) -> bool {
        self.person().or(self.household()).is_some()
    }
}

/// Links a visit to a person or a household, in place of any link there was.
///
/// # Errors
/// `reception-no-visit`, and `registry-reason-missing` at `reason` where another link is replaced.
pub fn link(
    allowed: &Allowed<act::VisitHandle>,
    visit: EntityId,
    state: &State,
    to: About,
    reason: &str,
) -> Result<Drafts, Refusals> {
    let known = Visit::of(visit, state).ok_or_else(|| Refusal::whole("reception-no-visit"))?;
    let same = match to {
        About::NoOne => !known.is_linked(),
        About::Person(person) => known.person() == Some(person),
        About::Household(household) => known.household() == Some(household),
    };
    let mut drafts = Drafts::under(allowed);
    if same {
        return Ok(drafts);
    }
    let reason = text::words("reason", reason)?;
    if known.is_linked() && reason.is_none() {
        return Err(Refusal::at("reason", "registry-reason-missing").into());
    }
    let act = Acting::on(state)
        .set(FIELD, &to)
        .done(reason.as_deref(), None);
    drafts.push(entry(allowed.centre(), visit, act));
    Ok(drafts)
}

#[cfg(test)]
mod tests {
    use super::super::demand::Triage;
    use super::super::samples::allowed;
    use super::super::sign::Frozen;
    use super::super::world::World;
    use super::*;
    use crate::Role;

    #[test]
    fn a_visit_is_linked_afterwards_and_its_signed_line_does_not_change() {
        let mut world = World::new();
        let visit = world.receive(Triage::Ordinary).visit;
        let known = |world: &World| Visit::of(visit, &world.state(visit)).unwrap();
        let try_link = |world: &World, to: About, reason: &str| {
            let allowed = allowed(Role::Reception);
            link(&allowed, visit, &world.state(visit), to, reason)
        };
        let signed = Frozen::of(&known(&world));
        let person = EntityId::named("a person");
        let drafts = try_link(&world, About::Person(person), "").unwrap();
        world.append(drafts);
        assert_eq!(known(&world).person(), Some(person));
        assert!(
            try_link(&world, About::Person(person), "")
                .unwrap()
                .is_empty()
        );

        let home = About::Household(EntityId::named("a household"));
        assert_eq!(
            try_link(&world, home, " ").unwrap_err().as_slice(),
            [Refusal::at("reason", "registry-reason-missing")]
        );
        let drafts = try_link(&world, home, "C'est pour toute la maison").unwrap();
        world.append(drafts);
        let now = known(&world);
        assert!(now.person().is_none() && now.household().is_some());
        let drafts = try_link(&world, About::NoOne, "Erreur de personne").unwrap();
        world.append(drafts);
        assert!(!known(&world).is_linked());
        assert_eq!(
            Frozen::of(&known(&world)),
            signed,
            "the page stays as it was signed"
        );
    }
}
