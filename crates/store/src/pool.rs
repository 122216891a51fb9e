//! A few connections that many threads share: lent, given back, dropped when broken.

use crate::error::Result;
use std::sync::{Condvar, Mutex, PoisonError};

/// Connections of one kind.
pub(crate) struct Pool<C> {
    places: Mutex<Places<C>>,
    freed: Condvar,
    most: usize,
}

struct Places<C> {
    idle: Vec<C>,
    open: usize,
}

impl<C> Pool<C> {
    /// A pool of at most `most` connections, none of them open yet.
    pub(crate) fn new(most: usize) -> Self {
        Self {
            places: Mutex::new(Places {
                idle: Vec::new(),
                open: 0,
            }),
            freed: Condvar::new(),
            most,
        }
    }

    /// Lends a connection to `body`, opening one if none is idle and waiting if too many are
    /// out. One that is not `sound` afterwards is closed.
    pub(crate) fn with<T>(
        &self,
        open: impl FnOnce() -> Result<C>,
        sound: fn(&C) -> bool,
        body: impl FnOnce(&mut C) -> Result<T>,
    ) -> Result<T> {
        let mut lent = Lent {
            pool: self,
            connection: self.wait(),
            sound,
        };
        let connection = match lent.connection.take() {
            Some(idle) => idle,
            None => open()?,
        };
        body(lent.connection.insert(connection))
    }

    /// An idle connection, or the right to open one.
    fn wait(&self) -> Option<C> {
        let mut places = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(idle) = places.idle.pop() {
                return Some(idle);
            }
            if places.open < self.most {
                places.open += 1;
                return None;
            }
            places = self
                .freed
                .wait(places)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// A connection that comes back also when its borrower panics.
struct Lent<'p, C> {
    pool: &'p Pool<C>,
    connection: Option<C>,
    sound: fn(&C) -> bool,
}

impl<C> Drop for Lent<'_, C> {
    fn drop(&mut self) {
        let pool = self.pool;
        let mut places = pool.places.lock().unwrap_or_else(PoisonError::into_inner);
        match self.connection.take().filter(self.sound) {
            Some(sound) => places.idle.push(sound),
            None => places.open = places.open.saturating_sub(1),
        }
        drop(places);
        pool.freed.notify_one();
    }
}
