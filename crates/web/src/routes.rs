//! The table of routes: every address the application answers, each with the name by which the policy knows it.
//!
//! Each trade keeps its own list beside its pages; this table joins them. A route has no need of its own: the dispatcher
//! asks the policy by name, and a name that the policy does not know is refused.

use crate::exchange::{Answer, Exchange};
use crate::http::{Method, percent};
use crate::pages;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What answers a request.
pub type Handler = fn(&mut Exchange<'_, '_>) -> Answer;

/// What a form may carry beside its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Words alone, or a file no larger than a long text.
    Words,
    /// A photo, a scan, a workbook of the manual, a directory.
    Paper,
    /// A list of people.
    List,
}

impl Takes {
    /// The largest body that is read, in bytes. It is held in memory: a photo of a good phone, a partner's largest list.
    #[must_use]
    pub const fn body_bytes_max(self) -> usize {
        match self {
            Self::Words => 1024 * 1024,
            Self::Paper => 12 * 1024 * 1024 + OTHER_BYTES,
            Self::List => 32 * 1024 * 1024 + OTHER_BYTES,
        }
    }
}

/// What a form with a file has beside the file, in bytes.
const OTHER_BYTES: usize = 64 * 1024;

/// One address and what answers it.
#[derive(Clone, Copy, Debug)]
pub struct Route {
    /// The name the policy knows: `person.show`.
    pub name: &'static str,
    /// Get or Post.
    pub method: Method,
    /// The path, with `{name}` for a part that varies: `/personnes/{id}`.
    pub pattern: &'static str,
    /// What answers.
    pub handler: Handler,
    /// What its form may carry.
    pub takes: Takes,
}

impl Route {
    /// A page to read.
    #[must_use]
    pub const fn get(name: &'static str, pattern: &'static str, handler: Handler) -> Self {
        Self {
            name,
            method: Method::Get,
            pattern,
            handler,
            takes: Takes::Words,
        }
    }

    /// A form to send.
    #[must_use]
    pub const fn post(name: &'static str, pattern: &'static str, handler: Handler) -> Self {
        Self {
            name,
            method: Method::Post,
            pattern,
            handler,
            takes: Takes::Words,
        }
    }
}

impl Route {
    /// The same, for a form with a file.
    #[must_use]
    pub const fn taking(self, takes: Takes) -> Self {
        Self { takes, ..self }
    }
}

/// The largest body that a host reads for a request, in bytes; it answers any larger one without having kept it.
#[must_use]
pub fn body_bytes_max(method: Method, path: &str) -> usize {
    match find(method, path) {
        Found::Route(route, _) => route.takes.body_bytes_max(),
        Found::OtherMethod | Found::Nothing => Takes::Words.body_bytes_max(),
    }
}

/// Every trade's routes.
const TABLE: &[&[&[Route]]] = &[
    &[
        pages::about::ROUTES,
        pages::draft::ROUTES,
        pages::home::ROUTES,
        pages::preferences::ROUTES,
    ],
    pages::account::ROUTES,
    pages::centre::ROUTES,
    &[
        pages::reception::ROUTES,
        pages::casework::ROUTES,
        pages::casework::PROPOSAL_ROUTES,
    ],
    &[
        pages::training::ROUTES,
        pages::aid::ROUTES,
        pages::activity::ROUTES,
        pages::mediation::ROUTES,
        pages::complementarity::ROUTES,
    ],
    pages::registry::ROUTES,
    pages::import::ROUTES,
    &[
        pages::export::ROUTES,
        pages::directory::ROUTES,
        pages::reports::ROUTES,
        pages::reports::MONTHLY_ROUTES,
        pages::reports::POSTER_ROUTES,
        pages::referral::ROUTES,
        pages::partner::ROUTES,
    ],
    &[
        pages::papers::ROUTES,
        pages::documents::ROUTES,
        #[cfg(not(target_arch = "wasm32"))]
        pages::protected::ROUTES,
        #[cfg(not(target_arch = "wasm32"))]
        pages::grievance::ROUTES,
        #[cfg(not(target_arch = "wasm32"))]
        pages::satisfaction::ROUTES,
    ],
    // Done at the PC of the centre, whose disk it concerns.
    #[cfg(not(target_arch = "wasm32"))]
    &[pages::privacy::ROUTES],
];

/// Every route.
pub fn all() -> impl Iterator<Item = &'static Route> {
    TABLE.iter().copied().flatten().copied().flatten()
}

/// What a path and a method lead to.
#[derive(Debug)]
pub enum Found {
    /// A route, and the parts of the path that vary.
    Route(&'static Route, Vec<(&'static str, String)>),
    /// The path exists for another method.
    OtherMethod,
    /// Nothing.
    Nothing,
}

/// Looks for the route of a path. Where a word and a `{part}` both match, the word wins.
#[must_use]
pub fn find(method: Method, path: &str) -> Found {
    let wanted = if method == Method::Head {
        Method::Get
    } else {
        method
    };
    let mut best: Option<(&'static Route, Vec<(&'static str, String)>)> = None;
    let mut other = false;
    let alike = BY_SHAPE.get(&shape(path)).map_or(&[][..], Vec::as_slice);
    for route in alike {
        let Some(params) = matches(route.pattern, path) else {
            continue;
        };
        if route.method != wanted {
            other = true;
        } else if best
            .as_ref()
            .is_none_or(|(_, held)| params.len() < held.len())
        {
            best = Some((*route, params));
        }
    }
    match best {
        Some((route, params)) => Found::Route(route, params),
        None if other => Found::OtherMethod,
        None => Found::Nothing,
    }
}

/// Routes by what the paths they match have in common: a menu asks for the routes of dozens of paths on each page.
static BY_SHAPE: LazyLock<HashMap<(&'static str, usize), Vec<&'static Route>>> =
    LazyLock::new(|| {
        let mut found: HashMap<_, Vec<_>> = HashMap::new();
        for route in all() {
            found.entry(shape(route.pattern)).or_default().push(route);
        }
        found
    });

/// The first word of a path, and how many parts it has.
fn shape(path: &str) -> (&str, usize) {
    let path = path.strip_prefix('/').unwrap_or(path);
    let first = path.split('/').next().unwrap_or(path);
    (first, path.split('/').count())
}

fn matches(pattern: &'static str, path: &str) -> Option<Vec<(&'static str, String)>> {
    let mut params = Vec::new();
    let (mut wanted, mut given) = (pattern.split('/'), path.split('/'));
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return Some(params),
            (Some(part), Some(word)) => {
                let name = part
                    .strip_prefix('{')
                    .and_then(|part| part.strip_suffix('}'));
                match name {
                    Some(name) if !word.is_empty() => {
                        params.push((name, percent::decode(word, false)))
                    }
                    None if part == word => {}
                    _ => return None,
                }
            }
            _ => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_route_begins_with_a_part_in_braces_so_that_the_first_word_finds_it() {
        assert!(
            all().all(|route| !route.pattern.starts_with("/{") && route.pattern.starts_with('/'))
        );
    }

    #[test]
    fn a_part_in_braces_matches_one_whole_part_of_the_path() {
        let pattern = "/personnes/{id}/noms";
        assert_eq!(
            matches(pattern, "/personnes/a%20b/noms"),
            Some(vec![("id", "a b".to_owned())])
        );
        for path in [
            "/personnes//noms",
            "/personnes/1",
            "/personnes/1/noms/",
            "/personnes/1/2/noms",
        ] {
            assert_eq!(matches(pattern, path), None, "{path}");
        }
    }

    #[test]
    fn every_route_is_written_once_and_its_name_is_known_to_the_policy() {
        let mut seen = BTreeSet::new();
        for route in all() {
            assert!(
                matches!(route.method, Method::Get | Method::Post),
                "{}",
                route.name
            );
            assert!(
                seen.insert((route.method == Method::Get, route.pattern)),
                "{}",
                route.pattern
            );
            assert!(
                akwaba_domain::policy::need(route.name).is_some(),
                "{} is unknown",
                route.name
            );
        }
    }
}
