//! Looking for a case among those of the vault: by name or code, number, or procedure. What was typed stands
//! in no address and is not kept.

use akwaba_matching::normal::fold;
use akwaba_store::projections::casework::{self, Which};
use askama::Template;

use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::pages::casework::Names;
use crate::pages::casework::shared::case_path;
use crate::pages::here::{centre, here};
use crate::pages::reception::{centre_code, numbered};
use crate::parts::Fields;
use crate::problem::Problem;

/// Cases looked through, open and over: more than one person ever holds.
const CASES_MAX: u32 = 5_000;
/// Cases shown.
const FOUND_MAX: usize = 50;

#[derive(Template)]
#[template(path = "protected/search.html")]
struct SearchPage<'a> {
    f: &'a Frame,
    form: Fields,
    found: Vec<Line>,
}

struct Line {
    path: String,
    name: String,
    meta: String,
}

pub(super) fn search(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (scope, centre) = (here(exchange), centre(exchange));
    let wanted = fold(exchange.form.get("q"));
    let words: Vec<&str> = wanted.split_whitespace().collect();
    let frame = exchange.frame("protected-search-title");
    let f = &frame;
    let found = exchange.read(|tx| {
        let code = centre_code(tx, centre)?;
        let titles = casework::listed(tx, centre)?;
        let mut found = Vec::new();
        for over in [false, true] {
            let lines = casework::cases(tx, scope, Which::All, over, (0, CASES_MAX))?;
            let names = Names::of(tx, scope, f, lines.iter().filter_map(|line| line.subject))?;
            for line in lines {
                let title = titles.iter().find(|one| one.named == line.procedure);
                let name = names.name(f, line.subject);
                let number = numbered(line.number, &code);
                let procedure = &line.procedure.code;
                let title = title.map_or("", |one| one.title.as_str());
                let all = fold(&format!("{name} {number} {procedure} {title}"));
                if !words.is_empty() && words.iter().all(|word| all.contains(word)) {
                    found.push(Line {
                        path: case_path(line.case),
                        meta: format!("{number} · {procedure} {title}"),
                        name,
                    });
                }
            }
        }
        found.truncate(FOUND_MAX);
        Ok::<_, Problem>(found)
    })?;
    let form = Fields::new(f, exchange.form.clone());
    exchange.page(&SearchPage { f, form, found })
}
