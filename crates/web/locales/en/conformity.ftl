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

## Two centres side by side.
conformity-others = Beside another centre
conformity-beside-title = Two centres
conformity-beside-about = From { $from } to { $to }. Here: { $here }, in { $cases ->
    [0] no case
    [one] 1 case
   *[other] { $cases } cases
  }. There: { $there }, in { $others ->
    [0] no case
    [one] 1 case
   *[other] { $others } cases
  }.
conformity-beside-versions = Version { $here } here, version { $there } there: some differences come from the text.
conformity-beside-caption = The steps, those that both find hard first
conformity-here = this centre
conformity-there = the other centre
conformity-share-here = In time, here
conformity-all-here = To do, here
conformity-share-there = In time, there
conformity-all-there = To do, there
conformity-beside-read = A step that is hard in both centres often shows that the manual should be looked at again. A step that is hard in one deserves a visit and a question, never a ranking.
conformity-beside-back = Back to this centre
