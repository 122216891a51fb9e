//! Activities: planned, held and counted; who may be named.

use super::*;
use crate::actor::Role;
use crate::policy::{Allowed, act};
use crate::reception::Book;
use crate::reception::number::Counter;
use crate::refusal::Refusals;
use crate::registry::person::Sex;
use crate::registry::testing::{Memory, permission};
use crate::reports::age::AgeBand;
use akwaba_journal::id::{ActorId, EntityId};
use akwaba_journal::state::State;
use proptest::prelude::*;

fn allowed() -> Allowed<act::ActivityRecord> {
    permission(Role::SocialWorker, ())
}

fn me() -> ActorId {
    allowed().actor()
}

fn talk() -> EntityId {
    EntityId::named("talk")
}

fn typed(theme: &str, day: &str) -> PlanForm {
    PlanForm {
        kind: "causerie".to_owned(),
        theme: theme.to_owned(),
        place: "cour".to_owned(),
        day: day.to_owned(),
        ..PlanForm::default()
    }
}

fn planned(form: &PlanForm) -> Result<Memory, Refusals> {
    let mut memory = Memory::new();
    let year = State::default();
    let counter = Counter {
        book: Book::MAIN,
        year: &year,
    };
    let planning = Planning {
        team: &[me()],
        counter: &counter,
    };
    let (number, drafts) = memory.with_ctx(|ctx| plan(ctx, &allowed(), talk(), &planning, form))?;
    assert_eq!(number.to_string(), "1/2026");
    memory.write(drafts);
    Ok(memory)
}

fn read(memory: &Memory) -> Activity {
    Activity::of(talk(), &memory.state(talk())).unwrap()
}

/// Ten women, four girls and a man.
fn came() -> HeldForm {
    let boxes = [
        ("female-25-59", "10"),
        ("female-12-17", "4"),
        ("male-60", "1"),
    ];
    let boxes = boxes.map(|(name, value)| (name.to_owned(), value.to_owned()));
    HeldForm {
        boxes: boxes.to_vec(),
        total: "15".to_owned(),
        disabled: "1".to_owned(),
        came_to_talk: "2".to_owned(),
        ..HeldForm::default()
    }
}

fn held(memory: &mut Memory, form: &HeldForm) -> Result<(), Refusals> {
    let (activity, state) = (read(memory), memory.state(talk()));
    let drafts = memory.with_ctx(|ctx| hold(ctx, &allowed(), (&activity, &state), form))?;
    memory.write(drafts);
    Ok(())
}

fn off(memory: &mut Memory) -> Result<(), Refusals> {
    let drafts = cancel(&allowed(), (&read(memory), &memory.state(talk())), "Pluie.")?;
    memory.write(drafts);
    Ok(())
}

fn named(memory: &mut Memory, who: EntityId, agrees: bool) -> Result<(), Refusals> {
    let about = (&read(memory), &memory.state(talk()));
    let drafts = name(&allowed(), about, &memory.person(who), agrees)?;
    memory.write(drafts);
    Ok(())
}

fn codes<T>(refused: Result<T, Refusals>) -> Vec<(String, &'static str)> {
    let Err(refusals) = refused else {
        return Vec::new();
    };
    let said = refusals.as_slice().iter();
    said.map(|refusal| (refusal.field.clone().unwrap_or_default(), refusal.code))
        .collect()
}

#[test]
fn an_activity_is_planned_until_it_is_counted_and_its_day_is_the_one_on_which_it_was_held() {
    let mut memory = planned(&typed("acte", "25/11/2026")).unwrap();
    assert_eq!(read(&memory).stage(), Stage::Planned);
    assert_eq!(read(&memory).plan.leaders, [me()]);
    let ahead = codes(held(&mut memory, &came()));
    assert_eq!(ahead, [("day".to_owned(), "activity-held-ahead")]);
    let form = HeldForm {
        day: "23/11/2026".to_owned(),
        ..came()
    };
    held(&mut memory, &form).unwrap();
    let activity = read(&memory);
    assert_eq!(activity.stage(), Stage::Held);
    assert_eq!(activity.day().sortable(), 20_261_123);
    let counts = &activity.outcome().unwrap().counts;
    assert_eq!(counts.of(Sex::Female, Some(AgeBand::To17)), 4);
    assert_eq!((counts.of_sex(Sex::Female), counts.total()), (14, 15));
}

#[test]
fn negative_huge_and_unequal_counts_are_refused_each_at_its_box() {
    let mut memory = planned(&typed("acte", "20/11/2026")).unwrap();
    let mut with = |name: &str, value: &str| {
        let mut form = came();
        form.boxes.push((name.to_owned(), value.to_owned()));
        codes(held(&mut memory, &form))
    };
    for value in ["-3", "2,5", "99999999999999999999"] {
        assert_eq!(
            with("male-0-5", value),
            [("male-0-5".to_owned(), "activity-count")]
        );
    }
    let huge = [("male-0-5".to_owned(), "activity-count-large")];
    assert_eq!(with("male-0-5", "2001"), huge);
    let sum = [("total".to_owned(), "activity-total-differs")];
    assert_eq!(with("male-0-5", "1"), sum);
    let form = HeldForm {
        disabled: "16".to_owned(),
        total: String::new(),
        ..came()
    };
    let both = [
        ("total".to_owned(), "activity-total-missing"),
        ("disabled".to_owned(), "activity-part"),
    ];
    assert_eq!(codes(held(&mut memory, &form)), both);
}

#[test]
fn a_count_is_corrected_with_a_reason_and_both_stay() {
    let mut memory = planned(&typed("acte", "20/11/2026")).unwrap();
    held(&mut memory, &came()).unwrap();
    let silent = [("correction".to_owned(), "activity-correction-missing")];
    assert_eq!(codes(held(&mut memory, &came())), silent);
    let form = HeldForm {
        boxes: vec![("male-60".to_owned(), "3".to_owned())],
        total: "3".to_owned(),
        correction: "La feuille était celle d'un autre jour.".to_owned(),
        ..came()
    };
    held(&mut memory, &form).unwrap();
    let activity = read(&memory);
    assert_eq!(activity.held.len(), 2);
    assert_eq!(activity.outcome().unwrap().counts.total(), 3);
}

#[test]
fn a_theme_of_no_list_says_its_words_and_a_leader_is_of_the_team() {
    let other = codes(planned(&typed("autre", "20/11/2026")));
    assert_eq!(other, [("theme-words".to_owned(), "activity-theme-words")]);
    let form = PlanForm {
        leaders: vec![ActorId::named("stranger").to_string()],
        ..typed("acte", "20/11/2020")
    };
    let all = [
        ("day".to_owned(), "activity-day-far"),
        ("leaders".to_owned(), "choice-unknown"),
    ];
    assert_eq!(codes(planned(&form)), all);
}

#[test]
fn what_was_called_off_is_not_counted_and_what_was_held_is_not_called_off() {
    let mut rained = planned(&typed("acte", "20/11/2026")).unwrap();
    off(&mut rained).unwrap();
    assert_eq!(read(&rained).stage(), Stage::Cancelled);
    let counted = codes(held(&mut rained, &came()));
    assert_eq!(counted, [(String::new(), "activity-cancelled")]);
    let mut dry = planned(&typed("acte", "20/11/2026")).unwrap();
    held(&mut dry, &came()).unwrap();
    assert_eq!(codes(off(&mut dry)), [(String::new(), "activity-over")]);
}

/// One woman came.
fn one_came() -> HeldForm {
    HeldForm {
        boxes: vec![("female-25-59".to_owned(), "1".to_owned())],
        total: "1".to_owned(),
        ..HeldForm::default()
    }
}

#[test]
fn nobody_is_named_unasked_nor_twice_nor_more_than_came() {
    let mut memory = planned(&typed("cmu", "20/11/2026")).unwrap();
    let awa = memory.someone("Awa", "1990");
    let early = [(String::new(), "activity-name-not-held")];
    assert_eq!(codes(named(&mut memory, awa, true)), early);
    held(&mut memory, &one_came()).unwrap();
    let unasked = [("agrees".to_owned(), "activity-name-consent")];
    assert_eq!(codes(named(&mut memory, awa, false)), unasked);
    named(&mut memory, awa, true).unwrap();
    let twice = ["activity-name-more", "activity-name-twice"];
    let twice = twice.map(|code| (String::new(), code));
    assert_eq!(codes(named(&mut memory, awa, true)), twice);
    let gone = unname(&allowed(), (&read(&memory), &memory.state(talk())), awa);
    memory.write(gone);
    assert_eq!(read(&memory).named, []);
}

#[test]
fn on_a_theme_that_could_hurt_them_nobody_is_named_even_who_agrees() {
    for theme in Theme::ALL.iter().filter(|theme| theme.is_delicate()) {
        let mut memory = planned(&typed(theme.code(), "20/11/2026")).unwrap();
        let awa = memory.someone("Awa", "1990");
        held(&mut memory, &one_came()).unwrap();
        let refused = [(String::new(), "activity-name-delicate")];
        assert_eq!(codes(named(&mut memory, awa, true)), refused);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn a_count_that_is_kept_adds_up_to_what_was_typed(
        boxes in proptest::collection::vec(0u32..=BOX_MAX, 14),
        slip in 0u32..3,
    ) {
        let names = Counts::boxes().map(|(sex, band)| field(sex, band));
        let typed: Vec<_> = names.zip(&boxes).map(|(name, n)| (name, n.to_string())).collect();
        let sum: u32 = boxes.iter().sum();
        let form = HeldForm { boxes: typed, total: (sum + slip).to_string(), ..HeldForm::default() };
        let mut memory = planned(&self::typed("acte", "20/11/2026")).unwrap();
        match held(&mut memory, &form) {
            Ok(()) => {
                let activity = read(&memory);
                let kept = &activity.outcome().unwrap().counts;
                prop_assert_eq!(slip, 0);
                prop_assert_eq!(kept.total(), sum);
                let again = Counts::boxes().map(|(sex, band)| kept.of(sex, band));
                prop_assert_eq!(again.collect::<Vec<_>>(), boxes);
            }
            Err(_) => prop_assert!(slip > 0),
        }
    }
}
