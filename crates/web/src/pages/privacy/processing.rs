//! The register of processing, written from what the system itself holds: the policy says who reads,
//! the terms say how long. A use that is not listed here is not in the register.

use akwaba_domain::actor::Role;
use akwaba_domain::centre::trail::Event;
use akwaba_domain::policy::{self, Action, act};
use akwaba_domain::privacy::{FileKind, Terms};
use akwaba_journal::id::EntityId;
use akwaba_paper::{Block, Cell, Column};

use super::shared::{Document, centre, pressed, sheet, today};
use super::terms::{end, long, since, terms};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::pages::here::may;
use crate::pages::registry::common::note;
use crate::problem::Problem;
use crate::show;

const REGISTER: &str = "/donnees/traitements";

/// A use that is made of what is kept: its code, who reads it, by which term it is kept.
struct Processing {
    code: &'static str,
    reads: Action,
    kept: FileKind,
}

/// Every use there is. A feature that keeps something else about people adds its line.
const USES: [Processing; 9] = [
    Processing {
        code: "reception",
        reads: Action::QueueSee,
        kept: FileKind::Visit,
    },
    Processing {
        code: "registry",
        reads: Action::PersonSee,
        kept: FileKind::Person,
    },
    Processing {
        code: "casework",
        reads: Action::CaseSee,
        kept: FileKind::Case,
    },
    Processing {
        code: "restricted",
        reads: Action::CaseSee,
        kept: FileKind::RestrictedCase,
    },
    Processing {
        code: "referral",
        reads: Action::ReferralSee,
        kept: FileKind::Referral,
    },
    Processing {
        code: "documents",
        reads: Action::DocumentSee,
        kept: FileKind::Document,
    },
    Processing {
        code: "aid",
        reads: Action::AidSee,
        kept: FileKind::Register,
    },
    Processing {
        code: "staff",
        reads: Action::AccountsSee,
        kept: FileKind::Trail,
    },
    Processing {
        code: "backups",
        reads: Action::BackupRemove,
        kept: FileKind::Backup,
    },
];

/// The roles that may do an action, in words.
fn readers(f: &Frame, action: Action) -> String {
    let roles = Role::ALL
        .into_iter()
        .filter(|role| policy::may(*role, action));
    let said: Vec<String> = roles
        .map(|role| f.word("frame-role-", role.code()))
        .collect();
    said.join(", ")
}

pub(super) fn heading(f: &Frame, key: &str) -> Block {
    Block::Heading {
        level: 2,
        text: f.t(key),
        anchor: key.to_owned(),
    }
}

pub(super) fn columns<const N: usize>(f: &Frame, keys: [(&str, f32); N]) -> Vec<Column> {
    keys.iter()
        .map(|(key, share)| Column::new(f.t(key), *share))
        .collect()
}

/// How long each kind is kept, as a table.
pub(super) fn kept(f: &Frame, terms: &Terms) -> Block {
    let rows = terms.all().iter().map(|term| {
        let basis = if term.decision.is_empty() {
            f.t("privacy-proposal")
        } else {
            term.decision.clone()
        };
        let cells = [
            f.word("privacy-file-", term.kind.code()),
            long(f, term),
            since(f, term.kind),
            basis,
            end(f, term.kind),
        ];
        cells.into_iter().map(Cell::from).collect()
    });
    Block::Table {
        columns: columns(
            f,
            [
                ("privacy-kind", 2.0),
                ("privacy-how-long", 1.0),
                ("privacy-from", 2.0),
                ("privacy-basis", 1.5),
                ("privacy-how-ends", 2.0),
            ],
        ),
        rows: rows.collect(),
    }
}

/// The register.
fn register(f: &Frame, terms: &Terms) -> Vec<Block> {
    let mut blocks = vec![Block::Paragraph(f.t("privacy-register-lead").into())];
    for one in &USES {
        blocks.push(Block::Heading {
            level: 2,
            text: f.word("privacy-use-", one.code),
            anchor: one.code.to_owned(),
        });
        let term = terms.of_kind(one.kept);
        let kept = format!("{} · {}", long(f, &term), since(f, one.kept));
        blocks.push(Block::Facts(vec![
            (
                f.t("privacy-register-purpose"),
                f.word("privacy-purpose-", one.code).into(),
            ),
            (
                f.t("privacy-register-data"),
                f.word("privacy-data-", one.code).into(),
            ),
            (
                f.t("privacy-register-readers"),
                readers(f, one.reads).into(),
            ),
            (
                f.t("privacy-register-outside"),
                f.word("privacy-outside-", one.code).into(),
            ),
            (f.t("privacy-how-long"), kept.into()),
        ]));
    }
    blocks.push(heading(f, "privacy-register-security"));
    blocks.push(Block::List {
        numbered: false,
        items: [
            "privacy-security-keys",
            "privacy-security-policy",
            "privacy-security-trail",
            "privacy-security-two",
            "privacy-security-country",
        ]
        .iter()
        .map(|key| f.t(key).into())
        .collect(),
    });
    blocks.push(heading(f, "privacy-terms-title"));
    blocks.push(kept(f, terms));
    blocks.push(Block::Paragraph(f.t("privacy-register-formality").into()));
    blocks.push(Block::Signatures(vec![f.t("privacy-sign-director")]));
    blocks
}

pub(super) fn noted(
    exchange: &mut Exchange<'_, '_>,
    what: &str,
    event: Event,
    route: &str,
) -> Result<(), Problem> {
    let id = EntityId::named(&format!("{what}/{}", centre(exchange)));
    let allowed = may::<act::PrivacyReport, EntityId>(exchange, id)?;
    note(exchange, &allowed, event, route)
}

fn register_document(exchange: &Exchange<'_, '_>, f: &Frame) -> Result<Document, Problem> {
    let terms = terms(exchange)?;
    Ok(Document {
        number: show::civil(today(exchange)),
        blocks: register(f, &terms),
        foot: f.t("privacy-register-foot"),
    })
}

/// The register on a page.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let frame = exchange.frame("privacy-register-title");
    let document = register_document(exchange, &frame)?;
    let pdf = (format!("{REGISTER}/pdf"), frame.t("privacy-pdf"));
    sheet(exchange, &frame, document, ("/donnees", vec![pdf]))
}

/// The register as a PDF file.
pub(super) fn pdf(exchange: &mut Exchange<'_, '_>) -> Answer {
    let frame = exchange.frame("privacy-register-title");
    let document = register_document(exchange, &frame)?;
    let answer = pressed(exchange, &frame, document, "registre-des-traitements.pdf")?;
    noted(
        exchange,
        "processing",
        Event::Printed,
        "privacy.register-pdf",
    )?;
    Ok(answer)
}
