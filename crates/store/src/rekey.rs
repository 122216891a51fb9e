//! The same store under another key: a file written beside the present one, that takes its place.
//!
//! Pages are copied from one cipher to the other and never stand in the clear. The secrets of the node
//! and the keys of persons are wrapped again, under a secret that the former key never saw. Never
//! touches the present file, and never decides when the other one takes its place.

use crate::backup::{Check, check, copy_pages};
use crate::error::{Result, StoreError};
use crate::home::Home;
use crate::rebuild::Progress;
use crate::store::Store;
use crate::tx::Tx;
use crate::{identity, keys, sqlite};
use akwaba_journal::chance::Chance;
use akwaba_journal::seal::Key;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// The store that takes the place of another.
#[derive(Debug, Clone, Copy)]
pub struct Successor<'a> {
    /// Where it is written: nothing may stand there.
    pub path: &'a Path,
    /// Its key.
    pub key: &'a Key,
}

impl Store {
    /// Writes this store again under another key, with what `note` adds to it, verifies all of it and
    /// lets `switch` put it in the place of this one. Nobody writes here meanwhile, and nobody ever
    /// afterwards: who tries is told that the store is busy, and finds the other one the next time.
    ///
    /// # Errors
    /// [`StoreError::NotEmpty`] when something stands at the path, [`StoreError::NotAStore`] for a store that
    /// is not a file, those of the disk, of `note` and of `switch`. This store then goes on.
    pub fn succeed(
        &self,
        successor: Successor<'_>,
        chance: &mut dyn Chance,
        note: &mut dyn FnMut(&mut dyn Tx, &mut dyn Chance) -> Result<()>,
        switch: &mut dyn FnMut() -> Result<()>,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Check> {
        let Successor { path, key } = successor;
        if path.exists() {
            return Err(StoreError::NotEmpty);
        }
        self.quietly(|file| {
            file.with_reader(|reader| copy_pages(reader, path, Some(key), progress))?;
            self.rewrap(successor, chance, note)?;
            let checked = check(path, Some(key), self.home().plan(), progress)?;
            if !checked.is_sound() {
                return Err(StoreError::corrupt(
                    "what was written again does not verify",
                ));
            }
            switch()?;
            file.succeeded.store(true, Ordering::Release);
            Ok(checked)
        })
    }

    /// Wraps the secrets of the copy again, and notes what happened, in one transaction of one file.
    fn rewrap(
        &self,
        Successor { path, key }: Successor<'_>,
        chance: &mut dyn Chance,
        note: &mut dyn FnMut(&mut dyn Tx, &mut dyn Chance) -> Result<()>,
    ) -> Result<()> {
        let copy = sqlite::create(path, Some(key))?;
        let home = Arc::new(Home::new(self.home().plan(), Some(key)));
        let mut done = Ok(());
        sqlite::transact(&copy, "BEGIN IMMEDIATE", &home, &mut |tx| {
            done = wrap_again(tx, self.home().outer(), chance).and_then(|()| note(tx, chance));
            done.is_ok()
        })?;
        done
    }
}

fn wrap_again(tx: &mut dyn Tx, former: &Key, chance: &mut dyn Chance) -> Result<()> {
    if let Some((subjects, renewed)) = identity::renew_secrets(tx, former, chance)? {
        keys::rewrap(tx, (&subjects, &renewed), chance)?;
    }
    Ok(())
}
