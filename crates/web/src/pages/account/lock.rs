//! Hiding the screen at once, and coming back with the passphrase.
//!
//! The neutral page shows no name, not even the centre's: whoever looks learns nothing.

use akwaba_domain::refusal::{Refusal, Refusals};
use akwaba_store::local::session;
use akwaba_store::projections::centre::account;
use askama::Template;

use crate::Heading;
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::http::Form;
use crate::http::cookie::Keep;
use crate::parts::Fields;
use crate::problem::Problem;
use crate::routes::Route;
use crate::session::{Secret, cookie_name};
use crate::sign_in::{self, Attempt, SignIn};

/// The addresses of the hidden screen.
pub const ROUTES: &[Route] = &[
    Route::post("lock.hide", "/masquer", hide),
    Route::get("lock.page", "/masque", page),
    Route::post("lock.resume", "/masque", resume),
];

#[derive(Template)]
#[template(path = "account/locked.html")]
struct LockedPage<'a> {
    f: &'a Frame,
    form: Fields,
    back: String,
    code: bool,
}

fn hide(exchange: &mut Exchange<'_, '_>) -> Answer {
    if let Some(store) = exchange.call.doors.store() {
        let fingerprint = exchange.session.secret.fingerprint();
        let now = exchange.call.now.as_microsecond();
        store.write(|tx| session::lock(tx, &fingerprint, true, now))?;
    }
    let back = crate::http::percent::encode(exchange.form.get("retour"));
    exchange.go(&format!("/masque?retour={back}"))
}

/// The frame of the hidden screen: whoever looks does not even learn which centre it is.
fn neutral(exchange: &mut Exchange<'_, '_>) -> Frame {
    let mut frame = exchange.frame("locked-title");
    frame.heading = Heading {
        centre: "Akwaba".to_owned(),
        ..Heading::default()
    };
    frame
}

fn page(exchange: &mut Exchange<'_, '_>) -> Answer {
    if exchange.session.locked.is_none() {
        return exchange.go("/");
    }
    let back = exchange.form.get("retour").to_owned();
    let frame = neutral(exchange);
    let form = Fields::new(&frame, Form::default());
    exchange.page(&LockedPage {
        f: &frame,
        form,
        back,
        code: false,
    })
}

fn resume(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (Some(store), Some(id)) = (exchange.call.doors.store(), exchange.session.locked) else {
        return exchange.go("/connexion");
    };
    let centre = exchange.call.site.centre;
    let account = store
        .read(|tx| account::find(tx, centre, id))?
        .ok_or(Problem::SignIn)?;
    let attempt = Attempt {
        login: account.login.as_str(),
        passphrase: exchange.form.get("passphrase"),
        code: exchange.form.get("code"),
        peer: &exchange.request.peer,
        now: exchange.call.now,
        route: "lock.resume",
    };
    match sign_in::sign_in(exchange.call.doors, exchange.call.chance, centre, attempt)? {
        SignIn::Done(..) => {
            let former = exchange.session.secret.fingerprint();
            let now = exchange.call.now.as_microsecond();
            let secret = Secret::fresh(exchange.call.chance);
            store.write(|tx| session::renew(tx, &former, &secret.fingerprint(), now))?;
            exchange.set_cookie(
                cookie_name(exchange.call.site.secure),
                &secret.reveal(),
                Keep::Session,
            );
            let back = exchange.form.get("retour").to_owned();
            exchange.go(&back)
        }
        SignIn::Wrong => again(exchange, Refusal::at("passphrase", "locked-wrong"), false),
        SignIn::Expired => again(exchange, Refusal::whole("sign-in-expired"), false),
        SignIn::CodeNeeded => again(exchange, Refusal::at("code", "sign-in-code-needed"), true),
        SignIn::Wait(seconds) => again(
            exchange,
            Refusal::whole("sign-in-wait").with("seconds", seconds),
            false,
        ),
    }
}

fn again(exchange: &mut Exchange<'_, '_>, refusal: Refusal, code: bool) -> Answer {
    let back = exchange.form.get("retour").to_owned();
    let code = code || !exchange.form.get("code").is_empty();
    let sent = exchange.form.clone();
    let mut frame = neutral(exchange);
    let form = Fields::refused(&mut frame, sent, &Refusals::from(refusal));
    exchange.again(&LockedPage {
        f: &frame,
        form,
        back,
        code,
    })
}
