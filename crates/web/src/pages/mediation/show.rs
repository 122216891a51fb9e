//! The page of a mediation, and what somebody of the centre noticed.

use akwaba_domain::casework::{step, time};
use akwaba_domain::mediation::{self, Agreement, STOP, Side, Sign};
use akwaba_domain::policy::act;
use akwaba_domain::refusal::Refusals;
use akwaba_store::append;
use askama::Template;

use super::shared::{Known, allow, asked, case_path, centre, closed, here, load, names, path};
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::pages::casework::Names;
use crate::pages::reception::{centre_code, numbered};
use crate::parts::{Fields, Html, Notice, Row, Table, Tag, Tone};
use crate::problem::Problem;
use crate::show as said;

#[derive(Template)]
#[template(path = "mediation/show.html")]
struct ShowPage<'a> {
    f: &'a Frame,
    name: String,
    path: Option<String>,
    title: String,
    number: String,
    notice: Option<Notice>,
    /// Why it stops, for the team; folded away.
    why: Vec<String>,
    /// Where the open step is left for the one that protects.
    stop: Option<String>,
    parties: Table,
    agreement: Option<Written>,
    record: Option<String>,
    letters: Vec<(String, String)>,
    fear: Option<String>,
}

/// An agreement in words.
struct Written {
    said: Tag,
    clauses: Vec<String>,
    signed: Vec<(String, String, Option<String>)>,
}

/// The page.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (known, mediation) = asked(exchange)?;
    let frame = exchange.frame("mediation-title");
    let f = &frame;
    let (scope, centre, id) = (here(exchange), centre(exchange), known.case.id);
    let (subject, number) = exchange.read(|tx| {
        let record = known.case.subject.record();
        let name = Names::of(tx, scope, f, record)?.name(f, record);
        Ok::<_, Problem>((name, numbered(known.case.number, &centre_code(tx, centre)?)))
    })?;
    let two = names(exchange, f, &mediation)?;
    let here = path(id);
    let mut parties = Table::new(f, f.t("mediation-parties"))
        .column("mediation-party")
        .column("mediation-interview")
        .column("mediation-change");
    for ((side, name), interviewed) in Side::ALL.into_iter().zip(&two).zip(mediation.interviewed) {
        let at = format!("{here}/{}", side.code());
        let change = match exchange.may_open(&at) {
            true => Html::link(&at, &f.t("mediation-party-change")),
            false => Html::default(),
        };
        let name = match name.is_empty() {
            true => f.word("mediation-side-", side.code()),
            false => name.clone(),
        };
        let seen = match interviewed {
            true => f.t("mediation-interviewed"),
            false => f.t("mediation-not-interviewed"),
        };
        parties = parties.row(Row::new().cell(name).cell(seen).cell(change));
    }
    let stopped = !mediation.signs.is_empty();
    let agreement = mediation.agreement.as_ref();
    let may_sign = mediation.may_meet();
    let written = agreement.map(|agreement| {
        let link = |side: Side| {
            let at = format!("{here}/{}/signature", side.code());
            (may_sign && exchange.may_open(&at)).then_some(at)
        };
        written(f, agreement, &two, link)
    });
    let letters = Side::ALL.into_iter().zip(&two).map(|(side, name)| {
        let name = match name.is_empty() {
            true => f.word("mediation-side-", side.code()),
            false => name.clone(),
        };
        let label = f.t1("mediation-letter-for", "who", name);
        (format!("{here}/{}/courrier", side.code()), label)
    });
    let page = ShowPage {
        name: subject,
        path: Some(case_path(id)),
        title: known.edition.procedure.title.clone(),
        number,
        notice: closed(f, &mediation),
        why: why(f, &mediation.signs),
        stop: stopped.then(|| way_out(exchange, &known)).flatten(),
        parties,
        record: (agreement.is_some() && may_sign).then(|| format!("{here}/proces-verbal")),
        agreement: written.filter(|_| !stopped),
        letters: letters.filter(|_| stopped).collect(),
        fear: Some(format!("{here}/remarque")).filter(|path| exchange.may_open(path)),
        f,
    };
    exchange.page(&page)
}

fn why(f: &Frame, signs: &[Sign]) -> Vec<String> {
    let said = signs
        .iter()
        .map(|sign| f.word("mediation-sign-", sign.code()));
    said.collect()
}

/// The page on which the open step is left for the one that stops and protects.
fn way_out(exchange: &Exchange<'_, '_>, known: &Known) -> Option<String> {
    let now = time::civil(exchange.call.now.as_microsecond());
    let standing = step::standing(&known.case, &known.edition, now);
    let open = standing.open().next()?.0.step.code.clone();
    let path = format!("{}/etapes/{open}", case_path(known.case.id));
    if open == STOP {
        return Some(path);
    }
    let leave = format!("{path}/ecart");
    exchange
        .may_open(&leave)
        .then(|| format!("{leave}?next={STOP}"))
}

fn written(
    f: &Frame,
    agreement: &Agreement,
    two: &[String; 2],
    link: impl Fn(Side) -> Option<String>,
) -> Written {
    let said = match (agreement.agreed, agreement.outcome) {
        (false, _) => Tag::new(Tone::Calm, f.t("mediation-not-agreed")),
        (true, None) if agreement.is_signed() => Tag::new(Tone::Info, f.t("mediation-signed")),
        (true, None) => Tag::new(Tone::Attention, f.t("mediation-to-sign")),
        (true, Some(mediation::Outcome::Kept)) => Tag::new(Tone::Good, f.t("mediation-kept")),
        (true, Some(mediation::Outcome::Broken)) => {
            Tag::new(Tone::Attention, f.t("mediation-broken"))
        }
    };
    let clauses = agreement
        .clauses
        .iter()
        .map(|clause| clause_said(f, clause));
    let signed = Side::ALL.into_iter().zip(two).zip(&agreement.signed);
    let signed = signed
        .filter(|_| agreement.agreed)
        .map(|((side, name), signed)| {
            let name = match name.is_empty() {
                true => f.word("mediation-side-", side.code()),
                false => name.clone(),
            };
            match signed {
                Some(signed) => {
                    let form = f.word("mediation-form-", signed.form.code());
                    let day = said::civil(signed.day.date());
                    (name, format!("{form}, {day}"), None)
                }
                None => (name, f.t("mediation-not-signed"), link(side)),
            }
        });
    Written {
        said,
        clauses: clauses.collect(),
        signed: signed.collect(),
    }
}

/// A clause as the minutes say it.
pub(super) fn clause_said(f: &Frame, clause: &mediation::Clause) -> String {
    let day: Option<jiff::civil::Date> = clause.day.parse().ok();
    match day {
        Some(day) => {
            let args = [
                ("who", clause.who.as_str().into()),
                ("what", clause.what.as_str().into()),
                ("day", said::civil(day).into()),
            ];
            f.tn("mediation-clause-by", args)
        }
        None => f.tn(
            "mediation-clause",
            [
                ("who", clause.who.as_str().into()),
                ("what", clause.what.as_str().into()),
            ],
        ),
    }
}

#[derive(Template)]
#[template(path = "mediation/fear.html")]
struct FearPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    back: String,
}

/// The form of what was noticed.
pub(super) fn fear_form(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (known, _) = asked(exchange)?;
    fear_page(exchange, &known, None)
}

/// Writes what was noticed: from then on the two are not brought together.
pub(super) fn fear(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::CaseNote>(exchange)?;
    let (known, _) = asked(exchange)?;
    let (scope, id) = (here(exchange), known.case.id);
    let words = exchange.form.get("words").to_owned();
    let written = exchange.write(|tx, writing| {
        let fresh = load(tx, scope, id)?;
        let about = (&fresh.case, &fresh.state);
        append(tx, writing, mediation::fear(&allowed, about, &words)?)?;
        Ok(())
    });
    match written {
        Ok(()) => exchange.done(&path(id), Flash::good("mediation-said-noticed")),
        Err(Problem::Refused(refusals)) => fear_page(exchange, &known, Some(&refusals)),
        Err(problem) => Err(problem),
    }
}

fn fear_page(exchange: &mut Exchange<'_, '_>, known: &Known, refused: Option<&Refusals>) -> Answer {
    let mut frame = exchange.frame("mediation-fear-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, exchange.form.clone(), refusals),
        None => Fields::new(&frame, exchange.form.clone()),
    };
    let page = FearPage {
        back: path(known.case.id),
        form: &form,
        f: &frame,
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}
