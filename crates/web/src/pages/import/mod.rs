//! Bringing in a file of persons and households: the file, its columns, its check, what somebody decides, what came of it.
//!
//! The pages show and ask; `crate::import` does the work, some rows at each reading of the page, so that it can be left and
//! found again. Addresses and titles carry neither names nor the name of the file.

mod columns;
mod decide;
mod file;
mod report;
mod show;
#[cfg(test)]
mod tests;

use akwaba_domain::ctx;
use akwaba_domain::policy::{self, Allowed, Target, act};
use akwaba_domain::registry::Day;
use akwaba_domain::scope;
use akwaba_journal::id::{EntityId, ScopeId};

use crate::exchange::Exchange;
use crate::frame::Frame;
use crate::i18n;
use crate::import::{ImportError, Said};
use crate::problem::Problem;
use crate::routes::Route;

/// The addresses of importing.
pub const ROUTES: &[&[Route]] = &[file::ROUTES, show::ROUTES, columns::ROUTES, decide::ROUTES];

fn allowed(exchange: &Exchange<'_, '_>) -> Result<Allowed<act::RegistryImport>, Problem> {
    let target = Target::of(exchange.call.site.centre);
    Ok(policy::allow(exchange.actor()?, &target, ())?)
}

fn registry(exchange: &Exchange<'_, '_>) -> ScopeId {
    scope::registry(exchange.call.site.centre)
}

fn today(exchange: &Exchange<'_, '_>) -> Day {
    Day::new(ctx::day_of(exchange.call.now))
}

fn path(id: EntityId) -> String {
    format!("/personnes/import/{id}")
}

/// The sentence that says what to mend.
fn sentence(frame: &Frame, said: &Said) -> String {
    let args = said.args.iter();
    let args = args.map(|(name, value)| (name.as_str(), value.as_str()));
    i18n::sentence(frame.lang, &said.code, args)
}

impl From<ImportError> for Problem {
    fn from(error: ImportError) -> Self {
        match error {
            ImportError::Store(error) => Self::Store(error),
            ImportError::Refused(refusals) => Self::Refused(refusals),
            ImportError::OtherStep => Self::Conflict,
            // A page turns the refusals of a file into words before they come here.
            ImportError::NotFound
            | ImportError::Table(_)
            | ImportError::Header(_)
            | ImportError::TooManyRows { .. } => Self::NotFound,
        }
    }
}
