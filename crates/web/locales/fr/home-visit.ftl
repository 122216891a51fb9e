### Les visites à domicile : prévoir, faire, dire ce qu'il en est.

home-visit-title = Visites à domicile
home-visit-text = Une visite se prévoit avec l'accord de la personne, à l'heure qu'elle choisit. Elle paraît ce jour-là sur le plan des visites de qui suit le dossier.
home-visit-plan = Prévoir une visite
home-visit-plan-do = Prévoir
home-visit-on = Pour quel jour ?
home-visit-at = À quelle heure ?
home-visit-step = Pour quelle étape ?
home-visit-no-step = Aucune : je dis pourquoi plus bas
home-visit-step-day = Jour convenu ou échéance : { $day }
home-visit-aim = Pour quoi faire
home-visit-aim-hint = Nécessaire si la visite n'est pour aucune étape.
home-visit-take = À emporter
home-visit-take-hint = Ce que le manuel ne dit pas déjà : un papier, un médicament, un colis.
home-visit-when = Jour
home-visit-by = Prévue par
home-visit-moved = Du { $day }, par { $who }.
home-visit-told = { $who }, { $when }
home-visit-one-title = Une visite à domicile
home-visit-what-came = Qu'est devenue cette visite ?
home-visit-change = Dire ce qu'il en est, ou la changer
home-visit-end = Elle est
home-visit-end-faite = Faite
home-visit-end-absente = Personne absente
home-visit-end-reportee = Reportée à un autre jour
home-visit-end-annulee = Annulée
home-visit-end-etape = Étape faite
home-visit-words = En quelques mots
home-visit-words-hint = Nécessaire pour reporter ou annuler.
home-visit-new-day = Nouveau jour
home-visit-new-day-hint = Seulement si elle est reportée.
home-visit-tell-do = Enregistrer
home-visit-back = Revenir aux visites du dossier
home-visit-said-planned = La visite est prévue.
home-visit-said-told = C'est noté.
home-visit-asked = Passée : faite, absente ou reportée ?
home-visit-asked-title = Visites passées, à renseigner
home-visit-by-step = Jour donné par l'étape
home-visit-not-safe = La visite n'est pas notée comme voie sûre
home-visit-contact-unknown = Aucune voie sûre notée : demandez avant d'appeler
home-visit-tour-title = Plan des visites
home-visit-summary = { $visits ->
    [0] aucune visite
    [one] { $visits } visite
   *[other] { $visits } visites
}{ $places ->
    [0] {""}
    [one] {" "}· { $places } lieu
   *[other] {" "}· { $places } lieux
}
home-visit-none = Aucune visite ce jour
home-visit-none-text = Une visite se prévoit depuis un dossier, à « Visites à domicile ». Les étapes qui se font chez la personne paraissent ici d'elles-mêmes, le jour convenu ou à leur échéance.
home-visit-nowhere = Adresse non notée
home-visit-landmark = Repère
home-visit-contact = Joindre
home-visit-hushed = Ne rien dire à
home-visit-form = La fiche à imprimer
home-visit-take-form = La fiche de l'étape
home-visit-loose = À prévoir : étapes chez la personne, sans visite
home-visit-print = Imprimer la feuille de visites
home-visit-out = Qui est dehors, et où
home-visit-out-who = Agent
home-visit-out-count = Visites
home-visit-out-from = Dès
home-visit-out-where = Lieux
home-visit-today = { $count ->
    [one] { $count } visite à domicile aujourd'hui au centre
   *[other] { $count } visites à domicile aujourd'hui au centre
}
home-visit-sheet-title = Feuille de visites
home-visit-sheet-hour = Heure
home-visit-sheet-where = Chez qui
home-visit-sheet-number = Dossier
home-visit-sheet-notes = Notes
home-visit-sheet-hushed = { $count ->
    [one] Une personne ne doit rien savoir : relisez le dossier avant de partir.
   *[other] { $count } personnes ne doivent rien savoir : relisez le dossier avant de partir.
}
home-visit-sheet-restricted = Dossiers restreints : lisez le lieu à l'écran avant de partir
home-visit-sheet-care = Cette feuille revient au centre et se garde sous clé. N'y écrivez aucun motif.
home-visit-sign-worker = L'agent, au départ
home-visit-sign-back = L'agent, au retour
home-visit-day = Écrivez le jour de la visite.
home-visit-past = Écrivez aujourd'hui ou un jour à venir : ce qui est passé se note dans l'étape ou dans une note.
home-visit-planned-already = Une visite est déjà prévue pour cette étape : reportez-la plutôt.
home-visit-unknown = Cette visite n'existe plus. Rouvrez la liste des visites.
home-visit-over = Quelqu'un a déjà dit ce qu'il en est de cette visite.
home-visit-ahead = Son jour n'est pas venu : reportez-la ou annulez-la.
home-visit-step-closed = Cette étape n'est plus à faire chez la personne. Choisissez-en une autre, ou dites pourquoi vous y allez.
home-visit-aim-missing = Écrivez pour quoi faire, ou choisissez une étape.
