//! Where someone lives, or comes from: the code of an administrative unit, the locality and a landmark in words.
//!
//! Never: takes the name of a place for its key.

use super::units;
use crate::refusal::{Refusal, Refusals};
use crate::text;
use minicbor::{Decode, Encode};

crate::personal! {
    /// A village, a quarter, a camp.
    Locality;
    /// How to get there, in words.
    Landmark;
}

/// An address.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Encode, Decode)]
#[cbor(array)]
pub struct Place {
    /// Code of the administrative unit, of whatever level is known.
    #[n(0)]
    pub unit: Option<String>,
    /// Locality.
    #[n(1)]
    pub locality: Option<Locality>,
    /// Landmark.
    #[n(2)]
    pub landmark: Option<Landmark>,
}

/// An address as typed.
#[derive(Clone, Default)]
pub struct PlaceForm {
    /// `place-unit`: a code, or the name of a unit that only one unit has.
    pub unit: String,
    /// `place-locality`.
    pub locality: String,
    /// `place-landmark`.
    pub landmark: String,
}

impl PlaceForm {
    /// Checks what was typed; nothing typed is `None`.
    ///
    /// # Errors
    /// At `place-unit` (`unit-unknown`, `unit-several`), `place-locality`, `place-landmark`.
    pub fn parse(&self) -> Result<Option<Place>, Refusals> {
        let mut wrong = Refusals::new();
        let place = Place {
            unit: wrong.take(unit(&self.unit)),
            locality: wrong
                .take(text::line("place-locality", &self.locality))
                .map(Locality::new),
            landmark: wrong
                .take(text::words("place-landmark", &self.landmark))
                .map(Landmark::new),
        };
        let empty = place == Place::default();
        wrong.or((!empty).then_some(place))
    }

    /// Checks a village of origin: as an address, each refusal at the box of the origin.
    ///
    /// # Errors
    /// At `origin-unit`, `origin-locality`.
    pub fn parse_origin(&self) -> Result<Option<Place>, Refusals> {
        self.parse().map_err(|wrong| {
            let mut renamed = Refusals::new();
            for refusal in wrong.as_slice() {
                let field = refusal.field.as_deref().unwrap_or_default();
                renamed.push(Refusal {
                    field: Some(field.replacen("place-", "origin-", 1)),
                    ..refusal.clone()
                });
            }
            renamed
        })
    }

    /// What a form shows for an address that was recorded.
    pub fn of(place: &Place) -> Self {
        let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
        Self {
            unit: text(place.unit.as_deref()),
            locality: text(place.locality.as_ref().map(Locality::as_str)),
            landmark: text(place.landmark.as_ref().map(Landmark::as_str)),
        }
    }
}

/// A code, or a name that means one unit only: "Santa, Séguéla" where "Santa" means two.
fn unit(typed: &str) -> Result<Option<String>, Refusal> {
    let Some(typed) = text::line("place-unit", typed)? else {
        return Ok(None);
    };
    let tree = units::latest();
    if let Some(unit) = tree.get(&typed.to_uppercase()) {
        return Ok(Some(unit.code.clone()));
    }
    match tree.named(&typed).as_slice() {
        [] => Err(Refusal::at("place-unit", "registry-unit-unknown")),
        [only] => Ok(Some(only.code.clone())),
        several => {
            let places: Vec<String> = several.iter().map(|unit| tree.path(&unit.code)).collect();
            Err(Refusal::at("place-unit", "registry-unit-several")
                .with("places", places.join(" ; ")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(unit: &str) -> PlaceForm {
        PlaceForm {
            unit: unit.into(),
            ..PlaceForm::default()
        }
    }

    #[test]
    fn a_place_is_kept_by_code_and_its_name_only_leads_to_it() {
        let place = form("anyama").parse().unwrap().unwrap();
        assert_eq!(place.unit.as_deref(), Some("CI010102"));
        assert_eq!(form("CI010102").parse().unwrap(), Some(place));
        assert_eq!(form("").parse().unwrap(), None);
    }

    #[test]
    fn two_places_of_one_name_are_asked_apart_by_their_parents() {
        let wrong = form("Santa").parse().unwrap_err();
        let refusal = &wrong.as_slice()[0];
        assert_eq!(refusal.code, "registry-unit-several");
        let places = &refusal.args[0].1;
        assert_eq!(places.split(" ; ").count(), 2, "{places}");
        for path in places.split(" ; ") {
            assert!(form(path).parse().unwrap().is_some(), "{path}");
        }
    }

    #[test]
    fn an_unknown_place_is_said_at_its_field() {
        let wrong = form("Atlantide").parse().unwrap_err();
        assert_eq!(
            wrong.as_slice(),
            [Refusal::at("place-unit", "registry-unit-unknown")]
        );
    }
}
