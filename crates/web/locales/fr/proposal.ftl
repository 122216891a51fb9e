### Changer le manuel : propositions, commentaires, visas, publication, lecture.

proposal-list-title = Changements proposés
proposal-list-about = Chacun peut proposer de changer une procédure. Rien ne change avant les visas et la publication.
proposal-none = Aucun changement n'est proposé
proposal-none-text = Ouvrez une procédure du manuel, puis choisissez « Proposer un changement ».
proposal-line = de { $who }, à partir de la version { $version }, { $when }
proposal-task = { $title } : changement proposé
proposal-of = Changement proposé par { $who }
proposal-stage-written = En cours d'écriture
proposal-stage-awaiting = Attend les visas
proposal-stage-returned = Renvoyé
proposal-stage-approved = À publier
proposal-stage-published = Publié
proposal-stage-abandoned = Abandonné
proposal-under-way = Changements proposés
proposal-begin-title = Proposer un changement
proposal-begin-text = Vous partez de la version en usage. Vous pourrez y revenir autant de fois qu'il faut avant de l'envoyer. Le manuel ne change qu'après deux visas et la publication.
proposal-begin-do = Commencer
proposal-begin-from = Proposer à partir de la version { $version }
proposal-reason = Pourquoi faut-il changer cette procédure
proposal-reason-hint = Par exemple : le délai de l'étape 2 est trop court pour les villages éloignés. Ne nommez aucune personne reçue.
proposal-reason-missing = Écrivez pourquoi, en une phrase.
proposal-back-to-procedure = Revenir à la procédure
proposal-back = Revenir à la proposition
proposal-edit-title = Changer le texte
proposal-edit-text = Changez seulement ce qui doit l'être. Le numéro de version est déjà celui de la suite. Un texte encore faux se garde ; ses erreurs sont montrées avec leur place.
proposal-text = Le classeur de la procédure
proposal-text-hint = Une fiche par étape ; une case par ligne. Au plus { $max } caractères.
proposal-file-other = Ou le changer dans un tableur
proposal-file = Le classeur modifié
proposal-file-hint = Un fichier .xlsx, ou le même texte en .md. S'il est choisi, il remplace le texte ci-dessus.
proposal-file-wrong = Ce fichier ne peut pas être lu. Corrigez ce qui est dit ci-dessous, puis choisissez-le de nouveau.
proposal-workbook = Télécharger le classeur (.xlsx)
proposal-edit-do = Garder le texte
proposal-show-title = Changement proposé
proposal-why = Pourquoi
proposal-by = Proposé par
proposal-since = Depuis le
proposal-base = À partir de
proposal-became = Publié
proposal-version = version { $version }
proposal-changes = Ce qui change
proposal-changes-none = Rien ne change encore.
proposal-errors = { $count ->
    [one] { $count } erreur à corriger
   *[other] { $count } erreurs à corriger
}
proposal-errors-text = Le changement ne peut pas être envoyé tant qu'il en reste.
proposal-warnings = { $count ->
    [one] { $count } point à regarder
   *[other] { $count } points à regarder
}
proposal-submit-title = Envoyer pour visas
proposal-note = Ce que chacun doit savoir
proposal-note-hint = Deux ou trois phrases. Chaque agent concerné les lira et dira qu'il les a lues.
proposal-note-missing = Écrivez en deux ou trois phrases ce que chacun doit savoir.
proposal-submit-do = Envoyer
proposal-visas = Visas
proposal-visa-awaited = Attendu
proposal-visa-given = Donné
proposal-visa-refused = Renvoyé
proposal-visa-by = { $who }, { $line }, { $when }
proposal-line-centre = direction du centre
proposal-line-region = supervision régionale
proposal-visa-title = Votre visa
proposal-visa-text = Le visa porte sur ce texte, tel que vous le lisez ici. L'auteur ne peut plus le changer. Deux personnes différentes le donnent, dont une de la supervision régionale.
proposal-visa-ministry = Au nom de
proposal-visa-ministry-hint = La tutelle pour laquelle vous donnez ce visa.
proposal-ministry = Choisissez la tutelle pour laquelle vous donnez le visa. Celles qui ont déjà le leur ne sont plus proposées.
proposal-ministries = Le manuel de ce centre ne nomme pas les deux tutelles. Complétez « ministeres » dans le fichier manuel avant d'envoyer un changement.
proposal-visa-own = Vous avez écrit ce changement, ou vous avez déjà répondu. L'autre visa revient à quelqu'un d'autre.
proposal-visa-changed = Ce texte n'est plus celui que vous aviez lu. Relisez la page, puis répondez de nouveau.
proposal-visa-region = L'un des deux visas revient à la supervision régionale. Le vôtre serait le second de la direction du centre.
proposal-publish-title = Publier
proposal-publish-text = Les visas sont donnés. Les nouveaux dossiers suivront cette version ; les dossiers ouverts restent sous la leur. L'ancienne version reste lisible. Chaque agent concerné devra dire qu'il a lu la note.
proposal-publish-do = Publier cette version
proposal-whole = Le texte entier
proposal-comments = Commentaires
proposal-comments-none = Personne n'a encore rien dit de ce changement.
proposal-comments-title = Ce que l'on dit de cette procédure
proposal-comments-text = Une étape gêne, un délai ne tient pas, une phrase se comprend mal : dites-le ici. Un commentaire reste ; pour le corriger, ajoutez-en un autre.
proposal-comments-see = Dire un mot de cette procédure
proposal-comment-on-step = Dire un mot de cette étape
proposal-comment-step = De quelle étape
proposal-comment-step-hint = Sans choix, le commentaire porte sur toute la procédure.
proposal-comment-words = Votre commentaire
proposal-comment-hint = Ne nommez aucune personne reçue.
proposal-comment-do = Ajouter
proposal-comment-by = { $who }, { $when }
proposal-words-missing = Écrivez votre commentaire.
proposal-stale = Une autre version est en usage
proposal-stale-text = Ce texte part d'une version qui n'est plus en usage. Proposez le changement à partir de la version { $version } ; le texte d'ici reste lisible pour le reprendre.
proposal-not-current = Ce texte part de la version { $base }, qui n'est plus en usage. Proposez le changement à partir de la version { $version }.
proposal-not-author = Seul l'auteur de la proposition peut faire cela.
proposal-closed = Ce texte est envoyé et ne se change plus. S'il revient avec un motif, vous pourrez le reprendre.
proposal-over = Cette proposition est finie : elle est publiée ou abandonnée.
proposal-elsewhere = Cette proposition n'en est plus là. Relisez la page.
proposal-text-wrong = { $count ->
    [one] Il reste { $count } erreur dans le texte. Corrigez-la avant d'envoyer.
   *[other] Il reste { $count } erreurs dans le texte. Corrigez-les avant d'envoyer.
}
proposal-code = Le code de la procédure ne se change pas. Écrivez « { $code } » dans la feuille « procedure ».
proposal-number = La prochaine version porte le numéro { $next }, et le texte dit { $written }. Écrivez { $next } dans la feuille « procedure ».
proposal-number-taken = La version { $version } existe déjà. Proposez le changement à partir d'elle.
proposal-unchanged = Le texte est le même que celui en usage. Changez-le avant d'envoyer.
proposal-returned = Renvoyé avec ce motif
proposal-abandoned = Abandonné
proposal-abandon-title = Abandonner ce changement
proposal-abandon-text = Le texte et les commentaires restent lisibles. Plus rien ne pourra leur arriver.
proposal-abandon-do = Abandonner
proposal-note-title = Ce qui est nouveau dans cette version
proposal-note-new = nouvelle version { $version }
proposal-note-unread = À lire
proposal-note-acknowledge = J'ai lu
proposal-note-read-at = Vous avez dit l'avoir lu le { $when }.
proposal-note-readers = Qui a lu : { $read } sur { $all }
proposal-note-reader = { $who }, le { $when }
proposal-note-waiting = N'ont pas encore lu
proposal-note-have-read = Ont lu
proposal-adopt = Le manuel modèle
proposal-adopt-text = { $count ->
    [one] Une procédure du manuel modèle n'est pas encore dans ce centre. C'est une proposition à valider ; elle pourra être changée ou retirée. Ce que le centre a déjà reste comme il est.
   *[other] { $count } procédures du manuel modèle ne sont pas encore dans ce centre. Ce sont des propositions à valider ; elles pourront être changées ou retirées. Ce que le centre a déjà reste comme il est.
}
proposal-adopt-do = Adopter le manuel modèle
proposal-said-begun = Le texte est prêt à être changé.
proposal-said-kept = Le texte est gardé.
proposal-said-comment = Votre commentaire est ajouté.
proposal-said-submitted = Le changement attend ses deux visas.
proposal-said-visa = Le visa est donné.
proposal-said-returned = Le changement est renvoyé à son auteur.
proposal-said-published = La nouvelle version est publiée.
proposal-said-abandoned = Le changement est abandonné.
proposal-said-read = C'est noté : vous avez lu.
proposal-said-adopted = Le manuel modèle est adopté.
proposal-alone = Aucune supervision régionale n'a de compte dans ce centre
proposal-alone-text = Les deux visas reviennent à deux personnes de la direction, jamais à l'auteur. S'il n'y en a qu'une, faites ouvrir un second compte de direction, par exemple pour celle d'un centre voisin.
proposal-visa-text-alone = Le visa porte sur ce texte, tel que vous le lisez ici. L'auteur ne peut plus le changer. Deux personnes différentes de la direction le donnent.
