//! How the cells of a list say the six answers on functioning, the line of the grid and a membership of a household,
//! and how they are read back.
//!
//! Never: takes a question that was not asked for an answer, or makes a day that nobody wrote.

use super::super::functioning::{Domain, Functioning};
use super::super::household::Membership;
use super::super::membership::MemberForm;
use super::super::needs::{GridWords, Needs, NeedsForm};
use super::super::when::Day;
use super::parts::{Label, Parts};
use super::words::{self, ACT_STATES, CMU_STATES, DIFFICULTIES, HEALTH_STATES, SCHOOL_STATES};
use super::{Column, said};
use crate::refusal::{Refusal, Refusals};
use akwaba_journal::id::EntityId;

/// A day as people write it.
pub fn typed(day: Day) -> String {
    let date = day.date();
    format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year())
}

/// The cell of the six answers.
pub(super) fn functioning_cell(told: &Functioning, french: bool) -> String {
    let mut parts = Parts::new(french);
    for domain in Domain::ALL {
        let answer = told.answer(*domain);
        let word = answer.map(|answer| words::write(DIFFICULTIES, answer, french).to_owned());
        parts.say(Label::Asked(*domain), word);
    }
    parts.say(Label::On, Some(typed(told.on)));
    parts.write()
}

/// Reads the six answers; without a day they were given on `today`.
///
/// # Errors
/// What to write instead.
pub(super) fn functioning(text: &str, today: Day) -> Result<Option<Functioning>, Refusal> {
    if text.is_empty() {
        return Ok(None);
    }
    let form = || Refusal::whole("import-functioning-form");
    let mut labels: Vec<Label> = Domain::ALL.iter().copied().map(Label::Asked).collect();
    labels.push(Label::On);
    let parts = Parts::read(text, &labels);
    let mut answers = [None; 6];
    for (domain, answer) in Domain::ALL.iter().zip(&mut answers) {
        if let Some(word) = parts.get(Label::Asked(*domain)) {
            let read = words::read(DIFFICULTIES, |answer| answer.code(), word);
            *answer = Some(read.ok_or_else(form)?);
        }
    }
    // What is under no question is not passed over.
    if parts.kind().is_some() || answers.iter().all(Option::is_none) {
        return Err(form());
    }
    let on = Day::parse("", parts.get(Label::On).unwrap_or_default())?.unwrap_or(today);
    match on > today {
        true => Err(Refusal::whole("date-in-future")),
        false => Ok(Some(Functioning { answers, on })),
    }
}

/// The cells of a line of the grid.
pub(super) fn needs_cells(needs: &Needs, french: bool) -> [(Column, String); 4] {
    let beside = |word: Option<&'static str>, words: &Option<GridWords>| {
        let mut parts = Parts::new(french);
        if let Some(word) = word {
            parts.first(word);
        }
        parts.say(
            Label::Words,
            words.as_ref().map(|words| words.as_str().to_owned()),
        );
        parts.write()
    };
    let act = needs
        .birth_act
        .map(|state| words::write(ACT_STATES, state, french));
    let school = needs
        .school
        .map(|state| words::write(SCHOOL_STATES, state, french));
    let cmu = needs
        .cmu
        .map(|state| words::write(CMU_STATES, state, french));
    let health = needs
        .health
        .map(|state| words::write(HEALTH_STATES, state, french));
    [
        (Column::ActState, beside(act, &None)),
        (Column::SchoolState, beside(school, &needs.school_words)),
        (Column::CmuState, beside(cmu, &None)),
        (Column::HealthState, beside(health, &needs.health_words)),
    ]
}

/// Reads a line of the grid from its four cells.
///
/// # Errors
/// With the column at fault.
pub(super) fn needs([act, school, cmu, health]: [&str; 4]) -> Result<Needs, (Column, Refusal)> {
    let (birth_act, none) = state(Column::ActState, ACT_STATES, |s| s.code(), act)?;
    let (school, school_words) = state(Column::SchoolState, SCHOOL_STATES, |s| s.code(), school)?;
    let (cmu, no) = state(Column::CmuState, CMU_STATES, |s| s.code(), cmu)?;
    let (health, health_words) = state(Column::HealthState, HEALTH_STATES, |s| s.code(), health)?;
    for (column, words) in [(Column::ActState, none), (Column::CmuState, no)] {
        if !words.is_empty() {
            return Err((column, form_of(column)));
        }
    }
    let form = NeedsForm {
        birth_act,
        school,
        school_words,
        cmu,
        health,
        health_words,
    };
    let read = form.parse().map_err(|wrong| {
        let first = wrong.as_slice().first().cloned();
        let column = match first.as_ref().and_then(|refusal| refusal.field.as_deref()) {
            Some("health-words") => Column::HealthState,
            _ => Column::SchoolState,
        };
        (column, first.unwrap_or_else(|| form_of(column)))
    })?;
    Ok(read.unwrap_or_default())
}

/// The code of a state, and the words beside it.
fn state<T: Copy>(
    column: Column,
    table: words::Words<T>,
    code: fn(T) -> &'static str,
    text: &str,
) -> Result<(String, String), (Column, Refusal)> {
    let parts = Parts::read(text, &[Label::Words]);
    let state = match parts.kind() {
        Some(word) => words::read(table, code, word)
            .map(code)
            .ok_or((column, form_of(column)))?,
        None => "",
    };
    let words = parts.get(Label::Words).unwrap_or_default();
    Ok((state.to_owned(), words.to_owned()))
}

fn form_of(column: Column) -> Refusal {
    Refusal::whole(match column {
        Column::ActState => "import-act-form",
        Column::SchoolState => "import-school-form",
        Column::CmuState => "import-cmu-form",
        Column::HealthState => "import-health-form",
        _ => "import-membership-form",
    })
}

/// The cell of a membership.
pub fn membership_cell(household: EntityId, member: &Membership, french: bool) -> String {
    let mut parts = Parts::new(french);
    parts.first(said::role_word(member.role, french));
    parts.say(Label::Household, Some(household.to_string()));
    parts.say(Label::From, member.from.map(typed));
    parts.say(Label::Until, member.until.map(typed));
    parts.write()
}

/// Reads a membership of a person; `household` names the household of a code.
///
/// # Errors
/// What to write instead.
pub(super) fn membership(
    text: &str,
    person: EntityId,
    household: impl Fn(&str) -> EntityId,
    today: Day,
) -> Result<(EntityId, Membership), Refusal> {
    let form = || form_of(Column::Membership);
    let parts = Parts::read(text, &[Label::Household, Label::From, Label::Until]);
    let of = |label| parts.get(label).unwrap_or_default();
    let role = said::role(parts.kind().unwrap_or_default())?.ok_or_else(form)?;
    let code = of(Label::Household);
    if code.is_empty() {
        return Err(form());
    }
    let typed = MemberForm {
        person: person.to_string(),
        role: role.code().to_owned(),
        from: of(Label::From).to_owned(),
        until: of(Label::Until).to_owned(),
    };
    let first = |wrong: Refusals| wrong.as_slice().first().cloned().unwrap_or_else(form);
    let member = typed.parse(today).map_err(first)?;
    Ok((household(code), member))
}
