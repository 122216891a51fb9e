//! The backups in the folder of this PC: which are past their age, and removing them.

use akwaba_domain::policy::act;
use akwaba_domain::privacy::FileKind;
use akwaba_domain::refusal::{Refusal, Refusals};
use jiff::civil::Date;

use super::shared::{Card, Sheet, allow, fields, shown, today};
use super::terms::{long, terms};
use crate::doors::Kept;
use crate::exchange::{Answer, Exchange};
use crate::frame::Flash;
use crate::parts::{Html, Notice, Row, Table, Tag, Tone};
use crate::problem::Problem;
use crate::show;

const PATH: &str = "/donnees/sauvegardes";

pub(super) fn list(exchange: &mut Exchange<'_, '_>) -> Answer {
    page(exchange, None)
}

/// Whether one is past its age: one of which nobody can say when it was made is.
fn expired(kept: &Kept, cutoff: Date) -> bool {
    let day = |made| akwaba_domain::ctx::day_of(made);
    kept.made.is_none_or(|made| day(made) <= cutoff)
}

fn page(exchange: &mut Exchange<'_, '_>, refused: Option<&Refusals>) -> Answer {
    let allowed = allow::<act::BackupRemove>(exchange)?;
    let backups = exchange.call.doors.backups(&allowed)?;
    let term = terms(exchange)?.of_kind(FileKind::Backup);
    let cutoff = term.cutoff(today(exchange));
    let mut frame = exchange.frame("privacy-backups-title");
    let form = fields(exchange, &mut frame, refused);
    let f = &frame;
    let table = |caption: &str| {
        Table::new(f, f.t(caption))
            .column("privacy-backup")
            .column("privacy-made")
            .number("privacy-size")
            .column("privacy-state")
    };
    let (mut young, mut old) = (table("privacy-backups-young"), table("privacy-backups-old"));
    for kept in &backups {
        let made = kept
            .made
            .map_or_else(|| f.t("privacy-unknown"), |made| show::moment(f.lang, made));
        let size = f.t1("privacy-kilobytes", "count", kept.bytes.div_ceil(1024));
        let over = expired(kept, cutoff);
        let name = if over {
            Html::tick("name", &kept.name, &kept.name)
        } else {
            Html::text(&kept.name)
        };
        let tag = if over {
            Tag::new(Tone::Attention, f.t("privacy-expired"))
        } else {
            Tag::new(Tone::Calm, f.t("privacy-in-time"))
        };
        let row = Row::new()
            .cell(name)
            .cell(made)
            .cell(size)
            .cell(Html::of(&tag));
        if over {
            old = old.row(row);
        } else {
            young = young.row(row);
        }
    }
    let sure = form.tick("sure", "privacy-backups-sure").needed();
    let card = Card {
        title: f.t("privacy-backups-old-title"),
        text: f.t("privacy-backups-old-text"),
        path: PATH.to_owned(),
        fields: vec![Html::of(&sure)],
        button: f.t("privacy-backups-remove"),
        table: Some(old.clone()),
        ..Card::default()
    };
    let elsewhere = Notice::new(
        Tone::Attention,
        f.t("privacy-elsewhere"),
        f.t("privacy-elsewhere-text"),
    );
    let page = Sheet {
        lead: f.t1("privacy-backups-lead", "term", long(f, &term)),
        notices: vec![elsewhere],
        tables: (!young.is_empty()).then_some(young).into_iter().collect(),
        cards: (!old.is_empty()).then_some(card).into_iter().collect(),
        form: Some(&form),
        ..Sheet::new(f, "/donnees")
    };
    shown(exchange, &page, refused)
}

/// Removes those that were ticked, as far as they are past their age.
pub(super) fn remove(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::BackupRemove>(exchange)?;
    let cutoff = terms(exchange)?
        .of_kind(FileKind::Backup)
        .cutoff(today(exchange));
    let known = exchange.call.doors.backups(&allowed)?;
    let old = known.iter().filter(|kept| expired(kept, cutoff));
    let names: Vec<String> = old
        .filter(|kept| exchange.form.has("name", &kept.name))
        .map(|kept| kept.name.clone())
        .collect();
    let mut refusals = Refusals::new();
    if names.is_empty() {
        refusals.push(Refusal::whole("privacy-none-ticked"));
    }
    if names.len() == known.len() && !names.is_empty() {
        refusals.push(Refusal::whole("privacy-last-backup"));
    }
    if exchange.form.get("sure") != "1" {
        refusals.push(Refusal::at("sure", "privacy-not-sure"));
    }
    if let Err(refusals) = refusals.or(()) {
        return page(exchange, Some(&refusals));
    }
    exchange
        .call
        .doors
        .remove_backups(&allowed, &names)
        .map_err(Problem::from)?;
    exchange.done(PATH, Flash::good("privacy-said-removed"))
}
