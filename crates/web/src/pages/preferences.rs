//! The language of the page, and the mode in which lists show initials: kept in cookies of the browser, because they
//! belong to the screen rather than to the person.

use crate::exchange::{Answer, DISCREET_COOKIE, Exchange};
use crate::http::cookie::Keep;
use crate::i18n::Lang;
use crate::routes::Route;

/// The addresses of the preferences.
pub const ROUTES: &[Route] = &[
    Route::post("preferences.language", "/langue", language),
    Route::post("preferences.discreet", "/discretion", discreet),
];

fn language(exchange: &mut Exchange<'_, '_>) -> Answer {
    let lang = Lang::parse(exchange.form.get("lang")).unwrap_or_default();
    exchange.keep_language(lang);
    back(exchange)
}

fn discreet(exchange: &mut Exchange<'_, '_>) -> Answer {
    let on = exchange.form.get("discret") == "1";
    let (value, keep) = if on {
        ("1", Keep::Session)
    } else {
        ("", Keep::Forget)
    };
    exchange.set_cookie(DISCREET_COOKIE, value, keep);
    back(exchange)
}

fn back(exchange: &Exchange<'_, '_>) -> Answer {
    exchange.go(exchange.form.get("retour"))
}

#[cfg(test)]
mod tests {
    use crate::http::Status;
    use crate::pages::tests::Desk;

    #[test]
    fn the_language_chosen_is_kept_and_one_comes_back_to_the_same_page() {
        let done = Desk::new().send("/langue", "lang=en&retour=/a-propos");
        assert_eq!(done.status, Status::SeeOther);
        assert_eq!(done.get("location"), Some("/a-propos"));
        assert!(done.get("set-cookie").unwrap().starts_with("langue=en; "));
    }

    #[test]
    fn a_way_back_never_leads_to_another_site() {
        let done = Desk::new().send("/langue", "lang=en&retour=//evil.example/");
        assert_eq!(done.get("location"), Some("/"));
    }

    #[test]
    fn only_who_is_signed_in_changes_what_lists_show() {
        assert_eq!(
            Desk::new().send("/discretion", "discret=1").status,
            Status::Forbidden
        );
        let done = Desk::new()
            .by_director()
            .send("/discretion", "discret=1&retour=/");
        assert!(done.get("set-cookie").unwrap().starts_with("discret=1; "));
    }
}
