//! The counter's rows, on every engine.

use crate::support::on_every_engine_of;
use akwaba_domain::draft::Drafts;
use akwaba_domain::policy::{Allowed, Permit, Target, act, allow};
use akwaba_domain::reception::appointment::{self, TypedAppointment};
use akwaba_domain::reception::intake::{Arrival, Typed};
use akwaba_domain::reception::number::{day_entity, year_entity};
use akwaba_domain::reception::register::{DayPage, Standing, holes};
use akwaba_domain::reception::retype::{self, Place, TypedLine};
use akwaba_domain::reception::sign;
use akwaba_domain::reception::visit::{self, Counters, Received, Wanted};
use akwaba_domain::reception::{Book, Day, Desk, Moment, Step};
use akwaba_domain::{Actor, Ctx, Grant, Reach, Role, scope};
use akwaba_journal::chance::Seeded;
use akwaba_journal::id::{ActorId, CentreId, EntityId, ScopeId};
use akwaba_store::projections::reception::{
    appointment_by_code, appointments, counted, days, number_taken, numbers_of_year,
    unfinished_before, visits_of_day,
};
use akwaba_store::{Plan, Result, Store, Tx, Writing, append, entity};

struct Counter {
    store: Store,
    chance: Seeded,
    now: jiff::Timestamp,
}

fn centre() -> CentreId {
    CentreId::named("centre d'essai")
}

fn here() -> ScopeId {
    scope::registry(centre())
}

fn allowed<A: Permit>() -> Allowed<A> {
    let actor = Actor {
        account: ActorId::named("directrice"),
        grants: vec![Grant {
            role: Role::Director,
            reach: Reach::of([centre()]),
        }],
        suspended: false,
    };
    allow(&actor, &Target::of(centre()), ()).unwrap()
}

impl Counter {
    fn at(store: &Store) -> Self {
        Self {
            store: store.clone(),
            chance: Seeded::new(3),
            now: "2026-03-16T07:45:00Z".parse().unwrap(),
        }
    }

    fn today(&self) -> Day {
        Day::of(self.now)
    }

    fn write<T>(&mut self, body: impl Fn(&mut dyn Tx, &mut Ctx<'_>) -> (T, Drafts)) -> T {
        let now = self.now;
        let chance = &mut self.chance;
        self.store
            .write(|tx| -> Result<_> {
                let (value, drafts) = body(tx, &mut Ctx { now, chance });
                let mut writing = Writing {
                    now_micros: now.as_microsecond(),
                    chance,
                };
                append(tx, &mut writing, drafts)?;
                Ok(value)
            })
            .unwrap()
    }

    fn receive(&mut self, typed: &Typed<'_>) -> Received {
        let arrival: Arrival = typed.read(Moment::of(self.now)).unwrap();
        let day = self.today();
        self.write(|tx, ctx| {
            let year = entity::load(tx, here(), year_entity(centre(), day.year())).unwrap();
            let state = entity::load(tx, here(), day_entity(centre(), day)).unwrap();
            let counters = Counters {
                book: Book::MAIN,
                year: &year,
                day: &state,
            };
            let id = ctx.fresh();
            visit::receive(
                ctx,
                &allowed::<act::VisitReceive>(),
                id,
                &counters,
                &arrival,
            )
        })
    }

    fn step(&mut self, id: EntityId, wanted: Wanted) {
        self.write(|tx, ctx| {
            let state = entity::load(tx, here(), id).unwrap();
            let allowed = allowed::<act::VisitHandle>();
            (
                (),
                visit::step(ctx, &allowed, id, &state, wanted.clone()).unwrap(),
            )
        });
    }

    fn retype(&mut self, number: &str, day: &str) {
        let line = TypedLine {
            number,
            day,
            page: "3",
            ..TypedLine::default()
        };
        let line = line.read(Moment::of(self.now)).unwrap();
        self.write(|tx, ctx| {
            let year = year_entity(centre(), line.number.year);
            let place = Place {
                year: &entity::load(tx, here(), year).unwrap(),
                taken: number_taken(tx, here(), line.number, None).unwrap(),
            };
            let id = ctx.fresh();
            let allowed = allowed::<act::RegisterRetype>();
            (
                (),
                retype::retype(ctx, &allowed, id, &place, &line).unwrap(),
            )
        });
    }

    fn page(&self, day: Day) -> DayPage {
        self.store
            .read(|tx| -> Result<_> {
                let visits = visits_of_day(tx, here(), day)?;
                let state = entity::load(tx, here(), day_entity(centre(), day))?;
                Ok(DayPage::of(day, visits, &state))
            })
            .unwrap()
    }

    fn sign(&mut self, day: Day) {
        let page = self.page(day);
        self.write(|tx, ctx| {
            let state = entity::load(tx, here(), day_entity(centre(), day)).unwrap();
            let allowed = allowed::<act::RegisterSign>();
            ((), sign::sign(ctx, &allowed, &page, &state).unwrap())
        });
    }

    fn read<T>(&self, body: impl Fn(&mut dyn Tx) -> Result<T>) -> T {
        self.store.read(body).unwrap()
    }
}

#[test]
fn a_morning_at_the_counter_reads_back_line_by_line() {
    on_every_engine_of(Plan::AKWABA, |store| {
        let mut counter = Counter::at(store);
        let first = counter.receive(&Typed {
            name: "Affoué Fictive",
            sex: "f",
            demands: vec!["aide", "conseil"],
            ..Typed::default()
        });
        let second = counter.receive(&Typed::default());
        counter.now += jiff::SignedDuration::from_mins(25);
        counter.step(first.visit, Wanted::Call(Desk::numbered(2).unwrap()));
        counter.step(first.visit, Wanted::Interview);
        let visits = counter.read(|tx| visits_of_day(tx, here(), counter.today()));
        assert_eq!(visits.len(), 2);
        assert_eq!(visits[0].number.to_string(), "1/2026");
        assert_eq!(visits[0].who.name(), Some("Affoué Fictive"));
        assert_eq!(visits[1].ticket, Some(second.ticket));
        let counted = counter.read(|tx| counted(tx, here(), counter.today(), counter.today()));
        assert_eq!(counted[0], visits[0].counted());
        assert_eq!(counted[0].waited_minutes, Some(25));
        assert_eq!(counted[1].step, Step::Waiting);
    });
}

#[test]
fn a_signed_day_shows_what_came_after() {
    on_every_engine_of(Plan::AKWABA, |store| {
        let mut counter = Counter::at(store);
        let first = counter.receive(&Typed::default());
        let day = counter.today();
        counter.sign(day);
        assert!(counter.page(day).is_covered());
        counter.step(first.visit, Wanted::End);
        counter.receive(&Typed::default());
        let standing: Vec<Standing> = counter.page(day).lines.iter().map(|l| l.standing).collect();
        assert_eq!(standing, [Standing::Changed, Standing::Added]);
        let days = counter.read(|tx| days(tx, here(), day, day));
        assert_eq!(
            (days[0].lines, days[0].present, days[0].signed_lines),
            (2, 1, Some(1))
        );
    });
}

#[test]
fn paper_of_last_year_stands_under_its_own_days_and_its_holes_show() {
    on_every_engine_of(Plan::AKWABA, |store| {
        let mut counter = Counter::at(store);
        counter.retype("12", "14/03/2025");
        counter.retype("14", "15/03/2025");
        let numbers = counter.read(|tx| numbers_of_year(tx, here(), 2025, Book::MAIN));
        assert_eq!(holes(numbers, 2025, Book::MAIN), [(1, 11), (13, 13)]);
        let first = Day::from_sortable(20_250_301).unwrap();
        let last = Day::from_sortable(20_250_331).unwrap();
        let days = counter.read(|tx| days(tx, here(), first, last));
        assert_eq!(days.len(), 2);
        assert_eq!((days[0].lines, days[0].retyped), (1, 1));
        let unfinished = counter.read(|tx| unfinished_before(tx, here(), counter.today()));
        assert_eq!(unfinished, None);
    });
}

#[test]
fn who_was_left_waiting_yesterday_is_not_forgotten() {
    on_every_engine_of(Plan::AKWABA, |store| {
        let mut counter = Counter::at(store);
        counter.receive(&Typed::default());
        let yesterday = counter.today();
        counter.now += jiff::SignedDuration::from_hours(24);
        let unfinished = counter.read(|tx| unfinished_before(tx, here(), counter.today()));
        assert_eq!(unfinished, Some((yesterday, 1)));
    });
}

#[test]
fn an_appointment_is_found_by_the_code_of_its_slip() {
    on_every_engine_of(Plan::AKWABA, |store| {
        let mut counter = Counter::at(store);
        let typed = TypedAppointment {
            day: "20/03/2026",
            time: "9h30",
            name: "Affoué Fictive",
            ..TypedAppointment::default()
        };
        let given = typed.read(Moment::of(counter.now)).unwrap();
        let id = counter.write(|_, ctx| {
            let id = ctx.fresh();
            let allowed = allowed::<act::AppointmentMake>();
            (
                id,
                appointment::give(ctx, &allowed, id, &given, None).unwrap(),
            )
        });
        let day = Day::from_sortable(20_260_320).unwrap();
        let listed = counter.read(|tx| appointments(tx, here(), day, day));
        assert_eq!(listed[0].id, id);
        let code = listed[0].slip().code.to_lowercase();
        assert_eq!(
            counter.read(|tx| appointment_by_code(tx, here(), &code)),
            listed
        );
    });
}

#[test]
fn the_rows_of_the_counter_are_made_again_to_the_same_bytes() {
    on_every_engine_of(Plan::AKWABA, |store| {
        let mut counter = Counter::at(store);
        counter.retype("12", "14/03/2025");
        let first = counter.receive(&Typed {
            name: "Affoué Fictive",
            triage: "bebe",
            ..Typed::default()
        });
        counter.step(first.visit, Wanted::Call(Desk::numbered(2).unwrap()));
        counter.sign(counter.today());
        counter.step(first.visit, Wanted::End);
        let before = counter.read(akwaba_store::rebuild::state_hash);
        store.rebuild(&mut |_| ()).unwrap();
        assert_eq!(counter.read(akwaba_store::rebuild::state_hash), before);
        assert_eq!(counter.page(counter.today()).lines.len(), 1);
    });
}
