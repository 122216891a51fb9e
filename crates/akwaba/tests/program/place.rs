//! A centre in a folder of its own, and the program itself run on it.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

/// A folder with a centre, or about to get one.
pub struct Place {
    folder: tempfile::TempDir,
    /// The passphrases of `directrice` and of `technique`.
    pub passphrases: [String; 2],
}

/// The program, serving; ended when dropped.
pub struct Served {
    child: Child,
    /// What it said when it was ready.
    pub told: serde_json::Value,
}

impl Served {
    /// Where it answers.
    pub fn address(&self) -> String {
        self.told["address"].as_str().unwrap().to_owned()
    }

    /// Its process.
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// Pulls the plug.
    pub fn pull(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Place {
    /// An empty folder.
    pub fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("tmp")).unwrap();
        Self {
            folder,
            passphrases: [String::new(), String::new()],
        }
    }

    /// A centre founded on the command line.
    pub fn founded() -> Self {
        let mut place = Self::empty();
        let mut init = place.program();
        init.args(["init", "--json", "--name", "Centre de Zokora"])
            .args(["--code", "ZOK", "--director", "directrice"])
            .args(["--director-name", "Directrice", "--admin", "technique"])
            .args(["--admin-name", "Technique"]);
        let init = place.run(&mut init);
        assert!(init.status.success(), "{}", said(&init));
        let told: serde_json::Value = serde_json::from_slice(&init.stdout).unwrap();
        place.passphrases = [0, 1].map(|at| {
            told["accounts"][at]["passphrase"]
                .as_str()
                .unwrap()
                .to_owned()
        });
        fs::write(place.path().join("passphrase"), &place.passphrases[0]).unwrap();
        place
    }

    /// The folder around everything.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The data folder.
    pub fn data(&self) -> PathBuf {
        self.path().join("data")
    }

    /// The program, whose temporary files stay in here.
    pub fn program(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_akwaba"));
        command
            .env("TMPDIR", self.path().join("tmp"))
            .env("LANG", "fr_FR.UTF-8")
            .env_remove("GLIBC_TUNABLES")
            .stdin(Stdio::null());
        command
    }

    /// Runs a command on the data folder to its end.
    pub fn run(&self, command: &mut Command) -> Output {
        command.arg("--data").arg(self.data()).output().unwrap()
    }

    /// Runs a command of the director, whose passphrase comes from a file.
    pub fn as_director(&self, args: &[&str]) -> Output {
        let mut command = self.program();
        command.args(args).args(["--account", "directrice"]);
        command
            .arg("--passphrase-file")
            .arg(self.path().join("passphrase"));
        self.run(&mut command)
    }

    /// Serves the centre on a free port.
    pub fn serve(&self) -> Served {
        self.serve_with(&[])
    }

    /// The same with more said to the command.
    pub fn serve_with(&self, args: &[&str]) -> Served {
        let log = fs::File::create(self.path().join("log")).unwrap();
        let mut command = self.program();
        command
            .args(["serve", "--json", "--address", "127.0.0.1:0"])
            .args(args);
        if !cfg!(feature = "cipher") {
            command.arg("--disk-is-encrypted");
        }
        let mut child = command
            .arg("--data")
            .arg(self.data())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let told = serde_json::from_str(&line)
            .unwrap_or_else(|_| panic!("{}", fs::read_to_string(self.path().join("log")).unwrap()));
        Served { child, told }
    }
}

/// What a command said, for people.
pub fn said(output: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}
