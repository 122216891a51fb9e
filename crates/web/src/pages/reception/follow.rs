//! The queue reads itself again while someone works at it, without a script, and stops by itself: it counts down to the
//! moment when the screen must hide, so that a page left alone does not keep itself awake.

use crate::exchange::Exchange;
use crate::frame::IDLE_SECONDS;
use crate::http::Response;

/// How often the queue is read again, in seconds.
const EVERY_SECONDS: u32 = 20;
/// The cookie of those who prefer to read it again themselves.
pub(super) const COOKIE: &str = "suivi";
/// The part of the address that counts down.
const LEFT: &str = "veille";

/// Whether and until when a page follows the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Follow {
    /// Whether this reader stopped it.
    pub paused: bool,
    /// Seconds without a touch that are left.
    pub left_seconds: u32,
}

impl Follow {
    /// From the address and the cookie.
    pub fn of(exchange: &Exchange<'_, '_>) -> Self {
        let left = exchange.form.get(LEFT).parse().unwrap_or(IDLE_SECONDS);
        Self {
            paused: exchange.request.cookie(COOKIE) == Some("0"),
            left_seconds: left.clamp(1, IDLE_SECONDS),
        }
    }

    /// Tells the browser when to read again, and with how much left.
    pub fn on(self, response: Response, path: &str) -> Response {
        if self.paused || self.left_seconds <= EVERY_SECONDS {
            return response;
        }
        let left = self.left_seconds - EVERY_SECONDS;
        response.header(
            "refresh",
            &format!("{EVERY_SECONDS}; url={path}?{LEFT}={left}"),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::Status;

    fn refresh(follow: Follow) -> Option<String> {
        let response = follow.on(Response::text(Status::Ok, ""), "/accueil");
        response.get("refresh").map(str::to_owned)
    }

    #[test]
    fn a_page_left_alone_stops_reading_itself_again_within_the_idle_time() {
        let mut follow = Follow {
            paused: false,
            left_seconds: IDLE_SECONDS,
        };
        let mut seconds = 0;
        while refresh(follow).is_some() {
            seconds += EVERY_SECONDS;
            follow.left_seconds -= EVERY_SECONDS;
            assert!(seconds < IDLE_SECONDS);
        }
        assert_eq!(seconds + follow.left_seconds, IDLE_SECONDS);
    }

    #[test]
    fn who_stopped_it_is_left_in_peace() {
        let follow = Follow {
            paused: true,
            left_seconds: IDLE_SECONDS,
        };
        assert_eq!(refresh(follow), None);
    }
}
