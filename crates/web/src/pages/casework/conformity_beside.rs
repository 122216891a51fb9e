//! How a procedure is followed in two centres side by side, over one period: what both find hard comes first.
//!
//! Only for who may see both: where the policy refuses the other centre, or nothing of it is kept here, the page does not
//! exist. Never ranks centres; never a name, a case, a worker.

use akwaba_domain::casework::conformity::Conformity;
use akwaba_journal::id::CentreId;
use askama::Template;

use super::conformity::{PERIODS, centre_name, count, days, may_see, path, periods, share};
use super::shared::{centre, now};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::parts::{Empty, Row, Table};
use crate::problem::Problem;
use crate::show;

#[derive(Template)]
#[template(path = "casework/conformity_beside.html")]
struct BesidePage<'a> {
    f: &'a Frame,
    heading: String,
    tabs: Vec<(String, String, bool)>,
    about: String,
    versions: String,
    table: Table,
    empty: Option<Empty>,
    back: String,
}

/// The page.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (here, now, days) = (centre(exchange), now(exchange), days(exchange));
    let other: CentreId = exchange.id("centre")?;
    let code = exchange.param("code").to_owned();
    if other == here || !may_see(exchange, other)? {
        return Err(Problem::NotFound);
    }
    let (own, theirs, name) = exchange.read(|tx| {
        let own = count(tx, here, &code, now, days)?.ok_or(Problem::NotFound)?;
        let theirs = count(tx, other, &code, now, days)?.ok_or(Problem::NotFound)?;
        let name = centre_name(tx, other)?;
        Ok::<_, Problem>((own, theirs, name))
    })?;
    let heading = exchange.call.site.heading.centre.clone();
    let frame = exchange.frame("conformity-beside-title");
    let f = &frame;
    let (period, _) = periods(now, days);
    let args = [
        ("from", show::civil(period.from.date()).into()),
        ("to", show::civil(now.date()).into()),
        ("here", named(f, heading, "conformity-here").into()),
        ("cases", own.conformity.cases().into()),
        ("there", named(f, name, "conformity-there").into()),
        ("others", theirs.conformity.cases().into()),
    ];
    let tabs = PERIODS.map(|offered| {
        let label = f.t1("conformity-days", "days", offered);
        let path = format!("{}/avec/{other}?jours={offered}", path(&code));
        (path, label, offered == days)
    });
    let nothing = own.conformity.cases() == 0 && theirs.conformity.cases() == 0;
    let differ = own.newest != theirs.newest;
    let page = BesidePage {
        f,
        heading: own.title,
        tabs: tabs.into(),
        about: f.tn("conformity-beside-about", args),
        versions: if differ {
            let args = [
                ("here", own.newest.version_code().into()),
                ("there", theirs.newest.version_code().into()),
            ];
            f.tn("conformity-beside-versions", args)
        } else {
            String::new()
        },
        table: table(f, &own.conformity, &theirs.conformity),
        empty: nothing.then(|| Empty::new(f, "conformity-none", "conformity-none-text")),
        back: format!("{}?jours={days}", path(&code)),
    };
    exchange.page(&page)
}

/// The name of a centre, or the word for it.
fn named(f: &Frame, name: String, otherwise: &str) -> String {
    if name.is_empty() {
        f.t(otherwise)
    } else {
        name
    }
}

fn table(f: &Frame, own: &Conformity, theirs: &Conformity) -> Table {
    let mut table = Table::new(f, f.t("conformity-beside-caption"))
        .column("conformity-step")
        .number("conformity-share-here")
        .number("conformity-all-here")
        .number("conformity-share-there")
        .number("conformity-all-there");
    for step in own.beside(theirs) {
        table = table.row(
            Row::new()
                .cell(format!("{}. {} · {}", step.order, step.label, step.role))
                .cell(share(f, step.here))
                .cell(step.here.all().to_string())
                .cell(share(f, step.there))
                .cell(step.there.all().to_string()),
        );
    }
    table
}

#[cfg(test)]
mod tests {
    use super::super::tests::{CHAIR, FREE, get, open, place, publish, text, worker};
    use crate::http::Status;
    use crate::pages::tests::Desk;
    use akwaba_domain::actor::{Actor, Grant, Reach, Role};
    use akwaba_journal::id::{ActorId, CentreId};

    /// Who supervises these centres, at the desk of the first.
    fn supervisor(desk: &Desk, role: Role, centres: &[CentreId]) -> Desk {
        let actor = Actor {
            account: ActorId::named("region"),
            grants: vec![Grant {
                role,
                reach: Reach::of(centres.iter().copied()),
            }],
            suspended: false,
        };
        desk.beside(9, role).by_actor(actor)
    }

    /// Two centres in one store, each with a case: one step done in time here, one left late there.
    fn two() -> (Desk, CentreId, CentreId) {
        let here = worker();
        place(&here.send(&open(&here), FREE));
        let mut there = here.beside(7, Role::SocialWorker);
        there.site.centre = CentreId::named("the centre next door");
        let there = publish(&there, CHAIR);
        open(&there);
        here.later(4 * 24 * 3600);
        let own = here.site.centre;
        (here, own, there.site.centre)
    }

    #[test]
    fn who_supervises_two_centres_sees_a_procedure_in_both_the_hardest_first_and_nobody() {
        let (desk, own, other) = two();
        let region = supervisor(&desk, Role::RegionalSupervisor, &[own, other]);
        let path = format!("/conformite/P99/avec/{other}");
        assert!(text(&region, "/conformite/P99").contains(&path));
        let page = text(&region, &path);
        assert!(page.contains("100 %") && page.contains("0 %"), "{page}");
        assert!(!page.contains("Affoué") && !page.contains("/dossiers/"));
    }

    #[test]
    fn a_centre_out_of_reach_is_neither_offered_nor_shown() {
        let (desk, own, other) = two();
        let path = format!("/conformite/P99/avec/{other}");
        let region = supervisor(&desk, Role::RegionalSupervisor, &[own]);
        assert!(!text(&region, "/conformite/P99").contains("/avec/"));
        assert_eq!(get(&region, &path).status, Status::NotFound);
        let both = supervisor(&desk, Role::SocialWorker, &[own, other]);
        assert_eq!(get(&both, &path).status, Status::Forbidden);
        // Directing one's own centre and working in the other does not show the other.
        let mut actor = Actor {
            account: ActorId::named("mixed"),
            grants: Vec::new(),
            suspended: false,
        };
        for (role, centre) in [(Role::Director, own), (Role::SocialWorker, other)] {
            let reach = Reach::of([centre]);
            actor.grants.push(Grant { role, reach });
        }
        let mixed = desk.beside(8, Role::Director).by_actor(actor);
        assert!(!text(&mixed, "/conformite/P99").contains("/avec/"));
        assert_eq!(get(&mixed, &path).status, Status::NotFound);
    }

    #[test]
    fn a_centre_of_which_nothing_is_kept_here_is_not_offered() {
        let (desk, own, _) = two();
        let far = CentreId::named("far away");
        let region = supervisor(&desk, Role::RegionalSupervisor, &[own, far]);
        assert!(!text(&region, "/conformite/P99").contains("/avec/"));
        let path = format!("/conformite/P99/avec/{far}");
        assert_eq!(get(&region, &path).status, Status::NotFound);
    }
}
