//! Beginning a sealed file: under which procedure, for whom, and who will have its key.
//!
//! Somebody of the registry is found there and copied; nothing is written on their record. Somebody who is
//! not in it gets a code, and nothing else of them is asked.

use std::collections::BTreeSet;

use akwaba_domain::casework::code as codes;
use akwaba_domain::casework::number::Counter;
use akwaba_domain::casework::open::{Opening, may_begin, open};
use akwaba_domain::casework::sealed::{self as files, File};
use akwaba_domain::casework::{Code, Edition, Hands, ProcedureRef, Subject};
use akwaba_domain::centre::account::Account;
use akwaba_domain::policy::act;
use akwaba_domain::reception::Book;
use akwaba_domain::refusal::{Refusal, Refusals};
use akwaba_domain::registry::register::{RegisterForm, register};
use akwaba_journal::id::{ActorId, EntityId};
use akwaba_journal::state::State;
use akwaba_procedures::workbook::Confidentiality;
use akwaba_store::projections::casework::{current, edition};
use akwaba_store::projections::centre::account;
use akwaba_store::projections::registry::person as people;
use akwaba_store::sealed::published;
use akwaba_store::{Store, append};
use askama::Template;
use std::sync::Arc;

use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::pages::casework::begin::first_step;
use crate::pages::here::{allow, centre, here};
use crate::pages::reception::ctx;
use crate::pages::registry::pick;
use crate::parts::{Choice, Fields, Html};
use crate::problem::Problem;

/// The value of the choice of somebody who gets a code.
const CODED: &str = "code";

#[derive(Template)]
#[template(path = "protected/begin.html")]
struct BeginPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    procedure: Html,
    whose: Html,
    supervision: Option<Html>,
    never: Option<Html>,
    asked: bool,
}

/// Somebody of the centre, and whether they have keys to whom one can be given.
struct Colleague {
    account: Account,
    keyed: bool,
}

struct Offer {
    procedures: Vec<(ProcedureRef, Arc<Edition>)>,
    colleagues: Vec<Colleague>,
}

/// The open part, to find people in.
pub(super) fn main(exchange: &Exchange<'_, '_>) -> Result<Store, Problem> {
    // From outside, the page does not exist.
    match (&exchange.vault, exchange.call.doors.store()) {
        (Some(_), Some(main)) => Ok(main),
        _ => Err(Problem::NotFound),
    }
}

fn offer(exchange: &Exchange<'_, '_>) -> Result<Offer, Problem> {
    let (centre, me) = (centre(exchange), exchange.actor()?.account);
    let hands = Hands::of(exchange.actor()?, centre);
    let procedures = exchange.read(|tx| {
        let mut found = Vec::new();
        for one in current(tx, centre)? {
            let known = edition(tx, centre, &one.named)?.filter(|known| {
                known.procedure.confidentiality == Confidentiality::Sealed
                    && known.procedure.subject == akwaba_procedures::workbook::Subject::Person
                    && may_begin(known, &hands)
            });
            found.extend(known.map(|known| (one.named, known)));
        }
        Ok::<_, Problem>(found)
    })?;
    let colleagues = main(exchange)?.read(|tx| {
        let mut found = Vec::new();
        for account in account::all(tx, centre)? {
            if account.suspended || account.id == me {
                continue;
            }
            let keyed = published::of(tx, centre, account.id)?.is_some();
            found.push(Colleague { account, keyed });
        }
        Ok::<_, Problem>(found)
    })?;
    Ok(Offer {
        procedures,
        colleagues,
    })
}

/// The form.
pub(super) fn form(exchange: &mut Exchange<'_, '_>) -> Answer {
    page(exchange, None)
}

/// The form again, with the people that words find.
pub(super) fn find(exchange: &mut Exchange<'_, '_>) -> Answer {
    page(exchange, None)
}

fn page(exchange: &mut Exchange<'_, '_>, refused: Option<&Refusals>) -> Answer {
    let offer = offer(exchange)?;
    let main = main(exchange)?;
    let sent = exchange.form.clone();
    let mut frame = exchange.frame("protected-begin-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, sent.clone(), refusals),
        None => Fields::new(&frame, sent.clone()),
    };
    let f = &frame;
    let choices = offer.procedures.iter().map(|(named, known)| {
        let label = format!("{} {}", named.code, known.procedure.title);
        Choice::new(&named.code, label).hint(&known.procedure.trigger)
    });
    let procedure = form.radios("procedure", "protected-procedure", choices.collect());
    let mut whose = vec![
        Choice::new(CODED, f.t("protected-whose-code")).hint(f.t("protected-whose-code-hint")),
    ];
    for (id, name, meta) in pick::named(exchange, f, &main, sent.get("q"), sent.get("whose"))? {
        whose.push(Choice::new(id.to_string(), name).hint(meta));
    }
    let choice = |one: &Colleague| {
        let id = one.account.id.to_string();
        Choice::new(id, one.account.name.as_str().to_owned())
    };
    // Who sees a file as a supervisor is offered; who has no keys yet cannot be given one.
    let supervisors = offer.colleagues.iter().filter(|one| {
        one.keyed
            && offer
                .procedures
                .iter()
                .any(|(_, known)| files::supervises(known, &one.account.grants, centre(exchange)))
    });
    let supervisors: Vec<Choice> = supervisors.map(choice).collect();
    let never: Vec<Choice> = offer.colleagues.iter().map(choice).collect();
    let page = BeginPage {
        f,
        form: &form,
        procedure: Html::of(&procedure.needed()),
        whose: Html::of(&form.radios("whose", "protected-whose", whose).needed()),
        supervision: (!supervisors.is_empty()).then(|| {
            let field = form.checks("supervision", "protected-supervision", supervisors);
            Html::of(&field.why(f.t("protected-supervision-why")))
        }),
        never: (!never.is_empty()).then(|| {
            let field = form.checks("never", "protected-never-who", never);
            Html::of(&field.why(f.t("protected-never-why")))
        }),
        asked: !sent.get("q").is_empty(),
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}

/// What was chosen, checked against what is offered.
struct Chosen {
    offered: (ProcedureRef, Arc<Edition>),
    person: Option<EntityId>,
    supervision: BTreeSet<ActorId>,
    never: BTreeSet<ActorId>,
}

fn chosen(exchange: &Exchange<'_, '_>) -> Result<Chosen, Problem> {
    let offer = offer(exchange)?;
    let (centre, form) = (centre(exchange), &exchange.form);
    let mut wrong = Refusals::new();
    let code = form.get("procedure");
    let offered = offer
        .procedures
        .into_iter()
        .find(|(named, _)| named.code == code);
    if offered.is_none() {
        wrong.push(Refusal::at("procedure", "choice-missing"));
    }
    let person = match form.get("whose") {
        CODED => None,
        typed => {
            let id: Option<EntityId> = typed.parse().ok();
            let scope = here(exchange);
            let known = main(exchange)?.read(|tx| {
                let row = id.map(|id| people::find(tx, scope, id)).transpose()?;
                Ok::<_, Problem>(row.flatten().is_some())
            })?;
            if !known {
                wrong.push(Refusal::at("whose", "choice-missing"));
            }
            id
        }
    };
    let who = |field: &str| -> BTreeSet<ActorId> {
        form.all(field)
            .filter_map(|typed| typed.parse().ok())
            .collect()
    };
    let (supervision, never) = (who("supervision"), who("never"));
    for id in &supervision {
        let may = offer.colleagues.iter().any(|one| {
            one.account.id == *id
                && one.keyed
                && offered
                    .as_ref()
                    .is_some_and(|(_, known)| files::supervises(known, &one.account.grants, centre))
        });
        if !may && offered.is_some() {
            wrong.push(Refusal::at("supervision", "protected-not-supervisor"));
        }
    }
    match offered {
        Some(offered) if wrong.is_empty() => Ok(Chosen {
            offered,
            person,
            supervision,
            never,
        }),
        _ => Err(wrong.into()),
    }
}

/// Begins the file, and leads to the first step of its case.
pub(super) fn begin(exchange: &mut Exchange<'_, '_>) -> Answer {
    match begun(exchange) {
        Ok(case) => {
            let path = first_step(exchange, case)?;
            exchange.go(&path)
        }
        Err(Problem::Refused(refusals)) => page(exchange, Some(&refusals)),
        Err(problem) => Err(problem),
    }
}

fn begun(exchange: &mut Exchange<'_, '_>) -> Result<EntityId, Problem> {
    let main = main(exchange)?;
    let chosen = chosen(exchange)?;
    let opens = allow::<act::CaseOpen>(exchange)?;
    let registers = allow::<act::PersonRegister>(exchange)?;
    if let (Some(person), Some(vault)) = (chosen.person, exchange.vault.as_mut()) {
        vault.copy(&main, &[person])?;
    }
    let now = exchange.call.now;
    let (case, file) = exchange.write(|tx, writing| {
        let mut ctx = ctx(now, writing);
        let file = files::fresh(ctx.chance);
        let case = ctx.fresh();
        let code = Code::for_person(ctx.chance);
        let mut drafts = None;
        let person = match chosen.person {
            Some(person) => person,
            None => {
                let form = nameless(&code);
                let (person, known) = register(&mut ctx, &registers, &form)?;
                drafts = Some(known);
                person
            }
        };
        let (named, known) = &chosen.offered;
        let opening = Opening {
            procedure: (named, known.as_ref()),
            subject: Subject::Person(person),
            assigned: None,
        };
        let counter = Counter {
            book: Book::MAIN,
            year: &State::default(),
        };
        let (_, opened) = open(&mut ctx, &opens, case, &counter, &opening)?;
        let said = File {
            case,
            supervision: chosen.supervision.clone(),
            never: chosen.never.clone(),
            keys: BTreeSet::new(),
        };
        let begun = files::begin(&opens, file, &said)?;
        if let Some(drafts) = drafts {
            append(tx, writing, drafts)?;
        }
        append(tx, writing, opened)?;
        append(
            tx,
            writing,
            codes::first(&opens, case, opening.subject, &code),
        )?;
        append(tx, writing, begun)?;
        Ok((case, file))
    })?;
    if let Some(vault) = exchange.vault.as_mut() {
        vault.begin(file);
    }
    Ok(case)
}

/// Somebody of whom nothing is asked: their code stands in the place of their name.
pub(in crate::pages) fn nameless(code: &Code) -> RegisterForm {
    RegisterForm {
        names: vec![(String::new(), format!("Code {}", code.as_str()))],
        ..RegisterForm::default()
    }
}
