//! The monthly reports of the demonstration: signed on the first open day of the month after, but the last, which waits.

use super::life::Life;
use akwaba_domain::actor::Role;
use akwaba_domain::casework::time;
use akwaba_domain::ctx::day_of;
use akwaba_domain::policy::act;
use akwaba_domain::refusal::Refusals;
use akwaba_domain::reports::monthly::{
    self, Month, SignForm, Signing, WHOLE, contradictions, entity as report_entity,
    published_entity, sign,
};
use akwaba_domain::{Ctx, Drafts, scope};
use akwaba_matching::chance::Dice;
use akwaba_store::projections::reports as kept;
use akwaba_store::{Tx, entity};
use anyhow::{Result, anyhow};
use jiff::Timestamp;

/// What the director says of a month.
const WORDS: [&str; 4] = [
    "Le groupe électrogène est tombé deux fois en panne ; l'accueil s'est fait sur papier ces jours-là.",
    "La route du fleuve coupée une semaine : moins de visites à domicile que prévu.",
    "Deux stagiaires de l'INFS nous ont rejoints. Demande : une deuxième moto.",
    "Beaucoup de demandes d'extraits avant la rentrée ; la mairie a répondu vite.",
];

fn said(drafts: Result<Drafts, Refusals>) -> Result<Drafts> {
    drafts.map_err(|refusals| anyhow!("{refusals:?}"))
}

/// Comments and signs the report of a month, at this moment.
pub fn signed(life: &mut Life<'_>, tx: &mut dyn Tx, at: Timestamp, month: Month) -> Result<()> {
    let centre = life.founded.centre;
    let allowed = life.allow::<act::ReportSign>(Role::Director)?;
    let id = report_entity(centre, month);
    let words = life.dice.one(&WORDS).copied().unwrap_or_default();
    let whole = format!("comment-{WHOLE}");
    let state = entity::load(tx, life.scope, id)?;
    let typed = |field: &str| (field == whole).then(|| words.to_owned());
    life.append(
        tx,
        at,
        said(monthly::comment(&allowed, month, &state, typed))?,
    )?;
    let now = time::civil(at.as_microsecond());
    let figures = kept::gathered(tx, centre, month, now, None)?.figures();
    let around = kept::around(tx, centre, month)?;
    let open = contradictions(month, &figures, &around, day_of(at));
    let published = published_entity(centre, month);
    let (state, published) = (
        entity::load(tx, life.scope, id)?,
        entity::load(tx, scope::reports(centre), published)?,
    );
    let signing = Signing {
        month,
        state: &state,
        published: &published,
        figures: &figures,
        contradictions: &open,
        seal: kept::seal(tx, centre)?,
    };
    let why = open.iter().map(|one| {
        (
            one.field(),
            "Repris avec l'équipe le mois suivant.".to_owned(),
        )
    });
    let form = SignForm {
        seen: signing.seen(),
        reason: String::new(),
        why: why.collect(),
    };
    let ctx = Ctx {
        now: at,
        chance: &mut life.chance,
    };
    let drafts = said(sign(&ctx, &allowed, &signing, &form))?;
    life.append(tx, at, drafts)
}
