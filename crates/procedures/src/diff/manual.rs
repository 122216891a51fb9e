//! Two whole manuals: procedures that came and went, roles, public holidays, words.

use super::{Change, Changes, matched, procedures, status};
use crate::check::Library;
use crate::workbook::{Manual, Procedure};

/// What changed from one manual to another: the whole first, then each procedure under its code.
#[must_use]
pub fn manuals(before: &Library, after: &Library) -> Vec<(String, Vec<Change>)> {
    let mut whole = Changes::default();
    if let (Some(old), Some(new)) = (&before.manual, &after.manual) {
        whole.manual(old, new);
    }
    let pairs = matched(&before.procedures, &after.procedures, |procedure| {
        &procedure.code
    });
    for old in pairs.gone {
        let said = format!("La procédure {} « {} » est enlevée.", old.code, old.title);
        whole.add("procedure-removed", &old.code, said);
    }
    for new in pairs.new {
        let said = format!("La procédure {} « {} » est ajoutée.", new.code, new.title);
        whole.add("procedure-added", &new.code, said);
    }
    let mut all = vec![(String::new(), whole.list)];
    for (old, new) in pairs.both {
        all.push((heading(old, new), procedures(old, new)));
    }
    all.retain(|(_, changes)| !changes.is_empty());
    all
}

/// `P07 Référencement, version 1 → 2`.
#[must_use]
pub fn heading(old: &Procedure, new: &Procedure) -> String {
    let versions = if old.version == new.version {
        format!("version {}, sans nouveau numéro", new.version)
    } else {
        format!("version {} → {}", old.version, new.version)
    };
    format!("{} {}, {versions}", new.code, new.title)
}

impl Changes {
    fn manual(&mut self, old: &Manual, new: &Manual) {
        self.whole("Le titre", &old.title, &new.title);
        self.whole("Le statut", status(old.status), status(new.status));
        self.whole("La préface", &old.preface.join(" "), &new.preface.join(" "));
        self.whole(
            "La liste des ministères",
            &old.ministries.join(" ; "),
            &new.ministries.join(" ; "),
        );
        let roles = matched(&old.roles, &new.roles, |role| &role.code);
        for role in roles.gone {
            self.add(
                "role-removed",
                &role.code,
                format!("Le rôle « {} » est enlevé.", role.label),
            );
        }
        for role in roles.new {
            self.add(
                "role-added",
                &role.code,
                format!("Le rôle « {} » est ajouté.", role.label),
            );
        }
        for (from, to) in roles.both {
            if from != to {
                let said = if from.function == to.function {
                    format!("Le rôle « {} » est décrit autrement.", to.label)
                } else {
                    format!("Le rôle « {} » est tenu par une autre fonction.", to.label)
                };
                self.add("role", &to.code, said);
            }
        }
        let days = matched(&old.holidays.days, &new.holidays.days, |day| day.date);
        for day in days.gone {
            self.add(
                "holiday-removed",
                "",
                format!("Le {} n'est plus férié ({}).", day.date, day.label),
            );
        }
        for day in days.new {
            self.add(
                "holiday-added",
                "",
                format!("Le {} devient férié ({}).", day.date, day.label),
            );
        }
        let terms = matched(&old.glossary, &new.glossary, |term| &term.term);
        for term in terms.gone {
            self.add(
                "term",
                "",
                format!("Le mot « {} » n'est plus expliqué.", term.term),
            );
        }
        for term in terms.new {
            self.add(
                "term",
                "",
                format!("Le mot « {} » est expliqué.", term.term),
            );
        }
        for (from, to) in terms.both {
            if from != to {
                self.add(
                    "term",
                    "",
                    format!("Le mot « {} » est expliqué autrement.", to.term),
                );
            }
        }
    }
}
