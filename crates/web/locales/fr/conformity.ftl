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

## Deux centres côte à côte.
conformity-others = À côté d'un autre centre
conformity-beside-title = Deux centres
conformity-beside-about = Du { $from } au { $to }. Ici : { $here }, dans { $cases ->
    [0] aucun dossier
    [one] 1 dossier
   *[other] { $cases } dossiers
  }. Là : { $there }, dans { $others ->
    [0] aucun dossier
    [one] 1 dossier
   *[other] { $others } dossiers
  }.
conformity-beside-versions = Ici la version { $here }, là la version { $there } : certaines différences viennent du texte.
conformity-beside-caption = Les étapes, celles que les deux trouvent difficiles d'abord
conformity-here = ce centre
conformity-there = l'autre centre
conformity-share-here = À temps, ici
conformity-all-here = À faire, ici
conformity-share-there = À temps, là
conformity-all-there = À faire, là
conformity-beside-read = Une étape difficile dans les deux centres montre souvent que le manuel est à revoir. Une étape difficile dans un seul mérite une visite et une question, jamais un classement.
conformity-beside-back = Revenir à ce centre
