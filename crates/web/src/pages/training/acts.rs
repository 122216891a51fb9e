//! What a player does: answers and finishes a step, gives or refuses a visa, leaves a step, moves the date on, begins again.
//!
//! Each is a move added to those kept for this reader. A form is checked as in a case, with one way past it that only a
//! play has. Never touches a record.

use akwaba_domain::casework::time;
use akwaba_domain::refusal::{Refusal, Refusals};
use akwaba_procedures::form::{Answers, Moment};
use akwaba_procedures::play::{Move, Play, Script, invented};
use akwaba_procedures::run::{Waits, Way};
use akwaba_procedures::workbook::Step;
use akwaba_store::local::training::{self, PLAY_BYTES_MAX};
use jiff::civil::{DateTime, Time};

use super::exercise::Stage;
use super::lesson::note;
use super::play::{Said, page};
use crate::exchange::{Answer, Exchange};
use crate::frame::Flash;
use crate::http::Form;
use crate::pages::casework::answers::{opened_more, recounted, typed};
use crate::problem::Problem;

/// The hour at which every play begins.
const BEGINS: Time = Time::constant(9, 0, 0, 0);
/// In the address of a page that compares.
pub(super) const COMPARE: &str = "comparer";

/// The play of a reader as it was kept, or a new one.
///
/// # Errors
/// Those of the store.
pub(super) fn kept(exchange: &Exchange<'_, '_>, stage: &Stage) -> Result<Script, Problem> {
    let (account, key) = (exchange.actor()?.account, stage.key());
    let version = stage.edition.procedure.version;
    let found = exchange.read(|tx| Ok(training::find_play(tx, account, &key)?))?;
    let script = found.and_then(|bytes| Script::from_bytes(&bytes).ok());
    let script = script.filter(|script| script.version == version);
    Ok(script.unwrap_or_else(|| {
        let today = time::civil(exchange.call.now.as_microsecond()).date();
        Script::new(version, time::micros(today.to_datetime(BEGINS)))
    }))
}

/// The play that a script gives.
pub(super) fn replayed<'s>(stage: &'s Stage, script: &Script) -> Play<'s> {
    let begun = time::civil(script.begun_micros);
    let edition = &stage.edition;
    script.replay(&edition.procedure, edition.calendar.clone(), begun)
}

/// Does what was sent.
pub(super) fn act(exchange: &mut Exchange<'_, '_>, stage: &Stage) -> Answer {
    let sent = exchange.form.clone();
    let script = kept(exchange, stage)?;
    if sent.given("recommencer").is_some() {
        let (account, key) = (exchange.actor()?.account, stage.key());
        exchange.write(|tx, _| Ok(training::forget_play(tx, account, &key)?))?;
        return exchange.done(&stage.path(), Flash::good("training-said-begun"));
    }
    if sent.given("terminer").is_some() {
        return finish(exchange, stage);
    }
    if script.is_full() {
        let full = Refusals::from(Refusal::whole("training-full"));
        return page(exchange, stage, &script, None, Said::Refused(&full));
    }
    if let Some(code) = sent.given("etape") {
        return step(exchange, stage, script, code, &sent);
    }
    let line = match said(&sent) {
        Ok(line) => line,
        Err(refusals) => return page(exchange, stage, &script, None, Said::Refused(&refusals)),
    };
    say(exchange, stage, script, Vec::new(), line)
}

/// The command that a button means.
fn said(sent: &Form) -> Result<String, Refusals> {
    // A reason is one line of the play.
    let reason = |field: &str, code: &'static str| {
        let words = sent.get(field).split_whitespace().collect::<Vec<_>>();
        if words.is_empty() {
            Err(Refusals::from(Refusal::at(field.to_owned(), code)))
        } else {
            Ok(words.join(" "))
        }
    };
    if let Some(delay) = sent.given("avancer") {
        Ok(format!("+{delay}"))
    } else if let Some(moment) = sent.given("aller") {
        Ok(format!("le {moment}"))
    } else if let Some(code) = sent.given("visa") {
        Ok(format!("visa {code}"))
    } else if let Some(code) = sent.given("refuser") {
        reason("refus", "training-reason-missing").map(|why| format!("refus {code} : {why}"))
    } else if let Some(code) = sent.given("laisser") {
        reason("motif", "training-reason-missing").map(|why| format!("laisse {code} : {why}"))
    } else {
        Err(Refusal::whole("training-refused").into())
    }
}

/// Makes the moves and then the command; keeps them when it is not refused.
fn say(
    exchange: &mut Exchange<'_, '_>,
    stage: &Stage,
    mut script: Script,
    before: Vec<Move>,
    line: String,
) -> Answer {
    let mut play = replayed(stage, &script);
    for one in &before {
        play.make(one);
    }
    let last = Move::Say(line);
    if play.make(&last).refused {
        let refused = Refusals::from(Refusal::whole("training-refused"));
        return page(exchange, stage, &script, None, Said::Refused(&refused));
    }
    let over = play.standing().over.is_some();
    script.moves.extend(before);
    script.moves.push(last);
    let bytes = script.to_bytes();
    if bytes.len() > PLAY_BYTES_MAX {
        let full = Refusals::from(Refusal::whole("training-full"));
        return page(exchange, stage, &script, None, Said::Refused(&full));
    }
    let (account, key) = (exchange.actor()?.account, stage.key());
    exchange.write(|tx, writing| {
        training::keep_play(tx, account, &key, &bytes, writing.now_micros)?;
        Ok(())
    })?;
    if over && stage.rank.is_some() {
        return finish(exchange, stage);
    }
    exchange.go(&stage.path())
}

/// The exercise is done: its way is compared, and the reader's list says so.
fn finish(exchange: &mut Exchange<'_, '_>, stage: &Stage) -> Answer {
    let Some(part) = stage.part() else {
        return exchange.go(&stage.path());
    };
    note(exchange, &stage.edition, &part, "")?;
    exchange.go(&format!("{}?{COMPARE}=1", stage.path()))
}

/// What is sent from the form of a step: more questions, invented answers, or the step done.
fn step(
    exchange: &mut Exchange<'_, '_>,
    stage: &Stage,
    script: Script,
    code: &str,
    sent: &Form,
) -> Answer {
    let edition = &stage.edition;
    let step = edition.procedure.step(code).ok_or(Problem::NotFound)?;
    let play = replayed(stage, &script);
    let waits_for_role = play.standing().step(code).is_some_and(|state| {
        let open = state.open.as_ref();
        open.is_some_and(|open| matches!(open.waits, Waits::Role(_)))
    });
    if !waits_for_role {
        let gone = Refusals::from(Refusal::whole("training-refused"));
        return page(exchange, stage, &script, None, Said::Refused(&gone));
    }
    let now = play.now();
    let mut before = Vec::new();
    let mut play = play;
    if let Some(group) = edition.group(step) {
        let base = play.beginning(step);
        let mut answers = typed(edition, group, sent, &base);
        if recounted(&mut answers, sent) {
            return page(
                exchange,
                stage,
                &script,
                Some((step, answers)),
                Said::Nothing,
            );
        }
        if sent.given("inventer").is_some() {
            let seed = u64::try_from(script.moves.len()).unwrap_or(0);
            let answers = invented(&edition.form, group, &answers, french(now), seed);
            return page(
                exchange,
                stage,
                &script,
                Some((step, answers)),
                Said::Invented,
            );
        }
        let filled = edition.filled(&answers, now);
        if sent.given("incomplet").is_none() {
            let refusals = wrong(stage, group, &answers, now, sent);
            if let Err(refusals) = refusals {
                let shown = Some((step, answers));
                return page(exchange, stage, &script, shown, Said::Refused(&refusals));
            }
        }
        before.push(Move::Fill {
            group: group.to_owned(),
            answers: filled.submission().within(group),
        });
    }
    for one in &before {
        play.make(one);
    }
    let choice = match choice(&play, step, sent) {
        Ok(choice) => choice,
        Err(refusals) => {
            let answers = play.answers().clone();
            let shown = Some((step, answers));
            return page(exchange, stage, &script, shown, Said::Refused(&refusals));
        }
    };
    say(
        exchange,
        stage,
        script,
        before,
        format!("fait {code}{choice}"),
    )
}

/// What a centre would refuse in the answers of a group.
fn wrong(
    stage: &Stage,
    group: &str,
    answers: &Answers,
    now: DateTime,
    sent: &Form,
) -> Result<(), Refusals> {
    let filled = stage.edition.filled(answers, now);
    if opened_more(&filled, group, sent) {
        return Err(Refusal::whole("casework-more-questions").into());
    }
    let mut refusals = Refusals::new();
    let prefix = format!("{group}/");
    for problem in filled.problems() {
        if problem.path.starts_with(&prefix) {
            let refusal = Refusal::at(problem.path, "casework-answer");
            refusals.push(refusal.with("said", problem.said));
        }
    }
    refusals.or(())
}

/// The decision that was chosen, as the command of the player says it; empty where the answers decide.
fn choice(play: &Play<'_>, step: &Step, sent: &Form) -> Result<String, Refusals> {
    let Way::Choose(offered) = play.ways(step) else {
        return Ok(String::new());
    };
    let place = sent.get("decision").parse::<usize>().ok();
    let chosen = place.and_then(|place| step.decisions.get(place));
    let rank = offered.iter().position(|one| Some(*one) == chosen);
    rank.map(|rank| format!(" : {}", rank + 1))
        .ok_or_else(|| Refusal::at("decision", "casework-decision-missing").into())
}

fn french(now: DateTime) -> Moment<'static> {
    Moment {
        now,
        seed: 0,
        language: "",
    }
}
