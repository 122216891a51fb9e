### La page « À propos ».

about-title = À propos d'Akwaba
about-lead = Akwaba aide les centres sociaux à recevoir, écouter et accompagner les personnes.
about-version = Version
about-licence = Licence
about-centre = Centre
about-free = C'est un logiciel libre : chacun peut l'utiliser, le lire, le modifier et le partager.
