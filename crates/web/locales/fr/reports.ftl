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

### Le rapport mensuel.

reports-months-title = Rapport mensuel
reports-months-about = Compté tout seul, commenté, signé ; affiche et charte du centre
reports-months-text = Le rapport se compte tout seul à partir de ce qui a été noté dans le mois. La direction le commente et le signe ; il est alors figé.
reports-months-none = Pas encore de rapport
reports-months-none-text = Le premier commence avec la première visite ou la première personne inscrite.
reports-all-months = Tous les mois
reports-see-months = Rapport mensuel
reports-today = Le rapport de { $month } attend la signature
reports-col-state = État
reports-state-running = En cours
reports-state-due = À signer
reports-state-signed = Signé
reports-state-corrected = Signé, version { $version }
reports-month-title = Rapport mensuel
reports-frozen = Chiffres figés à la signature
reports-frozen-text = Ce qui a été noté depuis n'y est pas. Une erreur se corrige par une nouvelle version, avec sa raison.
reports-seal-broken = Le journal ne correspond plus
reports-seal-broken-text = L'état du journal inscrit à la signature ne se retrouve pas. Laissez ce poste tel quel et prévenez la direction régionale.
reports-sign = Vérifier et signer
reports-correct = Corriger
reports-comment = Commentaire
reports-paper = Version à transmettre
reports-pdf = PDF
reports-workbook = Classeur
reports-results = Fiche de résultats
reports-back = Retour

reports-section-frequentation = Fréquentation
reports-section-cas = Cas sociaux
reports-section-orientations = Orientations
reports-section-aides = Prises en charge
reports-section-prevention = Prévention
reports-section-programmes = Programmes
reports-section-mediation = Médiations et cohésion
reports-section-moyens = Ressources
reports-section-delais = Délais du manuel
reports-section-words = Difficultés et suggestions
reports-no-words = Rien n'est écrit.

reports-rubric-visites = Personnes reçues à l'accueil
reports-rubric-demandes = Demandes (une personne peut en avoir plusieurs)
reports-rubric-inscrits = Personnes inscrites au registre
reports-rubric-actes = Entretiens, visites, enquêtes et plans
reports-rubric-enquetes = Enquêtes sociales, selon qui les demande
reports-rubric-origines = Qui a parlé du centre
reports-rubric-natures = Cas sociaux par nature
reports-rubric-procedures = Dossiers du mois par procédure
reports-rubric-axes = Dossiers du mois par axe de la stratégie
reports-rubric-destinations = Orientations par destination
reports-rubric-retours = Retours reçus
reports-rubric-secours = Secours et dons remis
reports-rubric-activites = Causeries et activités de groupe
reports-rubric-programmes = Dossiers des programmes
reports-rubric-mediations = Médiations
reports-rubric-personnel = Personnel présent
reports-rubric-livres = Caisse et stock
reports-rubric-proteges = Protection spécialisée : dossiers suivis, par situation
reports-rubric-proteges-procedures = Protection spécialisée : dossiers suivis, par procédure
reports-rubric-delais = Étapes faites dans le mois

reports-people-recues = Personnes reçues
reports-people-personnes = Personnes inscrites
reports-act-entretiens = Entretiens
reports-act-visites-domicile = Visites à domicile
reports-act-enquetes = Enquêtes sociales
reports-act-plans = Plans d'intervention
reports-axis-1 = Axe 1
reports-axis-2 = Axe 2
reports-axis-3 = Axe 3
reports-axis-4 = Axe 4
reports-step-a-temps = Faites à temps
reports-step-en-retard = Faites en retard
reports-step-laissees = Non faites, avec une raison
reports-book-carried = Au début du mois
reports-book-in = Entré
reports-book-out = Sorti
reports-book-held = À la fin du mois
reports-first-visites = personnes reçues
reports-first-procedures = dossiers suivis
reports-first-destinations = orientations
reports-first-secours = aides remises

reports-dimension-sexe = Sexe
reports-dimension-age = Âge
reports-dimension-connu = Nouveau ou ancien
reports-dimension-etat = État en fin de mois
reports-part-f = F
reports-part-m = H
reports-part-nouveau = Nouv.
reports-part-connu = Anc.
reports-part-en-cours = Cours
reports-part-refere = Réf.
reports-part-clos = Clos
reports-part-unknown = n. d.
reports-band-0-5 = 0-5
reports-band-6-11 = 6-11
reports-band-12-17 = 12-17
reports-band-18-24 = 18-24
reports-band-25-59 = 25-59
reports-band-60 = 60+
reports-total = Total
reports-col-line = Ligne
reports-col-count = Nombre
reports-col-count-short = Nb
reports-col-amount = Montant
reports-col-part = Partie
reports-col-rubric = Rubrique
reports-col-unit = Unité
reports-unit-francs = francs CFA
reports-not-kept = Non tenu : rien ne le compte encore dans ce centre.
reports-sealed-unsigned = Pas encore signé. Qui suit des dossiers protégés signe ses comptes du mois depuis l'espace protégé.
reports-sealed-hidden = Peu de dossiers, aucun, ou des chiffres corrigés : rien ne peut en être dit.
reports-sealed-P13-violence = P13 Enfant : violences
reports-sealed-P13-exploitation = P13 Enfant : exploitation, traite
reports-sealed-P13-pratiques = P13 Enfant : mariage d'enfant, mutilation
reports-sealed-P13-negligence = P13 Enfant : négligence, abandon
reports-sealed-P13-rue = P13 Enfant : vie dans la rue
reports-sealed-P13-loi = P13 Enfant : arrêté ou détenu
reports-sealed-P13-autre = P13 Enfant : autre, ou pas encore dit
reports-sealed-P14-viol = P14 Viol
reports-sealed-P14-agression-sexuelle = P14 Agression sexuelle
reports-sealed-P14-agression-physique = P14 Agression physique
reports-sealed-P14-mariage = P14 Mariage forcé
reports-sealed-P14-deni = P14 Déni de ressources, d'opportunités ou de services
reports-sealed-P14-psychologique = P14 Violences psychologiques ou émotionnelles
reports-sealed-P14-autre = P14 Autre, ou pas encore dit
reports-sealed-autre = Autre procédure protégée
reports-nobody = Rien ce mois.
reports-none-of = Rien ce mois pour : { $lines }
reports-hidden = Chiffres protégés
reports-hidden-text = • : chiffre protégé. Il est petit et porte sur une situation délicate, ou il le ferait deviner.

reports-behind-title = Ce que compte un chiffre
reports-behind-count = { $count ->
    [one] { $count } ligne
   *[other] { $count } lignes
  }
reports-behind-differs = Le rapport signé dit { $count } : des lignes ont changé depuis.
reports-col-record = Numéro ou nom
reports-col-what = De quoi il s'agit

reports-comment-title = Commenter le rapport
reports-comment-text = Ces mots partent avec le rapport. N'y mettez aucun nom, ni rien qui désigne quelqu'un.
reports-comment-whole = Difficultés, suggestions, l'ensemble du mois
reports-comment-keep = Garder les commentaires
reports-comment-kept = Les commentaires sont gardés jusqu'à la signature.

reports-sign-title = Signer le rapport
reports-sign-text = La signature fige les chiffres et les commentaires, avec l'état du journal. Relisez-les avant de signer.
reports-sign-now = Signer
reports-signed = Le rapport est signé.
reports-cannot-sign = À régler avant de signer
reports-open = Encore ouvert
reports-why-nevertheless = Réglez-le d'abord, ou dites pourquoi vous signez quand même.
reports-signed-nevertheless = Signé quand même : { $why }
reports-correction = Correction
reports-correction-why = Pourquoi cette correction
reports-correction-reason = Raison de la correction : { $reason }
reports-changes = Ce qui change depuis la dernière version
reports-changes-words = Les chiffres sont les mêmes ; les commentaires changent.
reports-unchanged = Rien n'a changé depuis la signature : il n'y a rien à corriger.
reports-changed-line = { $rubric }, { $line } : { $before } devient { $after }
reports-changed-parts = { $rubric }, { $line } : toujours { $after }, mais autrement réparti ({ $before } avant)
reports-versions = Versions signées
reports-version = Version { $version }, signée le { $when } par { $who }
reports-seal = Journal à la signature : { $entries } inscriptions, sceau { $seal }

reports-month-open = Le mois n'est pas fini. Signez à partir du premier jour du mois suivant.
reports-line-over-total = { $rubric } : la ligne « { $line } » dépasse le total. Ne signez pas ; prévenez qui tient le programme.
reports-sum-wrong = { $rubric } : les lignes ne font pas le total. Ne signez pas ; prévenez qui tient le programme.
reports-book-wrong = { $line } : le livre ne tombe pas juste, ou descend sous zéro. Comptez-le dans « Caisse et stock », puis revenez signer.
reports-days-unsigned = { $count ->
    [one] { $count } jour du registre d'accueil n'est pas signé.
   *[other] { $count } jours du registre d'accueil ne sont pas signés.
  }
reports-visits-unfinished = { $count ->
    [one] { $count } visite du mois n'a pas été terminée.
   *[other] { $count } visites du mois n'ont pas été terminées.
  }
reports-drafts-open = { $count ->
    [one] { $count } formulaire commencé ce mois n'a pas été envoyé.
   *[other] { $count } formulaires commencés ce mois n'ont pas été envoyés.
  }
reports-visas-awaited = { $count ->
    [one] { $count } visa demandé ce mois est encore attendu.
   *[other] { $count } visas demandés ce mois sont encore attendus.
  }
reports-earlier-unsigned = Le rapport de { $month } n'est pas signé.
reports-changed = Les chiffres ou les commentaires ont changé pendant que vous lisiez. Relisez, puis signez.
reports-paper-title = Rapport d'activités · { $month }
reports-paper-ministry = Ministère
reports-paper-direction = Direction
reports-paper-centre = Centre
reports-draft = Projet, non signé
reports-draft-text = Ces chiffres peuvent encore changer.
reports-foot = Version { $version } · journal : { $entries } inscriptions, sceau { $seal }
reports-sign-director = La direction du centre
reports-sign-region = La direction régionale, vu

reports-results-title = Fiche de résultats du centre
reports-results-text = Ce que le centre a fait en { $month }
reports-results-nobody = Cette fiche compte, elle ne désigne personne.
reports-result-visits = personnes reçues
reports-result-registered = personnes nouvellement inscrites
reports-result-cases = dossiers suivis
reports-result-referrals = orientations vers un service
reports-result-served = personnes servies, réponse reçue
reports-result-aid = aides remises

reports-region-title = Rapports de la région
reports-region-text = Ce que les centres ont signé et transmis, additionné.
reports-region-centres = Les centres
reports-region-awaited = Attendu
reports-region-signed = Signé le { $when }, version { $version }
reports-region-none = Rien à additionner
reports-region-none-text = Aucun centre n'a encore signé ce mois.
reports-col-centre = Centre
reports-col-centres = Centres
reports-col-published = Signés
reports-at-least = au moins { $count }
reports-least-text = « Au moins » : un centre a protégé son chiffre.

reports-poster-title = Ce que le centre peut faire pour vous
reports-poster-text = Poussez la porte : l'accueil est ouvert à tous, sans papier à montrer.
reports-poster-none = Le manuel n'est pas encore adopté : il dit ce que le centre propose.
reports-poster-own = Au centre aussi
reports-poster-ask = Demandez à l'accueil : on vous écoute, et on vous dit quoi faire.
reports-poster-phone = Téléphone : { $phone }
reports-charter-title = Charte de l'accueil
reports-charter-text = Ce que vous pouvez attendre de nous.
reports-charter-open = Vous êtes reçu avec respect, sans distinction d'origine, de religion, d'âge, de sexe ou de situation.
reports-charter-free-of-name = On vous écoute même sans papier, et même sans donner votre nom.
reports-charter-apart = Vous pouvez demander à parler dans une pièce fermée.
reports-charter-first = Les personnes en danger passent d'abord ; puis les femmes enceintes, les personnes âgées, en situation de handicap ou avec un bébé.
reports-charter-language = On cherche quelqu'un qui parle votre langue. Ce n'est jamais un enfant de votre famille qui traduit.
reports-charter-consent = Rien de ce que vous dites n'est donné à un autre service sans votre accord, sauf quand la loi l'impose.
reports-charter-secret = Ceux qui travaillent ici sont tenus au secret.
reports-charter-see = Vous pouvez demander ce qui est écrit sur vous, et le faire corriger.
reports-charter-sealed = Les dossiers les plus délicats sont sous clé : seuls ceux qui les suivent les lisent.
reports-charter-complain = Vous pouvez vous plaindre de nous, à voix haute ou par écrit : on vous répond, et cela ne vous nuit pas.
reports-charter-delays = Nos délais
reports-charter-delays-text = Le centre s'est donné ces délais dans son manuel.
