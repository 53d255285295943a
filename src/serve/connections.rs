//! Connections: how many there may be, and how long each may take. A silent or slow one costs the others nothing.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::time::{Instant, sleep, sleep_until};

use super::http::{Preview, Sent};

/// How long a connection may take over the head of a request, from its first moment or from the end of the last answer.
const TO_ASK: Duration = Duration::from_secs(if cfg!(test) { 1 } else { 10 });
/// How long a connection may take over reading an answer.
const TO_READ: Duration = Duration::from_secs(if cfg!(test) { 2 } else { 20 });
/// How long a reload channel stays open; browsers open it again by themselves.
const TO_LISTEN: Duration = Duration::from_secs(60 * 60);
/// The longest head of a request, in bytes.
const LONGEST_HEAD: usize = 32 * 1024;

/// Accepts connections for ever.
pub(super) async fn accept(listener: TcpListener, preview: Arc<Preview>, most: usize) {
    let crowd = Arc::new(Crowd { most, ..Crowd::default() });
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                if let Some(seat) = Seat::take(&crowd) {
                    tokio::spawn(converse(stream, Arc::clone(&preview), seat));
                }
            }
            // Out of room for open files, most likely: some come back as connections end.
            Err(_) => sleep(Duration::from_millis(50)).await,
        }
    }
}

/// Answers the requests of one connection, one after the other, until it ends or its time is up.
async fn converse(stream: TcpStream, preview: Arc<Preview>, seat: Seat) {
    let _ = stream.set_nodelay(true);
    let answer = service_fn(async |request| {
        seat.busy();
        let response = preview.answer(&request).await;
        seat.answered(matches!(response.body(), Sent::Events(_)));
        Ok::<_, Infallible>(response)
    });
    let conversation = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(TO_ASK)
        .max_buf_size(LONGEST_HEAD)
        .serve_connection(TokioIo::new(stream), answer);
    tokio::select! {
        _ = conversation => {}
        () = seat.overdue() => {}
        () = seat.given_up.notified() => {}
    }
}

/// Who is connected.
#[derive(Default)]
struct Crowd {
    /// How many connections are open at once. One more closes the one that has waited longest without asking for anything.
    most: usize,
    seats: Mutex<Seats>,
}

#[derive(Default)]
struct Seats {
    taken: usize,
    /// Numbers the waits, so that the longest is the first.
    waits: u64,
    /// Those that have asked for nothing since they came or were answered.
    waiting: BTreeMap<u64, Arc<Notify>>,
}

impl Crowd {
    fn seats(&self) -> MutexGuard<'_, Seats> {
        self.seats.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The place of one connection among the others.
struct Seat {
    crowd: Arc<Crowd>,
    given_up: Arc<Notify>,
    state: Mutex<(Option<u64>, Instant)>,
}

impl Seat {
    /// A seat for a new connection; where there is none, the longest waiting gives up its own. `None` where nobody waits.
    fn take(crowd: &Arc<Crowd>) -> Option<Seat> {
        let mut seats = crowd.seats();
        if seats.taken >= crowd.most {
            let (_, longest) = seats.waiting.pop_first()?;
            longest.notify_one();
        }
        seats.taken += 1;
        drop(seats);
        let latest = Instant::now() + TO_ASK + TO_READ;
        let seat = Seat { crowd: Arc::clone(crowd), given_up: Arc::default(), state: Mutex::new((None, latest)) };
        seat.wait();
        Some(seat)
    }

    /// It has asked for something.
    fn busy(&self) {
        self.stop_waiting();
        // Rendering takes as long as it takes.
        self.state().1 = Instant::now() + TO_LISTEN;
    }

    /// Its answer is on the way.
    fn answered(&self, listens: bool) {
        if !listens {
            self.wait();
            self.state().1 = Instant::now() + TO_READ;
        }
    }

    /// Ends when its time is up.
    async fn overdue(&self) {
        loop {
            let latest = self.state().1;
            if latest <= Instant::now() {
                return;
            }
            sleep_until(latest.min(Instant::now() + TO_READ)).await;
        }
    }

    fn wait(&self) {
        let mut seats = self.crowd.seats();
        seats.waits += 1;
        let number = seats.waits;
        seats.waiting.insert(number, Arc::clone(&self.given_up));
        drop(seats);
        self.state().0 = Some(number);
    }

    fn stop_waiting(&self) {
        let number = self.state().0.take();
        if let Some(number) = number {
            self.crowd.seats().waiting.remove(&number);
        }
    }

    fn state(&self) -> MutexGuard<'_, (Option<u64>, Instant)> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.stop_waiting();
        self.crowd.seats().taken -= 1;
    }
}
