### What any field may ask to correct.

text-missing = Write something here.
text-too-long = Write { $max } characters at most; there are { $written }.
text-control = This text contains invisible characters. Erase it and type it again.
