### La trace.

trail-title = Qui a fait quoi
trail-about = Connexions, lectures de fiches, impressions et sorties de listes. Aucun nom de bénéficiaire n'est écrit ici.
trail-when = Quand
trail-who = Qui
trail-what = Quoi
trail-record = Fiche
trail-nobody = Compte inconnu
trail-older = Plus ancien
trail-event-signed-in = Connexion
trail-event-failed-sign-in = Connexion refusée
trail-event-signed-out = Déconnexion
trail-event-locked = Écran caché
trail-event-read = Fiche lue
trail-event-printed = Fiche imprimée
trail-event-exported = Liste sortie
trail-event-refused = Demande refusée
trail-event-backed-up = Sauvegarde
trail-event-key-changed = Clé du centre changée
