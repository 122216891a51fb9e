### The dates of every form.

date-form = Write the date like this: 14/03/2026.
date-not-real = There is no such date. Check the day and the month.
date-in-future = This date has not come yet. Write today's date or an earlier one.
date-reversed = The end comes before the beginning. Check both dates.
