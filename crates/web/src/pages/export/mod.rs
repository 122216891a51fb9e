//! Taking a list out of the centre: which, over which days, sealed under a passphrase or plain for a reason.
//!
//! The list is made and sealed first, then the trail notes it, then it is sent: nothing leaves that the trail does not know.

#[cfg(test)]
mod tests;

use akwaba_domain::Ctx;
use akwaba_domain::centre::export::{self as rules, List, PlainReason};
use akwaba_domain::centre::passphrase;
use akwaba_domain::policy::{Allowed, act};
use akwaba_domain::reception::Day;
use akwaba_domain::refusal::{Refusal, Refusals};
use akwaba_procedures::workbook::Confidentiality;
use akwaba_store::append;
use akwaba_store::projections::casework::{current, edition};
use akwaba_tables::write::WriteError;
use askama::Template;

use crate::exchange::{Answer, Exchange};
use crate::export::{Asked, DAYS_MAX, ExportError, Format, PAGE_ROWS_MAX, kept_in, write};
use crate::frame::Frame;
use crate::http::{Form, Response};
use crate::parts::{Choice, Fields};
use crate::problem::Problem;
use crate::routes::Route;

/// The addresses of lists that leave.
pub const ROUTES: &[Route] = &[
    Route::get("export.form", "/listes", form),
    Route::post("export.send", "/listes", send),
];

#[derive(Template)]
#[template(path = "export/form.html")]
struct FormPage<'a> {
    f: &'a Frame,
    form: Fields,
    lists: Vec<Choice>,
    formats: Vec<Choice>,
    seals: Vec<Choice>,
    reasons: Vec<Choice>,
    /// The registers that cases fill.
    registers: Vec<Choice>,
    /// How many are not there because they oppose it; empty for nobody.
    kept_in: String,
}

/// What the form says, checked.
struct Wanted {
    allowed: Allowed<act::RegistryExport, List>,
    asked: Asked,
    seal: Seal,
}

/// How the list leaves.
enum Seal {
    Under(String),
    Plain(PlainReason),
}

fn form(exchange: &mut Exchange<'_, '_>) -> Answer {
    let today = Day::of(exchange.call.now);
    let first = Day::on(today.date().first_of_month());
    let asked = List::from_code(exchange.form.get("liste")).unwrap_or(List::People);
    let sent = Form::new()
        .with("list", asked.code())
        .with("format", Format::Xlsx.code())
        .with("seal", "sealed")
        .with("from", typed(exchange, "du", first))
        .with("until", typed(exchange, "au", today))
        .with("register", exchange.form.get("registre"));
    let frame = exchange.frame("export-title");
    let fields = Fields::new(&frame, sent);
    let page = page(exchange, &frame, fields)?;
    exchange.page(&page)
}

/// A day of the address, or another, as the form writes it.
fn typed(exchange: &Exchange<'_, '_>, name: &str, otherwise: Day) -> String {
    let asked = Day::typed(name, exchange.form.get(name)).ok().flatten();
    let day = asked.unwrap_or(otherwise).date();
    day.strftime("%d/%m/%Y").to_string()
}

fn page<'a>(
    exchange: &Exchange<'_, '_>,
    frame: &'a Frame,
    form: Fields,
) -> Result<FormPage<'a>, Problem> {
    let (actor, centre) = (exchange.actor()?, exchange.call.site.centre);
    let chosen = |choice: Choice, name: &str| Choice {
        chosen: form.sent(name) == choice.value,
        ..choice
    };
    let lists = List::ALL.iter();
    let lists = lists.filter(|list| rules::allow(actor, centre, **list).is_ok());
    let lists = lists.map(|list| {
        let word = frame.word("export-list-", list.code());
        let hint = frame.word("export-about-", list.code());
        chosen(Choice::new(list.code(), word).hint(hint), "list")
    });
    let formats = Format::ALL.iter().map(|format| {
        let word = frame.word("export-format-", format.code());
        chosen(Choice::new(format.code(), word), "format")
    });
    let seals = ["sealed", "plain"].iter().map(|seal| {
        let word = frame.word("export-seal-", seal);
        chosen(Choice::new(*seal, word), "seal")
    });
    let reasons = PlainReason::ALL.iter().map(|reason| {
        let word = frame.word("export-plain-", reason.code());
        chosen(Choice::new(reason.code(), word), "reason")
    });
    Ok(FormPage {
        lists: lists.collect(),
        formats: formats.collect(),
        seals: seals.collect(),
        reasons: reasons.collect(),
        registers: registers(exchange, &form)?,
        kept_in: match exchange.read(|tx| Ok::<_, Problem>(kept_in(tx, centre)?))? {
            0 => String::new(),
            count => frame.t1("export-kept-in", "count", count),
        },
        form,
        f: frame,
    })
}

/// Every register that cases fill and that may leave: by the code of its procedure and its own.
fn registers(exchange: &Exchange<'_, '_>, form: &Fields) -> Result<Vec<Choice>, Problem> {
    let centre = exchange.call.site.centre;
    let editions = exchange.read(|tx| {
        let mut editions = Vec::new();
        for listed in current(tx, centre)? {
            editions.extend(edition(tx, centre, &listed.named)?);
        }
        Ok::<_, Problem>(editions)
    })?;
    let open = editions
        .iter()
        .map(|edition| &edition.procedure)
        .filter(|procedure| procedure.confidentiality != Confidentiality::Sealed);
    let registers = open.flat_map(|procedure| {
        let registers = procedure.registers.iter();
        registers.map(|register| (procedure.code.as_str(), register))
    });
    let choices = registers.map(|(procedure, register)| {
        let value = format!("{procedure}/{}", register.code);
        Choice {
            chosen: form.sent("register") == value,
            ..Choice::new(value, format!("{procedure} · {}", register.label))
        }
    });
    Ok(choices.collect())
}

fn send(exchange: &mut Exchange<'_, '_>) -> Answer {
    let done = wanted(exchange).and_then(|wanted| take_out(exchange, &wanted));
    match done {
        Err(Problem::Refused(refusals)) => {
            let mut frame = exchange.frame("export-title");
            let fields = Fields::refused(&mut frame, exchange.form.clone(), &refusals);
            let page = page(exchange, &frame, fields)?;
            exchange.again(&page)
        }
        done => done,
    }
}

fn wanted(exchange: &Exchange<'_, '_>) -> Result<Wanted, Problem> {
    let (sent, today) = (&exchange.form, Day::of(exchange.call.now));
    let mut wrong = Refusals::new();
    let missing = |field| Refusal::at(field, "choice-missing");
    let list = List::from_code(sent.get("list")).map(Some);
    let list = wrong.take(list.ok_or(missing("list")));
    let format = Format::from_code(sent.get("format")).map(Some);
    let format = wrong.take(format.ok_or(missing("format")));
    let of_days = list.is_some_and(List::is_of_days);
    let (from, until) = if of_days {
        days(sent, today, &mut wrong)
    } else {
        (today, today)
    };
    let register = sent.get("register").split_once('/');
    let register = register.map(|(procedure, code)| (procedure.to_owned(), code.to_owned()));
    if list == Some(List::CaseRegister) && register.is_none() {
        wrong.push(Refusal::at("register", "export-register-missing"));
    }
    let seal = seal(sent, &mut wrong);
    wrong.or(())?;
    match (list, format, seal) {
        (Some(list), Some(format), Some(seal)) => Ok(Wanted {
            allowed: rules::allow(exchange.actor()?, exchange.call.site.centre, list)?,
            asked: Asked {
                format,
                today,
                from,
                until,
                rows_max: PAGE_ROWS_MAX,
                register,
            },
            seal,
        }),
        _ => Err(Problem::Conflict),
    }
}

fn seal(sent: &Form, wrong: &mut Refusals) -> Option<Seal> {
    if sent.get("seal") == "plain" {
        let reason = PlainReason::from_code(sent.get("reason")).map(Some);
        let reason = wrong.take(reason.ok_or(Refusal::at("reason", "export-reason-missing")));
        return reason.map(Seal::Plain);
    }
    let secret = sent.get("secret").trim();
    let good = passphrase::check("secret", secret, "");
    if sent.get("again").trim() != secret {
        wrong.push(Refusal::at("again", "export-secret-differs"));
    }
    let good = wrong.take(good.map(|()| Some(secret.to_owned())));
    good.map(Seal::Under)
}

/// The days asked for: both, in order, not after today, and not too many.
fn days(sent: &Form, today: Day, wrong: &mut Refusals) -> (Day, Day) {
    let read = |name| Day::typed(name, sent.get(name));
    let until = wrong.take(read("until")).unwrap_or(today);
    let from = wrong.take(read("from"));
    let from = from.unwrap_or(Day::on(until.date().first_of_month()));
    if until > today {
        wrong.push(Refusal::at("until", "date-in-future"));
    }
    let span = from.date().until(until.date());
    let span = span.map_or(i32::MAX, |span| span.get_days());
    if span < 0 {
        wrong.push(Refusal::at("until", "export-days-order"));
    }
    if span > DAYS_MAX {
        wrong.push(Refusal::at("from", "export-days-max").with("max", DAYS_MAX));
    }
    (from, until)
}

fn take_out(exchange: &mut Exchange<'_, '_>, wanted: &Wanted) -> Answer {
    let list = *wanted.allowed.subject();
    let mut frame = exchange.frame("export-title");
    // The whole of it, also when someone is looking at the screen.
    frame.discreet = false;
    let written = exchange.call.store.read(|tx| {
        let asked = &wanted.asked;
        write(tx, &frame, &wanted.allowed, asked, Vec::new(), &mut |_| ())
    });
    let (rows, table) = written.map_err(problem)?;
    let (bytes, plain, end) = match &wanted.seal {
        Seal::Plain(reason) => (table, Some(*reason), ""),
        Seal::Under(secret) => {
            let sealed = exchange.call.doors.seal(secret, &table);
            let refused = |_| Problem::Refused(Refusal::at("seal", "export-cannot-seal").into());
            (sealed.map_err(refused)?, None, ".age")
        }
    };
    let now = exchange.call.now;
    exchange.write(|tx, writing| {
        let ctx = Ctx {
            now,
            chance: &mut *writing.chance,
        };
        let drafts = rules::note(&ctx, &wanted.allowed, rows, plain, "export.send");
        append(tx, writing, drafts)?;
        Ok(())
    })?;
    let word = frame.word("export-file-", list.code());
    let day = wanted.asked.today;
    let name = format!("akwaba-{word}-{day}.{}{end}", wanted.asked.format.code());
    Ok(Response::download("application/octet-stream", &name, bytes))
}

fn problem(error: ExportError) -> Problem {
    match error {
        ExportError::Store(error) => Problem::Store(error),
        ExportError::NoRegister => {
            Problem::Refused(Refusal::at("register", "export-register-missing").into())
        }
        ExportError::TooManyRows { limit } => Problem::Refused(
            Refusal::at("list", "export-too-many-rows")
                .with("max", limit)
                .into(),
        ),
        ExportError::Table(error) => unwritten("format", &error),
    }
}

/// Why a table cannot be written, beside a field.
pub(in crate::pages) fn unwritten(field: &str, error: &WriteError) -> Problem {
    let args = error.args().into_iter();
    let refusal = Refusal::at(field, error.code());
    let refusal = args.fold(refusal, |refusal, (name, value)| refusal.with(name, value));
    Problem::Refused(refusal.into())
}
