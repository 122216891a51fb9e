### Le centre d'entraînement : quiz, exercices, procédures jouées.

training-title = Centre d'entraînement
training-procedure-title = Entraînement : une procédure
training-quiz-title = Entraînement : quiz
training-play-title = Entraînement : jouer une procédure
training-banner = CENTRE D'ENTRAÎNEMENT — personnes inventées
training-banner-text = Rien de ce qui est fait ici n'entre dans les dossiers ni dans les registres du centre.
training-mark = ENTRAÎNEMENT
training-text = Choisissez une procédure : un quiz court, des exercices avec des personnes inventées, et la procédure à jouer librement.
training-progress = Votre avancée
training-alone = Vos réponses ne sont montrées qu'à vous. La direction voit seulement ce qui est fait, jamais comment.
training-none = Rien à apprendre pour le moment
training-none-text = Les procédures paraissent ici dès que le manuel est publié dans ce centre.
training-sealed-tag = Scellée
training-sealed = Procédure scellée
training-sealed-text = Ses dossiers ne s'ouvrent pas encore dans le centre. Elle se joue ici, avec des personnes inventées.
training-quiz-done = Quiz fait
training-quiz-to-do = Quiz à faire
training-exercises-done = Exercices { $done } sur { $all }
training-done-on = Fait le { $when }
training-to-do = À faire
training-quiz = Quiz
training-quiz-count = { $count ->
    [one] Une question, la réponse expliquée.
   *[other] { $count } questions, chaque réponse expliquée.
}
training-quiz-send = Voir les réponses
training-quiz-missing = Question { $rank } : choisissez une réponse.
training-quiz-again = Refaire le quiz
training-quiz-result = { $right ->
    [0] Aucune réponse attendue sur { $all } : lisez les explications, puis refaites le quiz.
    [one] 1 réponse attendue sur { $all }.
   *[other] { $right } réponses attendues sur { $all }.
}
training-answer-right = Réponse attendue
training-answer-other = Autre réponse
training-answer-yours = Votre réponse :
training-answer-was = Réponse attendue :
training-exercise-meta = Une situation à mener pas à pas, puis la manière attendue à côté de la vôtre.
training-try = Jouer la procédure librement
training-try-meta = Des réponses inventées et une date qui avance, pour voir les délais et les chemins.
training-manual = Lire la procédure dans le manuel
training-back = Revenir à la procédure
training-back-list = Toutes les procédures
training-learners = Qui l'a fait
training-learners-none = Personne n'a encore fait cette version.
training-number = Dossier d'entraînement { $number }
training-about-person = Personne inventée : { $name }, { $age } ans, { $place }.
training-about-household = Ménage inventé, de { $name }, { $age } ans, { $place }.
training-about-group = Un groupe inventé.
training-about-centre = Un centre inventé.
training-as = À faire comme : { $role }
training-invent = Remplir avec des réponses inventées
training-invented = Réponses inventées
training-invented-text = Les questions encore vides ont reçu une réponse. Changez ce que vous voulez, puis continuez.
training-incomplete = Continuer sans tout remplir
training-full = Cette partie est trop longue. Recommencez-la.
training-refused = Ceci ne se fait plus à ce point de la partie. Relisez où elle en est.
training-reason = Pourquoi
training-reason-missing = Écrivez pourquoi en quelques mots.
training-visa = Visa attendu : { $what }
training-visa-text = Dans un centre, une autre personne le donne : { $roles }. Ici, vous prenez sa place.
training-visa-give = Donner le visa
training-visa-refuse = Refuser le visa
training-others = Autres étapes ouvertes
training-over = Le dossier d'entraînement est fermé.
training-alert = en retard, prévient { $role } le { $when }
training-branch-taken = selon vos réponses
training-date = Faire avancer la date
training-date-text = Pour le dossier d'entraînement, nous sommes le { $now }.
training-to-deadline = Jusqu'à l'échéance ({ $due })
training-three-hours = + 3 heures
training-one-day = + 1 jour
training-one-week = + 1 semaine
training-one-month = + 1 mois
training-finish = Terminer et comparer
training-again = Recommencer
training-said-begun = La partie recommence au début.
training-compare = Votre manière et la manière attendue
training-expected = Étape attendue
training-taken = Votre étape
training-verdict = Comparaison
training-both = Des deux côtés
training-missing = Pas faite
training-more = En plus
training-same = Vous avez pris les étapes attendues.
training-other-way = Votre manière diffère de la manière attendue
training-other-way-text = Ce n'est pas forcément une erreur. Lisez le corrigé et demandez-vous ce que la personne y aurait gagné.
training-correction = Corrigé
training-see = S'entraîner à cette procédure
training-see-all = S'entraîner avec des personnes inventées
