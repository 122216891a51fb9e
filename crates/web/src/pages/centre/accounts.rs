//! The accounts of the centre, and opening a new one.

use akwaba_domain::actor::Role;
use akwaba_domain::centre::account::{self as decisions, Account, AccountForm};
use akwaba_domain::centre::passphrase;
use akwaba_domain::ctx::Ctx;
use akwaba_domain::policy::{self, Target, act};
use akwaba_domain::refusal::Refusals;
use akwaba_store::append::append;
use akwaba_store::local::passphrase_due;
use akwaba_store::projections::centre::account;
use askama::Template;

use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::http::Form;
use crate::parts::{Fields, Html, Row, Table, Tag, Tone};
use crate::problem::Problem;
use crate::routes::Route;

/// The addresses of the accounts.
pub const ROUTES: &[Route] = &[
    Route::get("accounts.list", "/centre/comptes", list),
    Route::get("accounts.new", "/centre/comptes/nouveau", new),
    Route::post("accounts.open", "/centre/comptes/nouveau", open),
];

#[derive(Template)]
#[template(path = "centre/accounts.html")]
struct AccountsPage<'a> {
    f: &'a Frame,
    table: Table,
    open: bool,
}

fn list(exchange: &mut Exchange<'_, '_>) -> Answer {
    let centre = exchange.call.site.centre;
    let accounts = exchange.read(|tx| Ok(account::all(tx, centre)?))?;
    let frame = exchange.frame("accounts-title");
    let mut table = Table::new(&frame, frame.t("accounts-title"))
        .quiet()
        .column("accounts-name")
        .column("accounts-login")
        .column("accounts-roles")
        .column("accounts-state");
    for account in &accounts {
        let path = format!("/centre/comptes/{}", account.id);
        table = table.row(
            Row::new()
                .cell(Html::link(&path, account.name.as_str()))
                .cell(account.login.as_str())
                .cell(roles(&frame, account))
                .cell(Html::of(&state(&frame, account))),
        );
    }
    let open = exchange.may_open("/centre/comptes/nouveau");
    exchange.page(&AccountsPage {
        f: &frame,
        table,
        open,
    })
}

/// The roles in force, in words.
pub(super) fn roles(frame: &Frame, account: &Account) -> String {
    let words: Vec<String> = account
        .grants
        .iter()
        .map(|grant| frame.word("frame-role-", grant.role.code()))
        .collect();
    if words.is_empty() {
        frame.t("accounts-no-role")
    } else {
        words.join(", ")
    }
}

/// What an account is now, in one word.
pub(super) fn state(frame: &Frame, account: &Account) -> Tag {
    if account.suspended {
        Tag::new(Tone::Calm, frame.t("accounts-suspended"))
    } else if !account.pending.is_empty() {
        Tag::new(Tone::Attention, frame.t("accounts-pending"))
    } else {
        Tag::new(Tone::Good, frame.t("accounts-active"))
    }
}

#[derive(Template)]
#[template(path = "centre/account_new.html")]
struct NewPage<'a> {
    f: &'a Frame,
    form: Fields,
    codes: &'a [&'static str],
}

fn codes() -> Vec<&'static str> {
    Role::ALL.iter().map(|role| role.code()).collect()
}

fn new(exchange: &mut Exchange<'_, '_>) -> Answer {
    let frame = exchange.frame("account-new-title");
    let form = Fields::new(&frame, Form::default());
    exchange.page(&NewPage {
        f: &frame,
        form,
        codes: &codes(),
    })
}

#[derive(Template)]
#[template(path = "centre/passphrase.html")]
pub(super) struct PassphrasePage<'a> {
    pub(super) f: &'a Frame,
    pub(super) login: &'a str,
    pub(super) passphrase: &'a str,
    pub(super) back: &'a str,
}

fn open(exchange: &mut Exchange<'_, '_>) -> Answer {
    let sent = exchange.form.clone();
    let form = AccountForm {
        login: sent.get("login").to_owned(),
        name: sent.get("name").to_owned(),
        roles: sent.all("roles").map(str::to_owned).collect(),
    };
    match write(exchange, &form) {
        Ok((id, login)) => {
            let passphrase = passphrase::make(exchange.call.chance);
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
        Err(Problem::Refused(refusals)) => again(exchange, sent, &refusals),
        Err(other) => Err(other),
    }
}

fn write(
    exchange: &mut Exchange<'_, '_>,
    form: &AccountForm,
) -> Result<(akwaba_journal::id::ActorId, String), Problem> {
    let centre = exchange.call.site.centre;
    let allowed = policy::allow::<act::AccountOpen, _>(exchange.actor()?, &Target::of(centre), ())?;
    let now = exchange.call.now;
    exchange.write(|tx, writing| {
        let taken: Vec<String> = account::all(tx, centre)?
            .iter()
            .map(|account| account.login.as_str().to_owned())
            .collect();
        let new = form.parse(|login| taken.iter().any(|known| known == login))?;
        let (id, drafts) = decisions::open(
            &mut Ctx {
                now,
                chance: &mut *writing.chance,
            },
            &allowed,
            &new,
        );
        append(tx, writing, drafts)?;
        passphrase_due::put(tx, id, writing.now_micros)?;
        Ok((id, new.login.as_str().to_owned()))
    })
}

fn again(exchange: &mut Exchange<'_, '_>, sent: Form, refusals: &Refusals) -> Answer {
    let mut frame = exchange.frame("account-new-title");
    let form = Fields::refused(&mut frame, sent, refusals);
    exchange.again(&NewPage {
        f: &frame,
        form,
        codes: &codes(),
    })
}
