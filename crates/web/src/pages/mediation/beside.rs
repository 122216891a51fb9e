//! What who holds a sealed file has to know of the open part: that a mediation is open there with whom the file is about.
//!
//! Reads the open part from the protected space. Never: the other way round, anything written, or a mediation that the
//! reader could not open outside.

use akwaba_domain::casework::{Case, Hands};
use akwaba_domain::mediation::PROCEDURE;
use akwaba_store::projections::casework::{Which, cases};

use super::shared::{centre, concerned, here, load};
use crate::exchange::Exchange;
use crate::frame::Frame;
use crate::pages::reception::{centre_code, numbered};
use crate::parts::{Notice, Tone};
use crate::problem::Problem;

/// Open cases looked through: more than one centre ever has.
const CASES_MAX: u32 = 20_000;

/// That there is one, on the page of a sealed case.
pub(in crate::pages) fn notice(
    exchange: &Exchange<'_, '_>,
    f: &Frame,
    sealed: &Case,
) -> Result<Option<Notice>, Problem> {
    let Some((record, main)) = sealed.subject.record().zip(exchange.call.doors.store()) else {
        return Ok(None);
    };
    let number = main.read(|tx| {
        let (scope, centre) = (here(exchange), centre(exchange));
        let (me, hands) = (exchange.actor()?, Hands::of(exchange.actor()?, centre));
        let mut open = cases(tx, scope, Which::All, false, (0, CASES_MAX))?;
        open.retain(|line| line.procedure.code == PROCEDURE);
        for line in open {
            let known = load(tx, scope, line.case)?;
            let opens = known
                .case
                .may_be_opened_by(&known.edition, me.account, &hands);
            if opens && concerned(tx, scope, (&known.case, &known.state))?.contains(&record) {
                return Ok(Some(numbered(line.number, &centre_code(tx, centre)?)));
            }
        }
        Ok::<_, Problem>(None)
    })?;
    Ok(number.map(|number| {
        let title = f.t1("mediation-beside", "number", number);
        Notice::new(Tone::Danger, title, f.t("mediation-beside-text"))
    }))
}
