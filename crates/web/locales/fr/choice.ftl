### Ce que tout choix peut demander de corriger.

choice-missing = Choisissez une réponse.
choice-unknown = Cette réponse n'existe pas dans la liste. Choisissez-en une autre.
