//! Break-glass for danger to life, between guardians in the protected space: one asks, another agrees with their own
//! passphrase, and the file that they name opens to who asked for three hours.
//!
//! Never: a list of files, or a word outside this space.

use akwaba_domain::casework::Case;
use akwaba_domain::casework::glass::{AGREE_MINUTES, Asked, GlassWords, OPEN_HOURS};
use akwaba_domain::casework::glass::{by_number, by_person};
use akwaba_domain::policy::act;
use akwaba_domain::reception::Day;
use akwaba_domain::refusal::{Refusal, Refusals};
use akwaba_domain::text;
use akwaba_journal::id::EntityId;
use akwaba_store::entity;
use askama::Template;

use super::begin::main;
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::http::Form;
use crate::pages::account::keys::opened;
use crate::pages::account::own::own;
use crate::pages::casework::shared::case_path;
use crate::pages::here::{allow, centre, here};
use crate::pages::reception::Staff;
use crate::pages::registry::pick;
use crate::parts::{Choice, Fields, Html};
use crate::problem::Problem;
use crate::show;
use crate::vault;

/// The page.
pub(super) const PATH: &str = "/espace/danger";

#[derive(Template)]
#[template(path = "protected/glass.html")]
struct GlassPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    /// Who the guardians are.
    guardians: String,
    /// Whether the reader is one.
    is_guardian: bool,
    /// Whether they may ask, and for whom.
    whose: Option<Html>,
    asked: bool,
    open: Vec<(String, String)>,
    requests: Vec<Line>,
    hours: i64,
    minutes: i64,
}

/// What another guardian asks.
struct Line {
    id: EntityId,
    who: String,
    spoken: String,
    reason: String,
    until: String,
}

/// The page.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    page(exchange, None)
}

/// The form again, with the people that words find.
pub(super) fn find(exchange: &mut Exchange<'_, '_>) -> Answer {
    page(exchange, None)
}

fn page(exchange: &mut Exchange<'_, '_>, refused: Option<&Refusals>) -> Answer {
    let main = main(exchange)?;
    let (centre, me) = (centre(exchange), exchange.actor()?.account);
    let now = exchange.call.now.as_microsecond();
    let vault = exchange.vault.as_ref().ok_or(Problem::NotFound)?;
    let (requests, lent) = (vault.requests(&main, now)?, vault.lent_cases()?);
    let scope = here(exchange);
    let (guardians, staff, open) = exchange.read(|tx| {
        let guardians = vault::present(tx, centre)?;
        let who = requests.iter().map(|one| one.asked.by);
        let staff = Staff::of(tx, centre, guardians.iter().copied().chain(who))?;
        let mut open = Vec::new();
        for (case, until) in &lent {
            let known = Case::of(*case, &entity::load(tx, scope, *case)?);
            open.extend(known.map(|known| (known.id, known.number, *until)));
        }
        Ok::<_, Problem>((guardians, staff, open))
    })?;
    let may_ask = allow::<act::GlassAsk>(exchange).is_ok();
    let sent = match refused {
        Some(_) => exchange.form.clone(),
        None => kept(&exchange.form),
    };
    let mut frame = exchange.frame("glass-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, sent.clone(), refusals),
        None => Fields::new(&frame, sent.clone()),
    };
    let f = &frame;
    let is_guardian = guardians.contains(&me);
    let whose = if is_guardian && may_ask {
        let found = pick::named(exchange, f, &main, sent.get("q"), sent.get("whose"))?;
        let found = found.into_iter();
        let choices: Vec<Choice> = found
            .map(|(id, name, meta)| Choice::new(id.to_string(), name).hint(meta))
            .collect();
        Some(if choices.is_empty() {
            Html::default()
        } else {
            Html::of(&form.radios("whose", "glass-whose", choices))
        })
    } else {
        None
    };
    let moment = |micros: i64| show::moment_of_micros(f.lang, micros);
    let requests = requests.iter().map(|one| Line {
        id: one.id,
        who: staff.name(one.asked.by).to_owned(),
        spoken: one.asked.spoken.as_str().to_owned(),
        reason: one.asked.reason.as_str().to_owned(),
        until: moment(one.until_micros),
    });
    let names = guardians.iter().map(|id| staff.name(*id).to_owned());
    let open = open.into_iter().map(|(id, number, until)| {
        let args = [
            ("number", number.to_string().into()),
            ("until", moment(until).into()),
        ];
        (case_path(id), f.tn("glass-open", args))
    });
    let page = GlassPage {
        f,
        form: &form,
        guardians: names.collect::<Vec<_>>().join(", "),
        is_guardian,
        whose,
        asked: !sent.get("q").is_empty(),
        open: open.collect(),
        requests: requests.collect(),
        hours: OPEN_HOURS,
        minutes: AGREE_MINUTES,
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}

/// What was typed, without the passphrase.
fn kept(sent: &Form) -> Form {
    let mut form = Form::new();
    for name in ["q", "whose", "number", "reason"] {
        form = form.with(name, sent.get(name).to_owned());
    }
    form
}

/// What is asked, as the form names it.
fn read(exchange: &Exchange<'_, '_>) -> Result<Asked, Problem> {
    let (form, scope) = (&exchange.form, here(exchange));
    let mut wrong = Refusals::new();
    let reason = wrong.take(text::required_words("reason", form.get("reason")));
    let (number, whose) = (form.get("number").trim(), form.get("whose"));
    let year = Day::of(exchange.call.now).date().year();
    let named = if number.is_empty() {
        let id: Option<EntityId> = whose.parse().ok();
        let known = main(exchange)?.read(|tx| {
            let Some(id) = id else { return Ok(None) };
            let row = akwaba_store::projections::registry::person::find(tx, scope, id)?;
            Ok::<_, Problem>(row.map(|row| (by_person(id), row.line.name.as_str().to_owned())))
        })?;
        known.ok_or_else(|| Refusal::at("number", "glass-which"))
    } else {
        by_number(number, year)
            .map(|name| (name, number.to_owned()))
            .ok_or_else(|| Refusal::at("number", "glass-number"))
    };
    let (name, spoken) = wrong.take(named);
    Ok(wrong.or(Asked {
        by: exchange.actor()?.account,
        reason: GlassWords::new(reason),
        name: GlassWords::new(name),
        spoken: GlassWords::new(spoken),
        words: Vec::new(),
    })?)
}

/// Asks the other guardians.
pub(super) fn ask(exchange: &mut Exchange<'_, '_>) -> Answer {
    let main = main(exchange)?;
    allow::<act::GlassAsk>(exchange)?;
    let asked = match read(exchange) {
        Ok(asked) => asked,
        Err(Problem::Refused(refusals)) => return page(exchange, Some(&refusals)),
        Err(problem) => return Err(problem),
    };
    let now = exchange.call.now.as_microsecond();
    let vault = exchange.vault.as_ref().ok_or(Problem::NotFound)?;
    let any = vault.ask(&main, &asked, now, &mut *exchange.call.chance)?;
    if !any {
        let refusal = Refusal::whole("glass-no-guardian");
        return page(exchange, Some(&refusal.into()));
    }
    exchange.done(PATH, Flash::attention("glass-said-asked"))
}

/// Agrees to what another guardian asks.
pub(super) fn agree(exchange: &mut Exchange<'_, '_>) -> Answer {
    let main = main(exchange)?;
    allow::<act::GlassAgree>(exchange)?;
    let request: EntityId = exchange
        .form
        .get("request")
        .parse()
        .map_err(|_| Problem::NotFound)?;
    let me = own(exchange)?;
    let private = match opened(exchange, &me, "giving", "glass.agree")? {
        Ok(private) => private,
        Err(refusal) => return page(exchange, Some(&refusal.into())),
    };
    let now = exchange.call.now.as_microsecond();
    let who = (centre(exchange), me.id);
    let chance = &mut *exchange.call.chance;
    let word = match vault::agree(&main, who, &private, request, now, chance)? {
        Some(_) => Flash::good("glass-said-agreed"),
        None => Flash::attention("glass-said-nothing"),
    };
    exchange.done(PATH, word)
}

/// What of break-glass waits for the reader, for *Aujourd'hui*: where, and in words. Nothing in the open.
pub(in crate::pages) fn due(
    exchange: &Exchange<'_, '_>,
    f: &Frame,
) -> Result<Vec<(String, String)>, Problem> {
    let (Some(vault), Some(main)) = (&exchange.vault, exchange.call.doors.store()) else {
        return Ok(Vec::new());
    };
    let (scope, centre) = (here(exchange), centre(exchange));
    let me = exchange.actor()?.account;
    let now = exchange.call.now.as_microsecond();
    let (openings, requests) = (vault.openings()?, vault.requests(&main, now)?);
    let lent = vault.lent_cases()?;
    exchange.read(|tx| {
        let mut due = Vec::new();
        if !requests.is_empty() {
            due.push((PATH.to_owned(), f.t("glass-today-request")));
        }
        for (case, until) in &lent {
            let until = show::moment_of_micros(f.lang, *until);
            due.push((case_path(*case), f.t1("glass-today-open", "until", until)));
        }
        for one in &openings {
            let Some(case) = Case::of(one.case, &entity::load(tx, scope, one.case)?) else {
                continue;
            };
            if one.awaits(me, case.assigned) {
                let staff = Staff::of(tx, centre, [one.opened.asker])?;
                let args = [
                    ("number", case.number.to_string().into()),
                    ("who", staff.name(one.opened.asker).into()),
                ];
                let path = format!("{}/ouvertures", case_path(case.id));
                due.push((path, f.tn("glass-today-opened", args)));
            }
        }
        if vault::present(tx, centre)?.contains(&me) {
            due.push((PATH.to_owned(), f.t("glass-today")));
        }
        Ok(due)
    })
}
