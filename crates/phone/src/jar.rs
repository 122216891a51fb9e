//! The cookies of the pages. A worker neither sees nor sets those of the browser: it keeps its own.

use std::collections::BTreeMap;

/// Cookies by name.
#[derive(Default)]
pub struct Jar(BTreeMap<String, String>);

impl Jar {
    /// The `cookie` header of a request, when there is a cookie.
    pub fn header(&self) -> Option<String> {
        if self.0.is_empty() {
            return None;
        }
        let pairs: Vec<String> = self
            .0
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        Some(pairs.join("; "))
    }

    /// Takes one `set-cookie` header: keeps the cookie, or forgets it when its time is over.
    pub fn take(&mut self, header: &str) {
        let mut parts = header.split(';').map(str::trim);
        let Some((name, value)) = parts.next().and_then(|pair| pair.split_once('=')) else {
            return;
        };
        if parts.any(|part| part.eq_ignore_ascii_case("max-age=0")) {
            self.0.remove(name);
        } else {
            self.0.insert(name.to_owned(), value.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_comes_back_until_its_time_is_over() {
        let mut jar = Jar::default();
        assert_eq!(jar.header(), None);
        jar.take("akwaba=abc; Path=/; HttpOnly; SameSite=Strict");
        jar.take("langue=en; Max-Age=60");
        assert_eq!(jar.header().as_deref(), Some("akwaba=abc; langue=en"));
        jar.take("langue=; Path=/; Max-Age=0");
        assert_eq!(jar.header().as_deref(), Some("akwaba=abc"));
    }
}
