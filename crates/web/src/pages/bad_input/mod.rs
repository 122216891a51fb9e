//! Every field of every form that any role can reach, answered badly in every way: too long, empty, in other alphabets, with
//! signs nobody can see, as a formula, as HTML. The forms are found in the pages themselves.
//!
//! Whatever is sent: never an error of ours, never a half-save; a refusal says so in a sentence and gives back what was typed.

pub(super) mod forms;

use std::collections::{BTreeMap, BTreeSet};

use akwaba_domain::Ctx;
use akwaba_domain::actor::Role;
use akwaba_domain::centre::account::{LoginName, NewAccount, StaffName};
use akwaba_domain::centre::founding;
use akwaba_domain::centre::settings::Settings;
use akwaba_domain::centre::trail::Event;
use akwaba_domain::policy;
use akwaba_journal::chance::Seeded;
use akwaba_journal::id::{ActorId, CentreId};
use akwaba_store::projections::centre::{account, trail};
use akwaba_store::{Store, StoreError, Writing, append, ledger};

use crate::http::{Method, Request, Response, Status, percent};
use crate::pages::tests::Desk;
use forms::{Field, Found, Kind};

/// Fields that must be found at least, so that the test cannot shrink unseen.
const FIELDS_MIN: usize = 400;
/// A sign that turns the direction of the text after it.
const TURNED: char = '\u{202e}';

fn bad_values() -> Vec<(&'static str, String)> {
    vec![
        ("arabic", "محمد".to_owned()),
        ("over-long", "é".repeat(10_000)),
        ("empty", String::new()),
        ("chinese", "阿雅".to_owned()),
        ("emoji", "👩🏾\u{200d}👧 Aya".to_owned()),
        ("turned", format!("Aya{TURNED}txt")),
        ("control", "A\u{7}b\u{1b}[2J".to_owned()),
        ("null", "A\0b".to_owned()),
        ("formula", "=HYPERLINK(\"http://x\")".to_owned()),
        ("html", "<b>x</b>\"'><script>y</script>".to_owned()),
        ("number", "99999999999999999999".to_owned()),
        ("negative", "-1".to_owned()),
    ]
}

/// A centre with one account of each role.
pub(super) fn founded() -> Desk {
    let desk = Desk::new();
    found_in(&desk.store, desk.site.centre);
    desk
}

/// Founds a centre with one account of each role, whose login is the role's code.
pub(super) fn found_in(store: &Store, centre: CentreId) {
    let accounts: Vec<NewAccount> = Role::ALL
        .iter()
        .map(|role| NewAccount {
            login: LoginName::new(role.code()),
            name: StaffName::new(format!("Compte {}", role.code())),
            roles: vec![*role],
        })
        .collect();
    let now: jiff::Timestamp = "2026-11-23T07:00:00Z".parse().unwrap();
    let mut chance = Seeded::new(900_000);
    let allowed = policy::allow_founding(0, ActorId::named("founder"), centre).unwrap();
    let settings = Settings {
        name: "Centre de Zokora".into(),
        code: "ZOK".into(),
        ..Settings::default()
    };
    let mut ctx = Ctx {
        now,
        chance: &mut chance,
    };
    let (_, drafts) = founding::found(&mut ctx, &allowed, &settings, &accounts);
    let written = store.write(|tx| {
        let mut writing = Writing {
            now_micros: now.as_microsecond(),
            chance: &mut chance.clone(),
        };
        append(tx, &mut writing, drafts.clone())?;
        Ok::<_, StoreError>(())
    });
    written.unwrap();
}

pub(super) fn as_role(desk: &Desk, role: Role) -> Desk {
    let number = 10 + u8::try_from(Role::ALL.iter().position(|one| *one == role).unwrap()).unwrap();
    let centre = desk.site.centre;
    let account = desk
        .store
        .read(|tx| account::by_login(tx, centre, role.code()));
    desk.beside(number, role)
        .by_actor(account.unwrap().unwrap().actor())
}

fn get(desk: &Desk, address: &str) -> Response {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let mut request = Request::new(Method::Get, path);
    request.query = query.to_owned();
    desk.ask(&request)
}

fn encoded(pairs: &[(String, String)]) -> String {
    let own = pairs.iter().filter(|(name, _)| name != "jeton");
    let own =
        own.map(|(name, value)| format!("{}={}", percent::encode(name), percent::encode(value)));
    own.collect::<Vec<_>>().join("&")
}

fn place(answer: &Response) -> String {
    assert_eq!(answer.status, Status::SeeOther);
    answer.get("location").unwrap().to_owned()
}

/// A little of everything, so that every kind of page can be reached.
pub(super) fn live(desk: &Desk) -> Vec<String> {
    let worker = as_role(desk, Role::SocialWorker);
    let person = |name: &str, year: &str| {
        let form = format!("kind-0=given&name-0={name}&sex=female&birth_year={year}&confirmed=1");
        place(&worker.send("/personnes/nouvelle", &form))
    };
    let id = |path: &str| path.rsplit('/').next().unwrap().to_owned();
    let (mother, child, other) = (
        person("Awa", "1980"),
        person("Moussa", "2010"),
        person("Ahoua", "1980"),
    );
    let open = format!("personne={}&member-role=head", id(&mother));
    let home = place(&worker.send("/menages/nouveau", &open));
    place(&worker.send(
        &format!("{home}/membre/{}", id(&child)),
        "member-role=child",
    ));
    let club = place(&worker.send("/groupes/nouveau", "name=Wand%C3%A9&kind=women&rows=1"));
    let member = format!("{club}/membre/{}", id(&mother));
    place(&worker.send(&member, "member-role=president"));
    let visit = "name=Adjoua&sex=f&age=31&demand=aide&reason=Parle&triage=ordinaire";
    let ticket = place(&as_role(desk, Role::Reception).send("/accueil/arrivee", visit));
    let appointment = "name=Adjoua&day_day=24&day_month=11&day_year=2026&time=09:00";
    place(&worker.send("/accueil/rendez-vous/nouveau", appointment));
    let list = "Nom;Prénoms;Sexe\nKOUASSI;Affoué;F\nKONAN;Yao;M\n";
    let job = place(&worker.send_file("/personnes/import", &[], list.as_bytes()));
    vec![
        mother.clone(),
        format!("{mother}/proches/{}", id(&child)),
        format!("{mother}/rapprocher/{}", id(&other)),
        format!("{home}/membre?personne={}", id(&other)),
        format!("{club}/membre/{}", id(&other)),
        club,
        home,
        child,
        ticket.replace("/ticket", ""),
        ticket,
        job.clone(),
        format!("{job}/colonnes"),
    ]
}

/// An address without what varies in it.
fn shape(address: &str) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let parts = path.split('/').map(|part| {
        let varies = part.len() >= 32 || part.contains(|c: char| c.is_ascii_digit());
        if varies { "*" } else { part }
    });
    let names = query
        .split('&')
        .map(|pair| pair.split('=').next().unwrap_or_default());
    format!(
        "{}?{}",
        parts.collect::<Vec<_>>().join("/"),
        names.collect::<Vec<_>>().join("&")
    )
}

/// Walks every page of a role, one of each shape, and collects the forms not met before.
pub(super) fn walk(
    desk: &Desk,
    seeds: &[String],
    met: &mut BTreeMap<String, (Found, bool)>,
) -> Vec<String> {
    let mut waiting: Vec<String> = seeds.to_vec();
    waiting.extend(["/", "/mon-compte", "/connexion"].map(str::to_owned));
    let (mut seen, mut pages) = (BTreeSet::new(), Vec::new());
    while let Some(address) = waiting.pop() {
        if !seen.insert(shape(&address)) {
            continue;
        }
        let answer = get(desk, &address);
        assert_ne!(answer.status, Status::Failed, "{address}");
        if answer.status == Status::SeeOther {
            waiting.extend(answer.get("location").map(str::to_owned));
        }
        if answer.status != Status::Ok {
            continue;
        }
        let html = answer.text_body();
        waiting.extend(forms::links(&html));
        for mut form in forms::forms(&html) {
            if form.action.is_empty() {
                form.action.clone_from(&address);
            }
            let names: Vec<&str> = form
                .fields
                .iter()
                .map(|field| field.name.as_str())
                .collect();
            let key = format!("{} {} {}", form.posts, shape(&form.action), names.join(","));
            met.entry(key).or_insert((form, false));
        }
        pages.push(address);
    }
    pages
}

/// What is wrong with the answer to one bad value; nothing when it is as it must be.
fn wrong(
    form: &Found,
    field: &Field,
    value: &str,
    answer: &Response,
    wrote: bool,
    takes_words: bool,
) -> Option<String> {
    let html = answer.text_body();
    match answer.status {
        Status::Failed | Status::Unavailable => return Some("our own error".into()),
        _ if html.contains("<b>x</b>") || html.contains("<script>y") => {
            return Some("HTML comes back as it was sent".into());
        }
        Status::Unprocessable | Status::BadRequest | Status::TooLarge if wrote => {
            return Some("refused, and something was written".into());
        }
        Status::Unprocessable => {}
        _ => return None,
    }
    if !html.contains("class=\"errors\"") && !html.contains("class=\"reasons\"") {
        return Some("refused without a sentence".into());
    }
    let own_page = html.contains(&format!("action=\"{}\"", form.action));
    if field.kind != Kind::Typed || !own_page {
        return None;
    }
    if takes_words && is_unreadable(value) && !points_at(&html, &field.name) {
        return Some("refused without a sentence beside the field".into());
    }
    // A browser drops what cannot stand in a page, and so may we.
    let visible = |text: &str| text.chars().filter(|c| !c.is_control()).collect::<String>();
    let back = forms::forms(&html)
        .into_iter()
        .filter(|other| other.action == form.action)
        .flat_map(|other| other.fields)
        .filter(|other| other.name == field.name)
        .any(|other| {
            other
                .values
                .iter()
                .any(|own| visible(own).trim() == visible(value).trim())
        });
    (!back).then(|| "what was typed does not come back".into())
}

/// Whether no field at all may take this: too long, or with signs that nobody can see.
fn is_unreadable(value: &str) -> bool {
    value.len() > 10_000 || value.contains([TURNED, '\0', '\u{7}'])
}

/// Whether a page says that this very field is to be corrected, day, month and year being one.
fn points_at(html: &str, name: &str) -> bool {
    let whole = ["_day", "_month", "_year"]
        .iter()
        .find_map(|part| name.strip_suffix(part))
        .unwrap_or(name);
    [name, whole]
        .iter()
        .any(|name| html.contains(&format!("href=\"#c-{name}\"")))
}

/// Lines of the trail that say of an account that it failed to prove its passphrase.
fn failures(desk: &Desk, role: Role) -> i64 {
    let centre = desk.site.centre;
    let counted = desk.store.read(|tx| {
        let account = account::by_login(tx, centre, role.code())?.unwrap();
        trail::count_since(tx, centre, account.id, Event::SignInFailed, 0)
    });
    counted.unwrap()
}

#[test]
fn every_field_of_every_form_answers_well_to_bad_input() {
    let desk = founded();
    let seeds = live(&desk);
    let mut met = BTreeMap::new();
    let mut faults = BTreeSet::new();
    let (mut fields, mut tried) = (0, 0);
    let entries = || desk.store.read(ledger::count).unwrap();
    for role in Role::ALL {
        let reader = as_role(&desk, role);
        let failures = || failures(&desk, role);
        walk(&reader, &seeds, &mut met);
        for (form, done) in met.values_mut().filter(|(_, done)| !done) {
            *done = true;
            for field in form.fields.iter().filter(|field| field.name != "jeton") {
                fields += 1;
                // Where plain words of another alphabet are taken, what refuses the next value is the value.
                let mut takes_words = false;
                for (kind, value) in bad_values() {
                    tried += 1;
                    let pairs = encoded(&form.sent(&field.name, &value));
                    let (before, failed) = (entries(), failures());
                    let answer = if form.posts {
                        reader.send(&form.action, &pairs)
                    } else {
                        get(&reader, &format!("{}?{pairs}", form.action))
                    };
                    // That it failed may be noted in the trail, and nothing else.
                    let wrote = i64::try_from(entries() - before).unwrap() != failures() - failed;
                    takes_words |= kind == "arabic" && answer.status == Status::SeeOther;
                    if let Some(fault) = wrong(form, field, &value, &answer, wrote, takes_words) {
                        let at = shape(&form.action);
                        faults.insert(format!("{at} {} ({kind}): {fault}", field.name));
                    }
                }
            }
        }
    }
    // What was accepted is shown as it is meant: nothing unseen in it, nothing that runs.
    for role in Role::ALL {
        let reader = as_role(&desk, role);
        for page in walk(&reader, &seeds, &mut met.clone()) {
            let shown = get(&reader, &page);
            let is_page = |kind: &str| kind.starts_with("text/html");
            // A workbook is bytes, of which any may stand in it.
            if !shown.get("content-type").is_some_and(is_page) {
                continue;
            }
            let html = shown.text_body();
            if html.contains([TURNED, '\0', '\u{7}', '\u{1b}']) {
                faults.insert(format!("{} shows what nobody can see", shape(&page)));
            }
            if html.contains("<b>x</b>") || html.contains("<script>y") {
                faults.insert(format!("{} runs what was typed", shape(&page)));
            }
        }
    }
    let list: Vec<String> = faults.into_iter().collect();
    assert!(
        list.is_empty(),
        "{} of {tried}:\n{}",
        list.len(),
        list.join("\n")
    );
    assert!(
        fields >= FIELDS_MIN,
        "only {fields} fields in {} forms",
        met.len()
    );
}
