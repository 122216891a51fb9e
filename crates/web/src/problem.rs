//! What went wrong, as a page that says what to do next. It blames nobody and never shows the error itself.

use akwaba_domain::policy::Denied;
use akwaba_domain::refusal::Refusals;
use akwaba_store::StoreError;

use crate::doors::DoorError;
use askama::Template;
use thiserror::Error;

use crate::frame::Frame;
use crate::http::form::FormError;
use crate::http::{Response, Status};

/// The three keys of a page of this kind: title, sentence, what to do next.
macro_rules! said {
    ($name:literal) => {
        Said {
            title: concat!("problem-", $name, "-title"),
            text: concat!("problem-", $name, "-text"),
            next: concat!("problem-", $name, "-next"),
        }
    };
}
/// Why a handler could not answer with its page.
#[derive(Debug, Error)]
pub enum Problem {
    /// No such page, or one whose existence this reader may not learn.
    #[error("there is no such page")]
    NotFound,
    /// The page exists, not for this method.
    #[error("the page does not answer this method")]
    Method,
    /// Not allowed to this reader.
    #[error("the reader may not do this")]
    Forbidden,
    /// Nobody is logged in.
    #[error("nobody is logged in")]
    SignIn,
    /// The form does not carry this session's token: the session was renewed meanwhile.
    #[error("the form does not carry the session's token")]
    Token,
    /// The request comes from another site, or asks for another host.
    #[error("the request comes from elsewhere")]
    Stranger,
    /// The form could not be read.
    #[error(transparent)]
    Form(#[from] FormError),
    /// Someone changed it meanwhile.
    #[error("the record was changed meanwhile")]
    Conflict,
    /// The page could not be written.
    #[error("the page could not be written")]
    Template(#[from] askama::Error),
    /// The page is not one of the protected space, or that space is closed.
    #[error("the page is not one of the protected space")]
    NotInside,
    /// What was written in the protected space could not be sealed: nothing of it is kept.
    #[error("what was written could not be sealed")]
    NotSealed,
    /// The file was opened for danger to life: it is read, and notes are written.
    #[error("the file is only lent")]
    Lent,
    /// The trade refuses; a handler that shows a form catches this and shows the form again.
    #[error("refused: {0:?}")]
    Refused(Refusals),
    /// The store failed: the detail is for the log of the host, never for the page.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The keys of the centre cannot be used.
    #[error(transparent)]
    Door(DoorError),
}

impl Problem {
    /// The status of the answer.
    #[must_use]
    pub fn status(&self) -> Status {
        match self {
            Self::NotFound => Status::NotFound,
            Self::Method => Status::MethodNotAllowed,
            Self::Forbidden | Self::Token | Self::Stranger | Self::SignIn | Self::Lent => {
                Status::Forbidden
            }
            Self::Form(FormError::TooLarge) => Status::TooLarge,
            Self::Form(_) => Status::BadRequest,
            Self::NotInside => Status::NotFound,
            Self::NotSealed => Status::Unavailable,
            Self::Conflict | Self::Store(StoreError::Conflict | StoreError::Contended) => {
                Status::Conflict
            }
            Self::Refused(_) => Status::Unprocessable,
            Self::Store(
                StoreError::Busy
                | StoreError::DiskFull
                | StoreError::ReadOnly
                | StoreError::NewerSchema { .. }
                | StoreError::ChangedMigration { .. },
            ) => Status::Unavailable,
            Self::Template(_) | Self::Store(_) | Self::Door(_) => Status::Failed,
        }
    }

    /// What to say.
    fn said(&self) -> Said {
        match self {
            Self::NotFound => said!("missing"),
            Self::Method => said!("method"),
            Self::Forbidden => said!("forbidden"),
            Self::SignIn => said!("signin"),
            Self::Token => said!("token"),
            Self::Stranger => said!("stranger"),
            Self::Form(FormError::TooLarge) => said!("large"),
            Self::Form(_) => said!("form"),
            Self::Conflict | Self::Store(StoreError::Conflict | StoreError::Contended) => {
                said!("conflict")
            }
            Self::NotInside => said!("not-inside"),
            Self::NotSealed => said!("not-sealed"),
            Self::Lent => said!("lent"),
            Self::Refused(_) => said!("refused"),
            Self::Store(StoreError::Busy) => said!("busy"),
            Self::Store(StoreError::DiskFull | StoreError::ReadOnly) => said!("full"),
            Self::Store(StoreError::NewerSchema { .. } | StoreError::ChangedMigration { .. }) => {
                said!("newer")
            }
            Self::Template(_) | Self::Store(_) | Self::Door(_) => said!("failed"),
        }
    }

    /// The key of the title of the page that says so.
    #[must_use]
    pub fn title(&self) -> &'static str {
        self.said().title
    }

    /// The page that says so. Should even that page fail, one bare sentence.
    #[must_use]
    pub fn answer(&self, frame: &Frame) -> Response {
        let said = self.said();
        let reasons = match self {
            Self::Refused(refusals) => refusals
                .as_slice()
                .iter()
                .map(|refusal| frame.sentence(refusal))
                .collect(),
            _ => Vec::new(),
        };
        let code = self.status().code();
        let page = ProblemPage {
            f: frame,
            text: said.text,
            next: said.next,
            reasons,
            code,
        };
        match page.render() {
            Ok(html) => Response::html(self.status(), html),
            Err(_) => Response::text(self.status(), frame.t(said.text)),
        }
    }
}

impl From<DoorError> for Problem {
    fn from(error: DoorError) -> Self {
        match error {
            DoorError::Store(error) => Self::Store(error),
            DoorError::Closed => Self::SignIn,
            DoorError::Keys => Self::Door(error),
        }
    }
}

impl From<Refusals> for Problem {
    fn from(refusals: Refusals) -> Self {
        Self::Refused(refusals)
    }
}

impl From<Denied> for Problem {
    fn from(_: Denied) -> Self {
        Self::Forbidden
    }
}

/// The keys of a page of this kind.
struct Said {
    title: &'static str,
    text: &'static str,
    next: &'static str,
}

#[derive(Template)]
#[template(path = "frame/problem.html")]
struct ProblemPage<'a> {
    f: &'a Frame,
    text: &'static str,
    next: &'static str,
    reasons: Vec<String>,
    code: u16,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;
    use crate::{Heading, Site};
    use akwaba_journal::id::CentreId;
    use jiff::Timestamp;

    /// What goes wrong in the database, in its own words, reaches no page.
    #[test]
    fn no_page_of_a_problem_tells_what_the_program_knows_of_it() {
        let site = Site {
            hosts: Vec::new(),
            secure: false,
            centre: CentreId::named("test"),
            heading: Heading::default(),
        };
        let told = "SELECT secret FROM person_row: no such column";
        let problems = [
            Problem::Store(StoreError::corrupt(told)),
            Problem::Store(StoreError::sql(told)),
            Problem::Store(StoreError::DiskFull),
            Problem::Store(StoreError::Busy),
            Problem::Template(askama::Error::Custom(told.into())),
            Problem::NotFound,
            Problem::Forbidden,
        ];
        for problem in problems {
            let frame = Frame::new(Lang::Fr, problem.title(), &site, Timestamp::UNIX_EPOCH);
            let page = problem.answer(&frame).text_body();
            for word in [
                "SELECT",
                "person_row",
                "column",
                "sqlite",
                "Error",
                "panicked",
            ] {
                assert!(!page.contains(word), "{problem:?} tells {word}");
            }
            assert!(page.contains("<h1>"), "{problem:?} is a page");
        }
    }
}
