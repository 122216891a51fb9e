//! Opening a group, changing what is known of it, counting those who are not registered, ending it, taking it up again.

use akwaba_domain::policy::act;
use akwaba_domain::refusal::Refusals;
use akwaba_domain::registry::edit::{Why, seen};
use akwaba_domain::registry::group::{
    self as decisions, ContactForm, CountForm, EndForm, EndReason, GroupForm, GroupKind, GroupView,
    LegalState, field,
};
use akwaba_domain::registry::language::Language;
use akwaba_domain::{Ctx, Drafts};
use akwaba_journal::id::EntityId;
use akwaba_journal::state::State;
use akwaba_store::append;
use akwaba_store::projections::registry::household::people;

use super::common::{Head, group, group_path, group_state, may, registry, today};
use super::edit_fields::{self, choices};
use super::edit_read::{date, with_date, with_place};
use super::form::{FormPage, again, side_by_side};
use super::new;
use super::person::changed;
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::http::Form;
use crate::pages::activity::boxes::{self, Boxes};
use crate::parts::{Fields, Html};
use crate::problem::Problem;
use crate::routes::Route;
use crate::show;

/// The addresses of what changes a group.
pub const ROUTES: &[Route] = &[
    Route::get("group.new", "/groupes/nouveau", new_form),
    Route::post("group.new", "/groupes/nouveau", open),
    Route::get("group.edit", "/groupes/{id}/modifier", edit_form),
    Route::post("group.edit", "/groupes/{id}/modifier", edit),
    Route::get("group.count", "/groupes/{id}/compte", count_form),
    Route::post("group.count", "/groupes/{id}/compte", count),
    Route::get("group.end", "/groupes/{id}/fin", end_form),
    Route::post("group.end", "/groupes/{id}/fin", end),
    Route::get("group.resume", "/groupes/{id}/reprise", resume_form),
    Route::post("group.resume", "/groupes/{id}/reprise", resume),
];

/// Empty rows offered after the contacts that are known.
const CONTACTS_MORE: usize = 1;

fn contact_rows(sent: &Form) -> usize {
    edit_fields::rows(sent.get("rows"))
}

fn typed(sent: &Form) -> GroupForm {
    let own = |name: &str| sent.get(name).to_owned();
    let contacts = (0..contact_rows(sent)).map(|index| ContactForm {
        seen: own(&format!("contact-seen-{index}")),
        who: own(&format!("contact-{index}")),
        phone: own(&format!("contact-phone-{index}")),
    });
    GroupForm {
        name: own("name"),
        other_name: own("other-name"),
        kind: own("kind"),
        place: new::place(sent),
        purpose: own("purpose"),
        language: own("language"),
        founded: date(sent, "founded"),
        legal: own("legal"),
        receipt: own("receipt"),
        contacts: contacts.collect(),
    }
}

/// The form, filled with what is known.
fn filled(view: &GroupView, state: &State) -> Form {
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let legal = view.legal.shown();
    let mut form = Form::new()
        .with("name", text(view.name.shown().map(|one| one.as_str())))
        .with(
            "other-name",
            text(view.other_name.shown().map(|one| one.as_str())),
        )
        .with("kind", text(view.kind.shown().map(|one| one.code())))
        .with(
            "purpose",
            text(view.purpose.shown().map(|one| one.as_str())),
        )
        .with(
            "language",
            text(view.language.shown().map(|one| one.code())),
        )
        .with("legal", text(legal.map(|one| one.state.code())))
        .with(
            "receipt",
            text(legal.and_then(|one| one.receipt.as_deref())),
        )
        .with("rows", (view.contacts.len() + CONTACTS_MORE).to_string());
    for name in field::SHOWN {
        form = form.with(&format!("seen-{name}"), seen(state, name));
    }
    for (index, item) in view.contacts.iter().enumerate() {
        let phone = item.value.phone.as_ref();
        let phone = phone.map(|number| show::phone(number.as_str()));
        form = form
            .with(&format!("contact-seen-{index}"), item.seen())
            .with(&format!("contact-{index}"), item.value.who.as_str())
            .with(&format!("contact-phone-{index}"), phone.unwrap_or_default());
    }
    with_date(
        with_place(form, view.place.shown()),
        "founded",
        view.founded.shown().copied(),
    )
}

/// The questions. What the writer saw of each goes with the form.
fn form_page<'a>(f: &'a Frame, form: &Fields, back: String) -> FormPage<'a> {
    let kinds = choices(
        f,
        "group-kind-",
        GroupKind::ALL.iter().map(|one| one.code()),
    );
    let legal = choices(
        f,
        "group-legal-",
        LegalState::ALL.iter().map(|one| one.code()),
    );
    let languages = Language::ALL.iter().map(|one| one.code());
    let languages = choices(f, "person-language-", languages);
    let mut page = FormPage::new(f, form, back)
        .field(&form.text("name", "group-name").needed().length_max(120))
        .field(
            &form
                .text("other-name", "group-other-name")
                .hint(f.t("group-other-name-hint"))
                .length_max(120),
        )
        .field(
            &form
                .select("kind", "group-kind", kinds)
                .needed()
                .hint(f.t("group-kind-hint")),
        )
        .field(&form.area("purpose", "group-purpose", 2).length_max(2000))
        .fields(edit_fields::place(f, form))
        .field(
            &form
                .date("founded", "group-founded")
                .hint(f.t("group-founded-hint")),
        )
        .field(side_by_side(
            &form.select("legal", "group-legal", legal),
            &form.text("receipt", "group-receipt").length_max(60),
        ))
        .field(&form.select("language", "group-language", languages));
    let rows = edit_fields::rows(form.sent("rows"));
    page = page.hidden("rows", rows.to_string());
    for index in 0..rows {
        let seen = format!("contact-seen-{index}");
        page = page.hidden(&seen, form.sent(&seen)).field(side_by_side(
            &form
                .text(&format!("contact-{index}"), "group-contact")
                .hint(f.t("group-contact-hint"))
                .length_max(120),
            &form.phone(&format!("contact-phone-{index}"), "person-phone"),
        ));
    }
    page
}

fn new_form(exchange: &mut Exchange<'_, '_>) -> Answer {
    let frame = exchange.frame("group-new-title");
    let sent = Form::new().with("rows", "2");
    new_page(exchange, &frame, &Fields::new(&frame, sent))
}

fn new_page(exchange: &Exchange<'_, '_>, f: &Frame, form: &Fields) -> Answer {
    let page = form_page(f, form, "/groupes".to_owned()).intro("group-new-intro");
    page.go("group-new-go").answer(exchange)
}

fn open(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = may::<act::GroupChange, ()>(exchange, ())?;
    let form = typed(&exchange.form);
    let opened = {
        let mut ctx = Ctx {
            now: exchange.call.now,
            chance: &mut *exchange.call.chance,
        };
        decisions::open(&mut ctx, &allowed, &form)
    };
    match opened {
        Ok((group, drafts)) => {
            exchange.write(|tx, writing| {
                append(tx, writing, drafts.clone())?;
                Ok(())
            })?;
            exchange.done(&group_path(group), Flash::good("group-opened"))
        }
        Err(refusals) => again(
            exchange,
            "group-new-title",
            &refusals,
            |exchange, f, form| new_page(exchange, f, form),
        ),
    }
}

fn edit_form(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (_, state, view) = group(exchange)?;
    let frame = exchange.frame("group-edit-title");
    let form = Fields::new(&frame, filled(&view, &state));
    edit_page(exchange, &frame, &view, &form)
}

fn edit_page(exchange: &Exchange<'_, '_>, f: &Frame, view: &GroupView, form: &Fields) -> Answer {
    let mut page = form_page(f, form, group_path(view.id)).about(about(f, view));
    for name in field::SHOWN {
        let seen = format!("seen-{name}");
        page = page.hidden(&seen, form.sent(&seen));
    }
    let reason = form.area("reason", "registry-reason", 2).length_max(2000);
    page.field(&reason).answer(exchange)
}

fn about(f: &Frame, view: &GroupView) -> Head {
    Head::of_group(f, view).link(group_path(view.id))
}

fn edit(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (id, _, view) = group(exchange)?;
    let allowed = may::<act::GroupChange, EntityId>(exchange, id)?;
    let (scope, today) = (registry(exchange), today(exchange));
    let sent = exchange.form.clone();
    let form = typed(&sent);
    let saw = |name: &str| sent.get(&format!("seen-{name}")).to_owned();
    let why = Why::parse(sent.get("reason"), "");
    let wrote = why.map_err(Problem::from).and_then(|why| {
        exchange.write(|tx, writing| {
            let state = group_state(tx, scope, id)?;
            let known: Vec<EntityId> = GroupView::of(id, &state).people().collect();
            let known = people(tx, scope, known)?;
            let changed = decisions::change(&allowed, &state, &saw, &form, &why, &known, today)?;
            append(tx, writing, changed.drafts)?;
            Ok(changed.overlapped)
        })
    });
    match wrote {
        Ok(overlapped) => exchange.done(&group_path(id), changed(overlapped)),
        Err(Problem::Refused(refusals)) => again(
            exchange,
            "group-edit-title",
            &refusals,
            |exchange, f, form| edit_page(exchange, f, &view, form),
        ),
        Err(problem) => Err(problem),
    }
}

/// One of the small forms on a group: what stands in it, and its title.
type Draws = fn(&Exchange<'_, '_>, &Frame, &GroupView, &Fields) -> Answer;

/// Decides one of the small acts on the group of the address, and writes it; or shows its form again.
fn act_on(
    exchange: &mut Exchange<'_, '_>,
    (title, done): (&'static str, &'static str),
    draw: Draws,
    decide: impl Fn(
        &akwaba_domain::Allowed<act::GroupChange, EntityId>,
        &State,
        &Form,
    ) -> Result<Drafts, Refusals>,
) -> Answer {
    let (id, _, view) = group(exchange)?;
    let allowed = may::<act::GroupChange, EntityId>(exchange, id)?;
    let (scope, sent) = (registry(exchange), exchange.form.clone());
    let wrote = exchange.write(|tx, writing| {
        let drafts = decide(&allowed, &group_state(tx, scope, id)?, &sent)?;
        append(tx, writing, drafts)?;
        Ok(())
    });
    match wrote {
        Ok(()) => exchange.done(&group_path(id), Flash::good(done)),
        Err(Problem::Refused(refusals)) => {
            again(exchange, title, &refusals, |exchange, f, form| {
                draw(exchange, f, &view, form)
            })
        }
        Err(problem) => Err(problem),
    }
}

fn count_form(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (_, _, view) = group(exchange)?;
    let frame = exchange.frame("group-count-title");
    let last = view.at(today(exchange), &Default::default()).others;
    let sent = last.map_or_else(Form::new, |last| boxes::with(Form::new(), &last.counts));
    count_page(exchange, &frame, &view, &Fields::new(&frame, sent))
}

fn count_page(exchange: &Exchange<'_, '_>, f: &Frame, view: &GroupView, form: &Fields) -> Answer {
    FormPage::new(f, form, group_path(view.id))
        .about(about(f, view))
        .intro("group-count-text")
        .field(
            &form
                .date("count-on", "group-count-on")
                .hint(f.t("group-today-hint")),
        )
        .field(Html::of(&Boxes::of(f, "group-by-age", form)))
        .answer(exchange)
}

fn count(exchange: &mut Exchange<'_, '_>) -> Answer {
    let today = today(exchange);
    let words = ("group-count-title", "frame-saved");
    act_on(exchange, words, count_page, |allowed, state, sent| {
        let form = CountForm {
            on: date(sent, "count-on"),
            boxes: boxes::typed(sent),
        };
        decisions::count(allowed, state, &form, today)
    })
}

fn end_form(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (_, _, view) = group(exchange)?;
    let frame = exchange.frame("group-end-title");
    end_page(exchange, &frame, &view, &Fields::new(&frame, Form::new()))
}

fn end_page(exchange: &Exchange<'_, '_>, f: &Frame, view: &GroupView, form: &Fields) -> Answer {
    let reasons = choices(f, "group-end-", EndReason::ALL.iter().map(|one| one.code()));
    FormPage::new(f, form, group_path(view.id))
        .about(about(f, view))
        .intro("group-end-text")
        .field(
            &form
                .radios("end-reason", "group-end-reason", reasons)
                .needed(),
        )
        .field(
            &form
                .area("end-words", "group-end-words", 2)
                .length_max(2000),
        )
        .field(
            &form
                .date("end-on", "group-end-on")
                .hint(f.t("group-today-hint")),
        )
        .go("group-end-go")
        .answer(exchange)
}

fn end(exchange: &mut Exchange<'_, '_>) -> Answer {
    let today = today(exchange);
    let words = ("group-end-title", "group-ended");
    act_on(exchange, words, end_page, |allowed, state, sent| {
        let form = EndForm {
            on: date(sent, "end-on"),
            reason: sent.get("end-reason").to_owned(),
            words: sent.get("end-words").to_owned(),
        };
        decisions::end(allowed, state, &form, today)
    })
}

fn resume_form(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (_, _, view) = group(exchange)?;
    if !view.is_over() {
        return Err(Problem::NotFound);
    }
    let frame = exchange.frame("group-resume-title");
    resume_page(exchange, &frame, &view, &Fields::new(&frame, Form::new()))
}

fn resume_page(exchange: &Exchange<'_, '_>, f: &Frame, view: &GroupView, form: &Fields) -> Answer {
    let reason = form.area("reason", "registry-reason", 2).length_max(2000);
    FormPage::new(f, form, group_path(view.id))
        .about(about(f, view))
        .field(&reason.needed())
        .go("group-resume-go")
        .answer(exchange)
}

fn resume(exchange: &mut Exchange<'_, '_>) -> Answer {
    let words = ("group-resume-title", "frame-saved");
    act_on(exchange, words, resume_page, |allowed, state, sent| {
        let why = Why::parse(sent.get("reason"), "")?;
        decisions::resume(allowed, state, &why)
    })
}
