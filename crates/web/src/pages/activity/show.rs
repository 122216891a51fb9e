//! One activity: its plan, who came, who agreed to be named, what was begun after it; and its sheet.

use akwaba_domain::activity::{Activity, Held, Stage};
use akwaba_domain::casework::Hands;
use akwaba_domain::centre::trail::Event;
use akwaba_domain::policy::{self, Field, act};
use akwaba_domain::reception::Day;
use akwaba_journal::id::EntityId;
use akwaba_store::projections::registry::group as groups;
use askama::Template;

use super::figures::ages;
use super::people::names;
use super::shared::{case_number, centre, here, may, opened, path, place, stage, theme};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::pages::casework::shared::load as load_case;
use crate::pages::reception::{Staff, centre_code, numbered};
use crate::pages::registry::common::{group_path, note};
use crate::parts::{Html, Paper, Signature, Summary, Table, Tag};
use crate::problem::Problem;
use crate::show as said;

#[derive(Template)]
#[template(path = "activity/show.html")]
struct ShowPage<'a> {
    f: &'a Frame,
    number: String,
    tag: Tag,
    plan: Summary,
    counted: Option<Counted>,
    cancelled: String,
    acts: Vec<(String, String)>,
    delicate: bool,
    named: Vec<(String, String, String)>,
    named_count: usize,
    may_name: bool,
    cases: Vec<(String, String)>,
    kept_cases: usize,
    may_follow: bool,
    here: String,
}

#[derive(Template)]
#[template(path = "activity/sheet.html")]
struct SheetPage<'a> {
    f: &'a Frame,
    paper: Paper,
    plan: Summary,
    counted: Option<Counted>,
    empty: Vec<String>,
    signature: Signature,
    back: String,
}

/// How it went, in words.
struct Counted {
    ages: Table,
    facts: Summary,
    words: String,
    corrections: Vec<String>,
}

/// The page.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let activity = opened(exchange)?;
    let (scope, centre) = (here(exchange), centre(exchange));
    let today = Day::of(exchange.call.now);
    let actor = exchange.actor()?.clone();
    let hands = Hands::of(&actor, centre);
    let sees = policy::sees(&actor, centre, Field::Identity);
    let frame = exchange.frame("activity-one");
    let f = &frame;
    let (staff, code, people, cases, with) = exchange.read(|tx| {
        let staff = staff(tx, centre, &activity)?;
        let code = centre_code(tx, centre)?;
        let people = match sees {
            true => names(tx, scope, f, &activity)?,
            false => Vec::new(),
        };
        let mut cases = Vec::new();
        for followed in &activity.followed {
            let known = load_case(tx, scope, followed.case)?;
            if known
                .case
                .may_be_opened_by(&known.edition, actor.account, &hands)
            {
                let label = format!(
                    "{} · {}",
                    numbered(known.case.number, &code),
                    known.edition.procedure.title
                );
                cases.push((format!("/dossiers/{}", followed.case), label));
            }
        }
        Ok::<_, Problem>((staff, code, people, cases, with(exchange, tx, &activity)?))
    })?;
    let here = path(activity.id);
    let end = |end: &str| format!("{here}/{end}");
    let planned = activity.stage() == Stage::Planned;
    let held = activity.stage() == Stage::Held;
    let acts = [
        (planned, end("compte"), "activity-hold-title"),
        (planned, end("modifier"), "activity-edit-title"),
        (planned, end("annuler"), "activity-cancel-title"),
        (held, end("compte"), "activity-correct"),
        (
            activity.stage() != Stage::Cancelled,
            end("fiche"),
            "activity-print",
        ),
    ];
    let acts = acts
        .into_iter()
        .filter(|(now, path, _)| *now && exchange.may_open(path))
        .map(|(_, path, key)| (path, f.t(key)));
    let delicate = activity.plan.theme.is_delicate();
    let page = ShowPage {
        number: numbered(activity.number, &code),
        tag: stage(f, activity.stage(), activity.day() < today),
        plan: with
            .into_iter()
            .fold(plan(f, &activity, &staff), |plan, (key, said)| {
                plan.row(key, said)
            }),
        counted: activity
            .outcome()
            .map(|held| counted(f, &activity, held, &staff)),
        cancelled: activity
            .cancelled
            .as_ref()
            .filter(|_| !held)
            .map_or_else(String::new, |(_, words)| words.as_str().to_owned()),
        acts: acts.collect(),
        delicate,
        named: people
            .iter()
            .map(|(id, name)| {
                let remove = format!("{here}/presents/{id}/retirer");
                (format!("/personnes/{id}"), name.clone(), remove)
            })
            .collect(),
        named_count: activity.named.len(),
        may_name: held && !delicate && exchange.may_open(&end("presents")),
        kept_cases: activity.followed.len() - cases.len().min(activity.followed.len()),
        cases,
        may_follow: held && exchange.may_open(&end("suite")),
        here: here.clone(),
        f,
    };
    if !people.is_empty() {
        let allowed = may::<act::ActivitySee, EntityId>(exchange, activity.id)?;
        note(exchange, &allowed, Event::Read, "activity.show")?;
    }
    exchange.page(&page)
}

/// The group and the case of an activity, with the way to them where the reader may open them.
fn with(
    exchange: &Exchange<'_, '_>,
    tx: &mut dyn akwaba_store::Tx,
    activity: &Activity,
) -> Result<Vec<(&'static str, Html)>, Problem> {
    let scope = here(exchange);
    let mut rows = Vec::new();
    let known = match activity.plan.group {
        Some(group) => groups::find(tx, scope, group)?,
        None => None,
    };
    if let Some(row) = known {
        let (path, name) = (group_path(row.group), row.line.name.as_str());
        let said = match exchange.may_open(&path) {
            true => Html::link(&path, name),
            false => Html::from(name.to_owned()),
        };
        rows.push(("activity-group", said));
    }
    if let Some(case) = activity.plan.case {
        let number = case_number(tx, scope, centre(exchange), case)?;
        let path = format!("/dossiers/{case}");
        let said = match exchange.may_open(&path) {
            true => Html::link(&path, &number),
            false => Html::from(number),
        };
        rows.push(("activity-case", said));
    }
    Ok(rows)
}

fn staff(
    tx: &mut dyn akwaba_store::Tx,
    centre: akwaba_journal::id::CentreId,
    activity: &Activity,
) -> Result<Staff, Problem> {
    let wrote = activity.held.iter().map(|(who, _)| *who);
    let all = activity.plan.leaders.iter().copied().chain(wrote);
    Staff::of(tx, centre, all)
}

fn plan(f: &Frame, activity: &Activity, staff: &Staff) -> Summary {
    let plan = &activity.plan;
    let leaders = plan.leaders.iter().map(|who| staff.name(*who));
    let guests = plan.guests.as_ref().map(|words| words.as_str());
    let leaders = leaders.chain(guests).filter(|name| !name.is_empty());
    let mut summary = Summary::new(f)
        .row("activity-kind", f.word("activity-kind-", plan.kind.code()))
        .row("activity-theme", theme(f, plan))
        .row(
            "activity-day",
            said::day_in_full(f.lang, activity.day().date()),
        )
        .row("activity-place", place(f, plan))
        .row("activity-leaders", leaders.collect::<Vec<_>>().join(", "));
    if let Some(messages) = &plan.messages {
        summary = summary.row("activity-messages", messages.as_str());
    }
    summary
}

fn counted(f: &Frame, activity: &Activity, held: &Held, staff: &Staff) -> Counted {
    let number = |number: u32| said::number(number.into());
    let mut facts = Summary::new(f)
        .row("activity-total", number(held.counts.total()))
        .row("activity-disabled", number(held.disabled))
        .row("activity-came-to-talk", number(held.came_to_talk));
    if let Some(minutes) = held.minutes {
        facts = facts.row("activity-minutes-label", number(minutes));
    }
    let corrections = activity.held.iter().filter_map(|(who, held)| {
        let words = held.correction.as_ref()?;
        let at = said::moment_of_micros(f.lang, held.at_micros);
        Some(format!("{at} · {} · {}", staff.name(*who), words.as_str()))
    });
    Counted {
        ages: ages(f, "activity-by-age", |sex, band| held.counts.of(sex, band)),
        facts,
        words: held
            .words
            .as_ref()
            .map_or_else(String::new, |words| words.as_str().to_owned()),
        corrections: corrections.collect(),
    }
}

/// The sheet to count on, or the account of what was held; it names nobody who came.
pub(super) fn sheet(exchange: &mut Exchange<'_, '_>) -> Answer {
    let activity = opened(exchange)?;
    let centre = centre(exchange);
    let title = match activity.stage() {
        Stage::Planned => "activity-sheet-title",
        Stage::Held => "activity-account-title",
        Stage::Cancelled => return Err(Problem::NotFound),
    };
    let frame = exchange.frame(title);
    let f = &frame;
    let (staff, code) = exchange.read(|tx| {
        let staff = staff(tx, centre, &activity)?;
        Ok::<_, Problem>((staff, centre_code(tx, centre)?))
    })?;
    let bands = akwaba_domain::activity::Counts::boxes().map(|(_, band)| band);
    let bands = bands.take(akwaba_domain::activity::Counts::BANDS);
    let held = activity.outcome();
    let page = SheetPage {
        paper: Paper::new(f)
            .number(numbered(activity.number, &code))
            .date(said::day_in_full(f.lang, activity.day().date())),
        plan: plan(f, &activity, &staff),
        counted: held.map(|held| counted(f, &activity, held, &staff)),
        empty: match held {
            Some(_) => Vec::new(),
            None => bands
                .map(|band| super::figures::band_said(f, band))
                .collect(),
        },
        signature: Signature::new(f)
            .officer(f.t("activity-sign-leader"))
            .officer(f.t("activity-sign-director")),
        back: path(activity.id),
        f,
    };
    exchange.page(&page)
}
