//! The keys of sealed files: opening all that somebody holds, and giving others to all that somebody left.

use crate::measure::{Folder, say, seconds, timed};
use akwaba_journal::chance::{Chance, Seeded};
use akwaba_journal::id::ScopeId;
use akwaba_store::Store;
use akwaba_store::sealed::{self, PrivateKey, Recipient, leave};
use anyhow::Result;

/// Scopes begun in one transaction.
const AT_ONCE: usize = 500;

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
    let bare = bare(files * 4, &mut chance)?;
    say(&format!(
        "As many bare agreements of X25519 in one thread: {bare:.2} s"
    ));
    store.write(|tx| leave::depart(tx, &koffi.1, 1))?;
    let (swept, all) = timed(|| leave::leave(&store, &awa.0, usize::MAX, &mut chance, &mut |_| ()));
    say(&format!(
        "One of three leaves: other keys for {} files in {:.2} s",
        swept?.changed,
        seconds(all)
    ));
    Ok(())
}

/// What the trying cannot be faster than: one agreement a wrap.
fn bare(times: u64, chance: &mut dyn Chance) -> Result<f64> {
    let (private, public) = akwaba_journal::envelope::fresh(chance);
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
