//! Workflows of the command line: the program itself takes the place of this one, so that the harness
//! strikes the very calls that a person's command makes.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

use super::place::{Place, Trouble};

const LOGIN: &str = "directrice";

/// `akwaba init` in an empty folder.
pub fn init(place: &mut Place) -> Result<(), Trouble> {
    become_program(init_command(place)?)
}

/// A centre founded by the program, its passphrase kept beside it, and a first backup.
pub fn prepare(place: &mut Place) -> Result<(), Trouble> {
    let founded = init_command(place)?.output()?;
    let said = succeeded(&founded, "init")?;
    keep_passphrase(place, &said)?;
    let made = as_director(place, "backup")?
        .arg("--to")
        .arg(place.folder().join("first.akwaba"))
        .output()?;
    succeeded(&made, "backup").map(drop)
}

/// `akwaba backup`.
pub fn backup(place: &mut Place) -> Result<(), Trouble> {
    let mut command = as_director(place, "backup")?;
    command
        .arg("--to")
        .arg(place.folder().join("second.akwaba"));
    become_program(command)
}

/// `akwaba restore --replace`.
pub fn restore(place: &mut Place) -> Result<(), Trouble> {
    become_program(restore_command(place)?)
}

/// `akwaba rebuild`.
pub fn rebuild(place: &mut Place) -> Result<(), Trouble> {
    become_program(as_director(place, "rebuild")?)
}

/// `akwaba rekey`.
pub fn rekey(place: &mut Place) -> Result<(), Trouble> {
    become_program(as_director(place, "rekey")?)
}

/// A centre founded by the program, the passphrase of the technical administrator kept too, and the keyring
/// as somebody who leaves would have kept it.
pub fn prepare_rekey(place: &mut Place) -> Result<(), Trouble> {
    let founded = init_command(place)?.output()?;
    let said = succeeded(&founded, "init")?;
    keep_passphrase(place, &said)?;
    keep_passphrase_of(&said, 1, &place.folder().join("technique"))?;
    let keyring = place.folder().join("centre").join("keyring");
    Ok(std::fs::copy(keyring, place.folder().join("kept")).map(drop)?)
}

/// Under the former key or the new one, whoever did not change it opens the centre with the passphrase they
/// had; once announced, the keyring kept from before opens nothing, and the database of before is gone.
pub fn rekey_holds(place: &mut Place, said: &[&str]) -> Result<(), Trouble> {
    let mut command = program(place, "journal verify")?;
    command
        .args(["--account", "technique", "--passphrase-file"])
        .arg(place.folder().join("technique"));
    succeeded(&command.output()?, "journal verify").map(drop)?;
    let centre = place.folder().join("centre");
    let announced = said.iter().any(|line| line.starts_with('{'));
    if announced
        && std::fs::read(centre.join("keyring"))? == std::fs::read(place.folder().join("kept"))?
    {
        return Err(Trouble::Lost(
            "the key was announced and is the former one".to_owned(),
        ));
    }
    // The check above opened the centre: what a change cut short had left is swept by now.
    let changed = centre.join("centre-2.db").exists() || centre.join("centre-3.db").exists();
    if announced && (!changed || centre.join("centre.db").exists()) {
        return Err(Trouble::Lost(
            "the former database is still there".to_owned(),
        ));
    }
    Ok(())
}

/// A founding that was announced opens with the passphrase that was announced.
pub fn init_holds(place: &mut Place, said: &[&str]) -> Result<(), Trouble> {
    let Some(line) = said.iter().find(|line| line.starts_with('{')) else {
        return Ok(());
    };
    keep_passphrase(place, line)?;
    journal_verifies(place)
}

/// A backup that was announced is sound, and the centre goes on.
pub fn backup_holds(place: &mut Place, said: &[&str]) -> Result<(), Trouble> {
    journal_verifies(place)?;
    if said.iter().any(|line| line.starts_with('{')) {
        let mut command = as_director(place, "restore")?;
        command
            .arg("--dry-run")
            .arg(place.folder().join("second.akwaba"));
        succeeded(&command.output()?, "restore --dry-run").map(drop)?;
    }
    Ok(())
}

/// The centre is there, the former one or the restored one; or restoring once more brings it.
pub fn restore_holds(place: &mut Place, said: &[&str]) -> Result<(), Trouble> {
    let there = journal_verifies(place);
    if there.is_ok() || said.iter().any(|line| line.starts_with('{')) {
        return there;
    }
    succeeded(&restore_command(place)?.output()?, "restore again")?;
    journal_verifies(place)
}

/// The centre goes on.
pub fn goes_on(place: &mut Place, _said: &[&str]) -> Result<(), Trouble> {
    journal_verifies(place)
}

fn journal_verifies(place: &Place) -> Result<(), Trouble> {
    let mut command = as_director(place, "journal verify")?;
    succeeded(&command.output()?, "journal verify").map(drop)
}

fn init_command(place: &Place) -> Result<Command, Trouble> {
    let mut command = program(place, "init")?;
    command
        .args(["--name", "Centre social de Yaffolo", "--code", "YAF"])
        .args(["--director", LOGIN, "--director-name", "La directrice"])
        .args(["--admin", "technique", "--admin-name", "Le technicien"]);
    Ok(command)
}

fn restore_command(place: &Place) -> Result<Command, Trouble> {
    let mut command = as_director(place, "restore")?;
    command
        .arg("--replace")
        .arg(place.folder().join("first.akwaba"));
    Ok(command)
}

fn as_director(place: &Place, task: &str) -> Result<Command, Trouble> {
    let mut command = program(place, task)?;
    command
        .args(["--account", LOGIN, "--passphrase-file"])
        .arg(passphrase(place));
    Ok(command)
}

/// The program stands beside the folder of the examples.
fn program(place: &Place, task: &str) -> Result<Command, Trouble> {
    let here = std::env::current_exe()?;
    let beside = here
        .parent()
        .and_then(Path::parent)
        .unwrap_or(Path::new("."));
    let mut command = Command::new(beside.join("akwaba"));
    command
        .args(task.split(' '))
        .args(["--json", "--lang", "fr", "--data"])
        .arg(place.folder().join("centre"));
    Ok(command)
}

fn passphrase(place: &Place) -> PathBuf {
    place.folder().join("passphrase")
}

fn keep_passphrase(place: &Place, said: &str) -> Result<(), Trouble> {
    keep_passphrase_of(said, 0, &passphrase(place))
}

fn keep_passphrase_of(said: &str, account: usize, to: &Path) -> Result<(), Trouble> {
    let facts: Value = serde_json::from_str(said).map_err(|_| Trouble::Lost(said.to_owned()))?;
    let phrase = facts
        .pointer(&format!("/accounts/{account}/passphrase"))
        .and_then(Value::as_str)
        .ok_or_else(|| Trouble::Lost("init gave no passphrase".to_owned()))?;
    Ok(std::fs::write(to, phrase)?)
}

fn succeeded(done: &Output, task: &str) -> Result<String, Trouble> {
    if done.status.success() {
        return Ok(String::from_utf8_lossy(&done.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&done.stderr);
    Err(Trouble::Lost(format!(
        "`{task}` ends with {}: {said}",
        done.status
    )))
}

#[cfg(unix)]
fn become_program(mut command: Command) -> Result<(), Trouble> {
    use std::os::unix::process::CommandExt as _;
    Err(command.exec().into())
}

#[cfg(not(unix))]
fn become_program(mut command: Command) -> Result<(), Trouble> {
    succeeded(&command.output()?, "the command").map(drop)
}
