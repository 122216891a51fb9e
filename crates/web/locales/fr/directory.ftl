### L'annuaire des services et l'aide à l'orientation.

directory-title = Annuaire des services
directory-words = Nom, organisation ou lieu
directory-need = Ce que fait le service
directory-look = Chercher
directory-none = Aucun service à montrer
directory-none-text = Ajoutez les services vers lesquels le centre oriente : la mairie, le centre de santé, l'école, le tribunal. Essayez aussi un autre mot.
directory-new-title = Ajouter un service
directory-edit-title = Modifier la fiche du service
directory-show-title = Fiche d'un service
directory-poster-title = Affiche des services
directory-poster-papers = Papiers : { $papers }
directory-poster-ask = Vous ne savez pas où aller ? Demandez à l'accueil : l'orientation est gratuite.
directory-stale-count = { $count ->
    [one] { $count } fiche à vérifier
   *[other] { $count } fiches à vérifier
}
directory-today = { $count ->
    [one] { $count } fiche de l'annuaire à vérifier
   *[other] { $count } fiches de l'annuaire à vérifier
}
directory-name = Nom du service
directory-organisation = Organisation
directory-organisation-hint = Qui le rend : la mairie, l'hôpital, l'association.
directory-place = Où
directory-place-secret = Adresse confidentielle
directory-unit = Sous-préfecture, département ou région
directory-unit-hint = Le nom ou le code.
directory-address = Repère : comment s'y rendre
directory-secret = Confidentiel
directory-secret-tick = L'adresse est confidentielle
directory-secret-hint = Le lieu, le téléphone et la personne à demander ne paraîtront ni sur un papier, ni dans une liste, ni dans un fichier.
directory-asked = Ce qui est demandé
directory-conditions = Conditions
directory-papers = Papiers demandés
directory-papers-hint = Un papier par ligne.
directory-price = Coût
directory-price-hint = En francs CFA. Écrivez 0 si c'est gratuit ; laissez vide si vous ne savez pas.
directory-free = Gratuit
directory-number = Écrivez un nombre entier, de 0 à { $max }.
directory-age-from = Âge le plus jeune reçu
directory-age-to = Âge le plus avancé reçu
directory-ages = Âges reçus
directory-ages-from = À partir de { $from } ans
directory-ages-to = Jusqu'à { $to } ans
directory-ages-between = De { $from } à { $to } ans
directory-ages-crossed = Écrivez un âge qui ne soit pas plus petit que le plus jeune.
directory-only = Réservé à
directory-only-hint = Ne cochez rien si le service reçoit tout le monde.
directory-given = Ce qui est offert
directory-hours = Jours et heures
directory-languages = Langues parlées
directory-capacity = Places
directory-wait = Délai habituel, en jours
directory-wait-days = { $count ->
    [0] Reçoit le jour même
    [one] Reçoit sous { $count } jour
   *[other] Reçoit sous { $count } jours
}
directory-focal = Qui demander
directory-focal-hint = Un prénom et une fonction : on entre mieux quand quelqu'un attend.
directory-phone = Téléphone
directory-agreement = Accord écrit signé le
directory-own = Service du centre
directory-own-tick = C'est un service du centre lui-même
directory-own-hint = On n'y réfère personne : on y reçoit.
directory-keep = Enregistrer
directory-back = Retour à l'annuaire
directory-verified = Vérifié
directory-verified-by = le { $day } par { $who }
directory-never-verified = Jamais
directory-verify = Tout est exact aujourd'hui
directory-stale = À vérifier
directory-stale-text = Cette fiche n'a pas été vérifiée depuis { $months } mois ou plus (délai proposé). Appelez avant d'envoyer quelqu'un.
directory-closed = Fermé
directory-closed-from = Fermé à partir du { $day }
directory-close-title = Fermeture
directory-close-from = Fermé à partir du
directory-close = Marquer comme fermé
directory-open-again = Le service a rouvert
directory-closed-already = C'est déjà noté ainsi. Écrivez un autre jour.
directory-said-added = Le service est dans l'annuaire.
directory-said-changed = La fiche est modifiée.
directory-said-verified = La fiche est vérifiée à ce jour.
directory-said-closed = La fermeture est notée.
directory-said-opened = La réouverture est notée.

directory-orient-title = Trouver le bon service
directory-orient-need = De quoi la personne a-t-elle besoin ?
directory-orient-age = Son âge, en années
directory-orient-place = Où elle vit
directory-orient-situation = Sa situation, si elle veut le dire
directory-orient-do = Proposer des services
directory-orient-found = { $count ->
    [0] Aucun service
    [one] { $count } service
   *[other] { $count } services
}
directory-orient-decide = Le logiciel propose, la personne choisit avec vous.
directory-orient-none = Aucun service de l'annuaire ne répond
directory-orient-none-text = Élargissez le besoin, ou notez ce qui manque : ces manques comptent dans le rapport.
directory-why = Pourquoi :
directory-why-age = reçoit à { $age } ans
directory-why-ask-age = demandez l'âge : le service a des limites
directory-why-for = fait pour : { $who }
directory-why-near = même sous-préfecture
directory-why-department = même département
directory-why-region = même région
directory-why-far = dans une autre région
directory-why-agreement = un accord écrit le lie au centre
directory-why-stale = fiche ancienne : appelez d'abord
directory-refer-here = Référer à ce service

directory-kind-etat_civil = État civil
directory-kind-sante = Santé
directory-kind-education = École
directory-kind-formation = Formation, apprentissage
directory-kind-justice = Justice
directory-kind-police = Police, gendarmerie
directory-kind-transferts = Transferts sociaux
directory-kind-emploi = Travaux, emploi
directory-kind-cmu = CMU, RAM
directory-kind-hebergement = Hébergement
directory-kind-psychologie = Soutien psychologique
directory-kind-ong = Association
directory-kind-autre_centre = Autre centre social
directory-kind-autre = Autre
directory-only-femme = Femmes
directory-only-enceinte = Femmes enceintes ou qui allaitent
directory-only-handicap = Personnes en situation de handicap
directory-only-deplace = Personnes déplacées ou réfugiées
directory-only-sans_moyens = Personnes sans moyens
directory-only-violences = Personnes victimes de violences

directory-origin = Venue d'un fichier
directory-hsds-title = Échanger l'annuaire
directory-hsds-text = Faites entrer l'annuaire d'une commune ou d'un partenaire, au format HSDS 3 : un fichier JSON, ou une archive de tableaux CSV. Ce qui entre est à vérifier ; les fiches déjà là ne changent pas.
directory-hsds-file = Fichier HSDS 3
directory-hsds-hint = Un fichier .json ou .zip de 4 Mo au plus.
directory-hsds-check = Vérifier le fichier
directory-hsds-other = Un autre fichier
directory-hsds-missing = Choisissez un fichier.
directory-hsds-large = Le fichier dépasse 4 Mo : partagez-le en plusieurs.
directory-hsds-json = Ce fichier n'est ni du JSON ni une archive de tableaux. Demandez l'annuaire au format HSDS 3.
directory-hsds-none = Ce fichier ne contient aucun service. Demandez la liste des services au format HSDS 3.
directory-hsds-many = Le fichier contient plus de 5 000 services : partagez-le en plusieurs.
directory-hsds-id = Identifiant
directory-hsds-no-id = le service n'a pas d'identifiant (id).
directory-hsds-twice = ce service est deux fois dans le fichier.
directory-hsds-wrong = Rien n'a été ajouté. Corrigez le fichier, puis vérifiez-le de nouveau.
directory-hsds-ready = Rien n'est encore ajouté.
directory-hsds-counts = { $new } à ajouter, { $here } déjà là, { $wrong } à corriger
directory-hsds-lines = Les services du fichier
directory-hsds-line = Rang
directory-hsds-fate = Ce qui en est
directory-hsds-new = À ajouter, à vérifier ensuite
directory-hsds-here = Déjà dans l'annuaire : la fiche reste comme elle est
directory-hsds-add = Ajouter à l'annuaire
directory-hsds-out = Donner l'annuaire
directory-hsds-out-text = Un fichier des services ouverts, pour un autre programme. Ni les adresses confidentielles, ni les personnes à demander n'en font partie.
directory-hsds-out-do = Enregistrer en JSON
directory-hsds-out-tables = Enregistrer en tableaux (CSV)
directory-hsds-faults = À corriger dans les tableaux
directory-hsds-place = Fichier, ligne, champ
directory-hsds-to-do = Ce qu'il faut faire
directory-hsds-row = ligne { $row }
directory-hsds-package = Cette archive n'est pas un annuaire : il y faut services.csv, et datapackage.json qui décrit les tableaux. Vérifiez qu'elle n'est pas abîmée.
directory-hsds-bomb = Dépliée, cette archive prendrait trop de place (plus de 16 Mo). Elle n'a pas été ouverte : partagez l'annuaire en plusieurs.
directory-hsds-tables = Les tableaux de l'archive sont à corriger. Rien n'a été ajouté.
directory-hsds-description = Ce fichier ne décrit pas de tableaux. Écrivez-y la liste « resources » : name et path de chaque tableau.
directory-hsds-no-file = Ce fichier n'est pas dans l'archive. Ajoutez-le, ou corrigez datapackage.json.
directory-hsds-no-column = Cette colonne manque. Ajoutez-la.
directory-hsds-empty = Ce champ est vide. Donnez à la ligne un identifiant qui ne sert qu'à elle.
directory-hsds-id-twice = Cet identifiant est déjà celui d'une autre ligne. Donnez-en un autre.
directory-hsds-loose = Aucune ligne de { $file } n'a cet identifiant. Corrigez-le, ou ajoutez la ligne.
directory-hsds-parts = Un même service a plus de { $max } lignes dans ce tableau. Gardez celles qui servent.
directory-said-imported = Les services sont dans l'annuaire, à vérifier.
