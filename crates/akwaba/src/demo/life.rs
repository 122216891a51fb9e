//! Writing the year into the journal, day by day, through the same decisions as the pages.

use super::cases::{CASE_DAYS, Cases};
use super::facilitation::Facilitation;
use super::people::{self, Family};
use super::sealed::Sealed;
use super::steady::{EVERY, Steady};
use super::year::{self, Coming};
use super::{DemoCentre, STAFF, home_visits, intern, learning, making, papers, pictures, report};
use crate::folder::Folder;
use crate::installation::Founded;
use akwaba_domain::actor::{Actor, Role};
use akwaba_domain::centre::account::grants_in;
use akwaba_domain::policy::{self, Denied, Permit, Target, act};
use akwaba_domain::reception::course::Desk;
use akwaba_domain::reception::number::{Book, day_entity, year_entity};
use akwaba_domain::reception::visit::{self, Counters, Wanted};
use akwaba_domain::reception::{self as counter, intake, register::DayPage};
use akwaba_domain::registry::household::{self, HouseholdForm, MemberForm};
use akwaba_domain::registry::register;
use akwaba_domain::reports::monthly::Month;
use akwaba_domain::{Allowed, Ctx, Drafts, scope};
use akwaba_journal::chance::Seeded as JournalChance;
use akwaba_journal::id::{CentreId, EntityId, ScopeId};
use akwaba_matching::chance::{Dice, Seeded};
use akwaba_store::projections::reception as visits;
use akwaba_store::projections::registry::household as households;
use akwaba_store::{StoreError, Tx, Writing, append, entity};
use anyhow::{Result, anyhow};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeSet;

/// Visits on an ordinary day: from this many…
const VISITS_MIN: u64 = 2;
/// …and up to this many more.
const VISITS_MORE: u64 = 5;
/// People waiting when the demonstration opens.
const WAITING_NOW: u64 = 7;

/// How often somebody else is drawn in the place of one whom chance leaves alone.
const DRAWN_MAX: usize = 9;

/// Someone who has been received and may come again.
struct Known {
    person: EntityId,
    name: String,
    sex: &'static str,
    age: String,
    place: String,
}

pub(super) struct Life<'a> {
    pub(super) founded: &'a Founded,
    pub(super) scope: ScopeId,
    pub(super) chance: JournalChance,
    pub(super) dice: Seeded,
    known: Vec<Known>,
    /// Those of whom chance tells nothing more.
    left: BTreeSet<EntityId>,
    families: std::vec::IntoIter<Family>,
}

/// Lives a year in a centre just founded, up to `now`, from a seed. Calls `told` with the days done and their total. Gives the
/// receipt of a complaint that was answered in it.
///
/// # Errors
/// Those of the store; a refusal of the domain is a defect of the demonstration.
pub fn live(
    (founded, folder): (&Founded, &Folder),
    centre: &DemoCentre,
    seed: u64,
    now: Timestamp,
    told: &mut dyn FnMut(u64, u64),
) -> Result<String> {
    let today = akwaba_domain::ctx::day_of(now);
    let mut dice = Seeded::new(seed);
    // Everyone is born before the year begins: some come on its first day.
    let day = akwaba_matching::birth::Day::from_ymd(
        i32::from(today.year()) - 1,
        u8::try_from(today.month())?,
        u8::try_from(today.day())?.min(28),
    )
    .ok_or_else(|| anyhow!("today is on no calendar"))?;
    let families = people::invent(&mut dice, centre, day);
    let days = year::open_days(today);
    let total = days.len() as u64;
    let families_a_day = families.len().div_ceil(days.len().max(1));
    let mut life = Life {
        founded,
        scope: scope::registry(founded.centre),
        chance: JournalChance::new(seed),
        dice,
        known: Vec::new(),
        left: BTreeSet::new(),
        families: families.into_iter(),
    };
    let mut cases = Cases::default();
    let mut steady = Steady::default();
    let mut beside = Facilitation::default();
    let mut sealed = Sealed::open(&life, folder, seed)?;
    let mut month = days.first().copied().map(Month::of);
    for (done, day) in days.into_iter().enumerate() {
        let begun = Month::of(day);
        if let Some(over) = month.replace(begun).filter(|over| *over < begun) {
            sealed.count(&life, day, over)?;
            if begun < Month::of(today) {
                life.report(day, over)?;
            }
        }
        let visits = VISITS_MIN + life.dice.below(VISITS_MORE);
        let coming = year::arrivals(&mut life.dice, day, visits, families_a_day);
        life.day(&coming, true)?;
        if done + CASE_DAYS >= usize::try_from(total)? {
            life.casework(&mut cases, day)?;
            life.together_at(day, |life, tx, at| beside.day(&mut cases, life, tx, at))?;
        }
        if done % EVERY == 0 {
            life.together_at(day, |life, tx, at| steady.day(&mut cases, life, tx, at))?;
        }
        sealed.day(&mut life, usize::try_from(total)? - done, day)?;
        told(done as u64 + 1, total);
    }
    // The centre was founded just now: its manual cannot change before.
    life.together(|life, tx| making::live(life, tx, now))?;
    life.together(|life, tx| learning::live(life, tx, now))?;
    let mut waiting = year::arrivals(&mut life.dice, today, WAITING_NOW, 0);
    for (index, coming) in waiting.iter_mut().enumerate() {
        let before = i64::try_from(WAITING_NOW)? - i64::try_from(index)?;
        coming.at = now - SignedDuration::from_mins(before * 6);
    }
    life.day(&waiting, false)?;
    life.together(|life, tx| home_visits::live(life, tx, now, cases.open()))?;
    life.together(|life, tx| intern::live(life, tx, now, cases.open()))?;
    life.together(|life, tx| papers::live(life, tx, now))?;
    life.together(|life, tx| pictures::live(life, tx, now, cases.open()))?;
    sealed.today(&life, now)
}

impl Life<'_> {
    /// One day, in one transaction.
    fn day(&mut self, coming: &[Coming], over: bool) -> Result<()> {
        self.together(|life, tx| life.live_day(tx, coming, over))
    }

    fn together(
        &mut self,
        mut body: impl FnMut(&mut Self, &mut dyn Tx) -> Result<()>,
    ) -> Result<()> {
        let store = self.founded.store.clone();
        let mut failed = None;
        store
            .write(|tx| {
                body(self, tx).map_err(|error| {
                    failed = Some(error);
                    StoreError::Conflict
                })
            })
            .map_err(|error| failed.take().unwrap_or_else(|| error.into()))
    }

    /// The afternoon of one day, in one transaction.
    fn casework(&mut self, cases: &mut Cases, day: Date) -> Result<()> {
        self.together_at(day, |life, tx, at| cases.day(life, tx, at))
    }

    pub(super) fn together_at(
        &mut self,
        day: Date,
        mut body: impl FnMut(&mut Self, &mut dyn Tx, Timestamp) -> Result<()>,
    ) -> Result<()> {
        let afternoon = day.at(15, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC)?;
        self.together(|life, tx| body(life, tx, afternoon.timestamp()))
    }

    /// The report of a month that is over, signed in the morning of a day.
    fn report(&mut self, day: Date, month: Month) -> Result<()> {
        let morning = day.at(7, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC)?;
        self.together(|life, tx| report::signed(life, tx, morning.timestamp(), month))
    }

    fn live_day(&mut self, tx: &mut dyn Tx, coming: &[Coming], over: bool) -> Result<()> {
        for one in coming {
            if one.new
                && let Some(family) = self.families.next()
            {
                self.register(tx, one.at, family)?;
            }
            self.receive(tx, one, over)?;
        }
        let last = coming.last().map(|one| one.at);
        match last {
            Some(last) if over => self.sign(tx, last + SignedDuration::from_hours(3)),
            _ => Ok(()),
        }
    }

    /// Somebody of the registry.
    pub(super) fn anyone(&mut self) -> Option<EntityId> {
        let mut drawn = (0..DRAWN_MAX).map_while(|_| self.dice.one(&self.known));
        let one = drawn.find(|known| !self.left.contains(&known.person));
        one.map(|known| known.person)
    }

    /// A child of the registry, the first who came.
    pub(super) fn child(&self) -> Option<EntityId> {
        let of_age = |known: &&Known| {
            known
                .age
                .parse()
                .is_ok_and(|age: u8| (8..=12).contains(&age))
        };
        self.known.iter().find(of_age).map(|known| known.person)
    }

    /// Leaves people to whoever goes on with them otherwise than by chance.
    pub(super) fn leave(&mut self, people: &[EntityId]) {
        self.left.extend(people);
    }

    pub(super) fn actor(&self, role: Role) -> Actor {
        let place = STAFF.iter().position(|(_, _, held, _)| *held == role);
        let account = place.and_then(|place| self.founded.accounts.get(place).copied());
        let account = account.unwrap_or_else(|| akwaba_journal::id::ActorId::named("nobody"));
        Actor {
            account,
            grants: grants_in(self.founded.centre, &[role]),
            suspended: false,
        }
    }

    pub(super) fn allow<A: Permit>(&self, role: Role) -> Result<Allowed<A>, Denied> {
        policy::allow(&self.actor(role), &Target::of(self.founded.centre), ())
    }

    pub(super) fn append(&mut self, tx: &mut dyn Tx, at: Timestamp, drafts: Drafts) -> Result<()> {
        let mut writing = Writing {
            now_micros: at.as_microsecond(),
            chance: &mut self.chance,
        };
        append(tx, &mut writing, drafts)?;
        Ok(())
    }

    fn register(&mut self, tx: &mut dyn Tx, at: Timestamp, family: Family) -> Result<()> {
        let allowed = self.allow::<act::PersonRegister>(Role::Reception)?;
        let mut members = Vec::new();
        for (index, (person, form)) in family.members.iter().enumerate() {
            let registered = register::register(
                &mut Ctx {
                    now: at,
                    chance: &mut self.chance,
                },
                &allowed,
                form,
            );
            let (id, drafts) = registered.map_err(|refusals| anyhow!("{refusals:?}"))?;
            self.append(tx, at, drafts)?;
            let head = family.members.first().map_or(person, |(head, _)| head);
            let role = people::role(index, head, person);
            if let Some(needs) = people::needs(&mut self.dice, person, at) {
                self.note_needs(tx, at, id, needs)?;
            }
            members.push(MemberForm {
                person: id.to_string(),
                role: role.to_owned(),
                ..MemberForm::default()
            });
            self.known.push(Known {
                person: id,
                name: person.full_name(),
                sex: if form.sex == "female" { "f" } else { "m" },
                age: people::age(person, at).to_string(),
                place: family.place.locality.clone(),
            });
        }
        if members.len() > 1 {
            let form = HouseholdForm {
                members,
                place: family.place,
                recipient: String::new(),
            };
            self.open_household(tx, at, &form)?;
        }
        Ok(())
    }

    fn open_household(
        &mut self,
        tx: &mut dyn Tx,
        at: Timestamp,
        form: &HouseholdForm,
    ) -> Result<()> {
        let allowed = self.allow::<act::HouseholdChange>(Role::SocialWorker)?;
        let ids: Vec<EntityId> = form
            .members
            .iter()
            .filter_map(|member| member.person.parse().ok())
            .collect();
        let people = households::people(tx, self.scope, ids)?;
        let opened = household::change::open(
            &mut Ctx {
                now: at,
                chance: &mut self.chance,
            },
            &allowed,
            form,
            &people,
        );
        let (_, drafts) = opened.map_err(|refusals| anyhow!("{refusals:?}"))?;
        self.append(tx, at, drafts)
    }

    fn receive(&mut self, tx: &mut dyn Tx, coming: &Coming, over: bool) -> Result<()> {
        let centre: CentreId = self.founded.centre;
        let day = counter::Day::of(coming.at);
        let year = entity::load(tx, self.scope, year_entity(centre, day.year()))?;
        let today = entity::load(tx, self.scope, day_entity(centre, day))?;
        let book = Book::lettered('A').ok_or_else(|| anyhow!("a book has no letter"))?;
        let counters = Counters {
            book,
            year: &year,
            day: &today,
        };
        let latest = if coming.new {
            self.known.last()
        } else {
            self.dice.one(&self.known)
        };
        let mut typed = latest.map_or_else(
            || year::typed(coming, "", "", ""),
            |known| year::typed(coming, &known.age, known.sex, &known.place),
        );
        typed.person = latest.map(|known| (known.person, known.name.as_str()));
        let arrival = intake::Typed::read(&typed, counter::Moment::of(coming.at))
            .map_err(|r| anyhow!("{r:?}"))?;
        let allowed = self.allow::<act::VisitReceive>(Role::Reception)?;
        let mut ctx = Ctx {
            now: coming.at,
            chance: &mut self.chance,
        };
        let id = ctx.fresh();
        let (_, drafts) = visit::receive(&mut ctx, &allowed, id, &counters, &arrival);
        self.append(tx, coming.at, drafts)?;
        if over {
            self.see_off(tx, coming, id)
        } else {
            Ok(())
        }
    }

    fn see_off(&mut self, tx: &mut dyn Tx, coming: &Coming, id: EntityId) -> Result<()> {
        let called = coming.at + SignedDuration::from_mins(coming.wait_minutes);
        let ended = called + SignedDuration::from_mins(coming.talk_minutes);
        let desk = Desk::numbered(1).ok_or_else(|| anyhow!("no desk"))?;
        let last = if self.dice.percent(30) {
            Wanted::orient(
                false,
                self.dice.one(&year::SERVICES).copied().unwrap_or("Mairie"),
            )
            .map_err(|r| anyhow!("{r:?}"))?
        } else {
            Wanted::End
        };
        for (at, wanted) in [
            (called, Wanted::Call(desk)),
            (called, Wanted::Interview),
            (ended, last),
        ] {
            let allowed = self.allow::<act::VisitHandle>(Role::Reception)?;
            let state = entity::load(tx, self.scope, id)?;
            let ctx = Ctx {
                now: at,
                chance: &mut self.chance,
            };
            let drafts =
                visit::step(&ctx, &allowed, id, &state, wanted).map_err(|r| anyhow!("{r:?}"))?;
            self.append(tx, at, drafts)?;
        }
        Ok(())
    }

    fn sign(&mut self, tx: &mut dyn Tx, at: Timestamp) -> Result<()> {
        let allowed = self.allow::<act::RegisterSign>(Role::Director)?;
        let day = counter::Day::of(at);
        let state = entity::load(tx, self.scope, day_entity(self.founded.centre, day))?;
        let page = DayPage::of(day, visits::visits_of_day(tx, self.scope, day)?, &state);
        let ctx = Ctx {
            now: at,
            chance: &mut self.chance,
        };
        let drafts =
            counter::sign::sign(&ctx, &allowed, &page, &state).map_err(|r| anyhow!("{r:?}"))?;
        self.append(tx, at, drafts)
    }
}
