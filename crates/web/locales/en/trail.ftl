### La trace.

trail-title = Who did what
trail-about = Sign-ins, readings, prints and exports. No beneficiary's name is written here.
trail-when = When
trail-who = Who
trail-what = What
trail-record = Record
trail-nobody = Unknown account
trail-older = Older
trail-event-signed-in = Sign-in
trail-event-failed-sign-in = Sign-in refused
trail-event-signed-out = Sign-out
trail-event-locked = Screen hidden
trail-event-read = Record read
trail-event-printed = Record printed
trail-event-exported = List exported
trail-event-refused = Refused
trail-event-backed-up = Backup
trail-event-key-changed = Key of the centre changed
