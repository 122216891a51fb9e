### La première ouverture d'un centre.

founding-title = Ouvrir le centre
founding-lead = Ce poste n'a pas encore de centre. Remplissez cette page une fois ; elle disparaît ensuite.
founding-code = Code d'ouverture
founding-code-hint = Il est affiché dans la fenêtre où Akwaba a démarré, par exemple K7QM-3XPA-9TRC. Il change à chaque démarrage.
founding-code-wrong = Ce code n'est pas celui de la fenêtre où Akwaba a démarré. Recopiez ses douze signes ; les tirets sont sans importance.
founding-code-wait = Plusieurs codes n'ont pas convenu. Attendez { $seconds ->
    [one] une seconde
   *[other] { $seconds } secondes
}, puis recopiez le code de la fenêtre.
founding-centre = Le centre
founding-people = Les deux premières personnes
founding-people-why = Il en faut deux : chaque changement de droits est demandé par l'une et confirmé par l'autre. L'administration technique tient les comptes et les sauvegardes, sans voir aucun dossier.
founding-director-name = Nom de la directrice ou du directeur
founding-director = Son identifiant
founding-admin-name = Nom de la personne qui administre le poste
founding-admin = Son identifiant, différent
founding-same-login = Donnez deux identifiants différents.
founding-later = Tout cela peut être modifié plus tard dans « Centre ».
founding-go = Ouvrir le centre
founding-done-title = Le centre est ouvert
founding-done = Remettez à chacun sa phrase secrète, de vive voix ou sur un papier qu'il gardera.
founding-once = Ces phrases ne seront plus montrées, et personne ne pourra les retrouver. Chacun change la sienne dans « Mon compte » dès sa première connexion. Sans aucune des deux, les dossiers ne s'ouvrent plus.
founding-sign-in = C'est noté, se connecter
