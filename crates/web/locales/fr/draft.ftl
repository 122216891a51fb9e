### Ce qui était en train d'être écrit.

draft-found = Vous aviez commencé à remplir cette page le { $moment }. Rien n'est perdu.
draft-take-up = Reprendre
draft-taken-up = Voici ce que vous aviez écrit le { $moment }. Vérifiez, complétez, puis enregistrez.
draft-forget = Effacer
draft-forgotten = Ce qui était commencé est effacé.
draft-kept = Ce que vous écrivez est gardé à mesure.
draft-lost = Ce que vous écrivez n'est pas gardé pour le moment. Enregistrez bientôt.
