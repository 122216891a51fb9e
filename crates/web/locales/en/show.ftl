### Dates, times and ages as people say them.

show-moment = { $date } at { $time }
show-day-in-full = { $weekday } { $day } { $month } { $year }
show-month-year = { $month } { $year }
show-day-month = { $day } { $month }
show-about = about { $date }
show-date-unknown = date unknown
show-first = 1
show-age-years = { $count ->
    [one] { $count } year
   *[other] { $count } years
}
show-age-about = { $count ->
    [one] about { $count } year
   *[other] about { $count } years
}
show-age-months = { $count ->
    [one] { $count } month
   *[other] { $count } months
}
show-weekday-1 = Monday
show-weekday-2 = Tuesday
show-weekday-3 = Wednesday
show-weekday-4 = Thursday
show-weekday-5 = Friday
show-weekday-6 = Saturday
show-weekday-7 = Sunday
show-month-1 = January
show-month-2 = February
show-month-3 = March
show-month-4 = April
show-month-5 = May
show-month-6 = June
show-month-7 = July
show-month-8 = August
show-month-9 = September
show-month-10 = October
show-month-11 = November
show-month-12 = December
