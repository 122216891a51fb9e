//! How SQLite looks rows up: by the index made for it, however long the table.

use akwaba_store::migrate::MIGRATIONS;
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::path::Path;

#[test]
fn rows_of_one_person_or_record_are_never_looked_for_through_a_whole_scope() {
    let database = Connection::open_in_memory().unwrap();
    for migration in MIGRATIONS {
        database.execute_batch(migration.sql).unwrap();
    }
    let looked_up = [
        ("import_line", "job = x'00' AND person = x'01'", "number"),
        (
            "import_line",
            "job = x'00' AND person = x'01' AND card IS NOT NULL",
            "number",
        ),
        (
            "member_row",
            "scope = x'00' AND person = x'01'",
            "household, item",
        ),
        ("member_row", "scope = x'00' AND household = x'01'", "item"),
        ("relation_row", "scope = x'00' AND subject = x'01'", "item"),
        (
            "relation_row",
            "scope = x'00' AND other = x'01'",
            "subject, item",
        ),
        (
            "household_row",
            "scope = x'00' AND code = x'01'",
            "household",
        ),
        ("link_row", "scope = x'00' AND first = x'01'", "link"),
        ("link_row", "scope = x'00' AND second = x'01'", "link"),
        (
            "identity_row",
            "scope = x'00' AND number = x'01'",
            "kind, person",
        ),
        (
            "person_key",
            "scope = x'00' AND key = x'01'",
            "rank, letters, id",
        ),
        (
            "import_key",
            "job = x'00' AND key = x'01'",
            "rank, letters, id",
        ),
    ];
    for (table, lookup, order) in looked_up {
        let text = format!(
            "EXPLAIN QUERY PLAN SELECT * FROM {table} WHERE {lookup} ORDER BY {order} LIMIT 1"
        );
        let plan: Vec<String> = database
            .prepare(&text)
            .unwrap()
            .query_map([], |row| row.get(3))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        // Both columns of the lookup are used, and the rows come in their order.
        let plan = plan.join("; ");
        assert!(
            plan.matches("=?").count() == 2 && !plan.contains("TEMP B-TREE"),
            "{table} by {lookup}: {plan}"
        );
    }
}

/// Columns that name one record, of whatever kind.
const NAMES: [&str; 7] = [
    "entity",
    "person",
    "subject",
    "household",
    "case_entity",
    "record",
    "visit",
];

/// SQLite has no statistics here: it takes the scope for as good a key as any, and walks through all of it to save sorting a
/// few rows. Each query of the projections that names a record must reach it by that name.
#[test]
fn a_query_that_names_a_record_does_not_walk_through_the_centre() {
    let database = Connection::open_in_memory().unwrap();
    for migration in MIGRATIONS {
        database.execute_batch(migration.sql).unwrap();
    }
    let (mut asked, mut named, mut wrong) = (0, 0, Vec::new());
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src/projections")];
    while let Some(folder) = folders.pop() {
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            for query in queries(&std::fs::read_to_string(&path).unwrap()) {
                asked += 1;
                let mut statement = database
                    .prepare(&format!("EXPLAIN QUERY PLAN {query}"))
                    .unwrap_or_else(|error| panic!("{}: {query}: {error}", path.display()));
                let mut rows = statement.raw_query();
                let mut plan: Vec<String> = Vec::new();
                while let Some(row) = rows.next().unwrap() {
                    plan.push(row.get(3).unwrap());
                }
                for line in plan {
                    let names = names_in(&query, &line);
                    named += usize::from(!names.is_empty());
                    let reached = names.iter().any(|name| line.contains(&format!("{name}=?")));
                    if !names.is_empty() && !reached {
                        wrong.push(format!("{query}\n    {line}"));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(
        asked > 150 && named > 40,
        "{named} of {asked} name a record"
    );
}

/// The columns by which a query names one record of the table that a line of its plan reads.
fn names_in(query: &str, line: &str) -> Vec<&'static str> {
    let mut words = line.split(' ');
    let Some("SEARCH" | "SCAN") = words.next() else {
        return Vec::new();
    };
    let alias = words.next().unwrap();
    let of_alias = format!(" {alias}.");
    let prefix = if query.contains(&of_alias) {
        of_alias.as_str()
    } else {
        " "
    };
    let is = |name: &&&str| query.contains(&format!("{prefix}{name} = $"));
    NAMES.iter().filter(is).copied().collect()
}

/// What stands in a source: texts, words, and single signs.
enum Token {
    Text(String),
    Word(String),
    Sign(char),
}

fn tokens(source: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut rest = source.chars().peekable();
    while let Some(sign) = rest.next() {
        match sign {
            '/' if rest.peek() == Some(&'/') => {
                rest.by_ref().find(|next| *next == '\n');
            }
            '\'' if rest.peek() == Some(&'"') => {
                rest.next();
            }
            '"' => {
                let mut text = String::new();
                while let Some(next) = rest.next().filter(|next| *next != '"') {
                    match next {
                        '\\' if rest.peek() == Some(&'\n') => {
                            while rest.next_if(|next| next.is_whitespace()).is_some() {}
                        }
                        '\\' => text.extend(rest.next()),
                        _ => text.push(next),
                    }
                }
                found.push(Token::Text(text));
            }
            _ if sign.is_alphanumeric() || matches!(sign, '_' | '$') => {
                let mut word = String::from(sign);
                while let Some(next) = rest.next_if(|next| next.is_alphanumeric() || *next == '_') {
                    word.push(next);
                }
                found.push(Token::Word(word));
            }
            _ if sign.is_whitespace() => {}
            _ => found.push(Token::Sign(sign)),
        }
    }
    found
}

/// The tokens between the sign that opens at a place and the one that closes it.
fn within(tokens: &[Token], at: usize) -> &[Token] {
    let mut depth = 0;
    for (place, token) in tokens.iter().enumerate().skip(at) {
        match token {
            Token::Sign('(' | '{') => depth += 1,
            Token::Sign(')' | '}') if depth == 1 => return &tokens[at + 1..place],
            Token::Sign(')' | '}') => depth -= 1,
            _ => {}
        }
    }
    &[]
}

/// The arms of a macro: what each is given, and what it makes of it.
type Arms<'t> = Vec<(Vec<&'t str>, &'t [Token])>;
type Macros<'t> = BTreeMap<&'t str, Arms<'t>>;

fn arms(mut body: &[Token]) -> Arms<'_> {
    let mut found = Vec::new();
    while let Some(Token::Sign('(')) = body.first() {
        let given = within(body, 0);
        let params = given.iter().filter_map(|token| match token {
            Token::Word(word) if word.starts_with('$') => Some(word.as_str()),
            _ => None,
        });
        // After the parenthesis that closes, an arrow.
        let open = given.len() + 4;
        let made = within(body, open);
        found.push((params.collect(), made));
        body = &body[open + made.len() + 2..];
        if let [Token::Sign(';'), rest @ ..] = body {
            body = rest;
        }
    }
    found
}

/// The queries of a source, those that its macros put together among them.
fn queries(source: &str) -> Vec<String> {
    let tokens = tokens(source);
    let (mut macros, mut main) = (Macros::new(), Vec::new());
    let mut at = 0;
    while at < tokens.len() {
        match (&tokens[at], tokens.get(at + 2)) {
            (Token::Word(word), Some(Token::Word(name))) if word == "macro_rules" => {
                let body = within(&tokens, at + 3);
                macros.insert(name, arms(body));
                at += body.len() + 5;
            }
            _ => {
                main.push(at);
                at += 1;
            }
        }
    }
    let mut found = Vec::new();
    for at in main {
        match &tokens[at] {
            Token::Text(text) => found.push(text.clone()),
            Token::Word(name) if is_call(&macros, name, tokens.get(at + 1)) => {
                found.push(expanded(&macros, name, within(&tokens, at + 2), &[]));
            }
            _ => {}
        }
    }
    found.retain(|text| text.starts_with("SELECT ") && text.contains(" FROM "));
    found
}

fn is_call(macros: &Macros<'_>, name: &str, next: Option<&Token>) -> bool {
    macros.contains_key(name) && matches!(next, Some(Token::Sign('!')))
}

/// What a macro makes of its arguments, which may be those of a macro around it.
fn expanded(macros: &Macros<'_>, name: &str, given: &[Token], outer: &[(&str, &str)]) -> String {
    let given = given.iter().filter_map(|token| match token {
        Token::Text(text) => Some(text.as_str()),
        Token::Word(word) => outer
            .iter()
            .find(|(param, _)| param == word)
            .map(|one| one.1),
        Token::Sign(_) => None,
    });
    let given: Vec<&str> = given.collect();
    let mut arms = macros[name].iter();
    let (params, body) = arms
        .find(|(params, _)| params.len() == given.len())
        .unwrap();
    let given: Vec<(&str, &str)> = params.iter().copied().zip(given).collect();
    let (mut made, mut at) = (String::new(), 0);
    while at < body.len() {
        match &body[at] {
            Token::Text(text) => made.push_str(text),
            Token::Word(word) if is_call(macros, word, body.get(at + 1)) => {
                let inner = within(body, at + 2);
                made.push_str(&expanded(macros, word, inner, &given));
                at += inner.len() + 3;
            }
            Token::Word(word) => {
                let known = given.iter().find(|(param, _)| param == word);
                made.push_str(known.map_or("", |(_, text)| text));
            }
            Token::Sign(_) => {}
        }
        at += 1;
    }
    made
}
