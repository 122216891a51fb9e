### Changing the manual: proposals, comments, visas, publication, reading.

proposal-list-title = Proposed changes
proposal-list-about = Anyone may propose a change to a procedure. Nothing changes before the visas and the publication.
proposal-none = No change is proposed
proposal-none-text = Open a procedure of the manual, then choose “Propose a change”.
proposal-line = by { $who }, from version { $version }, { $when }
proposal-task = { $title }: proposed change
proposal-of = Change proposed by { $who }
proposal-stage-written = Being written
proposal-stage-awaiting = Awaits the visas
proposal-stage-returned = Sent back
proposal-stage-approved = To be published
proposal-stage-published = Published
proposal-stage-abandoned = Given up
proposal-under-way = Proposed changes
proposal-begin-title = Propose a change
proposal-begin-text = You start from the version in use. You can come back to it as often as needed before sending it. The manual changes only after two visas and the publication.
proposal-begin-do = Begin
proposal-begin-from = Propose from version { $version }
proposal-reason = Why must this procedure change
proposal-reason-hint = For example: the delay of step 2 is too short for distant villages. Do not name anyone received here.
proposal-reason-missing = Write why, in one sentence.
proposal-back-to-procedure = Back to the procedure
proposal-back = Back to the proposal
proposal-edit-title = Change the text
proposal-edit-text = Change only what must be. The version number is already the next one. A text that still has errors is kept; its errors are shown with their place.
proposal-text = The workbook of the procedure
proposal-text-hint = One card a step; one cell a line. At most { $max } characters.
proposal-file-other = Or change it in a spreadsheet
proposal-file = The changed workbook
proposal-file-hint = An .xlsx file, or the same text as .md. If one is chosen, it replaces the text above.
proposal-file-wrong = This file cannot be read. Mend what is said below, then choose it again.
proposal-workbook = Download the workbook (.xlsx)
proposal-edit-do = Keep the text
proposal-show-title = Proposed change
proposal-why = Why
proposal-by = Proposed by
proposal-since = Since
proposal-base = From
proposal-became = Published
proposal-version = version { $version }
proposal-changes = What changes
proposal-changes-none = Nothing changes yet.
proposal-errors = { $count ->
    [one] { $count } error to mend
   *[other] { $count } errors to mend
}
proposal-errors-text = The change cannot be sent while any is left.
proposal-warnings = { $count ->
    [one] { $count } point to look at
   *[other] { $count } points to look at
}
proposal-submit-title = Send for visas
proposal-note = What everyone must know
proposal-note-hint = Two or three sentences. Every worker concerned will read them and say so.
proposal-note-missing = Write in two or three sentences what everyone must know.
proposal-submit-do = Send
proposal-visas = Visas
proposal-visa-awaited = Awaited
proposal-visa-given = Given
proposal-visa-refused = Sent back
proposal-visa-by = { $who }, { $line }, { $when }
proposal-line-centre = direction of the centre
proposal-line-region = regional supervision
proposal-visa-title = Your visa
proposal-visa-text = The visa is for this text, as you read it here. Its author can no longer change it. Two different people give it, one of them from the regional supervision.
proposal-visa-ministry = On behalf of
proposal-visa-ministry-hint = The ministry for which you give this visa.
proposal-ministry = Choose the ministry for which you give the visa. Those that have theirs are no longer offered.
proposal-ministries = The manual of this centre does not name the two ministries. Complete “ministeres” in the file of the manual before sending a change.
proposal-visa-own = You wrote this change, or you have answered already. The other visa is for somebody else.
proposal-visa-changed = This text is no longer the one you had read. Read the page again, then answer.
proposal-visa-region = One of the two visas is for the regional supervision. Yours would be the second from the direction of the centre.
proposal-publish-title = Publish
proposal-publish-text = The visas are given. New cases will follow this version; open cases stay under theirs. The old version stays readable. Every worker concerned will have to say that they have read the note.
proposal-publish-do = Publish this version
proposal-whole = The whole text
proposal-comments = Comments
proposal-comments-none = Nobody has said anything of this change yet.
proposal-comments-title = What is said of this procedure
proposal-comments-text = A step is in the way, a delay does not hold, a sentence is hard to understand: say so here. A comment stays; to correct it, add another.
proposal-comments-see = Say something of this procedure
proposal-comment-on-step = Say something of this step
proposal-comment-step = Of which step
proposal-comment-step-hint = Without a choice, the comment is about the whole procedure.
proposal-comment-words = Your comment
proposal-comment-hint = Do not name anyone received here.
proposal-comment-do = Add
proposal-comment-by = { $who }, { $when }
proposal-words-missing = Write your comment.
proposal-stale = Another version is in use
proposal-stale-text = This text starts from a version that is no longer in use. Propose the change from version { $version }; the text here stays readable, to be taken up.
proposal-not-current = This text starts from version { $base }, which is no longer in use. Propose the change from version { $version }.
proposal-not-author = Only the author of the proposal may do this.
proposal-closed = This text was sent and can no longer be changed. If it comes back with a reason, you can take it up again.
proposal-over = This proposal is over: it was published or given up.
proposal-elsewhere = This proposal is no longer there. Read the page again.
proposal-text-wrong = { $count ->
    [one] { $count } error is left in the text. Mend it before sending.
   *[other] { $count } errors are left in the text. Mend them before sending.
}
proposal-code = The code of the procedure does not change. Write “{ $code }” in the sheet “procedure”.
proposal-number = The next version bears the number { $next }, and the text says { $written }. Write { $next } in the sheet “procedure”.
proposal-number-taken = Version { $version } exists already. Propose the change from it.
proposal-unchanged = The text is the same as the one in use. Change it before sending.
proposal-returned = Sent back for this reason
proposal-abandoned = Given up
proposal-abandon-title = Give this change up
proposal-abandon-text = The text and the comments stay readable. Nothing more can happen to them.
proposal-abandon-do = Give up
proposal-note-title = What is new in this version
proposal-note-new = new version { $version }
proposal-note-unread = To read
proposal-note-acknowledge = I have read it
proposal-note-read-at = You said that you had read it on { $when }.
proposal-note-readers = Who has read: { $read } of { $all }
proposal-note-reader = { $who }, on { $when }
proposal-note-waiting = Have not read it yet
proposal-note-have-read = Have read it
proposal-adopt = The model manual
proposal-adopt-text = { $count ->
    [one] One procedure of the model manual is not in this centre yet. It is a proposal to be approved; it can be changed or withdrawn. What the centre has stays as it is.
   *[other] { $count } procedures of the model manual are not in this centre yet. They are proposals to be approved; they can be changed or withdrawn. What the centre has stays as it is.
}
proposal-adopt-do = Adopt the model manual
proposal-said-begun = The text is ready to be changed.
proposal-said-kept = The text is kept.
proposal-said-comment = Your comment is added.
proposal-said-submitted = The change awaits its two visas.
proposal-said-visa = The visa is given.
proposal-said-returned = The change is sent back to its author.
proposal-said-published = The new version is published.
proposal-said-abandoned = The change is given up.
proposal-said-read = Noted: you have read it.
proposal-said-adopted = The model manual is adopted.
proposal-alone = No regional supervision has an account in this centre
proposal-alone-text = The two visas are for two people of the direction, never for the author. If there is only one, have a second account of the direction opened, for instance for that of a neighbouring centre.
proposal-visa-text-alone = The visa is for this text, as you read it here. Its author can no longer change it. Two different people of the direction give it.
