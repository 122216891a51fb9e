//! What is proposed to one household, each with why; and what was answered.

use akwaba_domain::bilan::Mark;
use akwaba_domain::centre::trail::Event;
use akwaba_domain::complementarity::{AS_OF, Answer, rules};
use akwaba_domain::policy::act;
use akwaba_domain::registry::Day;
use akwaba_domain::registry::line::short_code_shown;
use akwaba_journal::id::{ActorId, EntityId};
use askama::Template;

use super::shared::{Proposed, look, why};
use crate::exchange::{Answer as Answered, Exchange};
use crate::frame::Frame;
use crate::pages::casework::shared::{centre, here};
use crate::pages::here::may;
use crate::pages::reception::Staff;
use crate::pages::registry::common::note;
use crate::parts::{Empty, Notice, Tag, Tone};
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "complementarity/home.html")]
struct HomePage<'a> {
    f: &'a Frame,
    code: String,
    back: String,
    open: Vec<Card>,
    answered: Vec<Card>,
    empty: Option<Empty>,
    broken: Option<Notice>,
    as_of: String,
}

/// One proposal.
struct Card {
    title: String,
    who: String,
    why: String,
    source: String,
    verify: Option<Tag>,
    answer: Option<(Tag, String)>,
    path: Option<String>,
}

/// Where a proposal is answered.
pub(super) fn path(home: EntityId, one: &Proposed<'_>) -> String {
    let who = one
        .person()
        .map_or_else(|| "menage".to_owned(), |id| id.to_string());
    let rule = &one.proposal.rule.code;
    format!("/menages/{home}/complementarite/{rule}/{who}")
}

/// What is proposed, in a few words.
pub(super) fn title(f: &Frame, one: &Proposed<'_>) -> String {
    match one.proposal.way {
        Some(way) => f.word("bilan-way-", way.code()),
        None => f.t("complementarity-survey"),
    }
}

/// For whom.
pub(super) fn who(f: &Frame, one: &Proposed<'_>) -> String {
    match one.member {
        Some(member) => f.name(member.line.name.as_str()),
        None => f.t("complementarity-household"),
    }
}

/// That some rules do not read; they select nobody.
pub(super) fn broken(f: &Frame) -> Option<Notice> {
    let broken = &rules().1;
    if broken.is_empty() {
        return None;
    }
    let said = broken
        .iter()
        .map(|one| format!("{} : {}", one.line, one.said));
    let text = said.collect::<Vec<_>>().join(" · ");
    let title = f.t("complementarity-broken");
    Some(Notice::new(Tone::Attention, title, text))
}

/// The page.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answered {
    let id: EntityId = exchange.id("id")?;
    let (scope, centre) = (here(exchange), centre(exchange));
    let today = Day::new(akwaba_domain::ctx::day_of(exchange.call.now));
    let looked = exchange.read(|tx| look(tx, scope, id, today))?;
    let allowed = may::<act::HouseholdSee, EntityId>(exchange, id)?;
    note(exchange, &allowed, Event::Read, "complementarity.home")?;
    let frame = exchange.frame("complementarity-title");
    let f = &frame;
    let who: Vec<ActorId> = looked.answers.iter().map(|(who, _)| *who).collect();
    let staff = exchange.read(|tx| Staff::of(tx, centre, who.iter().copied()))?;
    let (mut open, mut answered) = (Vec::new(), Vec::new());
    for one in looked.proposed() {
        let at = path(id, &one);
        let may = exchange.may_open(&at);
        let card = card(f, &one, &staff, may.then_some(at));
        match one.answered {
            Some(_) => answered.push(card),
            None => open.push(card),
        }
    }
    let page = HomePage {
        code: short_code_shown('M', id),
        back: format!("/menages/{id}"),
        empty: open
            .is_empty()
            .then(|| Empty::new(f, "complementarity-none", "complementarity-none-text")),
        open,
        answered,
        broken: broken(f),
        as_of: f.t1("complementarity-as-of", "month", AS_OF),
        f,
    };
    exchange.page(&page)
}

fn card(f: &Frame, one: &Proposed<'_>, staff: &Staff, path: Option<String>) -> Card {
    let rule = one.proposal.rule;
    Card {
        title: title(f, one),
        who: who(f, one),
        why: why(f, &one.proposal),
        source: rule.source.clone(),
        verify: (rule.mark == Mark::ToVerify)
            .then(|| Tag::new(Tone::Attention, f.t("complementarity-to-validate"))),
        answer: one.answered.map(|(by, answered)| {
            let tone = match answered.answer {
                Answer::Accepted => Tone::Good,
                Answer::Declined => Tone::Calm,
                Answer::Barred => Tone::Attention,
            };
            let said = f.word("complementarity-answer-", answered.answer.code());
            let barrier = answered
                .barrier
                .map(|barrier| f.word("complementarity-barrier-", barrier.code()));
            let words = answered
                .words
                .as_ref()
                .map(|words| words.as_str().to_owned());
            let name = Some(staff.name(*by).to_owned()).filter(|name| !name.is_empty());
            let more: Vec<String> = [barrier, words, name].into_iter().flatten().collect();
            (Tag::new(tone, said), more.join(" · "))
        }),
        path,
    }
}

/// A proposal of the address among those of a household.
///
/// # Errors
/// [`Problem::NotFound`] when the rules propose no such thing now.
pub(super) fn asked<'l>(
    exchange: &Exchange<'_, '_>,
    all: Vec<Proposed<'l>>,
) -> Result<Proposed<'l>, Problem> {
    let (rule, who) = (exchange.param("regle"), exchange.param("personne"));
    let person: Option<EntityId> = match who {
        "menage" => None,
        id => Some(id.parse().map_err(|_| Problem::NotFound)?),
    };
    let mut own = all.into_iter();
    own.find(|one| one.proposal.rule.code == rule && one.person() == person)
        .ok_or(Problem::NotFound)
}
