### Ce que tout champ peut demander de corriger.

text-missing = Écrivez quelque chose ici.
text-too-long = Écrivez { $max } caractères au plus ; il y en a { $written }.
text-control = Ce texte contient des caractères invisibles. Effacez-le et tapez-le de nouveau.
