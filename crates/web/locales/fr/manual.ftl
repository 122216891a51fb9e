### Le manuel, lu dans l'application.

manual-title = Manuel
manual-about = Les procédures du centre, leurs versions, ce qui est proposé.
manual-none = Le manuel n'est pas encore là
manual-none-text = Les procédures publiées dans ce centre se lisent ici, dans toutes leurs versions.
manual-preface = À propos de ce manuel
manual-proposal = Proposition à valider
manual-proposal-text = Ce texte est une proposition. Il n'a pas été adopté par les ministères ; ses délais se règlent.
manual-withdrawn-tag = Retirée
manual-procedure-title = Procédure
manual-withdrawn = Version retirée
manual-older = Version ancienne
manual-older-text = Une version plus récente est en usage. Celle-ci reste lisible, et les dossiers commencés sous elle y restent.
manual-purpose = Objet
manual-trigger = Quand
manual-secrecy = Qui lit le dossier
manual-secrecy-ordinary = Les travailleurs sociaux du centre
manual-secrecy-restricted = L'équipe du dossier et la direction
manual-secrecy-sealed = Les seuls porteurs de la clé
manual-version = Version
manual-since = Publiée ici le
manual-legal = Base légale
manual-remark = Remarque
manual-deadline = Délai :
manual-visa = Visa :
manual-and = et
manual-or = ou
manual-end = fin du dossier
manual-from-file = à partir de l'ouverture du dossier
manual-from-step = à partir de l'ouverture de l'étape
manual-from-done = après « { $step } »
manual-from-answer = à partir de la réponse « { $question } »
manual-parameters = Paramètres
manual-parameter = Paramètre
manual-value = Valeur
manual-source = Source
manual-steps = Étapes
manual-versions = Autres versions
manual-version-since = Version { $version }, publiée le { $since }
manual-open-cases = { $count ->
    [0] Aucun dossier ouvert sous cette version.
    [one] { $count } dossier ouvert sous cette version.
   *[other] { $count } dossiers ouverts sous cette version.
}
manual-withdraw = Retirer cette version
manual-withdraw-text = Aucun dossier ne s'ouvrira plus sous cette version. Les dossiers ouverts continuent et montrent votre message.
manual-withdraw-message = Pourquoi, et que faire des dossiers ouverts
manual-withdraw-hint = Par exemple : le délai de l'étape 2 est faux ; passez les dossiers ouverts à la version 3.
manual-withdraw-do = Retirer la version
manual-back = Toutes les procédures
manual-said-withdrawn = La version est retirée.
manual-proposals = { $count ->
    [0] Changements proposés
    [one] { $count } changement en cours
   *[other] { $count } changements en cours
}
