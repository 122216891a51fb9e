//! The rules as data, and what they propose.
//!
//! Invariant: an atom that is not known holds for nobody; a line that does not read proposes nothing.

use super::facts::{Home, Member, is_known};
use crate::bilan::{Area, Mark, Way};
use std::sync::OnceLock;

/// The month in which the rules were drawn up.
pub const AS_OF: &str = "11/2026";

const LIST: &str = include_str!("../../data/complementarites-2026-11.tsv");

/// What a rule proposes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// The way to what a member lacks of an area.
    Lack(Area),
    /// To enter the household in the social registry, by this procedure.
    Survey,
}

impl Need {
    /// Every need.
    pub const ALL: [Self; 5] = [
        Self::Lack(Area::Act),
        Self::Lack(Area::School),
        Self::Lack(Area::Cmu),
        Self::Lack(Area::Health),
        Self::Survey,
    ];

    /// Its name in the list, in addresses and translation keys.
    pub fn code(self) -> &'static str {
        match self {
            Self::Lack(area) => area.code(),
            Self::Survey => "P18",
        }
    }

    /// The need of that name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|need| need.code() == code)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Atom {
    /// A fact of the household, or its absence.
    Home(String, bool),
    /// A box of the grid holds one of these codes.
    Box(String, Vec<String>),
    /// The age is surely at least this.
    From(i32),
    /// The age is surely at most this.
    To(i32),
}

/// A rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Its name.
    pub code: String,
    /// What it proposes.
    pub need: Need,
    /// How far it can be relied on.
    pub mark: Mark,
    /// The source; empty for a proposal.
    pub source: String,
    /// Why, in French.
    pub fr: String,
    /// In English.
    pub en: String,
    atoms: Vec<Atom>,
}

/// A line that does not read: it proposes nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// Its place in the file, from 1.
    pub line: usize,
    /// What of it does not read.
    pub said: String,
}

/// Something proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal<'r> {
    /// By which rule.
    pub rule: &'r Rule,
    /// The way to it; none for a survey of the household.
    pub way: Option<Way>,
    /// The facts that it stands on: while they are the same, one answer is enough.
    pub facts: String,
}

/// The rules, and the lines that do not read.
pub fn rules() -> &'static (Vec<Rule>, Vec<Broken>) {
    static RULES: OnceLock<(Vec<Rule>, Vec<Broken>)> = OnceLock::new();
    RULES.get_or_init(|| read(LIST))
}

pub(super) fn read(list: &str) -> (Vec<Rule>, Vec<Broken>) {
    let (mut rules, mut broken) = (Vec::<Rule>::new(), Vec::new());
    for (at, text) in list.lines().enumerate() {
        if text.is_empty() || text.starts_with('#') {
            continue;
        }
        match rule(text) {
            Ok(rule) if rules.iter().all(|known| known.code != rule.code) => rules.push(rule),
            Ok(rule) => broken.push(Broken {
                line: at + 1,
                said: rule.code,
            }),
            Err(said) => broken.push(Broken { line: at + 1, said }),
        }
    }
    (rules, broken)
}

/// Reads a line, or says what of it does not read.
fn rule(text: &str) -> Result<Rule, String> {
    let cells: Vec<&str> = text.split('\t').map(str::trim).collect();
    let [code, need, when, mark, source, fr, en] = cells.as_slice() else {
        return Err(cells.first().copied().unwrap_or_default().to_owned());
    };
    let wrong = |of: &str| of.to_owned();
    let need = Need::from_code(need).ok_or_else(|| wrong(need))?;
    let mark = Mark::from_code(mark).ok_or_else(|| wrong(mark))?;
    // What claims a source names it, and what has none never claims one.
    if source.is_empty() != (mark == Mark::ToVerify) || fr.is_empty() || en.is_empty() {
        return Err(wrong(code));
    }
    let atoms: Result<Vec<Atom>, String> = when.split_whitespace().map(atom).collect();
    let atoms = atoms?;
    let home_only = atoms.iter().all(|atom| matches!(atom, Atom::Home(..)));
    if atoms.is_empty() || code.is_empty() || (need == Need::Survey && !home_only) {
        return Err(wrong(code));
    }
    Ok(Rule {
        code: (*code).to_owned(),
        need,
        mark,
        source: (*source).to_owned(),
        fr: (*fr).to_owned(),
        en: (*en).to_owned(),
        atoms,
    })
}

fn atom(text: &str) -> Result<Atom, String> {
    let wrong = || text.to_owned();
    let (rest, there) = match text.strip_prefix('!') {
        Some(rest) => (rest, false),
        None => (text, true),
    };
    if let Some(home) = rest.strip_prefix("home:") {
        let known = Home::default().says(home).is_some();
        return match known {
            true => Ok(Atom::Home(home.to_owned(), there)),
            false => Err(wrong()),
        };
    }
    // The absence of an answer is not an answer.
    if !there {
        return Err(wrong());
    }
    let years = |text: &str| text.parse::<i32>().map_err(|_| wrong());
    if let Some(from) = rest.strip_prefix("age>=") {
        return years(from).map(Atom::From);
    }
    if let Some(to) = rest.strip_prefix("age<=") {
        return years(to).map(Atom::To);
    }
    let (name, codes) = rest.split_once('=').ok_or_else(wrong)?;
    let codes: Vec<String> = codes.split('/').map(str::to_owned).collect();
    match codes.iter().all(|code| is_known(name, code)) {
        true => Ok(Atom::Box(name.to_owned(), codes)),
        false => Err(wrong()),
    }
}

impl Atom {
    /// What it says of a member of a household, as a word for the facts; `None` where it does not
    /// hold or nobody knows.
    fn holds(&self, home: Home, member: Option<&Member<'_>>) -> Option<String> {
        match self {
            Self::Home(fact, there) => {
                (home.says(fact) == Some(*there)).then(|| format!("{fact}:{there}"))
            }
            Self::Box(name, codes) => {
                let code = member?.code(name)?;
                let held = codes.iter().any(|known| known == code);
                held.then(|| format!("{name}={code}"))
            }
            Self::From(years) => {
                let (youngest, _) = member?.ages?;
                (youngest >= *years).then(|| format!("from-{years}"))
            }
            Self::To(years) => {
                let (_, oldest) = member?.ages?;
                (oldest <= *years).then(|| format!("to-{years}"))
            }
        }
    }
}

fn facts(rule: &Rule, home: Home, member: Option<&Member<'_>>) -> Option<String> {
    let words: Option<Vec<String>> = rule
        .atoms
        .iter()
        .map(|atom| atom.holds(home, member))
        .collect();
    words.map(|words| words.join(" "))
}

/// What some rules propose for a member: only the way to something that they lack.
pub fn for_member<'r>(rules: &'r [Rule], home: Home, member: &Member<'_>) -> Vec<Proposal<'r>> {
    let proposed = rules.iter().filter_map(|rule| {
        let Need::Lack(area) = rule.need else {
            return None;
        };
        let way = member.way(area)?;
        let facts = facts(rule, home, Some(member))?;
        Some(Proposal {
            rule,
            way: Some(way),
            facts: format!("{facts} {}", way.code()),
        })
    });
    proposed.collect()
}

/// What some rules propose for the household itself.
pub fn for_home(rules: &[Rule], home: Home) -> Vec<Proposal<'_>> {
    let proposed = rules.iter().filter_map(|rule| {
        if rule.need != Need::Survey {
            return None;
        }
        let facts = facts(rule, home, None)?;
        Some(Proposal {
            rule,
            way: None,
            facts,
        })
    });
    proposed.collect()
}
