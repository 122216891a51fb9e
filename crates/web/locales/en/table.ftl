### Tables brought in or taken out: what is wrong, and what to do.

table-empty = The file is empty. Check that it is the right one and that it was saved.
table-no-rows = The file has column names but no row under them.
table-not-a-table = { $found ->
    [pdf] This is a PDF, not a table. Ask for the file it was made from, as XLSX or CSV.
    [html] This is a web page, even if its name ends in .xls. Open it in the spreadsheet and save it as XLSX.
    [image] This is a picture, not a table.
   *[other] This file is not a table. Choose an XLSX or CSV file.
}
table-old-or-locked = The workbook is in an old format (.xls) or closed by a password. Open it in the spreadsheet, remove the password, then save it as XLSX.
table-open-document = This is a LibreOffice workbook (.ods). Save it as XLSX or CSV.
table-not-a-workbook = This is an archive but not an XLSX workbook. Open it, then choose the table inside, saved as XLSX or CSV.
table-damaged = The file is damaged or cut short (part { $part }). Save it again from the spreadsheet, or copy it again.
table-bomb = Unpacked, this file would take too much room (over { $megabytes } MB). It was not opened. If you expected it, save it as CSV.
table-too-many-parts = This archive holds more than { $limit } files. It was not opened.
table-too-large = The file is over { $megabytes } MB. Save it as CSV, or split it.
table-too-many-rows = { $advice ->
    [csv] There are more than { $limit } rows. Save the workbook as CSV, which is read up to { $csv } rows, or split it.
   *[other] There are more than { $limit } rows. Split the file.
}
table-too-many-columns = There are more than { $limit } columns. Remove those that are not needed.
table-merged = Cells are merged ({ $range }). Unmerge them and repeat the value in each row.
table-no-such-sheet = The workbook has no sheet named “{ $name }”.
table-no-header = Row { $row } holds no column names.
table-encoding = This row, or one soon after, has characters that are not { $encoding }. Save the file as “CSV UTF-8”.
table-record-too-long = Row { $row } does not end: a quote is probably opened there and never closed.
table-open-quote = A quote is opened in row { $row } and never closed.
table-unnamed-column = Column { $column } has no name. Give it one, or empty the column.
table-duplicate-column = Columns { $first } and { $column } are both named “{ $name }”. Change one of the names.
table-missing-cells = The row has { $found } cells instead of { $expected }. A separator may be missing.
table-extra-cells = The row has values beyond the { $expected } named columns. There may be a separator too many.
table-formula = This is a formula: paste the values (paste special, “values”).
table-error-value = The cell shows the error { $value }. Write the value.
table-control = The cell holds an invisible character ({ $character }). Type it again.
table-lost-character = A character was lost by another program (�). Type the word again.
table-cell-too-long = The cell is longer than { $limit } characters. Shorten it.
table-rounded-number = The number has more than 15 digits: the spreadsheet has already replaced the last ones by zeros. Set the column to text and type it again.
table-bad-date = This date does not exist. Write for example 2019-05-04.
table-unreadable = The file could not be read ({ $reason }). Copy it to this computer and try again.
table-write-cells = Row { $row } of the table has { $found } cells for { $expected } columns.
table-write-too-many-rows = There are more than { $limit } rows for a workbook. Choose CSV.
table-write-cell-too-long = A cell of row { $row } is longer than { $limit } characters. Choose CSV.
table-write-failed = The table could not be written ({ $reason }). Check the room left.
