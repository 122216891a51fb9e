//! The first opening: in an empty folder, whoever holds the code shown where the program was started
//! founds the centre. It works once, and its address then leads nowhere.

use akwaba_domain::centre::first_code;
use akwaba_domain::centre::founding::FoundingForm;
use akwaba_domain::centre::settings::{CentreKind, SettingsForm};
use akwaba_domain::refusal::Refusals;
use askama::Template;

use crate::doors::NotFounded;
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::http::Form;
use crate::parts::{Fields, Summary};
use crate::problem::Problem;
use crate::routes::Route;

/// Where the centre is founded.
pub(crate) const PATH: &str = "/ouverture";

/// The addresses of the first opening.
pub const ROUTES: &[Route] = &[
    Route::get("founding.form", PATH, form),
    Route::post("founding.send", PATH, send),
];

/// Whether a route is served before the centre is founded.
pub(crate) fn serves(route: &Route) -> bool {
    matches!(
        route.name,
        "founding.form" | "founding.send" | "preferences.language"
    )
}

#[derive(Template)]
#[template(path = "centre/founding.html")]
struct FoundingPage<'a> {
    f: &'a Frame,
    form: Fields,
    kinds: Vec<&'static str>,
    code: &'static str,
}

#[derive(Template)]
#[template(path = "centre/founded.html")]
struct FoundedPage<'a> {
    f: &'a Frame,
    accounts: Vec<Summary>,
}

fn kinds() -> Vec<&'static str> {
    CentreKind::ALL.iter().map(|kind| kind.code()).collect()
}

fn form(exchange: &mut Exchange<'_, '_>) -> Answer {
    if exchange.call.doors.founding().is_none() {
        return Err(Problem::NotFound);
    }
    let frame = exchange.frame("founding-title");
    let sent = Form::new().with("kind", CentreKind::default().code());
    exchange.page(&FoundingPage {
        f: &frame,
        form: Fields::new(&frame, sent),
        kinds: kinds(),
        code: first_code::FIELD,
    })
}

fn send(exchange: &mut Exchange<'_, '_>) -> Answer {
    let doors = exchange.call.doors;
    let founding = doors.founding().ok_or(Problem::NotFound)?;
    let typed = read(&exchange.form);
    let code = exchange.form.get(first_code::FIELD);
    match founding.found(code, &typed, exchange.call.now) {
        Ok(passphrases) => founded(exchange, &typed, &passphrases),
        Err(NotFounded::Refused(refusals)) => again(exchange, &refusals),
        Err(NotFounded::Over) => Err(Problem::NotFound),
        Err(NotFounded::Failed(error)) => Err(error.into()),
    }
}

fn read(sent: &Form) -> FoundingForm {
    let own = |name: &str| sent.get(name).to_owned();
    FoundingForm {
        settings: SettingsForm {
            name: own("name"),
            code: own("code"),
            kind: own("kind"),
            ministry: own("ministry"),
            direction: own("direction"),
            unit: own("unit"),
            address: own("address"),
            phone: own("phone"),
        },
        director: own("director"),
        director_name: own("director-name"),
        admin: own("admin"),
        admin_name: own("admin-name"),
    }
}

fn again(exchange: &mut Exchange<'_, '_>, refusals: &Refusals) -> Answer {
    let sent = exchange.form.clone();
    let mut frame = exchange.frame("founding-title");
    let form = Fields::refused(&mut frame, sent, refusals);
    exchange.again(&FoundingPage {
        f: &frame,
        form,
        kinds: kinds(),
        code: first_code::FIELD,
    })
}

fn founded(
    exchange: &mut Exchange<'_, '_>,
    typed: &FoundingForm,
    passphrases: &[zeroize::Zeroizing<String>; 2],
) -> Answer {
    let frame = exchange.frame("founding-done-title");
    let [director, admin] = passphrases;
    let shown = [
        (&typed.director_name, &typed.director, director),
        (&typed.admin_name, &typed.admin, admin),
    ];
    let accounts = shown.map(|(name, login, passphrase)| {
        Summary::new(&frame)
            .row("accounts-name", name.as_str())
            .row("accounts-login", login.trim().to_lowercase())
            .row("sign-in-passphrase", passphrase.as_str())
    });
    exchange.page(&FoundedPage {
        f: &frame,
        accounts: accounts.into(),
    })
}
