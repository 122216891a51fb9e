//! `akwaba demo`: a fictitious centre with a year of generated life, ready to be walked through.

use super::data_option;
use super::serve::{Living, Serving, stopped};
use super::voice::Voice;
use crate::demo::{CENTRES, DemoCentre, STAFF, enters, give_keys, live};
use crate::folder::Folder;
use crate::installation::{self, Installation, Plan};
use crate::keys::Strength;
use crate::serve::{Front, listen, runtime};
use crate::world;
use akwaba_domain::centre::account::{LoginName, NewAccount, StaffName};
use akwaba_web::vault::IDLE_SECONDS_MAX;
use anyhow::{Context, Result};
use clap::{Arg, ArgMatches, Command};
use serde_json::json;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;

/// The command.
pub fn make(command: Command, voice: Voice) -> Command {
    data_option(command, voice)
        .about(voice.pick(
            "Montre un centre fictif et un an de sa vie",
            "Shows a fictitious centre and a year of its life",
        ))
        .arg(
            Arg::new("centre")
                .long("centre")
                .value_parser(CENTRES.map(|centre| centre.name))
                .default_value(CENTRES.first().map_or("", |centre| centre.name))
                .help(voice.pick("Quel centre fictif", "Which fictitious centre")),
        )
        .arg(
            Arg::new("seed")
                .long("seed")
                .value_parser(clap::value_parser!(u64))
                .default_value("1")
                .help(voice.pick(
                    "Graine : la même donne les mêmes personnes",
                    "Seed: the same one gives the same people",
                )),
        )
        .arg(
            Arg::new("port")
                .long("port")
                .value_parser(clap::value_parser!(u16))
                .default_value("7878")
                .help(voice.pick("Port ; 0 prend un port libre", "Port; 0 takes a free one")),
        )
}

/// Runs it until it is told to stop.
///
/// # Errors
/// Those of the disk and of the network.
pub fn run(args: &ArgMatches, voice: Voice) -> Result<()> {
    let name = args.get_one::<String>("centre").map_or("", String::as_str);
    let centre = CENTRES
        .iter()
        .find(|centre| centre.name == name)
        .context("centre")?;
    let seed = args.get_one::<u64>("seed").copied().unwrap_or(1);
    let port = args.get_one::<u16>("port").copied().unwrap_or(0);
    let given = args.get_one::<PathBuf>("data");
    let folder = Folder::at(&given.cloned().unwrap_or_else(|| {
        std::env::temp_dir().join(format!("akwaba-demo-{}", std::process::id()))
    }));
    folder.make()?;
    let _claim = folder.claim().with_context(|| {
        voice.pick(
            "Un autre programme d'Akwaba utilise déjà ce dossier",
            "Another program of Akwaba is using this folder",
        )
    })?;
    // The first page is there at once; the year is lived meanwhile, and signing in waits for its end.
    let living = if folder.is_set_up() {
        None
    } else {
        Some(begin(&folder, centre, seed, voice)?)
    };
    let installation = Installation::load(&folder)?;
    let serving = Serving {
        folder: folder.clone(),
        names: Vec::new(),
        idle_seconds: IDLE_SECONDS_MAX,
        waits_for: living,
    };
    let served = runtime()?.block_on(async {
        let listening = listen(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await?;
        let address = listening.address;
        let host = serving.host(&installation, address.port())?;
        announce(voice, centre, address);
        let front = Front::Centre(Arc::new(host));
        listening.serve(Arc::new(front), stopped()).await
    });
    if given.is_none() {
        // The demonstration leaves nothing behind; what cannot be removed the system clears one day.
        let _ = std::fs::remove_dir_all(folder.path());
    }
    served
}

/// Founds the centre, and lives its year in a thread of its own.
fn begin(folder: &Folder, centre: &'static DemoCentre, seed: u64, voice: Voice) -> Result<Living> {
    let settings = centre.settings();
    let accounts = STAFF.map(|(login, name, role, _)| NewAccount {
        login: LoginName::new(login),
        name: StaffName::new(name),
        roles: vec![role],
    });
    let passphrases = STAFF.map(|(.., passphrase)| passphrase);
    let plan = Plan {
        settings: &settings,
        accounts: &accounts,
        strength: Strength::DEMONSTRATION,
        passphrases: &passphrases,
    };
    let founded = installation::found(folder, &plan)?;
    give_keys(&founded, folder, seed, world::now())?;
    let folder = folder.clone();
    Ok(std::thread::spawn(move || {
        let mut progress = voice.progress(
            voice.pick("Un an de vie fictive", "A year of fictitious life"),
            1,
        );
        let centre_of = (&founded, &folder);
        let lived = live(centre_of, centre, seed, world::now(), &mut |done, total| {
            progress.at(done, total)
        });
        progress.end();
        match &lived {
            Ok(receipt) => announce_receipt(voice, receipt),
            Err(error) => voice.fail(error),
        }
        lived.is_ok()
    }))
}

fn announce(voice: Voice, centre: &DemoCentre, address: SocketAddr) {
    let url = format!("http://localhost:{}", address.port());
    let lines: Vec<String> = STAFF
        .iter()
        .map(|(login, name, role, passphrase)| {
            let mark = if enters(*role) { "*" } else { " " };
            format!("  {login:<12}{passphrase:<30}{mark} {name}")
        })
        .collect();
    let protected = format!("{url}/espace");
    let sentence = format!(
        "{} : {url}\n{}\n{}\n{} {protected}\n{}",
        centre.settings().name,
        voice.pick(
            "Tout y est inventé. Comptes et phrases secrètes :",
            "Everything in it is invented. Accounts and passphrases:"
        ),
        lines.join("\n"),
        voice.pick(
            "* ouvre aussi l'espace protégé des dossiers scellés, avec la même phrase secrète redonnée :",
            "* also opens the protected space of sealed files, with the same passphrase given again:",
        ),
        voice.pick("Ctrl+C pour arrêter.", "Ctrl+C to stop."),
    );
    let accounts: Vec<_> = STAFF
        .iter()
        .map(|(login, _, role, passphrase)| json!({ "login": login, "role": role.code(), "passphrase": passphrase, "protected": enters(*role) }))
        .collect();
    let facts = json!({ "address": url, "protected": protected, "accounts": accounts });
    voice.say(&sentence, &facts);
}

/// Said once the year is lived: with the receipt, anybody reads what the centre answered to a complaint.
fn announce_receipt(voice: Voice, receipt: &str) {
    let sentence = voice.pick(
        "Reçu d'une réclamation fictive, dont la réponse se lit sur /reclamation/reponse :",
        "Receipt of a fictitious complaint, whose answer is read at /reclamation/reponse:",
    );
    voice.say(
        &format!("{sentence} {receipt}"),
        &json!({ "receipt": receipt }),
    );
}
