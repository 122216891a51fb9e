### Reception: queue, arrivals, tickets, register, appointments, figures.

# The queue
reception-queue-title = Reception
reception-nav = Reception pages
reception-nav-register = Today's register
reception-nav-appointments = Appointments
reception-nav-figures = Figures
reception-nav-room = Waiting-room screen
reception-arrive = New arrival
reception-call-next = Call the next person to desk { $desk }
reception-waiting = Waiting
reception-waiting-none = Nobody is waiting
reception-waiting-none-text = People who arrive are listed here in the order they will be called: urgent first, then priority, then order of arrival.
reception-waiting-count = { $count ->
    [0] Nobody is waiting
    [one] { $count } person is waiting
   *[other] { $count } people are waiting
}
reception-longest-wait = longest wait: { $wait }
reception-wait-minutes = { $minutes } min
reception-wait-hours = { $hours } h { $minutes }
reception-received-now = Being received
reception-sent-inside = Expected by a colleague
reception-over-count = { $count ->
    [0] No visit has ended today.
    [one] { $count } visit has ended today.
   *[other] { $count } visits have ended today.
}
reception-over-see = See today's register
reception-left-open = { $count ->
    [one] { $count } visit of { $day } has no end.
   *[other] { $count } visits of { $day } have no end.
}
reception-left-open-see = Open that page of the register
reception-line = Line no. { $number }
reception-nobody-named = No name
reception-came-at = came at { $time }
reception-waits = waiting for { $wait }
reception-with = { $count ->
    [one] with { $count } person
   *[other] with { $count } people
}
reception-private-tag = In private
reception-interpreter-tag = Interpreter
reception-is-called = Called to desk { $desk } at { $time }
reception-is-called-by = Called to desk { $desk } at { $time } by { $who }
reception-is-in = In interview, desk { $desk }, since { $time }
reception-is-in-with = In interview, desk { $desk }, since { $time }, with { $who }
reception-is-sent = Expected by: { $to }

# Someone asks whether a person came
reception-asked-title = Someone asks you whether a person came?
reception-asked-say = “I cannot say who comes here, whoever it is. If you want to leave a message, I will keep it and hand it over if that person comes by.”
reception-asked-why = Give the same answer in every case, whether the person came or not, and without looking at the screen. Saying “no” to some is saying “yes” to others.
reception-asked-do = If they insist or threaten, call the director. Give no day, no time and no colleague's name.

# Desk and following
reception-desk-is = This screen calls to desk { $desk }
reception-desk = Desk no.
reception-desk-hint = A number from 1 to 99: the name of a service would tell the room why one comes.
reception-desk-keep = Keep this desk
reception-desk-kept = Desk kept.
reception-desk-unreadable = Write the number of the desk, from 1 to 99.
reception-follow-is-on = This page reads itself again every 20 seconds.
reception-follow-is-off = This page no longer reads itself again.
reception-follow-on = Resume
reception-follow-off = Stop

# Arrival
reception-arrive-title = New arrival
reception-arrive-lead = Nothing is required: a ticket can be given without a name and without papers.
reception-name = Full name
reception-name-hint = As the person says it. May stay empty.
reception-search-hint = Been here before? Search at the top of the page (the / key), then receive them from their record.
reception-receive-person = Receive this person today
reception-linked = Found in the registry of persons. Their name of today will be written.
reception-linked-kept = This visit stays linked to the person's record.
reception-someone-else = Receive someone else
reception-demand = Request
reception-demand-aide = Aid
reception-demand-appui = Support
reception-demand-conseil = Advice
reception-demand-accompagnement = Accompaniment
reception-demand-none = Not said
reception-reason = Reason, in one sentence
reception-reason-hint = In the person's own words. Speak low: the room can hear.
reception-triage = Urgency
reception-triage-hint = An urgent case passes in silence: nothing tells the room.
reception-rare = More: language, received before, people along, time
reception-triage-ordinaire = Ordinary
reception-triage-age = Older person
reception-triage-enceinte = Pregnant woman
reception-triage-bebe = With a baby
reception-triage-handicap = Disability
reception-triage-urgent = Urgent
reception-class-urgent = Urgent
reception-class-prioritaire = Priority
reception-class-ordinaire = Ordinary
reception-sex = Sex
reception-sex-f = Female
reception-sex-m = Male
reception-sex-short-f = F
reception-sex-short-m = M
reception-sex-not-said = Not noted
reception-known = Received here before?
reception-known-nouveau = New
reception-known-connu = Known
reception-known-non-demande = Not asked
reception-age = Age, about
reception-age-years = { $count ->
    [0] under one year
    [one] { $count } year
   *[other] { $count } years
}
reception-place = Neighbourhood or village
reception-language = Language, if not French
reception-language-hint = Dioula, Baoulé, Mooré, sign language…
reception-accompanied = People with them
reception-interpreter = An interpreter is needed
reception-private = Asks to talk in private
reception-time = Came earlier?
reception-time-hint = For example 7:45. Empty: now.
reception-give-ticket = Give a ticket
reception-back-to-queue = Queue
reception-age-unreadable = Write the age in years, from 0 to { $max }, or leave it empty.
reception-accompanied-unreadable = Write a number, { $max } at most, or leave it empty.
reception-time-later = That time has not come yet. Write the time of arrival, or leave it empty.
reception-time-unreadable = Write the time like 7:45.
reception-day-unreadable = Write the day like 14/03/2026.

# Ticket
reception-ticket-title = Ticket
reception-ticket-say = Keep this number. You will be called by this number, never by your name.
reception-next-arrival = Next arrival

# Waiting-room screen
reception-room-title = Waiting room
reception-room-desk = Desk { $desk }
reception-room-none = Welcome. Keep your number: it will show here.
reception-room-before = Last calls

# A visit
reception-visit-title = Visit
reception-call = Call
reception-interview-text = The person has come to the desk.
reception-do-interview = Interview begun
reception-orient = Send to a service
reception-inside = Where
reception-inside-1 = In the centre
reception-inside-0 = Elsewhere
reception-to = To
reception-to-hint = A colleague or a service. In the centre, the person waits to be called.
reception-do-orient = Send
reception-finish = Finish
reception-do-end = Visit ended
reception-do-appoint = Give an appointment
reception-do-left = Left before being received
reception-put-back-text = The person did not answer, or the end was noted by mistake.
reception-do-put-back = Put back in the queue
reception-noted = What is noted
reception-do-amend = Correct
reception-see-ticket = See the ticket again
reception-see-person = Record of the person
reception-see-household = See the household
reception-visits = Visits to the centre
reception-visits-before = Earlier visits
reception-link-title = Link to a record
reception-link-change = Change this link
reception-link-intro = A visit needs no record. Linking it helps to find what was said when the person comes back. The register does not change.
reception-link-now = This visit is linked to:
reception-link-proposed = Perhaps one of these people
reception-link-other = Look for the person
reception-link-to = Link the visit to
reception-link-go = Link
reception-link-undo = Undo the link
reception-link-why-not = Why undo this link?
reception-link-word = Link
reception-link-none = none
reception-said-linked = The visit is linked.
reception-said-unlinked = The link is undone.
reception-note = Remarks
reception-note-hint = Shows in the register of the day.
reception-do-note = Note
reception-cancel = Void this line of the register
reception-cancel-text = The line keeps its number and bears the cause. Nothing is erased.
reception-cause = Cause
reception-do-cancel = Void the line
reception-amend-title = Correct a visit
reception-save = Save
reception-leave-as-is = Leave as it is
reception-step-waiting = Waiting
reception-step-called = Called
reception-step-interview = In interview
reception-step-oriented = Sent to a service
reception-step-appointed = Appointment given
reception-step-ended = Received
reception-step-left = Left before being received
reception-step-cancelled = Void line
reception-step-on-paper = Retyped from paper

# What was just done
reception-said-called = Ticket called.
reception-said-nobody = Nobody is waiting.
reception-said-put-back = Put back in the queue.
reception-said-interview = Interview begun.
reception-said-oriented = Orientation noted.
reception-said-ended = Visit ended.
reception-said-left = Departure noted.
reception-said-cancelled = Line voided; it keeps its number.
reception-said-noted = Remark noted.
reception-said-amended = Correction saved.
reception-said-signed = Page signed.
reception-said-retyped = Lines retyped. You may go on.
reception-said-kept = Coming noted.
reception-said-missed = Absence noted.
reception-said-withdrawn = Appointment withdrawn.
reception-said-undone = It is as before.

# What cannot be
reception-already-called = This ticket has just been called. Here is where it stands.
reception-already-in = The interview has already begun. Here is where the visit stands.
reception-not-called = Call the person first.
reception-already-over = This visit is over. If that is a mistake, put it back in the queue.
reception-line-cancelled = This line is void: nothing more can be noted on it.
reception-line-on-paper = This line comes from the paper register: it waits for nothing.
reception-step-impossible = That cannot be at this point of the visit. Here is where it stands.
reception-no-visit = There is no such visit.
reception-cause-missing = Write the cause: it will stay in the register.

# Register
reception-register-title = Reception register
reception-month-title = Reception register
reception-col-number = No.
reception-col-came = Arrival
reception-col-demand = Request
reception-col-reason = Reason
reception-col-sex = Sex
reception-col-age = Age
reception-col-place = Neighbourhood
reception-col-known = Received before
reception-col-waited = Waited
reception-col-orientation = Orientation
reception-col-received-by = Received by
reception-col-retyped = Retyped by
reception-col-day = Day
reception-col-lines = Lines
reception-col-open = Without end
reception-col-signed = Signature
reception-col-hour = Hour
reception-col-class = Urgency
reception-col-visits = Visits
reception-out-inside = In the centre: { $to }
reception-out-outside = Sent to: { $to }
reception-retyped = retyped from the paper register
reception-retyped-page = retyped from the paper register, page { $page }
reception-added-after = added after the signature
reception-changed-after = completed after the signature
reception-day-none = None: nobody was written down that day.
reception-reasons-hidden = Reasons and remarks are not shown to you.
reception-day-totals = { $count ->
    [0] This page is closed: none
    [one] This page is closed at { $count } visit
   *[other] This page is closed at { $count } visits
}{ $accompanied ->
    [0] { "" }
    [one] , { $accompanied } person along
   *[other] , { $accompanied } people along
}{ $cancelled ->
    [0] .
    [one] , { $cancelled } void line.
   *[other] , { $cancelled } void lines.
}
reception-totals = Totals
reception-total = Total
reception-sign-place = The director
reception-signed-by = { $count ->
    [one] Signed by { $who } on { $date } at { $time }: { $count } line, fingerprint { $code }.
   *[other] Signed by { $who } on { $date } at { $time }: { $count } lines, fingerprint { $code }.
}
reception-do-sign = Sign this page
reception-unfinished = { $count ->
    [one] { $count } visit is not over: what follows will show as “completed after the signature”.
   *[other] { $count } visits are not over: what follows will show as “completed after the signature”.
}
reception-lost = { $count ->
    [one] { $count } signed line is no longer found. Tell the technical administrator.
   *[other] { $count } signed lines are no longer found. Tell the technical administrator.
}
reception-printed-by = Printed by { $who } on { $date }. Contains names: keep under lock.
reception-sign-future = That day has not come yet.
reception-sign-again = Nothing has changed since the last signature.
reception-days = Days of the month
reception-is-signed = Signed
reception-is-added-to = Completed since
reception-is-retyped = Retyped from paper
reception-is-unsigned = To be signed
reception-today-page = Today's page
reception-retype-open = Retype the paper register
reception-month-none = No line in that month
reception-month-none-text = Each day on which someone is received has its page here. Earlier years are retyped from the paper register.
reception-holes = Numbers of { $year } that are missing
reception-holes-text = They are probably on paper: retype them so that the register is complete.
reception-hole-range = { $first } to { $last }
reception-no-holes = Register { $year }: no number is missing.
reception-book-title = Letter of the register
reception-book = Letter
reception-book-now = This installation writes register { $letter }.
reception-book-text = With one installation, keep A. Where a second one receives people apart, give it another letter before its first arrival: its numbers and tickets will bear it, and no number will be given twice.
reception-book-letter = Choose a letter, A to Z.
reception-book-taken = Another installation already writes this register. Choose another letter.
reception-month-jump = Go to a month
reception-month-jump-hint = Year and month, like 2025-03
reception-month-go = Go

# Retyping paper
reception-retype-title = Retype the paper register
reception-retype-lead = Retype the lines as they are, with their day and number. They will be marked “retyped from the paper register”.
reception-retype-keys = Tab moves to the next cell. A number left empty follows the one above; a day left empty repeats it.
reception-retype-save = Save these lines
reception-back-to-register = Register
reception-paper-title = Correct a retyped line
reception-paper-page = Page of the paper register
reception-paper-number = No.
reception-paper-day = Day
reception-paper-time = Time
reception-paper-name = Full name
reception-paper-sex = Sex
reception-paper-age = Age
reception-paper-place = Neighbourhood
reception-paper-demand = Request
reception-paper-reason = Reason
reception-paper-object = Subject
reception-paper-outcome = Orientation
reception-paper-note = Remarks
reception-paper-cell = { $column }, line { $line }
reception-paper-empty = Retype at least one line.
reception-day-future = That day has not come yet.
reception-day-too-old = Write a year from { $min } on.
reception-number-missing = Write the number of the line, as on paper.
reception-number-unreadable = Write the number in digits, like 12 or 12/2025.
reception-number-taken = Number { $number } is already in the register. Check the number and the year.
reception-number-not-given = That number has not been given this year: the last one is { $last }.
reception-not-retyped = This line got its number here: it is not retyped.

# Appointments
reception-appointments-title = Appointments
reception-appointments-none = No appointment to come
reception-appointments-none-text = Appointments given during a visit, or from here, show day by day.
reception-appointments-overdue = To note: did the person come?
reception-appointment-given = To come
reception-appointment-kept = Came
reception-appointment-missed = Absent
reception-appointment-withdrawn = Withdrawn
reception-appointment-to-note = To note
reception-with-whom = with { $who }
reception-do-kept = Came
reception-do-missed = Did not come
reception-do-withdrawn = Withdraw
reception-see-slip = Slip
reception-code = Find a slip
reception-code-hint = The six signs printed on it
reception-code-go = Search
reception-code-found = Slip found
reception-code-none = No appointment bears this code. Read it again on the slip.
reception-appoint-title = Give an appointment
reception-appointment-name = For whom
reception-appointment-name-hint = Does not show on the slip.
reception-appointment-day = Day
reception-appointment-day-hint = For example 20 3 2026
reception-appointment-time = Time
reception-appointment-time-hint = For example 9:30
reception-appointment-with = With whom
reception-appointment-with-hint = The name of a person, never a service: others may read the slip.
reception-appointment-place = Where, if not at the centre
reception-appointment-place-hint = Empty: at the centre
reception-appointment-give = Give the appointment
reception-appointment-past = That moment has passed. Choose a day to come.
reception-appointment-far = That is more than a year away. Check the year.
reception-appointment-early = That day has not come yet: absence is noted after.
reception-appointment-noted = What became of this appointment is already noted.
reception-no-appointment = There is no such appointment.
reception-slip-title = Appointment
reception-slip-with = Ask for { $who }.
reception-slip-place = { $place }
reception-slip-bring = Bring this paper. If you cannot come, call.
reception-slip-phone = Phone: { $phone }
reception-slip-aloud = Text to read to the person
reception-slip-aloud-text = Your appointment is on { $day }, at { $time }, at: { $place }. Keep this paper. If you cannot come, call the number on it.

# Figures
reception-figures-title = Reception figures
reception-from = From
reception-until = To
reception-period = From { $first } to { $last }
reception-period-go = Count
reception-fig-visits = Visits
reception-fig-accompanied = People along
reception-fig-median = One person in two waited less than
reception-fig-ninety = Nine people in ten waited less than
reception-fig-left = Left before being received
reception-fig-cancelled = Void lines
reception-by-hour = Arrivals by hour
reception-hour = { $hour } h
reception-by-demand = By request
reception-by-class = By urgency
reception-by-sex = By sex
reception-by-known = New and known
reception-figures-note = A visit may carry several requests. Void lines and people still waiting do not count in the waiting times.
reception-minutes = minutes
