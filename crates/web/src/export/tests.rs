//! Lists as they leave, and as an import reads them back.

use akwaba_domain::actor::{Actor, Grant, Reach, Role};
use akwaba_domain::centre::export::{self as rules, List};
use akwaba_domain::registry::birth::Birth;
use akwaba_domain::registry::household::{HouseholdView, KIND, Membership, Recipient};
use akwaba_domain::registry::identity::Identity;
use akwaba_domain::registry::import::{Mapping, said};
use akwaba_domain::registry::line::card;
use akwaba_domain::registry::phone::Phone;
use akwaba_domain::registry::place::Place;
use akwaba_domain::registry::told::Told;
use akwaba_domain::registry::{PersonView, person};
use akwaba_domain::{policy, scope};
use akwaba_journal::chance::Seeded;
use akwaba_journal::id::{ActorId, CentreId, EntityId};
use akwaba_matching::card::Card;
use akwaba_store::local::import::line::LineState;
use akwaba_store::projections::registry::household;
use akwaba_store::{Store, Writing, entity};
use akwaba_tables::{Options, open};
use proptest::prelude::*;

use super::*;
use crate::i18n::Lang;
use crate::import::{self as engine, Begun, Upload};
use crate::{Heading, Site};

fn centre() -> CentreId {
    CentreId::named("c")
}

fn director() -> Actor {
    Actor {
        account: ActorId::named("awa"),
        grants: vec![Grant {
            role: Role::Director,
            reach: Reach::of([centre()]),
        }],
        suspended: false,
    }
}

fn today() -> Day {
    Day::on(jiff::civil::date(2026, 11, 23))
}

fn frame(lang: Lang) -> Frame {
    let site = Site {
        hosts: Vec::new(),
        secure: false,
        centre: centre(),
        heading: Heading::default(),
    };
    let now = "2026-11-23T08:00:00Z".parse().unwrap();
    Frame::new(lang, "export-title", &site, now)
}

fn list(store: &Store, lang: Lang, list: List, format: Format) -> (u64, Vec<u8>) {
    let allowed = rules::allow(&director(), centre(), list).unwrap();
    let asked = Asked {
        format,
        today: today(),
        from: today(),
        until: today(),
        rows_max: 1_000,
        register: None,
    };
    let frame = frame(lang);
    let written = store.read(|tx| write(tx, &frame, &allowed, &asked, Vec::new(), &mut |_| ()));
    written.unwrap()
}

/// Brings a file in as the pages would; says what was found of its rows before, and how many people came in.
fn bring(store: &Store, bytes: &[u8], source: &str) -> (Vec<(LineState, u64)>, u64) {
    let mut chance = Seeded::new(bytes.len() as u64);
    let mut writing = Writing {
        now_micros: 1_790_000_000_000_000,
        chance: &mut chance,
    };
    let allowed = policy::allow(&director(), &policy::Target::of(centre()), ()).unwrap();
    let Some(id) = checked(store, &mut writing, &allowed, (bytes, source)) else {
        return (Vec::new(), 0);
    };
    let counts = store
        .read(|tx| akwaba_store::local::import::line::counts(tx, id))
        .unwrap();
    assert_eq!(wrong(store, id), []);
    let done = engine::commit(store, &mut writing, &allowed, id, &mut |_, _| ()).unwrap();
    (counts, done.counts.people)
}

/// What is to be mended in each row.
fn wrong(store: &Store, id: EntityId) -> Vec<(i64, Vec<engine::Said>)> {
    let lines = store
        .read(|tx| akwaba_store::local::import::line::in_state(tx, id, LineState::Wrong, 0, 9));
    let said = lines.unwrap().into_iter().map(|line| {
        let found = engine::Found::unpack(line.found.as_deref()).unwrap();
        (line.number, found.faults)
    });
    said.collect()
}

/// Stages a file, reads its columns by their names and checks all of its rows; nothing for a file already brought in.
fn checked(
    store: &Store,
    writing: &mut Writing<'_>,
    allowed: &Allowed<act::RegistryImport>,
    (bytes, source): (&[u8], &str),
) -> Option<EntityId> {
    let who = (centre(), allowed.actor());
    let mut table = open(bytes, &Options::default()).unwrap();
    let upload = Upload {
        name: "liste.csv".into(),
        source: source.into(),
        as_of: akwaba_domain::registry::Day::of(2026, 11, 23).unwrap(),
        hash: *blake3::hash(bytes).as_bytes(),
    };
    let begun = engine::prepare(store, writing, who, &upload, &mut table, &mut |_| ());
    let Begun::Under(id) = begun.unwrap() else {
        return None;
    };
    let mapping = Mapping::guess(table.header());
    assert_eq!(
        mapping.undecided(),
        Vec::<usize>::new(),
        "{:?}",
        table.header()
    );
    store
        .write(|tx| engine::map(tx, (id, who.1), &mapping, source))
        .unwrap();
    let mut memory = engine::Memory::default();
    while !store
        .write(|tx| engine::check(tx, writing, allowed, id, &mut memory))
        .unwrap()
        .ended
    {}
    Some(id)
}

/// Everybody as search and comparison know them, with their households.
fn everybody(store: &Store) -> Vec<(Card, Vec<String>)> {
    let scope = scope::registry(centre());
    let mut people = Vec::new();
    store
        .read(|tx| {
            entity::each_of_kind(tx, scope, person::KIND, &mut |id, state| {
                people.push((card(&PersonView::of(id, &state)), Vec::new()));
                Ok(())
            })
        })
        .unwrap();
    for (card, homes) in &mut people {
        card.names.sort();
        card.phones.sort();
        card.identities
            .sort_by(|a, b| (&a.scheme, &a.number).cmp(&(&b.scheme, &b.number)));
        let id = EntityId::from_bytes(card.person);
        let rows = store
            .read(|tx| household::of_person(tx, scope, id))
            .unwrap();
        homes.extend(
            rows.iter()
                .map(|row| format!("{} {:?}", row.household, row.membership.role)),
        );
    }
    people
}

const PEOPLE: &str = "Nom;Prénoms;Prénoms 2;Nom d'épouse;Surnom;Sexe;Naissance;Source de la naissance;Téléphone;Téléphone 2;NNI;CNI;Sous-préfecture;Localité;Repère;Ménage;Lien;Sous-préfecture d'origine;Village d'origine\n\
    KOUASSI;Affoué;Marie;TANOH;Tantie;F;14/03/1990;extrait;+225 0700123456;0700000001;00012345600;C0012;Anyama;Belleville;=derrière l'école;M1;cheffe;Béoumi;Lolobo\n\
    KOUASSI;Yao;;;;M;2012;;;;;;Anyama;;;M1;fils;;\n\
    GNAHORÉ;Zadi;;;;M;vers 1975;école;+33612345678;;;;CI010101;;;M2;chef;;\n\
    N'GUESSAN;Aya;;;;F;03/2001;;;;;;;;;M2;épouse;;\n\
    KONÉ;Awa;;;;F;40 ans;proche;;;;;;;;M2;sans lien;;\n\
    @TOURÉ;Lassina;;;-Petit;M;;;;;;;;;;;;;\n";

#[test]
fn a_list_that_left_comes_back_as_the_same_people_in_any_format_and_language() {
    let first = Store::memory().unwrap();
    assert_eq!(bring(&first, PEOPLE.as_bytes(), "Mairie").1, 6);
    let there = everybody(&first);
    for lang in Lang::ALL {
        for format in Format::ALL {
            let (rows, bytes) = list(&first, lang, List::People, format);
            assert_eq!(rows, 6);
            let other = Store::memory().unwrap();
            assert_eq!(bring(&other, &bytes, "Akwaba").1, 6);
            assert_eq!(everybody(&other), there, "{lang:?} {format:?}");
            let (counts, people) = bring(&first, &bytes, "Akwaba");
            assert_eq!(
                (counts, people),
                (vec![(LineState::Known, 6)], 0),
                "nobody twice"
            );
        }
    }
    assert_eq!(everybody(&first), there);
}

#[test]
fn somebody_added_to_a_list_that_left_joins_the_household_that_it_names() {
    let store = Store::memory().unwrap();
    bring(&store, PEOPLE.as_bytes(), "Mairie");
    let (_, bytes) = list(&store, Lang::Fr, List::People, Format::Csv);
    let text = String::from_utf8(bytes).unwrap();
    let mut rows: Vec<String> = text.lines().map(str::to_owned).collect();
    let yao = rows.iter().find(|row| row.contains("Yao")).unwrap().clone();
    let record = yao.split(';').next().unwrap().to_owned();
    rows.push(
        yao.replace(&record, "\"\"")
            .replace("Yao", "Kouadio")
            .replace("2012", "2026"),
    );
    let (counts, people) = bring(&store, rows.join("\r\n").as_bytes(), "Akwaba");
    assert_eq!(people, 1, "{counts:?}");
    let scope = scope::registry(centre());
    assert_eq!(store.read(|tx| household::count(tx, scope)).unwrap(), 2);
}

#[test]
fn no_cell_of_a_list_runs_and_every_list_is_written_in_both_formats() {
    let store = Store::memory().unwrap();
    bring(&store, PEOPLE.as_bytes(), "Mairie");
    let (_, bytes) = list(&store, Lang::Fr, List::People, Format::Csv);
    let text = String::from_utf8(bytes).unwrap();
    assert!(
        text.contains("\"'@TOURÉ\"") && text.contains("\"'=derrière l'école\""),
        "{text}"
    );
    assert!(text.contains("\"'+2250700123456\""));
    for (which, rows) in [(List::Households, 2), (List::Register, 0), (List::Trail, 0)] {
        for format in Format::ALL {
            let (written, bytes) = list(&store, Lang::Fr, which, format);
            assert_eq!(written, rows, "{which:?}");
            assert!(!String::from_utf8_lossy(&bytes).contains('⟦'), "{which:?}");
        }
    }
    let (rows, bytes) = list(&store, Lang::En, List::Figures, Format::Csv);
    assert!(rows > 5 && !String::from_utf8(bytes).unwrap().contains('⟦'));
}

#[test]
fn a_list_longer_than_its_way_out_takes_is_not_cut_but_refused() {
    let store = Store::memory().unwrap();
    bring(&store, PEOPLE.as_bytes(), "Mairie");
    let allowed = rules::allow(&director(), centre(), List::People).unwrap();
    let asked = Asked {
        format: Format::Csv,
        today: today(),
        from: today(),
        until: today(),
        rows_max: 5,
        register: None,
    };
    let frame = frame(Lang::Fr);
    let written = store.read(|tx| write(tx, &frame, &allowed, &asked, Vec::new(), &mut |_| ()));
    assert!(matches!(
        written,
        Err(ExportError::TooManyRows { limit: 5 })
    ));
}

#[test]
fn every_word_of_a_list_is_one_that_an_import_reads_to_the_same() {
    use akwaba_domain::registry::birth::Origin;
    use akwaba_domain::registry::household::MemberRole;
    use akwaba_domain::registry::import::{Naming, Reader};
    use akwaba_domain::registry::person::Sex;
    let header: Vec<String> = [
        "Nom",
        "Sexe",
        "Naissance",
        "Source de la naissance",
        "Ménage",
        "Lien",
    ]
    .map(str::to_owned)
    .into();
    let (mapping, naming) = (Mapping::guess(&header), Naming::new([1; 32]));
    let day = akwaba_domain::registry::Day::of(2026, 11, 23).unwrap();
    let reader = Reader::new(&mapping, &naming, "Akwaba", day);
    let read = |sex: &str, origin: &str, role: &str| {
        let cells = ["KONÉ", sex, "1990", origin, "M1", role].map(str::to_owned);
        reader.read(&cells).unwrap()
    };
    for lang in Lang::ALL {
        for role in MemberRole::ALL {
            let taken = read("", "", said::role_word(*role, lang == Lang::Fr));
            assert_eq!(
                taken.household.map(|(_, read)| read),
                Some(*role),
                "{lang:?}"
            );
        }
        for origin in Origin::ALL {
            let taken = read("", said::origin_word(*origin, lang == Lang::Fr), "chef");
            assert_eq!(
                taken.person.birth.unwrap().origin,
                Some(*origin),
                "{lang:?}"
            );
        }
        for sex in Sex::ALL {
            let taken = read(people::sex_word(*sex, lang), "", "chef");
            assert_eq!(taken.person.sex, Some(*sex));
        }
    }
}

const TOLD: &str = "Fiche Akwaba;Nom;Prénoms;Naissance;Langues parlées;Autres langues;Interprète;Moyens de contact sûrs;Précautions de contact;Ne pas prévenir;Ne pas prévenir 2;Consentement;Consentement 2;Lien avec une autre fiche;Décès;Source du décès\n\
    00000000-0000-7000-8000-000000000001;KOUASSI;Affoué;1962;dioula, français;=ligbi;nécessaire;appel, par un proche;Pas avant 17 h\\nJamais le vendredi;Son mari | rien à lui dire;fiche : 00000000-0000-7000-8000-000000000003;fiche | texte : 2026-1 | langue : dioula | forme : de vive voix | témoin : La sage-femme | le : 03/01/2026;photo | texte : 2026-1 | langue : français | forme : signature | le : 03/01/2026 | retiré : 04/02/2026;;;\n\
    00000000-0000-7000-8000-000000000002;KOUASSI;Yao;2012;;;;;;;;;;mère | fiche : 00000000-0000-7000-8000-000000000001 | depuis : 01/02/2012;;\n\
    00000000-0000-7000-8000-000000000003;GNAHORÉ;Zadi;1930;;;;;;;;;;;2019;acte de naissance\n";

/// What everybody's record says beside who they are.
fn told(store: &Store) -> Vec<(EntityId, Told)> {
    let scope = scope::registry(centre());
    let mut people = Vec::new();
    let read = store.read(|tx| {
        entity::each_of_kind(tx, scope, person::KIND, &mut |id, state| {
            people.push((id, Told::of(&PersonView::of(id, &state))));
            Ok(())
        })
    });
    read.unwrap();
    people
}

#[test]
fn languages_contacts_consents_ties_and_death_come_back_the_same() {
    let first = Store::memory().unwrap();
    assert_eq!(bring(&first, TOLD.as_bytes(), "Akwaba").1, 3);
    let there = told(&first);
    let affoue = &there[0].1;
    assert_eq!(affoue.languages.as_ref().unwrap().spoken.len(), 2);
    assert_eq!((affoue.consents.len(), affoue.must_not_tell.len()), (2, 2));
    assert!(affoue.consents[1].withdrawn.is_some() && affoue.contact.is_some());
    assert_eq!(there[1].1.relations.len(), 1);
    assert!(there[2].1.death.is_some_and(|death| death.origin.is_some()));
    for (lang, format) in [(Lang::Fr, Format::Csv), (Lang::En, Format::Xlsx)] {
        let (rows, bytes) = list(&first, lang, List::People, format);
        assert_eq!(rows, 3, "who has died is in the list too");
        if format == Format::Csv {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            assert!(text.contains("\"'=ligbi\""), "{text}");
        }
        let other = Store::memory().unwrap();
        assert_eq!(bring(&other, &bytes, "Akwaba").1, 3);
        assert_eq!(told(&other), there, "{lang:?} {format:?}");
    }
}

const WHOLE: &str = "Fiche Akwaba;Nom;Naissance;Âge;Âge dit le;Source de la naissance;Jour prouvé par un acte;Téléphone;CNI;Extrait de naissance;Ménage;Lien;Appartenance à un ménage;Appartenance à un ménage 2;Difficultés (six questions);Situation de l'acte de naissance;Situation scolaire;Situation CMU;Suivi de santé;Décès\n\
    00000000-0000-7000-8000-000000000001;KOUASSI;01/01/1962;;;extrait;oui;0700123456 | à qui : Sa soeur;numéro : C0012 | délivré par : Mairie d'Anyama | le : 14/03/2020 | jusqu'au : 2030 | source : carte | état : validé;;;;chef | ménage : 00000000-0000-7000-8000-00000000000a;;voir : un peu | marcher : beaucoup | le : 14/03/2026;;;;;2020\n\
    00000000-0000-7000-8000-000000000002;KOUASSI;;40 ans;12/03/2024;;;;;état : vu | délivré par : Béoumi;00000000-0000-7000-8000-00000000000a;chef;chef | ménage : 00000000-0000-7000-8000-00000000000a | depuis : 01/02/2021;enfant | ménage : 00000000-0000-7000-8000-00000000000b | jusqu'au : 04/05/2019;;en main;a quitté | précision : CE1, EPP Anyama 2;immatriculé;suivi | précision : CHR;\n";

/// What somebody's record holds, and every household of theirs.
#[derive(Debug, PartialEq)]
struct Whole {
    id: EntityId,
    told: Told,
    papers: Vec<Identity>,
    phones: Vec<Phone>,
    birth: Option<Birth>,
    homes: Vec<(EntityId, Membership)>,
}

fn whole(store: &Store) -> Vec<Whole> {
    let scope = scope::registry(centre());
    let mut people = Vec::new();
    let read = store.read(|tx| {
        entity::each_of_kind(tx, scope, person::KIND, &mut |id, state| {
            let view = PersonView::of(id, &state);
            people.push(Whole {
                id,
                told: Told::of(&view),
                papers: view.identities.iter().map(|i| i.value.clone()).collect(),
                phones: view.phones.iter().map(|i| i.value.clone()).collect(),
                birth: view.birth.shown().copied(),
                homes: Vec::new(),
            });
            Ok(())
        })
    });
    read.unwrap();
    for one in &mut people {
        let rows = store.read(|tx| household::of_person(tx, scope, one.id));
        let rows = rows.unwrap().into_iter();
        one.homes = rows.map(|row| (row.household, row.membership)).collect();
    }
    people
}

#[test]
fn papers_proofs_functioning_the_grid_and_past_households_come_back_the_same() {
    let first = Store::memory().unwrap();
    assert_eq!(bring(&first, WHOLE.as_bytes(), "Akwaba").1, 2);
    let there = whole(&first);
    let scope = scope::registry(centre());
    assert_eq!(first.read(|tx| household::count(tx, scope)).unwrap(), 2);
    let [dead, living] = there.as_slice() else {
        unreachable!("two people came in");
    };
    assert_eq!((dead.homes.len(), dead.papers.len()), (1, 1));
    assert!(
        dead.told
            .functioning
            .is_some_and(|asked| asked.has_disability())
    );
    assert!(dead.papers[0].expires.is_some() && dead.phones[0].whose.is_some());
    assert!(
        dead.birth.is_some_and(|birth| birth.proven),
        "the first of January is proven"
    );
    assert_eq!((living.homes.len(), living.papers.len()), (2, 1));
    assert!(living.told.needs.school_words.is_some());
    let age = living.birth.and_then(|birth| birth.age).unwrap();
    assert_eq!(age.on.iso(), "2024-03-12");
    for (lang, format) in [(Lang::Fr, Format::Csv), (Lang::En, Format::Xlsx)] {
        let (_, bytes) = list(&first, lang, List::People, format);
        let other = Store::memory().unwrap();
        assert_eq!(bring(&other, &bytes, "Akwaba").1, 2);
        assert!(whole(&other) == there, "{lang:?} {format:?}");
        let (counts, people) = bring(&first, &bytes, "Akwaba");
        assert_eq!((counts, people), (vec![(LineState::Known, 2)], 0));
    }
    assert!(whole(&first) == there, "the same list again adds nothing");
}

/// What is written of a household in a list: where its two people live, what it is said to be, who receives.
#[derive(Clone, Copy, Debug)]
struct Home {
    places: [Option<&'static str>; 2],
    head: bool,
    address: Option<Option<&'static str>>,
    receives: [bool; 2],
}

fn home() -> impl Strategy<Value = Home> {
    let place =
        || proptest::option::of(proptest::sample::select(vec!["Belleville", "Dioulabougou"]));
    let receives = proptest::sample::select(vec![[false, false], [true, false], [false, true]]);
    (
        place(),
        place(),
        any::<bool>(),
        proptest::option::of(place()),
        receives,
    )
        .prop_map(|(first, second, head, address, receives)| Home {
            places: [first, second],
            head,
            address,
            receives,
        })
}

/// The rows of two people of each household, the second of whom is in the first household too, since a day.
fn rows_of(homes: &[Home]) -> String {
    let id = |number: usize| format!("00000000-0000-7000-8000-{number:012x}");
    let mut text = String::from(
        "Fiche Akwaba;Nom;Localité;Ménage;Lien;Appartenance à un ménage;Adresse du ménage;Reçoit pour le ménage\n",
    );
    for (place, home) in homes.iter().enumerate() {
        let household = id(0xa00 + place);
        for who in 0..2 {
            let role = if who == 0 && home.head {
                "chef"
            } else {
                "sans lien"
            };
            let other = match (place, who) {
                (1.., 1) => format!("neveu | ménage : {} | depuis : 01/02/2024", id(0xa00)),
                _ => String::new(),
            };
            let address = home.address.filter(|_| who == 0).map(|address| {
                let words = address.map(|words| format!(" | unité : Anyama | localité : {words}"));
                format!("ménage : {household}{}", words.unwrap_or_default())
            });
            let receives =
                home.receives[who].then(|| format!("ménage : {household} | depuis : 01/03/2025"));
            text.push_str(&format!(
                "{};KOUASSI;{};{household};{role};{other};{};{}\n",
                id(place * 2 + who + 1),
                home.places[who].unwrap_or_default(),
                address.unwrap_or_default(),
                receives.unwrap_or_default(),
            ));
        }
    }
    text
}

/// A household: its people, its address and who receives.
type Lived = (EntityId, Vec<Membership>, Option<Place>, Vec<Recipient>);

/// Every household.
fn households(store: &Store) -> Vec<Lived> {
    let mut found = Vec::new();
    let read = store.read(|tx| {
        entity::each_of_kind(tx, scope::registry(centre()), KIND, &mut |id, state| {
            let view = HouseholdView::of(id, &state);
            let mut members: Vec<_> = view.members.iter().map(|item| item.value.clone()).collect();
            members.sort_by_key(|member| (member.person, member.from));
            let recipients = view
                .recipients
                .iter()
                .map(|item| item.value.clone())
                .collect();
            found.push((id, members, view.place.shown().cloned(), recipients));
            Ok(())
        })
    });
    read.unwrap();
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn what_is_a_households_own_comes_back_the_same(
        homes in proptest::collection::vec(home(), 2..4), english in any::<bool>(),
    ) {
        let (first, other) = (Store::memory().unwrap(), Store::memory().unwrap());
        bring(&first, rows_of(&homes).as_bytes(), "Akwaba");
        let there = households(&first);
        for ((.., place, recipients), home) in there.iter().zip(&homes) {
            if let Some(told) = home.address {
                let words = place.as_ref().and_then(|place| place.locality.as_ref());
                prop_assert_eq!(words.map(|words| words.as_str()), told);
            }
            prop_assert_eq!(recipients.len(), usize::from(home.receives.contains(&true)));
        }
        let lang = if english { Lang::En } else { Lang::Fr };
        let format = if english { Format::Xlsx } else { Format::Csv };
        let (_, bytes) = list(&first, lang, List::People, format);
        bring(&other, &bytes, "Akwaba");
        prop_assert_eq!(households(&other), there);
    }
}

#[test]
fn two_people_who_receive_at_the_same_time_are_told_at_the_row_of_the_second() {
    let home = Home {
        places: [None; 2],
        head: true,
        address: None,
        receives: [true; 2],
    };
    let store = Store::memory().unwrap();
    let mut chance = Seeded::new(1);
    let mut writing = Writing {
        now_micros: 1_790_000_000_000_000,
        chance: &mut chance,
    };
    let allowed = policy::allow(&director(), &policy::Target::of(centre()), ()).unwrap();
    let text = rows_of(&[home]);
    let id = checked(&store, &mut writing, &allowed, (text.as_bytes(), "Akwaba")).unwrap();
    let found = wrong(&store, id);
    let codes: Vec<_> = found
        .iter()
        .map(|(row, said)| (*row, said[0].code.as_str()))
        .collect();
    assert_eq!(codes, [(3, "import-two-recipients")]);
}

#[test]
fn a_tie_to_nobody_and_a_circle_of_parents_are_told_at_their_cells() {
    let id = |last: u8| format!("00000000-0000-7000-8000-00000000000{last}");
    let ties = |of_first: u8, of_second: u8| {
        format!(
            "Fiche Akwaba;Nom;Lien avec une autre fiche\n{};KOUASSI;mère | fiche : {}\n{};KONÉ;mère | fiche : {}\n",
            id(1),
            id(of_first),
            id(2),
            id(of_second)
        )
    };
    for (file, expected) in [
        (ties(9, 1), vec![(2, "import-relation-unknown")]),
        (
            ties(2, 1),
            vec![
                (2, "registry-parents-in-a-circle"),
                (3, "registry-parents-in-a-circle"),
            ],
        ),
        (
            ties(1, 2),
            vec![
                (2, "registry-relation-to-self"),
                (3, "registry-relation-to-self"),
            ],
        ),
    ] {
        let store = Store::memory().unwrap();
        let mut chance = Seeded::new(1);
        let mut writing = Writing {
            now_micros: 1_790_000_000_000_000,
            chance: &mut chance,
        };
        let allowed = policy::allow(&director(), &policy::Target::of(centre()), ()).unwrap();
        let asked = (file.as_bytes(), "Akwaba");
        let id = checked(&store, &mut writing, &allowed, asked).unwrap();
        let found = wrong(&store, id);
        let said: Vec<_> = found
            .iter()
            .flat_map(|(row, said)| said.iter().map(move |one| (*row, one)))
            .collect();
        assert!(
            said.iter().all(|(_, one)| one.column == Some(2)),
            "{said:?}"
        );
        let codes: Vec<_> = said
            .iter()
            .map(|(row, one)| (*row, one.code.as_str()))
            .collect();
        assert_eq!(codes, expected);
    }
}
