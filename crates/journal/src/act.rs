//! What one entry says happened to one entity: the four kinds of data, and their bytes.
//!
//! A *field* lists the values it replaces; a *set* adds and removes what was seen; a *fact* is
//! only ever added; a *request* is asked anywhere and ruled on by the scope's owner.

use crate::id::EntryId;
use minicbor::{Decode, Encode};

/// The most changes one act may hold: their places must fit [`Tag::index`].
pub const CHANGES_MAX: usize = 1 << 16;

/// The bytes of a typed value, in CBOR. Typed by whoever reads it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct Value(#[cbor(n(0), with = "minicbor::bytes")] Vec<u8>);

impl Value {
    /// The value of something that can be written in CBOR.
    pub fn of<T: Encode<()>>(value: &T) -> Self {
        // Writing to a Vec cannot fail and our types have no failing encoders.
        Self(minicbor::to_vec(value).unwrap_or_default())
    }

    /// Reads it back as `T`.
    pub fn read<T: for<'b> Decode<'b, ()>>(&self) -> Result<T, NotThisType> {
        minicbor::decode(&self.0).map_err(|_| NotThisType)
    }

    /// The bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl core::fmt::Debug for Value {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        // A value may be personal: its content never reaches a log.
        write!(f, "[caché, {} o]", self.0.len())
    }
}

/// The value does not have the type asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the stored value does not have the type asked for")]
pub struct NotThisType;

/// Names one item of a set for ever: the entry that added it, and its place in that entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(array)]
pub struct Tag {
    /// The entry that added the item.
    #[n(0)]
    pub entry: EntryId,
    /// Its place among the changes of that entry.
    #[n(1)]
    pub index: u16,
}

impl core::fmt::Display for Tag {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{}.{}", self.entry, self.index)
    }
}

impl core::str::FromStr for Tag {
    type Err = crate::id::NotAnId;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (entry, index) = text.split_once('.').ok_or(crate::id::NotAnId)?;
        Ok(Self {
            entry: entry.parse()?,
            index: index.parse().map_err(|_| crate::id::NotAnId)?,
        })
    }
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Change {
    /// A field takes a value, in place of the values that the writer had seen.
    #[n(0)]
    Set {
        /// Name of the field.
        #[n(0)]
        field: String,
        /// Its new value.
        #[n(1)]
        value: Value,
        /// The entries whose values it replaces; a live value not listed makes a conflict.
        #[n(2)]
        replaces: Vec<EntryId>,
    },
    /// A set gains an item.
    #[n(1)]
    Add {
        /// Name of the set.
        #[n(0)]
        set: String,
        /// The item.
        #[n(1)]
        value: Value,
    },
    /// A set loses the items named, and no other.
    #[n(2)]
    Remove {
        /// Name of the set.
        #[n(0)]
        set: String,
        /// The items.
        #[n(1)]
        tags: Vec<Tag>,
    },
    /// Something that happened, for ever.
    #[n(3)]
    Fact {
        /// Name of the list of facts.
        #[n(0)]
        name: String,
        /// What happened.
        #[n(1)]
        value: Value,
    },
    /// A decision is asked for.
    #[n(4)]
    Ask {
        /// What kind of decision.
        #[n(0)]
        name: String,
        /// What is asked.
        #[n(1)]
        value: Value,
    },
    /// The owner of the scope decides on a request.
    #[n(5)]
    Rule {
        /// The entry that asked, and the place of the request in it.
        #[n(0)]
        request: Tag,
        /// Granted or refused.
        #[n(1)]
        granted: bool,
        /// What comes with the decision: a number, a reason…
        #[n(2)]
        value: Value,
    },
}

/// Everything one entry changes in one entity, with its why and from what.
#[derive(Clone, PartialEq, Eq, Default, Encode, Decode)]
#[cbor(array)]
pub struct Act {
    /// The changes, in order.
    #[n(0)]
    pub changes: Vec<Change>,
    /// Why, where a reason is asked for.
    #[n(1)]
    pub reason: Option<String>,
    /// From what: the paper, the words of the person, the import file…
    #[n(2)]
    pub source: Option<String>,
}

impl core::fmt::Debug for Act {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Act({} changes)", self.changes.len())
    }
}

impl Act {
    /// The deterministic bytes of this act.
    pub fn encode(&self) -> Vec<u8> {
        minicbor::to_vec(self).unwrap_or_default()
    }

    /// Reads an act back.
    ///
    /// # Errors
    /// [`NotThisType`] when the bytes are not an act of at most [`CHANGES_MAX`] changes.
    pub fn decode(bytes: &[u8]) -> Result<Self, NotThisType> {
        let act: Self = minicbor::decode(bytes).map_err(|_| NotThisType)?;
        if act.changes.len() <= CHANGES_MAX {
            Ok(act)
        } else {
            Err(NotThisType)
        }
    }
}
