//! The model manual, as it is in this program: a proposal, with which a centre is founded.

use akwaba_domain::casework::manual::Texts;
use std::sync::LazyLock;

/// The files of `manuel/`, by name.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/manuel.rs"));

/// What all procedures share.
const SHARED: &str = "manuel.md";

static PROCEDURES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let procedures = FILES.iter().filter(|(name, _)| *name != SHARED);
    procedures.map(|(_, text)| *text).collect()
});

/// The texts of the model manual.
pub fn texts() -> Texts<'static> {
    let shared = FILES.iter().find(|(name, _)| *name == SHARED);
    Texts {
        shared: shared.map(|(_, text)| *text),
        procedures: &PROCEDURES,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use akwaba_domain::casework::Edition;

    #[test]
    fn every_procedure_of_the_model_manual_is_ready_to_run() {
        let texts = texts();
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
    }
}
