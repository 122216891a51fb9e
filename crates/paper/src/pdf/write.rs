//! Laid out pages to PDF.
//!
//! Owns: the file: fonts, marks, tags, links, outline. Never does: move a mark.

use krilla::Document;
use krilla::SerializeSettings;
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::luma;
use krilla::destination::{Destination, XyzDestination};
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule, Stroke, StrokeDash};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Identifier};

use super::PdfError;
use super::font::Fonts;
use super::layout::{Entry, LaidOut, Places};
use super::sheet::{Mark, PAGE, Sense};
use super::tags::Tags;
use crate::drawing::{At, Tone};
use crate::model::Paper;

/// Writes the file.
pub(super) fn write(paper: &Paper, fonts: &Fonts, laid: LaidOut) -> Result<Vec<u8>, PdfError> {
    let mut document = Document::new_with(SerializeSettings::default());
    let mut tags = Tags::default();
    for sheet in &laid.sheets {
        let settings = PageSettings::from_wh(PAGE.0, PAGE.1)
            .ok_or_else(|| PdfError::Write("page size".to_owned()))?;
        let mut page = document.start_page_with(settings);
        let mut links: Vec<Annotation> = Vec::new();
        {
            let mut surface = page.surface();
            for piece in &sheet.pieces {
                if piece.marks.is_empty() {
                    continue;
                }
                let artifact = piece.sense == Sense::Artifact;
                let tag = if artifact {
                    ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout))
                } else {
                    ContentTag::Other
                };
                let id: Identifier = surface.start_tagged(tag);
                for mark in &piece.marks {
                    draw(&mut surface, fonts, mark);
                    links.extend(link(mark, &laid.places));
                }
                surface.end_tagged();
                if !artifact {
                    tags.push(piece.block, &piece.sense, id);
                }
            }
            surface.finish();
        }
        for annotation in links {
            let id = page.add_tagged_annotation(annotation);
            tags.link(id);
        }
        page.finish();
    }
    document.set_tag_tree(tags.tree());
    document.set_outline(outline(&laid.entries, &laid.places));
    document.set_metadata(
        Metadata::new()
            .title(paper.title.clone())
            .language(paper.language.clone())
            .creator("Akwaba".to_owned()),
    );
    document
        .finish()
        .map_err(|error| PdfError::Write(format!("{error:?}")))
}

fn draw(surface: &mut Surface<'_>, fonts: &Fonts, mark: &Mark) {
    match mark {
        Mark::Words {
            at,
            size,
            face,
            light,
            text,
        } => {
            if text.is_empty() {
                return;
            }
            surface.set_fill(Some(grey(if *light { 255 } else { 0 })));
            surface.set_stroke(None);
            let glyphs = fonts.glyphs(text, *face);
            let start = Point::from_xy(at.0, at.1);
            surface.draw_glyphs(start, &glyphs, fonts.font(*face), text, *size, false);
        }
        Mark::Stroke {
            points,
            width,
            dashed,
        } => {
            surface.set_fill(None);
            surface.set_stroke(Some(pen(*width, *dashed)));
            trace(surface, points, false);
        }
        Mark::Area {
            corners,
            tone,
            outline,
        } => {
            surface.set_fill(match tone {
                Tone::Clear => None,
                Tone::White => Some(grey(255)),
                Tone::Light => Some(grey(236)),
                Tone::Dark => Some(grey(0)),
            });
            surface.set_stroke((*outline > 0.0).then(|| pen(*outline, false)));
            if *tone != Tone::Clear || *outline > 0.0 {
                trace(surface, corners, true);
            }
        }
        Mark::Link { .. } => {}
    }
}

fn grey(lightness: u8) -> Fill {
    Fill {
        paint: luma::Color::new(lightness).into(),
        opacity: NormalizedF32::ONE,
        rule: FillRule::default(),
    }
}

fn pen(width: f32, dashed: bool) -> Stroke {
    Stroke {
        paint: luma::Color::new(if dashed { 90 } else { 0 }).into(),
        width,
        dash: dashed.then(|| StrokeDash {
            array: vec![1.0, 2.2],
            offset: 0.0,
        }),
        ..Stroke::default()
    }
}

fn trace(surface: &mut Surface<'_>, points: &[At], close: bool) {
    let mut path = PathBuilder::new();
    for (index, (x, y)) in points.iter().enumerate() {
        if index == 0 {
            path.move_to(*x, *y);
        } else {
            path.line_to(*x, *y);
        }
    }
    if close {
        path.close();
    }
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
}

/// A link to a place that exists; one to nowhere is plain text.
fn link(mark: &Mark, places: &Places) -> Option<Annotation> {
    let Mark::Link {
        at,
        width,
        height,
        to,
    } = mark
    else {
        return None;
    };
    let (page, y) = places.get(to)?;
    let rect = Rect::from_xywh(at.0, at.1, *width, *height)?;
    let there = XyzDestination::new(*page, Point::from_xy(0.0, (y - 12.0).max(0.0)));
    let target = Target::Destination(Destination::Xyz(there));
    Some(Annotation::new_link(
        LinkAnnotation::new(rect, target),
        Some(format!("page {}", page + 1)),
    ))
}

fn outline(entries: &[Entry], places: &Places) -> Outline {
    let mut outline = Outline::new();
    let mut chapter: Option<OutlineNode> = None;
    for entry in entries {
        let Some((page, y)) = places.get(&entry.anchor) else {
            continue;
        };
        let there = XyzDestination::new(*page, Point::from_xy(0.0, (y - 12.0).max(0.0)));
        let node = OutlineNode::new(entry.text.clone(), there);
        match (&mut chapter, entry.level) {
            (Some(chapter), 2) => chapter.push_child(node),
            (chapter, _) => {
                if let Some(done) = chapter.replace(node) {
                    outline.push_child(done);
                }
            }
        }
    }
    if let Some(last) = chapter {
        outline.push_child(last);
    }
    outline
}
