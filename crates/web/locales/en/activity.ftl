# Group activities: prevention, talks, support groups, training, visits.

activity-title = Group activities
activity-text = Talks, support groups, training, visits. Those present are counted by sex and age; no name is asked for.
activity-none = No activity for now
activity-none-text = Plan an activity, or note the one that just took place.
activity-none-month = No activity was held this month.
activity-new-title = Note an activity
activity-edit-title = Change the plan
activity-planned = To be held or counted
activity-one = Activity
activity-numbered = Activity no. { $number }
activity-number = No.
activity-day = Day
activity-kind = Which activity?
activity-theme = Theme
activity-theme-words-label = Theme, in a few words
activity-theme-words-hint = To be written when the list does not have the theme.
activity-theme-words = Write the theme in a few words, or choose it from the list.
activity-place = Place
activity-place-words = Where exactly
activity-leaders = Led by
activity-guests = With whom else
activity-guests-hint = Midwife, teacher, leader of the women…
activity-messages = Messages
activity-messages-hint = Three messages, not ten.
activity-stage = Where it stands
activity-stage-prevue = Planned
activity-stage-tenue = Held
activity-stage-annulee = Called off
activity-to-count = To be counted
activity-women = Women and girls
activity-men = Men and boys
activity-sex-female = Women and girls
activity-sex-male = Men and boys
activity-total = Total
activity-band = Age
activity-age-0-5 = 0 to 5 years
activity-age-6-11 = 6 to 11 years
activity-age-12-17 = 12 to 17 years
activity-age-18-24 = 18 to 24 years
activity-age-25-59 = 25 to 59 years
activity-age-60 = 60 years and more
activity-age-unknown = Age not asked
activity-by-age = Those present, by sex and age
activity-by-theme = By theme
activity-save = Save
activity-back = Back
activity-said-planned = The activity is noted.
activity-said-changed = The plan is changed.
activity-said-held = The count is written.
activity-said-cancelled = The activity is called off.
activity-said-named = The person is named, with their agreement.
activity-said-unnamed = The name is taken off.
activity-cancel-title = Call the activity off
activity-cancel-text = The line stays in the register, struck through, with the reason.
activity-cancel-why = Why is it called off?
activity-cancel-go = Call it off
activity-hold-title = Count those present
activity-hold-text = Count without naming. An empty box is zero.
activity-held-day = Held on
activity-total-door = Total counted at the door
activity-total-hint = It must equal the sum of the boxes.
activity-disabled = Of those, with a disability
activity-came = Those present
activity-came-to-talk = Came to talk in private afterwards
activity-came-short = Came to talk
activity-came-hint = A number only. No confidences here.
activity-minutes-label = Length in minutes
activity-words = What the group said
activity-words-hint = Without a name or a story that points to somebody.
activity-correction = Why correct the count?
activity-corrections = Corrections of the count
activity-correct = Correct the count
activity-print = Print the sheet
activity-named = People named
activity-named-delicate = On this theme nobody is named: to have been seen there could hurt.
activity-named-none = Nobody is named. That is as it should be.
activity-named-count = { $count ->
    [one] { $count } person agreed to be named.
   *[other] { $count } people agreed to be named.
}
activity-unname = Take the name off
activity-name-title = Name somebody who was there
activity-name-text = Only if the person wants it, for a certificate of training for instance.
activity-agrees = The person agrees that their presence be written
activity-agrees-hint = Ask them alone. They can change their mind.
activity-name-go = Write their name
activity-followed = What followed
activity-followed-none = Nothing was opened after this activity.
activity-followed-kept = { $count ->
    [one] { $count } case that you do not follow.
   *[other] { $count } cases that you do not follow.
}
activity-follow-title = Open something after it
activity-follow-text = For somebody who came to talk and wants it: an interview, a visit, a referral.
activity-follow-what = What is to be opened?
activity-follow-go = Open
activity-register-title = Register of group activities
activity-figures-title = Figures of activities
activity-figures-said = { $held ->
    [one] { $held } activity
   *[other] { $held } activities
}, { $people ->
    [one] { $people } attendance
   *[other] { $people } attendances
}: { $women } women and girls, { $men } men and boys.
activity-figures-text = Somebody who came twice counts twice: these are attendances.
activity-held-count = Held
activity-sheet-title = Counting sheet
activity-account-title = Account of the activity
activity-sheet-note = No name and no confidence on this sheet.
activity-sign-leader = Who led it
activity-sign-director = The director
activity-today = { $count ->
    [one] { $count } group activity to be held or counted
   *[other] { $count } group activities to be held or counted
}
activity-kind-causerie = Talk
activity-kind-sensibilisation = Awareness
activity-kind-parole = Support group
activity-kind-formation = Training
activity-kind-visite = Visit
activity-kind-radio = Radio broadcast
activity-kind-autre = Other
activity-theme-acte = Birth acts
activity-theme-sante = Health of mother and child
activity-theme-nutrition = Food and hygiene
activity-theme-ecole = School and dropping out
activity-theme-mariage_enfant = Child marriage
activity-theme-mgf = Genital mutilation
activity-theme-violence = Violence and where to find help
activity-theme-travail_enfant = Dangerous work of children
activity-theme-addiction = Alcohol and drugs
activity-theme-cmu = CMU and RAM
activity-theme-budget = Budget of the home
activity-theme-age = Old people
activity-theme-handicap = Disability
activity-theme-cohesion = Living together
activity-theme-urgence = Flood, fire, epidemic
activity-theme-autre = Other
activity-place-centre = At the centre
activity-place-ecole = School
activity-place-marche = Market
activity-place-cour = Shared yard
activity-place-place = Public square
activity-place-sante = Health centre
activity-place-radio = Radio
activity-place-autre = Elsewhere
activity-day-missing = Write the day: the one planned, or the one on which it happened.
activity-day-far = This day is too far. Write a day between two years ago and a year ahead.
activity-held-ahead = This day has not come yet: an activity is counted once it took place.
activity-held-far = This day is more than two years ago. Read the date again.
activity-count = Write a whole number, zero if there was nobody.
activity-count-large = That is more than { $max }. Read the number again.
activity-total-missing = Write the total counted at the door.
activity-total-differs = The boxes make { $sum }, the total says { $total }. Count again, then correct one or the other.
activity-part = That is more than the { $total } present. Read the number again.
activity-fewer-than-named = { $named } people are named: at least as many came.
activity-minutes = Write a length of 5 to 600 minutes.
activity-correction-missing = Write why the count changes.
activity-cancelled = This activity was called off: it is not counted.
activity-over = This activity was held or called off already.
activity-name-delicate = On this theme nobody is named.
activity-name-not-held = Count those present first.
activity-name-consent = Without their agreement the person is not named.
activity-name-twice = This person is named already.
activity-name-more = As many people are named as were counted: { $counted }. Correct the count first.
activity-name-dead = This person has died.
activity-no-household = This person has no household here. Add them to one first, or choose something else.
activity-with-group = With the group: { $name }
activity-in-case = In case no. { $number }
activity-group = With the group
activity-case = In the case
activity-new-of-case = Also write this talk among the activities (it counts once)
