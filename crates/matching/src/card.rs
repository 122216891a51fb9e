//! What matching knows of a person: the card that the store keeps beside the search keys.
//!
//! Owns: the fields that search and linkage compare, and their stored form (CBOR).
//! Never: the person's record itself, and nothing that is secret: whoever may not be found has no card.

use std::fmt;

use minicbor::decode::Error as DecodeError;
use minicbor::{Decode, Decoder, Encode, Encoder};

use crate::birth::{BirthSpan, Day};

/// The 16 bytes that name a person.
pub type PersonId = [u8; 16];

/// Sex as on a birth act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum Sex {
    /// Female.
    #[n(1)]
    Female,
    /// Male.
    #[n(2)]
    Male,
}

/// A number on a paper: the scheme that gave it (`nni`, `cmu`, `carte`, `extrait`…) and the number as text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(array)]
pub struct Identity {
    /// Short code of the scheme.
    #[n(0)]
    pub scheme: String,
    /// The number as written.
    #[n(1)]
    pub number: String,
}

/// The fields of a person that are compared. All but `person` may be empty.
#[derive(Clone, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Card {
    /// Whose card it is.
    #[n(0)]
    #[cbor(with = "minicbor::bytes")]
    pub person: PersonId,
    /// Every name of the person as written, each with its marker if any: `KONE`, `Awa Marie`, `épouse Yao`.
    #[n(1)]
    pub names: Vec<String>,
    /// Sex, where known.
    #[n(2)]
    pub sex: Option<Sex>,
    /// When the person may have been born.
    #[n(3)]
    pub birth: Option<BirthSpan>,
    /// Telephone numbers as written.
    #[n(4)]
    pub phones: Vec<String>,
    /// Numbers on papers.
    #[n(5)]
    pub identities: Vec<Identity>,
    /// Where the person lives, in words: sub-prefecture, locality, quarter.
    #[n(6)]
    pub places: Vec<String>,
    /// Numbers or labels of the households the person belongs to.
    #[n(7)]
    pub households: Vec<String>,
    /// Full name of the mother.
    #[n(8)]
    pub mother: Option<String>,
    /// Full name of the father.
    #[n(9)]
    pub father: Option<String>,
    /// Village of origin.
    #[n(10)]
    pub village: Option<String>,
}

impl Card {
    /// The card as bytes for the store.
    #[must_use]
    pub fn pack(&self) -> Vec<u8> {
        // Writing to memory cannot fail: the error type has no value.
        minicbor::to_vec(self).unwrap_or_default()
    }

    /// The card read back from the store.
    ///
    /// # Errors
    /// Where the bytes are not a card.
    pub fn unpack(bytes: &[u8]) -> Result<Self, DecodeError> {
        minicbor::decode(bytes)
    }
}

impl fmt::Debug for Card {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Card([caché])")
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Identity({}, [caché])", self.scheme)
    }
}

impl<C> Encode<C> for BirthSpan {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.array(2)?
            .i32(self.earliest().days())?
            .i32(self.latest().days())?;
        Ok(())
    }
}

impl<'b, C> Decode<'b, C> for BirthSpan {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, DecodeError> {
        if d.array()? != Some(2) {
            return Err(DecodeError::message("a birth span is two days"));
        }
        let mut day = || -> Result<Day, DecodeError> {
            Day::from_days(d.i32()?).ok_or_else(|| DecodeError::message("a day out of range"))
        };
        Ok(Self::between(day()?, day()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_card_packs_and_unpacks_to_itself() {
        let card = Card {
            person: [7; 16],
            names: vec!["KONÉ".into(), "Awa".into()],
            sex: Some(Sex::Female),
            birth: BirthSpan::about(1975),
            phones: vec!["0700123456".into()],
            identities: vec![Identity {
                scheme: "nni".into(),
                number: "01234567890".into(),
            }],
            places: vec!["Bouaké".into()],
            households: vec!["M-12".into()],
            mother: Some("TRAORE Fanta".into()),
            father: None,
            village: None,
        };
        assert_eq!(Card::unpack(&card.pack()).unwrap(), card);
        assert!(!format!("{card:?}").contains("Awa"));
    }

    proptest! {
        #[test]
        fn bytes_that_are_no_card_are_refused_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
            if let Ok(card) = Card::unpack(&bytes) {
                prop_assert_eq!(Card::unpack(&card.pack()).unwrap(), card);
            }
        }
    }
}
