//! What is wrong with a journal, and where. Both verifiers print the same lines.

use crate::entry::Stream;

/// What kind of thing is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The file does not begin as a journal does.
    Magic,
    /// A frame is cut, too long, of no known shape, or not in its deterministic form.
    Frame,
    /// A frame stands where it may not.
    Order,
    /// A public key is wrong, given twice, other than the trusted one, or missing.
    Key,
    /// A head is not signed by the key of its node.
    Signature,
    /// A signed head does not have the hash that its stream has there.
    Head,
    /// The bytes of an entry are not an entry in its deterministic form.
    Entry,
    /// The id of an entry is not the one of its place.
    Name,
    /// Entries are missing before this one; the first missing is named.
    Gap,
    /// An entry comes after a later one of its stream.
    Late,
    /// The same entry, or head, or key, once more.
    Double,
    /// Another entry, or head, at a place that is taken: the stream was written twice.
    Fork,
    /// The hash after an entry does not follow from the hash before it and its bytes.
    Link,
    /// The clock of an entry is before that of the entry before it.
    Clock,
    /// The stream, or the file, ends before its signed end; the first missing entry is named.
    Cut,
    /// The stream goes on after its last signed head; the first unsigned entry is named.
    Unsigned,
    /// The end of the file does not count or hash what stands before it, or is not the end.
    End,
}

impl Kind {
    /// The one word that names it in reports and in scripts.
    pub fn word(self) -> &'static str {
        match self {
            Self::Magic => "magic",
            Self::Frame => "frame",
            Self::Order => "order",
            Self::Key => "key",
            Self::Signature => "signature",
            Self::Head => "head",
            Self::Entry => "entry",
            Self::Name => "name",
            Self::Gap => "gap",
            Self::Late => "late",
            Self::Double => "double",
            Self::Fork => "fork",
            Self::Link => "link",
            Self::Clock => "clock",
            Self::Cut => "cut",
            Self::Unsigned => "unsigned",
            Self::End => "end",
        }
    }
}

/// One thing that is wrong, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Finding {
    /// What.
    pub kind: Kind,
    /// At which frame of the file, counted from 1; 0 for what belongs to no one frame.
    pub frame: u64,
    /// In which stream, at which sequence number, where that is known.
    pub place: Option<(Stream, u64)>,
}

impl core::fmt::Display for Finding {
    /// `kind frame scope/node/incarnation seq`, with `-` for what is not known.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{} {}", self.kind.word(), self.frame)?;
        match &self.place {
            Some((stream, seq)) => write!(f, " {stream} {seq}"),
            None => f.write_str(" - -"),
        }
    }
}
