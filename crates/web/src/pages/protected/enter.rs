//! The door of the protected space: the passphrase once more, and the code where the account has a second
//! factor. The same page, the same time and the same answer whether anything is behind it or not.

use akwaba_domain::policy::{self, Room, Target, act};
use akwaba_domain::refusal::{Refusal, Refusals};
use akwaba_store::projections::centre::account;
use askama::Template;

use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::http::Form;
use crate::parts::Fields;
use crate::problem::Problem;
use crate::sign_in::{self, Attempt, Proof};
use crate::vault::Vault;

/// Where one is once inside.
const INSIDE: &str = "/aujourdhui";
/// Where one is once outside.
const OUTSIDE: &str = "/";

#[derive(Template)]
#[template(path = "protected/enter.html")]
struct EnterPage<'a> {
    f: &'a Frame,
    form: Fields,
    /// The account has a second factor.
    code: bool,
}

/// Whether this browser is inside already.
fn is_inside(exchange: &Exchange<'_, '_>) -> bool {
    let fingerprint = exchange.session.secret.fingerprint();
    let now = exchange.call.now.as_microsecond();
    exchange.actor().is_ok_and(|actor| {
        let vaults = exchange.call.doors.vaults();
        vaults.is_some_and(|vaults| {
            vaults
                .find(&fingerprint, actor.account, false, now)
                .is_some()
        })
    })
}

pub(super) fn form(exchange: &mut Exchange<'_, '_>) -> Answer {
    if is_inside(exchange) {
        return exchange.go(INSIDE);
    }
    page(exchange, None)
}

fn page(exchange: &mut Exchange<'_, '_>, refused: Option<Refusal>) -> Answer {
    let account = exchange.actor()?.account;
    let code = exchange.read(|tx| Ok(sign_in::has_factor(tx, account)?))?;
    let mut frame = exchange.frame("protected-enter-title");
    let form = match refused.clone() {
        Some(refusal) => Fields::refused(&mut frame, Form::default(), &Refusals::from(refusal)),
        None => Fields::new(&frame, Form::default()),
    };
    let page = EnterPage {
        f: &frame,
        form,
        code,
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}

/// Opens what the passphrase opens.
pub(super) fn enter(exchange: &mut Exchange<'_, '_>) -> Answer {
    let who = exchange.actor()?.account;
    let centre = exchange.call.site.centre;
    let known = exchange.read(|tx| account::find(tx, centre, who)?.ok_or(Problem::SignIn))?;
    let login = known.login.as_str();
    let passphrase = exchange.form.get("passphrase").to_owned();
    let attempt = Attempt {
        login,
        passphrase: &passphrase,
        code: exchange.form.get("code"),
        peer: &exchange.request.peer,
        now: exchange.call.now,
        route: "protected.enter",
    };
    let doors = exchange.call.doors;
    match sign_in::prove_both(doors, exchange.call.chance, (centre, who), attempt)? {
        Proof::Right => {}
        Proof::Wrong => return page(exchange, Some(Refusal::at("passphrase", "protected-wrong"))),
        Proof::Wait(seconds) => {
            let wait = Refusal::whole("sign-in-wait").with("seconds", seconds);
            return page(exchange, Some(wait));
        }
    }
    let (Some(vaults), Some(main)) = (doors.vaults(), doors.store()) else {
        return Err(Problem::NotFound);
    };
    let Some(private) = doors.account_private(login, &passphrase)? else {
        return page(exchange, Some(Refusal::whole("protected-no-keys")));
    };
    let now = exchange.call.now.as_microsecond();
    let mut vault = Vault::open(&main, (centre, who), private, now)?;
    let target = Target::of(centre).inside(Room::Protected);
    let allowed = policy::allow::<act::ProtectedEnter, _>(exchange.actor()?, &target, ())?;
    vault
        .settle(&main, &allowed, now, &mut *exchange.call.chance)
        .map_err(|_| Problem::NotSealed)?;
    vaults.keep(exchange.session.secret.fingerprint(), vault, now);
    exchange.go(INSIDE)
}

/// Leaves. The vault was closed on the way here.
pub(super) fn leave(exchange: &mut Exchange<'_, '_>) -> Answer {
    exchange.done(OUTSIDE, Flash::good("protected-said-left"))
}
