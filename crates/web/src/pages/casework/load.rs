//! Who follows how many cases; and, when somebody leaves, all of theirs given to a colleague in one
//! act.

use akwaba_domain::casework::leave;
use akwaba_domain::policy::{Room, act};
use akwaba_domain::refusal::{Refusal, Refusals};
use akwaba_journal::id::ActorId;
use akwaba_store::append;
use akwaba_store::projections::casework::{self, Load, Which};
use askama::Template;

use super::change::colleagues;
use super::shared::{allow, centre, here, load};
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::pages::reception::Staff;
use crate::parts::{Choice, Fields, Html, Row, Table, Tag, Tone};
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "casework/load.html")]
struct LoadPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    table: Table,
    from: Vec<Choice>,
    to: Vec<Choice>,
}

/// The page.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    page(exchange, None)
}

/// Gives all the open cases of somebody to a colleague: all of them or none.
pub(super) fn hand_over(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::CaseHandOver>(exchange)?;
    let (here, centre) = (here(exchange), centre(exchange));
    let from = chosen(exchange, "from");
    let to = chosen(exchange, "to");
    let reason = exchange.form.get("reason").to_owned();
    let (from, to) = match (from, to) {
        (Ok(from), Ok(to)) if from == to => {
            let same = Refusals::from(Refusal::at("to", "casework-load-same"));
            return page(exchange, Some(&same));
        }
        (Ok(from), Ok(to)) => (from, to),
        (from, to) => {
            let mut refusals = Refusals::new();
            for refusal in [from.err(), to.err()].into_iter().flatten() {
                refusals.push(refusal);
            }
            return page(exchange, Some(&refusals));
        }
    };
    let written = exchange.write(|tx, writing| {
        if !colleagues(tx, centre)?.iter().any(|(who, _)| *who == to) {
            return Err(Refusals::from(Refusal::at("to", "choice-unknown")).into());
        }
        let theirs = casework::cases(tx, here, Which::Of(from), false, (0, u32::MAX))?;
        if theirs.is_empty() {
            return Err(Refusals::from(Refusal::at("from", "casework-load-none")).into());
        }
        for line in theirs {
            let fresh = load(tx, here, line.case)?;
            let about = (&fresh.case, &fresh.state);
            let drafts = leave::hand_over(&allowed, about, Some(to), &reason)?;
            append(tx, writing, drafts)?;
        }
        Ok(())
    });
    match written {
        Ok(()) => exchange.done("/dossiers/charge", Flash::good("casework-said-load-handed")),
        Err(Problem::Refused(refusals)) => page(exchange, Some(&refusals)),
        Err(problem) => Err(problem),
    }
}

fn chosen(exchange: &Exchange<'_, '_>, field: &str) -> Result<ActorId, Refusal> {
    let typed = exchange.form.get(field).parse();
    typed.map_err(|_| Refusal::at(field, "choice-missing"))
}

fn page(exchange: &mut Exchange<'_, '_>, refused: Option<&Refusals>) -> Answer {
    let (here, centre, now) = (here(exchange), centre(exchange), exchange.call.now);
    let mut frame = exchange.frame("casework-load-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, exchange.form.clone(), refusals),
        None => Fields::new(&frame, exchange.form.clone()),
    };
    let f = &frame;
    // Files are given one by one: all at once would tell in the journal which of them were one person's.
    let gives = exchange.room == Room::Open;
    let (mut loads, staff, people) = exchange.read(|tx| {
        let loads = casework::loads(tx, here, now.as_microsecond())?;
        let staff = Staff::of(tx, centre, loads.iter().filter_map(|load| load.who))?;
        Ok::<_, Problem>((loads, staff, colleagues(tx, centre)?))
    })?;
    // Who follows no case yet can take some: they stand in the table too.
    for (who, _) in &people {
        if loads.iter().all(|load| load.who != Some(*who)) {
            loads.push(Load {
                who: Some(*who),
                ..Load::default()
            });
        }
    }
    let name = |who: Option<ActorId>| match who {
        None => f.t("casework-unassigned"),
        Some(who) => {
            let known = people.iter().find(|(known, _)| *known == who);
            known.map_or_else(|| staff.name(who).to_owned(), |(_, name)| name.clone())
        }
    };
    let mut table = Table::new(f, f.t("casework-load-table"))
        .column("casework-load-who")
        .number("casework-load-open")
        .number("casework-load-grave")
        .number("casework-load-late");
    for load in &loads {
        let grave = if load.grave == 0 {
            Html::text("0")
        } else {
            Html::of(&Tag::new(Tone::Danger, load.grave.to_string()))
        };
        let row = Row::new()
            .cell(name(load.who))
            .cell(load.open.to_string())
            .cell(grave)
            .cell(load.late.to_string());
        table = table.row(if load.who.is_none() {
            row.urgent()
        } else {
            row
        });
    }
    let with_cases = loads.iter().filter(|load| gives && load.open > 0);
    let from = with_cases.filter_map(|load| {
        let who = load.who?;
        let args = [("who", name(load.who).into()), ("count", load.open.into())];
        Some(Choice::new(who.to_string(), f.tn("casework-load-of", args)))
    });
    let to = people
        .iter()
        .map(|(who, name)| Choice::new(who.to_string(), name));
    let page = LoadPage {
        f,
        form: &form,
        from: from.collect(),
        to: to.collect(),
        table,
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}
