//! Moments of the journal as the civil time in which deadlines are counted (Abidjan keeps UTC).

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};

/// The civil time of a moment, in microseconds since 1970; the first of the epoch for a number
/// that no calendar has.
pub fn civil(micros: i64) -> DateTime {
    let moment = Timestamp::from_microsecond(micros).unwrap_or(Timestamp::UNIX_EPOCH);
    Offset::UTC.to_datetime(moment)
}

/// Microseconds since 1970 of a civil time.
pub fn micros(civil: DateTime) -> i64 {
    civil
        .to_zoned(TimeZone::UTC)
        .map_or(i64::MAX, |zoned| zoned.timestamp().as_microsecond())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_moment_comes_back_from_its_civil_time(micros_in in 0i64..4_000_000_000_000_000) {
            prop_assert_eq!(micros(civil(micros_in)), micros_in);
        }
    }
}
