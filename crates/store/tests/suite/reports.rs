//! The monthly report against a recount: three months of generated life, counted again by queries so simple that they can be
//! read, on every engine.

use crate::recount::{conforms, indicates, recount};
use crate::support::on_every_engine;
use akwaba_domain::actor::{Actor, Role};
use akwaba_domain::aid::line::{self, LineForm, Standing};
use akwaba_domain::casework::leave::{END, depart};
use akwaba_domain::casework::manual::{self, Texts};
use akwaba_domain::casework::number::{Counter, year_entity as case_year};
use akwaba_domain::casework::open::{Opening, open};
use akwaba_domain::casework::step::{StepForm, finish};
use akwaba_domain::casework::{Case, Edition, Hands, ProcedureRef, Subject, time};
use akwaba_domain::centre::account::grants_in;
use akwaba_domain::directory::Kind;
use akwaba_domain::draft::{Acting, Draft, Secrecy};
use akwaba_domain::policy::{self, Permit, Target, act};
use akwaba_domain::reception::intake::Typed;
use akwaba_domain::reception::number::{day_entity, year_entity};
use akwaba_domain::reception::visit::{self, Counters, Wanted};
use akwaba_domain::reception::{Book, Moment};
use akwaba_domain::referral::{self, AnswerForm, Basis, Ground, REFERRAL, Referral, Sent};
use akwaba_domain::registry::birth::BirthForm;
use akwaba_domain::registry::register::{RegisterForm, register};
use akwaba_domain::reports::monthly::{
    Around, Figures, Month, Rubric, Seal, SignForm, Signing, contradictions, entity as report_id,
    published_entity, sign,
};
use akwaba_domain::{Allowed, Ctx, Drafts, aid, scope};
use akwaba_journal::chance::{Chance, Seeded};
use akwaba_journal::id::{ActorId, CentreId, EntityId, ScopeId};
use akwaba_journal::state::State;
use akwaba_procedures::form::Answers;
use akwaba_store::projections::{aid as books, reports};
use akwaba_store::rebuild::state_hash;
use akwaba_store::{Result, Store, Tx, Writing, append, entity};

/// The first of September 2026, 8:00.
pub const FIRST: i64 = 1_788_249_600_000_000;
pub const DAY: i64 = 24 * 3600 * 1_000_000;
pub const DAYS: i64 = 91;

pub fn centre() -> CentreId {
    CentreId::named("reports")
}

pub fn here() -> ScopeId {
    scope::registry(centre())
}

fn actor(role: Role) -> Actor {
    Actor {
        account: ActorId::named(role.code()),
        grants: grants_in(centre(), &[role]),
        suspended: false,
    }
}

fn may<A: Permit>(role: Role) -> Allowed<A> {
    policy::allow(&actor(role), &Target::of(centre()), ()).unwrap()
}

/// What the centre plays: procedures, each with the register that the report reads and the question that it asks there.
pub const PLAYED: [(&str, &str, &str); 8] = [
    ("P01", "accueil", "envoye"),
    ("P02", "ecoute", "dit"),
    ("P03", "cas_sociaux", "nature"),
    ("P04", "enquetes", "demandeur"),
    ("P05", "vad", "dit"),
    ("P06", "plans", "dit"),
    ("P17", "prets", "dit"),
    ("P22", "conciliations", "pv_type"),
];

/// The example of the format as one of these procedures.
pub fn text_of(procedure: &str) -> String {
    let (code, register, question) = *PLAYED.iter().find(|one| one.0 == procedure).unwrap();
    let registers = format!(
        "## registres\n\n| code | libelle | etape | colonnes |\n|---|---|---|---|\n\
         | {register} | Registre | demande | N° = numero<br>Réponse = ${{{question}}} |\n\n\
         ## indicateurs\n\n| code | libelle | numerateur | denominateur | cible | ventilation |\n\
         |---|---|---|---|---|---|\n\
         | oui | Oui | ${{{question}}} = 'oui' | | | sexe |\n\
         | temps | À temps | a_temps('demande') | fait('demande') | 85 % | age |\n\
         | tard | Après la mi-novembre | fait('demande') | today() > date('2026-11-15') | | agent |\n\n\
         ## survey"
    );
    include_str!("../../../procedures/tests/P99-fauteuil.md")
        .replace("P99", code)
        .replace("libre", question)
        .replace("## survey", &registers)
}

/// A centre at some moment.
struct Life<'s> {
    store: &'s Store,
    now: i64,
    chance: Seeded,
    people: Vec<EntityId>,
    cases: Vec<EntityId>,
    referrals: Vec<EntityId>,
}

impl Life<'_> {
    fn below(&mut self, bound: u64) -> u64 {
        let bytes = self.chance.sixteen();
        (u64::from(bytes[0]) * 256 + u64::from(bytes[1])) % bound.max(1)
    }

    fn draw<T: Copy>(&mut self, of: &[T]) -> T {
        let at = self.below(of.len() as u64) as usize % of.len();
        of[at]
    }

    fn write<T>(&mut self, body: impl Fn(&mut dyn Tx, &mut Ctx<'_>) -> (T, Drafts)) -> T {
        let (store, now) = (self.store.clone(), self.now);
        let chance = &mut self.chance;
        store
            .write(|tx| -> Result<_> {
                let at = jiff::Timestamp::from_microsecond(now).unwrap();
                let mut ctx = Ctx { now: at, chance };
                let (value, drafts) = body(tx, &mut ctx);
                let mut writing = Writing {
                    now_micros: now,
                    chance,
                };
                append(tx, &mut writing, drafts)?;
                Ok(value)
            })
            .unwrap()
    }

    fn person(&mut self) {
        let sex = self.draw(&["female", "male", ""]);
        let year = self.draw(&["1950", "1990", "2008", "2014", "2023", ""]);
        let form = RegisterForm {
            names: vec![("given".into(), "Affoué".into())],
            sex: sex.into(),
            birth: BirthForm {
                year: year.into(),
                ..BirthForm::default()
            },
            ..RegisterForm::default()
        };
        let id = self.write(|_, ctx| register(ctx, &may(Role::Reception), &form).unwrap());
        self.people.push(id);
    }

    fn visit(&mut self) {
        let person = self.people.last().copied().filter(|_| self.now % 3 == 0);
        let typed = Typed {
            person: person.map(|person| (person, "Affoué")),
            sex: self.draw(&["f", "m", ""]),
            age: self.draw(&["3", "30", "70", ""]),
            demands: vec![self.draw(&["aide", "conseil"])],
            known: self.draw(&["nouveau", "connu", ""]),
            ..Typed::default()
        };
        let arrival = typed.read(Moment(self.now)).unwrap();
        let day = Moment(self.now).day().unwrap();
        let received = self.write(|tx, ctx| {
            let year = entity::load(tx, here(), year_entity(centre(), day.year())).unwrap();
            let state = entity::load(tx, here(), day_entity(centre(), day)).unwrap();
            let counters = Counters {
                book: Book::MAIN,
                year: &year,
                day: &state,
            };
            let id = ctx.fresh();
            visit::receive(ctx, &may(Role::Reception), id, &counters, &arrival)
        });
        let void = self.below(6) == 0;
        self.write(|tx, ctx| {
            let state = entity::load(tx, here(), received.visit).unwrap();
            let wanted = if void {
                Wanted::cancel("Erreur").unwrap()
            } else {
                Wanted::Left
            };
            let allowed = may(Role::Reception);
            let drafts = visit::step(ctx, &allowed, received.visit, &state, wanted).unwrap();
            ((), drafts)
        });
    }

    fn case(&mut self) {
        let person = self.draw(&self.people.clone());
        let code = self.draw(&PLAYED).0;
        let text = text_of(code);
        let id = self.write(|tx, ctx| {
            let known = Edition::read(&text, None).unwrap();
            let year = entity::load(tx, here(), case_year(centre(), 2026)).unwrap();
            let counter = Counter {
                book: Book::MAIN,
                year: &year,
            };
            let named = ProcedureRef {
                code: code.into(),
                version: 1,
                layer: 0,
            };
            let opening = Opening {
                procedure: (&named, &known),
                subject: Subject::Person(person),
                assigned: None,
            };
            let id = ctx.fresh();
            let allowed = may(Role::SocialWorker);
            let (_, drafts) = open(ctx, &allowed, id, &counter, &opening).unwrap();
            (id, drafts)
        });
        self.cases.push(id);
    }

    /// Does the first step of the last case: "non" ends it, "oui" leaves it open. At times it is left with a reason.
    fn tell(&mut self) {
        let Some(id) = self.cases.pop() else { return };
        let said = self.draw(&["oui", "non", "non", ""]);
        self.write(|tx, ctx| {
            let state = entity::load(tx, here(), id).unwrap();
            let case = Case::of(id, &state).unwrap();
            let (code, _, question) = *PLAYED
                .iter()
                .find(|one| one.0 == case.procedure.code)
                .unwrap();
            let known = Edition::read(&text_of(code), None).unwrap();
            let hands = Hands::of(&actor(Role::SocialWorker), centre());
            let allowed = may(Role::SocialWorker);
            let about = (&case, &state);
            if said.is_empty() {
                let leaving = ("demande", END, "Elle est revenue avec son fauteuil.");
                let left = depart(
                    ctx,
                    &may(Role::SocialWorker),
                    &hands,
                    about,
                    &known,
                    leaving,
                );
                return ((), left.unwrap());
            }
            let mut answers = Answers::new();
            answers.set("demande/trajets", "Le marché");
            answers.set(&format!("demande/{question}"), said);
            let form = StepForm {
                answers,
                decision: String::new(),
            };
            let done = finish(ctx, &allowed, &hands, about, &known, "demande", &form);
            ((), done.unwrap().1)
        });
    }

    fn refer(&mut self) {
        let (person, case) = (self.draw(&self.people.clone()), self.cases.first().copied());
        let Some(case) = case else { return };
        let sent = Sent {
            centre: centre(),
            case,
            person,
            service: EntityId::named("hospital"),
            kind: self.draw(&[Kind::Health, Kind::Justice, Kind::CivilRegistration]),
            basis: Basis::Exception(Ground::Danger, referral::Words::new("Danger")),
            shared: Vec::new(),
            reason: referral::Words::new("Fièvre"),
            wanted: referral::Words::new("Consultation"),
            accompanied: false,
            at_micros: self.now,
            together: None,
            code: None,
            takes_over: None,
        };
        let id = self.write(|_, ctx| {
            let id = ctx.fresh();
            let mut drafts = Drafts::under(&may::<act::ReferralSend>(Role::SocialWorker));
            drafts.push(Draft {
                scope: here(),
                entity: id,
                kind: REFERRAL,
                version: referral::VERSION,
                act: Acting::on(&State::default())
                    .fact("sent", &sent)
                    .done(None, None),
                secrecy: Secrecy::Keyed(person),
            });
            (id, drafts)
        });
        self.referrals.push(id);
    }

    fn answer(&mut self) {
        let Some(id) = self.referrals.first().copied() else {
            return;
        };
        self.referrals.remove(0);
        let answer = self.draw(&["servi", "indisponible", "rappel"]);
        self.write(|tx, ctx| {
            let state = entity::load(tx, here(), id).unwrap();
            let known = Referral::of(id, &state).unwrap();
            let allowed = may(Role::SocialWorker);
            let about = (&known, &state);
            let form = AnswerForm {
                answer: answer.into(),
                via: "telephone".into(),
                obstacle: "attente".into(),
                ..AnswerForm::default()
            };
            let done = if answer == "rappel" {
                referral::recall(ctx, &allowed, about, "Erreur de service.")
            } else {
                referral::answer(ctx, &allowed, about, &form)
            };
            ((), done.unwrap())
        });
    }

    fn aid(&mut self) {
        let (cash, case) = (aid::cash(centre()), self.cases.first().copied());
        let day = Moment(self.now).day().unwrap();
        let deliver = case.is_some() && self.below(3) > 0;
        self.write(|tx, ctx| {
            let counter = line::year_entity(centre(), cash.id, day.year());
            let standing = Standing {
                book: &cash,
                held: books::held(tx, here(), cash.id).unwrap(),
                letter: Book::MAIN,
                year: &entity::load(tx, here(), counter).unwrap(),
            };
            let allowed = may(Role::Reception);
            let form = LineForm {
                quantity: if deliver { "500" } else { "5000" }.into(),
                proof: "signed".into(),
                words: "Dotation".into(),
                ..LineForm::default()
            };
            let written = match case.filter(|_| deliver && standing.held >= 500) {
                None => line::receive(ctx, &allowed, &standing, &form),
                Some(id) => {
                    let state = entity::load(tx, here(), id).unwrap();
                    let case = Case::of(id, &state).unwrap();
                    let text = text_of(&case.procedure.code);
                    let known = Edition::read(&text, None).unwrap();
                    line::deliver(ctx, &allowed, &standing, (&case, &known), &form)
                }
            };
            ((), written.unwrap())
        });
    }

    fn live(&mut self, days: i64) {
        for day in 0..days {
            self.now = FIRST + day * DAY;
            self.person();
            let turns = self.below(3) + 1;
            for turn in 0..turns {
                self.now += 60_000_000 * (1 + turn as i64);
                match self.below(10) {
                    0 | 1 => self.visit(),
                    2..=4 => self.case(),
                    5 | 6 => self.tell(),
                    7 => self.refer(),
                    8 => self.answer(),
                    _ => self.aid(),
                }
            }
        }
    }
}

fn lived(store: &Store, days: i64) -> Vec<Month> {
    let mut life = Life {
        store,
        now: FIRST,
        chance: Seeded::new(7),
        people: Vec::new(),
        cases: Vec::new(),
        referrals: Vec::new(),
    };
    life.write(|_, _| {
        let all = PLAYED.map(|(code, ..)| text_of(code));
        let texts = Texts {
            shared: None,
            procedures: &all.each_ref().map(String::as_str),
        };
        let allowed = may::<act::ManualPublish>(Role::Director);
        (
            (),
            manual::adopt(&allowed, &State::default(), texts).unwrap(),
        )
    });
    life.live(days);
    ["2026-09", "2026-10", "2026-11"]
        .map(|text| Month::parse(text).unwrap())
        .into()
}

fn figures(store: &Store, month: Month) -> Figures {
    let now = time::civil(FIRST + DAYS * DAY);
    let gathered = store.read(|tx| reports::gathered(tx, centre(), month, now, None));
    gathered.unwrap().figures()
}

/// Of what the life must have told, for the recount to say anything.
const RUBRICS: [Rubric; 13] = [
    Rubric::Visits,
    Rubric::Demands,
    Rubric::Registered,
    Rubric::Acts,
    Rubric::Inquiries,
    Rubric::Origins,
    Rubric::Natures,
    Rubric::Procedures,
    Rubric::Destinations,
    Rubric::Returns,
    Rubric::Aid,
    Rubric::Mediations,
    Rubric::Deadlines,
];

#[test]
fn the_report_of_each_month_is_what_a_recount_says_on_every_engine() {
    on_every_engine(|store| {
        let months = lived(store, DAYS);
        let mut told = [0; RUBRICS.len()];
        for month in months {
            let figures = figures(store, month);
            let known: Result<()> = store.read(|tx| {
                recount(tx, &figures, month);
                Ok(())
            });
            known.unwrap();
            for (place, rubric) in RUBRICS.into_iter().enumerate() {
                let lines = figures.table(rubric).unwrap().lines.iter();
                told[place] += lines.filter_map(|line| line.count).sum::<u32>();
            }
            let today = Month::next(month).first();
            let open = contradictions(month, &figures, &Around::default(), today);
            assert!(open.is_empty(), "{open:?}");
        }
        assert!(!told.contains(&0), "the life tells of everything: {told:?}");
        let known: Result<()> = store.read(|tx| {
            conforms(tx);
            indicates(tx);
            Ok(())
        });
        known.unwrap();
    });
}

#[test]
fn a_signed_report_stands_on_the_journal_and_a_rebuild_changes_nothing() {
    let store = Store::memory().unwrap();
    let months = lived(&store, 12);
    let month = months[0];
    let figures = figures(&store, month);
    let mut chance = Seeded::new(9);
    let now = jiff::Timestamp::from_microsecond(FIRST + DAYS * DAY).unwrap();
    let write = |tx: &mut dyn Tx, chance: &mut Seeded| -> Result<Seal> {
        let state = entity::load(tx, here(), report_id(centre(), month))?;
        let published = published_entity(centre(), month);
        let published = entity::load(tx, scope::reports(centre()), published)?;
        let signing = Signing {
            month,
            state: &state,
            published: &published,
            figures: &figures,
            contradictions: &[],
            seal: reports::seal(tx, centre())?,
        };
        let form = SignForm {
            seen: signing.seen(),
            ..SignForm::default()
        };
        let allowed = may::<act::ReportSign>(Role::Director);
        let drafts = sign(&Ctx { now, chance }, &allowed, &signing, &form).unwrap();
        let mut writing = Writing {
            now_micros: now.as_microsecond(),
            chance,
        };
        append(tx, &mut writing, drafts)?;
        Ok(signing.seal)
    };
    let seal = store.write(|tx| write(tx, &mut chance)).unwrap();
    assert!(seal.entries() > 20 && seal.short().len() == 16);
    let read = |seal: &Seal| store.read(|tx| reports::holds(tx, centre(), seal)).unwrap();
    assert!(read(&seal), "the journal has grown and still holds it");
    let mut other = seal.clone();
    other.0[0].hash = akwaba_journal::chain::Hash([0; 32]);
    assert!(!read(&other));
    let kept = store
        .read(|tx| reports::report(tx, centre(), month))
        .unwrap();
    assert_eq!(kept.last().unwrap().figures, figures);
    let first = store.read(|tx| reports::first_month(tx, centre())).unwrap();
    assert_eq!(first, Some(month));
    let due = store
        .read(|tx| reports::unsigned_before(tx, centre(), months[2]))
        .unwrap();
    assert_eq!(due, Some(months[1]));
    let before = store.read(state_hash).unwrap();
    store.rebuild(&mut |_| ()).unwrap();
    assert_eq!(store.read(state_hash).unwrap(), before);
}
