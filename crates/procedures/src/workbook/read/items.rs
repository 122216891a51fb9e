//! What a cell of the sheet `etapes` holds, line by line: deadlines, decisions, delays overdue, visas.
//!
//! Owns that small grammar and its findings.

use super::At;
use crate::expr::Expr;
use crate::sheet::shape::nearest;
use crate::workbook::{
    Deadline, DeadlineCase, Decision, Delay, DelaySource, Document, Home, Next, Overdue, Since,
    Visa,
};

const DELAY: &str = "Écrivez un nombre et son unité : « 24 heures », « 3 jours », « 3 jours ouvrés », « 2 semaines », « 1 mois ».";

impl At<'_, '_> {
    pub(super) fn deadline(&mut self) -> Option<Deadline> {
        let lines: Vec<&str> = self.row.lines("delai").collect();
        let since = self.since();
        let mut cases = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            let (when, rest) = self.bracketed("delai", line)?;
            let last = at + 1 == lines.len();
            if when.is_none() != last {
                let (said, write) = if last {
                    (
                        "Le dernier délai a une condition : dans les autres cas il n'y en aurait aucun.",
                        "Ajoutez une ligne sans condition.",
                    )
                } else {
                    (
                        "Après un délai sans condition, les suivants ne servent jamais.",
                        "Mettez le délai sans condition à la fin.",
                    )
                };
                self.error("delai", "deadline-cases", said, write);
            }
            let delay = self.delay_source("delai", rest)?;
            cases.push(DeadlineCase { when, delay });
        }
        if cases.is_empty() {
            if !self.row.cell("depuis").is_empty() {
                self.error(
                    "depuis",
                    "since-alone",
                    "Cette étape dit depuis quand compter, et n'a pas de délai.",
                    "Ajoutez un délai, ou videz « depuis ».",
                );
            }
            return None;
        }
        Some(Deadline { cases, since })
    }

    fn delay_source(&mut self, column: &'static str, text: &str) -> Option<DelaySource> {
        if let Some(delay) = Delay::parse(text) {
            return Some(DelaySource::Fixed(delay));
        }
        if super::is_code(text) {
            return Some(DelaySource::Parameter(text.to_owned()));
        }
        self.no_delay(column, text);
        None
    }

    fn no_delay(&mut self, column: &'static str, text: &str) {
        if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
            let said = format!("Le délai « {text} » n'a pas d'unité.");
            self.error(
                column,
                "deadline-unit",
                said,
                format!("Écrivez « {text} jours » ou « {text} heures »."),
            );
        } else {
            self.error(
                column,
                "deadline",
                format!("« {text} » n'est pas un délai."),
                DELAY,
            );
        }
    }

    fn since(&mut self) -> Since {
        let text = self.row.cell("depuis");
        let words: Vec<&str> = text.split_whitespace().collect();
        match words.as_slice() {
            [] | ["ouverture"] => Since::StepOpened,
            ["ouverture_dossier"] => Since::FileOpened,
            ["etape" | "étape", code] => Since::StepDone((*code).to_owned()),
            ["question", name] => Since::Answer((*name).to_owned()),
            _ => {
                self.error(
                    "depuis",
                    "since",
                    format!("« {text} » ne dit pas depuis quand compter."),
                    "Écrivez « ouverture_dossier », « ouverture », « etape CODE » ou « question NOM ».",
                );
                Since::StepOpened
            }
        }
    }

    /// Where the step is done.
    pub(super) fn home(&mut self) -> Option<Home> {
        let text = self.row.cell("lieu");
        let words: Vec<&str> = text.split_whitespace().collect();
        match words.as_slice() {
            [] | ["centre"] => None,
            ["domicile"] => Some(Home::default()),
            ["domicile", "question", name] => Some(Home {
                day: Some((*name).to_owned()),
            }),
            _ => {
                self.error(
                    "lieu",
                    "home",
                    format!("« {text} » ne dit pas où se fait l'étape."),
                    "Écrivez « domicile » ou « domicile question NOM », ou laissez vide pour le centre.",
                );
                None
            }
        }
    }

    pub(super) fn decisions(&mut self) -> Vec<Decision> {
        let lines: Vec<&str> = self.row.lines("decisions").collect();
        lines
            .into_iter()
            .filter_map(|line| self.decision(line))
            .collect()
    }

    fn decision(&mut self, line: &str) -> Option<Decision> {
        const FORM: &str = "Écrivez « libellé [condition] -> étape », ou « libellé -> fin ».";
        let Some((before, after)) = line.rsplit_once("->") else {
            self.error(
                "decisions",
                "decision",
                format!("La décision « {line} » ne dit pas où elle mène."),
                FORM,
            );
            return None;
        };
        let before = before.trim();
        let (label, when) = match before.find('[') {
            Some(at) => {
                let (label, condition) = before.split_at(at);
                let (when, rest) = self.bracketed("decisions", condition)?;
                if !rest.is_empty() {
                    let said = format!("Après la condition de « {line} » il reste « {rest} ».");
                    self.error("decisions", "decision", said, FORM);
                }
                (label.trim(), when)
            }
            None => (before, None),
        };
        if label.is_empty() {
            self.error(
                "decisions",
                "decision",
                format!("La décision « {line} » n'a pas de libellé."),
                FORM,
            );
        }
        let steps: Vec<String> = after
            .split(',')
            .map(|code| code.trim().to_owned())
            .filter(|code| !code.is_empty())
            .collect();
        let ends = steps.iter().any(|code| code == "fin");
        if steps.is_empty() || (ends && steps.len() > 1) {
            let said = if ends {
                format!("« {line} » mène à la fin et ailleurs à la fois.")
            } else {
                format!("La décision « {line} » ne mène nulle part.")
            };
            self.error("decisions", "decision", said, FORM);
            return None;
        }
        Some(Decision {
            label: label.to_owned(),
            when,
            next: if ends { Next::End } else { Next::Steps(steps) },
        })
    }

    /// A leading `[condition]` and what follows it; `None` when it cannot be read, which was said.
    fn bracketed<'t>(
        &mut self,
        column: &'static str,
        text: &'t str,
    ) -> Option<(Option<Expr>, &'t str)> {
        let text = text.trim();
        let Some(inside) = text.strip_prefix('[') else {
            return Some((None, text));
        };
        let Some(end) = closing(inside) else {
            self.error(
                column,
                "bracket",
                format!("Le crochet de « {text} » n'est pas fermé."),
                "Fermez la condition par « ] ».",
            );
            return None;
        };
        let (condition, rest) = inside.split_at(end);
        let expr = self.expr(column, condition.trim())?;
        Some((Some(expr), rest.get(1..).unwrap_or_default().trim()))
    }

    pub(crate) fn overdue(&mut self) -> Vec<Overdue> {
        const FORM: &str = "Écrivez « 2 jours -> directeur ».";
        let lines: Vec<&str> = self.row.lines("retard").collect();
        let mut tiers = Vec::new();
        for line in lines {
            match line
                .split_once("->")
                .map(|(delay, role)| (delay.trim(), role.trim()))
            {
                Some((_, "")) | None => {
                    let said = format!("Le palier « {line} » ne dit pas qui est prévenu.");
                    self.error("retard", "overdue", said, FORM);
                }
                Some((delay, role)) => match Delay::parse(delay) {
                    Some(after) => tiers.push(Overdue {
                        after,
                        role: role.to_owned(),
                    }),
                    None => self.no_delay("retard", delay),
                },
            }
        }
        tiers
    }

    pub(super) fn visa(&mut self) -> Option<Visa> {
        let text = self.row.cell("visa");
        if text.is_empty() {
            return None;
        }
        let words: Vec<&str> = text.split_whitespace().collect();
        let (roles, all) = match words.as_slice() {
            [one] if super::is_code(one) => (vec![*one], false),
            [one, "ou", two] => (vec![*one, *two], false),
            [one, "+" | "et", two] => (vec![*one, *two], true),
            _ => {
                self.error(
                    "visa",
                    "visa",
                    format!("« {text} » ne dit pas qui donne le visa."),
                    "Écrivez « directeur », « directeur ou superviseur », ou « directeur + superviseur ».",
                );
                return None;
            }
        };
        let roles = roles.into_iter().map(str::to_owned).collect();
        Some(Visa { roles, all })
    }

    pub(crate) fn documents(&mut self) -> Vec<Document> {
        let lines: Vec<&str> = self.row.lines("produire").collect();
        let mut documents = Vec::new();
        for line in lines {
            let parts = line
                .split_once(':')
                .map(|(code, label)| (code.trim(), label.trim()));
            match parts {
                Some((code, label)) if super::is_code(code) && !label.is_empty() => {
                    documents.push(Document {
                        code: code.to_owned(),
                        label: label.to_owned(),
                    });
                }
                _ => self.error(
                    "produire",
                    "document",
                    format!("« {line} » ne nomme pas un document."),
                    "Écrivez « code : libellé », le code en minuscules : « decharge : Décharge signée ».",
                ),
            }
        }
        documents
    }

    /// Codes separated by commas.
    pub(super) fn codes(&mut self, column: &'static str) -> Vec<String> {
        let codes: Vec<&str> = self
            .row
            .cell(column)
            .split([',', '\n'])
            .map(str::trim)
            .collect();
        let codes = codes.into_iter().filter(|code| !code.is_empty());
        codes.map(str::to_owned).collect()
    }

    /// Words separated by commas, each one of a few.
    pub(super) fn words<T: Copy>(
        &mut self,
        column: &'static str,
        known: &[(&'static str, T)],
    ) -> Vec<T> {
        let mut found = Vec::new();
        for code in self.codes(column) {
            match known.iter().find(|(word, _)| *word == code) {
                Some((_, value)) => found.push(*value),
                None => {
                    let words: Vec<&str> = known.iter().map(|(word, _)| *word).collect();
                    let write = match nearest(&code, words.iter().copied()) {
                        Some(near) => format!("Écrivez « {near} »."),
                        None => format!("Écrivez : {}.", words.join(", ")),
                    };
                    self.error(
                        column,
                        "word-unknown",
                        format!("« {code} » n'est pas connu ici."),
                        write,
                    );
                }
            }
        }
        found
    }
}

/// Where the bracket that is open ends, quoted texts and inner brackets passed over.
fn closing(text: &str) -> Option<usize> {
    let (mut depth, mut quote) = (0_u32, None);
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), c) if open == c => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(c),
            (None, '[') => depth += 1,
            (None, ']') if depth == 0 => return Some(at),
            (None, ']') => depth -= 1,
            (None, _) => {}
        }
    }
    None
}
