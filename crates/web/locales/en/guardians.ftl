### The guardians: among whom the keys of sealed files are shared.

guardians-title = Guardians of sealed files
guardians-home = The people two of whom, together, may open a sealed file when there is danger to life
guardians-about = When there is danger to life, two of these people may together open one sealed file, for three hours. Alone, none of them can do anything. Whoever follows the file is told.
guardians-now = Today:
guardians-nobody = Nobody yet
guardians-proposal-title = Proposed guardians
guardians-propose-title = Propose guardians
guardians-propose-about = From 2 to 4 people, for instance who directs, the region and somebody experienced. Another person confirms. Only accounts that have keys and work with cases are offered.
guardians-propose-go = Propose
guardians-who = Guardians
guardians-count = Choose from 2 to 4 people.
guardians-proposed = It is proposed. Another person has to confirm it.
guardians-confirmed = The guardians are confirmed. Each file is shared among them when somebody who has its key enters the protected space.
guardians-refused = The proposal is refused.
