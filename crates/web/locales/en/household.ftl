### Households.

household-title = Household
household-code = Code: { $code }
household-count = { $count ->
    [one] { $count } member
   *[other] { $count } members
}
household-of = Household of { $name }
household-without-head = Household without a head noted
household-past = Former household
household-head = Head of household
household-recipient = Receives for the household
household-members = Members of the household
household-member = Name
household-role = Role in the household
household-do = To do
household-member-change = Change
household-member-add = Add a member
household-past-members = Members who left
household-on-day = The household on another day
household-as-of = The household as it was on { $day }
household-two-heads = Two heads of household are noted
household-two-heads-text = Two desks wrote it apart. Open one of the two and change their role.
household-new-title = Open a household
household-new-intro = The household begins with this person. You will add the others next.
household-as = In this household, this person is
household-since = Since
household-since-hint = Leave empty if it is not known.
household-open-go = Open the household
household-opened = The household is open. Add its other members.
household-place-title = Address of the household
household-join-title = Add to the household
household-join-intro = Look for the person. If they are not registered yet, register them: they will then be added.
household-join-go = Add to the household
household-member-title = Membership of the household
household-member-intro = Correct here what was noted wrongly. For someone leaving or changing role, see below.
household-member-removed = The line is removed. It stays in the history.
household-leave-title = This person left the household
household-leave-on = Last day in the household
household-leave-go = Note that they left
household-new-role-title = Their role changed
household-mistake = This line is a mistake
household-mistake-text = It will go from the household, as if it had not been noted.
household-recipient-title = Who receives for the household
household-recipient-intro = Without another choice, it is the head of household.
household-recipient-from = From
household-sheet-title = Household sheet
household-role-head = Head of household
household-role-spouse = Husband, wife or companion
household-role-child = Child
household-role-entrusted = Entrusted child
household-role-grandchild = Grandchild
household-role-parent = Father or mother
household-role-sibling = Brother or sister
household-role-nephew-niece = Nephew or niece
household-role-relative = Other relative
household-role-unrelated = No relative
