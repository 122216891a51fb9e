//! What workers say of a version of a procedure, step by step: where a change begins.

use akwaba_domain::casework::comment::{self, Comment, CommentForm};
use akwaba_domain::casework::{Edition, ProcedureRef};
use akwaba_domain::policy::act;
use akwaba_domain::refusal::Refusals;
use akwaba_domain::scope;
use akwaba_procedures::workbook::Procedure;
use akwaba_store::projections::casework::edition;
use akwaba_store::{append, entity};
use askama::Template;

use super::super::manual::version_path;
use super::super::shared::{allow, centre};
use super::{named, title};
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::pages::reception::{Staff, ctx};
use crate::parts::{Choice, Fields};
use crate::problem::Problem;
use crate::show;

#[derive(Template)]
#[template(path = "proposal/comments.html")]
struct CommentsPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    heading: String,
    here: String,
    back: String,
    propose: Option<String>,
    comments: Vec<Said>,
    steps: Vec<Choice>,
}

/// One comment, in words.
pub(super) struct Said {
    pub(super) who: String,
    pub(super) step: String,
    pub(super) words: String,
}

impl Said {
    /// A comment; `after` is the procedure as it would be.
    pub(super) fn of(
        f: &Frame,
        one: &Comment,
        staff: &Staff,
        base: &Edition,
        after: Option<&Procedure>,
    ) -> Self {
        let known = base.procedure.step(&one.step);
        let known = known.or_else(|| after.and_then(|after| after.step(&one.step)));
        let args = [
            ("who", staff.name(one.by).into()),
            ("when", show::moment_of_micros(f.lang, one.at_micros).into()),
        ];
        Self {
            who: f.tn("proposal-comment-by", args),
            step: known.map_or_else(|| one.step.clone(), |step| step.label.clone()),
            words: one.words.as_str().to_owned(),
        }
    }
}

/// The steps of which something can be said: those in use, then the new ones.
pub(super) fn choices(base: &Edition, after: Option<&Procedure>) -> Vec<Choice> {
    let steps = base.procedure.steps.iter();
    let new = after.into_iter().flat_map(|after| after.steps.iter());
    let new = new.filter(|step| base.procedure.step(&step.code).is_none());
    let steps = steps.chain(new);
    steps
        .map(|step| Choice::new(&step.code, &step.label))
        .collect()
}

/// The address of the comments on a version, led to by one of its steps or by the whole.
pub(in crate::pages::casework) fn path(named: &ProcedureRef, step: &str) -> String {
    let path = format!("{}/commentaires", version_path(named));
    if step.is_empty() {
        path
    } else {
        format!("{path}?step={step}")
    }
}

/// The page.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    page(exchange, None)
}

fn page(exchange: &mut Exchange<'_, '_>, refused: Option<&Refusals>) -> Answer {
    let (centre, named) = (centre(exchange), named(exchange)?);
    let (known, comments, staff) = exchange.read(|tx| {
        let known = edition(tx, centre, &named)?.ok_or(Problem::NotFound)?;
        let about = comment::entity(centre, &named);
        let comments = comment::of(&entity::load(tx, scope::manual(centre), about)?);
        let staff = Staff::of(tx, centre, comments.iter().map(|one| one.by))?;
        Ok::<_, Problem>((known, comments, staff))
    })?;
    let mut frame = exchange.frame("proposal-comments-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, exchange.form.clone(), refusals),
        None => Fields::new(&frame, exchange.form.clone()),
    };
    let f = &frame;
    let said = comments.iter();
    let propose = format!("{}/proposer", version_path(&named));
    let page = CommentsPage {
        f,
        form: &form,
        heading: title(&known),
        here: path(&named, ""),
        back: version_path(&named),
        propose: Some(propose).filter(|path| exchange.may_open(path)),
        comments: said
            .map(|one| Said::of(f, one, &staff, &known, None))
            .collect(),
        steps: choices(&known, None),
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}

/// Adds a comment.
pub(super) fn add(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::ManualComment>(exchange)?;
    let (centre, named) = (centre(exchange), named(exchange)?);
    let now = exchange.call.now;
    let form = CommentForm {
        step: exchange.form.get("step").to_owned(),
        words: exchange.form.get("words").to_owned(),
    };
    let added = exchange.write(|tx, writing| {
        let known = edition(tx, centre, &named)?.ok_or(Problem::NotFound)?;
        let about = comment::entity(centre, &named);
        let state = entity::load(tx, scope::manual(centre), about)?;
        let ctx = ctx(now, writing);
        let drafts = comment::on_version(&ctx, &allowed, &named, &known, &state, &form)?;
        append(tx, writing, drafts)?;
        Ok(())
    });
    match added {
        Ok(()) => exchange.done(&path(&named, ""), Flash::good("proposal-said-comment")),
        Err(Problem::Refused(refusals)) => page(exchange, Some(&refusals)),
        Err(problem) => Err(problem),
    }
}
