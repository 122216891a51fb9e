//! What stands around every page: the centre's name, the search, who is reading, *Masquer*, the menu, the word that follows a
//! change. It also gives templates their words: `{{ f.t("key") }}`.

use std::fmt;

use akwaba_domain::policy::{self, Need, Target, Verdict};
use akwaba_domain::refusal::Refusal;
use akwaba_journal::id::CentreId;
use askama::filters::HtmlSafe;
use jiff::Timestamp;

use crate::http::Method;
use crate::http::response::local_path;
use crate::i18n::{self, Arg, Lang};
use crate::icon::Icon;
use crate::routes::{self, Found};
use crate::session::Reader;
use crate::{Heading, Site, assets, show};

/// The most entries a menu has.
const MENU_ENTRIES_MAX: usize = 7;
/// How many of them stand in the bar at the bottom of a phone; the others are behind its last button.
const BAR_ENTRIES: usize = 3;

/// How long nobody may touch a page before it hides, in seconds.
pub const IDLE_SECONDS: u32 = 300;

/// Every entry a menu may have, in order. One shows when its page exists and the policy lets the reader open it.
const MENU: [(&str, &str, &str, Icon); 9] = [
    (
        "/accueil",
        "frame-menu-reception",
        "frame-bar-reception",
        Icon::Door,
    ),
    (
        "/aujourdhui",
        "frame-menu-today",
        "frame-bar-today",
        Icon::Day,
    ),
    (
        "/personnes",
        "frame-menu-people",
        "frame-bar-people",
        Icon::People,
    ),
    (
        "/dossiers",
        "frame-menu-cases",
        "frame-bar-cases",
        Icon::Folder,
    ),
    (
        "/registres",
        "frame-menu-registers",
        "frame-bar-registers",
        Icon::Register,
    ),
    (
        "/annuaire",
        "frame-menu-directory",
        "frame-bar-directory",
        Icon::Signpost,
    ),
    (
        "/centre",
        "frame-menu-centre",
        "frame-bar-centre",
        Icon::Centre,
    ),
    (
        "/manuel",
        "frame-menu-manual",
        "frame-bar-manual",
        Icon::Manual,
    ),
    (
        "/a-propos",
        "frame-menu-about",
        "frame-bar-about",
        Icon::Info,
    ),
];

/// One entry of the menu.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// Where it leads.
    pub path: &'static str,
    /// The key of its word.
    pub key: &'static str,
    /// The key of its word where there is little room.
    pub short: &'static str,
    /// Its drawing.
    pub icon: Icon,
    /// Whether the page shown is under it.
    pub here: bool,
}

/// The word that follows a change: a key only, so that nothing personal travels in its cookie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flash {
    /// The key of the sentence.
    pub key: String,
    /// Whether it asks for attention rather than says that all is well.
    pub attention: bool,
    /// The path to which "undo" posts, when the change can be undone.
    pub undo: Option<String>,
}

impl Flash {
    /// All is well.
    #[must_use]
    pub fn good(key: &'static str) -> Self {
        Self {
            key: key.to_owned(),
            attention: false,
            undo: None,
        }
    }

    /// Done, but something needs a look.
    #[must_use]
    pub fn attention(key: &'static str) -> Self {
        Self {
            attention: true,
            ..Self::good(key)
        }
    }

    /// With a button that undoes the change by posting to `path`.
    #[must_use]
    pub fn undo(mut self, path: impl Into<String>) -> Self {
        self.undo = Some(path.into());
        self
    }

    pub(crate) fn write(&self) -> String {
        let kind = if self.attention { "a" } else { "g" };
        format!("{kind}|{}|{}", self.key, self.undo.as_deref().unwrap_or(""))
    }

    /// Reads the cookie; one that was tampered with shows nothing.
    pub(crate) fn parse(cookie: &str) -> Option<Self> {
        let (kind, rest) = cookie.split_once('|')?;
        let (key, undo) = rest.split_once('|')?;
        i18n::exists(Lang::Fr, key).then(|| Self {
            key: key.to_owned(),
            attention: kind == "a",
            undo: local_path(undo).map(str::to_owned),
        })
    }
}

/// What stands around a page.
#[derive(Clone)]
pub struct Frame {
    /// The language of the page.
    pub lang: Lang,
    /// The head of papers, and the centre's name on top of pages.
    pub heading: Heading,
    /// When the page was asked for.
    pub now: Timestamp,
    /// The path of this page.
    pub here: String,
    /// The token of this session's forms.
    pub token: String,
    /// Who is reading, with the key of their role; nobody before the login.
    pub who: Option<(String, String)>,
    /// The menu of this reader.
    pub menu: Vec<Entry>,
    /// Whether this reader may search for people.
    pub search: bool,
    /// What was just done.
    pub flash: Option<Flash>,
    /// Someone is looking: lists show initials.
    pub discreet: bool,
    /// Whether the page comes back with errors: its title says so.
    pub refused: bool,
    /// After how many seconds without a touch the script hides the page. A page that is read again by itself counts down,
    /// so that it does not keep itself awake.
    pub idle_seconds: u32,
    title: &'static str,
}

impl Frame {
    /// The frame of a page before anyone is known.
    #[must_use]
    pub fn new(lang: Lang, title: &'static str, site: &Site, now: Timestamp) -> Self {
        Self {
            lang,
            now,
            heading: site.heading.clone(),
            here: String::new(),
            token: String::new(),
            who: None,
            menu: Vec::new(),
            search: false,
            flash: None,
            discreet: false,
            refused: false,
            idle_seconds: IDLE_SECONDS,
            title,
        }
    }

    /// Adds what belongs to the reader: name, menu, search.
    pub(crate) fn welcome(&mut self, reader: Option<&Reader>, centre: CentreId) {
        let Some(reader) = reader else { return };
        let role = reader.actor.roles_in(centre).next();
        let role = role.map_or_else(String::new, |role| {
            self.t(&format!("frame-role-{}", role.code()))
        });
        self.who = Some((reader.name.clone(), role));
        let here = self.here.clone();
        let open = MENU.iter().filter(|(path, ..)| opens(reader, centre, path));
        self.menu = open
            .take(MENU_ENTRIES_MAX)
            .map(|(path, key, short, icon)| Entry {
                path,
                key,
                short,
                icon: *icon,
                here: is_under(&here, path),
            })
            .collect();
        self.search = opens(reader, centre, "/personnes/recherche");
    }

    /// The text of a key.
    #[must_use]
    pub fn t(&self, key: &str) -> String {
        i18n::text(self.lang, key, &[])
    }

    /// The text of a key with one value in it.
    #[must_use]
    pub fn t1(&self, key: &str, name: &str, value: impl Into<Arg>) -> String {
        i18n::text(self.lang, key, &[(name, value.into())])
    }

    /// The text of a key with several values in it.
    #[must_use]
    pub fn tn<'a>(&self, key: &str, args: impl AsRef<[(&'a str, Arg)]>) -> String {
        i18n::text(self.lang, key, args.as_ref())
    }

    /// When the page was asked for: "23/11/2026 à 07:45".
    #[must_use]
    pub fn moment(&self) -> String {
        show::moment(self.lang, self.now)
    }

    /// The word for a code: `f.word("person-sex-", "female")` reads the key `person-sex-female`.
    #[must_use]
    pub fn word(&self, family: &str, code: impl fmt::Display) -> String {
        self.t(&format!("{family}{code}"))
    }

    /// The sentence of a refusal: what to write instead.
    #[must_use]
    pub fn sentence(&self, refusal: &Refusal) -> String {
        let args: Vec<(&str, Arg)> = refusal
            .args
            .iter()
            .map(|(name, value)| {
                // Numbers travel as text in refusals; as numbers they choose singular or plural.
                (
                    *name,
                    value
                        .parse::<i64>()
                        .map_or_else(|_| Arg::from(value), Arg::Number),
                )
            })
            .collect();
        self.tn(refusal.code, &args)
    }

    /// The title of the page, as it stands on the page.
    #[must_use]
    pub fn title(&self) -> String {
        self.t(self.title)
    }

    /// The title of the window: neutral, and saying first when something needs correcting.
    #[must_use]
    pub fn window_title(&self) -> String {
        let title = self.title();
        let title = if self.refused {
            self.t1("frame-title-refused", "title", title)
        } else {
            title
        };
        format!("{title} · Akwaba")
    }

    /// A name in a list: initials only when someone is looking.
    #[must_use]
    pub fn name(&self, name: &str) -> String {
        if self.discreet {
            show::initials(name)
        } else {
            name.to_owned()
        }
    }

    /// The hidden field that every form of a page must hold.
    #[must_use]
    pub fn guard(&self) -> Hidden<'_> {
        Hidden {
            name: crate::dispatch::TOKEN_FIELD,
            value: &self.token,
        }
    }

    /// The version of the style and script.
    #[must_use]
    pub fn version(&self) -> &'static str {
        assets::version()
    }

    /// A drawing by its name: see [`Icon::NAMED`].
    #[must_use]
    pub fn icon(&self, name: &str) -> Icon {
        Icon::named(name).unwrap_or(Icon::Ring)
    }

    /// The entries that stand in the bar of a phone.
    #[must_use]
    pub fn bar(&self) -> &[Entry] {
        self.menu.get(..BAR_ENTRIES).unwrap_or(&self.menu)
    }
}

/// A hidden field.
pub struct Hidden<'a> {
    name: &'a str,
    value: &'a str,
}

impl fmt::Display for Hidden<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Tokens are hexadecimal: nothing to escape; anything else is left out.
        let safe = self.value.chars().all(|c| c.is_ascii_hexdigit());
        let value = if safe { self.value } else { "" };
        write!(
            f,
            "<input type=\"hidden\" name=\"{}\" value=\"{value}\">",
            self.name
        )
    }
}

impl HtmlSafe for Hidden<'_> {}

/// Whether a page exists and the policy lets this reader open it.
pub(crate) fn opens(reader: &Reader, centre: CentreId, path: &str) -> bool {
    let Found::Route(route, _) = routes::find(Method::Get, path) else {
        return false;
    };
    match policy::need(route.name) {
        Some(Need::Nothing | Need::SignedIn) => true,
        Some(Need::To(action)) => {
            policy::decide(&reader.actor, action, &Target::of(centre)) == Verdict::Granted
        }
        None => false,
    }
}

fn is_under(here: &str, path: &str) -> bool {
    here.strip_prefix(path)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_after_a_change_travels_as_a_key_and_nothing_else() {
        let flash = Flash::attention("frame-saved").undo("/visites/1/annuler");
        assert_eq!(Flash::parse(&flash.write()), Some(flash));
        assert_eq!(Flash::parse("g|Kouassi est inscrit|"), None);
        let away = Flash::parse("g|frame-saved|//evil.example").unwrap();
        assert_eq!(away.undo, None);
    }

    #[test]
    fn an_entry_is_current_for_its_own_pages_only() {
        assert!(is_under("/personnes", "/personnes") && is_under("/personnes/1", "/personnes"));
        assert!(!is_under("/personnes-x", "/personnes"));
    }

    #[test]
    fn a_hidden_token_cannot_carry_html() {
        assert!(
            !Hidden {
                name: "jeton",
                value: "\"><script>"
            }
            .to_string()
            .contains("script")
        );
    }
}
