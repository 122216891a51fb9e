### How a procedure is followed.

conformity-title = Conformity
conformity-see = See how it is followed
conformity-periods = Period
conformity-days = { $days ->
    [365] One year
   *[other] { $days } days
  }
conformity-about = From { $from } to { $to }, in { $cases ->
    [0] no case
    [one] 1 case
   *[other] { $cases } cases
  }. On the right, the same length of time just before.
conformity-caption = The steps, the hardest first
conformity-step = Step and role
conformity-in-time = In time
conformity-late = Late
conformity-left = Left
conformity-overdue = Still due
conformity-share = Share in time
conformity-share-before = Before
conformity-percent = { $percent }%
conformity-none = Nothing to count
conformity-none-text = No step of this procedure was done, left or late in this period.
conformity-read = A step that everybody does late or leaves shows more often that the manual should be looked at again than that people should. “Left”: not done, with a reason. “Still due”: not done and late today. These figures are those of a step, never of a worker.
conformity-manual = Read the procedure
