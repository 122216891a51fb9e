//! Opening a case from the page of a person, household or group: under which procedure.

use akwaba_domain::casework::Subject;
use akwaba_domain::casework::open::may_begin;
use akwaba_domain::policy::act;
use akwaba_domain::refusal::{Refusal, Refusals};
use akwaba_domain::registry::{group, household, person};
use akwaba_journal::id::{EntityId, ScopeId};
use akwaba_procedures::workbook::Confidentiality;
use akwaba_store::projections::casework::{current, edition};
use akwaba_store::{Tx, entity};
use askama::Template;

use super::begin::{Offered, begin, first_step};
use super::shared::{Names, allow, centre, hands, here};
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::parts::{Choice, Empty, Field, Fields};
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "casework/open.html")]
struct OpenPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    name: String,
    field: Option<Field>,
    empty: Empty,
    subject: (&'static str, String),
    sealed: bool,
}

/// The word by which an address says whose case is asked for, the kind of their record, and what they are to the case.
type Owner = (&'static str, &'static str, fn(EntityId) -> Subject);

/// Who can have a case.
const OWNERS: [Owner; 3] = [
    ("personne", person::KIND, Subject::Person),
    ("menage", household::KIND, Subject::Household),
    ("groupe", group::KIND, Subject::Group),
];

/// Whose case the address asks for: a person, a household, a group, or nobody of the registry. No case is opened on a group
/// that has ended.
fn subject(
    exchange: &Exchange<'_, '_>,
    tx: &mut dyn Tx,
    scope: ScopeId,
) -> Result<Subject, Problem> {
    let mut asked = OWNERS.iter();
    let asked = asked.find_map(|(word, kind, of)| Some((exchange.form.given(word)?, kind, of)));
    let Some((typed, kind, of)) = asked else {
        return Ok(Subject::Nobody);
    };
    let id: EntityId = typed.parse().map_err(|_| Problem::NotFound)?;
    let found = entity::find(tx, scope, id)?;
    let own = found.filter(|(known, state)| known == kind && state.exists());
    let (_, state) = own.ok_or(Problem::NotFound)?;
    let group = *kind == group::KIND;
    if group && (!group::is_known(&state) || group::GroupView::of(id, &state).is_over()) {
        return Err(Problem::NotFound);
    }
    Ok(of(id))
}

/// The procedures in use for such a subject, and whether some are left out because their files are sealed.
fn offered(
    exchange: &Exchange<'_, '_>,
    tx: &mut dyn Tx,
    subject: Subject,
) -> Result<(Vec<Offered>, bool), Problem> {
    let centre = centre(exchange);
    let hands = hands(exchange)?;
    let (mut found, mut sealed) = (Vec::new(), false);
    for one in current(tx, centre)? {
        let Some(known) = edition(tx, centre, &one.named)? else {
            continue;
        };
        if !subject.suits(known.procedure.subject) || !may_begin(&known, &hands) {
            continue;
        }
        if known.procedure.confidentiality == Confidentiality::Sealed {
            sealed = true;
        } else {
            found.push((one.named, known));
        }
    }
    Ok((found, sealed))
}

/// The form.
pub(super) fn form(exchange: &mut Exchange<'_, '_>) -> Answer {
    page(exchange, None)
}

fn page(exchange: &mut Exchange<'_, '_>, refused: Option<&Refusals>) -> Answer {
    let here = here(exchange);
    let mut frame = exchange.frame("casework-open-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, exchange.form.clone(), refusals),
        None => Fields::new(&frame, exchange.form.clone()),
    };
    let f = &frame;
    let (subject, offered, sealed, names) = exchange.read(|tx| {
        let subject = subject(exchange, tx, here)?;
        let (offered, sealed) = offered(exchange, tx, subject)?;
        let names = Names::of(tx, here, f, subject.record())?;
        Ok((subject, offered, sealed, names))
    })?;
    let choices: Vec<Choice> = offered
        .iter()
        .map(|(named, known)| {
            let label = format!("{} {}", named.code, known.procedure.title);
            Choice::new(&named.code, label).hint(&known.procedure.trigger)
        })
        .collect();
    let field = (!choices.is_empty()).then(|| {
        let field = form.radios("procedure", "casework-open-procedure", choices);
        field.needed()
    });
    let (name, id) = match subject {
        Subject::Person(id) => ("personne", id.to_string()),
        Subject::Household(id) => ("menage", id.to_string()),
        Subject::Group(id) => ("groupe", id.to_string()),
        Subject::Nobody => ("", String::new()),
    };
    let page = OpenPage {
        f,
        form: &form,
        name: names.name(f, subject.record()),
        field,
        empty: Empty::new(f, "casework-open-none", "casework-open-none-text"),
        subject: (name, id),
        sealed,
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}

/// Opens the case, and leads to its first step.
pub(super) fn open(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::CaseOpen>(exchange)?;
    let (here, now) = (here(exchange), exchange.call.now);
    let code = exchange.form.get("procedure").to_owned();
    let (subject, offered, _) = exchange.read(|tx| {
        let subject = subject(exchange, tx, here)?;
        let (offered, sealed) = offered(exchange, tx, subject)?;
        Ok((subject, offered, sealed))
    })?;
    let Some(offered) = offered.iter().find(|(named, _)| named.code == code) else {
        let refusals = Refusals::from(Refusal::at("procedure", "choice-missing"));
        return page(exchange, Some(&refusals));
    };
    let opened =
        exchange.write(|tx, writing| begin(tx, writing, now, &allowed, here, (offered, subject)));
    match opened {
        Ok(id) => {
            let path = first_step(exchange, id)?;
            exchange.done(&path, Flash::good("casework-said-opened"))
        }
        Err(Problem::Refused(refusals)) => page(exchange, Some(&refusals)),
        Err(problem) => Err(problem),
    }
}
