//! Cookies: reading those sent, writing those set.
//!
//! Every cookie set is HttpOnly, SameSite=Strict and for the whole site; Secure where the centre serves HTTPS.

/// The pairs of one `Cookie` header.
pub fn pairs(header: &str) -> impl Iterator<Item = (&str, &str)> {
    header
        .split(';')
        .filter_map(|part| part.trim().split_once('='))
}

/// How long the browser keeps a cookie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// Until the browser is closed.
    Session,
    /// For a number of seconds.
    Seconds(u32),
    /// Not at all: forgets the cookie.
    Forget,
}

/// The value of a `Set-Cookie` header. Characters that could end the value are dropped, so that no value can add
/// an attribute or a header.
#[must_use]
pub fn set(name: &str, value: &str, keep: Keep, secure: bool) -> String {
    let value: String = value.chars().filter(|c| allowed(*c)).collect();
    let mut out = format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict");
    if secure {
        out.push_str("; Secure");
    }
    match keep {
        Keep::Session => {}
        Keep::Seconds(seconds) => out.push_str(&format!("; Max-Age={seconds}")),
        Keep::Forget => out.push_str("; Max-Age=0"),
    }
    out
}

fn allowed(c: char) -> bool {
    c.is_ascii_graphic() && !matches!(c, ';' | ',' | '"' | '\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_can_add_neither_attribute_nor_header() {
        let set = set(
            "a",
            "x; Domain=evil\r\nSet-Cookie: b=c",
            Keep::Session,
            false,
        );
        assert_eq!(
            set,
            "a=xDomain=evilSet-Cookie:b=c; Path=/; HttpOnly; SameSite=Strict"
        );
    }

    #[test]
    fn a_secure_centre_marks_its_cookies() {
        assert!(set("a", "b", Keep::Forget, true).ends_with("; Secure; Max-Age=0"));
    }

    #[test]
    fn pairs_ignore_what_is_not_a_pair() {
        assert_eq!(
            pairs("a=1; b; c=2=3").collect::<Vec<_>>(),
            [("a", "1"), ("c", "2=3")]
        );
    }
}
