//! What an import says: each row to mend, with the file, the row, the column and what to write instead; who the rows that
//! are much like someone may be; and what came in.
//!
//! Never: prints what a cell holds. Reports are mailed and printed.

use super::voice::Voice;
use super::words::Lang;
use akwaba_domain::registry::import::record::Counts;
use akwaba_journal::id::EntityId;
use akwaba_store::local::import::line::{self, LineState};
use akwaba_store::{Store, StoreError, Tx};
use akwaba_web::i18n;
use akwaba_web::import::{Found, ImportError, Plan, Said};
use serde_json::{Value, json};
use std::path::Path;

/// Rows read at a time.
const PAGE_ROWS: u32 = 1_000;
/// Rows to mend, and rows to decide about, that one line of JSON holds; the counts say how many there are in all.
const JSON_ROWS_MAX: usize = 1_000;

/// A checked file.
pub struct Report {
    /// Its import.
    pub id: EntityId,
    /// What is known of it.
    pub plan: Plan,
    /// Rows that are likely of someone and that nobody has decided about.
    pub undecided: u64,
    file: String,
    counts: Vec<(LineState, u64)>,
    listed: std::cell::RefCell<Vec<Value>>,
}

impl Report {
    /// The report of an import that was checked.
    ///
    /// # Errors
    /// Those of the store.
    pub fn of_job(
        tx: &mut dyn Tx,
        id: EntityId,
        file: &Path,
        plan: Plan,
    ) -> Result<Self, ImportError> {
        Ok(Self {
            id,
            plan,
            undecided: line::undecided(tx, id)?,
            file: name(file),
            counts: line::counts(tx, id)?,
            listed: std::cell::RefCell::default(),
        })
    }

    /// How many rows are in a state.
    pub fn of(&self, state: LineState) -> u64 {
        let found = self.counts.iter().find(|(known, _)| *known == state);
        found.map_or(0, |(_, count)| *count)
    }

    /// Says every row to mend, then every row to decide about, one a line.
    ///
    /// # Errors
    /// Those of the store.
    pub fn faults(&self, voice: Voice, store: &Store) -> Result<(), StoreError> {
        // Of the rows that may be someone's, only those are said that were not compared with everybody.
        let unsure = (self.plan.cut > 0).then_some(LineState::Possible);
        let told = [LineState::Wrong, LineState::Probable].into_iter();
        for state in told.chain(unsure) {
            let mut after = 0;
            loop {
                let page = store.read(|tx| line::in_state(tx, self.id, state, after, PAGE_ROWS))?;
                let Some(last) = page.last() else { break };
                after = last.number;
                for line in page.iter().filter(|line| line.choice.is_none()) {
                    let found = Found::unpack(line.found.as_deref())?;
                    for said in &found.remarks() {
                        self.fault(voice, line.number, said);
                    }
                    if state == LineState::Probable {
                        self.alike(voice, line.number, &found);
                    }
                }
            }
        }
        Ok(())
    }

    fn fault(&self, voice: Voice, row: i64, said: &Said) {
        let instead = sentence(voice, said);
        let column = self.plan.column(said);
        if !voice.json {
            let place = match (column.is_empty(), voice.lang) {
                (true, Lang::Fr) => format!("ligne {row}"),
                (true, Lang::En) => format!("row {row}"),
                (false, Lang::Fr) => format!("ligne {row}, colonne {column}"),
                (false, Lang::En) => format!("row {row}, column {column}"),
            };
            voice.line(&format!("{}, {place} : {instead}", self.file));
        }
        self.list(&json!({ "file": self.file, "row": row, "column": column, "code": said.code, "instead": instead }));
    }

    /// A row that is much like someone: the row of the file or the record, never the name.
    fn alike(&self, voice: Voice, row: i64, found: &Found) {
        let Some(alike) = found.alike else { return };
        let why = i18n::text(
            voice.web(),
            &format!("import-sign-{}", alike.sign.code()),
            &[],
        );
        if !voice.json {
            let other = match (alike.row, voice.lang) {
                (Some(other), Lang::Fr) => format!("la ligne {other}"),
                (Some(other), Lang::En) => format!("row {other}"),
                (None, Lang::Fr) => format!("la fiche {}", alike.person),
                (None, Lang::En) => format!("the record {}", alike.person),
            };
            voice.line(&match voice.lang {
                Lang::Fr => format!(
                    "{}, ligne {row} : est-ce la même personne que {other} ? ({why})",
                    self.file
                ),
                Lang::En => format!(
                    "{}, row {row}: is it the same person as {other}? ({why})",
                    self.file
                ),
            });
        }
        self.list(&json!({
            "file": self.file, "row": row, "like_row": alike.row,
            "like_record": alike.row.is_none().then(|| alike.person.to_string()),
            "why": alike.sign.code(),
        }));
    }

    fn list(&self, value: &Value) {
        let mut listed = self.listed.borrow_mut();
        if listed.len() < JSON_ROWS_MAX {
            listed.push(value.clone());
        }
    }

    /// Says what the check found, when nothing is written.
    pub fn say(&self, voice: Voice, dry: bool) {
        let new =
            self.of(LineState::New) + self.of(LineState::Possible) + self.of(LineState::Probable);
        let wrong = self.of(LineState::Wrong);
        let mut lines = vec![match voice.lang {
            Lang::Fr => format!(
                "{} : {} lignes ; {new} à inscrire, {} déjà importées, {} répétées, {wrong} à corriger, {} à décider.",
                self.file,
                self.plan.rows,
                self.of(LineState::Known),
                self.of(LineState::Repeated),
                self.undecided
            ),
            Lang::En => format!(
                "{}: {} rows; {new} to register, {} already imported, {} repeated, {wrong} to mend, {} to decide about.",
                self.file,
                self.plan.rows,
                self.of(LineState::Known),
                self.of(LineState::Repeated),
                self.undecided
            ),
        }];
        lines.extend(reach(voice, (self.plan.near, self.plan.cut)));
        lines.push(
            voice
                .pick("Rien n'a été enregistré.", "Nothing was written.")
                .to_owned(),
        );
        if wrong > 0 {
            lines.push(
                voice
                    .pick(
                        "Corrigez le fichier, puis recommencez.",
                        "Mend the file, then begin again.",
                    )
                    .to_owned(),
            );
        } else if self.undecided > 0 && dry {
            lines.push(voice.pick(
                "Décidez avec --alike same (la même personne) ou --alike anyway (inscrire quand même).",
                "Decide with --alike same (the same person) or --alike anyway (register all the same).",
            ).to_owned());
        } else if self.undecided > 0 {
            lines.push(voice.pick(
                "Décidez ligne par ligne à la page « Importer » du même compte, ou recommencez avec --alike same (la même personne) ou --alike anyway (inscrire quand même).",
                "Decide row by row at the page Import of the same account, or begin again with --alike same (the same person) or --alike anyway (register all the same).",
            ).to_owned());
        }
        voice.say(
            &lines.join("\n"),
            &json!({
                "file": self.file, "written": false, "dry_run": dry, "rows": self.plan.rows,
                "new": new, "known": self.of(LineState::Known), "repeated": self.of(LineState::Repeated),
                "possible": self.of(LineState::Possible), "near": self.plan.near, "cut": self.plan.cut, "wrong": wrong, "undecided": self.undecided,
                "report": *self.listed.borrow(),
            }),
        );
    }

    /// Says what came in.
    pub fn done(&self, voice: Voice, counts: Counts) {
        let sentence = match voice.lang {
            Lang::Fr => format!(
                "{} : {} personnes inscrites, {} ménages ouverts ou complétés, en une fois. {} lignes déjà importées, {} répétées, {} reconnues.",
                self.file,
                counts.people,
                counts.households,
                counts.known,
                counts.repeated,
                counts.same
            ),
            Lang::En => format!(
                "{}: {} persons registered, {} households opened or completed, at once. {} rows already imported, {} repeated, {} recognised.",
                self.file,
                counts.people,
                counts.households,
                counts.known,
                counts.repeated,
                counts.same
            ),
        };
        let lines: Vec<String> = core::iter::once(sentence)
            .chain(reach(voice, (counts.near, counts.cut)))
            .collect();
        voice.say(
            &lines.join("\n"),
            &json!({
                "file": self.file, "written": true, "import": self.id.to_string(),
                "rows": counts.rows, "people": counts.people, "households": counts.households,
                "known": counts.known, "repeated": counts.repeated, "same": counts.same, "anyway": counts.anyway,
                "near": counts.near, "cut": counts.cut,
            }),
        );
    }
}

/// How far people of frequent names were looked for, where it was not to the end.
fn reach(voice: Voice, (near, cut): (u64, u64)) -> Vec<String> {
    let near = (near > 0).then(|| match voice.lang {
        Lang::Fr => format!(
            "{near} lignes portent un nom très répandu : sous ce nom, elles n'ont été comparées qu'aux personnes du même lieu ou d'années voisines."
        ),
        Lang::En => format!(
            "{near} rows bear a very frequent name: under it they were compared only with people of the same place or of nearer years."
        ),
    });
    let cut = (cut > 0).then(|| match voice.lang {
        Lang::Fr => format!(
            "{cut} lignes n'ont pas pu être comparées à toutes les personnes du même nom : cherchez ces personnes à la main."
        ),
        Lang::En => format!(
            "{cut} rows could not be compared with all the people of the same name: look for these people by hand."
        ),
    });
    near.into_iter().chain(cut).collect()
}

/// Says that the same file was imported before.
pub fn known(voice: Voice, file: &Path, id: EntityId, rows: u64) {
    let file = name(file);
    let sentence = match voice.lang {
        Lang::Fr => {
            format!("{file} : ce fichier est déjà importé ({rows} lignes). Rien n'a été ajouté.")
        }
        Lang::En => {
            format!("{file}: this file is already imported ({rows} rows). Nothing was added.")
        }
    };
    voice.say(
        &sentence,
        &json!({ "file": file, "written": false, "already": true, "import": id.to_string(), "rows": rows }),
    );
}

/// Why a file is refused: where, and what to do.
pub fn explain(voice: Voice, file: &Path, error: ImportError) -> anyhow::Error {
    let file = name(file);
    let lang = voice.web();
    let lines: Vec<String> = match &error {
        ImportError::Table(error) => vec![table(voice, error)],
        ImportError::Header(errors) => errors.iter().map(|error| table(voice, error)).collect(),
        ImportError::Refused(refusals) => {
            let all = refusals.as_slice().iter();
            all.map(|refusal| {
                let said = i18n::refusal(lang, refusal);
                match refusal.field.as_deref() {
                    Some(field) if !field.starts_with("column-") => format!("--{field} : {said}"),
                    Some(field) => format!("{} : {said}", place_of(voice, field)),
                    None => said,
                }
            })
            .collect()
        }
        _ => return anyhow::Error::from(error).context(file),
    };
    let lines: Vec<String> = lines
        .iter()
        .map(|line| format!("{file} : {line}"))
        .collect();
    anyhow::anyhow!(
        "{}\n{}",
        lines.join("\n"),
        voice.pick("Rien n'a changé.", "Nothing has changed.")
    )
}

/// `column-2` as a spreadsheet calls it: column C.
fn place_of(voice: Voice, field: &str) -> String {
    let number = field.strip_prefix("column-").and_then(|n| n.parse().ok());
    let letters = akwaba_tables::error::letters(number.map_or(1, |n: u32| n.saturating_add(1)));
    format!("{} {letters}", voice.pick("colonne", "column"))
}

fn table(voice: Voice, error: &akwaba_tables::TableError) -> String {
    let said = sentence(voice, &Said::table(error));
    let row = error.row.map(|row| match voice.lang {
        Lang::Fr => format!("ligne {row}"),
        Lang::En => format!("row {row}"),
    });
    let column = error.column.map(|column| {
        let letters = akwaba_tables::error::letters(column);
        format!("{} {letters}", voice.pick("colonne", "column"))
    });
    let place: Vec<String> = row.into_iter().chain(column).collect();
    if place.is_empty() {
        said
    } else {
        format!("{} : {said}", place.join(", "))
    }
}

fn sentence(voice: Voice, said: &Said) -> String {
    let args = said.args.iter();
    let args = args.map(|(name, value)| (name.as_str(), value.as_str()));
    i18n::sentence(voice.web(), &said.code, args)
}

fn name(file: &Path) -> String {
    file.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}
