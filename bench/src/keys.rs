//! The keys of sealed files: opening all that somebody holds, and giving others to all that somebody left.

use crate::measure::{Folder, load, say, seconds, timed};
use akwaba_journal::chance::{Chance, Seeded};
use akwaba_journal::envelope::{self, Purpose};
use akwaba_journal::id::ScopeId;
use akwaba_journal::seal::Key;
use akwaba_store::Store;
use akwaba_store::sealed::{self, PrivateKey, Recipient, leave};
use anyhow::Result;

/// Scopes begun in one transaction.
const AT_ONCE: usize = 500;
/// Wraps of one file that three or four people hold.
const WRAPS: u64 = 4;

/// Files that three people hold; the one who holds them all opens them, one who holds none tries, one leaves.
pub fn run(files: u64) -> Result<()> {
    let folder = Folder::new("keys")?;
    let store = Store::open_sqlite(&folder.path().join("centre.db"), None)?;
    let mut chance = Seeded::new(1);
    let mut somebody = || -> Result<(PrivateKey, Recipient)> {
        let private = PrivateKey::fresh(&mut chance);
        let public = Recipient::own(&private)?;
        Ok((private, public))
    };
    let [awa, koffi, yao, other] = [somebody()?, somebody()?, somebody()?, somebody()?];
    let to = [awa.1, koffi.1, yao.1];
    let scopes: Vec<ScopeId> = (0..files).map(|n| ScopeId::named(&n.to_string())).collect();
    say(&format!(
        "\n{files} sealed files of three people each are being begun…"
    ));
    for some in scopes.chunks(AT_ONCE) {
        store.write(|tx| {
            for scope in some {
                sealed::create(tx, *scope, &to, &mut chance)?;
            }
            Ok::<_, akwaba_store::StoreError>(())
        })?;
    }
    let (held, all) = timed(|| store.read(|tx| sealed::held(tx, &awa.0)));
    say(&format!(
        "Opening the {} keys that one holds: {:.2} s",
        held?.len(),
        seconds(all)
    ));
    let (none, all) = timed(|| store.read(|tx| sealed::held(tx, &other.0)));
    say(&format!(
        "Trying them all and holding none ({}): {:.2} s, on {} cores",
        none?.len(),
        seconds(all),
        std::thread::available_parallelism()?
    ));
    let bare = bare(files * WRAPS, &mut chance)?;
    say(&format!(
        "As many bare agreements of X25519 in one thread: {bare:.2} s"
    ));
    let limit = seals(files * WRAPS, &mut chance)?;
    say(&format!(
        "As many wraps bare: HPKE in one thread, no store: {limit:.2} s, {:.0} a second",
        to_f64(files * WRAPS) / limit
    ));
    let (given, all) = timed(|| {
        assign(
            &store,
            &awa.0,
            &[awa.1, koffi.1, yao.1, other.1],
            &mut chance,
        )
    });
    say(&format!(
        "One more is given them all: {} files wrapped again in {:.2} s, {:.1} times the bare wraps; load {}",
        given?,
        seconds(all),
        seconds(all) / limit,
        load()
    ));
    store.write(|tx| leave::depart(tx, &koffi.1, 1))?;
    let (swept, all) = timed(|| leave::leave(&store, &awa.0, usize::MAX, &mut chance, &mut |_| ()));
    say(&format!(
        "One of four leaves: other keys for {} files in {:.2} s, {:.1} times the bare wraps; load {}",
        swept?.changed,
        seconds(all),
        seconds(all) / limit,
        load()
    ));
    Ok(())
}

/// Wraps the present key of every file that somebody holds to these people; how many files.
fn assign(
    store: &Store,
    private: &PrivateKey,
    to: &[Recipient],
    chance: &mut Seeded,
) -> Result<usize> {
    let held = store.read(|tx| sealed::held(tx, private))?;
    for some in held.chunks(AT_ONCE) {
        store.write(|tx| {
            for one in some {
                sealed::assign(tx, core::slice::from_ref(one), to, chance)?;
            }
            Ok::<_, akwaba_store::StoreError>(())
        })?;
    }
    Ok(held.len())
}

/// What wrapping cannot be faster than in one thread: so many envelopes of a key, and nothing else.
fn seals(times: u64, chance: &mut dyn Chance) -> Result<f64> {
    let (_, public) = envelope::fresh(chance);
    let (house, key) = (Key::fresh(chance), Key::fresh(chance));
    let purpose = Purpose {
        info: b"bench",
        bound: b"a scope and its epoch",
        house: Some(&house),
    };
    let (sealed, spent) = timed(|| {
        (0..times).try_fold(0, |size, _| {
            let sealed = envelope::seal(&public, purpose, key.as_bytes(), chance)?;
            Ok::<_, akwaba_journal::seal::CannotOpen>(size + sealed.len())
        })
    });
    std::hint::black_box(sealed?);
    Ok(seconds(spent))
}

fn to_f64(count: u64) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// What the trying cannot be faster than: one agreement a wrap.
fn bare(times: u64, chance: &mut dyn Chance) -> Result<f64> {
    let (private, public) = envelope::fresh(chance);
    let secret = x25519_dalek::StaticSecret::from(*private.as_bytes());
    let public = x25519_dalek::PublicKey::from(*public.as_bytes());
    let (kept, spent) = timed(|| {
        (0..times).fold(0_u8, |kept, _| {
            kept ^ secret
                .diffie_hellman(&public)
                .as_bytes()
                .first()
                .copied()
                .unwrap_or(0)
        })
    });
    std::hint::black_box(kept);
    Ok(seconds(spent))
}
