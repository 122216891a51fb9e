//! Opening a household for someone, and where it lives.

use akwaba_domain::Ctx;
use akwaba_domain::policy::act;
use akwaba_domain::registry::PersonView;
use akwaba_domain::registry::edit::{Why, seen};
use akwaba_domain::registry::household::{
    self as decisions, HouseholdForm, HouseholdView, MemberForm, MemberRole, field,
};
use akwaba_journal::id::EntityId;
use akwaba_journal::state::State;
use akwaba_store::append;
use akwaba_store::projections::registry::household as homes;

use super::common::{
    Head, household, household_path, household_state, may, person_path, registry, today,
};
use super::edit_fields::{self, choices};
use super::edit_read::{date, with_place};
use super::form::{FormPage, again};
use super::new;
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::http::Form;
use crate::parts::{Fields, Html};
use crate::problem::Problem;
use crate::routes::Route;

/// The addresses of opening and moving.
pub const ROUTES: &[Route] = &[
    Route::get("household.new", "/menages/nouveau", start),
    Route::post("household.open", "/menages/nouveau", begin),
    Route::get("household.place", "/menages/{id}/adresse", place),
    Route::post("household.place-change", "/menages/{id}/adresse", move_to),
];

/// The person for whom a household is opened.
fn first_member(exchange: &Exchange<'_, '_>) -> Result<(EntityId, PersonView), Problem> {
    let id: EntityId = exchange
        .form
        .get("personne")
        .parse()
        .map_err(|_| Problem::NotFound)?;
    let scope = registry(exchange);
    let state = exchange.read(|tx| super::common::person_state(tx, scope, id))?;
    Ok((id, PersonView::of(id, &state)))
}

fn start(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (id, view) = first_member(exchange)?;
    let frame = exchange.frame("household-new-title");
    let sent = Form::new()
        .with("personne", id.to_string())
        .with("member-role", MemberRole::Head.code());
    let sent = with_place(sent, view.place.shown());
    start_form(exchange, &frame, &view, &Fields::new(&frame, sent))
}

fn start_form(
    exchange: &Exchange<'_, '_>,
    frame: &Frame,
    view: &PersonView,
    form: &Fields,
) -> Answer {
    let f = frame;
    let roles = choices(
        f,
        "household-role-",
        MemberRole::ALL.iter().map(|role| role.code()),
    );
    FormPage::new(f, form, person_path(view.id))
        .about(Head::of(f, view, today(exchange)).link(person_path(view.id)))
        .intro("household-new-intro")
        .hidden("personne", form.sent("personne"))
        .field(Html::of(
            &form.select("member-role", "household-as", roles).needed(),
        ))
        .field(Html::of(
            &form
                .date("member-from", "household-since")
                .hint(f.t("household-since-hint")),
        ))
        .fields(edit_fields::place(f, form))
        .go("household-open-go")
        .answer(exchange)
}

fn begin(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (id, view) = first_member(exchange)?;
    let allowed = may::<act::HouseholdChange, ()>(exchange, ())?;
    let scope = registry(exchange);
    let form = HouseholdForm {
        members: vec![MemberForm {
            person: id.to_string(),
            role: exchange.form.get("member-role").to_owned(),
            from: date(&exchange.form, "member-from"),
            until: String::new(),
        }],
        place: new::place(&exchange.form),
        recipient: String::new(),
    };
    let known = exchange.read(|tx| Ok(homes::people(tx, scope, [id])?))?;
    let opened = {
        let mut ctx = Ctx {
            now: exchange.call.now,
            chance: &mut *exchange.call.chance,
        };
        decisions::open(&mut ctx, &allowed, &form, &known)
    };
    match opened {
        Ok((household, drafts)) => {
            exchange.write(|tx, writing| {
                append(tx, writing, drafts.clone())?;
                Ok(())
            })?;
            exchange.done(&household_path(household), Flash::good("household-opened"))
        }
        Err(refusals) => {
            let sent = exchange.form.clone();
            let mut frame = exchange.frame("household-new-title");
            let fields = Fields::refused(&mut frame, sent, &refusals);
            start_form(exchange, &frame, &view, &fields)
        }
    }
}

fn place(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (id, state, view): (EntityId, State, HouseholdView) = household(exchange)?;
    let frame = exchange.frame("household-place-title");
    let sent = Form::new().with("seen", seen(&state, field::PLACE));
    let sent = with_place(sent, view.place.shown());
    place_form(exchange, &frame, id, &Fields::new(&frame, sent))
}

fn place_form(exchange: &Exchange<'_, '_>, frame: &Frame, id: EntityId, form: &Fields) -> Answer {
    FormPage::new(frame, form, household_path(id))
        .hidden("seen", form.sent("seen"))
        .fields(edit_fields::place(frame, form))
        .field(Html::of(
            &form.area("reason", "registry-reason", 2).length_max(2000),
        ))
        .answer(exchange)
}

fn move_to(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (id, ..) = household(exchange)?;
    let allowed = may::<act::HouseholdChange, EntityId>(exchange, id)?;
    let scope = registry(exchange);
    let (seen, form) = (
        exchange.form.get("seen").to_owned(),
        new::place(&exchange.form),
    );
    let why = Why::parse(exchange.form.get("reason"), "");
    let wrote = why.map_err(Problem::from).and_then(|why| {
        exchange.write(|tx, writing| {
            let state = household_state(tx, scope, id)?;
            let changed = decisions::place(&allowed, &state, &seen, &form, &why)?;
            append(tx, writing, changed.drafts)?;
            Ok(changed.overlapped)
        })
    });
    match wrote {
        Ok(overlapped) => exchange.done(&household_path(id), super::person::changed(overlapped)),
        Err(Problem::Refused(refusals)) => again(
            exchange,
            "household-place-title",
            &refusals,
            |exchange, frame, fields| place_form(exchange, frame, id, fields),
        ),
        Err(problem) => Err(problem),
    }
}
