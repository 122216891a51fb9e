//! How much a shared name proves: a frequent one little, a rare one much.
//!
//! Owns: a table of frequent names written from public knowledge (people in 10,000 who bear the name in any
//! place of their full name), and tables counted on a real register. Never: a statistic to publish.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::sound;

/// Names that more than about five people in a thousand bear, with how many in 10,000.
const FREQUENT: &[(u32, &str)] = &[
    (330, "Koné"),
    (300, "Coulibaly"),
    (280, "Traoré"),
    (270, "Ouattara Marie"),
    (250, "Konan Koffi"),
    (230, "Kouassi Kouadio Kouakou Kouamé Yao"),
    (200, "N'Guessan Jean"),
    (180, "Touré Mohamed Mariam Fatoumata"),
    (
        150,
        "Bamba Soro Ouédraogo Moussa Mamadou Aminata Aya Affoué Ange",
    ),
    (
        130,
        "Silué Diallo Abdoulaye Ibrahim Akissi Adjoua Amenan Ahou Amoin Awa Emmanuel Paul",
    ),
    (
        110,
        "Fofana Yéo Adama Amadou Seydou Souleymane Ousmane Brahima Grâce Serge",
    ),
    (
        90,
        "Diomandé Doumbia Sawadogo Oumar Issa Yacouba Aïcha Aïssata Salimata Eric Hervé Solange Patricia",
    ),
    (
        75,
        "Cissé Konaté Sangaré Camara Diarrassouba Sylla Kaboré N'Dri Yapi Yapo Estelle Christelle Désiré Marc",
    ),
    (
        60,
        "Tuo Sékongo Sidibé Keïta Bakayoko Zongo Compaoré Brou N'Goran Diabaté Karim Aboubacar Siaka Lassina Drissa \
         Dramane Bintou Djénéba Kadiatou Rokia Fanta Fatou Oumou Pierre Daniel Franck Landry Stéphane Armand Esther \
         Elisabeth Rosine Sandrine Florence Carine",
    ),
    (
        50,
        "Gnahoré Zadi Séri Guéi Irié Guédé Amani Tanoh Kobenan Niamien Loukou Dosso Soumahoro Sanogo Dembélé \
         Kouyaté Kourouma Diakité Diarra Bah Barry Sow Adou Aka Assi Aké Achi Atta Seka N'Cho N'Da N'Zi Kanga Michel \
         Joseph David Samuel Charles Didier Patrick Alain Guy Yves Luc Louis Laure Anne Cécile Viviane Nadège Laetitia \
         Issouf Youssouf Bakary Sékou Ali Cheick Malick Abdul Habib Maïmouna Ramata Nafissatou Assétou",
    ),
];

/// The most a name can prove, in bits: what is rarer than one in 16,000 may be a slip of the pen.
const BITS_MAX: f32 = 14.0;

/// The least a name can prove.
const BITS_MIN: f32 = 2.0;

/// A name that more than this many people in a million bear is frequent.
const FREQUENT_PER_MILLION: u32 = 4_000;

/// How many people in a million bear each name, by phonetic code.
#[derive(Clone, Debug, Default)]
pub struct Frequencies {
    per_million: HashMap<String, u32>,
}

impl Frequencies {
    /// The table of the country, from public knowledge.
    #[must_use]
    pub fn national() -> &'static Self {
        static TABLE: OnceLock<Frequencies> = OnceLock::new();
        TABLE.get_or_init(|| {
            let mut per_million = HashMap::new();
            for (per_10_000, names) in FREQUENT {
                for name in names.split_whitespace() {
                    for code in sound::codes(name) {
                        *per_million.entry(code).or_insert(0) += per_10_000 * 100;
                    }
                }
            }
            Self { per_million }
        })
    }

    /// A table counted on a register: how many of `people` bear each name. Names with one code add up.
    #[must_use]
    pub fn counted<'a>(counts: impl IntoIterator<Item = (&'a str, u64)>, people: u64) -> Self {
        let mut per_million = HashMap::new();
        for (name, count) in counts {
            let share = count.saturating_mul(1_000_000) / people.max(1);
            for code in sound::codes(name) {
                let sum: &mut u32 = per_million.entry(code).or_insert(0);
                *sum = sum.saturating_add(u32::try_from(share).unwrap_or(1_000_000));
            }
        }
        Self { per_million }
    }

    /// People in a million who bear a name of this code; 50 where the table does not know it.
    #[must_use]
    pub fn per_million(&self, code: &str) -> u32 {
        self.per_million
            .get(code)
            .copied()
            .unwrap_or(50)
            .clamp(1, 1_000_000)
    }

    /// What sharing a name of this code proves, in bits (2 to 14).
    #[must_use]
    pub fn bits(&self, code: &str) -> f32 {
        (1_000_000.0 / self.per_million(code) as f32)
            .log2()
            .clamp(BITS_MIN, BITS_MAX)
    }

    /// True where the name is so frequent that its posting list is too long to read.
    #[must_use]
    pub fn is_frequent(&self, code: &str) -> bool {
        self.per_million(code) > FREQUENT_PER_MILLION
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frequent_name_proves_little_in_any_spelling() {
        let table = Frequencies::national();
        let bits = |name: &str| table.bits(&sound::code(&crate::normal::fold(name)));
        assert_eq!(bits("Kouassi"), bits("Kwassy"));
        assert!(bits("Kouassi") < 6.0 && bits("Ouattara") < 6.0);
        assert!(bits("Gnahoré") > bits("Kouassi"));
        assert!(bits("Attoungbré") > 13.0);
        assert!(table.is_frequent("KUASI") && !table.is_frequent("ATUNGBR"));
    }

    #[test]
    fn a_register_can_be_counted() {
        let table = Frequencies::counted([("Zadi", 500), ("Zady", 500)], 10_000);
        assert_eq!(table.per_million("ZADI"), 100_000);
        assert_eq!(
            Frequencies::counted([("Zadi", 5)], 0).per_million("ZADI"),
            1_000_000
        );
    }
}
