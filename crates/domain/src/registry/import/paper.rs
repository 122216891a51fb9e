//! How the cells of a list say a paper with its details and a phone with whose it is, and how they are read back.
//!
//! A number alone is a number alone, as files write it. Never: guesses what a word that it does not know means.

use super::super::birth::Origin;
use super::super::identity::{Identity, IdentityForm, IdentityStatus};
use super::super::phone::Phone;
use super::super::when::Partial;
use super::parts::{Label, Parts};
use super::said;
use super::words::{self, STATUSES};
use crate::refusal::Refusal;

/// Signs by which a text could be taken for several parts.
const SIGNS: [char; 3] = ['|', '\\', ':'];

/// The cell of a paper. `french` chooses the words.
pub fn paper_cell(paper: &Identity, french: bool) -> String {
    let words = |words: &Option<super::super::identity::PaperWords>| {
        words.as_ref().map(|words| words.as_str().to_owned())
    };
    let number = paper.number.as_ref().map(|number| number.as_str());
    let bare = Identity {
        issuer: None,
        issued: None,
        expires: None,
        origin: Some(Origin::Import),
        status: IdentityStatus::Declared,
        label: None,
        ..paper.clone()
    };
    if let Some(number) = number.filter(|number| bare == *paper && !number.contains(SIGNS)) {
        return number.to_owned();
    }
    let mut parts = Parts::new(french);
    parts.say(Label::Number, number.map(str::to_owned));
    parts.say(Label::Nature, words(&paper.label));
    parts.say(Label::Issuer, words(&paper.issuer));
    parts.say(Label::On, paper.issued.map(Partial::typed));
    parts.say(Label::Until, paper.expires.map(Partial::typed));
    let origin = paper.origin.map(|origin| said::origin_word(origin, french));
    parts.say(Label::Source, origin.map(str::to_owned));
    // Always said: by it the parts are known from a number alone.
    let status = words::write(STATUSES, paper.status, french);
    parts.say(Label::Status, Some(status.to_owned()));
    parts.write()
}

/// Reads the cell of a paper of a kind, to be checked as any paper is.
///
/// # Errors
/// What to write instead.
pub(super) fn paper(kind: &str, text: &str) -> Result<IdentityForm, Refusal> {
    let labels = [
        Label::Number,
        Label::Nature,
        Label::Issuer,
        Label::On,
        Label::Until,
        Label::Source,
        Label::Status,
    ];
    let parts = Parts::read(text, &labels);
    let of = |label| parts.get(label).unwrap_or_default();
    if of(Label::Status).is_empty() {
        return Ok(IdentityForm {
            kind: kind.to_owned(),
            number: text.to_owned(),
            origin: Origin::Import.code().to_owned(),
            ..IdentityForm::default()
        });
    }
    let status = words::read(STATUSES, |status| status.code(), of(Label::Status));
    let origin = said::origin(of(Label::Source))?;
    Ok(IdentityForm {
        kind: kind.to_owned(),
        number: parts
            .get(Label::Number)
            .or(parts.kind())
            .unwrap_or_default()
            .to_owned(),
        issuer: of(Label::Issuer).to_owned(),
        issued: of(Label::On).to_owned(),
        expires: of(Label::Until).to_owned(),
        origin: origin.map_or("", Origin::code).to_owned(),
        status: status
            .ok_or_else(|| Refusal::whole("import-paper-form"))?
            .code()
            .to_owned(),
        label: of(Label::Nature).to_owned(),
    })
}

/// The cell of a phone.
pub fn phone_cell(phone: &Phone, french: bool) -> String {
    let number = phone.number.as_str();
    let Some(whose) = &phone.whose else {
        return number.to_owned();
    };
    let mut parts = Parts::new(french);
    parts.first(number);
    parts.say(Label::Whose, Some(whose.as_str().to_owned()));
    parts.write()
}

/// The numbers in a cell, each with whose it is: "07 07 12 34 56 / 05 05 12 34 56" is two.
pub(super) fn phones(text: &str) -> Vec<(String, String)> {
    let parts = Parts::read(text, &[Label::Whose]);
    if let (Some(number), Some(whose)) = (parts.kind(), parts.get(Label::Whose)) {
        return vec![(number.to_owned(), whose.to_owned())];
    }
    let pieces: Vec<&str> = text
        .split([';', ',', '/', '|', '\n'])
        .map(str::trim)
        .collect();
    let whole = |piece: &&str| piece.chars().filter(char::is_ascii_digit).count() >= 8;
    let said: Vec<&&str> = pieces.iter().filter(|piece| !piece.is_empty()).collect();
    let several = said.len() > 1 && said.iter().all(|piece| whole(piece));
    let numbers: Vec<&str> = match (several, text) {
        (true, _) => said.into_iter().copied().collect(),
        (false, "") => Vec::new(),
        (false, text) => vec![text],
    };
    let alone = |number: &str| (number.to_owned(), String::new());
    numbers.into_iter().map(alone).collect()
}
