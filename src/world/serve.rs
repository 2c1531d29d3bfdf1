//! The world on real sockets.

use super::{
    Answer, Counts, Handshake, Host, Live, Talk, World,
    tls::{self, Wire},
};
use crate::clock;
use std::{
    io,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream, UdpSocket},
    sync::watch,
    task::JoinSet,
};
use tokio_rustls::TlsAcceptor;

/// A command line may hold 512 octets (RFC 5321 §4.5.3.1.4), a content line 1000; more is cut off with the connection.
const LINE_LIMIT: usize = 2000;

/// How often a free port is looked for that is free at every host's address.
const PORT_TRIES: u32 = 50;

/// A world that answers on loopback. Dropping it ends it; [`stop`](Self::stop) also waits for that.
#[derive(Debug)]
pub struct Served {
    live: Live,
    dns: SocketAddr,
    smtp_port: u16,
    tasks: JoinSet<()>,
    stop: watch::Sender<bool>,
}

impl World {
    /// Serves DNS on 127.0.0.1 over UDP and TCP, and each host at its own address, all on one port; 0 takes a free one.
    /// Runs on the calling tokio runtime.
    ///
    /// # Errors
    /// Where an address cannot be bound: a port is taken, or the system has no 127.0.0.0/8 but 127.0.0.1 (macOS wants
    /// `ifconfig lo0 alias`).
    pub async fn serve(&self, dns_port: u16, smtp_port: u16) -> io::Result<Served> {
        let (udp, tcp) = bind_dns(dns_port).await?;
        let dns = udp.local_addr()?;
        let (smtp_port, listeners) = self.bind_smtp(smtp_port).await?;
        let (stop, stopped) = watch::channel(false);
        let acceptor = tls::acceptor()?;
        let server = Server { live: self.open(), start: clock::now(), stopped, acceptor };
        let live = server.live.clone();
        let mut tasks = JoinSet::new();
        tasks.spawn(server.clone().dns_udp(udp));
        tasks.spawn(server.clone().dns_tcp(tcp));
        for listener in listeners {
            tasks.spawn(server.clone().smtp(listener));
        }
        for (ip, wait) in self.hosts.iter().filter_map(|host| Some((host.ip, host.listens_from()?))) {
            if !wait.is_zero() {
                tasks.spawn(server.clone().late((ip, smtp_port).into(), wait));
            }
        }
        Ok(Served { live, dns, smtp_port, tasks, stop })
    }

    async fn bind_smtp(&self, port: u16) -> io::Result<(u16, Vec<TcpListener>)> {
        let at_once = |host: &&Host| host.listens_from() == Some(Duration::ZERO);
        let ips: Vec<_> = self.hosts.iter().filter(at_once).map(|host| host.ip).collect();
        let mut tries = 0;
        loop {
            tries += 1;
            match bind_all(&ips, port).await {
                Err(error) if port == 0 && error.kind() == io::ErrorKind::AddrInUse && tries < PORT_TRIES => {}
                done => return done,
            }
        }
    }
}

impl Served {
    /// The name server.
    pub fn dns_addr(&self) -> SocketAddr {
        self.dns
    }

    /// The port of every mail host.
    pub fn smtp_port(&self) -> u16 {
        self.smtp_port
    }

    /// What was asked so far.
    pub fn counts(&self) -> Counts {
        self.live.counts()
    }

    /// Ends every listener and every conversation, and says what was asked.
    pub async fn stop(mut self) -> Counts {
        // Nobody left to hear it is as good.
        let _ = self.stop.send(true);
        while self.tasks.join_next().await.is_some() {}
        self.live.counts()
    }
}

#[derive(Clone)]
struct Server {
    live: Live,
    start: Instant,
    stopped: watch::Receiver<bool>,
    acceptor: TlsAcceptor,
}

impl Server {
    fn now(&self) -> Duration {
        clock::now().saturating_duration_since(self.start)
    }

    async fn dns_udp(mut self, socket: UdpSocket) {
        let mut buffer = [0; 4096];
        let live = self.live.clone();
        loop {
            let (len, from) = tokio::select! {
                _ = self.stopped.changed() => return,
                // An ICMP error of a former answer is no reason to end.
                received = socket.recv_from(&mut buffer) => match received { Ok(got) => got, Err(_) => continue },
            };
            let answer = buffer.get(..len).and_then(|message| live.dns(message, true));
            if let Some(answer) = answer {
                // The client may be gone.
                let _ = socket.send_to(&answer, from).await;
            }
        }
    }

    async fn dns_tcp(mut self, listener: TcpListener) {
        let mut clients = JoinSet::new();
        loop {
            let accepted = tokio::select! {
                _ = self.stopped.changed() => return,
                Some(_) = clients.join_next() => continue,
                accepted = listener.accept() => accepted,
            };
            if let Ok((stream, _)) = accepted {
                clients.spawn(dns_stream(self.live.clone(), stream));
            }
        }
    }

    /// A host that is not there from the beginning.
    async fn late(mut self, at: SocketAddr, from: Duration) {
        let binding = async {
            wait(from).await;
            TcpListener::bind(at).await
        };
        let bound = tokio::select! {
            _ = self.stopped.changed() => return,
            bound = binding => bound,
        };
        // Whoever took the port meanwhile: then nobody listens here.
        if let Ok(listener) = bound {
            self.smtp(listener).await;
        }
    }

    async fn smtp(mut self, listener: TcpListener) {
        let Ok(IpAddr::V4(ip)) = listener.local_addr().map(|at| at.ip()) else {
            return;
        };
        let mut clients = JoinSet::new();
        loop {
            let accepted = tokio::select! {
                _ = self.stopped.changed() => break,
                Some(_) = clients.join_next() => continue,
                accepted = listener.accept() => accepted,
            };
            if let Ok((stream, client)) = accepted {
                clients.spawn(self.clone().conversation(stream, ip, client.ip()));
            }
        }
        // The conversations have heard the same word.
        while clients.join_next().await.is_some() {}
    }

    async fn conversation(mut self, stream: TcpStream, ip: Ipv4Addr, client: IpAddr) {
        let Some((mut talk, greeting)) = self.live.open(ip, client, self.now()) else {
            return;
        };
        let mut stopped = self.stopped.clone();
        tokio::select! {
            _ = stopped.wait_for(|stopped| *stopped) => {}
            // A client that breaks off ends its conversation, nothing else.
            _ = self.converse(stream, &mut talk, greeting) => {}
        }
        talk.close(self.now());
    }

    async fn converse(&mut self, stream: TcpStream, talk: &mut Talk, greeting: Answer) -> io::Result<()> {
        stream.set_nodelay(true)?;
        let mut stream: Box<dyn Wire> = Box::new(stream);
        let mut answer = greeting;
        let mut buffer = Vec::new();
        loop {
            wait(answer.delay).await;
            send(&mut stream, &answer).await?;
            if answer.hangs_up {
                return stream.shutdown().await;
            }
            match answer.tls {
                None => {}
                Some(Handshake::Whole) => {
                    // What was sent in the clear behind the command is not heard (RFC 3207 §5).
                    buffer.clear();
                    stream = Box::new(self.acceptor.accept(stream).await?);
                    talk.secured();
                }
                Some(Handshake::Broken) => return tls::breaks(stream).await,
            }
            let Some(line) = next_line(&mut stream, &mut buffer).await? else {
                return Ok(());
            };
            answer = talk.line(&line, self.now());
            if !buffer.is_empty() {
                talk.more_waits();
            }
        }
    }
}

async fn send(stream: &mut Box<dyn Wire>, answer: &Answer) -> io::Result<()> {
    if answer.pace.is_zero() {
        stream.write_all(answer.text.as_bytes()).await?;
        return stream.flush().await;
    }
    for piece in answer.text.as_bytes().chunks(8) {
        stream.write_all(piece).await?;
        stream.flush().await?;
        wait(answer.pace).await;
    }
    Ok(())
}

/// The next line without its line end; `None` at the end of the stream or of patience.
async fn next_line(stream: &mut Box<dyn Wire>, buffer: &mut Vec<u8>) -> io::Result<Option<Vec<u8>>> {
    loop {
        if let Some(end) = buffer.iter().position(|byte| *byte == b'\n') {
            let mut line: Vec<u8> = buffer.drain(..=end).collect();
            line.pop();
            line.pop_if(|byte| *byte == b'\r');
            return Ok(Some(line));
        }
        if buffer.len() > LINE_LIMIT || stream.read_buf(buffer).await? == 0 {
            return Ok(None);
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the world's servers keep people waiting")]
async fn wait(delay: Duration) {
    if !delay.is_zero() {
        tokio::time::sleep(delay).await;
    }
}

/// Messages behind their length (RFC 1035 §4.2.2), until the client has no more.
async fn dns_stream(live: Live, mut stream: TcpStream) -> io::Result<()> {
    while let Ok(len) = stream.read_u16().await {
        let mut message = vec![0; usize::from(len)];
        stream.read_exact(&mut message).await?;
        let Some(answer) = live.dns(&message, false) else {
            continue;
        };
        let Ok(len) = u16::try_from(answer.len()) else {
            break;
        };
        stream.write_u16(len).await?;
        stream.write_all(&answer).await?;
    }
    Ok(())
}

async fn bind_dns(port: u16) -> io::Result<(UdpSocket, TcpListener)> {
    let mut tries = 0;
    loop {
        tries += 1;
        let udp = UdpSocket::bind((Ipv4Addr::LOCALHOST, port)).await?;
        match TcpListener::bind(udp.local_addr()?).await {
            Ok(tcp) => return Ok((udp, tcp)),
            Err(error) if port != 0 || tries >= PORT_TRIES => return Err(error),
            Err(_) => {}
        }
    }
}

async fn bind_all(ips: &[Ipv4Addr], mut port: u16) -> io::Result<(u16, Vec<TcpListener>)> {
    if ips.is_empty() && port == 0 {
        // Nobody listens yet; whoever comes later wants a port all the same.
        port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?.local_addr()?.port();
    }
    let mut listeners = Vec::with_capacity(ips.len());
    for ip in ips {
        let listener = TcpListener::bind((*ip, port)).await?;
        port = listener.local_addr()?.port();
        listeners.push(listener);
    }
    Ok((port, listeners))
}
