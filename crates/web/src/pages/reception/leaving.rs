//! The register and the figures as rows of a list that leaves the centre.

use akwaba_domain::centre::settings;
use akwaba_domain::reception::Day;
use akwaba_domain::reception::figures::Figures;
use akwaba_domain::reception::number::day_entity;
use akwaba_domain::reception::register::DayPage;
use akwaba_domain::scope;
use akwaba_journal::id::{CentreId, EntityId};
use akwaba_store::projections::reception::{counted, visits_of_day};
use akwaba_store::{StoreError, Tx, entity};
use std::collections::BTreeSet;

use super::figures;
use super::register_line::Printed;
use super::shared::{Eyes, civil};
use crate::frame::Frame;

/// The lines of a day, column by column, as the page prints them for who sees all of it.
pub(crate) fn register(
    tx: &mut dyn Tx,
    f: &Frame,
    (centre, day): (CentreId, Day),
    opposed: &BTreeSet<EntityId>,
) -> Result<Vec<[String; 10]>, StoreError> {
    let here = scope::registry(centre);
    let visits = visits_of_day(tx, here, day)?;
    if visits.is_empty() {
        return Ok(Vec::new());
    }
    let office = entity::load(tx, scope::office(centre), settings::entity(centre))?;
    let code = settings::read(&office).code;
    let page = DayPage::of(
        day,
        visits,
        &entity::load(tx, here, day_entity(centre, day))?,
    );
    // The line stays, as the register was signed; the name does not leave with it.
    let lines = page.lines.iter().map(|line| {
        let mut one = Printed::of(f, Eyes::ALL, line, &code);
        if line
            .visit
            .person()
            .is_some_and(|who| opposed.contains(&who))
        {
            one.name = f.t("export-opposed-name");
        }
        [
            civil(day),
            one.number,
            one.time,
            one.name,
            one.sex,
            one.age,
            one.place,
            one.object,
            one.orientation,
            one.remarks,
        ]
    });
    Ok(lines.collect())
}

/// The counts of some days: of what, of which kind, how many.
pub(crate) fn figures(
    tx: &mut dyn Tx,
    f: &Frame,
    centre: CentreId,
    (first, last): (Day, Day),
) -> Result<Vec<[String; 3]>, StoreError> {
    let counts = Figures::of(counted(tx, scope::registry(centre), first, last)?);
    Ok(figures::rows(f, &counts))
}
