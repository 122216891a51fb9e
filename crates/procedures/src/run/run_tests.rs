//! Courses played on small procedures.

use super::*;
use crate::expr::{Expr, Scope, Value};
use crate::sheet::Book;
use crate::workbook::{
    Confidentiality, Deadline, DeadlineCase, Decision, Delay, DelaySource, Next, Overdue,
    Parameter, ParameterValue, Procedure, Since, Status, Step, Subject, Tier,
};
use jiff::SignedDuration;
use jiff::civil::{DateTime, datetime};
use std::collections::BTreeMap;

/// Answers by name.
#[derive(Default)]
struct Said(BTreeMap<&'static str, &'static str>);

impl Scope for Said {
    fn value(&self, name: &str) -> Option<Value> {
        let text = self.0.get(name).copied().unwrap_or_default();
        Some(Value::Text(text.to_owned()))
    }

    fn now(&self) -> DateTime {
        monday(0)
    }
}

/// Monday the 23rd of November 2026 at 8, and so many hours.
pub(super) fn monday(hours: i64) -> DateTime {
    datetime(2026, 11, 23, 8, 0, 0, 0) + SignedDuration::from_hours(hours)
}

pub(super) fn step(order: u32, code: &str) -> Step {
    Step {
        order,
        code: code.to_owned(),
        label: format!("Faire {code}"),
        role: "travailleur_social".to_owned(),
        group: None,
        deadline: None,
        condition: None,
        decisions: Vec::new(),
        show: Vec::new(),
        produce: Vec::new(),
        overdue: Vec::new(),
        visa: None,
        advice: "Prenez le temps.".to_owned(),
        reminder: None,
        handout: None,
        home: None,
    }
}

pub(super) fn expr(source: &str) -> Expr {
    Expr::parse(source).unwrap()
}

pub(super) fn delay(text: &str) -> Delay {
    Delay::parse(text).unwrap()
}

pub(super) fn fixed(text: &str, since: Since) -> Option<Deadline> {
    let case = DeadlineCase {
        when: None,
        delay: DelaySource::Fixed(delay(text)),
    };
    Some(Deadline {
        cases: vec![case],
        since,
    })
}

pub(super) fn way(label: &str, when: Option<&str>, next: &[&str]) -> Decision {
    Decision {
        label: label.to_owned(),
        when: when.map(expr),
        next: if next.is_empty() {
            Next::End
        } else {
            Next::Steps(next.iter().map(|code| (*code).to_owned()).collect())
        },
    }
}

pub(super) fn procedure(steps: Vec<Step>) -> Procedure {
    let red = Parameter {
        name: "rouge".to_owned(),
        value: ParameterValue::Delay(delay("24 heures")),
        label: "Risque élevé".to_owned(),
        source: "proposition".to_owned(),
    };
    Procedure {
        code: "P99".to_owned(),
        title: "Prêt d'un fauteuil".to_owned(),
        version: 1,
        status: Status::Proposed,
        purpose: String::new(),
        trigger: String::new(),
        subject: Subject::Person,
        legal_basis: Vec::new(),
        axes: vec![2],
        level: Tier::Basic,
        confidentiality: Confidentiality::Ordinary,
        remark: String::new(),
        steps,
        parameters: vec![red],
        registers: Vec::new(),
        indicators: Vec::new(),
        quiz: Vec::new(),
        exercises: Vec::new(),
        form: None,
        layers: Vec::new(),
        book: Book::default(),
    }
}

/// Plays a course as a worker does: each step through the rules of going on.
pub(super) struct Play<'p> {
    pub(super) procedure: &'p Procedure,
    said: Said,
    calendar: Calendar,
    pub(super) course: Course,
    pub(super) now: DateTime,
}

impl<'p> Play<'p> {
    pub(super) fn new(procedure: &'p Procedure) -> Self {
        let mut play = Self {
            procedure,
            said: Said::default(),
            calendar: Calendar::default(),
            course: Course::default(),
            now: monday(0),
        };
        let lead = play.with(|play, known| begin(play.procedure, known));
        play.note(What::Began { lead });
        play
    }

    pub(super) fn standing(&self) -> Standing<'p> {
        standing(
            self.procedure,
            &self.course,
            &self.said,
            &self.calendar,
            self.now,
        )
    }

    pub(super) fn with<T>(&self, body: impl FnOnce(&Self, &Known<'_>) -> T) -> T {
        let standing = self.standing();
        let known = Known::at(&self.said, self.procedure, &standing, self.now);
        body(self, &known)
    }

    pub(super) fn note(&mut self, what: What) {
        self.course.events.push(Event {
            at: self.now,
            by: "awa".to_owned(),
            what,
        });
    }

    /// Where a step leads, the `choice`th decision taken where the worker chooses.
    fn lead(&self, code: &str, choice: usize) -> (Option<String>, Lead) {
        let step = self.procedure.step(code).unwrap();
        self.with(|play, known| match ways(step, known) {
            Way::On => (None, onward(play.procedure, known, code)),
            Way::Decided(one) => (Some(one.label.clone()), lead(play.procedure, known, one)),
            Way::Choose(several) => {
                let one = several[choice % several.len()];
                (Some(one.label.clone()), lead(play.procedure, known, one))
            }
        })
    }

    pub(super) fn due(&self, code: &str) -> Option<DateTime> {
        self.standing().step(code)?.open.as_ref()?.due
    }

    pub(super) fn finish(&mut self, code: &str, choice: usize) {
        let due = self.due(code);
        let (decision, lead) = self.lead(code, choice);
        self.note(What::Done {
            step: code.to_owned(),
            due,
            decision,
            lead,
        });
    }

    pub(super) fn submit(&mut self, code: &str, asked: &[&[&str]]) {
        let due = self.due(code);
        let (decision, lead) = self.lead(code, 0);
        let roles = |roles: &&[&str]| roles.iter().map(|role| (*role).to_owned()).collect();
        self.note(What::Submitted {
            submission: format!("{code} {}", self.course.events.len()),
            step: code.to_owned(),
            due,
            decision,
            lead,
            asked: asked.iter().map(roles).collect(),
        });
    }

    pub(super) fn last_submission(&self) -> String {
        let names = self
            .course
            .events
            .iter()
            .filter_map(|event| match &event.what {
                What::Submitted { submission, .. } => Some(submission.clone()),
                _ => None,
            });
        names.reduce(|_, later| later).unwrap()
    }

    pub(super) fn points(&self) -> Vec<Standpoint> {
        let steps = self.standing().steps;
        steps.iter().map(StepState::standpoint).collect()
    }
}

use Standpoint::{Done as IsDone, Late, NotOpen, Open as IsOpen, Passed};

#[test]
fn steps_follow_in_order_and_the_case_ends_after_the_last() {
    let procedure = procedure(vec![step(1, "accueil"), step(2, "remise")]);
    let mut play = Play::new(&procedure);
    assert_eq!(play.points(), [IsOpen, NotOpen]);
    play.finish("accueil", 0);
    assert_eq!(play.points(), [IsDone, IsOpen]);
    play.now = monday(2);
    play.finish("remise", 0);
    let standing = play.standing();
    assert_eq!(standing.over.as_ref().map(|over| over.at), Some(monday(2)));
    assert_eq!(standing.open().count(), 0);
}

#[test]
fn answers_decide_where_they_can_and_a_person_where_they_cannot() {
    let mut first = step(1, "accord");
    first.decisions = vec![
        way("Accepte", Some("${accord} = 'oui'"), &["remise"]),
        way("Refuse", None, &[]),
        way("Réfléchit", None, &["accord"]),
    ];
    let procedure = procedure(vec![first, step(2, "remise")]);
    let mut play = Play::new(&procedure);
    let choose = play.with(|play, known| ways(&play.procedure.steps[0], known).clone());
    assert!(matches!(choose, Way::Choose(ways) if ways.len() == 2));
    play.finish("accord", 1);
    assert_eq!(play.points(), [IsOpen, NotOpen], "it opens again");
    play.said.0.insert("accord", "oui");
    play.finish("accord", 0);
    assert_eq!(play.points(), [IsDone, IsOpen]);
    assert_eq!(play.standing().steps[0].done.len(), 2);
}

#[test]
fn a_step_whose_condition_does_not_hold_is_passed_and_the_next_one_opens() {
    let mut visit = step(2, "visite");
    visit.condition = Some(expr("${loin} = 'non'"));
    let procedure = procedure(vec![step(1, "accueil"), visit, step(3, "bilan")]);
    let mut play = Play::new(&procedure);
    play.finish("accueil", 0);
    assert_eq!(play.points(), [IsDone, Passed, IsOpen]);
}

#[test]
fn a_condition_that_cannot_be_told_opens_its_step_rather_than_losing_it() {
    let mut visit = step(2, "visite");
    visit.condition = Some(expr("fonction_inconnue(1)"));
    let procedure = procedure(vec![step(1, "accueil"), visit]);
    let mut play = Play::new(&procedure);
    play.finish("accueil", 0);
    assert_eq!(play.points(), [IsDone, IsOpen]);
}

#[test]
fn one_decision_may_open_two_steps_and_the_case_ends_with_the_last_of_them() {
    let mut first = step(1, "plan");
    first.decisions = vec![way("Les deux", None, &["suivi", "reference"])];
    let mut follow = step(2, "suivi");
    follow.decisions = vec![way("Assez", None, &["bilan"])];
    let procedure = procedure(vec![first, follow, step(3, "bilan"), step(4, "reference")]);
    let mut play = Play::new(&procedure);
    play.finish("plan", 0);
    assert_eq!(play.points(), [IsDone, IsOpen, NotOpen, IsOpen]);
    play.finish("reference", 0);
    assert!(play.standing().over.is_none(), "the follow-up goes on");
    play.finish("suivi", 0);
    assert_eq!(play.points(), [IsDone, IsDone, IsOpen, IsDone]);
}

#[test]
fn fin_closes_the_case_whatever_else_is_open() {
    let mut first = step(1, "plan");
    first.decisions = vec![way("Les deux", None, &["suivi", "reference"])];
    let mut follow = step(2, "suivi");
    follow.decisions = vec![way("Arrêt", None, &[])];
    let procedure = procedure(vec![first, follow, step(3, "reference")]);
    let mut play = Play::new(&procedure);
    play.finish("plan", 0);
    play.finish("suivi", 0);
    assert!(play.standing().over.is_some());
    assert_eq!(play.points(), [IsDone, IsDone, NotOpen]);
}

#[test]
fn a_deadline_follows_the_risk_that_is_answered_last() {
    let mut first = step(1, "orientation");
    first.deadline = Some(Deadline {
        cases: vec![
            DeadlineCase {
                when: Some(expr("${risque} = 'rouge'")),
                delay: DelaySource::Parameter("rouge".to_owned()),
            },
            DeadlineCase {
                when: None,
                delay: DelaySource::Fixed(delay("7 jours")),
            },
        ],
        since: Since::FileOpened,
    });
    let procedure = procedure(vec![first]);
    let mut play = Play::new(&procedure);
    assert_eq!(
        play.due("orientation"),
        Some(datetime(2026, 11, 30, 23, 59, 59, 0))
    );
    play.said.0.insert("risque", "rouge");
    assert_eq!(play.due("orientation"), Some(monday(24)));
    play.now = monday(27);
    assert_eq!(play.points(), [Late]);
    let standing = play.standing();
    let late = standing.steps[0].open.as_ref().unwrap().late_by;
    assert_eq!(late, Some(SignedDuration::from_hours(3)));
}

#[test]
fn a_deadline_may_count_from_a_date_that_is_not_answered_yet() {
    let mut first = step(1, "constat");
    first.deadline = fixed("72 heures", Since::Answer("incident".to_owned()));
    let procedure = procedure(vec![first]);
    let mut play = Play::new(&procedure);
    assert_eq!(play.due("constat"), None);
    play.said
        .0
        .insert("incident", "2026-11-22T20:30:00.000+00:00");
    assert_eq!(
        play.due("constat"),
        Some(datetime(2026, 11, 25, 20, 30, 0, 0))
    );
}

#[test]
fn who_hears_of_a_delay_is_told_from_the_deadline_on() {
    let mut first = step(1, "enquete");
    first.deadline = fixed("2 jours ouvrés", Since::StepOpened);
    let after = |text: &str, role: &str| Overdue {
        after: delay(text),
        role: role.to_owned(),
    };
    first.overdue = vec![
        after("0 jour", "travailleur_social"),
        after("2 jours", "directeur"),
    ];
    let procedure = procedure(vec![first]);
    let play = Play::new(&procedure);
    let standing = play.standing();
    let open = standing.steps[0].open.as_ref().unwrap();
    let wednesday = datetime(2026, 11, 25, 23, 59, 59, 0);
    let friday = datetime(2026, 11, 27, 23, 59, 59, 0);
    assert_eq!(open.due, Some(wednesday));
    let told: Vec<_> = open.alerts.iter().map(|alert| alert.at).collect();
    assert_eq!(told, [wednesday, friday]);
}
