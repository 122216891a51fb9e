//! Groups out of a file, as the list of groups leaves the centre: every line is read first, then all that are new are
//! registered, or none where a line is to be corrected.

use std::collections::{BTreeMap, BTreeSet};

use akwaba_domain::policy::act;
use akwaba_domain::refusal::{Refusal, Refusals};
use akwaba_domain::registry::Day;
use akwaba_domain::registry::group::{
    CONTACTS_MAX, ContactForm, EndForm, EndReason, Ending, GroupForm, GroupKind, GroupLine, KIND,
    LegalState, NewGroup,
};
use akwaba_domain::registry::language::Language;
use akwaba_domain::registry::place::{Place, PlaceForm};
use akwaba_domain::{Ctx, Drafts};
use akwaba_journal::id::{EntityId, ScopeId};
use akwaba_matching::normal::fold;
use akwaba_store::projections::registry::group::every;
use akwaba_store::{Tx, append, entity};
use akwaba_tables::read::{Options, open};
use askama::Template;

use super::common::{may, registry, today};
use crate::exchange::{Answer, Exchange};
use crate::export::groups_taken;
use crate::frame::{Flash, Frame};
use crate::http::Form;
use crate::i18n::Lang;
use crate::parts::{Fields, Notice, Row, Table, Tone};
use crate::problem::Problem;
use crate::routes::Route;

/// The addresses of bringing groups in.
pub const ROUTES: &[Route] = &[
    Route::get("group.import", "/groupes/import", form),
    Route::post("group.import", "/groupes/import", send),
];

/// Lines that a file may have: more groups than any centre works with.
const ROWS_MAX: u64 = 2_000;

#[derive(Template)]
#[template(path = "registry/group_import.html")]
struct ImportPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    columns: Vec<String>,
    notice: Option<Notice>,
    wrong: Option<Table>,
}

/// A line of the file, as far as it could be read.
struct Line {
    number: u64,
    name: String,
    read: Result<Incoming, Refusals>,
}

/// A group of the file: the record that it says it is, and how it ended.
struct Incoming {
    record: Option<EntityId>,
    group: NewGroup,
    ended: Option<Ending>,
}

fn form(exchange: &mut Exchange<'_, '_>) -> Answer {
    page(exchange, None, &[])
}

fn page(exchange: &mut Exchange<'_, '_>, refused: Option<&Refusals>, wrong: &[Line]) -> Answer {
    let mut frame = exchange.frame("group-import-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, Form::new(), refusals),
        None => Fields::new(&frame, Form::new()),
    };
    let f = &frame;
    let notice = (!wrong.is_empty()).then(|| {
        let title = f.t1("group-import-wrong", "count", wrong.len());
        Notice::new(Tone::Attention, title, f.t("group-import-wrong-text"))
    });
    let page = ImportPage {
        form: &form,
        columns: groups_taken(f, 1),
        notice,
        wrong: (!wrong.is_empty()).then(|| lines(f, wrong)),
        f,
    };
    match refused.is_some() || !wrong.is_empty() {
        true => exchange.again(&page),
        false => exchange.page(&page),
    }
}

fn lines(f: &Frame, wrong: &[Line]) -> Table {
    let mut table = Table::new(f, f.t("group-import-lines"))
        .number("group-import-line")
        .column("group-name")
        .column("group-import-correct");
    for line in wrong {
        let refusals = line.read.as_ref().err();
        let said = refusals.map_or_else(String::new, |refusals| {
            let all = refusals.as_slice().iter().map(|one| said(f, one));
            all.collect::<Vec<_>>().join(" ")
        });
        table = table.row(
            Row::new()
                .cell(line.number.to_string())
                .cell(line.name.clone())
                .cell(said),
        );
    }
    table
}

/// What is to be corrected, after the title of its column.
fn said(f: &Frame, refusal: &Refusal) -> String {
    let key = match refusal.field.as_deref().unwrap_or_default() {
        "name" => "group-name",
        "other-name" => "group-other-name",
        "kind" => "group-kind",
        "purpose" => "group-purpose",
        "place-unit" => "export-col-unit",
        "place-locality" => "export-col-locality",
        "place-landmark" => "export-col-landmark",
        "founded" => "group-founded",
        "legal" => "group-legal",
        "receipt" => "group-receipt",
        "language" => "group-language",
        "end-on" => "group-end-on",
        "end-reason" => "group-ended-why",
        "end-words" => "group-ended-words",
        "record" => "import-column-is-record",
        field if field.starts_with("contact-phone-") => "person-phone",
        _ => "group-contact",
    };
    format!("{} : {}", f.t(key), f.sentence(refusal))
}

/// Reads the file, and registers what is new of it: all of it or nothing.
fn send(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = may::<act::RegistryImport, ()>(exchange, ())?;
    let (scope, today) = (registry(exchange), today(exchange));
    let Some(file) = exchange.form.file("file").cloned() else {
        let missing = Refusal::at("file", "group-import-missing");
        return page(exchange, Some(&missing.into()), &[]);
    };
    let mut lines = match read(exchange, &file.bytes, today) {
        Ok(lines) => lines,
        Err(refusal) => return page(exchange, Some(&refusal.into()), &[]),
    };
    exchange.read(|tx| refuse_others(tx, scope, &mut lines))?;
    let (good, wrong): (Vec<Line>, Vec<Line>) =
        lines.into_iter().partition(|line| line.read.is_ok());
    if !wrong.is_empty() {
        return page(exchange, None, &wrong);
    }
    let now = exchange.call.now;
    let added = exchange.write(|tx, writing| {
        let mut known = Known::of(tx, scope)?;
        let mut drafts = Drafts::under(&allowed);
        for one in good.iter().filter_map(|line| line.read.as_ref().ok()) {
            if known.add(one) {
                let mut ctx = Ctx {
                    now,
                    chance: &mut *writing.chance,
                };
                let id = one.record.unwrap_or_else(|| ctx.fresh());
                drafts.push(one.group.draft_with(&allowed, id, one.ended.as_ref()));
            }
        }
        let added = !drafts.is_empty();
        append(tx, writing, drafts)?;
        Ok::<_, Problem>(added)
    })?;
    let said = match added {
        true => "group-imported",
        false => "group-import-known",
    };
    exchange.done("/groupes", Flash::good(said))
}

/// A line whose record is of somebody, or of a household, is to be corrected.
fn refuse_others(tx: &mut dyn Tx, scope: ScopeId, lines: &mut [Line]) -> Result<(), Problem> {
    for line in lines {
        let record = line.read.as_ref().ok().and_then(|one| one.record);
        let Some(record) = record else { continue };
        let found = entity::find(tx, scope, record)?;
        if found.is_some_and(|(kind, _)| kind != KIND) {
            line.read = Err(Refusal::at("record", "import-record-not-one").into());
        }
    }
    Ok(())
}

/// The groups that are registered already: by their record, or else by their name, their kind and their place.
struct Known {
    records: BTreeSet<EntityId>,
    named: BTreeMap<(String, GroupKind), Vec<Option<Place>>>,
}

impl Known {
    fn of(tx: &mut dyn Tx, scope: ScopeId) -> Result<Self, Problem> {
        let mut known = Self {
            records: BTreeSet::new(),
            named: BTreeMap::new(),
        };
        for row in every(tx, scope)? {
            let line: GroupLine = row.line;
            known.records.insert(row.group);
            let mark = (fold(line.name.as_str()), line.kind);
            known.named.entry(mark).or_default().push(line.place);
        }
        Ok(known)
    }

    /// Notes a group of the file; says whether it is new.
    fn add(&mut self, one: &Incoming) -> bool {
        let place = one.group.place.as_ref().map(|place| Place {
            landmark: None,
            ..place.clone()
        });
        let mark = (fold(one.group.name.as_str()), one.group.kind);
        let named = self.named.entry(mark).or_default();
        let new = match one.record {
            Some(record) => self.records.insert(record),
            // Where one of the two says no place, nothing tells them apart.
            None => !named
                .iter()
                .any(|known| place.is_none() || known.is_none() || *known == place),
        };
        if new {
            named.push(place);
        }
        new
    }
}

/// The lines of a file. Its columns are known by their titles in either language.
fn read(exchange: &Exchange<'_, '_>, bytes: &[u8], today: Day) -> Result<Vec<Line>, Refusal> {
    let broken = || Refusal::at("file", "group-import-unreadable");
    let mut table = open(bytes, &Options::default()).map_err(|_| broken())?;
    let site = exchange.call.site;
    let frames = [Lang::Fr, Lang::En]
        .map(|lang| Frame::new(lang, "group-import-title", site, exchange.call.now));
    let header: Vec<String> = table.header().iter().map(|title| fold(title)).collect();
    let titles = frames.each_ref().map(|f| groups_taken(f, CONTACTS_MAX));
    let [french, english] = &titles;
    let columns: Vec<Option<usize>> = french
        .iter()
        .zip(english)
        .map(|(french, english)| {
            let titles = [fold(french), fold(english)];
            header.iter().position(|title| titles.contains(title))
        })
        .collect();
    if columns.first().is_none_or(Option::is_none) || columns.get(2).is_none_or(Option::is_none) {
        return Err(Refusal::at("file", "group-import-columns"));
    }
    let mut lines = Vec::new();
    for row in &mut table {
        let row = row.map_err(|_| broken())?;
        if lines.len() as u64 >= ROWS_MAX {
            return Err(Refusal::at("file", "group-import-long").with("max", ROWS_MAX));
        }
        let cell = |at: usize| {
            let place = columns.get(at).copied().flatten();
            let text = place.and_then(|place| row.cells.get(place));
            text.map(|text| text.trim().to_owned()).unwrap_or_default()
        };
        let typed = line_form(&frames, cell);
        if typed.group.name.is_empty() && typed.group.kind.is_empty() {
            continue;
        }
        lines.push(Line {
            number: row.number,
            name: typed.group.name.clone(),
            read: typed.parse(today),
        });
    }
    Ok(lines)
}

/// A line as typed.
struct Typed {
    group: GroupForm,
    end: EndForm,
    record: String,
}

impl Typed {
    fn parse(&self, today: Day) -> Result<Incoming, Refusals> {
        let mut wrong = Refusals::new();
        let group = wrong.take_all(self.group.parse(today).map(Some));
        let end = &self.end;
        let told = [&end.on, &end.reason, &end.words];
        let ended = match told.iter().any(|text| !text.is_empty()) {
            true => wrong.take_all(end.parse(today).map(Some)),
            false => None,
        };
        let record = match self.record.as_str() {
            "" => None,
            text => wrong.take(
                text.parse()
                    .map(Some)
                    .map_err(|_| Refusal::at("record", "import-record-form")),
            ),
        };
        if let (Some(group), Some(ended)) = (&group, &ended) {
            wrong.take(ended.follows(group.founded).map(Some));
        }
        match group {
            Some(group) => wrong.or(Incoming {
                record,
                group,
                ended,
            }),
            None => Err(wrong),
        }
    }
}

/// A line as the forms of a group; the words of a list become its codes, and a word of no list is said to be unknown.
fn line_form(frames: &[Frame; 2], cell: impl Fn(usize) -> String) -> Typed {
    let code = |typed: String, family: &str, codes: &[&'static str]| {
        let wanted = fold(&typed);
        let said =
            |code: &&&'static str| frames.iter().any(|f| fold(&f.word(family, code)) == wanted);
        let known = codes.iter().find(said);
        known.map_or(typed, |code| (*code).to_owned())
    };
    let kinds: Vec<_> = GroupKind::ALL.iter().map(|one| one.code()).collect();
    let legal: Vec<_> = LegalState::ALL.iter().map(|one| one.code()).collect();
    let languages: Vec<_> = Language::ALL.iter().map(|one| one.code()).collect();
    let reasons: Vec<_> = EndReason::ALL.iter().map(|one| one.code()).collect();
    let contacts = (0..CONTACTS_MAX).map(|number| ContactForm {
        seen: String::new(),
        who: cell(11 + number * 2),
        phone: cell(12 + number * 2),
    });
    let after = 11 + CONTACTS_MAX * 2;
    Typed {
        group: GroupForm {
            name: cell(0),
            other_name: cell(1),
            kind: code(cell(2), "group-kind-", &kinds),
            purpose: cell(3),
            place: PlaceForm {
                unit: cell(4),
                locality: cell(5),
                landmark: cell(6),
            },
            founded: cell(7),
            legal: code(cell(8), "group-legal-", &legal),
            receipt: cell(9),
            language: code(cell(10), "person-language-", &languages),
            contacts: contacts.collect(),
        },
        end: EndForm {
            on: cell(after),
            reason: code(cell(after + 1), "group-end-", &reasons),
            words: cell(after + 2),
        },
        record: cell(after + 3),
    }
}
