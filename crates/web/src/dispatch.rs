//! From a request to its handler: the guard, the session, the policy, the form's token, in this order.
//!
//! Fail closed: a route that the policy does not know is refused like one it forbids.

use akwaba_domain::centre::trail::Event;
use akwaba_domain::policy::{self, Need, Room, Served, Target, Verdict};

use crate::draft;
use crate::exchange::{Exchange, LANGUAGE_COOKIE};
use crate::frame::Frame;
use crate::http::cookie::Keep;
use crate::http::{Form, Method, Request, Response, guard, percent};
use crate::i18n::Lang;
use crate::pages::account::own;
use crate::pages::centre::founding;
use crate::problem::Problem;
use crate::refused::{self, Failure};
use crate::routes::{self, Found, Route};
use crate::session::{self, Secret, Session};
use crate::{Call, assets};

/// The field in which each form carries its token.
pub(crate) const TOKEN_FIELD: &str = "jeton";
/// The header in which the page's script carries it.
const TOKEN_HEADER: &str = "x-jeton";

/// Answers one request.
#[must_use]
pub fn handle(call: &mut Call<'_>, request: &Request) -> Response {
    handle_as(call, request, None)
}

/// Answers one request, in a session already known (tests) or found by its cookie.
pub(crate) fn handle_as(
    call: &mut Call<'_>,
    request: &Request,
    session: Option<Session>,
) -> Response {
    let lang = request
        .cookie(LANGUAGE_COOKIE)
        .and_then(Lang::parse)
        .unwrap_or_default();
    let response = match guard::check(request, &call.site.hosts) {
        Err(_) => {
            let problem = Problem::Stranger;
            problem.answer(&Frame::new(lang, problem.title(), call.site, call.now))
        }
        Ok(()) => match assets::find(request) {
            Some(asset) if !request.method.is_unsafe() => asset,
            _ => converse(call, request, lang, session),
        },
    };
    if request.method == Method::Head {
        return Response {
            body: Vec::new(),
            ..response
        };
    }
    response
}

fn converse(
    call: &mut Call<'_>,
    request: &Request,
    lang: Lang,
    session: Option<Session>,
) -> Response {
    let secure = call.site.secure;
    if goes_by_link(request) {
        let nobody = Session {
            secret: Secret::fresh(call.chance),
            reader: None,
            locked: None,
        };
        let mut exchange = begin(call, request, lang, nobody);
        return answer(&mut exchange).unwrap_or_else(|problem| explain(&mut exchange, &problem));
    }
    let sent = session::sent(request, secure);
    let fresh = sent.is_none() && session.is_none();
    let mut failed = None;
    let session = session.unwrap_or_else(|| {
        let secret = sent.unwrap_or_else(|| Secret::fresh(call.chance));
        session::find(call, secret.clone(), !request.reads_itself()).unwrap_or_else(|error| {
            failed = Some(Problem::Store(error));
            Session {
                secret,
                reader: None,
                locked: None,
            }
        })
    });
    #[cfg(not(target_arch = "wasm32"))]
    if failed.is_none()
        && let Some(response) = crate::protected::answer(call, request, lang, &session)
    {
        return response;
    }
    let mut exchange = begin(call, request, lang, session);
    if fresh {
        let value = exchange.session.secret.reveal();
        exchange.set_cookie(session::cookie_name(secure), &value, Keep::Session);
    }
    let answer = failed.map_or_else(|| answer(&mut exchange), Err);
    let mut response = answer.unwrap_or_else(|problem| explain(&mut exchange, &problem));
    for cookie in exchange.cookies {
        response = response.header("set-cookie", &cookie);
    }
    response
}

pub(crate) fn begin<'e, 'c>(
    call: &'e mut Call<'c>,
    request: &'e Request,
    lang: Lang,
    session: Session,
) -> Exchange<'e, 'c> {
    Exchange {
        call,
        request,
        form: Form::new(),
        room: Room::Open,
        #[cfg(not(target_arch = "wasm32"))]
        vault: None,
        session,
        lang,
        params: Vec::new(),
        cookies: Vec::new(),
    }
}

/// Answers from the open part, in a session already known.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn in_the_open(
    call: &mut Call<'_>,
    request: &Request,
    lang: Lang,
    session: Session,
) -> Response {
    let mut exchange = begin(call, request, lang, session);
    let mut response =
        answer(&mut exchange).unwrap_or_else(|problem| explain(&mut exchange, &problem));
    for cookie in exchange.cookies {
        response = response.header("set-cookie", &cookie);
    }
    response
}

/// Whether the address itself carries the secret that admits: such a request has no session, and gets none.
fn goes_by_link(request: &Request) -> bool {
    match routes::find(request.method, &request.path) {
        Found::Route(route, _) => policy::need(route.name) == Some(Need::Link),
        Found::OtherMethod | Found::Nothing => false,
    }
}

/// A problem as an answer: to the door when nobody is logged in, a page that says what to do next otherwise.
pub(crate) fn explain(exchange: &mut Exchange<'_, '_>, problem: &Problem) -> Response {
    let reading = matches!(exchange.request.method, Method::Get | Method::Head);
    if matches!(problem, Problem::SignIn) && reading && !exchange.request.wants_fragment() {
        let door = if exchange.session.locked.is_some() {
            "/masque"
        } else {
            "/connexion"
        };
        let back = percent::encode(&exchange.request.path);
        return Response::see_other(&format!("{door}?retour={back}"));
    }
    let frame = exchange.frame(problem.title());
    problem.answer(&frame)
}

pub(crate) fn answer(exchange: &mut Exchange<'_, '_>) -> Result<Response, Problem> {
    let (route, params) = match routes::find(exchange.request.method, &exchange.request.path) {
        Found::Route(route, params) => (route, params),
        Found::OtherMethod => return Err(Problem::Method),
        Found::Nothing => return Err(Problem::NotFound),
    };
    if exchange.call.doors.founding().is_some() && !founding::serves(route) {
        return exchange.go(founding::PATH);
    }
    let answer = admitted(exchange, route, params);
    // Inside, a line of the trail would have to be of a file, and in the open it would tell where somebody was.
    if matches!(answer, Err(Problem::Forbidden)) && exchange.room == Room::Open {
        note_refusal(exchange, route);
    }
    answer
}

/// Notes in the trail that the policy refused somebody.
fn note_refusal(exchange: &mut Exchange<'_, '_>, route: &Route) {
    let Some(reader) = &exchange.session.reader else {
        return;
    };
    let failure = Failure {
        centre: exchange.call.site.centre,
        account: reader.actor.account,
        event: Event::Refused,
        route: route.name,
        now: exchange.call.now,
    };
    // A store that fails here refuses nothing less: what was asked is not done either way.
    let _ = exchange.write(|tx, writing| Ok(refused::note(tx, writing.chance, failure)?));
}

fn admitted(
    exchange: &mut Exchange<'_, '_>,
    route: &Route,
    params: Vec<(&'static str, String)>,
) -> Result<Response, Problem> {
    if exchange.room == Room::Protected && policy::served(route.name) != Some(Served::Inside) {
        return Err(Problem::NotInside);
    }
    if exchange.session.must_change() && !own::serves_first(route) {
        return match exchange.request.method {
            Method::Post => Err(Problem::Forbidden),
            _ => exchange.go(own::PATH),
        };
    }
    admit(exchange, route)?;
    exchange.params = params;
    if exchange.request.method == Method::Post {
        exchange.form = match policy::need(route.name) {
            Some(Need::Link) => exchange.request.form()?,
            _ => own_form(exchange)?,
        };
    } else {
        exchange.form = exchange.request.asked();
    }
    // As an address that is none: in the open nothing tells what is inside.
    if exchange.room == Room::Open && policy::inside_only(route.name) {
        return Err(Problem::NotFound);
    }
    let answer = (route.handler)(exchange)?;
    draft::clear_after(exchange, &answer)?;
    Ok(answer)
}

/// Asks the policy for a route by its name.
fn admit(exchange: &Exchange<'_, '_>, route: &Route) -> Result<(), Problem> {
    match policy::need(route.name).ok_or(Problem::Forbidden)? {
        Need::Nothing | Need::Link => Ok(()),
        Need::SignedIn => exchange.actor().map(drop),
        Need::To(action) => {
            let target = Target::of(exchange.call.site.centre).inside(exchange.room);
            match policy::decide(exchange.actor()?, action, &target) {
                Verdict::Granted => Ok(()),
                Verdict::Refused(_) => Err(Problem::Forbidden),
            }
        }
    }
}

/// Reads the form and checks that it was given by this very session.
fn own_form(exchange: &Exchange<'_, '_>) -> Result<Form, Problem> {
    let secret = &exchange.session.secret;
    if let Some(token) = exchange.request.header(TOKEN_HEADER) {
        return if secret.owns(token) {
            Ok(exchange.request.form()?)
        } else {
            Err(Problem::Token)
        };
    }
    let form = exchange.request.form()?;
    if secret.owns(form.get(TOKEN_FIELD)) {
        Ok(form)
    } else {
        Err(Problem::Token)
    }
}

#[cfg(test)]
mod tests {
    use crate::http::{Method, Request, Status};
    use crate::i18n::{self, Lang};
    use crate::pages::tests::Desk;
    use crate::routes;

    /// One request for each route, its parts filled with an id that does not exist.
    fn every_request() -> Vec<Request> {
        let id = "00000000-0000-7000-8000-000000000000";
        let fill = |pattern: &str| {
            let parts = pattern
                .split('/')
                .map(|part| if part.starts_with('{') { id } else { part });
            parts.collect::<Vec<_>>().join("/")
        };
        let mut all: Vec<Request> = routes::all()
            .map(|route| Request::new(route.method, &fill(route.pattern)))
            .collect();
        all.push(Request::new(Method::Get, "/assets/style.css"));
        all.push(Request::new(Method::Get, "/n-existe-pas"));
        all
    }

    #[test]
    fn a_foreign_host_or_origin_is_refused_on_every_address() {
        let desk = Desk::new().by_director();
        for request in every_request() {
            let foreign = request.clone().with("host", "evil.example");
            assert_eq!(
                desk.ask(&foreign).status,
                Status::Forbidden,
                "{}",
                request.path
            );
            let posted = request
                .clone()
                .with("host", "localhost:7878")
                .with("origin", "http://evil");
            assert_eq!(
                desk.ask(&posted).status,
                Status::Forbidden,
                "{}",
                request.path
            );
        }
    }

    #[test]
    fn every_answer_on_every_address_is_protected_and_pages_are_never_kept() {
        let desk = Desk::new().by_director();
        for request in every_request() {
            let answer = desk.ask(&request);
            let policy = answer.get("content-security-policy").unwrap();
            assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"));
            assert_eq!(answer.get("x-content-type-options"), Some("nosniff"));
            if answer
                .get("content-type")
                .is_some_and(|kind| kind.starts_with("text/html"))
            {
                assert_eq!(
                    answer.get("cache-control"),
                    Some("no-store"),
                    "{}",
                    request.path
                );
                let html = answer.text_body();
                assert!(
                    !html.contains(" style=") && !html.contains(" onclick="),
                    "{}",
                    request.path
                );
                assert!(!html.contains('⟦'), "{} lacks a word", request.path);
                for text in html.split('>').filter_map(|part| part.split('<').next()) {
                    let key = i18n::exists(Lang::Fr, text.trim());
                    assert!(!key, "{} shows the key {text}", request.path);
                }
            }
        }
    }

    #[test]
    fn a_form_without_the_token_of_its_session_is_refused_on_every_address() {
        let desk = Desk::new().by_director();
        for route in routes::all().filter(|route| route.method == Method::Post) {
            // Whoever complains has no session, and so no token.
            if route.pattern.starts_with("/reclamation") {
                continue;
            }
            let mut request = Request::new(Method::Post, &route.pattern.replace(['{', '}'], ""))
                .with("content-type", "application/x-www-form-urlencoded");
            request.body = b"jeton=0".to_vec();
            assert_eq!(
                desk.ask(&request).status,
                Status::Forbidden,
                "{}",
                route.name
            );
        }
    }

    #[test]
    fn an_address_that_does_not_exist_says_what_to_do_next() {
        let answer = Desk::new().ask(&Request::new(Method::Get, "/n-existe-pas"));
        assert_eq!(answer.status, Status::NotFound);
        assert!(answer.text_body().contains("Cette page n&#39;existe pas"));
        let other = Desk::new().ask(&Request::new(Method::Get, "/langue"));
        assert_eq!(other.status, Status::MethodNotAllowed);
    }

    #[test]
    fn a_first_visit_gets_a_session_cookie_and_a_known_one_does_not() {
        let desk = Desk::new();
        let first = desk.ask_unknown(&Request::new(Method::Get, "/n-existe-pas"));
        let cookie = first.get("set-cookie").unwrap().to_owned();
        assert!(cookie.starts_with("akwaba=") && cookie.ends_with("; HttpOnly; SameSite=Strict"));
        let value = cookie.split(';').next().unwrap();
        let again = Request::new(Method::Get, "/n-existe-pas").with("cookie", value);
        assert_eq!(desk.ask_unknown(&again).get("set-cookie"), None);
    }

    #[test]
    fn a_reading_of_the_head_has_no_body() {
        let answer = Desk::new().ask(&Request::new(Method::Head, "/assets/style.css"));
        assert_eq!(answer.status, Status::Ok);
        assert!(answer.body.is_empty());
    }
}
