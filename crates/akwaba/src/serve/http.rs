//! HTTP for the application: turns axum's requests into ours and answers back. Knows no page.

use super::opening::Front;
use akwaba_web::{Method, Request, Response, Status, i18n, routes};
use anyhow::{Context, Result};
use axum::body::{Body, HttpBody as _};
use axum::extract::{ConnectInfo, State};
use axum::http;
use std::future::poll_fn;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

/// A body over what its address takes is read to its end and thrown away, up to so many bytes.
const DRAINED_MAX: usize = 512 * 1024 * 1024;
/// How long a sender may send nothing.
const SILENCE_MAX: Duration = Duration::from_secs(60);

/// A thread that answered waits so long for the next request, then ends: with its stack goes what it left there.
const THREAD_KEPT: Duration = Duration::from_millis(200);

/// What runs a server.
///
/// # Errors
/// When the system gives no thread.
pub fn runtime() -> io::Result<Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .thread_keep_alive(THREAD_KEPT)
        .enable_all()
        .build()
}

/// A front that has its address and is about to serve.
pub struct Listening {
    listener: TcpListener,
    /// Where it listens; the port that was free when 0 was asked for.
    pub address: SocketAddr,
}

/// Takes the address.
///
/// # Errors
/// When somebody else has it.
pub async fn listen(address: SocketAddr) -> Result<Listening> {
    let listener = TcpListener::bind(address)
        .await
        .with_context(|| format!("{address}"))?;
    let address = listener.local_addr()?;
    Ok(Listening { listener, address })
}

impl Listening {
    /// Serves until `stop` is ready, then lets what has begun come to its end.
    ///
    /// # Errors
    /// Those of the network.
    pub async fn serve(
        self,
        front: Arc<Front>,
        stop: impl Future<Output = ()> + Send + 'static,
    ) -> Result<()> {
        let swept = tokio::spawn(sweep(Arc::clone(&front)));
        let app = axum::Router::new().fallback(answer).with_state(front);
        let service = app.into_make_service_with_connect_info::<SocketAddr>();
        axum::serve(self.listener, service)
            .with_graceful_shutdown(stop)
            .await?;
        swept.abort();
        Ok(())
    }
}

/// Between two looks for what was left open.
const SWEEP: Duration = Duration::from_secs(1);

/// Closes what is left alone in the protected space, also when nobody asks for a page.
async fn sweep(front: Arc<Front>) {
    let mut turns = tokio::time::interval(SWEEP);
    loop {
        turns.tick().await;
        front.sweep();
    }
}

async fn answer(
    State(front): State<Arc<Front>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: http::Request<Body>,
) -> http::Response<Body> {
    let (parts, body) = request.into_parts();
    let method = Method::parse(parts.method.as_str());
    let most = routes::body_bytes_max(method, parts.uri.path());
    let body = match held(body, announced(&parts.headers), most).await {
        Held::Whole(body) => Some(body),
        Held::TooLarge => None,
        Held::Endless => return outward(endless()),
    };
    let request = inward(&parts, body, peer);
    let mut answer = match tokio::task::spawn_blocking(move || front.answer(&request)).await {
        Ok(response) => outward(response),
        Err(_) => {
            tracing::error!("a request ended in a panic");
            bare(http::StatusCode::INTERNAL_SERVER_ERROR)
        }
    };
    if method == Method::Post {
        // What was sent stays in no buffer of a connection: it ends, and they are freed.
        let close = http::HeaderValue::from_static("close");
        answer.headers_mut().insert(http::header::CONNECTION, close);
    }
    answer
}

/// The answer to a body that is not worth waiting for: no page, for its form is not known.
fn endless() -> Response {
    let said = i18n::text(i18n::Lang::Fr, "problem-large-next", &[]);
    Response::text(Status::TooLarge, &said)
}

/// What came of a body.
#[derive(Debug, PartialEq, Eq)]
enum Held {
    /// All of it, within what its address takes.
    Whole(Vec<u8>),
    /// It is over that: read to its end, for a browser hears no answer before, and kept nowhere.
    TooLarge,
    /// It is over what is worth waiting for, or its sender is gone.
    Endless,
}

/// Reads a body, of which it keeps no more than `most` bytes. `announced` is its size as its sender says.
async fn held(mut body: Body, announced: usize, most: usize) -> Held {
    if announced > DRAINED_MAX {
        return Held::Endless;
    }
    let (mut kept, mut size, mut over) = (Vec::new(), 0_usize, announced > most);
    loop {
        // Who sends nothing for so long is gone.
        let next = poll_fn(|context| Pin::new(&mut body).poll_frame(context));
        let Ok(next) = tokio::time::timeout(SILENCE_MAX, next).await else {
            return Held::Endless;
        };
        let piece = match next.map(|frame| frame.map(|frame| frame.into_data())) {
            None if over => return Held::TooLarge,
            None => return Held::Whole(kept),
            Some(Ok(Ok(piece))) => piece,
            // What follows a body is no part of it.
            Some(Ok(Err(_))) => continue,
            Some(Err(_)) => return Held::Endless,
        };
        size += piece.len();
        if size > DRAINED_MAX {
            return Held::Endless;
        }
        over |= size > most;
        if over {
            kept = Vec::new();
        } else {
            kept.extend_from_slice(&piece);
        }
    }
}

/// The size of the body as its sender says; what is not said is counted while it comes.
fn announced(headers: &http::HeaderMap) -> usize {
    let said = headers.get(http::header::CONTENT_LENGTH);
    let said = said.and_then(|value| value.to_str().ok()?.parse().ok());
    said.unwrap_or(0)
}

/// Without a body, the request had one that was too large.
fn inward(parts: &http::request::Parts, body: Option<Vec<u8>>, peer: SocketAddr) -> Request {
    let text = |value: &http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let headers = parts
        .headers
        .iter()
        .map(|(name, value)| (name.as_str().to_owned(), text(value)));
    Request {
        method: Method::parse(parts.method.as_str()),
        path: parts.uri.path().to_owned(),
        query: parts.uri.query().unwrap_or_default().to_owned(),
        headers: headers.collect(),
        too_large: body.is_none(),
        body: body.unwrap_or_default(),
        peer: peer.ip().to_string(),
    }
}

fn outward(response: Response) -> http::Response<Body> {
    let mut builder = http::Response::builder().status(response.status.code());
    for (name, value) in &response.headers {
        builder = builder.header(*name, value.as_str());
    }
    builder
        .body(Body::from(response.body))
        .unwrap_or_else(|_| bare(http::StatusCode::INTERNAL_SERVER_ERROR))
}

fn bare(status: http::StatusCode) -> http::Response<Body> {
    let mut response = http::Response::new(Body::empty());
    *response.status_mut() = status;
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_body_is_kept_up_to_its_limit_and_no_further() {
        let body = || Body::from(vec![7; 100]);
        assert_eq!(held(body(), 100, 100).await, Held::Whole(vec![7; 100]));
        assert_eq!(held(body(), 100, 99).await, Held::TooLarge);
        assert_eq!(held(body(), 0, 99).await, Held::TooLarge, "counted");
        assert_eq!(held(body(), DRAINED_MAX + 1, 99).await, Held::Endless);
        assert_eq!(held(Body::empty(), 0, 99).await, Held::Whole(Vec::new()));
    }
}
