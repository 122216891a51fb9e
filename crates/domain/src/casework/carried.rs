//! A note carried in a file to a centre on another installation: readable lines for whoever opens it, then the note
//! itself for another Akwaba; and taking it in there, once.
//!
//! Never: trusts what a file says of where it goes, or takes the same note in twice. Sealing the file is the host's.

use super::transfer::{Note, draft_of};
use super::{TRANSFER, Why};
use crate::ctx::Ctx;
use crate::draft::Drafts;
use crate::policy::{Allowed, act};
use crate::refusal::{Refusal, Refusals};
use crate::text;
use akwaba_journal::act::Value;
use akwaba_journal::id::EntityId;
use akwaba_journal::state::State;

/// Stands between what people read and what another installation reads.
const MARK: &str = "-- Akwaba, note de transfert 1 --";
/// Characters of one line of the second part.
const LINE: usize = 76;
/// The most bytes of a carried note: a note has a few fields of two pages at most.
pub const CARRIED_BYTES_MAX: usize = 256 * 1024;

/// The text of a file that carries a note, after the lines that people read.
pub fn write(readable: &str, note: &Note) -> String {
    let value = Value::of(note);
    let hex: Vec<char> = value
        .as_bytes()
        .iter()
        .flat_map(|byte| format!("{byte:02x}").chars().collect::<Vec<_>>())
        .collect();
    let lines: Vec<String> = hex.chunks(LINE).map(|line| line.iter().collect()).collect();
    format!("{readable}\n{MARK}\n{}\n", lines.join("\n"))
}

/// The note that a file carries; none when it carries none that this version reads.
pub fn read(file: &[u8]) -> Option<Note> {
    let text = core::str::from_utf8(file).ok()?;
    let (_, hex) = text.rsplit_once(MARK)?;
    let digits: Vec<u8> = hex
        .bytes()
        .filter(|byte| !byte.is_ascii_whitespace())
        .map(|byte| {
            char::from(byte)
                .to_digit(16)
                .and_then(|digit| u8::try_from(digit).ok())
        })
        .collect::<Option<_>>()?;
    let bytes = digits
        .chunks(2)
        .map(|pair| match pair {
            [high, low] => Some(high * 16 + low),
            _ => None,
        })
        .collect::<Option<Vec<u8>>>()?;
    let note = minicbor::decode::<Note>(&bytes).ok()?;
    sound(&note).then_some(note)
}

/// Whether every text of a note is one that its form would have taken.
fn sound(note: &Note) -> bool {
    let words = |words: &str| matches!(text::words("", words), Ok(Some(_)));
    let why = |words: &Why| words_or_lines(words.as_str());
    [&note.number, &note.from_name, &note.to_name]
        .into_iter()
        .all(|line| words(line))
        && [&note.person, &note.known, &note.asked]
            .into_iter()
            .all(why)
        && note.care.iter().chain(&note.witness).all(why)
        && note.parts.iter().all(|(_, lines)| why(lines))
}

/// What a person accepted may be many lines; each is one that was shown.
fn words_or_lines(words: &str) -> bool {
    !words.trim().is_empty() && words.lines().all(|line| text::words("", line).is_ok())
}

/// The entity under which a note of another installation stands here: the same file gives the same.
pub fn entity(note: &Note) -> EntityId {
    EntityId::named(&format!(
        "{TRANSFER} {} {} {}",
        note.from, note.case, note.at_micros
    ))
}

/// Takes in a note that was carried here: it asks this centre from now on. `known` is the state of [`entity`].
///
/// # Errors
/// At `file`: `casework-carried-own` when this centre wrote it, `casework-carried-known` when it was taken in before.
pub fn receive(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::TransferAnswer>,
    known: &State,
    note: Note,
) -> Result<(EntityId, Drafts), Refusals> {
    if note.from == allowed.centre() {
        return Err(Refusal::at("file", "casework-carried-own").into());
    }
    if known.exists() {
        return Err(Refusal::at("file", "casework-carried-known").into());
    }
    let id = entity(&note);
    let note = Note {
        to: Some(allowed.centre()),
        // A clock that runs ahead elsewhere does not put a note in the future here.
        at_micros: note.at_micros.min(ctx.now.as_microsecond()),
        ..note
    };
    let mut drafts = Drafts::under(allowed);
    drafts.push(draft_of(allowed.centre(), id, &note, id));
    Ok((id, drafts))
}

#[cfg(test)]
mod tests {
    use super::super::transfer::{Consent, Part};
    use super::*;
    use akwaba_journal::id::CentreId;
    use proptest::prelude::*;

    fn note(known: &str) -> Note {
        Note {
            case: EntityId::named("case"),
            number: "1/2026".to_owned(),
            from: CentreId::named("from"),
            from_name: "Là-bas".to_owned(),
            to: None,
            to_name: "Ici".to_owned(),
            person: Why::new("Awa"),
            known: Why::new(known),
            asked: Why::new("Suivre"),
            care: None,
            parts: vec![(Part::Needs, Why::new("Santé\nÉcole"))],
            consent: Consent::Signed,
            witness: None,
            at_micros: 5,
        }
    }

    proptest! {
        #[test]
        fn a_carried_note_comes_back_whole(known in "[a-zé\\-]{1,40}( [a-zé\\-]{1,40}){0,20}") {
            let note = note(&known);
            prop_assert_eq!(read(write("À lire", &note).as_bytes()), Some(note));
        }

        #[test]
        fn no_file_breaks_the_reading(file in prop::collection::vec(any::<u8>(), 0..200)) {
            let mut marked = MARK.as_bytes().to_vec();
            marked.extend(&file);
            read(&file);
            read(&marked);
        }
    }

    #[test]
    fn what_no_form_would_take_is_not_read() {
        for known in ["", "a\u{202E}b", "a\u{0}b"] {
            assert_eq!(read(write("", &note(known)).as_bytes()), None, "{known:?}");
        }
        let text = write("", &note("a"));
        assert_eq!(read(&text.as_bytes()[..text.len() - 3]), None, "cut short");
    }
}
