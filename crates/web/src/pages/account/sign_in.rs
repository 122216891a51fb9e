//! Signing in and out.

use akwaba_domain::centre::account::Account;
use akwaba_domain::centre::trail::{self, Event};
use akwaba_domain::ctx::Ctx;
use akwaba_domain::policy;
use akwaba_domain::refusal::{Refusal, Refusals};
use akwaba_store::append::{Writing, append};
use akwaba_store::local::session;
use akwaba_store::{Store, StoreError};
use askama::Template;

use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::http::Form;
use crate::http::cookie::Keep;
use crate::pages::account::sessions;
use crate::parts::Fields;
use crate::problem::Problem;
use crate::routes::Route;
use crate::session::{Secret, cookie_name};
use crate::sign_in::{self, Attempt, SignIn};

/// The addresses of signing in and out.
pub const ROUTES: &[Route] = &[
    Route::get("sign-in.form", "/connexion", form),
    Route::post("sign-in.send", "/connexion", send),
    Route::post("sign-out", "/deconnexion", sign_out),
];

#[derive(Template)]
#[template(path = "account/sign_in.html")]
struct SignInPage<'a> {
    f: &'a Frame,
    form: Fields,
    back: String,
    code: bool,
    closed: bool,
}

fn form(exchange: &mut Exchange<'_, '_>) -> Answer {
    if exchange.session.is_signed_in() {
        return exchange.go("/");
    }
    let closed = exchange.call.doors.store().is_none();
    let back = exchange.form.get("retour").to_owned();
    let frame = exchange.frame("sign-in-title");
    let form = Fields::new(&frame, Form::default());
    exchange.page(&SignInPage {
        f: &frame,
        form,
        back,
        code: false,
        closed,
    })
}

fn send(exchange: &mut Exchange<'_, '_>) -> Answer {
    let attempt = Attempt {
        login: exchange.form.get("login"),
        passphrase: exchange.form.get("passphrase"),
        code: exchange.form.get("code"),
        peer: &exchange.request.peer,
        now: exchange.call.now,
        route: "sign-in.send",
    };
    match sign_in::sign_in(
        exchange.call.doors,
        exchange.call.chance,
        exchange.call.site.centre,
        attempt,
    )? {
        SignIn::Done(account, store) => {
            begin(exchange, &store, &account)?;
            #[cfg(not(target_arch = "wasm32"))]
            {
                let passphrase =
                    zeroize::Zeroizing::new(exchange.form.get("passphrase").to_owned());
                super::own::keys_of(exchange, &account, &passphrase)?;
            }
            let back = exchange.form.get("retour").to_owned();
            exchange.go(&back)
        }
        SignIn::Wrong => again(exchange, Refusal::whole("sign-in-wrong"), false),
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
    let closed = exchange.call.doors.store().is_none();
    let back = exchange.form.get("retour").to_owned();
    let code = code || !exchange.form.get("code").is_empty();
    let sent = exchange.form.clone();
    let mut frame = exchange.frame("sign-in-title");
    let form = Fields::refused(&mut frame, sent, &Refusals::from(refusal));
    exchange.again(&SignInPage {
        f: &frame,
        form,
        back,
        code,
        closed,
    })
}

/// Begins a session under a new secret: one that was known before signing in is worth nothing.
fn begin(exchange: &mut Exchange<'_, '_>, store: &Store, account: &Account) -> Result<(), Problem> {
    let secret = Secret::fresh(exchange.call.chance);
    let now = exchange.call.now.as_microsecond();
    let kept = session::Session {
        account: account.id,
        rights: account.rights_entry,
        language: exchange.lang.code().to_owned(),
        begun_micros: now,
        seen_micros: now,
        locked: false,
        device: sessions::device(exchange.request),
    };
    let centre = exchange.call.site.centre;
    let chance = &mut *exchange.call.chance;
    let moment = exchange.call.now;
    store.write(|tx| {
        session::sweep(
            tx,
            now - crate::session::WHOLE_MICROS_MAX,
            now - crate::session::WHOLE_MICROS_MAX,
        )?;
        session::begin(tx, &secret.fingerprint(), &kept)?;
        let allowed = policy::allow_noting(account.id, centre);
        let drafts = trail::note(
            &Ctx {
                now: moment,
                chance,
            },
            &allowed,
            Event::SignedIn,
            "sign-in.send",
        );
        append(
            tx,
            &mut Writing {
                now_micros: now,
                chance,
            },
            drafts,
        )?;
        Ok::<_, StoreError>(())
    })?;
    exchange.set_cookie(
        cookie_name(exchange.call.site.secure),
        &secret.reveal(),
        Keep::Session,
    );
    Ok(())
}

fn sign_out(exchange: &mut Exchange<'_, '_>) -> Answer {
    if let Some(store) = exchange.call.doors.store() {
        let fingerprint = exchange.session.secret.fingerprint();
        store.write(|tx| session::end(tx, &fingerprint))?;
    }
    exchange.set_cookie(cookie_name(exchange.call.site.secure), "", Keep::Forget);
    exchange.go("/connexion")
}
