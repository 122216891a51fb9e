//! Several on one case through the pages: conferences, notes that hand over, passages between levels.

use akwaba_domain::actor::{Grant, Reach, Role};
use akwaba_domain::casework::carried;
use akwaba_domain::draft::{Acting, Draft, Secrecy};
use akwaba_domain::policy;
use akwaba_domain::{Drafts, scope};
use akwaba_journal::State;
use akwaba_journal::chance::Seeded;
use akwaba_journal::id::{ActorId, CentreId, EntityId};
use akwaba_store::projections::transfer::of_case;
use akwaba_store::{Writing, append};

use super::tests::{CHAIR, get, open, place, publish, text, worker};
use crate::http::Status;
use crate::pages::bad_input::{as_role, found_in, founded};
use crate::pages::tests::Desk;

fn case_of(step: &str) -> String {
    step.split("/etapes/").next().unwrap().to_owned()
}

/// Refused, saying this.
fn refused(desk: &Desk, path: &str, fields: &str, says: &str) {
    let answer = desk.send(path, fields);
    assert_eq!(answer.status, Status::Unprocessable, "{path} {fields}");
    let body = answer.text_body();
    assert!(body.contains(says), "{says}\n{body}");
}

#[test]
fn a_decision_of_a_conference_is_on_today_for_its_holder_until_it_is_settled() {
    let desk = publish(&founded(), CHAIR);
    let (worker, director) = (
        as_role(&desk, Role::SocialWorker),
        as_role(&desk, Role::Director),
    );
    let case = case_of(&open(&worker));
    let all = format!("{case}/reunions");
    let page = text(&worker, &all);
    let who = page.split("name=\"people\" value=\"").nth(1).unwrap();
    let who: ActorId = who.split('"').next().unwrap().parse().unwrap();
    let early = "on_day=1&on_month=1&on_year=2026&about=Que+faire&others=Le+juge";
    refused(&worker, &all, early, "a été ouvert le");
    let call = format!("on_day=23&on_month=11&on_year=2026&about=Que+faire&people={who}");
    place(&worker.send(&all, &call));
    assert!(text(&director, "/aujourdhui").contains("Écrire le procès-verbal"));
    let page = text(&worker, &all);
    let one = page.split(&format!("{all}/")).nth(1).unwrap();
    let one = format!("{all}/{}", one.split('"').next().unwrap());
    let held = format!(
        "on_day=23&on_month=11&on_year=2026&said=Elle+va+mieux&what-1=Appeler+sa+tante&who-1={who}"
    );
    let before = format!("{held}&by-1_day=1&by-1_month=11&by-1_year=2026");
    refused(&worker, &one, &before, "tenue le 23/11/2026");
    refused(&worker, &one, &held, "pour quel jour");
    let minutes = format!("{held}&by-1_day=25&by-1_month=11&by-1_year=2026");
    place(&worker.send(&one, &minutes));
    refused(&worker, &one, &minutes, "déjà écrit");
    assert!(text(&director, "/aujourdhui").contains("Appeler sa tante"));
    let paper = text(&worker, &format!("{one}/pv"));
    assert!(paper.contains("Appeler sa tante") && !paper.contains("Affoué"));
    let settle = format!("{one}/decision");
    refused(&worker, &settle, "place=0&done=non", "c-words-error");
    place(&worker.send(&settle, "place=0&done=oui"));
    assert!(!text(&director, "/aujourdhui").contains("Appeler sa tante"));
}

#[test]
fn a_note_leaves_with_the_persons_agreement_alone_and_its_answer_is_entered_once() {
    let desk = worker();
    let case = case_of(&open(&desk));
    let hand = format!("{case}/transfert");
    let note = "to-words=H%C3%B4pital&asked=Suivre&known=Elle+marche+mal";
    refused(&desk, &hand, note, "Sans accord de la personne");
    let oral = format!("{note}&consent=oral");
    refused(&desk, &hand, &oral, "c-witness-error");
    place(&desk.send(&hand, &format!("{oral}&witness=Yao")));
    let page = text(&desk, &hand);
    assert!(page.contains("Attend une réponse"), "{page}");
    let paper = page.split(&format!("href=\"{hand}/")).nth(1).unwrap();
    let paper = format!("{hand}/{}", paper.split('"').next().unwrap());
    assert!(text(&desk, &paper).contains("Elle marche mal"));
    refused(&desk, &paper, "secret=court&again=court", "c-secret-error");
    let answer = format!("{hand}/reponse");
    refused(&desk, &answer, "accepted=non", "c-words-error");
    place(&desk.send(&answer, "accepted=oui&words=Lundi"));
    assert!(text(&desk, &hand).contains("Repris"));
    assert_eq!(
        desk.send(&answer, "accepted=non&words=x").status,
        Status::NotFound
    );
    let stranger = desk.beside(7, Role::Reception);
    assert_eq!(get(&stranger, &paper).status, Status::Forbidden);
}

#[test]
fn a_passage_towards_a_sealed_procedure_writes_nothing_and_says_what_to_do_meanwhile() {
    let above = |code: &str, sealed: bool| {
        let text = CHAIR
            .replace("P99", code)
            .replace("p99", &code.to_lowercase())
            .replace("| niveau | base |", "| niveau | specialise |");
        if sealed {
            return text.replace("confidentialite | ordinaire", "confidentialite | scellee");
        }
        text
    };
    let desk = publish(&worker(), &above("P98", true));
    let desk = publish(&desk, &above("P97", false));
    let case = case_of(&open(&desk));
    let passage = format!("{case}/passage");
    let note = "asked=Suivre&known=Elle+est+seule";
    let sealed = format!("procedure=P98&{note}");
    refused(
        &desk,
        &passage,
        &sealed,
        "sont scellés. Entrez dans l&#39;espace protégé",
    );
    assert!(
        !text(&desk, "/dossiers?voir=tous").contains("2/2026"),
        "nothing was opened"
    );
    let second = place(&desk.send(&passage, &format!("procedure=P97&{note}")));
    assert_ne!(second, case);
    let page = text(&desk, &case);
    assert!(
        page.contains(&second) && page.contains("À faire"),
        "the first goes on"
    );
}

/// The director of another installation, who shares nothing with a desk but what people carry.
fn elsewhere() -> Desk {
    let mut desk = Desk::new();
    desk.site.centre = CentreId::named("the centre next door");
    found_in(&desk.store, desk.site.centre);
    as_role(&desk, Role::Director)
}

#[test]
fn a_sealed_note_is_taken_in_once_by_another_installation_which_accepts_or_refuses_it() {
    let desk = worker();
    let case = case_of(&open(&desk));
    let hand = format!("{case}/transfert");
    let note = "to-words=Centre+de+Man&asked=Suivre&known=Elle+marche+mal&consent=signature";
    place(&desk.send(&hand, note));
    let id = case.rsplit('/').next().unwrap().parse().unwrap();
    let here = scope::registry(desk.site.centre);
    let sent = desk.store.read(|tx| of_case(tx, here, id)).unwrap();
    let secret = "fleuve-tambour-mangue-41";
    let file = format!("{secret}{}", carried::write("À lire", &sent[0].0.note)).into_bytes();
    let there = elsewhere();
    let carry = |desk: &Desk, secret: &str, file: &[u8]| {
        desk.send_file("/transferts", &[("secret", secret)], file)
    };
    for (secret, file, says) in [
        (
            "autre-phrase-de-passe-9",
            file.as_slice(),
            "ne s&#39;ouvre pas avec cette phrase",
        ),
        (secret, &b""[..], "Choisissez le fichier"),
    ] {
        let answer = carry(&there, secret, file);
        assert_eq!(answer.status, Status::Unprocessable);
        assert!(answer.text_body().contains(says), "{says}");
    }
    let received = place(&carry(&there, secret, &file));
    let page = text(&there, &received);
    assert!(
        page.contains("Elle marche mal") && page.contains("Affoué"),
        "{page}"
    );
    let again = carry(&there, secret, &file);
    assert_eq!(again.status, Status::Unprocessable);
    assert!(again.text_body().contains("déjà reçue"));
    let director = desk.beside(3, Role::Director);
    let own = carry(&director, secret, &file);
    assert!(own.text_body().contains("vient de votre centre"));
    refused(&there, &received, "accepted=non", "c-words-error");
    place(&there.send(&received, "accepted=oui&words=Lundi"));
    assert!(text(&there, "/transferts").contains("Repris"));
    refused(&there, &received, "accepted=non&words=x", "déjà");
    let stranger = there.beside(9, Role::SocialWorker);
    assert_eq!(carry(&stranger, secret, &file).status, Status::Forbidden);
}

/// Two centres kept in one place, and somebody of the first who also reaches the second; their workers and directors.
fn side_by_side() -> [Desk; 3] {
    let desk = publish(&founded(), CHAIR);
    let (from, to) = (desk.site.centre, CentreId::named("the centre next door"));
    found_in(&desk.store, to);
    let grants = vec![Grant {
        role: Role::RegionalSupervisor,
        reach: Reach::of([from, to]),
    }];
    let allowed = policy::allow_founding(0, ActorId::named("founder"), from).unwrap();
    let act = Acting::on(&State::default())
        .set("name", &"Région".to_owned())
        .fact("founded", &grants)
        .done(None, None);
    let mut drafts = Drafts::under(&allowed);
    drafts.push(Draft {
        scope: scope::office(from),
        entity: EntityId::named("region"),
        kind: "account",
        version: 1,
        act,
        secrecy: Secrecy::Open,
    });
    let written = desk.store.write(|tx| {
        let mut writing = Writing {
            now_micros: 1_795_420_800_000_000,
            chance: &mut Seeded::new(77),
        };
        append(tx, &mut writing, drafts.clone())
    });
    written.unwrap();
    let mut there = desk.beside(70, Role::Director);
    there.site.centre = to;
    [
        as_role(&desk, Role::SocialWorker),
        as_role(&desk, Role::Director),
        as_role(&there, Role::Director),
    ]
}

#[test]
fn the_centre_next_door_accepts_or_refuses_a_case_and_who_sent_it_reads_the_answer() {
    let [worker, director, there] = side_by_side();
    let to = there.site.centre;
    for (answer, says) in [
        ("accepted=oui", "Repris"),
        ("accepted=non&words=Trop+loin", "Trop loin"),
    ] {
        let case = case_of(&open(&worker));
        let hand = format!("{case}/transfert");
        assert!(
            text(&worker, &hand).contains(&to.to_string()),
            "it is offered"
        );
        let note = format!("to={to}&asked=Suivre&known=Elle+marche+mal&consent=signature");
        place(&worker.send(&hand, &note));
        refused(&worker, &hand, &note, "attend");
        let today = text(&there, "/aujourdhui");
        assert!(
            today.contains("/transferts/") && !today.contains("Affoué"),
            "{today}"
        );
        let from = today.find("/transferts/").unwrap();
        let received = today[from..].split('"').next().unwrap().to_owned();
        let page = text(&there, &received);
        assert!(page.contains("Elle marche mal") && page.contains("Affoué"));
        refused(&there, &received, "accepted=", "c-accepted-error");
        place(&there.send(&received, answer));
        refused(&there, &received, answer, "déjà");
        assert!(!text(&there, "/aujourdhui").contains(&received));
        assert!(text(&worker, &hand).contains(says), "{says}");
        assert_eq!(
            get(&director, &received).status,
            Status::NotFound,
            "it asks another"
        );
        let back = worker.send(&format!("{hand}/reponse"), "accepted=oui");
        assert_eq!(back.status, Status::NotFound, "nothing waits any more");
    }
}

#[test]
fn a_note_taken_back_is_no_longer_read_next_door() {
    let [worker, _, there] = side_by_side();
    let case = case_of(&open(&worker));
    let hand = format!("{case}/transfert");
    let to = there.site.centre;
    let note = format!("to={to}&asked=Suivre&known=Elle+marche+mal&consent=signature");
    place(&worker.send(&hand, &note));
    let list = text(&there, "/transferts");
    let from = list.find("/transferts/").unwrap();
    let received = list[from..].split('"').next().unwrap().to_owned();
    refused(
        &worker,
        &format!("{hand}/reponse"),
        "accepted=retrait",
        "c-words-error",
    );
    place(&worker.send(
        &format!("{hand}/reponse"),
        "accepted=retrait&words=Elle+reste",
    ));
    assert_eq!(get(&there, &received).status, Status::NotFound);
    assert!(!text(&there, "/transferts").contains(&received));
}
