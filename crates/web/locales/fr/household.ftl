### Les ménages.

household-title = Ménage
household-code = Repère : { $code }
household-count = { $count ->
    [one] { $count } membre
   *[other] { $count } membres
}
household-of = Ménage de { $name }
household-without-head = Ménage sans chef noté
household-past = Ancien ménage
household-head = Chef de ménage
household-recipient = Reçoit pour le ménage
household-members = Membres du ménage
household-member = Nom
household-role = Rôle dans le ménage
household-do = À faire
household-member-change = Modifier
household-member-add = Ajouter un membre
household-past-members = Membres partis
household-on-day = Le ménage un autre jour
household-as-of = Le ménage tel qu'il était le { $day }
household-two-heads = Deux chefs de ménage sont notés
household-two-heads-text = Deux postes l'ont écrit chacun de leur côté. Ouvrez l'un des deux et changez son rôle.
household-new-title = Ouvrir un ménage
household-new-intro = Le ménage commence par cette personne. Vous ajouterez les autres ensuite.
household-as = Dans ce ménage, cette personne est
household-since = Depuis le
household-since-hint = Laissez vide si ce n'est pas connu.
household-open-go = Ouvrir le ménage
household-opened = Le ménage est ouvert. Ajoutez ses autres membres.
household-place-title = Adresse du ménage
household-join-title = Ajouter au ménage
household-join-intro = Cherchez la personne. Si elle n'est pas encore inscrite, inscrivez-la : elle sera ensuite ajoutée.
household-join-go = Ajouter au ménage
household-member-title = Appartenance au ménage
household-member-intro = Corrigez ici ce qui a été mal noté. Pour un départ ou un changement de rôle, voyez plus bas.
household-member-removed = La ligne est retirée. Elle reste dans l'historique.
household-leave-title = Cette personne a quitté le ménage
household-leave-on = Dernier jour dans le ménage
household-leave-go = Noter le départ
household-new-role-title = Son rôle a changé
household-mistake = Cette ligne est une erreur
household-mistake-text = Elle disparaîtra du ménage, comme si elle n'avait pas été notée.
household-recipient-title = Qui reçoit pour le ménage
household-recipient-intro = Sans autre choix, c'est le chef de ménage.
household-recipient-from = À partir du
household-sheet-title = Fiche de ménage
household-role-head = Chef de ménage
household-role-spouse = Conjoint ou conjointe
household-role-child = Enfant
household-role-entrusted = Enfant confié
household-role-grandchild = Petit-enfant
household-role-parent = Père ou mère
household-role-sibling = Frère ou sœur
household-role-nephew-niece = Neveu ou nièce
household-role-relative = Autre parent
household-role-unrelated = Sans lien de parenté
