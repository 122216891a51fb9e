//! Functions about what was selected, and the order in which choices are shuffled.

use super::{Ast, Eval, Focus, Gives, arg, number, text, truth};

pub fn selected(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    let list = eval.text_of(arg(args, 0)?, focus)?;
    let choice = eval.text_of(arg(args, 1)?, focus)?;
    let choice = choice.trim();
    if list.trim().is_empty() {
        return truth(choice.is_empty());
    }
    truth(list.split_ascii_whitespace().any(|one| one == choice))
}

pub fn selected_at(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    let list = eval.text_of(arg(args, 0)?, focus)?;
    let rank = eval.number_of(arg(args, 1)?, focus)?.trunc();
    if !(0.0..1e6).contains(&rank) {
        return text("");
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "bounded above"
    )]
    let rank = rank as usize;
    text(list.split_ascii_whitespace().nth(rank).unwrap_or_default())
}

pub fn count_selected(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    let list = eval.text_of(arg(args, 0)?, focus)?;
    let count = list.split_ascii_whitespace().count();
    number(super::super::nodes::counted(count))
}

pub fn choice_name(eval: &Eval<'_>, focus: Focus, args: &[Ast]) -> Gives {
    let choice = eval.text_of(arg(args, 0)?, focus)?;
    let nodes = eval.nodes_of(arg(args, 1)?, focus)?;
    let Some(node) = nodes.first() else {
        return text("");
    };
    let label = eval.tree()?.choice_label(*node, choice.trim());
    text(label.unwrap_or_default())
}

/// The order of `size` things shuffled by a seed: the generator of Park and Miller, as ODK's engines agree on.
pub fn shuffled(size: usize, mut chance: impl FnMut() -> f64) -> Vec<usize> {
    let mut order: Vec<usize> = Vec::with_capacity(size);
    for rank in 0..size {
        let drawn = chance() * super::super::nodes::counted(rank + 1);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "from 0 to the rank"
        )]
        let other = (drawn.max(0.0) as usize).min(rank);
        order.push(rank);
        order.swap(other, rank);
    }
    order
}

/// Numbers from 0 to 1 that a seed begins.
pub fn seeded(seed: f64) -> impl FnMut() -> f64 {
    const MODULUS: i64 = 2_147_483_647;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a blank or huge seed saturates"
    )]
    let mut state = (seed.trunc() as i64) % MODULUS;
    if state <= 0 {
        state += MODULUS - 1;
    }
    move || {
        state = state * 16_807 % MODULUS;
        #[expect(clippy::cast_precision_loss, reason = "below 2^31")]
        let drawn = (state - 1) as f64 / (MODULUS - 1) as f64;
        drawn
    }
}
