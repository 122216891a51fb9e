//! Forms as people write them, filled in as people do.

use jiff::civil::date;

use super::*;
use crate::sheet::Sheet;

/// A workbook from tables: `sheet`, then lines of cells parted by `|`, the first of them the header.
pub(super) fn book(sheets: &[(&str, &str)]) -> Book {
    let mut book = Book::new("essai.md");
    for (name, table) in sheets {
        let mut lines = table.lines().map(str::trim).filter(|line| !line.is_empty());
        let header: Vec<&str> = lines
            .next()
            .unwrap_or_default()
            .split('|')
            .map(str::trim)
            .collect();
        let mut sheet = Sheet::new(name, &header);
        for line in lines {
            let row: Vec<&str> = line.split('|').map(str::trim).collect();
            sheet.push(&row);
        }
        book.sheets.push(sheet);
    }
    book
}

pub(super) fn form(survey: &str, choices: &str) -> Form {
    Form::read(&book(&[("survey", survey), ("choices", choices)]))
        .unwrap_or_else(|findings| panic!("{findings:#?}"))
}

pub(super) const MOMENT: Moment<'static> = Moment {
    now: date(2026, 3, 1).at(9, 30, 0, 0),
    seed: 7,
    language: "",
};

pub(super) fn filled<'a>(form: &'a Form, answers: &[(&str, &str)]) -> Filled<'a> {
    let mut filled = Filled::evaluate(form, &Answers::new(), MOMENT);
    for (path, text) in answers {
        assert!(filled.set(path, text), "{path}");
    }
    filled
}

pub(super) const LISTS: &str = "list_name|name|label|region
    ouinon|oui|Oui|
    ouinon|non|Non|
    ville|abidjan|Abidjan|sud
    ville|korhogo|Korhogo|nord
    ville|bouake|Bouaké|centre
    region|sud|Sud|
    region|nord|Nord|";

pub(super) const HOUSEHOLD: &str =
    "type|name|label|relevant|calculation|constraint|required|choice_filter|repeat_count|default
    begin_group|accueil|L'accueil||||||||
    text|nom|Votre nom|||string-length(.) > 1|yes|||
    integer|age|Votre âge|||. >= 0 and . < 120|${nom} != ''|||
    calculate|mineur|||${age} < 18||||||
    note|tuteur|Bonjour ${nom}, un tuteur signe.|${mineur} = 'true'|||||||
    text|tuteur_nom|Nom du tuteur de ${nom}|${age} < 18|||yes|||
    end_group||||||||||
    select_one region|reg|Région|||||||
    select_one ville|ville|Ville||||yes|region = ${reg}||
    integer|enfants|Combien d'enfants ?|||||||0
    begin_repeat|enfant|Enfant||||||${enfants}|
    text|prenom|Prénom|||||||
    integer|mois|Âge en mois|||. >= 0||||
    calculate|rang|||position(..)||||||
    calculate|suite|||concat(${prenom}, '-', ${nom})||||||
    end_repeat||||||||||
    calculate|total|||sum(${mois})||||||
    calculate|combien|||count(${enfant})||||||
    calculate|deuxieme|||indexed-repeat(${prenom}, ${enfant}, 2)||||||
    calculate|villelue|||jr:choice-name(${ville}, '${ville}')||||||
    date|venue|Venu le|||. <= today()||||today()";

#[test]
fn a_form_shows_and_computes_what_its_answers_call_for() {
    let form = form(HOUSEHOLD, LISTS);
    let mut filled = filled(&form, &[("accueil/nom", "Awa"), ("accueil/age", "17")]);
    assert!(filled.relevant("accueil/tuteur") && filled.relevant("accueil/tuteur_nom"));
    assert_eq!(filled.value("accueil/mineur"), "true");
    filled.set("accueil/tuteur_nom", "Koffi");
    filled.set("accueil/age", "18");
    assert!(!filled.relevant("accueil/tuteur_nom"));
    assert_eq!(
        filled.value("accueil/tuteur_nom"),
        "",
        "what is not relevant is blank"
    );
    filled.set("accueil/age", "16");
    assert_eq!(
        filled.value("accueil/tuteur_nom"),
        "Koffi",
        "and comes back"
    );
    assert_eq!(filled.value("venue"), "2026-03-01", "a computed default");
    let label = &form.question("tuteur_nom").unwrap().label;
    assert_eq!(
        filled.words("accueil/tuteur_nom", label),
        "Nom du tuteur de Awa"
    );
}

#[test]
fn a_repeat_has_as_many_instances_as_it_says_and_each_sees_its_own() {
    let form = form(HOUSEHOLD, LISTS);
    let mut filled = filled(&form, &[("accueil/nom", "Awa"), ("enfants", "3")]);
    assert_eq!(filled.count("enfant"), 3);
    for (path, text) in [
        ("enfant[1]/prenom", "Aya"),
        ("enfant[2]/prenom", "Ama"),
        ("enfant[1]/mois", "7"),
        ("enfant[2]/mois", "30"),
        ("enfant[3]/mois", "5"),
    ] {
        assert!(filled.set(path, text), "{path}");
    }
    assert_eq!(filled.value("enfant[2]/suite"), "Ama-Awa");
    assert_eq!(filled.value("enfant[3]/rang"), "3");
    assert_eq!(
        (
            filled.value("total"),
            filled.value("combien"),
            filled.value("deuxieme")
        ),
        ("42", "3", "Ama")
    );
    filled.set("enfants", "1");
    assert_eq!(
        (
            filled.value("total"),
            filled.value("combien"),
            filled.value("deuxieme")
        ),
        ("7", "1", "")
    );
}

#[test]
fn a_filter_offers_fewer_choices_and_what_is_no_longer_offered_does_not_count() {
    let form = form(HOUSEHOLD, LISTS);
    let mut filled = filled(&form, &[("reg", "nord"), ("ville", "korhogo")]);
    assert_eq!(
        filled.choices("ville"),
        [("korhogo".to_owned(), "Korhogo".to_owned())]
    );
    assert_eq!(
        (filled.value("ville"), filled.value("villelue")),
        ("korhogo", "Korhogo")
    );
    filled.set("reg", "sud");
    assert_eq!((filled.value("ville"), filled.value("villelue")), ("", ""));
    assert_eq!(
        filled.problem_at("ville").unwrap().refusal,
        Refusal::NotOffered
    );
}

#[test]
fn what_is_wrong_is_said_at_its_place_and_only_where_relevant() {
    let form = form(HOUSEHOLD, LISTS);
    let mut filled = filled(
        &form,
        &[
            ("accueil/nom", "A"),
            ("accueil/age", "121"),
            ("venue", "2026-03-02"),
        ],
    );
    let codes = |filled: &Filled| -> Vec<(String, &'static str)> {
        filled
            .problems()
            .into_iter()
            .map(|problem| (problem.path.clone(), problem.code()))
            .collect()
    };
    assert_eq!(
        codes(&filled),
        [
            ("accueil/nom".to_owned(), "constraint"),
            ("accueil/age".to_owned(), "constraint"),
            ("ville".to_owned(), "required"),
            ("venue".to_owned(), "constraint"),
        ]
    );
    filled.set("accueil/age", "douze");
    assert_eq!(
        filled.problem_at("accueil/age").unwrap().refusal,
        Refusal::NotInteger
    );
    filled.set("accueil/age", "");
    assert_eq!(
        filled.problem_at("accueil/age").unwrap().refusal,
        Refusal::Required
    );
}

#[test]
fn what_was_erased_stays_erased_and_a_default_does_not_come_back() {
    let form = form(HOUSEHOLD, LISTS);
    let mut first = filled(&form, &[]);
    assert_eq!(first.value("enfants"), "0");
    first.set("venue", "");
    first.set("enfants", "");
    let kept = Answers::from_bytes(&first.answers().to_bytes()).unwrap();
    let again = Filled::evaluate(&form, &kept, MOMENT);
    assert_eq!((again.value("venue"), again.value("enfants")), ("", ""));
}

#[test]
fn only_what_is_relevant_is_submitted() {
    let form = form(HOUSEHOLD, LISTS);
    let mut filled = filled(
        &form,
        &[("accueil/age", "10"), ("accueil/tuteur_nom", "Koffi")],
    );
    filled.set("accueil/age", "30");
    assert_eq!(filled.answers().get("accueil/tuteur_nom"), Some("Koffi"));
    assert_eq!(filled.submission().get("accueil/tuteur_nom"), None);
    assert_eq!(filled.submission().get("accueil/mineur"), Some("false"));
}

#[test]
fn what_is_computed_once_outlives_other_answers_and_the_draft() {
    let form = form(
        "type|name|label|calculation|repeat_count|relevant
        text|q|Q||||
        integer|n|N||||
        text|show|S||||
        calculate|first||once(${q})||${show} = ''
        begin_repeat|r|R||${n}|
        text|t|T||||
        end_repeat|||||",
        "list_name|name|label",
    );
    let mut filled = filled(
        &form,
        &[
            ("q", "Awa"),
            ("q", "Aya"),
            ("n", "2"),
            ("show", "x"),
            ("show", ""),
        ],
    );
    assert_eq!(filled.value("first"), "Awa");
    let again = Filled::evaluate(&form, &filled.answers(), MOMENT);
    assert_eq!(again.value("first"), "Awa");
    filled.set("r[2]/t", "Ama");
    filled.set("n", "1");
    filled.set("n", "2");
    assert_eq!(
        filled.value("r[2]/t"),
        "",
        "an instance that was taken away does not come back with its answers"
    );
}

#[test]
fn a_trigger_computes_once_when_its_question_changes() {
    let form = form(
        "type|name|label|calculation|trigger
        text|a|A||
        text|b|B||
        calculate|copie||concat(${a}, ${b})|${a}",
        "list_name|name|label",
    );
    let mut filled = filled(&form, &[("b", "2"), ("a", "1")]);
    assert_eq!(filled.value("copie"), "12");
    filled.set("b", "3");
    assert_eq!(filled.value("copie"), "12");
    filled.set("a", "4");
    assert_eq!(filled.value("copie"), "43");
}

#[test]
fn or_other_adds_the_choice_and_the_question() {
    let form = form("type|name|label\n select_one ouinon or_other|q|Q", LISTS);
    let mut filled = filled(&form, &[("q", "oui")]);
    assert!(!filled.relevant("q_other"));
    filled.set("q", "other");
    assert!(filled.relevant("q_other"));
    assert_eq!(
        filled.choices("q").last().map(|(name, _)| name.as_str()),
        Some("other")
    );
}

#[test]
fn labels_are_in_the_language_asked_for_by_name_or_code() {
    let form = form(
        "type|name|label::Français (fr)|label::English (en)|hint\n text|q|Nom|Name|Aide",
        "list_name|name|label",
    );
    assert_eq!(form.languages, ["Français (fr)", "English (en)"]);
    let label = &form.question("q").unwrap().label;
    assert_eq!(
        [label.get("fr"), label.get("English (en)"), label.get("de")],
        ["Nom", "Name", "Name"]
    );
    let view = view::of_group(
        &Filled::evaluate(
            &form,
            &Answers::new(),
            Moment {
                language: "fr",
                ..MOMENT
            },
        ),
        "",
    )
    .unwrap();
    let view::Part::Question(question) = &view.parts[0] else {
        panic!("a question")
    };
    assert_eq!(
        (question.label.as_str(), question.hint.as_str()),
        ("Nom", "Aide")
    );
}

#[test]
fn instances_are_added_and_removed_by_the_person() {
    let form = form(
        "type|name|label\n begin_repeat|m|Membre\n text|n|Nom\n end_repeat||",
        "list_name|name|label",
    );
    let mut filled = filled(&form, &[("m[1]/n", "Awa")]);
    assert!(filled.add_instance("m") && filled.add_instance("m"));
    filled.set("m[3]/n", "Aya");
    assert!(filled.remove_instance("m", 2));
    assert_eq!((filled.count("m"), filled.value("m[2]/n")), (2, "Aya"));
    assert!(
        filled.remove_instance("m", 1)
            && filled.remove_instance("m", 1)
            && !filled.remove_instance("m", 1)
    );
    assert_eq!(
        Filled::evaluate(&form, &filled.answers(), MOMENT).count("m"),
        0
    );
}

#[test]
fn a_scope_of_the_whole_form_serves_the_conditions_of_steps() {
    let form = form(HOUSEHOLD, LISTS);
    let filled = filled(&form, &[("accueil/age", "12"), ("enfants", "2")]);
    let holds = |source: &str| {
        crate::expr::Expr::parse(source)
            .unwrap()
            .holds(&filled.scope())
    };
    assert_eq!(holds("${age} < 18 and count(${enfant}) = 2"), Ok(true));
    assert!(holds("${absent} = 1").is_err());
    let typed = crate::expr::type_of(&crate::expr::Expr::parse("${age} = 'dix'").unwrap(), &form);
    assert!(typed.is_err());
}

#[test]
fn what_time_alone_may_change_is_known_also_through_calculations_groups_and_counts() {
    let form = form(
        "type|name|label|relevant|calculation|repeat_count|default
        date|naissance|Née le||||
        calculate|age|||int((today() - ${naissance}) div 365)||
        calculate|double|||${age} * 2||
        integer|voisins|Voisins||||
        calculate|somme|||${voisins} + 1||
        date|depuis|Depuis||||today()
        begin_group|adulte|Adulte|${age} > 17|||
        text|metier|Métier||||
        end_group|||||
        begin_repeat|an|Année|||${age}|
        text|fait|Fait||||
        end_repeat|||||
        begin_repeat|voisin|Voisin|||${voisins}|
        text|nom|Nom||||
        end_repeat|||||",
        LISTS,
    );
    for (source, timed) in [
        ("${voisins} > 2", false),
        ("${somme} > 2 and ${naissance} != ''", false),
        ("count(${voisin}) = 2", false),
        ("${double} > 30", true),
        ("${depuis} = '2026-01-01'", true),
        ("${metier} = 'couture'", true),
        ("count(${an}) = 2", true),
        ("now() > ${naissance}", true),
        ("random() > 0.5", true),
        ("${inconnue} = 1", true),
    ] {
        let expr = Expr::parse(source).unwrap();
        assert_eq!(form.is_timed(&expr), timed, "{source}");
    }
}
