//! The key of the centre: when it was last changed, who has left since, and changing it.
//!
//! Never sees a key: the host changes it, and this page asks for the reader's passphrase before.

use akwaba_domain::centre::account::Account;
use akwaba_domain::centre::trail::Event;
use akwaba_domain::policy::{self, Target, act};
use akwaba_domain::refusal::{Refusal, Refusals};
use akwaba_store::projections::centre::{account, trail};
use askama::Template;

use crate::doors::KeyKept;
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::http::Form;
use crate::pages::account::own;
use crate::parts::{Fields, Summary};
use crate::problem::Problem;
use crate::routes::Route;
use crate::show;

/// The page.
pub(super) const PATH: &str = "/centre/cle";

/// The addresses of the key.
pub const ROUTES: &[Route] = &[
    Route::get("centre.key", PATH, open),
    Route::post("centre.key-change", PATH, change),
];

#[derive(Template)]
#[template(path = "centre/key.html")]
struct KeyPage<'a> {
    f: &'a Frame,
    facts: Summary,
    /// Who has left since the key was last changed.
    left: Vec<String>,
    form: Fields,
}

/// When the key was last changed, in microseconds since 1970; 0 for never.
fn changed(exchange: &Exchange<'_, '_>) -> Result<i64, Problem> {
    let centre = exchange.call.site.centre;
    let last = exchange.read(|tx| Ok(trail::last(tx, centre, Event::KeyChanged)?))?;
    Ok(last.map_or(0, |line| line.at_micros))
}

/// Whether the key should be changed because this account left.
pub(super) fn is_due(exchange: &Exchange<'_, '_>, account: &Account) -> Result<bool, Problem> {
    Ok(exchange.may_open(PATH) && account.left_since(changed(exchange)?))
}

fn open(exchange: &mut Exchange<'_, '_>) -> Answer {
    let frame = exchange.frame("key-title");
    let form = Fields::new(&frame, Form::default());
    let page = page(exchange, &frame, form)?;
    exchange.page(&page)
}

fn again(exchange: &mut Exchange<'_, '_>, refusals: &Refusals) -> Answer {
    let mut frame = exchange.frame("key-title");
    // The passphrase is typed again, as everywhere.
    let form = Fields::refused(&mut frame, Form::default(), refusals);
    let page = page(exchange, &frame, form)?;
    exchange.again(&page)
}

fn page<'a>(
    exchange: &Exchange<'_, '_>,
    frame: &'a Frame,
    form: Fields,
) -> Result<KeyPage<'a>, Problem> {
    let centre = exchange.call.site.centre;
    let changed = changed(exchange)?;
    let all = exchange.read(|tx| Ok(account::all(tx, centre)?))?;
    let left = all.iter().filter(|account| account.left_since(changed));
    let when = match changed {
        0 => frame.t("key-never"),
        micros => show::moment_of_micros(frame.lang, micros),
    };
    Ok(KeyPage {
        f: frame,
        facts: Summary::new(frame).row("key-changed-on", when.as_str()),
        left: left
            .map(|account| account.name.as_str().to_owned())
            .collect(),
        form,
    })
}

fn change(exchange: &mut Exchange<'_, '_>) -> Answer {
    let centre = exchange.call.site.centre;
    let allowed = policy::allow::<act::KeyChange, _>(exchange.actor()?, &Target::of(centre), ())?;
    let own = own::own(exchange)?;
    if let Err(refusal) = own::prove(exchange, &own, "proof", "centre.key-change")? {
        return again(exchange, &refusal.into());
    }
    match exchange.call.doors.change_key(&allowed) {
        Ok(()) => exchange.done(PATH, Flash::good("key-changed")),
        Err(KeyKept::Older(logins)) => {
            let refusal = Refusal::whole("key-older").with("logins", logins.join(", "));
            again(exchange, &refusal.into())
        }
        Err(KeyKept::Altered) => again(exchange, &Refusal::whole("key-altered").into()),
        Err(KeyKept::InUse) => again(exchange, &Refusal::whole("key-in-use").into()),
        Err(KeyKept::Failed(error)) => Err(error.into()),
    }
}

#[cfg(test)]
#[path = "key_tests.rs"]
mod tests;
