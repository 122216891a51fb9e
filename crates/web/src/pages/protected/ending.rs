//! Sealed files past their term: proposed by one who has the key, destroyed when another agrees, and the record that the two keep.
//!
//! Never: a word of it in the open. The list, the proposal and the record stand inside the protected space.

use akwaba_domain::casework::sealed::{self as files, FILE, File};
use akwaba_domain::casework::time::civil;
use akwaba_domain::casework::{CASE, Case, step};
use akwaba_domain::ctx::day_of;
use akwaba_domain::grievance::{GRIEVANCE, Grievance};
use akwaba_domain::policy::act;
use akwaba_domain::privacy::Terms;
use akwaba_domain::privacy::ending::{self, Content, ENDED, Ending, Proposed, Record};
use akwaba_domain::refusal::Refusals;
use akwaba_domain::registry::PersonView;
use akwaba_domain::registry::birth::Birth;
use akwaba_journal::holder::PublicKeys;
use akwaba_journal::id::{EntityId, ScopeId};
use akwaba_journal::state::State;
use akwaba_store::projections::casework::edition;
use akwaba_store::projections::privacy;
use akwaba_store::{Tx, append, entity};
use askama::Template;
use jiff::civil::{Date, DateTime};

use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::pages::here::{allow, centre, here};
use crate::pages::reception::{Staff, centre_code, ctx, numbered};
use crate::parts::{Fields, Paper, Summary};
use crate::problem::Problem;
use crate::show;

const LIST: &str = "/espace/echues";

#[derive(Template)]
#[template(path = "protected/endings.html")]
struct EndingsPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    rows: Vec<Row>,
    records: Vec<(String, String)>,
    agrees: bool,
}

/// A file past its term.
struct Row {
    id: String,
    said: String,
    /// What was proposed, by whom and why.
    proposed: Option<String>,
    /// Whether the reader proposed it themselves.
    mine: bool,
}

#[derive(Template)]
#[template(path = "protected/end_record.html")]
struct RecordPage<'a> {
    f: &'a Frame,
    paper: Paper,
    back: &'static str,
    facts: Summary,
}

/// What a file holds.
enum Holds {
    Case {
        number: String,
        over: Option<DateTime>,
        birth: Option<Birth>,
    },
    Complaint(Box<Grievance>, bool),
}

/// A sealed file with what it says of itself.
struct One {
    id: EntityId,
    scope: ScopeId,
    state: State,
    holds: Holds,
}

impl One {
    fn content(&self) -> Content<'_> {
        match &self.holds {
            Holds::Case { over, birth, .. } => Content::Case(*over, birth.as_ref()),
            Holds::Complaint(one, examined) => Content::Complaint(one, *examined),
        }
    }

    fn number(&self) -> String {
        match &self.holds {
            Holds::Case { number, .. } => number.clone(),
            Holds::Complaint(..) => String::new(),
        }
    }

    fn ends(&self, terms: &Terms) -> Option<Date> {
        self.content().ends(terms)
    }

    fn said(&self, f: &Frame, terms: &Terms) -> String {
        let what = what(
            f,
            &self.number(),
            matches!(self.holds, Holds::Complaint(..)),
        );
        match self.ends(terms) {
            Some(day) => format!("{what} · {} {}", f.t("privacy-hold-term"), show::civil(day)),
            None => what,
        }
    }
}

/// What it was, by its number and nothing of what is in it.
fn what(f: &Frame, number: &str, complaint: bool) -> String {
    if complaint {
        f.t("privacy-file-complaint")
    } else {
        format!("{} {number}", f.t("privacy-kind-case"))
    }
}

/// When a case ended; nothing while it is under way, or where its procedure does not read.
fn over(tx: &mut dyn Tx, case: &Case, now: DateTime) -> Result<Option<DateTime>, Problem> {
    let known = edition(tx, case.centre, &case.procedure)?;
    let over = known.and_then(|known| step::standing(case, &known, now).over);
    Ok(over.map(|over| over.at))
}

fn one(
    exchange: &Exchange<'_, '_>,
    tx: &mut dyn Tx,
    id: EntityId,
    scope: ScopeId,
) -> Result<Option<One>, Problem> {
    let (registry, centre) = (here(exchange), centre(exchange));
    let now = civil(exchange.call.now.as_microsecond());
    let Some((kind, state)) = entity::find(tx, registry, id)? else {
        return Ok(None);
    };
    let holds = if kind == CASE {
        let case = Case::of(id, &state).ok_or(Problem::NotFound)?;
        let whose = case.subject.record();
        let view = match whose {
            Some(who) => Some(PersonView::of(who, &entity::load(tx, registry, who)?)),
            None => None,
        };
        Holds::Case {
            number: numbered(case.number, &centre_code(tx, centre)?),
            over: over(tx, &case, now)?,
            birth: view.and_then(|view| view.birth.shown().cloned()),
        }
    } else if kind == GRIEVANCE {
        let complaint = Grievance::of(id, &state).ok_or(Problem::NotFound)?;
        let examined = match complaint.examined {
            Some(of) => match Case::of(of.case, &entity::load(tx, registry, of.case)?) {
                Some(case) => over(tx, &case, now)?.is_none(),
                None => false,
            },
            None => false,
        };
        Holds::Complaint(Box::new(complaint), examined)
    } else {
        return Ok(None);
    };
    Ok(Some(One {
        id,
        scope,
        state: entity::load(tx, registry, files::entity(scope))?,
        holds,
    }))
}

/// The file of the address. From outside, and without its key, it is not found.
fn asked(exchange: &Exchange<'_, '_>) -> Result<(One, Terms), Problem> {
    let id: EntityId = exchange.id("id")?;
    let vault = exchange.vault.as_ref().ok_or(Problem::NotFound)?;
    let scope = vault.file_of(id).ok_or(Problem::NotFound)?;
    let centre = centre(exchange);
    exchange.read(|tx| {
        let found = one(exchange, tx, id, scope)?.ok_or(Problem::NotFound)?;
        Ok((found, privacy::terms(tx, centre)?))
    })
}

/// Those past their term, those proposed, and the records.
pub(super) fn list(exchange: &mut Exchange<'_, '_>) -> Answer {
    page(exchange, None)
}

fn page(exchange: &mut Exchange<'_, '_>, refused: Option<&Refusals>) -> Answer {
    let (registry, centre) = (here(exchange), centre(exchange));
    let today = day_of(exchange.call.now);
    let vault = exchange.vault.as_ref().ok_or(Problem::NotFound)?;
    let (found, records, terms) = exchange.read(|tx| {
        let (mut held, mut records) = (Vec::new(), Vec::new());
        entity::each_of_kind(tx, registry, FILE, &mut |_, state| {
            held.extend(File::of(&state).map(|file| file.case));
            Ok(())
        })?;
        entity::each_of_kind(tx, registry, ENDED, &mut |id, state| {
            records.extend(Record::of(&state).map(|record| (id, record)));
            Ok(())
        })?;
        let terms = privacy::terms(tx, centre)?;
        let mut found = Vec::new();
        for id in held {
            let Some(scope) = vault.file_of(id) else {
                continue;
            };
            let known = one(exchange, tx, id, scope)?;
            found.extend(known.filter(|one| one.ends(&terms).is_some_and(|day| day <= today)));
        }
        Ok::<_, Problem>((found, records, terms))
    })?;
    let who = found.iter().filter_map(|one| ending::proposed(&one.state));
    let who: Vec<_> = who.map(|one| one.by).collect();
    let staff = exchange.read(|tx| Staff::of(tx, centre, who.iter().copied()))?;
    let me = exchange.actor()?.account;
    let mut frame = exchange.frame("protected-endings-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, exchange.form.clone(), refusals),
        None => Fields::new(&frame, exchange.form.clone()),
    };
    let f = &frame;
    let rows = found.iter().map(|one| {
        let proposed = ending::proposed(&one.state);
        Row {
            id: one.id.to_string(),
            said: one.said(f, &terms),
            mine: proposed.as_ref().is_some_and(|one| one.by == me),
            proposed: proposed.map(|one| told(f, &one, &staff)),
        }
    });
    let page = EndingsPage {
        rows: rows.collect(),
        records: records
            .iter()
            .map(|(id, one)| {
                let day = show::civil(civil(one.agreed_micros).date());
                let said = format!("{} · {day}", what(f, &one.number, one.complaint));
                (format!("/espace/destructions/{id}"), said)
            })
            .collect(),
        agrees: allow::<act::SealedEndAgree>(exchange).is_ok(),
        form: &form,
        f,
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}

fn told(f: &Frame, one: &Proposed, staff: &Staff) -> String {
    let day = show::civil(civil(one.at_micros).date());
    let by = format!(
        "{} {}, {day}",
        f.t("privacy-proposed-by"),
        staff.name(one.by)
    );
    format!("{by} : {}", one.why.as_str())
}

/// Proposes to destroy it.
pub(super) fn propose(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (one, terms) = asked(exchange)?;
    let allowed = allow::<act::SealedEndPropose>(exchange)?;
    let (now, why) = (exchange.call.now, exchange.form.get("why").to_owned());
    let done = exchange.write(|tx, writing| {
        let ctx = ctx(now, writing);
        let of = (one.scope, &one.state);
        let drafts = ending::propose(&ctx, &allowed, of, one.ends(&terms), &why)?;
        append(tx, writing, drafts)?;
        Ok(())
    });
    match done {
        Ok(()) => exchange.done(LIST, Flash::good("protected-said-end-proposed")),
        Err(Problem::Refused(refusals)) => page(exchange, Some(&refusals)),
        Err(problem) => Err(problem),
    }
}

/// Agrees, or says no.
pub(super) fn agree(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (one, terms) = asked(exchange)?;
    let allowed = allow::<act::SealedEndAgree>(exchange)?;
    let (now, why) = (exchange.call.now, exchange.form.get("why").to_owned());
    let keeps = exchange.form.get("ruling") != "granted";
    let done = exchange.write(|tx, writing| {
        let mut ctx = ctx(now, writing);
        if keeps {
            let drafts = ending::refuse(&ctx, &allowed, (one.scope, &one.state), &why)?;
            append(tx, writing, drafts)?;
            return Ok(None);
        }
        let (record, into) = (ctx.fresh(), files::fresh(ctx.chance));
        let ends = Ending {
            state: &one.state,
            content: one.content(),
            number: one.number(),
            ends: one.ends(&terms),
        };
        let drafts = ending::agree(&ctx, &allowed, &ends, (record, into))?;
        append(tx, writing, drafts)?;
        Ok(Some((record, into)))
    });
    match done {
        Ok(None) => exchange.done(LIST, Flash::good("protected-said-end-refused")),
        Ok(Some((record, into))) => {
            let receipt = match &one.holds {
                Holds::Complaint(known, _) => PublicKeys::from_slice(&known.said.receipt),
                Holds::Case { .. } => None,
            };
            if let Some(vault) = exchange.vault.as_mut() {
                vault.begin(into);
                vault.end(one.scope, receipt);
            }
            let path = format!("/espace/destructions/{record}");
            exchange.done(&path, Flash::good("protected-said-ended"))
        }
        Err(Problem::Refused(refusals)) => page(exchange, Some(&refusals)),
        Err(problem) => Err(problem),
    }
}

/// The record of one that was destroyed, to be printed and signed.
pub(super) fn record(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (registry, centre) = (here(exchange), centre(exchange));
    let id: EntityId = exchange.id("id")?;
    let (one, staff) = exchange.read(|tx| {
        let found = entity::find(tx, registry, id)?.filter(|(kind, _)| kind == ENDED);
        let one = found.and_then(|(_, state)| Record::of(&state));
        let one = one.ok_or(Problem::NotFound)?;
        let staff = Staff::of(tx, centre, [one.proposed_by, one.agreed_by])?;
        Ok::<_, Problem>((one, staff))
    })?;
    let frame = exchange.frame("protected-end-record-title");
    let f = &frame;
    let by = |who, micros| {
        let args = [
            ("who", staff.name(who).into()),
            ("when", show::moment_of_micros(f.lang, micros).into()),
        ];
        f.tn("privacy-record-by", args)
    };
    let facts = Summary::new(f)
        .row("privacy-kind", what(f, &one.number, one.complaint))
        .row("privacy-hold-term", show::civil(one.ended.date()))
        .row("privacy-why-destroy", one.why.as_str())
        .row(
            "privacy-proposed-by",
            by(one.proposed_by, one.proposed_micros),
        )
        .row("privacy-confirmed-by", by(one.agreed_by, one.agreed_micros));
    let page = RecordPage {
        f,
        paper: Paper::new(f).date(show::civil(civil(one.agreed_micros).date())),
        back: LIST,
        facts,
    };
    exchange.page(&page)
}
