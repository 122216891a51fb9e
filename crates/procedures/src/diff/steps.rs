//! Steps: added, removed, moved, renamed, and what changed in each.

use super::{Changes, deadline, delay_change, matched, since};
use crate::expr::Expr;
use crate::workbook::{Decision, Next, Procedure, Step, Visa};

impl Changes {
    pub(super) fn steps(&mut self, before: &Procedure, after: &Procedure) {
        let pairs = self.pairs(before, after);
        self.moved(&pairs);
        for (old, new) in pairs {
            self.step((old, before), (new, after));
        }
    }

    /// Says which steps came and went, and pairs the others.
    fn pairs<'a>(
        &mut self,
        before: &'a Procedure,
        after: &'a Procedure,
    ) -> Vec<(&'a Step, &'a Step)> {
        let mut steps = matched(&before.steps, &after.steps, |step| &step.code);
        let gone = std::mem::take(&mut steps.gone);
        for old in gone {
            let same = steps.new.iter().position(|new| new.label == old.label);
            if let Some(at) = same {
                let new = steps.new.remove(at);
                let said = format!(
                    "L'étape « {} » change de code : {} devient {}.",
                    old.label, old.code, new.code
                );
                self.add("step-code", &new.code, said);
                steps.both.push((old, new));
            } else {
                let said = format!("L'étape {} « {} » est enlevée.", old.order, old.label);
                self.add("step-removed", &old.code, said);
            }
        }
        for new in steps.new {
            let said = format!(
                "Une étape est ajoutée en {} : « {} », par {}.",
                place(new.order),
                new.label,
                new.role
            );
            self.add("step-added", &new.code, said);
        }
        steps.both
    }

    /// Says which steps changed places: the fewest that explain the new order.
    fn moved(&mut self, pairs: &[(&Step, &Step)]) {
        let mut sorted: Vec<&(&Step, &Step)> = pairs.iter().collect();
        sorted.sort_by_key(|(old, _)| old.order);
        let orders: Vec<u32> = sorted.iter().map(|(_, new)| new.order).collect();
        let kept = longest_rising(&orders);
        for (old, new) in sorted {
            if !kept.contains(&new.order) {
                let said = format!(
                    "L'étape « {} » passe de la {} à la {} place.",
                    new.label,
                    rank(old.order),
                    rank(new.order)
                );
                self.add("step-moved", &new.code, said);
            }
        }
    }

    fn step(&mut self, (old, before): (&Step, &Procedure), (new, after): (&Step, &Procedure)) {
        let code = new.code.as_str();
        if old.label != new.label {
            let said = format!(
                "L'étape « {} » s'appelle maintenant « {} ».",
                old.label, new.label
            );
            self.add("step-renamed", code, said);
        }
        let on = format!("Étape « {} » : ", new.label);
        if old.role != new.role {
            let said = format!("{on}elle revient à {} ; c'était {}.", new.role, old.role);
            self.add("step-role", code, said);
        }
        self.deadline(&on, (old, before), (new, after));
        self.condition(
            &on,
            code,
            ("step-condition", "elle"),
            (old.condition.as_ref(), new.condition.as_ref()),
        );
        self.decisions(&on, code, &old.decisions, &new.decisions);
        let texts = [
            (
                "le groupe de questions",
                old.group.as_deref(),
                new.group.as_deref(),
            ),
            (
                "le conseil",
                Some(old.advice.as_str()),
                Some(new.advice.as_str()),
            ),
            (
                "le rappel de droit",
                old.reminder.as_deref(),
                new.reminder.as_deref(),
            ),
            (
                "le papier à remettre",
                old.handout.as_deref(),
                new.handout.as_deref(),
            ),
        ];
        for (what, from, to) in texts {
            self.text(&on, code, what, from, to);
        }
        let home = |step: &Step| step.home.as_ref().map(ToString::to_string);
        self.text(
            &on,
            code,
            "le lieu",
            home(old).as_deref(),
            home(new).as_deref(),
        );
        let documents = |step: &Step| -> Vec<String> {
            step.produce
                .iter()
                .map(|document| document.label.clone())
                .collect()
        };
        self.items(&on, code, "une pièce à montrer", &old.show, &new.show);
        self.items(
            &on,
            code,
            "un document à produire",
            &documents(old),
            &documents(new),
        );
        let visas = (old.visa.as_ref().map(visa), new.visa.as_ref().map(visa));
        self.text(&on, code, "le visa", visas.0.as_deref(), visas.1.as_deref());
        let overdue = |step: &Step| {
            let tiers: Vec<String> = step
                .overdue
                .iter()
                .map(|tier| format!("{} après, {}", tier.after, tier.role))
                .collect();
            (!tiers.is_empty()).then(|| tiers.join(" ; "))
        };
        self.text(
            &on,
            code,
            "qui est prévenu d'un retard",
            overdue(old).as_deref(),
            overdue(new).as_deref(),
        );
    }

    fn deadline(
        &mut self,
        on: &str,
        (old, before): (&Step, &Procedure),
        (new, after): (&Step, &Procedure),
    ) {
        let said = match (&old.deadline, &new.deadline) {
            (None, None) => return,
            (None, Some(to)) => format!("{on}un délai est ajouté, {}.", deadline(to, after)),
            (Some(from), None) => format!("{on}le délai de {} est enlevé.", deadline(from, before)),
            (Some(from), Some(to)) => {
                if from.since != to.since {
                    let said = format!(
                        "{on}le délai compte depuis {} ; c'était depuis {}.",
                        since(&to.since),
                        since(&from.since)
                    );
                    self.add("step-since", &new.code, said);
                }
                if from.cases == to.cases {
                    // A parameter that changed is said once, with the parameters.
                    return;
                }
                match (from.cases.as_slice(), to.cases.as_slice()) {
                    ([one], [other]) => {
                        match (before.delay(&one.delay), after.delay(&other.delay)) {
                            (Some(a), Some(b)) if a == b => return,
                            (Some(a), Some(b)) => {
                                format!("{on}le délai est {}.", delay_change(a, b))
                            }
                            _ => format!("{on}le délai devient {}.", other.delay),
                        }
                    }
                    _ => format!(
                        "{on}le délai devient {} ; c'était {}.",
                        deadline(to, after),
                        deadline(from, before)
                    ),
                }
            }
        };
        self.add("step-deadline", &new.code, said);
    }

    fn condition(
        &mut self,
        on: &str,
        code: &str,
        (kind, what): (&'static str, &str),
        change: (Option<&Expr>, Option<&Expr>),
    ) {
        let said = match change {
            (Some(from), Some(to)) if from != to => {
                format!("{on}{what} s'ouvre maintenant si {to} ; c'était si {from}.")
            }
            (None, Some(to)) => format!("{on}{what} ne s'ouvre plus que si {to}."),
            (Some(from), None) => {
                format!("{on}{what} s'ouvre toujours ; c'était seulement si {from}.")
            }
            _ => return,
        };
        self.add(kind, code, said);
    }

    fn decisions(&mut self, on: &str, code: &str, before: &[Decision], after: &[Decision]) {
        let decisions = matched(before, after, |decision| &decision.label);
        for old in &decisions.gone {
            let said = format!("{on}la décision « {} » est enlevée.", old.label);
            self.add("decision-removed", code, said);
        }
        for new in &decisions.new {
            let said = format!(
                "{on}une décision est ajoutée, « {} », qui mène à {}.",
                new.label,
                next(&new.next)
            );
            self.add("decision-added", code, said);
        }
        for (old, new) in decisions.both {
            if old.next != new.next {
                let said = format!(
                    "{on}la décision « {} » mène à {} ; c'était à {}.",
                    new.label,
                    next(&new.next),
                    next(&old.next)
                );
                self.add("decision-next", code, said);
            }
            let said = match (&old.when, &new.when) {
                (Some(from), Some(to)) if from != to => format!(
                    "{on}la décision « {} » se prend si {to} ; c'était si {from}.",
                    new.label
                ),
                (None, Some(to)) => format!(
                    "{on}la décision « {} » ne se prend plus que si {to}.",
                    new.label
                ),
                (Some(from), None) => format!(
                    "{on}la décision « {} » n'a plus de condition ; c'était si {from}.",
                    new.label
                ),
                _ => continue,
            };
            self.add("decision-condition", code, said);
        }
    }

    fn text(
        &mut self,
        on: &str,
        code: &str,
        what: &str,
        before: Option<&str>,
        after: Option<&str>,
    ) {
        let said = match (before, after) {
            (Some(from), Some(to)) if from != to => {
                format!("{on}{what} devient « {to} » ; c'était « {from} ».")
            }
            (None, Some(to)) => format!("{on}{what} est ajouté, « {to} »."),
            (Some(from), None) => format!("{on}{what} est enlevé ; c'était « {from} »."),
            _ => return,
        };
        self.add("step-text", code, said);
    }

    fn items(&mut self, on: &str, code: &str, what: &str, before: &[String], after: &[String]) {
        let items = matched(before, after, |item| item);
        for new in items.new {
            self.add(
                "step-papers",
                code,
                format!("{on}{what} s'ajoute, « {new} »."),
            );
        }
        for old in items.gone {
            self.add(
                "step-papers",
                code,
                format!("{on}{what} s'enlève, « {old} »."),
            );
        }
    }
}

/// The longest run of orders that rises, others left out.
fn longest_rising(orders: &[u32]) -> Vec<u32> {
    let mut best: Vec<Vec<u32>> = Vec::new();
    for &order in orders {
        let before = best
            .iter()
            .filter(|run| run.last().is_some_and(|last| *last < order))
            .max_by_key(|run| run.len());
        let mut run = before.cloned().unwrap_or_default();
        run.push(order);
        best.push(run);
    }
    best.into_iter().max_by_key(Vec::len).unwrap_or_default()
}

fn place(order: u32) -> String {
    format!("{} place", rank(order))
}

/// `1re`, `2e`.
fn rank(order: u32) -> String {
    if order == 1 {
        "1re".to_owned()
    } else {
        format!("{order}e")
    }
}

/// Where a decision leads, in words.
pub(crate) fn next(next: &Next) -> String {
    match next {
        Next::End => "la fin".to_owned(),
        Next::Steps(codes) => codes.join(" et "),
    }
}

/// Who approves, in words.
pub(crate) fn visa(visa: &Visa) -> String {
    visa.roles.join(if visa.all { " et " } else { " ou " })
}
