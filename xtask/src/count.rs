//! Reads how many tests passed and failed from what the test runners print.
//!
//! Knows the closing lines of cargo test, node's test runner, Python's unittest and our own form
//! `N passed, N failed`. Never guesses: output without such a line counts as nothing.

/// How many checks passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Checks that held.
    pub passed: u64,
    /// Checks that did not.
    pub failed: u64,
}

impl Tally {
    /// One check, by its outcome.
    pub fn one(good: bool) -> Self {
        Self {
            passed: u64::from(good),
            failed: u64::from(!good),
        }
    }

    /// Both together.
    pub fn and(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
        }
    }
}

/// Adds up every closing line in `output`.
pub fn read(output: &str) -> Tally {
    output
        .lines()
        .filter_map(|line| {
            let line = line.trim();
            cargo_test(line)
                .or_else(|| node(line))
                .or_else(|| plain(line))
        })
        .chain(unittest(output))
        .fold(Tally::default(), Tally::and)
}

/// `test result: ok. 12 passed; 0 failed; 0 ignored; …`
fn cargo_test(line: &str) -> Option<Tally> {
    let rest = line.strip_prefix("test result: ")?;
    let (_, counts) = rest.split_once(". ")?;
    let mut parts = counts.split("; ");
    Some(Tally {
        passed: number_before(parts.next()?, " passed")?,
        failed: number_before(parts.next()?, " failed")?,
    })
}

/// `# pass 12` and `# fail 0` of node, or `ℹ pass 12` and `ℹ fail 0`.
fn node(line: &str) -> Option<Tally> {
    let rest = line
        .strip_prefix("# ")
        .or_else(|| line.strip_prefix("ℹ "))?;
    if let Some(count) = rest.strip_prefix("pass ") {
        return Some(Tally {
            passed: count.parse().ok()?,
            failed: 0,
        });
    }
    let count = rest.strip_prefix("fail ")?;
    Some(Tally {
        passed: 0,
        failed: count.parse().ok()?,
    })
}

/// `12 passed, 0 failed`.
fn plain(line: &str) -> Option<Tally> {
    let (passed, failed) = line.split_once(", ")?;
    Some(Tally {
        passed: number_before(passed, " passed")?,
        failed: number_before(failed, " failed")?,
    })
}

/// `Ran 12 tests in 0.4s`, then `OK` or `FAILED (failures=1, errors=2)`.
fn unittest(output: &str) -> Option<Tally> {
    let ran = output
        .lines()
        .filter_map(|line| line.strip_prefix("Ran "))
        .filter_map(|rest| rest.split(' ').next()?.parse::<u64>().ok())
        .sum::<u64>();
    if ran == 0 {
        return None;
    }
    let failed = output
        .lines()
        .filter_map(|line| line.trim().strip_prefix("FAILED ("))
        .flat_map(|rest| rest.trim_end_matches(')').split(", "))
        .filter_map(|part| {
            part.strip_prefix("failures=")
                .or_else(|| part.strip_prefix("errors="))
        })
        .filter_map(|count| count.parse::<u64>().ok())
        .sum::<u64>();
    Some(Tally {
        passed: ran.saturating_sub(failed),
        failed,
    })
}

fn number_before(text: &str, word: &str) -> Option<u64> {
    text.strip_suffix(word)?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(passed: u64, failed: u64) -> Tally {
        Tally { passed, failed }
    }

    #[test]
    fn the_closing_lines_of_cargo_test_are_added_up() {
        let output = "running 2 tests\n\
            test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.1s\n\
            test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured\n";
        assert_eq!(read(output), tally(15, 2));
    }

    #[test]
    fn the_closing_lines_of_node_are_read_in_both_forms() {
        assert_eq!(read("# tests 9\n# pass 8\n# fail 1\n"), tally(8, 1));
        assert_eq!(read("ℹ tests 9\nℹ pass 9\nℹ fail 0\n"), tally(9, 0));
    }

    #[test]
    fn the_closing_lines_of_unittest_are_read() {
        assert_eq!(read("Ran 7 tests in 0.1s\n\nOK\n"), tally(7, 0));
        let failed = "Ran 7 tests in 0.1s\n\nFAILED (failures=1, errors=2)\n";
        assert_eq!(read(failed), tally(4, 3));
    }

    #[test]
    fn the_plain_closing_line_is_read() {
        assert_eq!(read("1003 passed, 1 failed\n"), tally(1003, 1));
    }

    #[test]
    fn what_is_not_a_closing_line_counts_nothing() {
        assert_eq!(read("5 passed the door\npass 3\nRan away\n"), tally(0, 0));
    }
}
