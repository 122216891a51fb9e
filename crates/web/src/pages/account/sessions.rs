//! Where one is signed in, and ending it from here: a browser left open at another desk.
//!
//! Never: shows or ends anybody else's session, or shows what a session could be taken over with.

use akwaba_domain::centre::account::Account;
use akwaba_journal::id::ActorId;
use akwaba_store::local::session::{self, Session};

use super::own;
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::http::Request;
use crate::problem::Problem;
use crate::routes::Route;
use crate::session::is_over;
use crate::show;

/// The addresses of one's own sessions.
pub const ROUTES: &[Route] = &[
    Route::post("own.session-end", "/mon-compte/sessions/fin", end_one),
    Route::post(
        "own.sessions-end",
        "/mon-compte/sessions/autres",
        end_others,
    ),
];

/// One session as its owner reads it.
pub(super) struct Line {
    /// What the button sends. It opens nothing.
    pub(super) name: String,
    pub(super) device: String,
    pub(super) begun: String,
    pub(super) seen: String,
    /// Says aloud which one the button ends.
    pub(super) end: String,
    pub(super) here: bool,
}

/// An open session, and whether it is this browser's.
pub(super) struct Open {
    fingerprint: [u8; 32],
    kept: Session,
    here: bool,
}

/// The sessions of one's own that still open something.
pub(super) fn open(exchange: &Exchange<'_, '_>, account: &Account) -> Result<Vec<Open>, Problem> {
    let own = exchange.session.secret.fingerprint();
    let now = exchange.call.now.as_microsecond();
    let all = exchange.read(|tx| Ok(session::of_account(tx, account.id)?))?;
    let lines = all.into_iter().map(|(fingerprint, kept)| Open {
        here: fingerprint == own,
        fingerprint,
        kept,
    });
    Ok(lines
        .filter(|open| !is_over(&open.kept, now) && open.kept.rights == account.rights_entry)
        .collect())
}

/// The same, in words.
pub(super) fn lines(frame: &Frame, open: &[Open]) -> Vec<Line> {
    let said = |open: &Open| {
        let begun = show::moment_of_micros(frame.lang, open.kept.begun_micros);
        let seen = show::moment_of_micros(frame.lang, open.kept.seen_micros);
        let seen_key = if open.kept.locked {
            "own-sessions-hidden"
        } else {
            "own-sessions-seen"
        };
        let device = match open.kept.device.as_str() {
            "" => frame.t("own-sessions-unknown"),
            known => known.to_owned(),
        };
        Line {
            name: name(&open.fingerprint),
            end: frame.t1("own-sessions-end-which", "device", device.as_str()),
            device,
            begun: frame.t1("own-sessions-begun", "moment", begun),
            seen: frame.t1(seen_key, "moment", seen),
            here: open.here,
        }
    };
    open.iter().map(said).collect()
}

/// What names a session on its owner's page.
fn name(fingerprint: &[u8; 32]) -> String {
    let key = blake3::derive_key("akwaba 2026 name of a session", fingerprint);
    let hex = blake3::Hash::from_bytes(key).to_hex();
    hex.chars().take(16).collect()
}

fn end_one(exchange: &mut Exchange<'_, '_>) -> Answer {
    let asked = exchange.form.get("session").to_owned();
    end_where(exchange, |fingerprint| name(fingerprint) == asked)?;
    // One that was over meanwhile is ended all the same.
    exchange.done(own::PATH, Flash::good("own-sessions-ended"))
}

fn end_others(exchange: &mut Exchange<'_, '_>) -> Answer {
    end_where(exchange, |_| true)?;
    exchange.done(own::PATH, Flash::good("own-sessions-ended"))
}

/// Ends those of one's own other sessions that are meant.
fn end_where(
    exchange: &mut Exchange<'_, '_>,
    meant: impl Fn(&[u8; 32]) -> bool,
) -> Result<(), Problem> {
    let account: ActorId = exchange.actor()?.account;
    let here = exchange.session.secret.fingerprint();
    exchange.write(|tx, _| {
        for (fingerprint, _) in session::of_account(tx, account)? {
            if fingerprint != here && meant(&fingerprint) {
                session::end(tx, &fingerprint)?;
            }
        }
        Ok(())
    })
}

/// The browser and the system of a request, as far as it says them: enough to know one's own again.
pub(super) fn device(request: &Request) -> String {
    let said = request.header("user-agent").unwrap_or_default();
    let first = |known: &[(&str, &'static str)]| {
        let found = known.iter().find(|(sign, _)| said.contains(sign));
        found.map(|(_, name)| *name)
    };
    // Most browsers also name those that they resemble: the rarer sign comes first.
    let browser = first(&[
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = first(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ]);
    let parts: Vec<&str> = browser.into_iter().chain(system).collect();
    parts.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::Method;

    #[test]
    fn a_browser_is_named_by_its_own_sign_and_nothing_else_of_it_is_kept() {
        let of = |said: &str| device(&Request::new(Method::Get, "/").with("user-agent", said));
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) \
                    Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0";
        assert_eq!(of(edge), "Edge · Windows");
        let phone = "Mozilla/5.0 (Linux; Android 11; K) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36";
        assert_eq!(of(phone), "Chrome · Android");
        assert_eq!(of("<script>"), "");
    }
}
