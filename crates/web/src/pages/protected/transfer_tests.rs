//! A sealed case in other hands: a colleague's, with its key; another service's, by a note on paper. The open part never knows.

use akwaba_domain::actor::Role;
use akwaba_domain::casework::manual::Texts;
use akwaba_store::rebuild::state_hash;

use super::specific_tests::{SHARED, VIOLENCE, begun, proposed, tell};
use super::tests::{centre, enter, id, keyed, leave};
use crate::http::Status;
use crate::pages::casework::tests::{get, place, publish_texts, text};

const CHILD: &str = include_str!("../../../../../manuel/P13-protection-enfant.md");
const PLACEMENT: &str = include_str!("../../../../../manuel/P25-placement.md");

#[test]
fn all_that_is_followed_is_handed_to_another_centre_on_paper_under_a_code_and_the_open_part_never_knows()
 {
    let (worker, case, service) = begun();
    let before = worker.store.read(|tx| state_hash(tx)).unwrap();
    let code = proposed(&worker, &case);
    tell(&worker, &case, &code);
    let refer = format!("{case}/references/nouvelle");
    let whole = format!(
        "service={service}&share=age&wanted=Un+abri&takes-over=1&receiver=Mme+Kon%C3%A9,+assistante+sociale\
         &known=Attend+une+place"
    );
    // Nothing leaves without the consent of the file for that very service.
    assert_eq!(worker.send(&refer, &whole).status, Status::Unprocessable);
    let give = format!("service={service}&told=age&giver=elle&mark=empreinte&incident={code}");
    place(&worker.send(&format!("{case}/accords"), &give));
    let form = text(&worker, &format!("{refer}?service={service}"));
    assert!(form.contains("reprenne tout son suivi"), "{form}");
    let bare = format!("service={service}&wanted=Un+abri&takes-over=1&known=Affou%C3%A9+attend");
    let refused = worker.send(&refer, &bare).text_body();
    assert!(refused.contains("c-receiver-error") && refused.contains("c-known-error"));
    let referral = place(&worker.send(&refer, &whole));
    let note = text(&worker, &format!("{referral}/fiche"));
    for words in ["Note de transfert", "Mme Koné", "Attend une place", &code] {
        assert!(note.contains(words), "{words} in {note}");
    }
    assert!(!note.contains("Affoué"));
    assert!(text(&worker, &case).contains("Transfert demandé à"));
    let twice = worker.send(&refer, &whole);
    assert!(twice.text_body().contains("attend déjà sa réponse"));
    place(&worker.send(&format!("{referral}/reponse"), "answer=recu&via=coupon"));
    assert!(text(&worker, &case).contains("Transféré :"));
    leave(&worker);
    for path in [&case, &referral, &format!("{referral}/fiche")] {
        assert_eq!(get(&worker, path).status, Status::NotFound, "{path}");
    }
    assert_eq!(worker.store.read(|tx| state_hash(tx)).unwrap(), before);
}

#[test]
fn a_case_of_each_sealed_procedure_passes_to_a_colleague_with_its_key_and_leaves_nothing_in_the_open()
 {
    let desk = centre();
    for (at, procedure) in [VIOLENCE, CHILD, PLACEMENT].into_iter().enumerate() {
        let texts = Texts {
            shared: (at == 0).then_some(SHARED),
            procedures: &[procedure],
        };
        publish_texts(&desk.store, desk.site.centre, texts);
    }
    let worker = keyed(&desk, Role::SocialWorker);
    let director = keyed(&desk, Role::Director);
    let before = worker.store.read(|tx| state_hash(tx)).unwrap();
    enter(&worker);
    let mut passed = Vec::new();
    let to = id(&worker, Role::Director);
    for code in ["P13", "P14", "P25"] {
        let begun = worker.send("/espace/nouveau", &format!("procedure={code}&whose=code"));
        let step = place(&begun);
        let case = step.split("/etapes/").next().unwrap().to_owned();
        let pass = format!("{case}/transmettre");
        assert!(text(&worker, &pass).contains("sa clé passent"), "{code}");
        place(&worker.send(&pass, &format!("to={to}&reason=Absence")));
        assert_eq!(get(&worker, &case).status, Status::NotFound, "{code}");
        passed.push((code, case));
    }
    // A key given to somebody shows at their next entry.
    enter(&director);
    for (code, case) in passed {
        assert!(text(&director, &case).contains(code), "{code}");
        place(&director.send(&format!("{case}/notes"), "note=Suite"));
    }
    leave(&worker);
    leave(&director);
    assert_eq!(worker.store.read(|tx| state_hash(tx)).unwrap(), before);
}
