//! Who is reading: the seam between the frame and the accounts.
//!
//! The frame needs four things of a session: a secret to make form tokens from, who is logged in, whether the screen is locked,
//! and nothing else. Where sessions are kept and how they end is the business of the accounts.

use std::fmt;

use akwaba_domain::Actor;

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
}

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

/// The session of a secret. Seam: until the accounts are wired here, nobody is logged in.
#[must_use]
pub fn find(_call: &Call<'_>, secret: Secret) -> Session {
    Session {
        secret,
        reader: None,
    }
}

impl Session {
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
