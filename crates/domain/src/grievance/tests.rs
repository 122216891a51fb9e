//! Complaints: who reads them, what is answered, and that whom they are about never has their key.

use super::*;
use crate::actor::{Actor, Grant, Reach, Role};
use crate::casework::sealed::{self, File};
use crate::centre::account::{Account, LoginName, StaffName};
use crate::policy::{self, Allowed, Target, act};
use crate::reception::Day;
use akwaba_journal::chance::Seeded;
use akwaba_journal::clock::Stamp;
use akwaba_journal::holder::PrivateKey;
use akwaba_journal::id::{ActorId, CentreId, EntityId, EntryId, ScopeId};
use akwaba_journal::state::{Source, State};
use std::collections::BTreeSet;

pub(super) fn centre() -> CentreId {
    CentreId::named("c")
}

pub(super) fn account(name: &str, roles: &[Role]) -> Account {
    Account {
        id: ActorId::named(name),
        login: LoginName::new(name),
        name: StaffName::new(name),
        grants: roles
            .iter()
            .map(|role| Grant {
                role: *role,
                reach: Reach::of([centre()]),
            })
            .collect(),
        suspended: false,
        suspended_micros: None,
        pending: Vec::new(),
        resets: Vec::new(),
        keys: None,
        calls: Vec::new(),
        tutor: None,
        tutors: Vec::new(),
        rights_entry: None,
    }
}

pub(super) fn staff() -> Vec<Account> {
    vec![
        account("directrice", &[Role::Director]),
        account("directeur-adjoint", &[Role::Director, Role::SocialWorker]),
        account("region", &[Role::RegionalSupervisor]),
        account("region-2", &[Role::RegionalSupervisor]),
        account("social", &[Role::SocialWorker]),
        account("accueil", &[Role::Reception]),
        account("technique", &[Role::TechnicalAdmin]),
        account("stage", &[Role::Intern]),
    ]
}

fn names(set: &BTreeSet<ActorId>) -> Vec<String> {
    let staff = staff();
    let named = staff.iter().filter(|one| set.contains(&one.id));
    named.map(|one| one.login.as_str().to_owned()).collect()
}

pub(super) fn hold(by: &str) -> Allowed<act::GrievanceHold> {
    let who = staff().into_iter().find(|one| one.id == ActorId::named(by));
    let actor = Actor {
        account: ActorId::named(by),
        grants: who.map(|one| one.grants).unwrap_or_default(),
        suspended: false,
    };
    policy::allow(&actor, &Target::of(centre()), ()).unwrap()
}

/// The state after some drafts about one entity.
pub(super) fn after(
    mut state: State,
    drafts: &crate::draft::Drafts,
    entity: EntityId,
    at: &mut u32,
) -> State {
    for draft in drafts
        .as_slice()
        .iter()
        .filter(|draft| draft.entity == entity)
    {
        *at += 1;
        let source = Source {
            entry: EntryId::named(&at.to_string()),
            actor: drafts.actor(),
            clock: Stamp {
                micros: i64::from(*at),
                count: 0,
            },
        };
        state.apply(source, &draft.act);
    }
    state
}

#[test]
fn the_region_reads_every_complaint_and_who_directs_those_that_cannot_be_about_them() {
    let held = |about, whom| names(&audience(&staff(), centre(), about, whom).held);
    assert_eq!(
        held(About::Wait, Whom::Service),
        ["directrice", "directeur-adjoint", "region", "region-2"]
    );
    assert_eq!(
        held(About::Manners, Whom::Worker),
        ["directrice", "region", "region-2"],
        "who also follows cases may be meant"
    );
    for (about, whom) in [
        (About::Wait, Whom::Director),
        (About::Wait, Whom::Unsaid),
        (About::Money, Whom::Service),
        (About::Body, Whom::Reception),
        (About::Secret, Whom::Worker),
    ] {
        assert_eq!(
            held(about, whom),
            ["region", "region-2"],
            "{about:?} {whom:?}"
        );
    }
}

#[test]
fn where_there_is_no_region_a_complaint_about_who_directs_has_no_reader_here() {
    let staff = vec![account("directrice", &[Role::Director])];
    let found = audience(&staff, centre(), About::Manners, Whom::Director);
    assert!(found.held.is_empty());
    assert_eq!(found.never.len(), 1);
}

#[test]
fn a_receipt_reads_as_it_is_shown_and_one_wrong_digit_is_seen() {
    let receipt = Receipt::fresh(&mut Seeded::new(7));
    assert_eq!(receipt.shown().len(), 19);
    assert_eq!(Receipt::parse(&receipt.shown()), Some(receipt.clone()));
    assert_eq!(format!("{receipt:?}"), "Receipt([caché])");
    for at in 0..16 {
        let mut digits = receipt.digits().as_bytes().to_vec();
        digits[at] = b'0' + (digits[at] - b'0' + 1) % 10;
        let typed = String::from_utf8(digits).unwrap();
        assert_eq!(Receipt::parse(&typed), None, "digit {at}");
    }
    for typed in [
        "",
        "1234",
        "abcd abcd abcd abcd",
        "12345678901234567",
        "٠٠٠٠",
    ] {
        assert_eq!(Receipt::parse(typed), None, "{typed}");
    }
}

#[test]
fn a_complaint_says_what_to_write_beside_each_field_and_an_answer_carries_no_name() {
    let private = PrivateKey::fresh(&mut Seeded::new(1));
    let receipt = private.public().unwrap();
    let day = Day::of(jiff::Timestamp::UNIX_EPOCH);
    let refused = read(&GrievanceForm::default(), day, &receipt).unwrap_err();
    let fields: Vec<_> = refused
        .as_slice()
        .iter()
        .filter_map(|one| one.field.clone())
        .collect();
    assert_eq!(fields, ["words", "about", "whom"]);

    let form = GrievanceForm {
        about: "attente".into(),
        whom: "service".into(),
        words: "Trois visites pour rien".into(),
        ..GrievanceForm::default()
    };
    let kept = read(&form, day, &receipt).unwrap();
    let (id, mut at) = (EntityId::named("g"), 0);
    let mailbox = Mailbox::fresh(&mut Seeded::new(2));
    let drafts = said(&policy::allow_by_anybody(centre()), id, (&kept, &mailbox));
    let state = after(State::default(), &drafts, id, &mut at);
    let grievance = Grievance::of(id, &state).unwrap();
    assert_eq!(grievance.stage(), Stage::Received);

    let by = hold("region");
    let nothing = AnswerForm {
        stage: "repondue".into(),
        words: " ".into(),
    };
    let reply = EntityId::named("r");
    let begun = File {
        case: id,
        supervision: BTreeSet::from([ActorId::named("directrice")]),
        never: BTreeSet::new(),
        keys: BTreeSet::new(),
    };
    let scope = ScopeId::named("f");
    let begun = sealed::begin(&by, scope, &begun).unwrap();
    let file = after(State::default(), &begun, sealed::entity(scope), &mut at);
    let staff = staff();
    let among = Colleagues {
        centre: centre(),
        keyed: &staff,
    };
    let held = Held {
        grievance: &grievance,
        file: (scope, &file),
        examined: None,
    };
    assert!(answer(&by, &held, &nothing, (reply, 5), &among).is_err());
    let words = AnswerForm {
        stage: "repondue".into(),
        words: "Un rendez-vous est maintenant donné".into(),
    };
    let drafts = answer(&by, &held, &words, (reply, 5), &among).unwrap();
    let state = after(state, &drafts, id, &mut at);
    assert_eq!(Grievance::of(id, &state).unwrap().stage(), Stage::Answered);
    let told = drafts
        .as_slice()
        .iter()
        .find(|draft| draft.entity == reply)
        .unwrap();
    let bytes = told.act.encode();
    let author = by.actor().as_bytes().to_vec();
    assert!(!bytes.windows(author.len()).any(|part| part == author));
}
