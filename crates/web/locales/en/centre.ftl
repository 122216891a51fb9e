### Le centre.

centre-title = The centre
centre-code-form = Write letters and digits, for example ANY. Twelve at most, no slash, no space.
