//! Draws every part of the interface, and five pages made of them, into a folder, to be looked at in a browser.
//!
//! `cargo run -p akwaba-web --example charte -- FOLDER`. All people are invented.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use akwaba_domain::refusal::{Refusal, Refusals};
use akwaba_journal::id::CentreId;
use akwaba_web::frame::{Entry, Flash, Frame};
use akwaba_web::http::Form;
use akwaba_web::i18n::Lang;
use akwaba_web::icon::Icon;
use akwaba_web::parts::{
    Choice, Empty, Fields, Html, Notice, Pager, Paper, Progress, Row, Signature, Summary, Table,
    Tag, Tone,
};
use akwaba_web::{Heading, Site};
use askama::Template;

#[derive(Template)]
#[template(path = "charte/parts.html")]
struct Parts<'a> {
    f: &'a Frame,
    tags: Vec<Tag>,
    notices: Vec<Notice>,
    progress: Progress,
    summary: Summary,
    table: Table,
    pager: Pager,
    empty: Empty,
}

#[derive(Template)]
#[template(path = "charte/queue.html")]
struct Queue<'a> {
    f: &'a Frame,
    queue: Vec<(&'static str, &'static str, &'static str, Tag)>,
}

#[derive(Template)]
#[template(path = "charte/form.html")]
struct Person<'a> {
    f: &'a Frame,
    form: Fields,
    sex: Vec<Choice>,
    languages: Vec<Choice>,
    help: Vec<Choice>,
    seeing: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "charte/register.html")]
struct Register<'a> {
    f: &'a Frame,
    paper: Paper,
    table: Table,
    signature: Signature,
}

#[derive(Template)]
#[template(path = "charte/slip.html")]
struct Slip<'a> {
    f: &'a Frame,
    paper: Paper,
    signature: Signature,
}

#[derive(Template)]
#[template(path = "charte/door.html")]
struct Door<'a> {
    f: &'a Frame,
    form: Fields,
}

#[derive(Template)]
#[template(path = "charte/room.html")]
struct Room<'a> {
    f: &'a Frame,
}

fn frame(inside: bool) -> Frame {
    let site = Site {
        hosts: Vec::new(),
        secure: false,
        centre: CentreId::named("charte"),
        heading: Heading {
            ministry: "Ministère (nom donné par les réglages)".to_owned(),
            direction: "Direction régionale de la Marahoué".to_owned(),
            centre: "Centre social de Gnamien-Koffikro".to_owned(),
            address: "Quartier Commerce, près de la poste".to_owned(),
            phone: "07 07 12 34 56".to_owned(),
        },
    };
    let mut frame = Frame::new(Lang::Fr, "about-title", &site, jiff::Timestamp::UNIX_EPOCH);
    if inside {
        frame.who = Some(("Aya Konan".to_owned(), "Accueil".to_owned()));
        frame.search = true;
        frame.menu = [
            ("frame-menu-reception", "frame-bar-reception", Icon::Door),
            ("frame-menu-today", "frame-bar-today", Icon::Day),
            ("frame-menu-people", "frame-bar-people", Icon::People),
            ("frame-menu-cases", "frame-bar-cases", Icon::Folder),
            (
                "frame-menu-registers",
                "frame-bar-registers",
                Icon::Register,
            ),
            (
                "frame-menu-directory",
                "frame-bar-directory",
                Icon::Signpost,
            ),
            ("frame-menu-manual", "frame-bar-manual", Icon::Manual),
        ]
        .into_iter()
        .map(|(key, short, icon)| Entry {
            path: "#",
            key,
            short,
            icon,
            here: icon == Icon::Door,
        })
        .collect();
    }
    frame
}

fn table(frame: &Frame) -> Table {
    let tag = |tone, word| Html::of(&Tag::new(tone, word));
    Table::new(frame, "Visites du jour")
        .head("N°", false)
        .head("Personne", false)
        .head("Demande", false)
        .head("Attente", true)
        .head("Suite", false)
        .row(
            Row::new()
                .cell("0412/2026")
                .cell(Html::link("#", "Kouassi Affoué Marie, 34 ans"))
                .cell("Conseil")
                .cell("12 min")
                .cell(tag(Tone::Good, "Reçue")),
        )
        .row(
            Row::new()
                .cell("0413/2026")
                .cell(Html::link("#", "Ouattara Siaka, 70 ans environ"))
                .cell("Aide")
                .cell("41 min")
                .cell(tag(Tone::Attention, "Attend"))
                .urgent(),
        )
}

fn parts(f: &Frame) -> Parts<'_> {
    Parts {
        f,
        tags: vec![
            Tag::new(Tone::Calm, "En attente"),
            Tag::new(Tone::Info, "À savoir"),
            Tag::new(Tone::Good, "Terminé"),
            Tag::new(Tone::Attention, "En retard"),
            Tag::new(Tone::Danger, "Risque élevé"),
        ],
        notices: vec![
            Notice::new(
                Tone::Info,
                "Le centre est hors réseau",
                "Tout marche, sauf l'envoi du rapport.",
            ),
            Notice::new(
                Tone::Attention,
                "",
                "La dernière sauvegarde date de trois jours.",
            ),
            Notice::new(
                Tone::Danger,
                "Cette personne ne doit pas être contactée à son domicile",
                "Appelez le 05 04 11 22 33 entre 10 h et 12 h.",
            ),
        ],
        progress: Progress::new(f, "Lecture de la liste", 6_400, 10_000),
        summary: Summary::new(f)
            .line("Noms", "Kouassi Affoué Marie")
            .change("#")
            .line("Naissance", "mars 1991 (d'après l'extrait)")
            .change("#")
            .line("Téléphone", "")
            .change("#")
            .line("État", Html::of(&Tag::new(Tone::Good, "Pièce vérifiée"))),
        table: table(f),
        pager: Pager::new(f, Some("#".to_owned()), Some("#".to_owned())),
        empty: Empty::new(f, "about-title", "about-lead")
            .action("#", "Recevoir la première personne")
            .manual("#", "Manuel, procédure Accueil"),
    }
}

fn queue(f: &Frame) -> Queue<'_> {
    let wait = |tone, word: &str| Tag::new(tone, word);
    Queue {
        f,
        queue: vec![
            (
                "14",
                "N'Guessan Adjoua",
                "arrivée 07:52 · accompagnement",
                wait(Tone::Danger, "À voir d'abord"),
            ),
            (
                "11",
                "Ouattara Siaka",
                "arrivé 07:45 · aide · mooré, interprète",
                wait(Tone::Attention, "25 min"),
            ),
            (
                "12",
                "Kouassi Affoué Marie",
                "arrivée 07:47 · conseil",
                wait(Tone::Calm, "23 min"),
            ),
            (
                "13",
                "Koné Fatoumata et son bébé",
                "arrivée 07:50 · appui",
                wait(Tone::Info, "Entretien privé"),
            ),
            (
                "15",
                "Sans nom",
                "arrivé 07:58 · conseil",
                wait(Tone::Calm, "12 min"),
            ),
        ],
    }
}

fn person(f: &mut Frame) -> Person<'_> {
    let sent = Form::new()
        .with("given", "Affoué Marie")
        .with("birth_day", "31")
        .with("birth_month", "2")
        .with("birth_year", "1991")
        .with("sex", "f");
    let mut refusals = Refusals::new();
    refusals.push(Refusal::at("family", "parts-needed"));
    refusals.push(Refusal::at("birth", "parts-date-hint"));
    let form = Fields::refused(f, sent, &refusals);
    Person {
        f,
        form,
        sex: vec![
            Choice::new("f", "Femme"),
            Choice::new("m", "Homme"),
            Choice::new("u", "Ne sait pas"),
        ],
        languages: ["Français", "Dioula", "Baoulé", "Mooré"]
            .map(|l| Choice::new(l, l))
            .to_vec(),
        help: vec![
            Choice::new("1", "Aide").hint("Un secours, un kit, une prise en charge."),
            Choice::new("2", "Conseil"),
        ],
        seeing: vec![
            Choice::new("no", "Aucune"),
            Choice::new("some", "Quelques-unes"),
        ],
    }
}

fn pages() -> Result<Vec<(&'static str, String)>, askama::Error> {
    let mut f = frame(true);
    f.flash = Some(Flash::good("frame-saved").undo("/x"));
    let mut out = vec![
        ("parts", parts(&f).render()?),
        ("queue", queue(&f).render()?),
    ];
    f.flash = None;
    let outside = frame(false);
    let paper = Paper::new(&f)
        .number("0412/2026/GNK")
        .date("lundi 23 novembre 2026")
        .code("K7QD-2M");
    out.push((
        "register",
        Register {
            f: &f,
            paper: paper.clone().wide(),
            table: table(&f).quiet(),
            signature: Signature::new(&f).officer("La directrice du centre"),
        }
        .render()?,
    ));
    out.push((
        "slip",
        Slip {
            f: &f,
            paper: paper.a5(),
            signature: Signature::new(&f)
                .person("La personne")
                .officer("L'agent d'accueil"),
        }
        .render()?,
    ));
    let form = Fields::new(&outside, Form::new());
    out.push(("door", Door { f: &outside, form }.render()?));
    out.push(("room", Room { f: &outside }.render()?));
    out.push(("form", person(&mut f).render()?));
    Ok(out)
}

fn main() -> io::Result<()> {
    let folder = env::args()
        .nth(1)
        .map_or_else(|| PathBuf::from("target/charte"), PathBuf::from);
    fs::create_dir_all(folder.join("assets"))?;
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
    for name in ["style.css", "app.js", "akwaba.svg"] {
        fs::copy(assets.join(name), folder.join("assets").join(name))?;
    }
    for (name, html) in pages().map_err(io::Error::other)? {
        fs::write(
            folder.join(format!("{name}.html")),
            html.replace("\"/assets/", "\"assets/"),
        )?;
    }
    Ok(())
}
