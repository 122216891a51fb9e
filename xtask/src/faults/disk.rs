//! A disk as a model: what a folder may hold after the plug is pulled.
//!
//! What was synced is there. What was written since may be there or not, each write on its own, and
//! the last one in part, in sectors; a file's new length likewise. Names are kept in the order in which
//! they changed, as on the journaling file systems in use: a sync brings every earlier name with it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use super::trace::Step;

/// The unit that a disk writes whole or not at all.
const SECTOR_BYTES: usize = 512;

/// The disk, at one moment of a run.
#[derive(Clone, Default)]
pub struct Disk {
    files: Vec<File>,
    live: BTreeMap<PathBuf, usize>,
    synced: BTreeMap<PathBuf, usize>,
    names: Vec<Naming>,
    folders: Vec<PathBuf>,
    places: BTreeMap<u64, (usize, u64, bool)>,
}

#[derive(Clone, Default)]
struct File {
    synced: Vec<u8>,
    live: Vec<u8>,
    pending: Vec<Change>,
}

#[derive(Clone)]
enum Change {
    Write { at: u64, bytes: Vec<u8> },
    Length(u64),
}

#[derive(Clone)]
enum Naming {
    Made(PathBuf, usize),
    Moved(PathBuf, PathBuf),
    Gone(PathBuf),
}

impl Disk {
    /// A disk on which the files of `folder` are safe, under the names they will have in `as_folder`.
    pub fn holding(folder: &Path, as_folder: &Path) -> Result<Self> {
        let mut disk = Self::default();
        disk.hold(folder, as_folder)?;
        disk.synced = disk.live.clone();
        Ok(disk)
    }

    fn hold(&mut self, folder: &Path, as_folder: &Path) -> Result<()> {
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            let name = as_folder.join(entry.file_name());
            if entry.file_type()?.is_dir() {
                self.folders.push(name.clone());
                self.hold(&entry.path(), &name)?;
            } else {
                let bytes = std::fs::read(entry.path())?;
                self.files.push(File {
                    synced: bytes.clone(),
                    live: bytes,
                    pending: Vec::new(),
                });
                self.live.insert(name, self.files.len() - 1);
            }
        }
        Ok(())
    }

    /// What one step changes. Only files under `folder` count.
    pub fn take(&mut self, step: &Step, folder: &Path) {
        match step {
            Step::Open {
                path,
                fd,
                creates,
                truncates,
                appends,
            } if path.starts_with(folder) => {
                if *creates && !self.live.contains_key(path) {
                    self.files.push(File::default());
                    let made = self.files.len() - 1;
                    self.live.insert(path.clone(), made);
                    self.names.push(Naming::Made(path.clone(), made));
                }
                if let Some(file) = self.live.get(path).copied() {
                    if *truncates {
                        self.change(file, Change::Length(0));
                    }
                    self.places.insert(*fd, (file, 0, *appends));
                }
            }
            Step::Write {
                path,
                fd,
                at,
                bytes,
                ..
            } if path.starts_with(folder) => self.write(path, *fd, *at, bytes),
            Step::Seek { fd, to } => {
                if let Some(place) = self.places.get_mut(fd) {
                    place.1 = *to;
                }
            }
            Step::Truncate { path, length } => {
                if let Some(file) = self.live.get(path).copied() {
                    self.change(file, Change::Length(*length));
                }
            }
            Step::Sync { path } if path.starts_with(folder) => self.sync(path),
            Step::Rename { from, to } => {
                if let Some(file) = self.live.remove(from) {
                    self.live.insert(to.clone(), file);
                    self.names.push(Naming::Moved(from.clone(), to.clone()));
                }
            }
            Step::Link { from, to } => {
                if let Some(file) = self.live.get(from).copied() {
                    self.live.insert(to.clone(), file);
                    self.names.push(Naming::Made(to.clone(), file));
                }
            }
            Step::Unlink { path } if self.live.remove(path).is_some() => {
                self.names.push(Naming::Gone(path.clone()));
            }
            Step::Folder { path } if path.starts_with(folder) => self.folders.push(path.clone()),
            // Elsewhere than in the folder, or nothing that a disk keeps.
            Step::Open { .. }
            | Step::Unlink { .. }
            | Step::Write { .. }
            | Step::Sync { .. }
            | Step::Folder { .. }
            | Step::Said(_)
            | Step::Unknown(_) => {}
        }
    }

    fn write(&mut self, path: &Path, fd: u64, at: Option<u64>, bytes: &[u8]) {
        let Some(file) = self.live.get(path).copied() else {
            return;
        };
        let end = self
            .files
            .get(file)
            .map_or(0, |file| file.live.len() as u64);
        let at = match (at, self.places.get_mut(&fd)) {
            (Some(at), _) => at,
            (None, Some((_, place, appends))) => {
                let from = if *appends { end } else { *place };
                *place = from + bytes.len() as u64;
                from
            }
            (None, None) => end,
        };
        let bytes = bytes.to_vec();
        self.change(file, Change::Write { at, bytes });
    }

    fn change(&mut self, file: usize, change: Change) {
        if let Some(file) = self.files.get_mut(file) {
            apply(&mut file.live, &change);
            file.pending.push(change);
        }
    }

    fn sync(&mut self, path: &Path) {
        if let Some(file) = self.live.get(path).and_then(|at| self.files.get_mut(*at)) {
            file.synced.clone_from(&file.live);
            file.pending.clear();
        }
        self.synced.clone_from(&self.live);
        self.names.clear();
    }

    /// Lays out in `folder` what a pulled plug may leave, `draw` choosing: it gives a number under the
    /// one it is given.
    pub fn leave(
        &self,
        was: &Path,
        folder: &Path,
        draw: &mut dyn FnMut(usize) -> usize,
    ) -> Result<()> {
        let mut names = self.synced.clone();
        for naming in self.names.iter().take(draw(self.names.len() + 1)) {
            match naming {
                Naming::Made(path, file) => {
                    names.insert(path.clone(), *file);
                }
                Naming::Moved(from, to) => {
                    if let Some(file) = names.remove(from) {
                        names.insert(to.clone(), file);
                    }
                }
                Naming::Gone(path) => {
                    names.remove(path);
                }
            }
        }
        let place = |path: &Path| folder.join(path.strip_prefix(was).unwrap_or(path));
        std::fs::create_dir_all(folder)?;
        for made in &self.folders {
            std::fs::create_dir_all(place(made))?;
        }
        for (path, file) in names {
            // The memory that programs share through a file is gone with the power.
            if path.to_string_lossy().ends_with("-shm") {
                continue;
            }
            let bytes = self
                .files
                .get(file)
                .map(|file| file.left(draw))
                .unwrap_or_default();
            let path = place(&path);
            std::fs::write(&path, bytes).with_context(|| format!("writing {}", path.display()))?;
        }
        Ok(())
    }
}

impl File {
    /// The bytes that may be found afterwards.
    fn left(&self, draw: &mut dyn FnMut(usize) -> usize) -> Vec<u8> {
        let mut bytes = self.synced.clone();
        // Now and then everything came through, or nothing: those ends are worth their own trials.
        let manner = draw(4);
        for (at, change) in self.pending.iter().enumerate() {
            let kept = match manner {
                0 => true,
                1 => false,
                2 => at < self.pending.len() / 2,
                _ => draw(2) == 0,
            };
            if kept {
                apply(&mut bytes, change);
            } else if let Change::Write { at, bytes: whole } = change
                && draw(3) == 0
            {
                let sectors = draw(whole.len() / SECTOR_BYTES + 1);
                let part = whole.get(..sectors * SECTOR_BYTES).unwrap_or_default();
                if !part.is_empty() {
                    let torn = Change::Write {
                        at: *at,
                        bytes: part.to_vec(),
                    };
                    apply(&mut bytes, &torn);
                }
            }
        }
        bytes
    }
}

fn apply(bytes: &mut Vec<u8>, change: &Change) {
    match change {
        Change::Length(length) => {
            bytes.resize(usize::try_from(*length).unwrap_or(usize::MAX), 0);
        }
        Change::Write { at, bytes: new } => {
            let at = usize::try_from(*at).unwrap_or(usize::MAX);
            let end = at.saturating_add(new.len());
            if bytes.len() < end {
                bytes.resize(end, 0);
            }
            if let Some(place) = bytes.get_mut(at..end) {
                place.copy_from_slice(new);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(steps: &[Step]) -> Disk {
        let mut disk = Disk::default();
        for step in steps {
            disk.take(step, Path::new("/d"));
        }
        disk
    }

    fn written(path: &str, text: &str) -> [Step; 2] {
        let open = Step::Open {
            path: path.into(),
            fd: 3,
            creates: true,
            truncates: true,
            appends: false,
        };
        let write = Step::Write {
            path: path.into(),
            fd: 3,
            at: None,
            bytes: text.into(),
        };
        [open, write]
    }

    /// The contents of `/d/a` over many pulls of the plug.
    fn left(name: &str, disk: &Disk) -> std::collections::BTreeSet<Option<String>> {
        let place = std::env::temp_dir().join(format!("akwaba-{name}-{}", std::process::id()));
        let mut seen = std::collections::BTreeSet::new();
        let mut state = 1_u64;
        for _ in 0..64 {
            let mut draw = |below: usize| {
                state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1);
                usize::try_from(state >> 33).unwrap() % below
            };
            let folder = place.join("one");
            disk.leave(Path::new("/d"), &folder, &mut draw).unwrap();
            seen.insert(std::fs::read_to_string(folder.join("a")).ok());
            std::fs::remove_dir_all(&folder).unwrap();
        }
        std::fs::remove_dir_all(&place).unwrap();
        seen
    }

    #[test]
    fn what_was_synced_is_there_and_what_was_not_may_be_gone() {
        let mut steps = written("/d/a", "one").to_vec();
        assert!(left("unsynced", &run(&steps)).contains(&None));
        steps.push(Step::Sync {
            path: "/d/a".into(),
        });
        let seen = left("synced", &run(&steps));
        assert_eq!(seen, [Some("one".to_owned())].into());
    }

    #[test]
    fn a_file_renamed_before_it_was_synced_may_be_empty() {
        let mut steps = written("/d/b", "new").to_vec();
        steps.push(Step::Rename {
            from: "/d/b".into(),
            to: "/d/a".into(),
        });
        steps.push(Step::Sync { path: "/d".into() });
        let seen = left("renamed", &run(&steps));
        assert!(seen.contains(&Some(String::new())), "{seen:?}");
    }

    #[test]
    fn a_second_name_given_after_the_last_sync_may_be_gone() {
        let mut steps = written("/d/b", "new").to_vec();
        steps.push(Step::Sync {
            path: "/d/b".into(),
        });
        steps.push(Step::Link {
            from: "/d/b".into(),
            to: "/d/a".into(),
        });
        let seen = left("linked", &run(&steps));
        assert_eq!(seen, [None, Some("new".to_owned())].into());
        steps.push(Step::Sync { path: "/d".into() });
        let seen = left("kept", &run(&steps));
        assert_eq!(seen, [Some("new".to_owned())].into());
    }
}
