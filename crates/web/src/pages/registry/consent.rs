//! Consents: giving one, withdrawing one.

use akwaba_domain::policy::{Field, act};
use akwaba_domain::registry::PersonView;
use akwaba_domain::registry::consent::{self, ConsentForm, ConsentView, GiveForm, Purpose};
use akwaba_domain::registry::language::Language;
use akwaba_journal::act::Tag;
use akwaba_journal::id::EntityId;
use akwaba_store::append;

use super::common::{Head, may, person, person_path, person_state, registry, sees, today};
use super::edit_fields::choices;
use super::edit_read::date;
use super::form::{FormPage, again, side_by_side};
use super::words;
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::http::Form;
use crate::parts::{Fields, Html, Notice, Tone};
use crate::problem::Problem;
use crate::routes::Route;

/// The addresses of consents.
pub const ROUTES: &[Route] = &[
    Route::get(
        "person.consent-new",
        "/personnes/{id}/consentements/nouveau",
        new,
    ),
    Route::post(
        "person.consent-give",
        "/personnes/{id}/consentements/nouveau",
        give,
    ),
    Route::get(
        "person.consent",
        "/personnes/{id}/consentements/{consentement}",
        open,
    ),
    Route::post(
        "person.consent-withdraw",
        "/personnes/{id}/consentements/{consentement}",
        withdraw,
    ),
];

/// The version of the text read to people today: a proposal, to be confirmed by the ministries.
const TEXT_VERSION: &str = "2026-1";

fn new(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (_, _, view) = seen(exchange)?;
    let frame = exchange.frame("person-consent-title");
    let sent = Form::new()
        .with("consent-version", TEXT_VERSION)
        .with("consent-language", Language::French.code());
    show(exchange, &frame, &view, &Fields::new(&frame, sent))
}

fn seen(
    exchange: &Exchange<'_, '_>,
) -> Result<(EntityId, akwaba_journal::state::State, PersonView), Problem> {
    if sees(exchange, Field::Consents) {
        person(exchange)
    } else {
        Err(Problem::Forbidden)
    }
}

fn show(exchange: &Exchange<'_, '_>, frame: &Frame, view: &PersonView, form: &Fields) -> Answer {
    let f = frame;
    let purposes = choices(f, "person-purpose-", Purpose::ALL.iter().map(|p| p.code()));
    let forms = choices(
        f,
        "person-consent-form-",
        ConsentForm::ALL.iter().map(|form| form.code()),
    );
    let languages = choices(
        f,
        "person-language-",
        Language::ALL.iter().map(|l| l.code()),
    );
    FormPage::new(f, form, person_path(view.id))
        .about(Head::of(f, view, today(exchange)).link(person_path(view.id)))
        .intro("person-consent-intro")
        .field(Html::of(
            &form
                .radios("consent-purpose", "person-consent-purpose", purposes)
                .needed(),
        ))
        .field(Html::of(
            &form
                .text("consent-about", "person-consent-about")
                .hint(f.t("person-consent-about-hint"))
                .length_max(120),
        ))
        .field(Html::of(
            &form
                .radios("consent-form", "person-consent-form", forms)
                .needed(),
        ))
        .field(Html::of(
            &form
                .text("consent-witness", "person-consent-witness")
                .hint(f.t("person-consent-witness-hint"))
                .length_max(120),
        ))
        .field(Html::of(
            &form
                .text("consent-by", "person-consent-by")
                .hint(f.t("person-consent-by-hint"))
                .length_max(120),
        ))
        .field(side_by_side(
            &form
                .select("consent-language", "person-consent-language", languages)
                .needed(),
            &form
                .text("consent-version", "person-consent-text")
                .needed()
                .hint(f.t("person-consent-text-hint")),
        ))
        .field(Html::of(
            &form
                .date("consent-on", "person-consent-on")
                .hint(f.t("person-consent-on-hint")),
        ))
        .answer(exchange)
}

fn give(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (id, _, view) = seen(exchange)?;
    let allowed = may::<act::ConsentRecord, EntityId>(exchange, id)?;
    let (scope, today) = (registry(exchange), today(exchange));
    let own = |name: &str| exchange.form.get(name).to_owned();
    let form = GiveForm {
        purpose: own("consent-purpose"),
        about: own("consent-about"),
        text_version: own("consent-version"),
        language: own("consent-language"),
        form: own("consent-form"),
        by: own("consent-by"),
        witness: own("consent-witness"),
        on: date(&exchange.form, "consent-on"),
    };
    let wrote = exchange.write(|tx, writing| {
        let state = person_state(tx, scope, id)?;
        append(tx, writing, consent::give(&allowed, &state, &form, today)?)?;
        Ok(())
    });
    match wrote {
        Ok(()) => exchange.done(&person_path(id), Flash::good("person-consent-recorded")),
        Err(Problem::Refused(refusals)) => again(
            exchange,
            "person-consent-title",
            &refusals,
            |exchange, frame, fields| show(exchange, frame, &view, fields),
        ),
        Err(problem) => Err(problem),
    }
}

fn consent_of(
    exchange: &Exchange<'_, '_>,
    view: &PersonView,
) -> Result<(Tag, ConsentView), Problem> {
    let tag: Tag = exchange
        .param("consentement")
        .parse()
        .map_err(|_| Problem::NotFound)?;
    let known = view
        .consents
        .iter()
        .find(|consent| consent.given.tag == tag);
    Ok((tag, known.cloned().ok_or(Problem::NotFound)?))
}

fn open(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (_, _, view) = seen(exchange)?;
    let frame = exchange.frame("person-withdraw-title");
    ask(exchange, &frame, &view, &Fields::new(&frame, Form::new()))
}

fn ask(exchange: &Exchange<'_, '_>, frame: &Frame, view: &PersonView, form: &Fields) -> Answer {
    let (_, consent) = consent_of(exchange, view)?;
    let given = &consent.given.value;
    let purpose = frame.word("person-purpose-", given.purpose.code());
    let said = frame.t1("person-consent-given", "day", words::day(given.on));
    FormPage::new(frame, form, person_path(view.id))
        .about(Head::of(frame, view, today(exchange)).link(person_path(view.id)))
        .before(Html::of(&Notice::new(Tone::Info, purpose, said)))
        .field(Html::of(
            &form.area("reason", "registry-reason", 2).length_max(2000),
        ))
        .go("person-withdraw-go")
        .answer(exchange)
}

fn withdraw(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (id, _, view) = seen(exchange)?;
    let (tag, _) = consent_of(exchange, &view)?;
    let allowed = may::<act::ConsentRecord, EntityId>(exchange, id)?;
    let (scope, today) = (registry(exchange), today(exchange));
    let reason = exchange.form.get("reason").to_owned();
    let wrote = exchange.write(|tx, writing| {
        let state = person_state(tx, scope, id)?;
        append(
            tx,
            writing,
            consent::withdraw(&allowed, &state, tag, &reason, today)?,
        )?;
        Ok(())
    });
    match wrote {
        Ok(()) => exchange.done(&person_path(id), Flash::good("person-consent-ended")),
        Err(Problem::Refused(refusals)) => again(
            exchange,
            "person-withdraw-title",
            &refusals,
            |exchange, frame, fields| ask(exchange, frame, &view, fields),
        ),
        Err(problem) => Err(problem),
    }
}
