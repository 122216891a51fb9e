### Les gardiens : entre qui les clés des dossiers scellés sont partagées.

guardians-title = Gardiens des dossiers scellés
guardians-home = Les personnes dont deux, ensemble, peuvent ouvrir un dossier scellé en cas de danger pour la vie
guardians-about = En cas de danger pour la vie, deux de ces personnes peuvent ouvrir ensemble un seul dossier scellé, pour trois heures. Seule, aucune ne peut rien. Qui suit le dossier en est informé.
guardians-now = Aujourd'hui :
guardians-nobody = Personne pour le moment
guardians-proposal-title = Gardiens proposés
guardians-propose-title = Proposer des gardiens
guardians-propose-about = De 2 à 4 personnes, par exemple la direction, la région et une personne expérimentée. Une autre personne confirme. Seuls les comptes qui ont des clés et travaillent avec des dossiers sont proposés.
guardians-propose-go = Proposer
guardians-who = Gardiens
guardians-count = Choisissez de 2 à 4 personnes.
guardians-proposed = La proposition est faite. Une autre personne doit la confirmer.
guardians-confirmed = Les gardiens sont confirmés. Chaque dossier est partagé entre eux quand une personne qui en a la clé entre dans l'espace protégé.
guardians-refused = La proposition est refusée.
