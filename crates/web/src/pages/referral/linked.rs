//! The link that a worker gives a service: made, shown once with its QR code, withdrawn. How it serves is
//! [`crate::pages::partner`].

use akwaba_domain::casework::time::civil;
use akwaba_domain::policy::act;
use akwaba_domain::referral::link::{self, LinkForm, Secret};
use akwaba_domain::referral::{Consents, Referral};
use akwaba_journal::id::{EntityId, ScopeId};
use akwaba_journal::state::State;
use akwaba_store::local::referral_link;
use akwaba_store::{Tx, append, entity};
use askama::Template;

use super::shared::{load, opened, path, person};
use super::show::page;
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::pages::here::{allow, here};
use crate::pages::reception::ctx;
use crate::parts::{Notice, Qr, Tone};
use crate::problem::Problem;
use crate::show;

/// After how long a link whose time is over is forgotten, in microseconds: ninety days.
const FORGET_MICROS: i64 = 90 * 24 * 3600 * 1_000_000;

#[derive(Template)]
#[template(path = "referral/link.html")]
struct LinkPage<'a> {
    f: &'a Frame,
    address: String,
    qr: Option<Qr>,
    reach: Notice,
    until: String,
    code: String,
    back: String,
}

/// A referral, without the case that it comes out of.
pub(in crate::pages) struct Found {
    pub(in crate::pages) referral: Referral,
    pub(in crate::pages) state: State,
}

/// A referral, when there is one.
pub(in crate::pages) fn find(
    tx: &mut dyn Tx,
    scope: ScopeId,
    id: EntityId,
) -> Result<Option<Found>, Problem> {
    let state = entity::load(tx, scope, id)?;
    let referral = Referral::of(id, &state);
    Ok(referral.map(|referral| Found { referral, state }))
}

/// The consents of everyone whose consent it was sent with. Somebody who was forgotten has none.
pub(in crate::pages) fn consents(
    tx: &mut dyn Tx,
    scope: ScopeId,
    referral: &Referral,
) -> Result<Consents, Problem> {
    let mut known = Consents::new();
    for agreed in referral.agreed() {
        match person(tx, scope, agreed.person) {
            Ok((view, _)) => known.insert(agreed.person, view.consents),
            Err(Problem::NotFound) => None,
            Err(problem) => return Err(problem),
        };
    }
    Ok(known)
}

/// How far the address of a link carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    /// This machine only: no name was given to it.
    Alone,
    /// The centre's own network.
    Local,
    /// As far as its name is known.
    Named,
}

/// The address by which others reach the centre, and how far it carries: the first name that it is served under, as
/// `akwaba serve --host` was told, or that of this machine.
fn origin(exchange: &Exchange<'_, '_>) -> (String, Reach) {
    let site = exchange.call.site;
    let here = exchange.request.header("host").unwrap_or("localhost");
    let name = site.hosts.iter().find(|host| !is_loopback(host));
    let scheme = if site.secure { "https" } else { "http" };
    match name {
        Some(name) => (format!("{scheme}://{name}"), reach(name)),
        None => (format!("{scheme}://{here}"), Reach::Alone),
    }
}

fn is_loopback(host: &str) -> bool {
    ["localhost", "127.", "[::1]"]
        .iter()
        .any(|name| host.starts_with(name))
}

fn reach(host: &str) -> Reach {
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let within = [".local", ".lan", ".home", ".internal", ".home.arpa"];
    let numbered = name.parse::<std::net::IpAddr>().is_ok() || name.starts_with('[');
    if numbered || !name.contains('.') || within.iter().any(|end| name.ends_with(end)) {
        Reach::Local
    } else {
        Reach::Named
    }
}

/// Makes a link, and shows it: this once.
pub(super) fn make(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::ReferralSend>(exchange)?;
    let known = opened(exchange)?;
    let (scope, id, now) = (here(exchange), known.referral.id, exchange.call.now);
    let form = LinkForm {
        days: exchange.form.get("days").to_owned(),
        whole: exchange.form.get("whole") == "1",
    };
    let secret = Secret::fresh(exchange.call.chance);
    let made = exchange.write(|tx, writing| {
        let fresh = load(tx, scope, id)?;
        let consents = consents(tx, scope, &fresh.referral)?;
        let about = (&fresh.referral, &fresh.state);
        let (kept, drafts) = link::make(&ctx(now, writing), &allowed, about, &consents, &form)?;
        append(tx, writing, drafts)?;
        referral_link::sweep(tx, writing.now_micros - FORGET_MICROS)?;
        referral_link::begin(tx, scope, &secret.fingerprint(), &kept)?;
        Ok(kept)
    });
    match made {
        Ok(kept) => {
            let (origin, reach) = origin(exchange);
            let frame = exchange.frame("referral-link-title");
            let f = &frame;
            let address = format!("{origin}/reponse/{}", secret.reveal());
            let (tone, key) = match reach {
                Reach::Alone => (Tone::Attention, "referral-link-alone"),
                Reach::Local => (Tone::Attention, "referral-link-local"),
                Reach::Named => (Tone::Info, "referral-link-named"),
            };
            exchange.page(&LinkPage {
                f,
                qr: Qr::of(&address, f.t("referral-link-qr")),
                address,
                reach: Notice::new(tone, f.t(key), ""),
                until: show::day_in_full(f.lang, civil(kept.until_micros).date()),
                code: known.referral.code(),
                back: path(id),
            })
        }
        Err(Problem::Refused(refusals)) => page(exchange, &known, Some(&refusals)),
        Err(problem) => Err(problem),
    }
}

/// Withdraws the link.
pub(super) fn withdraw(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::ReferralSend>(exchange)?;
    let known = opened(exchange)?;
    let (scope, id, now) = (here(exchange), known.referral.id, exchange.call.now);
    exchange.write(|tx, writing| {
        let fresh = load(tx, scope, id)?;
        // Twice is once.
        if referral_link::live(tx, scope, id)?.is_some() {
            let about = (&fresh.referral, &fresh.state);
            let drafts = link::withdraw(&ctx(now, writing), &allowed, about);
            append(tx, writing, drafts)?;
            referral_link::end_all(tx, scope, id)?;
        }
        Ok(())
    })?;
    exchange.done(&path(id), Flash::good("referral-said-unlinked"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_how_far_a_link_carries() {
        for (name, far) in [
            ("centre.example.ci", Reach::Named),
            ("centre.example.ci:8443", Reach::Named),
            ("centre.local", Reach::Local),
            ("accueil:8443", Reach::Local),
            ("192.168.1.10:8443", Reach::Local),
            ("[fe80::1]:8443", Reach::Local),
        ] {
            assert_eq!(reach(name), far, "{name}");
        }
        assert!(is_loopback("localhost:7878") && is_loopback("[::1]:7878"));
    }
}
