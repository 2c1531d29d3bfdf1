//! How connections are opened: plain, through a proxy, and what the guard forbids.

#![expect(clippy::unwrap_used, reason = "the helpers of tests are tests too")]

use listproof::probe::{Connect, Forbidden, Guard, Socks5, SocksUrlError, Tcp};
use listproof::site::Reach;
use std::io::ErrorKind;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

const LOCAL: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

async fn listen() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind((LOCAL, 0)).await.unwrap();
    let at = listener.local_addr().unwrap();
    (listener, at)
}

async fn accept(listener: &TcpListener) -> TcpStream {
    listener.accept().await.unwrap().0
}

#[tokio::test]
async fn tcp_binds_its_source() {
    let (listener, at) = listen().await;
    let source: IpAddr = "127.0.0.9".parse().unwrap();
    let _stream = Tcp.connect(at, Some(source)).await.unwrap();
    assert_eq!(listener.accept().await.unwrap().1.ip(), source);
    let other = Tcp.connect(at, Some("::1".parse().unwrap())).await.err().unwrap();
    assert_eq!(other.kind(), ErrorKind::AddrNotAvailable);
}

#[tokio::test]
async fn the_guard_stands_before_every_connect() {
    let (listener, at) = listen().await;
    let guard = Guard::new(Tcp, Reach::default());
    let error = guard.connect(at, None).await.err().unwrap();
    assert_eq!(error.kind(), ErrorKind::PermissionDenied);
    assert!(Forbidden::of(&error).is_some());
    let mapped = SocketAddr::new("::ffff:127.0.0.1".parse().unwrap(), at.port());
    assert!(Forbidden::of(&guard.connect(mapped, None).await.err().unwrap()).is_some());
    // Round a proxy it sees what the proxy would dial, not where the proxy is.
    let proxy: Socks5 = format!("socks5://{at}").parse().unwrap();
    let guard = Guard::new(proxy, Reach::default());
    assert!(Forbidden::of(&guard.connect("10.0.0.1:25".parse().unwrap(), None).await.err().unwrap()).is_some());
    // Nobody came.
    let Ok(stranger) = listener.into_std().unwrap().accept().map(|_| ()) else {
        return;
    };
    panic!("somebody dialled: {stranger:?}");
}

#[tokio::test]
async fn the_guard_lets_through_what_is_allowed_by_name() {
    let (listener, at) = listen().await;
    let guard = Guard::new(Tcp, Reach::new(vec!["127.0.0.0/8".parse().unwrap()]));
    let _stream = guard.connect(at, None).await.unwrap();
    accept(&listener).await;
}

#[tokio::test]
async fn socks5_with_and_without_login() {
    for (login, method) in [("", 0u8), ("me:secret@", 2)] {
        let (listener, at) = listen().await;
        let proxy = tokio::spawn(async move {
            let mut stream = accept(&listener).await;
            let mut hello = vec![0; if method == 2 { 4 } else { 3 }];
            stream.read_exact(&mut hello).await.unwrap();
            stream.write_all(&[5, method]).await.unwrap();
            if method == 2 {
                let mut login = [0; 11];
                stream.read_exact(&mut login).await.unwrap();
                assert_eq!(&login, b"\x01\x02me\x06secret");
                stream.write_all(&[1, 0]).await.unwrap();
            }
            let mut request = [0; 10];
            stream.read_exact(&mut request).await.unwrap();
            assert_eq!(request, [5, 1, 0, 1, 192, 0, 2, 9, 0, 25]);
            // A bound address by name, and the host's first bytes in the same write.
            stream.write_all(b"\x05\x00\x00\x03\x05proxy\x00\x19220 hi\r\n").await.unwrap();
        });
        let socks: Socks5 = format!("socks5://{login}{at}").parse().unwrap();
        let mut stream = socks.connect("192.0.2.9:25".parse().unwrap(), None).await.unwrap();
        let mut greeting = String::new();
        stream.read_to_string(&mut greeting).await.unwrap();
        assert_eq!(greeting, "220 hi\r\n");
        proxy.await.unwrap();
    }
}

#[tokio::test]
async fn what_a_proxy_says_is_told_in_the_kinds_of_a_direct_connection() {
    let answers: [(&'static [u8], ErrorKind); 6] = [
        (b"\x05\x00\x05\x05\x00\x01\0\0\0\0\0\0", ErrorKind::ConnectionRefused),
        (b"\x05\x00\x05\x02\x00\x01\0\0\0\0\0\0", ErrorKind::PermissionDenied),
        (b"\x05\xff", ErrorKind::PermissionDenied),
        (b"\x05\x00\x05\x00\x00\x07", ErrorKind::InvalidData),
        (b"HTTP/1.1 400 Bad Request", ErrorKind::InvalidData),
        (b"\x05", ErrorKind::UnexpectedEof),
    ];
    for (answer, kind) in answers {
        let (listener, at) = listen().await;
        let proxy = tokio::spawn(async move {
            let mut stream = accept(&listener).await;
            let mut hello = [0; 3];
            stream.read_exact(&mut hello).await.unwrap();
            stream.write_all(answer).await.unwrap();
            stream.shutdown().await.unwrap();
            let _ = stream.read_to_end(&mut Vec::new()).await;
        });
        let socks: Socks5 = format!("socks5://{at}").parse().unwrap();
        let error = socks.connect("192.0.2.9:25".parse().unwrap(), None).await.err().unwrap();
        assert_eq!(error.kind(), kind, "{answer:?}: {error}");
        proxy.await.unwrap();
    }
}

#[test]
fn a_proxys_url_hides_its_login() {
    let socks: Socks5 = "socks5://me:p@ss@proxy.example.net".parse().unwrap();
    assert_eq!(socks.to_string(), "socks5://proxy.example.net:1080");
    assert!(!format!("{socks:?}").contains("p@ss"));
    let six: Socks5 = "socks5://[2001:db8::1]".parse().unwrap();
    assert_eq!(six.to_string(), "socks5://[2001:db8::1]:1080");
    for (url, problem) in [
        ("http://proxy:1", SocksUrlError::Scheme),
        ("socks5://", SocksUrlError::Host),
        ("socks5://proxy:x", SocksUrlError::Host),
        ("socks5://proxy:1/path", SocksUrlError::Host),
        ("socks5://me@proxy:1", SocksUrlError::Login),
        ("socks5://:x@proxy:1", SocksUrlError::Login),
    ] {
        assert_eq!(url.parse::<Socks5>().err(), Some(problem), "{url}");
    }
}
