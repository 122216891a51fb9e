//! Newtypes for personal data: their content never reaches a log or an error.

/// Makes a newtype over `String` whose `Debug` prints `[caché]`.
#[macro_export]
macro_rules! personal {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        ///
        /// Personal data: hidden in `Debug`.
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, minicbor::Encode, minicbor::Decode)]
        #[cbor(transparent)]
        pub struct $name(#[n(0)] String);

        impl $name {
            /// Wraps text that has been checked.
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// The text, to be shown to someone entitled or recorded.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl core::fmt::Debug for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str("[caché]")
            }
        }
    )*};
}
