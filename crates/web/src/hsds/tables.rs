//! The tables of HSDS 3 that hold what this directory has a place for: their files, their fields, and which part of a service
//! stands in which. The package as it is described, read by both ways through it.

/// What stands in the cells of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    /// Words.
    Text,
    /// A number.
    Number,
    /// A day.
    Date,
    /// The id of a row of another table.
    Of(&'static str),
}

/// A column of a table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Field {
    pub name: &'static str,
    pub holds: Holds,
    pub required: bool,
}

/// A table.
#[derive(Debug)]
pub(super) struct Def {
    /// What the specification calls it.
    pub name: &'static str,
    /// Its file here.
    pub file: &'static str,
    /// Its columns, of those that the specification gives it.
    pub fields: &'static [Field],
}

const fn text(name: &'static str) -> Field {
    Field {
        name,
        holds: Holds::Text,
        required: false,
    }
}

const fn needed(name: &'static str) -> Field {
    Field {
        required: true,
        ..text(name)
    }
}

const fn number(name: &'static str) -> Field {
    Field {
        holds: Holds::Number,
        ..text(name)
    }
}

const fn date(name: &'static str) -> Field {
    Field {
        holds: Holds::Date,
        ..text(name)
    }
}

const fn of(name: &'static str, table: &'static str) -> Field {
    Field {
        holds: Holds::Of(table),
        ..text(name)
    }
}

const fn must(name: &'static str, table: &'static str) -> Field {
    Field {
        required: true,
        ..of(name, table)
    }
}

const fn table(name: &'static str, file: &'static str, fields: &'static [Field]) -> Def {
    Def { name, file, fields }
}

/// The table of services.
pub(super) const SERVICE: &str = "service";

/// The tables, in the order of the specification.
pub(super) const TABLES: &[Def] = &[
    table(
        "organization",
        "organizations.csv",
        &[needed("id"), needed("name"), needed("description")],
    ),
    table(
        SERVICE,
        "services.csv",
        &[
            needed("id"),
            must("organization_id", "organization"),
            needed("name"),
            needed("status"),
            text("application_process"),
            text("fees_description"),
            text("eligibility_description"),
            number("minimum_age"),
            number("maximum_age"),
            date("assured_date"),
        ],
    ),
    table(
        "attribute",
        "attributes.csv",
        &[
            needed("id"),
            needed("link_id"),
            must("taxonomy_term_id", "taxonomy_term"),
            text("link_type"),
            needed("link_entity"),
        ],
    ),
    table(
        "service_at_location",
        "service_at_location.csv",
        &[
            needed("id"),
            must("service_id", SERVICE),
            must("location_id", "location"),
        ],
    ),
    table(
        "location",
        "locations.csv",
        &[
            needed("id"),
            needed("location_type"),
            text("description"),
            text("external_identifier"),
            text("external_identifier_type"),
        ],
    ),
    table(
        "phone",
        "phones.csv",
        &[
            needed("id"),
            of("location_id", "location"),
            of("service_id", SERVICE),
            of("organization_id", "organization"),
            of("service_at_location_id", "service_at_location"),
            needed("number"),
        ],
    ),
    table(
        "contact",
        "contacts.csv",
        &[
            needed("id"),
            of("organization_id", "organization"),
            of("service_id", SERVICE),
            of("service_at_location_id", "service_at_location"),
            of("location_id", "location"),
            text("name"),
            text("title"),
        ],
    ),
    table(
        "address",
        "addresses.csv",
        &[
            needed("id"),
            of("location_id", "location"),
            needed("address_1"),
            text("address_2"),
            needed("city"),
            needed("state_province"),
            needed("postal_code"),
            needed("country"),
            needed("address_type"),
        ],
    ),
    table(
        "schedule",
        "schedules.csv",
        &[
            needed("id"),
            of("service_id", SERVICE),
            of("location_id", "location"),
            of("service_at_location_id", "service_at_location"),
            text("byday"),
            text("description"),
            text("opens_at"),
            text("closes_at"),
        ],
    ),
    table(
        "required_document",
        "required_documents.csv",
        &[needed("id"), of("service_id", SERVICE), text("document")],
    ),
    table(
        "language",
        "languages.csv",
        &[
            needed("id"),
            of("service_id", SERVICE),
            of("location_id", "location"),
            text("name"),
        ],
    ),
    table(
        "taxonomy_term",
        "taxonomy_terms.csv",
        &[
            needed("id"),
            text("code"),
            needed("name"),
            needed("description"),
            text("taxonomy"),
            of("taxonomy_id", "taxonomy"),
        ],
    ),
    table(
        "cost_option",
        "cost_options.csv",
        &[
            needed("id"),
            must("service_id", SERVICE),
            text("option"),
            text("currency"),
            number("amount"),
            text("amount_description"),
        ],
    ),
    table(
        "taxonomy",
        "taxonomies.csv",
        &[needed("id"), needed("name"), needed("description")],
    ),
    // Since HSDS 3.1. Its number of free units and their unit are not kept here: the words are.
    table(
        "service_capacity",
        "service_capacity.csv",
        &[
            needed("id"),
            must("service_id", SERVICE),
            text("description"),
        ],
    ),
];

/// How a part is tied to what it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tie {
    /// Its own column names what it belongs to: there may be several.
    Many(&'static str),
    /// A column of what it belongs to names it: there is one.
    One(&'static str),
}

/// A part of something, as JSON has it: of what, under which name, in which table, and by which column.
pub(super) type Part = (&'static str, &'static str, &'static str, Tie);

/// The parts of each thing. None leads back to where it comes from.
pub(super) const PARTS: &[Part] = &[
    (
        SERVICE,
        "organization",
        "organization",
        Tie::One("organization_id"),
    ),
    (SERVICE, "attributes", "attribute", Tie::Many("link_id")),
    (
        SERVICE,
        "service_at_locations",
        "service_at_location",
        Tie::Many("service_id"),
    ),
    (SERVICE, "phones", "phone", Tie::Many("service_id")),
    (SERVICE, "contacts", "contact", Tie::Many("service_id")),
    (SERVICE, "schedules", "schedule", Tie::Many("service_id")),
    (
        SERVICE,
        "required_documents",
        "required_document",
        Tie::Many("service_id"),
    ),
    (SERVICE, "languages", "language", Tie::Many("service_id")),
    (
        SERVICE,
        "cost_options",
        "cost_option",
        Tie::Many("service_id"),
    ),
    (
        SERVICE,
        "capacities",
        "service_capacity",
        Tie::Many("service_id"),
    ),
    (
        "organization",
        "phones",
        "phone",
        Tie::Many("organization_id"),
    ),
    (
        "organization",
        "contacts",
        "contact",
        Tie::Many("organization_id"),
    ),
    (
        "service_at_location",
        "location",
        "location",
        Tie::One("location_id"),
    ),
    (
        "service_at_location",
        "phones",
        "phone",
        Tie::Many("service_at_location_id"),
    ),
    (
        "service_at_location",
        "contacts",
        "contact",
        Tie::Many("service_at_location_id"),
    ),
    (
        "service_at_location",
        "schedules",
        "schedule",
        Tie::Many("service_at_location_id"),
    ),
    ("location", "addresses", "address", Tie::Many("location_id")),
    ("location", "phones", "phone", Tie::Many("location_id")),
    ("location", "contacts", "contact", Tie::Many("location_id")),
    (
        "location",
        "schedules",
        "schedule",
        Tie::Many("location_id"),
    ),
    (
        "location",
        "languages",
        "language",
        Tie::Many("location_id"),
    ),
    (
        "attribute",
        "taxonomy_term",
        "taxonomy_term",
        Tie::One("taxonomy_term_id"),
    ),
    (
        "taxonomy_term",
        "taxonomy",
        "taxonomy",
        Tie::One("taxonomy_id"),
    ),
];

/// The parts of one thing.
pub(super) fn parts_of(table: &str) -> impl Iterator<Item = &'static Part> {
    PARTS.iter().filter(move |part| part.0 == table)
}

/// The table of that name.
pub(super) fn named(name: &str) -> Option<&'static Def> {
    TABLES.iter().find(|table| table.name == name)
}
