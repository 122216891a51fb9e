//! Tests of the whole journal: what one part writes, another reads, verifies and merges.

#[cfg(test)]
mod checkpoints;
#[cfg(test)]
mod exchange;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod merge;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod second_verifier;
#[cfg(test)]
mod support;
#[cfg(test)]
mod verifier;
