//! How long someone who guesses has to wait: a few failures cost nothing, then each doubles the wait.

use jiff::Timestamp;

/// Failures in a row that cost nothing.
const FREE_FAILURES: i64 = 4;
/// Wait after the next one, in seconds; doubled by each further one.
const FIRST_WAIT_SECONDS: i64 = 5;
/// Longest wait, in seconds.
const WAIT_SECONDS_MAX: i64 = 15 * 60;

/// Seconds to wait before the next attempt is looked at, after so many failures in a row, the last
/// one at `last_micros` (microseconds since 1970). A clock set back makes nobody wait longer than
/// the longest wait.
pub fn wait_left(failures: i64, last_micros: i64, now: Timestamp) -> i64 {
    let over = failures - FREE_FAILURES;
    if over <= 0 {
        return 0;
    }
    let doublings = u32::try_from(over - 1).unwrap_or(u32::MAX).min(10);
    let wait = (FIRST_WAIT_SECONDS << doublings).min(WAIT_SECONDS_MAX);
    let since = (now.as_microsecond() - last_micros).div_euclid(1_000_000);
    (wait - since).clamp(0, WAIT_SECONDS_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn a_few_failures_cost_nothing_then_each_doubles_the_wait() {
        assert_eq!(wait_left(4, 0, at(0)), 0);
        assert_eq!(wait_left(5, 0, at(0)), 5);
        assert_eq!(wait_left(6, 0, at(4)), 6);
        assert_eq!(wait_left(6, 0, at(10)), 0);
        assert_eq!(wait_left(4_000, 0, at(0)), WAIT_SECONDS_MAX);
    }

    #[test]
    fn a_clock_set_back_to_1970_does_not_shut_anyone_out_for_years() {
        assert_eq!(wait_left(5, 1_790_000_000_000_000, at(0)), WAIT_SECONDS_MAX);
    }
}
