//! Changing one group of facts of a person: the questions as they stand, what the writer saw, the reason, and both values kept
//! when someone else wrote meanwhile.

use akwaba_domain::policy::Field;
use akwaba_domain::registry::edit::Why;
use akwaba_domain::registry::{Day, PersonView};
use akwaba_journal::state::State;
use askama::Template;

use super::common::{Head, named, person, person_path, registry, sees, today};
use super::form::{FormPage, again};
use super::person::{changed, write};
use super::{edit_fields, edit_read, new};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::parts::{Fields, Html, part};
use crate::problem::Problem;
use crate::routes::Route;

/// The addresses of changing a person.
pub const ROUTES: &[Route] = &[
    Route::get("person.edit", "/personnes/{id}/modifier/{part}", open),
    Route::post("person.change", "/personnes/{id}/modifier/{part}", send),
];

/// The groups of facts that can be changed, each on its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Names,
    Civil,
    Phones,
    Place,
    Origin,
    Contact,
    MustNotTell,
    Languages,
    Functioning,
    Needs,
    Death,
}

impl Part {
    /// The part of an address.
    pub(super) fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "noms" => Self::Names,
            "naissance" => Self::Civil,
            "telephones" => Self::Phones,
            "adresse" => Self::Place,
            "origine" => Self::Origin,
            "contact" => Self::Contact,
            "discretion" => Self::MustNotTell,
            "langues" => Self::Languages,
            "capacites" => Self::Functioning,
            "suivi" => Self::Needs,
            "deces" => Self::Death,
            _ => return None,
        })
    }

    fn title(self) -> &'static str {
        match self {
            Self::Names => "person-edit-names",
            Self::Civil => "person-edit-civil",
            Self::Phones => "person-edit-phones",
            Self::Place => "person-edit-place",
            Self::Origin => "person-edit-origin",
            Self::Contact => "person-edit-contact",
            Self::MustNotTell => "person-edit-must-not-tell",
            Self::Languages => "person-edit-languages",
            Self::Functioning => "person-edit-functioning",
            Self::Needs => "person-edit-needs",
            Self::Death => "person-edit-death",
        }
    }

    /// The group of fields that the policy knows.
    fn field(self) -> Field {
        match self {
            Self::Names | Self::Civil | Self::Place | Self::Origin | Self::Death => Field::Identity,
            Self::Phones | Self::Contact => Field::Contact,
            Self::MustNotTell => Field::MustNotTell,
            Self::Languages => Field::Languages,
            Self::Functioning => Field::Functioning,
            Self::Needs => Field::MemberGrid,
        }
    }

    /// Whether it says who the person is: with a validated identity, a reason is needed.
    fn is_civil(self) -> bool {
        matches!(self, Self::Names | Self::Civil)
    }
}

/// The part of the address, when this reader may see what it changes.
fn part(exchange: &Exchange<'_, '_>) -> Result<Part, Problem> {
    let part = Part::from_word(exchange.param("part")).ok_or(Problem::NotFound)?;
    if sees(exchange, part.field()) {
        Ok(part)
    } else {
        Err(Problem::Forbidden)
    }
}

fn open(exchange: &mut Exchange<'_, '_>) -> Answer {
    let part = part(exchange)?;
    let (_, state, view) = person(exchange)?;
    let frame = exchange.frame(part.title());
    let sent = edit_read::filled(part, &view, &state);
    show(exchange, &frame, part, &view, &Fields::new(&frame, sent))
}

fn show(
    exchange: &Exchange<'_, '_>,
    frame: &Frame,
    part: Part,
    view: &PersonView,
    form: &Fields,
) -> Answer {
    let today: Day = today(exchange);
    let reason = form.area("reason", "registry-reason", 2).length_max(2000);
    let reason = if part.is_civil() && view.is_validated() {
        reason.needed().why(frame.t("person-reason-why"))
    } else {
        reason
    };
    let mut page = FormPage::new(frame, form, person_path(view.id))
        .about(Head::of(frame, view, today).link(person_path(view.id)))
        .fields(edit_fields::of(frame, part, form, &|other| {
            named(exchange, frame, registry(exchange), other)
        }))
        .field(Html::of(&new::source(frame, form)))
        .field(Html::of(&reason));
    if part == Part::MustNotTell {
        let path = format!("{}/discretion", person_path(view.id));
        let text = frame.t("person-discretion-choose");
        page = page.before(Html::of(&Aside { path, text }));
    }
    for name in edit_read::seen_names(part, form.sent("rows")) {
        page = page.hidden(&name, form.sent(&name));
    }
    page.answer(exchange)
}

/// Another way to answer, above the questions.
#[derive(Template)]
#[template(
    source = "<p><a class=\"button quiet\" href=\"{{ path }}\">{{ text }}</a></p>",
    ext = "html"
)]
struct Aside {
    path: String,
    text: String,
}
part!(Aside);

fn send(exchange: &mut Exchange<'_, '_>) -> Answer {
    let part = part(exchange)?;
    let (id, _, view): (_, State, _) = person(exchange)?;
    let why = Why::parse(exchange.form.get("reason"), exchange.form.get("source"));
    let wrote = why.map_err(Problem::from).and_then(|why| {
        let change = edit_read::change(part, &exchange.form);
        write(exchange, id, &change, &why)
    });
    match wrote {
        Ok(overlapped) => exchange.done(&person_path(id), changed(overlapped)),
        Err(Problem::Refused(refusals)) => again(
            exchange,
            part.title(),
            &refusals,
            |exchange, frame, fields| show(exchange, frame, part, &view, fields),
        ),
        Err(problem) => Err(problem),
    }
}
