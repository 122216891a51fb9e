//! The end of a sealed file through `handle`: by two who have its key, and told nowhere in the open.

use akwaba_domain::actor::Role;
use akwaba_store::rebuild::state_hash;
use akwaba_store::{StoreError, ledger, params};

use super::tests::{PASSPHRASE, centre, enter, keyed, leave};
use crate::http::Status;
use crate::pages::casework::tests::{get, place, text};
use crate::pages::tests::Desk;

/// Six years, in seconds.
const SIX_YEARS: u64 = 6 * 366 * 24 * 3600;

/// The scopes that have a key somebody may open.
fn keyed_scopes(desk: &Desk) -> Vec<Vec<u8>> {
    let rows = desk.store.read(|tx| {
        let rows = tx.query(
            "SELECT DISTINCT scope FROM sealed_wrap ORDER BY scope",
            params![],
        )?;
        rows.iter().map(|row| Ok(row.blob(0)?.to_vec())).collect()
    });
    let rows: Result<Vec<Vec<u8>>, StoreError> = rows;
    rows.unwrap()
}

/// A complaint that was answered; its path.
fn answered(desk: &Desk, region: &Desk) -> (String, String) {
    let form = "words=Trois+visites&channel=page&about=attente&whom=service";
    let page = desk.ask_nameless("/reclamation", Some(form)).text_body();
    let receipt = page.split("class=\"receipt\"><strong>").nth(1).unwrap()[..19].to_owned();
    enter(region);
    let list = text(region, "/espace/reclamations");
    let path = list.split("href=\"/espace/reclamations/").skip(1);
    let id = path
        .map(|rest| rest.split('"').next().unwrap())
        .find(|id| id.len() == 36);
    let path = format!("/espace/reclamations/{}", id.unwrap());
    place(&region.send(&format!("{path}/reponse"), "stage=repondue&words=Dit"));
    (path, receipt)
}

#[test]
fn a_sealed_file_past_its_term_is_destroyed_by_two_who_have_its_key_and_nothing_of_it_opens() {
    let desk = centre();
    let region = keyed(&desk, Role::RegionalSupervisor);
    let director = keyed(&desk, Role::Director);
    let (path, receipt) = answered(&desk, &region);
    let id = path.rsplit('/').next().unwrap().to_owned();
    let before = desk.store.read(|tx| state_hash(tx)).unwrap();
    let all = keyed_scopes(&desk);
    assert_eq!(
        all.len(),
        3,
        "the complaint, and what its receipt was told twice"
    );
    let propose = format!("/espace/echues/{id}/proposer");
    let early = region.send(&propose, "why=Terme");
    assert_eq!(early.status, Status::Unprocessable, "its term has not come");
    leave(&region);
    region.later(SIX_YEARS);
    director.later(SIX_YEARS);
    assert_eq!(
        get(&region, "/espace/echues").status,
        Status::NotFound,
        "from outside there is none"
    );
    enter(&region);
    assert!(text(&region, "/espace/echues").contains(&id));
    assert_eq!(region.send(&propose, "why=+").status, Status::Unprocessable);
    place(&region.send(&propose, "why=Terme+pass%C3%A9"));
    let agree = format!("/espace/echues/{id}/confirmer");
    let own = region.send(&agree, "ruling=granted");
    assert_eq!(
        own.status,
        Status::Unprocessable,
        "who proposed does not agree"
    );
    enter(&director);
    assert!(text(&director, "/espace/echues").contains("Terme passé"));
    place(&director.send(&agree, "ruling=refused&why=Le+juge+la+demande"));
    let nothing = director.send(&agree, "ruling=granted");
    assert_eq!(
        nothing.status,
        Status::Unprocessable,
        "what was refused is proposed again first"
    );
    place(&region.send(&propose, "why=Le+juge+a+rendu"));
    let record = place(&director.send(&agree, "ruling=granted"));
    let said = text(&director, &record);
    assert!(said.contains("Le juge a rendu") && said.contains("Compte regional-supervisor"));
    assert!(!said.contains("Trois visites"));
    // Neither of the two finds it any more, also in the vault that was open meanwhile; both keep the record.
    for one in [&director, &region] {
        assert_eq!(get(one, &path).status, Status::NotFound);
        assert!(text(one, "/espace/echues").contains(&record));
    }
    let left = keyed_scopes(&desk);
    assert!(
        left.iter().all(|scope| !all.contains(scope)),
        "no wrap of it is left"
    );
    assert_eq!(left.len(), 1, "the record alone");
    let form = format!("receipt={}", receipt.replace(' ', "+"));
    let asked = desk.ask_nameless("/reclamation/reponse", Some(&form));
    assert_eq!(
        asked.status,
        Status::Unprocessable,
        "its receipt opens nothing"
    );
    leave(&director);
    let open = text(&director, "/donnees/destructions");
    assert!(
        !open.contains("Le juge") && !open.contains(&id),
        "the open list tells nothing"
    );
    let after = desk.store.read(|tx| {
        assert!(ledger::verify(tx, &mut |_| ())?.is_intact());
        state_hash(tx)
    });
    assert_eq!(after.unwrap(), before, "no table of the open part knows");
    let _ = PASSPHRASE;
}
