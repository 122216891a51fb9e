//! The date of a played case, which a person moves on and never back.

use jiff::Span;
use jiff::civil::{Date, DateTime};

use super::{Answered, Play};
use crate::workbook::{Delay, Unit};

/// The furthest that one move of the date goes, in days.
const MOVE_MAX: i32 = 3_660;

impl Play<'_> {
    /// Moves the date on.
    pub(super) fn wait(&mut self, delay: Delay) -> Answered {
        let span = match delay.unit {
            Unit::Hours => Span::new().try_hours(delay.count),
            Unit::Days => Span::new().try_days(delay.count),
            Unit::WorkingDays => return self.wait_working(delay.count),
            Unit::Weeks => Span::new().try_weeks(delay.count),
            Unit::Months => Span::new().try_months(delay.count),
        };
        let moved = span.and_then(|span| self.now.checked_add(span));
        match moved {
            Ok(moment) => self.go_to(moment),
            Err(_) => Answered::refuse("C'est trop loin."),
        }
    }

    fn wait_working(&mut self, count: u32) -> Answered {
        let (mut day, mut left) = (self.now.date(), count.min(MOVE_MAX.unsigned_abs()));
        while left > 0 {
            let Ok(next) = day.tomorrow() else {
                return Answered::refuse("C'est trop loin.");
            };
            day = next;
            left -= u32::from(self.calendar.is_working(day));
            if far(self.now.date(), day) {
                break;
            }
        }
        self.go_to(day.to_datetime(self.now.time()))
    }

    pub(super) fn go_to(&mut self, moment: DateTime) -> Answered {
        if moment < self.now {
            return Answered::refuse("La date ne recule pas.");
        }
        if far(self.now.date(), moment.date()) {
            return Answered::refuse("C'est trop loin.");
        }
        self.now = moment;
        Answered::default()
    }
}

/// Whether two days are further apart than one move may go.
fn far(from: Date, to: Date) -> bool {
    from.until(to)
        .map_or(true, |span| span.get_days() > MOVE_MAX)
}
