//! The Nordic languages, Hungarian and Turkish.

use super::{Rows, Say};

pub(super) const SWEDISH: Rows = &[
    (Say::Who, "*brevlåda|*brevlådan|användare|mottagar|konto|*kontot|*postlåda|e postkonto"),
    (Say::Addr, "*adress"),
    (Say::Domain, "domän"),
    (Say::From, "avsändar"),
    (Say::Us, "din ip|er ip|din server|er server|ip adress|anslutning|ditt ip|sändande server"),
    (
        Say::Gone,
        "okänd|finns inte|finns ej|existerar inte|hittades inte|hittas inte|inte hittas|saknas|ingen sådan|ingen användare|existerar ej|hittades ej|kunde inte hittas|ej känd",
    ),
    (Say::Bad, "ogiltig|felaktig"),
    (
        Say::Off,
        "inaktiverad|inaktiverat|avaktiverad|avstängd|stängd|stängt|borttag|avslutad|avslutat|upphört|raderad|raderat|inte längre aktiv|ur bruk|utgått|avregistrer",
    ),
    (Say::Held, "blockerad|blockerat|inaktiv_|inaktivt|spärrad|spärrat|låst|tillfälligt avstängd|suspenderad"),
    (Say::Brim, "full_|fullt|kvot|utrymme|överskrid|lagring|överfull"),
    (Say::Full, "brevlådan är full|postlådan är full|kvoten|lagringsutrymme|inkorgen är full"),
    (
        Say::Ban,
        "blockerad|blockerat|spärrad|nekad|nekas|avvisad|avvisas|avvisat|vägrad|listad|svartlist|ej tillåten|inte tillåten|förbjud|avvisades|blockeras|tillåts inte",
    ),
    (Say::Blocked, "svart lista|svartlist|*spärrlista|spärrlistan|*blockeringslista|blockeringslistan|rykte|anseende"),
    (Say::Sender, "avsändar|omvänd dns|bakåtuppslag"),
    (
        Say::Rate,
        "för många|för snabb|för ofta|för mycket|per timme|per minut|sändningsgräns|hastighetsgräns|gränsen för antal|meddelandegräns|för tät",
    ),
    (Say::Policy, "policy|åtkomst nekad|regler"),
    (Say::Relay, "vidarebefordr|relay nek"),
    (Say::Auth, "autentisering|inloggning|logga in"),
    (Say::Trouble, "internt fel|tillfälligt fel|underhåll|tillfälligt otillgänglig|systemfel"),
    (Say::Later, "senare|försök"),
    (Say::Temp, "tillfällig|temporär|för närvarande"),
];

pub(super) const DANISH: Rows = &[
    (Say::Who, "*postkasse|*bruger|modtager|konto|*kontoen|*indbakke|postboks"),
    (Say::Addr, "*adresse"),
    (Say::Domain, "domæne"),
    (Say::From, "afsender"),
    (Say::Us, "din ip|jeres ip|din server|ip adresse|forbindelse|afsendende server"),
    (
        Say::Gone,
        "ukendt|findes ikke|eksisterer ikke|ikke fundet|findes ej|ingen sådan|ingen bruger|blev ikke fundet|kunne ikke findes|ikke kendt|kendes ikke|ikke findes",
    ),
    (Say::Bad, "ugyldig|forkert"),
    (
        Say::Off,
        "deaktiveret|lukket|slettet|nedlagt|ophørt|udløbet|afmeldt|ikke længere aktiv|fjernet|ikke længere i brug|opsagt",
    ),
    (Say::Held, "blokeret|inaktiv|suspenderet|spærret|låst"),
    (Say::Brim, "fuld_|fyldt|kvote|plads|overskred|lagerplads"),
    (Say::Full, "postkassen er fuld|indbakken er fuld|postkasse fuld|kvoten|lagerplads|diskplads"),
    (Say::Ban, "blokeret|afvist|nægtet|ikke tilladt|sortlist|forbudt|optaget på|listet|blokeres|afvises"),
    (Say::Blocked, "sort liste|sortlist|sortliste|*blokeringsliste|*spærreliste|omdømme|blokliste"),
    (Say::Sender, "afsender|omvendt dns"),
    (
        Say::Rate,
        "for mange|for hurtig|for ofte|for meget|i timen|per time|pr time|pr minut|sendegrænse|hastighedsgrænse|beskedgrænse|langsommere|grænse for antal",
    ),
    (Say::Policy, "politik|adgang nægtet|regler"),
    (Say::Relay, "videresend|relæ"),
    (Say::Auth, "godkendelse|logge ind|log ind|autentificering"),
    (Say::Trouble, "intern fejl|midlertidig fejl|vedligehold|systemfejl|midlertidigt utilgængelig"),
    (Say::Later, "senere|prøv"),
    (Say::Temp, "midlertidig|i øjeblikket"),
];

pub(super) const NORWEGIAN: Rows = &[
    (Say::Who, "*postboks|*bruker|mottaker|konto|*kontoen|*innboks|*postkasse"),
    (Say::Addr, "*adresse"),
    (Say::Domain, "domene"),
    (Say::From, "avsender"),
    (Say::Us, "din ip|deres ip|serveren din|ip adresse|tilkobling|forbindelse|avsenderserver"),
    (
        Say::Gone,
        "ukjent|finnes ikke|eksisterer ikke|ikke funnet|ble ikke funnet|ingen slik|ingen bruker|kunne ikke finne|ikke kjent|ikke finnes|finst ikkje",
    ),
    (Say::Bad, "ugyldig|feil adresse"),
    (
        Say::Off,
        "deaktivert|stengt|lukket|slettet|nedlagt|avsluttet|utløpt|opphørt|ikke lenger aktiv|fjernet|ikke lenger i bruk|avviklet|slått av",
    ),
    (Say::Held, "blokkert|inaktiv|suspendert|sperret|låst"),
    (Say::Brim, "full_|fullt|kvote|plass|overskred|lagring"),
    (Say::Full, "postboksen er full|innboksen er full|postkassen er full|kvoten|lagringsplass|diskplass"),
    (Say::Ban, "blokkert|avvist|nektet|ikke tillatt|svartelist|forbudt|oppført|listet|avslått|sperret"),
    (Say::Blocked, "svarteliste|svartelist|*blokkeringsliste|*sperreliste|*blokkliste|omdømme|rykte"),
    (Say::Sender, "avsender|omvendt dns|reversoppslag"),
    (
        Say::Rate,
        "for mange|for raskt|for rask|for ofte|for mye|i timen|per time|per minutt|sendegrense|hastighetsgrense|meldingsgrense|saktere|grensen for antall",
    ),
    (Say::Policy, "retningslinje|tilgang nektet|policy"),
    (Say::Relay, "videresending|reléing"),
    (Say::Auth, "autentisering|pålogging|logge inn"),
    (Say::Trouble, "intern feil|midlertidig feil|vedlikehold|systemfeil|midlertidig utilgjengelig"),
    (Say::Later, "senere|prøv"),
    (Say::Temp, "midlertidig|for øyeblikket"),
];

pub(super) const FINNISH: Rows = &[
    (
        Say::Who,
        "*postilaatikko|*postilaatikkoa|*postilaatikon|käyttäjä|vastaanottaja|*tili_|*tiliä|*tilin|*laatikko|tilinhaltija|*tunnus",
    ),
    (Say::Addr, "*osoite|*osoitetta|*osoitteen"),
    (Say::Domain, "verkkotunnus"),
    (Say::From, "lähettäjä"),
    (Say::Us, "ip osoit|palvelimesi|palvelimenne|yhteys|yhteydet|ip osoitteesi"),
    (
        Say::Gone,
        "tuntematon|ei ole olemassa|ei löydy|ei löytynyt|olematon|ei tunneta|ei tunnettu|ei löydetty|ei ole tällaista|ei ole sellaista|ei tunnista",
    ),
    (Say::Bad, "virheellinen|kelpaamaton|ei kelpaa|epäkelpo"),
    (
        Say::Off,
        "poistettu|suljettu|lakkautettu|päättynyt|vanhentunut|ei ole enää käytössä|poistettu käytöstä|käytöstä|irtisanottu|deaktivoitu|ei ole aktiivinen|ei enää käytössä",
    ),
    (Say::Held, "lukittu|jäädytetty|ei aktiivinen|estetty|passiivinen|keskeytetty"),
    (Say::Brim, "täynnä|kiintiö|tallennustila|ylittynyt|ylittänyt|tila on loppu|tilaa"),
    (Say::Full, "on täynnä|kiintiö|tallennustila|levytila"),
    (
        Say::Ban,
        "estetty|hylätty|evätty|kielletty|ei sallittu|ei sallita|estolist|torjuttu|listattu|listalla|hylättiin|estettiin",
    ),
    (Say::Blocked, "mustalla listalla|musta lista|mustalle listalle|estolist|maine|maineen|sulkulist"),
    (Say::Sender, "lähettäj|käänteinen|käänteis"),
    (
        Say::Rate,
        "liian mon|liian nope|liian usein|liian paljon|liikaa|tunnissa|minuutissa|lähetysraja|nopeusraj|hidasta|raja ylit|viestiraja",
    ),
    (Say::Policy, "käytäntö|käytännön|pääsy evätty|pääsy estetty|sääntö"),
    (Say::Relay, "välity|edelleenlähet"),
    (Say::Auth, "todennus|tunnistautu|kirjautu|todentaminen"),
    (Say::Trouble, "sisäinen virhe|tilapäinen virhe|huolto|järjestelmävirhe|tilapäisesti poissa käytöstä"),
    (Say::Later, "myöhemmin|yritä"),
    (Say::Temp, "tilapäi|väliaikai|toistaiseksi"),
];

pub(super) const HUNGARIAN: Rows = &[
    (Say::Who, "*postafiók|*postaláda|felhasználó|címzett|*fiók|előfizető"),
    (Say::Addr, "*cím_|*címe|*cimet|email cím|*címet"),
    (Say::Domain, "tartomány|domén"),
    (Say::From, "feladó|küldő"),
    (Say::Us, "ip cím|az ön ip|kiszolgáló|az ön szervere|kapcsolat|szerverét|szervere"),
    (Say::Gone, "ismeretlen|nem létezik|nem található|nincs ilyen|nem létező|nem ismert|nem ismerjük|nem talált"),
    (Say::Bad, "érvénytelen|hibás cím|nem érvényes"),
    (
        Say::Off,
        "letiltva|letiltott|tiltva|megszűnt|megszüntet|törölt|törölve|lezárt|lezárva|lejárt|inaktivál|deaktivál|bezár|kikapcsol|már nem aktív|nem aktív",
    ),
    (Say::Held, "zárolt|zárolva|felfüggeszt|inaktív|blokkol"),
    (Say::Brim, "megtelt|tele van|tele_|kvóta|tárhely|betelt|túllép"),
    (Say::Full, "postafiók megtelt|megtelt|betelt|tárhely|kvóta"),
    (
        Say::Ban,
        "letiltva|letiltott|blokkol|elutasít|visszautasít|megtagad|nem engedélyezett|tiltólist|szerepel|kitilt|letiltottuk|tiltott",
    ),
    (Say::Blocked, "feketelist|fekete list|tiltólist|hírnév|reputáció|tiltó list|blokkolási list"),
    (Say::Sender, "feladó|küldő|fordított dns|visszafelé"),
    (
        Say::Rate,
        "túl sok|túl gyors|túl gyakr|túl gyakor|óránként|percenként|küldési korlát|sebességkorlát|lassíts|kapcsolatok száma|üzenetkorlát|korlát túllép",
    ),
    (Say::Policy, "szabályzat|házirend|hozzáférés megtagadva|irányelv"),
    (Say::Relay, "továbbít|átjátsz"),
    (Say::Auth, "hitelesítés|bejelentkez"),
    (Say::Trouble, "belső hiba|átmeneti hiba|ideiglenes hiba|karbantart|rendszerhiba|átmenetileg nem elérhető"),
    (Say::Later, "később|próbál"),
    (Say::Temp, "átmeneti|ideiglenes|jelenleg"),
];

pub(super) const TURKISH: Rows = &[
    (Say::Who, "posta kutusu|kullanıcı|alıcı|hesap|hesab|posta kutu|gelen kutu|kutusu|abone"),
    (Say::Addr, "adres|eposta|e posta"),
    (Say::Domain, "alan adı|etki alanı"),
    (Say::From, "gönder"),
    (Say::Us, "ip adres|ip niz|sunucunuz|bağlantı|ipniz|sunucunuzun"),
    (
        Say::Gone,
        "bilinmeyen|bilinmiyor|bulunamadı|mevcut değil|yok_|bulunmuyor|bulunmamakta|tanınmıyor|tanımlı değil|kayıtlı değil|böyle bir|bulunmayan|yoktur",
    ),
    (Say::Bad, "geçersiz|hatalı|geçerli değil"),
    (
        Say::Off,
        "devre dışı|kapatıl|kapalı|silin|silinmiş|iptal|süresi dol|kullanım dışı|kaldırıl|artık kullanılm|etkin değil|aktif değil|artık aktif",
    ),
    (Say::Held, "askıya|kilitl|pasif|bloke|engellen|donduruldu|inaktif"),
    (Say::Brim, "dolu|dolmuş|kota|doldu|aşıldı|aşmış|alan kalmadı|depolama|aştı"),
    (Say::Full, "kutusu dolu|kotası doldu|kota aşıldı|kotası aşıl|kotasını aş|depolama alanı"),
    (
        Say::Ban,
        "engellen|reddedil|bloke|izin verilm|yasakl|listede|listesinde|kara liste|kabul edilm|engelli|engellendi",
    ),
    (Say::Blocked, "kara liste|karaliste|engelleme liste|itibar|engel liste|engellenenler|yasaklı liste"),
    (
        Say::Sender,
        "gönderen adres|gönderici adres|gönderen alan|gönderici alan|gönderen doğrula|gönderici doğrula|gönderen reddedildi|gönderici reddedildi|ters dns|ters kayıt",
    ),
    (
        Say::Rate,
        "çok fazla|çok sık|çok hızlı|aşırı|saatte|dakikada|gönderim sınır|gönderim limit|hız sınır|yavaşla|bağlantı sınır|ileti sınır|mesaj sınır|saatlik|hız limit|saat başına",
    ),
    (Say::Policy, "politika|ilke|erişim engellendi|erişim reddedildi|kurallar"),
    (Say::Relay, "aktarma|aktarım|röle|relay izni"),
    (Say::Auth, "kimlik doğrulama|oturum aç|giriş yap"),
    (Say::Trouble, "dahili hata|iç hata|geçici hata|geçici bir hata|bakım|sistem hatası|sunucu hatası"),
    (Say::Later, "daha sonra|tekrar deneyin|sonra tekrar"),
    (Say::Temp, "geçici|şu anda"),
];
