//! The age bands of reports.

/// An age band, in full years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AgeBand {
    /// 0 to 5.
    To5,
    /// 6 to 11.
    To11,
    /// 12 to 17.
    To17,
    /// 18 to 24.
    To24,
    /// 25 to 59.
    To59,
    /// 60 and more.
    From60,
}

impl AgeBand {
    /// Every band, the youngest first.
    pub const ALL: [Self; 6] = [
        Self::To5,
        Self::To11,
        Self::To17,
        Self::To24,
        Self::To59,
        Self::From60,
    ];

    /// Its name in translation keys.
    pub fn code(self) -> &'static str {
        match self {
            Self::To5 => "0-5",
            Self::To11 => "6-11",
            Self::To17 => "12-17",
            Self::To24 => "18-24",
            Self::To59 => "25-59",
            Self::From60 => "60",
        }
    }

    /// The band of an age in full years.
    pub fn of(years: i32) -> Self {
        match years {
            ..=5 => Self::To5,
            6..=11 => Self::To11,
            12..=17 => Self::To17,
            18..=24 => Self::To24,
            25..=59 => Self::To59,
            60.. => Self::From60,
        }
    }

    /// The band of an age known to lie between two; none when they are not of one band.
    pub fn between((youngest, oldest): (i32, i32)) -> Option<Self> {
        let band = Self::of(youngest);
        (band == Self::of(oldest)).then_some(band)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_that_two_bands_share_is_of_none() {
        assert_eq!(AgeBand::between((25, 59)), Some(AgeBand::To59));
        assert_eq!(AgeBand::between((17, 18)), None);
        let edges = [0, 5, 6, 11, 12, 17, 18, 24, 25, 59, 60, 110].map(AgeBand::of);
        let [a, b, c, d, e, f] = AgeBand::ALL;
        assert_eq!(edges, [a, a, b, b, c, c, d, d, e, e, f, f]);
    }
}
