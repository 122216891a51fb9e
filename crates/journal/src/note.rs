//! Signed notes (C2SP `signed-note`): a text that people can print, with signatures under it.
//!
//! Invariant: the text of a note is only ever handed over together with who is known to have
//! signed it. Two kinds of signature: of the one who wrote the text (Ed25519), and of a witness,
//! with the time (C2SP `tlog-cosignature`, version 1).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};

/// The most bytes of a note.
pub const NOTE_BYTES_MAX: usize = 1 << 20;

/// The most signatures of a note.
pub const SIGNATURES_MAX: usize = 100;

/// What a signature says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Says {
    /// "I wrote this."
    Wrote,
    /// "At this time, this is the latest I saw, and it follows from what I saw before."
    Saw,
}

impl Says {
    fn byte(self) -> u8 {
        match self {
            Self::Wrote => 0x01,
            Self::Saw => 0x04,
        }
    }
}

/// Somebody whose signature is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Under what name they sign.
    pub name: String,
    /// Their public key.
    pub key: VerifyingKey,
    /// What their signature says.
    pub says: Says,
}

impl Known {
    /// The four bytes that stand for the key beside the name.
    pub fn id(&self) -> [u8; 4] {
        key_id(&self.name, self.says, &self.key)
    }
}

/// A note of which at least one signature is known and good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened<'a> {
    /// The text, with its last newline.
    pub text: &'a str,
    /// Who signed: their place among the known, and the time (seconds since 1970) of a witness.
    pub by: Vec<(usize, Option<u64>)>,
}

fn key_id(name: &str, says: Says, key: &VerifyingKey) -> [u8; 4] {
    let hash = Sha256::new()
        .chain_update(name)
        .chain_update([b'\n', says.byte()])
        .chain_update(key.as_bytes())
        .finalize();
    let mut id = [0; 4];
    for (to, from) in id.iter_mut().zip(hash) {
        *to = from;
    }
    id
}

/// Writes a note: `text` and its first signature.
///
/// # Errors
/// [`BadNote`] when the text does not end with a newline, holds control characters or is too
/// long, or when the name is empty or holds spaces or `+`.
pub fn sign(text: &str, name: &str, key: &SigningKey) -> Result<String, BadNote> {
    let signature = key.sign(text.as_bytes()).to_bytes();
    let line = line(name, Says::Wrote, key, &signature)?;
    let note = format!("{text}\n{line}");
    split(&note).map(|_| ())?;
    Ok(note)
}

/// Adds the signature of a witness to a note, at `seconds` since 1970. The witness has checked
/// before that the note is what it says.
///
/// # Errors
/// [`BadNote`] when the note or the name is not well formed.
pub fn witness(note: &str, name: &str, key: &SigningKey, seconds: u64) -> Result<String, BadNote> {
    let (text, _) = split(note)?;
    let mut signature = seconds.to_be_bytes().to_vec();
    signature.extend(key.sign(cosigned(text, seconds).as_bytes()).to_bytes());
    let line = line(name, Says::Saw, key, &signature)?;
    let note = format!("{note}{line}");
    split(&note).map(|_| ())?;
    Ok(note)
}

/// Reads a note: at least one signature of somebody known is good, and none is bad. Signatures
/// of others are ignored.
///
/// # Errors
/// [`BadNote`] says what is wrong.
pub fn open<'a>(note: &'a str, known: &[Known]) -> Result<Opened<'a>, BadNote> {
    let (text, signatures) = split(note)?;
    let mut by = Vec::new();
    for line in signatures {
        let Some(at) = known
            .iter()
            .position(|one| one.name == line.name && one.id() == line.id)
        else {
            continue;
        };
        let time = known
            .get(at)
            .and_then(|one| check(text, one, &line.signature));
        by.push((at, time.ok_or(BadNote::Signature)?));
    }
    if by.is_empty() {
        return Err(BadNote::Unknown);
    }
    Ok(Opened { text, by })
}

/// The time of a good signature, if it bears one; `None` when it is bad.
fn check(text: &str, one: &Known, bytes: &[u8]) -> Option<Option<u64>> {
    let (message, time, signature) = match one.says {
        Says::Wrote => (text.to_owned(), None, bytes),
        Says::Saw => {
            let (time, signature) = bytes.split_first_chunk::<8>()?;
            let seconds = u64::from_be_bytes(*time);
            (cosigned(text, seconds), Some(seconds), signature)
        }
    };
    let signature = Signature::from_slice(signature).ok()?;
    one.key.verify_strict(message.as_bytes(), &signature).ok()?;
    Some(time)
}

fn cosigned(text: &str, seconds: u64) -> String {
    format!("cosignature/v1\ntime {seconds}\n{text}")
}

fn line(name: &str, says: Says, key: &SigningKey, signature: &[u8]) -> Result<String, BadNote> {
    if !is_name(name) {
        return Err(BadNote::Form);
    }
    let mut bytes = key_id(name, says, &key.verifying_key()).to_vec();
    bytes.extend_from_slice(signature);
    Ok(format!("— {name} {}\n", STANDARD.encode(bytes)))
}

struct Line<'a> {
    name: &'a str,
    id: [u8; 4],
    signature: Vec<u8>,
}

fn split(note: &str) -> Result<(&str, Vec<Line<'_>>), BadNote> {
    let strange = |c: char| c < ' ' && c != '\n';
    if note.len() > NOTE_BYTES_MAX || note.contains(strange) {
        return Err(BadNote::Form);
    }
    let empty_line = note.rfind("\n\n").ok_or(BadNote::Form)?;
    let (text, signatures) = note.split_at_checked(empty_line + 1).ok_or(BadNote::Form)?;
    let signatures = signatures
        .strip_prefix('\n')
        .and_then(|lines| lines.strip_suffix('\n'));
    let lines = signatures.ok_or(BadNote::Form)?.split('\n');
    let lines: Option<Vec<_>> = lines.map(read_line).collect();
    match lines {
        Some(lines) if lines.len() <= SIGNATURES_MAX => Ok((text, lines)),
        _ => Err(BadNote::Form),
    }
}

fn read_line(line: &str) -> Option<Line<'_>> {
    let (name, signature) = line.strip_prefix("— ")?.split_once(' ')?;
    let bytes = STANDARD.decode(signature).ok()?;
    let (id, signature) = bytes.split_first_chunk::<4>()?;
    (is_name(name) && !signature.is_empty()).then_some(Line {
        name,
        id: *id,
        signature: signature.to_vec(),
    })
}

/// Whether somebody may sign under this name.
pub fn is_name(name: &str) -> bool {
    let bad = |c: char| c.is_whitespace() || c.is_control() || c == '+';
    !name.is_empty() && !name.contains(bad)
}

/// Why a note is not believed, or cannot be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadNote {
    /// Not a note: no text, no signature, control characters, too long…
    #[error("this is not a signed note")]
    Form,
    /// Somebody known is said to have signed, and did not.
    #[error("a signature on the note is false")]
    Signature,
    /// Nobody known signed.
    #[error("nobody known has signed the note")]
    Unknown,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: u8) -> SigningKey {
        SigningKey::from_bytes(&[name; 32])
    }

    fn known(name: &str, key: &SigningKey, says: Says) -> Known {
        Known {
            name: name.to_owned(),
            key: key.verifying_key(),
            says,
        }
    }

    #[test]
    fn a_published_checkpoint_of_another_log_is_read_line_by_line() {
        // The example of the specification, with a signature of its log and one of a witness.
        let note = "example.com/behind-the-sofa\n20852163\n\
            CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n\
            — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n\
            — witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n";
        let (text, lines) = split(note).unwrap();
        assert_eq!(text.lines().count(), 3);
        assert_eq!(lines[0].id, [0x03, 0x3d, 0xe0, 0xae]);
        assert_eq!(
            (lines[0].signature.len(), lines[1].signature.len()),
            (64, 72)
        );
        assert_eq!(open(note, &[]), Err(BadNote::Unknown));
    }

    #[test]
    fn a_note_signed_and_witnessed_opens_for_those_who_know_either() {
        let (log, hub) = (key(1), key(2));
        let note = sign("a text\n\nwith an empty line\n", "log", &log).unwrap();
        let note = witness(&note, "hub", &hub, 1_790_000_000).unwrap();
        let both = [
            known("log", &log, Says::Wrote),
            known("hub", &hub, Says::Saw),
        ];
        let opened = open(&note, &both).unwrap();
        assert_eq!(opened.text, "a text\n\nwith an empty line\n");
        assert_eq!(opened.by, [(0, None), (1, Some(1_790_000_000))]);
        assert_eq!(
            open(&note, &both[1..]).unwrap().by,
            [(0, Some(1_790_000_000))]
        );
        assert_eq!(
            open(&note, &[known("other", &log, Says::Wrote)]),
            Err(BadNote::Unknown)
        );
    }

    #[test]
    fn a_note_with_any_letter_changed_is_refused() {
        let log = key(1);
        let note = sign("the text\n", "log", &log).unwrap();
        let who = [known("log", &log, Says::Wrote)];
        for (at, letter) in note.char_indices() {
            for other in ['a', 'Z', '\n', '+', '\u{1}'] {
                if letter != other {
                    let mut changed = note.clone();
                    changed
                        .replace_range(at..at + letter.len_utf8(), other.encode_utf8(&mut [0; 4]));
                    assert!(open(&changed, &who).is_err(), "{changed}");
                }
            }
        }
    }

    #[test]
    fn a_known_name_with_a_false_signature_spoils_the_note() {
        let (log, thief) = (key(1), key(3));
        let note = sign("the text\n", "log", &log).unwrap();
        let other = sign("another text\n", "log", &log).unwrap();
        let false_line = other.rsplit("\n\n").next().unwrap();
        let who = [known("log", &log, Says::Wrote)];
        assert_eq!(
            open(&format!("{note}{false_line}"), &who),
            Err(BadNote::Signature)
        );
        // Somebody else under the same name has another key id, and is ignored.
        let stranger = sign("the text\n", "log", &thief).unwrap();
        let line = stranger.rsplit("\n\n").next().unwrap();
        assert!(open(&format!("{note}{line}"), &who).is_ok());
    }

    #[test]
    fn what_could_not_be_read_back_is_not_written() {
        for text in ["no newline", "control\u{7}\n", ""] {
            assert_eq!(sign(text, "log", &key(1)), Err(BadNote::Form), "{text:?}");
        }
        for name in ["", "two words", "a+b", "a\u{a0}b"] {
            assert_eq!(
                sign("text\n", name, &key(1)),
                Err(BadNote::Form),
                "{name:?}"
            );
        }
    }
}
