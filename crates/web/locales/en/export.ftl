### Lists that leave the centre.

export-title = Take a list out
export-about = The list leaves the centre: it goes sealed, and the trail keeps who took it out, which one and how many lines.
export-list = Which list?
export-list-people = Persons
export-list-households = Households
export-list-groups = Groups
export-list-register = Reception register
export-list-figures = Figures of the reception
export-list-trail = Who did what
export-about-people = Names, birth, phones, papers, address, household, languages, safe contacts, who must not be told, consents, ties, death. Can be imported again.
export-list-unserved = Entitled and not served
export-about-households = One line a household: address, head, number of members.
export-about-groups = One line a group: name, kind, place, number of members, contact. No member is named.
export-about-register = The lines of the register as printed, reasons included.
export-about-figures = Counts, without any name.
export-about-trail = The lines of the trail, by record number.
export-about-unserved = One line a person and need: why, the answer, what stands in the way.
export-from = From
export-until = To
export-days-hint = For the register, the figures and the trail, for instance 01/03/2026.
export-until-hint = The last day, included.
export-format = Format
export-format-csv = CSV
export-format-xlsx = Workbook (XLSX)
export-seal = Protection
export-seal-sealed = Sealed under a passphrase
export-seal-plain = Plain, for a reason
export-secret = Passphrase of the list
export-secret-hint = At least twelve characters. Give it to whoever receives the list by another way than the file. Leave it empty if the list goes plain.
export-again = The same passphrase once more
export-secret-differs = Write the same passphrase twice.
export-reason = Why plain?
export-reason-hint = Only if the list goes plain.
export-reason-missing = Choose why the list goes plain, or seal it.
export-plain-printing = plain: to be printed here, then destroyed
export-plain-receiver = plain: whoever receives it cannot open a sealed file
export-plain-program = plain: another program of the centre takes it in
export-plain-no-names = plain: it names nobody
export-sealed = sealed
export-go = Take the list out
export-rows = { $count ->
    [one] { $count } line
   *[other] { $count } lines
}
export-days-order = Write a day that comes after the first one.
export-days-max = A list covers at most { $max } days. Bring the two dates closer.
export-too-many-rows = This list has more than { $max } lines. Take it out with the command `akwaba export`.
export-cannot-seal = This device cannot seal a file. Take the list out from the centre's computer.
export-open-title = How is a sealed list opened?
export-open-text = With the command `akwaba unseal`, or any program that opens the format `age`, and the passphrase of the list.
export-file-people = people
export-file-households = households
export-file-groups = groups
export-file-register = register
export-file-figures = figures
export-file-trail = trail
export-file-unserved = unserved
export-col-household = Household
export-col-code = Code
export-col-head = Head of household
export-col-members = Members
export-col-unit = Sub-prefecture
export-col-locality = Locality
export-col-landmark = Landmark
export-col-day = Day
export-col-figure = Figure
export-col-of = Of what
export-col-count = Number
export-col-detail = Detail
export-list-case-register = Register filled by cases
export-about-case-register = Numbers, columns of the procedure and signature, between two days.
export-file-case-register = case-register
export-register = Which register?
export-register-hint = Only for a register filled by cases.
export-register-missing = Choose the register to take out.
export-kept-in = { $count ->
    [one] One person opposes leaving the centre, by name or to be studied: their line is not there, or has its number alone.
   *[other] { $count } people oppose leaving the centre, by name or to be studied: their lines are not there, or have their number alone.
}
export-opposed = { $count ->
    [one] One person opposes being named in lists: they are in none.
   *[other] { $count } people oppose being named in lists: they are in none.
}
export-opposed-name = (opposes being named here)
