//! The cases: one's own, the centre's, those that are over; and those of one person.

use akwaba_domain::casework::{ProcedureRef, time};
use akwaba_domain::policy::{Room, act};
use akwaba_journal::id::{EntityId, ScopeId};
use akwaba_procedures::workbook::Confidentiality;
use akwaba_store::Tx;
use akwaba_store::projections::casework::{self, CaseLine, Which};
use askama::Template;

use super::agenda_rows::TaskRow;
use super::shared::{Names, allow, case_path, centre, hands, here, moment, risk};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::pages::reception::{Staff, centre_code, numbered};
use crate::parts::{Empty, Pager, Tag, Tone};
use crate::problem::Problem;

/// Cases on one page.
const LINES_MAX: u32 = 50;

#[derive(Template)]
#[template(path = "casework/list.html")]
struct ListPage<'a> {
    f: &'a Frame,
    tabs: Vec<Tab>,
    /// Which version they are under, where only those are shown, and what is to be done.
    under: String,
    rows: Vec<TaskRow>,
    empty: Empty,
    pager: Pager,
    new: bool,
    load: bool,
    aid: bool,
    activities: bool,
}

struct Tab {
    path: String,
    label: String,
    here: bool,
}

/// The page.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (here, centre) = (here(exchange), centre(exchange));
    let me = exchange.actor()?.account;
    let direct = hands(exchange)?.direct();
    let asked = exchange.form.get("voir").to_owned();
    let default = if direct { "tous" } else { "miens" };
    let view = ["miens", "tous", "clos"]
        .into_iter()
        .find(|view| *view == asked)
        .unwrap_or(default);
    let under = exchange.form.get("version").to_owned();
    let under = under
        .split_once('/')
        .and_then(|(code, version)| ProcedureRef::parse(code, version));
    let which = match (&under, view) {
        (Some(named), _) => Which::Under(named, (!direct).then_some(me)),
        (None, "miens") => Which::Of(me),
        (None, _) => Which::All,
    };
    let page: u32 = exchange.form.get("page").parse().unwrap_or(0);
    let skip = page.saturating_mul(LINES_MAX);
    let frame = exchange.frame("casework-list-title");
    let f = &frame;
    let (lines, names, staff, titles, code) = exchange.read(|tx| {
        let over = view == "clos" && under.is_none();
        let mut lines = casework::cases(tx, here, which, over, (skip, LINES_MAX + 1))?;
        // A case whose procedure restricts it is listed to who follows it and to who directs.
        let mut kept = Vec::new();
        for line in lines.drain(..) {
            let open = exchange.room == Room::Protected
                || direct
                || line.assigned == Some(me)
                || !restricted(tx, centre, &line)?;
            kept.push((line, open));
        }
        let shown = kept.iter().filter(|(_, open)| *open);
        let names = Names::of(tx, here, f, shown.filter_map(|(line, _)| line.subject))?;
        let staff = Staff::of(
            tx,
            centre,
            kept.iter().filter_map(|(line, _)| line.assigned),
        )?;
        let titles = casework::listed(tx, centre)?;
        Ok::<_, Problem>((kept, names, staff, titles, centre_code(tx, centre)?))
    })?;
    let moves = allow::<act::CaseMove>(exchange).is_ok();
    let more = lines.len() > LINES_MAX as usize;
    let title = |line: &CaseLine| {
        let known = titles.iter().find(|one| one.named == line.procedure);
        known.map_or_else(String::new, |one| one.title.clone())
    };
    let rows = lines.iter().take(LINES_MAX as usize).map(|(line, open)| {
        let name = if *open {
            names.name(f, line.subject)
        } else {
            f.t("casework-restricted")
        };
        let who = line.assigned.map_or_else(
            || f.t("casework-unassigned"),
            |who| staff.name(who).to_owned(),
        );
        let number = numbered(line.number, &code);
        let mut row = row(f, line, [name, number, title(line), who]);
        if under.is_some() && moves {
            row.path = Some(format!("{}/version", case_path(line.case)));
        }
        row
    });
    let rows = rows.collect();
    let at = |page: u32| match &under {
        Some(named) => format!("{}&page={page}", under_path(named)),
        None => format!("/dossiers?voir={view}&page={page}"),
    };
    let page = ListPage {
        f,
        tabs: tabs(f, under.as_ref().map_or(view, |_| "")),
        under: under.as_ref().map_or_else(String::new, |named| {
            let key = if moves {
                "casework-list-under-move"
            } else {
                "casework-list-under"
            };
            f.t1(key, "version", named.to_string())
        }),
        rows,
        empty: Empty::new(f, "casework-list-none", "casework-list-none-text"),
        pager: Pager::new(
            f,
            page.checked_sub(1).map(at),
            more.then(|| at(page.saturating_add(1))),
        ),
        new: exchange.may_open("/dossiers/nouveau"),
        load: exchange.may_open("/dossiers/charge"),
        aid: exchange.may_open("/caisse"),
        activities: exchange.may_open("/activites"),
    };
    exchange.page(&page)
}

/// The address of the open cases under one version: the reader's own, or for who directs, all.
pub(super) fn under_path(named: &ProcedureRef) -> String {
    format!("/dossiers?version={}/{}", named.code, named.version_code())
}

fn tabs(f: &Frame, view: &str) -> Vec<Tab> {
    let tab = |code: &str| Tab {
        path: format!("/dossiers?voir={code}"),
        label: f.word("casework-view-", code),
        here: code == view,
    };
    ["miens", "tous", "clos"].map(tab).into()
}

fn restricted(
    tx: &mut dyn Tx,
    centre: akwaba_journal::id::CentreId,
    line: &CaseLine,
) -> Result<bool, Problem> {
    let edition = casework::edition(tx, centre, &line.procedure)?;
    Ok(
        edition
            .is_none_or(|edition| edition.procedure.confidentiality != Confidentiality::Ordinary),
    )
}

fn row(f: &Frame, line: &CaseLine, said: [String; 4]) -> TaskRow {
    let [name, number, title, who] = said;
    let number = f.t1("casework-number", "number", number);
    let mut tags = Vec::new();
    let when = match line.over_micros {
        Some(over) => {
            tags.push(Tag::new(Tone::Good, f.t("casework-over-tag")));
            f.t1("casework-over-at", "when", moment(f, time::civil(over)))
        }
        None => {
            tags.extend(risk(f, line.risk));
            let opened = moment(f, time::civil(line.opened_micros));
            f.t1("casework-opened-at", "when", opened)
        }
    };
    let meta = [
        number,
        format!("{} {title}", line.procedure.code),
        when,
        who,
    ];
    TaskRow {
        path: Some(case_path(line.case)),
        label: name,
        meta: meta.join(" · "),
        tags,
        urgent: false,
    }
}

/// The cases of a person or household, for their page: procedure and state, with where they lead. Only to
/// who may see cases; restricted ones only to who follows them and to who directs.
pub(in crate::pages) fn of_subject(
    exchange: &Exchange<'_, '_>,
    f: &Frame,
    scope: ScopeId,
    subject: EntityId,
) -> Result<Vec<(String, String)>, Problem> {
    lines_of(exchange, f, scope, subject, |_| true)
}

/// The same, of cases that are not over.
pub(in crate::pages) fn open_of_subject(
    exchange: &Exchange<'_, '_>,
    f: &Frame,
    scope: ScopeId,
    subject: EntityId,
) -> Result<Vec<(String, String)>, Problem> {
    lines_of(exchange, f, scope, subject, |line| {
        line.over_micros.is_none()
    })
}

fn lines_of(
    exchange: &Exchange<'_, '_>,
    f: &Frame,
    scope: ScopeId,
    subject: EntityId,
    wanted: impl Fn(&CaseLine) -> bool,
) -> Result<Vec<(String, String)>, Problem> {
    if allow::<act::CaseSee>(exchange).is_err() {
        return Ok(Vec::new());
    }
    let me = exchange.actor()?.account;
    let direct = hands(exchange)?.direct();
    let centre = centre(exchange);
    exchange.read(|tx| {
        let titles = casework::listed(tx, centre)?;
        let mut found = Vec::new();
        let lines = casework::cases_of_subject(tx, scope, subject)?;
        for line in lines.into_iter().filter(|line| wanted(line)) {
            if !direct && line.assigned != Some(me) && restricted(tx, centre, &line)? {
                continue;
            }
            let known = titles.iter().find(|one| one.named == line.procedure);
            let title = known.map_or(line.procedure.code.as_str(), |one| one.title.as_str());
            let key = match line.over_micros {
                Some(_) => "casework-line-over",
                None => "casework-line-open",
            };
            let args = [
                ("number", line.number.to_string().into()),
                ("title", title.into()),
            ];
            found.push((case_path(line.case), f.tn(key, args)));
        }
        Ok(found)
    })
}
