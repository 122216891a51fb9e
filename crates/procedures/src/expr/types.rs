//! What kind of value an expression gives, and the expressions that cannot mean anything.
//!
//! Owns the kinds and the reasons. It refuses what no answer could make right (`${age} > 'dix'`, a question that does not
//! exist), not what is merely unusual: a truth counts as 1 and a date as its days, as everywhere in XLSForm.

use super::Expr;
use super::ast::{Ast, Start};
use super::error::ExprError;
use super::lex::Op;
use super::value::{moment_in, number_in};

/// A kind of value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    /// A text.
    Text,
    /// A whole or decimal number.
    Number,
    /// True or false.
    Boolean,
    /// A day or an instant.
    Date,
    /// One choice of a list.
    One,
    /// Several choices of a list, parted by spaces.
    Several,
    /// Places of the tree.
    Nodes,
    /// Not known before it is computed.
    Any,
}

/// What may be named where an expression stands.
pub trait Names {
    /// The kind of a question's answer; `None` when there is no such question.
    fn question(&self, name: &str) -> Option<Type>;

    /// The kind that a function gives which the language does not know, with its arguments where they are quoted; `None` when
    /// it is not known here.
    ///
    /// # Errors
    /// When its arguments cannot be right.
    fn function(&self, name: &str, args: &[Option<&str>]) -> Option<Result<Type, ExprError>> {
        let _ = (name, args);
        None
    }
}

/// The kind of value that an expression gives.
///
/// # Errors
/// When it names what does not exist or compares what cannot be compared.
pub fn type_of(expr: &Expr, names: &dyn Names) -> Result<Type, ExprError> {
    Typing { expr, names }.of(&expr.ast)
}

struct Typing<'a> {
    expr: &'a Expr,
    names: &'a dyn Names,
}

impl Typing<'_> {
    fn of(&self, ast: &Ast) -> Result<Type, ExprError> {
        Ok(match ast {
            Ast::Number(_) => Type::Number,
            Ast::Text(_) | Ast::Pattern(..) => Type::Text,
            Ast::Question(rank) => {
                let name = self.expr.questions.get(*rank).map_or("", String::as_str);
                self.names
                    .question(name)
                    .ok_or_else(|| self.missing(name))?
            }
            Ast::Negate(inner) => {
                self.numeric(inner, "-")?;
                Type::Number
            }
            Ast::Chain(first, rest) => self.chain(first, rest)?,
            Ast::Union(parts) => {
                self.each(parts)?;
                Type::Nodes
            }
            Ast::Call(function, args) => {
                let kinds = self.each(args)?;
                match (function.name, kinds.as_slice()) {
                    ("if", [_, a, b]) if a == b => *a,
                    ("once", [a]) => *a,
                    ("coalesce", [a, b]) if a == b => *a,
                    _ => function.gives,
                }
            }
            Ast::Foreign { name, at, args } => {
                self.each(args)?;
                let literals: Vec<Option<&str>> = args.iter().map(Ast::literal).collect();
                match self.names.function(name, &literals) {
                    Some(kind) => kind.map_err(|error| ExprError { at: *at, ..error })?,
                    None => {
                        return Err(ExprError::new(
                            *at,
                            format!("La fonction {name}() n'est pas connue ici."),
                            "Vérifiez son nom.",
                        ));
                    }
                }
            }
            Ast::Path(path) => {
                if let Start::From(ast, predicates) = &path.start {
                    self.of(ast)?;
                    self.each(predicates)?;
                }
                for step in &path.steps {
                    self.each(&step.predicates)?;
                }
                Type::Nodes
            }
        })
    }

    fn each(&self, parts: &[Ast]) -> Result<Vec<Type>, ExprError> {
        parts.iter().map(|ast| self.of(ast)).collect()
    }

    fn chain(&self, first: &Ast, rest: &[(Op, Ast)]) -> Result<Type, ExprError> {
        let mut left = (self.of(first)?, Some(first));
        for (op, right) in rest {
            let kind = match op {
                Op::And | Op::Or => {
                    self.of(right)?;
                    Type::Boolean
                }
                Op::Equal | Op::Different | Op::Less | Op::AtMost | Op::More | Op::AtLeast => {
                    let right = (self.of(right)?, Some(right));
                    self.comparable(*op, left, right)?;
                    Type::Boolean
                }
                Op::Plus | Op::Minus | Op::Times | Op::Div | Op::Mod => {
                    if let Some(first) = left.1 {
                        self.numeric(first, sign(*op))?;
                    }
                    self.numeric(right, sign(*op))?;
                    Type::Number
                }
            };
            left = (kind, None);
        }
        Ok(left.0)
    }

    /// Refuses what can never be a number.
    fn numeric(&self, ast: &Ast, sign: &str) -> Result<(), ExprError> {
        let shown = match (self.of(ast)?, ast) {
            (Type::Text | Type::Any, Ast::Text(text)) if number_in(text).is_nan() => {
                format!("'{text}'")
            }
            (Type::Several, _) => "une réponse à plusieurs choix".to_owned(),
            _ => return Ok(()),
        };
        Err(ExprError::new(
            0,
            format!("« {sign} » attend des nombres, et {shown} n'en est pas un."),
            "Écrivez un nombre, ou concat(…) pour joindre des textes.",
        ))
    }

    fn comparable(
        &self,
        op: Op,
        (left, left_ast): (Type, Option<&Ast>),
        (right, right_ast): (Type, Option<&Ast>),
    ) -> Result<(), ExprError> {
        for (kind, other) in [(left, right_ast), (right, left_ast)] {
            let Some(text) = other.and_then(Ast::literal) else {
                continue;
            };
            let ordering = matches!(op, Op::Less | Op::AtMost | Op::More | Op::AtLeast);
            let fits = match kind {
                _ if text.is_empty() => true,
                Type::Number => !number_in(text).is_nan(),
                Type::Date => moment_in(text).is_some(),
                Type::Several if text.contains(' ') => true,
                Type::Several => {
                    return Err(ExprError::new(
                        0,
                        format!("Une réponse à plusieurs choix est comparée à « {text} »."),
                        format!("Écrivez selected(${{question}}, '{text}')."),
                    ));
                }
                _ => !ordering || !number_in(text).is_nan(),
            };
            if !fits {
                return Err(ExprError::new(
                    0,
                    format!("{} n'est pas comparable à « {text} ».", shown(kind)),
                    expected(kind),
                ));
            }
        }
        let clash = matches!(
            (left, right),
            (Type::Date, Type::Boolean) | (Type::Boolean, Type::Date)
        );
        if clash {
            return Err(ExprError::new(
                0,
                "Une date n'est pas comparable à vrai ou faux.",
                expected(Type::Date),
            ));
        }
        Ok(())
    }

    fn missing(&self, name: &str) -> ExprError {
        let mark = format!("${{{name}}}");
        let at = self.expr.source.find(&mark).unwrap_or(0);
        let at = self
            .expr
            .source
            .get(..at)
            .map_or(0, |before| before.chars().count());
        ExprError::new(
            at,
            format!("La question « {name} » n'existe pas."),
            "Écrivez le nom d'une question du formulaire, comme dans sa colonne name.",
        )
    }
}

fn sign(op: Op) -> &'static str {
    match op {
        Op::Plus => "+",
        Op::Minus => "-",
        Op::Times => "*",
        Op::Div => "div",
        _ => "mod",
    }
}

fn shown(kind: Type) -> &'static str {
    match kind {
        Type::Number => "Un nombre",
        Type::Date => "Une date",
        _ => "Cette valeur",
    }
}

fn expected(kind: Type) -> &'static str {
    match kind {
        Type::Date => "Écrivez une date : date('2026-03-01'), ou today().",
        _ => "Écrivez un nombre, sans guillemets.",
    }
}
