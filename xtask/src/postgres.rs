//! A PostgreSQL cluster for the tests alone: made in a temporary folder, on a port of its own,
//! reachable from this machine only, with a passphrase drawn for the run, and gone at the end.
//!
//! The tests find it in the environment variable `AKWABA_TEST_POSTGRES`; its user may create
//! databases, and each test makes one of its own.

use std::io::Read as _;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};

use crate::needs::{self, POSTGRES};
use crate::run::{Log, Watch};

/// The variable in which tests find the server.
pub const VARIABLE: &str = "AKWABA_TEST_POSTGRES";
/// Longest wait for the server to answer.
const START_LIMIT: Duration = Duration::from_secs(60);

/// A running cluster; dropping it stops the server and removes its folder.
pub struct Cluster {
    server: Child,
    folder: PathBuf,
    url: String,
}

impl Cluster {
    /// Makes and starts one.
    pub fn start(log: &mut Log) -> Result<Self> {
        let initdb = needs::ensure(&POSTGRES, log)?;
        let initdb = initdb.canonicalize().unwrap_or(initdb);
        let programs = initdb.parent().unwrap_or(Path::new("")).to_owned();
        let pass = draw()?;
        let folder = std::env::temp_dir().join(format!("akwaba-postgres-{}", &draw()?[..8]));
        std::fs::create_dir(&folder).with_context(|| format!("making {}", folder.display()))?;
        std::fs::write(folder.join("pass"), &pass)?;
        let user = server_user();
        if let Some(user) = user {
            log.must(Command::new("chown").args(["-R", user]).arg(&folder))?;
        }
        let data = folder.join("data");
        log.must(
            as_user(user, &initdb)
                .arg("--pgdata")
                .arg(&data)
                .arg("--pwfile")
                .arg(folder.join("pass"))
                .args([
                    "--username=akwaba",
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                ])
                .args(["--locale=C", "--no-sync", "--no-instructions"]),
        )?;
        let port = free_port()?;
        let mut server = as_user(user, &programs.join("postgres"));
        server
            .arg("-D")
            .arg(&data)
            .arg("-k")
            .arg(&folder)
            .args(["-p", &port.to_string()]);
        for setting in SETTINGS {
            server.args(["-c", setting]);
        }
        let written = std::fs::File::create(folder.join("server.log"))?;
        let server = server
            .stdin(Stdio::null())
            .stdout(written.try_clone()?)
            .stderr(written)
            .spawn()
            .context("starting PostgreSQL")?;
        let url = format!("postgres://akwaba:{pass}@127.0.0.1:{port}/postgres");
        let mut cluster = Self {
            server,
            folder,
            url,
        };
        cluster.wait(&programs, port, log)?;
        log.say(&format!("PostgreSQL answers on port {port}"))?;
        Ok(cluster)
    }

    /// Where it is, with its passphrase: for the environment of tests only.
    pub fn url(&self) -> &str {
        &self.url
    }

    fn wait(&mut self, programs: &Path, port: u16, log: &Log) -> Result<()> {
        let watch = Watch::start();
        while watch.elapsed() < START_LIMIT {
            let mut ask = Command::new(programs.join("pg_isready"));
            ask.args(["-q", "-h", "127.0.0.1", "-p", &port.to_string()]);
            if ask.status()?.success() {
                return Ok(());
            }
            if let Some(status) = self.server.try_wait()? {
                log.say(&std::fs::read_to_string(self.folder.join("server.log"))?)?;
                bail!("PostgreSQL ended with {status} instead of starting");
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        bail!(
            "PostgreSQL did not answer within {} s",
            START_LIMIT.as_secs()
        )
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // INT asks for a fast stop: connections are cut and nothing is left running.
        let asked = Command::new("kill")
            .args(["-INT", &self.server.id().to_string()])
            .status();
        if asked.is_err() || self.server.wait().is_err() {
            println!("PostgreSQL could not be stopped");
        }
        if let Err(error) = std::fs::remove_dir_all(&self.folder) {
            println!("{} stays behind: {error}", self.folder.display());
        }
    }
}

/// A server for tests: fast rather than durable, since its data ends with the run.
const SETTINGS: &[&str] = &[
    "listen_addresses=127.0.0.1",
    "max_connections=100",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "shared_buffers=64MB",
    "timezone=UTC",
];

/// Runs `command` with the address of a new cluster in its environment.
pub fn beside(root: &Path, command: &[String]) -> Result<bool> {
    let cluster = Cluster::start(&mut Log::to_terminal())?;
    let (program, arguments) = command.split_first().context("a command is needed")?;
    let status = Command::new(program)
        .args(arguments)
        .current_dir(root)
        .env(VARIABLE, cluster.url())
        .status()
        .with_context(|| format!("starting {program}"))?;
    Ok(status.success())
}

/// PostgreSQL refuses to run as root: then it runs as the user its package made, or as nobody.
fn server_user() -> Option<&'static str> {
    if !needs::is_root() {
        return None;
    }
    let exists = needs::prints(Command::new("id").args(["-u", "postgres"])).is_some();
    Some(if exists { "postgres" } else { "nobody" })
}

/// A command as that user, ended when this program ends however it ends.
fn as_user(user: Option<&str>, program: &Path) -> Command {
    let Some(setpriv) = needs::search_path("setpriv") else {
        return match user {
            Some(user) => {
                let mut command = Command::new("runuser");
                command.args(["-u", user, "--"]).arg(program);
                command
            }
            None => Command::new(program),
        };
    };
    let mut command = Command::new(setpriv);
    if let Some(user) = user {
        command.arg(format!("--reuid={user}")).arg("--init-groups");
        command.current_dir(std::env::temp_dir());
    }
    command.args(["--pdeathsig", "INT", "--"]).arg(program);
    command
}

fn free_port() -> Result<u16> {
    let listener = TcpListener::bind("127.0.0.1:0").context("looking for a free port")?;
    Ok(listener.local_addr()?.port())
}

/// 32 hexadecimal digits of chance.
fn draw() -> Result<String> {
    let mut bytes = [0_u8; 16];
    std::fs::File::open("/dev/urandom")
        .and_then(|mut file| file.read_exact(&mut bytes))
        .context("drawing a passphrase for the cluster")?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
