//! The names by which files call their columns, in French and English.

use super::super::units::fold;
use super::Column;

/// What a name of a column most likely means; `None` where nothing is likely.
pub(super) fn guess(name: &str) -> Option<Column> {
    let name = fold(name);
    // "NOM (en majuscules)", "Téléphone 2", "Date de naissance du bénéficiaire".
    look(&name).or_else(|| look(&bare(&name)))
}

fn look(name: &str) -> Option<Column> {
    let mut words = WORDS.iter();
    words
        .find(|(_, names)| names.split('|').any(|known| known == name))
        .map(|(column, _)| *column)
}

/// Without the words and numbers that say nothing of the content.
fn bare(name: &str) -> String {
    const NOTHING: &[&str] = &[
        "de",
        "du",
        "des",
        "la",
        "le",
        "les",
        "l",
        "d",
        "of",
        "the",
        "personne",
        "beneficiaire",
        "membre",
        "person",
        "member",
        "beneficiary",
        "en",
        "majuscules",
        "individu",
    ];
    let says = |word: &&str| !NOTHING.contains(word) && word.parse::<u32>().is_err();
    let words: Vec<&str> = name.split(' ').filter(says).collect();
    words.join(" ")
}

/// Folded names: small letters, no accents, signs as spaces.
const WORDS: &[(Column, &str)] = &[
    (
        Column::Surname,
        "nom|nom de famille|noms|patronyme|nom famille|surname|last name|\
         family name|lastname|nom patronymique",
    ),
    (
        Column::Given,
        "prenom|prenoms|prenom s|given names|given name|first name|first names|\
         firstname|forename|forenames",
    ),
    (
        Column::FullName,
        "nom et prenoms|nom et prenom|noms et prenoms|nom prenoms|nom prenom|\
         nom complet|full name|name|names|identite|nom prenom s|nom et prenom s",
    ),
    (
        Column::Usual,
        "nom d usage|nom usage|nom d epouse|nom epouse|epouse|usual name|\
         married name|nom marital",
    ),
    (
        Column::Nickname,
        "surnom|surnoms|dit|sobriquet|nickname|alias|known as",
    ),
    (
        Column::BirthName,
        "nom de jeune fille|nom jeune fille|nee|maiden name|birth name|\
         nom naissance",
    ),
    (Column::Sex, "sexe|sex|genre|gender"),
    (
        Column::Birth,
        "date de naissance|date naissance|naissance|ddn|date naiss|nele|ne e le|\
         ne le|birth|date of birth|birth date|birthdate|dob|date birth|born",
    ),
    (
        Column::BirthDay,
        "jour de naissance|jour naissance|day of birth|birth day",
    ),
    (
        Column::BirthMonth,
        "mois de naissance|mois naissance|month of birth|birth month",
    ),
    (
        Column::BirthYear,
        "annee de naissance|annee naissance|year of birth|birth year",
    ),
    (
        Column::Age,
        "age|ages|age ans|age annees|age in years|age years",
    ),
    (
        Column::BirthOrigin,
        "source de la naissance|source naissance|piece de naissance|\
         source of birth",
    ),
    (
        Column::Phone,
        "telephone|telephones|tel|contact|contacts|numero de telephone|\
         numero telephone|mobile|portable|cel|cellulaire|phone|phones|\
         phone number|n telephone|n tel|num tel|whatsapp",
    ),
    (
        Column::Nni,
        "nni|n nni|numero nni|numero national d identification|national id number",
    ),
    (
        Column::Cmu,
        "cmu|n cmu|numero cmu|numero de cmu|cmu number|n de cmu",
    ),
    (
        Column::Card,
        "cni|n cni|numero cni|carte d identite|numero de carte d identite|\
         numero carte identite|n carte identite|identity card|id card|\
         id card number|identity card number|numero carte d identite",
    ),
    (
        Column::BirthAct,
        "extrait de naissance|extrait|n extrait|numero extrait|acte de naissance|\
         extrait naissance|acte naissance|numero acte naissance|\
         birth certificate|birth act|numero extrait naissance|numero d extrait",
    ),
    (
        Column::Judgment,
        "jugement suppletif|jugement|judgment|judgement",
    ),
    (
        Column::Passport,
        "passeport|numero passeport|n passeport|passport|passport number",
    ),
    (
        Column::Consular,
        "carte consulaire|numero carte consulaire|consular card|\
         n carte consulaire",
    ),
    (
        Column::Residence,
        "carte de resident|titre de sejour|carte resident|carte de sejour|\
         residence permit",
    ),
    (
        Column::Attestation,
        "attestation d identite|attestation|attestation identite|\
         identity attestation",
    ),
    (
        Column::Refugee,
        "carte de refugie|carte refugie|numero hcr|refugee card|unhcr number",
    ),
    (
        Column::School,
        "carte scolaire|matricule scolaire|school card|student number",
    ),
    (
        Column::Driving,
        "permis de conduire|permis|permis conduire|driving licence",
    ),
    (
        Column::Voter,
        "carte d electeur|numero electeur|carte electeur|voter card|voter s card",
    ),
    (
        Column::OtherPaper,
        "autre piece|autre papier|other paper|numero de piece|numero piece",
    ),
    (
        Column::Unit,
        "sous prefecture|commune|unite administrative|code sous prefecture|\
         code unite|sub prefecture|subprefecture|administrative unit|unit code|\
         s p|unite|unit",
    ),
    (
        Column::Locality,
        "localite|village|quartier|campement|locality|neighbourhood|neighborhood|\
         quarter|quartier village|village quartier|localite quartier|adresse|\
         address|lieu d habitation|lieu de residence|residence|domicile",
    ),
    (
        Column::Landmark,
        "repere|reperes|landmark|indications|point de repere|directions",
    ),
    (
        Column::Household,
        "menage|code menage|numero menage|n menage|id menage|numero du menage|\
         code du menage|household|household id|household number|household code|\
         n du menage|hh id|hhid|num menage",
    ),
    (
        Column::Role,
        "lien|lien de parente|lien parente|lien avec le chef|\
         lien avec chef menage|lien avec le chef de menage|role|relation|\
         relationship|qualite|statut dans le menage|role in household|\
         lien avec cm|lien avec chef|relation to head|relationship to head|\
         place dans le menage",
    ),
    (
        Column::ExternalId,
        "id|identifiant|code|code beneficiaire|id beneficiaire|reference|ref|\
         external id|identifier|code personne|id personne|person id|matricule|\
         numero beneficiaire|uuid|numero dans le fichier|number in the file",
    ),
    (
        Column::OriginUnit,
        "sous prefecture d origine|commune d origine|unite d origine|\
         sub prefecture of origin|sub prefecture d origine|unit of origin",
    ),
    (
        Column::OriginLocality,
        "village d origine|localite d origine|origine|village of origin|origin|\
         place of origin",
    ),
    (
        Column::Languages,
        "langues parlees|langue parlee|langues|langue|languages spoken|language spoken|\
         languages|language",
    ),
    (
        Column::OtherLanguages,
        "autres langues|autre langue|other languages|other language",
    ),
    (
        Column::Interpreter,
        "interprete|interpreter|interpreter needed",
    ),
    (Column::InterpretedBy, "qui interprete|interpreted by"),
    (
        Column::ContactWays,
        "moyens de contact surs|safe ways to contact",
    ),
    (Column::ContactHours, "heures de contact|contact hours"),
    (
        Column::ContactWords,
        "precautions de contact|contact precautions",
    ),
    (Column::MustNotTell, "ne pas prevenir|must not be told"),
    (
        Column::Consent,
        "consentement|consentements|consent|consents",
    ),
    (
        Column::Relation,
        "lien avec une autre fiche|tie to another record",
    ),
    (
        Column::Death,
        "deces|date de deces|date deces|death|date of death",
    ),
    (Column::DeathOrigin, "source du deces|source of death"),
    (
        Column::BirthProven,
        "jour prouve par un acte|day proven by a certificate",
    ),
    (Column::AgeOn, "age dit le|age said on"),
    (
        Column::Functioning,
        "difficultes six questions|difficulties six questions",
    ),
    (
        Column::ActState,
        "situation de l acte de naissance|birth certificate situation",
    ),
    (Column::SchoolState, "situation scolaire|school situation"),
    (Column::CmuState, "situation cmu|cmu situation"),
    (Column::HealthState, "suivi de sante|health situation"),
    (
        Column::Membership,
        "appartenance a un menage|household membership",
    ),
    (
        Column::HouseholdAddress,
        "adresse du menage|adresse menage|address of the household|household address|address household",
    ),
    (
        Column::Recipient,
        "recoit pour le menage|recoit pour menage|receives for the household|receives for household",
    ),
    (
        Column::Record,
        "fiche akwaba|numero de fiche akwaba|akwaba record",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_columns_are_understood_whatever_their_accents_and_case() {
        for (name, column) in [
            ("NOM", Column::Surname),
            ("Prénom(s)", Column::Given),
            ("Nom et prénoms", Column::FullName),
            ("Sexe", Column::Sex),
            ("Date de naissance", Column::Birth),
            ("Téléphone 2", Column::Phone),
            ("N° CMU", Column::Cmu),
            ("N° ménage", Column::Household),
            ("Lien de parenté", Column::Role),
            ("Date of birth", Column::Birth),
            ("First name", Column::Given),
            ("Sous-préfecture", Column::Unit),
            ("Nom du bénéficiaire", Column::Surname),
        ] {
            assert_eq!(guess(name), Some(column), "{name}");
        }
        for name in ["Montant", "Observations", "", "Naissance du père"] {
            assert_eq!(guess(name), None, "{name}");
        }
    }

    #[test]
    fn no_name_is_under_two_meanings_and_every_name_is_folded() {
        let mut seen = std::collections::BTreeSet::new();
        for (_, names) in WORDS {
            for name in names.split('|') {
                assert_eq!(fold(name), name);
                assert!(seen.insert(name), "{name}");
            }
        }
        for column in Column::ALL {
            assert!(
                WORDS.iter().any(|(known, _)| known == column),
                "{}",
                column.code()
            );
        }
    }
}
