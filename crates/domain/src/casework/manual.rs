//! The manual in the journal of a centre: every version of every procedure as it was published,
//! readable for ever, and withdrawn with a word to those who work under it.

use super::edition::{Edition, ProcedureRef};
use super::{MANUAL, PROCEDURE, VERSION, Why};
use crate::draft::{Acting, Draft, Drafts, Secrecy};
use crate::policy::{Allowed, Permit, act};
use crate::refusal::{Refusal, Refusals};
use crate::{scope, text};
use akwaba_journal::id::{ActorId, CentreId, EntityId};
use akwaba_journal::state::State;
use akwaba_procedures::sheet::Finding;

/// A published version of a procedure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// Its name.
    pub named: ProcedureRef,
    /// Its title.
    pub title: String,
    /// The whole workbook, in Markdown.
    pub text: String,
    /// When it was published here, in microseconds since 1970.
    pub since_micros: i64,
    /// By whom.
    pub by: ActorId,
    /// Why it is no longer in use, and what is to be done with open cases.
    pub withdrawn: Option<Why>,
    /// What changes in it, to be read by everyone who works under it; none for a first version.
    pub note: Option<Why>,
    /// The proposal that it was.
    pub proposal: Option<EntityId>,
    /// Where it is published.
    pub centre: CentreId,
}

/// The entity of one version of one procedure in a centre.
pub fn entity(centre: CentreId, named: &ProcedureRef) -> EntityId {
    let ProcedureRef {
        code,
        version,
        layer,
    } = named;
    EntityId::named(&format!("procedure/{centre}/{code}/{version}/{layer}"))
}

/// The entity of what all procedures of a centre share.
pub fn shared_entity(centre: CentreId) -> EntityId {
    EntityId::named(&format!("manual/{centre}"))
}

/// Reads a published version.
pub fn read(state: &State) -> Option<Published> {
    let first = state.first()?;
    Some(Published {
        named: state.one("named")?,
        title: state.one("title").unwrap_or_default(),
        text: state.one("text")?,
        since_micros: first.clock.micros,
        by: first.actor,
        withdrawn: state.one::<Option<Why>>("withdrawn").flatten(),
        note: state.one("note"),
        proposal: state.one("proposal"),
        centre: state.one("centre")?,
    })
}

/// The text of what all procedures share.
pub fn shared(state: &State) -> Option<String> {
    state.one("text")
}

/// Where what all procedures share is published.
pub fn shared_centre(state: &State) -> Option<CentreId> {
    state.one("centre")
}

/// The texts of a manual: what all procedures share, and each procedure, as Markdown workbooks.
#[derive(Debug, Clone, Copy)]
pub struct Texts<'a> {
    /// The file `manuel`.
    pub shared: Option<&'a str>,
    /// The procedures.
    pub procedures: &'a [&'a str],
}

/// Puts a manual into a centre that is being founded.
///
/// # Errors
/// What cannot be read, by place: nothing is then published.
pub fn seed(allowed: &Allowed<act::CentreFound>, texts: Texts<'_>) -> Result<Drafts, Vec<Finding>> {
    publish(allowed, &State::default(), texts)
}

/// Publishes versions that the centre does not have yet; `shared` is the state of
/// [`shared_entity`], and the caller leaves out what is already there.
///
/// # Errors
/// What cannot be read, by place: nothing is then published.
pub fn adopt(
    allowed: &Allowed<act::ManualPublish>,
    shared: &State,
    texts: Texts<'_>,
) -> Result<Drafts, Vec<Finding>> {
    publish(allowed, shared, texts)
}

fn publish<A: Permit>(
    allowed: &Allowed<A>,
    shared: &State,
    texts: Texts<'_>,
) -> Result<Drafts, Vec<Finding>> {
    let centre = allowed.centre();
    let mut drafts = Drafts::under(allowed);
    if let Some(text) = texts.shared {
        let act = Acting::on(shared)
            .set("text", &text)
            .set("centre", &centre)
            .done(None, None);
        if !act.changes.is_empty() {
            drafts.push(draft(centre, shared_entity(centre), MANUAL, act));
        }
    }
    for text in texts.procedures {
        let edition = Edition::read(text, texts.shared)?;
        let named = ProcedureRef {
            code: edition.procedure.code.clone(),
            version: edition.procedure.version,
            layer: 0,
        };
        drafts.push(version(
            centre,
            &named,
            &edition.procedure.title,
            text,
            None,
        ));
    }
    Ok(drafts)
}

/// A version as it is published, with its note and the proposal that it was.
pub(super) fn version(
    centre: CentreId,
    named: &ProcedureRef,
    title: &str,
    text: &str,
    change: Option<(&Why, EntityId)>,
) -> Draft {
    let empty = State::default();
    let mut acting = Acting::on(&empty);
    acting
        .set("named", named)
        .set("title", &title)
        .set("text", &text)
        .set("centre", &centre);
    if let Some((note, proposal)) = change {
        acting.set("note", note).set("proposal", &proposal);
    }
    draft(
        centre,
        entity(centre, named),
        PROCEDURE,
        acting.done(None, None),
    )
}

/// Withdraws a version: no case is opened under it any more. Those that are open go on, and show
/// the message.
///
/// # Errors
/// `casework-message-missing` at `message`, `casework-withdrawn` when it is.
pub fn withdraw(
    allowed: &Allowed<act::ManualPublish>,
    state: &State,
    typed: &str,
) -> Result<Drafts, Refusals> {
    let known = read(state).ok_or_else(|| Refusal::whole("casework-version-unknown"))?;
    if known.withdrawn.is_some() {
        return Err(Refusal::whole("casework-withdrawn").into());
    }
    let message = text::words("message", typed)?
        .map(Why::new)
        .ok_or_else(|| Refusal::at("message", "casework-message-missing"))?;
    let act = Acting::on(state)
        .set("withdrawn", &Some(message))
        .done(None, None);
    let mut drafts = Drafts::under(allowed);
    let centre = allowed.centre();
    drafts.push(draft(centre, entity(centre, &known.named), PROCEDURE, act));
    Ok(drafts)
}

pub(super) fn draft(
    centre: CentreId,
    entity: EntityId,
    kind: &'static str,
    act: akwaba_journal::Act,
) -> Draft {
    Draft {
        scope: scope::manual(centre),
        entity,
        kind,
        version: VERSION,
        act,
        secrecy: Secrecy::Open,
    }
}
