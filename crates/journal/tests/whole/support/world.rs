//! A few nodes that write apart and exchange bundles by bad roads. Everything follows from a seed.

use super::signing_key;
use akwaba_journal::act::{Act, Change, Tag, Value};
use akwaba_journal::bundle::{Bundle, Have, Limits};
use akwaba_journal::chance::Seeded;
use akwaba_journal::entry::Entry;
use akwaba_journal::id::{ActorId, EntityId, EntryId, NodeId, ScopeId};
use akwaba_journal::pen::{About, Ink};
use akwaba_journal::replica::Replica;
use akwaba_journal::seal::Key;
use akwaba_journal::state::State;
use akwaba_journal::upcast::Kinds;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

/// The key of everybody in these worlds.
pub const KEY: [u8; 32] = [7; 32];

/// Runs a test for so many seeds (more with AKWABA_SEEDS), and names the seed that fails.
pub fn seeds(count: u64, test: impl Fn(u64)) {
    let asked = std::env::var("AKWABA_SEEDS")
        .ok()
        .and_then(|text| text.parse().ok());
    for seed in 0..asked.map_or(count, |asked: u64| asked.max(count)) {
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| test(seed))) {
            eprintln!("failed with seed {seed}");
            resume_unwind(panic);
        }
    }
}

/// A few nodes, and what is on the road between them.
pub struct World {
    pub dice: Seeded,
    pub now: i64,
    /// How far the clock of each node is off, in microseconds.
    pub offsets: Vec<i64>,
    pub replicas: Vec<Replica>,
    /// Everything that was ever written.
    pub written: Vec<Entry>,
    pub forks: usize,
    roads: Vec<(usize, Vec<u8>)>,
    /// What one believes that another has, counting bundles that may never have arrived.
    believed: BTreeMap<(usize, usize), Have>,
}

impl World {
    pub fn new(seed: u64, nodes: usize) -> Self {
        let mut dice = Seeded::new(seed);
        let kinds = || Kinds::new().with("thing", &[]);
        let names: Vec<_> = (0..nodes).map(|name| format!("node {name}")).collect();
        let mut replicas: Vec<_> = names
            .iter()
            .map(|name| Replica::new(NodeId::named(name), signing_key(name), kinds()))
            .collect();
        for replica in &mut replicas {
            for name in &names {
                replica.know(NodeId::named(name), signing_key(name).verifying_key());
            }
            // Some are told the keys of records only at the end.
            if dice.below(3) > 0 {
                tell_keys(replica);
            }
        }
        let offsets = (0..nodes)
            .map(|_| dice.below(20_000_000) as i64 - 10_000_000)
            .collect();
        Self {
            now: 1_790_000_000_000_000,
            offsets,
            replicas,
            written: Vec::new(),
            forks: 0,
            roads: Vec::new(),
            believed: BTreeMap::new(),
            dice,
        }
    }

    pub fn pick(&mut self) -> usize {
        self.dice.below(self.replicas.len() as u64) as usize
    }

    /// So many things happen: somebody writes, signs, sends, or something arrives late.
    pub fn live(&mut self, events: u64) {
        for _ in 0..events {
            self.now += self.dice.below(3_000_000) as i64;
            match self.dice.below(10) {
                0..6 => {
                    let at = self.pick();
                    self.write(at);
                }
                6..9 => {
                    let (from, to) = (self.pick(), self.pick());
                    if from != to {
                        self.send(from, to);
                    }
                }
                _ if !self.roads.is_empty() => {
                    let which = self.dice.below(self.roads.len() as u64) as usize;
                    let (to, file) = self.roads.remove(which);
                    self.arrive(to, &file);
                }
                _ => {}
            }
        }
    }

    pub fn write(&mut self, at: usize) {
        let scope = ScopeId::named(["registry", "programme"][self.dice.below(2) as usize]);
        let entity = EntityId::named(&format!("entity {}", self.dice.below(3)));
        let empty = State::default();
        let replica = &mut self.replicas[at];
        let state = replica.state(scope, entity).unwrap_or(&empty);
        let act = random_act(state, &mut self.dice);
        let about = About {
            actor: ActorId::named(["agent a", "agent b"][self.dice.below(2) as usize]),
            entity,
            kind: "thing",
            version: 1,
        };
        let key = Key::from_slice(&KEY).unwrap();
        let ink = match self.dice.below(4) {
            0 => Ink::Keyed {
                subject: entity,
                key: &key,
                chance: &mut self.dice,
            },
            _ => Ink::Open,
        };
        let entry = replica
            .write(scope, self.now + self.offsets[at], about, &act, ink)
            .unwrap();
        self.written.push(entry);
        if self.dice.below(3) > 0 {
            self.replicas[at].sign();
        }
    }

    /// A bundle goes from one to another, by a road where anything may happen to it.
    fn send(&mut self, from: usize, to: usize) {
        let theirs = match self.dice.below(8) {
            0 => Have::new(),
            1..4 => self.believed.get(&(from, to)).cloned().unwrap_or_default(),
            _ => self.replicas[to].counts(),
        };
        let limits = match self.dice.below(3) {
            0 => Limits {
                bytes_max: 600,
                entries_max: 3,
                parts_max: 3,
            },
            _ => Limits::default(),
        };
        let made = self.replicas[from].bundle_for(&theirs, &limits);
        self.believed.insert((from, to), made.then(&theirs));
        let mut file = made.bundle.write(Vec::new()).unwrap();
        match self.dice.below(8) {
            0 => file.truncate(self.dice.below(file.len() as u64) as usize),
            1 => {
                let at = self.dice.below(file.len() as u64) as usize;
                file[at] ^= 1 << self.dice.below(8);
            }
            2 => self.roads.push((to, file.clone())),
            3 | 4 => {
                self.roads.push((to, file));
                return;
            }
            _ => {}
        }
        self.arrive(to, &file);
    }

    fn arrive(&mut self, to: usize, file: &[u8]) {
        if let Some(read) = Bundle::read(file, &Limits::default()).unwrap() {
            self.forks += self.replicas[to].take(read.bundle).forks.len();
        }
    }

    /// What is on the road arrives, everybody signs, and all exchange: three rounds are enough.
    pub fn heal(&mut self) {
        while !self.roads.is_empty() {
            let which = self.dice.below(self.roads.len() as u64) as usize;
            let (to, file) = self.roads.remove(which);
            self.arrive(to, &file);
        }
        for replica in &mut self.replicas {
            replica.sign();
            tell_keys(replica);
        }
        for _ in 0..3 {
            for from in 0..self.replicas.len() {
                for to in 0..self.replicas.len() {
                    self.exchange(from, to);
                }
            }
        }
    }

    /// One gives another all that it lacks.
    pub fn exchange(&mut self, from: usize, to: usize) {
        if from == to {
            return;
        }
        let mut theirs = self.replicas[to].counts();
        loop {
            let made = self.replicas[from].bundle_for(&theirs, &Limits::default());
            theirs = made.then(&theirs);
            self.forks += self.replicas[to].take(made.bundle).forks.len();
            if !made.more {
                break;
            }
        }
    }

    /// How many entries of each stream were ever written.
    pub fn counts(&self) -> Have {
        let mut counts = Have::new();
        for entry in &self.written {
            let count = counts.entry(entry.stream).or_default();
            *count = entry.seq.max(*count);
        }
        counts
    }
}

fn tell_keys(replica: &mut Replica) {
    for name in 0..3 {
        let entity = EntityId::named(&format!("entity {name}"));
        replica.learn(entity, Key::from_slice(&KEY).unwrap());
    }
}

fn random_act(state: &State, dice: &mut Seeded) -> Act {
    let changes = (0..1 + dice.below(3)).map(|_| random_change(state, dice));
    Act {
        changes: changes.collect(),
        ..Act::default()
    }
}

/// A change by somebody who has seen this state; now and then by somebody who has not.
fn random_change(state: &State, dice: &mut Seeded) -> Change {
    let name = ["nom", "sexe"][dice.below(2) as usize].to_owned();
    let value = Value::of(&dice.below(5));
    let nobody = EntryId::from_bytes([dice.below(256) as u8; 16]);
    match dice.below(8) {
        0..3 => {
            let mut replaces = state.seen(&name);
            match dice.below(6) {
                0 => replaces.clear(),
                1 => drop(replaces.pop()),
                2 => replaces.push(nobody),
                _ => {}
            }
            Change::Set {
                field: name,
                value,
                replaces,
            }
        }
        3 => Change::Add { set: name, value },
        4 => {
            let seen: Vec<_> = state.raw_items(&name).map(|(tag, _)| *tag).collect();
            let mut tags: Vec<_> = seen.into_iter().filter(|_| dice.below(2) == 0).collect();
            if dice.below(8) == 0 {
                tags.push(Tag {
                    entry: nobody,
                    index: 0,
                });
            }
            Change::Remove { set: name, tags }
        }
        5 => Change::Fact { name, value },
        6 => Change::Ask { name, value },
        _ => {
            let asked = state.requests(&name);
            match asked.get(dice.below(asked.len() as u64) as usize) {
                Some((request, _)) => Change::Rule {
                    request: *request,
                    granted: dice.below(2) == 0,
                    value,
                },
                None => Change::Ask { name, value },
            }
        }
    }
}
