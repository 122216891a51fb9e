//! Refusals: why a command cannot be carried out, as codes that the pages put into words.
//!
//! A code is a Fluent key of the catalogue; arguments are never logged.

/// One reason, at one field or for the whole command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The field at fault, as named in the form; `None` for the whole.
    pub field: Option<String>,
    /// The Fluent key of the sentence that says what to write instead.
    pub code: &'static str,
    /// Arguments of the sentence.
    pub args: Vec<(&'static str, String)>,
}

impl Refusal {
    /// A refusal at a field.
    pub fn at(field: impl Into<String>, code: &'static str) -> Self {
        Self {
            field: Some(field.into()),
            code,
            args: Vec::new(),
        }
    }

    /// A refusal of the whole command.
    pub fn whole(code: &'static str) -> Self {
        Self {
            field: None,
            code,
            args: Vec::new(),
        }
    }

    /// With an argument for its sentence.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name, value.to_string()));
        self
    }
}

/// All the reasons at once, so that they can be mended together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Refusals(Vec<Refusal>);

impl Refusals {
    /// No reason yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Notes a reason.
    pub fn push(&mut self, refusal: Refusal) {
        self.0.push(refusal);
    }

    /// Notes the reason of a failed parse and goes on with the other fields.
    pub fn take<T: Default>(&mut self, parsed: Result<T, Refusal>) -> T {
        parsed.unwrap_or_else(|refusal| {
            self.push(refusal);
            T::default()
        })
    }

    /// Notes all the reasons of a failed part and goes on with the others.
    pub fn take_all<T: Default>(&mut self, parsed: Result<T, Self>) -> T {
        parsed.unwrap_or_else(|refusals| {
            self.0.extend(refusals.0);
            T::default()
        })
    }

    /// `value` when there is no reason against it.
    ///
    /// # Errors
    /// Itself, when there is one.
    pub fn or<T>(self, value: T) -> Result<T, Self> {
        if self.0.is_empty() {
            Ok(value)
        } else {
            Err(self)
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The reasons.
    pub fn as_slice(&self) -> &[Refusal] {
        &self.0
    }
}

impl From<Refusal> for Refusals {
    fn from(refusal: Refusal) -> Self {
        Self(vec![refusal])
    }
}
