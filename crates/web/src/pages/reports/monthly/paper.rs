//! The report as a document, the same printed from a page and as a file: only what may leave the centre stands in it.

use akwaba_domain::reports::monthly::{
    Change, Dimension, Figures, Line, Month, Published, Rubric, Section, Table, WHOLE,
};
use akwaba_paper::{Block, Cell, Column, Head, Note, Paper, Text};

use super::view::{columns, place_of};
use super::{bars, words};
use crate::frame::Frame;
use crate::show;

/// What a document says beside its figures.
pub(super) struct Told<'a> {
    pub(super) month: Month,
    pub(super) figures: &'a Figures,
    /// As it was signed; none for a draft.
    pub(super) signed: Option<&'a Published>,
    /// 1 for the first signature.
    pub(super) version: usize,
    /// Who signed.
    pub(super) by: &'a str,
    /// What changed since the version before.
    pub(super) changes: &'a [Change],
}

/// The words of a rubric's comment, or of the whole.
fn said<'a>(told: &Told<'a>, about: &str) -> &'a str {
    let comments = told.signed.map_or(&[][..], |signed| &signed.comments);
    let found = comments.iter().find(|comment| comment.about == about);
    found.map_or("", |comment| comment.words.as_str())
}

/// The document.
pub(super) fn of(f: &Frame, told: &Told<'_>) -> Paper {
    let month = super::shared::month_name(f, told.month);
    let title = f.t1("reports-paper-title", "month", month);
    let mut blocks = head(f, told);
    for (place, section) in (1..).zip(Section::ALL) {
        let tables = told.figures.tables.iter();
        let tables: Vec<&Table> = tables
            .filter(|table| table.rubric.section() == *section)
            .collect();
        if tables.is_empty() {
            continue;
        }
        let name = f.word("reports-section-", section.code());
        blocks.push(heading(1, format!("{place}. {name}"), section.code()));
        for table in tables {
            rubric(f, told, table, &mut blocks);
        }
    }
    let last = Section::ALL.len() + 1;
    let name = f.t("reports-section-words");
    blocks.push(heading(1, format!("{last}. {name}"), WHOLE));
    let whole = said(told, WHOLE);
    let whole = if whole.is_empty() {
        f.t("reports-no-words")
    } else {
        whole.to_owned()
    };
    blocks.push(Block::Paragraph(whole.into()));
    if told.figures.tables.iter().any(Table::hides) {
        blocks.push(Block::Note(Note {
            label: f.t("reports-hidden"),
            text: f.t("reports-hidden-text").into(),
        }));
    }
    blocks.push(Block::Signatures(vec![
        f.t("reports-sign-director"),
        f.t("reports-sign-region"),
    ]));
    Paper {
        title: title.clone(),
        language: f.lang.code().to_owned(),
        head: Head {
            issuer: f.heading.centre.clone(),
            reference: title,
            foot: foot(f, told),
            printed: String::new(),
        },
        blocks,
    }
}

fn heading(level: u8, text: String, anchor: &str) -> Block {
    Block::Heading {
        level,
        text,
        anchor: anchor.to_owned(),
    }
}

/// What stands at the foot of every page: the version and the journal on which it stands.
fn foot(f: &Frame, told: &Told<'_>) -> String {
    match told.signed {
        None => f.t("reports-draft"),
        Some(signed) => {
            let args = [
                ("version", told.version.into()),
                ("entries", signed.seal.entries().into()),
                ("seal", signed.seal.short().into()),
            ];
            f.tn("reports-foot", args)
        }
    }
}

fn head(f: &Frame, told: &Told<'_>) -> Vec<Block> {
    let h = &f.heading;
    let mut blocks = vec![Block::Facts(vec![
        (f.t("reports-paper-ministry"), h.ministry.clone().into()),
        (f.t("reports-paper-direction"), h.direction.clone().into()),
        (f.t("reports-paper-centre"), h.centre.clone().into()),
    ])];
    let Some(signed) = told.signed else {
        blocks.push(Block::Note(Note {
            label: f.t("reports-draft"),
            text: f.t("reports-draft-text").into(),
        }));
        return blocks;
    };
    let when = show::moment_of_micros(f.lang, signed.at_micros);
    let args = [
        ("version", told.version.into()),
        ("when", when.into()),
        ("who", told.by.into()),
    ];
    blocks.push(Block::Paragraph(f.tn("reports-version", args).into()));
    if let Some(reason) = &signed.reason {
        let args = [("reason", reason.as_str().into())];
        blocks.push(Block::Note(Note {
            label: f.t("reports-correction"),
            text: f.tn("reports-correction-reason", args).into(),
        }));
        let items = told.changes.iter();
        blocks.push(Block::List {
            numbered: false,
            items: items
                .map(|change| super::month::changed_line(f, change).into())
                .collect(),
        });
    }
    blocks
}

fn rubric(f: &Frame, told: &Told<'_>, table: &Table, blocks: &mut Vec<Block>) {
    let code = table.rubric.code();
    blocks.push(heading(2, words::rubric(f, table.rubric), code));
    let none = |line: &&Line| line.is_nothing() && !table.rubric.is_of_things();
    let shown: Vec<&Line> = table.lines.iter().filter(|line| !none(line)).collect();
    if let Some(instead) = words::instead(f, table) {
        blocks.push(Block::Paragraph(instead.into()));
    } else if table.rubric == Rubric::Books {
        blocks.push(books(f, &shown));
    } else if shown.is_empty() {
        blocks.push(Block::Paragraph(f.t("reports-nobody").into()));
    } else {
        let total = table.whole.as_ref().filter(|_| shown.len() > 1);
        let lines: Vec<&Line> = shown.into_iter().chain(total).collect();
        blocks.push(lines_of(f, table.rubric, &lines));
        if let Some(drawing) = bars::of(f, table) {
            blocks.push(Block::Drawing(drawing));
        }
    }
    let comment = said(told, code);
    if !comment.is_empty() {
        blocks.push(Block::Note(Note {
            label: f.t("reports-comment"),
            text: comment.into(),
        }));
    }
}

/// A table of lines: how many, then the parts that say something.
fn lines_of(f: &Frame, rubric: Rubric, lines: &[&Line]) -> Block {
    let parts = columns(rubric, lines);
    let amounts = lines.iter().any(|line| line.unit.is_some());
    let mut heads = vec![
        Column::new(f.t("reports-col-line"), 4.0),
        Column::new(f.t("reports-col-count-short"), 1.2),
    ];
    if amounts {
        heads.push(Column::new(f.t("reports-col-amount"), 2.2));
    }
    for (dimension, codes) in &parts {
        let named = codes
            .iter()
            .map(|(_, code)| Column::new(words::part(f, *dimension, code), 1.0));
        heads.extend(named);
    }
    let row = |line: &&Line| {
        let mut cells: Vec<Cell> = vec![
            words::line(f, rubric, line).into(),
            words::count(f, line).into(),
        ];
        if amounts {
            cells.push(words::amount(line).into());
        }
        for (dimension, codes) in &parts {
            let place = place_of(rubric, *dimension);
            let of = place.and_then(|place| line.parts.get(place));
            for (at, _) in codes {
                let part = of.and_then(|parts| parts.get(*at)).copied().flatten();
                cells.push(words::figure(part).into());
            }
        }
        cells
    };
    Block::Table {
        columns: heads,
        rows: lines.iter().map(row).collect(),
    }
}

/// The books: what stood, came, went and stands.
fn books(f: &Frame, lines: &[&Line]) -> Block {
    let items = lines.iter().map(|line| {
        let part = line.code.rsplit('-').next().unwrap_or_default();
        let words = format!(
            "{} · {} : ",
            words::line(f, Rubric::Books, line),
            f.word("reports-book-", part)
        );
        Text::from(words).and(akwaba_paper::Face::Strong, words::amount(line))
    });
    Block::List {
        numbered: false,
        items: items.collect(),
    }
}

/// The rows of a workbook: part, rubric, line, then each figure in a column of its own, and the amounts.
pub(super) fn rows(f: &Frame, figures: &Figures) -> (Vec<akwaba_tables::Column>, Vec<Vec<String>>) {
    let text = |key: &str| akwaba_tables::Column::text(&f.t(key)).wide(28);
    let mut heads = vec![
        text("reports-col-part"),
        text("reports-col-rubric"),
        text("reports-col-line"),
        akwaba_tables::Column::whole(&f.t("reports-col-count")),
        akwaba_tables::Column::whole(&f.t("reports-col-amount")),
        text("reports-col-unit"),
    ];
    for dimension in Dimension::ALL {
        let parts = dimension.parts().iter();
        heads.extend(parts.map(|code| {
            let name = format!(
                "{} : {}",
                words::dimension(f, *dimension),
                words::part(f, *dimension, code)
            );
            akwaba_tables::Column::whole(&name)
        }));
    }
    let mut rows = Vec::new();
    for table in &figures.tables {
        let first = [
            f.word("reports-section-", table.rubric.section().code()),
            words::rubric(f, table.rubric),
        ];
        if let Some(instead) = words::instead(f, table).filter(|_| !table.kept) {
            let mut row = first.to_vec();
            row.push(instead);
            rows.push(row);
        }
        for line in table.lines.iter().chain(&table.whole) {
            let mut row = first.to_vec();
            row.extend(cells(f, table.rubric, line));
            rows.push(row);
        }
    }
    for row in &mut rows {
        row.resize(heads.len(), String::new());
    }
    (heads, rows)
}

fn cells(f: &Frame, rubric: Rubric, line: &Line) -> Vec<String> {
    let whole =
        |count: Option<u32>| count.map_or_else(|| words::HIDDEN.to_owned(), |n| n.to_string());
    let label = words::line(f, rubric, line);
    let label = match line.code.rsplit_once('-') {
        Some((_, part)) if rubric == Rubric::Books => {
            format!("{label} · {}", f.word("reports-book-", part))
        }
        _ => label,
    };
    let unit = match line.unit.as_deref() {
        Some("") => f.t("reports-unit-francs"),
        Some(unit) => unit.to_owned(),
        None => String::new(),
    };
    let counts = rubric != Rubric::Books;
    let mut cells = vec![
        label,
        if counts && line.least {
            words::count(f, line)
        } else if counts {
            whole(line.count)
        } else {
            String::new()
        },
        line.amount
            .map_or_else(String::new, |amount| amount.to_string()),
        unit,
    ];
    for dimension in Dimension::ALL {
        let parts = place_of(rubric, *dimension).and_then(|place| line.parts.get(place));
        for at in 0..dimension.parts().len() {
            let part = parts.and_then(|parts| parts.get(at));
            cells.push(part.map_or_else(String::new, |part| whole(*part)));
        }
    }
    cells
}
