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
