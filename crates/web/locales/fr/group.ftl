# Les groupes : groupements de femmes, AVEC, coopératives, clubs de jeunes, comités de parents, villages, quartiers.

group-title = Groupe
group-list-title = Groupes
group-list-text = Groupements de femmes, AVEC, coopératives, clubs de jeunes, comités de parents, villages et quartiers que le centre accompagne.
group-search = Nom du groupe
group-search-hint = Le nom ou une partie du nom, comme vous l'entendez.
group-found-count = { $count ->
    [one] { $count } groupe trouvé
   *[other] { $count } groupes trouvés
}
group-recent = Groupes vus récemment
group-none-title = Aucun groupe de ce nom
group-none-text = Essayez une autre partie du nom, ou le nom du village.
group-empty-title = Aucun groupe inscrit
group-empty-text = Inscrivez les groupes que le centre accompagne, pour suivre leurs dossiers et leurs activités.
group-new-title = Inscrire un groupe
group-new-intro = Un nom et une sorte suffisent. Le reste peut venir plus tard.
group-new-go = Inscrire le groupe
group-opened = Le groupe est inscrit. Ajoutez ses membres, ou comptez-les.
group-edit-title = Modifier le groupe
group-name = Nom du groupe
group-other-name = Autre nom
group-other-name-hint = Sigle, ancien nom, nom que les gens disent.
group-kind = Sorte de groupe
group-kind-hint = Dans un groupe de parole, les membres sont comptés et jamais nommés.
group-kind-women = Groupement de femmes
group-kind-savings = Association d'épargne (AVEC)
group-kind-cooperative = Coopérative
group-kind-youth = Club de jeunes
group-kind-parents = Comité de parents
group-kind-village = Village
group-kind-neighbourhood = Quartier
group-kind-support = Groupe de parole
group-kind-other = Autre groupe
group-purpose = À quoi il sert
group-founded = Fondé en
group-founded-hint = L'année seule suffit.
group-legal = Situation légale
group-legal-informal = Sans démarche faite
group-legal-declared = Déclaré, avec récépissé
group-legal-recognised = Reconnu ou agréé
group-receipt = N° du récépissé ou de l'agrément
group-receipt-without-state = Choisissez « Déclaré » ou « Reconnu », ou effacez le numéro.
group-language = Langue du groupe
group-contact = Qui répond pour le groupe
group-contact-hint = Une personne qui accepte qu'on l'appelle pour le groupe.
group-contact-unnamed = Écrivez à qui est ce téléphone.
group-contacts-too-many = Gardez { $max } contacts au plus.
group-total = Membres en tout
group-members = Membres inscrits au centre
group-members-none = Aucun membre noté.
group-members-kept = { $count ->
    [one] { $count } membre inscrit au centre
   *[other] { $count } membres inscrits au centre
}
group-never-named-text = Dans ce groupe, les membres sont comptés et personne n'est nommé.
group-never-named = Dans un groupe de parole, personne n'est nommé. Comptez les membres.
group-named-members = Des membres sont déjà nommés : retirez-les d'abord, ou gardez une autre sorte.
group-role = Rôle
group-role-president = Président, présidente
group-role-vice-president = Vice-président, vice-présidente
group-role-secretary = Secrétaire
group-role-treasurer = Trésorier, trésorière
group-role-controller = Commissaire aux comptes
group-role-member = Membre
group-change = Changer
group-two-presidents = Deux présidents seraient notés à la fois depuis le { $since }. Notez d'abord le départ de l'autre.
group-already-member = Cette personne est déjà membre du groupe à ces dates.
group-joined-before-founding = Écrivez une date qui n'est pas avant la fondation du groupe.
group-others = Membres non inscrits
group-others-on = { $count ->
    [one] { $count } membre non inscrit, compté le { $day }
   *[other] { $count } membres non inscrits, comptés le { $day }
}
group-by-age = Par sexe et par âge
group-count-title = Compter les membres non inscrits
group-count-text = Comptez ceux qui n'ont pas de fiche au centre, sans les nommer. Une case vide vaut zéro. Le compte vaut jusqu'au suivant.
group-count-on = Comptés le
group-today-hint = Laissez vide pour aujourd'hui.
group-join-title = Ajouter un membre
group-join-intro = Cherchez la personne. Qui n'a pas de fiche au centre n'a pas besoin d'en avoir une : comptez-la avec les membres non inscrits.
group-join-go = Ajouter au groupe
group-member-title = Appartenance au groupe
group-leave-title = Cette personne a quitté le groupe
group-leave-on = Dernier jour dans le groupe
group-mistake-text = Elle disparaîtra du groupe, comme si elle n'avait pas été notée.
group-end-title = Noter la fin du groupe
group-end-text = La fiche, les dossiers et l'historique restent. Plus aucun dossier ne s'ouvre pour un groupe terminé.
group-end-reason = Pourquoi ?
group-end-done = Il a fait ce qu'il voulait faire
group-end-parted = Ses membres se sont séparés
group-end-merged = Il a rejoint un autre groupe
group-end-money = Il a perdu son argent
group-end-moved = Ses membres sont partis ailleurs
group-end-other = Autre raison
group-end-words = En quelques mots
group-end-on = Dernier jour
group-ended-why = Pourquoi il s'est terminé
group-ended-words = Fin, en quelques mots
group-end-go = Noter la fin
group-end-before-founding = Écrivez une date qui n'est pas avant la fondation du groupe.
group-ended = La fin du groupe est notée.
group-over = Ce groupe est terminé. Reprenez-le d'abord.
group-over-on = Groupe terminé le { $day }
group-tag-over = Terminé
group-resume-title = Reprendre le groupe
group-resume-go = Reprendre
group-conflict = Deux postes ont écrit des valeurs différentes : { $what }
group-conflict-text = La dernière est montrée. Enregistrez la bonne dans « Modifier le groupe » ; l'historique garde les deux.
group-activities = Activités avec ce groupe
group-activities-none = Aucune activité notée avec ce groupe.
group-activity-plan = Prévoir une activité avec ce groupe
group-cases = Dossiers du groupe
group-cases-none = Aucun dossier ouvert pour ce groupe.
group-on-day = Le groupe un autre jour
group-as-of = Le groupe tel qu'il était le { $day }
group-as-known-ask = Le groupe tel qu'on le connaissait le
group-as-known = Le groupe tel qu'on le connaissait le { $day }
group-as-of-nothing = Le { $day }, ce groupe n'était pas encore inscrit.
group-sheet-title = Fiche de groupe
group-signature = Signature ou empreinte
group-unnamed = { $count ->
    [one] et { $count } autre membre, compté sans être nommé.
   *[other] et { $count } autres membres, comptés sans être nommés.
}
group-sign-president = Pour le groupe
group-import-title = Inscrire des groupes depuis un fichier
group-import-text = Un fichier CSV ou Excel, un groupe par ligne, avec les titres de la liste des groupes. Le nom et la sorte sont nécessaires. Un groupe du même nom, de la même sorte et du même lieu n'est pas inscrit deux fois.
group-import-columns-title = Titres des colonnes
group-import-file = Le fichier
group-import-go = Lire et inscrire
group-import-missing = Choisissez un fichier CSV ou Excel.
group-import-unreadable = Ce fichier ne peut pas être lu. Enregistrez-le en CSV ou en Excel (.xlsx), sans mot de passe.
group-import-columns = Donnez aux colonnes les titres de la liste : il manque « Nom du groupe » ou « Sorte de groupe ».
group-import-long = Ce fichier a plus de { $max } lignes. Coupez-le en plusieurs fichiers.
group-import-wrong = { $count ->
    [one] { $count } ligne à corriger
   *[other] { $count } lignes à corriger
}
group-import-wrong-text = Rien n'a été inscrit. Corrigez ces lignes dans le fichier, puis envoyez-le à nouveau.
group-import-lines = Lignes à corriger
group-import-line = Ligne
group-import-correct = Ce qu'il faut corriger
group-imported = Les groupes du fichier sont inscrits.
group-import-known = Tous les groupes du fichier étaient déjà inscrits.
