//! `akwaba search WORDS`: the same search as the page's, for those who may search.

use super::voice::Voice;
use super::{centre, data_option, passphrase};
use akwaba_domain::policy::{Target, act, allow};
use akwaba_domain::registry::line::PersonLine;
use akwaba_domain::scope;
use akwaba_matching::birth::Day;
use akwaba_matching::query::Query;
use akwaba_store::projections::registry::search;
use anyhow::{Context, Result};
use clap::{Arg, ArgAction, ArgMatches, Command};
use serde_json::json;

/// Most people given.
const HITS_MAX: usize = 20;

/// The command.
pub fn make(command: Command, voice: Voice) -> Command {
    passphrase::options(data_option(command, voice), voice)
        .about(voice.pick(
            "Cherche des personnes par nom, âge, téléphone, numéro ou lieu",
            "Searches for persons by name, age, phone, number or place",
        ))
        .arg(
            Arg::new("words")
                .required(true)
                .num_args(1..)
                .action(ArgAction::Append)
                .value_name("WORDS")
                .help(voice.pick(
                    "Ce que l'on sait, dans n'importe quel ordre",
                    "What is known, in any order",
                )),
        )
}

/// Runs it.
///
/// # Errors
/// When the account may not, or the store fails.
pub fn run(args: &ArgMatches, voice: Voice) -> Result<()> {
    let opened = centre::open_beside(args, voice)?;
    allow::<act::PersonSearch, _>(&opened.actor, &Target::of(opened.centre), ())?;
    let words: Vec<&str> = args
        .get_many::<String>("words")
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    let today = akwaba_domain::ctx::day_of(crate::world::now());
    let day = Day::from_ymd(
        today.year().into(),
        today.month().try_into()?,
        today.day().try_into()?,
    );
    let query = Query::parse(&words.join(" "), day.context("today")?);
    let found = opened
        .store
        .read(|tx| search::people(tx, scope::registry(opened.centre), &query, HITS_MAX))?;
    let lines: Vec<String> = found
        .iter()
        .map(|(id, line, _)| format!("{}  {}", said(line), id))
        .collect();
    let sentence = if lines.is_empty() {
        voice
            .pick("Personne ne correspond.", "Nobody matches.")
            .to_owned()
    } else {
        lines.join("\n")
    };
    let people: Vec<_> = found
        .iter()
        .map(|(id, line, _)| json!({ "id": id.to_string(), "name": line.name.as_str() }))
        .collect();
    voice.say(&sentence, &json!({ "people": people }));
    Ok(())
}

fn said(line: &PersonLine) -> String {
    let place = line
        .place
        .as_ref()
        .and_then(|place| place.locality.as_ref());
    let place = place.map_or("", |place| place.as_str());
    let born = line.birth.as_ref().and_then(|birth| birth.known().2);
    let born = born.map_or_else(String::new, |year| year.to_string());
    format!("{:<40} {born:<5} {place:<20}", line.name.as_str())
}
