//! The director's words, signature and corrections: what freezes a report.
//!
//! Invariant: what stays in the centre and what may leave it are written by one decision, in two scopes.

use super::check::Contradiction;
use super::correct::Earlier;
use super::figures::Figures;
use super::month::Month;
use super::protect::corrected;
use super::signed::{
    Confirmed, Frozen, Published, RELEASED, Report, SIGNED, Seal, Words, about, entity, field,
    published_entity,
};
use super::{PUBLISHED, REPORT, VERSION};
use crate::ctx::Ctx;
use crate::draft::{Acting, Draft, Drafts, Secrecy};
use crate::policy::{Allowed, act};
use crate::refusal::{Refusal, Refusals};
use crate::{scope, text};
use akwaba_journal::act::Value;
use akwaba_journal::chain::Hash;
use akwaba_journal::id::CentreId;
use akwaba_journal::state::State;

fn draft(centre: CentreId, month: Month, act: akwaba_journal::Act) -> Draft {
    let entity = entity(centre, month);
    Draft {
        scope: scope::registry(centre),
        entity,
        kind: REPORT,
        version: VERSION,
        act,
        // Few counted may point at somebody: the report has a key of its own, as what it counts.
        secrecy: Secrecy::Keyed(entity),
    }
}

/// Keeps what the director says; `typed` gives the words of each rubric by its code, and of [`WHOLE`].
///
/// # Errors
/// `text-too-long`, `text-control` at `comment-CODE`.
pub fn comment(
    allowed: &Allowed<act::ReportSign>,
    month: Month,
    state: &State,
    typed: impl Fn(&str) -> Option<String>,
) -> Result<Drafts, Refusals> {
    let mut wrong = Refusals::new();
    let mut acting = Acting::on(state);
    for about in about() {
        let field = field(about);
        let Some(typed) = typed(&field) else { continue };
        let words = wrong.take(text::words(&field, &typed)).map(Words::new);
        let known: Option<Words> = state.one(&field).flatten();
        if words != known {
            acting.set(&field, &words);
        }
    }
    let act = acting.done(None, None);
    let mut drafts = Drafts::under(allowed);
    if !act.changes.is_empty() {
        drafts.push(draft(allowed.centre(), month, act));
    }
    wrong.or(drafts)
}

/// A signature as typed.
#[derive(Debug, Clone, Default)]
pub struct SignForm {
    /// `seen`: [`Signing::seen`] as the page showed it, so that only what was seen is signed.
    pub seen: String,
    /// `reason`: why a signed report is corrected.
    pub reason: String,
    /// The reasons of contradictions that do not refuse, by [`Contradiction::field`].
    pub why: Vec<(String, String)>,
}

/// What is signed.
#[derive(Debug, Clone)]
pub struct Signing<'a> {
    /// The month.
    pub month: Month,
    /// State of [`entity`].
    pub state: &'a State,
    /// State of [`published_entity`].
    pub published: &'a State,
    /// The figures as they are now.
    pub figures: &'a Figures,
    /// What contradicts them.
    pub contradictions: &'a [Contradiction],
    /// The journal as it is now.
    pub seal: Seal,
}

impl Signing<'_> {
    /// What names these figures and words: a form that carries it was made from them.
    #[must_use]
    pub fn seen(&self) -> String {
        let report = Report::of(self.state);
        let mut hasher = blake3::Hasher::new();
        hasher.update(b"akwaba report seen 1");
        hasher.update(Value::of(self.figures).as_bytes());
        hasher.update(Value::of(&report.comments).as_bytes());
        hasher.update(&report.versions.len().to_be_bytes());
        let hash = Hash(*hasher.finalize().as_bytes());
        hash.to_string().chars().take(32).collect()
    }
}

/// Signs the report of a month, or its correction.
///
/// # Errors
/// Every contradiction that refuses; `reports-changed` when the figures or the words are no longer those seen;
/// `reports-sign-again` when nothing changed since the last signature; `text-missing` at `reason` for a correction, and at
/// the field of each contradiction that asks for a reason.
pub fn sign(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::ReportSign>,
    signing: &Signing<'_>,
    form: &SignForm,
) -> Result<Drafts, Refusals> {
    let report = Report::of(signing.state);
    let mut wrong = Refusals::new();
    for contradiction in signing.contradictions.iter().filter(|one| one.refuses) {
        wrong.push(contradiction.refusal());
    }
    if form.seen != signing.seen() {
        wrong.push(Refusal::whole("reports-changed"));
    }
    let reason = match report.last() {
        None => None,
        Some(last) => {
            if last.figures == *signing.figures && last.comments == report.comments {
                wrong.push(Refusal::whole("reports-sign-again"));
            }
            Some(wrong.take(text::required_words("reason", &form.reason)))
        }
    };
    let mut confirmed = Vec::new();
    for contradiction in signing.contradictions.iter().filter(|one| !one.refuses) {
        let field = contradiction.field();
        let typed = form.why.iter().find(|(name, _)| *name == field);
        let typed = typed.map_or("", |(_, typed)| typed.as_str());
        let args = contradiction.args.iter();
        confirmed.push(Confirmed {
            code: contradiction.code.to_owned(),
            args: args
                .map(|(name, value)| ((*name).to_owned(), value.clone()))
                .collect(),
            why: Words::new(wrong.take(text::required_words(&field, typed))),
        });
    }
    wrong.or(())?;
    let reason = reason.map(Words::new);
    let at_micros = ctx.now.as_microsecond();
    let told = Published::all(signing.published);
    let earlier = report.versions.iter().zip(&told);
    let earlier: Vec<Earlier<'_>> = earlier
        .map(|(signed, told)| Earlier {
            full: &signed.figures,
            told: &told.figures,
        })
        .collect();
    let released = Published {
        month: signing.month,
        figures: corrected(signing.figures, &earlier),
        comments: report.comments.clone(),
        seal: signing.seal.clone(),
        reason: reason.clone(),
        at_micros,
    };
    let frozen = Frozen {
        figures: signing.figures.clone(),
        comments: report.comments,
        seal: signing.seal.clone(),
        confirmed,
        reason,
        at_micros,
    };
    let act = Acting::on(signing.state)
        .fact(SIGNED, &frozen)
        .done(None, None);
    let mut drafts = Drafts::under(allowed);
    drafts.push(draft(allowed.centre(), signing.month, act));
    drafts.push(Draft {
        scope: scope::reports(allowed.centre()),
        entity: published_entity(allowed.centre(), signing.month),
        kind: PUBLISHED,
        version: VERSION,
        act: Acting::on(signing.published)
            .fact(RELEASED, &released)
            .done(None, None),
        secrecy: Secrecy::Open,
    });
    Ok(drafts)
}
