//! Two nodes that know each other, one of which has written.

use super::signing_key;
use akwaba_journal::act::{Act, Change, Value};
use akwaba_journal::id::{ActorId, EntityId, NodeId, ScopeId};
use akwaba_journal::pen::{About, Ink};
use akwaba_journal::replica::Replica;
use akwaba_journal::upcast::Kinds;

pub struct Two {
    pub from: Replica,
    pub to: Replica,
}

pub fn node(name: &str) -> NodeId {
    NodeId::named(name)
}

/// One that wrote so many entries in so many scopes, signed now and then, and one that did not.
pub fn pair(entries: u64, scopes: u64) -> Two {
    let new = |name: &str| {
        let mut replica = Replica::new(
            node(name),
            signing_key(name),
            Kinds::new().with("thing", &[]),
        );
        for other in ["from", "to"] {
            replica.know(node(other), signing_key(other).verifying_key());
        }
        replica
    };
    let mut two = Two {
        from: new("from"),
        to: new("to"),
    };
    for number in 0..entries {
        write_in(&mut two.from, number % scopes, number);
        if number % 4 == 3 {
            two.from.sign();
        }
    }
    two.from.sign();
    two
}

/// Writes so many entries in the first scope, and signs.
pub fn write(replica: &mut Replica, first: u64, count: u64) {
    write_unsigned(replica, first, count);
    replica.sign();
}

pub fn write_unsigned(replica: &mut Replica, first: u64, count: u64) {
    for number in first..first + count {
        write_in(replica, 0, number);
    }
}

fn write_in(replica: &mut Replica, scope: u64, number: u64) {
    let scope = ScopeId::named(&format!("scope {scope}"));
    let entity = EntityId::named(&format!("entity {}", number % 3));
    let replaces = replica
        .state(scope, entity)
        .map_or_else(Vec::new, |state| state.seen("nom"));
    let act = Act {
        changes: vec![Change::Set {
            field: "nom".into(),
            value: Value::of(&format!("nom numéro {number}")),
            replaces,
        }],
        ..Act::default()
    };
    let about = About {
        actor: ActorId::named("agent"),
        entity,
        kind: "thing",
        version: 1,
    };
    replica
        .write(scope, 1_790_000_000_000_000, about, &act, Ink::Open)
        .unwrap();
}
