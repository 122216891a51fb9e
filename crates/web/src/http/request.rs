//! One request, as a host hands it over.
//!
//! Debug shows the method alone: addresses, headers and bodies may carry personal data or secrets.

use std::fmt;

use super::form::{self, Form};
use super::{cookie, multipart};

/// The methods Akwaba answers; hosts turn any other into [`Method::Other`], which no route accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// Reads a page; changes nothing.
    Get,
    /// As `Get`, without the body.
    Head,
    /// Sends a form.
    Post,
    /// Anything else.
    Other,
}

impl Method {
    /// Reads the method's name as it stands in the request line.
    #[must_use]
    pub fn parse(name: &str) -> Self {
        match name {
            "GET" => Self::Get,
            "HEAD" => Self::Head,
            "POST" => Self::Post,
            _ => Self::Other,
        }
    }

    /// Whether the method may change something, and so needs proof of where it comes from.
    #[must_use]
    pub fn is_unsafe(self) -> bool {
        matches!(self, Self::Post | Self::Other)
    }
}

/// One HTTP request. A host reads no more of a body than [`crate::routes::body_bytes_max`] says of its address.
#[derive(Clone)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// The path, still percent-encoded, beginning with `/`.
    pub path: String,
    /// What follows `?`, still percent-encoded; empty when there is none.
    pub query: String,
    /// Header names in lower case, with their values.
    pub headers: Vec<(String, String)>,
    /// The whole body; empty when it was [too large](Self::too_large).
    pub body: Vec<u8>,
    /// The body was larger than its address takes, and the host did not keep it.
    pub too_large: bool,
    /// The address of the other end, without port, for slowing down guesses; empty when unknown.
    pub peer: String,
}

impl Request {
    /// A request without headers or body, for tests and for hosts to complete.
    #[must_use]
    pub fn new(method: Method, target: &str) -> Self {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        Self {
            method,
            path: path.to_owned(),
            query: query.to_owned(),
            headers: Vec::new(),
            body: Vec::new(),
            too_large: false,
            peer: String::new(),
        }
    }

    /// The same request with one more header; the name is put in lower case.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.headers
            .push((name.to_ascii_lowercase(), value.to_owned()));
        self
    }

    /// The first value of a header, named in lower case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// How many times a header, named in lower case, was sent.
    #[must_use]
    pub fn header_count(&self, name: &str) -> usize {
        self.headers.iter().filter(|(key, _)| key == name).count()
    }

    /// The value of a cookie.
    #[must_use]
    pub fn cookie(&self, name: &str) -> Option<&str> {
        let sent = self.headers.iter().filter(|(key, _)| key == "cookie");
        sent.flat_map(|(_, value)| cookie::pairs(value))
            .find(|(key, _)| *key == name)
            .map(|p| p.1)
    }

    /// The query read as a form; what is over the limits is left out.
    #[must_use]
    pub fn asked(&self) -> Form {
        form::parse(&self.query).unwrap_or_default()
    }

    /// The body read as a form, urlencoded or multipart.
    ///
    /// # Errors
    /// When the body is of another type, is malformed or is over the limits.
    pub fn form(&self) -> Result<Form, form::FormError> {
        if self.too_large {
            return Err(form::FormError::TooLarge);
        }
        let sent = self.header("content-type").unwrap_or("");
        let kind = sent
            .split(';')
            .next()
            .unwrap_or("")
            .trim()
            .to_ascii_lowercase();
        match kind.as_str() {
            "application/x-www-form-urlencoded" => {
                if self.body.len() > form::FORM_BYTES_MAX {
                    return Err(form::FormError::TooLarge);
                }
                let text =
                    std::str::from_utf8(&self.body).map_err(|_| form::FormError::Malformed)?;
                form::parse(text)
            }
            "multipart/form-data" => multipart::parse(sent, &self.body),
            "" if self.body.is_empty() => Ok(Form::default()),
            _ => Err(form::FormError::UnknownType),
        }
    }

    /// Whether the page asks for itself again, without anyone touching it (`veille` in its address): it must not keep a
    /// session awake.
    #[must_use]
    pub fn reads_itself(&self) -> bool {
        self.method == Method::Get && self.asked().given("veille").is_some()
    }

    /// Whether the script of the page asks for a part of a page only (`X-Fragment: 1`).
    #[must_use]
    pub fn wants_fragment(&self) -> bool {
        self.header("x-fragment") == Some("1")
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Request({:?} [caché])", self.method)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_never_shows_its_address_or_body_in_debug() {
        let mut request = Request::new(Method::Post, "/personnes?q=Kouassi").with("Cookie", "a=b");
        request.body = b"nom=Kouassi".to_vec();
        assert_eq!(format!("{request:?}"), "Request(Post [caché])");
    }

    #[test]
    fn a_form_of_an_unknown_type_is_refused() {
        let mut request = Request::new(Method::Post, "/x").with("Content-Type", "text/plain");
        request.body = b"a=b".to_vec();
        assert!(matches!(request.form(), Err(form::FormError::UnknownType)));
    }

    #[test]
    fn cookies_are_found_by_their_whole_name() {
        let request = Request::new(Method::Get, "/").with("Cookie", "xakwaba=1; akwaba=2; b=3");
        assert_eq!(request.cookie("akwaba"), Some("2"));
        assert_eq!(request.cookie("kwaba"), None);
    }
}
