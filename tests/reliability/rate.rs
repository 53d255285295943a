//! How many requests the preview answers, beside the barest server that its libraries can make, on the same machine in the same minute.

use std::convert::Infallible;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use hyper::body::Bytes;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;

use crate::preview::Preview;
use crate::run::{is_long, say, times};
use crate::site::Site;

/// What the bare server always says.
struct Hello(Option<Bytes>);

impl hyper::body::Body for Hello {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<hyper::body::Frame<Bytes>, Infallible>>> {
        std::task::Poll::Ready(self.0.take().map(|bytes| Ok(hyper::body::Frame::data(bytes))))
    }

    fn size_hint(&self) -> hyper::body::SizeHint {
        hyper::body::SizeHint::with_exact(self.0.as_ref().map_or(0, |bytes| bytes.len() as u64))
    }
}

/// A server that says hello to everybody, until the test program ends.
fn hello() -> SocketAddr {
    let (tell, told) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
            tell.send(listener.local_addr().unwrap()).unwrap();
            while let Ok((stream, _)) = listener.accept().await {
                let _ = stream.set_nodelay(true);
                let answer = service_fn(async |_: Request<hyper::body::Incoming>| {
                    Ok::<_, Infallible>(Response::new(Hello(Some(Bytes::from_static(b"Hello, world!")))))
                });
                tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), answer));
            }
        });
    });
    told.recv().unwrap()
}

/// How many requests a second eight readers get answered who ask one after the other on connections that stay open.
fn rate(address: SocketAddr, path: &str, time: Duration) -> f64 {
    let (answered, is_over) = (AtomicUsize::new(0), AtomicBool::new(false));
    let begun = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                let mut stream = TcpStream::connect(address).unwrap();
                let _ = stream.set_nodelay(true);
                let mut answers = BufReader::new(stream.try_clone().unwrap());
                let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\n\r\n");
                while !is_over.load(Ordering::Relaxed) {
                    stream.write_all(request.as_bytes()).unwrap();
                    read_answer(&mut answers);
                    answered.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        std::thread::sleep(time);
        is_over.store(true, Ordering::Relaxed);
    });
    answered.load(Ordering::Relaxed) as f64 / begun.elapsed().as_secs_f64()
}

fn read_answer(answers: &mut impl BufRead) {
    let (mut line, mut length, mut is_first) = (String::new(), 0, true);
    loop {
        line.clear();
        answers.read_line(&mut line).unwrap();
        assert!(!is_first || line.starts_with("HTTP/1.1 200"), "{line}");
        is_first = false;
        if let Some(number) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = number.trim().parse().unwrap();
        }
        if line == "\r\n" {
            break;
        }
    }
    let read = std::io::copy(&mut answers.by_ref().take(length), &mut std::io::sink()).unwrap();
    assert_eq!(read, length);
}

#[test]
fn the_preview_answers_nearly_as_fast_as_the_barest_server() {
    let site = Site::new();
    let preview = Preview::of(&site.new, &[]);
    let hello = hello();
    let (mut bare, mut own) = (0.0f64, 0.0f64);
    let time = Duration::from_millis(times(300, 2_000) as u64);
    // In turns, and the best of each: what else the machine does hits both alike.
    for _ in 0..times(2, 5) {
        bare = bare.max(rate(hello, "/", time));
        own = own.max(rate(preview.address, "/robots.txt", time));
    }
    let part = own / bare;
    say(&format!("{own:.0} requests a second, {bare:.0} from the barest server: {part:.2} of them"));
    // Without optimisation the libraries are fast and our own part is not.
    assert!(part >= if is_long() { 0.7 } else { 0.2 }, "{part:.2}");
}
