//! The menu of a reader: at most seven entries, those whose page exists and which the policy lets them open. In the
//! protected space it has what is done there instead.

use akwaba_domain::policy::{self, Need, Room, Served, Target, Verdict};
use akwaba_journal::id::CentreId;

use crate::http::Method;
use crate::icon::Icon;
use crate::routes::{self, Found};
use crate::session::Reader;

/// The most entries a menu has.
const MENU_ENTRIES_MAX: usize = 7;
/// How many of them stand in the bar at the bottom of a phone; the others are behind its last button.
const BAR_ENTRIES: usize = 3;

/// The figures of the counter: an entry of its own only where the counter is not.
const FIGURES: &str = "/accueil/chiffres";

/// Every entry a menu may have, in order. One shows when its page exists and the policy lets the reader open it.
const MENU: [(&str, &str, &str, Icon); 15] = [
    (
        "/accueil",
        "frame-menu-reception",
        "frame-bar-reception",
        Icon::Door,
    ),
    // For those who see the counts of a counter at which they do not stand.
    (
        FIGURES,
        "frame-menu-figures",
        "frame-menu-figures",
        Icon::Register,
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
        "/espace/nouveau",
        "protected-begin-title",
        "protected-begin-short",
        Icon::Plus,
    ),
    (
        "/espace/comptes",
        "protected-counts-title",
        "protected-counts-title",
        Icon::Register,
    ),
    (
        "/espace/reclamations",
        "grievance-list-title",
        "grievance-list-title",
        Icon::Ring,
    ),
    (
        "/stage",
        "frame-menu-stage",
        "frame-bar-stage",
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
        "/apprendre",
        "frame-menu-training",
        "frame-bar-training",
        Icon::Learn,
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

/// The menu of a reader, on the page at `here`.
pub(crate) fn of(reader: &Reader, centre: CentreId, room: Room, here: &str) -> Vec<Entry> {
    let counter = opens(reader, centre, room, "/accueil");
    let open = MENU
        .iter()
        .filter(|(path, ..)| opens(reader, centre, room, path) && !(*path == FIGURES && counter));
    open.take(MENU_ENTRIES_MAX)
        .map(|(path, key, short, icon)| Entry {
            path,
            key,
            short,
            icon: *icon,
            // Households and groups stand under the same entry as people.
            here: is_under(here, path)
                || (*path == "/personnes"
                    && (is_under(here, "/menages") || is_under(here, "/groupes"))),
        })
        .collect()
}

/// Those of a menu that stand in the bar at the bottom of a phone.
pub(crate) fn bar(menu: &[Entry]) -> &[Entry] {
    menu.get(..BAR_ENTRIES).unwrap_or(menu)
}

/// Whether a page exists in a room and the policy lets this reader open it.
pub(crate) fn opens(reader: &Reader, centre: CentreId, room: Room, path: &str) -> bool {
    let Found::Route(route, _) = routes::find(Method::Get, path) else {
        return false;
    };
    let of_the_room = match room {
        Room::Protected => policy::served(route.name) == Some(Served::Inside),
        Room::Open => !policy::inside_only(route.name),
    };
    if !of_the_room {
        return false;
    }
    match policy::need(route.name) {
        Some(Need::Nothing | Need::Link | Need::SignedIn) => true,
        Some(Need::To(action)) => {
            policy::decide(&reader.actor, action, &Target::of(centre).inside(room))
                == Verdict::Granted
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
    fn an_entry_is_current_for_its_own_pages_only() {
        assert!(is_under("/personnes", "/personnes") && is_under("/personnes/1", "/personnes"));
        assert!(!is_under("/personnes-x", "/personnes"));
    }
}
