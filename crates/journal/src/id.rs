//! Identifiers, one type per kind of thing, so that they cannot be swapped.
//!
//! Invariant: an id never changes, also when two records of one person are linked.

use crate::chance::Chance;
use crate::clock::Stamp;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident,)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(uuid::Uuid);

        impl $name {
            /// The id with these sixteen bytes.
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(uuid::Uuid::from_bytes(bytes))
            }

            /// The id read from a slice; `None` unless it has sixteen bytes.
            pub fn from_slice(bytes: &[u8]) -> Option<Self> {
                <[u8; 16]>::try_from(bytes).ok().map(Self::from_bytes)
            }

            /// The sixteen bytes.
            pub const fn as_bytes(&self) -> &[u8; 16] {
                self.0.as_bytes()
            }

            /// A new id, ordered by time then random (UUID version 7).
            pub fn fresh(at: Stamp, chance: &mut dyn Chance) -> Self {
                Self::from_bytes(version_7(at, chance))
            }

            /// The id that belongs to a name, the same at every node.
            pub fn named(name: &str) -> Self {
                let hash = blake3::hash(format!("akwaba/{}/{name}", stringify!($name)).as_bytes());
                let mut bytes = [0; 16];
                for (to, from) in bytes.iter_mut().zip(hash.as_bytes()) {
                    *to = *from;
                }
                Self(uuid::Builder::from_custom_bytes(bytes).into_uuid())
            }
        }

        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }

        impl core::fmt::Debug for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0.hyphenated())
            }
        }

        impl core::str::FromStr for $name {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                uuid::Uuid::try_parse(text).map(Self).map_err(|_| NotAnId)
            }
        }

        impl<C> minicbor::Encode<C> for $name {
            fn encode<W: minicbor::encode::Write>(
                &self,
                e: &mut minicbor::Encoder<W>,
                _: &mut C,
            ) -> Result<(), minicbor::encode::Error<W::Error>> {
                e.bytes(self.as_bytes())?;
                Ok(())
            }
        }

        impl<'b, C> minicbor::Decode<'b, C> for $name {
            fn decode(
                d: &mut minicbor::Decoder<'b>,
                _: &mut C,
            ) -> Result<Self, minicbor::decode::Error> {
                Self::from_slice(d.bytes()?)
                    .ok_or_else(|| minicbor::decode::Error::message("an id has sixteen bytes"))
            }
        }
    )*};
}

ids! {
    /// The account (a person at work, or a job) that acted.
    ActorId,
    /// A social centre, or an office above it.
    CentreId,
    /// Anything that entries are about: a person, a household, a visit, an account…
    EntityId,
    /// One entry of the journal.
    EntryId,
    /// One installation that writes: a centre's PC, the hub, a phone.
    NodeId,
    /// A unit of exchange and of permission.
    ScopeId,
}

impl From<ActorId> for EntityId {
    /// An account is itself an entity of the journal.
    fn from(id: ActorId) -> Self {
        Self::from_bytes(*id.as_bytes())
    }
}

impl From<EntityId> for ActorId {
    fn from(id: EntityId) -> Self {
        Self::from_bytes(*id.as_bytes())
    }
}

impl From<EntryId> for EntityId {
    fn from(id: EntryId) -> Self {
        Self::from_bytes(*id.as_bytes())
    }
}

/// The text is not an identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an identifier")]
pub struct NotAnId;

fn version_7(at: Stamp, chance: &mut dyn Chance) -> [u8; 16] {
    let millis = u64::try_from(at.micros / 1000).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(millis, &{
        let mut random = [0; 10];
        chance.fill(&mut random);
        random
    })
    .into_uuid()
    .into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Seeded;

    #[test]
    fn an_id_reads_back_from_its_text_and_from_its_cbor() {
        let id = EntityId::fresh(
            Stamp {
                micros: 1_700_000_000_000_000,
                count: 0,
            },
            &mut Seeded::new(1),
        );
        assert_eq!(id.to_string().parse(), Ok(id));
        let bytes = minicbor::to_vec(id).unwrap();
        assert_eq!(minicbor::decode::<EntityId>(&bytes).unwrap(), id);
    }

    #[test]
    fn named_ids_differ_by_kind_and_name() {
        assert_ne!(
            EntityId::named("a").as_bytes(),
            ScopeId::named("a").as_bytes()
        );
        assert_ne!(ScopeId::named("a"), ScopeId::named("b"));
        assert_eq!(ScopeId::named("a"), ScopeId::named("a"));
    }
}
