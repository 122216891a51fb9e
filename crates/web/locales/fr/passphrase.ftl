### Les phrases secrètes.

passphrase-title = Phrase secrète
passphrase-lead = Donnez ces mots à la personne, de vive voix ou sur un papier qu'elle gardera.
passphrase-once = Elle ne sera plus montrée. La personne pourra la changer dans « Mon compte ».
passphrase-done = C'est noté
passphrase-short = Écrivez au moins { $min } caractères. Cinq mots sans lien entre eux conviennent bien.
passphrase-long = Écrivez { $max } caractères au plus.
passphrase-common = Cette phrase est trop connue ou trop simple. Choisissez cinq mots sans lien entre eux.
passphrase-login = La phrase secrète ne doit pas contenir votre identifiant.
