### The incidents of a sealed file, their codes and their windows.

incident-title = Incidents and codes
incident-person = Code of the person
incident-codes-text = On a slip or paper that leaves this place, these codes stand for the name. They are drawn by chance and tell nothing.
incident-list = Incidents
incident-none = No incident is noted yet.
incident-reported = reported on { $when }
incident-by = by { $who }
incident-on = happened on { $when }
incident-on-unknown = date unknown
incident-type-unknown = type to be told
incident-to-tell = To be told
incident-told = Told
incident-note-title = Note a further incident
incident-note-text = It gets a new code, drawn by chance. What was done for the other incidents stays in the file.
incident-note-step = The step “{ $step }” opens again, and what follows with it.
incident-note-no-step = This procedure has no step for an incident: write what happened at the follow-up, under this code.
incident-day-label = Day of the incident, if known
incident-hour-label = Hour, if known
incident-hour-hint = Without an hour, windows count from midnight: the earliest possible.
incident-note-do = Note the incident
incident-said-noted = The incident is noted, under a new code.
incident-waits = Incident { $code } waits to be told: do its step first.
incident-hour = Write an hour such as 21:30, or leave it empty.
incident-day = Write the day as well.
incident-windows = Windows
incident-window-left-hours = { $count ->
    [0] Less than an hour
    [one] { $count } hour left
   *[other] { $count } hours left
}
incident-window-left-days = { $count } days left
incident-window-passed-hours = { $count ->
    [0] Over for less than an hour
    [one] Over for { $count } hour
   *[other] Over for { $count } hours
}
incident-window-passed-days = Over for { $count } days
incident-window-settled = Done, or refused by the person
incident-window-until = until { $when }
incident-window-of = incident { $code }
incident-window-source = length: { $source }
incident-window-note = The length comes from the parameters of the procedure. A window that is over closes no care: other care is still useful.
