//! Counting who came, by sex and age band; and the figures of a month.

use super::{BOX_MAX, Kind, Talk, Theme};
use crate::refusal::{Refusal, Refusals};
use crate::registry::person::Sex;
use crate::reports::age::AgeBand;
use minicbor::{Decode, Encode};

/// The sexes that a head count tells apart.
pub const SEXES: [Sex; 2] = [Sex::Female, Sex::Male];

/// How many of one sex and age band came; of no band where nobody asked their age.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Count {
    /// Of which sex.
    pub sex: Sex,
    /// Of which age.
    pub band: Option<AgeBand>,
    /// How many.
    pub number: u32,
}

impl<C> Encode<C> for Count {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut minicbor::Encoder<W>,
        ctx: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        let band = self.band.map_or("", AgeBand::code);
        e.array(3)?.encode_with(self.sex, ctx)?.str(band)?;
        e.u32(self.number)?;
        Ok(())
    }
}

impl<'b, C> Decode<'b, C> for Count {
    fn decode(d: &mut minicbor::Decoder<'b>, ctx: &mut C) -> Result<Self, minicbor::decode::Error> {
        if d.array()? != Some(3) {
            return Err(minicbor::decode::Error::message("not a count"));
        }
        Ok(Self {
            sex: d.decode_with(ctx)?,
            band: band(d.str()?),
            number: d.u32()?,
        })
    }
}

/// The band of a code; none for what is no band.
fn band(code: &str) -> Option<AgeBand> {
    AgeBand::ALL.into_iter().find(|band| band.code() == code)
}

impl Count {
    /// The count of a row of a table.
    pub fn of_row(sex: &str, band_code: &str, number: u32) -> Option<Self> {
        Some(Self {
            sex: Sex::from_code(sex)?,
            band: band(band_code),
            number,
        })
    }
}

/// The name of the box of a sex and band in the form: `female-12-17`, `male-unknown`.
pub fn field(sex: Sex, band: Option<AgeBand>) -> String {
    format!("{}-{}", sex.code(), band.map_or("unknown", AgeBand::code))
}

/// Everybody who came, boxes of nobody left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(transparent)]
pub struct Counts(#[n(0)] Vec<Count>);

impl FromIterator<Count> for Counts {
    /// The boxes that hold somebody; what is of one sex and band stands in one box.
    fn from_iter<I: IntoIterator<Item = Count>>(counts: I) -> Self {
        let mut boxes: Vec<Count> = Vec::new();
        for count in counts.into_iter().filter(|count| count.number > 0) {
            let mut known = boxes.iter_mut();
            match known.find(|one| (one.sex, one.band) == (count.sex, count.band)) {
                Some(known) => known.number = known.number.saturating_add(count.number),
                None => boxes.push(count),
            }
        }
        Self(boxes)
    }
}

impl Counts {
    /// How many age bands the form has, that of no told age among them.
    pub const BANDS: usize = AgeBand::ALL.len() + 1;

    /// Every box of the form, women first, the youngest first, those of no told age last.
    pub fn boxes() -> impl Iterator<Item = (Sex, Option<AgeBand>)> {
        let bands = || AgeBand::ALL.into_iter().map(Some).chain([None]);
        SEXES
            .into_iter()
            .flat_map(move |sex| bands().map(move |band| (sex, band)))
    }

    /// Reads the boxes as they were typed; an empty one is nobody.
    ///
    /// # Errors
    /// `activity-count` and `activity-count-large` at the box.
    pub fn parse(typed: impl Fn(&str) -> String) -> Result<Self, Refusals> {
        let mut refusals = Refusals::new();
        let mut counts = Vec::new();
        for (sex, band) in Self::boxes() {
            let name = field(sex, band);
            let number = refusals.take(whole(&name, &typed(&name)).map(Option::unwrap_or_default));
            if number > 0 {
                counts.push(Count { sex, band, number });
            }
        }
        refusals.or(Self(counts))
    }

    /// Each box that holds somebody.
    pub fn iter(&self) -> impl Iterator<Item = &Count> {
        self.0.iter()
    }

    /// How many in one box.
    pub fn of(&self, sex: Sex, band: Option<AgeBand>) -> u32 {
        let mut own = self.0.iter();
        own.find(|count| count.sex == sex && count.band == band)
            .map_or(0, |count| count.number)
    }

    /// How many of a sex.
    pub fn of_sex(&self, sex: Sex) -> u32 {
        let own = self.0.iter().filter(|count| count.sex == sex);
        own.fold(0, |sum, count| sum.saturating_add(count.number))
    }

    /// How many in all.
    pub fn total(&self) -> u32 {
        let all = self.0.iter();
        all.fold(0, |sum, count| sum.saturating_add(count.number))
    }
}

/// A number of people as it was typed; `None` when nothing was.
pub(super) fn whole(name: &str, typed: &str) -> Result<Option<u32>, Refusal> {
    let digits: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    if digits.is_empty() {
        return Ok(None);
    }
    if digits.len() > 9 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Refusal::at(name, "activity-count"));
    }
    match digits.parse::<u32>() {
        Ok(number) if number <= BOX_MAX => Ok(Some(number)),
        _ => Err(Refusal::at(name, "activity-count-large").with("max", BOX_MAX)),
    }
}

/// How many people of one sex and age band were reached by one kind of activity on one theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figure {
    /// By what kind of activity.
    pub kind: Kind,
    /// On which theme.
    pub theme: Theme,
    /// Of which sex and age, how many.
    pub count: Count,
}

/// What was held in a time, and who came: counts of nobody.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figures {
    /// How many activities of each kind and theme were held.
    pub held: Vec<(Kind, Theme, u32)>,
    /// How many people came to them.
    pub people: Vec<Figure>,
}

impl Figures {
    /// Counts a talk that stands in a case and not among the activities.
    pub fn add(&mut self, talk: &Talk) {
        let about = (Kind::Talk, talk.theme);
        let mut held = self.held.iter_mut();
        match held.find(|(kind, theme, _)| (*kind, *theme) == about) {
            Some((.., count)) => *count = count.saturating_add(1),
            None => self.held.push((about.0, about.1, 1)),
        }
        self.people.extend(talk.counts.iter().map(|count| Figure {
            kind: about.0,
            theme: about.1,
            count: *count,
        }));
    }

    /// How many activities were held.
    pub fn activities(&self) -> u32 {
        self.held.iter().map(|(.., count)| count).sum()
    }

    /// How many people came to those on a theme, of every theme where none is told; of one sex.
    pub fn people(&self, theme: Option<Theme>, sex: Sex, band: Option<Option<AgeBand>>) -> u32 {
        let wanted = self.people.iter().filter(|figure| {
            theme.is_none_or(|theme| figure.theme == theme)
                && figure.count.sex == sex
                && band.is_none_or(|band| figure.count.band == band)
        });
        wanted.map(|figure| figure.count.number).sum()
    }
}
