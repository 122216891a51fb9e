//! One's own account: passphrase, second factor, and the sessions that are open.

use akwaba_domain::centre::account::{self as accounts, Account, SecretChange};
use akwaba_domain::centre::passphrase;
use akwaba_domain::policy::{self, Target, act};
use akwaba_domain::refusal::{Refusal, Refusals};
use akwaba_store::append::append;
use akwaba_store::local::second_factor::{self, SecondFactor};
use akwaba_store::local::{passphrase_due, session};
use akwaba_store::projections::centre::account;
use askama::Template;

#[cfg(not(target_arch = "wasm32"))]
use crate::account_keys::{self, Here};
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::http::Form;
use crate::pages::account::sessions::{self, Line};
use crate::parts::{Fields, Qr, Summary};
use crate::problem::Problem;
use crate::routes::Route;
use crate::sign_in::{self, Attempt, Proof};

/// One's own account.
pub(crate) const PATH: &str = "/mon-compte";

/// Whether a route is served to someone whose passphrase somebody else has given them.
pub(crate) fn serves_first(route: &Route) -> bool {
    let own = [
        "own.show",
        "own.passphrase",
        "own.session-end",
        "own.sessions-end",
        "sign-out",
        "preferences.language",
    ];
    own.contains(&route.name) || route.name.starts_with("lock.")
}

/// The addresses of one's own account.
pub const ROUTES: &[Route] = &[
    Route::get("own.show", PATH, show),
    Route::post("own.passphrase", "/mon-compte/phrase", change_passphrase),
    Route::post(
        "own.factor-begin",
        "/mon-compte/second-facteur",
        begin_factor,
    ),
    Route::post(
        "own.factor-confirm",
        "/mon-compte/second-facteur/confirmer",
        confirm_factor,
    ),
    Route::post(
        "own.factor-remove",
        "/mon-compte/second-facteur/retirer",
        remove_factor,
    ),
];

#[derive(Template)]
#[template(path = "account/own.html")]
struct OwnPage<'a> {
    f: &'a Frame,
    facts: Summary,
    form: Fields,
    /// Shown until a first code proves that the phone has it.
    secret: Option<String>,
    /// The same, for the phone's camera.
    picture: Option<Qr>,
    protected: bool,
    /// Where one is signed in, this browser among them.
    sessions: Vec<Line>,
    /// The passphrase was given by somebody else: this page is all there is until it is changed.
    first: bool,
    /// Whether this host keeps keys of accounts.
    keys: bool,
}

pub(crate) fn own(exchange: &Exchange<'_, '_>) -> Result<Account, Problem> {
    let id = exchange.actor()?.account;
    let centre = exchange.call.site.centre;
    exchange.read(|tx| account::find(tx, centre, id)?.ok_or(Problem::SignIn))
}

fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let page = |frame: &mut Frame| Fields::new(frame, Form::default());
    let html = write_page(exchange, page)?;
    exchange.written(html)
}

pub(super) fn again(exchange: &mut Exchange<'_, '_>, refusals: &Refusals) -> Answer {
    let sent = exchange.form.clone();
    let html = write_page(exchange, |frame| Fields::refused(frame, sent, refusals))?;
    exchange.written_again(html)
}

fn write_page(
    exchange: &mut Exchange<'_, '_>,
    form: impl FnOnce(&mut Frame) -> Fields,
) -> Result<String, Problem> {
    let account = own(exchange)?;
    let factor = exchange.read(|tx| Ok(second_factor::find(tx, account.id)?))?;
    let open = sessions::open(exchange, &account)?;
    let mut frame = exchange.frame("own-title");
    let form = form(&mut frame);
    let roles: Vec<String> = account
        .grants
        .iter()
        .map(|grant| frame.word("frame-role-", grant.role.code()))
        .collect();
    let facts = Summary::new(&frame)
        .row("own-name", account.name.as_str())
        .row("own-login", account.login.as_str())
        .row("own-roles", roles.join(", "));
    let protected = factor.as_ref().is_some_and(|factor| factor.confirmed);
    let begun = factor.filter(|factor| !factor.confirmed);
    let picture = begun.as_ref().and_then(|factor| {
        let address = sign_in::factor_address(account.login.as_str(), &factor.secret);
        Qr::of(&address, frame.t("own-factor-picture"))
    });
    let secret = begun.map(|factor| sign_in::spoken_secret(&factor.secret));
    Ok(OwnPage {
        f: &frame,
        facts,
        form,
        secret,
        picture,
        protected,
        sessions: sessions::lines(&frame, &open),
        first: exchange.session.must_change(),
        keys: keeps_keys(exchange, &account),
    }
    .render()?)
}

#[cfg(not(target_arch = "wasm32"))]
fn keeps_keys(exchange: &Exchange<'_, '_>, account: &Account) -> bool {
    let doors = exchange.call.doors;
    doors.account_public(account.login.as_str()).is_ok()
}

#[cfg(target_arch = "wasm32")]
fn keeps_keys(_: &Exchange<'_, '_>, _: &Account) -> bool {
    false
}

fn change_passphrase(exchange: &mut Exchange<'_, '_>) -> Answer {
    let account = own(exchange)?;
    let login = account.login.as_str();
    let form = exchange.form.clone();
    let (present, new, twice) = (form.get("present"), form.get("new"), form.get("again"));
    let mut wrong = Refusals::new();
    wrong.take(passphrase::check("new", new, login));
    if exchange.session.must_change() && new == present {
        wrong.push(Refusal::at("new", "own-new-same"));
    }
    if new != twice {
        wrong.push(Refusal::at("again", "own-again-differs"));
    }
    wrong.take(prove(exchange, &account, "present", "own.passphrase")?);
    if let Err(refusals) = wrong.or(()) {
        return again(exchange, &refusals);
    }
    exchange.call.doors.change_passphrase(login, present, new)?;
    note(exchange, &account, SecretChange::Passphrase)?;
    exchange.write(|tx, _| Ok(passphrase_due::clear(tx, account.id)?))?;
    #[cfg(not(target_arch = "wasm32"))]
    keys_of(exchange, &account, new)?;
    exchange.done("/mon-compte", Flash::good("own-passphrase-changed"))
}

/// Makes the keys of an account whose owner is there with this passphrase, where it has none.
#[cfg(not(target_arch = "wasm32"))]
pub(super) fn keys_of(
    exchange: &mut Exchange<'_, '_>,
    account: &Account,
    passphrase: &str,
) -> Result<(), Problem> {
    let doors = exchange.call.doors;
    let Some(store) = doors.store() else {
        return Ok(());
    };
    let here = Here {
        doors,
        store: &store,
        centre: exchange.call.site.centre,
        now: exchange.call.now,
    };
    account_keys::ensure(&here, exchange.call.chance, account, passphrase)
}

/// Asks for the present passphrase, written in `field`, before a secret changes.
pub(crate) fn prove(
    exchange: &mut Exchange<'_, '_>,
    account: &Account,
    field: &str,
    route: &'static str,
) -> Result<Result<(), Refusal>, Problem> {
    let attempt = Attempt {
        login: account.login.as_str(),
        passphrase: exchange.form.get(field),
        code: "",
        peer: &exchange.request.peer,
        now: exchange.call.now,
        route,
    };
    let doors = exchange.call.doors;
    let whose = (exchange.call.site.centre, account.id);
    Ok(
        match sign_in::prove(doors, exchange.call.chance, whose, attempt)? {
            Proof::Right => Ok(()),
            Proof::Wrong => Err(Refusal::at(field, "own-present-wrong")),
            Proof::Wait(seconds) => {
                Err(Refusal::at(field, "sign-in-wait").with("seconds", seconds))
            }
        },
    )
}

/// Notes the change, and ends every other session of the account.
fn note(
    exchange: &mut Exchange<'_, '_>,
    account: &Account,
    change: SecretChange,
) -> Result<(), Problem> {
    let centre = exchange.call.site.centre;
    let target = Target::account(centre, account.id);
    let allowed = policy::allow::<act::OwnAccount, _>(exchange.actor()?, &target, ())?;
    let fingerprint = exchange.session.secret.fingerprint();
    exchange.write(|tx, writing| {
        append(tx, writing, accounts::note_own_secret(&allowed, change))?;
        let kept = session::find(tx, &fingerprint)?;
        session::end_all(tx, account.id)?;
        if let Some(kept) = kept {
            session::begin(tx, &fingerprint, &kept)?;
        }
        Ok(())
    })
}

fn begin_factor(exchange: &mut Exchange<'_, '_>) -> Answer {
    let account = own(exchange)?;
    if let Err(refusal) = prove(exchange, &account, "proof", "own.factor-begin")? {
        return again(exchange, &refusal.into());
    }
    let mut secret = [0; 20];
    exchange.call.chance.fill(&mut secret);
    exchange.write(|tx, _| {
        let known = second_factor::find(tx, account.id)?;
        if known.is_none_or(|known| !known.confirmed) {
            let factor = SecondFactor {
                secret: secret.to_vec(),
                confirmed: false,
                last_step: 0,
            };
            second_factor::put(tx, account.id, &factor)?;
        }
        Ok(())
    })?;
    exchange.go("/mon-compte")
}

fn confirm_factor(exchange: &mut Exchange<'_, '_>) -> Answer {
    let account = own(exchange)?;
    let now = exchange.call.now;
    let code = exchange.form.get("code").to_owned();
    let confirmed = exchange.write(|tx, _| {
        let Some(mut factor) =
            second_factor::find(tx, account.id)?.filter(|factor| !factor.confirmed)
        else {
            return Ok(false);
        };
        let Some(step) = sign_in::step_of(&factor.secret, &code, now) else {
            return Ok(false);
        };
        factor.confirmed = true;
        factor.last_step = step;
        second_factor::put(tx, account.id, &factor)?;
        Ok(true)
    })?;
    if !confirmed {
        return again(exchange, &Refusal::at("code", "own-code-wrong").into());
    }
    note(exchange, &account, SecretChange::SecondFactorAdded)?;
    exchange.done("/mon-compte", Flash::good("own-factor-added"))
}

fn remove_factor(exchange: &mut Exchange<'_, '_>) -> Answer {
    let account = own(exchange)?;
    if let Err(refusal) = prove(exchange, &account, "proof", "own.factor-remove")? {
        return again(exchange, &refusal.into());
    }
    exchange.write(|tx, _| Ok(second_factor::remove(tx, account.id)?))?;
    note(exchange, &account, SecretChange::SecondFactorRemoved)?;
    exchange.done("/mon-compte", Flash::attention("own-factor-removed"))
}
