### The "About" page.

about-title = About Akwaba
about-lead = Akwaba helps social centres to receive, listen to and accompany people.
about-version = Version
about-licence = Licence
about-centre = Centre
about-free = It is free software: anyone may use it, read it, change it and share it.
