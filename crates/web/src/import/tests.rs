//! Files as the field sends them, from their bytes to the registry.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use akwaba_domain::actor::{Actor, Grant, Reach, Role};
use akwaba_domain::policy::{self, Allowed, Target, act};
use akwaba_domain::registry::household::MemberRole;
use akwaba_domain::registry::import::Mapping;
use akwaba_domain::registry::{Day, PersonView, person};
use akwaba_domain::scope;
use akwaba_journal::chance::Seeded;
use akwaba_journal::id::{ActorId, CentreId, EntityId, ScopeId};
use akwaba_store::local::import::line::{self, Choice, LineState};
use akwaba_store::projections::registry::{household, person as people};
use akwaba_store::rebuild::state_hash;
use akwaba_store::{Store, StoreError, Writing, entity, forget, heads};
use akwaba_tables::{Options, open};

use super::stage::naming;
use super::*;

const PEOPLE: &str = "Nom;Prénoms;Sexe;Date de naissance;Téléphone;NNI;Ménage;Lien;Montant\n\
    KOUASSI;Affoué Marie;F;14/03/1990;0700123456;00012345600;M01;Cheffe;1\n\
    KOUASSI;Yao;M;2012;;;M01;fils;2\n\
    GNAHORÉ;Zadi;M;vers 1975;07 00 98 76 54;;M02;chef;3\n";

pub(super) struct Bench {
    pub(super) store: Store,
    pub(super) turn: u64,
}

pub(super) fn centre() -> CentreId {
    CentreId::named("c")
}

fn registry() -> ScopeId {
    scope::registry(centre())
}

fn actor(name: &str) -> Actor {
    Actor {
        account: ActorId::named(name),
        grants: vec![Grant {
            role: Role::SocialWorker,
            reach: Reach::of([centre()]),
        }],
        suspended: false,
    }
}

fn allowed(name: &str) -> Allowed<act::RegistryImport> {
    policy::allow(&actor(name), &Target::of(centre()), ()).unwrap()
}

impl Bench {
    pub(super) fn new() -> Self {
        Self {
            store: Store::memory().unwrap(),
            turn: 0,
        }
    }

    fn with<T>(&mut self, body: impl FnOnce(&Store, &mut Writing<'_>) -> T) -> T {
        self.turn += 1;
        let mut chance = Seeded::new(self.turn);
        let mut writing = Writing {
            now_micros: 1_790_000_000_000_000 + i64::try_from(self.turn).unwrap(),
            chance: &mut chance,
        };
        body(&self.store, &mut writing)
    }

    fn prepare(&mut self, bytes: &[u8]) -> Result<Begun, ImportError> {
        let upload = Upload {
            name: "liste.csv".into(),
            source: "Mairie".into(),
            as_of: Day::of(2026, 11, 23).unwrap(),
            hash: *blake3::hash(bytes).as_bytes(),
        };
        let mut table = open(bytes, &Options::default())?;
        let who = (centre(), ActorId::named("awa"));
        self.with(|store, writing| prepare(store, writing, who, &upload, &mut table, &mut |_| ()))
    }

    fn map(&mut self, id: EntityId) {
        let who = (id, ActorId::named("awa"));
        self.with(|store, _| {
            store.write(|tx| {
                let plan = plan::Work::get(tx, id, who.1)?.plan;
                let mapping = Mapping::guess(&plan.header).rest_aside();
                map(tx, who, &mapping, "Mairie")
            })
        })
        .unwrap();
    }

    fn check(&mut self, id: EntityId) -> Vec<Checked> {
        let mut seen = Vec::new();
        let mut memory = Memory::default();
        loop {
            let step = self.with(|store, writing| {
                store.write(|tx| check(tx, writing, &allowed("awa"), id, &mut memory))
            });
            let step = step.unwrap();
            seen.push(step);
            if step.ended {
                return seen;
            }
        }
    }

    fn commit(&mut self, id: EntityId) -> Result<Committed, ImportError> {
        self.with(|store, writing| commit(store, writing, &allowed("awa"), id, &mut |_, _| ()))
    }

    /// From its bytes to what is decided upon.
    fn ready(&mut self, bytes: &[u8]) -> EntityId {
        let Begun::Under(id) = self.prepare(bytes).unwrap() else {
            unreachable!("the file was not imported before");
        };
        self.map(id);
        self.check(id);
        id
    }

    fn import(&mut self, bytes: &[u8]) -> Committed {
        let id = self.ready(bytes);
        self.commit(id).unwrap()
    }

    fn states(&self, id: EntityId) -> Vec<LineState> {
        let lines = self.store.read(|tx| line::after(tx, id, 0, 1_000)).unwrap();
        lines.iter().map(|line| line.state).collect()
    }

    fn found(&self, id: EntityId, row: i64) -> Found {
        let lines = self.store.read(|tx| line::after(tx, id, row - 1, 1));
        Found::unpack(lines.unwrap()[0].found.as_deref()).unwrap()
    }

    fn choose(&self, id: EntityId, row: i64, choice: Choice) {
        let chosen = self
            .store
            .write(|tx| line::choose(tx, id, row, Some(choice)));
        chosen.unwrap();
    }

    fn people(&self) -> Vec<PersonView> {
        let mut all = Vec::new();
        self.store
            .read(|tx| {
                entity::each_of_kind(tx, registry(), person::KIND, &mut |id, state| {
                    all.push(PersonView::of(id, &state));
                    Ok(())
                })
            })
            .unwrap();
        all
    }
}

fn codes(found: &Found) -> Vec<&str> {
    found.faults.iter().map(|said| said.code.as_str()).collect()
}

#[test]
fn a_file_comes_in_with_its_people_and_households_in_one_batch() {
    let mut bench = Bench::new();
    let done = bench.import(PEOPLE.as_bytes());
    assert_eq!((done.counts.people, done.counts.households), (3, 2));
    let people = bench.people();
    let affoue = people
        .iter()
        .find(|p| p.line().short().as_str().contains("Affoué"));
    let affoue = affoue.unwrap();
    assert_eq!(
        affoue.identities[0].value.key().as_deref(),
        Some("00012345600")
    );
    bench
        .store
        .read(|tx| {
            let heads = heads::ends(tx)?;
            assert_eq!(heads.iter().map(|head| head.seq).collect::<Vec<_>>(), [6]);
            assert_eq!(household::count(tx, registry())?, 2);
            let of = household::of_person(tx, registry(), affoue.id)?;
            assert_eq!(of[0].membership.role, MemberRole::Head);
            assert!(
                line::counts(tx, done.import)?.is_empty(),
                "nothing is left of the file"
            );
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

#[test]
fn the_same_file_twice_adds_nothing_however_it_comes() {
    let mut bench = Bench::new();
    let first = bench.import(PEOPLE.as_bytes());
    let before = bench.store.read(state_hash).unwrap();
    assert_eq!(
        bench.prepare(PEOPLE.as_bytes()).unwrap(),
        Begun::Done(first.import)
    );
    assert_eq!(
        bench.commit(first.import).unwrap(),
        first,
        "a second click says the same"
    );
    assert_eq!(bench.store.read(state_hash).unwrap(), before);
    // The same rows saved again by another program: other bytes, other order of columns.
    let saved = "Prénoms,Nom,Sexe,Naissance,Tel,NNI,N° ménage,Lien de parenté\r\n\
        Affoué Marie,KOUASSI,F,14/03/1990,0700123456,00012345600,M01,Cheffe\r\n\
        Yao,KOUASSI,M,2012,,,M01,fils\r\n\
        Zadi,GNAHORÉ,M,vers 1975,07 00 98 76 54,,M02,chef\r\n";
    let again = bench.import(saved.as_bytes());
    assert_eq!(again.counts.known, 3);
    assert_eq!((again.counts.people, again.counts.households), (0, 0));
    assert_eq!(bench.people().len(), 3);
}

#[test]
fn a_person_who_was_forgotten_does_not_come_back_with_the_file() {
    let mut bench = Bench::new();
    bench.import(PEOPLE.as_bytes());
    let yao = bench
        .people()
        .into_iter()
        .find(|p| p.birth.shown().unwrap().year == Some(2012));
    let yao = yao.unwrap().id;
    bench
        .store
        .write(|tx| forget::forget(tx, 9, registry(), yao))
        .unwrap();
    let again = format!("{PEOPLE}KONAN;Aya;F;2001;;;M01;enfant;4\n");
    let id = bench.ready(again.as_bytes());
    assert!(bench.found(id, 3).forgotten);
    let done = bench.commit(id).unwrap();
    assert_eq!((done.counts.people, done.counts.known), (1, 3));
    assert_eq!(bench.people().len(), 3);
    let members = bench
        .store
        .read(|tx| household::of_person(tx, registry(), yao))
        .unwrap();
    assert_eq!(
        members.len(),
        1,
        "only the membership that was there before"
    );
}

#[test]
fn accents_of_windows_come_through() {
    let mut bench = Bench::new();
    let bytes: Vec<u8> = PEOPLE
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    bench.import(&bytes);
    let names: Vec<String> = bench
        .people()
        .iter()
        .map(|p| p.line().short().as_str().to_owned())
        .collect();
    assert!(
        names.contains(&"KOUASSI Affoué Marie".to_owned()),
        "{names:?}"
    );
    assert!(names.contains(&"GNAHORÉ Zadi".to_owned()), "{names:?}");
}

#[test]
fn a_file_with_one_wrong_row_is_not_written_and_says_where() {
    let mut bench = Bench::new();
    let file = PEOPLE
        .replace("vers 1975", "autrefois")
        .replace("fils", "fils?;x");
    let id = bench.ready(file.as_bytes());
    assert_eq!(
        bench.states(id),
        [LineState::New, LineState::Wrong, LineState::Wrong]
    );
    assert_eq!(codes(&bench.found(id, 3)), ["table-extra-cells"]);
    let found = bench.found(id, 4);
    assert_eq!(
        (codes(&found), found.faults[0].column),
        (vec!["import-birth-form"], Some(3))
    );
    assert!(matches!(bench.commit(id), Err(ImportError::OtherStep)));
    assert!(bench.people().is_empty());
}

#[test]
fn doubles_within_the_file_are_told_of_each_other() {
    let mut bench = Bench::new();
    let file = "id;Nom;Prénoms;Date de naissance\n\
        7;KONÉ;Awa;14/03/1990\n\
        07;TRAORÉ;Issa;1980\n\
        7;KONÉ;Awa;14/03/1990\n\
        07;BAMBA;Ali;1981\n\
        9;KONE;Hawa;14/03/1990\n";
    let id = bench.ready(file.as_bytes());
    let expected = [
        LineState::New,
        LineState::New,
        LineState::Repeated,
        LineState::Wrong,
        LineState::Probable,
    ];
    assert_eq!(bench.states(id), expected);
    assert_eq!(bench.found(id, 4).repeats, Some(2));
    assert_eq!(codes(&bench.found(id, 5)), ["import-number-twice"]);
    assert_eq!(bench.found(id, 6).alike.unwrap().row, Some(2));
}

#[test]
fn somebody_decides_about_who_is_likely_known() {
    let mut bench = Bench::new();
    bench.import(PEOPLE.as_bytes());
    let file = "Nom;Prénoms;Sexe;Date de naissance;NNI;Ménage;Lien\n\
        KOUASSY;Affoue Mari;F;14/03/1990;000 1234 5600;A;conjointe\n\
        ZADI;Gnaoré;M;1975;;A;chef\n\
        TOTALEMENT;Autre;F;2020;;A;fille\n";
    let id = bench.ready(file.as_bytes());
    assert_eq!(
        bench.states(id),
        [LineState::Probable, LineState::Probable, LineState::New]
    );
    assert!(
        matches!(bench.commit(id), Err(ImportError::OtherStep)),
        "nobody has decided"
    );
    bench.choose(id, 2, Choice::Same);
    assert!(
        matches!(bench.commit(id), Err(ImportError::OtherStep)),
        "one is left"
    );
    bench.choose(id, 3, Choice::Anyway);
    let done = bench.commit(id).unwrap().counts;
    assert_eq!((done.people, done.same, done.anyway), (2, 1, 1));
    assert_eq!(bench.people().len(), 5);
    // The person already known takes their place in the household of the file.
    let known = bench
        .people()
        .into_iter()
        .find(|p| !p.identities.is_empty())
        .unwrap();
    let of = bench
        .store
        .read(|tx| household::of_person(tx, registry(), known.id))
        .unwrap();
    let mut roles: Vec<MemberRole> = of.iter().map(|row| row.membership.role).collect();
    roles.sort_unstable();
    assert_eq!(roles, [MemberRole::Head, MemberRole::Spouse]);
}

#[test]
fn a_household_has_one_head_in_the_file_and_with_those_it_had() {
    let mut bench = Bench::new();
    let file = "Nom;Ménage;Lien\nBROU;H;chef\nKONAN;H;chef\nYAPI;I;chef\n";
    let id = bench.ready(file.as_bytes());
    assert_eq!(codes(&bench.found(id, 3)), ["import-two-heads"]);
    assert_eq!(
        bench.states(id),
        [LineState::New, LineState::Wrong, LineState::New]
    );
    bench.import("Nom;Ménage;Lien\nBROU;H;chef\n".as_bytes());
    let id = bench.ready("Nom;Ménage;Lien\nLOUKOU;H;chef\n".as_bytes());
    assert_eq!(codes(&bench.found(id, 2)), ["registry-two-heads"]);
    let more = bench.import("Nom;Ménage;Lien\nAMANI;H;enfant\n".as_bytes());
    assert_eq!((more.counts.people, more.counts.households), (1, 1));
    let homes = bench
        .store
        .read(|tx| household::count(tx, registry()))
        .unwrap();
    assert_eq!(homes, 1, "the child joins the household that was there");
}

#[test]
fn a_number_that_is_someone_elses_here_is_refused() {
    let mut bench = Bench::new();
    bench.import("id;Nom\n001;BROU\n".as_bytes());
    let id = bench.ready("id;Nom\n001;SANOGO\n1;SANOGO\n".as_bytes());
    assert_eq!(bench.states(id), [LineState::Wrong, LineState::New]);
    assert_eq!(codes(&bench.found(id, 2)), ["import-number-of-another"]);
}

/// Registers everyone, whoever they look like.
fn all_anyway(bench: &Bench, id: EntityId) {
    let chosen = bench
        .store
        .write(|tx| line::choose_rest(tx, id, Choice::Anyway));
    chosen.unwrap();
}

/// A name that sounds like no other number's.
fn invented(mut number: u32) -> String {
    const PARTS: [&str; 12] = [
        "ba", "ko", "ti", "lu", "me", "sa", "do", "ri", "fa", "gu", "pe", "vo",
    ];
    let mut name = String::new();
    for _ in 0..4 {
        name += PARTS[(number % 12) as usize];
        number /= 12;
    }
    name
}

/// Many rows, all different, in households of three.
pub(super) fn many(rows: u32) -> String {
    let mut file = String::from("id;Nom;Prénoms;Date de naissance;Ménage;Lien\n");
    for row in 0..rows {
        let (family, given) = (invented(row * 7), invented(row * 11 + 5));
        let role = if row % 3 == 0 { "chef" } else { "enfant" };
        let (year, home) = (1930 + row % 90, row / 3);
        file += &format!("{row:06};{family};{given};{year};{home};{role}\n");
    }
    file
}

#[test]
fn progress_only_grows_and_an_import_is_taken_up_where_it_was_left() {
    let mut bench = Bench::new();
    let file = many(2_100);
    let Begun::Under(id) = bench.prepare(file.as_bytes()).unwrap() else {
        unreachable!()
    };
    assert_eq!(
        bench.prepare(file.as_bytes()).unwrap(),
        Begun::Under(id),
        "taken up again"
    );
    bench.map(id);
    let steps = bench.check(id);
    assert!(steps.len() > 4);
    assert!(
        steps.windows(2).all(|pair| pair[0].done <= pair[1].done),
        "{steps:?}"
    );
    assert!(steps.iter().all(|step| step.done <= step.total));
    assert_eq!(steps.last().unwrap().done, 4_200);
    all_anyway(&bench, id);
    let mut seen = Vec::new();
    bench
        .with(|store, writing| {
            let mut progress = |done, total| seen.push((done, total));
            commit(store, writing, &allowed("awa"), id, &mut progress)
        })
        .unwrap();
    assert!(seen.windows(2).all(|pair| pair[0].0 <= pair[1].0));
    assert_eq!(seen.last(), Some(&(2_100, 2_100)));
    assert_eq!(
        bench
            .store
            .read(|tx| people::count(tx, registry()))
            .unwrap(),
        2_100
    );
}

#[test]
fn a_commit_cut_in_the_middle_leaves_nothing_and_can_be_done_again() {
    let mut bench = Bench::new();
    let id = bench.ready(many(1_200).as_bytes());
    all_anyway(&bench, id);
    let before = bench.store.read(state_hash).unwrap();
    for cut in [1, 500, 1_000, 1_200] {
        let cut_off = catch_unwind(AssertUnwindSafe(|| {
            bench.with(|store, writing| {
                let mut progress = |done, _| {
                    if done >= cut {
                        resume_unwind(Box::new("the plug is pulled"));
                    }
                };
                commit(store, writing, &allowed("awa"), id, &mut progress)
            })
        }));
        assert!(cut_off.is_err());
        assert_eq!(
            bench.store.read(state_hash).unwrap(),
            before,
            "cut at {cut}"
        );
    }
    assert_eq!(bench.commit(id).unwrap().counts.people, 1_200);
    let written = bench.store.read(state_hash).unwrap();
    bench.store.rebuild(&mut |_| ()).unwrap();
    assert_eq!(bench.store.read(state_hash).unwrap(), written);
}

#[test]
fn an_import_is_its_owners_alone() {
    let mut bench = Bench::new();
    let id = bench.ready(PEOPLE.as_bytes());
    let other = ActorId::named("issa");
    let asked = bench
        .store
        .write(|tx| map(tx, (id, other), &Mapping::default(), ""));
    assert!(matches!(asked, Err(ImportError::NotFound)));
    let asked =
        bench.with(|store, writing| commit(store, writing, &allowed("issa"), id, &mut |_, _| ()));
    assert!(matches!(asked, Err(ImportError::NotFound)));
    assert!(bench.people().is_empty());
}

#[test]
fn more_rows_than_a_way_in_takes_are_refused_whole() {
    let bench = Bench::new();
    let mut table = open(PEOPLE.as_bytes(), &Options::default()).unwrap();
    let rows: Vec<_> = table.by_ref().map(Result::unwrap).collect();
    let header = table.header().to_vec();
    let mut chance = Seeded::new(1);
    let mut writing = Writing {
        now_micros: 1,
        chance: &mut chance,
    };
    let upload = Upload {
        name: "x".into(),
        source: String::new(),
        as_of: Day::of(2026, 11, 23).unwrap(),
        hash: [1; 32],
    };
    let who = ActorId::named("awa");
    let asked = bench.store.write(|tx| {
        let begun = begin(tx, &mut writing, (centre(), who), &upload, &header)?;
        let Begun::Under(id) = begun else {
            return Err(ImportError::NotFound);
        };
        stage(tx, (id, who), &rows, (true, 2))
    });
    assert!(matches!(asked, Err(ImportError::TooManyRows { limit: 2 })));
    let jobs = bench
        .store
        .read(|tx| akwaba_store::local::import::of_account(tx, who));
    assert!(jobs.unwrap().is_empty());
}

#[test]
fn a_file_taken_up_with_another_row_of_names_is_read_again_from_its_first_row() {
    let mut bench = Bench::new();
    let bytes = "Liste de la mairie;;\nNom;Prénoms;Sexe\nKONÉ;Awa;F\n".as_bytes();
    let upload = Upload {
        name: "liste.csv".into(),
        source: String::new(),
        as_of: Day::of(2026, 11, 23).unwrap(),
        hash: [7; 32],
    };
    let who = (centre(), ActorId::named("awa"));
    let header = ["Nom", "Prénoms", "Sexe"].map(str::to_owned);
    for row in [None, Some(2)] {
        let options = Options {
            header_row: row,
            ..Options::default()
        };
        let mut table = open(bytes, &options).unwrap();
        // Names that are missing refuse the file; whoever begins it anyway has staged it by the wrong ones.
        let rows: Vec<_> = table.by_ref().map(Result::unwrap).collect();
        let names = table.header().to_vec();
        bench.with(|store, writing| {
            store
                .write(|tx| {
                    let Begun::Under(id) = begin(tx, writing, who, &upload, &names)? else {
                        return Err(ImportError::OtherStep);
                    };
                    stage(tx, (id, who.1), &rows, (true, 10))
                })
                .unwrap();
        });
    }
    let id = bench.with(|store, writing| {
        store.write(|tx| Ok::<_, StoreError>(naming(tx, writing)?.file(&upload.hash)))
    });
    let id = id.unwrap();
    let (phase, plan) = bench.store.read(|tx| find(tx, id, who.1)).unwrap().unwrap();
    assert_eq!((phase, plan.rows), (Phase::Mapping, 1));
    assert_eq!(plan.header, header);
}

#[test]
fn two_sheets_of_one_workbook_are_two_imports_and_one_file_is_one() {
    let bytes = blake3::hash(b"classeur");
    let sheet = |name: &str, all: &[&str]| {
        let sheets = all.iter().map(|name| (*name).to_owned()).collect();
        let sheet = name.to_owned();
        named(bytes, &akwaba_tables::Format::Xlsx { sheet, sheets })
    };
    assert_ne!(
        sheet("Abobo", &["Abobo", "Yopougon"]),
        sheet("Yopougon", &["Abobo", "Yopougon"])
    );
    assert_eq!(sheet("Abobo", &["Abobo"]), *bytes.as_bytes());
}
