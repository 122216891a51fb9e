### Comment une procédure est suivie.

conformity-title = Conformité
conformity-see = Voir comment elle est suivie
conformity-periods = Période
conformity-days = { $days ->
    [365] Un an
   *[other] { $days } jours
  }
conformity-about = Du { $from } au { $to }, dans { $cases ->
    [0] aucun dossier
    [one] 1 dossier
   *[other] { $cases } dossiers
  }. À droite, la même durée juste avant.
conformity-caption = Les étapes, les plus difficiles d'abord
conformity-step = Étape et rôle
conformity-in-time = À temps
conformity-late = En retard
conformity-left = Laissée
conformity-overdue = Encore due
conformity-share = Part à temps
conformity-share-before = Avant
conformity-percent = { $percent } %
conformity-none = Rien à compter
conformity-none-text = Aucune étape de cette procédure n'a été faite, laissée ou en retard dans cette période.
conformity-read = Une étape que tous font en retard ou laissent de côté montre souvent que le manuel est à revoir, plus que les personnes. « Laissée » : non faite, avec un motif. « Encore due » : pas faite et en retard aujourd'hui. Ces chiffres sont ceux d'une étape, jamais d'un agent.
conformity-manual = Lire la procédure
