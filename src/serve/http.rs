//! Requests and answers. Every request passes the gate before anything else; every answer carries the same protection.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context as Waking, Poll};

use hyper::body::{Body, Bytes, Frame, SizeHint};
use hyper::header::{
    ALLOW, CACHE_CONTROL, CONNECTION, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderValue, LOCATION,
    REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use hyper::{Method, Request, Response, StatusCode};
use tokio::sync::{mpsc, watch};

use super::gate::{Address, Gate, Refusal};
use super::shown::{Answer, Shown};
use super::{overlay, reload};

/// What all connections answer from.
pub(super) struct Preview {
    shown: watch::Receiver<Arc<Shown>>,
    gate: Gate,
}

impl Preview {
    /// A preview of the newest state, for those whom the gate admits.
    pub(super) fn new(shown: watch::Receiver<Arc<Shown>>, gate: Gate) -> Arc<Preview> {
        Arc::new(Preview { shown, gate })
    }

    /// The answer to a request.
    pub(super) async fn answer<B: Body>(&self, request: &Request<B>) -> Response<Sent> {
        let mut response = match self.gate.admit(request) {
            Ok(()) => self.admitted(request).await.unwrap_or_else(refused),
            Err(refusal) => refused(refusal),
        };
        if request.method() == Method::HEAD {
            *response.body_mut() = Sent::nothing();
        }
        response
    }

    async fn admitted<B: Body>(&self, request: &Request<B>) -> Result<Response<Sent>, Refusal> {
        match request.uri().path() {
            reload::SCRIPT_PATH => Ok(whole(StatusCode::OK, "text/javascript; charset=utf-8", reload::SCRIPT)),
            overlay::STYLE_PATH => Ok(whole(StatusCode::OK, "text/css; charset=utf-8", overlay::STYLE)),
            reload::EVENTS_PATH => {
                self.gate.admit_own_page(request.headers())?;
                Ok(self.events(request.method()))
            }
            path => self.content(path, request.uri().query()).await,
        }
    }

    async fn content(&self, path: &str, query: Option<&str>) -> Result<Response<Sent>, Refusal> {
        const NOWHERE: Refusal = Refusal { status: StatusCode::NOT_FOUND, why: "There is nothing at this address." };
        const FAILED: Refusal = Refusal { status: StatusCode::INTERNAL_SERVER_ERROR, why: "This page could not be shown." };
        let address = Address::read(path).ok_or(NOWHERE)?;
        let shown = Arc::clone(&self.shown.borrow());
        let answer = match shown.remembered(&address) {
            Some(answer) => Ok(answer),
            // A page may take a while to render; the others are not kept waiting.
            None => tokio::task::spawn_blocking(move || shown.answer(&address)).await,
        };
        match answer {
            Ok(Answer::Content { status, content, stamp }) => {
                let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
                let mut response = whole(status, content.media_type, Bytes::from_owner(content.bytes));
                if let Some(stamp) = stamp {
                    response.headers_mut().insert("handbook-page", word(&format!("{stamp:016x}")));
                }
                Ok(response)
            }
            Ok(Answer::Folder) => Ok(to_folder(path, query)),
            Err(_) => Err(FAILED),
        }
    }

    fn events(&self, method: &Method) -> Response<Sent> {
        let sent = if method == Method::HEAD { Sent::nothing() } else { Sent::Events(reload::events(self.shown.clone())) };
        protected(StatusCode::OK, "text/event-stream", sent)
    }
}

/// Sends the reader to the same name with a slash at its end: relative to where it is, so never to another site.
fn to_folder(path: &str, query: Option<&str>) -> Response<Sent> {
    let name = path.rsplit('/').next().unwrap_or_default();
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    let mut response = whole(StatusCode::MOVED_PERMANENTLY, "text/plain; charset=utf-8", "This is a folder.");
    response.headers_mut().insert(LOCATION, word(&format!("./{name}/{query}")));
    response
}

fn refused(refusal: Refusal) -> Response<Sent> {
    let Refusal { status, why } = refusal;
    let mut response = whole(status, "text/plain; charset=utf-8", why);
    if status == StatusCode::METHOD_NOT_ALLOWED {
        response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    if status != StatusCode::NOT_FOUND {
        response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    }
    response
}

fn whole(status: StatusCode, media_type: &'static str, bytes: impl Into<Bytes>) -> Response<Sent> {
    let bytes = bytes.into();
    let length = HeaderValue::from(bytes.len());
    let mut response = protected(status, media_type, Sent::Whole(Some(bytes)));
    response.headers_mut().insert(CONTENT_LENGTH, length);
    response
}

/// An answer that no other site can read, load, frame or keep, and that is taken for nothing but what it is.
fn protected(status: StatusCode, media_type: &'static str, sent: Sent) -> Response<Sent> {
    // Pages bring a policy of their own, which holds where they are published, too; a drawing can be a page that brings none.
    let policy = match media_type {
        "image/svg+xml" => "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox",
        _ => "frame-ancestors 'none'",
    };
    let mut response = Response::new(sent);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    headers.insert("cross-origin-opener-policy", HeaderValue::from_static("same-origin"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    response
}

fn word(text: &str) -> HeaderValue {
    HeaderValue::from_str(text).unwrap_or(HeaderValue::from_static("."))
}

/// The body of an answer.
pub(super) enum Sent {
    /// These bytes, until they are taken.
    Whole(Option<Bytes>),
    /// What comes out of the channel, until it ends.
    Events(mpsc::Receiver<Bytes>),
}

impl Sent {
    fn nothing() -> Sent {
        Sent::Whole(None)
    }
}

impl Body for Sent {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(self: Pin<&mut Self>, waking: &mut Waking<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let frame = |bytes| Ok(Frame::data(bytes));
        match self.get_mut() {
            Sent::Whole(bytes) => Poll::Ready(bytes.take().map(frame)),
            Sent::Events(channel) => channel.poll_recv(waking).map(|bytes| bytes.map(frame)),
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self, Sent::Whole(None))
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Sent::Whole(bytes) => SizeHint::with_exact(bytes.as_ref().map_or(0, |bytes| bytes.len() as u64)),
            Sent::Events(_) => SizeHint::default(),
        }
    }
}
