//! Workbooks spoilt by chance: whatever is typed, the answer is a procedure or a finding, never a crash.

use akwaba_procedures::check;
use akwaba_procedures::diff::procedures;
use akwaba_procedures::sheet::{markdown, xlsx};
use akwaba_procedures::workbook::Procedure;
use proptest::prelude::*;

const EXAMPLE: &str = include_str!("P99-fauteuil.md");

/// One accident of typing, at a line chosen among all.
#[derive(Debug, Clone)]
enum Accident {
    Lost(usize),
    Doubled(usize),
    Moved(usize, usize),
    Cell(usize, String),
}

fn accident() -> impl Strategy<Value = Accident> {
    let lines = EXAMPLE.lines().count();
    let odd = prop_oneof![
        "[ -~éà]{0,12}",
        prop::sample::select(vec![
            "[",
            "[]",
            "[${x}] 1 jour",
            "->",
            "-> fin",
            "a -> a",
            "P",
            "0",
            "-1",
            "99999999999",
            "fin",
            "${libre}",
            "${libre} div 0",
            "demande",
            "remise",
            "((((",
            "'",
            "1 mois",
            "en vigueur",
            "scellee",
            "x : y",
        ])
        .prop_map(str::to_owned),
    ];
    prop_oneof![
        (0..lines).prop_map(Accident::Lost),
        (0..lines).prop_map(Accident::Doubled),
        (0..lines, 0..lines).prop_map(|(from, to)| Accident::Moved(from, to)),
        (0..lines, odd).prop_map(|(line, cell)| Accident::Cell(line, cell)),
    ]
}

fn spoilt(accidents: &[Accident]) -> String {
    let mut lines: Vec<String> = EXAMPLE.lines().map(str::to_owned).collect();
    for accident in accidents {
        let last = lines.len().saturating_sub(1);
        match accident {
            Accident::Lost(at) => {
                lines.remove((*at).min(last));
            }
            Accident::Doubled(at) => {
                let line = lines.get((*at).min(last)).cloned().unwrap_or_default();
                lines.insert((*at).min(last), line);
            }
            Accident::Moved(from, to) => {
                let line = lines.remove((*from).min(last));
                lines.insert((*to).min(lines.len()), line);
            }
            Accident::Cell(at, cell) => {
                if let Some(line) = lines.get_mut((*at).min(last))
                    && let Some((head, _)) = line.trim_end_matches(" |").rsplit_once("| ")
                {
                    *line = format!("{head}| {cell} |");
                }
            }
        }
        if lines.is_empty() {
            lines.push(String::new());
        }
    }
    lines.join("\n")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]
    #[test]
    fn a_spoilt_workbook_is_answered_and_one_that_is_accepted_is_sound(
        accidents in prop::collection::vec(accident(), 1..6)
    ) {
        let text = spoilt(&accidents);
        let Ok(book) = markdown::read("P99.md", &text) else {
            return Ok(());
        };
        let (checked, findings) = check::procedure(&book, None);
        for finding in &findings {
            prop_assert!(!finding.said.is_empty() && !finding.write.is_empty(), "{:?}", finding);
        }
        let refused = findings.iter().any(akwaba_procedures::sheet::Finding::is_error);
        prop_assert_eq!(checked.is_none(), refused);
        if let Ok(procedure) = Procedure::read(&book) {
            // The same through the other carrier, and no change from itself.
            if let Ok(bytes) = xlsx::write(&book) {
                let back = Procedure::read(&xlsx::read("P99.xlsx", bytes).unwrap_or_default());
                prop_assert_eq!(back.as_ref().map(|back| procedures(&procedure, back)), Ok(Vec::new()));
            }
        }
    }
}
