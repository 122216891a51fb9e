//! Functions about what is true.

use super::{Ast, Eval, EvalError, Focus, Gives, arg, truth};

pub fn choose(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    let rank = if eval.holds(arg(args, 0)?, focus)? {
        1
    } else {
        2
    };
    eval.ast(arg(args, rank)?, focus)
}

pub fn yes(_: &Eval<'_>, _: Focus, _: &[Ast]) -> Gives {
    truth(true)
}

pub fn no(_: &Eval<'_>, _: Focus, _: &[Ast]) -> Gives {
    truth(false)
}

pub fn not(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    truth(!eval.holds(arg(args, 0)?, focus)?)
}

pub fn boolean(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    truth(eval.holds(arg(args, 0)?, focus)?)
}

pub fn from_string(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    let text = eval.text_of(arg(args, 0)?, focus)?;
    truth(text == "1" || text == "true")
}

/// The bounds of a list of answers; a maximum of -1 is none.
fn bounds(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Result<(f64, f64), EvalError> {
    let least = eval.number_of(arg(args, 0)?, focus)?;
    let most = eval.number_of(arg(args, 1)?, focus)?;
    #[expect(clippy::float_cmp, reason = "-1 is written as such")]
    let unbounded = most == -1.0;
    Ok((least, if unbounded { f64::INFINITY } else { most }))
}

pub fn checklist(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    let (least, most) = bounds(eval, focus, args)?;
    let mut satisfied = 0.0;
    for ast in args.iter().skip(2) {
        for value in eval.values_of(ast, focus)? {
            satisfied += f64::from(u8::from(value.holds()));
        }
    }
    truth(least <= satisfied && satisfied <= most)
}

pub fn weighted(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    let (least, most) = bounds(eval, focus, args)?;
    let mut satisfied = 0.0;
    for pair in args.get(2..).unwrap_or_default().chunks(2) {
        let [answers, weights] = pair else {
            return Err(EvalError::Argument);
        };
        let answers = eval.values_of(answers, focus)?;
        let weights = eval.values_of(weights, focus)?;
        for (answer, weight) in answers.iter().zip(&weights) {
            if answer.holds() {
                satisfied += weight.number();
            }
        }
    }
    truth(least <= satisfied && satisfied <= most)
}
