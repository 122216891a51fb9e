//! Home visits by day: planned ones, and the steps done at the home of the person, from a seat.

use super::casework::{
    CHAIR, DAY, MONDAY, YES, allowed, begin, centre, publish, work, worker, write,
};
use crate::support::on_every_engine;
use akwaba_domain::actor::Role;
use akwaba_domain::casework::home_visit::{PlanForm, plan};
use akwaba_domain::casework::{Case, Edition, leave};
use akwaba_domain::policy::act;
use akwaba_domain::registry::Day;
use akwaba_domain::{Ctx, scope};
use akwaba_journal::chance::Seeded;
use akwaba_journal::id::{ActorId, EntityId};
use akwaba_store::entity;
use akwaba_store::projections::casework::{Seat, outings_asked, outings_of, outings_unplanned};
use akwaba_store::rebuild::state_hash;

#[test]
fn a_visit_is_on_the_tour_of_whoever_follows_the_case_and_stands_for_the_step_it_names() {
    on_every_engine(|store| {
        let chair = CHAIR.replace(
            "| groupe | remise |",
            "| groupe | remise |\n| lieu | domicile |",
        );
        publish(store, MONDAY, &chair);
        let here = scope::registry(centre());
        let id = begin(store, MONDAY, &chair, EntityId::named("awa"));
        work(store, MONDAY, id, "demande", &YES);
        let day = |day: i8| Day::of(2026, 11, day).unwrap();
        let of = |seat, on: i8| {
            store
                .read(|tx| outings_of(tx, here, seat, day(on)))
                .unwrap()
        };
        let me = Seat::Worker(worker());
        // Three worked days after Monday.
        let derived = of(me, 26);
        assert_eq!(derived.len(), 1);
        assert_eq!(
            (derived[0].case, derived[0].step.as_deref()),
            (id, Some("remise"))
        );
        assert_eq!(
            (derived[0].name.as_deref(), derived[0].minute),
            (None, None)
        );
        let loose = |on: i8| {
            store
                .read(|tx| outings_unplanned(tx, here, me, day(on)))
                .unwrap()
                .len()
        };
        assert_eq!(
            (loose(26), loose(27)),
            (0, 1),
            "late, and nobody planned it"
        );
        let known = || {
            let state = store.read(|tx| entity::load(tx, here, id)).unwrap();
            (Case::of(id, &state).unwrap(), state)
        };
        let (case, state) = known();
        let ctx = Ctx {
            now: jiff::Timestamp::from_microsecond(MONDAY).unwrap(),
            chance: &mut Seeded::new(8),
        };
        let form = PlanForm {
            on: "2026-11-24".to_owned(),
            at: "9h30".to_owned(),
            step: "remise".to_owned(),
            ..PlanForm::default()
        };
        let edition = Edition::read(&chair, None).unwrap();
        let may = allowed::<act::HomeVisitPlan>(Role::SocialWorker);
        let drafts = plan(&ctx, &may, (&case, &state), &edition, &form).unwrap();
        write(store, MONDAY + 1, &drafts);
        assert!(
            of(me, 26).is_empty() && loose(27) == 0,
            "the visit stands for the step"
        );
        let planned = of(me, 24);
        assert_eq!((planned.len(), planned[0].minute), (1, Some(570)));
        assert!(planned[0].name.is_some() && !planned[0].ended);
        let asked = |seat, on: i8| {
            store
                .read(|tx| outings_asked(tx, here, seat, day(on)))
                .unwrap()
                .len()
        };
        assert_eq!((asked(me, 24), asked(me, 25)), (0, 1));
        // Who takes over the case takes over the visit.
        let (case, state) = known();
        let other = ActorId::named("colleague");
        let may = allowed::<act::CaseHandOver>(Role::SocialWorker);
        let drafts = leave::hand_over(&may, (&case, &state), Some(other), "Congé").unwrap();
        write(store, MONDAY + DAY, &drafts);
        assert!(of(me, 24).is_empty());
        assert_eq!(
            (
                of(Seat::Worker(other), 24).len(),
                of(Seat::Centre, 24).len()
            ),
            (1, 1)
        );
        let before = store.read(state_hash).unwrap();
        store.rebuild(&mut |_| ()).unwrap();
        assert_eq!(store.read(state_hash).unwrap(), before);
        assert_eq!(of(Seat::Worker(other), 24).len(), 1);
    });
}
