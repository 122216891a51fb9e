### Les réglages du centre.

settings-title = The centre and its papers
settings-about = What stands at the head of registers, tickets and slips.
settings-name = Name of the centre
settings-code = Code
settings-code-hint = It is part of register numbers: 12/2026/ANY
settings-kind = Kind of centre
settings-kind-cs = Social centre
settings-kind-cse = Socio-educational complex
settings-kind-municipal = Municipal social service
settings-ministry = Ministry
settings-ministry-hint = As your official papers write it today.
settings-direction = Direction
settings-unit = Code of the sub-prefecture
settings-unit-hint = For example CI010102
settings-address = Address
settings-phone = Phone of the centre
settings-go = Save
