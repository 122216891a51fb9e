//! Percent-encoding of addresses and forms.
//!
//! Decoding never fails: what is not a valid escape stays as typed, and what is not UTF-8 becomes U+FFFD, so that
//! a strange request is refused later by what reads its fields and never crashes here.

const HEX: &[u8; 16] = b"0123456789ABCDEF";

/// Decodes `%41` and, in forms and queries, `+` as a space.
#[must_use]
pub fn decode(text: &str, plus_is_space: bool) -> String {
    let mut bytes = text.bytes();
    let mut out = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        match byte {
            b'+' if plus_is_space => out.push(b' '),
            b'%' => {
                let mut ahead = bytes.clone();
                let pair = (ahead.next().and_then(nibble), ahead.next().and_then(nibble));
                if let (Some(high), Some(low)) = pair {
                    out.push(high << 4 | low);
                    bytes = ahead;
                } else {
                    out.push(b'%');
                }
            }
            _ => out.push(byte),
        }
    }
    match String::from_utf8(out) {
        Ok(text) => text,
        Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
    }
}

/// Encodes one value for a path segment or a query: letters, digits and `-._~` stay, all else is escaped.
#[must_use]
pub fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for digit in [byte >> 4, byte & 15] {
                out.push(HEX.get(usize::from(digit)).copied().map_or('0', char::from));
            }
        }
    }
    out
}

fn nibble(byte: u8) -> Option<u8> {
    char::from(byte)
        .to_digit(16)
        .and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_broken_escape_stays_as_typed() {
        assert_eq!(decode("100%", true), "100%");
        assert_eq!(decode("%zz+%4", true), "%zz %4");
        assert_eq!(decode("a+b", false), "a+b");
        assert_eq!(decode("%FF", true), "\u{FFFD}");
    }

    proptest! {
        #[test]
        fn what_is_encoded_decodes_to_itself(text in any::<String>()) {
            prop_assert_eq!(decode(&encode(&text), true), text.clone());
            prop_assert!(encode(&text).is_ascii());
        }

        #[test]
        fn decoding_never_panics(text in any::<String>(), plus: bool) {
            let _ = decode(&text, plus);
        }
    }
}
