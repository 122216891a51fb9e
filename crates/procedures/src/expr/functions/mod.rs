//! The functions of the language: ODK's, which are XPath's and XForms' with its own.
//!
//! Owns the list: name, number of arguments, what each gives, and how to write it. What each does is beside, by family:
//! `texts`, `numbers`, `dates`, `choices`, `truths`, `places` (on the earth), `tree`.

mod choices;
mod dates;
mod numbers;
mod places;
mod texts;
mod tree;
mod truths;

pub(crate) use choices::{seeded, shuffled};

use super::ast::Ast;
use super::eval::{Eval, Focus, Got};
use super::types::Type;
use super::{EvalError, Value};

pub(super) type Gives = Result<Got, EvalError>;

/// A function of the language.
pub(super) struct Function {
    pub name: &'static str,
    least: usize,
    most: usize,
    pub gives: Type,
    /// How to write it.
    pub usage: &'static str,
    pub run: fn(&Eval<'_>, Focus, &[Ast]) -> Gives,
}

impl std::fmt::Debug for Function {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

impl Function {
    pub fn accepts(&self, args: usize) -> bool {
        (self.least..=self.most).contains(&args)
    }
}

/// The function of that name.
pub(super) fn named(name: &str) -> Option<&'static Function> {
    FUNCTIONS.iter().find(|function| function.name == name)
}

/// Functions that other tools know and that are refused here, with the reason.
pub(super) const REFUSED: &[(&str, &str)] = &[
    (
        "jr:itext",
        "les traductions se lisent par les colonnes label::langue.",
    ),
    ("id", "rien ici ne porte d'identifiant XML."),
    ("lang", "la langue d'une fiche ne change pas ses réponses."),
    ("namespace-uri", "rien ici ne porte d'espace de noms."),
    ("property", "aucun appareil n'est interrogé."),
    ("search", "écrivez select_one_from_file et choice_filter."),
    ("version", "la version d'une fiche est dans settings."),
    (
        "thousandsep",
        "les nombres s'affichent déjà avec leurs séparateurs.",
    ),
];

fn value(value: Value) -> Gives {
    Ok(Got::Value(value))
}

fn text(text: impl Into<String>) -> Gives {
    let text = text.into();
    if text.len() > super::eval::TEXT_MAX {
        return Err(EvalError::TooLarge);
    }
    value(Value::Text(text))
}

fn number(number: f64) -> Gives {
    value(Value::Number(number))
}

fn truth(truth: bool) -> Gives {
    value(Value::Boolean(truth))
}

/// The argument at that rank.
fn arg(args: &[Ast], rank: usize) -> Result<&Ast, EvalError> {
    args.get(rank).ok_or(EvalError::Argument)
}

const MANY: usize = 1_000;

macro_rules! functions {
    ($($name:literal $least:literal..$most:ident $gives:ident $run:path, $usage:literal;)*) => {
        const FUNCTIONS: &[Function] = &[$(Function {
            name: $name,
            least: $least,
            most: $most,
            gives: Type::$gives,
            usage: $usage,
            run: $run,
        }),*];
    };
}

const NONE: usize = 0;
const ONE: usize = 1;
const TWO: usize = 2;
const THREE: usize = 3;
const FOUR: usize = 4;

functions! {
    "if" 3..THREE Any truths::choose, "if(condition, si vrai, si faux)";
    "coalesce" 2..TWO Text texts::coalesce, "coalesce(a, b)";
    "once" 1..ONE Text tree::once, "once(valeur)";
    "true" 0..NONE Boolean truths::yes, "true()";
    "false" 0..NONE Boolean truths::no, "false()";
    "not" 1..ONE Boolean truths::not, "not(condition)";
    "boolean" 1..ONE Boolean truths::boolean, "boolean(valeur)";
    "boolean-from-string" 1..ONE Boolean truths::from_string, "boolean-from-string(texte)";
    "checklist" 2..MANY Boolean truths::checklist, "checklist(minimum, maximum, réponse, …)";
    "weighted-checklist" 2..MANY Boolean truths::weighted, "weighted-checklist(minimum, maximum, réponse, poids, …)";
    "selected" 2..TWO Boolean choices::selected, "selected(${question}, 'choix')";
    "selected-at" 2..TWO Text choices::selected_at, "selected-at(${question}, rang à partir de 0)";
    "count-selected" 1..ONE Number choices::count_selected, "count-selected(${question})";
    "jr:choice-name" 2..TWO Text choices::choice_name, "jr:choice-name(valeur, '${question}')";
    "string" 0..ONE Text texts::string, "string(valeur)";
    "concat" 0..MANY Text texts::concat, "concat(a, b, …)";
    "join" 1..MANY Text texts::join, "join(séparateur, a, b, …)";
    "substr" 2..THREE Text texts::substr, "substr(texte, début, fin)";
    "substring" 2..THREE Text texts::substring, "substring(texte, début, longueur)";
    "substring-before" 2..TWO Text texts::before, "substring-before(texte, repère)";
    "substring-after" 2..TWO Text texts::after, "substring-after(texte, repère)";
    "string-length" 0..ONE Number texts::length, "string-length(texte)";
    "contains" 2..TWO Boolean texts::contains, "contains(texte, morceau)";
    "starts-with" 2..TWO Boolean texts::starts_with, "starts-with(texte, début)";
    "ends-with" 2..TWO Boolean texts::ends_with, "ends-with(texte, fin)";
    "translate" 3..THREE Text texts::translate, "translate(texte, signes, remplaçants)";
    "normalize-space" 0..ONE Text texts::normalize_space, "normalize-space(texte)";
    "regex" 2..TWO Boolean texts::regex, "regex(texte, 'motif')";
    "uuid" 0..ONE Text texts::uuid, "uuid()";
    "digest" 2..THREE Text texts::digest, "digest(texte, 'SHA-256', 'hex')";
    "base64-decode" 1..ONE Text texts::base64_decode, "base64-decode(texte)";
    "number" 0..ONE Number numbers::number_, "number(valeur)";
    "int" 1..ONE Number numbers::int, "int(nombre)";
    "round" 1..TWO Number numbers::round, "round(nombre, décimales)";
    "abs" 1..ONE Number numbers::abs, "abs(nombre)";
    "ceiling" 1..ONE Number numbers::ceiling, "ceiling(nombre)";
    "floor" 1..ONE Number numbers::floor, "floor(nombre)";
    "sum" 1..ONE Number numbers::sum, "sum(${question d'une répétition})";
    "min" 0..MANY Number numbers::min, "min(a, b, …)";
    "max" 0..MANY Number numbers::max, "max(a, b, …)";
    "pow" 2..TWO Number numbers::pow, "pow(nombre, exposant)";
    "log" 1..ONE Number numbers::log, "log(nombre)";
    "log10" 1..ONE Number numbers::log10, "log10(nombre)";
    "exp" 1..ONE Number numbers::exp, "exp(nombre)";
    "exp10" 1..ONE Number numbers::exp10, "exp10(nombre)";
    "sqrt" 1..ONE Number numbers::sqrt, "sqrt(nombre)";
    "sin" 1..ONE Number numbers::sin, "sin(radians)";
    "cos" 1..ONE Number numbers::cos, "cos(radians)";
    "tan" 1..ONE Number numbers::tan, "tan(radians)";
    "asin" 1..ONE Number numbers::asin, "asin(nombre)";
    "acos" 1..ONE Number numbers::acos, "acos(nombre)";
    "atan" 1..ONE Number numbers::atan, "atan(nombre)";
    "atan2" 2..TWO Number numbers::atan2, "atan2(y, x)";
    "pi" 0..NONE Number numbers::pi, "pi()";
    "random" 0..NONE Number numbers::random, "random()";
    "today" 0..NONE Date dates::today, "today()";
    "now" 0..NONE Date dates::now, "now()";
    "date" 1..ONE Date dates::date, "date('2026-03-01')";
    "date-time" 1..ONE Date dates::date, "date-time('2026-03-01T10:00')";
    "decimal-date-time" 1..ONE Number dates::decimal_date_time, "decimal-date-time(date)";
    "decimal-time" 1..ONE Number dates::decimal_time, "decimal-time(heure)";
    "format-date" 2..TWO Text dates::format_date, "format-date(date, '%d/%m/%Y')";
    "format-date-time" 2..TWO Text dates::format_date_time, "format-date-time(date, '%d/%m/%Y %H:%M')";
    "area" 1..ONE Number places::area, "area(${tracé})";
    "distance" 1..MANY Number places::distance, "distance(${tracé})";
    "geofence" 2..TWO Boolean places::geofence, "geofence(${point}, ${contour})";
    "count" 1..ONE Number tree::count, "count(${répétition})";
    "count-non-empty" 1..ONE Number tree::count_non_empty, "count-non-empty(${question d'une répétition})";
    "position" 0..ONE Number tree::position, "position(..)";
    "last" 0..NONE Number tree::last, "last()";
    "current" 0..NONE Nodes tree::current, "current()";
    "instance" 1..ONE Nodes tree::instance, "instance('liste')";
    "indexed-repeat" 3..MANY Nodes tree::indexed_repeat, "indexed-repeat(${question}, ${répétition}, rang)";
    "randomize" 1..TWO Nodes tree::randomize, "randomize(liste, graine)";
    "pulldata" 4..FOUR Text tree::pulldata, "pulldata('liste', 'colonne', 'colonne clé', clé)";
    "name" 0..ONE Text tree::name, "name(${question})";
    "local-name" 0..ONE Text tree::name, "local-name(${question})";
}
