//! The directory of the demonstration, and people referred to its services with their consent.

use super::life::Life;
use akwaba_domain::Ctx;
use akwaba_domain::actor::Role;
use akwaba_domain::casework::Case;
use akwaba_domain::centre::settings;
use akwaba_domain::directory::{self, Known, ServiceForm};
use akwaba_domain::policy::{self, Target, act};
use akwaba_domain::referral::link::{self, LinkForm};
use akwaba_domain::referral::{
    self, AnswerForm, Consents, Referral, SendForm, Sending, Whom, answer, recall, remind,
};
use akwaba_domain::registry::consent::{self, GiveForm, Purpose};
use akwaba_domain::registry::{Day, PersonView};
use akwaba_domain::{ctx::day_of, scope};
use akwaba_journal::id::EntityId;
use akwaba_matching::chance::Dice;
use akwaba_store::projections::casework::edition;
use akwaba_store::{Tx, entity};
use anyhow::{Result, anyhow};
use jiff::Timestamp;

/// What became of a referral: its answer, how it came, what came between. One that
/// says nothing is a reminder to a service that stays silent.
const ENDS: [(&str, &str, &str); 10] = [
    ("servi", "coupon", ""),
    ("servi", "telephone", ""),
    ("servi", "lien", ""),
    ("recu", "telephone", ""),
    ("refuse-personne", "personne", "distance"),
    ("refuse-service", "passage", "papier"),
    ("indisponible", "lien", "attente"),
    ("perdu", "personne", "silence"),
    ("rappele", "", ""),
    ("", "", ""),
];

/// One service of the demonstration: kind, name, organisation, what it asks, papers, price, hours, wait.
type Entry = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

const SERVICES: [Entry; 12] = [
    (
        "etat_civil",
        "État civil",
        "Mairie (fictive)",
        "Naissance déclarée dans les trois mois",
        "Certificat de naissance\nPièces des parents",
        "",
        "Lundi à vendredi, 7 h 30 à 15 h 30",
        "3",
    ),
    (
        "sante",
        "Centre de santé urbain",
        "District sanitaire (fictif)",
        "Tout le monde, enfants d'abord",
        "Carnet de santé",
        "1000",
        "Tous les jours, 7 h 30 à 16 h",
        "0",
    ),
    (
        "education",
        "Inspection du primaire",
        "Direction de l'école (fictive)",
        "Enfants de 6 à 12 ans",
        "Extrait de naissance",
        "0",
        "Lundi à vendredi, 8 h à 15 h",
        "10",
    ),
    (
        "education",
        "Classe passerelle",
        "Association Le Karité (fictive)",
        "Enfants qui ont quitté l'école",
        "",
        "0",
        "Lundi à samedi, 8 h à 12 h",
        "5",
    ),
    (
        "formation",
        "Atelier de couture",
        "Institut des métiers (fictif)",
        "Jeunes femmes de 15 à 25 ans",
        "Extrait de naissance",
        "5000",
        "Lundi à vendredi, 8 h à 16 h",
        "30",
    ),
    (
        "justice",
        "Section du tribunal",
        "Tribunal (fictif)",
        "Jugement supplétif, tutelle, pension",
        "Certificat de non-déclaration\nTémoins",
        "",
        "Mardi et jeudi, 8 h à 12 h",
        "21",
    ),
    (
        "police",
        "Commissariat du quartier",
        "Police (fictive)",
        "Déclarations et plaintes",
        "",
        "0",
        "Jour et nuit",
        "0",
    ),
    (
        "transferts",
        "Guichet des filets sociaux",
        "Programme de transferts (fictif)",
        "Ménages inscrits au registre",
        "Pièce du receveur",
        "0",
        "Mercredi, 8 h à 14 h",
        "14",
    ),
    (
        "emploi",
        "Agence emploi jeunes",
        "Agence (fictive)",
        "De 18 à 40 ans",
        "Pièce d'identité",
        "0",
        "Lundi à vendredi, 8 h à 16 h",
        "7",
    ),
    (
        "cmu",
        "Bureau d'enrôlement",
        "Caisse de la couverture maladie (fictive)",
        "Toutes les familles",
        "Extrait de naissance\nPièce d'identité",
        "",
        "Lundi à vendredi, 8 h à 15 h",
        "10",
    ),
    (
        "hebergement",
        "La Maison d'accueil",
        "Association Abri (fictive)",
        "Femmes et enfants en danger",
        "",
        "0",
        "Jour et nuit, sur appel",
        "0",
    ),
    (
        "psychologie",
        "Écoute et soutien",
        "Association Parole (fictive)",
        "Sur rendez-vous",
        "",
        "0",
        "Vendredi, 9 h à 15 h",
        "12",
    ),
];

/// The referrals of the demonstration.
#[derive(Default)]
pub struct Referrals {
    services: Vec<EntityId>,
    waiting: Vec<EntityId>,
    turn: usize,
}

impl Referrals {
    /// Writes the directory, once.
    fn begin(&mut self, life: &mut Life<'_>, tx: &mut dyn Tx, at: Timestamp) -> Result<()> {
        if !self.services.is_empty() {
            return Ok(());
        }
        let centre = life.founded.centre;
        let office = entity::load(tx, scope::office(centre), settings::entity(centre))?;
        let unit = settings::read(&office).unit.unwrap_or_default();
        let allowed = life.allow::<act::DirectoryChange>(Role::SocialWorker)?;
        for (place, entry) in SERVICES.iter().enumerate() {
            let service = typed(place, *entry, &unit).parse(Day::new(day_of(at)));
            let service = service.map_err(|refusals| anyhow!("{refusals:?}"))?;
            let mut ctx = Ctx {
                now: at,
                chance: &mut life.chance,
            };
            let (id, drafts) = directory::open(&mut ctx, &allowed, &service);
            // Who needs the shelter is not told in a demonstration.
            if !service.secret {
                self.services.push(id);
            }
            life.append(tx, at, drafts)?;
        }
        Ok(())
    }

    /// Refers the person of a case to a service, with the consent just given for it.
    pub fn send(
        &mut self,
        life: &mut Life<'_>,
        tx: &mut dyn Tx,
        at: Timestamp,
        id: EntityId,
    ) -> Result<()> {
        self.begin(life, tx, at)?;
        let centre = life.founded.centre;
        let case = Case::of(id, &entity::load(tx, life.scope, id)?);
        let case = case.ok_or_else(|| anyhow!("a case is gone"))?;
        let akwaba_domain::casework::Subject::Person(person) = case.subject else {
            return Ok(());
        };
        let Some(edition) = edition(tx, centre, &case.procedure)? else {
            return Ok(());
        };
        let Some(service) = life.dice.one(&self.services).copied() else {
            return Ok(());
        };
        let state = entity::load(tx, scope::directory(centre), service)?;
        let known = Known::of(service, &state).ok_or_else(|| anyhow!("a service is gone"))?;
        let agreed = GiveForm {
            purpose: Purpose::Referral.code().to_owned(),
            about: known.service.label(),
            text_version: "2026-1".to_owned(),
            language: "fr".to_owned(),
            form: "thumbprint".to_owned(),
            ..GiveForm::default()
        };
        let worker = life.actor(Role::SocialWorker);
        let allowed = policy::allow::<act::ConsentRecord, _>(&worker, &Target::of(centre), person)?;
        let state = entity::load(tx, life.scope, person)?;
        let given = consent::give(&allowed, &state, &agreed, Day::new(day_of(at)));
        life.append(tx, at, given.map_err(|refusals| anyhow!("{refusals:?}"))?)?;
        let view = PersonView::of(person, &entity::load(tx, life.scope, person)?);
        let sending = Sending {
            case: (&case, &edition),
            whom: Whom::Person(&view),
            service: &known,
            opposed: &std::collections::BTreeSet::new(),
        };
        let form = SendForm {
            basis: "consent".to_owned(),
            share: vec!["nom".to_owned()],
            reason: "Vu au centre ce jour.".to_owned(),
            wanted: "Recevoir la personne et dire la suite.".to_owned(),
            far: true,
            ..SendForm::default()
        };
        let allowed = life.allow::<act::ReferralSend>(Role::SocialWorker)?;
        let mut ctx = Ctx {
            now: at,
            chance: &mut life.chance,
        };
        let referral = ctx.fresh();
        let sent = referral::send(&ctx, &allowed, referral, &sending, &form);
        self.waiting.push(referral);
        life.append(tx, at, sent.map_err(|refusals| anyhow!("{refusals:?}"))?)
    }

    /// The answers to what was sent before.
    pub fn answer(&mut self, life: &mut Life<'_>, tx: &mut dyn Tx, at: Timestamp) -> Result<()> {
        for id in std::mem::take(&mut self.waiting) {
            // Now and then nobody answers for a while.
            if life.dice.percent(20) {
                self.waiting.push(id);
                continue;
            }
            let end = ENDS.get(self.turn % ENDS.len()).copied();
            self.turn += 1;
            finish(life, tx, at, id, end.unwrap_or_default())?;
        }
        Ok(())
    }
}

/// A service as its entry has it.
fn typed(place: usize, entry: Entry, unit: &str) -> ServiceForm {
    let (kind, name, organisation, conditions, papers, price, hours, wait) = entry;
    let secret = kind == "hebergement";
    let address = match secret {
        true => "Cour au portail vert (fictif)",
        false => "Près du marché (fictif)",
    };
    let only = match secret {
        true => vec!["violences".to_owned()],
        false => Vec::new(),
    };
    ServiceForm {
        kinds: vec![kind.to_owned()],
        name: name.to_owned(),
        organisation: organisation.to_owned(),
        unit: unit.to_owned(),
        address: address.to_owned(),
        secret,
        conditions: conditions.to_owned(),
        papers: papers.to_owned(),
        price: price.to_owned(),
        hours: hours.to_owned(),
        languages: "Français, Dioula".to_owned(),
        wait: wait.to_owned(),
        only,
        phone: format!("07000001{place:02}"),
        ..ServiceForm::default()
    }
}

/// What became of it: an answer by hand or by a link, a recall, or a reminder of a service that stays silent.
fn finish(
    life: &mut Life<'_>,
    tx: &mut dyn Tx,
    at: Timestamp,
    id: EntityId,
    (end, via, obstacle): (&str, &str, &str),
) -> Result<()> {
    let state = entity::load(tx, life.scope, id)?;
    let referral = Referral::of(id, &state).ok_or_else(|| anyhow!("a referral is gone"))?;
    let mut consents = Consents::new();
    for agreed in referral.agreed() {
        let known = entity::load(tx, life.scope, agreed.person)?;
        consents.insert(
            agreed.person,
            PersonView::of(agreed.person, &known).consents,
        );
    }
    let about = (&referral, &state);
    let allowed = life.allow::<act::ReferralSend>(Role::SocialWorker)?;
    let form = AnswerForm {
        answer: end.to_owned(),
        via: via.to_owned(),
        obstacle: obstacle.to_owned(),
        ..AnswerForm::default()
    };
    let ctx = Ctx {
        now: at,
        chance: &mut life.chance,
    };
    let drafts = match (end, via) {
        ("", _) => remind(
            &ctx,
            &allowed,
            about,
            &consents,
            "Secrétariat, par téléphone",
        ),
        ("rappele", _) => recall(&ctx, &allowed, about, "La personne a déménagé."),
        (_, "lien") => {
            let days = LinkForm {
                days: "14".to_owned(),
                whole: false,
            };
            let made = link::make(&ctx, &allowed, about, &consents, &days);
            let (kept, drafts) = made.map_err(|refusals| anyhow!("{refusals:?}"))?;
            let serving = link::serving(&kept, &referral, &consents, at);
            let serving = serving.ok_or_else(|| anyhow!("a link does not serve"))?;
            let partner = policy::allow_by_link(&serving);
            life.append(tx, at, drafts)?;
            let state = entity::load(tx, life.scope, id)?;
            let ctx = Ctx {
                now: at,
                chance: &mut life.chance,
            };
            link::answer(&ctx, &partner, (&referral, &state), &form)
        }
        _ => answer(&ctx, &allowed, about, &form),
    };
    life.append(tx, at, drafts.map_err(|refusals| anyhow!("{refusals:?}"))?)
}
