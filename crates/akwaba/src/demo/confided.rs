//! What is answered in the sealed files of the demonstration: made up, and no more told of anybody than the forms ask.
//!
//! A day is written as days from that day, an hour as hours from that moment.

use super::mediated::Said;

/// A child whose meals and school are missed: origin, registration, decision, assessment, plan.
pub(super) const NEGLECT: [Said; 6] = [
    (
        "reperage",
        &[
            ("origine", "ecole"),
            ("mots_enfant", "Je voudrais revenir en classe."),
            ("seul", "non"),
            ("auteur_proche", "non"),
            ("soin_urgent", "non"),
            ("suite_reperage", "protection"),
        ],
    ),
    (
        "enregistrement",
        &[
            ("assentiment", "oui"),
            ("qui_consent", "gardien"),
            ("accords[1]/accord_service", "ecole"),
            ("accords[1]/accord_organisation", "La directrice de l'école"),
            ("accords[1]/accord_enfant_service", "oui"),
            ("accords[1]/accord_adulte_service", "oui"),
            ("accords[1]/accord_dire", "Qu'il revient, et quand."),
            ("accords[1]/accord_taire", "Ce qui se passe à la maison."),
            ("a_qui_taire", "personne"),
            ("accord_statistique", "oui"),
            ("garde", "kinship_care_extended_family"),
            ("preoccupations", "neglected"),
            ("signes_oranges", "negligence gardien_depasse"),
            ("risque", "orange"),
        ],
    ),
    (
        "signaler",
        &[
            ("sig_danger", "non"),
            ("sig_fait", "non"),
            ("decision_signaler", "ne_pas_signaler"),
            (
                "motif_signaler",
                "Pas de danger aujourd'hui ; la tante accepte d'être aidée.",
            ),
        ],
    ),
    (
        "evaluation",
        &[
            ("date_entretien", "0"),
            ("vu_seul", "oui"),
            ("etat_securite", "bon"),
            ("etat_sante", "fragile"),
            ("etat_emotion", "fragile"),
            ("etat_soins", "fragile"),
            ("ecole", "arrete"),
            ("etat_civil", "sans_acte"),
            ("forces", "Il dessine ; sa grand-mère compte sur lui."),
            ("parole_enfant", "Retourner à l'école avec ses amis."),
            (
                "analyse",
                "La tante élève seule quatre enfants et ne suffit plus.",
            ),
        ],
    ),
    (
        "plan",
        &[
            (
                "objectif",
                "Il mange chaque jour et va en classe chaque matin.",
            ),
            (
                "plan_securite",
                "Il va chez sa grand-mère et appelle le 116.",
            ),
            ("lignes_plan[1]/action", "Le réinscrire"),
            ("lignes_plan[1]/action_service", "education_service"),
            ("lignes_plan[1]/action_qui", "Nous, avec la tante"),
            ("lignes_plan[1]/action_date", "12"),
            ("accord_enfant", "oui"),
            ("accord_famille", "oui"),
        ],
    ),
    (
        "actions",
        &[
            ("services_faits[1]/service_type", "education_service"),
            (
                "services_faits[1]/service_etat",
                "service_provided_by_your_agency",
            ),
            ("services_faits[1]/service_lieu", "École du quartier"),
            ("services_faits[1]/service_date", "0"),
        ],
    ),
];

/// Who works too hard for their age: what differs from the other child at registration.
pub(super) const LABOUR: Said = (
    "enregistrement",
    &[
        ("assentiment", "oui"),
        ("qui_consent", "parent"),
        ("a_qui_taire", "chef"),
        ("raison_taire", "peur"),
        ("accord_statistique", "oui"),
        ("age_estime", "14"),
        ("garde", "parent_s"),
        ("preoccupations", "worst_forms_of_child_labor"),
        ("signes_oranges", "travail"),
        ("risque", "orange"),
    ],
);

/// News of a child, who goes on being followed.
pub(super) const CHILD_SEEN: Said = (
    "suivi",
    &[
        ("suivi_date", "0"),
        ("suivi_mode", "ecole"),
        ("suivi_seul", "oui"),
        ("suivi_sur", "oui"),
        ("suivi_nouveau", "non"),
        (
            "suivi_progres",
            "Présent toute la semaine ; l'acte reste à faire.",
        ),
        ("risque_suivi", "vert"),
        ("suite_suivi", "continuer"),
    ],
);
/// News after which the plan is made anew.
pub(super) const CHILD_AGAIN: Said = (
    "suivi",
    &[
        ("suivi_date", "0"),
        ("suivi_mode", "centre"),
        ("suivi_seul", "oui"),
        ("suivi_sur", "oui"),
        ("suivi_nouveau", "non"),
        (
            "suivi_progres",
            "L'atelier ne le prend plus ; il veut apprendre un métier.",
        ),
        ("risque_suivi", "orange"),
        ("suite_suivi", "plan"),
    ],
);

/// A survivor is received.
pub(super) const RECEIVED: Said = (
    "accueil",
    &[
        ("lieu_prive", "oui"),
        ("langue", "dioula"),
        ("urgence_vie", "non"),
        ("recent", "non"),
        ("abri_ce_soir", "oui"),
        ("tranche_age", "25_59"),
        ("veut_aide", "oui"),
    ],
);
/// The same, for something that is a day old.
pub(super) const RECEIVED_SOON: Said = (
    "accueil",
    &[
        ("lieu_prive", "oui"),
        ("langue", "francais"),
        ("urgence_vie", "non"),
        ("recent", "oui"),
        ("abri_ce_soir", "oui"),
        ("tranche_age", "18_24"),
        ("veut_aide", "oui"),
    ],
);
/// The question whose answer is the code that the page proposes.
pub(super) const CODE: &str = "code_incident";
/// What she was kept from.
pub(super) const DENIED: Said = (
    "incident",
    &[
        ("heure_entretien", "0"),
        ("precision_date", "environ"),
        ("date_incident", "-700"),
        ("v_penetration", "non"),
        ("v_contact", "non"),
        ("v_physique", "non"),
        ("v_mariage", "non"),
        ("v_deni", "oui"),
        ("type_vbg", "denial_of_resources_opportunities_or_services"),
        ("lieu_incident", "home"),
        ("auteur_lien", "family_other_than_spouse_or_caregiver"),
        ("soins_vite", "non"),
    ],
);
/// What was said to her.
pub(super) const THREATENED: Said = (
    "incident",
    &[
        ("heure_entretien", "0"),
        ("precision_date", "repetee"),
        ("date_incident", "-170"),
        ("v_penetration", "non"),
        ("v_contact", "non"),
        ("v_physique", "non"),
        ("v_mariage", "non"),
        ("v_deni", "non"),
        ("v_psy", "oui"),
        ("type_vbg", "psychological_emotional_abuse"),
        ("lieu_incident", "work_place"),
        ("soins_vite", "non"),
    ],
);
/// What happened yesterday, of which no more is told: a carer has to see her, and the hours count.
pub(super) const YESTERDAY: Said = (
    "incident",
    &[
        ("heure_entretien", "0"),
        ("precision_date", "heure"),
        ("date_incident", "-27"),
        ("v_penetration", "non"),
        ("v_contact", "non"),
        ("v_physique", "oui"),
        ("type_vbg", "physical_assault"),
        ("soins_vite", "oui"),
    ],
);
/// To whom she agrees to be referred, as the form asks it.
pub(super) const AGREED: Said = (
    "consentement",
    &[
        ("qui_consent", "elle"),
        ("accords[1]/accord_service", "psychosocial_service"),
        (
            "accords[1]/accord_organisation",
            "Association Parole (fictive)",
        ),
        ("accords[1]/accord_donne", "oui"),
        ("accords[1]/accord_elements", "besoin code type"),
        ("accords[1]/accord_taire", "Son nom et son quartier."),
        ("taire_a", "belle_famille"),
        ("raison_taire", "dire_moi_meme"),
        ("contact_possible", "oui"),
        (
            "contact_comment",
            "Le samedi au marché ; mot convenu : la commande est prête.",
        ),
        ("accord_statistique", "oui"),
        ("accord_explique", "oui"),
    ],
);
/// What she chooses to do.
pub(super) const HER_PLAN: Said = (
    "plan",
    &[
        ("signes_danger", "aucun"),
        ("risque", "vert"),
        ("ses_priorites", "Garder son commerce et ses papiers."),
        ("sortie", "Chez sa sœur."),
        ("plainte", "reflechit"),
        ("lignes_plan[1]/action", "Voir l'écoute et le soutien"),
        ("lignes_plan[1]/action_service", "psychosocial_service"),
        ("lignes_plan[1]/action_qui", "Elle, avec nous"),
        ("lignes_plan[1]/action_date", "7"),
    ],
);
/// The services she chose.
pub(super) const HER_SERVICES: Said = (
    "actions",
    &[
        ("services_faits[1]/service_type", "psychosocial_service"),
        ("services_faits[1]/service_etat", "referred"),
        ("services_faits[1]/service_accord", "oui"),
        ("services_faits[1]/service_date", "0"),
    ],
);
/// News of her.
pub(super) const SHE_SAID: Said = (
    "suivi",
    &[
        ("suivi_date", "0"),
        ("suivi_mode", "lieu_choisi"),
        ("suivi_sure", "oui"),
        ("suivi_nouvelles", "Elle a repris son étal."),
        ("risque_suivi", "vert"),
        ("suite_suivi", "continuer"),
    ],
);
/// News after which it ends.
pub(super) const SHE_ENDS: Said = (
    "suivi",
    &[
        ("suivi_date", "0"),
        ("suivi_mode", "centre"),
        ("suivi_sure", "oui"),
        ("risque_suivi", "vert"),
        ("suite_suivi", "cloture"),
    ],
);
/// The end, as she sees it.
pub(super) const ENDED: Said = (
    "cloture",
    &[
        ("motif_cloture", "atteint"),
        ("elle_veut_finir", "oui"),
        ("securite_finale", "oui"),
        ("avis_respect", "oui"),
        ("avis_choix", "oui"),
        ("avis_secret", "oui"),
        ("garde_identite", "garder"),
    ],
);

/// A child is placed, up to the court's decision.
pub(super) const PLACED: [Said; 5] = [
    (
        "demande",
        &[
            ("origine", "p13"),
            ("urgence", "non"),
            ("essais", "La grand-mère, puis un oncle, pendant six mois."),
            ("motifs", "rupture"),
            ("pauvrete_seule", "non"),
            ("autre_voie", "non"),
            ("parole_enfant", "Je veux rester dans ma classe."),
        ],
    ),
    (
        "proches",
        &[
            ("pistes", "grands_parents oncle_tante parrain"),
            ("accord_enfant", "oui"),
            ("fratrie", "sans"),
        ],
    ),
    (
        "lieu",
        &[
            ("lieu_type", "foster_care"),
            ("enfants_present", "2"),
            ("lits", "4"),
            ("conditions", "eau repas lit ecole adulte_present"),
            ("ecole_proche", "oui"),
            ("nuit_vue", "oui"),
            ("impression", "Une chambre calme, des enfants qui jouent."),
            ("lieu_avis", "convient"),
        ],
    ),
    (
        "avis",
        &[
            ("synthese", "La famille a été cherchée ; un foyer est prêt."),
            ("parole_enfant_avis", "Rester dans sa classe."),
            ("mesure", "famille_accueil"),
            ("duree_mois", "6"),
            ("retour_vise", "Visites de la grand-mère chaque semaine."),
            ("transmis_le", "0"),
            ("recu_par", "Greffe, secrétariat"),
        ],
    ),
    ("ordonnance", &[("ordonnance_decision", "attente")]),
];
