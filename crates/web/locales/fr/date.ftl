### Les dates de tous les formulaires.

date-form = Écrivez la date ainsi : 14/03/2026.
date-not-real = Cette date n'existe pas. Vérifiez le jour et le mois.
date-in-future = Cette date n'est pas encore passée. Écrivez la date d'aujourd'hui ou une date passée.
date-reversed = La fin vient avant le début. Vérifiez les deux dates.
