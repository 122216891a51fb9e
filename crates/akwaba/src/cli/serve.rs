//! `akwaba serve`: the centre, for the browsers of this machine.

use super::voice::Voice;
use super::{data, data_option};
use crate::folder::Folder;
use crate::installation::{self, Installation};
use crate::serve::{Centre, Host, listen};
use akwaba_store::StoreError;
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
}

/// Runs it until it is told to stop.
///
/// # Errors
/// When there is no centre, another program uses it, or the address is taken.
pub fn run(args: &ArgMatches, voice: Voice) -> Result<()> {
    let folder = data(args, voice)?;
    if !folder.is_set_up() {
        bail!(
            "{}",
            voice.pick(
                "Il n'y a pas de centre dans ce dossier. Ouvrez-en un : akwaba init --help",
                "There is no centre in this folder. Found one: akwaba init --help"
            )
        );
    }
    let installation = Installation::load(&folder)?;
    let covered =
        (akwaba_store::ENCRYPTS && installation.encrypted) || args.get_flag("disk-is-encrypted");
    if !covered {
        bail!("{}", voice.pick(
            "Ce programme a été construit sans le chiffrement de la base : un disque volé montrerait les dossiers.\n  Utilisez la version distribuée, ou, si le disque lui-même est chiffré, ajoutez --disk-is-encrypted.",
            "This build does not encrypt the database: a stolen disk would show the records.\n  Use the released program or, if the disk itself is encrypted, add --disk-is-encrypted.",
        ));
    }
    let _claim = folder.claim().with_context(|| {
        voice.pick(
            "Un autre programme d'Akwaba utilise déjà ce dossier",
            "Another program of Akwaba is using this folder",
        )
    })?;
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
    let serving = Serving {
        folder,
        installation,
        names,
        waits_for: None,
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let listening = listen(address).await?;
        let shown = listening.address;
        let host = serving.host(shown)?;
        voice.say(
            &format!(
                "{} http://localhost:{}",
                voice.pick("Akwaba est prêt :", "Akwaba is ready:"),
                shown.port()
            ),
            &json!({ "address": format!("http://localhost:{}", shown.port()) }),
        );
        listening.serve(Arc::new(host), stopped()).await
    })
}

/// Work that must end, and end well, before the centre opens.
pub type Living = JoinHandle<bool>;

/// What is needed to make the host once its port is known.
pub struct Serving {
    /// The data folder.
    pub folder: Folder,
    /// Which centre.
    pub installation: Installation,
    /// Names under which a proxy shows it.
    pub names: Vec<String>,
    /// What the first opening waits for.
    pub waits_for: Option<Living>,
}

impl Serving {
    /// The host of this centre.
    ///
    /// # Errors
    /// When its keyring cannot be read.
    pub fn host(self, address: SocketAddr) -> Result<Host> {
        let port = address.port();
        let mut hosts = vec![
            format!("localhost:{port}"),
            format!("127.0.0.1:{port}"),
            format!("[::1]:{port}"),
        ];
        let secure = !self.names.is_empty();
        hosts.extend(self.names);
        let site = Site {
            hosts,
            secure,
            centre: self.installation.centre()?,
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
            opener,
        })
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
