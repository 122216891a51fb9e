//! What is answered in the two mediations of the demonstration: one that reached an agreement, one that fear stopped.

/// What is answered at a step: questions of the group of the same name.
pub(super) type Said = (&'static str, &'static [(&'static str, &'static str)]);

/// The steps of the mediation, up to the minutes.
pub(super) const MEDIATED: [Said; 5] = [
    (
        "demande",
        &[
            ("demandeur", "une"),
            ("objet_conflit", "voisin"),
            (
                "demande_mots",
                "La cour commune ne s'ouvre plus depuis le muret.",
            ),
            ("autre_informe", "oui"),
            ("tribunal", "non"),
            ("agent_lien", "non"),
        ],
    ),
    (
        "entretien_a",
        &[
            ("a_jour", ""),
            ("a_seule", "oui"),
            ("a_peur", "non"),
            ("a_coups", "non"),
            ("a_contrainte", "non"),
            ("a_enfant", "non"),
            ("a_geste", "non"),
            ("a_recit", "Elle passe par la route pour aller au puits."),
            ("a_attente", "Un passage vers le puits."),
            ("veut_a", "oui"),
        ],
    ),
    (
        "entretien_b",
        &[
            ("b_jour", ""),
            ("b_seule", "oui"),
            ("b_peur", "non"),
            ("b_coups", "non"),
            ("b_contrainte", "non"),
            ("b_enfant", "non"),
            ("b_geste", "non"),
            ("b_recit", "Le muret garde les poules."),
            ("b_attente", "Que les bêtes ne passent plus."),
            ("veut_b", "oui"),
        ],
    ),
    (
        "cadre",
        &[
            ("a_signe", "oui"),
            ("b_signe", "oui"),
            ("reparler_seul", "oui"),
        ],
    ),
    (
        "seance",
        &[
            ("seance_date", ""),
            ("seance_agents", "2"),
            ("seance_points", "Le passage, les poules, le puits."),
            ("seance_peur", "non"),
            ("seance_engagements", "Une porte dans le muret."),
            ("seance_issue", "accord"),
        ],
    ),
];

/// The minutes, with what is engaged.
pub(super) const MINUTES: &[(&str, &str)] = &[
    ("pv_type", "conciliation"),
    ("pv_faits", "Un muret ferme le passage vers le puits."),
    ("pv_libre", "oui"),
    ("pv_suivi_jour", "+30"),
    ("engagement[1]/engagement_qui", "Le voisin"),
    (
        "engagement[1]/engagement_quoi",
        "Ouvre une porte dans le muret",
    ),
    ("engagement[1]/engagement_date", "+14"),
    ("engagement[2]/engagement_qui", "Elle"),
    (
        "engagement[2]/engagement_quoi",
        "Referme la porte à chaque passage",
    ),
];
/// The news after a month.
pub(super) const HEARD: Said = (
    "suivi1",
    &[
        ("suivi1_a", "oui"),
        ("suivi1_b", "oui"),
        ("suivi1_peur", "non"),
        ("suivi1_tenu", "oui"),
        (
            "suivi1_mots",
            "La porte est faite. Les poules restent chez elles.",
        ),
    ],
);
/// The other mediation: seen alone, the first person is afraid.
pub(super) const STOPPED: [Said; 3] = [
    (
        "demande",
        &[
            ("demandeur", "une"),
            ("objet_conflit", "argent"),
            ("demande_mots", "Il garde la recette du marché."),
            ("autre_informe", "non"),
            ("tribunal", "non"),
            ("agent_lien", "non"),
        ],
    ),
    (
        "entretien_a",
        &[
            ("a_jour", ""),
            ("a_seule", "oui"),
            ("a_peur", "oui"),
            ("a_coups", "non"),
            ("a_contrainte", "oui"),
            ("a_enfant", "non"),
            ("a_geste", "non"),
            ("a_recit", "Elle se tait quand il rentre."),
            ("a_attente", "Garder ce qu'elle gagne."),
            ("veut_a", "non"),
        ],
    ),
    (
        "arret",
        &[
            ("arret_motif", "Une peur a été dite."),
            ("arret_mesures", "point_focal suivi"),
            ("arret_pour_qui", "Elle passe au marché le mardi."),
            ("arret_autre", "Le centre ne peut pas aider de cette façon."),
            ("arret_suite", "passe"),
        ],
    ),
];
