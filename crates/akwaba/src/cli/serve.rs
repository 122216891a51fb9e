//! `akwaba serve`: the centre, for the browsers of this machine.

use super::centre::claim;
use super::voice::Voice;
use super::{data, data_option};
use crate::folder::Folder;
use crate::installation::{self, Installation};
use crate::serve::{Centre, Front, Host, Opening, listen, runtime};
use crate::wiped;
use akwaba_store::StoreError;
use akwaba_web::vault::IDLE_SECONDS_MAX;
use akwaba_web::{Heading, Site};
use anyhow::{Context, Result, bail};
use clap::{Arg, ArgAction, ArgMatches, Command};
use serde_json::json;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

/// The command.
pub fn make(command: Command, voice: Voice) -> Command {
    data_option(command, voice)
        .about(voice.pick("Sert le centre aux navigateurs de ce poste", "Serves the centre to the browsers of this machine"))
        .arg(
            Arg::new("address")
                .long("address")
                .default_value("127.0.0.1:7878")
                .value_parser(clap::value_parser!(SocketAddr))
                .help(voice.pick("Adresse et port", "Address and port")),
        )
        .arg(Arg::new("host").long("host").value_name("NAME").action(ArgAction::Append).help(voice.pick(
            "Nom sous lequel un relais HTTPS présente le centre ; répétable",
            "Name under which an HTTPS proxy shows the centre; repeatable",
        )))
        .arg(Arg::new("disk-is-encrypted").long("disk-is-encrypted").action(ArgAction::SetTrue).help(voice.pick(
            "Le disque lui-même est chiffré : accepter une base que ce programme ne chiffre pas",
            "The disk itself is encrypted: accept a database that this build does not encrypt",
        )))
        .arg(
            Arg::new("protected-idle")
                .long("protected-idle")
                .value_name("SECONDS")
                .value_parser(clap::value_parser!(u32).range(1..=i64::from(IDLE_SECONDS_MAX)))
                .help(voice.pick(
                    "L'espace protégé laissé seul se ferme après tant de secondes : 120 au plus",
                    "The protected space left alone closes after so many seconds: 120 at most",
                )),
        )
}

/// Runs it until it is told to stop. In an empty folder it first waits for the centre to be founded.
///
/// # Errors
/// When another program uses the folder, or the address is taken.
pub fn run(args: &ArgMatches, voice: Voice) -> Result<()> {
    wiped::free_overwrites();
    let folder = data(args, voice)?;
    let installation = match folder.is_set_up() {
        true => Some(Installation::load(&folder)?),
        false => None,
    };
    let encrypted = installation.as_ref().is_none_or(|made| made.encrypted);
    if !(akwaba_store::ENCRYPTS && encrypted || args.get_flag("disk-is-encrypted")) {
        bail!("{}", voice.pick(
            "Ce programme a été construit sans le chiffrement de la base : un disque volé montrerait les dossiers.\n  Utilisez la version distribuée, ou, si le disque lui-même est chiffré, ajoutez --disk-is-encrypted.",
            "This build does not encrypt the database: a stolen disk would show the records.\n  Use the released program or, if the disk itself is encrypted, add --disk-is-encrypted.",
        ));
    }
    folder.make()?;
    let _claim = claim(&folder, voice)?;
    let address = *args.get_one::<SocketAddr>("address").context("address")?;
    let names: Vec<String> = args
        .get_many::<String>("host")
        .into_iter()
        .flatten()
        .cloned()
        .collect();
    if !address.ip().is_loopback() && names.is_empty() {
        bail!("{}", voice.pick(
            "Sans HTTPS, le centre ne répond qu'à ce poste (127.0.0.1). Derrière un relais HTTPS, donnez son nom : --host NOM",
            "Without HTTPS the centre answers this machine only (127.0.0.1). Behind an HTTPS proxy, give its name: --host NAME",
        ));
    }
    let idle = args.get_one::<u32>("protected-idle").copied();
    let serving = Serving {
        folder,
        names,
        idle_seconds: idle.unwrap_or(IDLE_SECONDS_MAX),
        waits_for: None,
    };
    runtime()?.block_on(async {
        let listening = listen(address).await?;
        let port = listening.address.port();
        let front = match installation {
            Some(installation) => {
                announce(voice, port, None);
                Front::Centre(Arc::new(serving.host(&installation, port)?))
            }
            None => {
                let opening = serving.opening(port)?;
                announce(voice, port, Some(&opening.code()));
                Front::Opening(Box::new(opening))
            }
        };
        listening.serve(Arc::new(front), stopped()).await
    })
}

fn announce(voice: Voice, port: u16, code: Option<&str>) {
    let url = format!("http://localhost:{port}");
    let Some(code) = code else {
        let ready = voice.pick("Akwaba est prêt :", "Akwaba is ready:");
        return voice.say(&format!("{ready} {url}"), &json!({ "address": url }));
    };
    let sentence = format!(
        "{} {url}\n{} {code}\n{}",
        voice.pick(
            "Ce dossier n'a pas encore de centre. Ouvrez-le dans le navigateur :",
            "This folder has no centre yet. Found it in the browser:",
        ),
        voice.pick("Code d'ouverture :", "Opening code:"),
        voice.pick(
            "Il sert une seule fois et change à chaque démarrage.",
            "It serves once and changes at every start.",
        ),
    );
    voice.say(&sentence, &json!({ "address": url, "founding_code": code }));
}

/// Work that must end, and end well, before the centre opens.
pub type Living = JoinHandle<bool>;

/// What is needed to make the host once its port is known.
pub struct Serving {
    /// The data folder.
    pub folder: Folder,
    /// Names under which a proxy shows it.
    pub names: Vec<String>,
    /// After so long alone the protected space closes.
    pub idle_seconds: u32,
    /// What the first opening waits for.
    pub waits_for: Option<Living>,
}

impl Serving {
    fn hosts(&self, port: u16) -> Vec<String> {
        let mut hosts = vec![
            format!("localhost:{port}"),
            format!("127.0.0.1:{port}"),
            format!("[::1]:{port}"),
        ];
        hosts.extend(self.names.iter().cloned());
        hosts
    }

    /// The host of a centre.
    ///
    /// # Errors
    /// When its keyring cannot be read.
    pub fn host(self, installation: &Installation, port: u16) -> Result<Host> {
        let site = Site {
            hosts: self.hosts(port),
            secure: !self.names.is_empty(),
            centre: installation.centre()?,
            heading: Heading::default(),
        };
        let folder = self.folder.clone();
        let waits_for = Mutex::new(self.waits_for);
        let opener = Box::new(move |master: &_| {
            let waited = waits_for
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .take();
            if waited.is_some_and(|living| !living.join().unwrap_or(false)) {
                return Err(StoreError::corrupt(
                    "the demonstration could not be prepared",
                ));
            }
            installation::open(&folder, master)
        });
        Host::new(Centre {
            folder: self.folder,
            site,
            idle_seconds: self.idle_seconds,
            opener,
        })
    }

    /// The first opening of an empty folder, and then the centre founded in it.
    fn opening(self, port: u16) -> Result<Opening> {
        let (folder, names) = (self.folder.clone(), self.names.clone());
        let idle_seconds = self.idle_seconds;
        let host_of = Box::new(move |installation: &Installation| {
            let serving = Self {
                folder: folder.clone(),
                names: names.clone(),
                idle_seconds,
                waits_for: None,
            };
            serving.host(installation, port)
        });
        let secure = !self.names.is_empty();
        Opening::new(self.folder.clone(), self.hosts(port), secure, host_of)
    }
}

/// Ready when the program is asked to stop.
pub async fn stopped() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    // Without a way to be told, the program runs until it is ended.
    let _ = interrupt.await;
}
