//! Functions about numbers.

use super::{Ast, Eval, EvalError, Focus, Gives, Got, Value, arg, number};

/// The one number that the argument is, or that the place itself holds where there is no argument.
pub fn number_(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    let Some(ast) = args.first() else {
        let node = focus.node.ok_or(EvalError::Unknown)?;
        return number(eval.number(&Got::Nodes(vec![node])));
    };
    let value = eval.value_of(ast, focus)?;
    // A day keeps its part of the day for arithmetic, and is whole where it is written.
    number(value.number())
}

fn with(eval: &Eval<'_>, focus: Focus, args: &[Ast], compute: impl FnOnce(f64) -> f64) -> Gives {
    number(compute(eval.number_of(arg(args, 0)?, focus)?))
}

pub fn int(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    with(eval, focus, args, f64::trunc)
}

pub fn abs(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    with(eval, focus, args, f64::abs)
}

pub fn ceiling(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    with(eval, focus, args, f64::ceil)
}

pub fn floor(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    with(eval, focus, args, f64::floor)
}

pub fn log(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    with(eval, focus, args, f64::ln)
}

pub fn log10(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    with(eval, focus, args, f64::log10)
}

pub fn exp(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    with(eval, focus, args, f64::exp)
}

pub fn exp10(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    with(eval, focus, args, |exponent| 10_f64.powf(exponent))
}

pub fn sqrt(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    with(eval, focus, args, f64::sqrt)
}

pub fn sin(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    with(eval, focus, args, f64::sin)
}

pub fn cos(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    with(eval, focus, args, f64::cos)
}

pub fn tan(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    with(eval, focus, args, f64::tan)
}

pub fn asin(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    with(eval, focus, args, f64::asin)
}

pub fn acos(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    with(eval, focus, args, f64::acos)
}

pub fn atan(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    with(eval, focus, args, f64::atan)
}

pub fn atan2(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    let x = eval.number_of(arg(args, 1)?, focus)?;
    with(eval, focus, args, |y| y.atan2(x))
}

pub fn pow(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    let exponent = eval.number_of(arg(args, 1)?, focus)?;
    with(eval, focus, args, |base| base.powf(exponent))
}

pub fn pi(_: &Eval<'_>, _: Focus, _: &[Ast]) -> Gives {
    number(std::f64::consts::PI)
}

pub fn random(eval: &Eval<'_>, _: Focus, _: &[Ast]) -> Gives {
    number(eval.scope.chance())
}

/// Halves go away from zero.
pub fn round(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    let decimals = match args.get(1) {
        Some(ast) => eval.number_of(ast, focus)?,
        None => 0.0,
    };
    let scale = 10_f64.powf(decimals);
    with(eval, focus, args, |value| (value * scale).round() / scale)
}

/// A blank among the numbers makes the whole blank.
fn fold(eval: &Eval<'_>, focus: Focus, args: &[Ast], join: impl Fn(f64, f64) -> f64) -> Gives {
    let mut total: Option<f64> = None;
    for ast in args {
        for value in eval.values_of(ast, focus)? {
            let next = value.number();
            total = Some(total.map_or(next, |total| join(total, next)));
        }
    }
    value_or_blank(total)
}

fn value_or_blank(total: Option<f64>) -> Gives {
    super::value(Value::Number(total.unwrap_or(f64::NAN)))
}

pub fn sum(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    fold(eval, focus, args, |total, next| total + next)
}

pub fn min(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    fold(eval, focus, args, |a, b| {
        if a.is_nan() || b.is_nan() {
            f64::NAN
        } else {
            a.min(b)
        }
    })
}

pub fn max(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    fold(eval, focus, args, |a, b| {
        if a.is_nan() || b.is_nan() {
            f64::NAN
        } else {
            a.max(b)
        }
    })
}
