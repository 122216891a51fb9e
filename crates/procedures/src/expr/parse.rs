//! From the words of an expression to its tree: the grammar of XPath 1.0 with `${…}`.
//!
//! Owns the grammar, the number of arguments of known functions, and the bound on depth. An expression that is accepted has
//! a tree that any later walk can follow without exhausting the stack.

use super::ast::{Ast, Axis, Path, Start, Step, Test};
use super::error::ExprError;
use super::lex::{self, Op, Token, Word};

/// How deep parentheses, arguments and predicates may nest.
pub(super) const DEPTH_MAX: usize = 100;

pub(super) struct Parsed {
    pub ast: Ast,
    pub questions: Vec<String>,
}

pub(super) fn parse(source: &str) -> Result<Parsed, ExprError> {
    let words = lex::words(source)?;
    if words.is_empty() {
        return Err(ExprError::new(
            0,
            "L'expression est vide.",
            "Écrivez une condition, ou laissez la case vide.",
        ));
    }
    let mut parser = Parser {
        end: source.chars().count(),
        words,
        next: 0,
        depth: 0,
        questions: Vec::new(),
    };
    let ast = parser.binary(0)?;
    match parser.words.get(parser.next) {
        None => Ok(Parsed {
            ast,
            questions: parser.questions,
        }),
        Some(word) => Err(parser.stray(word)),
    }
}

pub(super) struct Parser {
    pub words: Vec<Word>,
    pub next: usize,
    pub end: usize,
    pub depth: usize,
    pub questions: Vec<String>,
}

fn rank(op: Op) -> usize {
    match op {
        Op::Or => 0,
        Op::And => 1,
        Op::Equal | Op::Different => 2,
        Op::Less | Op::AtMost | Op::More | Op::AtLeast => 3,
        Op::Plus | Op::Minus => 4,
        Op::Times | Op::Div | Op::Mod => 5,
    }
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.words.get(self.next).map(|word| &word.token)
    }

    fn peek_after(&self) -> Option<&Token> {
        self.words.get(self.next + 1).map(|word| &word.token)
    }

    fn at(&self) -> usize {
        self.words.get(self.next).map_or(self.end, |word| word.at)
    }

    pub fn accept(&mut self, token: &Token) -> bool {
        let found = self.peek() == Some(token);
        self.next += usize::from(found);
        found
    }

    pub fn expect(&mut self, token: &Token, sign: &str) -> Result<(), ExprError> {
        if self.accept(token) {
            return Ok(());
        }
        Err(ExprError::new(
            self.at(),
            format!("Il manque « {sign} »."),
            "Fermez ce qui est ouvert, dans l'ordre.",
        ))
    }

    fn stray(&self, word: &Word) -> ExprError {
        let shown = match &word.token {
            Token::Close => "« ) »".to_owned(),
            Token::CloseSquare => "« ] »".to_owned(),
            Token::Name(name) => format!("« {name} »"),
            Token::Question(name) => format!("« ${{{name}}} »"),
            Token::Comma => "« , »".to_owned(),
            _ => "ce qui suit".to_owned(),
        };
        ExprError::new(
            word.at,
            format!("L'expression devrait s'arrêter avant {shown}."),
            "Reliez les deux par and, or, = ou un autre opérateur, ou retirez le surplus.",
        )
    }

    fn missing(&self) -> ExprError {
        ExprError::new(
            self.at(),
            "Il manque une valeur ici.",
            "Écrivez une question ${nom}, un nombre, un texte 'entre guillemets' ou une fonction.",
        )
    }

    /// One level deeper, for as long as `inner` reads.
    pub fn deeper<T>(
        &mut self,
        inner: impl FnOnce(&mut Self) -> Result<T, ExprError>,
    ) -> Result<T, ExprError> {
        if self.depth >= DEPTH_MAX {
            return Err(ExprError::new(
                self.at(),
                "Cette expression a trop de parenthèses les unes dans les autres.",
                "Coupez-la en plusieurs questions « calculate ».",
            ));
        }
        self.depth += 1;
        let read = inner(self);
        self.depth -= 1;
        read
    }

    /// Operators of rank `least` or above.
    pub fn binary(&mut self, least: usize) -> Result<Ast, ExprError> {
        let mut left = self.unary()?;
        while let Some(Token::Op(op)) = self.peek() {
            let op = *op;
            if rank(op) < least {
                break;
            }
            self.next += 1;
            let right = self.binary(rank(op) + 1)?;
            left = match left {
                Ast::Chain(first, mut rest)
                    if rest.last().is_some_and(|(last, _)| rank(*last) == rank(op)) =>
                {
                    rest.push((op, right));
                    Ast::Chain(first, rest)
                }
                left => Ast::Chain(Box::new(left), vec![(op, right)]),
            };
        }
        Ok(left)
    }

    fn unary(&mut self) -> Result<Ast, ExprError> {
        let mut minus = 0_usize;
        while self.accept(&Token::Op(Op::Minus)) {
            minus += 1;
        }
        let ast = self.union()?;
        Ok(match minus {
            0 => ast,
            odd if odd % 2 == 1 => Ast::Negate(Box::new(ast)),
            _ => Ast::Negate(Box::new(Ast::Negate(Box::new(ast)))),
        })
    }

    fn union(&mut self) -> Result<Ast, ExprError> {
        let first = self.path()?;
        if self.peek() != Some(&Token::Union) {
            return Ok(first);
        }
        let mut parts = vec![first];
        while self.accept(&Token::Union) {
            parts.push(self.path()?);
        }
        Ok(Ast::Union(parts))
    }

    pub fn path(&mut self) -> Result<Ast, ExprError> {
        let start = match self.peek() {
            None => return Err(self.missing()),
            Some(Token::Slash) => {
                self.next += 1;
                if !self.begins_step() {
                    return Ok(Ast::Path(Path {
                        start: Start::Root,
                        steps: Vec::new(),
                    }));
                }
                Start::Root
            }
            Some(Token::SlashSlash) => Start::Root,
            Some(_) if self.begins_step() => Start::Here,
            Some(_) => {
                let primary = self.primary()?;
                let predicates = self.predicates()?;
                let goes_on = matches!(self.peek(), Some(Token::Slash | Token::SlashSlash));
                if predicates.is_empty() && !goes_on {
                    return Ok(primary);
                }
                let start = Start::From(Box::new(primary), predicates);
                if !goes_on {
                    return Ok(Ast::Path(Path {
                        start,
                        steps: Vec::new(),
                    }));
                }
                self.accept(&Token::Slash);
                start
            }
        };
        let mut steps = Vec::new();
        loop {
            if self.accept(&Token::SlashSlash) {
                steps.push(Step {
                    axis: Axis::DescendantOrSelf,
                    test: Test::Any,
                    predicates: Vec::new(),
                });
            }
            steps.push(self.step()?);
            if self.peek() != Some(&Token::SlashSlash) && !self.accept(&Token::Slash) {
                break;
            }
        }
        Ok(Ast::Path(Path { start, steps }))
    }

    /// Whether what comes next is a step of a path rather than a value.
    fn begins_step(&self) -> bool {
        match self.peek() {
            Some(Token::Dot | Token::DotDot | Token::At | Token::Star | Token::Axis(_)) => true,
            Some(Token::Name(name)) => {
                self.peek_after() != Some(&Token::Open) || is_node_type(name)
            }
            _ => false,
        }
    }

    fn step(&mut self) -> Result<Step, ExprError> {
        let at = self.at();
        let mut axis = Axis::Child;
        match self.peek().cloned() {
            Some(Token::Dot) => {
                self.next += 1;
                return self.step_to(Axis::Own, Test::Any);
            }
            Some(Token::DotDot) => {
                self.next += 1;
                return self.step_to(Axis::Parent, Test::Any);
            }
            Some(Token::At) => {
                self.next += 1;
                axis = Axis::Attribute;
            }
            Some(Token::Axis(name)) => {
                self.next += 1;
                axis = axis_named(&name).ok_or_else(|| {
                    ExprError::new(
                        at,
                        format!("La direction « {name}:: » n'est pas connue."),
                        "Écrivez child::, parent::, descendant:: ou ancestor::, ou un chemin simple.",
                    )
                })?;
            }
            _ => {}
        }
        let test = match self.peek().cloned() {
            Some(Token::Star) => Test::Element,
            Some(Token::Name(name)) if self.peek_after() == Some(&Token::Open) => {
                self.next += 2;
                if !is_node_type(&name) || self.peek() != Some(&Token::Close) {
                    return Err(self.missing());
                }
                // Texts are not nodes here: the text of a node is asked of the node itself.
                if name == "text" && axis == Axis::Child {
                    axis = Axis::Own;
                }
                Test::Any
            }
            Some(Token::Name(name)) => Test::Name(name),
            _ => return Err(self.missing()),
        };
        self.next += 1;
        self.step_to(axis, test)
    }

    fn step_to(&mut self, axis: Axis, test: Test) -> Result<Step, ExprError> {
        let predicates = self.predicates()?;
        Ok(Step {
            axis,
            test,
            predicates,
        })
    }

    fn predicates(&mut self) -> Result<Vec<Ast>, ExprError> {
        let mut predicates = Vec::new();
        while self.accept(&Token::OpenSquare) {
            predicates.push(self.deeper(|parser| parser.binary(0))?);
            self.expect(&Token::CloseSquare, "]")?;
        }
        Ok(predicates)
    }

    fn primary(&mut self) -> Result<Ast, ExprError> {
        let at = self.at();
        let token = self.peek().cloned();
        self.next += 1;
        match token {
            Some(Token::Number(number)) => Ok(Ast::Number(number)),
            Some(Token::Text(text)) => Ok(Ast::Text(text)),
            Some(Token::Question(name)) => {
                let known = self.questions.iter().position(|known| *known == name);
                let rank = known.unwrap_or(self.questions.len());
                if known.is_none() {
                    self.questions.push(name);
                }
                Ok(Ast::Question(rank))
            }
            Some(Token::Open) => {
                let inner = self.deeper(|parser| parser.binary(0))?;
                self.expect(&Token::Close, ")")?;
                Ok(inner)
            }
            Some(Token::Name(name)) if self.accept(&Token::Open) => self.call(name, at),
            _ => {
                self.next -= 1;
                Err(self.missing())
            }
        }
    }
}

fn is_node_type(name: &str) -> bool {
    matches!(name, "node" | "text")
}

fn axis_named(name: &str) -> Option<Axis> {
    Some(match name {
        "child" => Axis::Child,
        "parent" => Axis::Parent,
        "self" => Axis::Own,
        "descendant" => Axis::Descendant,
        "descendant-or-self" => Axis::DescendantOrSelf,
        "ancestor" => Axis::Ancestor,
        "ancestor-or-self" => Axis::AncestorOrSelf,
        "following-sibling" => Axis::FollowingSibling,
        "preceding-sibling" => Axis::PrecedingSibling,
        "attribute" => Axis::Attribute,
        _ => return None,
    })
}
