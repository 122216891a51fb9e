//! Functions about days and times.

use jiff::civil::DateTime;

use super::super::value::{days, time_in};
use super::{Ast, Eval, EvalError, Focus, Gives, Value, arg, number, text, value};

pub fn today(eval: &Eval<'_>, _: Focus, _: &[Ast]) -> Gives {
    value(Value::Moment(eval.scope.now().date().at(0, 0, 0, 0)))
}

pub fn now(eval: &Eval<'_>, _: Focus, _: &[Ast]) -> Gives {
    value(Value::Moment(eval.scope.now()))
}

/// A date from a text or a number of days; a blank stays blank, and what is no date is blank too.
pub fn date(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    let given = eval.value_of(arg(args, 0)?, focus)?;
    value(moment(&given).map_or_else(Value::blank, Value::Moment))
}

fn moment(given: &Value) -> Option<DateTime> {
    let Value::Text(text) = given else {
        return given.moment();
    };
    super::super::moment_in(text).or_else(|| super::super::moment_in(&padded(text)))
}

/// `2026-3-1` as `2026-03-01`.
fn padded(text: &str) -> String {
    let (day, rest) = text.find('T').map_or((text, ""), |at| text.split_at(at));
    let parts: Vec<String> = day.split('-').map(|part| format!("{part:0>2}")).collect();
    format!("{}{rest}", parts.join("-"))
}

pub fn decimal_date_time(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    let given = eval.value_of(arg(args, 0)?, focus)?;
    number(given.moment().map_or(f64::NAN, days))
}

pub fn decimal_time(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    let given = eval.text_of(arg(args, 0)?, focus)?;
    let time = time_in(&given).filter(|_| given.len() >= 5);
    number(time.map_or(f64::NAN, |(time, _)| {
        days(jiff::civil::date(1970, 1, 1).to_datetime(time))
    }))
}

pub fn format_date(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    format(eval, focus, args, &DATE_SIGNS)
}

pub fn format_date_time(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    format(eval, focus, args, &DATE_TIME_SIGNS)
}

const DATE_SIGNS: [char; 8] = ['Y', 'y', 'm', 'n', 'b', 'd', 'e', 'a'];
const DATE_TIME_SIGNS: [char; 13] = [
    'Y', 'y', 'm', 'n', 'b', 'd', 'e', 'a', 'H', 'h', 'M', 'S', '3',
];

fn format(eval: &Eval<'_>, focus: Focus, args: &[Ast], signs: &[char]) -> Gives {
    let given = eval.value_of(arg(args, 0)?, focus)?;
    let format = eval.text_of(arg(args, 1)?, focus)?;
    let Some(moment) = given.moment() else {
        return text("");
    };
    let mut written = String::new();
    let mut rest = format.chars().peekable();
    while let Some(c) = rest.next() {
        match rest.peek().filter(|sign| c == '%' && signs.contains(sign)) {
            Some(sign) => {
                written.push_str(&part(moment, *sign)?);
                rest.next();
            }
            None => written.push(c),
        }
    }
    text(written)
}

/// Short names as ODK writes them in every language, so that a calculation does not change with the reader.
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

fn part(moment: DateTime, sign: char) -> Result<String, EvalError> {
    let name = |names: &[&str], rank: i8| {
        let rank = usize::try_from(rank - 1).unwrap_or_default();
        names.get(rank).copied().unwrap_or_default().to_owned()
    };
    Ok(match sign {
        'Y' => format!("{:04}", moment.year()),
        'y' => format!("{:02}", moment.year().rem_euclid(100)),
        'm' => format!("{:02}", moment.month()),
        'n' => moment.month().to_string(),
        'b' => name(&MONTHS, moment.month()),
        'd' => format!("{:02}", moment.day()),
        'e' => moment.day().to_string(),
        'a' => name(&DAYS, moment.weekday().to_monday_one_offset()),
        'H' => format!("{:02}", moment.hour()),
        'h' => moment.hour().to_string(),
        'M' => format!("{:02}", moment.minute()),
        'S' => format!("{:02}", moment.second()),
        '3' => format!("{:03}", moment.millisecond()),
        _ => return Err(EvalError::Argument),
    })
}
