//! Places where fictitious people live.
//!
//! Owns: some sub-prefectures with their p-codes (OCHA COD-AB, valid 2018-07-06) and rough weights.
//! Never: the official list of units, which is reference data of the registry.

use crate::chance::Dice;

/// A sub-prefecture of the country.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// P-code of the third level.
    pub code: &'static str,
    /// Name in the code list.
    pub name: &'static str,
}

const fn place(code: &'static str, name: &'static str, weight: u32) -> (Place, u32) {
    (Place { code, name }, weight)
}

const PLACES: &[(Place, u32)] = &[
    place("CI010101", "Abidjan", 120),
    place("CI010102", "Anyama", 12),
    place("CI010103", "Bingerville", 8),
    place("CI010105", "Songon", 5),
    place("CI020201", "Yamoussoukro", 18),
    place("CI030102", "Agboville", 10),
    place("CI030401", "Tiassalé", 8),
    place("CI040301", "Touba", 4),
    place("CI050102", "Boundiali", 7),
    place("CI060301", "Tiébissou", 7),
    place("CI060401", "Toumodi", 8),
    place("CI070301", "Mankono", 6),
    place("CI080102", "Bouna", 7),
    place("CI090201", "Guiglo", 10),
    place("CI110102", "Béoumi", 8),
    place("CI110301", "Bouaké", 36),
    place("CI110304", "Djébonoua", 4),
    place("CI110401", "Sakassou", 6),
    place("CI120201", "Sassandra", 7),
    place("CI130106", "Gagnoa", 18),
    place("CI130110", "Ouragahio", 6),
    place("CI130201", "Oumé", 9),
    place("CI140103", "Bondoukou", 12),
    place("CI140111", "Taoudi", 1),
    place("CI150101", "Dabou", 9),
    place("CI160202", "Duékoué", 12),
    place("CI170103", "Dabakala", 5),
    place("CI170201", "Katiola", 7),
    place("CI180102", "Daloa", 22),
    place("CI180201", "Issia", 11),
    place("CI180301", "Vavoua", 11),
    place("CI190103", "Daoukro", 8),
    place("CI200101", "Abengourou", 14),
    place("CI210301", "Odienné", 7),
    place("CI220103", "Divo", 15),
    place("CI220301", "Lakota", 9),
    place("CI230103", "Bouaflé", 12),
    place("CI230201", "Sinfra", 10),
    place("CI230301", "Zuénoula", 8),
    place("CI240101", "Adzopé", 10),
    place("CI250203", "Bongouanou", 7),
    place("CI260401", "Soubre", 16),
    place("CI270102", "Bocanda", 5),
    place("CI270203", "Dimbokro", 7),
    place("CI280201", "Korhogo", 22),
    place("CI280212", "Napiéléodougou", 2),
    place("CI290101", "San-Pédro", 20),
    place("CI290201", "Tabou", 8),
    place("CI300101", "Aboisso", 9),
    place("CI300302", "Bonoua", 8),
    place("CI300303", "Grand-Bassam", 9),
    place("CI310101", "Ferkéssédougou", 11),
    place("CI320202", "Danané", 10),
    place("CI320301", "Man", 15),
    place("CI330201", "Séguéla", 8),
];

/// A place by weight.
#[must_use]
pub fn any(dice: &mut impl Dice) -> Place {
    dice.weighted(PLACES).copied().unwrap_or(Place {
        code: "CI010101",
        name: "Abidjan",
    })
}
