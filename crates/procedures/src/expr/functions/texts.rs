//! Functions about texts.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest as _, Sha256, Sha384, Sha512};

use super::super::calls::pattern;
use super::super::nodes::counted;
use super::{Ast, Eval, EvalError, Focus, Gives, Got, arg, number, text, truth};

/// The argument as a text, or the text of the place itself where there is no argument.
fn own(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Result<String, EvalError> {
    match args.first() {
        Some(ast) => eval.text_of(ast, focus),
        None => {
            let node = focus.node.ok_or(EvalError::Unknown)?;
            Ok(eval.text(Got::Nodes(vec![node])))
        }
    }
}

fn pair(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Result<(String, String), EvalError> {
    let first = eval.text_of(arg(args, 0)?, focus)?;
    let second = eval.text_of(arg(args, 1)?, focus)?;
    Ok((first, second))
}

pub fn string(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    text(own(eval, focus, args)?)
}

pub fn coalesce(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    let first = eval.text_of(arg(args, 0)?, focus)?;
    if first.is_empty() {
        return text(eval.text_of(arg(args, 1)?, focus)?);
    }
    text(first)
}

/// The texts of all arguments, every node of each.
fn all(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Result<Vec<String>, EvalError> {
    let mut texts = Vec::new();
    for ast in args {
        for value in eval.values_of(ast, focus)? {
            texts.push(value.into_text());
        }
    }
    Ok(texts)
}

pub fn concat(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    text(all(eval, focus, args)?.concat())
}

pub fn join(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    let glue = eval.text_of(arg(args, 0)?, focus)?;
    let texts = all(eval, focus, args.get(1..).unwrap_or_default())?;
    text(texts.join(&glue))
}

/// A whole number, however large, as a place in a text.
fn place(number: f64) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "saturates, as wanted")]
    let place = number as i64;
    place
}

fn cut(given: &str, from: i64, to: i64) -> String {
    let from = usize::try_from(from.max(0)).unwrap_or(usize::MAX);
    let to = usize::try_from(to.max(0)).unwrap_or(usize::MAX);
    given
        .chars()
        .skip(from)
        .take(to.saturating_sub(from))
        .collect()
}

/// From a place counted from 0 up to another; negative places count from the end.
pub fn substr(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    let given = eval.text_of(arg(args, 0)?, focus)?;
    let size = i64::try_from(given.chars().count()).unwrap_or(i64::MAX);
    let from_end = |at: i64| if at < 0 { at.saturating_add(size) } else { at };
    let from = place(eval.number_of(arg(args, 1)?, focus)?);
    let to = match args.get(2) {
        Some(ast) => place(eval.number_of(ast, focus)?),
        None => size,
    };
    text(cut(&given, from_end(from), from_end(to)))
}

/// From a place counted from 1, so many characters.
pub fn substring(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    let given = eval.text_of(arg(args, 0)?, focus)?;
    let start = (eval.number_of(arg(args, 1)?, focus)? + 0.5).floor() - 1.0;
    let end = match args.get(2) {
        Some(ast) => start + (eval.number_of(ast, focus)? + 0.5).floor(),
        None => f64::INFINITY,
    };
    if start.is_nan() || end.is_nan() {
        return text("");
    }
    text(cut(&given, place(start), place(end)))
}

pub fn before(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    let (given, mark) = pair(eval, focus, args)?;
    text(given.split_once(&mark).map_or("", |(before, _)| before))
}

pub fn after(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    let (given, mark) = pair(eval, focus, args)?;
    text(given.split_once(&mark).map_or("", |(_, after)| after))
}

pub fn length(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    number(counted(own(eval, focus, args)?.chars().count()))
}

pub fn contains(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    let (given, part) = pair(eval, focus, args)?;
    truth(given.contains(&part))
}

pub fn starts_with(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    let (given, part) = pair(eval, focus, args)?;
    truth(given.starts_with(&part))
}

pub fn ends_with(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    let (given, part) = pair(eval, focus, args)?;
    truth(given.ends_with(&part))
}

pub fn translate(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    let (given, signs) = pair(eval, focus, args)?;
    let signs: Vec<char> = signs.chars().collect();
    let instead: Vec<char> = eval.text_of(arg(args, 2)?, focus)?.chars().collect();
    eval.spend(given.len().saturating_mul(signs.len()) / 64)?;
    let translated: String = given
        .chars()
        .filter_map(|c| match signs.iter().position(|sign| *sign == c) {
            Some(rank) => instead.get(rank).copied(),
            None => Some(c),
        })
        .collect();
    text(translated)
}

pub fn normalize_space(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    let given = own(eval, focus, args)?;
    let words: Vec<&str> = given.split_ascii_whitespace().collect();
    text(words.join(" "))
}

/// Whether the whole text is what the pattern says.
pub fn regex(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    let given = eval.text_of(arg(args, 0)?, focus)?;
    eval.spend(given.len() / 16)?;
    match arg(args, 1)? {
        Ast::Pattern(pattern, _) => truth(pattern.is_match(&given)),
        other => {
            let source = eval.text_of(other, focus)?;
            eval.spend(source.len() * 16)?;
            let pattern = pattern(&source).map_err(|()| EvalError::Pattern)?;
            truth(pattern.is_match(&given))
        }
    }
}

/// Letters and digits drawn by chance, in the shape of a UUID, or so many of them.
pub fn uuid(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    let length = match args.first() {
        Some(ast) => place(eval.number_of(ast, focus)?).clamp(0, 4_096),
        None => 36,
    };
    let mut written = String::new();
    let mut at = 0;
    while written.len() < usize::try_from(length).unwrap_or(0) {
        written.push(match at % 36 {
            8 | 13 | 18 | 23 => '-',
            14 => '4',
            19 => digit(8 + draw(eval, 4)),
            _ => digit(draw(eval, 16)),
        });
        at += 1;
    }
    text(written)
}

fn draw(eval: &Eval<'_>, below: u8) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "from 0 to 15"
    )]
    let drawn = (eval.scope.chance().clamp(0.0, 0.999_999) * f64::from(below)) as u32;
    drawn
}

fn digit(value: u32) -> char {
    char::from_digit(value, 16).unwrap_or('0')
}

/// A digest by the algorithms that are still sound; the others are refused when the form is read.
pub fn digest(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    let (given, algorithm) = pair(eval, focus, args)?;
    let encoding = match args.get(2) {
        Some(ast) => eval.text_of(ast, focus)?,
        None => "base64".to_owned(),
    };
    eval.spend(given.len() / 16)?;
    let bytes = match algorithm.as_str() {
        "SHA-256" => Sha256::digest(given).to_vec(),
        "SHA-384" => Sha384::digest(given).to_vec(),
        "SHA-512" => Sha512::digest(given).to_vec(),
        _ => return Err(EvalError::Argument),
    };
    match encoding.as_str() {
        "hex" => text(bytes.iter().fold(String::new(), |mut hex, byte| {
            hex.push(digit(u32::from(byte >> 4)));
            hex.push(digit(u32::from(byte & 15)));
            hex
        })),
        "base64" => text(BASE64.encode(bytes)),
        _ => Err(EvalError::Argument),
    }
}

pub fn base64_decode(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    let given = eval.text_of(arg(args, 0)?, focus)?;
    let bytes = BASE64.decode(given.trim()).unwrap_or_default();
    text(String::from_utf8_lossy(&bytes).into_owned())
}
