//! What each kind of paper says, in French, from what is known and what was completed.

use akwaba_domain::papers::{Content, Info, Kind, Part, Piece, Shape, Values, Words};
use akwaba_domain::reception::Day;
use akwaba_domain::referral::State;
use akwaba_domain::registry::{Day as Date, units};
use akwaba_journal::id::EntityId;

use super::known::{About, Written};
use crate::Heading;
use crate::frame::Frame;
use crate::pages::registry::words;
use crate::show;

/// What a paper is written with. `f` speaks French.
pub(super) struct Writer<'a> {
    pub(super) f: &'a Frame,
    pub(super) about: &'a About,
    pub(super) values: &'a Values,
    pub(super) heading: &'a Heading,
    /// The number of the case with the code of the centre; empty without one.
    pub(super) case: String,
    /// The unit in which the centre stands; empty when it is not set.
    pub(super) unit: Option<String>,
    pub(super) today: Day,
}

/// What the registry knows of a person or a household for a paper.
pub(super) fn carried(
    f: &Frame,
    about: &About,
    case: &str,
    info: Info,
    today: Date,
) -> Option<(String, String)> {
    let person = about.person.as_ref();
    let said = match info {
        Info::Name => words::names(f, person?),
        Info::Born => words::birth_and_age(f, person?.birth.shown()?, today),
        Info::Home => words::place(person?.place.shown()?),
        Info::Members => {
            let who = about.people.iter();
            let line = |(_, line): &(EntityId, _)| member(f, line, today);
            who.map(line).collect::<Vec<_>>().join("\n")
        }
        Info::Case => case.to_owned(),
    };
    (!said.is_empty()).then(|| (f.word("papers-info-", info.code()), said))
}

fn member(f: &Frame, line: &akwaba_domain::registry::line::PersonLine, today: Date) -> String {
    let name = line.name.as_str();
    match &line.birth {
        Some(birth) => format!("{name}, {}", words::birth_and_age(f, birth, today)),
        None => name.to_owned(),
    }
}

impl Writer<'_> {
    /// The whole paper under its number.
    pub(super) fn content(&self, kind: Kind, number: String) -> Content {
        let place = [
            self.heading.address.as_str(),
            &show::phone(&self.heading.phone),
        ];
        let place: Vec<&str> = place.into_iter().filter(|part| !part.is_empty()).collect();
        let day = show::day_in_full(self.f.lang, self.today.date());
        let town = self.unit.as_deref().and_then(units::find);
        Content {
            head: vec![
                self.heading.ministry.clone(),
                self.heading.direction.clone(),
                self.heading.centre.clone(),
                place.join(" · "),
            ],
            number,
            dated: match town {
                Some((_, unit)) => {
                    self.say("papers-dated", &[("place", &unit.name), ("day", &day)])
                }
                None => self.say("papers-dated-only", &[("day", &day)]),
            },
            title: self.f.word("papers-kind-", kind.code()),
            pieces: self.pieces(kind),
            foot: self.f.word("papers-foot-", kind.code()),
        }
    }

    fn pieces(&self, kind: Kind) -> Vec<Piece> {
        let mut pieces = Vec::new();
        if matches!(kind, Kind::Certificate | Kind::Summons | Kind::Visit) {
            let opening = format!("papers-opening-{}", kind.code());
            let centre = self.heading.centre.as_str();
            pieces.push(words_of(self.say(&opening, &[("centre", centre)])));
        }
        for info in kind.carries() {
            let today = Date::new(self.today.date());
            let known = carried(self.f, self.about, &self.case, *info, today);
            pieces.extend(known.map(|(label, said)| Piece::Fact(label, Words::new(said))));
        }
        for part in kind.parts() {
            self.part(part, &mut pieces);
        }
        match (&self.about.written, kind) {
            (Some(Written::Referral(referral, service)), _) => {
                self.referral(referral, service, &mut pieces);
            }
            (Some(Written::Aid(line, what)), _) => self.receipt(line, what, &mut pieces),
            (None, Kind::Certificate) if self.values.words("for-what").is_none() => {
                pieces.push(words_of(self.f.t("papers-for-all")));
            }
            (None, Kind::Summons) => {
                let centre = &self.heading.centre;
                pieces.push(self.fact("papers-where", centre.clone()));
                pieces.push(words_of(self.f.t("papers-free")));
            }
            (None, Kind::Conciliation) => pieces.push(words_of(self.f.t("papers-freely"))),
            _ => {}
        }
        let places = self.places(kind);
        if !places.is_empty() {
            pieces.push(Piece::Sign(places));
        }
        pieces
    }

    /// Words of several lines have a heading of their own, the rest stands beside its label.
    fn part(&self, part: &Part, pieces: &mut Vec<Piece>) {
        let code = part.code;
        let said = match part.shape {
            Shape::Read => None,
            Shape::Line | Shape::Words => self.values.words(code).map(|w| w.as_str().to_owned()),
            Shape::Past | Shape::Coming | Shape::Visited => {
                let day = self.values.day(code);
                day.map(|day| show::day_in_full(self.f.lang, day.date()))
            }
            Shape::Time => {
                let time = self.values.time(code);
                time.map(|at| format!("{:02} h {:02}", at.hour(), at.minute()))
            }
            Shape::Choice(_) => {
                let chosen = self.values.choice(code);
                chosen.map(|chosen| self.f.word("papers-choice-", chosen))
            }
        };
        let Some(said) = said else { return };
        let label = self.f.word("papers-part-", code);
        if part.shape == Shape::Words {
            pieces.push(Piece::Section(label));
            pieces.push(words_of(said));
        } else {
            pieces.push(Piece::Fact(label, Words::new(said)));
        }
    }

    /// The three parts of the slip: what the centre keeps, what the service reads, what comes back. The
    /// last tells nothing of the person.
    fn referral(
        &self,
        referral: &akwaba_domain::referral::Referral,
        service: &str,
        pieces: &mut Vec<Piece>,
    ) {
        let f = self.f;
        let (sent, code) = (&referral.sent, referral.code());
        let name = carried(f, self.about, "", Info::Name, Date::new(self.today.date()));
        pieces.push(Piece::Section(f.t("referral-slip-part-1")));
        pieces.push(self.fact("referral-code", code.clone()));
        // Out of a sealed file a code stands for the name, on what stays here too.
        let under = sent.code.as_ref().map(|code| code.as_str().to_owned());
        match &under {
            Some(under) => pieces.push(self.fact("referral-under-label", under.clone())),
            None => pieces.extend(name.map(|(label, name)| Piece::Fact(label, Words::new(name)))),
        }
        pieces.push(self.fact("referral-service", service.to_owned()));
        pieces.push(Piece::Sign(vec![
            f.t("referral-slip-person"),
            f.t("referral-slip-worker"),
        ]));
        pieces.push(Piece::Cut);
        pieces.push(Piece::Section(f.t("referral-slip-part-2")));
        pieces.push(self.fact("referral-code", code.clone()));
        pieces.extend(under.map(|under| self.fact("referral-under-label", under)));
        for one in &sent.shared {
            let label = f.word("referral-info-", one.info.code());
            pieces.push(Piece::Fact(label, Words::new(one.words.as_str())));
        }
        if !sent.reason.as_str().is_empty() {
            pieces.push(self.fact("referral-reason", sent.reason.as_str().to_owned()));
        }
        pieces.push(self.fact("referral-wanted", sent.wanted.as_str().to_owned()));
        if sent.accompanied {
            pieces.push(words_of(f.t("referral-accompanied-yes")));
        }
        pieces.push(words_of(f.t("referral-slip-secret")));
        pieces.push(Piece::Cut);
        pieces.push(Piece::Section(f.t("referral-slip-part-3")));
        pieces.push(Piece::Code(f.t("referral-code"), code));
        let answers = State::ANSWERS.iter();
        pieces.push(Piece::Ticks(
            f.t("papers-answer"),
            answers
                .map(|state| f.word("referral-state-", state.code()))
                .collect(),
        ));
        pieces.push(Piece::Sign(vec![f.t("referral-slip-service")]));
        let centre = self.heading.centre.as_str();
        pieces.push(words_of(f.t1("referral-slip-return", "centre", centre)));
    }

    fn receipt(&self, line: &akwaba_domain::aid::Line, what: &str, pieces: &mut Vec<Piece>) {
        let f = self.f;
        let name = carried(f, self.about, "", Info::Name, Date::new(self.today.date()));
        let name = name.map_or_else(|| "…".repeat(24), |(_, name)| name);
        let case = f.t1("aid-receipt-case", "number", self.case.as_str());
        let received = f.t("aid-receipt-received");
        let day = f.t1("aid-receipt-day", "day", show::civil(line.day.date()));
        pieces.push(words_of(format!(
            "{} {name}, {case} {received} {what}.",
            f.t("aid-receipt-i")
        )));
        pieces.push(words_of(format!("{day} {}", line.words.as_str())));
        pieces.push(words_of(f.t("aid-receipt-free")));
    }

    /// Who signs, each in a place.
    fn places(&self, kind: Kind) -> Vec<String> {
        let who: &[&str] = match kind {
            Kind::Interview => &["person", "worker"],
            Kind::Enquiry => &["worker", "director"],
            Kind::Report => &["director", "received"],
            Kind::Certificate => &["director"],
            Kind::Summons | Kind::Visit => &["officer"],
            Kind::Conciliation => &["first", "second", "worker"],
            Kind::Receipt => &["person", "keeper", "witness"],
            Kind::Referral => &[],
        };
        who.iter()
            .map(|who| self.f.word("papers-sign-", who))
            .collect()
    }

    fn fact(&self, label: &str, said: String) -> Piece {
        Piece::Fact(self.f.t(label), Words::new(said))
    }

    fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        let args: Vec<_> = args
            .iter()
            .map(|(name, said)| (*name, (*said).into()))
            .collect();
        self.f.tn(key, args)
    }
}

fn words_of(said: impl Into<String>) -> Piece {
    Piece::Words(Words::new(said))
}
