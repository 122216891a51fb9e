//! Many pairs of worlds that differ by sealed files, and answer alike: a thousand in `cargo verify`, ten thousand in the
//! campaign.
//!
//! A *life* is a centre whose people of every role have worked for a while, as chance had it. In one copy of it nobody
//! ever wrote a sealed file; in others one was written through the protected space, and then more, of other sizes, with
//! other holders, changes of hands and departures. Each copy is a world. The same requests, drawn for that life, are
//! asked of all of them: pages whose counts, lists and files everything of a centre flows into, and others of any role.
//! The answers are the same to the byte. Every page for every role is asked in [`super::apart_tests`].
//!
//! `AKWABA_WORLDS` says how many worlds, `AKWABA_SEED` which life comes first.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use akwaba_domain::actor::Role;
use akwaba_domain::casework::{self, CASE};
use akwaba_journal::act::{Act, Change, Value};
use akwaba_journal::chance::Seeded;
use akwaba_journal::clock::Hlc;
use akwaba_journal::entry::{Entry, Stream};
use akwaba_journal::id::{ActorId, EntityId, NodeId};
use akwaba_journal::pen::{About, Ink, Pen};
use akwaba_store::projections::centre::account;
use akwaba_store::sealed::{self, HeldKey, Recipient, published};
use akwaba_store::vault::{self, Batch};
use akwaba_store::{StoreError, Tx, Writing, ledger};

use super::apart_tests::{asked, begun_day, both, sign_in, turn};
use super::bad_input::forms;
use super::replay_tests::{Asked, Browser, Centre, Day, difference};
use crate::http::{Method, Request, Response, Status};
use crate::routes;

/// Worlds unless told otherwise.
const WORLDS: u64 = 50;
/// Worlds of one life.
const WORLDS_OF_A_LIFE: u64 = 25;
/// What people ask for before the worlds part.
const REQUESTS_OF_A_LIFE: usize = 40;
/// Lives drawn for one seed, at most.
const ATTEMPTS: u64 = 4;
/// Of the pages below, so many are asked of each world in turn; beside every other one, any page of any role.
const SENSITIVE: usize = 4;
/// Of which so many are shown at least: some lead elsewhere, as the home of a role does.
const SHOWN_MIN: usize = 2;

/// Where everything of a centre flows together, by who asks.
pub(super) const PAGES: &[(Role, &[&str])] = &[
    (
        Role::Director,
        &[
            "/",
            "/personnes",
            "/personnes/recherche?q=Awa",
            "/accueil/chiffres",
            "/aujourdhui",
            "/dossiers/charge",
            "/registres",
            "/rapport",
            "/references/chiffres",
            "/donnees",
            "/donnees/echues",
            "/centre/trace",
        ],
    ),
    (
        Role::SocialWorker,
        &[
            "/",
            "/personnes/recherche?q=Koffi",
            "/aujourdhui",
            "/dossiers?voir=tous",
            "/groupes",
            "/papiers",
            "/mon-compte/cles",
            "/personnes",
        ],
    ),
    (
        Role::Reception,
        &[
            "/accueil",
            "/accueil/registre",
            "/personnes/recherche?q=Awa",
            "/personnes",
        ],
    ),
    (
        Role::TechnicalAdmin,
        &["/", "/centre", "/centre/comptes", "/donnees/sauvegardes"],
    ),
];

/// A centre as it was left, and the same with a sealed file; what is asked of every world, and the answers.
struct Life {
    sealed: Centre,
    asked: Vec<Asked>,
    answers: Vec<Response>,
}

impl Life {
    /// The life of a seed. Chance may have had somebody take from a colleague what is needed: then another one is drawn.
    fn lived(seed: u64) -> Self {
        let mut why = String::new();
        for attempt in 0..ATTEMPTS {
            match Self::drawn(seed, seed + attempt * 1_000_003) {
                Ok(life) => return life,
                Err(told) => why = told,
            }
        }
        panic!("AKWABA_SEED={seed}: {why}")
    }

    fn drawn(number: u64, seed: u64) -> Result<Self, String> {
        let mut day = begun_day(seed);
        let mut others = Role::ALL.map(Browser::of);
        let mut worker = Browser::of(Role::SocialWorker);
        for request in 0..REQUESTS_OF_A_LIFE {
            day.go_on(&mut others[request % Role::ALL.len()]);
        }
        for browser in &mut others {
            sign_in(&mut day, browser);
            day.open(browser, "/");
        }
        sign_in(&mut day, &mut worker);
        day.twin = Some(day.centre.forked());
        let mut begun = BTreeSet::new();
        turn(&mut day, &mut worker, &mut begun);
        if begun.is_empty() {
            return Err("nobody got in".to_owned());
        }
        let sealed = day.twin.take().unwrap();
        assert!(
            entries(&sealed) > entries(&day.centre),
            "nothing was sealed"
        );
        (day.record, day.answers) = (Vec::new(), Vec::new());
        ask(&mut day, &mut others, number)?;
        Ok(Self {
            sealed,
            asked: day.record,
            answers: day.answers,
        })
    }

    /// Whatever the first answer of a world differs in from the world without sealed files.
    fn told_apart(&self, world: &Centre) -> Option<String> {
        let both = self.asked.iter().zip(&self.answers);
        both.into_iter().find_map(|(asked, answer)| {
            let other = world.answer(asked);
            let differs = difference(answer, &other)?;
            let request = &asked.request;
            Some(format!("{}?{}: {differs}", request.path, request.query))
        })
    }
}

fn entries(centre: &Centre) -> u64 {
    centre.store.read(|tx| ledger::count(tx)).unwrap()
}

/// Asks what will be asked of every world: sensitive pages in turn, then any page and any link, of any role.
fn ask(day: &mut Day, browsers: &mut [Browser], number: u64) -> Result<(), String> {
    let reading = |address: &str| {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let mut request = Request::new(Method::Get, path);
        request.query = query.to_owned();
        request
    };
    let life = usize::try_from(number).unwrap();
    let (role, pages) = PAGES[life % PAGES.len()];
    let first = life / PAGES.len() * SENSITIVE;
    let open: Vec<&str> = routes::all()
        .filter(|route| route.method == Method::Get && !route.pattern.contains('{'))
        .map(|route| route.pattern)
        .collect();
    let asks = browsers.iter().position(|one| one.role == role).unwrap();
    let other = below(&mut day.chance, browsers.len());
    for browser in [other, asks] {
        sign_in(day, &mut browsers[browser]);
    }
    let mut shown = 0;
    for number in 0..SENSITIVE {
        let address = pages[(first + number) % pages.len()];
        let answer = day.ask(&mut browsers[asks], reading(address));
        shown += usize::from(answer.status == Status::Ok);
        if number % 2 == 0 {
            let links = forms::links(&browsers[other].html);
            let link = links.get(below(&mut day.chance, links.len().max(1)));
            let any = open[below(&mut day.chance, open.len())];
            let address = link.map_or(any, String::as_str);
            // Every other time any page at all, which most of the links are not.
            let address = if number % 4 == 0 { any } else { address };
            day.ask(&mut browsers[other], reading(address));
        }
    }
    // A screen that was hidden, or an account whose rights were taken away, would show nothing to compare.
    match shown >= SHOWN_MIN {
        true => Ok(()),
        false => Err(format!("{role:?} saw {shown} of {pages:?}")),
    }
}

fn below(chance: &mut Seeded, number: usize) -> usize {
    let drawn = chance.below(u64::try_from(number).unwrap());
    usize::try_from(drawn).unwrap()
}

/// Writes sealed files into a world as chance has it: held by some, of any size, changed hands, destroyed.
fn seal_more(world: &Centre, now_micros: i64, chance: &mut Seeded) {
    let centre = world.site.centre;
    let staff = world.store.read(|tx| {
        let mut found = Vec::new();
        for role in Role::ALL {
            let account = account::by_login(tx, centre, role.code())?;
            let account = account.map(|account| account.actor().account);
            found.extend(published::recipients(tx, centre, account.as_slice())?);
        }
        Ok::<_, StoreError>(found)
    });
    let staff = staff.unwrap();
    assert!(staff.len() > 1, "few have keys of their own");
    for _ in 0..=below(chance, 3) {
        let written = world
            .store
            .write(|tx| one_file(tx, &staff, now_micros, chance));
        written.unwrap();
    }
}

fn some(of: &[Recipient], chance: &mut Seeded) -> Vec<Recipient> {
    let from = below(chance, of.len());
    of[from..].to_vec()
}

fn one_file(
    tx: &mut dyn Tx,
    staff: &[Recipient],
    now_micros: i64,
    chance: &mut Seeded,
) -> Result<(), StoreError> {
    let scope = casework::sealed::fresh(chance);
    let key = sealed::create(tx, scope, &some(staff, chance), chance)?;
    let mut held = HeldKey {
        scope,
        epoch: 1,
        key,
    };
    for _ in 0..=below(chance, 3) {
        let inner = vec![inner(now_micros, chance)];
        let batch = Batch {
            scope,
            key: (held.epoch, &held.key),
            inner,
        };
        let mut writing = Writing {
            now_micros,
            chance: &mut *chance,
        };
        vault::append_sealed(tx, &mut writing, &[batch])?;
        if below(chance, 8) == 0 {
            let document = EntityId::named(&below(chance, usize::MAX).to_string());
            let held = core::slice::from_ref(&held);
            sealed::pictures::keep(tx, held, document, b"canari", chance)?;
        }
        match below(chance, 4) {
            0 => held = sealed::rotate(tx, scope, &held, &some(staff, chance), chance)?,
            1 => sealed::assign(tx, core::slice::from_ref(&held), staff, chance)?,
            _ => {}
        }
    }
    if below(chance, 8) == 0 {
        sealed::destroy(tx, scope)?;
    }
    Ok(())
}

/// An entry within a file, of a case that nobody outside knows.
fn inner(now_micros: i64, chance: &mut Seeded) -> Entry {
    let stream = Stream {
        scope: casework::sealed::fresh(chance),
        node: NodeId::named("inside"),
        incarnation: 1,
    };
    let about = About {
        actor: ActorId::named("worker"),
        entity: EntityId::named("case"),
        kind: CASE,
        version: 1,
    };
    let text = "canari ".repeat(below(chance, 6_000));
    let act = Act {
        changes: vec![Change::Fact {
            name: "note".to_owned(),
            value: Value::of(&text),
        }],
        ..Act::default()
    };
    let clock = Hlc::default().tick(now_micros);
    let written = Pen::new(stream).write(clock, about, &act, Ink::Open);
    written.unwrap().entry
}

#[test]
fn a_thousand_worlds_with_sealed_files_answer_as_the_one_without() {
    let (worlds, first) = (asked("AKWABA_WORLDS", WORLDS), asked("AKWABA_SEED", 1));
    let lives =
        Mutex::new((first..).take(usize::try_from(worlds.div_ceil(WORLDS_OF_A_LIFE)).unwrap()));
    let live = || {
        loop {
            let seed = lives.lock().unwrap_or_else(PoisonError::into_inner).next();
            let Some(seed) = seed else { return };
            let life = Life::lived(seed);
            let now = life.asked[0].now.as_microsecond();
            assert_eq!(
                life.told_apart(&life.sealed.forked()),
                None,
                "AKWABA_SEED={seed}"
            );
            for number in 1..WORLDS_OF_A_LIFE {
                let world = life.sealed.forked();
                seal_more(&world, now, &mut Seeded::new((seed << 16) | number));
                let told = life.told_apart(&world);
                assert_eq!(
                    told, None,
                    "world {number}, AKWABA_SEED={seed} AKWABA_WORLDS=25"
                );
            }
        }
    };
    std::thread::scope(|threads| {
        threads.spawn(live);
        live();
    });
}

#[test]
fn a_world_with_one_more_person_in_the_open_is_told_apart() {
    let life = Life::lived(2);
    let world = life.sealed.forked();
    assert_eq!(life.told_apart(&world.forked()), None);
    let mut day = Day {
        centre: world,
        twin: None,
        chance: Seeded::new(1),
        now: life.asked[0].now,
        record: Vec::new(),
        answers: Vec::new(),
    };
    let mut worker = Browser::of(Role::SocialWorker);
    sign_in(&mut day, &mut worker);
    let fields = "kind-0=given&name-0=Awa&confirmed=1";
    let kept = both(&mut day, &mut worker, "/personnes/nouvelle", fields);
    assert_eq!(kept.status, Status::SeeOther, "{}", kept.text_body());
    assert!(life.told_apart(&day.centre).is_some());
}
