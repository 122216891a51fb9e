//! The text of a number, a date or a time, as a person would copy it.
//!
//! Owns exactness: no exponent, no lost digit passed over in silence, dates in ISO order.

use super::format::Look;
use crate::error::Kind;

/// Digits that a spreadsheet keeps of a number.
const DIGITS: i32 = 15;
/// Seconds of a day.
const DAY: i64 = 86_400;
/// Serial number of 1970-01-01 when days count from 1900.
const EPOCH: i64 = 25_569;
/// Days from the 1900 count to the 1904 count.
const SHIFT_1904: i64 = 1_462;
/// Serial number of 9999-12-31.
const LAST_DAY: i64 = 2_958_465;

/// The text of a numeric cell.
pub(crate) fn number(raw: &str, look: Look, since_1904: bool) -> Result<String, Kind> {
    let raw = raw.trim();
    if raw.is_empty() {
        return Ok(String::new());
    }
    match look {
        Look::Plain => plain(raw),
        Look::Zeros(width) => {
            let text = plain(raw)?;
            let digits = text.bytes().all(|b| b.is_ascii_digit());
            Ok(if digits {
                format!("{text:0>width$}", width = usize::from(width))
            } else {
                text
            })
        }
        Look::Moment | Look::Clock | Look::Elapsed => moment(finite(raw)?, look, since_1904),
    }
}

fn finite(raw: &str) -> Result<f64, Kind> {
    let honest = raw
        .bytes()
        .all(|b| b.is_ascii_digit() || matches!(b, b'+' | b'-' | b'.' | b'e' | b'E'));
    let value = raw
        .parse::<f64>()
        .ok()
        .filter(|value| honest && value.is_finite());
    value.ok_or_else(|| Kind::Damaged {
        part: "number".to_owned(),
    })
}

/// A number without exponent. Integers keep the very digits of the file.
fn plain(raw: &str) -> Result<String, Kind> {
    let value = finite(raw)?;
    let digits = raw.strip_prefix('-').unwrap_or(raw);
    if digits.bytes().all(|b| b.is_ascii_digit()) {
        let significant = digits.trim_start_matches('0').len();
        if significant > DIGITS.unsigned_abs() as usize {
            return Err(Kind::RoundedNumber);
        }
        return Ok(raw.to_owned());
    }
    decimal(value)
}

/// At most fifteen significant digits, so that 0.1 + 0.2 reads 0.3 as on the screen.
fn decimal(value: f64) -> Result<String, Kind> {
    let scientific = format!("{value:.14e}");
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if exponent >= DIGITS {
        return Err(Kind::RoundedNumber);
    }
    let sign = if mantissa.starts_with('-') { "-" } else { "" };
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_end_matches('0');
    if digits.is_empty() {
        return Ok("0".to_owned());
    }
    let whole = usize::try_from(exponent + 1).unwrap_or(0);
    Ok(if exponent < 0 {
        let zeros = usize::try_from(-exponent - 1).unwrap_or(0);
        format!("{sign}0.{}{digits}", "0".repeat(zeros))
    } else if digits.len() <= whole {
        format!("{sign}{digits:0<whole$}")
    } else {
        let (before, after) = digits.split_at(whole);
        format!("{sign}{before}.{after}")
    })
}

/// A date, a date with its time, or a time, from the days counted by a spreadsheet.
fn moment(days: f64, look: Look, since_1904: bool) -> Result<String, Kind> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "checked against the last day just below"
    )]
    let seconds = (days * DAY as f64).round() as i64;
    if !(0..(LAST_DAY + 1) * DAY).contains(&seconds) {
        return Err(Kind::BadDate);
    }
    let (day, second) = (seconds / DAY, seconds % DAY);
    if look == Look::Elapsed {
        return Ok(clock(seconds));
    }
    if look == Look::Clock && day == 0 {
        return Ok(clock(second));
    }
    let civil = match day {
        day if since_1904 => day + SHIFT_1904 - EPOCH,
        // The count from 1900 begins at 1 and believes in a 29 February 1900.
        0 | 60 => return Err(Kind::BadDate),
        day if day < 60 => day + 1 - EPOCH,
        day => day - EPOCH,
    };
    let (year, month, date) = civil_date(civil);
    let text = format!("{year:04}-{month:02}-{date:02}");
    Ok(if second == 0 {
        text
    } else {
        format!("{text}T{}", clock(second))
    })
}

fn clock(seconds: i64) -> String {
    format!(
        "{:02}:{:02}:{:02}",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60
    )
}

/// Year, month and day of a number of days since 1970-01-01, by eras of 400 years that begin in March.
fn civil_date(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let day_of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 {
        from_march + 3
    } else {
        from_march - 9
    };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(raw: &str) -> Result<String, Kind> {
        number(raw, Look::Plain, false)
    }

    #[test]
    fn long_identifiers_never_show_an_exponent() {
        assert_eq!(text("12345678901").unwrap(), "12345678901");
        assert_eq!(text("1.2345678901E10").unwrap(), "12345678901");
        assert_eq!(text("1.2345678901E+10").unwrap(), "12345678901");
        assert_eq!(text("12345678901.0").unwrap(), "12345678901");
        assert_eq!(text("123456789012345").unwrap(), "123456789012345");
        assert_eq!(text("0012").unwrap(), "0012");
        assert_eq!(text("-5").unwrap(), "-5");
    }

    #[test]
    fn digits_lost_by_the_spreadsheet_are_reported() {
        for raw in [
            "1234567890123450",
            "1.23456789012345E+15",
            "1E300",
            "12345678901234567890",
        ] {
            assert_eq!(text(raw), Err(Kind::RoundedNumber), "{raw}");
        }
    }

    #[test]
    fn decimals_read_as_on_the_screen() {
        let cases = [
            ("0.30000000000000004", "0.3"),
            ("1.5", "1.5"),
            ("-0.001", "-0.001"),
            ("1E-3", "0.001"),
            ("2.50", "2.5"),
            ("-0.0", "0"),
            ("1E2", "100"),
        ];
        for (raw, expected) in cases {
            assert_eq!(text(raw).unwrap(), expected);
        }
        assert!(text("12x").is_err() && text("inf").is_err() && text("NaN").is_err());
    }

    #[test]
    fn a_format_of_zeros_gives_the_phone_its_zero_back() {
        assert_eq!(
            number("701020304", Look::Zeros(10), false).unwrap(),
            "0701020304"
        );
        assert_eq!(
            number("12345678901", Look::Zeros(10), false).unwrap(),
            "12345678901"
        );
        assert_eq!(number("-5", Look::Zeros(4), false).unwrap(), "-5");
    }

    #[test]
    fn dates_are_iso_in_both_counts() {
        let cases = [
            ("1", false, Ok("1900-01-01")),
            ("59", false, Ok("1900-02-28")),
            ("60", false, Err(Kind::BadDate)),
            ("61", false, Ok("1900-03-01")),
            ("25569", false, Ok("1970-01-01")),
            ("36526", false, Ok("2000-01-01")),
            ("36585", false, Ok("2000-02-29")),
            ("43469.5", false, Ok("2019-01-04T12:00:00")),
            ("42007", true, Ok("2019-01-04")),
            ("0", true, Ok("1904-01-01")),
            ("2958465", false, Ok("9999-12-31")),
            ("2958466", false, Err(Kind::BadDate)),
            ("0", false, Err(Kind::BadDate)),
            ("-1", false, Err(Kind::BadDate)),
            ("1E300", false, Err(Kind::BadDate)),
        ];
        for (raw, since_1904, expected) in cases {
            assert_eq!(
                number(raw, Look::Moment, since_1904),
                expected.map(str::to_owned),
                "{raw}"
            );
        }
        assert_eq!(number("0.75", Look::Clock, false).unwrap(), "18:00:00");
        assert_eq!(number("1.5", Look::Elapsed, false).unwrap(), "36:00:00");
    }
}
