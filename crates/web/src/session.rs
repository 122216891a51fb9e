//! Who is reading: the seam between the frame and the accounts.
//!
//! The frame needs four things of a session: a secret to make form tokens from, who is logged in, whether the screen is locked,
//! and nothing else. Where sessions are kept and how they end is the business of the accounts.

use std::fmt;

use akwaba_domain::Actor;
use akwaba_journal::chance::Chance;
use akwaba_journal::id::ActorId;
use akwaba_store::StoreError;
use akwaba_store::local::{passphrase_due, session};
use akwaba_store::projections::centre::account;

use crate::Call;
use crate::http::Request;

/// The secret in the session's cookie.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret([u8; 32]);

impl Secret {
    /// Wraps 32 bytes of chance.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// A new one.
    #[must_use]
    pub fn fresh(chance: &mut dyn Chance) -> Self {
        let mut bytes = [0; 32];
        chance.fill(&mut bytes);
        Self(bytes)
    }

    /// Reads the cookie's 64 hexadecimal digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let hash = blake3::Hash::from_hex(text).ok()?;
        Some(Self(*hash.as_bytes()))
    }

    /// The cookie's value.
    #[must_use]
    pub fn reveal(&self) -> String {
        blake3::Hash::from_bytes(self.0).to_hex().to_string()
    }

    /// What the store keeps to recognise the secret without knowing it.
    #[must_use]
    pub fn fingerprint(&self) -> [u8; 32] {
        blake3::derive_key("akwaba 2026 session fingerprint", &self.0)
    }

    /// The token of this session's forms: a page of another site cannot know it.
    #[must_use]
    pub fn form_token(&self) -> String {
        let key = blake3::derive_key("akwaba 2026 form token", &self.0);
        blake3::Hash::from_bytes(key)
            .to_hex()
            .chars()
            .take(32)
            .collect()
    }

    /// Whether a form carries this session's token; takes the same time whatever the difference.
    #[must_use]
    pub fn owns(&self, token: &str) -> bool {
        blake3::hash(token.as_bytes()) == blake3::hash(self.form_token().as_bytes())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret([caché])")
    }
}

/// The person at the screen.
#[derive(Clone)]
pub struct Reader {
    /// How colleagues call them; shown on top of every page.
    pub name: String,
    /// Their account and rights at this moment.
    pub actor: Actor,
    /// Whether their passphrase was given by somebody else: they may change it, and nothing more.
    pub must_change: bool,
}

impl fmt::Debug for Reader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Reader([caché])")
    }
}

/// One browser's session, logged in or not.
#[derive(Clone, Debug)]
pub struct Session {
    /// The secret in its cookie.
    pub secret: Secret,
    /// Who is logged in; nobody before the login and while the screen is locked.
    pub reader: Option<Reader>,
    /// Whose screen is hidden.
    pub locked: Option<ActorId>,
}

/// Longest session, in microseconds: a working day.
pub const WHOLE_MICROS_MAX: i64 = 12 * 3600 * 1_000_000;
/// After so long without a touch the screen hides, in microseconds.
pub const IDLE_MICROS_MAX: i64 = 5 * 60 * 1_000_000;
/// A touch is noted again only after so long, in microseconds: reading a page need not write.
const TOUCH_MICROS_MIN: i64 = 20 * 1_000_000;

/// The session cookie's name: with the prefix that browsers protect where the centre serves HTTPS.
#[must_use]
pub fn cookie_name(secure: bool) -> &'static str {
    if secure { "__Host-akwaba" } else { "akwaba" }
}

/// The secret sent with a request, when it is one.
#[must_use]
pub fn sent(request: &Request, secure: bool) -> Option<Secret> {
    Secret::parse(request.cookie(cookie_name(secure))?)
}

/// The session of a secret: worth nothing once the rights of its account have changed, hidden
/// when it was left alone, over after a working day.
///
/// # Errors
/// Those of the store.
pub fn find(call: &Call<'_>, secret: Secret, touched: bool) -> Result<Session, StoreError> {
    let nobody = Session {
        secret: secret.clone(),
        reader: None,
        locked: None,
    };
    let fingerprint = secret.fingerprint();
    let now = call.now.as_microsecond();
    let centre = call.site.centre;
    let found = call.store.read(|tx| {
        let Some(kept) = session::find(tx, &fingerprint)? else {
            return Ok(None);
        };
        let account = account::find(tx, centre, kept.account)?;
        let must_change = passphrase_due::is(tx, kept.account)?;
        Ok::<_, StoreError>(account.map(|account| (kept, account, must_change)))
    })?;
    let Some((kept, account, must_change)) = found else {
        return Ok(nobody);
    };
    if is_over(&kept, now) || account.suspended || account.rights_entry != kept.rights {
        call.store.write(|tx| session::end(tx, &fingerprint))?;
        return Ok(nobody);
    }
    let idle = now - kept.seen_micros;
    if kept.locked || idle > IDLE_MICROS_MAX {
        if !kept.locked {
            call.store
                .write(|tx| session::lock(tx, &fingerprint, true, now))?;
        }
        return Ok(Session {
            locked: Some(account.id),
            ..nobody
        });
    }
    if touched && idle > TOUCH_MICROS_MIN {
        call.store
            .write(|tx| session::touch(tx, &fingerprint, now))?;
    }
    let reader = Reader {
        name: account.name.as_str().to_owned(),
        actor: account.actor(),
        must_change,
    };
    Ok(Session {
        reader: Some(reader),
        ..nobody
    })
}

/// Whether a session is past its working day.
// A clock that jumps either way ends the session: signing in again is cheap.
pub(crate) fn is_over(kept: &session::Session, now_micros: i64) -> bool {
    !(0..=WHOLE_MICROS_MAX).contains(&(now_micros - kept.begun_micros))
}

impl Session {
    /// Whether the passphrase must be changed before anything else.
    #[must_use]
    pub fn must_change(&self) -> bool {
        self.reader
            .as_ref()
            .is_some_and(|reader| reader.must_change)
    }

    /// Whether somebody is logged in.
    #[must_use]
    pub fn is_signed_in(&self) -> bool {
        self.reader.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_never_shows_and_survives_its_cookie() {
        let secret = Secret::new([7; 32]);
        assert_eq!(format!("{secret:?}"), "Secret([caché])");
        assert_eq!(Secret::parse(&secret.reveal()), Some(secret));
        assert_eq!(Secret::parse("07"), None);
    }

    #[test]
    fn a_form_token_belongs_to_one_session_and_does_not_give_the_secret() {
        let (ours, theirs) = (Secret::new([1; 32]), Secret::new([2; 32]));
        assert!(ours.owns(&ours.form_token()));
        assert!(!ours.owns(&theirs.form_token()));
        assert!(!ours.owns(""));
        assert!(!ours.reveal().contains(&ours.form_token()));
    }
}
