//! Writing down what somebody says, one after another as a box is emptied; the blank slips to cut out.

use akwaba_domain::policy::act;
use akwaba_domain::satisfaction::{
    Channel, SATISFACTION, Satisfaction, SatisfactionForm, Scale, tell as told,
    withdraw as withdrawn,
};
use akwaba_journal::id::EntityId;
use akwaba_store::{append, entity};
use askama::Template;

use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::http::Form;
use crate::pages::here::{allow, here};
use crate::pages::reception::ctx;
use crate::parts::{Choice, Fields, Paper};
use crate::problem::Problem;

const PATH: &str = "/avis";
/// Slips on one sheet.
const SLIPS: usize = 4;

#[derive(Template)]
#[template(path = "satisfaction/form.html")]
struct FormPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    channels: Vec<Choice>,
    scales: Vec<Choice>,
    /// Whether this reader sees the figures.
    month: bool,
}

#[derive(Template)]
#[template(path = "satisfaction/slip.html")]
struct SlipPage<'a> {
    f: &'a Frame,
    paper: Paper,
    slips: [(); SLIPS],
}

/// The form. Whoever empties a box finds its channel chosen again.
pub(super) fn form(exchange: &mut Exchange<'_, '_>) -> Answer {
    let channel = Channel::from_code(exchange.form.get("canal")).unwrap_or(Channel::Spoken);
    let frame = exchange.frame("satisfaction-title");
    let form = Fields::new(&frame, Form::new().with("channel", channel.code()));
    let page = page(exchange, &frame, &form);
    exchange.page(&page)
}

fn page<'a>(exchange: &Exchange<'_, '_>, f: &'a Frame, form: &'a Fields) -> FormPage<'a> {
    let channels: Vec<&str> = Channel::ALL.iter().map(|one| one.code()).collect();
    let scales: Vec<&str> = Scale::ALL.iter().map(|one| one.code()).collect();
    FormPage {
        channels: form.family("satisfaction-channel-", &channels),
        scales: form.family("satisfaction-scale-", &scales),
        month: exchange.may_open("/avis/mois"),
        form,
        f,
    }
}

/// Writes it down.
pub(super) fn tell(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::SatisfactionTell>(exchange)?;
    let own = |name: &str| exchange.form.get(name).to_owned();
    let sent = SatisfactionForm {
        channel: own("channel"),
        scale: own("scale"),
        words: own("words"),
    };
    let now = exchange.call.now;
    let written = exchange.write(|tx, writing| {
        let (id, drafts) = told(&mut ctx(now, writing), &allowed, &sent)?;
        append(tx, writing, drafts)?;
        Ok(id)
    });
    match written {
        Ok(id) => {
            let flash = Flash::good("satisfaction-said").undo(format!("{PATH}/{id}/retirer"));
            exchange.done(&format!("{PATH}?canal={}", sent.channel.trim()), flash)
        }
        Err(Problem::Refused(refusals)) => {
            let mut frame = exchange.frame("satisfaction-title");
            let form = Fields::refused(&mut frame, exchange.form.clone(), &refusals);
            let page = page(exchange, &frame, &form);
            exchange.again(&page)
        }
        Err(problem) => Err(problem),
    }
}

/// Takes one back: a slip of the hand.
pub(super) fn withdraw(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::SatisfactionTell>(exchange)?;
    let (here, now) = (here(exchange), exchange.call.now);
    let id: EntityId = exchange.id("id")?;
    let done = exchange.write(|tx, writing| {
        let found = entity::find(tx, here, id)?.filter(|(kind, _)| kind == SATISFACTION);
        let (_, state) = found.ok_or(Problem::NotFound)?;
        let word = Satisfaction::of(id, &state).ok_or(Problem::NotFound)?;
        let drafts = withdrawn(&ctx(now, writing), &allowed, (&word, &state))?;
        append(tx, writing, drafts)?;
        Ok(())
    });
    match done {
        Ok(()) => exchange.done(PATH, Flash::good("satisfaction-said-withdrawn")),
        Err(Problem::Refused(_)) => exchange.done(PATH, Flash::attention("satisfaction-withdrawn")),
        Err(problem) => Err(problem),
    }
}

/// Blank slips, to cut out and lay beside the box.
pub(super) fn slip(exchange: &mut Exchange<'_, '_>) -> Answer {
    let frame = exchange.frame("satisfaction-slip-title");
    exchange.page(&SlipPage {
        paper: Paper::new(&frame),
        slips: [(); SLIPS],
        f: &frame,
    })
}
