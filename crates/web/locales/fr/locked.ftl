### L'écran caché.

locked-title = Écran caché
locked-passphrase = Votre phrase secrète, pour reprendre
locked-resume = Reprendre
locked-other = Ce n'est pas votre session ? La fermer
locked-wrong = Cette phrase secrète ne convient pas. Vérifiez les majuscules et réessayez.
