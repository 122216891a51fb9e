//! `akwaba rebuild`: makes every table again from the journal, and says whether anything differed.

use super::voice::Voice;
use super::{centre, data_option, passphrase};
use akwaba_domain::policy::{Target, act, allow};
use akwaba_store::rebuild;
use anyhow::Result;
use clap::{ArgMatches, Command};
use serde_json::json;

/// The command.
pub fn make(command: Command, voice: Voice) -> Command {
    passphrase::options(data_option(command, voice), voice).about(voice.pick(
        "Refait toutes les vues à partir du journal",
        "Makes every view again from the journal",
    ))
}

/// Runs it.
///
/// # Errors
/// When the account may not, or the store fails; the tables then are as before.
pub fn run(args: &ArgMatches, voice: Voice) -> Result<()> {
    let opened = centre::open(args, voice)?;
    allow::<act::JournalVerify, _>(&opened.actor, &Target::of(opened.centre), ())?;
    let before = opened.store.read(rebuild::state_hash)?;
    let mut progress = voice.progress(voice.pick("Vues refaites", "Views made"), 1);
    opened
        .store
        .rebuild(&mut |step| progress.at(step.done, step.total))?;
    progress.end();
    let same = opened.store.read(rebuild::state_hash)? == before;
    let sentence = if same {
        voice.pick(
            "Toutes les vues sont refaites ; rien ne différait.",
            "All views are made again; nothing differed.",
        )
    } else {
        voice.pick(
            "Toutes les vues sont refaites ; elles différaient du journal et sont maintenant justes.",
            "All views are made again; they differed from the journal and are now right.",
        )
    };
    voice.say(sentence, &json!({ "same": same }));
    Ok(())
}
