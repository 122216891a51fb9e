//! The custodians of keys: who they are, what is asked of them, giving a share, and the drill.
//!
//! Never sees keys put together: a share goes from its custodian to who is to have the keys, sealed on the way.

use akwaba_domain::centre::account::Account;
use akwaba_domain::centre::escrow::{self as custody, CustodiansForm};
use akwaba_domain::policy::{self, Action, Target, Verdict, act};
use akwaba_domain::refusal::{Refusal, Refusals};
use akwaba_domain::scope;
use akwaba_journal::State;
use akwaba_journal::act::Tag;
use akwaba_journal::id::{ActorId, CentreId};
use akwaba_store::append::append;
use akwaba_store::projections::centre::account;
use akwaba_store::sealed::escrow::{self, Giving};
use akwaba_store::sealed::published;
use akwaba_store::{StoreError, Tx, entity};
use askama::Template;

use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::http::Form;
use crate::pages::account::keys::opened;
use crate::pages::account::own::own;
use crate::parts::{Choice, Fields, Summary};
use crate::problem::Problem;
use crate::routes::Route;
use crate::show;

/// The page.
pub(super) const PATH: &str = "/centre/depositaires";

/// The addresses of the custodians.
pub const ROUTES: &[Route] = &[
    Route::get("centre.escrow", PATH, open),
    Route::post(
        "centre.escrow-propose",
        "/centre/depositaires/proposition",
        propose,
    ),
    Route::post(
        "centre.escrow-confirm",
        "/centre/depositaires/decision",
        confirm,
    ),
    Route::post("centre.escrow-ask", "/centre/depositaires/demande", ask),
    Route::post("centre.escrow-give", "/centre/depositaires/part", give),
    Route::post(
        "centre.escrow-drill",
        "/centre/depositaires/exercice",
        drill,
    ),
];

/// Custodians somebody proposed.
struct Proposed {
    tag: Tag,
    by: String,
    on: String,
    names: String,
    threshold: u8,
    hours: u16,
    /// Whether the reader may confirm them.
    may: bool,
}

/// Keys somebody asked for.
struct Asked {
    tag: Tag,
    owner: ActorId,
    name: String,
    to: String,
    by: String,
    reason: String,
    open: String,
    given: String,
    /// Whether the reader may give a share now.
    may: bool,
}

#[derive(Template)]
#[template(path = "centre/escrow.html")]
struct EscrowPage<'a> {
    f: &'a Frame,
    facts: Summary,
    form: Fields,
    proposed: Vec<Proposed>,
    asked: Vec<Asked>,
    /// Whether the reader keeps shares.
    keeps: bool,
    may_propose: bool,
    may_ask: bool,
    /// Accounts with keys of their own.
    accounts: Vec<Choice>,
    /// Accounts whose keys are shared.
    shared: Vec<Choice>,
    /// What the drill found.
    drill: String,
}

fn open(exchange: &mut Exchange<'_, '_>) -> Answer {
    let form = Form::new()
        .with("threshold", custody::THRESHOLD.to_string())
        .with("wait", custody::WAIT_HOURS.to_string());
    let frame = exchange.frame("escrow-title");
    let form = Fields::new(&frame, form);
    let page = page(exchange, &frame, form, String::new())?;
    exchange.page(&page)
}

fn again(exchange: &mut Exchange<'_, '_>, refusals: &Refusals) -> Answer {
    let sent = exchange.form.clone();
    let mut frame = exchange.frame("escrow-title");
    let form = Fields::refused(&mut frame, sent, refusals);
    let page = page(exchange, &frame, form, String::new())?;
    exchange.again(&page)
}

fn terms(tx: &mut dyn Tx, centre: CentreId) -> Result<State, StoreError> {
    entity::load(tx, scope::office(centre), custody::entity(centre))
}

fn page<'a>(
    exchange: &Exchange<'_, '_>,
    frame: &'a Frame,
    form: Fields,
    drill: String,
) -> Result<EscrowPage<'a>, Problem> {
    let actor = exchange.actor()?;
    let (me, centre, now) = (actor.account, exchange.call.site.centre, exchange.call.now);
    let may =
        |action: Action, target: &Target| policy::decide(actor, action, target) == Verdict::Granted;
    exchange.read(|tx| {
        let everybody = account::all(tx, centre)?;
        let named = |id: ActorId| {
            let found = everybody.iter().find(|one| one.id == id);
            found.map_or_else(String::new, |one| one.name.as_str().to_owned())
        };
        let names = |ids: &[ActorId]| -> String {
            ids.iter()
                .map(|id| named(*id))
                .collect::<Vec<_>>()
                .join(", ")
        };
        let state = terms(tx, centre)?;
        let mut facts = Summary::new(frame);
        facts = match custody::in_force(&state) {
            Some(terms) => facts
                .row("escrow-custodians", names(&terms.accounts))
                .row("escrow-threshold", terms.threshold.to_string())
                .row("escrow-wait", terms.wait_hours.to_string()),
            None => facts.row("escrow-custodians", frame.t("escrow-nobody")),
        };
        let proposed = custody::proposals(&state)
            .into_iter()
            .map(|proposal| Proposed {
                tag: proposal.tag,
                by: named(proposal.asked.actor),
                on: show::moment_of_micros(frame.lang, proposal.asked.clock.micros),
                names: names(&proposal.what.accounts),
                threshold: proposal.what.threshold,
                hours: proposal.what.wait_hours,
                may: may(
                    Action::EscrowConfirm,
                    &Target::asked(centre, proposal.asked.actor),
                ),
            });
        let kept = escrow::keeps(tx, me)?;
        let mut asked = Vec::new();
        for owner in &everybody {
            for call in &owner.calls {
                let given = escrow::given(tx, owner.id, &call.tag.to_string())?;
                asked.push(Asked {
                    tag: call.tag,
                    owner: owner.id,
                    name: owner.name.as_str().to_owned(),
                    to: named(call.call.to),
                    by: named(call.asked.actor),
                    reason: call.call.reason.clone(),
                    open: show::moment_of_micros(frame.lang, call.open_micros()),
                    may: kept.contains(&owner.id)
                        && call.is_open(now)
                        && call.call.to != me
                        && !given.contains(&me),
                    given: names(&given),
                });
            }
        }
        let choice = |one: &Account| Choice::new(one.id.to_string(), one.name.as_str());
        let (mut accounts, mut shared) = (Vec::new(), Vec::new());
        for one in &everybody {
            if !one.suspended && published::of(tx, centre, one.id)?.is_some() {
                accounts.push(choice(one));
            }
            if escrow::threshold(tx, one.id)?.is_some() {
                shared.push(choice(one));
            }
        }
        Ok(EscrowPage {
            f: frame,
            facts,
            form: form.clone(),
            proposed: proposed.collect(),
            asked,
            keeps: !kept.is_empty(),
            may_propose: may(Action::EscrowPropose, &Target::of(centre)),
            may_ask: may(Action::EscrowAsk, &Target::of(centre)),
            accounts,
            shared,
            drill: drill.clone(),
        })
    })
}

fn propose(exchange: &mut Exchange<'_, '_>) -> Answer {
    let centre = exchange.call.site.centre;
    let target = Target::of(centre);
    let allowed = policy::allow::<act::EscrowPropose, _>(exchange.actor()?, &target, ())?;
    let form = CustodiansForm {
        custodians: exchange.form.all("custodians").map(str::to_owned).collect(),
        threshold: exchange.form.get("threshold").to_owned(),
        wait: exchange.form.get("wait").to_owned(),
    };
    let able = exchange.read(|tx| {
        let mut able = Vec::new();
        for one in account::all(tx, centre)? {
            if !one.suspended && published::of(tx, centre, one.id)?.is_some() {
                able.push(one.id);
            }
        }
        Ok(able)
    })?;
    let custodians = match form.parse(|id| able.contains(&id)) {
        Ok(custodians) => custodians,
        Err(refusals) => return again(exchange, &refusals),
    };
    exchange.write(|tx, writing| {
        let state = terms(tx, centre)?;
        append(tx, writing, custody::propose(&allowed, &state, &custodians))?;
        Ok(())
    })?;
    exchange.done(PATH, Flash::attention("escrow-proposed"))
}

fn confirm(exchange: &mut Exchange<'_, '_>) -> Answer {
    let centre = exchange.call.site.centre;
    let tag: Tag = sent(exchange, "request")?;
    let granted = exchange.form.get("decision") == "grant";
    let actor = exchange.actor()?.clone();
    exchange.write(|tx, writing| {
        let state = terms(tx, centre)?;
        // Who proposed is read from the journal, not from the form.
        let request = state.request(&tag).ok_or(Problem::NotFound)?;
        let target = Target::asked(centre, request.asked.source.actor);
        let allowed = policy::allow::<act::EscrowConfirm, _>(&actor, &target, tag)?;
        append(tx, writing, custody::confirm(&allowed, &state, granted)?)?;
        Ok(())
    })?;
    let said = match granted {
        true => Flash::good("escrow-confirmed"),
        false => Flash::attention("escrow-refused"),
    };
    exchange.done(PATH, said)
}

fn ask(exchange: &mut Exchange<'_, '_>) -> Answer {
    let centre = exchange.call.site.centre;
    let owner = exchange.form.get("owner").parse::<ActorId>();
    let to = exchange.form.get("to").parse::<ActorId>();
    let reason = exchange.form.get("reason").to_owned();
    let mut wrong = Refusals::new();
    if owner.is_err() {
        wrong.push(Refusal::at("owner", "escrow-whose"));
    }
    if to.is_err() {
        wrong.push(Refusal::at("to", "escrow-to-whom"));
    }
    let (Ok(owner), Ok(to)) = (owner, to) else {
        return again(exchange, &wrong);
    };
    let target = Target::of(centre);
    let allowed = policy::allow::<act::EscrowAsk, _>(exchange.actor()?, &target, owner)?;
    let drafts = exchange.read(|tx| {
        let custodians = custody::in_force(&terms(tx, centre)?);
        account::find(tx, centre, owner)?.ok_or(Problem::NotFound)?;
        published::of(tx, centre, to)?.ok_or(Problem::NotFound)?;
        let state = account::state(tx, centre, owner)?;
        Ok(custody::ask(
            &allowed,
            &state,
            (custodians.as_ref(), to),
            &reason,
        ))
    })?;
    let drafts = match drafts {
        Ok(drafts) => drafts,
        Err(refusals) => return again(exchange, &refusals),
    };
    exchange.write(|tx, writing| {
        append(tx, writing, drafts.clone())?;
        Ok(())
    })?;
    exchange.done(PATH, Flash::attention("escrow-asked-now"))
}

fn give(exchange: &mut Exchange<'_, '_>) -> Answer {
    let centre = exchange.call.site.centre;
    let (owner, tag): (ActorId, Tag) = (sent(exchange, "owner")?, sent(exchange, "request")?);
    let now = exchange.call.now;
    let target = Target::of(centre);
    let allowed = policy::allow::<act::EscrowGive, _>(exchange.actor()?, &target, (owner, tag))?;
    let me = own(exchange)?;
    let private = match opened(exchange, &me, "giving", "centre.escrow-give")? {
        Ok(private) => private,
        Err(refusal) => return again(exchange, &refusal.into()),
    };
    let given = exchange.write(|tx, writing| {
        let known = account::find(tx, centre, owner)?.ok_or(Problem::NotFound)?;
        let state = account::state(tx, centre, owner)?;
        let drafts = custody::give(&allowed, &known, &state, now)?;
        let call = known.calls.iter().find(|call| call.tag == tag);
        let call = call.ok_or(Problem::NotFound)?;
        let to = published::recipient(tx, centre, call.call.to)?.ok_or(Problem::NotFound)?;
        let giving = Giving {
            account: owner,
            request: &tag.to_string(),
            to,
        };
        let given = escrow::give(tx, me.id, &private, giving, writing.chance)?;
        if given > 0 {
            append(tx, writing, drafts)?;
        }
        Ok(given)
    })?;
    if given == 0 {
        let refusal = Refusal::at("giving", "escrow-no-share");
        return again(exchange, &refusal.into());
    }
    exchange.done(PATH, Flash::good("escrow-given"))
}

/// Tries the shares that the reader keeps: a drill that reveals nothing.
fn drill(exchange: &mut Exchange<'_, '_>) -> Answer {
    let me = own(exchange)?;
    let private = match opened(exchange, &me, "drill", "centre.escrow-drill")? {
        Ok(private) => private,
        Err(refusal) => return again(exchange, &refusal.into()),
    };
    let found = exchange.read(|tx| Ok(escrow::drill(tx, me.id, &private)?))?;
    let frame = exchange.frame("escrow-title");
    let said = frame.tn(
        "escrow-drill-found",
        [("open", found.open.into()), ("all", found.all.into())],
    );
    let form = Fields::new(&frame, Form::default());
    let page = page(exchange, &frame, form, said)?;
    exchange.page(&page)
}

fn sent<T: core::str::FromStr>(exchange: &Exchange<'_, '_>, name: &str) -> Result<T, Problem> {
    let typed = exchange.form.get(name);
    typed.parse().map_err(|_| Problem::NotFound)
}

#[cfg(test)]
#[path = "escrow_tests.rs"]
mod tests;
