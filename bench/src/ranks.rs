//! Two samples compared by ranks (Mann–Whitney): whether one tends to be longer than the other, whatever their shape.

/// What comparing two samples says.
#[derive(Debug, Clone, Copy)]
pub struct Compared {
    /// How often one of the second is longer than one of the first, ties counted half: 0.5 when neither tells anything.
    pub longer: f64,
    /// How likely chance alone makes as large a difference.
    pub chance: f64,
    /// The median of the second over that of the first.
    pub ratio: f64,
}

/// Compares two samples.
pub fn compare(first: &[f64], second: &[f64]) -> Compared {
    let mut all: Vec<(f64, bool)> = first.iter().map(|one| (*one, false)).collect();
    all.extend(second.iter().map(|one| (*one, true)));
    all.sort_by(|one, other| one.0.total_cmp(&other.0));
    let (mut rank_sum, mut ties, mut before) = (0.0, 0.0, 0_usize);
    for same in all.chunk_by(|one, other| one.0.total_cmp(&other.0).is_eq()) {
        let size = as_f64(same.len());
        // The mean of the ranks that these share.
        let rank = as_f64(before) + f64::midpoint(size, 1.0);
        rank_sum += rank * as_f64(same.iter().filter(|(_, second)| *second).count());
        ties += size.powi(3) - size;
        before += same.len();
    }
    let (n, m) = (as_f64(first.len()), as_f64(second.len()));
    let total = n + m;
    let longer = rank_sum - m * (m + 1.0) / 2.0;
    let spread = (n * m / 12.0 * (total + 1.0 - ties / (total * (total - 1.0)))).sqrt();
    let off = (longer - n * m / 2.0) / spread;
    Compared {
        longer: longer / (n * m),
        chance: two_sided(off),
        ratio: median(second) / median(first),
    }
}

/// The middle of a sample.
pub fn median(sample: &[f64]) -> f64 {
    let mut sorted = sample.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
}

/// The part of a normal distribution that is at least so far from its middle, to 10^-7: Abramowitz and Stegun 7.1.26.
fn two_sided(off: f64) -> f64 {
    const PARTS: [f64; 5] = [
        0.254_829_592,
        -0.284_496_736,
        1.421_413_741,
        -1.453_152_027,
        1.061_405_429,
    ];
    let x = off.abs() / core::f64::consts::SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * x);
    let sum = PARTS.iter().rev().fold(0.0, |sum, part| (sum + part) * t);
    sum * (-x * x).exp()
}

/// Counts of requests, far below where a float is not exact.
fn as_f64(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(from: u32) -> Vec<f64> {
        (from..from + 200).map(f64::from).collect()
    }

    #[test]
    fn a_sample_is_not_told_from_itself_and_is_from_one_that_is_longer() {
        let same = compare(&sample(0), &sample(0));
        assert!((same.longer - 0.5).abs() < 1e-9 && same.chance > 0.99);
        let longer = compare(&sample(0), &sample(40));
        assert!(longer.longer > 0.65 && longer.chance < 1e-6, "{longer:?}");
        assert!((two_sided(1.959_964) - 0.05).abs() < 1e-6);
    }
}
