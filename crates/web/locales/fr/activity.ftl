# Les activités de groupe : prévention, causeries, groupes de parole, formations, visites.

activity-title = Activités de groupe
activity-text = Causeries, groupes de parole, formations, visites. On compte les présents par sexe et par âge ; aucun nom n'est demandé.
activity-none = Aucune activité pour le moment
activity-none-text = Prévoyez une activité, ou notez celle qui vient d'avoir lieu.
activity-none-month = Aucune activité tenue ce mois-ci.
activity-new-title = Noter une activité
activity-edit-title = Modifier le projet
activity-planned = À tenir ou à compter
activity-one = Activité
activity-numbered = Activité n° { $number }
activity-number = N°
activity-day = Jour
activity-kind = Quelle activité ?
activity-theme = Thème
activity-theme-words-label = Thème, en quelques mots
activity-theme-words-hint = À écrire quand le thème n'est pas dans la liste.
activity-theme-words = Écrivez le thème en quelques mots, ou choisissez-le dans la liste.
activity-place = Lieu
activity-place-words = Où exactement
activity-leaders = Animée par
activity-guests = Avec qui d'autre
activity-guests-hint = Sage-femme, enseignant, responsable des femmes…
activity-messages = Messages
activity-messages-hint = Trois messages, pas dix.
activity-stage = Où en est-on
activity-stage-prevue = Prévue
activity-stage-tenue = Tenue
activity-stage-annulee = Annulée
activity-to-count = À compter
activity-women = Femmes et filles
activity-men = Hommes et garçons
activity-sex-female = Femmes et filles
activity-sex-male = Hommes et garçons
activity-total = Total
activity-band = Âge
activity-age-0-5 = 0 à 5 ans
activity-age-6-11 = 6 à 11 ans
activity-age-12-17 = 12 à 17 ans
activity-age-18-24 = 18 à 24 ans
activity-age-25-59 = 25 à 59 ans
activity-age-60 = 60 ans et plus
activity-age-unknown = Âge non demandé
activity-by-age = Présents par sexe et par âge
activity-by-theme = Par thème
activity-save = Enregistrer
activity-back = Retour
activity-said-planned = L'activité est notée.
activity-said-changed = Le projet est modifié.
activity-said-held = Le compte est écrit.
activity-said-cancelled = L'activité est annulée.
activity-said-named = La personne est nommée, avec son accord.
activity-said-unnamed = Le nom est retiré.
activity-cancel-title = Annuler l'activité
activity-cancel-text = La ligne reste au registre, barrée, avec la raison.
activity-cancel-why = Pourquoi est-elle annulée ?
activity-cancel-go = Annuler l'activité
activity-hold-title = Compter les présents
activity-hold-text = Comptez sans nommer. Une case vide vaut zéro.
activity-held-day = Tenue le
activity-total-door = Total compté à l'entrée
activity-total-hint = Il doit être égal à la somme des cases.
activity-disabled = Dont personnes handicapées
activity-came = Présents
activity-came-to-talk = Venues parler en privé ensuite
activity-came-short = Venues parler
activity-came-hint = Un nombre seulement. Aucune confidence ici.
activity-minutes-label = Durée en minutes
activity-words = Ce que le groupe a dit
activity-words-hint = Sans nom ni récit qui désigne quelqu'un.
activity-correction = Pourquoi corriger le compte ?
activity-corrections = Corrections du compte
activity-correct = Corriger le compte
activity-print = Imprimer la feuille
activity-named = Personnes nommées
activity-named-delicate = Sur ce thème, personne n'est nommé : y avoir été vu pourrait blesser.
activity-named-none = Personne n'est nommé. C'est l'usage.
activity-named-count = { $count ->
    [one] { $count } personne a accepté d'être nommée.
   *[other] { $count } personnes ont accepté d'être nommées.
}
activity-unname = Retirer le nom
activity-name-title = Nommer une personne présente
activity-name-text = Seulement si la personne le veut, par exemple pour une attestation de formation.
activity-agrees = La personne accepte que sa présence soit écrite
activity-agrees-hint = Posez la question à elle seule. Elle peut changer d'avis.
activity-name-go = Écrire son nom
activity-followed = Suites
activity-followed-none = Rien n'a été ouvert après cette activité.
activity-followed-kept = { $count ->
    [one] { $count } dossier que vous ne suivez pas.
   *[other] { $count } dossiers que vous ne suivez pas.
}
activity-follow-title = Ouvrir une suite
activity-follow-text = Pour une personne venue parler et qui le veut : un entretien, une visite, une référence.
activity-follow-what = Que faut-il ouvrir ?
activity-follow-go = Ouvrir
activity-register-title = Registre des activités de groupe
activity-figures-title = Chiffres des activités
activity-figures-said = { $held ->
    [one] { $held } activité
   *[other] { $held } activités
}, { $people ->
    [one] { $people } présence
   *[other] { $people } présences
} : { $women } femmes et filles, { $men } hommes et garçons.
activity-figures-text = Une personne venue deux fois compte deux fois : ce sont des présences.
activity-held-count = Tenues
activity-sheet-title = Feuille de comptage
activity-account-title = Compte rendu d'activité
activity-sheet-note = Aucun nom ni confidence sur cette feuille.
activity-sign-leader = L'animateur ou l'animatrice
activity-sign-director = La direction
activity-today = { $count ->
    [one] { $count } activité de groupe à tenir ou à compter
   *[other] { $count } activités de groupe à tenir ou à compter
}
activity-kind-causerie = Causerie
activity-kind-sensibilisation = Sensibilisation
activity-kind-parole = Groupe de parole
activity-kind-formation = Formation
activity-kind-visite = Visite
activity-kind-radio = Émission de radio
activity-kind-autre = Autre
activity-theme-acte = Acte de naissance
activity-theme-sante = Santé de la mère et de l'enfant
activity-theme-nutrition = Nourriture et hygiène
activity-theme-ecole = École et décrochage
activity-theme-mariage_enfant = Mariage d'enfant
activity-theme-mgf = Mutilations génitales
activity-theme-violence = Violences et où trouver de l'aide
activity-theme-travail_enfant = Travail dangereux des enfants
activity-theme-addiction = Alcool et drogues
activity-theme-cmu = CMU et RAM
activity-theme-budget = Budget du foyer
activity-theme-age = Personnes âgées
activity-theme-handicap = Handicap
activity-theme-cohesion = Vivre ensemble
activity-theme-urgence = Inondation, incendie, épidémie
activity-theme-autre = Autre
activity-place-centre = Au centre
activity-place-ecole = École
activity-place-marche = Marché
activity-place-cour = Cour commune
activity-place-place = Place publique
activity-place-sante = Centre de santé
activity-place-radio = Radio
activity-place-autre = Ailleurs
activity-day-missing = Écrivez le jour : celui qui est prévu, ou celui où cela s'est passé.
activity-day-far = Ce jour est trop loin. Écrivez un jour entre deux ans en arrière et un an en avant.
activity-held-ahead = Ce jour n'est pas encore venu : une activité se compte quand elle a eu lieu.
activity-held-far = Ce jour a plus de deux ans. Relisez la date.
activity-count = Écrivez un nombre entier, zéro s'il n'y a personne.
activity-count-large = C'est plus que { $max }. Relisez le nombre.
activity-total-missing = Écrivez le total compté à l'entrée.
activity-total-differs = Les cases font { $sum }, le total dit { $total }. Recomptez, puis corrigez l'un ou l'autre.
activity-part = C'est plus que les { $total } présents. Relisez le nombre.
activity-fewer-than-named = { $named } personnes sont nommées : il en est venu au moins autant.
activity-minutes = Écrivez une durée de 5 à 600 minutes.
activity-correction-missing = Écrivez pourquoi le compte change.
activity-cancelled = Cette activité est annulée : elle ne se compte pas.
activity-over = Cette activité est déjà tenue ou annulée.
activity-name-delicate = Sur ce thème, personne n'est nommé.
activity-name-not-held = Comptez d'abord les présents.
activity-name-consent = Sans son accord, la personne n'est pas nommée.
activity-name-twice = Cette personne est déjà nommée.
activity-name-more = Autant de personnes sont nommées que de présents comptés : { $counted }. Corrigez d'abord le compte.
activity-name-dead = Cette personne est décédée.
activity-no-household = Cette personne n'a pas de ménage ici. Ajoutez-la d'abord à un ménage, ou choisissez autre chose.
activity-with-group = Avec le groupe : { $name }
activity-in-case = Dans le dossier n° { $number }
activity-group = Avec le groupe
activity-case = Dans le dossier
activity-new-of-case = Noter aussi cette causerie parmi les activités (elle compte une seule fois)
