//! Words that make a refusal doubtful: whoever says "unknown" or "closed" beside them may speak of us, or of what
//! would be if. English first, then by the languages' tags; what people say to us of *their* mailbox is silenced.

use super::{Rows, Say};

pub(super) const ROWS: Rows = &[
    // Whose.
    (Say::Doubt, "you_|your_|youre_|yourself|yours_|i know you|us from"),
    (
        Say::Theirs,
        "your message|your email message|your mail_|your email could|your email was|your email has|your email to|\
         your e mail to|your letter|your recipient|your addressee|your contact|your address book|your spelling|\
         your request|your correspondent|your intended|you tried to reach|you tried to contact|you tried to send to|\
         you tried to email|you tried to mail|you tried to deliver|you entered|you specified|you typed|you sent|\
         you wrote|you are writing|you were writing|you write to|you are trying to|you were trying to|\
         you are attempting to|you attempted to|you are looking|you want to reach|you wish to|you requested|\
         you provided for the recipient|you supplied|you mailed|you addressed|you are sending to|you are emailing|\
         you used for|you have entered|you have typed|you have specified|you have sent|you have tried|you mistyped|\
         you misspelled|thank you|you may have|you might have|you can_|you should|if you_|you asked for|\
         you gave for the recipient|you reached|you have reached|youre looking|youre trying to|youre writing|\
         youre sending to",
    ),
    // What we do.
    (
        Say::Doubt,
        "send_|sends_|sending_|submission|submit_|submitting|agent_|comes from|came from|coming from|claims|wanted|\
         welcome|prob|disclos|forged|scam|filter|contains|partner|contacts|argument|character|seal|results|against|\
         except|outside our|remote says|rule|file_|files_|file type|directory not found|für externe|für fremde|\
         für unbekannte|to outsiders",
    ),
    (
        Say::Theirs,
        "send to|sending to|to send you|unable to send|cannot send|please send|send mail to|send email to|send your|\
         send the message|send this message|sending mail to|sending email to|trying to send|tried to send|resend|\
         send again|send it|send a message|send messages to|before sending|when sending|user agency|log in to enable",
    ),
    // What would be.
    (
        Say::Mute,
        "session terminated|session expired|session closed|transaction closed|transaction terminated|\
         transaction cancelled",
    ),
    (Say::Auth, "valid login|no login|login unknown|unknown login"),
    (
        Say::Doubt,
        "table not found|file not found|database does not|database not|server not found|mailer|storage of|\
         user group|to the public|as junk|external delivery|external mail|delivery to account|delivery to user|\
         mail for mailbox|mail for user|limit reached|threshold|unless|until|without_|whether|in case|whenever",
    ),
    // Who may, who logs in.
    (
        Say::Doubt,
        "allowed to|permitted to|authorized to|authorised to|permission|password|passphrase|submission|كلمة مرور|\
         logged|log in|logging in|signed in|sign in",
    ),
    (Say::Theirs, "allowed to receive|authorized to receive|permitted to receive|authorised to receive"),
    (
        Say::From,
        "invalid from_|bad from_|from mailbox|bogus from_|reply to address|reply to user|reply to mailbox|\
         bounce address|in from_|this mail comes|this message comes|this mail came|this message came|return mailbox|\
         envelope originator|the from_|mail claims|message claims",
    ),
    (
        Say::Us,
        "unknown machine|connecting machine|such machine|the machine|machine inconnue|equipo desconocido|\
         rechner unbekannt|хост не найден|hostname|host name|host names|hostnames|user agent|mail agent|\
         your software|mail software",
    ),
    (Say::Tls, "plaintext|plain text connection|cleartext|in the clear"),
    (
        Say::Rate,
        "too many users|too many nonexist|too many non exist|too many wrong|too many inexist|too many dead|\
         so many users|so many unknown|so many invalid|so many nonexistent|many nonexistent",
    ),
    // Who writes.
    (
        Say::From,
        "from an address|from a mailbox|from an account|from a host|from a domain|送信ホスト|from users|from user_|\
         from accounts|from mailboxes|from addresses|from nonexist|from non exist|from unknown|from an unknown|\
         from a user|from invalid|from an invalid|from anyone unknown|by unknown users|from nobody|mail by",
    ),
    (
        Say::From,
        "von unbekannt|von nicht existier|de usuarios desconoc|de usuarios inexist|de remitentes|\
         d utilisateurs inconn|d utilisateurs inexist|de comptes inexist|da utenti|di utenti sconosc|da indirizzi|\
         de usuários desconhec|de usuários inexist|van onbekende|van niet bestaande|od nieznan|od nieistn|od neznám|\
         od neexist|от неизвестн|от несуществ|від невідом|від неіснуюч|från okän|från obefint|fra ukend|\
         fra ikke eksist|de la utilizatori|de la adrese",
    ),
    (
        Say::From,
        "author|writer|remitter|correspondents|bounces_|the writer|originated|robot|peer_|strangers|outsiders|\
         rücksendeadresse|*absendeadresse|antwortadresse|rückadresse|verfasser|adresse de retour|adresse de réponse|\
         auteur|dirección de retorno|dirección de respuesta|autor_|el autor|o autor|endereço de retorno|\
         endereço de resposta|indirizzo di ritorno|indirizzo di risposta|autore|retouradres|antwoordadres|\
         adres zwrotny|adresu zwrotnego|zpáteční adres|spätná adres|návratová adres|обратный адрес|обратного адреса|\
         адрес возврата|автор_|зворотна адрес|зворотної адрес|dönüş adres|yanıt adres|διεύθυνση επιστροφής|\
         διεύθυνση απάντησης|*כתובת ההחזרה|*כתובת החזרה|*כתובת לתשובה|عنوان الإرجاع|عنوان الرد|返信先|返送先|エラーメール送付先|\
         回复地址|退信地址|退回地址|回覆地址|반송 주소|회신 주소|returadress|svarsadress|returadresse|svaradresse|palautusosoit|\
         vastausosoit|visszaküldési cím|válaszcím|adresa de retur|adresa de răspuns",
    ),
    // One recipient is asked for: of several, somebody else speaks.
    (
        Say::Doubt,
        "unknown users|invalid users|nonexistent users|these users|those users|all users|to users|many users|\
         recipients_|mailboxes_|addresses_|accounts_|most of|half of|many of|percent|destinataires|destinatarios|\
         destinatários|i destinatari|dei destinatari|destinatarilor|ontvangers|odbiorców|příjemců|príjemcov|\
         получателей|одержувачів|отримувачів|παραλήπτες|alıcıların|הנמענים|المستلمين|modtagere_|vastaanottajis|\
         vastaanottajien|címzettjei|címzettek|usuarios_|usuários_|utenti_|utilisateurs|gebruikers_|użytkowników|\
         uživatelů|пользователей|користувачів|χρήστες|kullanıcılar|大多数|大半|多数|대부분|most_|mayoría|maioria|plupart|\
         maggior parte|większość|většina|большинство|більшість|meesten|mehrheit|de flesta|de fleste|suurin|többség|\
         majorit",
    ),
    (
        Say::Theirs,
        "more recipients_|our users|local users|valid users|list of users|registered users|known users of|\
         our recipients_|of recipients_|valid recipients_|our accounts_|one or more recipients_|existing users|\
         known users here|recipients email|recipients mail|recipients address|recipients server|recipients domain|\
         recipients name|recipients account|users mail|users account|users address|remove it from your|\
         delete it from your|in your list|your list_",
    ),
    // Things that are missing and switched off as often as mailboxes are.
    (
        Say::Doubt,
        "certificate|selector|signature|token|header|attachment|url_|urls_|link_|links_|software|version|method|\
         charset|encoding|extension|country|license|dns_|mx record|a record|name server|forwarding|outgoing|\
         outbound|feature|imap|smtp auth|zertifikat|certificat|schlüssel|signatur|clave|chiave|chave|klucz|klíč|\
         ключ|подпис|підпис|sertifik|证书|證書|签名|簽名|証明書|署名|인증서|서명|شهادة|توقيع|תעודה|חתימה",
    ),
    // German.
    (
        Say::Doubt,
        "ihr_|ihre_|ihrem_|ihren_|ihrer_|ihres_|dein_|deine_|deinem_|deiner_|sie_|senden_|versenden|sendende|wenn_|\
         falls_|ohne_|anmeld|angemeldet|authentifizier|passwort|kennwort|einloggen",
    ),
    (
        Say::Theirs,
        "ihre nachricht|ihre e mail|ihre mail_|ihrer nachricht|ihrer e mail|ihr empfänger|ihren empfänger|\
         ihrem adressbuch|ihre eingabe|ihre anfrage|prüfen sie|überprüfen sie|kontrollieren sie|wenden sie|\
         versuchen sie|kontaktieren sie|die sie_|den sie_|bitten sie|die du_|den du_|achten sie|korrigieren sie",
    ),
    (Say::Us, "*hostname|rechnername"),
    // French.
    (Say::Doubt, "votre_|vos_|vous_|envoyer_|envoi_|sans_|authentifi|identifier_|mot de passe"),
    (
        Say::Theirs,
        "votre message|votre courriel|votre mail_|votre e mail|votre email_|votre destinataire|votre correspondant|\
         votre demande|votre envoi|vous avez saisi|vous avez indiqu|vous avez écrit|vous écrivez|vous essayez|\
         vous tentez|vous cherchez|vous avez entr|vous avez tap|vous avez tent|vous souhaitez|vous contactez|\
         vous avez envoy|vous avez demand|vous voulez|pour vous_|que vous_|assurez vous",
    ),
    (Say::Us, "nom d hote|nom d hôte|nom de machine|nom dhote"),
    // Spanish, Portuguese, Italian, Romanian, Catalan.
    (
        Say::Doubt,
        "su cuenta|su direcc|su usuario|su buzón|su dominio|su host|su servidor|su nombre|usted|tu cuenta|tu direcc|\
         tu dominio|tu host|vuestr|enviar_|envío_|sin_|autenti|iniciar sesión|contraseña|seu_|seus_|sua_|suas_|você|\
         sem_|senha|vostr|tuo_|tua_|suo_|inviare|invio_|senza_|password|accedere|dumneavoastră|dvs_|tău_|trimite_|\
         trimiterea|fără_|autentific|parol",
    ),
    (
        Say::Theirs,
        "sua mensagem|seu email|seu e mail|seu destinatário|sua solicitação|o seu correio|vostro messaggio|\
         vostra mail|vostra email|tuo messaggio|suo messaggio|sua email|sua mail|suo destinatario|você digitou|\
         você está tentando|você tentou|você enviou|você informou|usted ha escrito|mesajul dumneavoastră|\
         mesajului dumneavoastră|para enviar a|messaggio non inviat|cui si vuole inviare|enviar a_|inviare a_|\
         trimite la_|enviar para",
    ),
    (
        Say::Us,
        "nombre de host|nome do host|nome host|nome de host|nume de gazdă|numele gazdei|nombre del host|\
         nombre de su host|nume de host|numele de host",
    ),
    // Dutch, Swedish, Danish, Norwegian.
    (
        Say::Doubt,
        "uw_|je account|je adres|je server|jij_|jouw_|jullie|verzenden|versturen|zonder_|inloggen|ingelogd|\
         wachtwoord|aanmeld|din_|ditt_|dina_|ert konto|er konto|skicka_|utan_|inlogg|lösenord|logga in|dit domæne|\
         din konto|dine_|jeres|sende_|uden_|logget|adgangskode|uten_|passord",
    ),
    (
        Say::Theirs,
        "uw bericht|uw mail_|uw e mail_|uw email_|uw ontvanger|je bericht|je mail_|je ontvanger|uw geadresseerde|\
         je probeert|je hebt|ditt meddelande|ditt mejl|ditt mail|ditt e postmeddelande|din mottagare|din e post|\
         din besked|din mail_|din modtager|din melding|din e post_|du skrev|du angav|du försök|du har_|du prøver|\
         du forsøg|du skriver|du angivne|din meddelelse",
    ),
    (Say::Us, "hostnaam|värdnamn|værtsnavn|vertsnavn"),
    // Polish, Czech and Slovak, Croatian, Slovenian.
    (
        Say::Doubt,
        "twój_|twoj|twoje|pańsk|państwa|wysyłać|wysyłki|wysyłani|zalogow|zaloguj|hasł|uwierzyteln|bez_|váš_|vaš|\
         vaše|vaší|odesílat|odesílán|odosielat|přihlá|prihlá|heslo|tvůj|slanje",
    ),
    (
        Say::Theirs,
        "twoja wiadomość|twojej wiadomości|państwa wiadomość|twój adresat|vaše zpráva|vaši zprávu|vaše správa|\
         vašu správu|vaša správa|vaše poruka|vaša poruka|vašu poruku|vaše sporočilo|vašeho příjemce|váš email nebyl|\
         váš e mail nebyl|vašej správy|vaší zprávy",
    ),
    (Say::Us, "nazwa hosta|nazwy hosta|název hostitele|jméno hostitele|názov hostiteľa"),
    // Russian, Ukrainian, Bulgarian, Serbian.
    (
        Say::Doubt,
        "ваш|вы_|твой|твоя|отправлять|отправки|рассыл|авториз|войдите|парол|без_|если_|ви_|надсилати|надсиланн|\
         розсил|увійд|якщо_|вие_|изпраща|вход_|ако_",
    ),
    (
        Say::Theirs,
        "ваше сообщение|вашего сообщения|ваше письмо|вашего письма|ваш адресат|вашего адресата|ваш получатель|\
         вашего получателя|вы указали|вы ввели|вы пишете|вы пытаетесь|вы отправ|ваше повідомлення|ваш лист_|\
         вашого листа|вашого повідомлення|ви вказали|ви ввели|ви намагаєтес|вашето съобщение|вашето писмо|\
         ваша порука|вашу поруку|вашем сообщении|вашим сообщением",
    ),
    (Say::Us, "имя хоста|имени хоста|имя узла|ім я хоста|імя хоста|име на хост"),
    // Finnish, Hungarian, the Baltic ones.
    (
        Say::Doubt,
        "tilisi|osoitteesi|palvelimesi|verkkotunnuksesi|teidän|sinun|lähettää|lähettämi|kirjaud|salasana|ilman_|\
         az ön|önök|küldeni|küldésé|bejelentkez|jelszó|hitelesít|nélkül|jūsų|jūsu_|teie_|prisijung|saata_",
    ),
    (
        Say::Theirs,
        "viestisi|viestiäsi|teidän viesti|az ön üzenet|ön üzenet|az ön levele|ön levele|az ön címzettje|jūsų laišk|\
         jūsų žinut|jūsu vēstul|jūsu ziņ|teie kiri|teie sõnum",
    ),
    (Say::Us, "isäntänim|isantanim|gazdanév|gépnév|hosztnév"),
    // Greek, Turkish, Arabic, Hebrew, Persian.
    (
        Say::Doubt,
        "σας_|σου_|αποστολής|στείλετε|συνδεθ|συνδεδεμέν|κωδικό|χωρίς|hesabiniz|hesabınız|adresiniz|alan adiniz|\
         alan adınız|kutunuz|oturum|gönderme|parola|şifre|kimlik doğrula|حسابك|بريدك|نطاقك|الخاص بك|الخاصة بك|إرسال|\
         تسجيل الدخول|كلمة المرور|שלך|שלכם|לשלוח|להתחבר|התחבר|סיסמה|הזדהות|شما_|ورود|ارسال",
    ),
    (
        Say::Theirs,
        "μήνυμά σας|μηνυμα σας|το μήνυμα σας|παραλήπτη σας|iletiniz|mesajınız|رسالتك|ההודעה שלך|הודעתך|ההודעה שלכם|\
         המייל שלך|النص الخاص بك|الرسالة الخاصة بك|پیام شما|ایمیل شما",
    ),
    (Say::Us, "όνομα υπολογιστή|όνομα κεντρικού|sunucu adı|ana bilgisayar adı|اسم المضيف|שם המארח|שם מארח|نام میزبان"),
    // Japanese, Chinese, Korean.
    (
        Say::Doubt,
        "お客様|あなた|ご利用|御社|貴サーバ|貴ドメイン|貴殿|貴方|認証|ログイン|パスワード|送信権限|您的|你的|贵方|贵公司|登录|登錄|登入|密码|密碼|认证|認證|발송|귀하|당신|회원님|로그인|비밀번호|인증",
    ),
    (
        Say::Theirs,
        "お客様のメッセージ|お客様のメール|あなたのメッセージ|あなたのメール|您的邮件|您的郵件|您的信件|你的邮件|您的消息|您的收件人|귀하의 메시지|귀하의 메일이|귀하가 보낸|您的电子邮件|您的電子郵件",
    ),
    (Say::Us, "ホスト名|主机名|主機名|主機名稱|호스트 이름|호스트이름|호스트명"),
    // Who is unknown, in one row: of a client and a user beside it, the client is meant.
    (
        Say::Us,
        "unknown system|unrecognised system|unrecognized system|unknown server|unknown source|unknown network|\
         unknown origin|unknown part|unknown visitor|unknown correspondent|unknown contact|unknown people|\
         unknown person|unknown robot|that connects|来源不明|來源不明|来源|來源|출처|発信元",
    ),
    (Say::Mute, "알 수 없는 출처"),
];
