//! Who decides, in every combination; and on the manual's own P14.

use super::*;
use crate::actor::Role;
use crate::casework::sealed_testing::Sealed;
use crate::registry::testing::permission_inside;

const CHILDREN: &str = include_str!("../../../../manuel/P13-protection-enfant.md");
const JUSTICE: &str = include_str!("../../../../manuel/P15-signalement-judiciaire.md");

fn said(sealed: &mut Sealed, form: &DecideForm) -> Result<(), Vec<(Option<String>, &'static str)>> {
    let allowed = permission_inside(Role::SocialWorker);
    let done = sealed.act(|ctx, about, edition| decide(ctx, &allowed, about, edition, form));
    done.map_err(|refused| {
        let all = refused.as_slice().iter();
        all.map(|one| (one.field.clone(), one.code)).collect()
    })
}

#[test]
fn an_adult_out_of_danger_decides_and_anywhere_else_two_people_do_with_their_reasons() {
    let mut sealed = Sealed::begun();
    for concerned in Concerned::ALL.iter().copied() {
        for danger in Danger::ALL.iter().copied() {
            for wish in Wish::ALL.iter().copied() {
                for choice in Choice::ALL.iter().copied() {
                    let mut form = DecideForm {
                        concerned: concerned.code().to_owned(),
                        danger: danger.code().to_owned(),
                        wish: wish.code().to_owned(),
                        choice: choice.code().to_owned(),
                        reason: "Elle l'a dit deux fois.".to_owned(),
                        again: "2026-11-30".to_owned(),
                        ..DecideForm::default()
                    };
                    let hers = decider(concerned, danger, wish) == Decider::Herself;
                    let against = (wish != Wish::Report && choice == Choice::Report)
                        || (wish != Wish::Silence && choice == Choice::Silence);
                    let expected = match (hers, against) {
                        (true, true) => Err(vec![(Some("choice".to_owned()), "signalling-hers")]),
                        (true, false) => Ok(()),
                        (false, _) => Err(vec![(Some("with".to_owned()), "signalling-two")]),
                    };
                    assert_eq!(said(&mut sealed, &form), expected, "{form:?}");
                    form.with = "La directrice".to_owned();
                    let expected = if hers { expected } else { Ok(()) };
                    assert_eq!(said(&mut sealed, &form), expected);
                    // Nobody decides without a reason, whatever is decided.
                    form.reason.clear();
                    assert!(said(&mut sealed, &form).is_err());
                }
            }
        }
    }
    let (_, state) = sealed.known();
    let child = decisions(&state)
        .into_iter()
        .filter(|one| one.concerned == Concerned::Child);
    for one in child {
        assert!(one.decider() == Decider::Two && one.with.is_some());
    }
}

impl core::fmt::Debug for DecideForm {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let chosen = (&self.concerned, &self.danger, &self.wish, &self.choice);
        chosen.fmt(f)
    }
}

#[test]
fn nothing_is_chosen_beforehand_and_a_form_that_asks_it_already_is_where_it_is_decided() {
    let mut sealed = Sealed::begun();
    let wrong = said(&mut sealed, &DecideForm::default()).unwrap_err();
    let fields: Vec<&str> = wrong
        .iter()
        .filter_map(|(field, _)| field.as_deref())
        .collect();
    assert_eq!(fields, ["concerned", "danger", "wish", "choice", "reason"]);
    assert!(step_of(&sealed.edition).is_none());
    for (text, step) in [(CHILDREN, "signaler"), (JUSTICE, "question")] {
        let edition = Edition::read(text, None).unwrap();
        assert_eq!(step_of(&edition).unwrap().code, step);
        sealed.edition = edition;
        let (case, state) = sealed.known();
        let allowed = permission_inside(Role::SocialWorker);
        let form = DecideForm::default();
        let edition = &sealed.edition;
        let refused = sealed
            .memory
            .with_ctx(|ctx| decide(ctx, &allowed, (&case, &state), edition, &form).map(|_| ()));
        assert_eq!(
            refused.unwrap_err().as_slice()[0].code,
            "signalling-own-form"
        );
    }
}
