//! Every form of the manual, answered by nobody; a play kept and played again.

use super::*;
use crate::play::{Move, Play, Script};
use crate::run::{Calendar, Waits};
use crate::sheet::markdown;
use crate::workbook::Procedure;
use jiff::civil::datetime;

const EXAMPLE: &str = include_str!("../../tests/P99-fauteuil.md");

fn manual() -> Vec<Procedure> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../manuel");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| path.file_name().unwrap().to_str().unwrap().starts_with('P'))
        .collect();
    files.sort();
    let read = |path: &std::path::PathBuf| {
        let text = std::fs::read_to_string(path).unwrap();
        Procedure::read(&markdown::read("p.md", &text).unwrap()).unwrap()
    };
    files.iter().map(read).collect()
}

fn moment() -> Moment<'static> {
    Moment {
        now: datetime(2026, 11, 23, 9, 0, 0, 0),
        seed: 0,
        language: "fr",
    }
}

/// Goes through a procedure as a learner does who has the form filled and takes the first decision offered; what a form refused.
fn walked(procedure: &Procedure, seed: u64) -> Vec<String> {
    let mut play = Play::new(procedure, Calendar::default(), moment().now);
    let mut refused = Vec::new();
    for _ in 0..40 {
        let standing = play.standing();
        let Some((state, open)) = standing.open().next() else {
            break;
        };
        let (step, waits) = (state.step, matches!(open.waits, Waits::Visa { .. }));
        if waits {
            assert!(!play.say(&format!("visa {}", step.code)).refused);
            continue;
        }
        let now = Moment {
            now: play.now(),
            ..moment()
        };
        if let (Some(form), Some(group)) = (&procedure.form, &step.group) {
            let answers = invented(form, group, &play.beginning(step), now, seed);
            let filled = Filled::evaluate(form, &answers, now);
            let prefix = format!("{group}/");
            let problems = filled.problems().into_iter();
            let problems = problems.filter(|problem| problem.path.starts_with(&prefix));
            refused.extend(problems.map(|one| format!("{} {}", procedure.code, one.path)));
            let group = group.clone();
            play.make(&Move::Fill { group, answers });
        }
        let done = play.say(&format!("fait {} : 1", step.code));
        assert!(
            !done.refused,
            "{} {}: {:?}",
            procedure.code, step.code, done.lines
        );
        play.say("+2 jours");
    }
    refused
}

#[test]
fn every_procedure_of_the_manual_goes_on_with_invented_answers_that_its_forms_accept() {
    let manual = manual();
    assert_eq!(manual.len(), 28);
    for procedure in &manual {
        for seed in [1, 7, 23] {
            assert_eq!(walked(procedure, seed), Vec::<String>::new(), "seed {seed}");
        }
    }
}

#[test]
fn the_same_seed_invents_the_same_and_what_was_answered_stays() {
    let procedure = Procedure::read(&markdown::read("P99.md", EXAMPLE).unwrap()).unwrap();
    let form = procedure.form.as_ref().unwrap();
    let mut given = Answers::new();
    given.set("demande/trajets", "le marché");
    let once = invented(form, "demande", &given, moment(), 3);
    assert_eq!(once, invented(form, "demande", &given, moment(), 3));
    assert_eq!(once.get("demande/trajets"), Some("le marché"));
    let free: Vec<_> = (0..8)
        .map(|seed| invented(form, "demande", &given, moment(), seed))
        .map(|all| all.get("demande/libre").unwrap().to_owned())
        .collect();
    assert!(
        free.contains(&"oui".to_owned()) && free.contains(&"non".to_owned()),
        "{free:?}"
    );
}

#[test]
fn a_play_that_was_kept_is_played_again_to_the_same_point() {
    let procedure = Procedure::read(&markdown::read("P99.md", EXAMPLE).unwrap()).unwrap();
    let mut script = Script::new(1, 5);
    let mut answers = Answers::new();
    answers.set("demande/libre", "oui");
    answers.set("demande/trajets", "le marché\net l'église");
    answers.set("remise/retour", "2027-01-01");
    let group = "demande".to_owned();
    script.moves.push(Move::Fill { group, answers });
    script.moves.push(Move::Say("fait demande".to_owned()));
    script.moves.push(Move::Say("+2 semaines".to_owned()));
    let kept = Script::from_bytes(&script.to_bytes()).unwrap();
    assert_eq!(kept, script);
    let begun = datetime(2026, 2, 27, 9, 0, 0, 0);
    let play: Play<'_> = kept.replay(&procedure, Calendar::default(), begun);
    let standing = play.standing();
    let (remise, open) = standing.open().next().unwrap();
    assert_eq!(remise.step.code, "remise");
    assert!(open.late_by.is_some());
    assert_eq!(
        play.answers().get("demande/trajets"),
        Some("le marché\net l'église")
    );
    assert_eq!(
        play.answers().get("remise/retour"),
        None,
        "a move fills its own group only"
    );
    assert!(Script::from_bytes(b"no").is_err());
}
