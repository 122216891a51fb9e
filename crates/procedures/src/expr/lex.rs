//! From the text of an expression to its words.
//!
//! Owns what a word is: names, numbers, quoted texts, `${…}`, operators, and whether `*`, `and`, `or`, `div`, `mod` are
//! operators or names where they stand (XPath 1.0, section 3.7). Knows no grammar.

use super::error::ExprError;

/// A word and where it begins, in characters.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Word {
    pub at: usize,
    pub token: Token,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    Number(f64),
    Text(String),
    /// `${name}`
    Question(String),
    /// A name, with its prefix: `jr:choice-name`.
    Name(String),
    /// `name::`
    Axis(String),
    Op(Op),
    Open,
    Close,
    OpenSquare,
    CloseSquare,
    Comma,
    Dot,
    DotDot,
    Slash,
    SlashSlash,
    At,
    /// `*` that is no multiplication.
    Star,
    Union,
}

/// An operator between two values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    /// `or`
    Or,
    /// `and`
    And,
    /// `=`
    Equal,
    /// `!=`
    Different,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `*`
    Times,
    /// `div`
    Div,
    /// `mod`
    Mod,
}

/// The longest expression read, in characters.
pub(super) const LENGTH_MAX: usize = 32_000;

pub(super) fn words(source: &str) -> Result<Vec<Word>, ExprError> {
    let chars: Vec<char> = source.chars().collect();
    if chars.len() > LENGTH_MAX {
        return Err(ExprError::new(
            LENGTH_MAX,
            "Cette expression est trop longue.",
            "Coupez-la en plusieurs questions « calculate ».",
        ));
    }
    let mut lexer = Lexer { chars, at: 0 };
    let mut words: Vec<Word> = Vec::new();
    while let Some(word) = lexer.word(words.last().map(|word| &word.token))? {
        words.push(word);
    }
    Ok(words)
}

/// Whether a name or `*` after this word is an operator.
fn ends_value(before: Option<&Token>) -> bool {
    !matches!(
        before,
        None | Some(
            Token::At
                | Token::Axis(_)
                | Token::Open
                | Token::OpenSquare
                | Token::Comma
                | Token::Op(_)
                | Token::Slash
                | Token::SlashSlash
                | Token::Union
        )
    )
}

struct Lexer {
    chars: Vec<char>,
    at: usize,
}

impl Lexer {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).copied()
    }

    fn take_while(&mut self, keep: impl Fn(char) -> bool) -> String {
        let mut taken = String::new();
        while let Some(c) = self.peek(0).filter(|c| keep(*c)) {
            taken.push(c);
            self.at += 1;
        }
        taken
    }

    fn word(&mut self, before: Option<&Token>) -> Result<Option<Word>, ExprError> {
        self.take_while(char::is_whitespace);
        let at = self.at;
        let Some(c) = self.peek(0) else {
            return Ok(None);
        };
        let next = self.peek(1);
        let (length, token) = match (c, next) {
            ('"' | '\'', _) => (0, self.quoted(c)?),
            ('$', Some('{')) => (0, self.question()?),
            ('0'..='9', _) | ('.', Some('0'..='9')) => (0, self.number()?),
            ('.', Some('.')) => (2, Token::DotDot),
            ('.', _) => (1, Token::Dot),
            ('/', Some('/')) => (2, Token::SlashSlash),
            ('/', _) => (1, Token::Slash),
            ('!', Some('=')) => (2, Token::Op(Op::Different)),
            ('<', Some('=')) => (2, Token::Op(Op::AtMost)),
            ('>', Some('=')) => (2, Token::Op(Op::AtLeast)),
            ('<', _) => (1, Token::Op(Op::Less)),
            ('>', _) => (1, Token::Op(Op::More)),
            ('=', _) => (1, Token::Op(Op::Equal)),
            ('+', _) => (1, Token::Op(Op::Plus)),
            ('-', _) => (1, Token::Op(Op::Minus)),
            ('*', _) if ends_value(before) => (1, Token::Op(Op::Times)),
            ('*', _) => (1, Token::Star),
            ('|', _) => (1, Token::Union),
            ('(', _) => (1, Token::Open),
            (')', _) => (1, Token::Close),
            ('[', _) => (1, Token::OpenSquare),
            (']', _) => (1, Token::CloseSquare),
            (',', _) => (1, Token::Comma),
            ('@', _) => (1, Token::At),
            _ if begins_name(c) => (0, self.name(ends_value(before))),
            _ => return Err(self.stray(c)),
        };
        self.at += length;
        Ok(Some(Word { at, token }))
    }

    fn stray(&self, c: char) -> ExprError {
        let write = match c {
            '‘' | '’' | '“' | '”' | '«' | '»' => {
                "Écrivez les textes entre guillemets droits : 'oui'.".to_owned()
            }
            '≥' => "Écrivez >= .".to_owned(),
            '≤' => "Écrivez <= .".to_owned(),
            '≠' | '!' => "Écrivez != , ou not(…).".to_owned(),
            '&' => "Écrivez and.".to_owned(),
            '{' | '}' | '$' => "Écrivez une question ainsi : ${nom}.".to_owned(),
            ';' => "Séparez les arguments par une virgule.".to_owned(),
            _ => "Retirez-le.".to_owned(),
        };
        ExprError::new(
            self.at,
            format!("Le signe « {c} » n'a pas de sens ici."),
            write,
        )
    }

    fn quoted(&mut self, quote: char) -> Result<Token, ExprError> {
        let at = self.at;
        self.at += 1;
        let text = self.take_while(|c| c != quote);
        if self.peek(0).is_none() {
            return Err(ExprError::new(
                at,
                "Un guillemet est ouvert et jamais fermé.",
                format!("Fermez-le par {quote} ."),
            ));
        }
        self.at += 1;
        Ok(Token::Text(text))
    }

    fn question(&mut self) -> Result<Token, ExprError> {
        let at = self.at;
        self.at += 2;
        let name = self.take_while(|c| c != '}');
        if self.peek(0).is_none() {
            return Err(ExprError::new(
                at,
                "« ${ » est ouvert et jamais fermé.",
                "Écrivez une question ainsi : ${nom}.",
            ));
        }
        self.at += 1;
        if name.starts_with("last-saved#") {
            return Err(ExprError::new(
                at,
                "La dernière fiche enregistrée (last-saved) n'est pas gardée ici.",
                "Retirez cette référence.",
            ));
        }
        if !is_name(&name) {
            return Err(ExprError::new(
                at,
                format!("« {name} » n'est pas un nom de question."),
                "Écrivez ${nom}, sans espace, avec lettres, chiffres, _ et -.",
            ));
        }
        Ok(Token::Question(name))
    }

    fn number(&mut self) -> Result<Token, ExprError> {
        let at = self.at;
        let mut digits = self.take_while(|c| c.is_ascii_digit());
        if self.peek(0) == Some('.') {
            self.at += 1;
            digits.push('.');
            digits.push_str(&self.take_while(|c| c.is_ascii_digit()));
        }
        if let Some(c) = self.peek(0).filter(|c| begins_name(*c)) {
            return Err(ExprError::new(
                at,
                format!("Le nombre {digits} est suivi de « {c} »."),
                "Mettez une espace ou un opérateur entre les deux.",
            ));
        }
        let number = digits.parse::<f64>().unwrap_or(f64::NAN);
        Ok(Token::Number(number))
    }

    fn name(&mut self, operator: bool) -> Token {
        let mut name = self.take_while(continues_name);
        if operator {
            let op = match name.as_str() {
                "and" => Some(Op::And),
                "or" => Some(Op::Or),
                "div" => Some(Op::Div),
                "mod" => Some(Op::Mod),
                _ => None,
            };
            if let Some(op) = op {
                return Token::Op(op);
            }
        }
        if self.peek(0) == Some(':') {
            if self.peek(1) == Some(':') {
                self.at += 2;
                return Token::Axis(name);
            }
            if self.peek(1).is_some_and(begins_name) {
                self.at += 1;
                name.push(':');
                name.push_str(&self.take_while(continues_name));
            }
        }
        Token::Name(name)
    }
}

fn begins_name(c: char) -> bool {
    c.is_alphabetic() || c == '_'
}

fn continues_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '\u{b7}' | '\u{0300}'..='\u{036f}')
}

/// Whether a text can name a question, a group or a list.
#[must_use]
pub fn is_name(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(begins_name) && chars.all(continues_name)
}
