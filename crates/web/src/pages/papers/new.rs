//! Issuing a paper: what will stand on it, what is to be completed, and its number.

use akwaba_domain::casework::Subject;
use akwaba_domain::centre::settings;
use akwaba_domain::centre::trail::Event;
use akwaba_domain::ctx::day_of;
use akwaba_domain::papers::{
    Content, Kind, Numbered, Part, Place, Shape, Values, issue, year_entity,
};
use akwaba_domain::policy::{Action, Permit, act};
use akwaba_domain::reception::Day;
use akwaba_domain::refusal::{Refusal, Refusals};
use akwaba_domain::registry::Day as Date;
use akwaba_domain::scope;
use akwaba_journal::id::EntityId;
use akwaba_store::{append, entity};
use askama::Template;

use super::known::{About, bar, may_issue, of_case, of_person};
use super::write::{Writer, carried};
use super::{list, show};
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::http::Form;
use crate::i18n::Lang;
use crate::pages::casework::shared::{centre, here};
use crate::pages::here::{allow, may};
use crate::pages::reception::{centre_code, ctx, numbered, own_book};
use crate::pages::registry::common;
use crate::pages::registry::edit_read::date;
use crate::parts::{Choice, Field, Fields, Notice, Summary, Tone};
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "papers/new.html")]
struct NewPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    heading: String,
    notices: Vec<Notice>,
    carried: Option<Summary>,
    fields: Vec<Field>,
    hidden: Vec<(&'static str, String)>,
    here: String,
    back: String,
    /// Its text is not kept: it leaves this page printed, or not at all.
    once: bool,
    pdf: bool,
    draft: bool,
}

#[derive(Template)]
#[template(path = "papers/whom.html")]
struct WhomPage<'a> {
    f: &'a Frame,
    heading: String,
    people: Vec<(String, String)>,
    back: String,
}

pub(super) fn case_form(exchange: &mut Exchange<'_, '_>) -> Answer {
    let kind = asked(exchange, Place::Person)?;
    let about = of_case(exchange, kind)?;
    form(exchange, kind, &about, None)
}

pub(super) fn person_form(exchange: &mut Exchange<'_, '_>) -> Answer {
    let kind = asked(exchange, Place::Case)?;
    let about = of_person(exchange)?;
    form(exchange, kind, &about, None)
}

pub(super) fn case_issue(exchange: &mut Exchange<'_, '_>) -> Answer {
    let kind = asked(exchange, Place::Person)?;
    let about = of_case(exchange, kind)?;
    send(exchange, kind, &about)
}

pub(super) fn person_issue(exchange: &mut Exchange<'_, '_>) -> Answer {
    let kind = asked(exchange, Place::Case)?;
    let about = of_person(exchange)?;
    send(exchange, kind, &about)
}

/// The kind of the address, when it can be issued elsewhere than from `elsewhere` alone.
fn asked(exchange: &Exchange<'_, '_>, elsewhere: Place) -> Result<Kind, Problem> {
    let kind = Kind::from_code(exchange.param("papier")).ok_or(Problem::NotFound)?;
    let out_of_a_case = elsewhere == Place::Person;
    let known = if out_of_a_case {
        kind.places().iter().any(|place| *place != Place::Person)
    } else {
        kind.places().contains(&Place::Person)
    };
    match (known, may_issue(exchange, kind)?) {
        (true, true) => Ok(kind),
        (true, false) => Err(Problem::Forbidden),
        (false, _) => Err(Problem::NotFound),
    }
}

fn path(kind: Kind, about: &About) -> String {
    format!("{}/{}", list::path(about), kind.code())
}

/// Fills a form first: from the case, or with what is nearly always so.
fn filled(exchange: &Exchange<'_, '_>, f: &Frame, kind: Kind, about: &About) -> Form {
    let mut form = Form::new();
    let today = Day::of(exchange.call.now);
    for part in kind.parts() {
        let known = part.known(&about.answered);
        let day = |text: &str| Day::typed(part.code, text).ok().flatten();
        form = match part.shape {
            Shape::Past => with_day(form, part, known.as_deref().and_then(day).or(Some(today))),
            Shape::Coming => with_day(form, part, known.as_deref().and_then(day)),
            Shape::Visited => with_day(form, part, about.visits.first().copied()),
            Shape::Line if part.code == "with" => {
                let me = exchange.session.reader.as_ref();
                form.with("with", me.map_or("", |reader| reader.name.as_str()))
            }
            Shape::Words if part.code == "attested" => form.with("attested", attested(f, about)),
            _ => form.with(part.code, known.unwrap_or_default()),
        };
    }
    form
}

fn attested(f: &Frame, about: &About) -> String {
    let Some(known) = &about.case else {
        return String::new();
    };
    let since = akwaba_domain::casework::time::civil(known.case.opened_micros);
    f.t1("papers-attested", "day", crate::show::civil(since.date()))
}

fn with_day(form: Form, part: &Part, day: Option<Day>) -> Form {
    let Some(day) = day.map(Day::date) else {
        return form;
    };
    let box_of = |end: &str| format!("{}_{end}", part.code);
    form.with(&box_of("day"), day.day().to_string())
        .with(&box_of("month"), day.month().to_string())
        .with(&box_of("year"), day.year().to_string())
}

fn field(f: &Frame, form: &Fields, part: &Part) -> Field {
    let label = format!("papers-part-{}", part.code);
    let field = match part.shape {
        Shape::Line => form.text(part.code, &label).length_max(part.chars),
        Shape::Words => {
            let rows = if part.chars > 700 { 6 } else { 3 };
            form.area(part.code, &label, rows).length_max(part.chars)
        }
        Shape::Past | Shape::Coming | Shape::Visited => form.date(part.code, &label),
        Shape::Time => form.time(part.code, &label),
        Shape::Choice(codes) => {
            let choice = |code: &&str| Choice::new(*code, f.word("papers-choice-", code));
            form.radios(part.code, &label, codes.iter().map(choice).collect())
        }
        Shape::Read => form.tick(part.code, &label),
    };
    if part.needed { field.needed() } else { field }
}

fn form(
    exchange: &mut Exchange<'_, '_>,
    kind: Kind,
    about: &About,
    refused: Option<&Refusals>,
) -> Answer {
    let mut frame = exchange.frame("papers-new-title");
    let heading = frame.word("papers-kind-", kind.code());
    if about.asks_for_whom(kind) && bar(kind, about).is_none() {
        return whom(exchange, &frame, kind, about);
    }
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, exchange.form.clone(), refusals),
        None => Fields::new(&frame, filled(exchange, &frame, kind, about)),
    };
    let f = &frame;
    let today = Date::new(day_of(exchange.call.now));
    let case = number_of_case(exchange, about)?;
    let mut shown = Summary::new(f);
    for info in kind.carries() {
        if let Some((label, said)) = carried(f, about, &case, *info, today) {
            shown = shown.line(label, said.replace('\n', " · "));
        }
    }
    if let Some(super::known::Written::Referral(referral, service)) = &about.written {
        shown = shown
            .line(f.t("referral-code"), referral.code())
            .line(f.t("referral-service"), service.as_str());
    }
    if let Some(super::known::Written::Aid(_, what)) = &about.written {
        shown = shown.line(f.t("papers-handed"), what.as_str());
    }
    let (pdf, kept) = (
        exchange.call.doors.writes_pdf(),
        kind.is_kept(exchange.room),
    );
    let page = NewPage {
        heading,
        notices: notices(f, kind, about, kept),
        carried: (!kind.carries().is_empty() || about.written.is_some()).then_some(shown),
        fields: match bar(kind, about) {
            Some(_) => Vec::new(),
            None => kind
                .parts()
                .iter()
                .map(|part| field(f, &form, part))
                .collect(),
        },
        hidden: ["pour", "de"]
            .into_iter()
            .map(|name| (name, exchange.form.get(name).to_owned()))
            .filter(|(_, value)| !value.is_empty())
            .collect(),
        here: path(kind, about),
        back: list::path(about),
        once: !kept,
        pdf: pdf && !kept,
        // What is not kept as a paper is not kept as a draft either.
        draft: kept,
        form: &form,
        f,
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}

/// For whom of the household the paper is.
fn whom(exchange: &Exchange<'_, '_>, f: &Frame, kind: Kind, about: &About) -> Answer {
    let people = about.people.iter();
    exchange.page(&WhomPage {
        f,
        heading: f.word("papers-kind-", kind.code()),
        people: people
            .map(|(id, line)| {
                let path = format!("{}?pour={id}", path(kind, about));
                (path, f.name(line.name.as_str()))
            })
            .collect(),
        back: list::path(about),
    })
}

/// What to know before writing anything.
fn notices(f: &Frame, kind: Kind, about: &About, kept: bool) -> Vec<Notice> {
    let mut found = Vec::new();
    if let Some(barred) = bar(kind, about) {
        found.push(Notice::new(Tone::Danger, f.t(barred), ""));
    }
    if kind == Kind::Report {
        for duty in ["warn", "secret"] {
            found.push(Notice::new(
                Tone::Attention,
                f.word("papers-duty-title-", duty),
                f.word("papers-duty-text-", duty),
            ));
        }
        if !kept {
            let (title, text) = (f.t("papers-not-kept"), f.t("papers-not-kept-text"));
            found.push(Notice::new(Tone::Info, title, text));
        }
    }
    if kind == Kind::Summons {
        found.push(Notice::new(Tone::Info, f.t("papers-no-reason"), ""));
        let person = about.person.as_ref();
        if person.is_some_and(|person| !person.must_not_tell.is_empty()) {
            let (title, text) = (f.t("papers-discreet"), f.t("papers-discreet-text"));
            found.push(Notice::new(Tone::Attention, title, text));
        }
    }
    found
}

fn number_of_case(exchange: &Exchange<'_, '_>, about: &About) -> Result<String, Problem> {
    let Some(known) = &about.case else {
        return Ok(String::new());
    };
    let (centre, number) = (centre(exchange), known.case.number);
    exchange.read(|tx| Ok(numbered(number, &centre_code(tx, centre)?)))
}

/// Reads what was typed and issues the paper, or shows the form again.
fn send(exchange: &mut Exchange<'_, '_>, kind: Kind, about: &About) -> Answer {
    if about.asks_for_whom(kind) && bar(kind, about).is_none() {
        return form(exchange, kind, about, None);
    }
    let issued = match bar(kind, about) {
        Some(barred) => Err(Problem::Refused(Refusal::whole(barred).into())),
        None => read(exchange, kind, about).and_then(|values| match kind.action() {
            Action::PaperReport => issue_as::<act::PaperReport>(exchange, kind, about, &values),
            Action::PaperSummon => issue_as::<act::PaperSummon>(exchange, kind, about, &values),
            _ => issue_as::<act::PaperIssue>(exchange, kind, about, &values),
        }),
    };
    match issued {
        Ok((id, _)) if kind.is_kept(exchange.room) => {
            exchange.done(&show::path(id), Flash::good("papers-said-issued"))
        }
        Ok((id, content)) => once(exchange, id, &content, about),
        Err(Problem::Refused(refusals)) => form(exchange, kind, about, Some(&refusals)),
        Err(problem) => Err(problem),
    }
}

fn read(exchange: &Exchange<'_, '_>, kind: Kind, about: &About) -> Result<Values, Problem> {
    let sent = &exchange.form;
    let typed = |code: &str| {
        let part = kind.parts().iter().find(|part| part.code == code);
        match part.map(|part| part.shape) {
            Some(Shape::Past | Shape::Coming | Shape::Visited) => date(sent, code),
            _ => sent.get(code).to_owned(),
        }
    };
    let today = Day::of(exchange.call.now);
    Ok(Values::read(kind, &typed, today, &about.visits)?)
}

fn issue_as<A: Permit>(
    exchange: &mut Exchange<'_, '_>,
    kind: Kind,
    about: &About,
    values: &Values,
) -> Result<(EntityId, Content), Problem> {
    let allowed = allow::<A>(exchange)?;
    let (scope, centre, now) = (here(exchange), centre(exchange), exchange.call.now);
    let french = Frame::new(Lang::Fr, "papers-title", exchange.call.site, now);
    let case = number_of_case(exchange, about)?;
    exchange.write(|tx, writing| {
        let code = centre_code(tx, centre)?;
        let office = entity::load(tx, scope::office(centre), settings::entity(centre))?;
        let writer = Writer {
            f: &french,
            about,
            values,
            heading: &french.heading,
            case: case.clone(),
            unit: settings::read(&office).unit,
            today: Day::of(now),
        };
        let counted = entity::load(tx, scope, year_entity(centre, day_of(now).year()))?;
        let number = Numbered {
            book: own_book(tx, scope, centre)?,
            year: &counted,
        };
        let (id, content, drafts) = issue(
            &mut ctx(now, writing),
            &allowed,
            kind,
            about.source(),
            &number,
            &|number| writer.content(kind, numbered(number, &code)),
        )?;
        append(tx, writing, drafts)?;
        Ok((id, content))
    })
}

/// The paper whose text is not kept: on this page, or in this file, and nowhere else.
fn once(exchange: &mut Exchange<'_, '_>, id: EntityId, content: &Content, about: &About) -> Answer {
    let seen = may::<act::PaperReport, EntityId>(exchange, id)?;
    common::note(exchange, &seen, Event::Printed, "papers.show")?;
    if exchange.form.get("sortie") == "pdf"
        && let Some(file) = show::file(exchange, content, None)
    {
        return Ok(file);
    }
    show::sheet(exchange, content, None, list::path(about), None)
}

/// Whether a paper can be issued out of a case at all, for the list of choices.
pub(super) fn offers(kind: Kind, subject: Subject, procedure: &str) -> bool {
    let named = kind.procedures();
    kind.places().contains(&Place::Case)
        && (named.is_empty() || named.contains(&procedure))
        && (subject.is_of_people() || !super::known::needs_person(kind))
}
