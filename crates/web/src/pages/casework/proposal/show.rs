//! One proposal: why, what changes, in words; what is wrong with it; its visas; what others say of it.

use akwaba_domain::casework::proposal::{Line, Ruling, Stage, examine};
use akwaba_domain::casework::{Why, comment};
use akwaba_domain::policy::act;
use akwaba_domain::refusal::Refusals;
use akwaba_journal::id::ActorId;
use akwaba_procedures::diff;
use akwaba_procedures::workbook::Procedure;
use akwaba_store::Tx;
use akwaba_store::projections::casework::under_way;
use askama::Template;

use super::super::manual::version_path;
use super::super::shared::{allow, centre, hands};
use super::comments::{Said, choices};
use super::{Known, load, path, tag, title};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::pages::reception::Staff;
use crate::parts::{Choice, Fields, Html, Notice, Summary, Tag, Tone};
use crate::problem::Problem;
use crate::show;

/// Findings shown at most: the first are mended first.
const FINDINGS_SHOWN: usize = 60;

#[derive(Template)]
#[template(path = "proposal/show.html")]
struct ShowPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    heading: String,
    tag: Tag,
    notices: Vec<Notice>,
    /// Where a change may start, when this one no longer can.
    instead: Option<(String, String)>,
    facts: Summary,
    changes: Vec<String>,
    errors: Vec<String>,
    warnings: Vec<String>,
    note: String,
    visas: Vec<VisaRow>,
    here: String,
    text: String,
    /// What the reader may do.
    may_edit: bool,
    may_submit: bool,
    may_publish: bool,
    may_abandon: bool,
    may_comment: bool,
    asked: Option<AskedVisa>,
    comments: Vec<Said>,
    steps: Vec<Choice>,
}

struct VisaRow {
    ministry: String,
    said: String,
    reason: String,
    tag: Tag,
}

/// The visa that the reader may give.
struct AskedVisa {
    seal: String,
    text: String,
    ministries: Vec<Choice>,
}

/// The page.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    page(exchange, None)
}

pub(super) fn page(exchange: &mut Exchange<'_, '_>, refused: Option<&Refusals>) -> Answer {
    let (centre, id) = (centre(exchange), exchange.id("id")?);
    let mut frame = exchange.frame("proposal-show-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, exchange.form.clone(), refusals),
        None => Fields::new(&frame, exchange.form.clone()),
    };
    let f = &frame;
    let (known, staff, comments) = exchange.read(|tx| {
        let known = load(tx, centre, id)?;
        let comments = comment::of(&known.state);
        let staff = Staff::of(tx, centre, people(&known, &comments))?;
        Ok::<_, Problem>((known, staff, comments))
    })?;
    let proposal = &known.proposal;
    let stage = proposal.stage();
    let me = exchange.actor()?.account;
    let proposes = allow::<act::ManualPropose>(exchange).is_ok();
    let may_edit = proposes && proposal.author == me && stage.is_open();
    let examined = examine(known.text(), known.shared.as_deref());
    let procedure = examined.procedure.as_ref();
    let line = Line::of(exchange.actor()?, centre);
    let stale = !stage.is_over() && !known.versions.may_start(&proposal.base);
    let (mut errors, mut warnings) = (Vec::new(), Vec::new());
    if stage.is_open() {
        for found in examined.findings.iter().take(FINDINGS_SHOWN) {
            let into = if found.is_error() {
                &mut errors
            } else {
                &mut warnings
            };
            into.push(found.to_string());
        }
    }
    let sent = proposal.submission();
    let directs = hands(exchange)?.direct();
    let page = ShowPage {
        f,
        form: &form,
        heading: title(&known.base),
        tag: tag(f, stage),
        notices: notices(f, &known, stale),
        instead: (stale && proposes).then(|| {
            let start = known.versions.start().to_string();
            let path = format!("/manuel/{}/{start}/proposer", proposal.base.code);
            (path, f.t1("proposal-begin-from", "version", start))
        }),
        facts: facts(f, &known, &staff),
        changes: procedure.map_or_else(Vec::new, |after| changes(&known.base.procedure, after)),
        may_submit: may_edit && errors.is_empty() && !stale,
        errors,
        warnings,
        note: sent.map_or_else(String::new, |sent| sent.note.as_str().to_owned()),
        visas: visas(f, &known, &staff),
        here: path(id),
        text: known.text().to_owned(),
        may_edit,
        may_publish: stage == Stage::Approved && allow::<act::ManualPublish>(exchange).is_ok(),
        may_abandon: proposes && !stage.is_over() && (proposal.author == me || directs),
        may_comment: !stage.is_over() && allow::<act::ManualComment>(exchange).is_ok(),
        asked: line.and_then(|_| asked(f, &known, me)),
        comments: comments
            .iter()
            .map(|one| Said::of(f, one, &staff, &known.base, procedure))
            .collect(),
        steps: choices(&known.base, procedure),
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}

/// Whose names the page says.
fn people(known: &Known, comments: &[comment::Comment]) -> Vec<ActorId> {
    let proposal = &known.proposal;
    let mut who = vec![proposal.author];
    who.extend(proposal.abandoned.iter().map(|(by, _)| *by));
    let sent = proposal.submission().into_iter();
    who.extend(sent.flat_map(|sent| sent.rulings()).map(|ruling| ruling.by));
    who.extend(comments.iter().map(|one| one.by));
    who
}

/// What changes from one version to another, in French, the language of the manual.
pub(super) fn changes(before: &Procedure, after: &Procedure) -> Vec<String> {
    let all = diff::procedures(before, after).into_iter();
    all.map(|change| akwaba_paper::typography::french(&change.said))
        .collect()
}

fn notices(f: &Frame, known: &Known, stale: bool) -> Vec<Notice> {
    let proposal = &known.proposal;
    let mut notices = Vec::new();
    if stale {
        let text = f.t1(
            "proposal-stale-text",
            "version",
            known.versions.start().to_string(),
        );
        notices.push(Notice::new(Tone::Attention, f.t("proposal-stale"), text));
    }
    if let Some((_, reason)) = &proposal.abandoned {
        let title = f.t("proposal-abandoned");
        notices.push(Notice::new(Tone::Info, title, reason.as_str()));
    }
    if proposal.stage() == Stage::Awaiting && proposal.submission().is_some_and(|sent| sent.alone) {
        let text = f.t("proposal-alone-text");
        notices.push(Notice::new(Tone::Info, f.t("proposal-alone"), text));
    }
    let answers = proposal.submission().into_iter();
    for ruling in answers.flat_map(|sent| sent.rulings()) {
        if proposal.stage() == Stage::Returned
            && let Some(reason) = &ruling.reason
        {
            let title = f.t("proposal-returned");
            notices.push(Notice::new(Tone::Attention, title, reason.as_str()));
        }
    }
    notices
}

fn facts(f: &Frame, known: &Known, staff: &Staff) -> Summary {
    let proposal = &known.proposal;
    let base = f.t1(
        "proposal-version",
        "version",
        proposal.base.version.to_string(),
    );
    let mut facts = Summary::new(f)
        .row("proposal-why", proposal.reason.as_str())
        .row("proposal-by", staff.name(proposal.author))
        .row(
            "proposal-since",
            show::moment_of_micros(f.lang, proposal.since_micros),
        )
        .row(
            "proposal-base",
            Html::link(&version_path(&proposal.base), &base),
        );
    if let Some(named) = &proposal.published {
        let version = f.t1("proposal-version", "version", named.version.to_string());
        facts = facts.row(
            "proposal-became",
            Html::link(&version_path(named), &version),
        );
    }
    facts
}

fn visas(f: &Frame, known: &Known, staff: &Staff) -> Vec<VisaRow> {
    let sent = known.proposal.submission().into_iter();
    let visas = sent.flat_map(|sent| sent.visas.iter());
    visas
        .map(|visa| VisaRow {
            ministry: visa.ministry.clone(),
            said: visa
                .ruling
                .as_ref()
                .map_or_else(String::new, |ruling| by_whom(f, ruling, staff)),
            reason: visa
                .ruling
                .as_ref()
                .and_then(|ruling| ruling.reason.as_ref())
                .map_or_else(String::new, |reason: &Why| reason.as_str().to_owned()),
            tag: match visa.ruling.as_ref().map(|ruling| ruling.granted) {
                None => Tag::new(Tone::Info, f.t("proposal-visa-awaited")),
                Some(true) => Tag::new(Tone::Calm, f.t("proposal-visa-given")),
                Some(false) => Tag::new(Tone::Attention, f.t("proposal-visa-refused")),
            },
        })
        .collect()
}

fn by_whom(f: &Frame, ruling: &Ruling, staff: &Staff) -> String {
    let line = match ruling.line {
        Line::Centre => f.t("proposal-line-centre"),
        Line::Region => f.t("proposal-line-region"),
    };
    f.tn(
        "proposal-visa-by",
        [
            ("who", staff.name(ruling.by).into()),
            ("line", line.into()),
            (
                "when",
                show::moment_of_micros(f.lang, ruling.at_micros).into(),
            ),
        ],
    )
}

fn asked(f: &Frame, known: &Known, me: ActorId) -> Option<AskedVisa> {
    let sent = known.proposal.asks(me)?;
    let open = sent.visas.iter().enumerate();
    let open = open.filter(|(_, visa)| visa.ruling.is_none());
    Some(AskedVisa {
        seal: sent.seal.to_string(),
        text: f.t(if sent.alone {
            "proposal-visa-text-alone"
        } else {
            "proposal-visa-text"
        }),
        ministries: open
            .map(|(place, visa)| Choice::new(place.to_string(), visa.ministry.as_str()))
            .collect(),
    })
}

/// The proposals under way on a procedure: where each is read, and how far it has come.
pub(in crate::pages::casework) fn under_way_of(
    tx: &mut dyn Tx,
    f: &Frame,
    centre: akwaba_journal::id::CentreId,
    code: &str,
) -> Result<Vec<(String, String, Tag)>, Problem> {
    let mut lines = under_way(tx, centre)?;
    lines.retain(|line| line.code == code);
    let staff = Staff::of(tx, centre, lines.iter().map(|line| line.author))?;
    let rows = lines.iter().map(|line| {
        let label = f.t1("proposal-of", "who", staff.name(line.author));
        (path(line.id), label, tag(f, line.stage))
    });
    Ok(rows.collect())
}
