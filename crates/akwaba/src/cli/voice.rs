//! How a command speaks: plain sentences for people, one line of JSON for programs, and progress.

use super::words::Lang;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{IsTerminal, Write};

/// How long work is shown, one line each time this much more is done, when there is no terminal.
const LINES_STEP_PERCENT: u64 = 10;

/// The voice of one run of the program.
#[derive(Debug, Clone, Copy)]
pub struct Voice {
    /// Its language.
    pub lang: Lang,
    /// Whether a program is listening.
    pub json: bool,
}

impl Voice {
    /// Says the result: `sentence` to people, `value` to programs. A closed pipe is no error.
    pub fn say(&self, sentence: &str, value: &serde_json::Value) {
        let mut out = std::io::stdout().lock();
        let said = if self.json {
            writeln!(out, "{value}")
        } else {
            writeln!(out, "{sentence}")
        };
        // Whoever stopped listening does not need the rest.
        let _ = said.and_then(|()| out.flush());
    }

    /// Says one line of a long answer, to people only. A closed pipe is no error.
    pub fn line(&self, line: &str) {
        if !self.json {
            // Whoever stopped listening does not need the rest.
            let _ = writeln!(std::io::stdout().lock(), "{line}");
        }
    }

    /// The same language, as the pages know it.
    pub fn web(&self) -> akwaba_web::i18n::Lang {
        match self.lang {
            Lang::Fr => akwaba_web::i18n::Lang::Fr,
            Lang::En => akwaba_web::i18n::Lang::En,
        }
    }

    /// The text of the voice's language.
    pub fn pick(&self, fr: &'static str, en: &'static str) -> &'static str {
        self.lang.pick(fr, en)
    }

    /// Shows the progress of something that has `total` parts.
    pub fn progress(&self, what: &str, total: u64) -> Progress {
        if self.json {
            return Progress {
                bar: ProgressBar::hidden(),
                lines: None,
            };
        }
        let terminal = std::io::stderr().is_terminal();
        let bar = ProgressBar::new(total);
        if terminal {
            let style = ProgressStyle::with_template("{msg} [{bar:30}] {pos}/{len} {eta}");
            bar.set_style(
                style
                    .unwrap_or_else(|_| ProgressStyle::default_bar())
                    .progress_chars("##-"),
            );
        } else {
            bar.set_draw_target(ProgressDrawTarget::hidden());
        }
        bar.set_message(what.to_owned());
        let lines = (!terminal).then(|| Lines {
            what: what.to_owned(),
            said: 0,
        });
        Progress { bar, lines }
    }
}

/// The progress of one long work: a bar on a terminal, lines otherwise.
#[derive(Debug)]
pub struct Progress {
    bar: ProgressBar,
    lines: Option<Lines>,
}

#[derive(Debug)]
struct Lines {
    what: String,
    said: u64,
}

impl Progress {
    /// So many parts are done, of so many.
    pub fn at(&mut self, done: u64, total: u64) {
        self.bar.set_length(total);
        self.bar.set_position(done);
        if let Some(lines) = &mut self.lines {
            let percent = done.saturating_mul(100).checked_div(total).unwrap_or(100);
            if percent >= lines.said + LINES_STEP_PERCENT {
                lines.said = percent - percent % LINES_STEP_PERCENT;
                let _ = writeln!(
                    std::io::stderr(),
                    "{} : {}/{} ({} %)",
                    lines.what,
                    done,
                    total,
                    percent
                );
            }
        }
    }

    /// It is over.
    pub fn end(self) {
        self.bar.finish_and_clear();
    }
}

impl Voice {
    /// Says why something could not be done, and the causes under it.
    pub fn fail(&self, error: &anyhow::Error) {
        let mut causes: Vec<String> = error.chain().map(ToString::to_string).collect();
        if let Some(sentence) = super::trouble::sentence(error, self.lang) {
            causes.insert(0, sentence.to_owned());
        }
        let said = if self.json {
            writeln!(
                std::io::stderr(),
                "{}",
                serde_json::json!({ "error": causes })
            )
        } else {
            writeln!(std::io::stderr(), "{}", causes.join("\n  "))
        };
        // Whoever stopped listening does not need the rest.
        let _ = said;
    }
}
