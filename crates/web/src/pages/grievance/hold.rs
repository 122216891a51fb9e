//! Reading complaints in the protected space: the list, what is late first, and the page of each.

use std::collections::BTreeSet;
use std::sync::Arc;

use akwaba_domain::casework::sealed::{self as files, File};
use akwaba_domain::casework::time::civil;
use akwaba_domain::casework::{Case, Edition};
use akwaba_domain::centre::account::Account;
use akwaba_domain::grievance::examine::{aimed, decided, grave};
use akwaba_domain::grievance::{
    Colleagues, Delays, GRIEVANCE, Grievance, Held, PROCEDURE, Stage, may_hold,
};
use akwaba_domain::refusal::Refusals;
use akwaba_journal::id::{ActorId, CentreId, EntityId, ScopeId};
use akwaba_journal::state::State;
use akwaba_store::projections::casework::{current, edition};
use akwaba_store::projections::centre::account;
use akwaba_store::sealed::published;
use akwaba_store::{Tx, entity};
use askama::Template;

use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::http::Form;
use crate::pages::casework::begin::{Offered, first_step};
use crate::pages::casework::shared::{due, late_by};
use crate::pages::here::{centre, here};
use crate::pages::reception::Staff;
use crate::parts::{Choice, Fields, Html, Summary, Tag, Tone};
use crate::problem::Problem;
use crate::show;

pub(super) const LIST: &str = "/espace/reclamations";

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
    tag: Option<Tag>,
}

#[derive(Template)]
#[template(path = "grievance/show.html")]
struct ShowPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    path: String,
    facts: Html,
    words: String,
    told: Vec<Told>,
    /// Why the reader does not answer; empty when they may.
    not_mine: String,
    /// Nobody else could judge an appeal, were the reader to answer.
    alone: bool,
    stages: Vec<Choice>,
    /// What the file of the complaint has decided to say.
    decided: Option<String>,
    /// Where its file is.
    examined: Option<String>,
    /// What is chosen to begin one: whom it is about, what is grave; none where no procedure is published, or there is a file.
    begin: Option<(Vec<Choice>, Vec<Choice>)>,
    to: Vec<Choice>,
    away: Vec<Choice>,
}

/// What was said to the person, or by them.
struct Told {
    micros: i64,
    who: String,
    stage: String,
    words: String,
}

/// A complaint, as who has its key sees it.
pub(super) struct Opened {
    pub(super) grievance: Grievance,
    file: ScopeId,
    said: State,
    examined: Option<(Case, State)>,
}

impl Opened {
    pub(super) fn file(&self) -> Result<File, Problem> {
        File::of(&self.said).ok_or(Problem::NotFound)
    }

    pub(super) fn path(&self) -> String {
        format!("{LIST}/{}", self.grievance.id)
    }

    pub(super) fn held(&self) -> Held<'_> {
        let examined = self.examined.as_ref();
        Held {
            grievance: &self.grievance,
            file: (self.file, &self.said),
            examined: examined.map(|(case, state)| (case, state)),
        }
    }
}

/// The complaint of the address. From outside, and without its key, it is not found.
pub(super) fn opened(exchange: &mut Exchange<'_, '_>) -> Result<Opened, Problem> {
    let (scope, id): (_, EntityId) = (here(exchange), exchange.id("id")?);
    let vault = exchange.vault.as_ref().ok_or(Problem::NotFound)?;
    let file = vault.file_of(id).ok_or(Problem::NotFound)?;
    exchange.read(|tx| {
        let found = entity::find(tx, scope, id)?.filter(|(kind, _)| kind == GRIEVANCE);
        let grievance = found.and_then(|(_, state)| Grievance::of(id, &state));
        let grievance = grievance.ok_or(Problem::NotFound)?;
        let examined = match grievance.examined {
            None => None,
            Some(of) => {
                let case = Case::of(of.case, &entity::load(tx, scope, of.case)?);
                let state = entity::load(tx, scope, files::entity(of.file))?;
                case.map(|case| (case, state))
            }
        };
        Ok(Opened {
            grievance,
            file,
            said: entity::load(tx, scope, files::entity(file))?,
            examined,
        })
    })
}

/// The procedure of complaints in use, if one is published.
pub(super) fn procedure(tx: &mut dyn Tx, centre: CentreId) -> Result<Option<Offered>, Problem> {
    let found = current(tx, centre)?.into_iter();
    let Some(found) = found.into_iter().find(|one| one.named.code == PROCEDURE) else {
        return Ok(None);
    };
    let known: Option<Arc<Edition>> = edition(tx, centre, &found.named)?;
    Ok(known.map(|known| (found.named, known)))
}

/// Every complaint that is held here, with the procedure in use.
pub(super) fn all(
    exchange: &Exchange<'_, '_>,
) -> Result<(Vec<Grievance>, Option<Offered>), Problem> {
    let (scope, centre) = (here(exchange), centre(exchange));
    exchange.read(|tx| {
        let mut found = Vec::new();
        entity::each_of_kind(tx, scope, GRIEVANCE, &mut |id, state| {
            found.extend(Grievance::of(id, &state));
            Ok(())
        })?;
        Ok::<_, Problem>((found, procedure(tx, centre)?))
    })
}

/// Those that are here: what is late first, then what is due soonest, then the answered, the newest first.
pub(super) fn list(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (mut found, known) = all(exchange)?;
    let delays = known.as_ref().map(|(_, edition)| Delays::of(edition));
    let due_of = |one: &Grievance| delays.as_ref().and_then(|delays| one.due(delays));
    let now = civil(exchange.call.now.as_microsecond());
    found.sort_by_key(|one| {
        let answered = one.stage() == Stage::Answered;
        let by = due_of(one).map(|(_, by)| by);
        (
            answered,
            by.is_none(),
            by,
            core::cmp::Reverse(one.said_micros),
        )
    });
    let frame = exchange.frame("grievance-list-title");
    let f = &frame;
    let rows = found.iter().map(|one| {
        let next = due_of(one);
        let mut meta = vec![
            show::day_in_full(f.lang, one.said.day.date()),
            f.word("grievance-whom-", one.said.whom.code()),
            f.word("grievance-stage-", one.stage().code()),
        ];
        meta.extend(next.map(|(duty, by)| {
            format!("{} {}", f.word("grievance-duty-", duty.code()), due(f, by))
        }));
        let late = next.filter(|(_, by)| *by < now);
        ListRow {
            path: format!("{LIST}/{}", one.id),
            label: f.word("grievance-about-", one.said.about.code()),
            meta: meta.join(" · "),
            tag: late.map(|(_, by)| Tag::new(Tone::Attention, late_by(f, now.duration_since(by)))),
        }
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
pub(super) fn colleagues(
    exchange: &Exchange<'_, '_>,
    file: &File,
) -> Result<[Vec<Account>; 2], Problem> {
    let centre = centre(exchange);
    let main = exchange.call.doors.store().ok_or(Problem::NotFound)?;
    let [mut to, mut away] = main
        .read(|tx| Ok::<_, Problem>([published::keyed(tx, centre)?, account::all(tx, centre)?]))?;
    let never = |one: &Account| file.never.contains(&one.id);
    to.retain(|one| may_hold(one, centre) && !never(one));
    away.retain(|one| !never(one));
    Ok([to, away])
}

/// The page of a complaint, with what is to be mended.
pub(super) fn page(
    exchange: &mut Exchange<'_, '_>,
    known: &Opened,
    refused: Option<&Refusals>,
) -> Answer {
    let file = known.file()?;
    let [to, away] = colleagues(exchange, &file)?;
    let mut frame = exchange.frame("grievance-show-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, exchange.form.clone(), refusals),
        None => Fields::new(&frame, offered_first(exchange, known)),
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
    let now = civil(exchange.call.now.as_microsecond());
    let offered = exchange.read(|tx| procedure(tx, centre(exchange)))?;
    let next = offered
        .as_ref()
        .and_then(|(_, edition)| known.grievance.due(&Delays::of(edition)));
    let next = next.map_or_else(String::new, |(duty, by)| {
        let said = format!("{} {}", f.word("grievance-duty-", duty.code()), due(f, by));
        if by < now {
            format!("{said} · {}", late_by(f, now.duration_since(by)))
        } else {
            said
        }
    });
    let facts = Summary::new(f)
        .row("grievance-due", next)
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
    let told = told(f, &known.grievance, &staff);
    let me = exchange.actor()?.account;
    let mine = known.grievance.may_answer(me);
    let decided = known.examined.as_ref().and_then(|(case, _)| decided(case));
    let examined = match &known.examined {
        Some((case, _)) => Some(first_step(exchange, case.id)?),
        None => None,
    };
    let begin = offered
        .filter(|_| known.grievance.examined.is_none())
        .map(|(_, edition)| begin(&edition));
    let choice = |one: &Account| Choice::new(one.id.to_string(), one.name.as_str().to_owned());
    let stages = [Stage::Examined, Stage::Answered].map(Stage::code);
    let page = ShowPage {
        f,
        path: known.path(),
        facts: Html::of(&facts),
        words: said.words.as_str().to_owned(),
        told,
        not_mine: mine
            .err()
            .map_or_else(String::new, |refusal| f.sentence(&refusal)),
        alone: !known.held().has_judge_but(
            me,
            &Colleagues {
                centre: centre(exchange),
                keyed: &to,
            },
        ),
        decided: decided.map(|words| words.as_str().to_owned()),
        examined,
        begin,
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

/// What stands in the forms at first: what the complaint says of whom it is about, and what its file has decided.
fn offered_first(exchange: &Exchange<'_, '_>, known: &Opened) -> Form {
    let said = &known.grievance.said;
    let form = exchange.form.clone();
    let form = form
        .with("aimed", aimed(said.whom))
        .with("grave", grave(said.about));
    let decided = known.examined.as_ref().and_then(|(case, _)| decided(case));
    match decided.filter(|_| known.grievance.stage() != Stage::Answered) {
        Some(words) => form
            .with("stage", Stage::Answered.code())
            .with("words", words.as_str()),
        None => form,
    }
}

/// What was answered, and what the person said again, in the order in which it was said.
fn told(f: &Frame, grievance: &Grievance, staff: &Staff) -> Vec<Told> {
    let day = |micros: i64| show::day_in_full(f.lang, civil(micros).date());
    let answers = grievance.answers.iter().map(|one| Told {
        micros: one.micros,
        who: format!("{} · {}", day(one.micros), staff.name(one.by)),
        stage: f.word("grievance-stage-", one.stage.code()),
        words: one
            .words
            .as_ref()
            .map_or("", |words| words.as_str())
            .to_owned(),
    });
    let appeals = grievance.appeals.iter().map(|one| Told {
        micros: one.micros,
        who: day(one.micros),
        stage: f.t("grievance-appeal-said"),
        words: one.words.as_str().to_owned(),
    });
    let mut all: Vec<Told> = answers.chain(appeals).collect();
    all.sort_by_key(|one| one.micros);
    all
}

/// What is chosen to begin the file, in the words of the procedure.
fn begin(edition: &Edition) -> (Vec<Choice>, Vec<Choice>) {
    let of = |list: &str, without: &str| -> Vec<Choice> {
        let list = edition.form.list(list).into_iter();
        let choices = list.flat_map(|list| list.choices.iter());
        choices
            .filter(|choice| choice.name != without)
            .map(|choice| Choice::new(choice.name.clone(), choice.label.get("")))
            .collect()
    };
    (of("vise", "merci"), of("grave_signe", "aucune"))
}
