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
    /// What is open by the reader and another, and how either closes it.
    open: Vec<Open>,
    closing: Option<Html>,
    requests: Vec<Line>,
    /// What the reader asked themselves, and how they withdraw it.
    own: Vec<Line>,
    withdrawing: Option<Html>,
    /// What became of what others asked or opened with the reader.
    notices: Vec<(String, String)>,
    hours: i64,
    minutes: i64,
}

/// A file that is open, with the case of it where the reader is who asked.
struct Open {
    id: EntityId,
    path: Option<String>,
    label: String,
}

/// What a guardian asks.
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

/// The page, with what was refused of a form of it.
pub(super) fn page(exchange: &mut Exchange<'_, '_>, refused: Option<&Refusals>) -> Answer {
    let main = main(exchange)?;
    let (centre, me) = (centre(exchange), exchange.actor()?.account);
    let now = exchange.call.now.as_microsecond();
    let vault = exchange.vault.as_ref().ok_or(Problem::NotFound)?;
    let (requests, own) = (vault.requests(&main, now)?, vault.own_requests(&main, now)?);
    let (lent, given) = (vault.lent_cases()?, vault.given(&main, now)?);
    let notices = vault.notices(&main, now)?;
    let scope = here(exchange);
    let (guardians, staff, numbers) = exchange.read(|tx| {
        let guardians = vault::present(tx, centre)?;
        let who = requests.iter().map(|one| one.asked.by);
        let who = who.chain(given.iter().map(|(_, agreed)| agreed.asker));
        let who = who.chain(notices.iter().map(|one| one.ended.by));
        let staff = Staff::of(tx, centre, guardians.iter().copied().chain(who))?;
        let mut numbers = Vec::new();
        for one in &lent {
            let known = Case::of(one.case, &entity::load(tx, scope, one.case)?);
            numbers.extend(known.map(|known| (known.number, one)));
        }
        Ok::<_, Problem>((guardians, staff, numbers))
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
    let line = |one: &vault::Request| Line {
        id: one.id,
        who: staff.name(one.asked.by).to_owned(),
        spoken: one.asked.spoken.as_str().to_owned(),
        reason: one.asked.reason.as_str().to_owned(),
        until: moment(one.until_micros),
    };
    let own: Vec<Line> = own.iter().map(line).collect();
    let open = numbers.into_iter().map(|(number, one)| {
        let args = [
            ("number", number.to_string().into()),
            ("until", moment(one.until_micros).into()),
        ];
        Open {
            id: one.opening,
            path: Some(case_path(one.case)),
            label: f.tn("glass-open", args),
        }
    });
    let given = given.iter().map(|(loan, agreed)| {
        let args = [
            ("who", staff.name(agreed.asker).into()),
            ("spoken", agreed.spoken.as_str().into()),
            ("until", moment(loan.span().1).into()),
        ];
        Open {
            id: loan.opening(),
            path: None,
            label: f.tn("glass-given", args),
        }
    });
    let open: Vec<Open> = open.chain(given).collect();
    let notices = notices.iter().map(|one| {
        let word = if one.was_open {
            "glass-notice-closed"
        } else {
            "glass-notice-withdrawn"
        };
        let args = [
            ("who", staff.name(one.ended.by).into()),
            ("spoken", one.spoken.as_str().into()),
            ("when", moment(one.ended.micros).into()),
        ];
        let why = one.ended.why.as_ref().map(|why| why.as_str().to_owned());
        (f.tn(word, args), why.unwrap_or_default())
    });
    let names = guardians.iter().map(|id| staff.name(*id).to_owned());
    let page = GlassPage {
        f,
        form: &form,
        guardians: names.collect::<Vec<_>>().join(", "),
        is_guardian,
        whose,
        asked: !sent.get("q").is_empty(),
        closing: several(
            &form,
            ("opening", "glass-close-which"),
            open.iter().map(|one| (one.id, &one.label)),
        ),
        open,
        requests: requests.iter().map(line).collect(),
        withdrawing: several(
            &form,
            ("own", "glass-withdraw-which"),
            own.iter().map(|one| (one.id, &one.spoken)),
        ),
        own,
        notices: notices.collect(),
        hours: OPEN_HOURS,
        minutes: AGREE_MINUTES,
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}

/// Which of several a form is about.
fn several<'l>(
    form: &Fields,
    (name, label): (&str, &str),
    all: impl ExactSizeIterator<Item = (EntityId, &'l String)>,
) -> Option<Html> {
    (all.len() > 1).then(|| {
        let choices = all.map(|(id, label)| Choice::new(id.to_string(), label.clone()));
        Html::of(&form.radios(name, label, choices.collect()).needed())
    })
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
    let (lent, given) = (vault.lent_cases()?, vault.given(&main, now)?);
    exchange.read(|tx| {
        let mut due = Vec::new();
        if !requests.is_empty() {
            due.push((PATH.to_owned(), f.t("glass-today-request")));
        }
        for one in &lent {
            let until = show::moment_of_micros(f.lang, one.until_micros);
            let said = f.t1("glass-today-open", "until", until);
            due.push((case_path(one.case), said));
        }
        for (loan, _) in &given {
            let until = show::moment_of_micros(f.lang, loan.span().1);
            due.push((PATH.to_owned(), f.t1("glass-today-given", "until", until)));
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
