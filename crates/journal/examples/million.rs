//! Writes a journal of a million entries (or as many as asked) into a file, verifies it, and
//! prints how long each took: `cargo run --release -p akwaba-journal --example million -- [N] [FILE]`.

use akwaba_journal::act::{Act, Change, Value};
use akwaba_journal::chance::Seeded;
use akwaba_journal::clock::Hlc;
use akwaba_journal::entry::Stream;
use akwaba_journal::export::{ExportError, Writer};
use akwaba_journal::id::{ActorId, EntityId, NodeId, ScopeId};
use akwaba_journal::pen::{About, Ink, Pen, Written};
use akwaba_journal::seal::Key;
use akwaba_journal::verify::{Verifying, verify};
use ed25519_dalek::SigningKey;
use std::fs::File;
use std::io::{BufReader, BufWriter, Write, stdout};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let entries: u64 = args.next().map_or(Ok(1_000_000), |text| text.parse())?;
    let kept = args.next();
    let path = kept.clone().map_or_else(
        || std::env::temp_dir().join(format!("akwaba-million-{}", std::process::id())),
        Into::into,
    );
    let mut out = stdout();

    #[expect(clippy::disallowed_methods, reason = "an example that measures time")]
    let clock = std::time::Instant::now;
    let began = clock();
    make(entries, BufWriter::new(File::create(&path)?))?;
    let size = std::fs::metadata(&path)?.len();
    let seconds = began.elapsed().as_secs_f64();
    writeln!(
        out,
        "written: {entries} entries, {size} bytes, {seconds:.1} s"
    )?;

    let began = clock();
    let report = verify(BufReader::new(File::open(&path)?), Verifying::default())?;
    let seconds = began.elapsed().as_secs_f64();
    let (read, wrong) = (report.counts.entries, report.findings.len());
    writeln!(
        out,
        "verified: {read} entries, {wrong} findings, {seconds:.1} s"
    )?;
    if kept.is_none() {
        std::fs::remove_file(&path)?;
    }
    Ok(())
}

fn make(entries: u64, file: impl Write) -> Result<(), Box<dyn std::error::Error>> {
    let signing = SigningKey::from_bytes(&[7; 32]);
    let node = NodeId::named("centre");
    let stream = Stream {
        scope: ScopeId::named("registry"),
        node,
        incarnation: 1,
    };
    // Heads stand before entries in the file: the entries are made twice rather than kept.
    let mut pen = Pen::new(stream);
    lines(entries, &mut pen, |_| Ok(()))?;
    let mut writer = Writer::begin(file)?;
    writer.key(node, &signing.verifying_key())?;
    writer.head(&pen.sign(&signing))?;
    lines(entries, &mut Pen::new(stream), |written| {
        let seq = written.entry.seq;
        writer.entry(stream, seq, &written.bytes, &written.after)
    })?;
    writer.finish()?;
    Ok(())
}

fn lines(
    entries: u64,
    pen: &mut Pen,
    mut each: impl FnMut(Written) -> Result<(), ExportError>,
) -> Result<(), Box<dyn std::error::Error>> {
    let mut dice = Seeded::new(1);
    let mut clock = Hlc::default();
    let key = Key::fresh(&mut dice);
    for number in 0..entries {
        let entity = EntityId::fresh(clock.last(), &mut dice);
        let act = Act {
            changes: ["nom", "prénoms", "naissance", "quartier"]
                .map(|field| Change::Set {
                    field: field.to_owned(),
                    value: Value::of(&format!("{field} {}", dice.below(100_000))),
                    replaces: Vec::new(),
                })
                .into(),
            reason: None,
            source: Some(format!("import, ligne {number}")),
        };
        let about = About {
            actor: ActorId::named("agent"),
            entity,
            kind: "person",
            version: 1,
        };
        let ink = Ink::Keyed {
            subject: entity,
            key: &key,
            chance: &mut dice,
        };
        each(pen.write(
            clock.tick(1_790_000_000_000_000 + number as i64),
            about,
            &act,
            ink,
        )?)?;
    }
    Ok(())
}
