//! The monthly report by itself: counting, contradictions, signing, and an attacker on what is published.

use super::*;
use crate::actor::{Actor, Role};
use crate::centre::account::grants_in;
use crate::policy::{self, Permit, Target, act};
use crate::{Allowed, Ctx, Drafts, scope};
use akwaba_journal::chance::Seeded;
use akwaba_journal::clock::Stamp;
use akwaba_journal::id::{ActorId, CentreId, EntityId, EntryId};
use akwaba_journal::state::{Source, State};
use proptest::prelude::*;

mod attack;
mod correction;
mod sealed;

fn id(number: usize) -> EntityId {
    EntityId::named(&number.to_string())
}

/// One case of a nature: the parts are places in their dimensions.
fn one(number: usize, stand: Stand, new: bool) -> Counted {
    let facets = Facets {
        new: Some(new),
        stand: Some(stand),
        ..Facets::default()
    };
    Counted::one(Record::Case(id(number)), facets)
}

#[test]
fn a_month_is_read_as_it_is_written_and_knows_its_neighbours() {
    let month = Month::parse("2026-12").unwrap();
    assert_eq!(month.to_string(), "2026-12");
    assert_eq!(month.next().to_string(), "2027-01");
    assert_eq!(month.before().to_string(), "2026-11");
    let (from, to) = month.span_micros();
    assert_eq!(to - from, 31 * 86_400_000_000);
    for wrong in ["2026-13", "2026-1", "26-01", "2026-+1", "1900-01", "2026"] {
        assert_eq!(Month::parse(wrong), None, "{wrong}");
    }
}

#[test]
fn what_nothing_keeps_is_said_so_and_is_no_zero() {
    let mut gathering = Gathering::default();
    gathering.keep(Rubric::Natures);
    let figures = gathering.figures();
    assert!(figures.table(Rubric::Natures).unwrap().kept);
    let staff = figures.table(Rubric::Staff).unwrap();
    assert!(!staff.kept && staff.whole.is_none() && staff.lines.is_empty());
    assert_eq!(figures.count(Rubric::Staff, ""), None);
    assert_eq!(figures.tables.len(), Rubric::ALL.len());
}

#[test]
fn behind_a_figure_are_as_many_things_as_it_says() {
    let mut gathering = Gathering::default();
    for number in 0..7 {
        let stand = if number < 3 {
            Stand::Closed
        } else {
            Stand::Open
        };
        let code = if number < 5 { "papiers" } else { "autre" };
        gathering.count(Rubric::Natures, code, one(number, stand, number % 2 == 0));
    }
    let figures = gathering.figures();
    let table = figures.table(Rubric::Natures).unwrap();
    for line in table.lines.iter().chain(&table.whole) {
        let all = gathering.behind(Rubric::Natures, &line.code, None);
        assert_eq!(Some(all.len() as u32), line.count);
        for (dimension, parts) in Rubric::Natures.dimensions().iter().zip(&line.parts) {
            for (code, part) in dimension.parts().iter().zip(parts) {
                let behind =
                    gathering.behind(Rubric::Natures, &line.code, Some((*dimension, code)));
                assert_eq!(Some(behind.len() as u32), *part, "{} {code}", line.code);
            }
        }
    }
}

fn allowed<A: Permit>() -> Allowed<A> {
    let centre = CentreId::named("centre");
    let actor = Actor {
        account: ActorId::named("director"),
        grants: grants_in(centre, &[Role::Director]),
        suspended: false,
    };
    policy::allow(&actor, &Target::of(centre), ()).unwrap()
}

/// The state of an entity after some decisions, as the store would fold them.
fn apply(state: &mut State, drafts: Drafts, entity: EntityId) {
    for draft in drafts.into_vec() {
        if draft.entity == entity {
            let micros = state.last().map_or(1, |_| 2) + state_age(state);
            let source = Source {
                entry: EntryId::from_bytes([u8::try_from(micros).unwrap(); 16]),
                clock: Stamp { micros, count: 0 },
                actor: ActorId::named("director"),
            };
            state.apply(source, &draft.act);
        }
    }
}

fn state_age(state: &State) -> i64 {
    state.last().map_or(0, |source| source.clock.micros)
}

/// A centre with one report to sign.
struct Desk {
    month: Month,
    state: State,
    published: State,
    figures: Figures,
    chance: Seeded,
}

impl Desk {
    fn new() -> Self {
        let mut gathering = Gathering::default();
        for number in 0..6 {
            gathering.count(Rubric::Natures, "papiers", one(number, Stand::Open, true));
        }
        gathering.count(Rubric::Natures, "conjugal", one(9, Stand::Open, true));
        Self {
            month: Month::parse("2026-10").unwrap(),
            state: State::default(),
            published: State::default(),
            figures: gathering.figures(),
            chance: Seeded::new(1),
        }
    }

    fn sign(
        &mut self,
        contradictions: &[Contradiction],
        change: impl Fn(&mut SignForm),
    ) -> Result<(), Vec<&'static str>> {
        let (centre, month) = (CentreId::named("centre"), self.month);
        let (state, published) = (self.state.clone(), self.published.clone());
        let signing = Signing {
            month,
            state: &state,
            published: &published,
            figures: &self.figures,
            contradictions,
            seal: Seal::default(),
        };
        let mut form = SignForm {
            seen: signing.seen(),
            ..SignForm::default()
        };
        change(&mut form);
        let ctx = Ctx {
            now: "2026-11-02T08:00:00Z".parse().unwrap(),
            chance: &mut self.chance,
        };
        let drafts =
            sign(&ctx, &allowed::<act::ReportSign>(), &signing, &form).map_err(|wrong| {
                let codes = wrong.as_slice().iter().map(|refusal| refusal.code);
                codes.collect::<Vec<_>>()
            })?;
        let scopes: Vec<_> = drafts.as_slice().iter().map(|draft| draft.scope).collect();
        assert_eq!(scopes, [scope::registry(centre), scope::reports(centre)]);
        apply(&mut self.state, drafts.clone(), entity(centre, month));
        apply(&mut self.published, drafts, published_entity(centre, month));
        Ok(())
    }
}

#[test]
fn a_signed_report_is_frozen_and_its_correction_is_a_second_version_with_its_reason() {
    let mut desk = Desk::new();
    desk.sign(&[], |_| ()).unwrap();
    assert_eq!(
        desk.sign(&[], |_| ()),
        Err(vec!["reports-sign-again", "text-missing"])
    );
    let first = desk.figures.clone();
    let mut gathering = Gathering::default();
    gathering.count(Rubric::Natures, "papiers", one(1, Stand::Open, true));
    desk.figures = gathering.figures();
    assert_eq!(desk.sign(&[], |_| ()), Err(vec!["text-missing"]));
    desk.sign(&[], |form| form.reason = "Compté deux fois.".into())
        .unwrap();
    let report = Report::of(&desk.state);
    assert_eq!(report.versions.len(), 2);
    assert_eq!(report.versions[0].figures, first);
    assert_eq!(
        report.last().unwrap().reason.as_ref().unwrap().as_str(),
        "Compté deux fois."
    );
    let changed = changes(&first, &desk.figures);
    let codes: Vec<_> = changed
        .iter()
        .map(|one| one.line().unwrap().code.as_str())
        .collect();
    assert_eq!(codes, ["papiers", "conjugal"]);
    assert!(changed[1].after.is_none());
    let published = Published::all(&desk.published);
    assert_eq!(published.len(), 2);
    assert_eq!(
        published[0].figures.count(Rubric::Natures, "conjugal"),
        None
    );
}

#[test]
fn only_what_was_seen_is_signed_and_an_open_contradiction_refuses_or_asks_for_a_reason() {
    let mut desk = Desk::new();
    assert_eq!(
        desk.sign(&[], |form| form.seen.clear()),
        Err(vec!["reports-changed"])
    );
    let around = Around {
        drafts: 2,
        earlier: Some(desk.month.before()),
        ..Around::default()
    };
    let day = |text: &str| text.parse::<jiff::civil::Date>().unwrap();
    let early = contradictions(
        desk.month,
        &desk.figures,
        &Around::default(),
        day("2026-10-31"),
    );
    assert_eq!(desk.sign(&early, |_| ()), Err(vec!["reports-month-open"]));
    let open = contradictions(desk.month, &desk.figures, &around, day("2026-11-01"));
    assert_eq!(
        desk.sign(&open, |_| ()),
        Err(vec!["text-missing", "text-missing"])
    );
    let why = |form: &mut SignForm| {
        let why = |one: &Contradiction| (one.field(), "Rien à y ajouter.".to_owned());
        form.why = open.iter().map(why).collect();
    };
    desk.sign(&open, why).unwrap();
    assert_eq!(Report::of(&desk.state).last().unwrap().confirmed.len(), 2);
}

#[test]
fn figures_that_do_not_add_up_and_books_that_do_not_balance_are_refused() {
    let mut desk = Desk::new();
    let today = "2026-11-02".parse().unwrap();
    let codes = |figures: &Figures| -> Vec<&'static str> {
        let month = Month::parse("2026-10").unwrap();
        let found = contradictions(month, figures, &Around::default(), today);
        assert!(found.iter().all(|one| one.refuses));
        found.iter().map(|one| one.code).collect()
    };
    assert!(codes(&desk.figures).is_empty());
    let table = desk
        .figures
        .tables
        .iter_mut()
        .find(|table| table.rubric == Rubric::Natures);
    table.unwrap().lines[0].count = Some(99);
    assert_eq!(
        codes(&desk.figures),
        ["reports-line-over-total", "reports-sum-wrong"]
    );
    let book = |held: i64| {
        let mut gathering = Gathering::default();
        for (part, figure) in [("carried", 10), ("in", 5), ("out", 4), ("held", held)] {
            gathering.figure(Rubric::Books, &format!("especes-{part}"), figure);
        }
        gathering.figures()
    };
    assert!(codes(&book(11)).is_empty());
    assert_eq!(codes(&book(12)), ["reports-book-wrong"]);
}

#[test]
fn centres_are_added_up_from_what_they_published_alone() {
    let full = Desk::new().figures;
    let hidden = protected(&full);
    let sums = summed(&[hidden.clone(), hidden, Figures::default()]);
    let of = |code: &str| {
        sums.iter()
            .find(|sum| sum.rubric == Rubric::Natures && sum.code == code)
    };
    let conjugal = of("conjugal").unwrap();
    assert!(conjugal.least && conjugal.count == 0 && conjugal.centres == 2);
    let whole = of("").unwrap();
    assert!(!whole.least && whole.count == 14);
}

#[test]
fn comments_are_kept_by_rubric_until_they_are_signed() {
    let month = Month::parse("2026-10").unwrap();
    let mut state = State::default();
    let typed = |field: &str| (field == "comment-natures").then(|| "Crue du 12.".to_owned());
    let drafts = comment(&allowed(), month, &state, typed).unwrap();
    apply(&mut state, drafts, entity(CentreId::named("centre"), month));
    let report = Report::of(&state);
    assert_eq!(
        (report.comment("natures"), report.comment(WHOLE)),
        ("Crue du 12.", "")
    );
    assert!(
        comment(&allowed(), month, &state, typed)
            .unwrap()
            .is_empty()
    );
}
