### Ce que les gens disent de l'accueil : au comptoir ou par la boîte, sans nom.

satisfaction-all = Avis
satisfaction-by-channel = Par canal
satisfaction-channel = Comment est-ce venu ?
satisfaction-channel-autorite = Par un chef ou un élu
satisfaction-channel-autre = Autrement
satisfaction-channel-boite = Par la boîte
satisfaction-channel-courrier = Par lettre
satisfaction-channel-oral = De vive voix
satisfaction-channel-proche = Par un proche
satisfaction-channel-telephone = Par téléphone
satisfaction-complaint = Quelqu'un se plaint d'une personne, ou d'argent demandé ? Ce n'est pas un avis : cela va sous clé.
satisfaction-count = { $count ->
    [0] Aucun avis ce mois-ci.
    [one] Un avis.
   *[other] { $count } avis.
}
satisfaction-do = Garder cet avis
satisfaction-hidden = • : chiffre protégé. Il est petit, ou il le ferait deviner.
satisfaction-month-title = Avis du mois
satisfaction-said = L'avis est gardé, sans nom.
satisfaction-said-withdrawn = L'avis est retiré : il ne compte plus.
satisfaction-scale = Comment avez-vous été reçu ?
satisfaction-scale-bien = Bien
satisfaction-scale-mal = Mal
satisfaction-scale-moyen = Moyen
satisfaction-scale-refus = Ne souhaite pas répondre
satisfaction-short-bien = Bien
satisfaction-short-mal = Mal
satisfaction-short-moyen = Moyen
satisfaction-short-refus = Sans avis
satisfaction-slip-nameless = N'écrivez pas votre nom. Pliez et glissez dans la boîte.
satisfaction-slip-title = Fiches pour la boîte
satisfaction-slip-words = Ce que vous voulez dire :
satisfaction-text = Demandez en partant, ou recopiez une fiche de la boîte. N'écrivez jamais qui l'a dit.
satisfaction-title = Prendre un avis
satisfaction-whole = Tous
satisfaction-withdrawn = Cet avis est déjà retiré.
satisfaction-words = Avec ses mots (facultatif)
satisfaction-words-hint = Sans nom, ni rien qui fasse reconnaître quelqu'un.
satisfaction-words-title = Ce qui a été dit
