//! The registry: persons, households, and finding that two records are one person.
