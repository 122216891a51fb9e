//! What a play is about: the situation of an exercise, or somebody invented, the same for ever for one procedure.

use akwaba_domain::casework::time;
use akwaba_matching::birth::Day;
use akwaba_matching::chance::Seeded;
use akwaba_matching::fiction;
use akwaba_procedures::play::Script;
use akwaba_procedures::workbook::Subject;

use super::exercise::Stage;
use crate::frame::Frame;

/// A title and a text: what happens in the exercise, or somebody who does not exist.
pub(super) fn situation(f: &Frame, stage: &Stage, script: &Script) -> (String, String) {
    if let Some(exercise) = stage.exercise() {
        return (exercise.title.clone(), exercise.situation.clone());
    }
    let procedure = &stage.edition.procedure;
    let title = f.t("training-try");
    let seed = procedure.code.bytes().fold(17_u64, |seed, byte| {
        seed.wrapping_mul(31).wrapping_add(u64::from(byte))
    });
    let begun = time::civil(script.begun_micros).date();
    let month = u8::try_from(begun.month()).unwrap_or(1);
    let day = u8::try_from(begun.day()).unwrap_or(1);
    let Some(today) = Day::from_ymd(i32::from(begun.year()), month, day) else {
        return (title, String::new());
    };
    let mut dice = Seeded::new(seed);
    let (key, invented) = match procedure.subject {
        Subject::Person => (
            "training-about-person",
            Some(fiction::person(&mut dice, today)),
        ),
        Subject::Household => {
            let household = fiction::household(&mut dice, today);
            ("training-about-household", household.into_iter().next())
        }
        Subject::Group => ("training-about-group", None),
        Subject::Centre => ("training-about-centre", None),
    };
    let text = match invented {
        Some(one) => {
            let args = [
                ("name", one.full_name().into()),
                ("age", one.born.years_until(today).into()),
                ("place", one.place.name.into()),
            ];
            f.tn(key, args)
        }
        None => f.t(key),
    };
    (title, text)
}
