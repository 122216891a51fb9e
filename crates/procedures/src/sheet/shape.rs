//! The sheets that the format knows, and their columns in the order in which they are written.
//!
//! Owns the one list behind three things: the canonical form of both carriers, the columns that are unknown, and the
//! nearest known name to a misspelt one. The columns of an XLSForm are not here: the form knows them.

use super::{Book, Sheet};

/// One sheet of the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// Its name.
    pub name: &'static str,
    /// Its columns, in order.
    pub columns: &'static [&'static str],
    /// Whether Markdown writes it as cards, one under another, instead of as a table.
    pub cards: bool,
}

/// Every sheet of a procedure, of the file `manuel` and of an adaptation, but for those of its form.
pub const SHAPES: &[Shape] = &[
    Shape {
        name: "procedure",
        columns: &[
            "code",
            "titre",
            "version",
            "statut",
            "objet",
            "declencheur",
            "sujet",
            "base_legale",
            "axe",
            "niveau",
            "confidentialite",
            "remarque",
        ],
        cards: true,
    },
    Shape {
        name: "etapes",
        columns: &[
            "ordre",
            "code",
            "libelle",
            "role",
            "groupe",
            "lieu",
            "delai",
            "depuis",
            "condition",
            "decisions",
            "montrer",
            "produire",
            "retard",
            "visa",
            "conseil",
            "rappel",
            "remettre",
        ],
        cards: true,
    },
    table("parametres", &["nom", "valeur", "libelle", "source"]),
    table("registres", &["code", "libelle", "etape", "colonnes"]),
    table(
        "indicateurs",
        &[
            "code",
            "libelle",
            "numerateur",
            "denominateur",
            "cible",
            "ventilation",
        ],
    ),
    table("quiz", &["question", "choix", "bonne", "pourquoi"]),
    table("exercices", &["titre", "situation", "attendu", "corrige"]),
    Shape {
        name: "manuel",
        columns: &["titre", "version", "statut", "preface", "ministeres"],
        cards: true,
    },
    table("roles", &["code", "libelle", "fonction", "description"]),
    table("feries", &["date", "libelle", "source"]),
    table("glossaire", &["terme", "definition"]),
    table(
        "adaptation",
        &[
            "procedure",
            "version_de_base",
            "version",
            "centre",
            "motif",
            "auteur",
        ],
    ),
];

/// The sheets of an XLSForm.
pub const FORM_SHEETS: &[&str] = &[
    "survey",
    "choices",
    "settings",
    "external_choices",
    "entities",
    "osm",
];

const fn table(name: &'static str, columns: &'static [&'static str]) -> Shape {
    Shape {
        name,
        columns,
        cards: false,
    }
}

/// The shape of the sheet of that name.
#[must_use]
pub fn shape(name: &str) -> Option<&'static Shape> {
    SHAPES.iter().find(|shape| shape.name == name)
}

/// Gives the sheets that are written as cards all their columns, in the order of the format; unknown ones follow by name.
pub(super) fn settle(book: &mut Book) {
    for sheet in &mut book.sheets {
        if let Some(shape) = shape(&sheet.name).filter(|shape| shape.cards) {
            settle_sheet(sheet, shape);
        }
    }
}

fn settle_sheet(sheet: &mut Sheet, shape: &Shape) {
    let known = shape.columns.iter().map(|&column| column.to_owned());
    let mut unknown: Vec<String> = sheet
        .header
        .iter()
        .filter(|column| !shape.columns.contains(&column.as_str()))
        .cloned()
        .collect();
    unknown.sort();
    sheet.header = known.chain(unknown).collect();
}

/// The known name nearest to what was written, when it is near enough to have been meant.
#[must_use]
pub fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let written = folded(written);
    let near = |name: &&str| distance(&written, &folded(name));
    let best = known.into_iter().min_by_key(near)?;
    let allowed = 1 + written.chars().count() / 4;
    (near(&best) <= allowed).then_some(best)
}

/// Lower case, without the accents of French, `_` for what parts words.
fn folded(name: &str) -> String {
    name.trim()
        .to_lowercase()
        .chars()
        .map(|c| match c {
            'à' | 'â' | 'ä' => 'a',
            'é' | 'è' | 'ê' | 'ë' => 'e',
            'î' | 'ï' => 'i',
            'ô' | 'ö' => 'o',
            'ù' | 'û' | 'ü' => 'u',
            'ç' => 'c',
            ' ' | '-' | '\'' | '’' => '_',
            c => c,
        })
        .collect()
}

/// How many letters must change, come or go, or swap with their neighbour.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let at = |line: &[usize], at: usize| line.get(at).copied().unwrap_or(usize::MAX / 2);
            let mut least = (at(&above, j) + usize::from(x != y))
                .min(at(&above, j + 1) + 1)
                .min(at(&row, j) + 1);
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            if swapped {
                least = least.min(at(&before, j - 1) + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut above, row);
    }
    above.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_name_finds_the_one_that_was_meant() {
        let known = ["ordre", "code", "libelle", "role", "delai", "depuis"];
        for (written, meant) in [
            ("délai", "delai"),
            ("Libellé", "libelle"),
            ("roel", "role"),
            ("dpuis", "depuis"),
            ("CODE", "code"),
        ] {
            assert_eq!(nearest(written, known), Some(meant), "{written}");
        }
        for nothing in ["", "telephone", "x", "commentaires"] {
            assert_eq!(nearest(nothing, known), None, "{nothing}");
        }
    }

    #[test]
    fn distance_counts_changes_and_swaps() {
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("abc", "abc"), 0);
        assert_eq!(distance("abc", "acb"), 1);
        assert_eq!(distance("chien", "niche"), 4);
    }
}
