//! What is asked of someone at the counter besides a name: kind of demand, urgency, sex, new or
//! known. All codes; nothing here says who.

use minicbor::{Decode, Encode};

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $n:literal $variant:ident = $code:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
        #[cbor(index_only)]
        pub enum $name { $($(#[$vdoc])* #[n($n)] $variant,)* }

        impl $name {
            /// Every one, in the order of the form.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// Its name in forms, addresses and translation keys.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// The one of that code.
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.code() == code)
            }
        }
    )*};
}

codes! {
    /// Kind of demand; one visit may carry several.
    Demand {
        /// Aide: something is needed now.
        0 Aid = "aide",
        /// Appui: support in a step that the person takes.
        1 Support = "appui",
        /// Conseil: to know, to be told where to go.
        2 Advice = "conseil",
        /// Accompagnement: to be followed over time.
        3 Accompaniment = "accompagnement",
    }

    /// Sex, as written in the register.
    Sex {
        /// Féminin.
        0 Female = "f",
        /// Masculin.
        1 Male = "m",
    }

    /// Whether someone has been received before.
    Known {
        /// Nouveau, nouvelle.
        0 New = "nouveau",
        /// Ancien, ancienne.
        1 Known = "connu",
        /// Was not asked.
        2 NotAsked = "non-demande",
    }

    /// Why someone passes before others. Never shown in the room.
    Priority {
        /// Personne âgée.
        0 Elderly = "age",
        /// Femme enceinte.
        1 Pregnant = "enceinte",
        /// With a baby.
        2 Baby = "bebe",
        /// En situation de handicap.
        3 Disability = "handicap",
    }
}

/// How urgent a visit is. Sorts as people are to be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub enum Triage {
    /// Passes first, in silence.
    #[n(0)]
    Urgent,
    /// Passes before the others.
    #[n(1)]
    Priority(#[n(0)] Priority),
    /// In the order of arrival.
    #[n(2)]
    Ordinary,
}

impl Triage {
    /// Every one, in the order of the form.
    pub const ALL: [Self; 6] = [
        Self::Ordinary,
        Self::Priority(Priority::Elderly),
        Self::Priority(Priority::Pregnant),
        Self::Priority(Priority::Baby),
        Self::Priority(Priority::Disability),
        Self::Urgent,
    ];

    /// Its name in forms and translation keys.
    pub fn code(self) -> &'static str {
        match self {
            Self::Ordinary => "ordinaire",
            Self::Priority(why) => why.code(),
            Self::Urgent => "urgent",
        }
    }

    /// The one of that code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// 0 urgent, 1 priority, 2 ordinary: who is called first, whatever the cause.
    pub fn rank(self) -> u8 {
        match self {
            Self::Urgent => 0,
            Self::Priority(_) => 1,
            Self::Ordinary => 2,
        }
    }

    /// The triage class without its cause.
    pub fn class(self) -> &'static str {
        match self {
            Self::Urgent => "urgent",
            Self::Priority(_) => "prioritaire",
            Self::Ordinary => "ordinaire",
        }
    }
}

/// The kinds of demand of one visit, in order and once each.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
#[cbor(transparent)]
pub struct Demands(#[n(0)] Vec<Demand>);

impl Demands {
    /// These kinds, sorted, once each.
    pub fn of(kinds: impl IntoIterator<Item = Demand>) -> Self {
        let mut kinds: Vec<Demand> = kinds.into_iter().collect();
        kinds.sort_unstable();
        kinds.dedup();
        Self(kinds)
    }

    /// The kinds.
    pub fn iter(&self) -> impl Iterator<Item = Demand> {
        self.0.iter().copied()
    }

    /// Whether this kind is among them.
    pub fn has(&self, kind: Demand) -> bool {
        self.0.contains(&kind)
    }

    /// Whether no kind was said.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// As a number with one bit a kind, to be counted in tables.
    pub fn bits(&self) -> i64 {
        self.0
            .iter()
            .fold(0, |bits, kind| bits | (1 << (*kind as u8)))
    }

    /// Reads [`Demands::bits`] back.
    pub fn from_bits(bits: i64) -> Self {
        Self::of(
            Demand::ALL
                .iter()
                .copied()
                .filter(|kind| bits & (1 << (*kind as u8)) != 0),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_reads_back() {
        for triage in Triage::ALL {
            assert_eq!(Triage::from_code(triage.code()), Some(triage));
        }
        for kind in Demand::ALL {
            assert_eq!(Demand::from_code(kind.code()), Some(*kind));
        }
        assert_eq!(Sex::from_code("autre"), None);
    }

    #[test]
    fn kinds_of_demand_are_kept_once_each_and_read_back_from_their_bits() {
        let kinds = Demands::of([Demand::Advice, Demand::Aid, Demand::Advice]);
        assert_eq!(
            kinds.iter().collect::<Vec<_>>(),
            [Demand::Aid, Demand::Advice]
        );
        assert_eq!(Demands::from_bits(kinds.bits()), kinds);
    }
}
