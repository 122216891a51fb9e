### Son propre compte.

own-title = Mon compte
own-name = Nom
own-login = Identifiant
own-roles = Fonctions
own-passphrase-title = Changer de phrase secrète
own-present = Phrase secrète actuelle
own-new = Nouvelle phrase secrète
own-new-hint = Douze caractères au moins. Cinq mots sans lien entre eux se retiennent bien et se devinent mal.
own-again = La nouvelle, encore une fois
own-again-differs = Écrivez deux fois la même phrase.
own-present-wrong = Cette phrase secrète n'est pas la vôtre. Vérifiez les majuscules et réessayez.
own-passphrase-go = Changer la phrase secrète
own-passphrase-changed = La phrase secrète est changée. Vos autres sessions sont fermées.
own-factor-title = Code sur votre téléphone
own-factor-off = Avec ce code, une phrase secrète volée ne suffit plus. Il faut une application de codes sur votre téléphone ; elle marche sans réseau.
own-factor-begin = Ajouter un code
own-factor-scan = Dans l'application de codes de votre téléphone, ajoutez un compte et visez ce carré. Écrivez ensuite le code qu'elle montre.
own-factor-picture = Carré à viser avec le téléphone ; la clé à taper est écrite dessous.
own-factor-type = Sans appareil photo, tapez cette clé :
own-factor-confirm = Confirmer le code
own-factor-on = Un code est demandé à chaque connexion.
own-factor-remove = Ne plus demander de code
own-factor-added = Le code sera demandé à chaque connexion.
own-factor-removed = Le code n'est plus demandé.
own-code-wrong = Ce code ne convient pas. Vérifiez l'heure de votre téléphone et écrivez le code qu'il montre maintenant.
