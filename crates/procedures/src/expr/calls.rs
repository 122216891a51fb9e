//! Calls of functions, as they are read.
//!
//! Owns what is checked of a call before it is ever made: the function is known or left to the place, the number of its
//! arguments, quoted questions, patterns and digests.

use regex_lite::{Regex, RegexBuilder};

use super::ast::Ast;
use super::error::ExprError;
use super::functions;
use super::lex::{self, Token};
use super::parse::Parser;

impl Parser {
    /// The question of `jr:choice-name` is written in quotes.
    fn unquote_question(&mut self, args: &mut [Ast]) -> Result<(), ExprError> {
        let Some(Ast::Text(quoted)) = args.get(1) else {
            return Ok(());
        };
        let mut inner = Parser {
            end: quoted.chars().count(),
            words: lex::words(quoted)?,
            next: 0,
            depth: self.depth,
            questions: std::mem::take(&mut self.questions),
        };
        let read = inner.path();
        self.questions = inner.questions;
        if let Some(slot) = args.get_mut(1) {
            *slot = read?;
        }
        Ok(())
    }

    pub fn call(&mut self, name: String, at: usize) -> Result<Ast, ExprError> {
        let mut args = Vec::new();
        if !self.accept(&Token::Close) {
            loop {
                args.push(self.deeper(|parser| parser.binary(0))?);
                if !self.accept(&Token::Comma) {
                    break;
                }
            }
            self.expect(&Token::Close, ")")?;
        }
        match name.as_str() {
            "jr:choice-name" => self.unquote_question(&mut args)?,
            "regex" => ready_pattern(&mut args, at)?,
            "digest" => sound_digest(&args, at)?,
            _ => {}
        }
        if let Some((_, said)) = functions::REFUSED
            .iter()
            .find(|(refused, _)| *refused == name)
        {
            return Err(ExprError::new(
                at,
                format!("La fonction {name}() n'est pas acceptée : {said}"),
                "Retirez-la.",
            ));
        }
        let Some(function) = functions::named(&name) else {
            return Ok(Ast::Foreign { name, at, args });
        };
        if function.accepts(args.len()) {
            return Ok(Ast::Call(function, args));
        }
        Err(ExprError::new(
            at,
            format!("La fonction {name}() a reçu {} argument(s).", args.len()),
            format!("Écrivez {}.", function.usage),
        ))
    }
}

/// A pattern that must match a whole text.
pub(super) fn pattern(source: &str) -> Result<Regex, ()> {
    RegexBuilder::new(&format!("^(?:{source})$"))
        .size_limit(1 << 20)
        .build()
        .map_err(|_| ())
}

/// Reads the quoted pattern of `regex` once for all.
fn ready_pattern(args: &mut [Ast], at: usize) -> Result<(), ExprError> {
    let Some(slot) = args.get_mut(1) else {
        return Ok(());
    };
    if let Ast::Text(source) = slot {
        let pattern = pattern(source).map_err(|()| {
            ExprError::new(
                at,
                format!("Le motif « {source} » de regex() ne se lit pas."),
                "Écrivez un motif sans (?=…), (?!…), (?<=…) ni renvoi \\1.",
            )
        })?;
        *slot = Ast::Pattern(pattern, std::mem::take(source));
    }
    Ok(())
}

/// Refuses the digests that no longer protect anything.
fn sound_digest(args: &[Ast], at: usize) -> Result<(), ExprError> {
    let sound = ["SHA-256", "SHA-384", "SHA-512"];
    match args.get(1).and_then(Ast::literal) {
        Some(algorithm) if !sound.contains(&algorithm) => Err(ExprError::new(
            at,
            format!("L'empreinte {algorithm} de digest() n'est pas acceptée."),
            "Écrivez 'SHA-256'.",
        )),
        _ => Ok(()),
    }
}
