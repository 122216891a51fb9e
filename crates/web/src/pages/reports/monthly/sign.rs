//! Signing a report, or correcting a signed one: what stands against it, what changed, and the signature.

use akwaba_domain::ctx::day_of;
use akwaba_domain::policy::act;
use akwaba_domain::refusal::Refusals;
use akwaba_domain::reports::monthly::{
    self, Contradiction, Figures, Month, Report, SignForm, Signing, changes, contradictions,
    entity as report_entity, published_entity,
};
use akwaba_domain::scope;
use akwaba_journal::state::State;
use akwaba_store::projections::reports as kept;
use akwaba_store::{Tx, append, entity};
use askama::Template;

use super::month::changed_line;
use super::shared::{allow, asked, centre, here, live, month_name, now, path};
use super::words;
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::http::Form;
use crate::pages::reception::ctx;
use crate::parts::{Field, Fields, Notice, Tone};
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "report/sign.html")]
struct SignPage<'a> {
    f: &'a Frame,
    heading: String,
    form: &'a Fields,
    seen: String,
    refusing: Vec<Notice>,
    reasons: Vec<Field>,
    correction: Option<Field>,
    changes: Vec<String>,
    unchanged: bool,
    here: String,
    back: String,
}

/// All that a signature stands on.
struct Ground {
    state: State,
    published: State,
    figures: Figures,
    open: Vec<Contradiction>,
    seal: monthly::Seal,
}

impl Ground {
    fn read(tx: &mut dyn Tx, exchange: &Exchange<'_, '_>, month: Month) -> Result<Self, Problem> {
        let centre = centre(exchange);
        let figures = live(tx, centre, month, now(exchange))?;
        let around = kept::around(tx, centre, month)?;
        let today = day_of(exchange.call.now);
        let published = published_entity(centre, month);
        Ok(Self {
            state: entity::load(tx, here(exchange), report_entity(centre, month))?,
            published: entity::load(tx, scope::reports(centre), published)?,
            open: contradictions(month, &figures, &around, today),
            seal: kept::seal(tx, centre)?,
            figures,
        })
    }

    fn signing(&self, month: Month) -> Signing<'_> {
        Signing {
            month,
            state: &self.state,
            published: &self.published,
            figures: &self.figures,
            contradictions: &self.open,
            seal: self.seal.clone(),
        }
    }
}

/// The sentence of a contradiction.
fn sentence(f: &Frame, ground: &Ground, one: &Contradiction) -> String {
    let args = one.args.iter().map(|(name, value)| (*name, value.as_str()));
    words::open(f, &ground.figures, one.code, args)
}

fn page<'a>(f: &'a Frame, month: Month, ground: &Ground, form: &'a Fields) -> SignPage<'a> {
    let report = Report::of(&ground.state);
    let (refusing, asking): (Vec<_>, Vec<_>) = ground
        .open
        .iter()
        .partition(|contradiction| contradiction.refuses);
    let refusing = refusing.iter().map(|one| {
        let title = f.t("reports-cannot-sign");
        Notice::new(Tone::Danger, title, sentence(f, ground, one))
    });
    let reasons = asking.iter().map(|one| {
        let area = form.area(&one.field(), "reports-why-nevertheless", 2);
        let area = area.label(sentence(f, ground, one)).needed();
        area.hint(f.t("reports-why-nevertheless")).length_max(2_000)
    });
    let last = report.last();
    let changed = last.map(|last| changes(&last.figures, &ground.figures));
    let changed = changed.unwrap_or_default();
    let unchanged =
        last.is_some_and(|last| last.figures == ground.figures && last.comments == report.comments);
    SignPage {
        heading: month_name(f, month),
        seen: ground.signing(month).seen(),
        refusing: refusing.collect(),
        reasons: reasons.collect(),
        correction: last.map(|_| {
            let area = form.area("reason", "reports-correction-why", 3);
            area.needed().length_max(2_000)
        }),
        changes: changed
            .iter()
            .map(|change| changed_line(f, change))
            .collect(),
        unchanged,
        here: format!("{}/signature", path(month)),
        back: path(month),
        form,
        f,
    }
}

/// The form.
pub(super) fn form(exchange: &mut Exchange<'_, '_>) -> Answer {
    let month = asked(exchange)?;
    let ground = exchange.read(|tx| Ground::read(tx, exchange, month))?;
    let frame = exchange.frame("reports-sign-title");
    let fields = Fields::new(&frame, Form::new());
    exchange.page(&page(&frame, month, &ground, &fields))
}

/// Signs.
pub(super) fn sign(exchange: &mut Exchange<'_, '_>) -> Answer {
    let month = asked(exchange)?;
    let allowed = allow::<act::ReportSign>(exchange)?;
    let sent = exchange.form.clone();
    let ground = exchange.read(|tx| Ground::read(tx, exchange, month))?;
    let asking = ground.open.iter().filter(|one| !one.refuses);
    let form = SignForm {
        seen: sent.get("seen").to_owned(),
        reason: sent.get("reason").to_owned(),
        why: asking
            .map(|one| (one.field(), sent.get(&one.field()).to_owned()))
            .collect(),
    };
    let (now, scope) = (exchange.call.now, here(exchange));
    let id = report_entity(centre(exchange), month);
    let signed = exchange.write(|tx, writing| {
        // Somebody else may have signed since the page was read.
        if entity::load(tx, scope, id)? != ground.state {
            return Err(Problem::Conflict);
        }
        let ctx = ctx(now, writing);
        let drafts = monthly::sign(&ctx, &allowed, &ground.signing(month), &form)?;
        append(tx, writing, drafts)?;
        Ok(())
    });
    match signed {
        Ok(()) => exchange.done(&path(month), Flash::good("reports-signed")),
        Err(Problem::Refused(refusals)) => refused(exchange, month, &ground, &refusals),
        Err(problem) => Err(problem),
    }
}

fn refused(
    exchange: &mut Exchange<'_, '_>,
    month: Month,
    ground: &Ground,
    refusals: &Refusals,
) -> Answer {
    let mut frame = exchange.frame("reports-sign-title");
    // What refuses stands on the page in its own words; what is to be mended stands beside its field.
    let mut told = Refusals::new();
    for refusal in refusals.as_slice() {
        if !ground.open.iter().any(|one| one.code == refusal.code) {
            told.push(refusal.clone());
        }
    }
    let fields = Fields::refused(&mut frame, exchange.form.clone(), &told);
    exchange.again(&page(&frame, month, ground, &fields))
}
