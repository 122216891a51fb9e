//! The structure of a PDF for screen readers.
//!
//! Owns: which pieces form one heading, paragraph, list, table or figure. Never does: draw.

use std::num::NonZeroU16;

use krilla::tagging::{Identifier, TableHeaderScope, Tag, TagGroup, TagTree};

use super::sheet::Sense;

/// The structure as it grows.
#[derive(Default)]
pub(super) struct Tags {
    tree: TagTree,
    open: Option<Open>,
}

/// What is being gathered.
enum Open {
    /// One block of one kind.
    Block(usize, TagGroup),
    /// A list: the block of its last item, the items before, the last item.
    List(usize, TagGroup, TagGroup),
    /// A table: its block, the rows before, the last row's number and cells.
    Table {
        block: usize,
        table: TagGroup,
        row: usize,
        cells: TagGroup,
        column: usize,
        cell: TagGroup,
    },
}

impl Tags {
    /// Another piece, in reading order.
    pub(super) fn push(&mut self, block: usize, sense: &Sense, id: Identifier) {
        self.open = Some(match (self.open.take(), sense) {
            (Some(Open::Block(number, mut group)), Sense::Heading(..) | Sense::Paragraph)
                if number == block =>
            {
                group.push(id);
                Open::Block(number, group)
            }
            (Some(Open::List(number, mut list, mut item)), Sense::Item) => {
                if number != block {
                    list.push(list_item(item));
                    item = TagGroup::new(Tag::LBody);
                }
                item.push(id);
                Open::List(block, list, item)
            }
            (
                Some(Open::Table {
                    block: number,
                    table,
                    row,
                    cells,
                    column,
                    cell,
                }),
                Sense::Cell {
                    row: to_row,
                    column: to_column,
                    head,
                },
            ) if number == block => next_cell(
                (number, table, row, cells, column, cell),
                (*to_row, *to_column, *head),
                id,
            ),
            (before, _) => {
                self.close(before);
                begin(block, sense, id)
            }
        });
    }

    /// A link, after the pieces of its page.
    pub(super) fn link(&mut self, id: Identifier) {
        let before = self.open.take();
        self.close(before);
        self.tree
            .push(TagGroup::with_children(Tag::Link, vec![id.into()]));
    }

    /// The whole.
    pub(super) fn tree(mut self) -> TagTree {
        let last = self.open.take();
        self.close(last);
        self.tree
    }

    fn close(&mut self, open: Option<Open>) {
        match open {
            None => {}
            Some(Open::Block(_, group)) => self.tree.push(group),
            Some(Open::List(_, mut list, item)) => {
                list.push(list_item(item));
                self.tree.push(list);
            }
            Some(Open::Table {
                mut table,
                mut cells,
                cell,
                ..
            }) => {
                cells.push(cell);
                table.push(cells);
                self.tree.push(table);
            }
        }
    }
}

fn begin(block: usize, sense: &Sense, id: Identifier) -> Open {
    match sense {
        Sense::Heading(level, title) => {
            let level = NonZeroU16::new(u16::from(*level)).unwrap_or(NonZeroU16::MIN);
            let tag = Tag::Hn(level, Some(title.clone()));
            Open::Block(block, TagGroup::with_children(tag, vec![id.into()]))
        }
        Sense::Figure(alt) => {
            let tag = Tag::Figure(Some(alt.clone()));
            Open::Block(block, TagGroup::with_children(tag, vec![id.into()]))
        }
        Sense::Item => Open::List(
            block,
            TagGroup::new(Tag::L(krilla::tagging::ListNumbering::None)),
            TagGroup::with_children(Tag::LBody, vec![id.into()]),
        ),
        Sense::Cell { row, column, head } => Open::Table {
            block,
            table: TagGroup::new(Tag::Table),
            row: *row,
            cells: TagGroup::new(Tag::TR),
            column: *column,
            cell: cell(*head, id),
        },
        Sense::Paragraph | Sense::Artifact => {
            Open::Block(block, TagGroup::with_children(Tag::P, vec![id.into()]))
        }
    }
}

fn cell(head: bool, id: Identifier) -> TagGroup {
    if head {
        TagGroup::with_children(Tag::TH(TableHeaderScope::Column), vec![id.into()])
    } else {
        TagGroup::with_children(Tag::TD, vec![id.into()])
    }
}

fn list_item(body: TagGroup) -> TagGroup {
    TagGroup::with_children(Tag::LI, vec![body.into()])
}

/// The same cell goes on, or another begins in the same row or the next.
fn next_cell(
    (block, mut table, row, mut cells, column, mut now): (
        usize,
        TagGroup,
        usize,
        TagGroup,
        usize,
        TagGroup,
    ),
    (to_row, to_column, head): (usize, usize, bool),
    id: Identifier,
) -> Open {
    if (row, column) == (to_row, to_column) {
        now.push(id);
    } else {
        cells.push(now);
        if row != to_row {
            table.push(cells);
            cells = TagGroup::new(Tag::TR);
        }
        now = cell(head, id);
    }
    Open::Table {
        block,
        table,
        row: to_row,
        cells,
        column: to_column,
        cell: now,
    }
}
