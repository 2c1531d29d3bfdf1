use listproof::{
    Status,
    smtp::{Reply, ReplyError, ReplyParser, Stage},
    verdict::{Asked, Strength, classify},
};

/// The first byte says how to cut; the rest is what a server sends.
pub fn reply(data: &[u8]) {
    let Some((&cut, stream)) = data.split_first() else { return };
    let whole = read(stream, stream.len());
    let pieces = read(stream, usize::from(cut));
    assert_eq!(whole.replies, pieces.replies, "replies that depend on the cut");
    assert_eq!(whole.error, pieces.error, "an error that depends on the cut");
    for reply in &whole.replies {
        assert!((200..=599).contains(&reply.code()), "no reply code: {}", reply.code());
        assert!(reply.text().len() <= MAX_TEXT, "{} bytes of text", reply.text().len());
        assert_eq!(u16::from(reply.is_success()) * 2, if reply.code() / 100 == 2 { 2 } else { 0 });
        sentence(reply);
    }
    if let (Ok(one), [first, ..]) = (Reply::parse(stream), whole.replies.as_slice()) {
        assert_eq!(&one, first);
    }
}

struct Heard {
    replies: Vec<Reply>,
    error: Option<ReplyError>,
}

/// All replies of a stream that comes in pieces of `size` bytes, up to the first error.
fn read(stream: &[u8], size: usize) -> Heard {
    let mut heard = Heard { replies: Vec::new(), error: None };
    let mut parser = ReplyParser::new();
    for piece in stream.chunks(size.max(1)) {
        let mut rest = piece;
        while !rest.is_empty() {
            let before = rest.len();
            match parser.parse(&mut rest) {
                Ok(Some(reply)) => heard.replies.push(reply),
                Ok(None) => assert!(rest.is_empty(), "bytes are left over, and no reply"),
                Err(error) => {
                    heard.error = Some(error);
                    return heard;
                }
            }
            assert!(rest.len() < before, "no progress");
        }
    }
    heard
}

/// What no reply may ever be taken for.
fn sentence(reply: &Reply) {
    for stage in [Stage::Greeting, Stage::Ehlo, Stage::Mail, Stage::Rcpt] {
        let meaning = classify(reply, &Asked::new(stage));
        let sentenced = meaning.cause().status() == Status::Undeliverable;
        if meaning.strength() == Strength::Strong {
            assert!(reply.is_permanent() && stage == Stage::Rcpt && sentenced, "{meaning:?} from {}", reply.code());
        }
        if sentenced {
            assert!(!reply.is_success(), "undeliverable, and accepted");
        }
        if meaning.retry_after().is_some() {
            assert!(reply.is_transient(), "come again after a {}", reply.code());
        }
    }
}

/// A reply's bytes are bounded at 64 KiB; a byte that is no UTF-8 grows to three.
const MAX_TEXT: usize = 3 * 64 * 1024;
