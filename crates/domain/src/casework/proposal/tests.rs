//! A change to the example of the format, from its first line to its publication.

use super::life::{CHAIR, Life, SHARED, actor, base, centre, codes, longer, may, with_ctx};
use super::*;
use crate::casework::edition::Edition;
use crate::casework::manual;
use crate::casework::notice;
use crate::casework::who::Hands;
use crate::policy::act;
use akwaba_journal::clock::Stamp;
use akwaba_journal::id::EntryId;
use proptest::prelude::*;

#[test]
fn a_change_with_the_visas_of_two_people_becomes_the_next_version_with_its_note() {
    let mut life = Life::new();
    assert!(life.now().text.contains("| version | 2 |"));
    assert_eq!(life.now().stage(), Stage::Written);
    life.sent();
    assert_eq!(life.now().stage(), Stage::Awaiting);
    let ministries = life.now().submission().unwrap().visas.len();
    assert_eq!(ministries, 2, "one for each ministry of the manual");
    life.visa("director", Role::Director, "1").unwrap();
    assert_eq!(life.now().stage(), Stage::Awaiting);
    life.visa("supervisor", Role::RegionalSupervisor, "0")
        .unwrap();
    assert_eq!(life.now().stage(), Stage::Approved);
    let visaed = life.now().submission().unwrap().text.clone();
    let drafts = life.publish(&State::default()).unwrap();
    assert_eq!(life.now().stage(), Stage::Published);
    let version = drafts
        .as_slice()
        .iter()
        .find(|one| one.kind == crate::casework::PROCEDURE)
        .unwrap();
    let mut state = State::default();
    let source = life.state.last().unwrap();
    state.apply(source, &version.act);
    let published = manual::read(&state).unwrap();
    assert_eq!(published.named.version, 2);
    assert_eq!(published.text, visaed);
    let note = published.note.unwrap();
    assert_eq!(note.as_str(), "Le délai de remise passe à cinq jours.");
    assert_eq!(published.proposal, Some(Life::id()));
}

#[test]
fn nobody_gives_a_visa_on_their_own_proposal_nor_two() {
    let mut life = Life::new();
    life.sent();
    let own = life.visa("aya", Role::Director, "0").unwrap_err();
    assert_eq!(codes(&own), [("", "denied")]);
    life.visa("supervisor", Role::RegionalSupervisor, "0")
        .unwrap();
    let twice = life.visa("supervisor", Role::RegionalSupervisor, "1");
    assert_eq!(codes(&twice.unwrap_err()), [("", "proposal-visa-own")]);
    let same = life.visa("director", Role::Director, "0").unwrap_err();
    assert_eq!(codes(&same), [("ministry", "proposal-ministry")]);
    life.visa("director", Role::Director, "1").unwrap();
    assert_eq!(life.now().stage(), Stage::Approved);
}

#[test]
fn two_directors_of_one_centre_are_not_enough() {
    let mut life = Life::new();
    life.sent();
    life.visa("director", Role::Director, "0").unwrap();
    let second = life
        .visa("other director", Role::Director, "1")
        .unwrap_err();
    assert_eq!(codes(&second), [("", "proposal-visa-region")]);
    life.visa("supervisor", Role::RegionalSupervisor, "1")
        .unwrap();
    assert_eq!(life.now().stage(), Stage::Approved);
}

#[test]
fn where_the_region_has_no_account_two_people_who_direct_give_the_visas_and_never_the_author() {
    let mut life = Life::new();
    life.region = false;
    life.sent();
    assert!(life.now().submission().unwrap().alone);
    life.visa("director", Role::Director, "0").unwrap();
    assert_eq!(life.now().stage(), Stage::Awaiting);
    let twice = life.visa("director", Role::Director, "1").unwrap_err();
    assert_eq!(codes(&twice), [("", "proposal-visa-own")]);
    let own = life.visa("aya", Role::Director, "1").unwrap_err();
    assert_eq!(codes(&own), [("", "denied")]);
    let admin = life.visa("admin", Role::TechnicalAdmin, "1").unwrap_err();
    assert_eq!(codes(&admin), [("", "denied")]);
    life.visa("other director", Role::Director, "1").unwrap();
    assert_eq!(life.now().stage(), Stage::Approved);
}

#[test]
fn only_what_was_read_is_visaed_and_what_is_sent_cannot_be_changed() {
    let mut life = Life::new();
    life.sent();
    let form = RulingForm {
        seal: "00".to_owned(),
        granted: true,
        ministry: "0".to_owned(),
        reason: String::new(),
    };
    let other = life.rule("director", Role::Director, &form).unwrap_err();
    assert_eq!(codes(&other), [("", "proposal-visa-changed")]);
    let allowed = may::<act::ManualPropose>("aya", Role::SocialWorker);
    let late = revise(&allowed, (&life.now(), &life.state), CHAIR).unwrap_err();
    assert_eq!(codes(&late), [("", "proposal-closed")]);
    let unready = life.publish(&State::default()).unwrap_err();
    assert_eq!(codes(&unready), [("", "proposal-elsewhere")]);
}

#[test]
fn what_is_sent_back_carries_a_reason_can_be_mended_and_needs_all_visas_anew() {
    let mut life = Life::new();
    life.sent();
    life.visa("supervisor", Role::RegionalSupervisor, "0")
        .unwrap();
    let seal = life.now().submission().unwrap().seal.to_string();
    let mut form = RulingForm {
        seal,
        ..RulingForm::default()
    };
    let bare = life.rule("director", Role::Director, &form).unwrap_err();
    assert_eq!(codes(&bare), [("reason", "proposal-reason-missing")]);
    form.reason = "Cinq jours, c'est trop.".to_owned();
    life.rule("director", Role::Director, &form).unwrap();
    assert_eq!(life.now().stage(), Stage::Returned);
    let text = life.now().text.replace("5 jours ouvrés", "4 jours ouvrés");
    life.revise(&text);
    life.submit("Quatre jours.").unwrap();
    assert_eq!(life.now().stage(), Stage::Awaiting);
    let unruled = life.now().submission().unwrap().rulings().count();
    assert_eq!(
        unruled, 0,
        "no visa of the first text counts for the second"
    );
    life.visa("supervisor", Role::RegionalSupervisor, "0")
        .unwrap();
    life.visa("director", Role::Director, "1").unwrap();
    assert_eq!(life.now().stage(), Stage::Approved);
}

#[test]
fn a_text_with_errors_of_another_procedure_of_another_number_or_unchanged_is_never_sent() {
    let mut life = Life::new();
    let text = life.now().text;
    let same = life.submit("Rien.").unwrap_err();
    assert_eq!(codes(&same), [("", "proposal-unchanged")]);
    for (text, code) in [
        (
            text.replace("-> remise", "-> nulle_part"),
            "proposal-text-wrong",
        ),
        (
            text.replace("| role | travailleur_social |", "| role | inconnu |"),
            "proposal-text-wrong",
        ),
        ("pas un classeur".to_owned(), "proposal-text-wrong"),
        (
            longer(&text).replace("| code | P99 |", "| code | P98 |"),
            "proposal-code",
        ),
        (
            longer(&text).replace("| version | 2 |", "| version | 1 |"),
            "proposal-number",
        ),
        (
            longer(&text).replace("| version | 2 |", "| version | 3 |"),
            "proposal-number",
        ),
    ] {
        life.revise(&text);
        let refused = life.submit("Un mot.").unwrap_err();
        assert_eq!(codes(&refused), [("", code)]);
    }
    life.revise(&longer(&text));
    let silent = life.submit("  ").unwrap_err();
    assert_eq!(codes(&silent), [("note", "proposal-note-missing")]);
    life.submit("Un mot.").unwrap();
}

#[test]
fn errors_are_said_by_sheet_line_and_column() {
    let broken = CHAIR.replace("-> remise", "-> nulle_part");
    let examined = examine(&broken, Some(SHARED));
    assert!(examined.errors() >= 1);
    let first = examined.findings.first().unwrap();
    assert_eq!(first.sheet, "etapes");
    assert_eq!(first.column, "decisions");
    assert!(first.row.is_some() && !first.write.is_empty());
    assert_eq!(examine(CHAIR, Some(SHARED)).errors(), 0);
}

#[test]
fn a_change_from_a_version_that_is_no_longer_in_use_is_refused_at_every_turn() {
    let newer = Versions {
        newest: 2,
        in_use: Some(2),
    };
    let allowed = may::<act::ManualPropose>("aya", Role::SocialWorker);
    let late = begin(&allowed, Life::id(), (&base(), CHAIR), &newer, "Parce que.").unwrap_err();
    assert_eq!(codes(&late), [("", "proposal-not-current")]);
    let mut life = Life::new();
    let text = life.now().text;
    life.revise(&longer(&text));
    life.versions = newer;
    let late = life.submit("Un mot.").unwrap_err();
    assert_eq!(codes(&late), [("", "proposal-not-current")]);
    life.versions = Life::new().versions;
    life.submit("Un mot.").unwrap();
    life.versions = newer;
    let late = life.visa("director", Role::Director, "0").unwrap_err();
    assert_eq!(codes(&late), [("", "proposal-not-current")]);
    life.versions = Life::new().versions;
    life.visa("director", Role::Director, "0").unwrap();
    life.visa("supervisor", Role::RegionalSupervisor, "1")
        .unwrap();
    life.versions = newer;
    let late = life.publish(&State::default()).unwrap_err();
    assert_eq!(codes(&late), [("", "proposal-not-current")]);
}

#[test]
fn a_withdrawn_version_is_changed_from_itself_or_from_the_one_in_use_under_the_next_number() {
    let withdrawn = Versions {
        newest: 3,
        in_use: Some(2),
    };
    let of = |version| ProcedureRef { version, ..base() };
    assert!(withdrawn.may_start(&of(3)) && withdrawn.may_start(&of(2)));
    assert!(!withdrawn.may_start(&of(1)));
    assert_eq!((withdrawn.start(), withdrawn.next()), (2, 4));
}

#[test]
fn one_number_is_published_once() {
    let mut life = Life::new();
    life.sent();
    life.visa("director", Role::Director, "0").unwrap();
    life.visa("supervisor", Role::RegionalSupervisor, "1")
        .unwrap();
    let taken = life.state.clone();
    let refused = life.publish(&taken).unwrap_err();
    assert_eq!(codes(&refused), [("", "proposal-number-taken")]);
    life.publish(&State::default()).unwrap();
    let again = life.publish(&State::default()).unwrap_err();
    assert_eq!(codes(&again), [("", "proposal-elsewhere")]);
}

#[test]
fn the_author_or_the_director_gives_a_proposal_up_with_a_reason() {
    let mut life = Life::new();
    let about = (&life.now(), &life.state);
    let other = may::<act::ManualPropose>("kone", Role::SocialWorker);
    let refused = with_ctx(|ctx| abandon(ctx, &other, about, false, "Non.")).unwrap_err();
    assert_eq!(codes(&refused), [("", "proposal-not-author")]);
    let bare = with_ctx(|ctx| abandon(ctx, &other, about, true, " ")).unwrap_err();
    assert_eq!(codes(&bare), [("reason", "proposal-reason-missing")]);
    let drafts = with_ctx(|ctx| abandon(ctx, &other, about, true, "Déjà fait.")).unwrap();
    life.keep(&drafts);
    assert_eq!(life.now().stage(), Stage::Abandoned);
    let again = with_ctx(|ctx| abandon(ctx, &other, (&life.now(), &life.state), true, "Encore."));
    assert_eq!(codes(&again.unwrap_err()), [("", "proposal-over")]);
}

#[test]
fn a_note_concerns_who_does_or_approves_a_step_and_nobody_else() {
    let edition = Edition::read(CHAIR, Some(SHARED)).unwrap();
    let concerned = |role| notice::concerns(&edition, &Hands::of(&actor("x", role), centre()));
    assert!(concerned(Role::SocialWorker) && concerned(Role::Director));
    assert!(!concerned(Role::Reception) && !concerned(Role::Auditor));
    assert!(!concerned(Role::RegionalSupervisor) && !concerned(Role::TechnicalAdmin));
}

#[test]
fn a_note_is_read_once_and_says_when() {
    let allowed = may::<act::ManualRead>("aya", Role::SocialWorker);
    let mut state = State::default();
    let first = with_ctx(|ctx| notice::acknowledge(ctx, &allowed, &base(), &state));
    let source = Source {
        clock: Stamp {
            micros: 1,
            count: 0,
        },
        entry: EntryId::named("read"),
        actor: ActorId::named("aya"),
    };
    state.apply(source, &first.as_slice()[0].act);
    let readers = notice::readers(&state);
    assert_eq!(readers.len(), 1);
    assert_eq!(readers[0].0, ActorId::named("aya"));
    assert!(with_ctx(|ctx| notice::acknowledge(ctx, &allowed, &base(), &state)).is_empty());
}

proptest! {
    /// Whoever answers, in whatever order: it is approved only with the visas of two different people,
    /// one at least from outside the centre, and never with the author's.
    #[test]
    fn no_order_of_answers_goes_round_the_two_visas(
        turns in proptest::collection::vec((0_usize..4, any::<bool>(), 0_usize..3), 0..8)
    ) {
        let people = [
            ("aya", Role::Director),
            ("director", Role::Director),
            ("supervisor", Role::RegionalSupervisor),
            ("other director", Role::Director),
        ];
        let mut life = Life::new();
        life.sent();
        for (who, granted, place) in turns {
            let (name, role) = people[who];
            let seal = life.now().submission().unwrap().seal.to_string();
            let form = RulingForm {
                seal,
                granted,
                ministry: place.to_string(),
                reason: "Un motif.".to_owned(),
            };
            let _ = life.rule(name, role, &form);
            let now = life.now();
            let last = now.submission().unwrap();
            let given: BTreeSet<ActorId> = last
                .rulings()
                .filter(|ruling| ruling.granted)
                .map(|ruling| ruling.by)
                .collect();
            prop_assert!(!given.contains(&now.author));
            if now.stage() == Stage::Approved {
                prop_assert_eq!(given.len(), 2);
                prop_assert!(given.contains(&ActorId::named("supervisor")));
            }
        }
    }
}
