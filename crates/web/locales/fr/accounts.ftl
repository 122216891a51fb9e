### La liste des comptes.

accounts-title = Comptes
accounts-about = Qui travaille ici, et ce que chacun peut ouvrir. Une deuxième personne confirme chaque changement de droits.
accounts-name = Nom
accounts-login = Identifiant
accounts-roles = Fonctions
accounts-state = État
accounts-no-role = Aucune pour le moment
accounts-suspended = Suspendu
accounts-pending = À confirmer
accounts-active = Actif
