### Home visits: planning them, making them, saying what came of them.

home-visit-title = Home visits
home-visit-text = A visit is planned with the person's agreement, at the hour they choose. That day it appears on the plan of visits of whoever follows the case.
home-visit-plan = Plan a visit
home-visit-plan-do = Plan it
home-visit-on = For which day?
home-visit-at = At what time?
home-visit-step = For which step?
home-visit-no-step = None: I say why below
home-visit-step-day = Day agreed or deadline: { $day }
home-visit-aim = What for
home-visit-aim-hint = Needed if the visit is for no step.
home-visit-take = To take along
home-visit-take-hint = What the manual does not say already: a paper, a medicine, a parcel.
home-visit-when = Day
home-visit-by = Planned by
home-visit-moved = From { $day }, by { $who }.
home-visit-told = { $who }, { $when }
home-visit-one-title = A home visit
home-visit-what-came = What came of this visit?
home-visit-change = Say what came of it, or change it
home-visit-end = It is
home-visit-end-faite = Made
home-visit-end-absente = Person absent
home-visit-end-reportee = Put off to another day
home-visit-end-annulee = Called off
home-visit-end-etape = Step done
home-visit-words = In a few words
home-visit-words-hint = Needed to put it off or call it off.
home-visit-new-day = New day
home-visit-new-day-hint = Only if it is put off.
home-visit-tell-do = Record
home-visit-back = Back to the visits of the case
home-visit-said-planned = The visit is planned.
home-visit-said-told = It is noted.
home-visit-asked = Passed: made, absent or put off?
home-visit-asked-title = Passed visits, to be told
home-visit-by-step = Day given by the step
home-visit-not-safe = A visit is not noted as a safe way
home-visit-contact-unknown = No safe way noted: ask before calling
home-visit-tour-title = Plan of visits
home-visit-summary = { $visits ->
    [0] no visit
    [one] { $visits } visit
   *[other] { $visits } visits
}{ $places ->
    [0] {""}
    [one] {" "}· { $places } place
   *[other] {" "}· { $places } places
}
home-visit-none = No visit that day
home-visit-none-text = A visit is planned from a case, under “Home visits”. Steps done at the person's home appear here by themselves, on the day agreed or at their deadline.
home-visit-nowhere = Address not noted
home-visit-landmark = Landmark
home-visit-contact = Reach
home-visit-hushed = Tell nothing to
home-visit-form = The form to print
home-visit-take-form = The form of the step
home-visit-loose = To be planned: steps at the person's home, without a visit
home-visit-print = Print the sheet of visits
home-visit-out = Who is out, and where
home-visit-out-who = Worker
home-visit-out-count = Visits
home-visit-out-from = From
home-visit-out-where = Places
home-visit-today = { $count ->
    [one] { $count } home visit of the centre today
   *[other] { $count } home visits of the centre today
}
home-visit-sheet-title = Sheet of visits
home-visit-sheet-hour = Time
home-visit-sheet-where = At whose home
home-visit-sheet-number = Case
home-visit-sheet-notes = Notes
home-visit-sheet-hushed = { $count ->
    [one] One person must know nothing: read the case again before leaving.
   *[other] { $count } persons must know nothing: read the case again before leaving.
}
home-visit-sheet-restricted = Restricted cases: read the place on the screen before leaving
home-visit-sheet-care = This sheet comes back to the centre and is kept under lock. Write no reason on it.
home-visit-sign-worker = The worker, on leaving
home-visit-sign-back = The worker, on return
home-visit-day = Write the day of the visit.
home-visit-past = Write today or a day to come: what has passed is noted in the step or in a note.
home-visit-planned-already = A visit is already planned for this step: put it off instead.
home-visit-unknown = This visit is no longer there. Open the list of visits again.
home-visit-over = Somebody has already said what came of this visit.
home-visit-ahead = Its day has not come: put it off or call it off.
home-visit-step-closed = This step is no longer to be done at the person's home. Choose another, or say why you go.
home-visit-aim-missing = Write what for, or choose a step.
