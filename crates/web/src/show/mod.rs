//! How numbers, money, dates and phones read on a page. Pure functions from a value to its text.
//!
//! Dates of persons arrive here as day, month and year apart, each optional: nothing is invented to complete them.

pub mod date;

pub use date::{age, civil, day_in_full, moment, moment_of_micros, month_in_full, partial, time};

/// Groups thousands with a narrow no-break space: 36 000.
#[must_use]
pub fn number(value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() * 2);
    if value < 0 {
        out.push('\u{2212}');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    out
}

/// An amount in francs CFA: 36 000 F.
#[must_use]
pub fn francs(xof: i64) -> String {
    format!("{}\u{a0}F", number(xof))
}

/// A phone as it is said, two digits at a time: 07 07 12 34 56. What is not ten digits (with or without +225) is shown as it
/// is kept.
#[must_use]
pub fn phone(kept: &str) -> String {
    let digits: String = kept.chars().filter(char::is_ascii_digit).collect();
    let local = if digits.len() == 13 {
        digits.strip_prefix("225").unwrap_or("")
    } else {
        &digits
    };
    let foreign = kept.trim_start().starts_with('+') && digits.len() != 13;
    if local.len() != 10 || foreign {
        return kept.to_owned();
    }
    let mut out = String::with_capacity(20);
    for (at, digit) in local.chars().enumerate() {
        if at > 0 && at % 2 == 0 {
            out.push('\u{a0}');
        }
        out.push(digit);
    }
    out
}

/// The initials of a name, for when someone is looking at the screen: "Kouassi Affoué Marie" reads "K. A. M.".
#[must_use]
pub fn initials(name: &str) -> String {
    let parts: Vec<String> = name
        .split([' ', '-', '\u{a0}'])
        .filter_map(|part| part.chars().find(|c| c.is_alphabetic()))
        .map(|c| format!("{}.", c.to_uppercase()))
        .collect();
    parts.join("\u{a0}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_read_as_at_the_counter() {
        assert_eq!(francs(36_000), "36\u{202f}000\u{a0}F");
        assert_eq!(number(0), "0");
        assert_eq!(number(999), "999");
        assert_eq!(number(-1_234_567), "\u{2212}1\u{202f}234\u{202f}567");
        assert_eq!(
            number(i64::MIN)
                .chars()
                .filter(char::is_ascii_digit)
                .count(),
            19
        );
    }

    #[test]
    fn phones_read_two_digits_at_a_time() {
        assert_eq!(phone("0707123456"), "07\u{a0}07\u{a0}12\u{a0}34\u{a0}56");
        assert_eq!(
            phone("+2250707123456"),
            "07\u{a0}07\u{a0}12\u{a0}34\u{a0}56"
        );
        assert_eq!(phone("+33612345678"), "+33612345678");
        assert_eq!(phone("+0707123456"), "+0707123456");
        assert_eq!(phone("20 30"), "20 30");
    }

    #[test]
    fn initials_show_no_name() {
        assert_eq!(initials("Kouassi Affoué-Marie"), "K.\u{a0}A.\u{a0}M.");
        assert_eq!(initials("N'Guessan"), "N.");
        assert_eq!(initials(""), "");
    }
}
