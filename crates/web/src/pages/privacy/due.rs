//! What has passed its term, counted and then one by one; and proposing to destroy it.
//!
//! Nothing is destroyed here: a second person confirms it elsewhere.

use std::collections::BTreeMap;

use akwaba_domain::policy::act;
use akwaba_domain::privacy::destruction::{Proposed, propose as proposed, year_entity};
use akwaba_domain::privacy::request::Wish;
use akwaba_domain::privacy::{File, FileKind, FileRef, Ground, Request};
use akwaba_domain::reception::Day;
use akwaba_domain::refusal::Refusals;
use akwaba_domain::scope;
use akwaba_journal::id::{EntityId, ScopeId};
use akwaba_store::projections::privacy;
use akwaba_store::{Tx, append, entity};

use super::shared::{
    Card, Sheet, allow, centre, fields, file_path, here, named, sending, sent, shown, today,
};
use super::terms::terms;
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::pages::reception::{ctx, own_book};
use crate::parts::{Fields, Html, Notice, Row, Table, Tone};
use crate::problem::Problem;
use crate::show;

const PATH: &str = "/donnees/echues";

/// Files shown at a time: as many as one record names.
const SHOWN: usize = 50;

pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    page(exchange, None)
}

fn page(exchange: &mut Exchange<'_, '_>, refused: Option<&Refusals>) -> Answer {
    let (centre, today, terms) = (centre(exchange), today(exchange), terms(exchange)?);
    let kind = FileKind::from_code(exchange.form.get("genre"));
    let learnt = Day::on(terms.of_kind(FileKind::Training).cutoff(today));
    let (due, training) = exchange.read(|tx| {
        let due = privacy::due(tx, centre, &terms, today)?;
        Ok((due, privacy::training(tx, learnt)?))
    })?;
    let mut frame = exchange.frame("privacy-due-title");
    let form = fields(exchange, &mut frame, refused);
    let f = &frame;
    let mut counts: BTreeMap<FileKind, u64> = BTreeMap::new();
    if training > 0 {
        counts.insert(FileKind::Training, training);
    }
    for file in &due.files {
        *counts.entry(file.term).or_default() += 1;
    }
    let counted = counts.iter().fold(
        Table::new(f, f.t("privacy-due-counts"))
            .column("privacy-kind")
            .number("privacy-count"),
        |table, (kind, count)| {
            let path = format!("{PATH}?genre={}", kind.code());
            let name = f.word("privacy-file-", kind.code());
            table.row(
                Row::new()
                    .cell(Html::link(&path, &name))
                    .cell(count.to_string()),
            )
        },
    );
    let none = counts.is_empty();
    let mut notices = Vec::new();
    if none {
        let text = f.t("privacy-due-none-text");
        notices.push(Notice::new(Tone::Info, f.t("privacy-due-none"), text));
    }
    if due.more {
        let text = f.t("privacy-due-more-text");
        notices.push(Notice::new(Tone::Info, f.t("privacy-due-more"), text));
    }
    let listed: Vec<&File> = due
        .files
        .iter()
        .filter(|file| Some(file.term) == kind)
        .take(SHOWN)
        .collect();
    let some = !listed.is_empty() || (kind == Some(FileKind::Training) && training > 0);
    let card = kind
        .filter(|_| some && allow::<act::DestructionPropose>(exchange).is_ok())
        .map(|kind| proposal(f, &form, kind, &listed));
    let page = Sheet {
        lead: f.t("privacy-due-lead"),
        notices,
        tables: if none { Vec::new() } else { vec![counted] },
        cards: card.into_iter().collect(),
        form: Some(&form),
        ..Sheet::new(f, "/donnees")
    };
    shown(exchange, &page, refused)
}

/// The files of a kind, each with its box to tick, and why they are to go.
fn proposal(f: &Frame, form: &Fields, kind: FileKind, listed: &[&File]) -> Card {
    let name = f.word("privacy-file-", kind.code());
    let mut table = Table::new(f, name.clone())
        .quiet()
        .column("privacy-file")
        .column("privacy-last")
        .column("privacy-ended")
        .column("privacy-see");
    for file in listed {
        let tick = Html::tick("file", &sending(file.file), &named(f, file.file));
        let row = Row::new()
            .cell(tick)
            .cell(show::civil(file.last))
            .cell(show::civil(file.ends))
            .cell(Html::link(&file_path(file.file), &f.t("privacy-see-file")));
        table = table.row(row);
    }
    let why = form.area("why", "privacy-why-destroy", 2);
    let why = why.needed().length_max(2_000).hint(f.t("privacy-no-name"));
    let training = form.tick("training", "privacy-all-training");
    let training = (kind == FileKind::Training).then(|| Html::of(&training));
    Card {
        title: name,
        text: f.t("privacy-propose-text"),
        path: "/donnees/destructions".to_owned(),
        hidden: vec![("genre", kind.code().to_owned())],
        table: (!listed.is_empty()).then_some(table),
        fields: training.into_iter().chain([Html::of(&why)]).collect(),
        button: f.t("privacy-propose"),
        ..Card::default()
    }
}

/// On which ground: the term, or a request to destroy that was granted to this very person.
fn ground(
    tx: &mut dyn Tx,
    scope: ScopeId,
    typed: &str,
    files: &[FileRef],
) -> Result<Ground, Problem> {
    if typed.is_empty() {
        return Ok(Ground::Term);
    }
    let id: EntityId = typed.parse().map_err(|_| Problem::NotFound)?;
    let state = entity::load(tx, scope, id)?;
    let request = Request::of(id, &state).ok_or(Problem::NotFound)?;
    let granted = request
        .answer
        .as_ref()
        .is_some_and(|answer| answer.grants());
    let own = files.iter().all(|file| file.id == request.person);
    if request.wish == Wish::Erase && granted && own {
        Ok(Ground::Request(id))
    } else {
        Err(Problem::NotFound)
    }
}

/// Proposes to destroy what was ticked.
pub(super) fn propose(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::DestructionPropose>(exchange)?;
    let (scope, centre, now) = (here(exchange), centre(exchange), exchange.call.now);
    let (today, terms) = (today(exchange), terms(exchange)?);
    let form = exchange.form.clone();
    let mut files: Vec<FileRef> = form.all("file").filter_map(sent).collect();
    files.sort_unstable();
    files.dedup();
    let training = (form.get("training") == "1").then(|| {
        let term = terms.of_kind(FileKind::Training);
        Day::on(term.cutoff(today))
    });
    let written = exchange.write(|tx, writing| {
        let holds = privacy::holds(tx, centre, (&terms, today), &files)?;
        let named: Vec<FileRef> = holds.iter().map(|(file, _)| *file).collect();
        let ground = ground(tx, scope, form.get("request"), &named)?;
        let book = own_book(tx, scope, centre)?;
        let counter = year_entity(centre, Day::of(now).year());
        let year = entity::load(tx, scope::office(centre), counter)?;
        let proposed_now = Proposed {
            ground,
            files: &holds,
            training_before: training,
            why: form.get("why"),
        };
        let mut ctx = ctx(now, writing);
        let (id, drafts) = proposed(&mut ctx, &allowed, &proposed_now, (book, &year))?;
        append(tx, writing, drafts)?;
        Ok(id)
    });
    match written {
        Ok(id) => {
            let path = format!("/donnees/destructions/{id}");
            exchange.done(&path, Flash::good("privacy-said-proposed"))
        }
        Err(Problem::Refused(refusals)) => page(exchange, Some(&refusals)),
        Err(problem) => Err(problem),
    }
}
