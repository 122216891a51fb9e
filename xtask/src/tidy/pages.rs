//! Rules about the pages: no request to another host, nothing inline that a strict policy refuses.

use super::{Finding, Source};

pub fn self_contained(source: &Source) -> Vec<Finding> {
    let mut found = Vec::new();
    let ours = |path: &str| path.starts_with("crates/");
    for file in source.files.iter().filter(|file| ours(&file.path)) {
        let judge: fn(&str) -> Option<&'static str> = if file.is("html") {
            template
        } else if file.is("css") || file.is("js") {
            asset
        } else {
            continue;
        };
        for (number, line) in file.lines() {
            if let Some(what) = judge(line) {
                found.push(Finding::at(&file.path, number, what));
            }
        }
    }
    found
}

fn template(line: &str) -> Option<&'static str> {
    let lower = line.to_lowercase();
    if lower.contains(" style=") || lower.contains("<style") {
        return Some("no inline style: write a class");
    }
    if inline_handler(&lower) || lower.contains("javascript:") {
        return Some("no inline script: listen from the script file");
    }
    if lower.contains("<script") && !lower.contains(" src=") {
        return Some("no inline script: put it in the script file");
    }
    if lower.contains("|safe") || lower.contains("| safe") {
        return Some("no unescaped text in a template");
    }
    elsewhere(&lower)
}

fn asset(line: &str) -> Option<&'static str> {
    let lower = line.to_lowercase();
    if lower.contains("eval(") || lower.contains("new function(") || lower.contains("innerhtml") {
        return Some("no code or markup made from text");
    }
    elsewhere(&lower)
}

/// An attribute such as `onclick=`.
fn inline_handler(line: &str) -> bool {
    line.match_indices(" on").any(|(at, found)| {
        let rest = line.get(at + found.len()..).unwrap_or_default();
        let name: String = rest.chars().take_while(char::is_ascii_alphabetic).collect();
        name.len() > 2
            && rest
                .get(name.len()..)
                .is_some_and(|rest| rest.starts_with("=\""))
    })
}

fn elsewhere(line: &str) -> Option<&'static str> {
    let without_names = line
        .replace("http://www.w3.org/2000/svg", "")
        .replace("http://www.w3.org/1999/xlink", "");
    (without_names.contains("http://") || without_names.contains("https://"))
        .then_some("no address of another host")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(path: &str, text: &str) -> usize {
        self_contained(&Source::of(&[(path, text)])).len()
    }

    #[test]
    fn what_a_strict_policy_refuses_is_found_in_a_template() {
        let path = "crates/web/templates/a.html";
        for bad in [
            "<p style=\"color: red\">",
            "<style>p { }</style>",
            "<button onclick=\"go()\">",
            "<script>go()</script>",
            "<img src=\"https://example.test/a.png\">",
            "{{ text|safe }}",
        ] {
            assert_eq!(findings(path, bad), 1, "{bad}");
        }
    }

    #[test]
    fn a_plain_template_passes() {
        let path = "crates/web/templates/a.html";
        for good in [
            "<script src=\"/akwaba.js\" defer></script>",
            "<svg xmlns=\"http://www.w3.org/2000/svg\">",
            "<p class=\"on\">one=\"two\"</p>",
        ] {
            assert_eq!(findings(path, good), 0, "{good}");
        }
    }

    #[test]
    fn an_asset_that_calls_another_host_is_found() {
        assert_eq!(
            findings(
                "crates/web/assets/a.css",
                "@import \"https://x.test/a.css\";"
            ),
            1
        );
        assert_eq!(
            findings("crates/web/assets/a.js", "node.innerHTML = text;"),
            1
        );
        assert_eq!(
            findings("crates/web/assets/a.js", "node.textContent = text;"),
            0
        );
    }
}
