//! Incidents on the manual's own P14.

use super::*;
use crate::actor::Role;
use crate::casework::sealed_testing::Sealed;
use crate::registry::testing::{permission, permission_inside};
use akwaba_procedures::run::Standing;

fn noted(sealed: &mut Sealed, on: &str, hour: &str) -> Result<(), Refusals> {
    let allowed = permission_inside(Role::SocialWorker);
    let form = IncidentForm {
        on: on.to_owned(),
        hour: hour.to_owned(),
    };
    sealed.act(|ctx, about, edition| note(ctx, &allowed, about, edition, &form))
}

fn opened(sealed: &Sealed) -> Vec<String> {
    let (case, _) = sealed.known();
    let now = civil(sealed.memory.now.as_microsecond());
    let stands: Standing<'_> = standing(&case, &sealed.edition, now);
    stands
        .open()
        .map(|(state, _)| state.step.code.clone())
        .collect()
}

#[test]
fn a_further_incident_gets_another_code_opens_its_step_again_and_loses_nothing_of_the_one_before() {
    let mut sealed = Sealed::begun();
    sealed.tell("K7QX-M2PA", "2026-11-22T21:00:00", "2026-11-23T09:00:00");
    sealed.agree("personne");
    assert_eq!(opened(&sealed), ["soins_72h"]);
    sealed.at("2026-12-20T10:00:00Z");
    noted(&mut sealed, "2026-12-19", "22:30").unwrap();
    assert_eq!(opened(&sealed), ["incident", "soins_72h"]);
    let (case, state) = sealed.known();
    let known = incidents(&case, &state);
    assert_eq!(known.len(), 2);
    assert_eq!(known[0].kind.as_deref(), Some("rape"));
    assert!(known[1].told_micros.is_none() && known[1].code != known[0].code);
    // The step begins with the new code and its date, and nothing of the incident before.
    let begun = {
        let edition = &sealed.edition;
        let begun = |ctx: &mut Ctx<'_>| begun(ctx, (&case, &state), edition, "incident");
        sealed.memory.with_ctx(begun).unwrap()
    };
    let said = |name: &str| {
        let path = &sealed.edition.form.question(name).unwrap().path;
        begun.get(path).map(str::to_owned)
    };
    assert_eq!(said(CODE_QUESTION).as_deref(), Some(known[1].code.as_str()));
    assert!(
        said(DATE_QUESTION)
            .unwrap()
            .starts_with("2026-12-19T22:30:00")
    );
    assert_eq!(said(TYPE_QUESTION), None);
    let again = noted(&mut sealed, "", "");
    assert_eq!(again.unwrap_err().as_slice()[0].code, "incident-waits");
    let code = known[1].code.as_str().to_owned();
    sealed.tell(&code, "2026-12-19T22:30:00", "2026-12-20T10:00:00");
    assert_eq!(opened(&sealed), ["consentement", "soins_72h"]);
    let (case, state) = sealed.known();
    let told = incidents(&case, &state);
    assert_eq!(told[0].answers, known[0].answers);
    assert!(told.iter().all(|one| one.told_micros.is_some()));
    noted(&mut sealed, "", "").unwrap();
}

#[test]
fn an_incident_is_noted_inside_alone_and_never_in_the_future() {
    let mut sealed = Sealed::begun();
    let codes = |refused: Refusals| -> Vec<(Option<String>, &str)> {
        let all = refused.as_slice().iter();
        all.map(|one| (one.field.clone(), one.code)).collect()
    };
    let on = Some("on".to_owned());
    let wrong = noted(&mut sealed, "2026-11-23", "10:00").unwrap_err();
    assert_eq!(codes(wrong), [(on.clone(), "date-in-future")]);
    let wrong = noted(&mut sealed, "", "8:7").unwrap_err();
    assert_eq!(codes(wrong), [(Some("hour".to_owned()), "incident-hour")]);
    let wrong = noted(&mut sealed, "", "08:00").unwrap_err();
    assert_eq!(codes(wrong), [(on, "incident-day")]);
    let open = permission::<act::CaseFollow, _>(Role::SocialWorker, ());
    let form = IncidentForm::default();
    let outside = sealed.act(|ctx, about, edition| note(ctx, &open, about, edition, &form));
    assert_eq!(outside.unwrap_err().as_slice()[0].code, "casework-sealed");
}
