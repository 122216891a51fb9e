//! A paper as HTML: one file that needs no other, and prints.
//!
//! Owns: the elements of each block and their escaping. Never does: load anything from elsewhere, or run a script.

use crate::drawing::{Anchor, At, Drawing, Shape, Tone, arrow_head};
use crate::model::{Ask, AskKind, Block, Cell, Column, Face, Paper, Run, Text};
use crate::typography;

/// The style of a paper on a screen and when printed.
pub const STYLE: &str = include_str!("paper.css");

/// The whole file.
pub fn page(paper: &Paper) -> String {
    let writer = Writer::of(paper);
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <header class=\"paper-head\"><span>{}</span><span>{}</span></header>\n\
         <main class=\"paper\">\n{}</main>\n<footer class=\"paper-foot\">{}</footer>\n</body>\n</html>\n",
        escape(&paper.language),
        writer.say(&paper.title),
        writer.say(&paper.head.issuer),
        writer.say(&paper.head.reference),
        body(paper),
        writer.say(&paper.head.foot),
    )
}

/// What is inside, for a page that has its own head and style.
pub fn body(paper: &Paper) -> String {
    let writer = Writer::of(paper);
    paper
        .blocks
        .iter()
        .map(|block| writer.block(block))
        .collect()
}

/// A drawing as SVG.
pub fn svg(drawing: &Drawing) -> String {
    let mut out = format!(
        "<svg class=\"drawing\" role=\"img\" viewBox=\"0 0 {:.1} {:.1}\" width=\"{:.0}\" height=\"{:.0}\" \
         xmlns=\"http://www.w3.org/2000/svg\"><title>{}</title>\n",
        drawing.width,
        drawing.height,
        drawing.width,
        drawing.height,
        escape(&drawing.alt)
    );
    for shape in &drawing.shapes {
        out.push_str(&svg_shape(shape));
    }
    out.push_str("</svg>\n");
    out
}

/// Text that is safe between tags and in quoted attributes.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

struct Writer<'a> {
    french: bool,
    headings: Vec<(u8, &'a str, &'a str)>,
}

impl<'a> Writer<'a> {
    fn of(paper: &'a Paper) -> Self {
        Self {
            french: paper.language.starts_with("fr"),
            headings: paper
                .blocks
                .iter()
                .filter_map(|block| match block {
                    Block::Heading {
                        level,
                        text,
                        anchor,
                    } => Some((*level, text.as_str(), anchor.as_str())),
                    _ => None,
                })
                .collect(),
        }
    }

    fn say(&self, text: &str) -> String {
        let spaced = if self.french {
            typography::french(text)
        } else {
            text.to_owned()
        };
        escape(&spaced).replace('\n', "<br>")
    }

    fn text(&self, text: &Text) -> String {
        text.0.iter().map(|run| self.run(run)).collect()
    }

    fn run(&self, run: &Run) -> String {
        let said = self.say(&run.text);
        let faced = match run.face {
            Face::Plain => said,
            Face::Strong => format!("<strong>{said}</strong>"),
            Face::Emphasis => format!("<em>{said}</em>"),
        };
        match &run.to {
            Some(to) => format!("<a href=\"#{}\">{faced}</a>", escape(to)),
            None => faced,
        }
    }

    fn block(&self, block: &Block) -> String {
        match block {
            Block::Heading {
                level,
                text,
                anchor,
            } => {
                // The title of the file is its only first level.
                let h = (level + 1).min(4);
                format!(
                    "<h{h} id=\"{}\">{}</h{h}>\n",
                    escape(anchor),
                    self.say(text)
                )
            }
            Block::Cover { title, lines } => {
                let under: String = lines
                    .iter()
                    .map(|line| format!("<p>{}</p>\n", self.say(line)))
                    .collect();
                format!(
                    "<div class=\"cover\">\n<h1>{}</h1>\n{under}</div>\n",
                    self.say(title)
                )
            }
            Block::Letterhead { from, mark, title } => format!(
                "<div class=\"letterhead\"><div>{}</div><div>{}</div></div>\n<h1>{}</h1>\n",
                self.lines(from),
                self.lines(mark),
                self.say(title)
            ),
            Block::Paragraph(text) => format!("<p>{}</p>\n", self.text(text)),
            Block::List { numbered, items } => {
                let tag = if *numbered { "ol" } else { "ul" };
                let items: String = items
                    .iter()
                    .map(|item| format!("<li>{}</li>\n", self.text(item)))
                    .collect();
                format!("<{tag}>\n{items}</{tag}>\n")
            }
            Block::Facts(facts) => {
                let rows: String = facts
                    .iter()
                    .map(|(label, text)| {
                        format!(
                            "<div><dt>{}</dt><dd>{}</dd></div>\n",
                            self.say(label),
                            self.text(text)
                        )
                    })
                    .collect();
                format!("<dl>\n{rows}</dl>\n")
            }
            Block::Table { columns, rows } => self.table(columns, rows),
            Block::Note(note) => format!(
                "<p class=\"note\"><strong>{}</strong> {}</p>\n",
                self.say(&note.label),
                self.text(&note.text)
            ),
            Block::Ask(ask) => self.ask(ask),
            Block::Signatures(labels) => {
                let places: String = labels
                    .iter()
                    .map(|label| format!("<div>{}</div>\n", self.say(label)))
                    .collect();
                format!("<div class=\"signatures\">\n{places}</div>\n")
            }
            Block::Drawing(drawing) => format!("<figure>{}</figure>\n", svg(drawing)),
            Block::Contents { title, depth } => self.contents(title, *depth),
            Block::Index(words) => self.index(words),
            Block::PageBreak => "<div class=\"break\"></div>\n".to_owned(),
        }
    }

    fn lines(&self, lines: &[String]) -> String {
        let said = lines.iter().map(|line| self.say(line));
        said.collect::<Vec<_>>().join("<br>")
    }

    fn table(&self, columns: &[Column], rows: &[Vec<Cell>]) -> String {
        let heads: String = columns
            .iter()
            .map(|column| format!("<th scope=\"col\">{}</th>", self.say(&column.title)))
            .collect();
        let mut body = String::new();
        for row in rows {
            body.push_str("<tr>");
            for (index, column) in columns.iter().enumerate() {
                let empty = Cell::default();
                let cell = row.get(index).unwrap_or(&empty);
                let texts: Vec<String> = cell.0.iter().map(|text| self.text(text)).collect();
                body.push_str(&format!(
                    "<td data-label=\"{}\">{}</td>",
                    self.say(&column.title),
                    texts.join("<br>")
                ));
            }
            body.push_str("</tr>\n");
        }
        format!("<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n")
    }

    fn ask(&self, ask: &Ask) -> String {
        let star = if ask.required { " <b>*</b>" } else { "" };
        let hint = if ask.hint.is_empty() {
            String::new()
        } else {
            format!("<small>{}</small>\n", self.say(&ask.hint))
        };
        let room = match &ask.kind {
            AskKind::Lines {
                answer: Some(answer),
                ..
            } => format!("<p class=\"answer\">{}</p>", self.say(answer)),
            AskKind::Lines { count, .. } => {
                "<p class=\"line\"></p>".repeat(usize::from(*count).max(1))
            }
            AskKind::Choices { choices, .. } => {
                let items: String = choices
                    .iter()
                    .map(|(label, ticked)| {
                        let class = if *ticked { " class=\"ticked\"" } else { "" };
                        format!("<li{class}>{}</li>", self.say(label))
                    })
                    .collect();
                format!("<ul class=\"ticks\">{items}</ul>")
            }
            AskKind::Boxes { groups, answer } => {
                let mut cells = String::from("<p class=\"boxes\">");
                for (index, count) in groups.iter().enumerate() {
                    let mut said = answer
                        .get(index)
                        .map(|text| text.chars())
                        .into_iter()
                        .flatten();
                    for _ in 0..*count {
                        let c = said.next().map(String::from).unwrap_or_default();
                        cells.push_str(&format!("<i>{}</i>", escape(&c)));
                    }
                    cells.push_str("<s></s>");
                }
                cells.push_str("</p>");
                cells
            }
        };
        format!(
            "<div class=\"ask\">\n<p>{}{star}</p>\n{hint}{room}\n</div>\n",
            self.text(&ask.label)
        )
    }

    fn contents(&self, title: &str, depth: u8) -> String {
        let items: String = self
            .headings
            .iter()
            .filter(|(level, ..)| *level <= depth)
            .map(|(level, text, anchor)| {
                format!(
                    "<li class=\"level-{level}\"><a href=\"#{}\">{}</a></li>\n",
                    escape(anchor),
                    self.say(text)
                )
            })
            .collect();
        format!(
            "<nav id=\"sommaire\">\n<h2>{}</h2>\n<ul>\n{items}</ul>\n</nav>\n",
            self.say(title)
        )
    }

    fn index(&self, words: &[(String, Vec<String>)]) -> String {
        let items: String = words
            .iter()
            .map(|(word, anchors)| {
                let places: Vec<String> = anchors
                    .iter()
                    .map(|anchor| {
                        let title = self
                            .headings
                            .iter()
                            .find(|(.., name)| name == anchor)
                            .map_or(anchor.as_str(), |(_, text, _)| *text);
                        format!("<a href=\"#{}\">{}</a>", escape(anchor), self.say(title))
                    })
                    .collect();
                format!("<li>{} : {}</li>\n", self.say(word), places.join(" · "))
            })
            .collect();
        format!("<ul class=\"index\">\n{items}</ul>\n")
    }
}

fn points(points: &[At]) -> String {
    points
        .iter()
        .map(|(x, y)| format!("{x:.1},{y:.1}"))
        .collect::<Vec<_>>()
        .join(" ")
}

fn svg_shape(shape: &Shape) -> String {
    match shape {
        Shape::Area {
            corners,
            tone,
            outline,
        } => {
            let fill = match tone {
                Tone::Clear => "none",
                Tone::White => "#fff",
                Tone::Light => "#ececec",
                Tone::Dark => "#111",
            };
            let stroke = if *outline > 0.0 {
                format!(" stroke=\"#111\" stroke-width=\"{outline:.1}\"")
            } else {
                String::new()
            };
            format!(
                "<polygon points=\"{}\" fill=\"{fill}\"{stroke}/>\n",
                points(corners)
            )
        }
        Shape::Line {
            points: through,
            width,
            arrow,
            dashed,
        } => {
            let dash = if *dashed {
                " stroke-dasharray=\"3 3\""
            } else {
                ""
            };
            let mut out = format!(
                "<polyline points=\"{}\" fill=\"none\" stroke=\"#111\" stroke-width=\"{width:.1}\"{dash}/>\n",
                points(through)
            );
            if let ([.., from, to], true) = (through.as_slice(), *arrow) {
                out.push_str(&format!(
                    "<polygon points=\"{}\" fill=\"#111\"/>\n",
                    points(&arrow_head(*from, *to))
                ));
            }
            out
        }
        Shape::Label {
            at,
            size,
            anchor,
            strong,
            light,
            text,
        } => {
            let anchor = match anchor {
                Anchor::Start => "start",
                Anchor::Middle => "middle",
                Anchor::End => "end",
            };
            let weight = if *strong { " font-weight=\"700\"" } else { "" };
            let fill = if *light { "#fff" } else { "#111" };
            format!(
                "<text x=\"{:.1}\" y=\"{:.1}\" font-size=\"{size:.1}\" text-anchor=\"{anchor}\" fill=\"{fill}\"{weight}>{}</text>\n",
                at.0,
                at.1,
                escape(text)
            )
        }
    }
}

#[cfg(test)]
#[path = "html_tests.rs"]
mod tests;
