### One's own account.

own-title = My account
own-name = Name
own-login = Login
own-roles = Roles
own-passphrase-title = Change your passphrase
own-present = Present passphrase
own-new = New passphrase
own-new-hint = Twelve characters at least. Five unrelated words are easy to remember and hard to guess.
own-again = The new one again
own-again-differs = Type the same passphrase twice.
own-present-wrong = This is not your passphrase. Check the capitals and try again.
own-passphrase-go = Change the passphrase
own-passphrase-changed = The passphrase is changed. Your other sessions are closed.
own-factor-title = Code on your phone
own-factor-off = With this code a stolen passphrase is not enough. It needs a code application on your phone, which works without network.
own-factor-begin = Add a code
own-factor-scan = In the code application of your phone, add an account and point it at this square. Then write the code that it shows.
own-factor-picture = Square to point the phone at; the key to type is written below.
own-factor-type = Without a camera, type this key:
own-factor-confirm = Confirm the code
own-factor-on = A code is asked for at each sign-in.
own-factor-remove = Stop asking for a code
own-factor-added = The code will be asked for at each sign-in.
own-factor-removed = The code is no longer asked for.
own-code-wrong = This code is not right. Check the time of your phone and write the code that it shows now.
