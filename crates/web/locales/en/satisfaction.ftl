### What people say of how they were received: at the counter or by the box, without a name.

satisfaction-all = Words
satisfaction-by-channel = By channel
satisfaction-channel = How did it come?
satisfaction-channel-autorite = Through a chief or an elected person
satisfaction-channel-autre = Otherwise
satisfaction-channel-boite = By the box
satisfaction-channel-courrier = By letter
satisfaction-channel-oral = Said aloud
satisfaction-channel-proche = Through somebody close
satisfaction-channel-telephone = By telephone
satisfaction-complaint = Somebody complains of a person, or of money asked for? That is not for here: it goes under lock.
satisfaction-count = { $count ->
    [0] Nobody said anything this month.
    [one] One person said something.
   *[other] { $count } people said something.
}
satisfaction-do = Keep it
satisfaction-hidden = •: protected figure. It is small, or would let one be guessed.
satisfaction-month-title = What people said this month
satisfaction-said = It is kept, without a name.
satisfaction-said-withdrawn = It is taken back, and counts no more.
satisfaction-scale = How were you received?
satisfaction-scale-bien = Well
satisfaction-scale-mal = Badly
satisfaction-scale-moyen = So so
satisfaction-scale-refus = Would rather not say
satisfaction-short-bien = Well
satisfaction-short-mal = Badly
satisfaction-short-moyen = So so
satisfaction-short-refus = Not said
satisfaction-slip-nameless = Do not write your name. Fold it and put it in the box.
satisfaction-slip-title = Slips for the box
satisfaction-slip-words = What you want to say:
satisfaction-text = Ask as people leave, or copy a slip from the box. Never write who said it.
satisfaction-title = Take down an opinion
satisfaction-whole = All
satisfaction-withdrawn = It was taken back already.
satisfaction-words = In their words (optional)
satisfaction-words-hint = Without a name, or anything by which somebody is recognised.
satisfaction-words-title = What was said
