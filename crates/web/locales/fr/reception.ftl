### L'accueil : file d'attente, arrivées, tickets, registre, rendez-vous, chiffres.

# La file d'attente
reception-queue-title = Accueil
reception-nav = Pages de l'accueil
reception-nav-register = Registre du jour
reception-nav-appointments = Rendez-vous
reception-nav-figures = Chiffres
reception-nav-room = Écran de la salle d'attente
reception-arrive = Nouvelle arrivée
reception-call-next = Appeler la personne suivante au bureau { $desk }
reception-waiting = En attente
reception-waiting-none = Personne n'attend
reception-waiting-none-text = Les personnes qui arrivent s'inscrivent ici, dans l'ordre où elles seront appelées : d'abord les urgences, puis les priorités, puis l'ordre d'arrivée.
reception-waiting-count = { $count ->
    [0] Personne n'attend
    [one] { $count } personne attend
   *[other] { $count } personnes attendent
}
reception-longest-wait = attente la plus longue : { $wait }
reception-wait-minutes = { $minutes } min
reception-wait-hours = { $hours } h { $minutes }
reception-received-now = Reçus en ce moment
reception-sent-inside = Attendus par un collègue
reception-over-count = { $count ->
    [0] Aucune visite terminée aujourd'hui.
    [one] { $count } visite terminée aujourd'hui.
   *[other] { $count } visites terminées aujourd'hui.
}
reception-over-see = Voir le registre du jour
reception-left-open = { $count ->
    [one] { $count } visite du { $day } n'a pas de fin.
   *[other] { $count } visites du { $day } n'ont pas de fin.
}
reception-left-open-see = Ouvrir cette page du registre
reception-line = Ligne n° { $number }
reception-nobody-named = Sans nom
reception-came-at = arrivée à { $time }
reception-waits = attend depuis { $wait }
reception-with = { $count ->
    [one] avec { $count } personne
   *[other] avec { $count } personnes
}
reception-private-tag = En privé
reception-interpreter-tag = Interprète
reception-is-called = Appelée au bureau { $desk } à { $time }
reception-is-called-by = Appelée au bureau { $desk } à { $time } par { $who }
reception-is-in = En entretien, bureau { $desk }, depuis { $time }
reception-is-in-with = En entretien, bureau { $desk }, depuis { $time }, avec { $who }
reception-is-sent = Attendue : { $to }

# On demande si quelqu'un est venu
reception-asked-title = On vous demande si quelqu'un est venu ?
reception-asked-say = « Je ne peux pas dire qui vient ici, pour personne. Si vous voulez laisser un message, je le garde, et il sera remis si cette personne passe. »
reception-asked-why = Répondez la même chose dans tous les cas, que la personne soit venue ou non, et sans regarder l'écran. Dire « non » aux uns, c'est dire « oui » aux autres.
reception-asked-do = Si la demande insiste ou menace, appelez la direction. Ne donnez ni jour, ni heure, ni nom de collègue.

# Bureau et suivi
reception-desk-is = Cet écran appelle au bureau { $desk }
reception-desk = Bureau n°
reception-desk-hint = Un numéro de 1 à 99 : un nom de service dirait à la salle pourquoi on vient.
reception-desk-keep = Garder ce bureau
reception-desk-kept = Bureau gardé.
reception-desk-unreadable = Écrivez le numéro du bureau, de 1 à 99.
reception-follow-is-on = Cette page se relit toute seule toutes les 20 secondes.
reception-follow-is-off = Cette page ne se relit plus toute seule.
reception-follow-on = Reprendre
reception-follow-off = Arrêter

# Arrivée
reception-arrive-title = Nouvelle arrivée
reception-arrive-lead = Rien n'est obligatoire : un ticket peut être donné sans nom et sans papiers.
reception-name = Nom et prénoms
reception-name-hint = Comme la personne les dit. Peut rester vide.
reception-search-hint = Déjà venue ? Cherchez-la en haut de la page (touche /), puis recevez-la depuis sa fiche.
reception-receive-person = Recevoir cette personne aujourd'hui
reception-linked = Personne retrouvée dans le registre des personnes. Son nom du jour sera inscrit.
reception-linked-kept = Cette visite reste rattachée à la fiche de la personne.
reception-someone-else = Recevoir quelqu'un d'autre
reception-demand = Demande
reception-demand-aide = Aide
reception-demand-appui = Appui
reception-demand-conseil = Conseil
reception-demand-accompagnement = Accompagnement
reception-demand-none = Non précisée
reception-reason = Motif, en une phrase
reception-reason-hint = Avec les mots de la personne. Parlez bas : la salle entend.
reception-triage = Urgence
reception-triage-hint = Une urgence passe en silence : rien ne l'annonce à la salle.
reception-rare = Autres précisions : langue, déjà reçue, accompagnants, heure
reception-triage-ordinaire = Ordinaire
reception-triage-age = Personne âgée
reception-triage-enceinte = Femme enceinte
reception-triage-bebe = Avec un bébé
reception-triage-handicap = Handicap
reception-triage-urgent = Urgent
reception-class-urgent = Urgent
reception-class-prioritaire = Prioritaire
reception-class-ordinaire = Ordinaire
reception-sex = Sexe
reception-sex-f = Féminin
reception-sex-m = Masculin
reception-sex-short-f = F
reception-sex-short-m = M
reception-sex-not-said = Non noté
reception-known = Déjà reçue au centre ?
reception-known-nouveau = Nouvelle
reception-known-connu = Ancienne
reception-known-non-demande = Non demandé
reception-age = Âge environ
reception-age-years = { $count ->
    [0] moins d'un an
    [one] { $count } an
   *[other] { $count } ans
}
reception-place = Quartier ou village
reception-language = Langue, si ce n'est pas le français
reception-language-hint = Dioula, baoulé, mooré, langue des signes…
reception-accompanied = Personnes avec elle
reception-interpreter = Il faut un interprète
reception-private = Demande à parler en privé
reception-time = Arrivée plus tôt ?
reception-time-hint = Par exemple 7 h 45. Vide : maintenant.
reception-give-ticket = Donner un ticket
reception-back-to-queue = File d'attente
reception-age-unreadable = Écrivez l'âge en années, de 0 à { $max }, ou laissez vide.
reception-accompanied-unreadable = Écrivez un nombre, { $max } au plus, ou laissez vide.
reception-time-later = Cette heure n'est pas encore passée. Écrivez l'heure d'arrivée, ou laissez vide.
reception-time-unreadable = Écrivez l'heure comme 7 h 45.
reception-day-unreadable = Écrivez le jour comme 14/03/2026.

# Ticket
reception-ticket-title = Ticket
reception-ticket-say = Gardez ce numéro. On vous appellera par ce numéro, jamais par votre nom.
reception-next-arrival = Arrivée suivante

# Écran de la salle
reception-room-title = Salle d'attente
reception-room-desk = Bureau { $desk }
reception-room-none = Bienvenue. Gardez votre numéro : il s'affichera ici.
reception-room-before = Derniers appels

# Une visite
reception-visit-title = Visite
reception-call = Appeler
reception-interview-text = La personne est entrée au bureau.
reception-do-interview = Entretien commencé
reception-orient = Orienter
reception-inside = Où
reception-inside-1 = Dans le centre
reception-inside-0 = Ailleurs
reception-to = Vers
reception-to-hint = Un collègue ou un service. Dans le centre, la personne attendra son appel.
reception-do-orient = Orienter
reception-finish = Terminer
reception-do-end = Visite terminée
reception-do-appoint = Donner un rendez-vous
reception-do-left = Partie sans être reçue
reception-put-back-text = La personne n'a pas répondu, ou la fin a été notée par erreur.
reception-do-put-back = Remettre en attente
reception-noted = Ce qui est noté
reception-do-amend = Corriger
reception-see-ticket = Revoir le ticket
reception-see-person = Fiche de la personne
reception-see-household = Fiche du ménage
reception-visits = Visites au centre
reception-visits-before = Visites plus anciennes
reception-link-title = Relier à une fiche
reception-link-change = Changer ce lien
reception-link-intro = Une visite n'a pas besoin de fiche. La relier permet de retrouver ce qui s'est dit quand la personne revient. Le registre d'accueil ne change pas.
reception-link-now = Cette visite est reliée à :
reception-link-proposed = Peut-être l'une de ces personnes
reception-link-other = Chercher la personne
reception-link-to = Relier la visite à
reception-link-go = Relier
reception-link-undo = Défaire le lien
reception-link-why-not = Pourquoi défaire ce lien ?
reception-link-word = Lien
reception-link-none = aucun
reception-said-linked = La visite est reliée.
reception-said-unlinked = Le lien est défait.
reception-note = Observations
reception-note-hint = Paraît dans le registre du jour.
reception-do-note = Noter
reception-cancel = Annuler cette ligne du registre
reception-cancel-text = La ligne garde son numéro et porte la cause. Rien n'est effacé.
reception-cause = Cause
reception-do-cancel = Annuler la ligne
reception-amend-title = Corriger une visite
reception-save = Enregistrer
reception-leave-as-is = Laisser comme c'est
reception-step-waiting = En attente
reception-step-called = Appelée
reception-step-interview = En entretien
reception-step-oriented = Orientée
reception-step-appointed = Rendez-vous donné
reception-step-ended = Reçue
reception-step-left = Partie sans être reçue
reception-step-cancelled = Ligne annulée
reception-step-on-paper = Recopiée du papier

# Ce qui vient d'être fait
reception-said-called = Ticket appelé.
reception-said-nobody = Personne n'attend.
reception-said-put-back = Remise en attente.
reception-said-interview = Entretien commencé.
reception-said-oriented = Orientation notée.
reception-said-ended = Visite terminée.
reception-said-left = Départ noté.
reception-said-cancelled = Ligne annulée ; elle garde son numéro.
reception-said-noted = Observation notée.
reception-said-amended = Correction enregistrée.
reception-said-signed = Page signée.
reception-said-retyped = Lignes recopiées. Vous pouvez continuer.
reception-said-kept = Venue notée.
reception-said-missed = Absence notée.
reception-said-withdrawn = Rendez-vous retiré.
reception-said-undone = C'est remis comme avant.

# Ce qui ne se peut pas
reception-already-called = Ce ticket vient d'être appelé. Voici où il en est.
reception-already-in = L'entretien est déjà commencé. Voici où en est la visite.
reception-not-called = Appelez d'abord la personne.
reception-already-over = Cette visite est déjà terminée. Si c'est une erreur, remettez-la en attente.
reception-line-cancelled = Cette ligne est annulée : rien ne peut plus y être noté.
reception-line-on-paper = Cette ligne vient du registre papier : elle n'attend rien.
reception-step-impossible = Cela ne se peut pas à ce point de la visite. Voici où elle en est.
reception-no-visit = Cette visite n'existe pas.
reception-cause-missing = Écrivez la cause : elle restera dans le registre.

# Registre
reception-register-title = Registre d'accueil
reception-month-title = Registre d'accueil
reception-col-number = N°
reception-col-came = Arrivée
reception-col-demand = Demande
reception-col-reason = Motif
reception-col-sex = Sexe
reception-col-age = Âge
reception-col-place = Quartier
reception-col-known = Déjà reçue
reception-col-waited = A attendu
reception-col-orientation = Orientation
reception-col-received-by = Accueil par
reception-col-retyped = Recopié par
reception-col-day = Jour
reception-col-lines = Lignes
reception-col-open = Sans fin
reception-col-signed = Signature
reception-col-hour = Heure
reception-col-class = Urgence
reception-col-visits = Visites
reception-out-inside = Dans le centre : { $to }
reception-out-outside = Orientée vers : { $to }
reception-retyped = recopié du registre papier
reception-retyped-page = recopié du registre papier, page { $page }
reception-added-after = ajouté après la signature
reception-changed-after = complété après la signature
reception-day-none = Néant : personne n'a été inscrit ce jour-là.
reception-reasons-hidden = Les motifs et observations ne vous sont pas montrés.
reception-day-totals = { $count ->
    [0] Arrêté la présente page : néant
    [one] Arrêté la présente page à { $count } visite
   *[other] Arrêté la présente page à { $count } visites
}{ $accompanied ->
    [0] { "" }
    [one] , { $accompanied } personne accompagnant
   *[other] , { $accompanied } personnes accompagnant
}{ $cancelled ->
    [0] .
    [one] , { $cancelled } ligne annulée.
   *[other] , { $cancelled } lignes annulées.
}
reception-totals = Totaux
reception-total = Total
reception-sign-place = La directrice ou le directeur
reception-signed-by = { $count ->
    [one] Signé par { $who } le { $date } à { $time } : { $count } ligne, empreinte { $code }.
   *[other] Signé par { $who } le { $date } à { $time } : { $count } lignes, empreinte { $code }.
}
reception-do-sign = Signer cette page
reception-unfinished = { $count ->
    [one] { $count } visite n'est pas terminée : sa suite paraîtra « complétée après la signature ».
   *[other] { $count } visites ne sont pas terminées : leur suite paraîtra « complétée après la signature ».
}
reception-lost = { $count ->
    [one] { $count } ligne signée ne se retrouve plus. Prévenez l'administration technique.
   *[other] { $count } lignes signées ne se retrouvent plus. Prévenez l'administration technique.
}
reception-printed-by = Édité par { $who }, le { $date }. Contient des noms : à ranger sous clé.
reception-sign-future = Ce jour n'est pas encore venu.
reception-sign-again = Rien n'a changé depuis la dernière signature.
reception-days = Jours du mois
reception-is-signed = Signé
reception-is-added-to = Complété depuis
reception-is-retyped = Recopié du papier
reception-is-unsigned = À signer
reception-today-page = Page du jour
reception-retype-open = Recopier le registre papier
reception-month-none = Aucune ligne ce mois-là
reception-month-none-text = Chaque jour où quelqu'un est reçu a sa page ici. Les années d'avant se recopient depuis le registre papier.
reception-holes = Numéros de { $year } qui manquent
reception-holes-text = Ils sont sans doute sur le papier : recopiez-les pour que le registre soit complet.
reception-hole-range = { $first } à { $last }
reception-no-holes = Registre { $year } : aucun numéro ne manque.
reception-book-title = Lettre du registre
reception-book = Lettre
reception-book-now = Ce poste écrit le registre { $letter }.
reception-book-text = Un seul poste suffit : gardez A. Si un deuxième poste reçoit des personnes à part, donnez-lui une autre lettre avant sa première arrivée : ses numéros et ses tickets la porteront, et aucun numéro ne sera donné deux fois.
reception-book-letter = Choisissez une lettre, de A à Z.
reception-book-taken = Un autre poste écrit déjà ce registre. Choisissez une autre lettre.
reception-month-jump = Aller à un mois
reception-month-jump-hint = Année et mois, comme 2025-03
reception-month-go = Aller

# Recopier le papier
reception-retype-title = Recopier le registre papier
reception-retype-lead = Recopiez les lignes comme elles sont, avec leur jour et leur numéro. Elles seront marquées « recopié du registre papier ».
reception-retype-keys = La touche Tab passe à la case suivante. Un numéro laissé vide suit celui du dessus ; un jour laissé vide le répète.
reception-retype-save = Enregistrer ces lignes
reception-back-to-register = Registre
reception-paper-title = Corriger une ligne recopiée
reception-paper-page = Page du registre papier
reception-paper-number = N°
reception-paper-day = Jour
reception-paper-time = Heure
reception-paper-name = Nom et prénoms
reception-paper-sex = Sexe
reception-paper-age = Âge
reception-paper-place = Quartier
reception-paper-demand = Demande
reception-paper-reason = Motif
reception-paper-object = Objet
reception-paper-outcome = Orientation
reception-paper-note = Observations
reception-paper-cell = { $column }, ligne { $line }
reception-paper-empty = Recopiez au moins une ligne.
reception-day-future = Ce jour n'est pas encore venu.
reception-day-too-old = Écrivez une année à partir de { $min }.
reception-number-missing = Écrivez le numéro de la ligne, comme sur le papier.
reception-number-unreadable = Écrivez le numéro en chiffres, comme 12 ou 12/2025.
reception-number-taken = Le numéro { $number } est déjà dans le registre. Vérifiez le numéro et l'année.
reception-number-not-given = Ce numéro n'a pas encore été donné cette année : le dernier est { $last }.
reception-not-retyped = Cette ligne a reçu son numéro ici : elle ne se recopie pas.

# Rendez-vous
reception-appointments-title = Rendez-vous
reception-appointments-none = Aucun rendez-vous à venir
reception-appointments-none-text = Les rendez-vous donnés pendant une visite, ou d'ici, paraissent jour par jour.
reception-appointments-overdue = À noter : la personne est-elle venue ?
reception-appointment-given = À venir
reception-appointment-kept = Venue
reception-appointment-missed = Absente
reception-appointment-withdrawn = Retiré
reception-appointment-to-note = À noter
reception-with-whom = avec { $who }
reception-do-kept = Est venue
reception-do-missed = N'est pas venue
reception-do-withdrawn = Retirer
reception-see-slip = Bulletin
reception-code = Retrouver un bulletin
reception-code-hint = Les six signes imprimés dessus
reception-code-go = Chercher
reception-code-found = Bulletin retrouvé
reception-code-none = Aucun rendez-vous ne porte ce code. Relisez-le sur le bulletin.
reception-appoint-title = Donner un rendez-vous
reception-appointment-name = Pour qui
reception-appointment-name-hint = Ne paraît pas sur le bulletin.
reception-appointment-day = Jour
reception-appointment-day-hint = Par exemple 20 3 2026
reception-appointment-time = Heure
reception-appointment-time-hint = Par exemple 9 h 30
reception-appointment-with = Avec qui
reception-appointment-with-hint = Un nom de personne, jamais un service : le bulletin peut être lu par d'autres.
reception-appointment-place = Où, si ce n'est pas au centre
reception-appointment-place-hint = Vide : au centre
reception-appointment-give = Donner le rendez-vous
reception-appointment-past = Ce moment est déjà passé. Choisissez un jour à venir.
reception-appointment-far = C'est dans plus d'un an. Vérifiez l'année.
reception-appointment-early = Ce jour n'est pas encore venu : l'absence se note après.
reception-appointment-noted = La suite de ce rendez-vous est déjà notée.
reception-no-appointment = Ce rendez-vous n'existe pas.
reception-slip-title = Rendez-vous
reception-slip-with = Demandez { $who }.
reception-slip-place = { $place }
reception-slip-bring = Apportez ce papier. Si vous ne pouvez pas venir, appelez.
reception-slip-phone = Téléphone : { $phone }
reception-slip-aloud = Texte à lire à la personne
reception-slip-aloud-text = Votre rendez-vous est le { $day }, à { $time }, à : { $place }. Gardez ce papier. Si vous ne pouvez pas venir, appelez le numéro qui est dessus.

# Chiffres
reception-figures-title = Chiffres de l'accueil
reception-from = Du
reception-until = Au
reception-period = Du { $first } au { $last }
reception-period-go = Compter
reception-fig-visits = Visites
reception-fig-accompanied = Personnes accompagnant
reception-fig-median = Une personne sur deux a attendu moins de
reception-fig-ninety = Neuf personnes sur dix ont attendu moins de
reception-fig-left = Parties sans être reçues
reception-fig-cancelled = Lignes annulées
reception-by-hour = Arrivées par heure
reception-hour = { $hour } h
reception-by-demand = Par demande
reception-by-class = Par urgence
reception-by-sex = Par sexe
reception-by-known = Nouvelles et anciennes
reception-figures-note = Une visite peut porter plusieurs demandes. Les lignes annulées et les personnes qui attendent encore ne comptent pas dans les attentes.
reception-minutes = minutes
