//! Bytes as they stand in the keyring: two small digits each.

/// The digits of these bytes.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The bytes of these digits; `None` where they are others.
pub(super) fn unhex(text: &str) -> Option<Vec<u8>> {
    let pairs = text.as_bytes().chunks_exact(2);
    // A number may begin with a sign; these are digits and nothing else.
    let clean = pairs.remainder().is_empty() && !text.contains('+');
    let bytes: Option<Vec<u8>> = pairs
        .map(|pair| u8::from_str_radix(core::str::from_utf8(pair).ok()?, 16).ok())
        .collect();
    bytes.filter(|_| clean)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_read_as_they_were_written() {
        let all: Vec<u8> = (0..=u8::MAX).collect();
        assert_eq!(hex(&[0, 10, 255]), "000aff");
        assert_eq!(unhex(&hex(&all)), Some(all));
        assert_eq!(unhex(""), Some(Vec::new()));
    }

    /// `+f` was read as the byte 15.
    #[test]
    fn what_is_no_pair_of_digits_is_no_byte_and_a_sign_is_no_digit() {
        for wrong in ["a", "abc", "zz", "+f", "0a+f", "-1", "é", "0x1"] {
            assert_eq!(unhex(wrong), None, "{wrong}");
        }
    }
}
