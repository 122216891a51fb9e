//! Signing in: the passphrase, the second factor, and the slowing down of guesses.
//!
//! Says nothing of what was wrong: login, passphrase or code. An account that is guessed at from
//! one device is slowed down there and nowhere else, so that nobody can shut a colleague out.

use akwaba_domain::centre::account::Account;
use akwaba_domain::centre::passphrase::still_serves;
use akwaba_domain::centre::patience::wait_left;
use akwaba_domain::centre::trail::{Event, NOBODY};
use akwaba_journal::chance::Chance;
use akwaba_journal::id::{ActorId, CentreId};
use akwaba_store::local::{attempt, passphrase_due, second_factor};
use akwaba_store::projections::centre::account;
use akwaba_store::tx::Tx;
use akwaba_store::{Store, StoreError};
use jiff::Timestamp;
use totp_rs::{Algorithm, Builder, Secret, Totp};

use crate::doors::{DoorError, Doors};
use crate::http::percent;
use crate::refused::{self, Failure};

/// Length of a step of a second factor, in seconds.
const FACTOR_STEP_SECONDS: u64 = 30;

/// What came of trying to sign in.
#[derive(Debug)]
pub enum SignIn {
    /// This account.
    Done(Box<Account>, Store),
    /// Something is wrong.
    Wrong,
    /// The passphrase is right, and a code is needed.
    CodeNeeded,
    /// The passphrase is right, was given by somebody, and was left unused for too long.
    Expired,
    /// Too many failures: wait so many seconds.
    Wait(i64),
}

/// Who tries, with what, from where, when.
#[derive(Clone, Copy)]
pub struct Attempt<'a> {
    /// Login as typed.
    pub login: &'a str,
    /// Passphrase as typed.
    pub passphrase: &'a str,
    /// Code of the second factor as typed, or nothing.
    pub code: &'a str,
    /// Address of the device.
    pub peer: &'a str,
    /// The time.
    pub now: Timestamp,
    /// The route it comes by, for the trail.
    pub route: &'static str,
}

/// Tries to sign in.
///
/// # Errors
/// When the keys or the store fail.
pub fn sign_in(
    doors: &dyn Doors,
    chance: &mut dyn Chance,
    centre: CentreId,
    attempt: Attempt<'_>,
) -> Result<SignIn, DoorError> {
    let login = attempt.login.trim().to_lowercase();
    let name = attempt_name(&login, attempt.peer);
    if let Some(store) = doors.store() {
        let left = still_to_wait(&store, &name, attempt.now)?;
        if left > 0 {
            return Ok(SignIn::Wait(left));
        }
    }
    let right = doors.unlock(&login, attempt.passphrase)?;
    let Some(store) = doors.store() else {
        return Ok(SignIn::Wrong);
    };
    let outcome = store.write(|tx| {
        let known = account::by_login(tx, centre, &login)?;
        let whose = known.as_ref().map_or(NOBODY, |account| account.id);
        let verdict = match known.filter(|account| right && !account.suspended) {
            Some(account) => check(tx, account, attempt.code, attempt.now)?,
            None => Verdict::Wrong,
        };
        match &verdict {
            Verdict::Right(_) => attempt::forget(tx, &name)?,
            Verdict::CodeNeeded => {}
            Verdict::Wrong | Verdict::Expired => fail(tx, chance, &name, attempt, whose, centre)?,
        }
        Ok::<_, StoreError>(verdict)
    });
    Ok(match outcome.map_err(DoorError::Store)? {
        Verdict::Right(account) => SignIn::Done(account, store),
        Verdict::CodeNeeded => SignIn::CodeNeeded,
        Verdict::Expired => SignIn::Expired,
        Verdict::Wrong => SignIn::Wrong,
    })
}

/// Counts a failure against the device, and notes it in the trail.
fn fail(
    tx: &mut dyn Tx,
    chance: &mut dyn Chance,
    name: &[u8; 32],
    attempt: Attempt<'_>,
    account: ActorId,
    centre: CentreId,
) -> Result<(), StoreError> {
    attempt::failed(tx, name, attempt.now.as_microsecond())?;
    let failure = Failure {
        centre,
        account,
        event: Event::SignInFailed,
        route: attempt.route,
        now: attempt.now,
    };
    refused::note(tx, chance, failure)
}

/// Seconds to wait before this device may try this login again.
fn still_to_wait(store: &Store, name: &[u8; 32], now: Timestamp) -> Result<i64, DoorError> {
    let found = store.read(|tx| attempt::find(tx, name));
    let (failures, last) = found.map_err(DoorError::Store)?;
    Ok(wait_left(failures, last, now))
}

/// What came of proving, while signed in, that one knows one's passphrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// It is the passphrase.
    Right,
    /// It is not.
    Wrong,
    /// Too many failures: wait so many seconds.
    Wait(i64),
}

/// Checks the passphrase of somebody signed in, before a secret changes. Failures are counted with
/// those of signing in, so that an open session is no place to guess from.
///
/// # Errors
/// When the keys or the store fail.
pub fn prove(
    doors: &dyn Doors,
    chance: &mut dyn Chance,
    (centre, account): (CentreId, ActorId),
    attempt: Attempt<'_>,
) -> Result<Proof, DoorError> {
    let login = attempt.login.trim().to_lowercase();
    let name = attempt_name(&login, attempt.peer);
    let store = doors.store().ok_or(DoorError::Closed)?;
    let left = still_to_wait(&store, &name, attempt.now)?;
    if left > 0 {
        return Ok(Proof::Wait(left));
    }
    let right = doors.unlock(&login, attempt.passphrase)?;
    let counted = store.write(|tx| {
        if right {
            attempt::forget(tx, &name)
        } else {
            fail(tx, chance, &name, attempt, account, centre)
        }
    });
    counted.map_err(DoorError::Store)?;
    Ok(if right { Proof::Right } else { Proof::Wrong })
}

/// The same, with the code of the second factor where the account has one. Says nothing of which was wrong.
///
/// # Errors
/// When the keys or the store fail.
pub fn prove_both(
    doors: &dyn Doors,
    chance: &mut dyn Chance,
    (centre, account): (CentreId, ActorId),
    attempt: Attempt<'_>,
) -> Result<Proof, DoorError> {
    let proof = prove(doors, &mut *chance, (centre, account), attempt)?;
    if proof != Proof::Right {
        return Ok(proof);
    }
    let store = doors.store().ok_or(DoorError::Closed)?;
    let name = attempt_name(&attempt.login.trim().to_lowercase(), attempt.peer);
    let right = store.write(|tx| {
        let known = account::find(tx, centre, account)?;
        let verdict = match known {
            Some(known) => check_factor(tx, known, attempt.code, attempt.now)?,
            None => Verdict::Wrong,
        };
        let right = matches!(verdict, Verdict::Right(_));
        if !right {
            fail(tx, &mut *chance, &name, attempt, account, centre)?;
        }
        Ok::<_, StoreError>(right)
    });
    let right = right.map_err(DoorError::Store)?;
    Ok(if right { Proof::Right } else { Proof::Wrong })
}

/// Whether an account has a second factor.
///
/// # Errors
/// Those of the store.
pub fn has_factor(tx: &mut dyn Tx, account: ActorId) -> Result<bool, StoreError> {
    Ok(second_factor::find(tx, account)?.is_some_and(|factor| factor.confirmed))
}

enum Verdict {
    Right(Box<Account>),
    CodeNeeded,
    Expired,
    Wrong,
}

/// What a right passphrase opens.
fn check(
    tx: &mut dyn Tx,
    account: Account,
    code: &str,
    now: Timestamp,
) -> Result<Verdict, StoreError> {
    match passphrase_due::since(tx, account.id)? {
        Some(given) if !still_serves(given, now) => Ok(Verdict::Expired),
        _ => check_factor(tx, account, code, now),
    }
}

fn check_factor(
    tx: &mut dyn Tx,
    account: Account,
    code: &str,
    now: Timestamp,
) -> Result<Verdict, StoreError> {
    let Some(mut factor) = second_factor::find(tx, account.id)?.filter(|factor| factor.confirmed)
    else {
        return Ok(Verdict::Right(Box::new(account)));
    };
    if code.trim().is_empty() {
        return Ok(Verdict::CodeNeeded);
    }
    match step_of(&factor.secret, code, now) {
        Some(step) if step > factor.last_step => {
            factor.last_step = step;
            second_factor::put(tx, account.id, &factor)?;
            Ok(Verdict::Right(Box::new(account)))
        }
        _ => Ok(Verdict::Wrong),
    }
}

/// The time step for which a code is right: the present one, or the one before or after.
#[must_use]
pub fn step_of(secret: &[u8], code: &str, now: Timestamp) -> Option<i64> {
    let typed: String = code.chars().filter(char::is_ascii_digit).collect();
    let seconds = u64::try_from(now.as_second()).ok()?;
    let step = totp(secret)?.check(&typed, seconds)?;
    i64::try_from(step).ok()
}

fn totp(secret: &[u8]) -> Option<Totp> {
    Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_skew(1)
        .with_step_duration(FACTOR_STEP_SECONDS)
        .with_secret(Secret::new(secret.into()))
        .build()
        .ok()
}

/// The secret as someone types it into their phone, in groups of four.
#[must_use]
pub fn spoken_secret(secret: &[u8]) -> String {
    let letters: Vec<char> = Secret::new(secret.into()).to_base32().chars().collect();
    letters
        .chunks(4)
        .map(|group| group.iter().collect::<String>())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The same as the address that a phone reads from a QR code. It names the account, not the centre.
#[must_use]
pub fn factor_address(login: &str, secret: &[u8]) -> String {
    format!(
        "otpauth://totp/Akwaba:{}?secret={}&issuer=Akwaba&algorithm=SHA1&digits=6&period={FACTOR_STEP_SECONDS}",
        percent::encode(login),
        Secret::new(secret.into()).to_base32(),
    )
}

/// How a device's guesses at one login are counted, without keeping either.
fn attempt_name(login: &str, peer: &str) -> [u8; 32] {
    let named = format!("{}|{login}|{peer}", login.len());
    blake3::derive_key(
        "akwaba 2026 attempts of a device at a login",
        named.as_bytes(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn a_code_is_right_in_its_step_and_in_the_next_and_wrong_later() {
        let secret = [7; 20];
        let code = totp(&secret).unwrap().generate(1_790_000_010).to_string();
        assert_eq!(
            step_of(&secret, &code, at(1_790_000_010)),
            Some(1_790_000_010 / 30)
        );
        assert!(step_of(&secret, &code, at(1_790_000_040)).is_some());
        assert!(step_of(&secret, &code, at(1_790_000_100)).is_none());
        assert!(step_of(&secret, "", at(1_790_000_010)).is_none());
    }
}
