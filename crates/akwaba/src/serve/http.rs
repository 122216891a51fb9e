//! HTTP for the application: turns axum's requests into ours and answers back. Knows no page.

use super::opening::Front;
use akwaba_web::{Method, Request, Response};
use anyhow::{Context, Result};
use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, State};
use axum::http;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;

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
const SWEEP: Duration = Duration::from_secs(5);

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
    if announced(&parts.headers) > Request::BODY_BYTES_MAX {
        return outward(Front::too_large());
    }
    let Ok(body) = to_bytes(body, Request::BODY_BYTES_MAX).await else {
        return outward(Front::too_large());
    };
    let request = inward(&parts, body.to_vec(), peer);
    match tokio::task::spawn_blocking(move || front.answer(&request)).await {
        Ok(response) => outward(response),
        Err(_) => {
            tracing::error!("a request ended in a panic");
            bare(http::StatusCode::INTERNAL_SERVER_ERROR)
        }
    }
}

/// The size of the body as its sender says; what cannot be read is counted while it comes.
fn announced(headers: &http::HeaderMap) -> usize {
    let said = headers.get(http::header::CONTENT_LENGTH);
    let said = said.and_then(|value| value.to_str().ok()?.parse().ok());
    said.unwrap_or(0)
}

fn inward(parts: &http::request::Parts, body: Vec<u8>, peer: SocketAddr) -> Request {
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
        body,
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

    #[test]
    fn two_hundred_megabytes_are_refused_before_they_are_sent() {
        let mut headers = http::HeaderMap::new();
        assert_eq!(announced(&headers), 0);
        let length = http::HeaderValue::from_static("209715200");
        headers.insert(http::header::CONTENT_LENGTH, length);
        assert!(announced(&headers) > Request::BODY_BYTES_MAX);
    }
}
