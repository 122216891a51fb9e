//! What the column `type` may say.
//!
//! Owns the names of types, XLSForm's and its older ones, and the reasons for those refused.

use super::super::element::Kind;

/// What a row is.
pub(super) enum RowKind<'a> {
    BeginGroup,
    BeginRepeat,
    EndGroup,
    EndRepeat,
    Select {
        kind: Kind,
        list: &'a str,
        other: bool,
        file: bool,
    },
    Question(Kind),
    /// A list read from a file, under the name of the row.
    ExternalList,
    /// Known and refused: why.
    Refused(&'static str),
    Unknown,
}

const SELECTS: &[(&str, Kind, bool)] = &[
    ("select_one_from_file", Kind::SelectOne, true),
    ("select_multiple_from_file", Kind::SelectMultiple, true),
    ("select one from file", Kind::SelectOne, true),
    ("select multiple from file", Kind::SelectMultiple, true),
    ("add select one prompt using", Kind::SelectOne, false),
    (
        "add select multiple prompt using",
        Kind::SelectMultiple,
        false,
    ),
    ("select all that apply from", Kind::SelectMultiple, false),
    ("select all that apply", Kind::SelectMultiple, false),
    ("select one from", Kind::SelectOne, false),
    ("select1", Kind::SelectOne, false),
    ("select_one_external", Kind::SelectOne, false),
    ("select_one", Kind::SelectOne, false),
    ("select one", Kind::SelectOne, false),
    ("select_multiple", Kind::SelectMultiple, false),
    ("rank", Kind::Rank, false),
];

const QUESTIONS: &[(&[&str], Kind)] = &[
    (
        &["text", "string", "q string", "add text prompt"],
        Kind::Text,
    ),
    (
        &["integer", "int", "q int", "add integer prompt"],
        Kind::Integer,
    ),
    (
        &["decimal", "q decimal", "add decimal prompt"],
        Kind::Decimal,
    ),
    (&["range"], Kind::Range),
    (&["note", "q note", "add note prompt"], Kind::Note),
    (&["date", "q date", "add date prompt"], Kind::Date),
    (&["time"], Kind::Time),
    (
        &[
            "datetime",
            "dateTime",
            "date time",
            "q dateTime",
            "q date time",
            "add dateTime prompt",
            "add date time prompt",
        ],
        Kind::DateTime,
    ),
    (
        &[
            "geopoint",
            "gps",
            "location",
            "q geopoint",
            "q location",
            "add location prompt",
        ],
        Kind::Point,
    ),
    (&["geotrace", "q geotrace"], Kind::Trace),
    (&["geoshape", "q geoshape"], Kind::Shape),
    (
        &["image", "photo", "q image", "q picture", "add image prompt"],
        Kind::Image,
    ),
    (&["audio", "q audio", "add audio prompt"], Kind::Audio),
    (&["video", "q video", "add video prompt"], Kind::Video),
    (&["file", "add file prompt"], Kind::File),
    (
        &["barcode", "q barcode", "add barcode prompt"],
        Kind::Barcode,
    ),
    (
        &[
            "acknowledge",
            "trigger",
            "q acknowledge",
            "add acknowledge prompt",
        ],
        Kind::Acknowledge,
    ),
    (
        &["calculate", "q calculate", "add calculate prompt"],
        Kind::Calculate,
    ),
    (&["hidden"], Kind::Hidden),
    (
        &["start", "start time", "get start time"],
        Kind::Metadata("start"),
    ),
    (&["end", "end time", "get end time"], Kind::Metadata("end")),
    (&["today", "get today"], Kind::Metadata("today")),
    (
        &[
            "deviceid",
            "imei",
            "device id",
            "get device id",
            "uri:deviceid",
        ],
        Kind::Metadata("deviceid"),
    ),
    (&["username", "uri:username"], Kind::Metadata("username")),
    (
        &[
            "phonenumber",
            "phone number",
            "get phone number",
            "uri:phonenumber",
        ],
        Kind::Metadata("phonenumber"),
    ),
    (&["email", "uri:email"], Kind::Metadata("email")),
    (
        &["simserial", "sim id", "get sim id", "uri:simserial"],
        Kind::Metadata("simserial"),
    ),
    (
        &[
            "subscriberid",
            "subscriber id",
            "get subscriber id",
            "uri:subscriberid",
        ],
        Kind::Metadata("subscriberid"),
    ),
    (&["audit"], Kind::Metadata("audit")),
];

const REFUSED: &[(&str, &str)] = &[
    (
        "xml-external",
        "seules les listes en tableau (CSV) sont lues",
    ),
    ("osm", "les étiquettes OpenStreetMap ne sont pas acceptées"),
    (
        "start-geopoint",
        "aucune position n'est prise sans que la personne le voie",
    ),
    (
        "background-geopoint",
        "aucune position n'est prise sans que la personne le voie",
    ),
    (
        "background-audio",
        "rien n'est enregistré sans que la personne le voie",
    ),
    ("begin_loop", "écrivez un groupe par élément de la liste"),
    ("begin loop", "écrivez un groupe par élément de la liste"),
    ("end_loop", "écrivez un groupe par élément de la liste"),
    ("end loop", "écrivez un groupe par élément de la liste"),
    (
        "cascading_select",
        "écrivez une question select_one et un choice_filter par niveau",
    ),
    (
        "cascading select",
        "écrivez une question select_one et un choice_filter par niveau",
    ),
];

/// What a row is, by its type.
pub(super) fn row_kind(written: &str) -> RowKind<'_> {
    let begins = |prefix: &str| {
        ["group", "repeat", "lgroup", "looped group"]
            .iter()
            .find(|word| {
                written == format!("{prefix}_{word}") || written == format!("{prefix} {word}")
            })
    };
    match (begins("begin"), begins("end")) {
        (Some(&"group"), _) => return RowKind::BeginGroup,
        (Some(_), _) => return RowKind::BeginRepeat,
        (_, Some(&"group")) => return RowKind::EndGroup,
        (_, Some(_)) => return RowKind::EndRepeat,
        _ => {}
    }
    if let Some((_, why)) = REFUSED.iter().find(|(name, _)| {
        written == *name
            || written
                .strip_prefix(name)
                .is_some_and(|rest| rest.starts_with(' '))
    }) {
        return RowKind::Refused(why);
    }
    if written == "csv-external" {
        return RowKind::ExternalList;
    }
    for (name, kind, file) in SELECTS {
        let Some(rest) = written
            .strip_prefix(name)
            .and_then(|rest| rest.strip_prefix(' '))
        else {
            continue;
        };
        let rest = rest.trim();
        let others = [" or_other", " or other", " or specify other"];
        let without = others.iter().find_map(|other| rest.strip_suffix(other));
        let list = without.unwrap_or(rest).trim();
        if list.is_empty() || list.contains(char::is_whitespace) {
            return RowKind::Unknown;
        }
        return RowKind::Select {
            kind: kind.clone(),
            list,
            other: without.is_some(),
            file: *file,
        };
    }
    let mut questions = QUESTIONS.iter();
    let found = questions.find(|(names, _)| names.contains(&written));
    found.map_or(RowKind::Unknown, |(_, kind)| {
        RowKind::Question(kind.clone())
    })
}
