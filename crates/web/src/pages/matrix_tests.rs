//! The generated matrix: every route × every role × own centre, neighbour's centre, nowhere,
//! suspended, signed out. What the policy refuses is refused by `handle`, and nothing else is.

use akwaba_domain::Field;
use akwaba_domain::actor::{Actor, Grant, Reach, Role};
use akwaba_domain::policy::{self, Need, Target, Verdict};
use akwaba_journal::id::{ActorId, CentreId};

use crate::http::{Method, Request, Status};
use crate::pages::tests::Desk;
use crate::routes::{self, Route};

/// Denials that the matrix must hold at least, so that it cannot shrink unseen.
const DENIALS_MIN: usize = 1_000;

fn target_of(route: &Route) -> String {
    let path: Vec<&str> = route
        .pattern
        .split('/')
        .map(|part| {
            if part.starts_with('{') {
                "0198c0de-0000-7000-8000-000000000001"
            } else {
                part
            }
        })
        .collect();
    path.join("/")
}

fn reaches(own: CentreId) -> [(&'static str, Vec<CentreId>); 3] {
    [
        ("own", vec![own]),
        ("neighbour", vec![CentreId::named("the centre next door")]),
        ("nowhere", Vec::new()),
    ]
}

fn actor(role: Role, centres: &[CentreId], suspended: bool) -> Actor {
    let reach = Reach::of(centres.iter().copied());
    Actor {
        account: ActorId::named("matrix"),
        grants: vec![Grant { role, reach }],
        suspended,
    }
}

fn ask(desk: &Desk, route: &Route) -> Status {
    let path = target_of(route);
    match route.method {
        Method::Post => desk.send(&path, "").status,
        _ => desk.ask(&Request::new(route.method, &path)).status,
    }
}

/// What the policy says of a route for somebody, and what the desk answers, where the two disagree.
fn disagreement(desk: &Desk, actor: &Actor, route: &Route, need: Need) -> (bool, Option<Status>) {
    let granted = match need {
        Need::Nothing | Need::Link | Need::SignedIn => true,
        Need::To(action) => {
            policy::decide(actor, action, &Target::of(desk.site.centre)) == Verdict::Granted
        }
    };
    let status = ask(desk, route);
    let right = if granted {
        status != Status::Failed
    } else {
        status == Status::Forbidden
    };
    (granted, (!right).then_some(status))
}

#[test]
fn every_route_is_known_to_the_policy_and_refused_where_it_refuses() {
    let mut denials = 0;
    let mut wrong = Vec::new();
    for role in Role::ALL {
        for (reach, centres) in reaches(Desk::new().site.centre) {
            for suspended in [false, true] {
                let actor = actor(role, &centres, suspended);
                // One desk for all their requests: its session is not in the database, so that no route ends it.
                let desk = Desk::new().by_actor(actor.clone());
                for route in routes::all() {
                    let Some(need) = policy::need(route.name) else {
                        wrong.push(format!("{} is not named by the policy", route.name));
                        continue;
                    };
                    let (granted, found) = disagreement(&desk, &actor, route, need);
                    denials += usize::from(!granted);
                    if let Some(status) = found {
                        wrong.push(format!(
                            "{} by {role:?} {reach} {suspended}: {status:?}, granted: {granted}",
                            route.name
                        ));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(denials >= DENIALS_MIN, "only {denials} denials");
}

#[test]
fn nobody_signed_out_reads_or_changes_anything() {
    let mut open = Vec::new();
    for route in routes::all() {
        let status = ask(&Desk::new(), route);
        let needs_nothing = matches!(policy::need(route.name), Some(Need::Nothing | Need::Link));
        if needs_nothing {
            open.push(route.name);
        } else {
            let sent_to_the_door = route.method == Method::Get && status == Status::SeeOther;
            assert!(
                sent_to_the_door || status == Status::Forbidden,
                "{}: {status:?}",
                route.name
            );
        }
    }
    open.sort_unstable();
    // Every anonymous route is listed here by hand: a new one is a decision, not an accident.
    assert_eq!(
        open,
        [
            "founding.form",
            "founding.send",
            "grievance.appeal",
            "grievance.follow",
            "grievance.read-answer",
            "grievance.say",
            "grievance.write",
            "lock.hide",
            "lock.page",
            "lock.resume",
            "partner.answer",
            "partner.cover",
            "preferences.language",
            "reception.room",
            "sign-in.form",
            "sign-in.send",
            "sign-out",
        ]
    );
}

#[test]
fn a_form_without_its_token_is_refused_on_every_route() {
    for route in routes::all().filter(|route| route.method == Method::Post) {
        // Whoever complains has no session, and so no token: who may write to them is everybody.
        if route.name.starts_with("grievance.") && policy::need(route.name) == Some(Need::Link) {
            continue;
        }
        let desk = Desk::new().by_director();
        let request = Request::new(Method::Post, &target_of(route))
            .with("content-type", "application/x-www-form-urlencoded");
        assert_eq!(
            desk.ask(&request).status,
            Status::Forbidden,
            "{}",
            route.name
        );
    }
}

#[test]
fn fields_are_seen_by_no_more_roles_than_written_here() {
    let own = CentreId::named("own");
    for role in Role::ALL {
        for field in Field::ALL {
            let seen = match role {
                Role::Director | Role::SocialWorker => true,
                Role::Reception => {
                    !matches!(field, Field::Functioning | Field::History | Field::Reads)
                }
                Role::Auditor => field == Field::Reads,
                Role::Intern | Role::RegionalSupervisor | Role::TechnicalAdmin => false,
            };
            for (reach, centres) in reaches(own) {
                for suspended in [false, true] {
                    let expected = seen && reach == "own" && !suspended;
                    let actor = actor(role, &centres, suspended);
                    assert_eq!(
                        policy::sees(&actor, own, field),
                        expected,
                        "{role:?} {field:?} {reach}"
                    );
                }
            }
        }
    }
}
