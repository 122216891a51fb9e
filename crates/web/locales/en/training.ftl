### The training centre: quizzes, exercises, procedures played.

training-title = Training centre
training-procedure-title = Training: a procedure
training-quiz-title = Training: quiz
training-play-title = Training: playing a procedure
training-banner = TRAINING CENTRE — invented people
training-banner-text = Nothing done here enters the files or the registers of the centre.
training-mark = TRAINING
training-text = Choose a procedure: a short quiz, exercises with invented people, and the procedure to play freely.
training-progress = Your progress
training-alone = Your answers are shown to you alone. The director sees only what is done, never how well.
training-none = Nothing to learn yet
training-none-text = Procedures appear here as soon as the manual is published in this centre.
training-sealed-tag = Sealed
training-sealed = Sealed procedure
training-sealed-text = Its files do not open in the centre yet. It is played here, with invented people.
training-quiz-done = Quiz done
training-quiz-to-do = Quiz to do
training-exercises-done = Exercises { $done } of { $all }
training-done-on = Done on { $when }
training-to-do = To do
training-quiz = Quiz
training-quiz-count = { $count ->
    [one] One question, with its answer explained.
   *[other] { $count } questions, each answer explained.
}
training-quiz-send = See the answers
training-quiz-missing = Question { $rank }: choose an answer.
training-quiz-again = Take the quiz again
training-quiz-result = { $right ->
    [0] No expected answer out of { $all }: read the explanations, then take the quiz again.
    [one] 1 expected answer out of { $all }.
   *[other] { $right } expected answers out of { $all }.
}
training-answer-right = Expected answer
training-answer-other = Another answer
training-answer-yours = Your answer:
training-answer-was = Expected answer:
training-exercise-meta = A situation to lead step by step, then the expected way beside yours.
training-try = Play the procedure freely
training-try-meta = Invented answers and a date that moves, to see the deadlines and the branches.
training-manual = Read the procedure in the manual
training-back = Back to the procedure
training-back-list = All procedures
training-learners = Who has done it
training-learners-none = Nobody has done this version yet.
training-number = Training file { $number }
training-about-person = Invented person: { $name }, { $age } years old, { $place }.
training-about-household = Invented household of { $name }, { $age } years old, { $place }.
training-about-group = An invented group.
training-about-centre = An invented centre.
training-as = To do as: { $role }
training-invent = Fill with invented answers
training-invented = Invented answers
training-invented-text = The questions that were still empty have an answer. Change what you like, then go on.
training-incomplete = Go on without filling everything
training-full = This play is too long. Begin it again.
training-refused = This cannot be done at this point of the play. Read again where it stands.
training-reason = Why
training-reason-missing = Write why in a few words.
training-visa = Approval awaited: { $what }
training-visa-text = In a centre somebody else gives it: { $roles }. Here you take their place.
training-visa-give = Approve
training-visa-refuse = Refuse the approval
training-others = Other open steps
training-over = The training file is closed.
training-alert = when late, tells { $role } on { $when }
training-branch-taken = by your answers
training-date = Move the date on
training-date-text = For the training file, today is { $now }.
training-to-deadline = Up to the deadline ({ $due })
training-three-hours = + 3 hours
training-one-day = + 1 day
training-one-week = + 1 week
training-one-month = + 1 month
training-finish = Finish and compare
training-again = Begin again
training-said-begun = The play begins again.
training-compare = Your way and the expected way
training-expected = Expected step
training-taken = Your step
training-verdict = Comparison
training-both = On both sides
training-missing = Not done
training-more = In addition
training-same = You took the expected steps.
training-other-way = Your way differs from the expected one
training-other-way-text = That is not always a mistake. Read the correction and ask yourself what the person would have gained by it.
training-correction = Correction
training-see = Learn this procedure
training-see-all = Learn with invented people
