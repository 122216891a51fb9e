### The manual, read in the application.

manual-title = Manual
manual-about = The procedures of the centre, their versions, what is proposed.
manual-none = The manual is not here yet
manual-none-text = The procedures published in this centre are read here, in all their versions.
manual-preface = About this manual
manual-proposal = Proposal, to be approved
manual-proposal-text = This text is a proposal. No ministry has adopted it; its deadlines can be set.
manual-withdrawn-tag = Withdrawn
manual-procedure-title = Procedure
manual-withdrawn = Withdrawn version
manual-older = Older version
manual-older-text = A newer version is in use. This one stays readable, and cases begun under it stay under it.
manual-purpose = Purpose
manual-trigger = When
manual-secrecy = Who reads the file
manual-secrecy-ordinary = The social workers of the centre
manual-secrecy-restricted = The team of the case and the direction
manual-secrecy-sealed = Only the holders of the key
manual-version = Version
manual-since = Published here on
manual-legal = Legal basis
manual-remark = Remark
manual-deadline = Deadline:
manual-visa = Approval:
manual-and = and
manual-or = or
manual-end = end of the case
manual-from-file = from the opening of the case
manual-from-step = from the opening of the step
manual-from-done = after “{ $step }”
manual-from-answer = from the answer “{ $question }”
manual-parameters = Parameters
manual-parameter = Parameter
manual-value = Value
manual-source = Source
manual-steps = Steps
manual-versions = Other versions
manual-version-since = Version { $version }, published on { $since }
manual-open-cases = { $count ->
    [0] No case open under this version.
    [one] { $count } case open under this version.
   *[other] { $count } cases open under this version.
}
manual-withdraw = Withdraw this version
manual-withdraw-text = No case will be opened under this version any more. Open cases go on and show your message.
manual-withdraw-message = Why, and what to do with open cases
manual-withdraw-hint = For example: the deadline of step 2 is wrong; move the open cases to version 3.
manual-withdraw-do = Withdraw the version
manual-back = All procedures
manual-said-withdrawn = The version is withdrawn.
manual-proposals = { $count ->
    [0] Proposed changes
    [one] { $count } change under way
   *[other] { $count } changes under way
}

## Local layers.
manual-layer-tag = Adapted here
manual-layer-here = Adapted here
manual-layer-because = Because: { $reason }
manual-layer-by = Written by: { $author }. Adopted by { $who } on { $when }.
manual-layer-national = Read the national text
manual-layer-link = Adapt this procedure
manual-layer-title = Adapt a procedure
manual-layer-about = A local layer adds or shortens; it weakens nothing and lengthens no deadline. Keep only what your centre changes, write why, then have it read.
manual-layer-text = The text of the layer
manual-layer-text-hint = Tables, as in the manual. A line left as it is changes nothing.
manual-layer-file = Or a workbook
manual-layer-file-hint = A .xlsx or .md file. It takes the place of the text above.
manual-layer-read = Read it
manual-layer-back = Back to the procedure
manual-layer-findings = To be mended
manual-layer-changes = What layer { $version } changes
manual-layer-effect = Cases opened from now on will follow it. Those that are open stay as they are.
manual-layer-adopt = Adopt this layer
manual-layer-other = The text has changed since it was read. Read what it changes, then adopt it.
manual-layer-said = The layer is adopted. The next cases follow it.
manual-layer-why = Why this centre departs from it
manual-layer-why-hint = One sentence, read by whoever will follow this adaptation.
manual-layer-author = Who writes it
manual-layer-author-hint = A function is enough: “the director”.
manual-layer-workbook = Download this text as a workbook, to write it in a spreadsheet
