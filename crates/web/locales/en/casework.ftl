### Casework: today, cases, steps, approvals.

casework-today-title = Today
casework-today-summary = { $late ->
    [0] nothing overdue
    [one] { $late } step overdue
   *[other] { $late } steps overdue
} · { $today ->
    [0] nothing due today
    [one] { $today } due today
   *[other] { $today } due today
}{ $visas ->
    [0] {""}
    [one] {" "}· { $visas } approval asked of you
   *[other] {" "}· { $visas } approvals asked of you
}
casework-today-none = Nothing to do for now
casework-today-none-text = The steps of your cases appear here by themselves: what is overdue first, then what is due today, then the rest. A case is opened from the page of a person or a household.
casework-section-left = High risk, no next action
casework-section-visas = Asked of you: approvals
casework-section-visits = Today's home visits
casework-section-manual = The manual
casework-section-late = Overdue
casework-section-today = Due today
casework-section-soon = Within seven days
casework-section-later = Later
casework-section-undated = Without a deadline
casework-section-waiting = Waiting for others
casework-more-late = { $count ->
    [one] { $count } more step is overdue.
   *[other] { $count } more steps are overdue.
}
casework-more-left = { $count ->
    [one] { $count } other person
   *[other] { $count } other persons
}
casework-see-cases = See the cases
casework-number = No. { $number }
casework-household = A household
casework-forgotten = Erased record
casework-nobody = Nobody in particular
casework-restricted = Restricted case
casework-unassigned = To be assigned
casework-due-day = by the end of { $day }
casework-due-time = by { $day } at { $time }
casework-late-hours = { $count ->
    [0] Overdue by less than an hour
    [one] Overdue by one hour
   *[other] Overdue by { $count } hours
}
casework-late-days = { $count ->
    [one] Overdue by one day
   *[other] Overdue by { $count } days
}
casework-risk-1 = Low risk
casework-risk-2 = Medium risk
casework-risk-3 = High risk
casework-returned-tag = Sent back, to be redone
casework-waits-visa = Waits for approval
casework-waits-other = Waits for someone else
casework-sent-by = sent by { $who }, { $when }
casework-list-title = Cases
casework-views = Which cases to see
casework-view-miens = Mine
casework-view-tous = All
casework-view-clos = Ended
casework-list-none = No case here
casework-list-none-text = A case follows a person, a household or a group under a procedure of the manual. It is opened from the page of the person or household.
casework-list-how = To open a case, first open the page of the person or household.
casework-list-people = Find a person
casework-list-group = A case of a group or of the centre
casework-over-tag = Ended
casework-over-at = Ended on { $when }
casework-opened-at = opened on { $when }
casework-line-open = Case { $number}: { $title }
casework-line-over = Case { $number }, ended: { $title }
casework-subject-open = Open a case
casework-case-title = Case
casework-next = To do
casework-course = The course of the case
casework-facts = The case
casework-more-follow = Follow
casework-more-papers = Papers and copies
casework-more-change = Hand over, change or end
casework-history = { $count ->
    [one] What happened ({ $count } act)
   *[other] What happened ({ $count } acts)
}
casework-fact-procedure = Procedure
casework-fact-complaint = Complaint examined
casework-fact-follower = Followed by
casework-fact-opened = Opened on
casework-fact-opened-by = Opened by
casework-version-withdrawn = This version of the procedure was withdrawn
casework-standing-open = To do
casework-standing-late = Overdue
casework-standing-submitted = Waits for approval
casework-standing-done = Done
casework-standing-departed = Not done, with a reason
casework-standing-passed = Not needed
casework-standing-not-open = Not yet
casework-done-by = done by { $who } on { $when }
casework-done-late = after the deadline
casework-done-times = done { $count } times
casework-do-step = Do it
casework-visa-awaited = sent by { $by }; approval awaited: { $who }
casework-past-began = Case opened by { $who }{ $what }
casework-past-done = { $what }: done by { $who }
casework-past-submitted = { $what }: sent for approval by { $who }
casework-past-approved = { $what }: approved by { $who }
casework-past-refused = { $what }: sent back by { $who }
casework-past-departed = { $what }: not done, decided by { $who }
casework-past-moved = Moved to version { $what } by { $who }
casework-past-opened = Further incident noted by { $who }; to be done again: { $what }
casework-past-reopened = Taken up again by { $who }: { $what }
casework-past-closed = Closed before its end by { $who }{ $what }
casework-step-title = Step
casework-step-manual = Read the manual
casework-step-reminder = Reminder of the law.
casework-step-show = Papers to show
casework-step-produce = Documents to make
casework-step-handout = To hand to the person:
casework-step-finish = Finish the step
casework-step-submit = Send for approval
casework-step-keep = Keep as a draft
casework-step-visa = This step needs an approval: { $who }. Nobody approves their own work.
casework-step-is-done = This step is done. Nothing is to be done here for now.
casework-step-is-closed = This step is not open.
casework-step-late-text = Do the step, or say why it will not be done: both help to see whether the deadline is right.
casework-decision = Your decision
casework-returned = Sent back for this reason
casework-earlier-title = Earlier times
casework-earlier = { $when }, { $who }
casework-answers = Answers
casework-answer-file = { $what }: put the document in the paper file.
casework-answer-range = From { $from } to { $to }.
casework-answer-hour = Time
casework-answer-more = Add: { $what }
casework-answer-less = Remove
casework-back-to-case = Back to the case
casework-back-to-step = Back to the step
casework-said-done = The step is done.
casework-said-submitted = The step is sent for approval.
casework-said-kept = The draft is kept.
casework-said-opened = The case is open. Here is its first step.
casework-depart-title = Not do this step
casework-depart-text = The procedure may be left when the situation calls for it. The reason stays in the case and counts in the follow-up of the manual: it shows where the procedure does not fit.
casework-depart-reason = Why this step will not be done
casework-depart-hint = For example: the person has left, the road is cut, another service has already done it.
casework-depart-next = Go on with
casework-depart-next-hint = Without a choice, the case goes on to the next step.
casework-depart-end = The end of the case
casework-depart-do = Leave this step
casework-said-departed = The step was left, with its reason.
casework-reason = Reason
casework-hand-over-title = Hand the case over
casework-hand-over-text = The case and its deadlines go to the person chosen.
casework-hand-over-inside = The case and its key pass to the person chosen: you will read it no more, and nothing says so outside the protected space. For another centre or a service, make a referral and tick the transfer.
casework-hand-over-to = To whom
casework-move-title = Change version
casework-move-text = The case goes on under another version of its procedure. Open steps stay open if that version has them; otherwise the first step not done opens.
casework-move-to = Version
casework-version = Version { $version }
casework-close-title = Close before its end
casework-said-handed = The case is handed over.
casework-said-moved = The case has changed version.
casework-said-closed = The case is closed.
casework-open-title = Open a case
casework-open-procedure = Under which procedure?
casework-open-group = For a registered group, open the case from its page
casework-open-do = Open the case
casework-open-none = No procedure fits
casework-open-none-text = The manual of this centre has no procedure in use for this that you may begin.
casework-visas-title = Approvals asked of you
casework-visas-none = No approval asked
casework-visas-none-text = What your colleagues send for approval appears here, with their answers. You approve what was sent, or send it back with a reason.
casework-visa-title = Approval
casework-visa-by = Sent by
casework-visa-when = On
casework-visa-decision = Decision taken
casework-visa-due = Deadline
casework-visa-answers = What was sent
casework-visa-reason = Reason or remark
casework-visa-reason-hint = Needed to send back: say what is missing.
casework-visa-grant = Approve
casework-visa-return = Send back
casework-visa-not-mine = This approval is not asked of you, or was already given.
casework-visa-unnamed = Case without a name
casework-said-approved = The approval is given.
casework-said-returned = The step is sent back to its author.
casework-answer = { $said }
casework-more-questions = Your answers have opened more questions. Answer them, then send.
casework-not-sealed = Only sealed files are kept in the protected space. Leave it to open this one.
casework-sealed = The procedures whose files are sealed (child protection, violence, complaints) are opened in the protected space, from the menu under your name.
casework-subject = This procedure is not made for this record. Choose another.
casework-step-unknown = Choose a step of the procedure.
casework-step-not-open = This step is no longer open: somebody has probably just done it.
casework-step-waits = This step waits for an approval. It will come back if it is sent back.
casework-step-role = This step belongs to: { $role }.
casework-decision-missing = Choose a decision.
casework-visa-closed = This approval is no longer awaited.
casework-visa-not-yours = This approval is not asked of you. Nobody approves their own work, and each gives one approval only.
casework-visa-changed = What was sent has changed. Read again, then decide.
casework-reason-missing = Write the reason in a sentence.
casework-handed-already = This person already follows the case. Choose someone else.
casework-moved-other = Choose a version of the same procedure.
casework-moved-same = The case already follows this version. Choose another.
casework-over = This case has already ended.
casework-message-missing = Write what becomes of open cases.
casework-withdrawn = This version is already withdrawn.
casework-version-unknown = This version does not exist here.
casework-closed-tag = Done with the social worker

casework-notes = Notes
casework-notes-all =
    { $count ->
        [0] Write a note
        [one] See the note, write another
       *[other] See the { $count } notes, write one
    }
casework-notes-none = No note in this case yet.
casework-note = Your note
casework-note-write = Save the note
casework-note-missing = Write the note: what you saw, heard or did.
casework-note-unknown = The note to correct is not in this case. Go back to the notes and choose it.
casework-note-corrected = Somebody has already corrected this note. Correct the newer one instead.
casework-note-correct = Correct
casework-note-correcting = This note stays readable; yours will say what is right.
casework-note-corrects = corrects the note of { $when }
casework-note-was-corrected = Corrected on { $when }
casework-said-noted = The note is saved.
casework-severity = The risk over the life of the case
casework-grave = The risk of this case is high: it does not close before its end. Assess it again, hand it over, or ask the director to close it.
casework-load-title = Workload
casework-load-text = The open cases of each person. A case that nobody follows waits for you to give it.
casework-load-table = Open cases by person
casework-load-who = Followed by
casework-load-open = Open
casework-load-grave = High risk
casework-load-late = Late
casework-load-hand-over = Hand over all cases of a person
casework-load-hand-over-text = For a departure or a long absence: all their open cases and deadlines pass at once to somebody else.
casework-load-from = From whom
casework-load-to = To whom
casework-load-of =
    { $count ->
        [one] { $who }, one case
       *[other] { $who }, { $count } cases
    }
casework-load-same = Choose somebody other than the person who leaves.
casework-load-none = This person follows no open case any more.
casework-said-load-handed = All the cases are handed over.
## A step on paper.
casework-sheet-title = Form of a step
casework-sheet-blank = Print the blank form
casework-sheet-filled = Print the filled form
casework-layer-taken = Another layer has just taken this number. Read it, then write the next one.
## A form whose version is no longer the case's.
casework-version-moved = The case was moved to version { $version } of the procedure since this form was opened. Nothing is lost: read today's form, complete it, then finish.
casework-gone-title = A step that is no more
casework-gone = This step is no longer in version { $version }
casework-gone-text = The case changed version since this form was opened. What you had written stays as a draft at this address. Put it in a note of the case, or copy it to the step where it belongs.
casework-gone-written = What you had written
casework-gone-note = To keep as a note of the case
casework-today-withdrawn =
    { $count ->
        [one] Version { $version } is withdrawn, with one open case
       *[other] Version { $version } is withdrawn, with { $count } open cases
    }
casework-today-withdrawn-move = Move these cases to another version
casework-today-withdrawn-see = See these cases; the director can move them to another version
casework-list-under = Cases open under { $version }.
casework-list-under-move = Cases open under { $version }. Choose a case to move it to another version.

## Needs, the plan, the end: what the domain refuses.
casework-grave-nobody = The risk of this case is high: choose somebody who will follow it.
casework-need-before = This date comes before what was already noted on { $day }. Write a date from that day on, or first correct it by a note.
casework-need-words = Say in a few words which need it is.
casework-programme-first = First note a need: a programme answers a need, it does not replace it.
casework-goal-unknown = The plan has changed meanwhile. Read it again, then say where the goal stands.
casework-goal-before = This date comes before { $day }, when this goal was written or followed. Write a date from that day on.
casework-scale-empty = Choose at least one answer on the scale.
casework-scale-score = Choose 0, 1, 2 or 3.
casework-scale-before = The scoring at the opening always comes first; another one is dated { $day }. Correct one of the two dates.
casework-closing-open = A need or a goal remains open. Say what becomes of it, or choose another reason.
casework-closing-protects = Write what protects the person now: who is with them, who follows them.
casework-not-over = This case is open. There is nothing to take up again.
casework-sheet-kept = For the worker alone: stays at the centre, locked.
casework-sheet-pdf = Download as PDF

## Conferences, transfers, passages.
casework-section-team = Expected of the team
casework-transfer-sealed = This case follows a sealed procedure: nothing of it leaves in writing.
casework-transfer-waiting = A note already waits for its answer. Note it, or take the note back.
casework-transfer-consent = Without the agreement of the person, nothing leaves. Say how they marked it.
casework-transfer-witness = Write the given name or the function of the witness.
casework-transfer-to = Write to which centre or service the case is handed.
casework-transfer-here = Choose another centre than yours.
casework-transfer-answered = This note already has its answer.
casework-transfer-taken-back = This note was taken back by who wrote it.
casework-passage-sealed = The files of this procedure are sealed. Enter the protected space and begin the file there: nothing of it will show here. Do not write the reason in this one.
casework-passage-level = Choose a procedure of the other level.
casework-conference-day = Write the day of the conference.
casework-conference-before = The case was opened on { $day }: write a date from that day on.
casework-conference-people = Choose at least one person to call.
casework-conference-unknown = This conference is not in this case.
casework-conference-held = The minutes are already written. Add a note to correct them.
casework-decision-who = Choose who will do what is decided.
casework-decision-by = Write by which day.
casework-decision-before = The conference was held on { $day }: a decision is done from that day on.
casework-decision-unknown = This decision is not in the minutes.
casework-decision-settled = Somebody has already said what became of it.
casework-carried-own = This note comes from your own centre: it is followed in the case.
casework-carried-known = This note was received already: it is in the list.
