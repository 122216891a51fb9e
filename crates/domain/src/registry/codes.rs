//! Makes the closed lists of the registry: enums with a code for forms, addresses and
//! translation keys, and a number for the journal that never changes.

/// Declares an enum with `ALL`, `code` and `from_code`.
macro_rules! coded {
    ($(#[$doc:meta])* $name:ident { $($(#[$item_doc:meta])* $number:literal $item:ident = $code:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, minicbor::Encode, minicbor::Decode)]
        #[cbor(index_only)]
        pub enum $name { $($(#[$item_doc])* #[n($number)] $item,)* }

        impl $name {
            /// Every item, in the order of forms.
            pub const ALL: &'static [Self] = &[$(Self::$item,)*];

            /// Its name in forms, addresses and translation keys.
            pub fn code(self) -> &'static str {
                match self { $(Self::$item => $code,)* }
            }

            /// The item of that code.
            pub fn from_code(code: &str) -> Option<Self> {
                match code.trim() { $($code => Some(Self::$item),)* _ => None }
            }
        }
    };
}

pub(crate) use coded;

use crate::refusal::Refusal;

/// Reads a choice of a form; nothing chosen is `None`.
///
/// # Errors
/// `choice-unknown` at `field` for a code that is not in the list.
pub(crate) fn choice<T>(
    field: &str,
    typed: &str,
    from_code: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, Refusal> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    from_code(typed)
        .map(Some)
        .ok_or_else(|| Refusal::at(field, "choice-unknown"))
}
