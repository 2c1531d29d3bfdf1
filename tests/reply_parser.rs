//! Replies as servers really send them, at every cut.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its own lines must fail")]

use listproof::smtp::{EnhancedCode, Reply, ReplyError, ReplyParser};

/// All replies in `bytes`, fed `size` at a time.
fn all(bytes: &[u8], size: usize) -> Result<Vec<Reply>, ReplyError> {
    let mut parser = ReplyParser::new();
    let mut replies = Vec::new();
    for chunk in bytes.chunks(size) {
        let mut input = chunk;
        while let Some(reply) = parser.parse(&mut input)? {
            replies.push(reply);
        }
    }
    Ok(replies)
}

fn at_every_cut(bytes: &[u8]) -> Result<Vec<Reply>, ReplyError> {
    let whole = all(bytes, bytes.len());
    for size in 1..bytes.len().min(200) {
        assert_eq!(all(bytes, size), whole, "chunks of {size}");
    }
    whole
}

#[test]
fn lines_and_separators() {
    let bytes = b"220 mx ESMTP\r\n250-mx\r\n250-PIPELINING\n250 SIZE\n550\t5.1.1 a\r\n550\r\n550_b\r\n550c\r\n\r\n250 OK\r\n421 x";
    let replies = at_every_cut(bytes).unwrap();
    let seen: Vec<_> = replies.iter().map(|r| (r.code(), r.text())).collect();
    let expected =
        [(220, "mx ESMTP"), (250, "mx\nPIPELINING\nSIZE"), (550, "a"), (550, ""), (550, "b"), (550, "c"), (250, "OK")];
    assert_eq!(seen, expected);
    assert_eq!(replies[1].lines().collect::<Vec<_>>(), ["mx", "PIPELINING", "SIZE"]);
    assert_eq!(replies[1].raw(), b"250-mx\r\n250-PIPELINING\n250 SIZE\n");
}

#[test]
fn enhanced_codes() {
    let code = |class, subject, detail| Some(EnhancedCode { class, subject, detail });
    let enhanced = |line: &[u8]| at_every_cut(line).unwrap()[0].enhanced();
    assert_eq!(enhanced(b"550 5.7.606 Access denied\r\n"), code(5, 7, 606));
    assert_eq!(enhanced(b"550 #5.1.0 Address rejected\r\n"), code(5, 1, 0));
    assert_eq!(enhanced(b"550 5.1.1\r\n"), code(5, 1, 1));
    assert_eq!(enhanced(b"550 5.1.1: gone\r\n"), code(5, 1, 1));
    assert_eq!(enhanced(b"550 4.1.1 of another class\r\n"), None);
    assert_eq!(enhanced(b"550 5.1.1.7 an address\r\n"), None);
    assert_eq!(enhanced(b"550 5.1.1000 too long\r\n"), None);
    assert_eq!(enhanced(b"550 5.1 two\r\n"), None);
    assert_eq!(enhanced(b"550-5.1.1 a\r\n550-b\r\n550 5.7.1 c\r\n"), code(5, 7, 1));
    let lines = at_every_cut(b"550-5.1.1 a\r\n550-b\r\n550 5.7.1 c\r\n").unwrap();
    assert_eq!(lines[0].enhanced_lines().map(Some).collect::<Vec<_>>(), [code(5, 1, 1), code(5, 7, 1)]);
}

#[test]
fn what_is_no_reply() {
    for (bytes, error) in [
        (&b"hello\r\n"[..], ReplyError::Malformed),
        (b"1\r\n", ReplyError::Malformed),
        (b"150 ok\r\n", ReplyError::Malformed),
        (b"650 ok\r\n", ReplyError::Malformed),
        (b"5500 ok\r\n", ReplyError::Malformed),
        (b"550-a\r\n551 b\r\n", ReplyError::MixedCodes),
        (b"550-a\r\nb\r\n", ReplyError::Malformed),
    ] {
        assert_eq!(at_every_cut(bytes), Err(error), "{:?}", String::from_utf8_lossy(bytes));
    }
    assert_eq!(Reply::parse(b"550 a\r\n250 b\r\n"), Err(ReplyError::Unsolicited));
    assert_eq!(Reply::parse(b"550-a\r\n"), Err(ReplyError::Malformed));
}

#[test]
fn every_limit_holds_at_every_cut() {
    let line = [b"550 ".as_slice(), &[b'x'; 5_000]].concat();
    let lines = b"250-x\r\n".repeat(600);
    let reply = [b"250-".as_slice(), &[b'x'; 4_000], b"\r\n"].concat().repeat(20);
    for bytes in [line, lines, reply] {
        for size in [1, 2, 3, 7, 64, 1_000, 4_096, bytes.len()] {
            assert_eq!(all(&bytes, size), Err(ReplyError::TooLong), "chunks of {size}");
        }
    }
}

#[test]
fn a_parser_that_failed_stays_failed() {
    let mut parser = ReplyParser::new();
    assert_eq!(parser.parse(&mut &b"nonsense\r\n"[..]), Err(ReplyError::Malformed));
    assert_eq!(parser.parse(&mut &b"250 OK\r\n"[..]), Err(ReplyError::Malformed));
}

#[test]
fn bytes_are_kept_and_read_as_well_as_can_be() {
    let reply = |bytes: &[u8]| at_every_cut(bytes).unwrap().remove(0);
    assert_eq!(reply("550 Пользователь не найден\r\n".as_bytes()).text(), "Пользователь не найден");
    assert_eq!(reply(b"550 Usu\xe1rio\r\n").text(), "Usuário");
    assert_eq!(reply(b"550 \x00\xff\r\n").raw(), b"550 \x00\xff\r\n");
}
