### La liste des comptes.

accounts-title = Accounts
accounts-about = Who works here, and what each may open. A second person confirms every change of rights.
accounts-name = Name
accounts-login = Login
accounts-roles = Roles
accounts-state = State
accounts-no-role = None yet
accounts-suspended = Suspended
accounts-pending = To confirm
accounts-active = Active
