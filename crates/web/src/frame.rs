//! What stands around every page: the centre's name, the search, who is reading, *Masquer*, the menu, the word that follows a
//! change. It also gives templates their words: `{{ f.t("key") }}`.

use std::fmt;

use akwaba_domain::centre::printed::SheetNumber;
use akwaba_domain::policy::Room;
use akwaba_domain::refusal::Refusal;
use akwaba_journal::id::CentreId;
use askama::filters::HtmlSafe;
use jiff::Timestamp;

pub use crate::draft::Kept;
pub use crate::flash::Flash;
pub use crate::menu::Entry;

use crate::http::Form;
use crate::i18n::{self, Arg, Lang};
use crate::icon::Icon;
use crate::session::Reader;
use crate::{Heading, Site, assets, menu, show};

/// How long nobody may touch a page before it hides, in seconds.
pub const IDLE_SECONDS: u32 = 300;

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
    /// The number that this page bears when it is printed; none before the login.
    pub number: Option<SheetNumber>,
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
    /// Whether the reader is in the protected space, and whether they may begin a file there.
    pub protected: Option<bool>,
    /// Whether they may enter it.
    pub enters: bool,
    /// What this reader was typing on this page when they last left it.
    pub draft: Option<Kept>,
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
            number: None,
            menu: Vec::new(),
            search: false,
            flash: None,
            discreet: false,
            refused: false,
            idle_seconds: IDLE_SECONDS,
            protected: None,
            enters: false,
            draft: None,
            title,
        }
    }

    /// Adds what belongs to the reader: name, menu, search.
    pub(crate) fn welcome(&mut self, reader: Option<&Reader>, centre: CentreId, room: Room) {
        let Some(reader) = reader else { return };
        let role = reader.actor.roles_in(centre).next();
        let role = role.map_or_else(String::new, |role| {
            self.t(&format!("frame-role-{}", role.code()))
        });
        self.who = Some((reader.name.clone(), role));
        self.number = Some(SheetNumber::of(reader.actor.account, self.now));
        if reader.must_change {
            return;
        }
        self.menu = menu::of(reader, centre, room, &self.here);
        let opens = |path| menu::opens(reader, centre, room, path);
        self.search = opens("/personnes/recherche");
        self.enters = room == Room::Open && opens("/espace");
        #[cfg(not(target_arch = "wasm32"))]
        if room == Room::Protected {
            self.protected = Some(opens("/espace/nouveau"));
            self.idle_seconds = crate::vault::IDLE_SECONDS_MAX;
        }
    }

    /// What a form shows: what was typed before, where the reader takes it up again, or `sent`.
    #[must_use]
    pub fn typed(&self, sent: Form) -> Form {
        let taken_up = self.draft.as_ref().and_then(|kept| kept.taken_up.clone());
        taken_up.unwrap_or(sent)
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

    /// What every printed page says at its foot or head: who printed it, when, and its number. Nothing before the login.
    #[must_use]
    pub fn printed(&self) -> Option<String> {
        let ((name, _), number) = (self.who.as_ref()?, self.number?);
        let args = [
            ("name", name.as_str().into()),
            ("moment", self.moment().into()),
            ("number", number.to_string().into()),
        ];
        Some(self.tn("frame-printed", args))
    }

    /// The digits of that number, for the script that tells when the page is printed.
    #[must_use]
    pub fn number(&self) -> String {
        self.number
            .map_or_else(String::new, |number| number.to_string())
    }

    /// The word for a code: `f.word("person-sex-", "female")` reads the key `person-sex-female`.
    #[must_use]
    pub fn word(&self, family: &str, code: impl fmt::Display) -> String {
        self.t(&format!("{family}{code}"))
    }

    /// The sentence of a refusal: what to write instead.
    #[must_use]
    pub fn sentence(&self, refusal: &Refusal) -> String {
        i18n::refusal(self.lang, refusal)
    }

    /// The title of the page, as it stands on the page.
    #[must_use]
    pub fn title(&self) -> String {
        self.t(self.title)
    }

    /// The title of the window: neutral, and saying first when something needs correcting.
    #[must_use]
    pub fn window_title(&self) -> String {
        if self.protected.is_some() {
            // The window, the history and the queue of the printer learn nothing of what was open.
            return "Akwaba".to_owned();
        }
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
        menu::bar(&self.menu)
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

#[cfg(test)]
mod tests {
    use super::*;

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
