//! Lists of referrals: of a case, those that wait for an answer, those to be reviewed, by code.

use akwaba_domain::casework::time::civil;
use akwaba_domain::referral::{Next, ToDo};
use akwaba_store::projections::referral::{
    ReferralLine, by_code, of_case as lines_of, to_review, waiting,
};
use askama::Template;

use super::shared::{delays, may_open, path, service_name, state_tag};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::pages::casework::shared::{Names, case_path, centre, here, load, moment, opened};
use crate::parts::{Empty, Fields, Tag, Tone};
use crate::problem::Problem;

/// Referrals shown of each kind, the longest without news first.
const LINES_MAX: u32 = 60;

/// A referral in a list.
struct Line {
    path: String,
    name: String,
    meta: String,
    tags: Vec<Tag>,
}

struct Section {
    id: &'static str,
    title: String,
    rows: Vec<Line>,
}

#[derive(Template)]
#[template(path = "referral/list.html")]
struct ListPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    sections: Vec<Section>,
    empty: Option<Empty>,
    figures: bool,
}

#[derive(Template)]
#[template(path = "referral/case.html")]
struct CasePage<'a> {
    f: &'a Frame,
    name: String,
    rows: Vec<Line>,
    empty: Empty,
    case: String,
    back: String,
}

/// Those whose case the reader may open.
fn seen(
    exchange: &Exchange<'_, '_>,
    tx: &mut dyn akwaba_store::Tx,
    lines: Vec<ReferralLine>,
) -> Result<Vec<ReferralLine>, Problem> {
    let here = here(exchange);
    let mut kept = Vec::new();
    for line in lines {
        if may_open(exchange, &load(tx, here, line.case)?)? {
            kept.push(line);
        }
    }
    Ok(kept)
}

fn rows(
    exchange: &Exchange<'_, '_>,
    f: &Frame,
    lines: &[ReferralLine],
) -> Result<Vec<Line>, Problem> {
    let (here, centre) = (here(exchange), centre(exchange));
    let now = exchange.call.now.as_microsecond();
    exchange.read(|tx| {
        let names = Names::of(tx, here, f, lines.iter().map(|line| line.person))?;
        let delays = delays(tx, centre)?;
        let mut rows = Vec::new();
        for line in lines {
            let service = service_name(f, tx, centre, line.service)?;
            let sent = f.t1(
                "referral-sent-on",
                "when",
                moment(f, civil(line.sent_micros)),
            );
            let mut tags = vec![state_tag(f, line.state)];
            let next = Next::after(line.state, line.since_micros, line.reminders, delays);
            if let Some(next) = next.filter(|next| next.at_micros <= now) {
                let key = match next.what {
                    ToDo::Remind => "referral-due-remind",
                    ToDo::AskPerson => "referral-due-ask",
                };
                tags.push(Tag::new(Tone::Attention, f.t(key)));
            }
            rows.push(Line {
                path: path(line.id),
                name: names.name(f, Some(line.person)),
                meta: format!("{service} · {sent}"),
                tags,
            });
        }
        Ok(rows)
    })
}

/// How many referrals of cases that the reader may open ask for something now.
pub(in crate::pages) fn due_count(exchange: &Exchange<'_, '_>) -> Result<u64, Problem> {
    let (here, centre) = (here(exchange), centre(exchange));
    let now = exchange.call.now.as_microsecond();
    exchange.read(|tx| {
        let delays = delays(tx, centre)?;
        let due = |line: &ReferralLine| {
            Next::after(line.state, line.since_micros, line.reminders, delays)
                .is_some_and(|next| next.at_micros <= now)
        };
        let mut lines = waiting(tx, here, LINES_MAX)?;
        lines.retain(due);
        Ok(seen(exchange, tx, lines)?.len() as u64)
    })
}

/// Those that wait, and those found by the code of a slip.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let here = here(exchange);
    let code = exchange.form.get("code").trim().to_uppercase();
    let review = exchange
        .actor()?
        .roles_in(centre(exchange))
        .any(|role| akwaba_domain::policy::may(role, akwaba_domain::Action::ReferralReview));
    let (found, asked, open) = exchange.read(|tx| {
        let found = match shown_code(&code) {
            Some(code) => by_code(tx, here, &code)?,
            None => Vec::new(),
        };
        let asked = if review {
            to_review(tx, here, LINES_MAX)?
        } else {
            Vec::new()
        };
        let open = waiting(tx, here, LINES_MAX)?;
        Ok::<_, Problem>((
            seen(exchange, tx, found)?,
            seen(exchange, tx, asked)?,
            seen(exchange, tx, open)?,
        ))
    })?;
    let frame = exchange.frame("referral-title");
    let f = &frame;
    let form = Fields::new(f, exchange.form.clone());
    let mut sections = Vec::new();
    for (id, key, lines) in [
        ("trouvees", "referral-found", &found),
        ("avis", "referral-to-review", &asked),
        ("attente", "referral-waiting", &open),
    ] {
        if !lines.is_empty() {
            sections.push(Section {
                id,
                title: f.t(key),
                rows: rows(exchange, f, lines)?,
            });
        }
    }
    let page = ListPage {
        f,
        form: &form,
        empty: sections
            .is_empty()
            .then(|| Empty::new(f, "referral-none", "referral-none-text")),
        sections,
        figures: exchange.may_open("/references/chiffres"),
    };
    exchange.page(&page)
}

/// A code as printed, from however it was typed.
fn shown_code(typed: &str) -> Option<String> {
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let groups = [digits.get(0..3)?, digits.get(3..6)?, digits.get(6..9)?];
    (digits.len() == 9).then(|| format!("F {}", groups.join(" ")))
}

/// Those of a case.
pub(super) fn of_case(exchange: &mut Exchange<'_, '_>) -> Answer {
    let known = opened(exchange)?;
    let here = here(exchange);
    let id = known.case.id;
    let lines = exchange.read(|tx| Ok::<_, Problem>(lines_of(tx, here, id)?))?;
    let frame = exchange.frame("referral-case-title");
    let f = &frame;
    let record = known.case.subject.record();
    let names = exchange.read(|tx| Names::of(tx, here, f, record))?;
    let page = CasePage {
        f,
        name: names.name(f, record),
        rows: rows(exchange, f, &lines)?,
        empty: Empty::new(f, "referral-case-none", "referral-case-none-text"),
        case: id.to_string(),
        back: case_path(id),
    };
    exchange.page(&page)
}
