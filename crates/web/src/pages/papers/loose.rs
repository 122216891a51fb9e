//! A paper about a person that no page asked for: for a host that issues one by itself, as the demonstration does.

use akwaba_domain::centre::settings;
use akwaba_domain::papers::{Answered, Content, Kind, Values};
use akwaba_domain::reception::{Day, LineNumber};
use akwaba_domain::registry::PersonView;
use akwaba_domain::scope;
use akwaba_store::{Tx, entity};
use jiff::Timestamp;

use super::known::{About, visits};
use super::write::Writer;
use crate::Site;
use crate::frame::Frame;
use crate::i18n::Lang;
use crate::pages::reception::numbered;
use crate::problem::Problem;

/// Reads what is completed of a paper, and gives what writes it once its number is known.
///
/// # Errors
/// Those of [`Values::read`] and of the store.
pub fn loose(
    tx: &mut dyn Tx,
    (site, now): (&Site, Timestamp),
    (kind, person): (Kind, PersonView),
    typed: &dyn Fn(&str) -> String,
) -> Result<impl Fn(LineNumber) -> Content + use<>, Problem> {
    let french = Frame::new(Lang::Fr, "papers-title", site, now);
    let office = scope::office(site.centre);
    let settings = settings::read(&entity::load(tx, office, settings::entity(site.centre))?);
    let about = About {
        visits: visits(tx, scope::registry(site.centre), Some(&person))?,
        person: Some(person),
        case: None,
        household: None,
        people: Vec::new(),
        written: None,
        answered: Answered::default(),
        apart: false,
    };
    let today = Day::of(now);
    let values = Values::read(kind, typed, today, &about.visits)?;
    Ok(move |number: LineNumber| {
        let writer = Writer {
            f: &french,
            about: &about,
            values: &values,
            heading: &french.heading,
            case: String::new(),
            unit: settings.unit.clone(),
            today,
        };
        writer.content(kind, numbered(number, &settings.code))
    })
}
