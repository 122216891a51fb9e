### The words common to all forms, lists and papers.

parts-errors-title = { $count ->
    [one] One thing needs correcting
   *[other] { $count } things need correcting
}
parts-needed = (needed)
parts-why = Why we ask:
parts-error = To correct:
parts-day = Day
parts-month = Month
parts-year = Year
parts-choose = Choose…
parts-reveal = Show
parts-conceal = Hide
parts-date-hint = For example 14 3 1991. Leave empty what is not known.
parts-phone-hint = For example 07 07 12 34 56
parts-unknown = Does not know
parts-unsaid = Prefers not to answer
parts-not-given = not given
parts-change = Change
parts-pager = Rest of the list
parts-before = Previous page
parts-after = Next page
parts-progress = { $done } of { $total }
parts-paper-number = No.
parts-paper-code = To find this paper again:
parts-sign-name = Name and date:
parts-sign-here = Signature
parts-sign-thumb = or thumbprint
