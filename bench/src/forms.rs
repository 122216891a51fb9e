//! Filling in a large form, answer by answer, beside ODK's own engine in the same run.
//!
//! The form has 250 questions, 100 conditions and 50 calculations that depend on each other. After each answer both sides are
//! asked of every question whether it is relevant and whether something refuses it. The peer is `@getodk/xforms-engine` as
//! `e2e/xlsform` installs it (`npm ci` there); it is given the same form and the same answers, and must come to the same.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use akwaba_procedures::form::{Answers, Filled, Form, Moment};
use akwaba_procedures::sheet::{Book, Sheet};
use anyhow::{Context as _, Result, bail};

use super::measure::{now, say};

const QUESTIONS: usize = 250;

/// One question in five is computed, two in five have a condition on an earlier one.
struct Question {
    name: String,
    relevant: Option<(usize, u32)>,
    calculation: Option<(usize, usize)>,
}

fn questions() -> Vec<Question> {
    let mut questions: Vec<Question> = Vec::new();
    for at in 0..QUESTIONS {
        // What is asked stands at ranks that 5 divides and right after.
        let earlier = |back: usize| (at.saturating_sub(back) / 5) * 5;
        questions.push(Question {
            name: format!("q{at}"),
            relevant: (at % 5 == 1 || at % 5 == 2)
                .then(|| (earlier(6), u32::try_from(at % 7).unwrap_or(0) + 2)),
            calculation: (at % 5 == 4).then(|| (earlier(0), at.saturating_sub(5))),
        });
    }
    questions
}

fn form(questions: &[Question]) -> Result<Form> {
    let mut survey = Sheet::new(
        "survey",
        &[
            "type",
            "name",
            "label",
            "relevant",
            "calculation",
            "constraint",
        ],
    );
    for question in questions {
        let relevant = question
            .relevant
            .map_or(String::new(), |(of, least)| format!("${{q{of}}} > {least}"));
        match question.calculation {
            Some((a, b)) => survey.push(&[
                "calculate",
                &question.name,
                "",
                &relevant,
                &format!("coalesce(${{q{a}}}, 0) + coalesce(${{q{b}}}, 0)"),
                "",
            ]),
            None => survey.push(&[
                "integer",
                &question.name,
                "Combien ?",
                &relevant,
                "",
                ". < 9",
            ]),
        }
    }
    let mut book = Book::new("");
    book.sheets.push(survey);
    Form::read(&book).map_err(|findings| anyhow::anyhow!("{:?}", findings.first()))
}

/// The same form as the converter of ODK writes it.
fn xml(questions: &[Question]) -> String {
    let (mut model, mut binds, mut body) = (String::new(), String::new(), String::new());
    for question in questions {
        let name = &question.name;
        let relevant = question.relevant.map_or(String::new(), |(of, least)| {
            format!(" relevant=\"/data/q{of} &gt; {least}\"")
        });
        let _ = write!(model, "<{name}/>");
        if let Some((a, b)) = question.calculation {
            let _ = write!(
                binds,
                "<bind nodeset=\"/data/{name}\" type=\"string\"{relevant} calculate=\"coalesce(/data/q{a}, 0) + coalesce(/data/q{b}, 0)\"/>"
            );
        } else {
            let _ = write!(
                binds,
                "<bind nodeset=\"/data/{name}\" type=\"int\"{relevant} constraint=\". &lt; 9\"/>"
            );
            let _ = write!(
                body,
                "<input ref=\"/data/{name}\"><label>Combien ?</label></input>"
            );
        }
    }
    format!(
        "<?xml version=\"1.0\"?><h:html xmlns=\"http://www.w3.org/2002/xforms\" xmlns:h=\"http://www.w3.org/1999/xhtml\" \
         xmlns:jr=\"http://openrosa.org/javarosa\" xmlns:odk=\"http://www.opendatakit.org/xforms\" \
         xmlns:orx=\"http://openrosa.org/xforms\"><h:head><h:title>f</h:title><model odk:xforms-version=\"1.0.0\"><instance>\
         <data id=\"f\">{model}<meta><instanceID/></meta></data></instance>{binds}\
         <bind nodeset=\"/data/meta/instanceID\" type=\"string\"/></model></h:head><h:body>{body}</h:body></h:html>"
    )
}

pub fn run(answers: u64) -> Result<()> {
    let questions = questions();
    let form = form(&questions)?;
    let asked: Vec<&Question> = questions
        .iter()
        .filter(|question| question.calculation.is_none())
        .collect();
    let conditions = questions
        .iter()
        .filter(|question| question.relevant.is_some())
        .count();
    let mut seed = 7_u64;
    let mut draw = |below: usize| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap_or(0) % below
    };
    // Only what is always asked is answered, so that no answer is lost on either side.
    let open: Vec<&&Question> = asked
        .iter()
        .filter(|question| question.relevant.is_none())
        .collect();
    let steps: Vec<(&str, String)> = (0..answers)
        .filter_map(|_| {
            let question = open.get(draw(open.len()))?;
            Some((question.name.as_str(), draw(12).to_string()))
        })
        .collect();
    say(&format!(
        "a form of {QUESTIONS} questions, {conditions} conditions, {} answers",
        steps.len()
    ));

    let moment = Moment {
        now: jiff::civil::date(2026, 3, 1).at(9, 0, 0, 0),
        seed: 1,
        language: "",
    };
    let mut filled = Filled::evaluate(&form, &Answers::new(), moment);
    let (mut relevant, mut refused) = (0_u64, 0_u64);
    let begun = now();
    for (name, value) in &steps {
        filled.set(name, value);
        for question in &questions {
            relevant += u64::from(filled.relevant(&question.name));
            refused += u64::from(filled.problem_at(&question.name).is_some());
        }
    }
    let ours = begun.elapsed().as_secs_f64();

    let folder = std::env::temp_dir().join(format!("akwaba-bench-forms-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join("form.xml"), xml(&questions))?;
    let listed: Vec<String> = steps
        .iter()
        .map(|(name, value)| format!("{name} {value}"))
        .collect();
    std::fs::write(folder.join("answers.txt"), listed.join("\n"))?;
    let peer = peer(&folder);
    std::fs::remove_dir_all(&folder)?;
    let (theirs, their_relevant, their_refused) = peer?;
    if (their_relevant, their_refused) != (relevant, refused) {
        bail!(
            "the peer came to something else: {their_relevant} relevant and {their_refused} refused, not {relevant} and {refused}"
        );
    }
    #[expect(clippy::cast_precision_loss, reason = "a few thousand")]
    let each = |total: f64| total * 1e6 / steps.len() as f64;
    say(&format!(
        "here:                {:>9.1} µs per answer",
        each(ours)
    ));
    say(&format!(
        "@getodk/xforms-engine {:>8.1} µs per answer",
        each(theirs)
    ));
    say(&format!("ratio: {:.1}", theirs / ours));
    Ok(())
}

/// Seconds, and how often a question was relevant and refused, on the side of the peer.
fn peer(folder: &Path) -> Result<(f64, u64, u64)> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../e2e/xlsform/speed.mjs");
    let done = Command::new("node")
        .arg(&script)
        .arg(folder)
        .output()
        .context("starting node, for the peer")?;
    if !done.status.success() {
        bail!(
            "the peer failed; run `npm ci` in e2e/xlsform first: {}",
            String::from_utf8_lossy(&done.stderr)
        );
    }
    let said = String::from_utf8(done.stdout)?;
    let mut words = said.split_whitespace();
    let mut next = || words.next().context("the peer says three numbers");
    Ok((next()?.parse()?, next()?.parse()?, next()?.parse()?))
}
