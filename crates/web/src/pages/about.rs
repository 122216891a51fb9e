//! "À propos": what this program is. The smallest true page, and the example of `docs/adding-a-page.md`.

use askama::Template;

use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::parts::Summary;
use crate::routes::Route;

/// The addresses of this page.
pub const ROUTES: &[Route] = &[Route::get("about", "/a-propos", show)];

#[derive(Template)]
#[template(path = "about/show.html")]
struct AboutPage<'a> {
    f: &'a Frame,
    facts: Summary,
}

fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let frame = exchange.frame("about-title");
    let facts = Summary::new(&frame)
        .row("about-version", env!("CARGO_PKG_VERSION"))
        .row("about-licence", "Apache-2.0")
        .row("about-centre", &frame.heading.centre);
    exchange.page(&AboutPage { f: &frame, facts })
}

#[cfg(test)]
mod tests {
    use crate::http::{Method, Request, Status};
    use crate::pages::tests::Desk;

    #[test]
    fn a_reader_sees_which_version_runs() {
        let page = Desk::new()
            .by_director()
            .ask(&Request::new(Method::Get, "/a-propos"));
        assert_eq!(page.status, Status::Ok);
        assert!(page.text_body().contains(env!("CARGO_PKG_VERSION")));
    }
}
