### Les phrases secrètes.

passphrase-title = Passphrase
passphrase-lead = Give these words to the person, aloud or on a paper they will keep.
passphrase-once = It will not be shown again. The person can change it in “My account”.
passphrase-done = Done
passphrase-short = Write at least { $min } characters. Five unrelated words do well.
passphrase-long = Write { $max } characters at most.
passphrase-common = This passphrase is too common or too simple. Choose five unrelated words.
passphrase-login = The passphrase must not contain your login.
