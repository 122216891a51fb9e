//! The keys of accounts: what is published of them, what a sheet of paper and custodians give back.

use crate::support::on_every_engine;
use akwaba_domain::actor::{Actor, Role};
use akwaba_domain::centre::account::{PublishedKeys, grants_in, publish_keys};
use akwaba_domain::centre::escrow as custody;
use akwaba_domain::centre::sheet::Secret;
use akwaba_domain::policy::{self, Target, act};
use akwaba_domain::{Drafts, scope};
use akwaba_journal::chance::Seeded;
use akwaba_journal::id::{ActorId, CentreId};
use akwaba_store::sealed::escrow::{self, Custodian, Drill, Giving};
use akwaba_store::sealed::{PrivateKey, Recipient, published, sheet};
use akwaba_store::{Store, StoreError, Writing, append, entity, params};

const NOW: i64 = 1_795_420_800_000_000;

fn here() -> CentreId {
    CentreId::named("keys")
}

struct Person {
    account: ActorId,
    private: PrivateKey,
    public: Recipient,
}

impl Person {
    fn new(name: &str, chance: &mut Seeded) -> Self {
        let private = PrivateKey::fresh(chance);
        Self {
            account: ActorId::named(name),
            public: Recipient::own(&private).unwrap(),
            private,
        }
    }

    fn custodian(&self) -> Custodian {
        Custodian {
            account: self.account,
            key: self.public,
        }
    }
}

fn people<const N: usize>(names: [&str; N], chance: &mut Seeded) -> [Person; N] {
    names.map(|name| Person::new(name, chance))
}

fn actor(account: ActorId) -> Actor {
    Actor {
        account,
        grants: grants_in(here(), &[Role::Director]),
        suspended: false,
    }
}

fn write(store: &Store, at: i64, drafts: Drafts) {
    let mut chance = Seeded::new(at.unsigned_abs());
    store
        .write(|tx| {
            let mut writing = Writing {
                now_micros: at,
                chance: &mut chance,
            };
            append(tx, &mut writing, drafts.clone())
        })
        .unwrap();
}

/// Puts keys into the entry of an account, whoever made them.
fn put(store: &Store, at: i64, account: ActorId, keys: &PublishedKeys) {
    let own = Target::account(here(), account);
    let allowed = policy::allow::<act::OwnAccount, _>(&actor(account), &own, ()).unwrap();
    let state = store
        .read(|tx| entity::load(tx, scope::office(here()), account.into()))
        .unwrap();
    write(store, at, publish_keys(&allowed, &state, keys));
}

fn vouched(store: &Store, account: ActorId, private: &PrivateKey) -> PublishedKeys {
    let mut chance = Seeded::new(1);
    store
        .write(|tx| published::publish(tx, account, private, &mut chance))
        .unwrap()
}

fn publish(store: &Store, at: i64, person: &Person) {
    let keys = vouched(store, person.account, &person.private);
    put(store, at, person.account, &keys);
}

fn found(store: &Store, account: ActorId) -> Option<Recipient> {
    store
        .read(|tx| published::recipient(tx, here(), account))
        .unwrap()
}

#[test]
fn published_keys_count_for_the_account_that_proved_them_to_this_installation_and_no_other() {
    on_every_engine(|store| {
        let mut chance = Seeded::new(1);
        let [awa, koffi, yao] = people(["awa", "koffi", "yao"], &mut chance);
        assert_eq!(found(store, awa.account), None, "before there is any");
        publish(store, NOW, &awa);
        assert_eq!(found(store, awa.account), Some(awa.public));
        let keys = store.read(|tx| published::of(tx, here(), awa.account));
        assert_eq!(keys.unwrap(), awa.private.public().ok());
        // Those of somebody else, with everything that was said for them there.
        let hers = vouched(store, awa.account, &awa.private);
        put(store, NOW + 1, koffi.account, &hers);
        assert_eq!(found(store, koffi.account), None);
        // One's own, with the word for other keys; with the proof of other keys; of another length.
        let his = vouched(store, koffi.account, &koffi.private);
        let other = vouched(store, koffi.account, &yao.private);
        for (at, wrong) in (NOW + 2..).zip([
            PublishedKeys {
                word: other.word.clone(),
                ..his.clone()
            },
            PublishedKeys {
                proof: other.proof.clone(),
                ..his.clone()
            },
            PublishedKeys {
                proof: Vec::new(),
                ..his.clone()
            },
            PublishedKeys {
                word: his.word[..31].to_vec(),
                ..his.clone()
            },
            PublishedKeys {
                public: his.public[..63].to_vec(),
                ..his.clone()
            },
        ]) {
            put(store, at, koffi.account, &wrong);
            assert_eq!(found(store, koffi.account), None, "{at}");
        }
        put(store, NOW + 9, koffi.account, &his);
        assert_eq!(found(store, koffi.account), Some(koffi.public));
        let all = [yao.account, koffi.account, awa.account];
        let all = store.read(|tx| published::recipients(tx, here(), &all));
        assert_eq!(
            all.unwrap(),
            [koffi.public, awa.public],
            "without who has none"
        );
    });
    // Another installation has not seen the passphrase.
    let mut chance = Seeded::new(2);
    let [awa, koffi] = people(["awa", "koffi"], &mut chance);
    let [ours, theirs] = [(); 2].map(|()| Store::memory().unwrap());
    // Each has a secret of its own, from its first keys on.
    for (store, seed) in [(&ours, 5), (&theirs, 6)] {
        let mut chance = Seeded::new(seed);
        let first =
            store.write(|tx| published::publish(tx, koffi.account, &koffi.private, &mut chance));
        put(store, NOW, koffi.account, &first.unwrap());
        assert_eq!(found(store, koffi.account), Some(koffi.public));
    }
    put(
        &ours,
        NOW + 1,
        awa.account,
        &vouched(&theirs, awa.account, &awa.private),
    );
    assert_eq!(found(&ours, awa.account), None);
}

#[test]
fn a_sheet_opens_the_keys_it_was_made_for_and_a_newer_one_takes_its_place() {
    on_every_engine(|store| {
        let mut chance = Seeded::new(3);
        let [awa, koffi] = people(["awa", "koffi"], &mut chance);
        let [first, second, other] = [(); 3].map(|()| Secret::fresh(&mut chance));
        let open = |who: &Person, secret: &Secret| {
            let opened = store
                .read(|tx| sheet::open(tx, who.account, secret))
                .unwrap();
            opened.map(|private| private.as_bytes().to_vec())
        };
        let public = awa.private.public().unwrap();
        let made = || {
            store
                .read(|tx| sheet::made(tx, awa.account, &public))
                .unwrap()
        };
        let mut put = |who: &Person, secret: &Secret, at: i64| {
            let account = who.account;
            store
                .write(|tx| sheet::put(tx, account, &who.private, secret, at, &mut chance))
                .unwrap();
        };
        let keys = Some(awa.private.as_bytes().to_vec());
        assert_eq!((open(&awa, &first), made()), (None, None));
        put(&awa, &first, 7);
        assert_eq!((open(&awa, &first), made()), (keys.clone(), Some(7)));
        assert_eq!(open(&awa, &other), None);
        assert_eq!(open(&koffi, &first), None);
        put(&awa, &second, 9);
        assert_eq!((open(&awa, &first), made()), (None, Some(9)));
        assert_eq!(open(&awa, &second), keys);
        // The sheet of later keys of the same account stands beside it.
        let later = Person {
            account: awa.account,
            ..Person::new("later", &mut Seeded::new(33))
        };
        put(&later, &other, 11);
        assert_eq!(open(&awa, &second), keys);
        assert_eq!(open(&awa, &other), Some(later.private.as_bytes().to_vec()));
        // Put in the name of somebody else it opens nothing.
        let theirs = koffi.account;
        store
            .write(|tx| tx.execute("UPDATE account_sheet SET account = $1", params![&theirs]))
            .unwrap();
        assert_eq!((open(&awa, &second), open(&koffi, &second)), (None, None));
        let ours = awa.account;
        store
            .write(|tx| tx.execute("UPDATE account_sheet SET account = $1", params![&ours]))
            .unwrap();
        store.write(|tx| sheet::destroy(tx, ours, &public)).unwrap();
        assert_eq!((open(&awa, &second), made()), (None, None));
        assert!(open(&awa, &other).is_some(), "that of the later keys stays");
    });
}

#[test]
fn enough_custodians_give_the_keys_to_who_is_named_for_one_request_and_fewer_do_not() {
    on_every_engine(|store| {
        let mut chance = Seeded::new(4);
        let [owner, awa, koffi, yao, heir] =
            people(["owner", "awa", "koffi", "yao", "heir"], &mut chance);
        let all = [&awa, &koffi, &yao].map(Person::custodian);
        let of = |count: usize| (&all[..count], 2_u8);
        for (custodians, threshold) in [(&all[..1], 2), (&all[..], 1), (&all[..2], 3)] {
            let refused = store.write(|tx| {
                let terms = (custodians, threshold);
                escrow::deposit(tx, owner.account, &owner.private, terms, &mut chance)
            });
            assert_eq!(refused.err(), Some(StoreError::NoHolder));
        }
        store
            .write(|tx| escrow::deposit(tx, owner.account, &owner.private, of(3), &mut chance))
            .unwrap();
        let threshold = |who: &Person| store.read(|tx| escrow::threshold(tx, who.account)).unwrap();
        assert_eq!((threshold(&owner), threshold(&heir)), (Some(2), None));
        let keeps = |who: &Person| store.read(|tx| escrow::keeps(tx, who.account)).unwrap();
        assert_eq!((keeps(&awa), keeps(&heir)), (vec![owner.account], vec![]));
        let mut give = |who: &Person, request: &str| {
            let giving = Giving {
                account: owner.account,
                request,
                to: heir.public,
            };
            store
                .write(|tx| escrow::give(tx, who.account, &who.private, giving, &mut chance))
                .unwrap()
        };
        let take = |who: &Person, request: &str| {
            let made = store.read(|tx| escrow::take(tx, owner.account, request, &who.private));
            let made = made.unwrap().into_iter();
            made.map(|private| private.as_bytes().to_vec())
                .collect::<Vec<_>>()
        };
        let given = |request: &str| {
            store
                .read(|tx| escrow::given(tx, owner.account, request))
                .unwrap()
        };
        let keys = vec![owner.private.as_bytes().to_vec()];
        assert_eq!((give(&awa, "1"), give(&heir, "1")), (1, 0));
        assert_eq!(
            (give(&awa, "1"), give(&koffi, "2")),
            (1, 1),
            "twice is once"
        );
        assert!(take(&heir, "1").is_empty() && take(&heir, "2").is_empty());
        // A share that was given for another request is no share of this one.
        let moved = "UPDATE account_share_given SET request = $1 WHERE request = $2";
        store
            .write(|tx| tx.execute(moved, params!["1", "2"]))
            .unwrap();
        assert!(take(&heir, "1").is_empty());
        assert_eq!(give(&koffi, "1"), 1);
        assert_eq!(take(&heir, "1"), keys);
        for other in [&awa, &koffi, &owner] {
            assert!(take(other, "1").is_empty(), "sealed to who is named");
        }
        let mut who = vec![awa.account, koffi.account];
        who.sort_unstable();
        assert_eq!((given("1"), given("2")), (who, vec![]));
        give(&yao, "2");
        store
            .write(|tx| escrow::end(tx, owner.account, "1"))
            .unwrap();
        assert!(take(&heir, "1").is_empty());
        assert_eq!((given("1"), given("2")), (vec![], vec![yao.account]));
        let public = owner.private.public().unwrap();
        store
            .write(|tx| escrow::destroy(tx, owner.account, &public))
            .unwrap();
        assert_eq!((threshold(&owner), keeps(&awa)), (None, vec![]));
    });
}

#[test]
fn keys_are_shared_as_the_terms_say_or_they_are_not() {
    on_every_engine(|store| {
        let mut chance = Seeded::new(5);
        let [owner, awa, koffi, yao] = people(["owner", "awa", "koffi", "yao"], &mut chance);
        let all = [&awa, &koffi, &yao].map(Person::custodian);
        let public = owner.private.public().unwrap();
        let shared = |custodians: &[Custodian], threshold: u8| {
            store
                .read(|tx| {
                    escrow::is_deposited(tx, owner.account, &public, (custodians, threshold))
                })
                .unwrap()
        };
        assert!(!shared(&all, 2) && shared(&[], 2), "not yet");
        let deposit = |custodians: &[Custodian], chance: &mut Seeded| {
            store
                .write(|tx| {
                    let terms = (custodians, 2);
                    escrow::deposit(tx, owner.account, &owner.private, terms, chance)
                })
                .unwrap();
        };
        deposit(&all, &mut chance);
        assert!(shared(&all, 2));
        let other_key = [
            all[0],
            all[1],
            Custodian {
                key: owner.public,
                ..all[2]
            },
        ];
        let another = [
            all[0],
            all[1],
            Custodian {
                account: owner.account,
                ..all[2]
            },
        ];
        assert!(!shared(&all, 3) && !shared(&all[..2], 2));
        assert!(!shared(&other_key, 2) && !shared(&another, 2));
        // Among fewer: the share of who is custodian no more is gone, and what was given of it.
        let giving = Giving {
            account: owner.account,
            request: "1",
            to: awa.public,
        };
        store
            .write(|tx| escrow::give(tx, yao.account, &yao.private, giving, &mut chance))
            .unwrap();
        deposit(&all[..2], &mut chance);
        assert!(shared(&all[..2], 2) && !shared(&all, 2));
        let given = store
            .read(|tx| escrow::given(tx, owner.account, "1"))
            .unwrap();
        assert!(
            given.is_empty(),
            "a share of a former splitting serves nobody"
        );
    });
}

#[test]
fn a_drill_counts_every_share_that_one_keeps_and_those_that_open() {
    on_every_engine(|store| {
        let mut chance = Seeded::new(6);
        let [one, other, third, awa, koffi] =
            people(["one", "other", "third", "awa", "koffi"], &mut chance);
        let terms = [&awa, &koffi].map(Person::custodian);
        let drill = |who: &Person| {
            store
                .read(|tx| escrow::drill(tx, who.account, &who.private))
                .unwrap()
        };
        assert_eq!(drill(&awa), Drill::default());
        for owner in [&one, &other, &third] {
            store
                .write(|tx| {
                    escrow::deposit(tx, owner.account, &owner.private, (&terms, 2), &mut chance)
                })
                .unwrap();
        }
        assert_eq!(drill(&awa), Drill { open: 3, all: 3 });
        assert_eq!(drill(&one), Drill::default());
        let (mine, theirs) = (awa.account, koffi.account);
        // One of hers is replaced by his: it is kept, and does not open.
        let spoil = "UPDATE account_share SET sealed = (SELECT his.sealed FROM account_share his \
                     WHERE his.account = $1 AND his.custodian = $2) \
                     WHERE account = $3 AND custodian = $4";
        let of = other.account;
        store
            .write(|tx| tx.execute(spoil, params![&of, &theirs, &of, &mine]))
            .unwrap();
        assert_eq!(drill(&awa), Drill { open: 2, all: 3 });
        // What is kept of one account is not given for another.
        let mut give = |account: ActorId| {
            let giving = Giving {
                account,
                request: "1",
                to: koffi.public,
            };
            store
                .write(|tx| escrow::give(tx, awa.account, &awa.private, giving, &mut chance))
                .unwrap()
        };
        assert_eq!((give(one.account), give(of), give(awa.account)), (1, 0, 0));
    });
}

#[test]
fn the_custodians_in_force_are_those_who_have_keys_without_the_owner_and_enough_of_them() {
    on_every_engine(|store| {
        let mut chance = Seeded::new(7);
        let [awa, koffi, yao, owner] = people(["awa", "koffi", "yao", "owner"], &mut chance);
        let terms = |of: &Person| {
            store
                .read(|tx| escrow::terms(tx, here(), of.account))
                .unwrap()
        };
        assert_eq!(terms(&owner), None, "nobody was named");
        let named = custody::Custodians {
            accounts: [&awa, &koffi, &yao].map(|one| one.account).to_vec(),
            threshold: 2,
            wait_hours: 72,
        };
        let office = scope::office(here());
        let load = || {
            store
                .read(|tx| entity::load(tx, office, custody::entity(here())))
                .unwrap()
        };
        let propose = policy::allow(&actor(awa.account), &Target::of(here()), ()).unwrap();
        write(store, NOW, custody::propose(&propose, &load(), &named));
        assert_eq!(terms(&owner), None, "nobody confirmed them");
        let tag = custody::proposals(&load())[0].tag;
        let asked = Target::asked(here(), awa.account);
        let confirm = policy::allow(&actor(koffi.account), &asked, tag).unwrap();
        write(
            store,
            NOW + 1,
            custody::confirm(&confirm, &load(), true).unwrap(),
        );
        publish(store, NOW + 2, &awa);
        assert_eq!(terms(&owner), None, "one of two that are needed");
        publish(store, NOW + 3, &koffi);
        let both = vec![awa.custodian(), koffi.custodian()];
        assert_eq!(terms(&owner), Some((both, 2)));
        assert_eq!(terms(&koffi), None, "one's own keys are not for oneself");
        publish(store, NOW + 4, &yao);
        assert_eq!(
            terms(&koffi),
            Some((vec![awa.custodian(), yao.custodian()], 2))
        );
    });
}
