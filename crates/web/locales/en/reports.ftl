### The registers that cases fill, and the indicators.

reports-registers-title = Registers
reports-registers-text = A line is added by itself when the step is done. There is nothing to copy.
reports-registers-caption = The registers of the year
reports-registers-reception = Reception register of the counter, day by day
reports-registers-none = No register
reports-registers-none-text = Publish the manual: its procedures say which registers to keep.
reports-years = Year
reports-col-register = Register
reports-col-procedure = Procedure
reports-col-lines = Lines
reports-col-number = No.
reports-register-title = Register
reports-register-sealed = Locked away, kept on paper
reports-register-none = No line this year.
reports-register-kept = Kept for the team of the case
reports-register-hidden = A line that is kept back keeps its number. Only the team of the case and the direction read it.
reports-register-numbered = Lines follow each other in the order in which the steps were done, without a gap, and begin again at 1 each year. An installation that writes apart has its letter.
reports-register-sheet = Sheet { $sheet } of { $sheets }, { $lines ->
    [0] no line
    [one] 1 line
   *[other] { $lines } lines
  }
reports-register-sign = The direction of the centre
reports-indicators-title = Indicators
reports-indicators-see = See its indicators
reports-indicators-about = Cases opened from { $from } to { $to }: { $cases ->
    [0] none
   *[other] { $cases }
  }.
reports-indicators-none = Nothing to count
reports-indicators-none-text = No case of this procedure was opened in this period, or it has no indicator.
reports-share = { $with } of { $among }
reports-target = Target: { $percent } %
reports-below = Below the target
reports-parts = See the detail
reports-by-sex = Sex
reports-by-age = Age at opening
reports-by-worker = Worker who follows
reports-col-share = Share
reports-not-said = Not said
reports-sex-female = Women and girls
reports-sex-male = Men and boys
reports-sex-not-said = Not said
reports-age-0-5 = 0 to 5 years
reports-age-6-11 = 6 to 11 years
reports-age-12-17 = 12 to 17 years
reports-age-18-24 = 18 to 24 years
reports-age-25-59 = 25 to 59 years
reports-age-60 = 60 years and over
reports-register-forgotten = Content erased on request, number kept
reports-register-waiting = { $count ->
    [one] One line from another device waits for its number.
   *[other] { $count } lines from another device wait for their number.
  }
reports-register-export = Take this register out as a list
reports-months = Month by month
reports-col-month = Month
reports-col-signed = Signature
reports-is-signed = Signed
reports-is-added-to = Added to since
reports-is-unsigned = To be signed
reports-month-none = No line this month.
reports-added-after = added after the signature
reports-changed-after = corrected after the signature
reports-signed-by = { $count ->
    [0] Signed by { $who } on { $when }: no line, fingerprint { $code }.
    [one] Signed by { $who } on { $when }: 1 line, fingerprint { $code }.
   *[other] Signed by { $who } on { $when }: { $count } lines, fingerprint { $code }.
  }
reports-do-sign = Sign this month
reports-said-signed = Month signed.
reports-sign-future = This month has not come yet.
reports-sign-again = Nothing has changed since the last signature.
reports-lost = { $count ->
    [one] One signed line cannot be found any more. Tell the technical administration.
   *[other] { $count } signed lines cannot be found any more. Tell the technical administration.
  }
reports-counted-title = Cases counted
reports-counted-see = See the cases counted
reports-counted-with = Yes: { $count }
reports-counted-without = No, or not yet: { $count }
reports-counted-unlisted = { $count ->
    [one] One other case is counted and not shown.
   *[other] { $count } other cases are counted and not shown.
  }
reports-counted-back = Back to the indicators
reports-col-case = Case
reports-col-person = Person or household
reports-col-opened = Opened on

### The monthly report.

reports-months-title = Monthly report
reports-months-about = Counts itself, is commented and signed; poster and charter of the centre
reports-months-text = The report counts itself from what was recorded in the month. The director comments and signs it; it is then frozen.
reports-months-none = No report yet
reports-months-none-text = The first one begins with the first visit or the first person registered.
reports-all-months = All months
reports-see-months = Monthly report
reports-today = The report of { $month } waits for its signature
reports-col-state = State
reports-state-running = Under way
reports-state-due = To be signed
reports-state-signed = Signed
reports-state-corrected = Signed, version { $version }
reports-month-title = Monthly report
reports-frozen = Figures frozen by the signature
reports-frozen-text = What was recorded since is not in them. A mistake is corrected by a new version, with its reason.
reports-seal-broken = The journal no longer matches
reports-seal-broken-text = The state of the journal written at the signature is not found again. Leave this machine as it is and tell the regional office.
reports-sign = Check and sign
reports-correct = Correct
reports-comment = Comment
reports-paper = Version to send
reports-pdf = PDF
reports-workbook = Workbook
reports-results = Sheet of results
reports-back = Back

reports-section-frequentation = Attendance
reports-section-cas = Social cases
reports-section-orientations = Referrals
reports-section-aides = Aid
reports-section-prevention = Prevention
reports-section-programmes = Programmes
reports-section-mediation = Mediation and cohesion
reports-section-moyens = Means
reports-section-delais = Deadlines of the manual
reports-section-words = Difficulties and suggestions
reports-no-words = Nothing is written.

reports-rubric-visites = People received at the counter
reports-rubric-demandes = Demands (one person may have several)
reports-rubric-inscrits = Persons registered
reports-rubric-actes = Interviews, visits, enquiries and plans
reports-rubric-enquetes = Social enquiries, by who asks for them
reports-rubric-origines = Who spoke of the centre
reports-rubric-natures = Social cases by nature
reports-rubric-procedures = Cases of the month by procedure
reports-rubric-axes = Cases of the month by axis of the strategy
reports-rubric-destinations = Referrals by destination
reports-rubric-retours = Answers received
reports-rubric-secours = Aid handed over
reports-rubric-activites = Talks and group activities
reports-rubric-programmes = Cases of programmes
reports-rubric-mediations = Mediations
reports-rubric-personnel = Staff present
reports-rubric-livres = Cash and store
reports-rubric-proteges = Specialised protection: files followed, by situation
reports-rubric-proteges-procedures = Specialised protection: files followed, by procedure
reports-rubric-delais = Steps done in the month

reports-people-recues = People received
reports-people-personnes = Persons registered
reports-act-entretiens = Interviews
reports-act-visites-domicile = Home visits
reports-act-enquetes = Social enquiries
reports-act-plans = Intervention plans
reports-axis-1 = Axis 1
reports-axis-2 = Axis 2
reports-axis-3 = Axis 3
reports-axis-4 = Axis 4
reports-step-a-temps = Done in time
reports-step-en-retard = Done late
reports-step-laissees = Left undone, with a reason
reports-book-carried = As the month begins
reports-book-in = Came in
reports-book-out = Went out
reports-book-held = As the month ends
reports-first-visites = people received
reports-first-procedures = cases followed
reports-first-destinations = referrals
reports-first-secours = aids handed over

reports-dimension-sexe = Sex
reports-dimension-age = Age
reports-dimension-connu = New or known
reports-dimension-etat = State as the month ends
reports-part-f = F
reports-part-m = M
reports-part-nouveau = New
reports-part-connu = Kn.
reports-part-en-cours = Open
reports-part-refere = Ref.
reports-part-clos = Over
reports-part-unknown = n/s
reports-band-0-5 = 0-5
reports-band-6-11 = 6-11
reports-band-12-17 = 12-17
reports-band-18-24 = 18-24
reports-band-25-59 = 25-59
reports-band-60 = 60+
reports-total = Total
reports-col-line = Line
reports-col-count = Count
reports-col-count-short = No.
reports-col-amount = Amount
reports-col-part = Part
reports-col-rubric = Rubric
reports-col-unit = Unit
reports-unit-francs = CFA francs
reports-not-kept = Not kept: nothing counts it in this centre yet.
reports-sealed-unsigned = Not signed yet. Who follows protected files signs their counts of the month from the protected space.
reports-sealed-hidden = Few files, none, or corrected figures: nothing can be told of them.
reports-sealed-P13-violence = P13 Child: violence
reports-sealed-P13-exploitation = P13 Child: exploitation, trafficking
reports-sealed-P13-pratiques = P13 Child: child marriage, mutilation
reports-sealed-P13-negligence = P13 Child: neglect, abandonment
reports-sealed-P13-rue = P13 Child: life in the street
reports-sealed-P13-loi = P13 Child: arrested or detained
reports-sealed-P13-autre = P13 Child: other, or not said yet
reports-sealed-P14-viol = P14 Rape
reports-sealed-P14-agression-sexuelle = P14 Sexual assault
reports-sealed-P14-agression-physique = P14 Physical assault
reports-sealed-P14-mariage = P14 Forced marriage
reports-sealed-P14-deni = P14 Denial of resources, opportunities or services
reports-sealed-P14-psychologique = P14 Psychological or emotional abuse
reports-sealed-P14-autre = P14 Other, or not said yet
reports-sealed-autre = Another protected procedure
reports-nobody = Nothing this month.
reports-none-of = Nothing this month for: { $lines }
reports-hidden = Protected figures
reports-hidden-text = •: a protected figure. It is small and about a delicate situation, or it would give such a one away.

reports-behind-title = What a figure counts
reports-behind-count = { $count ->
    [one] { $count } line
   *[other] { $count } lines
  }
reports-behind-differs = The signed report says { $count }: lines have changed since.
reports-col-record = Number or name
reports-col-what = What it is

reports-comment-title = Comment on the report
reports-comment-text = These words leave with the report. Put no name in them, nor anything that points at somebody.
reports-comment-whole = Difficulties, suggestions, the month as a whole
reports-comment-keep = Keep the comments
reports-comment-kept = The comments are kept until the signature.

reports-sign-title = Sign the report
reports-sign-text = The signature freezes the figures and the comments, with the state of the journal. Read them again before you sign.
reports-sign-now = Sign
reports-signed = The report is signed.
reports-cannot-sign = To be settled before signing
reports-open = Still open
reports-why-nevertheless = Settle it first, or say why you sign nevertheless.
reports-signed-nevertheless = Signed nevertheless: { $why }
reports-correction = Correction
reports-correction-why = Why this correction
reports-correction-reason = Reason of the correction: { $reason }
reports-changes = What changes since the last version
reports-changes-words = The figures are the same; the comments change.
reports-unchanged = Nothing has changed since the signature: there is nothing to correct.
reports-changed-line = { $rubric }, { $line }: { $before } becomes { $after }
reports-changed-parts = { $rubric }, { $line }: still { $after }, but otherwise shared out ({ $before } before)
reports-versions = Signed versions
reports-version = Version { $version }, signed on { $when } by { $who }
reports-seal = Journal at the signature: { $entries } entries, seal { $seal }

reports-month-open = The month is not over. Sign from the first day of the next month on.
reports-line-over-total = { $rubric }: the line “{ $line }” is over the total. Do not sign; tell whoever looks after the program.
reports-sum-wrong = { $rubric }: the lines do not make the total. Do not sign; tell whoever looks after the program.
reports-book-wrong = { $line }: the book does not balance, or goes below zero. Count it in “Cash and store”, then come back to sign.
reports-days-unsigned = { $count ->
    [one] { $count } day of the reception register is not signed.
   *[other] { $count } days of the reception register are not signed.
  }
reports-visits-unfinished = { $count ->
    [one] { $count } visit of the month was never ended.
   *[other] { $count } visits of the month were never ended.
  }
reports-drafts-open = { $count ->
    [one] { $count } form begun this month was not sent.
   *[other] { $count } forms begun this month were not sent.
  }
reports-visas-awaited = { $count ->
    [one] { $count } visa asked this month is still awaited.
   *[other] { $count } visas asked this month are still awaited.
  }
reports-earlier-unsigned = The report of { $month } is not signed.
reports-changed = The figures or the comments have changed while you were reading. Read again, then sign.
reports-paper-title = Activity report · { $month }
reports-paper-ministry = Ministry
reports-paper-direction = Direction
reports-paper-centre = Centre
reports-draft = Draft, not signed
reports-draft-text = These figures may still change.
reports-foot = Version { $version } · journal: { $entries } entries, seal { $seal }
reports-sign-director = The direction of the centre
reports-sign-region = The regional direction, seen

reports-results-title = Sheet of the centre's results
reports-results-text = What the centre did in { $month }
reports-results-nobody = This sheet counts; it points at nobody.
reports-result-visits = people received
reports-result-registered = persons newly registered
reports-result-cases = cases followed
reports-result-referrals = referrals to a service
reports-result-served = persons served, answer received
reports-result-aid = aids handed over

reports-region-title = Reports of the region
reports-region-text = What the centres have signed and sent, added up.
reports-region-centres = The centres
reports-region-awaited = Awaited
reports-region-signed = Signed on { $when }, version { $version }
reports-region-none = Nothing to add up
reports-region-none-text = No centre has signed this month yet.
reports-col-centre = Centre
reports-col-centres = Centres
reports-col-published = Signed
reports-at-least = at least { $count }
reports-least-text = “At least”: a centre has protected its figure.

reports-poster-title = What the centre can do for you
reports-poster-text = Push the door: the reception is open to all, without any paper to show.
reports-poster-none = The manual is not adopted yet: it says what the centre offers.
reports-poster-own = At the centre too
reports-poster-ask = Ask at the reception: you are listened to, and told what to do.
reports-poster-phone = Telephone: { $phone }
reports-charter-title = Charter of the reception
reports-charter-text = What you can expect of us.
reports-charter-open = You are received with respect, whatever your origin, religion, age, sex or situation.
reports-charter-free-of-name = You are listened to even without papers, and even without giving your name.
reports-charter-apart = You can ask to speak in a closed room.
reports-charter-first = People in danger come first; then pregnant women, elderly people, people with a disability or with a baby.
reports-charter-language = We look for somebody who speaks your language. It is never a child of your family who translates.
reports-charter-consent = Nothing of what you say is given to another service without your consent, unless the law requires it.
reports-charter-secret = Those who work here are bound to secrecy.
reports-charter-see = You can ask what is written about you, and have it corrected.
reports-charter-sealed = The most delicate files are under key: only those who follow them read them.
reports-charter-complain = You can complain about us, aloud or in writing: you are answered, and it does not harm you.
reports-charter-delays = Our delays
reports-charter-delays-text = The centre gave itself these delays in its manual.
