//! The program itself, run on a centre founded for the test.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// A centre of its own, with the passphrase of its director.
pub struct Centre {
    place: tempfile::TempDir,
}

/// What a command answered.
pub struct Said {
    /// The code with which it ended.
    pub code: i32,
    /// What it said.
    pub out: String,
    /// What it complained of.
    pub err: String,
}

impl Said {
    /// The one line of JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap()
    }
}

impl Centre {
    /// Founds one.
    pub fn found() -> Self {
        let centre = Self {
            place: tempfile::tempdir().unwrap(),
        };
        let init = centre.plain(&[
            "init",
            "--json",
            "--name",
            "Centre de Zokora",
            "--code",
            "ZOK",
            "--director",
            "directrice",
            "--director-name",
            "Directrice",
            "--admin",
            "technique",
            "--admin-name",
            "Technique",
        ]);
        assert_eq!(init.code, 0, "{}", init.err);
        let accounts = init.json()["accounts"].clone();
        for account in accounts.as_array().unwrap() {
            let login = account["login"].as_str().unwrap();
            let secret = account["passphrase"].as_str().unwrap();
            fs::write(centre.path(login), secret).unwrap();
        }
        centre
    }

    /// A path beside the data.
    pub fn path(&self, name: &str) -> PathBuf {
        self.place.path().join(name)
    }

    /// Writes a file beside the data.
    pub fn file(&self, name: &str, content: &[u8]) -> String {
        fs::write(self.path(name), content).unwrap();
        self.path(name).display().to_string()
    }

    /// Runs a command that asks for no account.
    pub fn plain(&self, args: &[&str]) -> Said {
        let output = Command::new(env!("CARGO_BIN_EXE_akwaba"))
            .args(args)
            .env("AKWABA_DATA", self.path("data"))
            .env_remove("RUST_BACKTRACE")
            .env("AKWABA_LANG", "fr")
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let Output {
            status,
            stdout,
            stderr,
        } = output;
        Said {
            code: status.code().unwrap_or(-1),
            out: String::from_utf8(stdout).unwrap(),
            err: String::from_utf8(stderr).unwrap(),
        }
    }

    /// Runs a command as an account.
    pub fn run_as(&self, login: &str, args: &[&str]) -> Said {
        let passphrase = self.path(login).display().to_string();
        let mut all = args.to_vec();
        all.extend(["--account", login, "--passphrase-file", &passphrase]);
        self.plain(&all)
    }

    /// Runs a command as the director.
    pub fn run(&self, args: &[&str]) -> Said {
        self.run_as("directrice", args)
    }
}
