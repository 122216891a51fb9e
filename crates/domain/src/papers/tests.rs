//! What a paper takes and refuses, and how it is numbered and cancelled.

use super::*;
use crate::actor::{Actor, Role};
use crate::centre::account::grants_in;
use crate::ctx::Ctx;
use crate::policy::{self, Allowed, Permit, Target, act};
use crate::reception::{Book, Day};
use crate::refusal::Refusals;
use akwaba_journal::chance::Seeded;
use akwaba_journal::clock::Stamp;
use akwaba_journal::id::{ActorId, CentreId, EntityId, EntryId};
use akwaba_journal::state::{Source as Entry, State};
use proptest::prelude::*;

fn today() -> Day {
    Day::typed("d", "23/11/2026").unwrap().unwrap()
}

fn allowed<A: Permit>() -> Allowed<A> {
    let centre = CentreId::named("papers");
    let actor = Actor {
        account: ActorId::named("director"),
        grants: grants_in(centre, &[Role::Director]),
        suspended: false,
    };
    policy::allow(&actor, &Target::of(centre), ()).unwrap()
}

fn typed(pairs: &'static [(&'static str, &'static str)]) -> impl Fn(&str) -> String {
    move |code: &str| {
        let known = pairs.iter().find(|(name, _)| *name == code);
        known.map_or_else(String::new, |(_, text)| (*text).to_owned())
    }
}

fn codes(refused: &Refusals) -> Vec<(&str, &str)> {
    let all = refused.as_slice().iter();
    all.map(|one| (one.field.as_deref().unwrap_or(""), one.code))
        .collect()
}

fn content(number: crate::reception::LineNumber) -> Content {
    Content {
        head: vec!["Centre fictif".to_owned()],
        number: number.to_string(),
        dated: String::new(),
        title: "Attestation".to_owned(),
        pieces: vec![Piece::Words(Words::new("Affoué est venue."))],
        foot: String::new(),
    }
}

const SOURCE: Source = Source {
    record: None,
    case: None,
    from: None,
};

/// Applies what was decided, as the store does.
fn apply(states: &mut std::collections::BTreeMap<EntityId, State>, drafts: &crate::Drafts) {
    for draft in drafts.as_slice() {
        let before = states.get(&draft.entity).and_then(State::last);
        let micros = before.map_or(1, |last| last.clock.micros + 1);
        let source = Entry {
            clock: Stamp { micros, count: 0 },
            entry: EntryId::named(&format!("{} {micros}", draft.entity)),
            actor: drafts.actor(),
        };
        states
            .entry(draft.entity)
            .or_default()
            .apply(source, &draft.act);
    }
}

#[test]
fn a_summons_has_nowhere_to_say_why() {
    let parts = Kind::Summons.parts().iter();
    assert!(parts.clone().all(|part| part.shape != Shape::Words));
    assert!(Kind::Summons.carries() == [Info::Name] && Kind::Visit.carries() == [Info::Name]);
    let all = typed(&[("meeting", "24/11/2026"), ("time", "9h30"), ("with", "Aya")]);
    let values = Values::read(Kind::Summons, &all, today(), &[]).unwrap();
    assert_eq!(values.words("with").unwrap().as_str(), "Aya");
    let late = typed(&[("meeting", "22/11/2026"), ("time", "25h"), ("with", "")]);
    let refused = Values::read(Kind::Summons, &late, today(), &[]).unwrap_err();
    assert_eq!(
        codes(&refused),
        [
            ("meeting", "papers-day-past"),
            ("time", "reception-time-unreadable"),
            ("with", "text-missing")
        ]
    );
}

#[test]
fn a_visit_is_certified_only_where_the_register_has_it() {
    let day = typed(&[("visit", "20/11/2026")]);
    let refused = Values::read(Kind::Visit, &day, today(), &[]).unwrap_err();
    assert_eq!(codes(&refused), [("visit", "papers-visit-none")]);
    let known = [Day::typed("d", "20/11/2026").unwrap().unwrap()];
    assert!(Values::read(Kind::Visit, &day, today(), &known).is_ok());
}

#[test]
fn a_note_to_an_authority_needs_both_duties_read() {
    let silent = typed(&[
        ("to", "procureur"),
        ("where", "Quartier du marché"),
        ("facts", "Ce qui a été vu."),
        ("known-by", "La personne"),
        ("wanted", "Une protection"),
        ("duty-warn", "1"),
    ]);
    let refused = Values::read(Kind::Report, &silent, today(), &[]).unwrap_err();
    assert_eq!(codes(&refused), [("duty-secret", "papers-duty")]);
}

#[test]
fn numbers_follow_each_other_and_a_paper_is_cancelled_once() {
    let allowed = allowed::<act::PaperIssue>();
    let mut states = std::collections::BTreeMap::new();
    let year = year_entity(allowed.centre(), 2026);
    let mut chance = Seeded::new(1);
    let mut ctx = Ctx {
        now: "2026-11-23T08:00:00Z".parse().unwrap(),
        chance: &mut chance,
    };
    let mut ids = Vec::new();
    for wanted in ["1/2026", "2/2026", "3/2026"] {
        let counted = states.get(&year).cloned().unwrap_or_default();
        let numbered = Numbered {
            book: Book::MAIN,
            year: &counted,
        };
        let kind = Kind::Certificate;
        let issued = issue(&mut ctx, &allowed, kind, SOURCE, &numbered, &content);
        let (id, written, drafts) = issued.unwrap();
        assert_eq!(written.number, wanted);
        apply(&mut states, &drafts);
        ids.push(id);
    }
    let id = ids[1];
    let paper = Paper::of(id, &states[&id]).unwrap();
    assert_eq!(
        paper.content.as_ref().map(Content::mark),
        Some(paper.mark())
    );
    let drafts = cancel(&ctx, &allowed, (&paper, &states[&id]), true, "Faux nom.").unwrap();
    apply(&mut states, &drafts);
    let paper = Paper::of(id, &states[&id]).unwrap();
    assert_eq!(
        paper.cancelled.as_ref().unwrap().reason.as_str(),
        "Faux nom."
    );
    let again = cancel(&ctx, &allowed, (&paper, &states[&id]), true, "Encore.");
    assert_eq!(
        codes(&again.unwrap_err()),
        [("", "papers-cancelled-already")]
    );
}

#[test]
fn the_words_of_a_note_to_an_authority_are_not_kept_and_its_number_is() {
    let allowed = allowed::<act::PaperReport>();
    let mut chance = Seeded::new(1);
    let mut ctx = Ctx {
        now: "2026-11-23T08:00:00Z".parse().unwrap(),
        chance: &mut chance,
    };
    let year = State::default();
    let numbered = Numbered {
        book: Book::MAIN,
        year: &year,
    };
    let issued = issue(
        &mut ctx,
        &allowed,
        Kind::Report,
        SOURCE,
        &numbered,
        &content,
    );
    let (id, written, drafts) = issued.unwrap();
    let mut states = std::collections::BTreeMap::new();
    apply(&mut states, &drafts);
    let paper = Paper::of(id, &states[&id]).unwrap();
    assert_eq!(paper.content, None);
    assert_eq!(
        paper.mark(),
        written.mark(),
        "the sheet can be told from another"
    );
    let wrong = issue(
        &mut ctx,
        &allowed,
        Kind::Certificate,
        SOURCE,
        &numbered,
        &content,
    );
    assert_eq!(codes(&wrong.unwrap_err()), [("", "papers-not-yours")]);
}

proptest! {
    #[test]
    fn whatever_is_typed_is_read_or_refused_at_a_part_of_the_paper(words in ".{0,60}", at in 0usize..9) {
        let kind = Kind::ALL[at];
        if let Err(refused) = Values::read(kind, &|_| words.clone(), today(), &[]) {
            for refusal in refused.as_slice() {
                let field = refusal.field.as_deref().unwrap();
                prop_assert!(kind.parts().iter().any(|part| part.code == field));
            }
        }
    }
}
