//! The papers of a person: adding one, correcting one, taking away one noted by mistake.

use akwaba_domain::policy::{Field, act};
use akwaba_domain::registry::PersonView;
use akwaba_domain::registry::birth::Origin;
use akwaba_domain::registry::change::Change;
use akwaba_domain::registry::edit::{Item, Why};
use akwaba_domain::registry::identity::{Identity, IdentityForm, IdentityKind, IdentityStatus};
use akwaba_journal::act::Tag;

use super::common::{Head, can, person, person_path, sees, today};
use super::edit_fields::choices;
use super::edit_read::{date, with_date};
use super::form::{FormPage, again, side_by_side};
use super::person::{changed, write};
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::http::Form;
use crate::parts::{Fields, Html, part};
use crate::problem::Problem;
use crate::routes::Route;
use askama::Template;

/// The addresses of papers.
pub const ROUTES: &[Route] = &[
    Route::get("person.paper", "/personnes/{id}/pieces/{piece}", open),
    Route::post(
        "person.paper-change",
        "/personnes/{id}/pieces/{piece}",
        send,
    ),
    Route::post(
        "person.paper-remove",
        "/personnes/{id}/pieces/{piece}/retirer",
        remove,
    ),
];

/// The word of the address for a paper not yet noted.
const NEW: &str = "nouvelle";

/// The paper of the address; `None` for a new one.
fn paper(
    exchange: &Exchange<'_, '_>,
    view: &PersonView,
) -> Result<Option<Item<Identity>>, Problem> {
    if !sees(exchange, Field::Papers) {
        return Err(Problem::Forbidden);
    }
    let word = exchange.param("piece");
    if word == NEW {
        return Ok(None);
    }
    let tag: Tag = word.parse().map_err(|_| Problem::NotFound)?;
    let item = view.identities.iter().find(|item| item.tag == tag).cloned();
    item.map(Some).ok_or(Problem::NotFound)
}

fn open(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (_, _, view) = person(exchange)?;
    let item = paper(exchange, &view)?;
    let frame = exchange.frame("person-paper-title");
    let sent = match &item {
        None => Form::new().with("identity-status", IdentityStatus::Declared.code()),
        Some(item) => filled(item),
    };
    show(
        exchange,
        &frame,
        &view,
        item.as_ref(),
        &Fields::new(&frame, sent),
    )
}

fn filled(item: &Item<Identity>) -> Form {
    let form = IdentityForm::of(&item.value);
    let sent = Form::new()
        .with("seen", item.seen())
        .with("identity-kind", form.kind)
        .with("identity-number", form.number)
        .with("identity-issuer", form.issuer)
        .with("identity-origin", form.origin)
        .with("identity-status", form.status)
        .with("identity-label", form.label);
    let sent = with_date(sent, "identity-issued", item.value.issued);
    with_date(sent, "identity-expires", item.value.expires)
}

/// Takes away a paper noted by mistake; its history stays.
#[derive(Template)]
#[template(path = "registry/remove.html")]
struct Remove<'a> {
    f: &'a Frame,
    path: String,
    title: String,
    needs_reason: bool,
}
part!(Remove<'_>);

fn show(
    exchange: &Exchange<'_, '_>,
    frame: &Frame,
    view: &PersonView,
    item: Option<&Item<Identity>>,
    form: &Fields,
) -> Answer {
    let f = frame;
    let kinds = choices(
        f,
        "person-document-",
        IdentityKind::ALL.iter().map(|kind| kind.code()),
    );
    let origins = choices(
        f,
        "person-origin-",
        Origin::ALL.iter().map(|origin| origin.code()),
    );
    let validates = can::<act::IdentityCorrect>(exchange);
    let statuses = IdentityStatus::ALL
        .iter()
        .filter(|status| validates || **status != IdentityStatus::Validated)
        .map(|status| status.code());
    let statuses = choices(f, "person-status-", statuses);
    let validated = item.is_some_and(|item| item.value.status == IdentityStatus::Validated);
    let reason = form.area("reason", "registry-reason", 2).length_max(2000);
    let mut page = FormPage::new(f, form, person_path(view.id))
        .about(Head::of(f, view, today(exchange)).link(person_path(view.id)))
        .intro("person-paper-intro")
        .hidden("seen", form.sent("seen"))
        .field(Html::of(
            &form
                .select("identity-kind", "person-paper-kind", kinds)
                .needed(),
        ))
        .field(Html::of(
            &form
                .text("identity-number", "person-paper-number-label")
                .hint(f.t("person-paper-number-hint"))
                .length_max(120),
        ))
        .field(side_by_side(
            &form
                .text("identity-issuer", "person-paper-issuer")
                .length_max(120),
            &form
                .text("identity-label", "person-paper-label")
                .hint(f.t("person-paper-label-hint"))
                .length_max(120),
        ))
        .field(side_by_side(
            &form.date("identity-issued", "person-paper-issued-label"),
            &form.date("identity-expires", "person-paper-expires-label"),
        ))
        .field(Html::of(&form.radios(
            "identity-status",
            "person-status",
            statuses,
        )))
        .field(Html::of(
            &form
                .select("identity-origin", "person-source", origins)
                .half(),
        ))
        .field(Html::of(&if validated {
            reason.needed().why(f.t("person-reason-why"))
        } else {
            reason
        }));
    if let Some(item) = item
        && (validates || !validated)
    {
        page = page.after(Html::of(&Remove {
            f,
            path: format!("{}/pieces/{}/retirer", person_path(view.id), item.tag),
            title: f.t("person-paper-remove"),
            needs_reason: validated,
        }));
    }
    page.answer(exchange)
}

fn send(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (id, _, view) = person(exchange)?;
    let item = paper(exchange, &view)?;
    let own = |name: &str| exchange.form.get(name).to_owned();
    let form = IdentityForm {
        kind: own("identity-kind"),
        number: own("identity-number"),
        issuer: own("identity-issuer"),
        issued: date(&exchange.form, "identity-issued"),
        expires: date(&exchange.form, "identity-expires"),
        origin: own("identity-origin"),
        status: own("identity-status"),
        label: own("identity-label"),
    };
    let change = Change::Identity(own("seen"), form);
    let why = Why::parse(
        exchange.form.get("reason"),
        exchange.form.get("identity-origin"),
    );
    let wrote = why
        .map_err(Problem::from)
        .and_then(|why| write(exchange, id, &change, &why));
    match wrote {
        Ok(overlapped) => exchange.done(&person_path(id), changed(overlapped)),
        Err(Problem::Refused(refusals)) => again(
            exchange,
            "person-paper-title",
            &refusals,
            |exchange, frame, fields| show(exchange, frame, &view, item.as_ref(), fields),
        ),
        Err(problem) => Err(problem),
    }
}

fn remove(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (id, _, view) = person(exchange)?;
    let item = paper(exchange, &view)?.ok_or(Problem::NotFound)?;
    let why = Why::parse(exchange.form.get("reason"), "")?;
    write(exchange, id, &Change::IdentityRemoved(item.tag), &why)?;
    exchange.done(&person_path(id), Flash::good("person-paper-removed"))
}
