### What was being written.

draft-found = You had begun to fill this page in on { $moment }. Nothing is lost.
draft-take-up = Take it up again
draft-taken-up = Here is what you had written on { $moment }. Check it, complete it, then save.
draft-forget = Throw away
draft-forgotten = What was begun is thrown away.
draft-kept = What you write is kept as you go.
draft-lost = What you write is not being kept at the moment. Save soon.
