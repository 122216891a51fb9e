//! Break-glass as browsers use it: two guardians open one file for three hours, its owner is told, somebody else reviews
//! it; what was asked is withdrawn, what is open is closed sooner; one alone opens nothing in any order of steps.
//! `AKWABA_SEED` says which order comes first.

use akwaba_domain::actor::Role;
use akwaba_journal::chance::{Chance, Seeded};
use akwaba_store::params;

use super::tests::{PASSPHRASE, centre, enter, followed, id, keyed, leave, sheet};
use crate::http::Status;
use crate::pages::casework::tests::{get, place, text};
use crate::pages::tests::Desk;

const HOUR: u64 = 3_600;
const CANARY: &str = "canari-des-lagunes";

/// A centre whose guardians are who directs and the region, and a worker who follows a file.
struct House {
    worker: Desk,
    director: Desk,
    region: Desk,
    case: String,
    number: String,
}

fn value(page: &str, name: &str) -> String {
    let field = format!("name=\"{name}\" value=\"");
    let rest = page.split(&field).nth(1);
    let rest = rest.unwrap_or_else(|| panic!("{name} in {page}"));
    rest.split('"').next().unwrap().to_owned()
}

fn named(director: &Desk, region: &Desk, roles: &[Role]) {
    let ids: Vec<String> = roles
        .iter()
        .map(|role| format!("guardians={}", id(director, *role)))
        .collect();
    place(&director.send("/centre/gardiens/proposition", &ids.join("&")));
    let page = text(region, "/centre/gardiens");
    let decision = format!("request={}&decision=grant", value(&page, "request"));
    let alone = director.send("/centre/gardiens/decision", &decision);
    assert_eq!(
        alone.status,
        Status::Forbidden,
        "who proposed confirms nothing"
    );
    place(&region.send("/centre/gardiens/decision", &decision));
}

fn house(never: bool) -> House {
    let centre = centre();
    let worker = keyed(&centre, Role::SocialWorker);
    let director = keyed(&centre, Role::Director);
    let region = keyed(&centre, Role::RegionalSupervisor);
    named(
        &director,
        &region,
        &[Role::Director, Role::RegionalSupervisor],
    );
    enter(&worker);
    let more = if never {
        format!("&never={}", id(&worker, Role::Director))
    } else {
        String::new()
    };
    let case = followed(&worker, &more);
    let page = text(&worker, &case);
    let parts = page.split('Z').skip(1);
    let mut numbers = parts.filter_map(|part| part.split("/2026").next());
    let is_number = |part: &&str| part.len() == 6 && part.bytes().all(|b| b.is_ascii_digit());
    let number = format!("Z{}/2026", numbers.find(is_number).unwrap());
    leave(&worker);
    House {
        worker,
        director,
        region,
        case,
        number,
    }
}

impl House {
    fn ask(&self, number: &str) {
        let sent = format!("number={}&reason=Menac%C3%A9e", number.replace('/', "%2F"));
        place(&self.director.send("/espace/danger", &sent));
    }

    fn agree(&self, who: &Desk) -> Status {
        let page = text(who, "/espace/danger");
        let request = value(&page, "request");
        let sent = format!("request={request}&giving={PASSPHRASE}");
        who.send("/espace/danger/accord", &sent).status
    }

    fn close(&self, who: &Desk, why: &str) -> Status {
        let opening = value(&text(who, "/espace/danger"), "opening");
        let sent = format!("opening={opening}&closing={why}");
        who.send("/espace/danger/fermeture", &sent).status
    }

    /// The letters of break-glass that stand.
    fn letters(&self) -> i64 {
        let sql = "SELECT COUNT(*) FROM glass_letter";
        let found = self.worker.store.read(|tx| tx.one(sql, params![]));
        found.unwrap().int(0).unwrap()
    }

    fn epochs(&self) -> i64 {
        let sql = "SELECT MAX(epoch) FROM sealed_wrap";
        let found = self.worker.store.read(|tx| tx.one(sql, params![]));
        found.unwrap().int(0).unwrap()
    }
}

#[test]
fn two_guardians_open_one_file_for_three_hours_and_its_owner_and_a_review_follow() {
    let house = house(false);
    let (director, region, worker) = (&house.director, &house.region, &house.worker);
    enter(director);
    assert_eq!(get(director, &house.case).status, Status::NotFound);
    house.ask(&house.number);
    enter(region);
    assert!(text(region, "/aujourdhui").contains("/espace/danger"));
    let wrong = value(&text(region, "/espace/danger"), "request");
    let wrong = region.send(
        "/espace/danger/accord",
        &format!("request={wrong}&giving=autre"),
    );
    assert_eq!(wrong.status, Status::Unprocessable);
    assert_eq!(get(director, &house.case).status, Status::NotFound);
    assert_eq!(house.agree(region), Status::SeeOther);
    // The clocks of two desks are not quite the same.
    director.later(30);
    // Who agreed sees nothing of it; who asked reads, and writes notes and no more.
    assert!(text(director, &sheet(&house.case)).contains(CANARY));
    place(&director.send(&format!("{}/notes", house.case), "note=Appel%C3%A9e"));
    let closed = director.send(&format!("{}/cloturer", house.case), "reason=Fin");
    assert_eq!(closed.status, Status::Forbidden);
    let own = text(director, &format!("{}/ouvertures", house.case));
    assert!(own.contains("Menacée") && own.contains("quelqu&#39;un d&#39;autre"));
    // Nearly three hours later it opens again; while it is read the time is over, and it is gone.
    for passes in [2 * HOUR, HOUR - 120] {
        director.later(passes);
        enter(director);
        assert_eq!(get(director, &house.case).status, Status::Ok, "{passes}");
    }
    director.later(100);
    assert_eq!(get(director, &house.case).status, Status::NotFound);
    assert!(text(director, "/aujourdhui").contains("class=\"protected\""));
    director.later(HOUR);
    enter(director);
    assert_eq!(get(director, &house.case).status, Status::NotFound);
    worker.later(4 * HOUR);
    assert_eq!(house.epochs(), 1);
    enter(worker);
    assert_eq!(house.epochs(), 2, "the key that was given serves no more");
    assert!(text(worker, "/aujourdhui").contains(&format!("{}/ouvertures", house.case)));
    let path = format!("{}/ouvertures", house.case);
    let page = text(worker, &path);
    assert!(page.contains("Compte director") && page.contains("Compte regional-supervisor"));
    let opening = value(&page, "opening");
    place(&worker.send(&format!("{path}/vu"), &format!("opening={opening}")));
    assert!(
        text(worker, "/aujourdhui").contains(&path),
        "not reviewed yet"
    );
    let review = format!("opening={opening}&justified=oui&words=Lu+le+plan");
    place(&worker.send(&format!("{path}/revue"), &review));
    assert!(!text(worker, "/aujourdhui").contains(&path));
    assert!(text(worker, &path).contains("Lu le plan"));
    assert!(text(worker, &format!("{}/notes", house.case)).contains("Appelée"));
}

#[test]
fn a_guardian_who_must_never_read_a_file_opens_it_with_nobody() {
    let house = house(true);
    enter(&house.director);
    house.ask(&house.number);
    enter(&house.region);
    assert_eq!(house.agree(&house.region), Status::SeeOther);
    assert_eq!(get(&house.director, &house.case).status, Status::NotFound);
    assert_eq!(
        house.letters(),
        1,
        "what was asked, and nothing given or told"
    );
}

#[test]
fn a_request_is_withdrawn_by_who_asked_with_a_reason_before_anybody_agreed() {
    let house = house(false);
    let (director, region) = (&house.director, &house.region);
    enter(director);
    house.ask(&house.number);
    let own = value(&text(director, "/espace/danger"), "own");
    enter(region);
    let request = value(&text(region, "/espace/danger"), "request");
    let agrees = format!("request={request}&giving={PASSPHRASE}");
    let sent = |why: &str| format!("own={own}&why={why}");
    // Who was asked withdraws nothing, whatever the letter: their role asks nothing at all, as it opens no case.
    let others = region.send("/espace/danger/retrait", &sent("Fini"));
    assert_eq!(others.status, Status::Forbidden);
    let asks = region.send("/espace/danger", "number=Z123456&reason=x");
    assert_eq!(asks.status, Status::Forbidden);
    let silent = director.send("/espace/danger/retrait", &sent(""));
    assert_eq!(silent.status, Status::Unprocessable, "a reason is written");
    place(&director.send(
        "/espace/danger/retrait",
        &sent("La+personne+a+rappel%C3%A9"),
    ));
    assert!(!text(director, "/espace/danger").contains("name=\"own\""));
    let page = text(region, "/espace/danger");
    assert!(page.contains("La personne a rappelé") && !page.contains("name=\"request\""));
    let late = region.send("/espace/danger/accord", &agrees);
    assert_ne!(late.status, Status::SeeOther, "nobody agrees any more");
    assert_eq!(get(director, &house.case).status, Status::NotFound);
    // What was agreed to is not withdrawn: it is open, and can be closed.
    house.ask(&house.number);
    let own = value(&text(director, "/espace/danger"), "own");
    assert_eq!(house.agree(region), Status::SeeOther);
    let late = format!("own={own}&why=Fini");
    place(&director.send("/espace/danger/retrait", &late));
    assert_eq!(get(director, &house.case).status, Status::Ok);
}

#[test]
fn either_of_the_two_closes_a_file_before_its_time_its_owner_is_told_and_the_review_stays_due() {
    for asker_closes in [true, false] {
        let house = house(false);
        let (director, region, worker) = (&house.director, &house.region, &house.worker);
        enter(director);
        house.ask(&house.number);
        enter(region);
        assert_eq!(house.agree(region), Status::SeeOther);
        director.later(30);
        assert!(text(director, &sheet(&house.case)).contains(CANARY));
        let one = if asker_closes { director } else { region };
        assert!(text(region, "/aujourdhui").contains("avec votre accord"));
        let why = "Elle+est+%C3%A0+l%27abri";
        assert_eq!(house.close(one, why), Status::SeeOther);
        for path in [&house.case, &sheet(&house.case)] {
            assert_eq!(get(director, path).status, Status::NotFound, "{path}");
        }
        enter(director);
        assert_eq!(get(director, &house.case).status, Status::NotFound);
        let other = if asker_closes { region } else { director };
        assert!(text(other, "/espace/danger").contains("Elle est à l&#39;abri"));
        for guardian in [director, region] {
            let page = text(guardian, "/espace/danger");
            assert!(!page.contains("name=\"opening\""), "nothing is open");
        }
        // The owner is told when they enter, and the key that was given serves no more.
        worker.later(60);
        enter(worker);
        assert_eq!(house.epochs(), 2);
        let path = format!("{}/ouvertures", house.case);
        let page = text(worker, &path);
        assert!(page.contains("Elle est à l&#39;abri") && page.contains("Compte director"));
        let opening = value(&page, "opening");
        let review = format!("opening={opening}&justified=oui&words=Lu+le+plan");
        place(&worker.send(&format!("{path}/revue"), &review));
        assert!(text(worker, &path).contains("Lu le plan"));
        // The notice is all that is left.
        assert_eq!(house.letters(), 1);
    }
}

#[test]
fn one_guardian_alone_opens_nothing_in_any_order_of_steps() {
    let seed = std::env::var("AKWABA_SEED").ok();
    let seed = seed.and_then(|seed| seed.parse().ok()).unwrap_or(1_u64);
    let house = house(false);
    let (director, mut chance) = (&house.director, Seeded::new(seed));
    let mut steps = Vec::new();
    let mut asked: Vec<String> = vec!["0198c0de-0000-7000-8000-000000000001".to_owned()];
    for _ in 0..40 {
        let step = chance.number() % 9;
        steps.push(step);
        match step {
            0 | 1 => drop(director.send("/espace", &format!("passphrase={PASSPHRASE}"))),
            2 => drop(director.send("/espace/fermer", "")),
            3 => {
                let number = house.number.replace('/', "%2F");
                let sent = format!("number={number}&reason=x");
                let asked = director.send("/espace/danger", &sent).status;
                assert!([Status::SeeOther, Status::NotFound].contains(&asked));
            }
            // Agrees to every letter that there is, their own among them.
            4 => {
                let sql = "SELECT id FROM glass_letter";
                let rows = director.store.read(|tx| tx.query(sql, &[])).unwrap();
                let found = rows.iter().map(|row| {
                    let id: akwaba_journal::id::EntityId = row.id(0).unwrap();
                    id.to_string()
                });
                asked.extend(found);
                for one in asked.iter().rev().take(4) {
                    let sent = format!("request={one}&giving={PASSPHRASE}");
                    director.send("/espace/danger/accord", &sent);
                }
            }
            5 => director.later(3 * HOUR),
            // Withdraws and closes by every letter that there ever was.
            8 => {
                for one in asked.iter().rev().take(6) {
                    let withdrawn = format!("own={one}&why=x");
                    director.send("/espace/danger/retrait", &withdrawn);
                    let closed = format!("opening={one}&closing=x");
                    director.send("/espace/danger/fermeture", &closed);
                }
            }
            // The owner works, and goes.
            6 => {
                drop(
                    house
                        .worker
                        .send("/espace", &format!("passphrase={PASSPHRASE}")),
                );
                drop(house.worker.send("/espace/fermer", ""));
            }
            // They propose themselves and another, and nobody confirms.
            _ => {
                let me = id(director, Role::Director);
                let other = id(director, Role::SocialWorker);
                let sent = format!("guardians={me}&guardians={other}");
                director.send("/centre/gardiens/proposition", &sent);
                let page = get(director, "/centre/gardiens").text_body();
                if page.contains("name=\"request\"") {
                    let sent = format!("request={}&decision=grant", value(&page, "request"));
                    director.send("/centre/gardiens/decision", &sent);
                }
            }
        }
        let answer = get(director, &house.case);
        assert_ne!(answer.status, Status::Ok, "seed {seed}, steps {steps:?}");
        let openings = get(director, &format!("{}/ouvertures", house.case));
        assert_ne!(openings.status, Status::Ok, "seed {seed}, steps {steps:?}");
    }
    assert!(
        [3, 4, 8].iter().all(|step| steps.contains(step)),
        "seed {seed} tries too little"
    );
}
