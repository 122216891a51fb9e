### Dates, heures et âges tels qu'on les dit.

show-moment = { $date } à { $time }
show-day-in-full = { $weekday } { $day } { $month } { $year }
show-month-year = { $month } { $year }
show-day-month = { $day } { $month }
show-about = vers { $date }
show-date-unknown = date inconnue
show-first = 1er
show-age-years = { $count ->
    [one] { $count } an
   *[other] { $count } ans
}
show-age-about = { $count ->
    [one] { $count } an environ
   *[other] { $count } ans environ
}
show-age-months = { $count } mois
show-weekday-1 = lundi
show-weekday-2 = mardi
show-weekday-3 = mercredi
show-weekday-4 = jeudi
show-weekday-5 = vendredi
show-weekday-6 = samedi
show-weekday-7 = dimanche
show-month-1 = janvier
show-month-2 = février
show-month-3 = mars
show-month-4 = avril
show-month-5 = mai
show-month-6 = juin
show-month-7 = juillet
show-month-8 = août
show-month-9 = septembre
show-month-10 = octobre
show-month-11 = novembre
show-month-12 = décembre
