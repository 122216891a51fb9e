//! What an expression gives, and how one kind of value becomes another.
//!
//! Owns ODK's conversions between texts, numbers, truths and dates. A date is a number of days since 1970-01-01 wherever a
//! number is wanted, and is written as ISO 8601 wherever a text is. Local time is the time of the zone of Côte d'Ivoire,
//! which is that of Greenwich the whole year: no zone is ever needed.

use std::fmt;

use jiff::civil::{Date, DateTime, Time};

/// A value.
#[derive(Clone, PartialEq)]
pub enum Value {
    /// A text; the answer to a question is one, whatever its type.
    Text(String),
    /// A number; not-a-number is the blank number, written as the empty text.
    Number(f64),
    /// True or false.
    Boolean(bool),
    /// A day or an instant.
    Moment(DateTime),
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // An answer may be about a person.
        f.write_str(match self {
            Self::Text(_) => "Text([caché])",
            Self::Number(_) => "Number([caché])",
            Self::Boolean(_) => "Boolean([caché])",
            Self::Moment(_) => "Moment([caché])",
        })
    }
}

impl Value {
    /// The empty text.
    #[must_use]
    pub fn blank() -> Self {
        Self::Text(String::new())
    }

    /// As a text.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => written(*number),
            Self::Boolean(truth) => truth.to_string(),
            Self::Moment(moment) => moment_written(*moment),
        }
    }

    /// As a text, without a copy where it is one.
    #[must_use]
    pub fn into_text(self) -> String {
        match self {
            Self::Text(text) => text,
            other => other.text(),
        }
    }

    /// As a number; not-a-number where it is none.
    #[must_use]
    pub fn number(&self) -> f64 {
        match self {
            Self::Text(text) => number_in(text),
            Self::Number(number) => *number,
            Self::Boolean(truth) => f64::from(u8::from(*truth)),
            Self::Moment(moment) => days(*moment),
        }
    }

    /// Whether it holds: a text that is not empty, a number that is neither zero nor blank.
    #[must_use]
    pub fn holds(&self) -> bool {
        match self {
            Self::Text(text) => !text.is_empty(),
            Self::Number(number) => *number != 0.0 && !number.is_nan(),
            Self::Boolean(truth) => *truth,
            Self::Moment(_) => true,
        }
    }

    /// As a day or an instant, where it is one.
    #[must_use]
    pub fn moment(&self) -> Option<DateTime> {
        match self {
            Self::Text(text) => moment_in(text),
            Self::Number(number) => moment_at(*number),
            Self::Boolean(_) => None,
            Self::Moment(moment) => Some(*moment),
        }
    }
}

/// A number as ODK writes it: no needless zeros, the blank number as nothing.
#[must_use]
pub fn written(number: f64) -> String {
    if number.is_nan() {
        String::new()
    } else if number.is_infinite() {
        if number > 0.0 {
            "Infinity"
        } else {
            "-Infinity"
        }
        .to_owned()
    } else if number == 0.0 {
        "0".to_owned()
    } else {
        number.to_string()
    }
}

/// The number that a text writes, a date counting as its days; not-a-number where there is none.
#[must_use]
pub fn number_in(text: &str) -> f64 {
    let text = text.trim();
    let plain = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | 'e' | 'E');
    if text.is_empty() {
        return f64::NAN;
    }
    if text.chars().all(plain) {
        if let Ok(number) = text.parse() {
            return number;
        }
        return moment_in(text).map_or(f64::NAN, days);
    }
    match text {
        "Infinity" | "+Infinity" => f64::INFINITY,
        "-Infinity" => f64::NEG_INFINITY,
        _ => moment_in(text).map_or(f64::NAN, days),
    }
}

/// Days since 1970-01-01, with the part of the day.
#[must_use]
pub fn days(moment: DateTime) -> f64 {
    let milliseconds = moment
        .to_zoned(jiff::tz::TimeZone::UTC)
        .map_or(0, |zoned| zoned.timestamp().as_millisecond());
    // Milliseconds of any civil date are far below 2^53.
    #[expect(clippy::cast_precision_loss, reason = "exact below 2^53")]
    let milliseconds = milliseconds as f64;
    milliseconds / DAY_MILLISECONDS
}

const DAY_MILLISECONDS: f64 = 86_400_000.0;

/// The instant that many days after 1970-01-01.
#[must_use]
pub fn moment_at(days: f64) -> Option<DateTime> {
    let milliseconds = (days * DAY_MILLISECONDS).round();
    if !milliseconds.is_finite() || milliseconds.abs() > 2.0e14 {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "bounded above")]
    let stamp = jiff::Timestamp::from_millisecond(milliseconds as i64).ok()?;
    Some(stamp.to_zoned(jiff::tz::TimeZone::UTC).datetime())
}

/// The day or instant that a text writes: `2026-03-01`, `2026-03-01T10:00`, with seconds, fraction and offset.
#[must_use]
pub fn moment_in(text: &str) -> Option<DateTime> {
    let (day, rest) = match text.split_once('T') {
        Some((day, rest)) => (day, Some(rest)),
        None => (text, None),
    };
    let date = date_in(day)?;
    let Some(rest) = rest else {
        return Some(date.at(0, 0, 0, 0));
    };
    let (time, minutes) = time_in(rest)?;
    let moment = date.to_datetime(time);
    moment.checked_sub(jiff::Span::new().minutes(minutes)).ok()
}

/// `2026-03-01`, with every digit.
fn date_in(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    let shaped = bytes.len() == 10
        && bytes.iter().enumerate().all(|(at, byte)| match at {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if !shaped {
        return None;
    }
    let year = text.get(0..4)?.parse().ok()?;
    let month = text.get(5..7)?.parse().ok()?;
    let day = text.get(8..10)?.parse().ok()?;
    Date::new(year, month, day).ok()
}

/// A time of day and the minutes of its offset: `10:00`, `10:00:00.000`, `10:00:00Z`, `10:00+01:00`.
#[must_use]
pub fn time_in(text: &str) -> Option<(Time, i64)> {
    let (clock, minutes) = if let Some(clock) = text.strip_suffix('Z') {
        (clock, 0)
    } else if let Some(at) = text.rfind(['+', '-']) {
        let (clock, offset) = text.split_at(at);
        let (hours, minutes) = offset.get(1..)?.split_once(':')?;
        let size = two(hours)? * 60 + two(minutes)?;
        (clock, if offset.starts_with('-') { -size } else { size })
    } else {
        (text, 0)
    };
    let mut parts = clock.split(':');
    let hour = two(parts.next()?)?;
    let minute = parts.next().map_or(Some(0), two)?;
    let seconds = parts.next().unwrap_or("00");
    let (second, fraction) = seconds.split_once('.').unwrap_or((seconds, ""));
    if parts.next().is_some() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let digits: String = fraction
        .chars()
        .chain("000000000".chars())
        .take(9)
        .collect();
    let time = Time::new(
        i8::try_from(hour).ok()?,
        i8::try_from(minute).ok()?,
        i8::try_from(two(second)?).ok()?,
        digits.parse().ok()?,
    );
    Some((time.ok()?, minutes))
}

fn two(digits: &str) -> Option<i64> {
    let shaped = digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
    if shaped { digits.parse().ok() } else { None }
}

/// A day as `2026-03-01`, an instant as `2026-03-01T10:00:00.000+00:00`.
#[must_use]
pub fn moment_written(moment: DateTime) -> String {
    if moment.time() == Time::midnight() {
        return moment.date().to_string();
    }
    format!(
        "{}T{:02}:{:02}:{:02}.{:03}+00:00",
        moment.date(),
        moment.hour(),
        moment.minute(),
        moment.second(),
        moment.millisecond()
    )
}
