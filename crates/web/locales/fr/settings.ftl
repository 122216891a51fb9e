### Les réglages du centre.

settings-title = Le centre et ses papiers
settings-about = Ce qui est écrit en tête des registres, des tickets et des convocations.
settings-name = Nom du centre
settings-code = Sigle
settings-code-hint = Il entre dans les numéros de registre : 12/2026/ANY
settings-kind = Type de centre
settings-kind-cs = Centre social
settings-kind-cse = Complexe socio-éducatif
settings-kind-municipal = Service social de la commune
settings-ministry = Ministère
settings-ministry-hint = Tel que vos papiers officiels l'écrivent aujourd'hui.
settings-direction = Direction
settings-unit = Code de la sous-préfecture
settings-unit-hint = Par exemple CI010102
settings-address = Adresse
settings-phone = Téléphone du centre
settings-go = Enregistrer
