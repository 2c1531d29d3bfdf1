use super::*;
use crate::probe::{Connect, Tcp};
use crate::smtp::{Failure, Stage, TlsProblem};
use std::net::Ipv4Addr;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, BufStream, DuplexStream, ReadBuf, duplex};
use tokio::net::TcpListener;

const LOCAL: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

fn options(reply: Duration, tls: Tls) -> Options {
    let mut options = Options::default();
    options.timeouts.reply = reply;
    options.tls = tls;
    options
}

fn drive(stream: Box<dyn Stream>, options: Options) -> Drive {
    let identity = Identity::new("probe.example.net", "verify@example.net").unwrap();
    let host = HostName::new("mx.example.org");
    Drive::new(identity, options, stream, Handshaker::new(), host, LOCAL)
}

/// Pushes, closes, and runs to the end.
async fn run(drive: &mut Drive, rcpts: &[&str]) -> Vec<Event> {
    for rcpt in rcpts {
        drive.session_mut().push(rcpt.parse().unwrap(), clock::now()).unwrap();
    }
    drive.session_mut().close(clock::now());
    let mut events = Vec::new();
    loop {
        match drive.next().await {
            Driven::Event(event) => events.push(event),
            Driven::Idle => panic!("idle while closing"),
            Driven::Closed => return events,
        }
    }
}

fn codes(events: &[Event]) -> Vec<u16> {
    let code = |event: &Event| match event {
        Event::Answer { reply, .. } => Some(reply.code()),
        _ => None,
    };
    events.iter().filter_map(code).collect()
}

/// An honest server from its greeting on, or from its second EHLO on: knows users whose names begin with `a`.
async fn serve(
    stream: impl AsyncRead + AsyncWrite + Unpin,
    greet: bool,
    ehlo: &str,
) -> Option<impl AsyncRead + AsyncWrite + Unpin> {
    let mut stream = BufStream::new(stream);
    if greet {
        stream.write_all(b"220 mx.example.org ESMTP\r\n").await.ok()?;
    }
    let mut line = String::new();
    loop {
        stream.flush().await.ok()?;
        line.clear();
        if stream.read_line(&mut line).await.ok()? == 0 {
            return None;
        }
        let reply = match line.trim_end() {
            "STARTTLS" => {
                stream.write_all(b"220 go ahead\r\n").await.ok()?;
                stream.flush().await.ok()?;
                return Some(stream.into_inner());
            }
            "QUIT" => {
                stream.write_all(b"221 bye\r\n").await.ok()?;
                stream.flush().await.ok()?;
                return None;
            }
            line if line.starts_with("EHLO ") => ehlo,
            line if line.starts_with("RCPT TO:<") && !line.starts_with("RCPT TO:<a") => "550 5.1.1 unknown\r\n",
            _ => "250 ok\r\n",
        };
        stream.write_all(reply.as_bytes()).await.ok()?;
    }
}

#[tokio::test]
async fn over_loopback_tcp_and_back_to_idle() {
    let listener = TcpListener::bind((LOCAL, 0)).await.unwrap();
    let to = listener.local_addr().unwrap();
    let server = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        serve(stream, true, "250-mx.example.org\r\n250 PIPELINING\r\n").await.is_none()
    });
    let stream = Tcp.connect(to, Some(LOCAL)).await.unwrap();
    let mut drive = drive(stream, options(Duration::from_secs(10), Tls::Off));
    assert!(matches!(drive.next().await, Driven::Event(Event::Ready)));
    assert!(matches!(drive.next().await, Driven::Idle));
    drive.session_mut().push("anna@example.org".parse().unwrap(), clock::now()).unwrap();
    assert!(matches!(drive.next().await, Driven::Event(Event::Answer { .. })));
    assert!(matches!(drive.next().await, Driven::Idle));
    let many: Vec<_> = (0..100).map(|n| format!("{}{n}@example.org", if n % 2 == 0 { "a" } else { "b" })).collect();
    let many: Vec<_> = many.iter().map(String::as_str).collect();
    let events = run(&mut drive, &many).await;
    let expected: Vec<u16> = (0..100).map(|n| if n % 2 == 0 { 250 } else { 550 }).collect();
    assert_eq!(codes(&events), expected);
    assert!(matches!(drive.next().await, Driven::Closed));
    assert!(server.await.unwrap());
}

#[cfg(feature = "tls")]
mod tls {
    use super::*;
    use std::sync::Arc;
    use tokio_rustls::TlsAcceptor;
    use tokio_rustls::rustls::ServerConfig;
    use tokio_rustls::rustls::crypto::ring::default_provider;
    use tokio_rustls::rustls::pki_types::PrivateKeyDer;

    fn acceptor() -> TlsAcceptor {
        let made = rcgen::generate_simple_self_signed(vec!["not.the.host".into()]).unwrap();
        let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
        let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key)
            .unwrap();
        TlsAcceptor::from(Arc::new(config))
    }

    #[tokio::test]
    async fn any_certificate_will_do() {
        let listener = TcpListener::bind((LOCAL, 0)).await.unwrap();
        let to = listener.local_addr().unwrap();
        let server = tokio::spawn(async move {
            let (stream, _) = listener.accept().await.unwrap();
            let stream = serve(stream, true, "250-mx.example.org\r\n250 STARTTLS\r\n").await.unwrap();
            let stream = acceptor().accept(stream).await.unwrap();
            serve(stream, false, "250-mx.example.org\r\n250-STARTTLS\r\n250 PIPELINING\r\n").await.is_none()
        });
        let stream = Tcp.connect(to, None).await.unwrap();
        let mut drive = drive(stream, options(Duration::from_secs(10), Tls::Required));
        let events = run(&mut drive, &["anna@example.org", "ben@example.org"]).await;
        assert!(drive.session().is_secured());
        assert_eq!(codes(&events), [250, 550]);
        assert!(server.await.unwrap());
    }

    #[tokio::test]
    async fn a_handshake_that_fails_ends_the_session() {
        let (ours, theirs) = duplex(1024);
        let server = tokio::spawn(async move {
            let mut stream = serve(theirs, true, "250-mx.example.org\r\n250 STARTTLS\r\n").await.unwrap();
            // Only behind the ClientHello: earlier it would be an injection.
            stream.read_u8().await.unwrap();
            stream.write_all(b"this is no TLS record at all").await.unwrap();
        });
        let mut drive = drive(Box::new(ours), options(Duration::from_secs(10), Tls::Opportunistic));
        let events = run(&mut drive, &["anna@example.org"]).await;
        let Some(Event::Failure { failure, unanswered }) = events.last() else { panic!("{events:?}") };
        assert_eq!(*failure, Failure::Tls { problem: TlsProblem::Handshake });
        assert_eq!(unanswered.len(), 1);
        server.await.unwrap();
    }

    #[tokio::test(start_paused = true)]
    async fn a_handshake_that_hangs_has_its_time() {
        let (ours, theirs) = duplex(1024);
        let server = tokio::spawn(serve(theirs, true, "250-mx.example.org\r\n250 STARTTLS\r\n"));
        let mut drive = drive(Box::new(ours), options(Duration::from_secs(10), Tls::Opportunistic));
        let start = clock::now();
        let events = run(&mut drive, &["anna@example.org"]).await;
        assert!(matches!(events.last(), Some(Event::Failure { failure: Failure::Tls { .. }, .. })));
        assert_eq!(clock::now() - start, Duration::from_secs(10));
        drop(server);
    }
}

/// How long a run took under the jumping clock, and what its failure was.
async fn timed(ours: DuplexStream, rcpts: &[&str]) -> (Duration, Failure, usize) {
    let mut drive = drive(Box::new(ours), options(Duration::from_secs(10), Tls::Off));
    let start = clock::now();
    let mut events = run(&mut drive, rcpts).await;
    match events.pop() {
        Some(Event::Failure { failure, unanswered }) => (clock::now() - start, failure, unanswered.len()),
        other => panic!("{other:?}"),
    }
}

#[tokio::test(start_paused = true)]
async fn a_greeting_that_never_ends_is_cut_off() {
    let (ours, mut theirs) = duplex(1024);
    let server = tokio::spawn(async move {
        // Slow enough for the line limits to take no part.
        while theirs.write_all(b"220-patience\r\n").await.is_ok() {
            tokio::time::timeout(Duration::from_secs(1), std::future::pending::<()>()).await.unwrap_err();
        }
    });
    let (took, failure, unanswered) = timed(ours, &["anna@example.org"]).await;
    assert_eq!((failure, unanswered), (Failure::Timeout { stage: Stage::Greeting }, 1));
    assert_eq!(took, Duration::from_secs(10));
    server.await.unwrap();
}

#[tokio::test]
async fn a_greeting_that_floods_is_cut_off() {
    let (ours, mut theirs) = duplex(1024);
    let server = tokio::spawn(async move { while theirs.write_all(b"220-more and more\r\n").await.is_ok() {} });
    let (_, failure, unanswered) = timed(ours, &["anna@example.org"]).await;
    assert!(matches!(failure, Failure::Protocol { stage: Stage::Greeting, .. }));
    assert_eq!(unanswered, 1);
    server.await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_server_that_stops_reading_does_not_hold_us() {
    let (ours, mut theirs) = duplex(64);
    theirs.write_all(b"220 hi\r\n").await.unwrap();
    let server = tokio::spawn(async move {
        let mut ehlo = [0; 24];
        theirs.read_exact(&mut ehlo).await.unwrap();
        theirs.write_all(b"250-mx\r\n250 PIPELINING\r\n").await.unwrap();
        theirs
    });
    let rcpts = ["anna@example.org"; 30];
    let (took, failure, unanswered) = timed(ours, &rcpts).await;
    assert_eq!((failure, unanswered), (Failure::Timeout { stage: Stage::Mail }, 30));
    // Then the shutdown, which duplex grants at once.
    assert!(took < Duration::from_secs(11), "{took:?}");
    drop(server.await.unwrap());
}

/// Gives one chunk a read; every write fails.
struct Broken(std::vec::IntoIter<&'static [u8]>);

impl AsyncRead for Broken {
    fn poll_read(mut self: Pin<&mut Self>, _: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        buf.put_slice(self.0.next().unwrap_or_default());
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Broken {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, _: &[u8]) -> Poll<io::Result<usize>> {
        Poll::Ready(Err(io::ErrorKind::BrokenPipe.into()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

#[tokio::test]
async fn a_goodbye_is_heard_though_the_write_fails() {
    let said: Vec<&[u8]> = vec![b"220 hi\r\n", b"421 too busy\r\n"];
    let mut drive = drive(Box::new(Broken(said.into_iter())), Options::default());
    let events = run(&mut drive, &["anna@example.org"]).await;
    let Some(Event::Failure { failure, unanswered }) = events.last() else { panic!("{events:?}") };
    assert_eq!((failure.reply().map(|reply| reply.code()), unanswered.len()), (Some(421), 1));
}

/// Gives one chunk a read as soon as so many commands are written.
struct Segments {
    written: usize,
    segments: std::vec::IntoIter<(usize, &'static [u8])>,
}

impl AsyncRead for Segments {
    fn poll_read(mut self: Pin<&mut Self>, _: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        match self.segments.as_slice().first() {
            // Whoever waits here waits for its own write: no waker is needed.
            Some((after, _)) if *after > self.written => return Poll::Pending,
            _ => buf.put_slice(self.segments.next().unwrap_or_default().1),
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Segments {
    fn poll_write(mut self: Pin<&mut Self>, _: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.written += bytes.iter().filter(|byte| **byte == b'\n').count();
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

#[tokio::test]
async fn a_reply_in_a_segment_of_its_own_is_not_the_answer_to_what_was_not_asked() {
    let said: Vec<(usize, &[u8])> = vec![
        (0, b"220 hi\r\n"),
        (1, b"250 mx.example.org\r\n"),
        (2, b"250 ok\r\n"),
        (3, b"250 ok\r\n"),
        (3, b"550 5.1.1 unknown user\r\n"),
        (4, b"250 ok\r\n"),
    ];
    let stream = Segments { written: 0, segments: said.into_iter() };
    let mut drive = drive(Box::new(stream), options(Duration::from_secs(60), Tls::Off));
    let events = run(&mut drive, &["anna@example.org", "ben@example.org"]).await;
    assert!(codes(&events).is_empty(), "{events:?}");
    let Some(Event::Failure { failure, unanswered }) = events.last() else { panic!("{events:?}") };
    assert!(matches!(failure, Failure::Protocol { .. }), "{failure:?}");
    assert_eq!(unanswered.len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_dropped_next_loses_nothing() {
    let (ours, theirs) = duplex(16);
    let server = tokio::spawn(async move {
        let (mut from, mut to) = tokio::io::split(theirs);
        let (inner, outer) = duplex(16);
        let (mut read, mut write) = tokio::io::split(outer);
        // A line that carries a byte every second, both ways.
        let crawl = async |from: &mut (dyn AsyncRead + Send + Unpin), to: &mut (dyn AsyncWrite + Send + Unpin)| {
            while let Ok(byte) = from.read_u8().await {
                let pause = std::future::pending::<()>();
                let _ = tokio::time::timeout(Duration::from_millis(100), pause).await;
                if to.write_u8(byte).await.is_err() {
                    break;
                }
            }
        };
        let server = serve(inner, true, "250-mx.example.org\r\n250 PIPELINING\r\n");
        tokio::join!(server, crawl(&mut from, &mut write), crawl(&mut read, &mut to)).0.is_none()
    });
    let mut drive = drive(Box::new(ours), options(Duration::from_secs(60), Tls::Off));
    for rcpt in ["anna@example.org", "ben@example.org"] {
        drive.session_mut().push(rcpt.parse().unwrap(), clock::now()).unwrap();
    }
    drive.session_mut().close(clock::now());
    let mut events = Vec::new();
    loop {
        let until = clock::now() + Duration::from_millis(70);
        match timeout_at(until.into(), drive.next()).await {
            Err(_) => {}
            Ok(Driven::Event(event)) => events.push(event),
            Ok(Driven::Idle) => panic!("idle while closing"),
            Ok(Driven::Closed) => break,
        }
    }
    assert_eq!(codes(&events), [250, 550]);
    drop(drive);
    assert!(server.await.unwrap());
}
