//! Reading complaints in the protected space, answering them, handing them on, and keeping them from whom they are about.

use std::collections::BTreeSet;

use akwaba_domain::casework::sealed::{self as files, File};
use akwaba_domain::casework::time::civil;
use akwaba_domain::centre::account::Account;
use akwaba_domain::draft::Drafts;
use akwaba_domain::grievance::{self, AnswerForm, GRIEVANCE, Grievance, Stage, may_hold};
use akwaba_domain::policy::act;
use akwaba_domain::refusal::{Refusal, Refusals};
use akwaba_journal::id::{ActorId, EntityId, ScopeId};
use akwaba_journal::state::State;
use akwaba_store::projections::centre::account;
use akwaba_store::sealed::published;
use akwaba_store::{append, entity};
use askama::Template;

use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::pages::here::{allow, centre, here};
use crate::pages::reception::{Staff, ctx};
use crate::parts::{Choice, Fields, Html, Summary};
use crate::problem::Problem;
use crate::show;

const LIST: &str = "/espace/reclamations";

#[derive(Template)]
#[template(path = "grievance/list.html")]
struct ListPage<'a> {
    f: &'a Frame,
    rows: Vec<ListRow>,
}

struct ListRow {
    path: String,
    label: String,
    meta: String,
}

#[derive(Template)]
#[template(path = "grievance/show.html")]
struct ShowPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    path: String,
    facts: Html,
    words: String,
    answers: Vec<Told>,
    stages: Vec<Choice>,
    to: Vec<Choice>,
    away: Vec<Choice>,
}

struct Told {
    who: String,
    stage: String,
    words: String,
}

/// A complaint, as who has its key sees it.
struct Opened {
    grievance: Grievance,
    file: ScopeId,
    said: State,
}

impl Opened {
    fn file(&self) -> Result<File, Problem> {
        File::of(&self.said).ok_or(Problem::NotFound)
    }
}

/// The complaint of the address. From outside, and without its key, it is not found.
fn opened(exchange: &mut Exchange<'_, '_>) -> Result<Opened, Problem> {
    let (scope, id): (_, EntityId) = (here(exchange), exchange.id("id")?);
    let vault = exchange.vault.as_ref().ok_or(Problem::NotFound)?;
    let file = vault.file_of(id).ok_or(Problem::NotFound)?;
    exchange.read(|tx| {
        let found = entity::find(tx, scope, id)?.filter(|(kind, _)| kind == GRIEVANCE);
        let grievance = found.and_then(|(_, state)| Grievance::of(id, &state));
        Ok(Opened {
            grievance: grievance.ok_or(Problem::NotFound)?,
            file,
            said: entity::load(tx, scope, files::entity(file))?,
        })
    })
}

/// Those that are here, the unanswered first, then the newest.
pub(super) fn list(exchange: &mut Exchange<'_, '_>) -> Answer {
    if exchange.vault.is_none() {
        return Err(Problem::NotFound);
    }
    let scope = here(exchange);
    let mut found = exchange.read(|tx| {
        let mut found = Vec::new();
        entity::each_of_kind(tx, scope, GRIEVANCE, &mut |id, state| {
            found.extend(Grievance::of(id, &state));
            Ok(())
        })?;
        Ok::<_, Problem>(found)
    })?;
    found.sort_by_key(|one| {
        let answered = one.stage() == Stage::Answered;
        (answered, core::cmp::Reverse(one.said.day))
    });
    let frame = exchange.frame("grievance-list-title");
    let f = &frame;
    let rows = found.iter().map(|one| ListRow {
        path: format!("{LIST}/{}", one.id),
        label: f.word("grievance-about-", one.said.about.code()),
        meta: [
            show::day_in_full(f.lang, one.said.day.date()),
            f.word("grievance-whom-", one.said.whom.code()),
            f.word("grievance-stage-", one.stage().code()),
        ]
        .join(" · "),
    });
    exchange.page(&ListPage {
        f,
        rows: rows.collect(),
    })
}

/// One of them.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let known = opened(exchange)?;
    page(exchange, &known, None)
}

/// Who has keys, of those to whom it may be handed; and everybody, to be kept away.
fn colleagues(exchange: &Exchange<'_, '_>, file: &File) -> Result<[Vec<Account>; 2], Problem> {
    let centre = centre(exchange);
    let main = exchange.call.doors.store().ok_or(Problem::NotFound)?;
    main.read(|tx| {
        let (mut to, mut away) = (Vec::new(), Vec::new());
        for one in account::all(tx, centre)? {
            if file.never.contains(&one.id) {
                continue;
            }
            if may_hold(&one, centre) && published::of(tx, centre, one.id)?.is_some() {
                to.push(one.clone());
            }
            away.push(one);
        }
        Ok([to, away])
    })
}

fn page(exchange: &mut Exchange<'_, '_>, known: &Opened, refused: Option<&Refusals>) -> Answer {
    let file = known.file()?;
    let [to, away] = colleagues(exchange, &file)?;
    let mut frame = exchange.frame("grievance-show-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, exchange.form.clone(), refusals),
        None => Fields::new(&frame, exchange.form.clone()),
    };
    let f = &frame;
    let said = &known.grievance.said;
    let staff = exchange.read(|tx| {
        let answered = known.grievance.answers.iter().map(|one| one.by);
        let of_file = file.supervision.iter().chain(&file.never).copied();
        Staff::of(tx, centre(exchange), answered.chain(of_file))
    })?;
    let named = |who: &BTreeSet<ActorId>| -> String {
        let names = who.iter().map(|id| staff.name(*id).to_owned());
        names.collect::<Vec<_>>().join(", ")
    };
    let facts = Summary::new(f)
        .row("grievance-day", show::day_in_full(f.lang, said.day.date()))
        .row(
            "grievance-channel",
            f.word("grievance-channel-", said.channel.code()),
        )
        .row(
            "grievance-about",
            f.word("grievance-about-", said.about.code()),
        )
        .row(
            "grievance-whom",
            f.word("grievance-whom-", said.whom.code()),
        )
        .row(
            "grievance-contact",
            said.contact
                .as_ref()
                .map_or("", |one| one.as_str())
                .to_owned(),
        )
        .row("grievance-held", named(&file.supervision))
        .row("grievance-never", named(&file.never));
    let answers = known.grievance.answers.iter().map(|one| Told {
        who: format!(
            "{} · {}",
            show::day_in_full(f.lang, civil(one.micros).date()),
            staff.name(one.by)
        ),
        stage: f.word("grievance-stage-", one.stage.code()),
        words: one
            .words
            .as_ref()
            .map_or("", |words| words.as_str())
            .to_owned(),
    });
    let choice = |one: &Account| Choice::new(one.id.to_string(), one.name.as_str().to_owned());
    let stages = [Stage::Examined, Stage::Answered].map(Stage::code);
    let page = ShowPage {
        f,
        path: format!("{LIST}/{}", known.grievance.id),
        facts: Html::of(&facts),
        words: said.words.as_str().to_owned(),
        answers: answers.collect(),
        stages: form.family("grievance-stage-", &stages),
        to: to.iter().map(choice).collect(),
        away: away.iter().map(choice).collect(),
        form: &form,
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}

/// What a decision led to: the page again with what to mend, or the complaint with a word.
fn ended(
    exchange: &mut Exchange<'_, '_>,
    known: &Opened,
    done: Result<(), Problem>,
    (to, word): (&str, &'static str),
) -> Answer {
    match done {
        Ok(()) => exchange.done(to, Flash::good(word)),
        Err(Problem::Refused(refusals)) => page(exchange, known, Some(&refusals)),
        Err(problem) => Err(problem),
    }
}

/// Answers whoever holds the receipt.
pub(super) fn answer(exchange: &mut Exchange<'_, '_>) -> Answer {
    let known = opened(exchange)?;
    let allowed = allow::<act::GrievanceHold>(exchange)?;
    let form = AnswerForm {
        stage: exchange.form.get("stage").to_owned(),
        words: exchange.form.get("words").to_owned(),
    };
    let now = exchange.call.now;
    let done = exchange.write(|tx, writing| {
        let reply = ctx(now, writing).fresh();
        let at = (reply, now.as_microsecond());
        let drafts = grievance::answer(&allowed, &known.grievance, &form, at)?;
        append(tx, writing, drafts)?;
        Ok(())
    });
    let path = format!("{LIST}/{}", known.grievance.id);
    ended(exchange, &known, done, (&path, "grievance-said-answered"))
}

/// Gives it to others, in place of those who had it.
pub(super) fn hand_on(exchange: &mut Exchange<'_, '_>) -> Answer {
    let known = opened(exchange)?;
    let allowed = allow::<act::GrievanceHold>(exchange)?;
    let [offered, _] = colleagues(exchange, &known.file()?)?;
    let chosen: BTreeSet<ActorId> = exchange
        .form
        .all("to")
        .filter_map(|typed| typed.parse().ok())
        .collect();
    let may = |who: &ActorId| offered.iter().any(|one| one.id == *who);
    let decided = if chosen.is_empty() || !chosen.iter().all(may) {
        Err(Refusal::at("to", "grievance-not-to").into())
    } else {
        let nobody_more = BTreeSet::new();
        files::entrust(&allowed, (known.file, &known.said), &chosen, &nobody_more)
    };
    entrusted(exchange, &known, decided, "grievance-said-handed-on")
}

/// Keeps it from somebody, for ever.
pub(super) fn keep_away(exchange: &mut Exchange<'_, '_>) -> Answer {
    let known = opened(exchange)?;
    let allowed = allow::<act::GrievanceHold>(exchange)?;
    let [_, offered] = colleagues(exchange, &known.file()?)?;
    let who: Option<ActorId> = exchange.form.get("who").parse().ok();
    let decided = match who.filter(|who| offered.iter().any(|one| one.id == *who)) {
        None => Err(Refusal::at("who", "choice-missing").into()),
        Some(who) => grievance::keep_away(&allowed, (known.file, &known.said), who),
    };
    entrusted(exchange, &known, decided, "grievance-said-kept-away")
}

/// Writes who has the key now. Whoever did it may have it no more, and is led to the list.
fn entrusted(
    exchange: &mut Exchange<'_, '_>,
    known: &Opened,
    decided: Result<Drafts, Refusals>,
    word: &'static str,
) -> Answer {
    let done = match decided {
        Ok(drafts) => exchange.write(|tx, writing| {
            append(tx, writing, drafts.clone())?;
            Ok(())
        }),
        Err(refusals) => Err(refusals.into()),
    };
    ended(exchange, known, done, (LIST, word))
}
