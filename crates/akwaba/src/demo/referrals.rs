//! The directory of the demonstration, and people referred to its services with their consent.

use super::life::Life;
use akwaba_domain::Ctx;
use akwaba_domain::actor::Role;
use akwaba_domain::casework::Case;
use akwaba_domain::directory::{self, Known, ServiceForm};
use akwaba_domain::policy::{self, Target, act};
use akwaba_domain::referral::{self, AnswerForm, Referral, SendForm, Sending, Whom};
use akwaba_domain::registry::consent::{self, GiveForm, Purpose};
use akwaba_domain::registry::{Day, PersonView};
use akwaba_domain::{ctx::day_of, scope};
use akwaba_journal::id::EntityId;
use akwaba_matching::chance::Dice;
use akwaba_store::projections::casework::edition;
use akwaba_store::{Tx, entity};
use anyhow::{Result, anyhow};
use jiff::Timestamp;

/// The services around the centre: kind, name, organisation, what they ask.
const SERVICES: [[&str; 4]; 6] = [
    [
        "etat_civil",
        "État civil",
        "Mairie (fictive)",
        "Carnet de naissance",
    ],
    [
        "sante",
        "Consultation",
        "Centre de santé urbain (fictif)",
        "Carnet de santé",
    ],
    [
        "education",
        "Inscriptions",
        "Inspection primaire (fictive)",
        "Extrait de naissance",
    ],
    [
        "cmu",
        "Guichet d'enrôlement",
        "Agence CMU (fictive)",
        "Pièce d'identité",
    ],
    [
        "justice",
        "Greffe",
        "Tribunal (fictif)",
        "Extrait de naissance",
    ],
    [
        "emploi",
        "Accueil des jeunes",
        "Agence emploi (fictive)",
        "",
    ],
];
/// What a service answers, in turn.
const ANSWERS: [&str; 5] = ["servi", "servi", "indisponible", "servi", "refuse-personne"];

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
        let allowed = life.allow::<act::DirectoryChange>(Role::SocialWorker)?;
        for [kind, name, organisation, papers] in SERVICES {
            let form = ServiceForm {
                kinds: vec![kind.to_owned()],
                name: name.to_owned(),
                organisation: organisation.to_owned(),
                papers: papers.to_owned(),
                hours: "Lundi à vendredi, 8 h à 15 h".to_owned(),
                ..ServiceForm::default()
            };
            let service = form.parse(Day::new(day_of(at)));
            let service = service.map_err(|refusals| anyhow!("{refusals:?}"))?;
            let mut ctx = Ctx {
                now: at,
                chance: &mut life.chance,
            };
            let (id, drafts) = directory::open(&mut ctx, &allowed, &service);
            self.services.push(id);
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
        let allowed = life.allow::<act::ReferralSend>(Role::SocialWorker)?;
        for id in std::mem::take(&mut self.waiting) {
            // Now and then nobody answers for a while.
            if life.dice.percent(20) {
                self.waiting.push(id);
                continue;
            }
            let state = entity::load(tx, life.scope, id)?;
            let Some(known) = Referral::of(id, &state) else {
                continue;
            };
            let answer = ANSWERS.get(self.turn % ANSWERS.len()).copied();
            self.turn += 1;
            let form = AnswerForm {
                answer: answer.unwrap_or("servi").to_owned(),
                via: "coupon".to_owned(),
                obstacle: "attente".to_owned(),
                ..AnswerForm::default()
            };
            let ctx = Ctx {
                now: at,
                chance: &mut life.chance,
            };
            let said = referral::answer(&ctx, &allowed, (&known, &state), &form);
            life.append(tx, at, said.map_err(|refusals| anyhow!("{refusals:?}"))?)?;
        }
        Ok(())
    }
}
