//! Refusals in many languages, in wordings of our own: none is a row of the table.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its own lines must fail")]

use listproof::smtp::{Identity, Reply, Stage};
use listproof::syntax::Address;
use listproof::verdict::{Asked, Cause, Strength, Whose, classify};

/// Tag; unknown user (Strong); full; closed; blocked; too fast.
const SAID: &[(&str, [&str; 5])] = &[
    (
        "en",
        [
            "We could not find any such account: mailbox anna is not known on this host",
            "The inbox of this recipient has no space left, it is full",
            "This mailbox has been permanently deactivated",
            "Your server's address is on our blacklist",
            "You are sending too many messages, slow down",
        ],
    ),
    (
        "de",
        [
            "Der Empfänger ist hier nicht bekannt",
            "Das Postfach des Empfängers ist voll",
            "Dieses Benutzerkonto wurde deaktiviert",
            "Ihre IP-Adresse steht auf unserer Sperrliste",
            "Zu viele Nachrichten in kurzer Zeit, bitte langsamer senden",
        ],
    ),
    (
        "fr",
        [
            "Ce destinataire n'existe pas sur notre système",
            "La boîte aux lettres du destinataire est pleine",
            "Ce compte a été définitivement fermé",
            "Votre adresse IP figure sur une liste noire",
            "Trop de messages envoyés, veuillez ralentir",
        ],
    ),
    (
        "es",
        [
            "El usuario indicado no existe en este servidor",
            "El buzón del destinatario está lleno",
            "La cuenta de correo ha sido dada de baja",
            "Su dirección IP figura en una lista negra",
            "Demasiados mensajes por hora desde su servidor",
        ],
    ),
    (
        "pt",
        [
            "O destinatário não foi encontrado neste servidor",
            "A caixa postal do usuário está cheia",
            "Esta conta foi desativada",
            "Seu endereço IP está em uma lista negra",
            "Muitas conexões, tente mais tarde",
        ],
    ),
    (
        "it",
        [
            "L'utente richiesto non esiste su questo server",
            "La casella del destinatario è piena",
            "Questo account è stato disattivato",
            "Il vostro indirizzo IP è presente in una blacklist",
            "Troppi messaggi inviati, rallentare",
        ],
    ),
    (
        "nl",
        [
            "Deze gebruiker bestaat niet op onze server",
            "Het postvak van de ontvanger is vol",
            "Dit account is opgeheven",
            "Uw IP-adres staat op een zwarte lijst",
            "Te veel verbindingen, probeer het later opnieuw",
        ],
    ),
    (
        "pl",
        [
            "Podany użytkownik nie istnieje",
            "Skrzynka odbiorcy jest przepełniona",
            "Konto zostało zamknięte",
            "Twój adres IP znajduje się na czarnej liście",
            "Zbyt wiele wiadomości, zwolnij",
        ],
    ),
    (
        "cs",
        [
            "Takový uživatel na tomto serveru neexistuje",
            "Schránka příjemce je plná",
            "Tento účet byl zrušen",
            "Vaše IP adresa je na černé listině",
            "Příliš mnoho zpráv z vašeho serveru",
        ],
    ),
    (
        "sk",
        [
            "Takýto používateľ neexistuje",
            "Schránka príjemcu je plná",
            "Tento účet bol zrušený",
            "Vaša IP adresa je na čiernej listine",
            "Príliš mnoho správ za hodinu",
        ],
    ),
    (
        "ru",
        [
            "Указанный получатель не найден на сервере",
            "Почтовый ящик получателя переполнен",
            "Учётная запись удалена",
            "Ваш IP-адрес находится в чёрном списке",
            "Слишком много писем, повторите позже",
        ],
    ),
    (
        "uk",
        [
            "Вказаного користувача не знайдено",
            "Скринька одержувача переповнена",
            "Обліковий запис видалено",
            "Ваша IP-адреса у чорному списку",
            "Забагато повідомлень за годину",
        ],
    ),
    (
        "bg",
        [
            "Този потребител не съществува",
            "Пощенската кутия е препълнена",
            "Този акаунт е закрит",
            "Вашият IP адрес е в черния списък",
            "Твърде много съобщения на час",
        ],
    ),
    (
        "hr",
        [
            "Takav korisnik ne postoji",
            "Sandučić primatelja je pun",
            "Ovaj korisnički račun je ugašen",
            "Vaša IP adresa je na crnoj listi",
            "Previše poruka u kratkom vremenu",
        ],
    ),
    (
        "ro",
        [
            "Utilizatorul indicat nu există pe acest server",
            "Căsuța destinatarului este plină",
            "Acest cont a fost dezactivat",
            "Adresa IP a serverului se află pe lista neagră",
            "Prea multe mesaje trimise",
        ],
    ),
    (
        "el",
        [
            "Ο χρήστης αυτός δεν υπάρχει",
            "Το γραμματοκιβώτιο του παραλήπτη είναι γεμάτο",
            "Ο λογαριασμός έχει απενεργοποιηθεί",
            "Η διεύθυνση IP σας βρίσκεται σε μαύρη λίστα",
            "Πάρα πολλά μηνύματα, δοκιμάστε αργότερα",
        ],
    ),
    (
        "sv",
        [
            "Mottagaren finns inte på denna server",
            "Mottagarens brevlåda är full",
            "Kontot har avslutats",
            "Din IP-adress finns på en svart lista",
            "För många meddelanden per timme",
        ],
    ),
    (
        "da",
        [
            "Brugeren findes ikke på denne server",
            "Modtagerens postkasse er fuld",
            "Kontoen er lukket",
            "Din IP-adresse er på en sort liste",
            "For mange beskeder, prøv igen senere",
        ],
    ),
    (
        "no",
        [
            "Mottakeren finnes ikke her",
            "Postboksen til mottakeren er full",
            "Denne kontoen er avsluttet",
            "IP-adressen din står på en svarteliste",
            "For mange meldinger per time",
        ],
    ),
    (
        "fi",
        [
            "Vastaanottajaa ei löydy tältä palvelimelta",
            "Vastaanottajan postilaatikko on täynnä",
            "Käyttäjän tili on suljettu",
            "IP-osoitteesi on mustalla listalla",
            "Liian monta viestiä tunnissa",
        ],
    ),
    (
        "hu",
        [
            "A megadott felhasználó nem létezik",
            "A címzett postafiókja megtelt",
            "Ezt a fiókot megszüntették",
            "Az Ön IP-címe feketelistán van",
            "Túl sok üzenet rövid idő alatt",
        ],
    ),
    (
        "tr",
        [
            "Belirtilen kullanıcı bu sunucuda bulunamadı",
            "Alıcının posta kutusu dolu",
            "Bu hesap kapatılmıştır",
            "IP adresiniz kara listede",
            "Çok fazla ileti gönderdiniz",
        ],
    ),
    (
        "ja",
        [
            "指定された宛先のユーザーは見つかりません",
            "受信者のメールボックスがいっぱいです",
            "このアカウントは削除されました",
            "お使いのIPアドレスはブラックリストに登録されています",
            "短時間に送信されたメールが多すぎます",
        ],
    ),
    (
        "zh",
        [
            "该收件人不存在",
            "收件人的邮箱容量已满",
            "该帐户已被注销",
            "您的IP地址已被列入黑名单",
            "发送频率过高，请稍后再试",
        ],
    ),
    (
        "zh-Hant",
        [
            "此收件人的帳號不存在",
            "收件人的信箱已滿",
            "該使用者帳號已停用",
            "您的 IP 位址已列入黑名單",
            "發送郵件過於頻繁",
        ],
    ),
    (
        "ko",
        [
            "해당 수신자를 찾을 수 없습니다",
            "수신자의 메일함이 가득 찼습니다",
            "이 계정은 해지되었습니다",
            "귀하의 IP 주소는 블랙리스트에 등록되어 있습니다",
            "너무 많은 메시지를 보냈습니다",
        ],
    ),
    (
        "vi",
        [
            "Người nhận này không tồn tại trên máy chủ",
            "Hộp thư của người nhận đã đầy",
            "Tài khoản này đã bị đóng",
            "Địa chỉ IP của bạn nằm trong danh sách đen",
            "Bạn gửi quá nhiều thư",
        ],
    ),
    ("th", ["ไม่พบผู้รับรายนี้ในระบบ", "กล่องจดหมายของผู้รับเต็ม", "บัญชีนี้ถูกปิดแล้ว", "ที่อยู่ IP ของคุณอยู่ในบัญชีดำ", "ส่งข้อความมากเกินไป"]),
    (
        "id",
        [
            "Penerima tersebut tidak ditemukan di server ini",
            "Kotak surat penerima sudah penuh",
            "Akun ini telah ditutup",
            "Alamat IP Anda masuk daftar hitam",
            "Terlalu banyak pesan, coba lagi nanti",
        ],
    ),
    (
        "ar",
        [
            "المستخدم المطلوب غير موجود على هذا الخادم",
            "صندوق بريد المستلم ممتلئ",
            "تم إغلاق هذا الحساب",
            "عنوان IP الخاص بك مدرج في القائمة السوداء",
            "عدد كبير جدا من الرسائل",
        ],
    ),
    (
        "he",
        [
            "המשתמש המבוקש לא נמצא בשרת",
            "תיבת הדואר של הנמען מלאה",
            "החשבון הזה נסגר",
            "כתובת ה-IP שלך מופיעה ברשימה שחורה",
            "יותר מדי הודעות בזמן קצר",
        ],
    ),
];

#[test]
fn every_language_is_understood() {
    let mut wrong = 0;
    for (tag, said) in SAID {
        let causes =
            [Cause::NoMailbox, Cause::MailboxFull, Cause::MailboxDisabled, Cause::SenderBlocked, Cause::RateLimited];
        for (text, cause) in said.iter().zip(causes) {
            for enhanced in ["", "5.7.1 "] {
                let reply = Reply::parse(format!("550 {enhanced}{text}\r\n").as_bytes()).unwrap();
                let meaning = classify(&reply, &Asked::new(Stage::Rcpt));
                let strong = !matches!(cause, Cause::NoMailbox) || meaning.strength() == Strength::Strong;
                if meaning.cause() != cause || !strong {
                    println!("{tag}: {} {} by {:?} <- {text}", meaning.cause(), meaning.strength(), meaning.rule());
                    wrong += 1;
                }
            }
        }
    }
    assert_eq!(wrong, 0);
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
