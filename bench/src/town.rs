//! A large centre: every page that its staff can open, beside the same page of a centre with next to nothing in it.
//!
//! What is compared is how far a page grows with the centre; the empty one is its floor on this machine.

use crate::browser::Browser;
use crate::centre::{COUNTER, Centre, DIRECTOR, WORKERS, WORKERS_COUNT, within, writing};
use crate::measure::{Folder, Times, load, peak_megabytes, say, seconds, timed};
use crate::pages::{self, Ids};
use crate::{import, life, people};
use akwaba_domain::casework::closing::{self, ClosingForm, Remaining};
use akwaba_domain::casework::{Case, Hands};
use akwaba_domain::directory::{self, Kind, Known, ServiceForm};
use akwaba_domain::policy::{self, Allowed, Target, act};
use akwaba_domain::referral::{self, AnswerForm, Referral, SendForm, Sending, Whom};
use akwaba_domain::registry::consent::{self, GiveForm};
use akwaba_domain::registry::{Day, PersonView};
use akwaba_domain::{Ctx, ctx, scope};
use akwaba_journal::chance::Seeded;
use akwaba_journal::id::EntityId;
use akwaba_store::projections::casework::edition;
use akwaba_store::{append, entity, params};
use anyhow::{Context, Result, anyhow};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use std::fs::File;

/// People for each case: most of them only known to the registry.
const PEOPLE_PER_CASE: usize = 5;
/// Referrals out of each case.
const REFERRALS_PER_CASE: usize = 3;
/// Visits at the counter for each case.
const VISITS_PER_CASE: usize = 2;
/// Of so many referrals one waits for its answer.
const WAITING_ONE_IN: usize = 5;
/// Of so many cases one is still open.
const OPEN_ONE_IN: usize = 4;
/// When the referrals of a case leave, and when they are answered and the case ends, in days after its opening.
const SENT_AFTER_DAYS: i64 = 2;
/// The second of the two.
const ENDED_AFTER_DAYS: i64 = 30;
/// Why the others ended.
const CLOSED_BECAUSE: &str = "Ce qui était demandé est obtenu.";
/// Cases for each service of the directory, which has so many at least.
const CASES_PER_SERVICE: usize = 10;
/// The second of the two.
const SERVICES_MIN: usize = 20;
/// Cases under one procedure written in one transaction: procedures mix over the year.
const BATCH: usize = 50;
/// Days over which the cases were opened.
const DAYS: i64 = 360;
/// Cases of the centre that the other is compared with.
const SMALL_CASES: usize = 10;
/// Requests of each page.
const ASKED: usize = 20;
/// Requests of a page that is over the aim: it is slow whatever is asked.
const FEW: usize = 3;
/// The aim for every page, in milliseconds at the 95th percentile.
const AIM_MS: f64 = 100.0;
/// The aim for a page that counts the report of a month, and for signing a month of a register.
const REPORT_AIM_MS: f64 = 2_000.0;
/// Pages shown: the slowest.
const SHOWN: usize = 25;

/// What a page took, in milliseconds.
#[derive(Clone, Copy)]
struct Took {
    /// Of a processor: the median and the 95th percentile.
    worked: (f64, f64),
    /// On the clock: the 95th percentile.
    clock: f64,
}

/// Who asked which page, and what it took.
type Asked = BTreeMap<(&'static str, &'static str), Took>;

/// Measures every page of a centre with so many cases.
pub fn run(cases: usize) -> Result<()> {
    let now: Timestamp = "2026-11-23T10:00:00Z".parse()?;
    say(&format!(
        "\nA centre with {cases} cases, {} people, {} referrals, {} visits",
        cases * PEOPLE_PER_CASE,
        cases * REFERRALS_PER_CASE,
        cases * VISITS_PER_CASE
    ));
    let small = measured(SMALL_CASES, now)?;
    let large = measured(cases, now)?;
    let mut slowest: Vec<_> = large.iter().collect();
    slowest.sort_by(|a, b| b.1.worked.1.total_cmp(&a.1.worked.1));
    let over = |took: fn(&Took) -> f64| {
        let pages = slowest.iter();
        pages.filter(|((_, page), of)| took(of) > aim(page)).count()
    };
    let (over_worked, over_clock) = (over(|took| took.worked.1), over(|took| took.clock));
    say(&format!(
        "  {} pages asked, of which over {AIM_MS} ms at p95 (the report: {REPORT_AIM_MS}) {over_worked} by the processor, \
         {over_clock} by the clock; memory at most {} MB; load {}",
        large.len(),
        peak_megabytes(),
        load()
    ));
    for ((who, page), took) in slowest.into_iter().take(SHOWN) {
        let (p50, p95) = took.worked;
        let floor = small.get(&(*who, *page));
        say(&format!(
            "  processor {p50:>8.2} ms p50, {p95:>8.2} ms p95; clock {:>8.2} ms p95; {:>6.1} times the empty centre  {who:<9} {page}",
            took.clock,
            p50 / floor.map_or(f64::NAN, |took| took.worked.0)
        ));
    }
    Ok(())
}

/// The aim of a page.
fn aim(pattern: &str) -> f64 {
    if pattern.contains("/rapport/{mois}") || pattern.starts_with("POST /registres") {
        REPORT_AIM_MS
    } else {
        AIM_MS
    }
}

fn measured(cases: usize, now: Timestamp) -> Result<Asked> {
    let folder = Folder::new("town")?;
    let begun = now - SignedDuration::from_hours(24 * (DAYS + 2));
    let mut centre = Centre::found(&folder.path().join("centre.db"), begun)?;
    let (built, time) = timed(|| build(&mut centre, cases, (begun, now), &folder));
    let known = built?;
    say(&format!("  {cases} cases built in {:.0} s", seconds(time)));
    let mut asked = Asked::new();
    let staff = [
        ("director", DIRECTOR),
        ("worker", WORKERS),
        ("counter", COUNTER),
    ];
    for (who, place) in staff {
        let browser = Browser::of(&centre, place, now)?;
        for page in pages::all() {
            let Some(path) = pages::filled(page.pattern, &known) else {
                continue;
            };
            // What is not for them, and what is not there in such a centre, is no page of theirs.
            let Ok((mut first, _)) = browser.ask(&path, page.sent, 1) else {
                continue;
            };
            let turns = if first.worked_per_mille(500) > AIM_MS {
                FEW
            } else {
                ASKED
            };
            let (mut times, _) = browser.ask(&path, page.sent, turns)?;
            asked.insert((who, page.named), took(&mut times));
        }
    }
    Ok(asked)
}

fn took(times: &mut Times) -> Took {
    Took {
        worked: (times.worked_per_mille(500), times.worked_per_mille(950)),
        clock: times.per_mille(950),
    }
}

fn build(
    centre: &mut Centre,
    cases: usize,
    (begun, now): (Timestamp, Timestamp),
    folder: &Folder,
) -> Result<Ids> {
    let file = folder.path().join("liste.csv");
    let others = cases * (PEOPLE_PER_CASE - 1);
    people::list(u64::try_from(others)?, File::create(&file)?)?;
    import::bring(&centre.store, &file)?;
    let services = services(centre, (cases / CASES_PER_SERVICE).max(SERVICES_MIN), begun)?;
    let mut chance = Seeded::new(77);
    let procedures = centre.procedures()?;
    let (mut opened, mut last) = (0, None);
    let part = SignedDuration::from_hours(24 * DAYS) / i32::try_from(cases)?;
    for (turn, (named, known)) in procedures.iter().cycle().enumerate() {
        let left = cases.saturating_sub(opened).min(BATCH);
        if left == 0 {
            break;
        }
        let at: Vec<Timestamp> = (opened..opened + left)
            .map(|place| begun + part * i32::try_from(place).unwrap_or(1))
            .collect();
        let worker = WORKERS + turn % WORKERS_COUNT;
        let made = centre.open((named, known), worker, &at)?;
        opened += made.len();
        let made: Vec<_> = made.into_iter().zip(at).collect();
        for (case, opened) in &made {
            life::follow(centre, &named.code, (worker, *case, *opened), now)?;
        }
        last = refer(centre, (worker, &mut chance), &made, (&services, now))?.or(last);
    }
    let (person, case, referral) = last.context("a referral")?;
    let visit = life::visits(centre, cases * VISITS_PER_CASE, (begun, now))?;
    Ok(Ids {
        person,
        case,
        service: services.first().context("a service")?.id,
        referral,
        visit,
        household: household(centre)?,
    })
}

/// One of the households that came with the list.
fn household(centre: &Centre) -> Result<EntityId> {
    let scope = centre.scope();
    let found = centre.store.read(|tx| {
        let row = tx.maybe(
            "SELECT household FROM household_row WHERE scope = $1 ORDER BY household LIMIT 1",
            params![&scope],
        )?;
        row.map(|row| row.id(0)).transpose()
    })?;
    found.context("a household")
}

/// The directory.
fn services(centre: &Centre, count: usize, begun: Timestamp) -> Result<Vec<Known>> {
    let allowed: Allowed<act::DirectoryChange> = centre.allow(DIRECTOR)?;
    let mut chance = Seeded::new(78);
    let (id, today) = (centre.id, Day::new(ctx::day_of(begun)));
    within(&centre.store, |tx| {
        let mut made = Vec::new();
        for (number, kind) in (0..count).zip(Kind::ALL.iter().cycle()) {
            let form = ServiceForm {
                kinds: vec![kind.code().to_owned()],
                name: format!("Service {number}"),
                organisation: format!("Organisation {}", number / 3),
                ..ServiceForm::default()
            };
            let service = form.parse(today).map_err(|wrong| anyhow!("{wrong:?}"))?;
            let mut ctx = Ctx {
                now: begun,
                chance: &mut chance,
            };
            let (service_id, drafts) = directory::open(&mut ctx, &allowed, &service);
            append(tx, &mut writing(&mut chance, begun), drafts)?;
            let state = entity::load(tx, scope::directory(id), service_id)?;
            made.push(Known::of(service_id, &state).context("a service")?);
        }
        Ok(made)
    })
}

/// Refers the person of each case, with their consent; most referrals are answered. The last person, case and referral.
fn refer(
    centre: &Centre,
    (worker, chance): (usize, &mut Seeded),
    cases: &[(EntityId, Timestamp)],
    (services, last_day): (&[Known], Timestamp),
) -> Result<Option<(EntityId, EntityId, EntityId)>> {
    let send: Allowed<act::ReferralSend> = centre.allow(worker)?;
    let close: Allowed<act::CaseClose> = centre.allow(worker)?;
    let actor = centre.actor(worker)?;
    let hands = Hands::of(&actor, centre.id);
    let (scope, id) = (centre.scope(), centre.id);
    let wrong = |wrong| anyhow!("{wrong:?}");
    within(&centre.store, |tx| {
        let mut last = None;
        for (place, (case, opened)) in cases.iter().enumerate() {
            let after = |days: i64| last_day.min(*opened + SignedDuration::from_hours(24 * days));
            let (at, now) = (after(SENT_AFTER_DAYS), after(ENDED_AFTER_DAYS));
            let today = Day::new(ctx::day_of(at));
            let state = entity::load(tx, scope, *case)?;
            let case = Case::of(*case, &state).context("a case")?;
            let edition = edition(tx, id, &case.procedure)?.context("a procedure")?;
            let person = case.subject.record().context("a person")?;
            for turn in 0..REFERRALS_PER_CASE {
                let number = place * REFERRALS_PER_CASE + turn;
                let service = services.get(number % services.len()).context("a service")?;
                let state = entity::load(tx, scope, person)?;
                let give: Allowed<act::ConsentRecord, EntityId> =
                    policy::allow(&actor, &Target::of(id), person)?;
                let given = consent::give(&give, &state, &consent_to(service), today);
                append(tx, &mut writing(chance, at), given.map_err(wrong)?)?;
                let view = PersonView::of(person, &entity::load(tx, scope, person)?);
                let mut ctx = Ctx {
                    now: at,
                    chance: &mut *chance,
                };
                let referral = ctx.fresh();
                let sending = Sending {
                    case: (&case, &edition),
                    whom: Whom::Person(&view),
                    service,
                    opposed: &std::collections::BTreeSet::new(),
                };
                let form = SendForm {
                    basis: "consent".to_owned(),
                    share: vec!["nom".to_owned()],
                    reason: "Elle attend une réponse depuis le mois dernier.".to_owned(),
                    wanted: "La recevoir et dire ce qui manque.".to_owned(),
                    ..SendForm::default()
                };
                let sent = referral::send(&ctx, &send, referral, &sending, &form);
                append(tx, &mut writing(chance, at), sent.map_err(wrong)?)?;
                if !number.is_multiple_of(WAITING_ONE_IN) {
                    let state = entity::load(tx, scope, referral)?;
                    let known = Referral::of(referral, &state).context("a referral")?;
                    let form = AnswerForm {
                        answer: "servi".to_owned(),
                        via: "telephone".to_owned(),
                        ..AnswerForm::default()
                    };
                    let ctx = Ctx {
                        now,
                        chance: &mut *chance,
                    };
                    let answer = referral::answer(&ctx, &send, (&known, &state), &form);
                    append(tx, &mut writing(chance, now), answer.map_err(wrong)?)?;
                }
                last = Some((person, case.id, referral));
            }
            if !place.is_multiple_of(OPEN_ONE_IN) {
                let state = entity::load(tx, scope, case.id)?;
                let ctx = Ctx {
                    now,
                    chance: &mut *chance,
                };
                let about = (&case, &state);
                let remaining = Remaining {
                    needs: &[],
                    plan: None,
                };
                let form = ended();
                let closed =
                    closing::close(&ctx, &close, &hands, about, &edition, remaining, &form);
                append(tx, &mut writing(chance, now), closed.map_err(wrong)?)?;
            }
        }
        Ok(last)
    })
}

fn consent_to(service: &Known) -> GiveForm {
    GiveForm {
        purpose: "referral".to_owned(),
        about: service.service.label(),
        text_version: "1".to_owned(),
        language: "fr".to_owned(),
        form: "oral-witnessed".to_owned(),
        by: String::new(),
        witness: "Le gardien du centre".to_owned(),
        ..GiveForm::default()
    }
}

fn ended() -> ClosingForm {
    ClosingForm {
        criterion: "atteint".to_owned(),
        presence: "personne".to_owned(),
        reason: CLOSED_BECAUSE.to_owned(),
        ..ClosingForm::default()
    }
}
