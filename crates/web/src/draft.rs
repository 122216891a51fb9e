//! Forms as they are typed: kept by the page's script, given back to their writer and to nobody else, gone once the form is
//! sent, thrown away or a week old.
//!
//! A draft is named by the address of its page: French words and ids, never a name. It lies in the store beside the records,
//! under the same key, and is never in the journal nor in a log.

use akwaba_journal::id::ActorId;
use akwaba_store::local::form_draft::{self, DRAFT_BYTES_MAX};

use crate::dispatch::TOKEN_FIELD;
use crate::exchange::Exchange;
use crate::http::form::{self, FormError};
use crate::http::{Form, Method, Response, Status, percent};
use crate::i18n::Lang;
use crate::problem::Problem;
use crate::routes::{self, Found};
use crate::show;

/// The field, in a form and in an address, that speaks of a draft.
pub(crate) const FIELD: &str = "brouillon";
/// Its value in the address of a page that shows the draft.
const TAKE_UP: &str = "reprendre";
/// First words of the names of routes whose forms hold secrets: they are never kept.
const SECRET: &[&str] = &[
    "founding",
    "lock",
    "own",
    "sign-in",
    "accounts.reset",
    "protected.enter",
];

/// A draft that its page finds.
#[derive(Clone)]
pub struct Kept {
    /// When it was last kept: "23/11/2026 à 07:45".
    pub moment: String,
    /// The address of its page.
    pub page: String,
    /// Where to take it up again.
    pub take_up: String,
    /// What was typed, where the reader has taken it up again.
    pub taken_up: Option<Form>,
}

/// The draft of the page that is being read, if this reader left one.
pub(crate) fn of_page(exchange: &Exchange<'_, '_>, lang: Lang) -> Option<Kept> {
    let request = exchange.request;
    if request.method != Method::Get || request.wants_fragment() {
        return None;
    }
    let account = writer(exchange)?;
    let page = named(&format!("{}?{}", request.path, request.query));
    let since = exchange.call.now.as_microsecond() - form_draft::KEPT_MICROS;
    let found = exchange.read(|tx| Ok(form_draft::find(tx, account, &page)?));
    // A page that cannot learn of its draft is worth more than an error in its place.
    let (content, saved) = found.ok()?.filter(|(_, saved)| *saved >= since)?;
    let wanted = exchange.form.get(FIELD) == TAKE_UP;
    let mark = if page.contains('?') { '&' } else { '?' };
    Some(Kept {
        moment: show::moment_of_micros(lang, saved),
        take_up: format!("{page}{mark}{FIELD}={TAKE_UP}"),
        page,
        taken_up: wanted.then(|| form::parse(&content).unwrap_or_default()),
    })
}

/// Keeps the form that was sent, under the address of its page.
pub(crate) fn keep(exchange: &mut Exchange<'_, '_>) -> Result<(), Problem> {
    let account = exchange.actor()?.account;
    let page = own_page(exchange)?;
    let pairs = exchange
        .form
        .pairs()
        .filter(|(name, _)| !matches!(*name, TOKEN_FIELD | FIELD))
        .map(|(name, value)| format!("{}={}", percent::encode(name), percent::encode(value)));
    let content = pairs.collect::<Vec<_>>().join("&");
    if content.len() > DRAFT_BYTES_MAX {
        return Err(FormError::TooLarge.into());
    }
    exchange.write(|tx, writing| {
        form_draft::keep(tx, account, &page, &content, writing.now_micros)?;
        Ok(())
    })
}

/// Keeps the form that was sent to a page, as the draft of that page.
pub(crate) fn keep_own(exchange: &mut Exchange<'_, '_>) -> Result<(), Problem> {
    let sent = exchange.form.clone();
    exchange.form = sent.with(FIELD, exchange.request.path.clone());
    keep(exchange)
}

/// Throws the draft of a page away, and gives the page's address.
pub(crate) fn forget(exchange: &mut Exchange<'_, '_>) -> Result<String, Problem> {
    let account = exchange.actor()?.account;
    let page = own_page(exchange)?;
    exchange.write(|tx, _| Ok(form_draft::forget(tx, account, &page)?))?;
    Ok(page)
}

/// Once a form has done its work, what was kept of it goes.
pub(crate) fn clear_after(
    exchange: &mut Exchange<'_, '_>,
    answer: &Response,
) -> Result<(), Problem> {
    if exchange.request.method != Method::Post || answer.status != Status::SeeOther {
        return Ok(());
    }
    let Some(account) = writer(exchange) else {
        return Ok(());
    };
    for page in [
        named(exchange.form.get(FIELD)),
        exchange.request.path.clone(),
    ] {
        let kept = exchange.read(|tx| Ok(form_draft::find(tx, account, &page)?))?;
        if kept.is_some() {
            exchange.write(|tx, _| Ok(form_draft::forget(tx, account, &page)?))?;
        }
    }
    Ok(())
}

fn writer(exchange: &Exchange<'_, '_>) -> Option<ActorId> {
    exchange.actor().ok().map(|actor| actor.account)
}

/// The page that a request about a draft names: one of ours, and not one that asks for a secret.
fn own_page(exchange: &Exchange<'_, '_>) -> Result<String, Problem> {
    let page = named(exchange.form.get(FIELD));
    let path = page.split('?').next().unwrap_or_default();
    match routes::find(Method::Get, path) {
        Found::Route(route, _) if !SECRET.iter().any(|word| route.name.starts_with(word)) => {
            Ok(page)
        }
        _ => Err(Problem::NotFound),
    }
}

/// The name of a draft: the address of its page, without what the address says of drafts.
fn named(address: &str) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let kept: Vec<&str> = query
        .split('&')
        .filter(|part| !part.is_empty() && part.split('=').next() != Some(FIELD))
        .collect();
    if kept.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{}", kept.join("&"))
    }
}
