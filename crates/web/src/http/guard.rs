//! The guard at the door: which requests come from this site's own pages.
//!
//! It looks at headers only, before any session or page. A page on the internet may name our address (DNS
//! rebinding) or send forms to it (cross-site request forgery): both are refused here, and again by the cookie's
//! SameSite and by the token of each form.

use super::request::{Method, Request};

/// Why the guard refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stranger {
    /// The request names a host this centre does not answer to.
    Host,
    /// The request comes from a page of another site.
    Origin,
}

/// Lets through only requests addressed to one of `hosts` (as typed in the address bar, with the port when it is not
/// the usual one) and coming from there.
///
/// # Errors
/// Names what is strange.
pub fn check(request: &Request, hosts: &[String]) -> Result<(), Stranger> {
    let host = request.header("host").ok_or(Stranger::Host)?;
    let known = hosts
        .iter()
        .any(|allowed| allowed.eq_ignore_ascii_case(host));
    if !known || request.header_count("host") != 1 {
        return Err(Stranger::Host);
    }
    let origin = request.header("origin").map(|origin| is_own(origin, host));
    if origin == Some(false) || request.header_count("origin") > 1 {
        return Err(Stranger::Origin);
    }
    let site = request.header("sec-fetch-site");
    let own_site = match site {
        Some("same-origin") => true,
        // Typed in the address bar, a bookmark, a link from elsewhere: a reading of a whole page is let in. The
        // SameSite=Strict cookie does not come with a link from elsewhere, so such a reader is not logged in.
        Some("none") => !request.method.is_unsafe(),
        Some(_) => is_opening(request),
        None => !request.method.is_unsafe() || origin == Some(true),
    };
    if own_site {
        Ok(())
    } else {
        Err(Stranger::Origin)
    }
}

fn is_own(origin: &str, host: &str) -> bool {
    let rest = origin
        .strip_prefix("http://")
        .or_else(|| origin.strip_prefix("https://"));
    rest.is_some_and(|rest| rest.eq_ignore_ascii_case(host))
}

/// A whole page opened by a link: neither an image, nor a frame, nor a script of another site.
fn is_opening(request: &Request) -> bool {
    matches!(request.method, Method::Get | Method::Head)
        && request.header("sec-fetch-mode") == Some("navigate")
        && request.header("sec-fetch-dest") == Some("document")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hosts() -> Vec<String> {
        vec!["localhost:7878".to_owned(), "centre.local".to_owned()]
    }

    fn ask(method: Method, headers: &[(&str, &str)]) -> Result<(), Stranger> {
        let request = headers
            .iter()
            .fold(Request::new(method, "/"), |r, (n, v)| r.with(n, v));
        check(&request, &hosts())
    }

    #[test]
    fn a_foreign_or_missing_or_double_host_is_refused() {
        assert_eq!(ask(Method::Get, &[]), Err(Stranger::Host));
        assert_eq!(
            ask(Method::Get, &[("host", "evil.example")]),
            Err(Stranger::Host)
        );
        assert_eq!(
            ask(Method::Get, &[("host", "localhost")]),
            Err(Stranger::Host)
        );
        let twice = [("host", "localhost:7878"), ("host", "evil.example")];
        assert_eq!(ask(Method::Get, &twice), Err(Stranger::Host));
        assert_eq!(ask(Method::Get, &[("host", "Centre.local")]), Ok(()));
    }

    #[test]
    fn a_foreign_origin_is_refused_even_for_reading() {
        for method in [Method::Get, Method::Head, Method::Post] {
            for origin in [
                "http://evil.example",
                "null",
                "http://centre.local.evil",
                "ftp://centre.local",
            ] {
                let headers = [
                    ("host", "centre.local"),
                    ("origin", origin),
                    ("sec-fetch-site", "same-origin"),
                ];
                assert_eq!(ask(method, &headers), Err(Stranger::Origin), "{origin}");
            }
        }
    }

    #[test]
    fn a_form_needs_proof_of_its_origin() {
        let post = |extra: &[(&str, &str)]| {
            let mut headers = vec![("host", "centre.local")];
            headers.extend_from_slice(extra);
            ask(Method::Post, &headers)
        };
        assert_eq!(post(&[]), Err(Stranger::Origin));
        assert_eq!(post(&[("sec-fetch-site", "none")]), Err(Stranger::Origin));
        assert_eq!(
            post(&[("sec-fetch-site", "cross-site")]),
            Err(Stranger::Origin)
        );
        assert_eq!(
            post(&[("sec-fetch-site", "same-site")]),
            Err(Stranger::Origin)
        );
        assert_eq!(post(&[("sec-fetch-site", "same-origin")]), Ok(()));
        assert_eq!(post(&[("origin", "https://centre.local")]), Ok(()));
    }

    #[test]
    fn another_site_may_open_a_page_but_not_embed_it() {
        let get = |mode: &str, dest: &str| {
            let site = ("sec-fetch-site", "cross-site");
            ask(
                Method::Get,
                &[
                    ("host", "centre.local"),
                    site,
                    ("sec-fetch-mode", mode),
                    ("sec-fetch-dest", dest),
                ],
            )
        };
        assert_eq!(get("navigate", "document"), Ok(()));
        assert_eq!(get("navigate", "iframe"), Err(Stranger::Origin));
        assert_eq!(get("no-cors", "image"), Err(Stranger::Origin));
    }
}
