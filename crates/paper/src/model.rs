//! What a document is made of.
//!
//! Owns: the blocks and the text in them. Never does: decide where on a page anything stands.

use crate::drawing::Drawing;

/// A document.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Paper {
    /// Its title, of the file as of the first page.
    pub title: String,
    /// BCP 47 language; `fr` gets French spacing.
    pub language: String,
    /// What stands at the top of every page, and at its foot.
    pub head: Head,
    /// What it says, in order.
    pub blocks: Vec<Block>,
}

/// The top and the foot of every page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Head {
    /// Left at the top: usually who issues it.
    pub issuer: String,
    /// Right at the top: usually the code and version.
    pub reference: String,
    /// Left at the foot; the page number stands at the right.
    pub foot: String,
    /// Under the foot: who pressed it, when, and under which number; nothing for a paper that is nobody's in particular.
    pub printed: String,
}

/// How a run of text looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Face {
    /// Upright.
    #[default]
    Plain,
    /// Bold.
    Strong,
    /// Italic.
    Emphasis,
}

/// Text of one look.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Run {
    /// The words.
    pub text: String,
    /// Their look.
    pub face: Face,
    /// The anchor in the same document that they lead to.
    pub to: Option<String>,
}

/// Text, in runs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text(pub Vec<Run>);

impl Text {
    /// Text in bold.
    pub fn strong(text: impl Into<String>) -> Self {
        Self::default().and(Face::Strong, text)
    }

    /// Text in italic.
    pub fn emphasis(text: impl Into<String>) -> Self {
        Self::default().and(Face::Emphasis, text)
    }

    /// Text that leads to an anchor.
    pub fn link(text: impl Into<String>, to: impl Into<String>) -> Self {
        Self(vec![Run {
            text: text.into(),
            face: Face::Plain,
            to: Some(to.into()),
        }])
    }

    /// The same with more behind it.
    #[must_use]
    pub fn and(mut self, face: Face, text: impl Into<String>) -> Self {
        self.0.push(Run {
            text: text.into(),
            face,
            to: None,
        });
        self
    }

    /// The same with another text behind it.
    #[must_use]
    pub fn then(mut self, other: impl Into<Self>) -> Self {
        self.0.extend(other.into().0);
        self
    }

    /// The words alone.
    pub fn words(&self) -> String {
        self.0.iter().map(|run| run.text.as_str()).collect()
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|run| run.text.is_empty())
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self(vec![Run {
            text: text.to_owned(),
            ..Run::default()
        }])
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self(vec![Run {
            text,
            ..Run::default()
        }])
    }
}

/// One thing under another.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A heading; those of levels 1 and 2 stand in the contents and the outline.
    Heading {
        /// 1, 2 or 3.
        level: u8,
        /// Its words.
        text: String,
        /// The name by which links, contents and index find it.
        anchor: String,
    },
    /// The title of the document on a page of its own, with lines under it.
    Cover {
        /// The title.
        title: String,
        /// What stands under it.
        lines: Vec<String>,
    },
    /// The top of an office's paper: whose it is at the left, its number and date at the right, and
    /// what it is under both.
    Letterhead {
        /// Whose paper it is, the highest first.
        from: Vec<String>,
        /// Number and date.
        mark: Vec<String>,
        /// What it is.
        title: String,
    },
    /// A paragraph.
    Paragraph(Text),
    /// A list; numbered or not.
    List {
        /// Whether its items count.
        numbered: bool,
        /// The items.
        items: Vec<Text>,
    },
    /// Labels with what they say, in two columns.
    Facts(Vec<(String, Text)>),
    /// A table, its header repeated on each page.
    Table {
        /// Its columns.
        columns: Vec<Column>,
        /// Its rows; a missing cell is empty.
        rows: Vec<Vec<Cell>>,
    },
    /// A framed remark.
    Note(Note),
    /// A question of a paper form, with room for the answer.
    Ask(Ask),
    /// Places to sign or to press a thumb, side by side, each under its label.
    Signatures(Vec<String>),
    /// A drawing.
    Drawing(Drawing),
    /// What the headings are, with their pages.
    Contents {
        /// Its own title.
        title: String,
        /// The deepest level shown: 1 or 2.
        depth: u8,
    },
    /// Words and the anchors where they are spoken of.
    Index(Vec<(String, Vec<String>)>),
    /// The next block begins a page.
    PageBreak,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// What stands in its header.
    pub title: String,
    /// Its share of the width.
    pub share: f32,
}

impl Column {
    /// A column.
    pub fn new(title: impl Into<String>, share: f32) -> Self {
        Self {
            title: title.into(),
            share,
        }
    }
}

/// A cell: texts, each on a line of its own.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cell(pub Vec<Text>);

impl<T: Into<Text>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self(vec![text.into()])
    }
}

/// A framed remark.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// What kind of remark it is, in a word.
    pub label: String,
    /// What it says.
    pub text: Text,
}

/// A question of a paper form.
#[derive(Debug, Clone, PartialEq)]
pub struct Ask {
    /// The question.
    pub label: Text,
    /// What helps to answer it, or when it is asked.
    pub hint: String,
    /// Whether an answer is required.
    pub required: bool,
    /// How it is answered.
    pub kind: AskKind,
}

/// How a question is answered on paper.
#[derive(Debug, Clone, PartialEq)]
pub enum AskKind {
    /// On ruled lines; or the answer itself, when the form is filled.
    Lines {
        /// How many lines there are to write on.
        count: u8,
        /// What was answered.
        answer: Option<String>,
    },
    /// By ticking; whether each is ticked.
    Choices {
        /// The choices.
        choices: Vec<(String, bool)>,
        /// Whether several may be ticked.
        several: bool,
    },
    /// One character a box, in groups: a date is `[2, 2, 4]`.
    Boxes {
        /// How many boxes each group has.
        groups: Vec<u8>,
        /// What was answered, a group each.
        answer: Vec<String>,
    },
}
