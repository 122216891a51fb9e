//! The documents of a case or of a record, and adding one.

use akwaba_domain::documents::{AddForm, Document, Kind, Measure, Owner, add};
use akwaba_domain::policy::{Room, act};
use akwaba_domain::refusal::{Refusal, Refusals};
use akwaba_domain::registry::person;
use akwaba_journal::id::EntityId;
use akwaba_store::projections::documents;
use akwaba_store::{Tx, append, entity, pictures};
use askama::Template;

use super::kept;
use super::show::path as document_path;
use crate::doors::{NoPicture, Picture};
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::pages::casework::shared::{Names, case_path, here, opened};
use crate::pages::here::{allow, may};
use crate::pages::reception::ctx;
use crate::parts::{Choice, Empty, Fields};
use crate::problem::Problem;
use crate::show;

/// What browsers are asked to offer.
const ACCEPT: &str = "image/jpeg,image/png,image/webp";

#[derive(Template)]
#[template(path = "documents/list.html")]
struct ListPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    name: String,
    rows: Vec<(String, String, String)>,
    empty: Empty,
    kinds: Vec<Choice>,
    accept: &'static str,
    /// This host can read pictures, and the reader may add one.
    adds: bool,
    what_happens: String,
    here: String,
    back: String,
}

/// Whose documents a page shows.
struct Drawer {
    owner: Owner,
    kinds: &'static [Kind],
    base: String,
}

impl Drawer {
    /// That of the case of the address, when the reader may open it.
    fn of_case(exchange: &Exchange<'_, '_>) -> Result<Self, Problem> {
        let known = opened(exchange)?;
        Ok(Self {
            owner: Owner {
                record: known.case.subject.record(),
                case: Some(known.case.id),
            },
            kinds: Kind::ALL,
            base: case_path(known.case.id),
        })
    }

    /// That of the person of the address.
    fn of_person(exchange: &Exchange<'_, '_>) -> Result<Self, Problem> {
        let (scope, id) = (here(exchange), exchange.id::<EntityId>("id")?);
        may::<act::PersonSee, EntityId>(exchange, id)?;
        exchange.read(|tx| match entity::find(tx, scope, id)? {
            Some((kind, state)) if kind == person::KIND && state.exists() => Ok(()),
            _ => Err(Problem::NotFound),
        })?;
        Ok(Self {
            owner: Owner {
                record: Some(id),
                case: None,
            },
            kinds: Kind::OF_PERSONS,
            base: format!("/personnes/{id}"),
        })
    }

    fn path(&self) -> String {
        format!("{}/documents", self.base)
    }

    fn held(
        &self,
        tx: &mut dyn Tx,
        scope: akwaba_journal::id::ScopeId,
    ) -> Result<Vec<Document>, Problem> {
        Ok(match (self.owner.case, self.owner.record) {
            (Some(case), _) => documents::of_case(tx, scope, case)?,
            (None, Some(record)) => documents::of_record(tx, scope, record)?,
            (None, None) => Vec::new(),
        })
    }
}

pub(super) fn of_case(exchange: &mut Exchange<'_, '_>) -> Answer {
    let drawer = Drawer::of_case(exchange)?;
    page(exchange, &drawer, None)
}

pub(super) fn of_person(exchange: &mut Exchange<'_, '_>) -> Answer {
    let drawer = Drawer::of_person(exchange)?;
    page(exchange, &drawer, None)
}

pub(super) fn add_to_case(exchange: &mut Exchange<'_, '_>) -> Answer {
    let drawer = Drawer::of_case(exchange)?;
    send(exchange, &drawer)
}

pub(super) fn add_to_person(exchange: &mut Exchange<'_, '_>) -> Answer {
    let drawer = Drawer::of_person(exchange)?;
    send(exchange, &drawer)
}

/// The picture that was sent, drawn again; from the camera or from a file.
fn sent(exchange: &Exchange<'_, '_>) -> Result<Picture, Refusals> {
    let chosen = ["photo", "file"].map(|field| exchange.form.file(field));
    let mut sent = chosen.into_iter().flatten();
    let Some(upload) = sent.find(|upload| !upload.bytes.is_empty()) else {
        return Err(Refusal::at("file", "documents-none-sent").into());
    };
    let read = kept::drawn(exchange, &upload.bytes);
    read.map_err(|wrong| Refusal::at(upload.field.as_str(), sentence(wrong)).into())
}

/// What to do instead, as a key.
fn sentence(wrong: NoPicture) -> &'static str {
    match wrong {
        NoPicture::Heic => "documents-heic",
        NoPicture::Pdf => "documents-pdf",
        NoPicture::Text => "documents-text",
        NoPicture::Other => "documents-other",
        NoPicture::TooLarge => "documents-too-large",
        NoPicture::Unreadable => "documents-unreadable",
        NoPicture::NotHere => "documents-not-here",
    }
}

fn send(exchange: &mut Exchange<'_, '_>, drawer: &Drawer) -> Answer {
    let allowed = allow::<act::DocumentAdd>(exchange)?;
    let form = AddForm {
        kind: exchange.form.get("kind").to_owned(),
        words: exchange.form.get("words").to_owned(),
        agreed: exchange.form.get("agreed") == "1",
    };
    let mut wrong = Refusals::new();
    let told = form.parse(drawer.kinds);
    let told = wrong.take_all(told.map(Some));
    // A form that lacks something costs nobody the drawing of a picture.
    let picture = match (
        &told,
        exchange.form.file("photo").or(exchange.form.file("file")),
    ) {
        (None, Some(_)) => None,
        _ => wrong.take_all(sent(exchange).map(Some)),
    };
    let (Some(told), Some(picture)) = (told, picture) else {
        return page(exchange, drawer, Some(&wrong));
    };
    let measure = Measure {
        hash: *blake3::hash(&picture.bytes).as_bytes(),
        bytes: u32::try_from(picture.bytes.len()).unwrap_or(u32::MAX),
        width: picture.width,
        height: picture.height,
    };
    let (scope, now) = (here(exchange), exchange.call.now);
    let written = exchange.write(|tx, writing| {
        let held = drawer.held(tx, scope)?.len();
        let mut ctx = ctx(now, writing);
        let added = add(
            &mut ctx,
            &allowed,
            drawer.owner,
            told.clone(),
            measure,
            held,
        );
        let (id, drafts) = added?;
        append(tx, writing, drafts)?;
        let under = (scope, drawer.owner.subject(id));
        pictures::keep(tx, &mut *writing.chance, under, id, &picture.bytes)?;
        Ok(())
    });
    match written {
        Ok(()) => exchange.done(&drawer.path(), Flash::good("documents-said-added")),
        Err(Problem::Refused(refusals)) => page(exchange, drawer, Some(&refusals)),
        Err(problem) => Err(problem),
    }
}

fn page(exchange: &mut Exchange<'_, '_>, drawer: &Drawer, refused: Option<&Refusals>) -> Answer {
    let scope = here(exchange);
    let mut frame = exchange.frame("documents-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, exchange.form.clone(), refusals),
        None => Fields::new(&frame, exchange.form.clone()),
    };
    let f = &frame;
    let record = drawer.owner.record;
    let (held, names) = exchange
        .read(|tx| Ok::<_, Problem>((drawer.held(tx, scope)?, Names::of(tx, scope, f, record)?)))?;
    let row = |document: &Document| {
        let words = document.words.as_ref();
        let kind = f.word("documents-kind-", document.kind.code());
        (
            document_path(document.id),
            words.map_or(kind.clone(), |words| format!("{kind} : {}", words.as_str())),
            show::civil(document.day.date()),
        )
    };
    let codes: Vec<&str> = drawer.kinds.iter().map(|kind| kind.code()).collect();
    let adds = exchange.call.doors.reads_pictures() && allow::<act::DocumentAdd>(exchange).is_ok();
    let page = ListPage {
        name: names.name(f, record),
        rows: held.iter().map(row).collect(),
        empty: Empty::new(f, "documents-none", "documents-none-text"),
        kinds: form.family("documents-kind-", &codes),
        accept: ACCEPT,
        adds,
        what_happens: f.t(match exchange.room {
            Room::Open => "documents-what-happens",
            Room::Protected => "documents-what-happens-inside",
        }),
        here: drawer.path(),
        back: drawer.base.clone(),
        form: &form,
        f,
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}
