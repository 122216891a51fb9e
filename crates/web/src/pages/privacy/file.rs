//! One file as it stands: until when it is kept, what holds it; keeping it, letting it go, and proposing
//! to destroy it because the person asks for it.

use akwaba_domain::policy::act;
use akwaba_domain::privacy::file::{keep as keep_file, keeping_entity, kept};
use akwaba_domain::privacy::request::Wish;
use akwaba_domain::privacy::{File, FileRef, Hold, Kind};
use akwaba_domain::refusal::Refusals;
use akwaba_store::projections::privacy;
use akwaba_store::{append, entity};

use super::shared::{
    Card, Sheet, allow, centre, fields, file_path, held, here, named, sending, shown, today,
};
use super::terms::{long, terms};
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::parts::{Fields, Html, Row, Summary, Table};
use crate::problem::Problem;
use crate::show;

/// The file of the address.
fn asked(exchange: &Exchange<'_, '_>) -> Result<File, Problem> {
    let kind = Kind::from_code(exchange.param("genre")).ok_or(Problem::NotFound)?;
    let id = exchange.id("id")?;
    let (centre, today, terms) = (centre(exchange), today(exchange), terms(exchange)?);
    let found = exchange.read(|tx| {
        let asked = FileRef { kind, id };
        Ok(privacy::file(tx, centre, (&terms, today), asked)?)
    })?;
    found.ok_or(Problem::NotFound)
}

pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    page(exchange, None)
}

fn page(exchange: &mut Exchange<'_, '_>, refused: Option<&Refusals>) -> Answer {
    let file = asked(exchange)?;
    let (centre, here, today) = (centre(exchange), here(exchange), today(exchange));
    let term = terms(exchange)?.of_kind(file.term);
    let id = file.file.id;
    let (state, erase) = exchange.read(|tx| {
        let state = entity::load(tx, here, keeping_entity(centre, id))?;
        let requests = privacy::requests_of(tx, here, id)?;
        let granted = requests.into_iter().find(|request| {
            let answer = request.answer.as_ref();
            request.wish == Wish::Erase && answer.is_some_and(|answer| answer.grants())
        });
        Ok((state, granted.map(|request| request.id)))
    })?;
    let mut frame = exchange.frame("privacy-file-title");
    let form = fields(exchange, &mut frame, refused);
    let f = &frame;
    let why = kept(&state);
    let holds = file.holds_on(today);
    let mut facts = Summary::new(f)
        .row("privacy-last", show::civil(file.last))
        .row(
            "privacy-kept-for",
            format!(
                "{} · {}",
                f.word("privacy-file-", file.term.code()),
                long(f, &term)
            ),
        )
        .row("privacy-ended", show::civil(file.ends));
    if let Some(why) = &why {
        facts = facts.row("privacy-kept-why", why.as_str());
    }
    let table = holds.iter().fold(
        Table::new(f, f.t("privacy-holds")).column("privacy-hold"),
        |table, hold| table.row(Row::new().cell(held(f, *hold))),
    );
    let open = match file.file.kind {
        Kind::Person => format!("/personnes/{id}"),
        Kind::Household => format!("/menages/{id}"),
        Kind::Group => format!("/groupes/{id}"),
        Kind::Case => format!("/dossiers/{id}"),
        Kind::Visit | Kind::Appointment => String::new(),
    };
    let opens = !open.is_empty() && exchange.may_open(&open);
    let only_term = holds.iter().all(|hold| matches!(hold, Hold::Term(_)));
    // What the person was granted is done, not put off.
    let card = match erase.filter(|_| only_term) {
        Some(request) => at_their_request(f, &form, file.file, request),
        None => keeping(f, &form, file.file, why.is_some()),
    };
    let page = Sheet {
        lead: named(f, file.file),
        facts: Some(facts),
        links: opens
            .then(|| (open, f.t("privacy-open-file"), String::new()))
            .into_iter()
            .collect(),
        tables: (!holds.is_empty()).then_some(table).into_iter().collect(),
        cards: vec![card],
        form: Some(&form),
        ..Sheet::new(f, "/donnees/echues")
    };
    shown(exchange, &page, refused)
}

fn keeping(f: &Frame, form: &Fields, file: FileRef, on: bool) -> Card {
    let why = form.area("why", "privacy-why", 2);
    let why = why.needed().length_max(2_000);
    let (title, button) = if on {
        ("privacy-let-go-title", "privacy-let-go")
    } else {
        ("privacy-keep-title", "privacy-keep")
    };
    let now = if on { "0" } else { "1" };
    Card {
        title: f.t(title),
        text: f.t("privacy-keep-text"),
        path: format!("{}/conserver", file_path(file)),
        hidden: vec![("etat", now.to_owned())],
        fields: vec![Html::of(&why)],
        button: f.t(button),
        quiet: true,
        ..Card::default()
    }
}

/// Before its term, because the person asked for it and it was granted.
fn at_their_request(
    f: &Frame,
    form: &Fields,
    file: FileRef,
    request: akwaba_journal::id::EntityId,
) -> Card {
    let why = form.area("why", "privacy-why-destroy", 2);
    let why = why.needed().length_max(2_000).hint(f.t("privacy-no-name"));
    Card {
        title: f.t("privacy-erase-title"),
        text: f.t("privacy-erase-text"),
        path: "/donnees/destructions".to_owned(),
        hidden: vec![("file", sending(file)), ("request", request.to_string())],
        fields: vec![Html::of(&why)],
        button: f.t("privacy-propose"),
        ..Card::default()
    }
}

/// Keeps it whatever its term, or lets it go.
pub(super) fn keep(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::RetentionKeep>(exchange)?;
    let file = asked(exchange)?.file;
    let (scope, centre) = (here(exchange), centre(exchange));
    let on = exchange.form.get("etat") == "1";
    let why = exchange.form.get("why").to_owned();
    let written = exchange.write(|tx, writing| {
        let state = entity::load(tx, scope, keeping_entity(centre, file.id))?;
        append(
            tx,
            writing,
            keep_file(&allowed, file.id, &state, (on, &why))?,
        )?;
        Ok(())
    });
    let said = if on {
        "privacy-said-kept"
    } else {
        "privacy-said-let-go"
    };
    match written {
        Ok(()) => exchange.done(&file_path(file), Flash::good(said)),
        Err(Problem::Refused(refusals)) => page(exchange, Some(&refusals)),
        Err(problem) => Err(problem),
    }
}
