//! What the disk and the store refuse, said to a person: what happened, and what to do next.
//!
//! Invariant: no sentence carries a value; the detail for the log stands below it.

use super::words::Lang;
use akwaba_domain::Denied;
use akwaba_store::StoreError;
use std::io::{self, ErrorKind};

/// The sentence for an error that comes from the store or the disk; none for the others, whose own
/// text is already for people.
pub fn sentence(error: &anyhow::Error, lang: Lang) -> Option<&'static str> {
    let (fr, en) = error.chain().find_map(|cause| {
        if cause.is::<Denied>() {
            return Some(DENIED);
        }
        let store = cause.downcast_ref::<StoreError>().map(of_store);
        store.or_else(|| cause.downcast_ref::<io::Error>().map(of_disk))
    })?;
    Some(lang.pick(fr, en))
}

const DENIED: (&str, &str) = (
    "Ce compte n'a pas le droit de faire cela dans ce centre.",
    "This account may not do this in this centre.",
);
const FULL: (&str, &str) = (
    "Le disque est plein. Rien de cette opération n'a été gardé, et rien n'a été perdu : libérez de la place, puis recommencez.",
    "The disk is full. Nothing of this operation was kept and nothing was lost: free some room, then begin again.",
);
const UNREADABLE: (&str, &str) = (
    "Le disque n'a pas pu être lu ou écrit. Rien de cette opération n'a été gardé : vérifiez le disque, puis recommencez.",
    "The disk could not be read or written. Nothing of this operation was kept: check the disk, then begin again.",
);
const READ_ONLY: (&str, &str) = (
    "Ce dossier ne peut pas être écrit : vérifiez à qui il appartient et si le disque est protégé.",
    "This folder cannot be written: check whose it is and whether the disk is protected.",
);

fn of_store(error: &StoreError) -> (&'static str, &'static str) {
    match error {
        StoreError::DiskFull => FULL,
        StoreError::ReadOnly => READ_ONLY,
        StoreError::Io { .. } => UNREADABLE,
        StoreError::Busy | StoreError::Contended => (
            "Le centre est occupé par un autre travail. Attendez qu'il se termine, puis recommencez.",
            "The centre is busy with other work. Wait until it ends, then begin again.",
        ),
        StoreError::Corrupt { .. } => (
            "La base du centre est abîmée. N'y touchez pas : rétablissez la dernière sauvegarde avec « akwaba restore ».",
            "The centre's database is damaged. Leave it alone: restore the latest backup with `akwaba restore`.",
        ),
        StoreError::WrongKey => (
            "Cette clé n'ouvre pas la base du centre.",
            "This key does not open the centre's database.",
        ),
        StoreError::NewerSchema { .. } => (
            "Ce dossier a été ouvert par une version plus récente d'Akwaba. Rien n'a été changé. Installez cette version, ou rétablissez la sauvegarde « akwaba-before-update » du dossier backups dans un dossier vide : ce qui a été écrit depuis n'y sera pas.",
            "This folder was opened by a later version of Akwaba. Nothing was changed. Install that version, or restore the backup akwaba-before-update of the folder backups into an empty folder: what was written since is not in it.",
        ),
        StoreError::ChangedMigration { .. } => (
            "Ce dossier a été ouvert par une version d'essai d'Akwaba, différente de celle-ci. Rien n'a été changé : reprenez cette version-là.",
            "This folder was opened by a trial version of Akwaba that differs from this one. Nothing was changed: use that version.",
        ),
        StoreError::Unreachable { .. } => (
            "Le serveur de base de données ne répond pas. Vérifiez qu'il est en marche, puis recommencez.",
            "The database server does not answer. Check that it runs, then begin again.",
        ),
        _ => (
            "Le logiciel n'a pas pu finir. Rien de cette opération n'a été gardé.",
            "The program could not finish. Nothing of this operation was kept.",
        ),
    }
}

fn of_disk(error: &io::Error) -> (&'static str, &'static str) {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => FULL,
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => READ_ONLY,
        ErrorKind::NotFound => (
            "Le fichier ou le dossier n'existe pas.",
            "The file or the folder does not exist.",
        ),
        ErrorKind::AlreadyExists => (
            "Ce fichier existe déjà : choisissez-en un autre.",
            "This file exists already: choose another one.",
        ),
        _ => UNREADABLE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::anyhow;

    #[test]
    fn a_full_disk_is_said_in_the_language_of_the_reader() {
        let error = anyhow::Error::from(StoreError::DiskFull).context("backup");
        assert!(
            sentence(&error, Lang::Fr)
                .unwrap()
                .starts_with("Le disque est plein")
        );
        assert!(
            sentence(&error, Lang::En)
                .unwrap()
                .starts_with("The disk is full")
        );
        let file = anyhow::Error::from(io::Error::from(ErrorKind::StorageFull));
        assert_eq!(sentence(&file, Lang::Fr), Some(FULL.0));
    }

    #[test]
    fn an_error_that_is_already_for_people_gets_no_other_sentence() {
        assert_eq!(sentence(&anyhow!("Rien n'a changé."), Lang::Fr), None);
    }
}
