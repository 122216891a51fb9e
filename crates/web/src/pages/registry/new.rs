//! Registering someone: one short form, then whoever may be the same person, then their page.
//!
//! Never: refuses because someone looks alike, or for want of a paper.

use akwaba_domain::Ctx;
use akwaba_domain::policy::act;
use akwaba_domain::registry::birth::{BirthForm, Origin};
use akwaba_domain::registry::line::{PersonLine, card};
use akwaba_domain::registry::name::NameKind;
use akwaba_domain::registry::person::{PersonView, Sex};
use akwaba_domain::registry::place::PlaceForm;
use akwaba_domain::registry::register::{RegisterForm, register};
use akwaba_domain::scope;
use akwaba_journal::id::EntityId;
use akwaba_journal::state::{Source, State};
use akwaba_store::append;
use akwaba_store::projections::registry::alike;
use askama::Template;

use super::common::{may, person_path, registry as registry_scope, today};
use super::edit_fields;
use super::form::{FormPage, side_by_side};
use super::likeness::Likeness;
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::http::Form;
use crate::parts::{Choice, Fields, Html};
use crate::problem::Problem;
use crate::routes::Route;

/// The addresses of registering.
pub const ROUTES: &[Route] = &[
    Route::get("person.new", "/personnes/nouvelle", new),
    Route::post("person.register", "/personnes/nouvelle", send),
];

/// People shown before saving, at most.
const LIKELY_MAX: usize = 5;
/// Names in the short form: family name, given names, another.
const NAMES: usize = 3;

#[derive(Template)]
#[template(path = "registry/likely.html")]
struct LikelyPage<'a> {
    f: &'a Frame,
    likely: Vec<Likeness>,
    /// What was typed, to be sent again as it is.
    typed: Vec<(String, String)>,
    name: String,
}

fn new(exchange: &mut Exchange<'_, '_>) -> Answer {
    let household = exchange.form.get("menage").to_owned();
    let frame = exchange.frame("person-new-title");
    let sent = Form::new()
        .with("kind-0", NameKind::Surname.code())
        .with("kind-1", NameKind::Given.code())
        .with("kind-2", NameKind::Nickname.code())
        .with("menage", household)
        .with("source", Origin::Declared.code());
    show(exchange, &frame, &Fields::new(&frame, sent))
}

fn show(exchange: &Exchange<'_, '_>, frame: &Frame, form: &Fields) -> Answer {
    let mut page = FormPage::new(frame, form, "/personnes".to_owned())
        .intro("person-new-intro")
        .hidden("menage", form.sent("menage"))
        .go("person-new-go");
    for index in 0..NAMES {
        page = page.hidden(
            &format!("kind-{index}"),
            form.sent(&format!("kind-{index}")),
        );
    }
    page = page
        .field(side_by_side(
            &form
                .text("name-0", "person-name-kind-surname")
                .focus()
                .length_max(120),
            &form
                .text("name-1", "person-name-kind-given")
                .length_max(120),
        ))
        .field(Html::of(
            &form
                .text("name-2", "person-name-kind-nickname")
                .hint(frame.t("person-nickname-hint"))
                .half()
                .length_max(120),
        ))
        .fields(edit_fields::civil(frame, form))
        .field(Html::of(&form.phone("phone-0", "person-phone")))
        .fields(edit_fields::place(frame, form))
        .field(Html::of(&source(frame, form)));
    page.answer(exchange)
}

/// From what all this is known.
pub(super) fn source(frame: &Frame, form: &Fields) -> crate::parts::Field {
    let codes: Vec<Choice> = Origin::ALL
        .iter()
        .filter(|origin| **origin != Origin::Import)
        .map(|origin| Choice::new(origin.code(), frame.word("person-origin-", origin.code())))
        .collect();
    form.select("source", "person-source", codes).half()
}

fn send(exchange: &mut Exchange<'_, '_>) -> Answer {
    let form = read(&exchange.form);
    let (scope, today) = (registry_scope(exchange), today(exchange));
    if let Err(refusals) = form.parse(today) {
        let sent = exchange.form.clone();
        let mut frame = exchange.frame("person-new-title");
        let fields = Fields::refused(&mut frame, sent, &refusals);
        return show(exchange, &frame, &fields);
    }
    if exchange.form.get("confirmed") != "1" {
        let frame = exchange.frame("person-likely-title");
        let typed = provisional(exchange, &form)?;
        let likely = likely(exchange, &frame, scope, &typed)?;
        if !likely.is_empty() {
            let pairs = exchange
                .form
                .pairs()
                .filter(|(name, _)| *name != crate::dispatch::TOKEN_FIELD);
            let page = LikelyPage {
                f: &frame,
                likely,
                typed: pairs
                    .map(|(name, value)| (name.to_owned(), value.to_owned()))
                    .collect(),
                name: PersonLine::of(&typed).name.as_str().to_owned(),
            };
            return exchange.page(&page);
        }
    }
    let id = save(exchange, &form)?;
    let household: Option<EntityId> = exchange.form.get("menage").parse().ok();
    match household {
        Some(household) => exchange.go(&join_path(household, id)),
        None => exchange.done(&person_path(id), Flash::good("person-registered")),
    }
}

fn save(exchange: &mut Exchange<'_, '_>, form: &RegisterForm) -> Result<EntityId, Problem> {
    let allowed = may::<act::PersonRegister, ()>(exchange, ())?;
    let (id, drafts) = {
        let mut ctx = Ctx {
            now: exchange.call.now,
            chance: &mut *exchange.call.chance,
        };
        register(&mut ctx, &allowed, form)?
    };
    exchange.write(|tx, writing| {
        append(tx, writing, drafts.clone())?;
        Ok(())
    })?;
    Ok(id)
}

/// Whoever may be the same person as the one just typed: never more than a proposal.
fn likely(
    exchange: &Exchange<'_, '_>,
    frame: &Frame,
    scope: akwaba_journal::id::ScopeId,
    typed: &PersonView,
) -> Result<Vec<Likeness>, Problem> {
    let card = card(typed);
    let today = today(exchange);
    let household: Option<EntityId> = exchange.form.get("menage").parse().ok();
    exchange.read(|tx| {
        let found = alike::to(tx, scope, &card, LIKELY_MAX)?;
        let mut likely: Vec<Likeness> = found
            .iter()
            .map(|other| Likeness::of(frame, &card, other, today))
            .collect();
        for one in &mut likely {
            if let Some(household) = household {
                one.path = join_path(household, one.id);
            }
        }
        Ok(likely)
    })
}

/// Where someone chosen for a household joins it.
fn join_path(household: EntityId, person: EntityId) -> String {
    format!("/menages/{household}/membre?personne={person}")
}

/// The person as they would be recorded, to be compared: nothing is written.
fn provisional(exchange: &Exchange<'_, '_>, form: &RegisterForm) -> Result<PersonView, Problem> {
    let allowed = may::<act::PersonRegister, ()>(exchange, ())?;
    let id = EntityId::from_bytes([0; 16]);
    let draft = form.parse(today(exchange))?.draft(&allowed, id);
    let mut state = State::default();
    let source = Source {
        clock: akwaba_journal::clock::Stamp::default(),
        entry: akwaba_journal::id::EntryId::from_bytes([0; 16]),
        actor: allowed.actor(),
    };
    state.apply(source, &draft.act);
    debug_assert_eq!(
        draft.scope,
        scope::registry(exchange.call.site.centre),
        "of this centre"
    );
    Ok(PersonView::of(id, &state))
}

/// Reads the short form.
fn read(sent: &Form) -> RegisterForm {
    let own = |name: &str| sent.get(name).to_owned();
    RegisterForm {
        names: (0..NAMES)
            .map(|index| (own(&format!("kind-{index}")), own(&format!("name-{index}"))))
            .collect(),
        sex: own("sex"),
        birth: birth(sent),
        phones: vec![(own("phone-0"), String::new())],
        place: place(sent),
        origin: PlaceForm::default(),
        identities: Vec::new(),
        source: own("source"),
    }
}

/// Reads a birth.
pub(super) fn birth(sent: &Form) -> BirthForm {
    let own = |name: &str| sent.get(name).to_owned();
    BirthForm {
        day: own("birth_day"),
        month: own("birth_month"),
        year: own("birth_year"),
        about: own("birth-about"),
        age: own("birth-age"),
        age_on: own("birth-age-on"),
        origin: own("birth-origin"),
        proven: own("birth-proven"),
    }
}

/// Reads an address.
pub(super) fn place(sent: &Form) -> PlaceForm {
    let own = |name: &str| sent.get(name).to_owned();
    PlaceForm {
        unit: own("place-unit"),
        locality: own("place-locality"),
        landmark: own("place-landmark"),
    }
}

/// The codes of the sexes, in the order of forms.
pub(super) fn sexes() -> Vec<&'static str> {
    Sex::ALL.iter().map(|sex| sex.code()).collect()
}
