//! The guided file of one lack: where to go, with what, in which order, until when; the papers checked
//! off, and the case that facilitates it, begun from here.

use akwaba_domain::bilan::{self, File, Line, Mark, Paper as Listed, Part, Way};
use akwaba_domain::casework::Subject;
use akwaba_domain::policy::act;
use akwaba_domain::refusal::{Refusal, Refusals};
use akwaba_domain::registry::Day;
use akwaba_domain::registry::line::PersonLine;
use akwaba_journal::id::{EntityId, ScopeId};
use akwaba_store::projections::casework::cases_of_subject;
use akwaba_store::projections::registry::person as people;
use akwaba_store::{Tx, Writing, append, entity};
use askama::Template;

use super::common::{household_path, registry, sees, today};
use super::words;
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::i18n::Lang;
use crate::pages::casework::begin::{begin, first_step, in_use};
use crate::pages::casework::shared::{Known, hands, load};
use crate::pages::here::allow;
use crate::pages::reception::{centre_code, numbered};
use crate::parts::{Paper, Signature, Tag, Tone};
use crate::problem::Problem;
use crate::routes::Route;
use crate::show;

/// The addresses of guided files.
pub const ROUTES: &[Route] = &[
    Route::get(
        "household.guide",
        "/menages/{id}/bilan/{personne}/{demarche}",
        show,
    ),
    Route::post(
        "household.guide-begin",
        "/menages/{id}/bilan/{personne}/{demarche}",
        start,
    ),
    Route::post(
        "household.guide-papers",
        "/menages/{id}/bilan/{personne}/{demarche}/pieces",
        check,
    ),
    Route::get(
        "household.guide-sheet",
        "/menages/{id}/bilan/{personne}/{demarche}/fiche",
        sheet,
    ),
];

/// The address of the guided file of a lack.
pub(super) fn path(home: EntityId, person: EntityId, way: Way) -> String {
    format!("{}/bilan/{person}/{}", household_path(home), way.code())
}

/// One thing known, with how far it can be relied on.
struct Told {
    text: String,
    source: String,
    verify: Option<Tag>,
    /// Whether the paper is there.
    ready: bool,
}

/// What page and sheet both show.
struct Body {
    way: String,
    who: String,
    deadline: Option<(String, Tag)>,
    offices: Vec<Told>,
    steps: Vec<Told>,
    papers: Vec<Told>,
    costs: Vec<Told>,
    advice: Vec<Told>,
}

#[derive(Template)]
#[template(path = "registry/guide.html")]
struct GuidePage<'a> {
    f: &'a Frame,
    body: Body,
    underway: Option<(Option<String>, String)>,
    begins: bool,
    checks: bool,
    here: String,
    back: String,
}

#[derive(Template)]
#[template(path = "registry/guide_sheet.html")]
struct GuideSheet<'a> {
    f: &'a Frame,
    paper: Paper,
    body: Body,
    signature: Signature,
    back: String,
}

/// The household, the person and the way of the address, for who may see what they lack.
struct Asked {
    home: EntityId,
    person: EntityId,
    way: Way,
    line: PersonLine,
}

fn asked(exchange: &Exchange<'_, '_>) -> Result<Asked, Problem> {
    let (home, _, view) = super::common::household(exchange)?;
    if !sees(exchange, akwaba_domain::Field::MemberGrid) {
        return Err(Problem::Forbidden);
    }
    let person: EntityId = exchange.id("personne")?;
    let way = Way::from_code(exchange.param("demarche")).ok_or(Problem::NotFound)?;
    if !view.people().any(|member| member == person) {
        return Err(Problem::NotFound);
    }
    let scope = registry(exchange);
    let row = exchange.read(|tx| Ok(people::find(tx, scope, person)?))?;
    Ok(Asked {
        home,
        person,
        way,
        line: row.ok_or(Problem::NotFound)?.line,
    })
}

/// The open cases of a person that facilitate something, each with its file.
pub(super) fn underway(
    tx: &mut dyn Tx,
    scope: ScopeId,
    person: EntityId,
) -> Result<Vec<(Known, File)>, Problem> {
    let mut found = Vec::new();
    for line in cases_of_subject(tx, scope, person)? {
        if line.over_micros.is_some() {
            continue;
        }
        let state = entity::load(tx, scope, line.case)?;
        if let Some(file) = File::of(&state) {
            found.push((load(tx, scope, line.case)?, file));
        }
    }
    Ok(found)
}

fn of_way(
    tx: &mut dyn Tx,
    scope: ScopeId,
    (person, way): (EntityId, Way),
) -> Result<Option<(Known, File)>, Problem> {
    let all = underway(tx, scope, person)?;
    Ok(all.into_iter().find(|(_, file)| file.way == way))
}

fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let asked = asked(exchange)?;
    let frame = exchange.frame("bilan-guide-title");
    let f = &frame;
    let (scope, centre) = (registry(exchange), exchange.call.site.centre);
    let about = (asked.person, asked.way);
    let known = exchange.read(|tx| {
        let code = centre_code(tx, centre)?;
        Ok::<_, Problem>((of_way(tx, scope, about)?, code))
    })?;
    let (file, code) = known;
    let hands = hands(exchange)?;
    let who = exchange.actor()?.account;
    let here = path(asked.home, asked.person, asked.way);
    let opens = |known: &Known| known.case.may_be_opened_by(&known.edition, who, &hands);
    let page = GuidePage {
        body: body(exchange, f, &asked, file.as_ref().map(|(_, file)| file)),
        begins: file.is_none() && allow::<act::CaseOpen>(exchange).is_ok(),
        checks: file.as_ref().is_some_and(|(known, _)| opens(known))
            && allow::<act::StepDo>(exchange).is_ok(),
        underway: file.as_ref().map(|(known, _)| {
            let path = format!("/dossiers/{}", known.case.id);
            let number = numbered(known.case.number, &code);
            let open = opens(known).then_some(path);
            (open, f.t1("bilan-underway", "number", number))
        }),
        back: format!("{}/bilan", household_path(asked.home)),
        here,
        f,
    };
    exchange.page(&page)
}

fn sheet(exchange: &mut Exchange<'_, '_>) -> Answer {
    let asked = asked(exchange)?;
    let frame = exchange.frame("bilan-guide-title");
    let f = &frame;
    let scope = registry(exchange);
    let file = exchange.read(|tx| of_way(tx, scope, (asked.person, asked.way)))?;
    let page = GuideSheet {
        paper: Paper::new(f).date(show::day_in_full(f.lang, today(exchange).date())),
        body: body(exchange, f, &asked, file.as_ref().map(|(_, file)| file)),
        signature: Signature::new(f).officer(f.t("person-sheet-officer")),
        back: path(asked.home, asked.person, asked.way),
        f,
    };
    exchange.page(&page)
}

fn body(exchange: &Exchange<'_, '_>, f: &Frame, asked: &Asked, file: Option<&File>) -> Body {
    let today = today(exchange);
    let lines = |part| asked.way.lines(part).map(|line| told(f, line)).collect();
    let papers = asked.way.papers();
    let papers = papers.iter().map(|paper| paper_told(f, paper, file));
    let age = asked.line.birth.as_ref();
    let age = age.and_then(|birth| words::age(f, birth, today));
    let name = words::short_name(f, &asked.line);
    Body {
        way: f.word("bilan-way-", asked.way.code()),
        who: super::facts::joined([Some(name), age].into_iter().flatten()),
        deadline: deadline(f, asked, today),
        offices: lines(Part::Office),
        steps: lines(Part::Step),
        papers: papers.collect(),
        costs: lines(Part::Cost),
        advice: lines(Part::Advice),
    }
}

/// The last day of the law for a birth to declare, and how many days remain.
fn deadline(f: &Frame, asked: &Asked, today: Day) -> Option<(String, Tag)> {
    if asked.way != Way::BirthInTime {
        return None;
    }
    let last = bilan::deadline(asked.line.birth.as_ref()?)?;
    let left = last.date().since(today.date()).ok()?.get_days();
    let said = f.t1("bilan-deadline", "day", words::day(last));
    let tag = match left {
        ..0 => Tag::new(Tone::Danger, f.t("bilan-deadline-over")),
        left => {
            let tone = if left <= 15 {
                Tone::Danger
            } else {
                Tone::Attention
            };
            Tag::new(tone, f.t1("bilan-days-left", "count", left))
        }
    };
    Some((said, tag))
}

fn told(f: &Frame, line: &Line) -> Told {
    Told {
        text: match f.lang {
            Lang::Fr => line.fr.clone(),
            Lang::En => line.en.clone(),
        },
        source: line.source.clone(),
        verify: verify(f, line.mark),
        ready: false,
    }
}

fn paper_told(f: &Frame, paper: &Listed, file: Option<&File>) -> Told {
    Told {
        text: match f.lang {
            Lang::Fr => paper.fr.clone(),
            Lang::En => paper.en.clone(),
        },
        source: paper.source.clone(),
        verify: verify(f, paper.mark),
        ready: file.is_some_and(|file| file.has(&paper.fr)),
    }
}

fn verify(f: &Frame, mark: Mark) -> Option<Tag> {
    (mark == Mark::ToVerify).then(|| Tag::new(Tone::Attention, f.t("bilan-to-verify")))
}

/// Begins the case that facilitates it; where one is open already, leads to it.
fn start(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::CaseOpen>(exchange)?;
    let asked = asked(exchange)?;
    let here = path(asked.home, asked.person, asked.way);
    let (now, about) = (exchange.call.now, (asked.person, asked.way));
    let begun = exchange.write(|tx, writing| begin_for(tx, writing, now, &allowed, about));
    match begun {
        Ok(Some(case)) => {
            let path = first_step(exchange, case)?;
            exchange.done(&path, Flash::good("casework-said-opened"))
        }
        Ok(None) => exchange.done(&here, Flash::good("bilan-said-underway")),
        Err(Problem::Refused(_)) => exchange.done(&here, Flash::attention("bilan-no-procedure")),
        Err(problem) => Err(problem),
    }
}

/// Begins the case of a way for somebody, under the procedure that facilitates it; `None` where one
/// is open already.
///
/// # Errors
/// `bilan-no-procedure` where that procedure is not in use here.
pub(in crate::pages) fn begin_for(
    tx: &mut dyn Tx,
    writing: &mut Writing<'_>,
    now: jiff::Timestamp,
    allowed: &akwaba_domain::Allowed<act::CaseOpen>,
    (person, way): (EntityId, Way),
) -> Result<Option<EntityId>, Problem> {
    let scope = akwaba_domain::scope::registry(allowed.centre());
    if of_way(tx, scope, (person, way))?.is_some() {
        return Ok(None);
    }
    let offered = in_use(tx, allowed.centre(), way.procedure())?;
    let offered = offered.ok_or_else(no_procedure)?;
    let about = (&offered, Subject::Person(person));
    let case = begin(tx, writing, now, allowed, scope, about)?;
    let known = load(tx, scope, case)?;
    let drafts = bilan::file::begin(allowed, (&known.case, &known.state), way)?;
    append(tx, writing, drafts)?;
    Ok(Some(case))
}

/// That the procedure is not in use here.
pub(in crate::pages) fn no_procedure() -> Refusals {
    Refusals::from(Refusal::whole("bilan-no-procedure"))
}

/// Writes which papers are there.
fn check(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::StepDo>(exchange)?;
    let asked = asked(exchange)?;
    let (scope, about) = (registry(exchange), (asked.person, asked.way));
    let seen: Vec<String> = exchange.form.all("paper").map(str::to_owned).collect();
    let hands = hands(exchange)?;
    let who = exchange.actor()?.account;
    exchange.write(|tx, writing| {
        let file = of_way(tx, scope, about)?;
        let (known, file) = file.ok_or(Problem::NotFound)?;
        if !known.case.may_be_opened_by(&known.edition, who, &hands) {
            return Err(Problem::NotFound);
        }
        let of = (&known.case, &known.state);
        // The page offers only what the list has: anything else was not sent by it.
        let drafts = bilan::file::check(&allowed, of, &file, &seen);
        let drafts = drafts.map_err(|_| Problem::NotFound)?;
        append(tx, writing, drafts)?;
        Ok(())
    })?;
    let here = path(asked.home, asked.person, asked.way);
    exchange.done(&here, Flash::good("bilan-said-papers"))
}
