### La clé du centre.

key-title = Clé du centre
key-about = Tout ce que garde le centre est chiffré sous une clé. Après un départ, changez-la : ce qui sera écrit ensuite ne s'ouvrira pas avec l'ancienne.
key-changed-on = Dernier changement
key-never = Jamais depuis l'ouverture
key-due = Partis depuis, et la clé n'a pas changé :
key-change-title = Changer la clé
key-what = Chacun garde sa phrase secrète et n'a rien à faire. Une sauvegarde est faite avant. Si le courant est coupé en route, le centre s'ouvre comme avant.
key-wait = Pendant le changement, quelques secondes à quelques minutes, personne ne peut enregistrer.
key-proof = Votre phrase secrète
key-go = Changer la clé maintenant
key-changed = La clé est changée. Chacun se connecte avec sa phrase secrète d'avant. Suivez maintenant les trois étapes ci-dessous.
key-older = Ces comptes doivent d'abord se connecter une fois, ou être suspendus : { $logins }. La clé n'a pas changé.
key-altered = Le trousseau de clés a été changé par un autre programme. La clé n'a pas changé. Prévenez l'administration technique : il faut redonner leur phrase secrète aux comptes.
key-in-use = Une commande utilise ce centre en ce moment, par exemple une sauvegarde. Attendez qu'elle se termine, puis recommencez. La clé n'a pas changé.
key-after-title = Après le changement
key-after-backup = Faites une sauvegarde : akwaba backup.
key-after-check = Vérifiez qu'elle se lit : akwaba restore --dry-run FICHIER.
key-after-destroy = Détruisez toutes les sauvegardes d'avant, dans le dossier backups et sur les clés USB : l'ancienne clé les ouvre encore.
key-after-keeps = Qui a copié des fichiers avant de partir garde ce qu'il a copié : aucun changement de clé ne le reprend.
