### Tableaux apportés ou emportés : ce qui ne va pas, et que faire.

table-empty = Le fichier est vide. Vérifiez que c'est le bon, et qu'il a été enregistré.
table-no-rows = Le fichier a des noms de colonnes mais aucune ligne en dessous.
table-not-a-table = { $found ->
    [pdf] C'est un PDF, pas un tableau. Demandez le fichier d'où il vient, en XLSX ou en CSV.
    [html] C'est une page web, même si son nom finit par .xls. Ouvrez-la dans le tableur et enregistrez-la en XLSX.
    [image] C'est une image, pas un tableau.
   *[other] Ce fichier n'est pas un tableau. Choisissez un fichier XLSX ou CSV.
}
table-old-or-locked = Le classeur est dans un ancien format (.xls) ou fermé par un mot de passe. Ouvrez-le dans le tableur, retirez le mot de passe, puis enregistrez-le en XLSX.
table-open-document = C'est un classeur LibreOffice (.ods). Enregistrez-le en XLSX ou en CSV.
table-not-a-workbook = C'est une archive, mais pas un classeur XLSX. Ouvrez-la, puis choisissez le tableau qu'elle contient, enregistré en XLSX ou en CSV.
table-damaged = Le fichier est abîmé ou coupé (partie { $part }). Enregistrez-le de nouveau depuis le tableur, ou recopiez-le.
table-bomb = Déplié, ce fichier prendrait trop de place (plus de { $megabytes } Mo). Il n'a pas été ouvert. Si vous l'attendiez, enregistrez-le en CSV.
table-too-many-parts = Cette archive contient plus de { $limit } fichiers. Elle n'a pas été ouverte.
table-too-large = Le fichier dépasse { $megabytes } Mo. Enregistrez-le en CSV, ou partagez-le en plusieurs.
table-too-many-rows = { $advice ->
    [csv] Il y a plus de { $limit } lignes. Enregistrez le classeur en CSV, qui est lu jusqu'à { $csv } lignes, ou partagez-le.
   *[other] Il y a plus de { $limit } lignes. Partagez le fichier en plusieurs.
}
table-too-many-columns = Il y a plus de { $limit } colonnes. Retirez celles qui ne servent pas.
table-merged = Des cellules sont fusionnées ({ $range }). Défusionnez-les et recopiez la valeur dans chaque ligne.
table-no-such-sheet = Le classeur n'a pas de feuille « { $name } ».
table-no-header = La ligne { $row } ne porte pas de noms de colonnes.
table-encoding = Cette ligne, ou l'une des suivantes, a des caractères d'un autre codage que { $encoding }. Enregistrez le fichier en « CSV UTF-8 ».
table-record-too-long = La ligne { $row } ne finit pas : un guillemet y est sans doute ouvert et jamais fermé.
table-open-quote = Un guillemet est ouvert à la ligne { $row } et jamais fermé.
table-unnamed-column = La colonne { $column } n'a pas de nom. Écrivez-en un, ou videz la colonne.
table-duplicate-column = Les colonnes { $first } et { $column } s'appellent toutes deux « { $name } ». Changez l'un des noms.
table-missing-cells = La ligne a { $found } cellules au lieu de { $expected }. Un séparateur manque peut-être.
table-extra-cells = La ligne a des valeurs au-delà des { $expected } colonnes nommées. Un séparateur est peut-être de trop.
table-formula = C'est une formule : collez les valeurs (collage spécial, « valeurs »).
table-error-value = La cellule affiche l'erreur { $value }. Écrivez la valeur.
table-control = La cellule contient un caractère invisible ({ $character }). Retapez-la.
table-lost-character = Un caractère a été perdu par un autre logiciel (�). Retapez le mot.
table-cell-too-long = La cellule dépasse { $limit } caractères. Raccourcissez-la.
table-rounded-number = Le nombre a plus de 15 chiffres : le tableur a déjà remplacé les derniers par des zéros. Mettez la colonne au format texte et retapez-le.
table-bad-date = Cette date n'existe pas. Écrivez par exemple 2019-05-04.
table-unreadable = Le fichier n'a pas pu être lu ({ $reason }). Recopiez-le sur cet ordinateur et réessayez.
table-write-cells = La ligne { $row } du tableau a { $found } cellules pour { $expected } colonnes.
table-write-too-many-rows = Il y a plus de { $limit } lignes pour un classeur. Choisissez le format CSV.
table-write-cell-too-long = Une cellule de la ligne { $row } dépasse { $limit } caractères. Choisissez le format CSV.
table-write-failed = Le tableau n'a pas pu être écrit ({ $reason }). Vérifiez la place qui reste.
