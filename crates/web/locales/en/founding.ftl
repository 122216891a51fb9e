### The first opening of a centre.

founding-title = Open the centre
founding-lead = This computer has no centre yet. Fill this page in once; it then disappears.
founding-code = Opening code
founding-code-hint = It is shown in the window where Akwaba was started, for instance K7QM-3XPA-9TRC. It changes at every start.
founding-code-wrong = This is not the code of the window where Akwaba was started. Copy its twelve signs; the hyphens do not matter.
founding-code-wait = Several codes were not right. Wait { $seconds ->
    [one] one second
   *[other] { $seconds } seconds
}, then copy the code of the window.
founding-centre = The centre
founding-people = The first two people
founding-people-why = It takes two: every change of rights is asked for by one and confirmed by the other. The technical administration keeps accounts and backups, and sees no record.
founding-director-name = Name of the director
founding-director = Their login
founding-admin-name = Name of the person who administers this computer
founding-admin = Their login, a different one
founding-same-login = Give two different logins.
founding-later = All of this can be changed later under “Centre”.
founding-go = Open the centre
founding-done-title = The centre is open
founding-done = Hand each of them their passphrase, aloud or on a paper that they keep.
founding-once = These passphrases will not be shown again, and nobody can find them again. Each of them changes theirs under “My account” at their first sign-in. Without either of them the records no longer open.
founding-sign-in = Noted, sign in
