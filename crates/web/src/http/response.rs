//! Answers, and the headers that protect every one of them.
//!
//! A response is built by its constructors only, so none can leave without the protecting headers.

use std::fmt;

/// The statuses Akwaba answers with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// 200: here is the page.
    Ok,
    /// 303: done; read it there.
    SeeOther,
    /// 304: what you have is current.
    NotModified,
    /// 400: the request could not be read.
    BadRequest,
    /// 403: not allowed, or from elsewhere.
    Forbidden,
    /// 404: no such page.
    NotFound,
    /// 405: the page exists, not for this method.
    MethodNotAllowed,
    /// 409: someone changed it meanwhile.
    Conflict,
    /// 413: too large.
    TooLarge,
    /// 422: the form needs correcting.
    Unprocessable,
    /// 429: too many attempts; wait.
    TooMany,
    /// 500: our fault.
    Failed,
    /// 503: not now (restoring, disk full).
    Unavailable,
}

impl Status {
    /// The number in the status line.
    #[must_use]
    pub fn code(self) -> u16 {
        match self {
            Self::Ok => 200,
            Self::SeeOther => 303,
            Self::NotModified => 304,
            Self::BadRequest => 400,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::Conflict => 409,
            Self::TooLarge => 413,
            Self::Unprocessable => 422,
            Self::TooMany => 429,
            Self::Failed => 500,
            Self::Unavailable => 503,
        }
    }
}

/// Nothing runs, loads, frames or sends but what this very site serves.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
    form-action 'self'; connect-src 'self'; manifest-src 'self'; frame-ancestors 'none'; base-uri 'none'";

/// Of a picture nothing is asked but to be seen.
const PICTURE_SECURITY_POLICY: &str = "default-src 'none'; sandbox; frame-ancestors 'none'";

/// Sent with every answer. `Referrer-Policy` is `same-origin` rather than `no-referrer`: nothing goes to other sites
/// either way, but under `no-referrer` browsers send `Origin: null` with our own forms and the guard could not tell them
/// from a stranger's.
const ALWAYS: [(&str, &str); 7] = [
    ("content-security-policy", CONTENT_SECURITY_POLICY),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    ),
];

/// One answer.
#[derive(Clone)]
pub struct Response {
    /// The status.
    pub status: Status,
    /// Header names in lower case, with their values.
    pub headers: Vec<(&'static str, String)>,
    /// The whole body.
    pub body: Vec<u8>,
}

impl Response {
    fn bare(status: Status) -> Self {
        let headers = ALWAYS
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()))
            .collect();
        Self {
            status,
            headers,
            body: Vec::new(),
        }
    }

    /// A page, or a fragment of one: never kept by the browser, because it may show people.
    #[must_use]
    pub fn html(status: Status, html: String) -> Self {
        let mut response = Self::bare(status).header("cache-control", "no-store");
        response.body = html.into_bytes();
        response.header("content-type", "text/html; charset=utf-8")
    }

    /// Plain text for a program; never kept.
    #[must_use]
    pub fn text(status: Status, text: impl Into<String>) -> Self {
        let mut response = Self::bare(status).header("cache-control", "no-store");
        response.body = text.into().into_bytes();
        response.header("content-type", "text/plain; charset=utf-8")
    }

    /// JSON for the page's script or a program; never kept.
    #[must_use]
    pub fn json(status: Status, value: &serde_json::Value) -> Self {
        let mut response = Self::bare(status).header("cache-control", "no-store");
        response.body = value.to_string().into_bytes();
        response.header("content-type", "application/json")
    }

    /// Done: the browser reads the result at `path`, which must be a path of this site.
    #[must_use]
    pub fn see_other(path: &str) -> Self {
        let path = local_path(path).unwrap_or("/");
        Self::bare(Status::SeeOther)
            .header("cache-control", "no-store")
            .header("location", path)
    }

    /// A file to save. `name` is a neutral file name (never a person's): what is not a letter, digit, `-`, `_` or
    /// `.` is dropped from it.
    #[must_use]
    pub fn download(kind: &'static str, name: &str, bytes: Vec<u8>) -> Self {
        let safe: String = name
            .chars()
            .filter(|c| c.is_ascii_alphanumeric() || "-_.".contains(*c))
            .collect();
        let mut response = Self::bare(Status::Ok).header("cache-control", "no-store");
        response.body = bytes;
        response.header("content-type", kind).header(
            "content-disposition",
            &format!("attachment; filename=\"{safe}\""),
        )
    }

    /// A photo or a scan of somebody, as the program drew it: never kept, and nothing in it could run.
    #[must_use]
    pub fn picture(jpeg: Vec<u8>) -> Self {
        let mut response = Self::bare(Status::Ok);
        for (name, value) in &mut response.headers {
            if *name == "content-security-policy" {
                PICTURE_SECURITY_POLICY.clone_into(value);
            }
        }
        response.body = jpeg;
        response
            .header("cache-control", "no-store")
            .header("content-type", "image/jpeg")
            .header("content-disposition", "inline; filename=\"document.jpg\"")
    }

    /// A file of the program, addressed by its content: kept for a year.
    #[must_use]
    pub fn asset(kind: &'static str, bytes: &[u8]) -> Self {
        let mut response =
            Self::bare(Status::Ok).header("cache-control", "public, max-age=31536000, immutable");
        response.body = bytes.to_vec();
        response.header("content-type", kind)
    }

    /// The same answer with one more header; line ends and other controls are dropped from the value.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        self.headers
            .push((name, value.chars().filter(|c| !c.is_control()).collect()));
        self
    }

    /// The first value of a header, named in lower case.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value.as_str())
    }

    /// The body as text, for tests.
    #[must_use]
    pub fn text_body(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Response({} {} bytes [caché])",
            self.status.code(),
            self.body.len()
        )
    }
}

/// A path of this site: begins with one `/`, and no browser can read it as another host.
#[must_use]
pub fn local_path(path: &str) -> Option<&str> {
    let local = path.starts_with('/')
        && !path.starts_with("//")
        && path.chars().all(|c| c.is_ascii_graphic() && c != '\\');
    local.then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_answer_carries_the_protecting_headers() {
        let answers = [
            Response::html(Status::Ok, String::new()),
            Response::text(Status::Ok, ""),
            Response::json(Status::Ok, &serde_json::Value::Null),
            Response::see_other("/"),
            Response::download("text/csv", "a.csv", Vec::new()),
            Response::asset("text/css", b""),
        ];
        for answer in answers {
            for (name, value) in ALWAYS {
                assert_eq!(answer.get(name), Some(value));
            }
            assert!(answer.get("cache-control").is_some());
        }
        assert!(!CONTENT_SECURITY_POLICY.contains("unsafe"));
    }

    #[test]
    fn a_redirect_never_leaves_the_site() {
        for path in [
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "",
            "/a\r\nb",
            "/\t/evil",
        ] {
            assert_eq!(
                Response::see_other(path).get("location"),
                Some("/"),
                "{path:?}"
            );
        }
        assert_eq!(
            Response::see_other("/accueil?j=1").get("location"),
            Some("/accueil?j=1")
        );
    }

    #[test]
    fn a_header_value_cannot_add_a_header() {
        let answer = Response::text(Status::Ok, "").header("x-a", "1\r\nset-cookie: b=c");
        assert_eq!(answer.get("x-a"), Some("1set-cookie: b=c"));
        let saved = Response::download("text/csv", "é\"; x=../../a.csv", Vec::new());
        assert_eq!(
            saved.get("content-disposition"),
            Some("attachment; filename=\"x....a.csv\"")
        );
    }
}
