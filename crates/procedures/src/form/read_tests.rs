//! What is refused, and where it is said.

use super::tests::{LISTS, book, filled};
use super::*;

fn refused(survey: &str, choices: &str) -> Vec<(&'static str, Option<u32>)> {
    let findings =
        Form::read(&book(&[("survey", survey), ("choices", choices)])).expect_err("refused");
    findings
        .iter()
        .filter(|finding| finding.is_error())
        .map(|finding| {
            assert!(
                !finding.said.is_empty() && finding.sheet == "survey" || finding.sheet == "choices",
                "{finding:?}"
            );
            (finding.code, finding.row)
        })
        .collect()
}

#[test]
fn what_depends_on_itself_is_refused_with_its_row() {
    let lists = "list_name|name|label";
    assert_eq!(
        refused(
            "type|name|label|calculation\n calculate|a||${b} + 1\n calculate|b||${a} + 1",
            lists
        ),
        [("form-circle", Some(2))]
    );
    assert_eq!(
        refused(
            "type|name|label|relevant\n begin_group|g|G|${q} = 1\n integer|q|Q|\n end_group|||",
            lists
        ),
        [("form-circle", Some(2))]
    );
    assert_eq!(
        refused("type|name|label|relevant\n integer|q|Q|${q} = 1", lists),
        [("form-expression", Some(2))]
    );
}

#[test]
fn what_is_wrong_or_not_supported_is_refused_with_sheet_and_row() {
    let lists = LISTS;
    for (survey, code) in [
        ("type|name|label\n texte|q|Q", "form-type"),
        ("type|name|label\n text|a b|Q", "form-name"),
        ("type|name|label\n text||Q", "form-name"),
        ("type|name|label\n select_one vile|q|Q", "form-list"),
        (
            "type|name|label\n begin_group|g|G\n text|q|Q",
            "form-group-open",
        ),
        (
            "type|name|label\n text|q|Q\n end_group||",
            "form-group-close",
        ),
        ("type|name|label\n text|q|Q\n text|q|Q", "form-name-double"),
        (
            "type|name|label|relevant\n text|q|Q|${absent} = 1",
            "form-expression",
        ),
        (
            "type|name|label|relevant\n text|q|Q|inconnue(1)",
            "form-function",
        ),
        (
            "type|name|label|calculation\n calculate|q||",
            "form-calculation",
        ),
        ("type|name|label\n text|q|Bonjour ${absent}", "form-text"),
        ("type|name|label\n start-geopoint|q|Q", "form-type-refused"),
        (
            "type|name|label\n select_one_from_file villes.csv|q|Q",
            "form-file",
        ),
        (
            "type|name|label|parameters\n range|q|Q|start=1 end=5 step=9",
            "form-range",
        ),
        ("type|name|label|save_to\n text|q|Q|nom", "form-column"),
    ] {
        let found = refused(survey, lists);
        assert!(
            found
                .iter()
                .any(|(found, row)| *found == code && row.is_some()),
            "{survey}: {found:?}"
        );
    }
}

#[test]
fn a_list_of_a_file_is_a_sheet_that_bears_its_name() {
    let book = book(&[
        (
            "survey",
            "type|name|label|choice_filter|calculation\n text|d|D||\n select_one_from_file villes.csv|v|V|zone = ${d}|\n calculate|n|||pulldata('villes', 'habitants', 'name', ${v})",
        ),
        (
            "villes.csv",
            "name|label|zone|habitants\n a|Abidjan|sud|6000000\n k|Korhogo|nord|440000",
        ),
    ]);
    let form = Form::read(&book).unwrap();
    let filled = filled(&form, &[("d", "nord"), ("v", "k")]);
    assert_eq!(filled.choices("v").len(), 1);
    assert_eq!(filled.value("n"), "440000");
}
