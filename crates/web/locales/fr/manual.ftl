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

## Les adaptations locales.
manual-layer-tag = Adaptée ici
manual-layer-here = Adapté ici
manual-layer-because = Parce que : { $reason }
manual-layer-by = Écrite par : { $author }. Adoptée par { $who }, le { $when }.
manual-layer-national = Lire le texte national
manual-layer-link = Adapter cette procédure
manual-layer-title = Adapter une procédure
manual-layer-about = Une adaptation ajoute ou raccourcit ; elle n'affaiblit rien et n'allonge aucun délai. Gardez seulement ce que votre centre change, écrivez pourquoi, puis relisez.
manual-layer-text = Le texte de l'adaptation
manual-layer-text-hint = Des tableaux, comme dans le manuel. Une ligne laissée telle quelle ne change rien.
manual-layer-file = Ou un classeur
manual-layer-file-hint = Fichier .xlsx ou .md. Il remplace le texte ci-dessus.
manual-layer-read = Relire
manual-layer-back = Revenir à la procédure
manual-layer-findings = À corriger
manual-layer-changes = Ce que change l'adaptation { $version }
manual-layer-effect = Les dossiers ouverts ensuite la suivront. Ceux qui sont ouverts restent comme ils sont.
manual-layer-adopt = Adopter cette adaptation
manual-layer-other = Le texte a changé depuis la relecture. Relisez ce qu'il change, puis adoptez.
manual-layer-said = L'adaptation est adoptée. Les prochains dossiers la suivent.
manual-layer-why = Pourquoi ce centre s'en écarte
manual-layer-why-hint = Une phrase, lue par qui suivra cette adaptation.
manual-layer-author = Qui l'écrit
manual-layer-author-hint = Une fonction suffit : « la directrice ».
manual-layer-workbook = Télécharger ce texte en classeur, pour l'écrire dans un tableur
