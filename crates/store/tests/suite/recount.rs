//! Counts a month of the generated life again, by queries and loops so simple that they can be read, and holds the report to it.

use crate::reports::{DAY, DAYS, FIRST, PLAYED, centre, here, text_of};
use akwaba_domain::casework::conformity::{Conformity, Period};
use akwaba_domain::casework::{CASE, Case, Edition, step, time};
use akwaba_domain::directory::Kind;
use akwaba_domain::reception::{Course, Day, Demand, VISIT, Visit};
use akwaba_domain::referral::{REFERRAL, Referral};
use akwaba_domain::registry::{self, PersonView, person};
use akwaba_domain::reports::age::AgeBand;
use akwaba_domain::reports::indicator::{self, Share};
use akwaba_domain::reports::monthly::{Dimension, Figures, Month, Rubric};
use akwaba_procedures::run::What;
use akwaba_store::projections::casework::{count_conformity, counting};
use akwaba_store::{Tx, entity, params};
use jiff::ToSpan;
use jiff::civil::date;
use std::collections::BTreeMap;

/// One number of one simple query.
fn one(tx: &mut dyn Tx, sql: &'static str, from: i64, to: i64) -> u32 {
    let row = tx.one(sql, params![&here(), from, to]).unwrap();
    u32::try_from(row.int(0).unwrap()).unwrap()
}

/// Counts a month again, and says what differs from the report.
pub fn recount(tx: &mut dyn Tx, figures: &Figures, month: Month) {
    let (from, to) = month.span_micros();
    let days = (
        Day::on(month.first()).sortable(),
        Day::on(month.last()).sortable(),
    );
    let told = |rubric, code| figures.count(rubric, code).unwrap();
    let visits = one(
        tx,
        "SELECT COUNT(*) FROM visit_row WHERE scope = $1 AND day >= $2 AND day <= $3 AND step <> 7",
        days.0,
        days.1,
    );
    assert_eq!(told(Rubric::Visits, ""), visits);
    let new = one(
        tx,
        "SELECT COUNT(*) FROM visit_row WHERE scope = $1 AND day >= $2 AND day <= $3 \
         AND step <> 7 AND known = 'nouveau'",
        days.0,
        days.1,
    );
    let known = Rubric::Visits
        .dimensions()
        .iter()
        .position(|one| *one == Dimension::Known);
    let whole = figures.table(Rubric::Visits).unwrap().line("").unwrap();
    assert_eq!(whole.parts[known.unwrap()][0], Some(new));
    let registered = one(
        tx,
        "SELECT COUNT(*) FROM person_row WHERE scope = $1 AND first_micros >= $2 AND first_micros < $3",
        from,
        to,
    );
    assert_eq!(told(Rubric::Registered, ""), registered);

    demands(tx, figures, days);
    sexes(tx, figures, (from, to));
    let cases = cases(tx);
    acts_and_answers(&cases, figures, (from, to));
    under_way(&cases, figures, (from, to));
    deadlines(&cases, figures, (from, to));

    // Referrals, from each referral by itself.
    let (mut sent, mut answered, mut kinds) = (0, 0, BTreeMap::new());
    let mut referrals = Vec::new();
    entity::each_of_kind(tx, here(), REFERRAL, &mut |id, state| {
        referrals.extend(Referral::of(id, &state));
        Ok(())
    })
    .unwrap();
    for referral in &referrals {
        let happened = referral.past.iter().map(|past| past.at_micros);
        let recalled = referral.state().code() == "rappele";
        let gone = recalled && happened.clone().all(|at| at < to);
        if (from..to).contains(&referral.sent.at_micros) && !gone {
            sent += 1;
            *kinds.entry(referral.sent.kind.code()).or_insert(0) += 1;
        }
        answered += u32::from(!recalled && happened.clone().any(|at| (from..to).contains(&at)));
    }
    assert_eq!(
        (told(Rubric::Destinations, ""), told(Rubric::Returns, "")),
        (sent, answered)
    );

    for kind in Kind::ALL {
        let count = kinds.get(kind.code()).copied().unwrap_or(0);
        assert_eq!(told(Rubric::Destinations, kind.code()), count);
    }

    // The cash box.
    let table = figures.table(Rubric::Books).unwrap();
    let amount = |part: &str| {
        table
            .line(&format!("especes-{part}"))
            .unwrap()
            .amount
            .unwrap()
    };
    let sum = "SELECT CAST(COALESCE(SUM(change), 0) AS BIGINT) FROM aid_line_row \
               WHERE scope = $1 AND day >= $2 AND day <= $3";
    let held = tx
        .one(sum, params![&here(), 0, days.1])
        .unwrap()
        .int(0)
        .unwrap();
    assert_eq!(amount("held"), held);
    assert_eq!(amount("carried") + amount("in") - amount("out"), held);
    let handed = one(
        tx,
        "SELECT COUNT(*) FROM aid_line_row WHERE scope = $1 AND day >= $2 AND day <= $3 \
         AND what = 'delivered'",
        days.0,
        days.1,
    );
    assert_eq!(told(Rubric::Aid, ""), handed);
}

/// Each visit by itself: what was asked in it.
fn demands(tx: &mut dyn Tx, figures: &Figures, (first, last): (i64, i64)) {
    let mut counts = BTreeMap::new();
    entity::each_of_kind(tx, here(), VISIT, &mut |id, state| {
        let visit = Visit::of(id, &state).unwrap();
        let within = (first..=last).contains(&visit.arrived.day.sortable());
        if within && !matches!(visit.course, Course::Cancelled { .. }) {
            for demand in visit.demands.iter() {
                *counts.entry(demand.code()).or_insert(0) += 1;
            }
        }
        Ok(())
    })
    .unwrap();
    for demand in Demand::ALL {
        let count = counts.get(demand.code()).copied().unwrap_or(0);
        assert_eq!(figures.count(Rubric::Demands, demand.code()), Some(count));
    }
}

/// Each person by themselves: who was registered in the month, by sex.
fn sexes(tx: &mut dyn Tx, figures: &Figures, (from, to): (i64, i64)) {
    let mut counts = [0, 0, 0];
    entity::each_of_kind(tx, here(), person::KIND, &mut |id, state| {
        let since = state.first().unwrap().clock.micros;
        if (from..to).contains(&since) {
            let place = match PersonView::of(id, &state).sex.shown() {
                Some(person::Sex::Female) => 0,
                Some(person::Sex::Male) => 1,
                _ => 2,
            };
            counts[place] += 1;
        }
        Ok(())
    })
    .unwrap();
    let line = figures.table(Rubric::Registered).unwrap();
    assert_eq!(line.line("").unwrap().parts[0], counts.map(Some));
}

fn cases(tx: &mut dyn Tx) -> Vec<Case> {
    let mut cases = Vec::new();
    entity::each_of_kind(tx, here(), CASE, &mut |id, state| {
        cases.extend(Case::of(id, &state));
        Ok(())
    })
    .unwrap();
    cases
}

/// When the first step of a case was done or left, and what was answered.
fn told_of(case: &Case) -> Option<(i64, Option<String>)> {
    let (_, _, question) = *PLAYED.iter().find(|one| one.0 == case.procedure.code)?;
    case.course
        .events
        .iter()
        .find_map(|event| match &event.what {
            What::Departed { .. } => Some((time::micros(event.at), None)),
            What::Done { .. } => {
                let said = case.answers.get(&format!("demande/{question}"));
                Some((time::micros(event.at), said.map(str::to_owned)))
            }
            _ => None,
        })
}

/// The lines of registers: interviews, visits, enquiries, plans; and what was answered.
fn acts_and_answers(cases: &[Case], figures: &Figures, (from, to): (i64, i64)) {
    let count = |code: &str, answer: Option<&str>| {
        let of = cases.iter().filter(|case| case.procedure.code == code);
        let done = of.filter_map(told_of).filter(|(at, said)| {
            let said = said.as_deref();
            (from..to).contains(at) && said.is_some() && answer.is_none_or(|one| said == Some(one))
        });
        u32::try_from(done.count()).ok()
    };
    for (code, line) in [
        ("P02", "entretiens"),
        ("P05", "visites-domicile"),
        ("P04", "enquetes"),
        ("P06", "plans"),
    ] {
        assert_eq!(
            figures.count(Rubric::Acts, line),
            count(code, None),
            "{line}"
        );
    }
    for (rubric, code) in [
        (Rubric::Origins, "P01"),
        (Rubric::Natures, "P03"),
        (Rubric::Inquiries, "P04"),
        (Rubric::Mediations, "P22"),
    ] {
        for answer in ["oui", "non"] {
            assert_eq!(figures.count(rubric, answer), count(code, Some(answer)));
        }
        assert_eq!(figures.count(rubric, ""), count(code, None));
    }
}

/// The cases under way, each by itself: by procedure, by axis, of programmes, and those that ended.
fn under_way(cases: &[Case], figures: &Figures, (from, to): (i64, i64)) {
    let mut all = 0;
    for (code, ..) in PLAYED {
        let (mut open, mut over) = (0, 0);
        for case in cases.iter().filter(|case| case.procedure.code == code) {
            // Left or answered by "non", the first step is the last.
            let ended = told_of(case).filter(|(_, said)| said.as_deref() != Some("oui"));
            let ended = ended.map(|(at, _)| at);
            let counts = case.opened_micros < to && ended.is_none_or(|at| at >= from);
            open += u32::from(counts);
            over += u32::from(counts && ended.is_some_and(|at| at < to));
        }
        all += open;
        assert_eq!(
            figures.count(Rubric::Procedures, code),
            Some(open),
            "{code}"
        );
        let table = figures.table(Rubric::Procedures).unwrap();
        assert_eq!(table.line(code).unwrap().parts[3][2], Some(over), "{code}");
        if code == "P17" {
            assert_eq!(figures.count(Rubric::Programmes, code), Some(open));
        }
    }
    assert_eq!(figures.count(Rubric::Axes, "2"), Some(all));
    assert_eq!(figures.count(Rubric::Axes, "1"), Some(0));
}

/// Steps done in time, late and left, from what happened in each case.
fn deadlines(cases: &[Case], figures: &Figures, (from, to): (i64, i64)) {
    let (mut in_time, mut late, mut left) = (0, 0, 0);
    for event in cases.iter().flat_map(|case| &case.course.events) {
        if !(from..to).contains(&time::micros(event.at)) {
            continue;
        }
        match &event.what {
            What::Done { due, .. } if due.is_none_or(|due| event.at <= due) => in_time += 1,
            What::Done { .. } => late += 1,
            What::Departed { .. } => left += 1,
            _ => {}
        }
    }
    let told = |code| figures.count(Rubric::Deadlines, code).unwrap();
    assert_eq!(
        (told("a-temps"), told("en-retard"), told("laissees")),
        (in_time, late, left)
    );
}

/// The conformity of each procedure is what the standing of each of its cases says.
pub fn conforms(tx: &mut dyn Tx) {
    let now = time::civil(FIRST + DAYS * DAY);
    let back = |days: i64| now.saturating_sub(days.days());
    let period = |from, to| Period { from, to };
    let cases = cases(tx);
    let mut late = 0;
    for (code, ..) in PLAYED {
        let edition = Edition::read(&text_of(code), None).unwrap();
        let empty = Conformity::of(&edition, period(back(30), now), period(back(60), back(30)));
        let (mut counted, mut by_case) = (empty.clone(), empty);
        count_conformity(tx, centre(), code, &mut counted, now).unwrap();
        for case in cases.iter().filter(|case| case.procedure.code == code) {
            by_case.count(&step::standing(case, &edition, now));
        }
        assert_eq!(counted, by_case, "{code}");
        let steps = counted.hard_first();
        late += steps
            .iter()
            .map(|step| step.now.overdue + step.now.late)
            .sum::<u32>();
    }
    assert!(late > 0, "something is late");
}

/// The indicators of each procedure are what each of its cases, read by itself, says: at a moment before only time changes one of
/// them, and at one after.
pub fn indicates(tx: &mut dyn Tx) {
    let (first, last) = (date(2026, 9, 10), date(2026, 11, 20));
    let (before, after) = (date(2026, 11, 15), date(2026, 11, 16));
    let cases = cases(tx);
    let (mut among, mut with) = ([0; 3], [0; 3]);
    for (code, ..) in PLAYED {
        let edition = Edition::read(&text_of(code), None).unwrap();
        for today in [before, after] {
            let now = today.at(9, 0, 0, 0);
            let mut counted = indicator::of(&edition);
            let mut wanted = counted.clone();
            for case in counting(tx, centre(), code, (first, last), now).unwrap() {
                indicator::count(&mut counted, &case.edition, &case.judged);
            }
            for case in cases.iter().filter(|case| case.procedure.code == code) {
                let opened = time::civil(case.opened_micros).date();
                if opened < first || opened > last {
                    continue;
                }
                let told = told_of(case);
                let said = told.and_then(|(_, said)| said);
                let done = said.is_some();
                let in_time = case.course.events.iter().any(|event| {
                    matches!(&event.what, What::Done { due, .. } if due.is_none_or(|due| event.at <= due))
                });
                let person = case.subject.record().map(|id| {
                    let state = entity::load(tx, here(), id).unwrap();
                    PersonView::of(id, &state)
                });
                let sex = person
                    .as_ref()
                    .and_then(|person| person.sex.shown().copied());
                let birth = person.as_ref().and_then(|person| person.birth.shown());
                let ages = birth.and_then(|birth| birth.ages_on(registry::Day::new(opened)));
                let mut count = |place: usize, holds: bool| {
                    let share = |share: &mut Share| {
                        share.among += 1;
                        share.with += u32::from(holds);
                    };
                    let measure = &mut wanted[place];
                    share(&mut measure.whole);
                    match place {
                        0 => share(measure.by_sex.entry(sex).or_default()),
                        1 => {
                            let band = ages.and_then(AgeBand::between);
                            share(measure.by_age.entry(band).or_default());
                        }
                        _ => share(measure.by_worker.entry(case.assigned).or_default()),
                    }
                    among[place] += 1;
                    with[place] += u32::from(holds);
                };
                count(0, said.as_deref() == Some("oui"));
                if done {
                    count(1, in_time);
                }
                if today == after {
                    count(2, done);
                }
            }
            assert_eq!(counted, wanted, "{code} on {today}");
        }
    }
    let mixed = among
        .iter()
        .zip(with)
        .all(|(among, with)| 0 < with && with < *among);
    assert!(mixed, "{with:?} of {among:?}");
}
