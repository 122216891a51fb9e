//! Verifying an exported journal as it is read.

use super::{Kind, Report, Verifier};
use crate::export::{Counts, Frame, Reader, Step};
use crate::id::NodeId;
use std::collections::BTreeMap;
use std::io::{self, Read};

/// How to verify a file.
#[derive(Default)]
pub struct Verifying<'a> {
    /// Public keys known from elsewhere (from paper, from the hub): the file cannot change them.
    pub trusted: BTreeMap<NodeId, [u8; 32]>,
    /// Whether the report should hold the leaves that checkpoints are compared with.
    pub leaves: bool,
    /// Told the number of frames read, every 4,096 frames.
    pub progress: Option<&'a mut dyn FnMut(u64)>,
}

/// Verifies an exported journal: [`crate::export`] says what it holds.
///
/// # Errors
/// Only what `input` answers; everything that is wrong with its content is in the report.
pub fn verify(input: impl Read, mut how: Verifying<'_>) -> io::Result<Report> {
    let mut verifier = Verifier::new(std::mem::take(&mut how.trusted));
    if how.leaves {
        verifier = verifier.with_leaves();
    }
    let Some(mut reader) = Reader::begin(input)? else {
        verifier.find(Kind::Magic, None);
        return Ok(verifier.finish());
    };
    let mut reading = Reading::default();
    let mut number = 0;
    while !reading.over {
        number += 1;
        verifier.at_frame(number);
        let step = reader.step()?;
        if let Step::Frame(Frame::End { counts, sha256 }) = step {
            let (counts, sha256) = (counts, sha256.to_vec());
            let good = counts == reading.counts && sha256 == reader.sha256();
            if reading.ended || !good {
                verifier.find(Kind::End, None);
            }
            reading.over = reading.ended;
            reading.ended = true;
        } else {
            reading.step(step, &mut verifier);
        }
        if number % 4096 == 0
            && let Some(progress) = &mut how.progress
        {
            progress(number);
        }
    }
    Ok(verifier.finish())
}

/// Where the reading of one file stands.
#[derive(Default)]
struct Reading {
    counts: Counts,
    /// The greatest kind of frame met: keys, then heads, then entries.
    stage: u8,
    ended: bool,
    over: bool,
}

impl Reading {
    fn step(&mut self, step: Step<'_>, verifier: &mut Verifier) {
        if self.ended {
            // Whatever stands after the end does not belong to the journal.
            if step != Step::End {
                verifier.find(Kind::End, None);
            }
            self.over = true;
            return;
        }
        match step {
            Step::Frame(frame) => self.frame(frame, verifier),
            Step::Strange => verifier.find(Kind::Frame, None),
            Step::Broken => {
                verifier.find(Kind::Frame, None);
                verifier.find(Kind::Cut, None);
                self.over = true;
            }
            Step::End => {
                verifier.find(Kind::Cut, None);
                self.over = true;
            }
        }
    }

    fn frame(&mut self, frame: Frame<'_>, verifier: &mut Verifier) {
        let (stage, count) = match &frame {
            Frame::Key { .. } => (0, &mut self.counts.keys),
            Frame::Head(_) => (1, &mut self.counts.heads),
            Frame::Entry { .. } => (2, &mut self.counts.entries),
            Frame::End { .. } => return,
        };
        *count += 1;
        if stage < self.stage {
            verifier.find(Kind::Order, None);
            return;
        }
        self.stage = stage;
        match frame {
            Frame::Key { node, public } => verifier.key(node, public),
            Frame::Head(head) => verifier.head(&head),
            Frame::Entry { bytes, after } => verifier.entry(bytes, &after),
            Frame::End { .. } => {}
        }
    }
}
