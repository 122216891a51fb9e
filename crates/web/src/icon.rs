//! The few drawings of the interface: 24 by 24, drawn with one line of text colour, always beside a word.

use std::fmt;

use askama::filters::HtmlSafe;

/// A drawing, written into the page as SVG and hidden from screen readers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// A door: reception.
    Door,
    /// A calendar page: today.
    Day,
    /// Two people: persons and households.
    People,
    /// A folder: cases.
    Folder,
    /// Lines in a book: registers and reports.
    Register,
    /// A signpost: directory.
    Signpost,
    /// An open book: manual.
    Manual,
    /// A square cap: the training centre.
    Learn,
    /// A house with a flag: the centre.
    Centre,
    /// A closed eye: hide the screen.
    Hide,
    /// A magnifying glass.
    Search,
    /// Three lines: the rest of the menu.
    More,
    /// A disc with a check: good.
    Good,
    /// A triangle: attention.
    Attention,
    /// An octagon: danger.
    Danger,
    /// A disc with an i: information.
    Info,
    /// An empty ring: waiting, not begun.
    Ring,
    /// A plus sign.
    Plus,
    /// A printer.
    Print,
    /// An arrow back.
    Back,
    /// An arrow on.
    On,
    /// A padlock.
    Lock,
    /// One person.
    Person,
}

impl Icon {
    /// Every drawing, by the name that templates give it.
    pub const NAMED: [(&'static str, Self); 23] = [
        ("door", Self::Door),
        ("day", Self::Day),
        ("people", Self::People),
        ("folder", Self::Folder),
        ("register", Self::Register),
        ("signpost", Self::Signpost),
        ("manual", Self::Manual),
        ("learn", Self::Learn),
        ("centre", Self::Centre),
        ("hide", Self::Hide),
        ("search", Self::Search),
        ("more", Self::More),
        ("good", Self::Good),
        ("attention", Self::Attention),
        ("danger", Self::Danger),
        ("info", Self::Info),
        ("ring", Self::Ring),
        ("plus", Self::Plus),
        ("print", Self::Print),
        ("back", Self::Back),
        ("on", Self::On),
        ("lock", Self::Lock),
        ("person", Self::Person),
    ];

    /// The drawing of a name: `f.icon("hide")` in a template.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMED
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, icon)| *icon)
    }

    fn path(self) -> &'static str {
        match self {
            Self::Door => "M5 21V4l10-2v19M15 5h4v16M3 21h18M11 12v.5",
            Self::Day => "M4 6h16v14H4zM4 10h16M8 3v4M16 3v4M8 14h3",
            Self::People => {
                "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M2.5 20c.4-4 3-6 6.5-6s6.1 2 6.5 6M16 4.300a3.5 3.5 0 0 1 0 6.400M18 14.500c2 .8 3.2 2.7 3.5 5.5"
            }
            Self::Folder => "M3 19V5h6l2 3h10v11z",
            Self::Register => "M6 3h13v18H6a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2M8 8h7M8 12h7M8 16h4",
            Self::Signpost => "M12 3v18M6 5h11l3 3-3 3H6zM18 13H8l-3 2.500L8 18h10",
            Self::Manual => "M12 6c-2-1.5-5-2-9-2v14c4 0 7 .5 9 2 2-1.5 5-2 9-2V4c-4 0-7 .5-9 2v14",
            Self::Learn => "M2 9.500l10-5 10 5-10 5zM6 11.500v5c4 2.500 8 2.500 12 0v-5",
            Self::Centre => "M3 11l9-7 9 7M5 10v10h14V10M10 20v-6h4v6",
            Self::Hide => {
                "M3 3l18 18M10 6.200A10 10 0 0 1 12 6c5 0 8.5 4.5 9.5 6a17 17 0 0 1-3 3.400M6.5 8A16 16 0 0 0 2.5 12c1 1.5 4.5 6 9.5 6 1.6 0 3-.4 4.2-1"
            }
            Self::Search => "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13M15.5 15.500L21 21",
            Self::More => "M4 7h16M4 12h16M4 17h16",
            Self::Good => "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M8 12.500l3 3 5-6",
            Self::Attention => "M12 3.500L22 20.500H2zM12 10v5M12 17.500v.5",
            Self::Danger => "M8 3h8l5 5v8l-5 5H8l-5-5V8zM12 7.500v5.500M12 16v.5",
            Self::Info => "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M12 11v5.500M12 7.500v.5",
            Self::Ring => "M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16",
            Self::Plus => "M12 5v14M5 12h14",
            Self::Print => "M7 9V3h10v6M7 17H4V9h16v8h-3M7 14h10v7H7z",
            Self::Back => "M20 12H5M11 6l-6 6 6 6",
            Self::On => "M4 12h15M13 6l6 6-6 6",
            Self::Lock => "M5 11h14v10H5zM8 11V7.500a4 4 0 0 1 8 0V11M12 15v2",
            Self::Person => {
                "M12 11.500a4 4 0 1 0 0-8 4 4 0 0 0 0 8M4.5 21c.5-4.5 3.5-6.5 7.5-6.500s7 2 7.5 6.5"
            }
        }
    }
}

impl fmt::Display for Icon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "<svg class=\"icon\" viewBox=\"0 0 24 24\" aria-hidden=\"true\" focusable=\"false\"><path d=\"{}\"/></svg>",
            self.path()
        )
    }
}

impl HtmlSafe for Icon {}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::path::Path;

    fn check(folder: &Path) {
        for entry in fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
        {
            if entry.is_dir() {
                check(&entry);
                continue;
            }
            let text = fs::read_to_string(&entry).unwrap();
            for part in text.split("f.icon(\"").skip(1) {
                let name = part.split('"').next().unwrap();
                assert!(
                    Icon::named(name).is_some(),
                    "{}: no drawing {name}",
                    entry.display()
                );
            }
        }
    }

    #[test]
    fn every_drawing_named_in_a_template_exists() {
        check(&Path::new(env!("CARGO_MANIFEST_DIR")).join("templates"));
    }
}
