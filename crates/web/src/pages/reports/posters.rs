//! What a centre hangs on its wall: the poster of its services and the charter of its reception.
//!
//! Both follow from the settings, the manual and the directory as they are: nothing is promised that the centre has not
//! adopted. Never: anybody's name, a confidential place.

use akwaba_domain::registry::Day;
use akwaba_procedures::workbook::{Confidentiality, ParameterValue, Procedure, Subject};
use akwaba_store::Tx;
use akwaba_store::projections::casework::{current, edition};
use akwaba_store::projections::directory::services;
use askama::Template;
use std::sync::Arc;

use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::pages::here::centre;
use crate::parts::Paper;
use crate::problem::Problem;
use crate::routes::Route;
use crate::show;

/// The addresses.
pub const ROUTES: &[Route] = &[
    Route::get("report.poster", "/affiche", poster),
    Route::get("report.charter", "/charte", charter),
];

/// Procedures in which somebody asks for something at the door, as the model manual numbers them; the others are the
/// centre's own work.
const AT_THE_DOOR: [&str; 12] = [
    "P02", "P07", "P09", "P16", "P17", "P18", "P19", "P20", "P21", "P22", "P23", "P28",
];
/// Delays of the manual that people may hold the centre to: procedure and parameter.
const PROMISED: [(&str, &str); 7] = [
    ("P01", "urgence_delai"),
    ("P01", "attente_delai"),
    ("P02", "entretien_rouge"),
    ("P02", "entretien_autre"),
    ("P09", "demande_delai"),
    ("P09", "instruction_delai"),
    ("P28", "reponse_delai"),
];

#[derive(Template)]
#[template(path = "report/poster.html")]
struct PosterPage<'a> {
    f: &'a Frame,
    paper: Paper,
    services: Vec<(String, String)>,
    own: Vec<(String, String)>,
    phone: String,
}

#[derive(Template)]
#[template(path = "report/charter.html")]
struct CharterPage<'a> {
    f: &'a Frame,
    paper: Paper,
    promises: Vec<String>,
    delays: Vec<(String, String)>,
    phone: String,
}

/// The procedures in use, in order.
fn procedures(
    tx: &mut dyn Tx,
    exchange: &Exchange<'_, '_>,
) -> Result<Vec<Arc<akwaba_domain::casework::Edition>>, Problem> {
    let centre = centre(exchange);
    let mut found = Vec::new();
    for listed in current(tx, centre)? {
        found.extend(edition(tx, centre, &listed.named)?);
    }
    Ok(found)
}

fn is_at_the_door(procedure: &Procedure) -> bool {
    AT_THE_DOOR.contains(&procedure.code.as_str()) && procedure.subject != Subject::Centre
}

/// The poster: what one can come for, in the words of the manual in use; the centre's own services of the directory.
fn poster(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (centre, today) = (
        centre(exchange),
        Day::new(akwaba_domain::ctx::day_of(exchange.call.now)),
    );
    let (editions, known) =
        exchange.read(|tx| Ok::<_, Problem>((procedures(tx, exchange)?, services(tx, centre)?)))?;
    let frame = exchange.frame("reports-poster-title");
    let f = &frame;
    let offered = editions.iter().map(|edition| &edition.procedure);
    let offered = offered.filter(|procedure| is_at_the_door(procedure));
    let own = known
        .iter()
        .filter(|one| one.service.own && !one.service.secret && !one.is_closed(today));
    let page = PosterPage {
        paper: Paper::new(f),
        services: offered
            .map(|procedure| (procedure.title.clone(), procedure.purpose.clone()))
            .collect(),
        own: own
            .map(|one| (one.service.name.clone(), one.service.hours.clone()))
            .collect(),
        phone: show::phone(&f.heading.phone),
        f,
    };
    exchange.page(&page)
}

/// The charter: how people are received, and the delays of the manual in use.
fn charter(exchange: &mut Exchange<'_, '_>) -> Answer {
    let editions = exchange.read(|tx| procedures(tx, exchange))?;
    let frame = exchange.frame("reports-charter-title");
    let f = &frame;
    let delays = PROMISED.iter().filter_map(|(code, name)| {
        let known = editions.iter().map(|edition| &edition.procedure);
        let procedure = { known }.find(|procedure| procedure.code == *code)?;
        let parameter = procedure.parameters.iter().find(|one| one.name == *name)?;
        match &parameter.value {
            ParameterValue::Delay(delay) => Some((parameter.label.clone(), delay.to_string())),
            _ => None,
        }
    });
    let sealed = editions
        .iter()
        .any(|edition| edition.procedure.confidentiality == Confidentiality::Sealed);
    let mut keys = vec![
        "reports-charter-open",
        "reports-charter-free-of-name",
        "reports-charter-apart",
        "reports-charter-first",
        "reports-charter-language",
        "reports-charter-consent",
        "reports-charter-secret",
        "reports-charter-see",
    ];
    if sealed {
        keys.push("reports-charter-sealed");
    }
    keys.push("reports-charter-complain");
    let page = CharterPage {
        paper: Paper::new(f),
        promises: keys.into_iter().map(|key| f.t(key)).collect(),
        delays: delays.collect(),
        phone: show::phone(&f.heading.phone),
        f,
    };
    exchange.page(&page)
}
