### Les mots communs à tous les formulaires, listes et papiers.

parts-errors-title = { $count ->
    [one] Un point est à corriger
   *[other] { $count } points sont à corriger
}
parts-needed = (nécessaire)
parts-why = Pourquoi cette question :
parts-error = À corriger :
parts-day = Jour
parts-month = Mois
parts-year = Année
parts-choose = Choisir…
parts-reveal = Montrer
parts-conceal = Cacher
parts-date-hint = Par exemple 14 3 1991. Laissez vide ce qui n'est pas connu.
parts-phone-hint = Par exemple 07 07 12 34 56
parts-unknown = Ne sait pas
parts-unsaid = Ne souhaite pas répondre
parts-not-given = non renseigné
parts-change = Modifier
parts-pager = Suite de la liste
parts-before = Page précédente
parts-after = Page suivante
parts-progress = { $done } sur { $total }
parts-paper-number = N°
parts-paper-code = Pour retrouver ce papier :
parts-sign-name = Nom et date :
parts-sign-here = Signature
parts-sign-thumb = ou empreinte
