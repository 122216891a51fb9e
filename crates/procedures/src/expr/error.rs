//! What can be wrong with an expression: when it is read, and when it is computed.
//!
//! Owns the two errors and their French sentences. Never holds an answer: an error may be printed or logged.

/// Why an expression is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{said} {write}")]
pub struct ExprError {
    /// Where, in characters from 0.
    pub at: usize,
    /// What is wrong, in French, one sentence.
    pub said: String,
    /// What to write instead, in French.
    pub write: String,
}

impl ExprError {
    pub(super) fn new(at: usize, said: impl Into<String>, write: impl Into<String>) -> Self {
        Self {
            at,
            said: said.into(),
            write: write.into(),
        }
    }
}

/// Why an expression that was accepted gives no value this time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EvalError {
    /// More work than one answer may cost.
    #[error("Cette expression demande trop de calcul.")]
    TooLong,
    /// A text longer than an answer may be.
    #[error("Cette expression fabrique un texte trop long.")]
    TooLarge,
    /// A function that must be given questions was given a value.
    #[error("Cette fonction attend des questions, pas une valeur.")]
    NotNodes,
    /// A function got an argument of which it can make nothing.
    #[error("Cette fonction ne peut rien faire de ce qui lui est donné.")]
    Argument,
    /// A question, a function or a list that is not known here.
    #[error("Cette expression nomme quelque chose qui n'existe pas ici.")]
    Unknown,
    /// A regular expression that cannot be read.
    #[error("Ce motif de texte est mal écrit.")]
    Pattern,
}

impl EvalError {
    /// The error's name, for programs.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::TooLong => "expression-too-long",
            Self::TooLarge => "expression-too-large",
            Self::NotNodes => "expression-not-nodes",
            Self::Argument => "expression-argument",
            Self::Unknown => "expression-unknown",
            Self::Pattern => "expression-pattern",
        }
    }
}
