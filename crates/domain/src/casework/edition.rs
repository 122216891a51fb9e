//! One version of one procedure, ready to run: its steps, its form, who holds its roles, which days
//! are worked.

use super::function::function_from_code;
use akwaba_procedures::adapt::Adaptation;
use akwaba_procedures::diff::{Change, procedures};
use akwaba_procedures::form::{Answers, Filled, Form, From, Moment};
use akwaba_procedures::run::Calendar;
use akwaba_procedures::sheet::{Finding, markdown};
use akwaba_procedures::workbook::{DelaySource, Function, Layer, Manual, Procedure, Step};
use jiff::civil::DateTime;
use minicbor::{Decode, Encode};

/// Names one version of one procedure, with the local layer on it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(array)]
pub struct ProcedureRef {
    /// `P07`.
    #[n(0)]
    pub code: String,
    /// 1, 2…
    #[n(1)]
    pub version: u32,
    /// The version of the centre's own layer; 0 without.
    #[n(2)]
    pub layer: u32,
}

impl ProcedureRef {
    /// The version as addresses and forms write it: `2`, or `2.1` with a local layer.
    pub fn version_code(&self) -> String {
        match self.layer {
            0 => self.version.to_string(),
            layer => format!("{}.{layer}", self.version),
        }
    }

    /// The version of a procedure that such a code names; none for any other writing of it.
    pub fn parse(code: &str, version: &str) -> Option<Self> {
        let (base, layer) = version.split_once('.').unwrap_or((version, "0"));
        let named = Self {
            code: code.to_owned(),
            version: base.parse().ok()?,
            layer: layer.parse().ok()?,
        };
        (named.version_code() == version).then_some(named)
    }

    /// The national text under it; itself without a layer.
    #[must_use]
    pub fn national(&self) -> Self {
        Self {
            layer: 0,
            ..self.clone()
        }
    }
}

impl core::fmt::Display for ProcedureRef {
    /// `P07 v2`, or `P07 v2.1` with a local layer.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{} v{}", self.code, self.version_code())
    }
}

/// One version of one procedure, ready to run.
#[derive(Debug, Clone, PartialEq)]
pub struct Edition {
    /// The procedure.
    pub procedure: Procedure,
    /// The form that its steps fill.
    pub form: Form,
    /// What all procedures share; none before the manual is published.
    pub manual: Option<Manual>,
    /// Which days are worked.
    pub calendar: Calendar,
    /// What the centre's own layer changes of the national text, in sentences; nothing without one.
    pub changes: Vec<Change>,
    /// For each indicator of the procedure, in order, whether only the moment at which it is read tells how it comes out.
    pub timed: Vec<bool>,
}

impl Edition {
    /// Reads a procedure from its text, and the manual from its own.
    ///
    /// # Errors
    /// What is wrong, by place.
    pub fn read(procedure: &str, manual: Option<&str>) -> Result<Self, Vec<Finding>> {
        let book = markdown::read("procedure.md", procedure)?;
        let procedure = Procedure::read(&book)?;
        Self::of(procedure, manual, Vec::new())
    }

    /// Reads a procedure under a local layer, each from its text.
    ///
    /// # Errors
    /// What is wrong, by place; also what the layer may not change.
    pub fn adapted(
        procedure: &str,
        layer: &Adaptation,
        manual: Option<&str>,
    ) -> Result<Self, Vec<Finding>> {
        let national = Procedure::read(&markdown::read("procedure.md", procedure)?)?;
        let adapted = national.adapted(layer)?;
        let changes = procedures(&national, &adapted);
        Self::of(adapted, manual, changes)
    }

    fn of(
        procedure: Procedure,
        manual: Option<&str>,
        changes: Vec<Change>,
    ) -> Result<Self, Vec<Finding>> {
        let form = Form::read(&procedure.book)?;
        let manual = manual
            .map(|text| Manual::read(&markdown::read("manuel.md", text)?))
            .transpose()?;
        let calendar = manual
            .as_ref()
            .map_or_else(Calendar::default, |manual| Calendar::of(&manual.holidays));
        let indicators = procedure.indicators.iter();
        let timed = indicators.map(|one| {
            let mut asked = one.numerator.iter().chain(&one.denominator);
            asked.any(|expr| form.is_timed(expr))
        });
        Ok(Self {
            timed: timed.collect(),
            procedure,
            form,
            manual,
            calendar,
            changes,
        })
    }

    /// The local layer that it is under, if any.
    pub fn layer(&self) -> Option<&Layer> {
        self.procedure.layers.last()
    }

    /// What the layer changes of one step: its texts, the delay of its deadline, the questions that it fills.
    pub fn changes_of<'a>(&'a self, step: &'a Step) -> impl Iterator<Item = &'a Change> {
        let group = self.group(step).map(|group| format!("{group}/"));
        let asked = move |name: &str| {
            let question = self.form.question(name);
            let group = group.as_deref();
            question
                .zip(group)
                .is_some_and(|(asked, group)| asked.path.starts_with(group))
        };
        let delay = move |name: &str| {
            let cases = step.deadline.iter().flat_map(|deadline| &deadline.cases);
            let mut sources = cases.map(|case| &case.delay);
            sources.any(|source| matches!(source, DelaySource::Parameter(of) if of == name))
        };
        self.changes.iter().filter(move |change| match change.code {
            code if code.starts_with("parameter") => delay(&change.name),
            code if code.starts_with("question") => asked(&change.name),
            code if code.starts_with("step") => change.name == step.code,
            _ => false,
        })
    }

    /// The form with these answers, at a moment.
    pub fn filled(&self, answers: &Answers, now: DateTime) -> Filled<'_> {
        let moment = Moment {
            now,
            seed: 0,
            language: "",
        };
        Filled::evaluate(&self.form, answers, moment)
    }

    /// The path of the form's group that a step fills.
    pub fn group(&self, step: &Step) -> Option<&str> {
        let group = self.form.group(step.group.as_deref()?)?;
        Some(group.path.as_str())
    }

    /// A choice of a question in the words of the form; its code where the form does not know it.
    pub fn choice_said(&self, question: &str, code: &str) -> String {
        let choices = self.form.question(question);
        let list = choices.and_then(|asked| match &asked.choices.as_ref()?.from {
            From::List(name) => self.form.list(name),
            From::Answers(_) => None,
        });
        let known = list.and_then(|list| list.choice(code));
        let said = known.map_or("", |one| one.label.get(&self.form.default_language));
        if said.is_empty() { code } else { said }.to_owned()
    }

    /// The step that fills the group in which a question is asked.
    pub fn step_asking(&self, question: &str) -> Option<&Step> {
        let asked = self.form.question(question)?;
        let mut steps = self.procedure.steps.iter();
        steps.find(|step| {
            let group = self.group(step).map(|group| format!("{group}/"));
            group.is_some_and(|group| asked.path.starts_with(&group))
        })
    }

    /// The function that holds a role of the manual; without a manual, a role is named by its
    /// function.
    pub fn function(&self, role: &str) -> Option<Function> {
        let named = self.manual.as_ref().and_then(|manual| manual.role(role));
        named
            .map(|role| role.function)
            .or_else(|| function_from_code(role))
    }

    /// The name of a role, for people.
    pub fn role_label<'a>(&'a self, role: &'a str) -> &'a str {
        let named = self.manual.as_ref().and_then(|manual| manual.role(role));
        named.map_or(role, |role| role.label.as_str())
    }
}
