//! `akwaba init`: founds a centre in an empty folder.

use super::voice::Voice;
use super::{data, data_option};
use crate::installation::{self, Plan};
use crate::keys::Strength;
use akwaba_domain::centre::account::LoginName;
use akwaba_domain::centre::founding::FoundingForm;
use akwaba_domain::centre::settings::SettingsForm;
use akwaba_domain::refusal::Refusals;
use anyhow::{Result, bail};
use clap::{Arg, ArgMatches, Command};
use serde_json::json;

/// The command.
pub fn make(command: Command, voice: Voice) -> Command {
    let text = |name: &'static str, fr: &'static str, en: &'static str| {
        Arg::new(name)
            .long(name)
            .required(true)
            .value_name("TEXT")
            .help(voice.pick(fr, en))
    };
    let may = |name: &'static str, fr: &'static str, en: &'static str| {
        Arg::new(name)
            .long(name)
            .default_value("")
            .hide_default_value(true)
            .value_name("TEXT")
            .help(voice.pick(fr, en))
    };
    data_option(command, voice)
        .about(voice.pick(
            "Ouvre un centre dans un dossier vide",
            "Founds a centre in an empty folder",
        ))
        .arg(text("name", "Nom du centre", "Name of the centre"))
        .arg(text(
            "code",
            "Sigle, qui entre dans les numéros de registre",
            "Code, part of register numbers",
        ))
        .arg(
            Arg::new("kind")
                .long("kind")
                .value_parser(["cs", "cse", "municipal"])
                .default_value("cs")
                .help(voice.pick("Type de centre", "Kind of centre")),
        )
        .arg(may(
            "ministry",
            "Ministère, tel que les papiers l'écrivent",
            "Ministry, as the papers write it",
        ))
        .arg(may("direction", "Direction", "Direction"))
        .arg(may(
            "unit",
            "Code de la sous-préfecture",
            "Code of the sub-prefecture",
        ))
        .arg(may("address", "Adresse", "Address"))
        .arg(may("phone", "Téléphone du centre", "Phone of the centre"))
        .arg(text(
            "director",
            "Identifiant de la direction",
            "Login of the director",
        ))
        .arg(text(
            "director-name",
            "Nom de la directrice ou du directeur",
            "Name of the director",
        ))
        .arg(text(
            "admin",
            "Identifiant de l'administration technique",
            "Login of the technical administrator",
        ))
        .arg(text(
            "admin-name",
            "Nom de la personne qui administre",
            "Name of the technical administrator",
        ))
}

/// Runs it.
///
/// # Errors
/// When the folder already holds a centre, a field is wrong, or the disk fails.
pub fn run(args: &ArgMatches, voice: Voice) -> Result<()> {
    let folder = data(args, voice)?;
    if folder.is_set_up() {
        bail!(
            "{}",
            voice.pick(
                "Ce dossier contient déjà un centre. Choisissez un dossier vide.",
                "This folder already holds a centre. Choose an empty one."
            )
        );
    }
    let get = |name: &str| args.get_one::<String>(name).cloned().unwrap_or_default();
    let form = FoundingForm {
        settings: SettingsForm {
            name: get("name"),
            code: get("code"),
            kind: get("kind"),
            ministry: get("ministry"),
            direction: get("direction"),
            unit: get("unit"),
            address: get("address"),
            phone: get("phone"),
        },
        director: get("director"),
        director_name: get("director-name"),
        admin: get("admin"),
        admin_name: get("admin-name"),
    };
    let (settings, accounts) = form.parse().map_err(|refusals| said(&refusals, voice))?;
    folder.make()?;
    let _claim = folder.claim()?;
    let plan = Plan {
        settings: &settings,
        accounts: &accounts,
        strength: Strength::CENTRE,
        passphrases: &[],
    };
    let founded = installation::found(&folder, &plan)?;
    let pairs: Vec<(&LoginName, &str)> = accounts
        .iter()
        .map(|account| &account.login)
        .zip(founded.passphrases.iter().map(|p| p.as_str()))
        .collect();
    let lines: Vec<String> = pairs
        .iter()
        .map(|(login, passphrase)| format!("  {:<16} {passphrase}", login.as_str()))
        .collect();
    let sentence = format!(
        "{}\n{}\n{}",
        voice.pick("Le centre est ouvert. Remettez à chacun sa phrase secrète ; elle ne sera plus montrée.", "The centre is founded. Hand each their passphrase; it will not be shown again."),
        lines.join("\n"),
        voice.pick("Ensuite : akwaba serve --data DOSSIER", "Then: akwaba serve --data FOLDER"),
    );
    let accounts: Vec<_> = pairs
        .iter()
        .map(|(login, passphrase)| json!({ "login": login.as_str(), "passphrase": passphrase }))
        .collect();
    voice.say(
        &sentence,
        &json!({ "centre": founded.centre.to_string(), "accounts": accounts }),
    );
    Ok(())
}

/// The refusals in words, one a line, each with the option it concerns.
fn said(refusals: &Refusals, voice: Voice) -> anyhow::Error {
    let lang = match voice.lang {
        super::words::Lang::Fr => akwaba_web::i18n::Lang::Fr,
        super::words::Lang::En => akwaba_web::i18n::Lang::En,
    };
    let lines: Vec<String> = refusals
        .as_slice()
        .iter()
        .map(|refusal| {
            let sentence = akwaba_web::i18n::refusal(lang, refusal);
            refusal
                .field
                .as_ref()
                .map_or(sentence.clone(), |field| format!("--{field} : {sentence}"))
        })
        .collect();
    anyhow::anyhow!(lines.join("\n"))
}
