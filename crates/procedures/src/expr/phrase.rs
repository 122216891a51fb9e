//! An expression in words, for a page that people read.
//!
//! Owns the French of comparisons and functions. What it has no words for it leaves as written, in guillemets: a reader sees
//! that something stands there, and nothing false.

use super::Expr;
use super::ast::{Ast, Start};
use super::lex::Op;

/// The names of things in an expression, for people.
pub trait Wording {
    /// What a question asks.
    fn question(&self, name: &str) -> Option<String>;
    /// What a choice of a question says.
    fn choice(&self, question: &str, code: &str) -> Option<String>;
    /// What is done at a step.
    fn step(&self, code: &str) -> Option<String>;
    /// What a parameter says, with its value.
    fn parameter(&self, name: &str) -> Option<String>;
    /// The question that `.` means, where the expression belongs to one.
    fn here(&self) -> Option<&str> {
        None
    }
}

impl Expr {
    /// The expression in French words.
    #[must_use]
    pub fn phrase(&self, wording: &dyn Wording) -> String {
        Phrase {
            expr: self,
            wording,
        }
        .say(&self.ast)
        .unwrap_or_else(|| format!("« {} »", self.source))
    }
}

struct Phrase<'a> {
    expr: &'a Expr,
    wording: &'a dyn Wording,
}

impl Phrase<'_> {
    fn say(&self, ast: &Ast) -> Option<String> {
        match ast {
            Ast::Number(number) => Some(number.to_string().replace('.', ",")),
            Ast::Text(text) => Some(format!("« {text} »")),
            Ast::Question(rank) => self.question(*rank),
            Ast::Chain(first, rest) => self.chain(first, rest),
            Ast::Call(function, args) => self.call(function.name, args),
            Ast::Foreign { name, args, .. } => self.foreign(name, args),
            Ast::Path(path) if matches!(path.start, Start::Here) => {
                let own = path
                    .steps
                    .iter()
                    .all(|step| step.axis == super::ast::Axis::Own && step.predicates.is_empty());
                own.then(|| "la réponse".to_owned())
            }
            Ast::Negate(_) | Ast::Union(_) | Ast::Path(_) | Ast::Pattern(..) => None,
        }
    }

    fn name(&self, rank: usize) -> Option<&str> {
        self.expr.questions.get(rank).map(String::as_str)
    }

    fn question(&self, rank: usize) -> Option<String> {
        let name = self.name(rank)?;
        let label = self.wording.question(name)?;
        let bare = label.trim_end_matches(['?', ':', ' ', '\u{a0}', '\u{202f}']);
        Some(format!("« {bare} »"))
    }

    fn chain(&self, first: &Ast, rest: &[(Op, Ast)]) -> Option<String> {
        if let [(op, second)] = rest
            && let Some(said) = self.comparison(first, *op, second)
        {
            return Some(said);
        }
        let mut said = self.part(first)?;
        for (op, ast) in rest {
            let word = match op {
                Op::Or => "ou",
                Op::And => "et",
                Op::Plus => "plus",
                Op::Minus => "moins",
                _ => return None,
            };
            said = format!("{said} {word} {}", self.part(ast)?);
        }
        Some(said)
    }

    /// A part of a chain; what is itself a chain of `et` or `ou` stands in parentheses.
    fn part(&self, ast: &Ast) -> Option<String> {
        let said = self.say(ast)?;
        let joined = matches!(ast, Ast::Chain(_, rest) if rest.iter().any(|(op, _)| matches!(op, Op::Or | Op::And)));
        Some(if joined { format!("({said})") } else { said })
    }

    fn comparison(&self, first: &Ast, op: Op, second: &Ast) -> Option<String> {
        let word = match op {
            Op::Equal => ":",
            Op::Different => "autre que",
            Op::Less => "moins de",
            Op::AtMost => "au plus",
            Op::More => "plus de",
            Op::AtLeast => "au moins",
            _ => return None,
        };
        let left = self.say(first)?;
        if let (Ast::Text(code), Some(question)) = (second, self.asked(first)) {
            return Some(match (code.is_empty(), op) {
                (true, Op::Equal) => format!("{left} sans réponse"),
                (true, Op::Different) => format!("{left} répondu"),
                (true, _) => return None,
                (false, _) => {
                    let choice = self
                        .wording
                        .choice(question, code)
                        .unwrap_or_else(|| code.clone());
                    format!("{left} {word} {choice}")
                }
            });
        }
        Some(format!("{left} {word} {}", self.say(second)?))
    }

    /// The name of the question that an operand is.
    fn asked(&self, ast: &Ast) -> Option<&str> {
        match ast {
            Ast::Question(rank) => self.name(*rank),
            Ast::Path(_) => self.wording.here(),
            _ => None,
        }
    }

    fn call(&self, name: &str, args: &[Ast]) -> Option<String> {
        match (name, args) {
            ("selected", [question, Ast::Text(code)]) => {
                let asked = self.asked(question)?;
                let choice = self
                    .wording
                    .choice(asked, code)
                    .unwrap_or_else(|| code.clone());
                Some(format!("{} comprend {choice}", self.say(question)?))
            }
            ("not", [inner]) => Some(format!("pas ({})", self.say(inner)?)),
            ("true", []) => Some("toujours".to_owned()),
            ("false", []) => Some("jamais".to_owned()),
            ("today", []) => Some("aujourd'hui".to_owned()),
            ("now", []) => Some("maintenant".to_owned()),
            ("count-selected", [question]) => {
                Some(format!("nombre de choix de {}", self.say(question)?))
            }
            ("string-length", [inner]) => Some(format!("longueur de {}", self.say(inner)?)),
            _ => None,
        }
    }

    fn foreign(&self, name: &str, args: &[Ast]) -> Option<String> {
        let [Ast::Text(code)] = args else {
            return None;
        };
        match name {
            "fait" => Some(format!("« {} » est fait", self.wording.step(code)?)),
            "a_temps" => Some(format!("« {} » est fait à temps", self.wording.step(code)?)),
            "parametre" => self.wording.parameter(code),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Words;

    impl Wording for Words {
        fn question(&self, name: &str) -> Option<String> {
            (name != "inconnue").then(|| match name {
                "libre" => "Un fauteuil est-il libre ?".to_owned(),
                other => other.to_owned(),
            })
        }
        fn choice(&self, _: &str, code: &str) -> Option<String> {
            (code == "oui").then(|| "Oui".to_owned())
        }
        fn step(&self, code: &str) -> Option<String> {
            Some(format!("étape {code}"))
        }
        fn parameter(&self, name: &str) -> Option<String> {
            Some(format!("{name} (3)"))
        }
    }

    fn said(source: &str) -> String {
        Expr::parse(source).unwrap().phrase(&Words)
    }

    #[test]
    fn a_condition_reads_as_a_sentence() {
        assert_eq!(
            said("${libre} = 'oui'"),
            "« Un fauteuil est-il libre » : Oui"
        );
        assert_eq!(
            said("${libre} = 'oui' and (${age} >= 18 or ${libre} = '')"),
            "« Un fauteuil est-il libre » : Oui et (« age » au moins 18 ou « Un fauteuil est-il libre » sans réponse)"
        );
        assert_eq!(
            said("selected(${libre}, 'oui')"),
            "« Un fauteuil est-il libre » comprend Oui"
        );
        assert_eq!(
            said("not(fait('visite'))"),
            "pas (« étape visite » est fait)"
        );
        assert_eq!(said(". > today()"), "la réponse plus de aujourd'hui");
    }

    #[test]
    fn what_has_no_words_is_shown_as_written() {
        let source = "sum(${age}) > 3";
        assert_eq!(said(source), format!("« {source} »"));
        assert_eq!(said("${inconnue} = 'oui'"), "« ${inconnue} = 'oui' »");
    }
}
