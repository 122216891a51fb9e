//! The first page: the first entry of the reader's own menu.

use crate::exchange::{Answer, Exchange};
use crate::routes::Route;

/// The address.
pub const ROUTES: &[Route] = &[Route::get("home", "/", show)];

/// Leads on without a frame: what was just done is said on the page that comes, not used up here.
fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let first = exchange.first_page();
    exchange.go(first)
}

#[cfg(test)]
mod tests {
    use crate::flash::Flash;
    use crate::http::{Method, Request};
    use crate::pages::tests::Desk;

    #[test]
    fn what_was_done_is_said_on_the_page_to_which_the_first_page_leads() {
        let desk = Desk::new().by_director();
        let kept = format!("mot={}", Flash::good("protected-said-left").write());
        let led = desk.ask(&Request::new(Method::Get, "/").with("cookie", &kept));
        let next = led.get("location").unwrap().to_owned();
        assert_eq!(led.get("set-cookie"), None);
        let page = desk.ask(&Request::new(Method::Get, &next).with("cookie", &kept));
        let body = String::from_utf8(page.body).unwrap();
        assert!(body.contains("Vous avez quitté"), "{next}");
    }
}
