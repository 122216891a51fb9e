//! The four fictitious centres: three of the ministry in charge of social protection, one
//! *complexe socio-éducatif* of the ministry in charge of women and the family.

use akwaba_domain::actor::Role;
use akwaba_domain::centre::settings::{CentreKind, Settings};

/// A fictitious centre.
#[derive(Debug, Clone, Copy)]
pub struct DemoCentre {
    /// What is typed after `--centre`.
    pub name: &'static str,
    title: &'static str,
    code: &'static str,
    kind: CentreKind,
    ministry: &'static str,
    direction: &'static str,
    unit: &'static str,
    address: &'static str,
    phone: &'static str,
    /// Neighbourhoods where its people live.
    pub quarters: &'static [&'static str],
}

const PROTECTION: &str = "Ministère chargé de la protection sociale (fictif)";
const FAMILY: &str = "Ministère chargé de la femme et de la famille (fictif)";

/// The centres to choose from; the first one unless told otherwise.
pub const CENTRES: [DemoCentre; 4] = [
    DemoCentre {
        name: "anyama",
        title: "Centre social d'Anyama-Les-Manguiers",
        code: "ANY",
        kind: CentreKind::SocialCentre,
        ministry: PROTECTION,
        direction: "Direction régionale d'Abidjan Nord (fictive)",
        unit: "CI010102",
        address: "Quartier Les Manguiers, près du petit marché",
        phone: "0700000001",
        quarters: &[
            "Les Manguiers",
            "Ran",
            "Christiankoi",
            "Palmeraie",
            "Zossonkoi",
            "Ebimpé",
        ],
    },
    DemoCentre {
        name: "songon",
        title: "Centre social de Songon-Lagune",
        code: "SGN",
        kind: CentreKind::SocialCentre,
        ministry: PROTECTION,
        direction: "Direction régionale d'Abidjan Ouest (fictive)",
        unit: "CI010105",
        address: "Route du bac, derrière l'école primaire",
        phone: "0700000002",
        quarters: &["Agban", "Kassemblé", "Dagbé", "Té", "M'Braté", "Nonkouagon"],
    },
    DemoCentre {
        name: "agboville",
        title: "Centre social d'Agboville-Artisanal",
        code: "AGB",
        kind: CentreKind::SocialCentre,
        ministry: PROTECTION,
        direction: "Direction régionale de l'Agnéby-Tiassa (fictive)",
        unit: "CI030102",
        address: "Quartier Artisanal, face à la gare",
        phone: "0700000003",
        quarters: &[
            "Artisanal",
            "Dioulakro",
            "Sokoura",
            "Plateau",
            "Obodjikro",
            "Ottopé",
        ],
    },
    DemoCentre {
        name: "divo",
        title: "Complexe socio-éducatif de Divo-Bada",
        code: "DIV",
        kind: CentreKind::SocioEducationalComplex,
        ministry: FAMILY,
        direction: "Direction régionale du Lôh-Djiboua (fictive)",
        unit: "CI220103",
        address: "Quartier Bada, à côté du dispensaire",
        phone: "0700000004",
        quarters: &[
            "Bada",
            "Libreville",
            "Konankro",
            "Dougako",
            "Grémian",
            "Boudépé",
        ],
    },
];

impl DemoCentre {
    /// Its settings.
    pub fn settings(&self) -> Settings {
        Settings {
            name: self.title.to_owned(),
            code: self.code.to_owned(),
            kind: self.kind,
            ministry: self.ministry.to_owned(),
            direction: self.direction.to_owned(),
            unit: Some(self.unit.to_owned()),
            address: self.address.to_owned(),
            phone: self.phone.to_owned(),
        }
    }

    /// The code of its sub-prefecture.
    pub fn unit(&self) -> &'static str {
        self.unit
    }
}

/// Who works there: login, name, role, passphrase.
pub const STAFF: [(&str, &str, Role, &str); 7] = [
    (
        "directrice",
        "Mme Konan (fictive)",
        Role::Director,
        "fleuve-tambour-mangue-41",
    ),
    (
        "technique",
        "M. Touré (fictif)",
        Role::TechnicalAdmin,
        "sable-lanterne-igname-52",
    ),
    (
        "accueil",
        "Mme Aya (fictive)",
        Role::Reception,
        "karite-parasol-verger-63",
    ),
    (
        "social",
        "M. Koffi (fictif)",
        Role::SocialWorker,
        "pirogue-tissu-soleil-74",
    ),
    (
        "region",
        "Mme Soro (fictive)",
        Role::RegionalSupervisor,
        "montagne-flute-citron-85",
    ),
    (
        "audit",
        "M. Zadi (fictif)",
        Role::Auditor,
        "gazelle-cahier-piment-96",
    ),
    (
        "stage",
        "Mlle Bamba (fictive)",
        Role::Intern,
        "lampe-savane-tortue-17",
    ),
];
