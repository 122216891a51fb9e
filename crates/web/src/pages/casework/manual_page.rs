//! One procedure of the manual, in one version: what it is for, its steps, its deadlines, its parameters.
//! Older versions stay readable; one that was withdrawn says what happens to open cases.

use akwaba_domain::casework::manual::{self, Published};
use akwaba_domain::casework::{Edition, ProcedureRef, Why};
use akwaba_domain::policy::act;
use akwaba_domain::refusal::Refusals;
use akwaba_domain::scope;
use akwaba_paper::typography::french;
use akwaba_procedures::expr::{Expr, Wording};
use akwaba_procedures::print::chart;
use akwaba_procedures::workbook::{
    Confidentiality, Deadline, Next, ParameterValue, Since, Status, Step,
};
use akwaba_store::projections::casework::{edition, in_use, open_count, versions, withdrawals};
use akwaba_store::{append, entity};
use askama::Template;
use std::sync::Arc;

use super::manual::version_path;
use super::proposal::{NoteView, comments_path, under_way_of};
use super::shared::{allow, centre, here, visa_roles};
use super::sheet;
use super::{conformity, layer};
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::pages::reception::Staff;
use crate::pages::reports::indicators_path;
use crate::parts::{Fields, Html, Notice, Summary, Table, Tag, Tone};
use crate::problem::Problem;
use crate::show;

#[derive(Template)]
#[template(path = "casework/procedure.html")]
struct ProcedurePage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    heading: String,
    notices: Vec<Notice>,
    facts: Summary,
    /// The flow chart.
    chart: Option<Html>,
    steps: Vec<StepText>,
    parameters: Option<Table>,
    others: Vec<(String, String)>,
    withdraw: Option<String>,
    open: String,
    /// What the centre adapted, why and by whom.
    layer: Option<LayerText>,
    /// Where the version is adapted, for who may.
    adapt: Option<String>,
    /// Where it is shown how the procedure is followed, for who may see it.
    conformity: Option<String>,
    /// What is new in it, and who has read that.
    note: Option<NoteView>,
    /// Where to say something of it, for who may.
    comment: Option<String>,
    /// Where to propose a change to it, for who may.
    propose: Option<String>,
    workbook: String,
    /// The changes under way.
    proposals: Vec<(String, String, Tag)>,
    /// Where its indicators are, for who may see them.
    indicators: Option<String>,
    /// Where it is learnt; none when every version is withdrawn.
    learn: Option<String>,
}

/// The local layer on a version, in words.
struct LayerText {
    because: String,
    by: String,
    changes: Vec<String>,
    /// The national text under it.
    national: String,
}

/// One step, in words.
struct StepText {
    code: String,
    label: String,
    role: String,
    lines: Vec<(String, String)>,
    advice: String,
    reminder: String,
    decisions: Vec<(String, String)>,
    /// Where its blank form prints.
    sheet: Option<String>,
}

/// Leads to the newest version of a procedure.
pub(super) fn newest(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (centre, code) = (centre(exchange), exchange.param("code").to_owned());
    let all = exchange.read(|tx| Ok(versions(tx, centre, &code)?))?;
    let newest = in_use(&all).or(all.first()).ok_or(Problem::NotFound)?;
    exchange.go(&version_path(&newest.named))
}

fn named(exchange: &Exchange<'_, '_>) -> Result<ProcedureRef, Problem> {
    let parsed = ProcedureRef::parse(exchange.param("code"), exchange.param("version"));
    parsed.ok_or(Problem::NotFound)
}

/// The page.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    page(exchange, None)
}

fn read(
    exchange: &Exchange<'_, '_>,
    named: &ProcedureRef,
) -> Result<(Arc<Edition>, Published), Problem> {
    let centre = centre(exchange);
    exchange.read(|tx| {
        let state = entity::load(tx, scope::manual(centre), manual::entity(centre, named))?;
        let published = manual::read(&state).ok_or(Problem::NotFound)?;
        let edition = edition(tx, centre, named)?.ok_or(Problem::NotFound)?;
        Ok((edition, published))
    })
}

fn page(exchange: &mut Exchange<'_, '_>, refused: Option<&Refusals>) -> Answer {
    let named = named(exchange)?;
    let (centre, here) = (centre(exchange), here(exchange));
    let (edition, published) = read(exchange, &named)?;
    let mut frame = exchange.frame("manual-procedure-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, exchange.form.clone(), refusals),
        None => Fields::new(&frame, exchange.form.clone()),
    };
    let f = &frame;
    let (all, open, withdrawn, staff, proposals) = exchange.read(|tx| {
        Ok::<_, Problem>((
            versions(tx, centre, &named.code)?,
            open_count(tx, here, &named)?,
            withdrawals(tx, centre, &named)?,
            Staff::of(tx, centre, [published.by])?,
            under_way_of(tx, f, centre, &named.code)?,
        ))
    })?;
    let newest = in_use(&all);
    let others = all.iter().filter(|one| one.named != named).map(|one| {
        let args = [
            ("version", one.named.version_code().into()),
            (
                "since",
                show::moment_of_micros(f.lang, one.since_micros).into(),
            ),
        ];
        (version_path(&one.named), f.tn("manual-version-since", args))
    });
    let mut notices = notices(f, &edition, &withdrawn);
    if newest.is_some_and(|one| one.named != named) {
        let text = f.t("manual-older-text");
        notices.push(Notice::new(Tone::Info, f.t("manual-older"), text));
    }
    let may_publish = allow::<act::ManualPublish>(exchange).is_ok();
    let procedure = &edition.procedure;
    let page = ProcedurePage {
        f,
        form: &form,
        heading: format!("{} {}", procedure.code, procedure.title),
        notices,
        facts: facts(f, &edition, &published),
        chart: edition
            .manual
            .as_ref()
            .map(|manual| Html::drawing(&chart(manual, procedure))),
        steps: procedure
            .steps
            .iter()
            .map(|step| step_text(f, (&named, &edition), step))
            .collect(),
        parameters: parameters(f, &edition),
        others: others.collect(),
        withdraw: (may_publish && published.withdrawn.is_none())
            .then(|| format!("{}/retrait", version_path(&named))),
        open: f.t1("manual-open-cases", "count", open),
        layer: layer_text(f, &edition, &staff, &published),
        adapt: Some(layer::adapt_path(&named))
            .filter(|path| withdrawn.is_empty() && exchange.may_open(path)),
        conformity: Some(conformity::path(&named.code)).filter(|path| exchange.may_open(path)),
        note: NoteView::of(exchange, f, &edition, &published)?,
        comment: Some(comments_path(&named.national(), "")).filter(|path| exchange.may_open(path)),
        propose: Some(format!("{}/proposer", version_path(&named.national())))
            .filter(|path| exchange.may_open(path)),
        workbook: format!("{}/classeur", version_path(&named.national())),
        proposals,
        indicators: Some(indicators_path(&named.code)).filter(|path| exchange.may_open(path)),
        learn: newest.map(|one| format!("/apprendre/{}", one.named.code)),
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}

fn notices(f: &Frame, edition: &Edition, withdrawn: &[Why]) -> Vec<Notice> {
    let mut notices = Vec::new();
    for message in withdrawn {
        let title = f.t("manual-withdrawn");
        notices.push(Notice::new(Tone::Attention, title, message.as_str()));
    }
    if edition.procedure.status == Status::Proposed {
        let text = f.t("manual-proposal-text");
        notices.push(Notice::new(Tone::Info, f.t("manual-proposal"), text));
    }
    notices
}

fn layer_text(
    f: &Frame,
    edition: &Edition,
    staff: &Staff,
    published: &Published,
) -> Option<LayerText> {
    let layer = edition.layer()?;
    let args = [
        ("who", staff.name(published.by).into()),
        ("author", layer.author.as_str().into()),
        (
            "when",
            show::moment_of_micros(f.lang, published.since_micros).into(),
        ),
    ];
    Some(LayerText {
        because: f.t1("manual-layer-because", "reason", layer.reason.as_str()),
        by: f.tn("manual-layer-by", args),
        changes: edition
            .changes
            .iter()
            .map(|change| change.said.clone())
            .collect(),
        national: version_path(&published.named.national()),
    })
}

fn facts(f: &Frame, edition: &Edition, published: &Published) -> Summary {
    let procedure = &edition.procedure;
    let secrecy = match procedure.confidentiality {
        Confidentiality::Ordinary => "manual-secrecy-ordinary",
        Confidentiality::Restricted => "manual-secrecy-restricted",
        Confidentiality::Sealed => "manual-secrecy-sealed",
    };
    let since = show::moment_of_micros(f.lang, published.since_micros);
    let mut facts = Summary::new(f)
        .row("manual-purpose", &procedure.purpose)
        .row("manual-trigger", &procedure.trigger)
        .row("manual-secrecy", f.t(secrecy))
        .row("manual-version", published.named.version_code())
        .row("manual-since", since);
    for reference in &procedure.legal_basis {
        facts = facts.row("manual-legal", reference);
    }
    if !procedure.remark.is_empty() {
        facts = facts.row("manual-remark", &procedure.remark);
    }
    facts
}

fn step_text(f: &Frame, (named, edition): (&ProcedureRef, &Edition), step: &Step) -> StepText {
    let mut lines = Vec::new();
    if let Some(deadline) = &step.deadline {
        lines.push((f.t("manual-deadline"), delays(f, edition, deadline)));
    }
    if let Some(visa) = &step.visa {
        lines.push((f.t("manual-visa"), visa_roles(f, edition, visa)));
    }
    if !step.show.is_empty() {
        lines.push((f.t("casework-step-show"), step.show.join(" · ")));
    }
    if !step.produce.is_empty() {
        let produced = step.produce.iter().map(|document| document.label.as_str());
        lines.push((
            f.t("casework-step-produce"),
            produced.collect::<Vec<_>>().join(" · "),
        ));
    }
    let label = |code: &String| {
        let known = edition.procedure.step(code);
        known.map_or_else(|| code.clone(), |step| step.label.clone())
    };
    let decisions = step.decisions.iter().map(|decision| {
        let next = match &decision.next {
            Next::End => f.t("manual-end"),
            Next::Steps(codes) => codes.iter().map(label).collect::<Vec<_>>().join(" · "),
        };
        let next = match &decision.when {
            Some(when) => format!("{next}, si {}", in_words(edition, when)),
            None => next,
        };
        (decision.label.clone(), next)
    });
    StepText {
        code: step.code.clone(),
        label: step.label.clone(),
        role: edition.role_label(&step.role).to_owned(),
        lines,
        advice: step.advice.clone(),
        reminder: step.reminder.clone().unwrap_or_default(),
        decisions: decisions.collect(),
        sheet: edition
            .group(step)
            .map(|_| sheet::blank_path(named, &step.code)),
    }
}

/// A condition in French, the language of the manual, with its spaces that do not break.
fn in_words(edition: &Edition, condition: &Expr) -> String {
    french(&condition.phrase(&edition.procedure))
}

/// The delays of a deadline, the shortest case first as written, and from when they count.
fn delays(f: &Frame, edition: &Edition, deadline: &Deadline) -> String {
    let procedure = &edition.procedure;
    let cases = deadline.cases.iter().filter_map(|case| {
        let delay = procedure.delay(&case.delay)?.to_string();
        Some(match &case.when {
            Some(when) => format!("{delay} (si {})", in_words(edition, when)),
            None => delay,
        })
    });
    let cases = cases.collect::<Vec<_>>().join(" · ");
    let since = match &deadline.since {
        Since::FileOpened => f.t("manual-from-file"),
        Since::StepOpened => f.t("manual-from-step"),
        Since::StepDone(code) => {
            let label = procedure.step(code).map_or(code, |step| &step.label);
            f.t1("manual-from-done", "step", label.as_str())
        }
        Since::Answer(name) => {
            let label = procedure.question(name).unwrap_or_else(|| name.clone());
            f.t1("manual-from-answer", "question", label)
        }
    };
    format!("{cases}, {since}")
}

fn parameters(f: &Frame, edition: &Edition) -> Option<Table> {
    let parameters = &edition.procedure.parameters;
    let mut table = Table::new(f, f.t("manual-parameters"))
        .column("manual-parameter")
        .column("manual-value")
        .column("manual-source")
        .quiet();
    for parameter in parameters {
        let value = match &parameter.value {
            ParameterValue::Delay(delay) => delay.to_string(),
            ParameterValue::Number(number) => number.to_string(),
            ParameterValue::Text(text) => text.clone(),
        };
        let row = crate::parts::Row::new()
            .cell(&parameter.label)
            .cell(value)
            .cell(&parameter.source);
        table = table.row(row);
    }
    (!parameters.is_empty()).then_some(table)
}

/// Withdraws the version, with what is to be done with open cases.
pub(super) fn withdraw(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::ManualPublish>(exchange)?;
    let named = named(exchange)?;
    let centre = centre(exchange);
    let typed = exchange.form.get("message").to_owned();
    let withdrawn = exchange.write(|tx, writing| {
        let state = entity::load(tx, scope::manual(centre), manual::entity(centre, &named))?;
        if manual::read(&state).is_none() {
            return Err(Problem::NotFound);
        }
        let drafts = manual::withdraw(&allowed, &state, &typed)?;
        append(tx, writing, drafts)?;
        Ok(())
    });
    match withdrawn {
        Ok(()) => exchange.done(&version_path(&named), Flash::good("manual-said-withdrawn")),
        Err(Problem::Refused(refusals)) => page(exchange, Some(&refusals)),
        Err(problem) => Err(problem),
    }
}
