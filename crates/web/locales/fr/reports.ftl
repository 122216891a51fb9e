### Les registres que les dossiers remplissent, et les indicateurs.

reports-registers-title = Registres
reports-registers-text = Une ligne s'ajoute d'elle-même quand l'étape est faite. Rien n'est à recopier.
reports-registers-caption = Les registres de l'année
reports-registers-reception = Registre d'accueil du guichet, jour par jour
reports-registers-none = Aucun registre
reports-registers-none-text = Publiez le manuel : ses procédures disent quels registres tenir.
reports-years = Année
reports-col-register = Registre
reports-col-procedure = Procédure
reports-col-lines = Lignes
reports-col-number = N°
reports-register-title = Registre
reports-register-sealed = Fermé à clé, tenu sur papier
reports-register-none = Aucune ligne cette année.
reports-register-kept = Réservé à l'équipe du dossier
reports-register-hidden = Une ligne réservée garde son numéro. Seules l'équipe du dossier et la direction la lisent.
reports-register-numbered = Les lignes se suivent dans l'ordre où les étapes ont été faites, sans trou, et recommencent à 1 chaque année. Une installation qui écrit à part a sa lettre.
reports-register-sheet = Feuillet { $sheet } sur { $sheets }, { $lines ->
    [0] aucune ligne
    [one] 1 ligne
   *[other] { $lines } lignes
  }
reports-register-sign = La direction du centre
reports-indicators-title = Indicateurs
reports-indicators-see = Voir ses indicateurs
reports-indicators-about = Dossiers ouverts du { $from } au { $to } : { $cases ->
    [0] aucun
   *[other] { $cases }
  }.
reports-indicators-none = Rien à compter
reports-indicators-none-text = Aucun dossier de cette procédure ne s'est ouvert dans cette période, ou elle n'a pas d'indicateur.
reports-share = { $with } sur { $among }
reports-target = Cible : { $percent } %
reports-below = Sous la cible
reports-parts = Voir le détail
reports-by-sex = Sexe
reports-by-age = Âge à l'ouverture
reports-by-worker = Agent qui suit
reports-col-share = Part
reports-not-said = Non précisé
reports-sex-female = Femmes et filles
reports-sex-male = Hommes et garçons
reports-sex-not-said = Non précisé
reports-age-0-5 = 0 à 5 ans
reports-age-6-11 = 6 à 11 ans
reports-age-12-17 = 12 à 17 ans
reports-age-18-24 = 18 à 24 ans
reports-age-25-59 = 25 à 59 ans
reports-age-60 = 60 ans et plus
reports-register-forgotten = Contenu effacé à la demande, numéro gardé
reports-register-waiting = { $count ->
    [one] Une ligne venue d'un autre poste attend son numéro.
   *[other] { $count } lignes venues d'un autre poste attendent leur numéro.
  }
reports-register-export = Sortir ce registre en liste
reports-months = Mois par mois
reports-col-month = Mois
reports-col-signed = Signature
reports-is-signed = Signé
reports-is-added-to = Complété depuis
reports-is-unsigned = À signer
reports-month-none = Aucune ligne ce mois-ci.
reports-added-after = ajouté après la signature
reports-changed-after = corrigé après la signature
reports-signed-by = { $count ->
    [0] Signé par { $who } le { $when } : néant, empreinte { $code }.
    [one] Signé par { $who } le { $when } : 1 ligne, empreinte { $code }.
   *[other] Signé par { $who } le { $when } : { $count } lignes, empreinte { $code }.
  }
reports-do-sign = Signer ce mois
reports-said-signed = Mois signé.
reports-sign-future = Ce mois n'est pas encore venu.
reports-sign-again = Rien n'a changé depuis la dernière signature.
reports-lost = { $count ->
    [one] Une ligne signée ne se retrouve plus. Prévenez l'administration technique.
   *[other] { $count } lignes signées ne se retrouvent plus. Prévenez l'administration technique.
  }
reports-counted-title = Dossiers comptés
reports-counted-see = Voir les dossiers comptés
reports-counted-with = Oui : { $count }
reports-counted-without = Non, ou pas encore : { $count }
reports-counted-unlisted = { $count ->
    [one] Un autre dossier est compté sans être montré.
   *[other] { $count } autres dossiers sont comptés sans être montrés.
  }
reports-counted-back = Revenir aux indicateurs
reports-col-case = Dossier
reports-col-person = Personne ou ménage
reports-col-opened = Ouvert le
