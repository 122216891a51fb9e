//! The photos of the demonstration: a paper drawn by the program itself, not of anybody, kept by the way a photo takes.

use super::cases::{is_over, load};
use super::life::Life;
use akwaba_domain::Ctx;
use akwaba_domain::actor::Role;
use akwaba_domain::casework::Subject;
use akwaba_domain::documents::{AddForm, Kind, Measure, Owner, add};
use akwaba_domain::policy::act;
use akwaba_journal::id::EntityId;
use akwaba_procedures::workbook::Confidentiality;
use akwaba_store::{Tx, pictures};
use anyhow::{Result, anyhow};
use image::{ImageFormat, Rgb, RgbImage};
use jiff::{SignedDuration, Timestamp};
use std::io::Cursor;

/// What each shows, and how many days ago it was taken.
const PHOTOS: [(&str, &str, i64); 3] = [
    ("acte", "Extrait de naissance, rendu par la mairie", 20),
    ("identite", "Attestation d'identité", 9),
    ("courrier", "Réponse de l'école", 2),
];
/// Its size, in dots: half a sheet.
const SIZE: (u32, u32) = (420, 300);

/// Adds them to the last cases of somebody that are not over.
pub fn live(
    life: &mut Life<'_>,
    tx: &mut dyn Tx,
    now: Timestamp,
    cases: &[EntityId],
) -> Result<()> {
    let mut photos = PHOTOS.iter().zip(0_u8..);
    for case in cases.iter().rev() {
        let known = load(life, tx, *case)?;
        let Subject::Person(person) = known.case.subject else {
            continue;
        };
        let ordinary = known.edition.procedure.confidentiality == Confidentiality::Ordinary;
        if !ordinary || is_over(life, tx, now, *case)? {
            continue;
        }
        let Some(((kind, words, days), ink)) = photos.next() else {
            break;
        };
        let at = now - SignedDuration::from_hours(24 * days);
        let drawn = akwaba_pictures::again(&sheet(ink)?)
            .map_err(|_| anyhow!("a drawn sheet is no picture"))?;
        let form = AddForm {
            kind: (*kind).to_owned(),
            words: (*words).to_owned(),
            agreed: true,
        };
        let told = form.parse(Kind::ALL);
        let owner = Owner {
            record: Some(person),
            case: Some(*case),
        };
        let measure = Measure {
            hash: *blake3::hash(&drawn.bytes).as_bytes(),
            bytes: u32::try_from(drawn.bytes.len())?,
            width: drawn.width,
            height: drawn.height,
        };
        let allowed = life.allow::<act::DocumentAdd>(Role::SocialWorker)?;
        let mut ctx = Ctx {
            now: at,
            chance: &mut life.chance,
        };
        let told = told.map_err(|refusals| anyhow!("{refusals:?}"))?;
        let added = add(&mut ctx, &allowed, owner, told, measure, 0);
        let (id, drafts) = added.map_err(|refusals| anyhow!("{refusals:?}"))?;
        life.append(tx, at, drafts)?;
        let under = (life.scope, owner.subject(id));
        pictures::keep(tx, &mut life.chance, under, id, &drawn.bytes)?;
    }
    Ok(())
}

/// A sheet with lines of ink for words and a stamp, as a file of a phone.
fn sheet(ink: u8) -> Result<Vec<u8>> {
    let shade = 40 + ink * 30;
    let drawn = RgbImage::from_fn(SIZE.0, SIZE.1, |x, y| {
        let written = x > 40 && x < 380 - (y / 24 % 4) * 40 && y > 40 && y < 220 && y % 24 < 4;
        let stamp = x.abs_diff(330).pow(2) + y.abs_diff(240).pow(2);
        if written {
            Rgb([shade, shade, 60])
        } else if (900..1_300).contains(&stamp) {
            Rgb([90, 60, 150])
        } else {
            Rgb([250, 248, 240])
        }
    });
    let mut file = Cursor::new(Vec::new());
    drawn.write_to(&mut file, ImageFormat::Png)?;
    Ok(file.into_inner())
}
