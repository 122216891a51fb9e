### Le suivi : aujourd'hui, dossiers, étapes, visas.

casework-today-title = Aujourd'hui
casework-today-summary = { $late ->
    [0] rien en retard
    [one] { $late } étape en retard
   *[other] { $late } étapes en retard
} · { $today ->
    [0] rien pour aujourd'hui
    [one] { $today } à faire aujourd'hui
   *[other] { $today } à faire aujourd'hui
}{ $visas ->
    [0] {""}
    [one] {" "}· { $visas } visa attendu de vous
   *[other] {" "}· { $visas } visas attendus de vous
}
casework-today-none = Rien à faire pour le moment
casework-today-none-text = Les étapes de vos dossiers paraissent ici d'elles-mêmes : d'abord ce qui est en retard, puis ce qui est à faire aujourd'hui, puis la suite. Un dossier s'ouvre depuis la fiche d'une personne ou d'un ménage.
casework-section-left = Risque élevé, sans prochaine action
casework-section-visas = Attendu de vous : visas
casework-section-visits = Visites d'aujourd'hui
casework-section-manual = Le manuel
casework-section-late = En retard
casework-section-today = À faire aujourd'hui
casework-section-soon = Dans les sept jours
casework-section-later = Plus tard
casework-section-undated = Sans échéance
casework-section-waiting = En attente des autres
casework-more-late = { $count ->
    [one] { $count } autre étape est en retard.
   *[other] { $count } autres étapes sont en retard.
}
casework-more-left = { $count ->
    [one] { $count } autre personne
   *[other] { $count } autres personnes
}
casework-see-cases = Voir les dossiers
casework-number = n° { $number }
casework-household = Un ménage
casework-forgotten = Fiche effacée
casework-nobody = Sans personne désignée
casework-restricted = Dossier restreint
casework-unassigned = À attribuer
casework-due-day = avant la fin du { $day }
casework-due-time = avant le { $day } à { $time }
casework-late-hours = { $count ->
    [0] En retard de moins d'une heure
    [one] En retard d'une heure
   *[other] En retard de { $count } heures
}
casework-late-days = { $count ->
    [one] En retard d'un jour
   *[other] En retard de { $count } jours
}
casework-risk-1 = Risque faible
casework-risk-2 = Risque moyen
casework-risk-3 = Risque élevé
casework-returned-tag = Renvoyée, à reprendre
casework-waits-visa = Attend un visa
casework-waits-other = Attend quelqu'un d'autre
casework-sent-by = envoyé par { $who }, { $when }
casework-list-title = Dossiers
casework-views = Quels dossiers voir
casework-view-miens = Les miens
casework-view-tous = Tous
casework-view-clos = Terminés
casework-list-none = Aucun dossier ici
casework-list-none-text = Un dossier suit une personne, un ménage ou un groupe sous une procédure du manuel. Il s'ouvre depuis la fiche de la personne ou du ménage.
casework-list-how = Pour ouvrir un dossier, ouvrez d'abord la fiche de la personne ou du ménage.
casework-list-people = Chercher une personne
casework-list-group = Un dossier de groupe ou du centre
casework-over-tag = Terminé
casework-over-at = Terminé le { $when }
casework-opened-at = ouvert le { $when }
casework-line-open = Dossier { $number } : { $title }
casework-line-over = Dossier { $number }, terminé : { $title }
casework-subject-open = Ouvrir un dossier
casework-case-title = Dossier
casework-next = À faire
casework-course = Le cours du dossier
casework-facts = Le dossier
casework-more-follow = Suivre
casework-more-papers = Papiers et copies
casework-more-change = Confier, changer ou finir
casework-history = { $count ->
    [one] Ce qui s'est passé ({ $count } acte)
   *[other] Ce qui s'est passé ({ $count } actes)
}
casework-fact-procedure = Procédure
casework-fact-complaint = Réclamation examinée
casework-fact-follower = Suivi par
casework-fact-opened = Ouvert le
casework-fact-opened-by = Ouvert par
casework-version-withdrawn = Cette version de la procédure a été retirée
casework-standing-open = À faire
casework-standing-late = En retard
casework-standing-submitted = Attend un visa
casework-standing-done = Faite
casework-standing-departed = Non faite, avec un motif
casework-standing-passed = Sans objet
casework-standing-not-open = Pas encore
casework-done-by = faite par { $who } le { $when }
casework-done-late = après l'échéance
casework-done-times = faite { $count } fois
casework-do-step = Faire
casework-visa-awaited = envoyée par { $by } ; visa attendu : { $who }
casework-past-began = Dossier ouvert par { $who }{ $what }
casework-past-done = { $what } : faite par { $who }
casework-past-submitted = { $what } : envoyée pour visa par { $who }
casework-past-approved = { $what } : visa donné par { $who }
casework-past-refused = { $what } : renvoyée par { $who }
casework-past-departed = { $what } : non faite, décidé par { $who }
casework-past-moved = Passé à la version { $what } par { $who }
casework-past-opened = Nouvel incident noté par { $who } ; à refaire : { $what }
casework-past-reopened = Rouvert par { $who } : { $what }
casework-past-closed = Clôturé avant la fin par { $who }{ $what }
casework-step-title = Étape
casework-step-manual = Lire le manuel
casework-step-reminder = Rappel de droit.
casework-step-show = Pièces à présenter
casework-step-produce = Documents à établir
casework-step-handout = À remettre à la personne :
casework-step-finish = Terminer l'étape
casework-step-submit = Envoyer pour visa
casework-step-keep = Garder en brouillon
casework-step-visa = Cette étape demande un visa : { $who }. L'auteur ne donne jamais son propre visa.
casework-step-is-done = Cette étape est faite. Rien n'est à faire ici pour le moment.
casework-step-is-closed = Cette étape n'est pas ouverte.
casework-step-late-text = Faites l'étape, ou dites pourquoi elle ne sera pas faite : les deux aident à voir si le délai est le bon.
casework-decision = Votre décision
casework-returned = Renvoyée avec ce motif
casework-earlier-title = Les fois précédentes
casework-earlier = { $when }, { $who }
casework-answers = Réponses
casework-answer-file = { $what } : joignez la pièce au dossier papier.
casework-answer-range = De { $from } à { $to }.
casework-answer-hour = Heure
casework-answer-more = Ajouter : { $what }
casework-answer-less = Retirer
casework-back-to-case = Revenir au dossier
casework-back-to-step = Revenir à l'étape
casework-said-done = L'étape est faite.
casework-said-submitted = L'étape est envoyée pour visa.
casework-said-kept = Le brouillon est gardé.
casework-said-opened = Le dossier est ouvert. Voici sa première étape.
casework-depart-title = Ne pas faire cette étape
casework-depart-text = La procédure peut être quittée quand la situation le demande. Le motif reste dans le dossier et compte dans le suivi du manuel : il montre où la procédure ne convient pas.
casework-depart-reason = Pourquoi cette étape ne sera pas faite
casework-depart-hint = Par exemple : la personne est partie, la route est coupée, un autre service l'a déjà fait.
casework-depart-next = Continuer par
casework-depart-next-hint = Sans choix, le dossier passe à l'étape suivante.
casework-depart-end = La fin du dossier
casework-depart-do = Passer cette étape
casework-said-departed = L'étape est passée, avec son motif.
casework-reason = Motif
casework-hand-over-title = Transmettre le dossier
casework-hand-over-text = Le dossier et ses échéances passent à la personne choisie.
casework-hand-over-inside = Le dossier et sa clé passent à la personne choisie : vous ne le lirez plus, et rien ne le dit hors de l'espace protégé. Pour un autre centre ou un service, faites une référence et cochez le transfert.
casework-hand-over-to = À qui
casework-move-title = Changer de version
casework-move-text = Le dossier continue sous une autre version de sa procédure. Les étapes ouvertes le restent si cette version les connaît ; sinon la première étape non faite s'ouvre.
casework-move-to = Version
casework-version = Version { $version }
casework-close-title = Clôturer avant la fin
casework-said-handed = Le dossier est transmis.
casework-said-moved = Le dossier a changé de version.
casework-said-closed = Le dossier est clôturé.
casework-open-title = Ouvrir un dossier
casework-open-procedure = Sous quelle procédure ?
casework-open-group = Pour un groupe inscrit, ouvrir le dossier depuis sa page
casework-open-do = Ouvrir le dossier
casework-open-none = Aucune procédure ne convient
casework-open-none-text = Le manuel de ce centre n'a pas de procédure en usage pour cette demande que vous puissiez commencer.
casework-visas-title = Visas attendus de vous
casework-visas-none = Aucun visa attendu
casework-visas-none-text = Ce que vos collègues envoient pour visa paraît ici, avec leurs réponses. Vous approuvez ce qui a été envoyé, ou vous le renvoyez avec un motif.
casework-visa-title = Visa
casework-visa-by = Envoyé par
casework-visa-when = Le
casework-visa-decision = Décision prise
casework-visa-due = Échéance
casework-visa-answers = Ce qui a été envoyé
casework-visa-reason = Motif ou observation
casework-visa-reason-hint = Nécessaire pour renvoyer : dites ce qui manque.
casework-visa-grant = Donner le visa
casework-visa-return = Renvoyer
casework-visa-not-mine = Ce visa n'est pas attendu de vous, ou il a déjà été donné.
casework-visa-unnamed = Dossier sans nom
casework-said-approved = Le visa est donné.
casework-said-returned = L'étape est renvoyée à son auteur.
casework-answer = { $said }
casework-more-questions = Vos réponses ont ouvert d'autres questions. Répondez-y, puis envoyez.
casework-not-sealed = Seuls les dossiers scellés se tiennent dans l'espace protégé. Quittez-le pour ouvrir celui-ci.
casework-sealed = Les procédures à dossier scellé (protection de l'enfant, violences, réclamations) s'ouvrent dans l'espace protégé, depuis le menu à votre nom.
casework-subject = Cette procédure n'est pas faite pour cette fiche. Choisissez-en une autre.
casework-step-unknown = Choisissez une étape de la procédure.
casework-step-not-open = Cette étape n'est plus ouverte : quelqu'un vient sans doute de la faire.
casework-step-waits = Cette étape attend un visa. Elle reviendra si elle est renvoyée.
casework-step-role = Cette étape revient à : { $role }.
casework-decision-missing = Choisissez une décision.
casework-visa-closed = Ce visa n'est plus attendu.
casework-visa-not-yours = Ce visa n'est pas attendu de vous. Personne ne vise son propre travail, et chacun ne donne qu'un visa.
casework-visa-changed = Ce qui a été envoyé a changé. Relisez, puis décidez.
casework-reason-missing = Écrivez le motif en une phrase.
casework-handed-already = Cette personne suit déjà ce dossier. Choisissez quelqu'un d'autre.
casework-moved-other = Choisissez une version de la même procédure.
casework-moved-same = Le dossier suit déjà cette version. Choisissez-en une autre.
casework-over = Ce dossier est déjà terminé.
casework-message-missing = Écrivez ce que deviennent les dossiers ouverts.
casework-withdrawn = Cette version est déjà retirée.
casework-version-unknown = Cette version n'existe pas ici.
casework-closed-tag = Se fait avec le travailleur social

casework-notes = Notes
casework-notes-all =
    { $count ->
        [0] Écrire une note
        [one] Voir la note, en écrire une autre
       *[other] Voir les { $count } notes, en écrire une
    }
casework-notes-none = Pas encore de note dans ce dossier.
casework-note = Votre note
casework-note-write = Enregistrer la note
casework-note-missing = Écrivez la note : ce que vous avez vu, entendu ou fait.
casework-note-unknown = La note à corriger n'est pas dans ce dossier. Revenez aux notes et choisissez-la.
casework-note-corrected = Quelqu'un a déjà corrigé cette note. Corrigez plutôt la nouvelle.
casework-note-correct = Corriger
casework-note-correcting = Cette note restera lisible ; la vôtre dira ce qui est juste.
casework-note-corrects = corrige la note du { $when }
casework-note-was-corrected = Corrigée le { $when }
casework-said-noted = La note est enregistrée.
casework-severity = Le risque au fil du dossier
casework-grave = Le risque de ce dossier est élevé : il ne se clôt pas avant son terme. Évaluez-le de nouveau, transmettez-le, ou demandez à la direction de le clôturer.
casework-load-title = Charge de travail
casework-load-text = Les dossiers ouverts de chaque personne. Un dossier sans personne qui le suit attend que vous le donniez.
casework-load-table = Dossiers ouverts par personne
casework-load-who = Suivis par
casework-load-open = Ouverts
casework-load-grave = Risque élevé
casework-load-late = En retard
casework-load-hand-over = Transmettre tous les dossiers d'une personne
casework-load-hand-over-text = Pour un départ ou une longue absence : tous ses dossiers ouverts et leurs échéances passent d'un coup à une autre personne.
casework-load-from = De qui
casework-load-to = À qui
casework-load-of =
    { $count ->
        [one] { $who }, un dossier
       *[other] { $who }, { $count } dossiers
    }
casework-load-same = Choisissez une autre personne que celle qui part.
casework-load-none = Cette personne ne suit plus aucun dossier ouvert.
casework-said-load-handed = Tous les dossiers sont transmis.
## Une étape sur papier.
casework-sheet-title = Fiche d'étape
casework-sheet-blank = Imprimer la fiche vierge
casework-sheet-filled = Imprimer la fiche remplie
casework-layer-taken = Une autre adaptation vient de prendre ce numéro. Relisez-la, puis écrivez le suivant.
## Une fiche dont la version n'est plus celle du dossier.
casework-version-moved = Le dossier est passé à la version { $version } de la procédure depuis que cette fiche a été ouverte. Rien n'est perdu : relisez la fiche d'aujourd'hui, complétez-la, puis terminez.
casework-gone-title = Étape qui n'existe plus
casework-gone = Cette étape n'existe plus dans la version { $version }
casework-gone-text = Le dossier a changé de version depuis que cette fiche a été ouverte. Ce que vous aviez écrit reste en brouillon à cette adresse. Versez-le en note du dossier, ou recopiez-le à l'étape qui convient.
casework-gone-written = Ce que vous aviez écrit
casework-gone-note = À garder en note du dossier
casework-today-withdrawn =
    { $count ->
        [one] La version { $version } est retirée, avec un dossier ouvert
       *[other] La version { $version } est retirée, avec { $count } dossiers ouverts
    }
casework-today-withdrawn-move = Faire passer ces dossiers à une autre version
casework-today-withdrawn-see = Voir ces dossiers ; la direction peut les faire passer à une autre version
casework-list-under = Dossiers ouverts sous { $version }.
casework-list-under-move = Dossiers ouverts sous { $version }. Choisissez un dossier pour le faire passer à une autre version.

## Les besoins, le plan, la fin : ce que le domaine refuse.
casework-grave-nobody = Le risque de ce dossier est élevé : choisissez une personne qui le suivra.
casework-need-before = Cette date vient avant ce qui est déjà noté le { $day }. Écrivez une date à partir de ce jour, ou corrigez d'abord par une note.
casework-need-words = Dites en quelques mots de quel besoin il s'agit.
casework-programme-first = Notez d'abord un besoin : un programme répond à un besoin, il ne le remplace pas.
casework-goal-unknown = Le plan a changé entre-temps. Relisez-le, puis dites où en est l'objectif.
casework-goal-before = Cette date vient avant le { $day }, où cet objectif a été écrit ou suivi. Écrivez une date à partir de ce jour.
casework-scale-empty = Choisissez au moins une réponse dans l'échelle.
casework-scale-score = Choisissez 0, 1, 2 ou 3.
casework-scale-before = La cotation d'ouverture vient toujours la première ; une autre est datée du { $day }. Corrigez l'une des deux dates.
casework-closing-open = Un besoin ou un objectif reste ouvert. Dites ce qu'il devient, ou choisissez un autre motif.
casework-closing-protects = Écrivez ce qui protège la personne maintenant : qui est avec elle, qui la suit.
casework-not-over = Ce dossier est ouvert. Il n'y a rien à rouvrir.
casework-sheet-kept = Pour l'agent seul : reste au centre, sous clé.
casework-sheet-pdf = Télécharger en PDF

## Réunions, transferts, passages.
casework-section-team = Attendu de l'équipe
casework-transfer-sealed = Ce dossier suit une procédure scellée : rien n'en part par écrit.
casework-transfer-waiting = Une note attend déjà sa réponse. Notez-la, ou retirez la note.
casework-transfer-consent = Sans accord de la personne, rien ne part. Dites comment elle l'a marqué.
casework-transfer-witness = Écrivez le prénom ou la fonction du témoin.
casework-transfer-to = Écrivez à quel centre ou service le dossier est confié.
casework-transfer-here = Choisissez un autre centre que le vôtre.
casework-transfer-answered = Cette note a déjà sa réponse.
casework-transfer-taken-back = Cette note a été retirée par qui l'a écrite.
casework-passage-sealed = Les dossiers de cette procédure sont scellés. Entrez dans l'espace protégé et commencez-y le dossier : rien n'en paraîtra ici. N'écrivez pas le motif dans celui-ci.
casework-passage-level = Choisissez une procédure de l'autre niveau.
casework-conference-day = Écrivez le jour de la réunion.
casework-conference-before = Le dossier a été ouvert le { $day } : écrivez une date à partir de ce jour.
casework-conference-people = Choisissez au moins une personne à appeler.
casework-conference-unknown = Cette réunion n'est pas dans ce dossier.
casework-conference-held = Le procès-verbal est déjà écrit. Ajoutez une note pour le corriger.
casework-decision-who = Choisissez qui fera ce qui est décidé.
casework-decision-by = Écrivez pour quel jour.
casework-decision-before = La réunion s'est tenue le { $day } : une décision se fait à partir de ce jour.
casework-decision-unknown = Cette décision n'est pas dans le procès-verbal.
casework-decision-settled = Quelqu'un a déjà dit ce qu'elle est devenue.
casework-carried-own = Cette note vient de votre centre : elle se suit dans le dossier.
casework-carried-known = Cette note est déjà reçue : elle est dans la liste.
