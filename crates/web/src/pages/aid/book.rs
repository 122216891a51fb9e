//! The books and what stands in them; the lines of one, month by month, to be printed and signed.

use akwaba_domain::aid::line::What;
use akwaba_domain::aid::{self, Book, Line};
use akwaba_domain::casework::Case;
use akwaba_domain::policy::act;
use akwaba_domain::reception::Day;
use akwaba_domain::refusal::Refusals;
use akwaba_store::projections::aid as books;
use akwaba_store::{append, entity};
use askama::Template;
use jiff::Span;
use jiff::civil::Date;

use super::shared::{allow, book, centre, here, name, path, quantity};
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::pages::here::asked_month;
use crate::pages::reception::{Staff, centre_code, ctx, numbered};
use crate::parts::{Fields, Html, Notice, Row, Signature, Table, Tone};
use crate::problem::Problem;
use crate::show;

#[derive(Template)]
#[template(path = "aid/list.html")]
struct ListPage<'a> {
    f: &'a Frame,
    table: Table,
    article: bool,
}

/// All the books.
pub(super) fn list(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (scope, centre) = (here(exchange), centre(exchange));
    let frame = exchange.frame("aid-title");
    let f = &frame;
    let standing = exchange.read(|tx| {
        let mut all = vec![aid::cash(centre)];
        all.extend(books::articles(tx, scope)?);
        let mut standing = Vec::with_capacity(all.len());
        for one in all {
            let held = books::held(tx, scope, one.id)?;
            standing.push((one, held));
        }
        Ok(standing)
    })?;
    let mut table = Table::new(f, f.t("aid-books"))
        .quiet()
        .column("aid-book")
        .number("aid-held");
    for (one, held) in &standing {
        let row = Row::new()
            .cell(Html::link(&path(one), &name(f, one)))
            .cell(quantity(one, *held));
        table = table.row(if *held < 0 { row.urgent() } else { row });
    }
    let page = ListPage {
        f,
        table,
        article: exchange.may_open("/caisse/articles"),
    };
    exchange.page(&page)
}

#[derive(Template)]
#[template(path = "aid/article.html")]
struct ArticlePage<'a> {
    f: &'a Frame,
    form: Fields,
}

/// The form of a new article.
pub(super) fn article_form(exchange: &mut Exchange<'_, '_>) -> Answer {
    let frame = exchange.frame("aid-article-title");
    let form = Fields::new(&frame, exchange.form.clone());
    exchange.page(&ArticlePage { f: &frame, form })
}

/// Opens the book of an article.
pub(super) fn article(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::AidCount>(exchange)?;
    let (scope, now) = (here(exchange), exchange.call.now);
    let typed = ["name", "unit"].map(|field| exchange.form.get(field).to_owned());
    let [label, unit] = &typed;
    let opened = exchange.write(|tx, writing| {
        let known = books::articles(tx, scope)?;
        let id = ctx(now, writing).fresh();
        append(
            tx,
            writing,
            aid::article(&allowed, id, &known, (label, unit))?,
        )?;
        Ok(())
    });
    match opened {
        Ok(()) => exchange.done("/caisse", Flash::good("aid-said-article")),
        Err(Problem::Refused(refusals)) => refused(exchange, &refusals),
        Err(problem) => Err(problem),
    }
}

fn refused(exchange: &mut Exchange<'_, '_>, refusals: &Refusals) -> Answer {
    let mut frame = exchange.frame("aid-article-title");
    let form = Fields::refused(&mut frame, exchange.form.clone(), refusals);
    exchange.again(&ArticlePage { f: &frame, form })
}

#[derive(Template)]
#[template(path = "aid/book.html")]
struct BookPage<'a> {
    f: &'a Frame,
    heading: String,
    month: String,
    before: String,
    after: Option<String>,
    held: String,
    notices: Vec<Notice>,
    table: Table,
    acts: Vec<(String, String)>,
    signature: Signature,
}

/// A month of a book; this one unless told (`mois=2026-11`).
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let known = book(exchange)?;
    let (scope, centre) = (here(exchange), centre(exchange));
    let today = Day::of(exchange.call.now).date();
    let first = asked_month(exchange.form.get("mois"))
        .unwrap_or(today)
        .first_of_month();
    let first = first.min(today.first_of_month());
    let last = first.last_of_month();
    let (carried, lines, held, cases, staff) = exchange.read(|tx| {
        let lines = books::lines(tx, scope, known.id, (Day::on(first), Day::on(last)))?;
        let code = centre_code(tx, centre)?;
        let mut cases = Vec::with_capacity(lines.len());
        for (line, _) in &lines {
            cases.push(match line.what {
                What::Delivered(case, _) => Case::of(case, &entity::load(tx, scope, case)?)
                    .map_or_else(String::new, |case| numbered(case.number, &code)),
                _ => String::new(),
            });
        }
        let staff = Staff::of(tx, centre, lines.iter().map(|(line, _)| line.by))?;
        let carried = books::held_before(tx, scope, known.id, Day::on(first))?;
        Ok::<_, Problem>((
            carried,
            lines,
            books::held(tx, scope, known.id)?,
            cases,
            staff,
        ))
    })?;
    let frame = exchange.frame("aid-book");
    let f = &frame;
    let here = path(&known);
    let mut table = columns(f, &known);
    table = table.row(brought(f, &known, "aid-carried", carried));
    let mut stands = carried;
    for ((line, undone), case) in lines.iter().zip(&cases) {
        stands += line.change;
        let said = said(f, line, (case, &staff));
        let links = links(exchange, f, &here, (line, *undone));
        let (came, went) = (line.change.max(0), (-line.change).max(0));
        let some = |of: i64| {
            if of == 0 {
                String::new()
            } else {
                quantity(&known, of)
            }
        };
        let row = Row::new()
            .cell(line.number.to_string())
            .cell(show::civil(line.day.date()))
            .cell(Html::text(&said).and(links).whole())
            .cell(some(came))
            .cell(some(went))
            .cell(quantity(&known, stands));
        table = table.row(if stands < 0 { row.urgent() } else { row });
    }
    table = table.row(brought(f, &known, "aid-closing", stands));
    let mut notices = Vec::new();
    if held < 0 {
        let title = f.t("aid-below");
        notices.push(Notice::new(Tone::Danger, title, f.t("aid-below-text")));
    }
    let acts = [
        ("entree", "aid-receive-title"),
        ("remise", "aid-deliver-title"),
        ("comptage", "aid-count-title"),
    ];
    let acts = acts
        .iter()
        .map(|(end, key)| (format!("{here}/{end}"), f.t(key)))
        .filter(|(path, _)| exchange.may_open(path));
    let month = |of: Date| format!("{here}?mois={:04}-{:02}", of.year(), of.month());
    let next = first.saturating_add(Span::new().months(1));
    let page = BookPage {
        heading: name(f, &known),
        month: show::month_in_full(f.lang, first),
        before: month(first.saturating_sub(Span::new().months(1))),
        after: (next <= today).then(|| month(next)),
        held: quantity(&known, held),
        notices,
        table,
        acts: acts.collect(),
        signature: Signature::new(f)
            .officer(f.t("aid-sign-keeper"))
            .officer(f.t("aid-sign-director")),
        f,
    };
    exchange.page(&page)
}

fn columns(f: &Frame, known: &Book) -> Table {
    Table::new(f, name(f, known))
        .quiet()
        .column("aid-number")
        .column("aid-day")
        .column("aid-what")
        .number("aid-in")
        .number("aid-out")
        .number("aid-stands")
}

fn brought(f: &Frame, known: &Book, key: &str, of: i64) -> Row {
    Row::new()
        .cell(f.t(key))
        .cell("")
        .cell("")
        .cell("")
        .cell("")
        .cell(quantity(known, of))
}

/// What a line says, and who wrote it.
fn said(f: &Frame, line: &Line, (case, staff): (&str, &Staff)) -> String {
    let mut said = f.word("aid-what-", line.what.code());
    if !case.is_empty() {
        let args = [("what", said.into()), ("number", case.into())];
        said = f.tn("aid-for-case", args);
    }
    let words = line.words.as_str();
    let who = staff.name(line.by);
    [said.as_str(), words, who]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}

/// What can be done with a line, or that it is undone.
fn links(
    exchange: &Exchange<'_, '_>,
    f: &Frame,
    here: &str,
    (line, undone): (&Line, bool),
) -> Html {
    if undone {
        return Html::text(&f.t("aid-undone"));
    }
    let mut links = Html::default();
    let end = |end: &str| format!("{here}/lignes/{}/{end}", line.id);
    let receipt = end("decharge");
    if matches!(line.what, What::Delivered(..)) && exchange.may_open(&receipt) {
        links = links.and(Html::link(&receipt, &f.t("aid-receipt-title")));
    }
    let may_undo = !matches!(line.what, What::Undone(_) | What::Counted);
    let undo = end("annuler");
    if may_undo && exchange.may_open(&undo) {
        links = links.and(Html::link(&undo, &f.t("aid-undo")));
    }
    links.to_press()
}
