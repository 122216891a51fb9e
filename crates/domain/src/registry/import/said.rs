//! How files write sexes, places in a household and births, in French and English.
//!
//! Never: guesses. A word that is not understood is asked again, with words that are.

use super::super::birth::{BirthForm, Origin};
use super::super::household::MemberRole;
use super::super::person::Sex;
use super::super::units::fold;
use super::super::when::Partial;
use crate::refusal::Refusal;

/// Reads a sex.
pub(super) fn sex(text: &str) -> Result<Option<Sex>, Refusal> {
    let found = match fold(text).as_str() {
        "" => return Ok(None),
        "f" | "femme" | "feminin" | "fille" | "female" | "woman" | "girl" | "fem" | "2" => {
            Sex::Female
        }
        "m" | "h" | "homme" | "masculin" | "garcon" | "male" | "man" | "boy" | "masc" | "1" => {
            Sex::Male
        }
        "not said" | "non precise" | "ne souhaite pas repondre" => Sex::NotSaid,
        _ => return Err(Refusal::whole("import-sex-unknown")),
    };
    Ok(Some(found))
}

/// Reads what someone is in a household.
pub(super) fn role(text: &str) -> Result<Option<MemberRole>, Refusal> {
    let folded = fold(text);
    if folded.is_empty() {
        return Ok(None);
    }
    let by_word = ROLES
        .iter()
        .find(|(_, words)| words.split('|').any(|word| word == folded));
    by_word
        .map(|(role, _)| Some(*role))
        .ok_or_else(|| Refusal::whole("import-role-unknown"))
}

const ROLES: &[(MemberRole, &str)] = &[
    (
        MemberRole::Head,
        "chef|chef de menage|chef menage|cm|chef de famille|cheffe|\
         cheffe de menage|head|head of household|household head|chef du menage",
    ),
    (
        MemberRole::Spouse,
        "conjoint|conjointe|epouse|epoux|mari|femme|compagnon|compagne|concubin|\
         concubine|spouse|wife|husband|partner|1ere epouse|2eme epouse|\
         3eme epouse|coepouse|co epouse|conjoint e",
    ),
    (
        MemberRole::Child,
        "enfant|fils|fille|child|son|daughter|fils fille|fille fils",
    ),
    (
        MemberRole::Entrusted,
        "confie|confiee|enfant confie|enfant confiee|foster child|\
         entrusted child|entrusted",
    ),
    (
        MemberRole::Grandchild,
        "petit fils|petite fille|petit enfant|petits enfants|grandchild|grandson|\
         granddaughter",
    ),
    (
        MemberRole::Parent,
        "pere|mere|beau pere|belle mere|pere ou mere|pere mere|mother|father|\
         parent of the head|pere du chef|mere du chef",
    ),
    (
        MemberRole::Sibling,
        "frere|soeur|frere soeur|frere ou soeur|demi frere|demi soeur|brother|\
         sister|sibling|sœur",
    ),
    (
        MemberRole::NephewNiece,
        "neveu|niece|neveu niece|neveu ou niece|nephew|nephew or niece",
    ),
    (
        MemberRole::Relative,
        "parent|parente|autre parent|autre parente|oncle|tante|cousin|cousine|\
         grand pere|grand mere|grand parent|beau frere|belle soeur|gendre|bru|\
         beau fils|belle fille|relative|other relative|uncle|aunt|grandparent",
    ),
    (
        MemberRole::Unrelated,
        "sans lien|non apparente|non apparentee|sans lien de parente|ami|amie|\
         locataire|domestique|aucun lien|unrelated|no relation|not related",
    ),
];

/// Reads from what a birth is known.
pub(super) fn origin(text: &str) -> Result<Option<Origin>, Refusal> {
    let found = match fold(text).as_str() {
        "" => return Ok(None),
        "declare" | "declaree" | "declaration" | "dit" | "declared" => Origin::Declared,
        "extrait"
        | "extrait de naissance"
        | "acte"
        | "acte de naissance"
        | "birth act"
        | "birth certificate" => Origin::BirthAct,
        "jugement" | "jugement suppletif" | "judgment" => Origin::Judgment,
        "cni" | "carte" | "carte d identite" | "attestation" | "card" | "identity card" => {
            Origin::Card
        }
        "passeport" | "passport" => Origin::Passport,
        "cmu" | "carte cmu" => Origin::Cmu,
        "carnet" | "carnet de sante" | "health booklet" => Origin::HealthBooklet,
        "ecole" | "scolaire" | "carte scolaire" | "registre scolaire" | "school" => Origin::School,
        "bapteme" | "acte de bapteme" | "certificat de bapteme" | "baptism" => Origin::Baptism,
        "proche" | "voisin" | "chef de village" | "told" => Origin::Told,
        "autre" | "other" => Origin::Other,
        "import" => Origin::Import,
        _ => return Err(Refusal::whole("import-origin-unknown")),
    };
    Ok(Some(found))
}

/// The word by which a list says from what something is known; [`origin`] reads it back.
pub fn origin_word(origin: Origin, french: bool) -> &'static str {
    let (fr, en) = match origin {
        Origin::Declared => ("déclarée", "declared"),
        Origin::BirthAct => ("acte de naissance", "birth certificate"),
        Origin::Judgment => ("jugement", "judgment"),
        Origin::Card => ("carte", "card"),
        Origin::Passport => ("passeport", "passport"),
        Origin::Cmu => ("carte CMU", "CMU"),
        Origin::HealthBooklet => ("carnet de santé", "health booklet"),
        Origin::School => ("école", "school"),
        Origin::Baptism => ("baptême", "baptism"),
        Origin::Told => ("proche", "told"),
        Origin::Other => ("autre", "other"),
        Origin::Import => ("import", "import"),
    };
    if french { fr } else { en }
}

/// The word by which a list says what someone is in a household; [`role`] reads it back.
pub fn role_word(role: MemberRole, french: bool) -> &'static str {
    let (fr, en) = match role {
        MemberRole::Head => ("chef", "head"),
        MemberRole::Spouse => ("conjoint", "spouse"),
        MemberRole::Child => ("enfant", "child"),
        MemberRole::Entrusted => ("enfant confié", "foster child"),
        MemberRole::Grandchild => ("petit-enfant", "grandchild"),
        MemberRole::Parent => ("père ou mère", "parent of the head"),
        MemberRole::Sibling => ("frère ou soeur", "sibling"),
        MemberRole::NephewNiece => ("neveu ou nièce", "nephew or niece"),
        MemberRole::Relative => ("autre parent", "other relative"),
        MemberRole::Unrelated => ("sans lien", "unrelated"),
    };
    if french { fr } else { en }
}

/// Reads a box that is ticked or empty.
pub(super) fn yes(text: &str) -> Result<bool, Refusal> {
    match fold(text).as_str() {
        "" | "non" | "no" | "0" => Ok(false),
        "oui" | "yes" | "o" | "y" | "x" | "1" => Ok(true),
        _ => Err(Refusal::whole("import-yes-form")),
    }
}

/// Reads a birth in one cell: a date, a part of one, "vers 1975", or an age with its unit.
pub(super) fn birth(text: &str) -> Result<BirthForm, Refusal> {
    let mut form = BirthForm::default();
    let text = text.trim();
    let folded = fold(text);
    if folded.is_empty() {
        return Ok(form);
    }
    let unit = folded.rsplit(' ').next().unwrap_or_default();
    if matches!(
        unit,
        "an" | "ans" | "mois" | "years" | "year" | "months" | "month"
    ) {
        form.age = folded;
        return Ok(form);
    }
    let about = ABOUT.iter().find_map(|word| folded.strip_prefix(word));
    if let Some(year) = about {
        form.about = "1".to_owned();
        form.year = year.trim().to_owned();
        return match form.year.parse::<i16>() {
            Ok(_) if form.year.len() == 4 => Ok(form),
            _ => Err(Refusal::whole("import-birth-form")),
        };
    }
    let read = Partial::parse("", day(text)).map_err(|refusal| match refusal.code {
        "date-form" => Refusal::whole("import-birth-form"),
        code => Refusal::whole(code),
    })?;
    if let Some(partial) = read {
        let number = |number: Option<i8>| number.map(|n| n.to_string()).unwrap_or_default();
        form.year = format!("{:04}", partial.year);
        form.month = number(partial.month);
        form.day = number(partial.day);
    }
    Ok(form)
}

/// A day without the midnight that a spreadsheet adds to it.
pub(super) fn day(text: &str) -> &str {
    text.strip_suffix("00:00:00")
        .map_or(text, |day| day.trim_end_matches([' ', 'T']))
}

const ABOUT: &[&str] = &[
    "ne vers ",
    "nee vers ",
    "vers ",
    "v ",
    "environ ",
    "env ",
    "about ",
    "circa ",
    "c ",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn births_are_read_as_files_write_them() {
        let read = |text| {
            let form = birth(text).unwrap();
            (form.day, form.month, form.year, form.about, form.age)
        };
        let parts = |d: &str, m: &str, y: &str, about: &str, age: &str| {
            (
                d.to_owned(),
                m.to_owned(),
                y.to_owned(),
                about.to_owned(),
                age.to_owned(),
            )
        };
        assert_eq!(read("14/03/1990"), parts("14", "3", "1990", "", ""));
        assert_eq!(read("1990-03-14"), parts("14", "3", "1990", "", ""));
        assert_eq!(
            read("1990-03-14 00:00:00"),
            parts("14", "3", "1990", "", "")
        );
        assert_eq!(
            read("1990-03-14T00:00:00"),
            parts("14", "3", "1990", "", "")
        );
        assert_eq!(read("03/1990"), parts("", "3", "1990", "", ""));
        assert_eq!(read(" 1990 "), parts("", "", "1990", "", ""));
        assert_eq!(read("Né vers 1975"), parts("", "", "1975", "1", ""));
        assert_eq!(read("vers 1975"), parts("", "", "1975", "1", ""));
        assert_eq!(read("35 ans"), parts("", "", "", "", "35 ans"));
        assert_eq!(read("6 mois"), parts("", "", "", "", "6 mois"));
        assert_eq!(read(""), parts("", "", "", "", ""));
        for bad in [
            "14/3/90",
            "hier",
            "vers midi",
            "25/04/1990/1",
            "1990-13-01",
            "04/25/1990",
        ] {
            assert!(birth(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn every_role_is_read_from_words_in_both_languages_and_no_word_has_two() {
        let mut seen = std::collections::BTreeSet::new();
        for (expected, words) in ROLES {
            for word in words.split('|') {
                assert!(seen.insert(word), "{word}");
                assert_eq!(
                    role(&word.to_uppercase()).unwrap(),
                    Some(*expected),
                    "{word}"
                );
            }
        }
        for expected in MemberRole::ALL {
            assert!(
                ROLES.iter().any(|(role, _)| role == expected),
                "{}",
                expected.code()
            );
        }
        assert_eq!(role("Épouse").unwrap(), Some(MemberRole::Spouse));
        assert_eq!(role(" ").unwrap(), None);
        assert_eq!(role("patron").unwrap_err().code, "import-role-unknown");
    }

    #[test]
    fn sexes_and_origins_are_read_or_asked_again() {
        assert_eq!(sex("Féminin").unwrap(), Some(Sex::Female));
        assert_eq!(sex("H").unwrap(), Some(Sex::Male));
        assert_eq!(sex("").unwrap(), None);
        assert_eq!(sex("x").unwrap_err().code, "import-sex-unknown");
        assert_eq!(origin("Extrait").unwrap(), Some(Origin::BirthAct));
        assert_eq!(origin("radio").unwrap_err().code, "import-origin-unknown");
    }
}
