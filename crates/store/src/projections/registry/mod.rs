//! The registry as tables: persons, households, groups, relations, links, and the keys of search.

pub mod alike;
pub mod group;
pub mod household;
pub mod import;
pub mod link;
pub mod person;
pub mod relation;
pub mod search;

use crate::projection::Projection;
use crate::table;
use akwaba_domain::registry;

/// Persons, with their identities, relations and search keys.
pub const PERSONS: Projection = Projection {
    name: "person",
    kinds: &[registry::person::KIND],
    tables: &[
        table!("person_row"),
        table!("identity_row"),
        table!("relation_row"),
        table!("person_card"),
        table!("person_key"),
    ],
    apply: person::apply,
};

/// Households and their members.
pub const HOUSEHOLDS: Projection = Projection {
    name: "household",
    kinds: &[registry::household::KIND],
    tables: &[table!("household_row"), table!("member_row")],
    apply: household::apply,
};

/// Groups and those of their members who are registered.
pub const GROUPS: Projection = Projection {
    name: "group",
    kinds: &[registry::group::KIND],
    tables: &[table!("group_row"), table!("group_member_row")],
    apply: group::apply,
};

/// Imports that were done.
pub const IMPORTS: Projection = Projection {
    name: "import",
    kinds: &[registry::import::record::KIND],
    tables: &[table!("import_row")],
    apply: import::apply,
};

/// Decisions that two records are of one person.
pub const LINKS: Projection = Projection {
    name: "same-person",
    kinds: &[registry::link::KIND],
    tables: &[table!("link_row")],
    apply: link::apply,
};
