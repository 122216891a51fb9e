### The key of the centre.

key-title = Key of the centre
key-about = All that the centre keeps is encrypted under one key. After a departure, change it: what is written afterwards will not open with the former one.
key-changed-on = Last changed
key-never = Never since the opening
key-due = Gone since, and the key has not changed:
key-change-title = Change the key
key-what = Everybody keeps their passphrase and has nothing to do. A backup is made before. If the power is cut meanwhile, the centre opens as before.
key-wait = During the change, some seconds to some minutes, nobody can record anything.
key-proof = Your passphrase
key-go = Change the key now
key-changed = The key is changed. Everybody signs in with the passphrase they had. Now follow the three steps below.
key-older = These accounts must first sign in once, or be suspended: { $logins }. The key has not changed.
key-altered = The keyring was changed by another program. The key has not changed. Tell the technical administration: the accounts must be given new passphrases.
key-in-use = A command is using this centre now, for instance a backup. Wait until it ends, then begin again. The key has not changed.
key-after-title = After the change
key-after-backup = Make a backup: akwaba backup.
key-after-check = Check that it reads: akwaba restore --dry-run FILE.
key-after-destroy = Destroy every earlier backup, in the folder backups and on USB keys: the former key still opens them.
key-after-keeps = Whoever copied files before leaving keeps what they copied: no change of key takes it back.
