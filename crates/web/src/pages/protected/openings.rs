//! How a sealed file was opened for danger to life: shown to who holds it, seen by who follows it, reviewed by somebody
//! who is neither of the two.

use std::collections::BTreeMap;

use akwaba_domain::casework::Case;
use akwaba_domain::casework::glass::{self, Opening, ReviewForm};
use akwaba_domain::draft::Drafts;
use akwaba_domain::policy::act;
use akwaba_domain::refusal::Refusals;
use akwaba_journal::id::EntityId;
use akwaba_store::{append, entity};
use askama::Template;

use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::pages::casework::shared::case_path;
use crate::pages::here::{allow, centre, here};
use crate::pages::reception::Staff;
use crate::parts::{Choice, Fields, Html, Summary};
use crate::problem::Problem;
use crate::show;

#[derive(Template)]
#[template(path = "protected/openings.html")]
struct OpeningsPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    path: String,
    openings: Vec<Shown>,
    choices: Vec<Choice>,
    back: Option<String>,
}

struct Shown {
    id: EntityId,
    when: String,
    facts: Html,
    /// Whether the reader follows the case and has not said that they saw it.
    unseen: bool,
    /// Whether the reader may close the review now.
    review: bool,
    /// Why they may not, in a word.
    waits: Option<String>,
}

/// The case of the address and how it was opened. From outside, and without its key, it is not found.
fn known(exchange: &Exchange<'_, '_>) -> Result<(Case, Vec<Opening>), Problem> {
    let (scope, id): (_, EntityId) = (here(exchange), exchange.id("id")?);
    let vault = exchange.vault.as_ref().ok_or(Problem::NotFound)?;
    vault.file_of(id).ok_or(Problem::NotFound)?;
    let mut openings = vault.openings()?;
    openings.retain(|one| one.case == id);
    openings.sort_by_key(|one| core::cmp::Reverse(one.opened.from_micros));
    let case = exchange.read(|tx| Ok(Case::of(id, &entity::load(tx, scope, id)?)))?;
    Ok((case.ok_or(Problem::NotFound)?, openings))
}

/// All of them, the newest first.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    page(exchange, None)
}

fn page(exchange: &mut Exchange<'_, '_>, refused: Option<&Refusals>) -> Answer {
    let (case, openings) = known(exchange)?;
    let (centre, me) = (centre(exchange), exchange.actor()?.account);
    let now = exchange.call.now.as_microsecond();
    let mut frame = exchange.frame("glass-openings-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, exchange.form.clone(), refusals),
        None => Fields::new(&frame, exchange.form.clone()),
    };
    let f = &frame;
    let staff = exchange.read(|tx| {
        let who = openings.iter().flat_map(|one| {
            let by = one.review.as_ref().map(|review| review.by);
            let closed = one.closed.as_ref().map(|ended| ended.by);
            [Some(one.opened.asker), Some(one.opened.second), by, closed]
        });
        Staff::of(tx, centre, who.flatten())
    })?;
    let moment = |micros: i64| show::moment_of_micros(f.lang, micros);
    let words: BTreeMap<bool, &str> = BTreeMap::from([
        (true, "glass-justified-oui"),
        (false, "glass-justified-non"),
    ]);
    let shown = openings.iter().map(|one| {
        let mut facts = Summary::new(f)
            .row("glass-asker", staff.name(one.opened.asker))
            .row("glass-second", staff.name(one.opened.second))
            .row("glass-reason", one.opened.reason.as_str())
            .row("glass-until", moment(one.until_micros()));
        if let Some(ended) = &one.closed {
            facts = facts.row("glass-closed-by", staff.name(ended.by));
            if let Some(why) = &ended.why {
                facts = facts.row("glass-closed-why", why.as_str());
            }
        }
        if let Some(review) = &one.review {
            let verdict = words.get(&review.justified).copied().unwrap_or_default();
            facts = facts
                .row("glass-reviewed-by", staff.name(review.by))
                .row("glass-reviewed-on", moment(review.micros))
                .row("glass-justified", f.t(verdict))
                .row("glass-review-words", review.words.as_str());
        }
        let open = one.review.is_none();
        let waits = match (open, one.is_of(me), one.is_over(now)) {
            (true, true, _) => Some("glass-own-review"),
            (true, false, false) => Some("glass-still-open"),
            _ => None,
        };
        Shown {
            id: one.id,
            when: moment(one.opened.from_micros),
            facts: Html::of(&facts),
            unseen: case.assigned == Some(me) && !one.seen.contains(&me),
            review: open && waits.is_none(),
            waits: waits.map(|key| f.t(key)),
        }
    });
    let page = OpeningsPage {
        f,
        path: format!("{}/ouvertures", case_path(case.id)),
        openings: shown.collect(),
        choices: form.family("glass-justified-", &["oui", "non"]),
        back: exchange
            .may_open(&case_path(case.id))
            .then(|| case_path(case.id)),
        form: &form,
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}

/// The opening that a form is about.
fn sent(exchange: &Exchange<'_, '_>) -> Result<(Case, Opening), Problem> {
    let (case, openings) = known(exchange)?;
    let id = exchange.form.get("opening").parse::<EntityId>();
    let id = id.map_err(|_| Problem::NotFound)?;
    let found = openings.into_iter().find(|one| one.id == id);
    Ok((case, found.ok_or(Problem::NotFound)?))
}

fn done(
    exchange: &mut Exchange<'_, '_>,
    case: &Case,
    decided: Result<Drafts, Refusals>,
    word: &'static str,
) -> Answer {
    let drafts = match decided {
        Ok(drafts) => drafts,
        Err(refusals) => return page(exchange, Some(&refusals)),
    };
    exchange.write(|tx, writing| {
        append(tx, writing, drafts.clone())?;
        Ok(())
    })?;
    let path = format!("{}/ouvertures", case_path(case.id));
    exchange.done(&path, Flash::good(word))
}

/// Who follows the case says that they have seen it.
pub(super) fn see(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (case, opening) = sent(exchange)?;
    let allowed = allow::<act::GlassHold>(exchange)?;
    let decided = Ok(glass::see(&allowed, &opening));
    done(exchange, &case, decided, "glass-said-seen")
}

/// Closes the review.
pub(super) fn review(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (case, opening) = sent(exchange)?;
    let allowed = allow::<act::GlassHold>(exchange)?;
    let form = ReviewForm {
        justified: exchange.form.get("justified").to_owned(),
        words: exchange.form.get("words").to_owned(),
    };
    let now = exchange.call.now.as_microsecond();
    let decided = glass::review(&allowed, &opening, &form, now);
    done(exchange, &case, decided, "glass-said-reviewed")
}
