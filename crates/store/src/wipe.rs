//! Removing what remains on the disk of rows that were deleted: old pages, free pages, the log.
//!
//! Deleted content is overwritten as it is deleted; what stays are copies that an engine made earlier,
//! while it moved rows between pages, and the log. Never: touches what stands, or a copy elsewhere.

use crate::error::Result;
use crate::store::{Engine, Store};

/// How far what remained was removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wiped {
    /// The file was written anew and its log is empty: nothing deleted is in either.
    File,
    /// The tables of the server were written anew. Its own log, its backups and its replicas are in
    /// the hands of who keeps the server.
    Server,
    /// The store lies in memory alone.
    Memory,
}

impl Store {
    /// Removes what remains of deleted rows. Nobody writes meanwhile; it takes about as long as a backup.
    ///
    /// # Errors
    /// [`crate::StoreError::Busy`] while somebody reads for longer than a few seconds, and those of the
    /// disk. It can be run again at any time.
    pub fn wipe(&self) -> Result<Wiped> {
        match self.engine() {
            Engine::Memory(_) => Ok(Wiped::Memory),
            #[cfg(not(target_family = "wasm"))]
            Engine::File(_) => {
                self.alone(|writer| writer.execute_batch("VACUUM").map_err(crate::sqlite::told))?;
                self.fold_log()?;
                Ok(Wiped::File)
            }
            #[cfg(feature = "postgres")]
            Engine::Server(server) => {
                let made =
                    self.read(|tx| Ok::<_, crate::StoreError>(crate::rebuild::projected(tx)))?;
                let kept = self.home().plan().local.iter().map(|table| table.name);
                let names: Vec<&str> = made.iter().map(|table| table.name).chain(kept).collect();
                server.write_anew(&names)?;
                Ok(Wiped::Server)
            }
        }
    }
}
