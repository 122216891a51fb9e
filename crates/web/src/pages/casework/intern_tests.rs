//! Interns through the pages: a tutor named by two, a case opened until a day, what is prepared, and every way in which
//! it ends.

use akwaba_domain::actor::Role;
use akwaba_store::projections::centre::account;

use super::tests::{CHAIR, FREE, get, open, place, publish, text};
use crate::http::Status;
use crate::pages::bad_input::{as_role, founded};
use crate::pages::tests::Desk;

/// The people of a centre, seen from their own browsers.
struct Centre {
    worker: Desk,
    intern: Desk,
    director: Desk,
    admin: Desk,
}

impl Centre {
    /// A centre whose intern has a tutor: the director asks, another administrator confirms.
    fn guided(confidentiality: &str) -> Self {
        let desk = publish(&founded(), &CHAIR.replace("ordinaire", confidentiality));
        let centre = Self {
            worker: as_role(&desk, Role::SocialWorker),
            intern: as_role(&desk, Role::Intern),
            director: as_role(&desk, Role::Director),
            admin: as_role(&desk, Role::TechnicalAdmin),
        };
        centre.give(&centre.id(Role::SocialWorker));
        centre
    }

    fn id(&self, role: Role) -> String {
        let centre = self.worker.site.centre;
        let found = self
            .worker
            .store
            .read(|tx| account::by_login(tx, centre, role.code()));
        found.unwrap().unwrap().id.to_string()
    }

    fn account(&self) -> String {
        format!("/centre/comptes/{}", self.id(Role::Intern))
    }

    /// Gives the intern a tutor, or `personne`.
    fn give(&self, tutor: &str) {
        let ask = format!("{}/tuteur", self.account());
        place(
            &self
                .director
                .send(&ask, &format!("tutor={tutor}&tutor-reason=Stage")),
        );
        let page = text(&self.admin, &self.account());
        let tag = page.split("name=\"request\" value=\"").nth(1).unwrap();
        let tag = tag.split('"').next().unwrap();
        let rule = format!("request={tag}&decision=grant");
        assert_eq!(
            self.director.send(&format!("{ask}/decision"), &rule).status,
            Status::Forbidden,
            "who asked does not confirm"
        );
        place(&self.admin.send(&format!("{ask}/decision"), &rule));
    }

    /// A case of the worker's, opened to the intern; its path.
    fn opened(&self, reach: &str) -> String {
        let case = open(&self.worker);
        let case = case.split("/etapes/").next().unwrap().to_owned();
        self.open(&case, reach, 30);
        case
    }

    fn open(&self, case: &str, reach: &str, day: u8) {
        let intern = self.id(Role::Intern);
        let form =
            format!("intern={intern}&reach={reach}&until_day={day}&until_month=11&until_year=2026");
        place(&self.worker.send(&format!("{case}/stagiaire"), &form));
    }

    fn sees(&self, case: &str) -> bool {
        let path = case.replace("/dossiers/", "/stage/");
        let listed = text(&self.intern, "/stage").contains(&path);
        let read = get(&self.intern, &path).status == Status::Ok;
        assert_eq!(listed, read, "the list and the page agree");
        read
    }
}

#[test]
fn an_intern_reads_what_their_tutor_opened_and_what_they_prepare_is_done_by_the_tutor_alone() {
    let centre = Centre::guided("ordinaire");
    let case = centre.opened("ecrire");
    let stage = case.replace("/dossiers/", "/stage/");
    assert!(centre.sees(&case));
    assert_eq!(get(&centre.intern, &case).status, Status::Forbidden);
    place(&centre.intern.send(
        &format!("{stage}/notes"),
        "note=Elle+marche+avec+une+canne.",
    ));
    let notes = text(&centre.worker, &format!("{case}/notes"));
    assert!(
        notes.contains("(stagiaire, avec Compte social-worker)"),
        "{notes}"
    );
    let step = format!("{stage}/etapes/demande");
    let short = FREE.replace("le+march%C3%A9", "");
    assert_eq!(
        centre.intern.send(&step, &short).status,
        Status::Unprocessable
    );
    place(&centre.intern.send(&step, FREE));
    assert_eq!(
        centre.intern.send(&step, FREE).status,
        Status::Unprocessable,
        "one at a time"
    );
    assert!(
        !text(&centre.worker, &case).contains("Fait par"),
        "nothing is done yet"
    );
    let today = text(&centre.worker, "/aujourdhui");
    assert!(today.contains("préparé par Compte intern"), "{today}");
    let from = today.find(&format!("{case}/stagiaire/")).unwrap();
    let asked = today[from..].split('"').next().unwrap().to_owned();
    assert!(text(&centre.worker, &asked).contains("le marché"));
    let back = centre.worker.send(&asked, "ruling=renvoyer");
    assert_eq!(back.status, Status::Unprocessable, "a reason is needed");
    place(
        &centre
            .worker
            .send(&asked, "ruling=renvoyer&words=Pour+quel+march%C3%A9"),
    );
    let page = text(&centre.intern, &stage);
    assert!(page.contains("vous est renvoyée") && page.contains("Pour quel marché"));
    assert!(
        text(&centre.intern, &step).contains("le marché"),
        "what was sent comes back"
    );
    place(&centre.intern.send(&step, FREE));
    let all = text(&centre.worker, &format!("{case}/stagiaire"));
    let from = all.find(&format!("{case}/stagiaire/")).unwrap();
    let asked = all[from..].split('"').next().unwrap().to_owned();
    place(&centre.worker.send(&asked, "ruling=garder"));
    let done = text(&centre.worker, &case);
    assert!(done.contains("Compte social-worker") && done.contains("Remettre le fauteuil"));
    assert!(!text(&centre.worker, "/aujourdhui").contains("préparé par"));
    let again = centre.worker.send(&asked, "ruling=garder");
    assert_eq!(again.status, Status::Unprocessable);
}

#[test]
fn who_may_only_read_writes_nothing() {
    let centre = Centre::guided("ordinaire");
    let case = centre.opened("lire");
    let stage = case.replace("/dossiers/", "/stage/");
    assert!(centre.sees(&case));
    let page = text(&centre.intern, &stage);
    assert!(!page.contains("/notes\"") && !page.contains("/etapes/"));
    for (path, fields) in [("notes", "note=Oui"), ("etapes/demande", FREE)] {
        let answer = centre.intern.send(&format!("{stage}/{path}"), fields);
        assert_eq!(answer.status, Status::NotFound, "{path}");
    }
    assert_eq!(
        get(&centre.intern, &format!("{stage}/etapes/demande")).status,
        Status::NotFound
    );
}

#[test]
fn it_ends_with_the_day_the_tutor_the_follower_and_the_account() {
    let centre = Centre::guided("ordinaire");
    let case = centre.opened("lire");
    let intern = centre.id(Role::Intern);
    place(
        &centre
            .worker
            .send(&format!("{case}/stagiaire"), &format!("reprendre={intern}")),
    );
    assert!(!centre.sees(&case), "taken back");
    centre.open(&case, "lire", 30);
    assert!(centre.sees(&case));
    let (worker, director) = (centre.id(Role::SocialWorker), centre.id(Role::Director));
    let hand = |to: &str| format!("to={to}&reason=Cong%C3%A9");
    let path = format!("{case}/transmettre");
    place(&centre.worker.send(&path, &hand(&director)));
    assert!(!centre.sees(&case), "it has passed to somebody else");
    place(&centre.director.send(&path, &hand(&worker)));
    assert!(!centre.sees(&case), "and does not open again by itself");
    centre.open(&case, "lire", 30);
    centre.give("personne");
    assert!(!centre.sees(&case), "without a tutor");
    centre.give(&worker);
    assert!(!centre.sees(&case), "opened under the former tutoring");
    centre.open(&case, "lire", 30);
    assert!(centre.sees(&case));
    let suspend = format!("{}/suspension", centre.account());
    for suspended in ["1", "0"] {
        place(
            &centre
                .director
                .send(&suspend, &format!("suspended={suspended}&why=Absence")),
        );
        assert!(!centre.sees(&case), "suspended, and after: {suspended}");
    }
    centre.give(&worker);
    centre.open(&case, "lire", 24);
    assert!(centre.sees(&case));
    centre.intern.later(2 * 24 * 3600);
    assert!(!centre.sees(&case), "its day has passed");
}

#[test]
fn a_restricted_case_is_opened_to_no_intern_and_nobody_opens_anothers_case() {
    let centre = Centre::guided("restreinte");
    let case = open(&centre.worker);
    let case = case.split("/etapes/").next().unwrap().to_owned();
    let path = format!("{case}/stagiaire");
    let intern = centre.id(Role::Intern);
    let form = format!("intern={intern}&reach=lire&until_day=30&until_month=11&until_year=2026");
    let refused = centre.worker.send(&path, &form);
    assert_eq!(refused.status, Status::Unprocessable);
    assert!(
        refused
            .text_body()
            .contains("ne s&#39;ouvre pas à un stagiaire")
    );
    assert!(!centre.sees(&case));
    let colleague = centre.worker.beside(60, Role::SocialWorker);
    assert_eq!(get(&colleague, &path).status, Status::NotFound);
    assert_eq!(get(&centre.director, &path).status, Status::Forbidden);
}

#[test]
fn only_a_social_worker_is_a_tutor_and_only_an_intern_has_one() {
    let centre = Centre::guided("ordinaire");
    let ask = format!("{}/tuteur", centre.account());
    let director = centre.id(Role::Director);
    for (tutor, says) in [
        (director.as_str(), "travailleur social"),
        ("", "c-tutor-error"),
    ] {
        let answer = centre
            .director
            .send(&ask, &format!("tutor={tutor}&tutor-reason=Stage"));
        assert_eq!(answer.status, Status::Unprocessable, "{tutor}");
        assert!(answer.text_body().contains(says), "{says}");
    }
    let other = format!("/centre/comptes/{}/tuteur", centre.id(Role::Reception));
    let worker = centre.id(Role::SocialWorker);
    let answer = centre
        .director
        .send(&other, &format!("tutor={worker}&tutor-reason=Stage"));
    assert_eq!(answer.status, Status::Unprocessable);
}
