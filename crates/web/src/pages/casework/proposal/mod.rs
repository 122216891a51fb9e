//! Making the manual: proposing a change, saying something of a step, seeing the difference, the visas of
//! the two ministries, publishing with a note, and who has read it.
//!
//! Whoever reads the manual reads its proposals: nothing of a beneficiary stands in them.

mod abandon;
mod adopt;
mod answer;
mod begin;
mod comments;
mod due;
mod edit;
mod list;
mod notice;
mod show;
pub(super) mod workbook;

#[cfg(test)]
mod tests;

pub(super) use adopt::Offer;
pub(super) use comments::path as comments_path;
pub(super) use due::{asked, due};
pub(super) use notice::NoteView;
pub(super) use show::under_way_of;

use std::sync::Arc;

use akwaba_domain::casework::proposal::{Stage, Versions};
use akwaba_domain::casework::{Edition, ProcedureRef, Proposal, manual};
use akwaba_domain::scope;
use akwaba_journal::id::{CentreId, EntityId};
use akwaba_journal::state::State;
use akwaba_store::projections::casework::{Listed, ProposalLine, edition, standing};
use akwaba_store::{Tx, entity};

use crate::exchange::Exchange;
use crate::frame::Frame;
use crate::pages::reception::Staff;
use crate::parts::{Tag, Tone};
use crate::problem::Problem;
use crate::routes::{Route, Takes};

/// The addresses of the manual's making.
pub const ROUTES: &[Route] = &[
    Route::post("manual.adopt", "/manuel/modele", adopt::adopt),
    Route::get("proposal.list", "/manuel/propositions", list::show),
    Route::get("proposal.show", "/manuel/propositions/{id}", show::show),
    Route::get(
        "proposal.edit",
        "/manuel/propositions/{id}/texte",
        edit::form,
    ),
    Route::post(
        "proposal.edit",
        "/manuel/propositions/{id}/texte",
        edit::save,
    )
    .taking(Takes::Paper),
    Route::post(
        "proposal.comment",
        "/manuel/propositions/{id}/commentaires",
        answer::comment,
    ),
    Route::post(
        "proposal.submit",
        "/manuel/propositions/{id}/envoi",
        answer::submit,
    ),
    Route::post(
        "proposal.visa",
        "/manuel/propositions/{id}/visa",
        answer::rule,
    ),
    Route::post(
        "proposal.publish",
        "/manuel/propositions/{id}/publication",
        answer::publish,
    ),
    Route::get(
        "proposal.abandon",
        "/manuel/propositions/{id}/abandon",
        abandon::form,
    ),
    Route::post(
        "proposal.abandon",
        "/manuel/propositions/{id}/abandon",
        abandon::abandon,
    ),
    Route::get(
        "proposal.workbook",
        "/manuel/propositions/{id}/classeur",
        workbook::of_proposal,
    ),
    Route::get(
        "proposal.begin",
        "/manuel/{code}/{version}/proposer",
        begin::form,
    ),
    Route::post(
        "proposal.begin",
        "/manuel/{code}/{version}/proposer",
        begin::begin,
    ),
    Route::get(
        "manual.comment",
        "/manuel/{code}/{version}/commentaires",
        comments::show,
    ),
    Route::post(
        "manual.comment",
        "/manuel/{code}/{version}/commentaires",
        comments::add,
    ),
    Route::post(
        "manual.acknowledge",
        "/manuel/{code}/{version}/lu",
        notice::acknowledge,
    ),
    Route::get(
        "manual.workbook",
        "/manuel/{code}/{version}/classeur",
        workbook::of_version,
    ),
];

/// A proposal, and what it stands against.
struct Known {
    proposal: Proposal,
    state: State,
    /// The version from which it starts.
    base: Arc<Edition>,
    /// What all procedures share.
    shared: Option<String>,
    versions: Versions,
}

impl Known {
    /// The text to read: what was sent, once it was.
    fn text(&self) -> &str {
        match self.proposal.submission() {
            Some(sent) if !self.proposal.stage().is_open() => &sent.text,
            _ => &self.proposal.text,
        }
    }
}

fn load(tx: &mut dyn Tx, centre: CentreId, id: EntityId) -> Result<Known, Problem> {
    let state = entity::load(tx, scope::manual(centre), id)?;
    let proposal = Proposal::of(id, &state)
        .filter(|proposal| proposal.centre == centre)
        .ok_or(Problem::NotFound)?;
    let base = edition(tx, centre, &proposal.base)?.ok_or(Problem::NotFound)?;
    let versions = standing(tx, centre, &proposal.base.code)?.ok_or(Problem::NotFound)?;
    Ok(Known {
        state,
        base,
        shared: shared(tx, centre)?,
        versions,
        proposal,
    })
}

/// What all procedures share.
fn shared(tx: &mut dyn Tx, centre: CentreId) -> Result<Option<String>, Problem> {
    let state = entity::load(tx, scope::manual(centre), manual::shared_entity(centre))?;
    Ok(manual::shared(&state))
}

/// The version of the address.
fn named(exchange: &Exchange<'_, '_>) -> Result<ProcedureRef, Problem> {
    Ok(ProcedureRef {
        code: exchange.param("code").to_owned(),
        version: exchange.id("version")?,
        layer: 0,
    })
}

/// The address of a proposal.
fn path(id: EntityId) -> String {
    format!("/manuel/propositions/{id}")
}

/// The code and the title of a procedure.
fn title(edition: &Edition) -> String {
    format!("{} {}", edition.procedure.code, edition.procedure.title)
}

/// How far a proposal has come, in a word.
fn tag(f: &Frame, stage: Stage) -> Tag {
    let tone = match stage {
        Stage::Written | Stage::Awaiting | Stage::Abandoned => Tone::Info,
        Stage::Returned => Tone::Attention,
        Stage::Approved | Stage::Published => Tone::Calm,
    };
    Tag::new(tone, f.word("proposal-stage-", stage.code()))
}

/// The procedure that a proposal changes; and by whom, when, from which version.
fn told_of(f: &Frame, line: &ProposalLine, manual: &[Listed], staff: &Staff) -> (String, String) {
    let known = manual.iter().find(|one| one.named.code == line.code);
    let title = known.map_or("", |one| one.title.as_str());
    let args = [
        ("who", staff.name(line.author).into()),
        (
            "when",
            crate::show::moment_of_micros(f.lang, line.changed_micros).into(),
        ),
        ("version", line.base.to_string().into()),
    ];
    (
        format!("{} {title}", line.code),
        f.tn("proposal-line", args),
    )
}
