### What any choice may ask to correct.

choice-missing = Choose an answer.
choice-unknown = This answer is not in the list. Choose another.
