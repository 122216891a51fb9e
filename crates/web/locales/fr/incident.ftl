### Les incidents d'un dossier scellé, leurs codes et leurs fenêtres.

incident-title = Incidents et codes
incident-person = Code de la personne
incident-codes-text = Sur une fiche ou un papier qui sort d'ici, ces codes remplacent le nom. Ils sont tirés au hasard et ne disent rien.
incident-list = Incidents
incident-none = Aucun incident n'est encore noté.
incident-reported = signalé le { $when }
incident-by = par { $who }
incident-on = arrivé le { $when }
incident-on-unknown = date inconnue
incident-type-unknown = type à préciser
incident-to-tell = À raconter
incident-told = Raconté
incident-note-title = Noter un nouvel incident
incident-note-text = Il reçoit un code neuf, tiré au hasard. Ce qui a été fait pour les autres incidents reste dans le dossier.
incident-note-step = L'étape « { $step } » s'ouvre de nouveau, et la suite avec elle.
incident-note-no-step = Cette procédure n'a pas d'étape pour un incident : écrivez ce qui s'est passé au suivi, sous ce code.
incident-day-label = Jour de l'incident, s'il est connu
incident-hour-label = Heure, si elle est connue
incident-hour-hint = Sans heure, les fenêtres comptent depuis minuit : la plus ancienne possible.
incident-note-do = Noter l'incident
incident-said-noted = L'incident est noté, sous un code neuf.
incident-waits = L'incident { $code } attend d'être raconté : faites d'abord son étape.
incident-hour = Écrivez une heure comme 21:30, ou laissez vide.
incident-day = Écrivez aussi le jour.
incident-windows = Fenêtres
incident-window-left-hours = { $count ->
    [0] Moins d'une heure
    [one] Reste { $count } heure
   *[other] Reste { $count } heures
}
incident-window-left-days = Reste { $count } jours
incident-window-passed-hours = { $count ->
    [0] Passée depuis moins d'une heure
    [one] Passée depuis { $count } heure
   *[other] Passée depuis { $count } heures
}
incident-window-passed-days = Passée depuis { $count } jours
incident-window-settled = Fait, ou refusé par la personne
incident-window-until = jusqu'au { $when }
incident-window-of = incident { $code }
incident-window-source = durée : { $source }
incident-window-note = La durée vient des paramètres de la procédure. Une fenêtre passée ne ferme aucun soin : les autres restent utiles.
