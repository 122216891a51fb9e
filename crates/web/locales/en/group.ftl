# Groups: women's groups, savings associations, cooperatives, youth clubs, parents' committees, villages, neighbourhoods.

group-title = Group
group-list-title = Groups
group-list-text = Women's groups, savings associations, cooperatives, youth clubs, parents' committees, villages and neighbourhoods that the centre works with.
group-search = Name of the group
group-search-hint = The name or a part of it, as you hear it.
group-found-count = { $count ->
    [one] { $count } group found
   *[other] { $count } groups found
}
group-recent = Groups last seen to
group-none-title = No group of that name
group-none-text = Try another part of the name, or the name of the village.
group-empty-title = No group registered
group-empty-text = Register the groups that the centre works with, to follow their cases and their activities.
group-new-title = Register a group
group-new-intro = A name and a kind are enough. The rest can come later.
group-new-go = Register the group
group-opened = The group is registered. Add its members, or count them.
group-edit-title = Change the group
group-name = Name of the group
group-other-name = Other name
group-other-name-hint = Initials, a former name, the name people say.
group-kind = Kind of group
group-kind-hint = In a support group, members are counted and never named.
group-kind-women = Women's group
group-kind-savings = Savings association (AVEC)
group-kind-cooperative = Cooperative
group-kind-youth = Youth club
group-kind-parents = Parents' committee
group-kind-village = Village
group-kind-neighbourhood = Neighbourhood
group-kind-support = Support group
group-kind-other = Another group
group-purpose = What it is for
group-founded = Founded in
group-founded-hint = The year alone is enough.
group-legal = Before the law
group-legal-informal = Nothing filed
group-legal-declared = Declared, with a receipt
group-legal-recognised = Recognised or approved
group-receipt = Number of the receipt or approval
group-receipt-without-state = Choose "Declared" or "Recognised", or remove the number.
group-language = Language of the group
group-contact = Who answers for the group
group-contact-hint = Somebody who agrees to be called for the group.
group-contact-unnamed = Write whose phone this is.
group-contacts-too-many = Keep { $max } contacts at most.
group-total = Members in all
group-members = Members registered at the centre
group-members-none = No member noted.
group-members-kept = { $count ->
    [one] { $count } member registered at the centre
   *[other] { $count } members registered at the centre
}
group-never-named-text = In this group, members are counted and nobody is named.
group-never-named = In a support group, nobody is named. Count the members.
group-named-members = Members are named already: take them off first, or keep another kind.
group-role = Role
group-role-president = President
group-role-vice-president = Vice-president
group-role-secretary = Secretary
group-role-treasurer = Treasurer
group-role-controller = Auditor
group-role-member = Member
group-change = Change
group-two-presidents = There would be two presidents at once since { $since }. Note first that the other left.
group-already-member = This person is a member of the group on these dates already.
group-joined-before-founding = Write a date that is not before the group was founded.
group-others = Members not registered
group-others-on = { $count ->
    [one] { $count } member not registered, counted on { $day }
   *[other] { $count } members not registered, counted on { $day }
}
group-by-age = By sex and age
group-count-title = Count members not registered
group-count-text = Count those who have no record at the centre, without naming them. An empty box is zero. The count holds until the next.
group-count-on = Counted on
group-today-hint = Leave empty for today.
group-join-title = Add a member
group-join-intro = Look for the person. Whoever has no record at the centre needs none: count them with the members not registered.
group-join-go = Add to the group
group-member-title = Membership of the group
group-leave-title = This person left the group
group-leave-on = Last day in the group
group-mistake-text = It will go from the group, as if it had not been noted.
group-end-title = Note the end of the group
group-end-text = The record, the cases and the history stay. No case is opened any more for a group that has ended.
group-end-reason = Why?
group-end-done = It did what it was for
group-end-parted = Its members parted
group-end-merged = It joined another group
group-end-money = It lost its money
group-end-moved = Its members moved away
group-end-other = Another reason
group-end-words = In a few words
group-end-on = Last day
group-ended-why = Why it ended
group-ended-words = End, in a few words
group-end-go = Note the end
group-end-before-founding = Write a date that is not before the group was founded.
group-ended = The end of the group is noted.
group-over = This group has ended. Take it up again first.
group-over-on = Group ended on { $day }
group-tag-over = Ended
group-resume-title = Take the group up again
group-resume-go = Take up again
group-conflict = Two installations wrote different values: { $what }
group-conflict-text = The last one is shown. Save the right one in "Change the group"; the history keeps both.
group-activities = Activities with this group
group-activities-none = No activity noted with this group.
group-activity-plan = Plan an activity with this group
group-cases = Cases of the group
group-cases-none = No case opened for this group.
group-on-day = The group on another day
group-as-of = The group as it was on { $day }
group-as-known-ask = The group as it was known on
group-as-known = The group as it was known on { $day }
group-as-of-nothing = On { $day }, this group was not registered yet.
group-sheet-title = Sheet of a group
group-signature = Signature or thumbprint
group-unnamed = { $count ->
    [one] and { $count } other member, counted and not named.
   *[other] and { $count } other members, counted and not named.
}
group-sign-president = For the group
group-import-title = Register groups from a file
group-import-text = A CSV or Excel file, one group a line, with the titles of the list of groups. The name and the kind are needed. A group of the same name, kind and place is not registered twice.
group-import-columns-title = Titles of the columns
group-import-file = The file
group-import-go = Read and register
group-import-missing = Choose a CSV or Excel file.
group-import-unreadable = This file cannot be read. Save it as CSV or Excel (.xlsx), without a password.
group-import-columns = Give the columns the titles of the list: "Name of the group" or "Kind of group" is missing.
group-import-long = This file has more than { $max } lines. Cut it into several files.
group-import-wrong = { $count ->
    [one] { $count } line to correct
   *[other] { $count } lines to correct
}
group-import-wrong-text = Nothing was registered. Correct these lines in the file, then send it again.
group-import-lines = Lines to correct
group-import-line = Line
group-import-correct = What to correct
group-imported = The groups of the file are registered.
group-import-known = All the groups of the file were registered already.
