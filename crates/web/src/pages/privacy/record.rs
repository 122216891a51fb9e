//! The record of a destruction, numbered, to print and sign: kinds, counts and numbers, no content.

use akwaba_domain::centre::trail::Event;
use akwaba_domain::policy::act;
use akwaba_domain::privacy::destruction::Cleaning;
use akwaba_domain::privacy::{Destruction, Stage};
use akwaba_journal::id::EntityId;
use akwaba_paper::{Block, Column, Text};

use super::destruction::{asked, path, told};
use super::shared::{Document, centre, named, pressed, sheet};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::pages::here::may;
use crate::pages::reception::{Staff, centre_code, numbered};
use crate::pages::registry::common::note;
use crate::problem::Problem;
use crate::show;

/// The destruction of the address, once it is done.
fn done(exchange: &Exchange<'_, '_>) -> Result<Destruction, Problem> {
    let (one, _) = asked(exchange)?;
    matches!(one.stage(), Stage::Destroyed | Stage::Cleaned)
        .then_some(one)
        .ok_or(Problem::NotFound)
}

fn document(
    exchange: &Exchange<'_, '_>,
    f: &Frame,
    one: &Destruction,
) -> Result<Document, Problem> {
    let centre = centre(exchange);
    let ruling = one.ruling.as_ref().ok_or(Problem::NotFound)?;
    let (staff, code) = exchange.read(|tx| {
        let staff = Staff::of(tx, centre, [one.by, ruling.by])?;
        Ok((staff, centre_code(tx, centre)?))
    })?;
    let number = numbered(one.number, &code);
    let at = |who: &str, micros: i64| {
        let args = [
            ("who", who.into()),
            ("when", show::moment_of_micros(f.lang, micros).into()),
        ];
        Text::from(f.tn("privacy-record-by", args))
    };
    let cleaned = match one.cleaned {
        Some((how, micros)) => at(&f.word("privacy-cleaning-", how.code()), micros),
        None => Text::strong(f.t("privacy-unclean")),
    };
    let facts = vec![
        (
            f.t("privacy-ground"),
            f.word("privacy-ground-", one.ground.code()).into(),
        ),
        (f.t("privacy-why-destroy"), one.why.as_str().into()),
        (
            f.t("privacy-proposed-by"),
            at(staff.name(one.by), one.at_micros),
        ),
        (
            f.t("privacy-confirmed-by"),
            at(staff.name(ruling.by), ruling.at_micros),
        ),
        (f.t("privacy-cleaned"), cleaned),
    ];
    let counts = told(f, ruling.counts).into_iter();
    let files = one.files.iter().map(|file| {
        // The whole number, so that two records never name the same file by chance.
        Text::from(format!("{} · {}", named(f, *file), file.id))
    });
    let mut blocks = vec![
        Block::Paragraph(f.t("privacy-record-lead").into()),
        Block::Facts(facts),
        Block::Table {
            columns: vec![
                Column::new(f.t("privacy-what"), 3.0),
                Column::new(f.t("privacy-count"), 1.0),
            ],
            rows: counts
                .map(|(what, count)| vec![what.into(), count.into()])
                .collect(),
        },
    ];
    if !one.files.is_empty() {
        blocks.push(Block::Heading {
            level: 2,
            text: f.t("privacy-files-named"),
            anchor: "files".to_owned(),
        });
        blocks.push(Block::List {
            numbered: true,
            items: files.collect(),
        });
    }
    blocks.push(Block::Paragraph(f.t("privacy-record-backups").into()));
    if matches!(one.cleaned, Some((Cleaning::Server, _))) {
        blocks.push(Block::Paragraph(f.t("privacy-record-server").into()));
    }
    blocks.push(Block::Signatures(vec![
        f.t("privacy-sign-proposed"),
        f.t("privacy-sign-confirmed"),
    ]));
    Ok(Document {
        foot: f.t1("privacy-record-foot", "number", number.as_str()),
        number,
        blocks,
    })
}

fn noted(
    exchange: &mut Exchange<'_, '_>,
    id: EntityId,
    event: Event,
    route: &str,
) -> Result<(), Problem> {
    let allowed = may::<act::PrivacySee, EntityId>(exchange, id)?;
    note(exchange, &allowed, event, route)
}

pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let one = done(exchange)?;
    let frame = exchange.frame("privacy-record-title");
    let document = document(exchange, &frame, &one)?;
    noted(exchange, one.id, Event::Printed, "privacy.record")?;
    let back = path(one.id);
    let pdf = (format!("{back}/proces-verbal/pdf"), frame.t("privacy-pdf"));
    sheet(exchange, &frame, document, (&back, vec![pdf]))
}

pub(super) fn pdf(exchange: &mut Exchange<'_, '_>) -> Answer {
    let one = done(exchange)?;
    let frame = exchange.frame("privacy-record-title");
    let document = document(exchange, &frame, &one)?;
    let file = format!("pv-{}.pdf", document.number.replace('/', "-"));
    let answer = pressed(exchange, &frame, document, &file)?;
    noted(exchange, one.id, Event::Printed, "privacy.record-pdf")?;
    Ok(answer)
}
