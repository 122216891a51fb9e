//! Rules propose what is surely known, once, and a broken one nobody.

use super::*;
use crate::actor::Role;
use crate::bilan::{self, Area, Lacks, Way};
use crate::policy::act;
use crate::registry::Day;
use crate::registry::birth::Birth;
use crate::registry::needs::{BirthActState, CmuState, HealthState, Needs, SchoolState};
use crate::registry::testing::{Memory, permission};
use akwaba_journal::id::EntityId;
use proptest::prelude::*;

fn lacks(needs: &Needs, year: i16) -> (Lacks, Option<(i32, i32)>) {
    let birth = Birth::stated(None, None, Some(year));
    let today = Day::of(2026, 11, 23).unwrap();
    let member = bilan::Member {
        needs,
        birth: Some(&birth),
        nni: None,
    };
    (bilan::lacks(member, today), birth.ages_on(today))
}

fn codes(needs: &Needs, year: i16, home: Home) -> Vec<String> {
    let (lacks, ages) = lacks(needs, year);
    let member = Member {
        needs,
        ages,
        lacks: &lacks,
    };
    let found = for_member(&rules().0, home, &member);
    found.iter().map(|one| one.rule.code.clone()).collect()
}

fn pupil() -> Needs {
    Needs {
        birth_act: Some(BirthActState::NotDeclared),
        school: Some(SchoolState::Attends),
        cmu: Some(CmuState::Not),
        health: Some(HealthState::Well),
        ..Needs::default()
    }
}

const TRANSFERS: Home = Home {
    retained: true,
    surveyed: true,
    aided: false,
    lacks_acts: false,
};

#[test]
fn every_rule_reads_and_says_whether_a_source_stands_behind_it() {
    assert_eq!(rules().1, []);
    assert!(rules().0.len() >= 10);
}

#[test]
fn a_household_with_transfers_is_proposed_what_its_members_lack_and_why() {
    let all = ["transfers-act", "transfers-cmu", "school-act"];
    assert_eq!(codes(&pupil(), 2015, TRANSFERS), all);
    assert_eq!(codes(&pupil(), 2015, Home::default()), ["school-act"]);
    assert_eq!(
        codes(&Needs::default(), 2015, TRANSFERS),
        Vec::<String>::new()
    );
    let old = Needs {
        cmu: Some(CmuState::Not),
        ..Needs::default()
    };
    assert_eq!(codes(&old, 1950, Home::default()), ["old-cmu"]);
    let aided = Home {
        aided: true,
        ..Home::default()
    };
    let home = for_home(&rules().0, aided);
    assert_eq!(home.first().unwrap().rule.need, Need::Survey);
    let surveyed = Home {
        surveyed: true,
        ..aided
    };
    assert_eq!(for_home(&rules().0, surveyed), []);
}

#[test]
fn a_broken_rule_selects_nobody_and_is_said() {
    let good = "ok\tcmu\tcmu=not\tto-verify\t\tPourquoi\tWhy";
    let lines = [
        good,
        "ok\tcmu\tcmu=not\tto-verify\t\tDeux fois\tTwice",
        "word\tcmu\tcmu=perhaps\tto-verify\t\tA\tB",
        "fact\tcmu\thome:rich\tto-verify\t\tA\tB",
        "not\tcmu\t!cmu=collected\tto-verify\t\tA\tB",
        "none\tcmu\t\tto-verify\t\tA\tB",
        "dressed\tcmu\tcmu=not\tto-verify\tLoi\tA\tB",
        "home\tP18\tcmu=not\tto-verify\t\tA\tB",
        "age\tcmu\tage>=old\tto-verify\t\tA\tB",
        "short\tcmu",
    ];
    let (read, broken) = super::rule::read(&lines.join("\n"));
    assert_eq!(read.len(), 1);
    let at: Vec<usize> = broken.iter().map(|one| one.line).collect();
    assert_eq!(at, [2, 3, 4, 5, 6, 7, 8, 9, 10]);
    assert_eq!(broken.get(1).unwrap().said, "cmu=perhaps");
}

#[test]
fn what_was_answered_is_proposed_again_only_when_its_facts_change() {
    let mut memory = Memory::new();
    let (home, child) = (EntityId::named("home"), EntityId::named("child"));
    let allowed = permission::<act::CaseOpen, _>(Role::SocialWorker, ());
    let needs = pupil();
    let (lacks, ages) = lacks(&needs, 2015);
    let member = Member {
        needs: &needs,
        ages,
        lacks: &lacks,
    };
    assert_eq!(member.way(Area::Act), Some(Way::BirthLate));
    let proposed = for_member(&rules().0, TRANSFERS, &member);
    let proposal = proposed.first().unwrap();
    let mut say = |form: &AnswerForm| {
        let state = memory.state(entity(home));
        let drafts = memory.with_ctx(|ctx| {
            let about = (proposal, Some(child));
            decide(ctx, &allowed, (home, &state), about, form, None)
        })?;
        memory.write(drafts);
        Ok::<_, crate::refusal::Refusals>(memory.state(entity(home)))
    };
    let silent = AnswerForm {
        answer: "ecarte".to_owned(),
        ..AnswerForm::default()
    };
    let wrong = say(&silent).unwrap_err();
    assert_eq!(
        wrong.as_slice().first().unwrap().code,
        "complementarity-why"
    );
    let bare = AnswerForm {
        answer: "empeche".to_owned(),
        barrier: "attente".to_owned(),
        ..AnswerForm::default()
    };
    assert_eq!(
        say(&bare).unwrap_err().as_slice().len(),
        2,
        "not one of the six"
    );
    let barred = AnswerForm {
        barrier: "cout".to_owned(),
        ..bare
    };
    let answers = given(&say(&barred).unwrap());
    let (_, stands) = standing(&answers, proposal, Some(child)).unwrap();
    assert_eq!(stands.barrier, Some(crate::referral::Obstacle::Cost));
    assert!(standing(&answers, proposal, None).is_none());
    let changed = Proposal {
        facts: "retained:true act=not-in-hand extract".to_owned(),
        ..proposal.clone()
    };
    assert!(standing(&answers, &changed, Some(child)).is_none());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_line_of_any_text_never_selects_whom_it_does_not_read(text in "[a-z0-9:=!<>/ \t]{0,60}") {
        let (read, broken) = super::rule::read(&text);
        prop_assert!(read.len() + broken.len() <= 1);
    }
}
