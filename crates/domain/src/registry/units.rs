//! The administrative tree, as dated lists of codes.
//!
//! Owns the lists shipped with the program. Invariant: a code, once shipped, can be read for ever.
//! Never: names a unit without its parents where another has the same name.

use super::when::Day;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The lists shipped, by the day from which they are valid. Later lists are added at the end.
const LISTS: &[((i16, i8, i8), &str)] = &[(
    (2018, 7, 6),
    include_str!("../../data/sous-prefectures-2018-07-06.csv"),
)];

/// Codes in the source that are not units: a national park.
const NOT_UNITS: &[&str] = &["CI080104"];

/// Levels of the tree, from the top.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Region or autonomous district.
    Region,
    /// Department.
    Department,
    /// Sub-prefecture.
    SubPrefecture,
}

/// One unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Its code, the only key.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its level.
    pub level: Level,
    /// The code of the unit above.
    pub parent: Option<String>,
}

/// The tree on one day.
#[derive(Debug)]
pub struct Tree {
    valid_from: Option<Day>,
    units: BTreeMap<String, Unit>,
    /// Codes by folded name.
    names: BTreeMap<String, Vec<String>>,
}

/// The latest list.
pub fn latest() -> &'static Tree {
    static EMPTY: OnceLock<Tree> = OnceLock::new();
    lists()
        .last()
        .unwrap_or_else(|| EMPTY.get_or_init(|| Tree::read(None, "")))
}

/// The list that was valid on a day: the last one begun, or the first there is.
pub fn on(day: Day) -> &'static Tree {
    let begun = |tree: &&Tree| tree.valid_from.is_some_and(|from| from <= day);
    let lists = lists();
    lists
        .iter()
        .rev()
        .find(begun)
        .or(lists.first())
        .unwrap_or_else(latest)
}

/// Whatever list knows it: a code of an old list stays readable.
pub fn find(code: &str) -> Option<(&'static Tree, &'static Unit)> {
    lists()
        .iter()
        .rev()
        .find_map(|tree| Some((tree, tree.get(code)?)))
}

/// The name of a unit with its parents, or its code where no list knows it.
pub fn path(code: &str) -> String {
    find(code).map_or_else(|| code.to_owned(), |(tree, unit)| tree.path(&unit.code))
}

fn lists() -> &'static [Tree] {
    static TREES: OnceLock<Vec<Tree>> = OnceLock::new();
    TREES.get_or_init(|| {
        LISTS
            .iter()
            .map(|((year, month, day), text)| Tree::read(Day::of(*year, *month, *day), text))
            .collect()
    })
}

impl Tree {
    /// Reads a list: region, department and sub-prefecture of each line, code then name.
    fn read(valid_from: Option<Day>, text: &str) -> Self {
        let mut units = BTreeMap::new();
        for line in text.lines().skip(1) {
            let cells: Vec<&str> = line.trim_end().split(',').collect();
            let [region, region_name, dept, dept_name, code, name] = cells.as_slice() else {
                continue;
            };
            if NOT_UNITS.contains(code) {
                continue;
            }
            let mut put = |code: &str, name: &str, level, parent: Option<&str>| {
                units.entry(code.to_owned()).or_insert_with(|| Unit {
                    code: code.to_owned(),
                    name: name.to_owned(),
                    level,
                    parent: parent.map(str::to_owned),
                });
            };
            put(region, region_name, Level::Region, None);
            put(dept, dept_name, Level::Department, Some(region));
            put(code, name, Level::SubPrefecture, Some(dept));
        }
        let mut names: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for unit in units.values() {
            names
                .entry(fold(&unit.name))
                .or_default()
                .push(unit.code.clone());
        }
        Self {
            valid_from,
            units,
            names,
        }
    }

    /// The day from which the list is valid.
    pub fn valid_from(&self) -> Option<Day> {
        self.valid_from
    }

    /// The unit of a code.
    pub fn get(&self, code: &str) -> Option<&Unit> {
        self.units.get(code)
    }

    /// Every unit, by code.
    pub fn all(&self) -> impl Iterator<Item = &Unit> {
        self.units.values()
    }

    /// The units directly under one.
    pub fn under<'a>(&'a self, code: &'a str) -> impl Iterator<Item = &'a Unit> {
        self.all()
            .filter(move |unit| unit.parent.as_deref() == Some(code))
    }

    /// A unit and those above it, from the unit up.
    pub fn line(&self, code: &str) -> Vec<&Unit> {
        let mut line = Vec::new();
        let mut next = self.get(code);
        while let Some(unit) = next {
            line.push(unit);
            if line.len() > 3 {
                break;
            }
            next = unit.parent.as_deref().and_then(|parent| self.get(parent));
        }
        line
    }

    /// "Anyama, Abidjan, District Autonome D'Abidjan": a name that no other unit has. A parent of
    /// the same name is not said twice.
    pub fn path(&self, code: &str) -> String {
        let mut names: Vec<&str> = Vec::new();
        for unit in self.line(code) {
            if names.last() != Some(&unit.name.as_str()) {
                names.push(&unit.name);
            }
        }
        if names.is_empty() {
            code.to_owned()
        } else {
            names.join(", ")
        }
    }

    /// The units that a name, or a name and its parents, may mean; of a unit and its own parent of
    /// the same name, the smaller.
    pub fn named(&self, typed: &str) -> Vec<&Unit> {
        let mut parts = typed.split(',').map(fold).filter(|part| !part.is_empty());
        let Some(name) = parts.next() else {
            return Vec::new();
        };
        let parents: Vec<String> = parts.collect();
        let codes = self.names.get(&name).map_or(&[][..], Vec::as_slice);
        let fits = |code: &&String| {
            let above: Vec<String> = self
                .line(code)
                .iter()
                .skip(1)
                .map(|unit| fold(&unit.name))
                .collect();
            parents
                .iter()
                .all(|parent| above.contains(parent) || *parent == name)
        };
        let found: Vec<&Unit> = codes
            .iter()
            .filter(fits)
            .filter_map(|code| self.get(code))
            .collect();
        let has_smaller = |unit: &&&Unit| {
            !found.iter().any(|other| {
                self.line(&other.code)
                    .iter()
                    .skip(1)
                    .any(|above| above.code == unit.code)
            })
        };
        found.iter().filter(has_smaller).copied().collect()
    }

    /// Units whose name, or a word of it, begins like what is typed; the closest first, at most
    /// `count`.
    pub fn starting(&self, typed: &str, count: usize) -> Vec<&Unit> {
        let typed = fold(typed);
        if typed.is_empty() {
            return Vec::new();
        }
        let begins = |name: &str| {
            name.starts_with(&typed) || name.split(' ').any(|word| word.starts_with(&typed))
        };
        let mut found: Vec<(&String, &Unit)> = self
            .names
            .iter()
            .filter(|(name, _)| begins(name))
            .flat_map(|(name, codes)| {
                codes
                    .iter()
                    .filter_map(move |code| Some((name, self.get(code)?)))
            })
            .collect();
        found.sort_by_key(|(name, unit)| {
            (
                !name.starts_with(&typed),
                name.len(),
                unit.level,
                &unit.code,
            )
        });
        found
            .into_iter()
            .map(|(_, unit)| unit)
            .take(count)
            .collect()
    }
}

/// Small letters without accents; every sign is a space.
pub(super) fn fold(name: &str) -> String {
    let letters: String = name
        .chars()
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            'à' | 'â' | 'ä' | 'á' | 'ã' => 'a',
            'é' | 'è' | 'ê' | 'ë' => 'e',
            'î' | 'ï' | 'í' => 'i',
            'ô' | 'ö' | 'ó' | 'õ' => 'o',
            'û' | 'ü' | 'ù' | 'ú' => 'u',
            'ç' => 'c',
            'ñ' => 'n',
            c if c.is_alphanumeric() => c,
            _ => ' ',
        })
        .collect();
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_2018_has_its_regions_departments_and_sub_prefectures() {
        let tree = latest();
        let count = |level| tree.all().filter(|unit| unit.level == level).count();
        assert_eq!(count(Level::Region), 33);
        assert_eq!(count(Level::Department), 108);
        assert_eq!(
            count(Level::SubPrefecture),
            509,
            "510 lines, of which one is a park"
        );
        assert!(tree.get("CI080104").is_none());
    }

    #[test]
    fn no_two_units_of_one_level_have_the_same_path() {
        let tree = latest();
        for level in [Level::Region, Level::Department, Level::SubPrefecture] {
            let paths: Vec<String> = tree
                .all()
                .filter(|u| u.level == level)
                .map(|u| tree.path(&u.code))
                .collect();
            let distinct: std::collections::BTreeSet<_> = paths.iter().collect();
            assert_eq!(distinct.len(), paths.len());
        }
    }

    #[test]
    fn every_unit_is_found_by_its_path_and_by_nothing_less_where_its_name_is_shared() {
        let tree = latest();
        for unit in tree.all().filter(|unit| unit.level == Level::SubPrefecture) {
            let found = tree.named(&tree.path(&unit.code));
            assert!(
                found.iter().any(|other| other.code == unit.code),
                "{}",
                unit.code
            );
            assert_eq!(found.len(), 1, "{}", tree.path(&unit.code));
        }
        for shared in ["Guézon", "lolobo", "NAFANA", "Santa"] {
            assert_eq!(tree.named(shared).len(), 2, "{shared}");
        }
    }

    #[test]
    fn typing_the_beginning_proposes_the_closest_first() {
        let names: Vec<&str> = latest()
            .starting("anya", 5)
            .iter()
            .map(|u| u.name.as_str())
            .collect();
        assert_eq!(names.first(), Some(&"Anyama"));
        assert!(latest().starting("", 5).is_empty());
        assert!(latest().starting("a", 5).len() == 5);
    }

    #[test]
    fn a_day_before_the_first_list_reads_the_first_list() {
        let old = on(Day::of(2001, 1, 1).unwrap());
        assert_eq!(old.valid_from(), Day::of(2018, 7, 6));
        assert_eq!(path("CI999999"), "CI999999");
    }
}
