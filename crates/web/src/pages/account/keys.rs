//! One's own keys: the recovery sheet, what the custodians are asked, and other keys for files that somebody left.
//!
//! Every act asks for the passphrase: the private keys are opened for it, and dropped with it. Never shows a key;
//! the words of a sheet are shown once.

use akwaba_domain::centre::account::{self as accounts, Account, SecretChange};
use akwaba_domain::centre::escrow::{self as custody, OpenCall};
use akwaba_domain::centre::sheet::Secret;
use akwaba_domain::policy::{self, Target, act};
use akwaba_domain::refusal::{Refusal, Refusals};
use akwaba_journal::act::Tag;
use akwaba_journal::holder::PublicKeys;
use akwaba_journal::id::ActorId;
use akwaba_store::StoreError;
use akwaba_store::append::append;
use akwaba_store::projections::centre::account;
use akwaba_store::sealed::{PrivateKey, Recipient, escrow, leave, published, sheet};
use askama::Template;
use zeroize::Zeroizing;

use super::own::{own, prove};
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::http::Form;
use crate::parts::{Fields, Paper, Qr, Summary};
use crate::problem::Problem;
use crate::routes::Route;
use crate::show;

const PATH: &str = "/mon-compte/cles";
/// Files of one request: a few seconds, then the page says how many are left.
const FILES_AT_ONCE: usize = 3_000;

/// The addresses of one's own keys.
pub const ROUTES: &[Route] = &[
    Route::get("own.keys", PATH, show),
    Route::post("own.keys-sheet", "/mon-compte/cles/feuille", print),
    Route::post("own.keys-sheet-used", "/mon-compte/cles/retrouver", recover),
    Route::post("own.keys-left", "/mon-compte/cles/departs", sweep),
    Route::post("own.keys-oppose", "/mon-compte/cles/opposer", oppose),
    Route::post("own.keys-take", "/mon-compte/cles/reprendre", take),
];

/// What is asked of the custodians about one's own keys.
struct Asked {
    tag: Tag,
    by: String,
    to: String,
    on: String,
    open: String,
    reason: String,
}

/// Keys that the custodians are to give one.
struct Given {
    tag: Tag,
    owner: ActorId,
    name: String,
    open: String,
    given: usize,
    needed: i64,
}

#[derive(Template)]
#[template(path = "account/keys.html")]
struct KeysPage<'a> {
    f: &'a Frame,
    facts: Summary,
    form: Fields,
    /// Whether there are keys at all.
    has: bool,
    /// Whether there is a sheet.
    sheet: bool,
    /// Whether somebody left since the keys of what one holds were last changed.
    due: bool,
    asked: Vec<Asked>,
    given: Vec<Given>,
}

fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let frame = exchange.frame("keys-title");
    let form = Fields::new(&frame, Form::default());
    let page = page(exchange, &frame, form)?;
    exchange.page(&page)
}

fn again(exchange: &mut Exchange<'_, '_>, refusals: &Refusals) -> Answer {
    let sent = exchange.form.clone();
    let mut frame = exchange.frame("keys-title");
    let form = Fields::refused(&mut frame, sent, refusals);
    let page = page(exchange, &frame, form)?;
    exchange.again(&page)
}

fn page<'a>(
    exchange: &Exchange<'_, '_>,
    frame: &'a Frame,
    form: Fields,
) -> Result<KeysPage<'a>, Problem> {
    let me = own(exchange)?;
    let centre = exchange.call.site.centre;
    exchange.read(|tx| {
        let public = published::of(tx, centre, me.id)?;
        let made = match &public {
            Some(public) => sheet::made(tx, me.id, public)?,
            None => None,
        };
        let due = match published::recipient(tx, centre, me.id)? {
            Some(who) => leave::is_due(tx, &who)?,
            None => false,
        };
        let everybody = account::all(tx, centre)?;
        let named = |id: ActorId| {
            let found = everybody.iter().find(|one| one.id == id);
            found.map_or_else(String::new, |one| one.name.as_str().to_owned())
        };
        let asked = me.calls.iter().map(|open| Asked {
            tag: open.tag,
            by: named(open.asked.actor),
            to: named(open.call.to),
            on: show::moment_of_micros(frame.lang, open.asked.clock.micros),
            open: show::moment_of_micros(frame.lang, open.open_micros()),
            reason: open.call.reason.clone(),
        });
        let mut given = Vec::new();
        for (owner, open) in calls_to(&everybody, me.id) {
            given.push(Given {
                tag: open.tag,
                owner: owner.id,
                name: owner.name.as_str().to_owned(),
                open: show::moment_of_micros(frame.lang, open.open_micros()),
                given: escrow::given(tx, owner.id, &open.tag.to_string())?.len(),
                needed: escrow::threshold(tx, owner.id)?.unwrap_or(0),
            });
        }
        let never = || frame.t("keys-sheet-never");
        let on = made.map_or_else(never, |at| show::moment_of_micros(frame.lang, at));
        let mut facts = Summary::new(frame);
        if let Some(public) = &public {
            facts = facts
                .row("keys-print", print_of(public))
                .row("keys-sheet-on", on);
        }
        Ok(KeysPage {
            f: frame,
            facts,
            form: form.clone(),
            has: public.is_some(),
            sheet: made.is_some(),
            due,
            asked: asked.collect(),
            given,
        })
    })
}

/// The requests whose keys are to be this account's.
fn calls_to(everybody: &[Account], to: ActorId) -> impl Iterator<Item = (&Account, &OpenCall)> {
    everybody.iter().flat_map(move |owner| {
        let theirs = owner.calls.iter().filter(move |open| open.call.to == to);
        theirs.map(move |open| (owner, open))
    })
}

/// A few groups of digits that two people compare aloud.
fn print_of(public: &PublicKeys) -> String {
    let digits = blake3::hash(&public.to_bytes()).to_hex();
    let digits: Vec<char> = digits.chars().take(20).collect();
    let groups = digits.chunks(4).map(|group| group.iter().collect());
    groups.collect::<Vec<String>>().join(" ")
}

/// The private keys of who is there, by the passphrase in `field`.
pub(crate) fn opened(
    exchange: &mut Exchange<'_, '_>,
    account: &Account,
    field: &str,
    route: &'static str,
) -> Result<Result<PrivateKey, Refusal>, Problem> {
    if let Err(refusal) = prove(exchange, account, field, route)? {
        return Ok(Err(refusal));
    }
    let passphrase = Zeroizing::new(exchange.form.get(field).to_owned());
    let doors = exchange.call.doors;
    let private = doors.account_private(account.login.as_str(), &passphrase)?;
    Ok(private.ok_or_else(|| Refusal::at(field, "keys-none")))
}

#[derive(Template)]
#[template(path = "account/sheet.html")]
struct SheetPage<'a> {
    f: &'a Frame,
    paper: Paper,
    name: String,
    login: String,
    print: String,
    lines: Vec<Zeroizing<String>>,
    picture: Option<Qr>,
}

/// Prints a new sheet: the former one serves no more.
fn print(exchange: &mut Exchange<'_, '_>) -> Answer {
    let me = own(exchange)?;
    let private = match opened(exchange, &me, "proof", "own.keys-sheet")? {
        Ok(private) => private,
        Err(refusal) => return again(exchange, &refusal.into()),
    };
    let public = private.public().map_err(|_| Problem::NotFound)?;
    let secret = Secret::fresh(exchange.call.chance);
    let drafts = noted(exchange, &me, SecretChange::SheetPrinted)?;
    exchange.write(|tx, writing| {
        let now = writing.now_micros;
        sheet::put(tx, me.id, &private, &secret, now, writing.chance)?;
        append(tx, writing, drafts.clone())?;
        Ok(())
    })?;
    let lines = secret.lines();
    let whole: Vec<&str> = lines.iter().map(|line| line.as_str()).collect();
    let whole = Zeroizing::new(whole.join("\n"));
    let frame = exchange.frame("keys-sheet-title");
    let page = SheetPage {
        paper: Paper::new(&frame).a5().date(frame.moment()),
        name: me.name.as_str().to_owned(),
        login: me.login.as_str().to_owned(),
        print: print_of(&public),
        picture: Qr::of(&whole, frame.t("keys-sheet-picture")),
        lines,
        f: &frame,
    };
    exchange.page(&page)
}

fn noted(
    exchange: &Exchange<'_, '_>,
    me: &Account,
    change: SecretChange,
) -> Result<akwaba_domain::draft::Drafts, Problem> {
    let target = Target::account(exchange.call.site.centre, me.id);
    let allowed = policy::allow::<act::OwnAccount, _>(exchange.actor()?, &target, ())?;
    Ok(accounts::note_own_secret(&allowed, change))
}

/// Gives what former keys opened to the present ones, by the words of a sheet.
fn recover(exchange: &mut Exchange<'_, '_>) -> Answer {
    let me = own(exchange)?;
    let mut wrong = Refusals::new();
    let secret = Secret::parse(exchange.form.get("words"));
    let secret = secret.map_err(|refusal| wrong.push(refusal)).ok();
    let private = opened(exchange, &me, "present", "own.keys-sheet-used")?;
    let private = private.map_err(|refusal| wrong.push(refusal)).ok();
    let (Some(secret), Some(private)) = (secret, private) else {
        return again(exchange, &wrong);
    };
    let former = exchange.read(|tx| Ok(sheet::open(tx, me.id, &secret)?))?;
    let Some(former) = former else {
        let refusal = Refusal::at("words", "keys-words-other");
        return again(exchange, &refusal.into());
    };
    handed_over(exchange, &former, &private)?;
    let public = former.public().map_err(|_| Problem::NotFound)?;
    let drafts = noted(exchange, &me, SecretChange::SheetUsed)?;
    exchange.write(|tx, writing| {
        sheet::destroy(tx, me.id, &public)?;
        append(tx, writing, drafts.clone())?;
        Ok(())
    })?;
    exchange.done(PATH, Flash::good("keys-recovered"))
}

/// Gives what `former` keys open to the present ones.
fn handed_over(
    exchange: &mut Exchange<'_, '_>,
    former: &PrivateKey,
    private: &PrivateKey,
) -> Result<(), Problem> {
    let to = Recipient::own(private)?;
    if Recipient::own(former)? != to {
        let call = &mut *exchange.call;
        leave::hand_over(call.store, former, &to, call.chance, &mut |_| ())?;
    }
    Ok(())
}

/// Other keys for the files that somebody held who left.
fn sweep(exchange: &mut Exchange<'_, '_>) -> Answer {
    let me = own(exchange)?;
    let private = match opened(exchange, &me, "left", "own.keys-left")? {
        Ok(private) => private,
        Err(refusal) => return again(exchange, &refusal.into()),
    };
    let call = &mut *exchange.call;
    let swept = leave::leave(
        call.store,
        &private,
        FILES_AT_ONCE,
        call.chance,
        &mut |_| (),
    )?;
    let said = match swept.left {
        0 => Flash::good("keys-swept"),
        _ => Flash::attention("keys-swept-part"),
    };
    exchange.done(PATH, said)
}

/// The owner opposes that the custodians give their keys.
fn oppose(exchange: &mut Exchange<'_, '_>) -> Answer {
    let me = own(exchange)?;
    let centre = exchange.call.site.centre;
    let tag: Tag = exchange
        .form
        .get("request")
        .parse()
        .map_err(|_| Problem::NotFound)?;
    let target = Target::account(centre, me.id);
    let allowed = policy::allow::<act::OwnAccount, _>(exchange.actor()?, &target, ())?;
    exchange.write(|tx, writing| {
        let state = account::state(tx, centre, me.id)?;
        append(tx, writing, custody::oppose(&allowed, &state, tag)?)?;
        escrow::end(tx, me.id, &tag.to_string())?;
        Ok(())
    })?;
    exchange.done(PATH, Flash::good("keys-opposed"))
}

/// Has the keys that enough custodians gave.
fn take(exchange: &mut Exchange<'_, '_>) -> Answer {
    let me = own(exchange)?;
    let centre = exchange.call.site.centre;
    let owner: ActorId = parsed(exchange, "owner")?;
    let tag: Tag = parsed(exchange, "request")?;
    let target = Target::of(centre);
    let allowed = policy::allow::<act::EscrowTake, _>(exchange.actor()?, &target, (owner, tag))?;
    let private = match opened(exchange, &me, "taking", "own.keys-take")? {
        Ok(private) => private,
        Err(refusal) => return again(exchange, &refusal.into()),
    };
    let request = tag.to_string();
    let (made, drafts) = exchange.read(|tx| {
        let known = account::find(tx, centre, owner)?.ok_or(Problem::NotFound)?;
        let state = account::state(tx, centre, owner)?;
        let drafts = custody::taken(&allowed, &known, &state)?;
        Ok((escrow::take(tx, owner, &request, &private)?, drafts))
    })?;
    if made.is_empty() {
        let refusal = Refusal::at("taking", "keys-take-few");
        return again(exchange, &refusal.into());
    }
    for former in &made {
        handed_over(exchange, former, &private)?;
    }
    exchange.write(|tx, writing| {
        append(tx, writing, drafts.clone())?;
        escrow::end(tx, owner, &request)?;
        for former in &made {
            let public = former.public().map_err(|_| StoreError::WrongKey)?;
            // Keys that are somebody's still stay shared.
            if published::of(tx, centre, owner)? != Some(public) {
                escrow::destroy(tx, owner, &public)?;
            }
        }
        Ok(())
    })?;
    exchange.done(PATH, Flash::good("keys-recovered"))
}

fn parsed<T: core::str::FromStr>(exchange: &Exchange<'_, '_>, name: &str) -> Result<T, Problem> {
    let typed = exchange.form.get(name);
    typed.parse().map_err(|_| Problem::NotFound)
}
