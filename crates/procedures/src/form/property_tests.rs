//! What holds of any form and any answers.

use proptest::prelude::*;

use super::tests::{HOUSEHOLD, LISTS, MOMENT, book, form};
use super::*;
use crate::sheet::Sheet;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn answering_one_by_one_comes_to_the_same_as_evaluating_all(
        answers in proptest::collection::vec((0_usize..9, "[0-9]{0,2}|oui|sud|nord|korhogo|abidjan|Awa"), 0..25)
    ) {
        let form = form(HOUSEHOLD, LISTS);
        let paths = ["accueil/nom", "accueil/age", "accueil/tuteur_nom", "reg", "ville", "enfants", "enfant[1]/prenom", "enfant[2]/mois", "venue"];
        let mut one = Filled::evaluate(&form, &Answers::new(), MOMENT);
        for (rank, text) in &answers {
            one.set(paths[*rank], if *rank == 5 && text.len() > 1 { "3" } else { text });
        }
        let all = Filled::evaluate(&form, &one.answers(), MOMENT);
        prop_assert_eq!(one.submission(), all.submission());
        prop_assert_eq!(one.problems(), all.problems());
    }

    #[test]
    fn rows_of_any_words_are_read_or_refused(
        rows in proptest::collection::vec(proptest::collection::vec(proptest::sample::select(vec![
            "text", "integer", "begin_group", "end_group", "begin_repeat", "end_repeat", "select_one ouinon", "calculate", "note", "range",
            "a", "b", "c", "${a}", "${b} + 1", "count(${c})", "position(..)", "../a", "true()", "yes", "", "/data/a", "${c}", "indexed-repeat(${a}, ${c}, 1)",
        ]), 7), 0..12)
    ) {
        let mut sheet = Sheet::new("survey", &["type", "name", "relevant", "calculation", "repeat_count", "default", "choice_filter"]);
        for row in &rows {
            sheet.push(row);
        }
        let mut book = book(&[("choices", LISTS)]);
        book.sheets.push(sheet);
        if let Ok(form) = Form::read(&book) {
            let mut filled = Filled::evaluate(&form, &Answers::new(), MOMENT);
            let paths: Vec<String> = filled.paths().map(|(path, _)| path).collect();
            for path in paths {
                filled.set(&path, "2");
            }
            let _ = (filled.problems(), view::of_group(&filled, ""));
        }
    }
}
