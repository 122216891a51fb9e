//! The model manual, as it is in this program: a proposal, with which a centre is founded.

use akwaba_domain::casework::manual::Texts;

/// The files of `manuel/`, by name.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/manuel.rs"));

/// What all procedures share.
const SHARED: &str = "manuel.md";

/// The texts of the model manual, handed to `body`.
pub fn with_texts<T>(body: impl FnOnce(Texts<'_>) -> T) -> T {
    let shared = FILES.iter().find(|(name, _)| *name == SHARED);
    let procedures: Vec<&str> = FILES
        .iter()
        .filter(|(name, _)| *name != SHARED)
        .map(|(_, text)| *text)
        .collect();
    body(Texts {
        shared: shared.map(|(_, text)| *text),
        procedures: &procedures,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use akwaba_domain::casework::Edition;

    #[test]
    fn every_procedure_of_the_model_manual_is_ready_to_run() {
        with_texts(|texts| {
            assert!(texts.shared.is_some());
            assert!(texts.procedures.len() >= 20);
            for text in texts.procedures {
                let edition = Edition::read(text, texts.shared);
                let wrong = edition.as_ref().err().map(|findings| {
                    let said = findings.iter().map(ToString::to_string);
                    said.collect::<Vec<_>>().join("\n")
                });
                assert_eq!(wrong, None);
                let edition = edition.unwrap();
                for step in &edition.procedure.steps {
                    assert!(edition.function(&step.role).is_some(), "{}", step.role);
                }
            }
        });
    }
}
