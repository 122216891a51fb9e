### The hidden screen.

locked-title = Screen hidden
locked-passphrase = Your passphrase, to go on
locked-resume = Go on
locked-other = Not your session? Close it
locked-wrong = This passphrase is not right. Check the capitals and try again.
