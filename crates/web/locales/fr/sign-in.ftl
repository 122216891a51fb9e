### Se connecter, se déconnecter.

sign-in-title = Se connecter
sign-in-closed = Le poste vient de démarrer. Les dossiers s'ouvrent avec la première connexion.
sign-in-login = Identifiant
sign-in-passphrase = Phrase secrète
sign-in-code = Code à six chiffres
sign-in-code-hint = Le code que montre votre téléphone en ce moment.
sign-in-go = Se connecter
sign-in-lost = Phrase secrète perdue ? La direction ou l'administration technique du centre peut vous en donner une nouvelle.
sign-in-wrong = L'identifiant, la phrase secrète ou le code ne convient pas. Vérifiez les majuscules et réessayez.
sign-in-expired = Cette phrase secrète vous a été remise il y a plus de sept jours et ne sert plus. Demandez-en une autre à la direction ou à l'administration technique.
sign-in-code-needed = Écrivez le code à six chiffres que montre votre téléphone, et encore une fois la phrase secrète.
sign-in-wait = Plusieurs essais n'ont pas abouti sur ce poste. Réessayez dans { $seconds ->
    [one] une seconde
   *[other] { $seconds } secondes
}.
