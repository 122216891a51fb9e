### Signing in and out.

sign-in-title = Sign in
sign-in-closed = The PC has just started. The records open with the first sign-in.
sign-in-login = Login
sign-in-passphrase = Passphrase
sign-in-code = Six-digit code
sign-in-code-hint = The code that your phone shows now.
sign-in-go = Sign in
sign-in-lost = Lost your passphrase? The director or the technical administrator of the centre can give you a new one.
sign-in-wrong = The login, the passphrase or the code is not right. Check the capitals and try again.
sign-in-expired = You were handed this passphrase more than seven days ago and it no longer serves. Ask the director or the technical administrator for another one.
sign-in-code-needed = Type the six-digit code that your phone shows, and the passphrase once more.
sign-in-wait = Several attempts failed on this PC. Try again in { $seconds ->
    [one] one second
   *[other] { $seconds } seconds
}.
