### Les listes qui sortent du centre.

export-title = Sortir une liste
export-about = La liste quitte le centre : elle part chiffrée, et la trace garde qui l'a sortie, laquelle et combien de lignes.
export-list = Quelle liste ?
export-list-people = Personnes
export-list-households = Ménages
export-list-groups = Groupes
export-list-register = Registre d'accueil
export-list-figures = Chiffres de l'accueil
export-list-trail = Qui a fait quoi
export-about-people = Noms, naissance, téléphones, pièces, adresse, ménage, langues, contacts sûrs, qui ne pas prévenir, consentements, liens, décès. Peut être importée de nouveau.
export-list-unserved = Ayants droit non servis
export-about-households = Une ligne par ménage : adresse, chef, nombre de membres.
export-about-groups = Une ligne par groupe : nom, sorte, lieu, nombre de membres, contact. Aucun membre n'est nommé.
export-about-register = Les lignes du registre, comme imprimées, motifs compris.
export-about-figures = Des comptes, sans aucun nom.
export-about-trail = Les lignes de la trace, par numéro de fiche.
export-about-unserved = Une ligne par personne et par besoin : pourquoi, la réponse, ce qui empêche.
export-from = Du
export-until = Au
export-days-hint = Pour le registre, les chiffres et la trace, par exemple 01/03/2026.
export-until-hint = Le dernier jour, compris.
export-format = Format
export-format-csv = CSV
export-format-xlsx = Classeur (XLSX)
export-seal = Protection
export-seal-sealed = Chiffrée par une phrase secrète
export-seal-plain = En clair, pour une raison
export-secret = Phrase secrète de la liste
export-secret-hint = Douze caractères au moins. Donnez-la à qui reçoit la liste par un autre chemin que le fichier. Laissez vide si la liste part en clair.
export-again = La même phrase, encore une fois
export-secret-differs = Écrivez deux fois la même phrase secrète.
export-reason = Pourquoi en clair ?
export-reason-hint = Seulement si la liste part en clair.
export-reason-missing = Choisissez pourquoi la liste part en clair, ou chiffrez-la.
export-plain-printing = en clair : à imprimer ici, puis à détruire
export-plain-receiver = en clair : qui la reçoit ne peut pas ouvrir un fichier chiffré
export-plain-program = en clair : un autre programme du centre la reprend
export-plain-no-names = en clair : elle ne nomme personne
export-sealed = chiffrée
export-go = Sortir la liste
export-rows = { $count ->
    [one] { $count } ligne
   *[other] { $count } lignes
}
export-days-order = Écrivez un jour qui vient après le premier.
export-days-max = Une liste couvre au plus { $max } jours. Rapprochez les deux dates.
export-too-many-rows = Cette liste a plus de { $max } lignes. Sortez-la avec la commande « akwaba export ».
export-cannot-seal = Cet appareil ne sait pas chiffrer un fichier. Sortez la liste depuis l'ordinateur du centre.
export-open-title = Comment ouvrir une liste chiffrée ?
export-open-text = Avec la commande « akwaba unseal », ou tout programme qui ouvre le format « age », et la phrase secrète de la liste.
export-file-people = personnes
export-file-households = menages
export-file-groups = groupes
export-file-register = registre
export-file-figures = chiffres
export-file-trail = trace
export-file-unserved = non-servis
export-col-household = Ménage
export-col-code = Code
export-col-head = Chef de ménage
export-col-members = Membres
export-col-unit = Sous-préfecture
export-col-locality = Localité
export-col-landmark = Repère
export-col-day = Jour
export-col-figure = Chiffre
export-col-of = De quoi
export-col-count = Nombre
export-col-detail = Détail
export-list-case-register = Registre rempli par les dossiers
export-about-case-register = Numéros, colonnes de la procédure et signature, entre deux jours.
export-file-case-register = registre-dossiers
export-register = Quel registre ?
export-register-hint = Seulement pour un registre rempli par les dossiers.
export-register-missing = Choisissez le registre à sortir.
export-kept-in = { $count ->
    [one] Une personne s'oppose à sortir du centre, par son nom ou pour une étude : sa ligne n'y est pas, ou n'a que son numéro.
   *[other] { $count } personnes s'opposent à sortir du centre, par leur nom ou pour une étude : leurs lignes n'y sont pas, ou n'ont que leur numéro.
}
export-opposed = { $count ->
    [one] Une personne s'oppose à être nommée sur les listes : elle n'y est pas.
   *[other] { $count } personnes s'opposent à être nommées sur les listes : elles n'y sont pas.
}
export-opposed-name = (s'oppose à être nommée ici)
