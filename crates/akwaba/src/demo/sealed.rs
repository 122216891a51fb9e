//! The sealed files of the demonstration: a few, each gone through its procedure to where it stands today, with what leaves
//! them; and a complaint about the centre, answered by its receipt.
//!
//! All of it is done inside the protected space, by those who hold the files. Never: anything of a file in the open.

use super::confided::{
    AGREED, CHILD_AGAIN, CHILD_SEEN, CODE, DENIED, ENDED, HER_PLAN, HER_SERVICES, LABOUR, NEGLECT,
    PLACED, RECEIVED, RECEIVED_SOON, SHE_ENDS, SHE_SAID, THREATENED, YESTERDAY,
};
use super::keyholders;
use super::life::Life;
use super::mediated::Said;
use super::screen::{Screen, Screens, links, value};
use super::typing::typed;
use crate::folder::Folder;
use akwaba_domain::actor::Role;
use akwaba_domain::reports::monthly::Month;
use akwaba_journal::id::EntityId;
use akwaba_store::projections::casework::{current, edition};
use akwaba_store::projections::directory::services;
use anyhow::{Result, anyhow};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;

/// Something done in a file.
#[derive(Clone, Copy)]
enum Deed {
    /// Begun under a procedure, for somebody who gets a code.
    Begin(&'static str),
    /// Begun for a child of the registry.
    BeginForChild(&'static str),
    /// A step of its procedure.
    Do(Said),
    /// An incident, under the code that its page proposes.
    Tell(Said),
    /// She agrees to be referred to a service, and is.
    Refer,
    /// Whether to report is weighed.
    Weigh,
}
use Deed::{Begin, BeginForChild, Do, Refer, Tell, Weigh};

/// The files, by how they are called here.
const CHILD: usize = 0;
const HEIRESS: usize = 1;
const TRADER: usize = 2;
const APPRENTICE: usize = 3;
const PLACEMENT: usize = 4;
const TODAY: usize = 5;

/// What is done how many open days before today. On every such day but the last, the director approves what is asked of her
/// on the next open day.
const DONE: [(usize, &[(usize, Deed)]); 7] = [
    (
        46,
        &[
            (HEIRESS, Begin("P14")),
            (HEIRESS, Do(RECEIVED)),
            (HEIRESS, Tell(DENIED)),
            (HEIRESS, Do(AGREED)),
            (HEIRESS, Refer),
            (HEIRESS, Weigh),
            (HEIRESS, Do(HER_PLAN)),
            (CHILD, BeginForChild("P13")),
            (CHILD, Do(NEGLECT[0])),
            (CHILD, Do(NEGLECT[1])),
            (CHILD, Do(NEGLECT[2])),
        ],
    ),
    (
        44,
        &[
            (HEIRESS, Do(HER_SERVICES)),
            (CHILD, Do(NEGLECT[3])),
            (CHILD, Do(NEGLECT[4])),
            (PLACEMENT, Begin("P25")),
            (PLACEMENT, Do(PLACED[0])),
        ],
    ),
    (
        38,
        &[
            (HEIRESS, Do(SHE_SAID)),
            (CHILD, Do(NEGLECT[5])),
            (PLACEMENT, Do(PLACED[1])),
            (PLACEMENT, Do(PLACED[2])),
            (TRADER, Begin("P14")),
            (TRADER, Do(RECEIVED)),
            (TRADER, Tell(THREATENED)),
            (TRADER, Do(AGREED)),
            (TRADER, Do(HER_PLAN)),
        ],
    ),
    (
        30,
        &[
            (HEIRESS, Do(SHE_SAID)),
            (CHILD, Do(CHILD_SEEN)),
            (TRADER, Do(HER_SERVICES)),
            (PLACEMENT, Do(PLACED[3])),
            (APPRENTICE, Begin("P13")),
            (APPRENTICE, Do(NEGLECT[0])),
            (APPRENTICE, Do(LABOUR)),
            (APPRENTICE, Do(NEGLECT[2])),
        ],
    ),
    (
        20,
        &[
            (HEIRESS, Do(SHE_SAID)),
            (CHILD, Do(CHILD_SEEN)),
            (TRADER, Do(SHE_ENDS)),
            (TRADER, Do(ENDED)),
            (APPRENTICE, Do(NEGLECT[3])),
            (APPRENTICE, Do(NEGLECT[4])),
        ],
    ),
    (
        10,
        &[
            (HEIRESS, Do(SHE_SAID)),
            (CHILD, Do(CHILD_SEEN)),
            (APPRENTICE, Do(NEGLECT[5])),
            (PLACEMENT, Do(PLACED[4])),
        ],
    ),
    (
        1,
        &[
            (HEIRESS, Do(SHE_SAID)),
            (CHILD, Do(CHILD_SEEN)),
            (APPRENTICE, Do(CHILD_AGAIN)),
            (APPRENTICE, Do(NEGLECT[4])),
        ],
    ),
];
/// What is done on the day of the demonstration itself.
const DONE_TODAY: [(usize, Deed); 3] = [
    (TODAY, Begin("P14")),
    (TODAY, Do(RECEIVED_SOON)),
    (TODAY, Tell(YESTERDAY)),
];
/// Open days before today on which the director approves what is asked of her.
const APPROVED: [usize; 5] = [45, 43, 37, 29, 19];
/// Open days before today on which guardians are named, somebody complains, the director answers them.
const GUARDED: usize = 48;
const COMPLAINED: usize = 21;
const ANSWERED: usize = 19;
/// How long before now the last file is begun.
const BEFORE_NOW: SignedDuration = SignedDuration::from_mins(45);
/// The service to which somebody is referred, as the directory of the demonstration calls it.
const SERVICE: &str = "Écoute et soutien";

/// The protected space while the year is lived.
pub(super) struct Sealed {
    screens: Screens,
    files: BTreeMap<usize, Begun>,
    receipt: String,
}

/// A file that is begun.
struct Begun {
    procedure: &'static str,
    /// The address of its case.
    case: String,
    /// The code of the incident told last.
    incident: String,
}

impl Sealed {
    /// Before anything is done in it.
    pub(super) fn open(life: &Life<'_>, folder: &Folder, seed: u64) -> Result<Self> {
        Ok(Self {
            screens: Screens::open(life.founded, folder, seed)?,
            files: BTreeMap::new(),
            receipt: String::new(),
        })
    }

    /// What is done on a day, so many open days before today.
    pub(super) fn day(&mut self, life: &mut Life<'_>, back: usize, day: Date) -> Result<()> {
        let at = |hour: i8| -> Result<Timestamp> {
            Ok(day.at(hour, 0, 0, 0).to_zoned(TimeZone::UTC)?.timestamp())
        };
        if back == GUARDED {
            life.together_at(day, keyholders::appoint)?;
        }
        if back == COMPLAINED {
            self.complain(at(10)?)?;
        }
        if APPROVED.contains(&back) {
            self.approve(life, at(11)?, back == ANSWERED)?;
        }
        match DONE.iter().find(|(on, _)| *on == back) {
            Some((_, deeds)) => self.work(life, at(16)?, deeds),
            None => Ok(()),
        }
    }

    /// What is done today, and the receipt of the complaint.
    pub(super) fn today(mut self, life: &Life<'_>, now: Timestamp) -> Result<String> {
        self.work(life, now - BEFORE_NOW, &DONE_TODAY)?;
        Ok(self.receipt)
    }

    /// Signs the counts of a month that is over, early on a day.
    pub(super) fn count(&mut self, life: &Life<'_>, day: Date, month: Month) -> Result<()> {
        if self.files.is_empty() {
            return Ok(());
        }
        let early = day.at(6, 50, 0, 0).to_zoned(TimeZone::UTC)?.timestamp();
        let who = (Role::SocialWorker, life.actor(Role::SocialWorker).account);
        let mut screen = Screen::inside(&mut self.screens, who, early)?;
        let path = format!("/espace/comptes/{month}");
        let page = screen.read(&path)?;
        let seen = value(&page, "seen").ok_or_else(|| anyhow!("no counts to sign"))?;
        screen.send(&path, &[("seen", seen)])?;
        screen.leave()
    }

    fn work(&mut self, life: &Life<'_>, at: Timestamp, deeds: &[(usize, Deed)]) -> Result<()> {
        let director = life.actor(Role::Director).account.to_string();
        let who = (Role::SocialWorker, life.actor(Role::SocialWorker).account);
        let mut screen = Screen::inside(&mut self.screens, who, at)?;
        for (file, deed) in deeds {
            if let Begin(procedure) | BeginForChild(procedure) = *deed {
                let whose = match deed {
                    BeginForChild(_) => life.child(),
                    _ => None,
                };
                let whose = whose.map_or_else(|| "code".to_owned(), |child| child.to_string());
                let fields = [
                    ("procedure", procedure),
                    ("whose", whose.as_str()),
                    ("supervision", director.as_str()),
                ];
                let first = screen.send("/espace/nouveau", &fields)?;
                let case = first.split("/etapes/").next().unwrap_or_default();
                let begun = Begun {
                    procedure,
                    case: case.to_owned(),
                    incident: String::new(),
                };
                self.files.insert(*file, begun);
                continue;
            }
            let of = self.files.get_mut(file);
            let of = of.ok_or_else(|| anyhow!("a file is not begun"))?;
            match deed {
                Begin(_) | BeginForChild(_) => {}
                Do(said) => step(&mut screen, of, *said, None)?,
                Tell(said) => {
                    let (name, _) = said;
                    let page = screen.read(&format!("{}/etapes/{name}", of.case))?;
                    let code = value(&page, &format!("{name}/{CODE}"));
                    code.ok_or_else(|| anyhow!("no code is proposed"))?
                        .clone_into(&mut of.incident);
                    step(&mut screen, of, *said, Some(&of.incident))?;
                }
                Refer => refer(&mut screen, of)?,
                Weigh => {
                    let fields = [
                        ("concerned", "adulte"),
                        ("danger", "non"),
                        ("wish", "non"),
                        ("choice", "ne_pas_signaler"),
                        ("reason", "Elle décide elle-même ; elle connaît la suite."),
                    ];
                    screen.send(&format!("{}/question", of.case), &fields)?;
                }
            }
        }
        screen.leave()
    }

    /// The director approves all that is asked of her in the files that she supervises, and answers the complaint when it is time.
    fn approve(&mut self, life: &Life<'_>, at: Timestamp, replies: bool) -> Result<()> {
        let who = (Role::Director, life.actor(Role::Director).account);
        let mut screen = Screen::inside(&mut self.screens, who, at)?;
        let list = screen.read("/visas")?;
        for path in links(&list, "/visas/") {
            let page = screen.read(&path)?;
            let seal = value(&page, "seal").ok_or_else(|| anyhow!("nothing to approve"))?;
            screen.send(&path, &[("ruling", "granted"), ("seal", seal)])?;
        }
        if replies {
            reply(&mut screen)?;
        }
        screen.leave()
    }

    /// Somebody complains, without a name; the receipt is theirs.
    fn complain(&mut self, at: Timestamp) -> Result<()> {
        let fields = [
            ("channel", "page"),
            ("about", "attente"),
            ("whom", "service"),
            (
                "words",
                "Venue trois matins pour l'extrait de ma fille, et trois fois on m'a dit de revenir.",
            ),
        ];
        let page = self.screens.nameless(at, "/reclamation", &fields)?;
        let receipt = page.split("class=\"receipt\"><strong>").nth(1);
        let receipt = receipt.and_then(|rest| rest.split('<').next());
        self.receipt = receipt.ok_or_else(|| anyhow!("no receipt"))?.to_owned();
        Ok(())
    }
}

/// Answers the complaint that is there.
fn reply(screen: &mut Screen<'_>) -> Result<()> {
    let list = screen.read("/espace/reclamations")?;
    let of_one = |link: &String| {
        let id = link.rsplit('/').next().unwrap_or_default();
        id.parse::<EntityId>().is_ok()
    };
    let mut found = links(&list, "/espace/reclamations/").into_iter();
    let path = found.find(of_one).ok_or_else(|| anyhow!("no complaint"))?;
    let fields = [
        ("stage", "repondue"),
        (
            "words",
            "Vous avez raison, et nous le regrettons. Les extraits se remettent à présent sans attendre, tous les matins \
             de 7 h 30 à 9 h.",
        ),
    ];
    screen.send(&format!("{path}/reponse"), &fields)?;
    Ok(())
}

/// Does a step of a case with these answers, and with the code of an incident where the page proposed one.
fn step(screen: &mut Screen<'_>, of: &Begun, said: Said, code: Option<&str>) -> Result<()> {
    let centre = screen.centre();
    let known = screen.store().read(|tx| {
        let named = current(tx, centre)?.into_iter();
        let mut named = named.filter(|one| one.named.code == of.procedure);
        match named.next() {
            Some(one) => edition(tx, centre, &one.named),
            None => Ok(None),
        }
    })?;
    let known = known.ok_or_else(|| anyhow!("{} is not in use", of.procedure))?;
    let fields = typed(&known, said, code, screen.now())?;
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    screen.send(&format!("{}/etapes/{}", of.case, said.0), &fields)?;
    Ok(())
}

/// She agrees to what one service may know of her, and is referred to it.
fn refer(screen: &mut Screen<'_>, of: &Begun) -> Result<()> {
    let centre = screen.centre();
    let all = screen.store().read(|tx| services(tx, centre))?;
    let known = all.iter().find(|one| one.service.label().contains(SERVICE));
    let service = known
        .ok_or_else(|| anyhow!("no such service"))?
        .id
        .to_string();
    let agreed = [
        ("service", service.as_str()),
        ("told", "type"),
        ("not-told", "Son nom et son quartier."),
        ("giver", "elle"),
        ("mark", "empreinte"),
        ("incident", of.incident.as_str()),
    ];
    screen.send(&format!("{}/accords", of.case), &agreed)?;
    let wanted = [
        ("service", service.as_str()),
        ("share", "type"),
        ("wanted", "Un premier entretien d'écoute cette semaine."),
    ];
    screen.send(&format!("{}/references/nouvelle", of.case), &wanted)?;
    Ok(())
}
