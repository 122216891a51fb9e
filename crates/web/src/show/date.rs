//! Dates, times and ages as people say them.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};

use crate::i18n::{Arg, Lang, text};

/// Côte d'Ivoire keeps Greenwich time all year, and no time-zone file is needed for it.
#[must_use]
pub fn abidjan() -> TimeZone {
    TimeZone::fixed(Offset::UTC)
}

/// 14/03/1991.
#[must_use]
pub fn civil(date: Date) -> String {
    format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year())
}

/// 07:45, in Abidjan.
#[must_use]
pub fn time(at: Timestamp) -> String {
    let local = at.to_zoned(abidjan());
    format!("{:02}:{:02}", local.hour(), local.minute())
}

/// 14/03/2026 à 07:45, in Abidjan.
#[must_use]
pub fn moment(lang: Lang, at: Timestamp) -> String {
    let date = civil(at.to_zoned(abidjan()).date());
    text(
        lang,
        "show-moment",
        &[("date", Arg::from(date)), ("time", Arg::from(time(at)))],
    )
}

/// A moment of the journal, given in microseconds since 1970; a dash for one that no calendar has.
#[must_use]
pub fn moment_of_micros(lang: Lang, micros: i64) -> String {
    Timestamp::from_microsecond(micros).map_or_else(|_| "—".to_owned(), |at| moment(lang, at))
}

/// "lundi 23 novembre 2026".
#[must_use]
pub fn day_in_full(lang: Lang, date: Date) -> String {
    let weekday = format!("show-weekday-{}", date.weekday().to_monday_one_offset());
    // In French the first of the month is "1er".
    let day = if date.day() == 1 {
        text(lang, "show-first", &[])
    } else {
        date.day().to_string()
    };
    let args = [
        ("weekday", Arg::from(text(lang, &weekday, &[]))),
        ("day", Arg::from(day)),
        ("month", Arg::from(month(lang, date.month()))),
        ("year", Arg::from(date.year().to_string())),
    ];
    text(lang, "show-day-in-full", &args)
}

/// "mars 1991".
#[must_use]
pub fn month_in_full(lang: Lang, month_of: Date) -> String {
    month_year(lang, month_of.month(), month_of.year())
}

fn month(lang: Lang, number: i8) -> String {
    text(lang, &format!("show-month-{number}"), &[])
}

fn month_year(lang: Lang, number: i8, year: i16) -> String {
    let args = [
        ("month", Arg::from(month(lang, number))),
        ("year", Arg::from(year.to_string())),
    ];
    text(lang, "show-month-year", &args)
}

/// A date of which parts may be missing: "14/03/1991", "mars 1991", "1991", "14 mars" or the words for unknown. `about` says
/// that the year is an estimate: "vers 1975".
#[must_use]
pub fn partial(
    lang: Lang,
    day: Option<i8>,
    month_of: Option<i8>,
    year: Option<i16>,
    about: bool,
) -> String {
    let shown = match (day, month_of, year) {
        (Some(day), Some(month), Some(year)) => format!("{day:02}/{month:02}/{year:04}"),
        (None, Some(month), Some(year)) => month_year(lang, month, year),
        (_, None, Some(year)) => year.to_string(),
        (Some(day), Some(number), None) => {
            let args = [
                ("day", Arg::from(day.to_string())),
                ("month", Arg::from(month(lang, number))),
            ];
            text(lang, "show-day-month", &args)
        }
        (None, Some(number), None) => month(lang, number),
        (_, None, None) => return text(lang, "show-date-unknown", &[]),
    };
    if about {
        text(lang, "show-about", &[("date", Arg::from(shown))])
    } else {
        shown
    }
}

/// An age: "40 ans", "40 ans environ", and in months below two years when it is sure: "7 mois".
#[must_use]
pub fn age(lang: Lang, months: u32, about: bool) -> String {
    let (key, count) = match (months < 24 && !about, about) {
        (true, _) => ("show-age-months", months),
        (false, false) => ("show-age-years", months / 12),
        (false, true) => ("show-age-about", months / 12),
    };
    text(lang, key, &[("count", Arg::from(count))])
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn dates_read_as_the_interface_says() {
        assert_eq!(civil(date(1991, 3, 14)), "14/03/1991");
        assert_eq!(
            partial(Lang::Fr, Some(14), Some(3), Some(1991), false),
            "14/03/1991"
        );
        assert_eq!(
            partial(Lang::Fr, None, Some(3), Some(1991), false),
            "mars\u{a0}1991"
        );
        assert_eq!(
            partial(Lang::Fr, None, None, Some(1975), true),
            "vers\u{a0}1975"
        );
        assert_eq!(
            partial(Lang::Fr, Some(14), Some(3), None, false),
            "14\u{a0}mars"
        );
        assert_eq!(
            partial(Lang::En, None, None, Some(1975), true),
            "about\u{a0}1975"
        );
        assert_eq!(partial(Lang::Fr, None, None, None, true), "date inconnue");
    }

    #[test]
    fn a_day_without_its_month_never_shows() {
        assert_eq!(partial(Lang::Fr, Some(14), None, Some(1991), false), "1991");
        assert_eq!(
            partial(Lang::Fr, Some(14), None, None, false),
            "date inconnue"
        );
    }

    #[test]
    fn ages_read_as_the_interface_says() {
        assert_eq!(age(Lang::Fr, 480, true), "40\u{a0}ans environ");
        assert_eq!(age(Lang::Fr, 480, false), "40\u{a0}ans");
        assert_eq!(age(Lang::Fr, 7, false), "7\u{a0}mois");
        assert_eq!(age(Lang::Fr, 12, true), "1\u{a0}an environ");
    }

    #[test]
    fn days_and_moments_read_in_both_languages() {
        assert_eq!(
            day_in_full(Lang::Fr, date(2026, 11, 23)),
            "lundi 23 novembre 2026"
        );
        assert_eq!(
            day_in_full(Lang::Fr, date(2026, 2, 1)),
            "dimanche 1er février 2026"
        );
        assert_eq!(
            day_in_full(Lang::En, date(2026, 2, 1)),
            "Sunday 1 February 2026"
        );
        let at: Timestamp = "2026-11-23T07:45:10Z".parse().unwrap();
        assert_eq!(moment(Lang::Fr, at), "23/11/2026 à 07:45");
        assert_eq!(month_in_full(Lang::Fr, date(2026, 8, 1)), "août\u{a0}2026");
    }
}
