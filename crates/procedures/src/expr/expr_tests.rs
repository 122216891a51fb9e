//! What the language means, outside any form.

use std::collections::BTreeMap;

use jiff::civil::{DateTime, date};
use proptest::prelude::*;

use super::*;

/// Answers by name, at noon of a day.
struct Answers(BTreeMap<&'static str, &'static str>);

impl Scope for Answers {
    fn value(&self, name: &str) -> Option<Value> {
        self.0.get(name).map(|text| Value::Text((*text).to_owned()))
    }

    fn call(&self, name: &str, args: &[Value]) -> Option<Result<Value, EvalError>> {
        (name == "fait").then(|| {
            Ok(Value::Boolean(
                args.first().map(Value::text) == Some("etape".to_owned()),
            ))
        })
    }

    fn now(&self) -> DateTime {
        date(2026, 3, 1).at(12, 0, 0, 0)
    }
}

fn scope() -> Answers {
    Answers(BTreeMap::from([
        ("age", "17"),
        ("nom", "Awa"),
        ("langues", "dioula baoule"),
        ("vide", ""),
        ("naissance", "2010-03-01"),
    ]))
}

fn text(source: &str) -> String {
    let expr = Expr::parse(source).unwrap_or_else(|error| panic!("{source}: {error}"));
    expr.evaluate(&scope())
        .unwrap_or_else(|error| panic!("{source}: {error}"))
        .text()
}

fn gives(cases: &[(&str, &str)]) {
    for (source, expected) in cases {
        assert_eq!(text(source), *expected, "{source}");
    }
}

#[test]
fn operators_bind_as_in_xpath() {
    gives(&[
        ("1 + 2 * 3", "7"),
        ("(1 + 2) * 3", "9"),
        ("10 - 2 - 3", "5"),
        ("7 mod 3 + 9 div 2", "5.5"),
        ("1 = 1 and 2 > 3 or 4 <= 4", "true"),
        ("1 < 2 = true()", "true"),
        ("- - 3", "3"),
        ("-2 + 5", "3"),
        ("2*-3", "-6"),
        ("'a' = 'a'", "true"),
    ]);
}

#[test]
fn a_name_may_hold_hyphens_and_words_that_are_operators_elsewhere() {
    assert_eq!(
        Expr::parse("${a-b} - ${and}").unwrap().questions(),
        ["a-b", "and"]
    );
    gives(&[("string-length('ab') -1", "1")]);
}

#[test]
fn texts_numbers_truths_and_dates_convert_as_odk_does() {
    gives(&[
        ("'3' + 4", "7"),
        ("'trois' + 4", ""),
        ("1 div 0", "Infinity"),
        ("0 div 0", ""),
        ("true() + true()", "2"),
        ("0.1 + 0.2", "0.30000000000000004"),
        ("100000 * 100000", "10000000000"),
        ("${vide} = 0", "false"),
        ("${vide} > 0", "false"),
        ("not(${vide})", "true"),
        ("${naissance} < today()", "true"),
        ("today() - ${naissance}", "5844"),
        ("int((today() - ${naissance}) div 365.25)", "16"),
        ("today()", "2026-03-01"),
        ("now()", "2026-03-01T12:00:00.000+00:00"),
        ("date(20513)", "2026-03-01"),
        ("date('2026-3-1')", "2026-03-01"),
        ("decimal-date-time('1970-01-02T12:00')", "1.5"),
        ("decimal-time('06:00')", "0.25"),
        (
            "format-date('2026-03-01', '%e/%n/%y %a %b')",
            "1/3/26 Sun Mar",
        ),
        (
            "format-date-time(now(), '%H:%M:%S.%3 %Y')",
            "12:00:00.000 2026",
        ),
    ]);
}

#[test]
fn the_functions_of_odk_give_what_odk_says() {
    gives(&[
        ("if(${age} < 18, 'mineur', 'majeur')", "mineur"),
        ("coalesce(${vide}, ${nom})", "Awa"),
        ("selected(${langues}, 'baoule')", "true"),
        ("selected(${langues}, 'bao')", "false"),
        ("selected-at(${langues}, 0)", "dioula"),
        ("selected-at(${langues}, 9)", ""),
        ("count-selected(${langues})", "2"),
        ("count-selected(${vide})", "0"),
        ("substr('abcdef', 1, 3)", "bc"),
        ("substr('abcdef', -2)", "ef"),
        ("substring('12345', 2, 3)", "234"),
        ("substring-before('2026-03', '-')", "2026"),
        ("substring-after('2026-03', '-')", "03"),
        ("string-length('Adjoua')", "6"),
        ("contains('Abidjan', 'idj')", "true"),
        (
            "starts-with('Abidjan', 'Ab') and ends-with('Abidjan', 'an')",
            "true",
        ),
        ("translate('aéb', 'éb', 'e')", "ae"),
        ("normalize-space('  a   b ')", "a b"),
        ("concat('a', 1, true())", "a1true"),
        ("join(', ', 'a', 'b')", "a, b"),
        ("regex('0701020304', '[0-9]{10}')", "true"),
        ("regex('x0701020304', '[0-9]{10}')", "false"),
        ("round(2.5)", "3"),
        ("round(-2.5)", "-3"),
        ("round(1234.567, 2)", "1234.57"),
        ("round(1234.567, -2)", "1200"),
        ("int(-2.7)", "-2"),
        ("min(3, 1, 2) + max(3, 1, 2)", "4"),
        ("pow(2, 10)", "1024"),
        ("abs(-4) + ceiling(1.2) + floor(1.8)", "7"),
        ("sqrt(16) + log10(100) + exp(0)", "7"),
        ("boolean-from-string('1')", "true"),
        ("boolean-from-string('vrai')", "false"),
        ("checklist(1, 2, true(), false(), true())", "true"),
        ("weighted-checklist(3, 4, true(), 1, true(), 2)", "true"),
        (
            "digest('abc', 'SHA-256', 'hex')",
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        ),
        ("base64-decode('QXdh')", "Awa"),
        ("distance('5 -4 0 0; 5 -4 0 0')", "0"),
        ("geofence('1 1', '0 0;0 2;2 2;2 0;0 0')", "true"),
        ("string-length(uuid())", "36"),
    ]);
}

#[test]
fn a_distance_is_that_of_the_sphere() {
    let metres: f64 = text("distance('5.3600 -4.0083 0 0; 6.8276 -5.2893 0 0')")
        .parse()
        .unwrap();
    assert!((216_000.0..217_000.0).contains(&metres), "{metres}");
    let area: f64 = text("area('0 0;0 1;1 1;1 0;0 0')").parse().unwrap();
    assert!((1.2e10..1.25e10).contains(&area), "{area}");
}

#[test]
fn a_function_of_the_place_is_asked_of_the_scope() {
    assert_eq!(text("fait('etape')"), "true");
    let calls = Expr::parse("fait('a') and fait(${b})").unwrap();
    assert_eq!(
        calls.calls(),
        [("fait", vec![Some("a")]), ("fait", vec![None])]
    );
    assert_eq!(
        Expr::parse("inconnu()").unwrap().evaluate(&scope()),
        Err(EvalError::Unknown)
    );
}

#[test]
fn what_is_wrong_is_said_in_french_at_its_place() {
    let cases = [
        ("", 0, "vide"),
        ("1 +", 3, "Il manque une valeur"),
        ("(1 + 2", 6, "Il manque « ) »"),
        ("${age", 0, "jamais fermé"),
        ("${a b}", 0, "pas un nom"),
        ("'abc", 0, "guillemet"),
        ("‘oui’", 0, "« ‘ »"),
        ("${a} ${b}", 5, "s'arrêter avant « ${b} »"),
        ("if(1, 2)", 0, "if() a reçu 2"),
        ("${age} ≥ 3", 7, "« ≥ »"),
        ("${last-saved#a}", 0, "last-saved"),
        ("regex(., '(')", 0, "motif"),
        ("digest('a', 'MD5')", 0, "MD5"),
        ("3x", 0, "3"),
    ];
    for (source, at, said) in cases {
        let error = Expr::parse(source).unwrap_err();
        assert!(
            error.at == at && error.said.contains(said),
            "{source}: {error:?}"
        );
        assert!(!error.write.is_empty(), "{source}");
    }
}

#[test]
fn what_no_answer_could_make_right_does_not_type() {
    struct Form;
    impl Names for Form {
        fn question(&self, name: &str) -> Option<Type> {
            Some(match name {
                "age" => Type::Number,
                "naissance" => Type::Date,
                "langues" => Type::Several,
                "nom" => Type::Text,
                _ => return None,
            })
        }
    }
    let kind = |source: &str| type_of(&Expr::parse(source).unwrap(), &Form);
    assert_eq!(kind("${age} > 17 and ${nom} = 'Awa'"), Ok(Type::Boolean));
    assert_eq!(kind("today() - ${naissance}"), Ok(Type::Number));
    assert_eq!(kind("if(true(), 1, 2)"), Ok(Type::Number));
    for wrong in [
        "${inconnu} = 1",
        "${age} = 'dix'",
        "${naissance} > 'hier'",
        "${langues} = 'dioula'",
        "'a' + 1",
        "fait('x')",
        "${naissance} = true()",
    ] {
        assert!(kind(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn a_hostile_expression_is_refused_and_never_overflows() {
    let deep = format!("{}1{}", "(".repeat(5_000), ")".repeat(5_000));
    assert!(Expr::parse(&deep).unwrap_err().said.contains("parenthèses"));
    let minus = format!("{}1", "-".repeat(20_000));
    assert_eq!(text(&minus), "1");
    let wide = vec!["1 = 2"; 3_000].join(" or ");
    assert_eq!(text(&wide), "false");
    let steps = format!("concat({})", vec!["'abcdefghij'"; 900].join(","));
    assert_eq!(text(&steps).len(), 9_000);
}

proptest! {
    #[test]
    fn no_text_at_all_makes_reading_or_computing_fail_otherwise_than_in_words(source in any::<String>()) {
        if let Ok(expr) = Expr::parse(&source) {
            let _ = expr.evaluate(&scope());
        }
    }

    #[test]
    fn words_of_the_language_in_any_order_are_read_or_refused(
        words in proptest::collection::vec(proptest::sample::select(vec![
            "1", "'a'", "${age}", "${vide}", "+", "-", "*", "div", "mod", "and", "or", "=", "!=", "<", "(", ")", "[", "]",
            ",", ".", "..", "/", "//", "|", "not(", "if(", "selected(", "substr(", "count(", "position(", "a", "text()",
            "concat(", "translate(", "date(", "round(", "regex(", "instance(", "current()", "@b", "child::c", "uuid(",
        ]), 0..24)
    ) {
        if let Ok(expr) = Expr::parse(&words.join(" ")) {
            let _ = expr.evaluate(&scope());
            prop_assert_eq!(Expr::parse(&expr.to_string()).unwrap(), expr);
        }
    }

    #[test]
    fn a_number_written_is_read_back(number in any::<f64>().prop_filter("finite", |n| n.is_finite())) {
        prop_assert_eq!(number_in(&written(number)), if number == 0.0 { 0.0 } else { number });
    }
}
