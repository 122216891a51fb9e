//! One account: its rights, who asked that they change and who confirms it.

use akwaba_domain::actor::Role;
use akwaba_domain::centre::account::{self as decisions, Account, RightsRequest};
use akwaba_domain::centre::{passphrase, reset as resets};
use akwaba_domain::draft::Drafts;
use akwaba_domain::policy::{self, Allowed, Permit, Target, act};
use akwaba_domain::refusal::Refusals;
use akwaba_domain::text;
use akwaba_journal::act::Tag;
use akwaba_journal::id::ActorId;
use akwaba_journal::state::State;
use akwaba_store::append::append;
use akwaba_store::local::{passphrase_due, second_factor, session};
use akwaba_store::projections::centre::account;
use askama::Template;

use super::accounts::{PassphrasePage, roles, state};
use super::key;
use super::tutor;
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::http::Form;
use crate::parts::{Choice, Fields, Html, Summary};
use crate::problem::Problem;
use crate::routes::Route;
use crate::show;

/// The addresses of one account.
pub const ROUTES: &[Route] = &[
    Route::get("accounts.show", "/centre/comptes/{id}", open),
    Route::post("accounts.rights-ask", "/centre/comptes/{id}/droits", ask),
    Route::post(
        "accounts.rights-confirm",
        "/centre/comptes/{id}/droits/decision",
        confirm,
    ),
    Route::post(
        "accounts.tutor-ask",
        "/centre/comptes/{id}/tuteur",
        tutor::ask,
    ),
    Route::post(
        "accounts.tutor-confirm",
        "/centre/comptes/{id}/tuteur/decision",
        tutor::confirm,
    ),
    Route::post(
        "accounts.suspend",
        "/centre/comptes/{id}/suspension",
        suspend,
    ),
    Route::post("accounts.reset", "/centre/comptes/{id}/phrase", reset),
    Route::post(
        "accounts.reset-confirm",
        "/centre/comptes/{id}/phrase/decision",
        confirm_reset,
    ),
];

/// A request as the page shows it.
pub(super) struct Asked {
    pub(super) tag: String,
    pub(super) roles: String,
    pub(super) by: String,
    pub(super) on: String,
    /// Whether this reader may decide: neither who asked nor whom it is about.
    pub(super) may: bool,
}

#[derive(Template)]
#[template(path = "centre/account.html")]
struct AccountPage<'a> {
    f: &'a Frame,
    account: &'a Account,
    facts: Summary,
    asked: Vec<Asked>,
    resets: Vec<Asked>,
    tutors: Vec<Asked>,
    /// Who may guide an intern; nobody where the account is no intern's.
    guides: Vec<Choice>,
    form: Fields,
    codes: Vec<&'static str>,
    /// Whether the key of the centre should be changed because its owner left.
    left: bool,
    /// Whether this reader may change the rights of this account: never their own.
    may: bool,
}

fn open(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (account, all) = load(exchange)?;
    let frame = exchange.frame("account-title");
    let sent = account.grants.iter().fold(Form::new(), |sent, grant| {
        sent.with("roles", grant.role.code())
    });
    let form = Fields::new(&frame, sent);
    let page = page(exchange, &frame, &account, &all, form)?;
    exchange.page(&page)
}

pub(super) fn again(exchange: &mut Exchange<'_, '_>, refusals: &Refusals) -> Answer {
    let (account, all) = load(exchange)?;
    let sent = exchange.form.clone();
    let mut frame = exchange.frame("account-title");
    let form = Fields::refused(&mut frame, sent, refusals);
    let page = page(exchange, &frame, &account, &all, form)?;
    exchange.again(&page)
}

pub(super) fn load(exchange: &Exchange<'_, '_>) -> Result<(Account, Vec<Account>), Problem> {
    let centre = exchange.call.site.centre;
    let id: ActorId = exchange.id("id")?;
    let all = exchange.read(|tx| Ok(account::all(tx, centre)?))?;
    let account = all.iter().find(|account| account.id == id).cloned();
    Ok((account.ok_or(Problem::NotFound)?, all))
}

fn page<'a>(
    exchange: &Exchange<'_, '_>,
    frame: &'a Frame,
    account: &'a Account,
    all: &[Account],
    form: Fields,
) -> Result<AccountPage<'a>, Problem> {
    let centre = exchange.call.site.centre;
    let actor = exchange.actor()?;
    let facts = Summary::new(frame)
        .row("accounts-login", account.login.as_str())
        .row("accounts-roles", roles(frame, account))
        .row("accounts-state", Html::of(&state(frame, account)));
    let asked = account.pending.iter().map(|request| {
        let target = Target::request(centre, account.id, request.asked.actor);
        let by = all.iter().find(|other| other.id == request.asked.actor);
        Asked {
            tag: request.tag.to_string(),
            roles: role_words(frame, request),
            by: by.map_or_else(String::new, |by| by.name.as_str().to_owned()),
            on: show::moment_of_micros(frame.lang, request.asked.clock.micros),
            may: policy::allow::<act::RightsConfirm, _>(actor, &target, ()).is_ok(),
        }
    });
    let asked = asked.collect();
    let resets = account.resets.iter().map(|request| {
        let target = Target::request(centre, account.id, request.asked.actor);
        let by = all.iter().find(|other| other.id == request.asked.actor);
        Asked {
            tag: request.tag.to_string(),
            roles: String::new(),
            by: by.map_or_else(String::new, |by| by.name.as_str().to_owned()),
            on: show::moment_of_micros(frame.lang, request.asked.clock.micros),
            may: policy::allow::<act::PassphraseConfirm, _>(actor, &target, ()).is_ok(),
        }
    });
    let resets = resets.collect();
    let facts = match tutor::shown(frame, centre, account, all) {
        Some(who) => facts.row("account-tutor", who),
        None => facts,
    };
    let target = Target::account(centre, account.id);
    let may = policy::allow::<act::RightsAsk, _>(actor, &target, ()).is_ok();
    let codes = Role::ALL.iter().map(|role| role.code()).collect();
    Ok(AccountPage {
        f: frame,
        account,
        facts,
        asked,
        resets,
        tutors: tutor::asked(frame, (centre, actor), account, all),
        guides: tutor::guides(frame, centre, account, all),
        form,
        codes,
        left: key::is_due(exchange, account)?,
        may,
    })
}

fn role_words(frame: &Frame, request: &RightsRequest) -> String {
    let words: Vec<String> = request
        .grants
        .iter()
        .map(|grant| frame.word("frame-role-", grant.role.code()))
        .collect();
    words.join(", ")
}

fn ask(exchange: &mut Exchange<'_, '_>) -> Answer {
    let id: ActorId = exchange.id("id")?;
    let centre = exchange.call.site.centre;
    let allowed =
        policy::allow::<act::RightsAsk, _>(exchange.actor()?, &Target::account(centre, id), id)?;
    let codes: Vec<String> = exchange.form.all("roles").map(str::to_owned).collect();
    let mut wrong = Refusals::new();
    let roles = wrong.take(decisions::parse_roles(&codes));
    let reason = wrong.take(text::required("reason", exchange.form.get("reason")));
    if let Err(refusals) = wrong.or(()) {
        return again(exchange, &refusals);
    }
    exchange.write(|tx, writing| {
        let state = account::state(tx, centre, id)?;
        append(
            tx,
            writing,
            decisions::ask_rights(&allowed, &state, &roles, &reason),
        )?;
        Ok(())
    })?;
    exchange.done(
        &format!("/centre/comptes/{id}"),
        Flash::attention("account-rights-asked"),
    )
}

/// How a request about an account is granted or refused.
pub(super) type Ruling<A> =
    fn(&Allowed<A, (ActorId, Tag)>, &State, bool) -> Result<Drafts, Refusals>;

/// Rules on what another administrator asked of an account; gives the account, and whether it was granted. What the
/// account may do or opens with changes then: its sessions end with it.
pub(super) fn rule<A: Permit>(
    exchange: &mut Exchange<'_, '_>,
    decide: Ruling<A>,
) -> Result<(ActorId, bool), Problem> {
    let id: ActorId = exchange.id("id")?;
    let centre = exchange.call.site.centre;
    let tag: Tag = exchange
        .form
        .get("request")
        .parse()
        .map_err(|_| Problem::NotFound)?;
    let granted = exchange.form.get("decision") == "grant";
    let actor = exchange.actor()?.clone();
    exchange.write(|tx, writing| {
        let state = account::state(tx, centre, id)?;
        // Who asked is read from the journal, not from the form.
        let request = state.request(&tag).ok_or(Problem::NotFound)?;
        let target = Target::request(centre, id, request.asked.source.actor);
        let allowed = policy::allow::<A, _>(&actor, &target, (id, tag))?;
        append(tx, writing, decide(&allowed, &state, granted)?)?;
        if granted {
            session::end_all(tx, id)?;
        }
        Ok(())
    })?;
    Ok((id, granted))
}

fn confirm(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (id, granted) = rule::<act::RightsConfirm>(exchange, decisions::confirm_rights)?;
    let said = if granted {
        Flash::good("account-rights-granted")
    } else {
        Flash::attention("account-rights-refused")
    };
    exchange.done(&format!("/centre/comptes/{id}"), said)
}

fn suspend(exchange: &mut Exchange<'_, '_>) -> Answer {
    let id: ActorId = exchange.id("id")?;
    let centre = exchange.call.site.centre;
    let allowed = policy::allow::<act::AccountSuspend, _>(
        exchange.actor()?,
        &Target::account(centre, id),
        id,
    )?;
    let suspended = exchange.form.get("suspended") == "1";
    let mut wrong = Refusals::new();
    let reason = wrong.take(text::required("why", exchange.form.get("why")));
    if let Err(refusals) = wrong.or(()) {
        return again(exchange, &refusals);
    }
    let login = exchange.write(|tx, writing| {
        let state = account::state(tx, centre, id)?;
        append(
            tx,
            writing,
            decisions::suspend(&allowed, &state, suspended, &reason),
        )?;
        session::end_all(tx, id)?;
        #[cfg(not(target_arch = "wasm32"))]
        leaves(tx, writing.now_micros, (centre, id), suspended)?;
        let account = account::find(tx, centre, id)?.ok_or(Problem::NotFound)?;
        Ok(account.login.as_str().to_owned())
    })?;
    if suspended {
        // Without its slot the account opens nothing any more, not even with the disk in hand.
        exchange.call.doors.remove(&login)?;
    }
    let said = if suspended {
        "account-now-suspended"
    } else {
        "account-now-active"
    };
    exchange.done(&format!("/centre/comptes/{id}"), Flash::attention(said))
}

/// Notes that nothing is wrapped to the keys of an account any more, or again.
#[cfg(not(target_arch = "wasm32"))]
fn leaves(
    tx: &mut dyn akwaba_store::Tx,
    now_micros: i64,
    (centre, id): (akwaba_journal::id::CentreId, ActorId),
    suspended: bool,
) -> Result<(), akwaba_store::StoreError> {
    use akwaba_store::sealed::{leave, published};
    match published::recipient(tx, centre, id)? {
        Some(who) if suspended => leave::depart(tx, &who, now_micros),
        Some(who) => leave::come_back(tx, &who),
        None => Ok(()),
    }
}

fn reset(exchange: &mut Exchange<'_, '_>) -> Answer {
    let id: ActorId = exchange.id("id")?;
    let centre = exchange.call.site.centre;
    let allowed = policy::allow::<act::PassphraseReset, _>(
        exchange.actor()?,
        &Target::account(centre, id),
        id,
    )?;
    let mut wrong = Refusals::new();
    let reason = wrong.take(text::required("lost", exchange.form.get("lost")));
    if let Err(refusals) = wrong.or(()) {
        return again(exchange, &refusals);
    }
    let asker = allowed.actor();
    let alone = exchange.write(|tx, writing| {
        let accounts = account::all(tx, centre)?;
        let two = resets::can_be_confirmed(&accounts, centre, asker, id);
        let drafts = if two {
            resets::ask_reset(&allowed, &account::state(tx, centre, id)?, &reason)
        } else {
            resets::reset_alone(&allowed, &accounts, &reason)?
        };
        append(tx, writing, drafts)?;
        Ok(!two)
    })?;
    if alone {
        return give(exchange, id);
    }
    let said = Flash::attention("account-reset-asked");
    exchange.done(&format!("/centre/comptes/{id}"), said)
}

fn confirm_reset(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (id, granted) = rule::<act::PassphraseConfirm>(exchange, resets::confirm_reset)?;
    if granted {
        return give(exchange, id);
    }
    let said = Flash::attention("account-reset-refused");
    exchange.done(&format!("/centre/comptes/{id}"), said)
}

/// Makes another passphrase for an account and shows it once. Whoever sees it could use it: it
/// opens the page that changes it, and nothing more.
fn give(exchange: &mut Exchange<'_, '_>, id: ActorId) -> Answer {
    let centre = exchange.call.site.centre;
    let passphrase = passphrase::make(exchange.call.chance);
    let login = exchange.write(|tx, writing| {
        let account = account::find(tx, centre, id)?.ok_or(Problem::NotFound)?;
        session::end_all(tx, id)?;
        second_factor::remove(tx, id)?;
        passphrase_due::put(tx, id, writing.now_micros)?;
        Ok(account.login.as_str().to_owned())
    })?;
    exchange.call.doors.set_passphrase(&login, &passphrase)?;
    let frame = exchange.frame("passphrase-title");
    let back = format!("/centre/comptes/{id}");
    exchange.page(&PassphrasePage {
        f: &frame,
        login: &login,
        passphrase: &passphrase,
        back: &back,
    })
}

#[cfg(test)]
#[path = "account_tests.rs"]
mod tests;
