//! The settings of the centre: the head of every paper.

use akwaba_domain::centre::settings::{self, CentreKind, SettingsForm};
use akwaba_domain::policy::{self, Target, act};
use akwaba_domain::scope;
use akwaba_store::append::append;
use akwaba_store::entity;
use askama::Template;

use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::http::Form;
use crate::parts::Fields;
use crate::problem::Problem;
use crate::routes::Route;

/// The addresses of the settings.
pub const ROUTES: &[Route] = &[
    Route::get("settings.form", "/centre/parametres", form),
    Route::post("settings.change", "/centre/parametres", change),
];

#[derive(Template)]
#[template(path = "centre/settings.html")]
struct SettingsPage<'a> {
    f: &'a Frame,
    form: Fields,
    kinds: Vec<&'static str>,
}

fn kinds() -> Vec<&'static str> {
    CentreKind::ALL.iter().map(|kind| kind.code()).collect()
}

fn form(exchange: &mut Exchange<'_, '_>) -> Answer {
    let centre = exchange.call.site.centre;
    let state = exchange.read(|tx| {
        Ok(entity::load(
            tx,
            scope::office(centre),
            settings::entity(centre),
        )?)
    })?;
    let known = settings::read(&state);
    let sent = Form::new()
        .with("name", &known.name)
        .with("code", &known.code)
        .with("kind", known.kind.code())
        .with("ministry", &known.ministry)
        .with("direction", &known.direction)
        .with("unit", known.unit.as_deref().unwrap_or_default())
        .with("address", &known.address)
        .with("phone", &known.phone);
    let frame = exchange.frame("settings-title");
    let form = Fields::new(&frame, sent);
    exchange.page(&SettingsPage {
        f: &frame,
        form,
        kinds: kinds(),
    })
}

fn change(exchange: &mut Exchange<'_, '_>) -> Answer {
    let centre = exchange.call.site.centre;
    let allowed =
        policy::allow::<act::SettingsChange, _>(exchange.actor()?, &Target::of(centre), ())?;
    let sent = exchange.form.clone();
    let typed = |name: &str| sent.get(name).to_owned();
    let typed = SettingsForm {
        name: typed("name"),
        code: typed("code"),
        kind: typed("kind"),
        ministry: typed("ministry"),
        direction: typed("direction"),
        unit: typed("unit"),
        address: typed("address"),
        phone: typed("phone"),
    };
    let written = exchange.write(|tx, writing| {
        let wanted = typed.parse()?;
        let state = entity::load(tx, scope::office(centre), settings::entity(centre))?;
        append(tx, writing, settings::change(&allowed, &state, &wanted))?;
        Ok(())
    });
    match written {
        Ok(()) => exchange.done("/centre", Flash::good("frame-saved")),
        Err(Problem::Refused(refusals)) => {
            let mut frame = exchange.frame("settings-title");
            let form = Fields::refused(&mut frame, sent, &refusals);
            exchange.again(&SettingsPage {
                f: &frame,
                form,
                kinds: kinds(),
            })
        }
        Err(other) => Err(other),
    }
}
