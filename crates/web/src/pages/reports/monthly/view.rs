//! A rubric as the page shows it: its lines, its columns that say something, what leads to the lists.

use akwaba_domain::reports::monthly::{Dimension, Line, Month, Rubric, Section, Table};

use super::shared::path;
use super::{bars, words};
use crate::frame::Frame;
use crate::parts::Html;

/// A part of the report.
pub(in crate::pages) struct Part {
    pub(in crate::pages) title: String,
    pub(in crate::pages) rubrics: Vec<View>,
}

/// A rubric.
pub(in crate::pages) struct View {
    pub(in crate::pages) code: &'static str,
    pub(in crate::pages) title: String,
    /// Said instead of a table: nothing keeps it, or nobody was counted.
    pub(in crate::pages) instead: String,
    pub(in crate::pages) groups: Vec<(String, usize)>,
    pub(in crate::pages) columns: Vec<String>,
    pub(in crate::pages) rows: Vec<RowView>,
    /// The lines without anybody, in one sentence.
    pub(in crate::pages) none: String,
    pub(in crate::pages) bars: Option<Html>,
    pub(in crate::pages) comment: String,
    amounts: bool,
}

/// A line.
pub(in crate::pages) struct RowView {
    pub(in crate::pages) label: String,
    pub(in crate::pages) whole: bool,
    pub(in crate::pages) cells: Vec<(String, String)>,
}

impl View {
    /// Whether it has a table.
    pub(in crate::pages) fn is_table(&self) -> bool {
        self.instead.is_empty()
    }
}

/// How a report is shown.
pub(in crate::pages) struct Showing<'a> {
    pub(in crate::pages) f: &'a Frame,
    pub(in crate::pages) month: Month,
    /// Whether figures lead to the lists behind them.
    pub(in crate::pages) behind: bool,
}

impl Showing<'_> {
    /// Every part of a report; `said` gives the comment on a rubric.
    pub(in crate::pages) fn parts(
        &self,
        tables: &[Table],
        said: impl Fn(Rubric) -> String,
    ) -> Vec<Part> {
        let part = |(place, section): (usize, &Section)| {
            let of = tables
                .iter()
                .filter(|table| table.rubric.section() == *section);
            let title = self.f.word("reports-section-", section.code());
            Part {
                title: format!("{}. {title}", place + 1),
                rubrics: of
                    .map(|table| self.view(table, said(table.rubric)))
                    .collect(),
            }
        };
        Section::ALL.iter().enumerate().map(part).collect()
    }

    fn view(&self, table: &Table, comment: String) -> View {
        let (f, rubric) = (self.f, table.rubric);
        let mut view = View {
            code: rubric.code(),
            title: words::rubric(f, rubric),
            instead: String::new(),
            groups: Vec::new(),
            columns: Vec::new(),
            rows: Vec::new(),
            none: String::new(),
            bars: bars::of(f, table).map(|drawing| Html::drawing(&drawing)),
            comment,
            amounts: table.lines.iter().any(|line| line.unit.is_some()),
        };
        if let Some(instead) = words::instead(f, table) {
            view.instead = instead;
        } else if rubric == Rubric::Books {
            self.books(&mut view, table);
        } else {
            self.lines(&mut view, table);
        }
        view
    }

    fn lines(&self, view: &mut View, table: &Table) {
        let (f, rubric) = (self.f, table.rubric);
        let none = table.lines.iter().filter(|line| line.is_nothing());
        let none: Vec<String> = none.map(|line| words::line(f, rubric, line)).collect();
        let shown: Vec<&Line> = table
            .lines
            .iter()
            .filter(|line| !line.is_nothing())
            .collect();
        if shown.is_empty() {
            view.instead = f.t("reports-nobody");
            return;
        }
        view.none = none.join(" · ");
        let total = table.whole.as_ref().filter(|_| shown.len() > 1);
        let shown: Vec<&Line> = shown.into_iter().chain(total).collect();
        let columns = columns(rubric, &shown);
        view.columns.push(f.t("reports-col-count"));
        if view.amounts {
            view.columns.push(f.t("reports-col-amount"));
        }
        view.groups.push((String::new(), view.columns.len()));
        for (dimension, parts) in &columns {
            view.groups
                .push((words::dimension(f, *dimension), parts.len()));
            let named = parts
                .iter()
                .map(|(_, code)| words::part(f, *dimension, code));
            view.columns.extend(named);
        }
        for line in shown {
            let (_, to) = self.cell(rubric, line, line.count, None);
            let mut cells = vec![(words::count(f, line), to)];
            if view.amounts {
                cells.push((words::amount(line), String::new()));
            }
            for (place, (dimension, parts)) in columns.iter().enumerate() {
                let place = place_of(rubric, *dimension).unwrap_or(place);
                for (at, code) in parts {
                    let part = line.parts.get(place).and_then(|parts| parts.get(*at));
                    let part = part.copied().flatten();
                    cells.push(self.cell(rubric, line, part, Some((*dimension, code))));
                }
            }
            view.rows.push(RowView {
                label: words::line(f, rubric, line),
                whole: line.code.is_empty(),
                cells,
            });
        }
    }

    /// A figure and where it leads: nowhere for nobody, for what is hidden, and for who may not open it.
    fn cell(
        &self,
        rubric: Rubric,
        line: &Line,
        count: Option<u32>,
        part: Option<(Dimension, &str)>,
    ) -> (String, String) {
        let said = words::figure(count);
        if !self.behind || rubric.is_signed_out() || count.is_none_or(|count| count == 0) {
            return (said, String::new());
        }
        let code = if line.code.is_empty() {
            "total"
        } else {
            &line.code
        };
        let mut to = format!("{}/{}/{code}", path(self.month), rubric.code());
        if let Some((dimension, part)) = part {
            to = format!("{to}?selon={}&part={part}", dimension.code());
        }
        (said, to)
    }

    /// The books: a line each, what stood, came, went and stands.
    fn books(&self, view: &mut View, table: &Table) {
        const PARTS: [&str; 4] = ["carried", "in", "out", "held"];
        let f = self.f;
        view.groups.push((String::new(), PARTS.len()));
        view.columns = PARTS
            .iter()
            .map(|part| f.word("reports-book-", part))
            .collect();
        let books = table.lines.iter().filter_map(|line| {
            let book = line.code.strip_suffix("-carried")?;
            let amount = |part: &&str| {
                let line = table.line(&format!("{book}-{part}"));
                (line.map_or_else(String::new, words::amount), String::new())
            };
            Some(RowView {
                label: words::line(f, Rubric::Books, line),
                whole: false,
                cells: PARTS.iter().map(amount).collect(),
            })
        });
        view.rows = books.collect();
    }
}

/// The place of a dimension among those of a rubric.
pub(super) fn place_of(rubric: Rubric, dimension: Dimension) -> Option<usize> {
    let dimensions = rubric.dimensions();
    dimensions.iter().position(|known| *known == dimension)
}

/// A dimension with the parts of it that stand in columns: their places and codes.
pub(super) type Columns = Vec<(Dimension, Vec<(usize, &'static str)>)>;

/// The columns that say something of some line.
pub(super) fn columns(rubric: Rubric, lines: &[&Line]) -> Columns {
    let said = |place: usize, at: usize| {
        let parts = lines
            .iter()
            .filter_map(|line| line.parts.get(place)?.get(at));
        parts.into_iter().any(|part| *part != Some(0))
    };
    let dimensions = rubric.dimensions().iter().enumerate();
    dimensions
        .map(|(place, dimension)| {
            let parts = dimension.parts().iter().enumerate();
            let parts = parts.filter(|(at, _)| said(place, *at));
            (*dimension, parts.map(|(at, code)| (at, *code)).collect())
        })
        .filter(|(_, parts): &(Dimension, Vec<_>)| !parts.is_empty())
        .collect()
}
