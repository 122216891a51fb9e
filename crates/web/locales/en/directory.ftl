### The directory of services and the orientation assistant.

directory-title = Directory of services
directory-words = Name, organisation or place
directory-need = What the service does
directory-look = Search
directory-none = No service to show
directory-none-text = Add the services to which the centre leads people: the town hall, the health centre, the school, the court. Try another word too.
directory-new-title = Add a service
directory-edit-title = Change the entry of the service
directory-show-title = Entry of a service
directory-poster-title = Poster of services
directory-poster-papers = Papers: { $papers }
directory-poster-ask = You do not know where to go? Ask at the reception: orientation is free.
directory-stale-count = { $count ->
    [one] { $count } entry to verify
   *[other] { $count } entries to verify
}
directory-today = { $count ->
    [one] { $count } entry of the directory to verify
   *[other] { $count } entries of the directory to verify
}
directory-name = Name of the service
directory-organisation = Organisation
directory-organisation-hint = Who gives it: the town hall, the hospital, the association.
directory-place = Where
directory-place-secret = Confidential address
directory-unit = Sub-prefecture, department or region
directory-unit-hint = The name or the code.
directory-address = Landmark: how to get there
directory-secret = Confidential
directory-secret-tick = The address is confidential
directory-secret-hint = The place, the telephone and whom to ask for will appear on no paper, in no list, in no file.
directory-asked = What is asked
directory-conditions = Conditions
directory-papers = Papers asked
directory-papers-hint = One paper a line.
directory-price = Cost
directory-price-hint = In CFA francs. Write 0 if it is free; leave it empty if you do not know.
directory-free = Free
directory-number = Write a whole number, from 0 to { $max }.
directory-age-from = Youngest age received
directory-age-to = Oldest age received
directory-ages = Ages received
directory-ages-from = From { $from } years
directory-ages-to = Up to { $to } years
directory-ages-between = From { $from } to { $to } years
directory-ages-crossed = Write an age that is not below the youngest.
directory-only = Only for
directory-only-hint = Tick nothing if the service receives everybody.
directory-given = What is offered
directory-hours = Days and hours
directory-languages = Languages spoken
directory-capacity = Places
directory-wait = Usual delay, in days
directory-wait-days = { $count ->
    [0] Receives the same day
    [one] Receives within { $count } day
   *[other] Receives within { $count } days
}
directory-focal = Whom to ask for
directory-focal-hint = A first name and a function: it is easier to walk in when someone is waiting.
directory-phone = Telephone
directory-agreement = Written agreement signed on
directory-own = Service of the centre
directory-own-tick = It is a service of the centre itself
directory-own-hint = Nobody is referred to it: people are received there.
directory-keep = Save
directory-back = Back to the directory
directory-verified = Verified
directory-verified-by = on { $day } by { $who }
directory-never-verified = Never
directory-verify = Everything is right today
directory-stale = To be verified
directory-stale-text = This entry has not been verified for { $months } months or more (a proposed delay). Call before sending somebody.
directory-closed = Closed
directory-closed-from = Closed from { $day }
directory-close-title = Closing
directory-close-from = Closed from
directory-close = Mark as closed
directory-open-again = The service is open again
directory-closed-already = It is already noted so. Write another day.
directory-said-added = The service is in the directory.
directory-said-changed = The entry is changed.
directory-said-verified = The entry is verified as of today.
directory-said-closed = The closing is noted.
directory-said-opened = The reopening is noted.

directory-orient-title = Find the right service
directory-orient-need = What does the person need?
directory-orient-age = Their age, in years
directory-orient-place = Where they live
directory-orient-situation = Their situation, if they want to tell
directory-orient-do = Propose services
directory-orient-found = { $count ->
    [0] No service
    [one] { $count } service
   *[other] { $count } services
}
directory-orient-decide = The software proposes, the person chooses with you.
directory-orient-none = No service of the directory answers
directory-orient-none-text = Widen the need, or note what is missing: what is missing counts in the report.
directory-why = Why:
directory-why-age = receives at { $age } years
directory-why-ask-age = ask the age: the service has limits
directory-why-for = made for: { $who }
directory-why-near = same sub-prefecture
directory-why-department = same department
directory-why-region = same region
directory-why-far = in another region
directory-why-agreement = a written agreement binds it to the centre
directory-why-stale = old entry: call first
directory-refer-here = Refer to this service

directory-kind-etat_civil = Civil registration
directory-kind-sante = Health
directory-kind-education = School
directory-kind-formation = Training, apprenticeship
directory-kind-justice = Justice
directory-kind-police = Police, gendarmerie
directory-kind-transferts = Social transfers
directory-kind-emploi = Works, employment
directory-kind-cmu = CMU, RAM
directory-kind-hebergement = Shelter
directory-kind-psychologie = Psychological support
directory-kind-ong = Association
directory-kind-autre_centre = Another social centre
directory-kind-autre = Other
directory-only-femme = Women
directory-only-enceinte = Pregnant or nursing women
directory-only-handicap = Persons with a disability
directory-only-deplace = Displaced persons or refugees
directory-only-sans_moyens = Persons without means
directory-only-violences = Survivors of violence

directory-origin = Came from a file
directory-hsds-title = Exchange the directory
directory-hsds-text = Bring in the directory of a town or a partner, in the format HSDS 3: a JSON file, or an archive of CSV tables. What comes in is to be verified; entries already here do not change.
directory-hsds-file = HSDS 3 file
directory-hsds-hint = A .json or .zip file of 4 MB at most.
directory-hsds-check = Verify the file
directory-hsds-other = Another file
directory-hsds-missing = Choose a file.
directory-hsds-large = The file is over 4 MB: divide it.
directory-hsds-json = This file is neither JSON nor an archive of tables. Ask for the directory in the format HSDS 3.
directory-hsds-none = This file holds no service. Ask for the list of services in the format HSDS 3.
directory-hsds-many = The file holds more than 5,000 services: divide it.
directory-hsds-id = Identifier
directory-hsds-no-id = the service has no identifier (id).
directory-hsds-twice = this service stands twice in the file.
directory-hsds-wrong = Nothing was added. Correct the file, then verify it again.
directory-hsds-ready = Nothing is added yet.
directory-hsds-counts = { $new } to add, { $here } here already, { $wrong } to correct
directory-hsds-lines = The services of the file
directory-hsds-line = Rank
directory-hsds-fate = What comes of it
directory-hsds-new = To be added, then verified
directory-hsds-here = In the directory already: the entry stays as it is
directory-hsds-add = Add to the directory
directory-hsds-out = Give the directory
directory-hsds-out-text = A file of the open services, for another program. Neither confidential addresses nor the people to ask for are in it.
directory-hsds-out-do = Save as JSON
directory-hsds-out-tables = Save as tables (CSV)
directory-hsds-faults = To correct in the tables
directory-hsds-place = File, row, field
directory-hsds-to-do = What to do
directory-hsds-row = row { $row }
directory-hsds-package = This archive is no directory: it needs services.csv, and datapackage.json which describes the tables. Check that it is not damaged.
directory-hsds-bomb = Unpacked, this archive would take too much room (over 16 MB). It was not opened: divide the directory.
directory-hsds-tables = The tables of the archive are to be corrected. Nothing was added.
directory-hsds-description = This file describes no tables. Write in it the list “resources”: name and path of each table.
directory-hsds-no-file = This file is not in the archive. Add it, or correct datapackage.json.
directory-hsds-no-column = This column is missing. Add it.
directory-hsds-empty = This field is empty. Give the row an identifier of its own.
directory-hsds-id-twice = This identifier is another row's already. Give another.
directory-hsds-loose = No row of { $file } has this identifier. Correct it, or add the row.
directory-hsds-parts = One service has more than { $max } rows in this table. Keep those that matter.
directory-said-imported = The services are in the directory, to be verified.
