### Le centre.

centre-title = Le centre
centre-code-form = Écrivez des lettres et des chiffres, par exemple ANY. Douze signes au plus, sans barre ni espace.
