//! The pages that a large centre is asked: every one of the program, and some again with what makes them long.

use akwaba_journal::id::EntityId;
use akwaba_web::{Method, routes};

/// The month that is reported: over, and full.
const MONTH: &str = "2026-10";

/// Pages asked beside their shortest form: a year instead of a month, a sheet far down, what the directory is searched for.
const ALSO: [&str; 14] = [
    "/indicateurs/{code}?jours=365",
    "/indicateurs/{code}/{indicateur}?jours=30",
    "/indicateurs/{code}/{indicateur}?jours=365",
    "/conformite/{code}?jours=365",
    "/registres/{procedure}/{registre}?annee=2026&feuillet=40",
    "/registres/{procedure}/{registre}/{mois}?feuillet=5",
    "/donnees/rapport?annee=2026",
    "/dossiers?voir=clos&page=100",
    "/annuaire?page=30",
    "/annuaire?mots=service+12",
    "/annuaire?besoin=sante",
    "/annuaire?a-verifier=1",
    "/references?page=20",
    "/references?service={service}",
];

/// What is sent: the name of the page, its address, its form.
const SENT: [(&str, &str, &str); 2] = [
    (
        "POST /annuaire/orientation",
        "/annuaire/orientation",
        "besoin=sante&besoin=etat_civil&age=30&situation=femme",
    ),
    (
        "POST /registres/{procedure}/{registre}/{mois}",
        "/registres/{procedure}/{registre}/{mois}",
        "",
    ),
];

/// One page.
pub struct Page {
    /// What it is called in the measure.
    pub named: &'static str,
    /// Its address, with its query.
    pub pattern: &'static str,
    /// The form that is sent to it, if one is.
    pub sent: Option<&'static str>,
}

/// Every page that is asked. Signing comes last: it changes what others show.
pub fn all() -> impl Iterator<Item = Page> {
    let read = |pattern| Page {
        named: pattern,
        pattern,
        sent: None,
    };
    let routes = routes::all().filter(|route| route.method == Method::Get);
    let routes = routes.map(move |route| read(route.pattern));
    let sent = SENT.into_iter().map(|(named, pattern, form)| Page {
        named,
        pattern,
        sent: Some(form),
    });
    routes.chain(ALSO.into_iter().map(read)).chain(sent)
}

/// What stands for the parts of addresses that vary: by the first part of the address.
pub struct Ids {
    /// A person with a case.
    pub person: EntityId,
    /// Their case.
    pub case: EntityId,
    /// A service of the directory.
    pub service: EntityId,
    /// A referral.
    pub referral: EntityId,
    /// A visit at the counter.
    pub visit: EntityId,
    /// A household.
    pub household: EntityId,
}

/// The address of a page; none when nothing stands for some part of it.
pub fn filled(pattern: &str, known: &Ids) -> Option<String> {
    let mut path = pattern.to_owned();
    let id = match path.split('/').nth(1)? {
        "personnes" => known.person,
        "dossiers" | "visas" => known.case,
        "annuaire" => known.service,
        "references" => known.referral,
        "accueil" => known.visit,
        "menages" => known.household,
        _ => EntityId::named("nobody"),
    };
    let named = [
        ("{id}", id.to_string()),
        ("{service}", known.service.to_string()),
        ("{etape}", "contact".to_owned()),
        ("{code}", "P10".to_owned()),
        ("{indicateur}", "suivi_temps".to_owned()),
        ("{version}", "1".to_owned()),
        ("{procedure}", "P10".to_owned()),
        ("{mois}", MONTH.to_owned()),
        ("{rubrique}", "procedures".to_owned()),
        ("{ligne}", "total".to_owned()),
        ("{registre}", "suivis".to_owned()),
        ("{livre}", "especes".to_owned()),
        ("{jour}", "2026-11-23".to_owned()),
        ("{rang}", "1".to_owned()),
    ];
    for (name, value) in named {
        path = path.replace(name, &value);
    }
    (!path.contains('{')).then_some(path)
}
