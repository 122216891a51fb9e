//! Reads the forms of a page out of its own HTML, as a browser would, so that a new form is tried without being listed.

/// How a field is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Words that someone types.
    Typed,
    /// A passphrase: never shown again.
    Secret,
    /// One of the answers offered, or what the page carries unseen.
    Given,
}

/// One field of a form, with what a browser would send for it.
#[derive(Clone, Debug)]
pub struct Field {
    pub name: String,
    pub kind: Kind,
    pub values: Vec<String>,
    /// The answers that the page offers.
    pub offered: Vec<String>,
}

/// One form of a page.
#[derive(Clone, Debug)]
pub struct Found {
    pub posts: bool,
    pub action: String,
    pub fields: Vec<Field>,
}

impl Found {
    /// What a browser would send, with one field answered otherwise.
    pub fn sent(&self, other: &str, value: &str) -> Vec<(String, String)> {
        let mut pairs = Vec::new();
        for field in &self.fields {
            if field.name == other {
                pairs.push((field.name.clone(), value.to_owned()));
            } else {
                let own = field
                    .values
                    .iter()
                    .map(|own| (field.name.clone(), own.clone()));
                pairs.extend(own);
            }
        }
        pairs
    }
}

/// The forms of a page.
pub fn forms(html: &str) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut open: Option<Found> = None;
    let mut select: Option<String> = None;
    let mut rest = html;
    while let Some((_, after)) = rest.split_once('<') {
        let Some((tag, text)) = after.split_once('>') else {
            break;
        };
        rest = text;
        let name = tag.split([' ', '\n']).next().unwrap_or_default();
        match name {
            "form" => {
                open = Some(Found {
                    posts: attribute(tag, "method").as_deref() == Some("post"),
                    action: attribute(tag, "action").unwrap_or_default(),
                    fields: Vec::new(),
                });
            }
            "/form" => found.extend(open.take()),
            "/select" => select = None,
            _ => {}
        }
        let (Some(form), Some(field)) = (&mut open, attribute(tag, "name").or(select.clone()))
        else {
            continue;
        };
        let value = attribute(tag, "value").unwrap_or_default();
        let has = |word: &str| tag.split([' ', '\n']).any(|part| part == word);
        match name {
            "input" => match attribute(tag, "type").as_deref() {
                Some("password") => form.note(field, Kind::Secret, Some(value)),
                Some("hidden") => form.note(field, Kind::Given, Some(value)),
                Some("radio" | "checkbox") => {
                    let chosen = has("checked").then(|| value.clone());
                    form.note(field.clone(), Kind::Given, chosen);
                    form.offer(&field, value);
                }
                Some("file") => {}
                _ => form.note(field, Kind::Typed, Some(value)),
            },
            "textarea" => {
                let typed = text.split('<').next().unwrap_or_default();
                form.note(
                    field,
                    Kind::Typed,
                    Some(plain(typed.trim_start_matches('\n'))),
                );
            }
            "select" => {
                form.note(field.clone(), Kind::Given, None);
                select = Some(field);
            }
            "option" => {
                let chosen = has("selected").then(|| value.clone());
                form.note(field.clone(), Kind::Given, chosen);
                form.offer(&field, value);
            }
            "button" => {
                form.note(field.clone(), Kind::Given, Some(value.clone()));
                form.offer(&field, value);
            }
            _ => {}
        }
    }
    found
}

impl Found {
    fn note(&mut self, name: String, kind: Kind, value: Option<String>) {
        match self.fields.iter_mut().find(|field| field.name == name) {
            // Of several buttons of one name the first is pressed; boxes of one name add up.
            Some(field) => field
                .values
                .extend(value.filter(|_| field.values.is_empty())),
            None => self.fields.push(Field {
                name,
                kind,
                values: value.into_iter().collect(),
                offered: Vec::new(),
            }),
        }
    }

    fn offer(&mut self, name: &str, value: String) {
        if let Some(field) = self.fields.iter_mut().find(|field| field.name == name) {
            field.offered.push(value);
        }
    }
}

/// The addresses of this site that a page leads to.
pub fn links(html: &str) -> Vec<String> {
    let tags = html.split("<a").skip(1);
    let found = tags.filter_map(|tag| attribute(tag.split('>').next()?, "href"));
    found
        .filter(|address| address.starts_with('/') && !address.starts_with("/assets"))
        .collect()
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, after) = tag.split_once(&format!(" {name}=\""))?;
    Some(plain(after.split('"').next()?))
}

/// Text as it was before it was made safe for HTML.
pub fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let Some((code, tail)) = after.split_once(';').filter(|(code, _)| code.len() < 8) else {
            out.push('&');
            rest = after;
            continue;
        };
        match code {
            "amp" => out.push('&'),
            "lt" => out.push('<'),
            "gt" => out.push('>'),
            "quot" => out.push('"'),
            _ => {
                let number = code
                    .strip_prefix('#')
                    .and_then(|number| number.parse().ok());
                out.extend(number.and_then(char::from_u32));
            }
        }
        rest = tail;
    }
    out.push_str(rest);
    out
}

#[test]
fn the_fields_of_a_form_are_read_as_a_browser_reads_them() {
    let html = "<form method=\"post\" action=\"/a\"><input type=\"hidden\" name=\"h\" value=\"1\">\
        <input id=\"x\" name=\"t\" type=\"text\" value=\"l&#39;eau\"><input type=\"radio\" name=\"r\" value=\"a\">\
        <input type=\"radio\" name=\"r\" value=\"b\" checked><textarea id=\"y\" name=\"w\">\nmots</textarea>\
        <select name=\"s\"><option value=\"\">…</option><option value=\"2\" selected>2</option></select></form>";
    let found = forms(html);
    let pairs = found[0].sent("none", "");
    let wanted = [
        ("h", "1"),
        ("t", "l'eau"),
        ("r", "b"),
        ("w", "mots"),
        ("s", "2"),
    ];
    assert_eq!(
        pairs,
        wanted.map(|(name, value)| (name.to_owned(), value.to_owned()))
    );
    assert_eq!(found[0].sent("t", "x")[1].1, "x");
}
