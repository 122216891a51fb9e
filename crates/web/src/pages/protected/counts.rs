//! The counts of a month, of the sealed files that somebody follows: shown to them whole, signed out as far as nothing in them
//! points at anybody.
//!
//! Never: a figure that leaves without a signature; a page that says outside whether there is anything to count.

use akwaba_domain::policy::act;
use akwaba_domain::refusal::Refusals;
use akwaba_domain::reports::monthly::{Figures, Month, sealed as told_of};
use akwaba_domain::reports::sealed::{self, SignedOut, seen};
use akwaba_domain::scope;
use akwaba_journal::clock::Stamp;
use akwaba_journal::id::ActorId;
use akwaba_journal::state::State;
use akwaba_store::projections::reports as kept;
use akwaba_store::{Store, Writing, append, entity};
use askama::Template;

use super::begin::main;
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::http::Form;
use crate::pages::here::{allow, centre};
use crate::pages::reception::ctx;
use crate::pages::reports::{Part, Showing, asked_report, month_name, report_now, this_month};
use crate::parts::{Fields, Html, Row, Table};
use crate::problem::Problem;
use crate::show;

/// Months listed at once.
const MONTHS_MAX: usize = 12;
/// The list of months.
const LIST: &str = "/espace/comptes";

#[derive(Template)]
#[template(path = "protected/counts.html")]
struct MonthsPage<'a> {
    f: &'a Frame,
    table: Table,
}

#[derive(Template)]
#[template(path = "protected/counts-month.html")]
struct MonthPage<'a> {
    f: &'a Frame,
    heading: String,
    form: &'a Fields,
    /// What its holder counts, and what of it is or would be told.
    whole: Vec<Part>,
    told: Vec<Part>,
    signed: Option<String>,
    over: bool,
    seen: String,
    here: String,
    list: &'static str,
}

fn path(month: Month) -> String {
    format!("{LIST}/{month}")
}

fn when(f: &Frame, signed: &SignedOut) -> String {
    show::moment_of_micros(f.lang, signed.at.micros)
}

fn by(signed: &[SignedOut], me: ActorId) -> Vec<&SignedOut> {
    signed.iter().filter(|one| one.by == me).collect()
}

/// The months, and which of them one has signed.
pub(super) fn months(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (main, centre) = (main(exchange)?, centre(exchange));
    let (me, today) = (exchange.actor()?.account, this_month(exchange));
    let months = std::iter::successors(Some(today), |month| Some(month.before()));
    let months: Vec<Month> = months.take(MONTHS_MAX).collect();
    let signed = main.read(|tx| {
        let signed = months.iter().map(|month| {
            let signed = kept::signed_out(tx, centre, *month)?;
            Ok((*month, signed))
        });
        signed.collect::<Result<Vec<_>, Problem>>()
    })?;
    let frame = exchange.frame("protected-counts-title");
    let f = &frame;
    let table = Table::new(f, f.t("protected-counts-title"))
        .quiet()
        .column("reports-col-month")
        .column("reports-col-state");
    let table = signed.iter().fold(table, |table, (month, signed)| {
        let state = match by(signed, me).last() {
            Some(last) => f.t1("protected-counts-signed", "when", when(f, last)),
            None if *month < today => f.t("protected-counts-unsigned"),
            None => f.t("reports-state-running"),
        };
        let link = Html::link(&path(*month), &month_name(f, *month));
        table.row(Row::new().cell(link).cell(state))
    });
    exchange.page(&MonthsPage { f, table })
}

/// All that a signature stands on.
struct Ground {
    month: Month,
    state: State,
    signed: Vec<SignedOut>,
    /// What the holder counts.
    full: Figures,
}

impl Ground {
    fn read(exchange: &Exchange<'_, '_>, main: &Store) -> Result<Self, Problem> {
        let (month, centre) = (asked_report(exchange)?, centre(exchange));
        let (me, now) = (exchange.actor()?.account, report_now(exchange));
        let id = sealed::entity(centre, month);
        let state =
            main.read(|tx| Ok::<_, Problem>(entity::load(tx, scope::reports(centre), id)?))?;
        let signed = SignedOut::all(&state);
        let known: Vec<(Stamp, ActorId)> = signed.iter().map(|one| (one.at, one.by)).collect();
        let full = exchange.read(|tx| {
            let counted = kept::sealed_counted(tx, (centre, month), now, me, &known)?;
            Ok::<_, Problem>(counted)
        })?;
        Ok(Self {
            month,
            state,
            signed,
            full,
        })
    }
}

/// One month: what one counts, and what of it leaves.
pub(super) fn month(exchange: &mut Exchange<'_, '_>) -> Answer {
    let main = main(exchange)?;
    let ground = Ground::read(exchange, &main)?;
    page(exchange, &ground, None)
}

fn page(exchange: &mut Exchange<'_, '_>, ground: &Ground, refused: Option<&Refusals>) -> Answer {
    let (me, today) = (exchange.actor()?.account, this_month(exchange));
    let mut frame = exchange.frame("protected-counts-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, Form::new(), refusals),
        None => Fields::new(&frame, Form::new()),
    };
    let f = &frame;
    let mine = by(&ground.signed, me);
    let before: Vec<&Figures> = mine.iter().map(|one| &one.told.figures).collect();
    let told = told_of(&ground.full, &before);
    let showing = Showing {
        f,
        month: ground.month,
        behind: false,
    };
    let parts = |figures: &Figures| {
        let mut parts = showing.parts(&figures.tables, |_| String::new());
        parts.retain(|part| !part.rubrics.is_empty());
        parts
    };
    let page = MonthPage {
        heading: month_name(f, ground.month),
        form: &form,
        whole: parts(&ground.full),
        told: parts(&told),
        signed: mine
            .last()
            .map(|last| f.t1("protected-counts-signed", "when", when(f, last))),
        over: ground.month < today,
        seen: seen(&ground.full),
        here: path(ground.month),
        list: LIST,
        f,
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}

/// Signs out what may be told. It is the one thing that is written outside from within, and it is written nowhere else.
pub(super) fn sign(exchange: &mut Exchange<'_, '_>) -> Answer {
    let main = main(exchange)?;
    let ground = Ground::read(exchange, &main)?;
    let allowed = allow::<act::ProtectedCount>(exchange)?;
    let form = exchange.form.get("seen").to_owned();
    let (now, centre) = (exchange.call.now, centre(exchange));
    let chance = &mut *exchange.call.chance;
    let signed = main.write(|tx| {
        let id = sealed::entity(centre, ground.month);
        // Whose count a file is depends on who has signed.
        if entity::load(tx, scope::reports(centre), id)? != ground.state {
            return Err(Problem::Conflict);
        }
        let writing = &mut Writing {
            now_micros: now.as_microsecond(),
            chance: &mut *chance,
        };
        let month = (ground.month, &ground.state);
        let ctx = ctx(now, writing);
        let drafts = sealed::sign_out(&ctx, &allowed, month, &ground.full, &form)?;
        append(tx, writing, drafts)?;
        Ok(())
    });
    match signed {
        Ok(()) => exchange.done(&path(ground.month), Flash::good("protected-counts-done")),
        Err(Problem::Refused(refusals)) => page(exchange, &ground, Some(&refusals)),
        Err(problem) => Err(problem),
    }
}
