//! Answers to a form whose version has gone: the case was moved while the page was open, or before its draft was taken up again.
//! What was written stays in the draft of the page, is shown again in the words of the form it answered, and can go into a note of
//! the case. It counts for nothing until somebody has read it against the form of today.

use std::sync::Arc;

use akwaba_domain::casework::{Case, Edition, ProcedureRef};
use akwaba_domain::refusal::{Refusal, Refusals};
use akwaba_procedures::form::Answers;
use akwaba_store::projections::casework::edition;
use askama::Template;
use jiff::civil::DateTime;

use super::agenda_rows::step_path;
use super::answers::{in_words, typed};
use super::shared::{Known, Names, case_path, here, now, opened, subject_path};
use crate::draft;
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::http::Form;
use crate::pages::reception::{centre_code, numbered};
use crate::parts::{Fields, Notice, Summary, Tone};
use crate::problem::Problem;

/// What was written on a form of another version than the case is under now.
pub(super) struct Written {
    edition: Arc<Edition>,
    step: String,
    answers: Answers,
}

impl Written {
    /// What a form brings for another version than the case's; nothing when it is for that one, or says none.
    pub(super) fn under_another(
        exchange: &Exchange<'_, '_>,
        known: &Known,
        form: &Form,
    ) -> Result<Option<Self>, Problem> {
        let case = &known.case;
        let named = ProcedureRef::parse(&case.procedure.code, form.get("version"));
        let Some(named) = named.filter(|named| *named != case.procedure) else {
            return Ok(None);
        };
        let found = exchange.read(|tx| Ok::<_, Problem>(edition(tx, case.centre, &named)?))?;
        let Some(edition) = found else {
            return Ok(None);
        };
        let step = exchange.param("etape").to_owned();
        let asked = edition.procedure.step(&step);
        let Some(group) = asked.and_then(|step| edition.group(step)) else {
            return Ok(None);
        };
        Ok(Some(Self {
            answers: typed(&edition, group, form, &Answers::new()),
            step,
            edition,
        }))
    }

    /// Each question with what was answered.
    fn lines(&self, now: DateTime) -> Vec<(String, String)> {
        let step = self.edition.procedure.step(&self.step);
        in_words(&self.edition, step, &self.answers, now)
    }

    /// What was written, question by question; nothing when nothing was.
    pub(super) fn summary(&self, f: &Frame, now: DateTime) -> Option<Summary> {
        let lines = self.lines(now);
        let some = !lines.is_empty();
        let all = lines.into_iter();
        let all = all.fold(Summary::new(f), |all, (label, text)| all.line(label, text));
        some.then_some(all)
    }
}

/// That the case is under another version than the form was.
pub(super) fn moved(case: &Case) -> Refusals {
    let version = case.procedure.version_code();
    let moved = Refusal::whole("casework-version-moved");
    moved.with("version", version).into()
}

#[derive(Template)]
#[template(path = "casework/gone.html")]
struct GonePage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    name: String,
    path: Option<String>,
    number: String,
    title: String,
    notice: Notice,
    written: Option<Summary>,
    here: String,
    case: String,
    notes: Option<String>,
}

/// Says that the step of the address is no longer one of the case, to who may open it and wrote something there.
///
/// # Errors
/// [`Problem::NotFound`] for everybody else.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let known = opened(exchange)?;
    let (case, procedure) = (&known.case, &known.edition.procedure);
    let code = exchange.param("etape").to_owned();
    if procedure.step(&code).is_some() {
        return Err(Problem::NotFound);
    }
    let sent = exchange.form.clone();
    let sent = Written::under_another(exchange, &known, &sent)?;
    let posted = sent.is_some();
    if posted {
        draft::keep_own(exchange)?;
    }
    let (here, now) = (here(exchange), now(exchange));
    let frame = exchange.frame("casework-gone-title");
    let written = match (sent, frame.draft.as_ref()) {
        (Some(written), _) => Some(written),
        (None, Some(kept)) => match kept.taken_up.as_ref() {
            Some(draft) => Written::under_another(exchange, &known, draft)?,
            None => None,
        },
        (None, None) => return Err(Problem::NotFound),
    };
    let f = &frame;
    let record = case.subject.record();
    let (names, number) = exchange.read(|tx| {
        let names = Names::of(tx, here, f, record)?;
        let number = numbered(case.number, &centre_code(tx, case.centre)?);
        Ok::<_, Problem>((names, number))
    })?;
    let lines = written.as_ref().map_or_else(Vec::new, |one| one.lines(now));
    let lines: Vec<String> = lines
        .into_iter()
        .map(|(label, text)| format!("{label} {text}"))
        .collect();
    let form = Fields::new(f, Form::new().with("note", lines.join("\n")));
    let title = f.t1("casework-gone", "version", case.procedure.version_code());
    let notes = format!("{}/notes", case_path(case.id));
    let page = GonePage {
        f,
        form: &form,
        name: names.name(f, record),
        path: subject_path(exchange, case),
        number,
        title: procedure.title.clone(),
        notice: Notice::new(Tone::Attention, title, f.t("casework-gone-text")),
        written: written.and_then(|written| written.summary(f, now)),
        here: step_path(case.id, &code),
        case: case_path(case.id),
        notes: Some(notes).filter(|path| exchange.may_open(path) && !lines.is_empty()),
    };
    if posted {
        exchange.again(&page)
    } else {
        exchange.page(&page)
    }
}

#[cfg(test)]
#[path = "gone_tests.rs"]
mod tests;
