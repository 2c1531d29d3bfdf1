//! Refusals in many languages, in wordings of our own: none is a row of the table.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its own lines must fail")]

use listproof::smtp::{Identity, Reply, Stage};
use listproof::syntax::Address;
use listproof::verdict::{Asked, Cause, Strength, Whose, classify};

/// Every wording, whatever codes stand before it: a server's codes are often wrong, its words seldom.
#[test]
fn every_language_is_understood() {
    let (mut rows, mut wrong, mut harmful) = (0, 0, 0);
    let anna = "anna@example.org".parse().unwrap();
    for (tag, cause, text) in wordings() {
        for codes in ["550", "550 5.7.1", "554"] {
            rows += 1;
            let reply = Reply::parse(format!("{codes} {text}\r\n").as_bytes()).unwrap();
            let meaning = classify(&reply, &Asked::new(Stage::Rcpt).recipient(&anna));
            let weak = cause == Cause::NoMailbox && meaning.strength() == Strength::Weak;
            if weak || !is_near(cause, meaning.cause()) {
                wrong += 1;
                println!(
                    "{tag} {cause} as {} {} by {:?} <- {codes} {text}",
                    meaning.cause(),
                    meaning.strength(),
                    meaning.rule()
                );
            }
            let sentenced = matches!(meaning.cause(), Cause::NoMailbox | Cause::MailboxDisabled);
            harmful += usize::from(sentenced && is_about_us(cause));
        }
    }
    println!("{rows} rows, {wrong} wrong, {harmful} harmful");
    assert_eq!((wrong, harmful), (0, 0));
}

/// `tests/languages/TAG.tsv`: a cause and a wording a line. English is tried by the labelled replies as well.
fn wordings() -> Vec<(String, Cause, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/languages");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut all = Vec::new();
    for path in files {
        let tag = path.file_stem().unwrap().to_string_lossy().into_owned();
        for line in std::fs::read_to_string(&path).unwrap().lines() {
            let (cause, text) = line.split_once('\t').unwrap();
            all.push((tag.clone(), cause.parse().unwrap(), text.to_owned()));
        }
    }
    all
}

/// Whether one cause is as good as the other: which of our doings a server minds is often a matter of taste.
fn is_near(wanted: Cause, got: Cause) -> bool {
    use Cause::{Greylisted, PolicyRejected, RateLimited, SenderBlocked, SenderRejected};
    let refused = [SenderBlocked, SenderRejected, PolicyRejected];
    match wanted {
        _ if wanted == got => true,
        // "The address is invalid" may be about its syntax, and 554 and 5.7.1 say more than that.
        Cause::Indistinct => got == PolicyRejected,
        Cause::RecipientRestricted => matches!(got, PolicyRejected | SenderRejected),
        SenderBlocked | SenderRejected | PolicyRejected => refused.contains(&got),
        RateLimited => matches!(got, SenderBlocked | Greylisted),
        _ => false,
    }
}

/// Never to be read as a refusal of the mailbox.
fn is_about_us(cause: Cause) -> bool {
    matches!(
        cause,
        Cause::SenderBlocked
            | Cause::SenderRejected
            | Cause::PolicyRejected
            | Cause::RateLimited
            | Cause::Greylisted
            | Cause::RelayDenied
            | Cause::AuthRequired
            | Cause::TlsRequired
            | Cause::ProtocolError
            | Cause::ServerTrouble
    )
}

#[test]
fn without_their_accents_too() {
    for (text, cause) in [
        ("Utilisateur inexistant ou inconnu", Cause::NoMailbox),
        ("Usuario inexistente", Cause::NoMailbox),
        ("Odbiorca nieznany", Cause::NoMailbox),
        ("Postfach ueberfuellt", Cause::MailboxFull),
        ("Twoj adres IP jest na czarnej liscie", Cause::SenderBlocked),
    ] {
        let reply = Reply::parse(format!("550 {text}\r\n").as_bytes()).unwrap();
        assert_eq!(classify(&reply, &Asked::new(Stage::Rcpt)).cause(), cause, "{text}");
    }
}

/// Every wording about us, in sentences that name the mailbox, after codes that blame it: a subscriber must never pay
/// for what a server thinks of us.
#[test]
fn what_is_about_us_is_never_about_a_mailbox() {
    let (mut tried, mut harmful) = (0, 0);
    let known = wordings().into_iter();
    let known =
        known.filter(|(_, cause, _)| is_about_us(*cause) && *cause != Cause::ServerTrouble).map(|(_, _, text)| text);
    for us in known.chain(clauses()) {
        for frame in FRAMES {
            let text = frame.replace("{us}", &us);
            for codes in ["550", "550 5.1.1", "550 5.2.1", "553 5.1.0", "554 5.7.1", "450 4.1.1"] {
                tried += 1;
                let (cause, strength) = classify_ours(&format!("{codes} {text}"), "anna@example.org");
                if matches!(cause, Cause::NoMailbox | Cause::MailboxDisabled) {
                    harmful += 1;
                    println!("HARM {cause} {strength} <- {codes} {text}");
                }
            }
        }
    }
    println!("{tried} tried, {harmful} harmful");
    assert!(tried > 10_000);
    assert_eq!(harmful, 0);
}

/// Who of ours, and what is said of them.
fn clauses() -> impl Iterator<Item = String> {
    let said = OURS.iter().flat_map(|ours| SAID_OF_OURS.iter().map(move |said| format!("{ours} {said}")));
    said.chain(FRIENDS.iter().map(|&text| text.to_owned()))
}

const OURS: &[&str] = &[
    "your IP address",
    "client host [192.0.2.7]",
    "sender address <verify@probe.example.net>",
    "sending host mail.example.net",
    "the sender's account",
    "the sender's domain",
    "connection from 198.51.100.7",
    "your server",
    "your mail server's hostname",
    "envelope sender",
];

const SAID_OF_OURS: &[&str] = &[
    "is unknown",
    "is blocked",
    "does not exist",
    "was not found",
    "is disabled",
    "has been suspended",
    "is not a valid address",
    "is listed",
    "could not be verified",
    "has too many unknown users",
    "is not allowed to send to this mailbox",
    "has no reverse DNS",
];

/// Words that sound like a mailbox's end and are not.
const FRIENDS: &[&str] = &[
    "sender verify failed: no such user here",
    "authentication failed: unknown user",
    "cannot find your hostname, PTR record not found for 192.0.2.7",
    "rejected by reputation of your mailbox provider",
    "too many invalid recipients from your address, user unknown limit reached",
    "rate limited after too many unknown users",
    "greylisted, the user will exist later",
    "relay access denied, no such domain here",
    "the account you log in with does not exist: authentication required",
    "must issue a STARTTLS command first, account not found otherwise",
    "blocked using zen.spamhaus.org, see https://www.spamhaus.org/user/not-found",
    "SPF check failed: sender address does not exist in permitted hosts",
    "unknown sender, user has not listed you",
    "message considered spam by the user's filter, mailbox not used",
    "verification of your sender mailbox said: 550 user unknown",
    "callback to <verify@probe.example.net>: 550 5.1.1 unknown user",
    "no MX found for the domain of the sender's address",
    "HELO name does not exist",
    "policy of this organisation: account closed to external senders",
];

/// Sentences round them.
const FRAMES: &[&str] = &[
    "{us}",
    "<anna@example.org>: Recipient address rejected: {us}",
    "<anna@example.org>: {us}",
    "Mail for user anna not accepted: {us}",
    "Mailbox anna refuses delivery - {us}",
    "{us}; recipient anna@example.org",
    "{us} (account anna)",
    "Requested action not taken: mailbox unavailable: {us}",
    "{us}. If the user exists, ask the postmaster",
    "User unknown: {us}",
    "{us} https://example.org/unknown-user?mailbox=disabled",
];

fn classify_ours(text: &str, recipient: &str) -> (Cause, Strength) {
    let recipient: Address = recipient.parse().unwrap();
    let identity = Identity::new("probe.example.net", "verify@probe.example.net").unwrap();
    let asked =
        Asked::new(Stage::Rcpt).recipient(&recipient).identity(&identity).source("198.51.100.7".parse().unwrap());
    let meaning = classify(&Reply::parse(format!("{text}\r\n").as_bytes()).unwrap(), &asked);
    (meaning.cause(), meaning.strength())
}

#[test]
fn echoes_do_not_speak() {
    for local in ["inactive", "spamhaus", "blocked", "full", "disabled", "greylist", "user.unknown", "rate-limit"] {
        let to = format!("{local}@dnsbl.example.org");
        let unknown = classify_ours(&format!("550 5.1.1 <{to}>: Recipient address rejected: User unknown"), &to);
        assert_eq!(unknown, (Cause::NoMailbox, Strength::Strong), "{to}");
        let alone = classify_ours(&format!("550 5.1.1 unknown user: \"{local}\""), &to);
        assert_eq!(alone, (Cause::NoMailbox, Strength::Strong), "{to}");
        let (cause, _) = classify_ours(&format!("450 4.3.0 <{to}>: queue file write error"), &to);
        assert_eq!(cause, Cause::ServerTrouble, "{to}");
    }
}

#[test]
fn what_names_us_is_about_us() {
    let to = "anna@example.org";
    let us = [
        "550 5.1.1 Recipient rejected: unknown client [198.51.100.7]",
        "550 5.1.1 <anna@example.org>: access denied for 198.51.100.7",
        "554 5.7.1 <anna@example.org>: Recipient address rejected: 198.51.100.7 listed",
        "550 probe.example.net does not exist",
        "550 verify@probe.example.net: user unknown",
        "550 <verify@probe.example.net>: Sender verify failed: no such user here",
    ];
    for text in us {
        let (cause, strength) = classify_ours(text, to);
        assert_eq!(strength, Strength::Weak, "{text}");
        assert!(!matches!(cause, Cause::NoMailbox | Cause::MailboxDisabled), "{cause} {text}");
    }
    // Our address beside the mailbox: the words stand, but not Strong.
    let (cause, strength) = classify_ours("550 5.1.1 <anna@example.org>: User unknown; from [198.51.100.7]", to);
    assert_eq!((cause, strength), (Cause::NoMailbox, Strength::Weak));
}

/// Servers that end every refusal with who asked: honest all the same, and never Strong, as contrast has to confirm it.
#[test]
fn a_client_that_is_only_named_is_not_blamed() {
    let to = "anna@example.org";
    for tail in
        ["(client 198.51.100.7)", "[198.51.100.7]", "; client=198.51.100.7", "from 198.51.100.7", "- id 7-198.51.100.7"]
    {
        for words in
            ["550 <anna@example.org>: User unknown", "550 5.1.1 No such mailbox", "554 5.1.1 Account not found"]
        {
            let text = format!("{words} {tail}");
            let (cause, strength) = classify_ours(&text, to);
            // A client directly behind "not found" may be what was not found.
            let near = words.ends_with("found") && tail.contains("client ");
            assert!(cause == Cause::NoMailbox || near && cause == Cause::SenderBlocked, "{cause} {text}");
            let named = !tail.contains("id 7");
            assert!(!named || strength == Strength::Weak, "{text}");
            for blame in ["is blacklisted", "rejected for bad reputation", "is not allowed to send", "has no PTR"] {
                let (cause, _) = classify_ours(&format!("{text} {blame}"), to);
                assert!(!matches!(cause, Cause::NoMailbox | Cause::MailboxDisabled), "{cause} {text} {blame}");
            }
        }
    }
}

#[test]
fn what_is_yours_is_the_senders() {
    for text in [
        "550 your e-mail account was not found, sending refused",
        "550 Your user does not exist",
        "550 5.1.1 votre compte n'existe pas",
        "550 Ihr Konto existiert nicht",
        "550 the mailbox you send from does not exist",
    ] {
        assert_eq!(classify_ours(text, "anna@example.org").0, Cause::SenderRejected, "{text}");
    }
    let theirs = classify_ours("550 Cannot find your recipient in our database", "anna@example.org");
    assert_eq!(theirs, (Cause::NoMailbox, Strength::Strong));
}

#[test]
fn gmail_on_our_rate_and_exchange_on_groups() {
    let read = |text: &str| classify_ours(text, "anna@example.org").0;
    let unsolicited =
        "detected an unusual rate of unsolicited mail originating from your IP address. To protect our users from spam";
    let blocked = format!("550 5.7.28 {unsolicited}, mail sent from your IP address has been blocked. - gsmtp");
    assert_eq!(read(&blocked), Cause::SenderBlocked);
    let limited = format!("421 4.7.28 {unsolicited}, mail has been temporarily rate limited. - gsmtp");
    assert_eq!(read(&limited), Cause::RateLimited);
    for text in [
        "550 5.7.1 RESOLVER.RST.AuthRequired; authentication required",
        "550 5.4.1 RESOLVER.RST.AuthRequired; authentication required to send to this group",
        "550 5.7.1 authentication required to send to this group",
    ] {
        assert_eq!(read(text), Cause::RecipientRestricted, "{text}");
    }
}

#[test]
fn one_of_two_may_be_alive() {
    for text in ["550 5.1.1 User unknown or not allowed to receive", "550 mailbox does not exist or is over quota"] {
        assert_eq!(classify_ours(text, "anna@example.org").0, Cause::Indistinct, "{text}");
    }
}

#[test]
fn weather_and_rates_are_no_closed_mailboxes() {
    let read = |text: &str| classify_ours(text, "anna@example.org");
    assert_eq!(read("550 5.2.1 This account is temporarily disabled").0, Cause::MailboxSuspended);
    assert_eq!(
        read("550 5.2.1 The user you are trying to contact is receiving mail at a rate that prevents").0,
        Cause::RateLimited
    );
    assert_eq!(read("550 Ip frequency limited").0, Cause::RateLimited);
    assert_eq!(read("450 4.1.1 <anna@example.org>: User unknown"), (Cause::NoMailbox, Strength::Weak));
    assert_eq!(read("550 5.1.1"), (Cause::NoMailbox, Strength::Weak));
    assert_eq!(read("550 Requested action not taken: mailbox unavailable").0, Cause::Indistinct);
    assert_eq!(read("252 2.1.5 Cannot VRFY user, but will accept message").0, Cause::Accepted);
    assert_eq!(
        read("550 5.6.7 SMTPUTF8 is required but was not offered"),
        (Cause::Smtputf8Unsupported, Strength::Strong)
    );
}

#[test]
fn how_far_a_reply_reaches() {
    let whose = |stage, text: &str| classify(&Reply::parse(text.as_bytes()).unwrap(), &Asked::new(stage)).whose();
    assert_eq!(whose(Stage::Rcpt, "550 5.1.1 User unknown\r\n"), Whose::Recipient);
    assert_eq!(whose(Stage::Rcpt, "452 4.5.3 Too many recipients\r\n"), Whose::Transaction);
    assert_eq!(whose(Stage::Rcpt, "452 Too many recipients\r\n"), Whose::Transaction);
    assert_eq!(whose(Stage::Rcpt, "421 Closing\r\n"), Whose::Session);
    assert_eq!(whose(Stage::Mail, "451 Try later\r\n"), Whose::Session);
    assert_eq!(whose(Stage::Rcpt, "554 5.7.1 Client host blocked using zen.spamhaus.org\r\n"), Whose::Operator);
}

#[test]
fn before_rcpt_nobody_speaks_of_a_mailbox() {
    for stage in [Stage::Greeting, Stage::Ehlo, Stage::Helo, Stage::StartTls, Stage::Mail] {
        for text in ["550 5.1.1 No such user", "550 mailbox disabled", "552 5.2.2 mailbox full", "550 no", "550 5.1.1"]
        {
            let meaning = classify(&Reply::parse(text.as_bytes()).unwrap(), &Asked::new(stage));
            let mailbox = matches!(
                meaning.cause(),
                Cause::NoMailbox
                    | Cause::MailboxDisabled
                    | Cause::MailboxFull
                    | Cause::MailboxSuspended
                    | Cause::Indistinct
            );
            assert!(!mailbox && meaning.strength() == Strength::Weak, "{stage:?} {text} {}", meaning.cause());
        }
    }
}
