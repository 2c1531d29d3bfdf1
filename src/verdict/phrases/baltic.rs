//! Round the Baltic, and Hungarian.

use super::{Rows, Say};

pub(super) const FINNISH: Rows = &[
    (
        Say::Who,
        "*postilaatikko|*postilaatikkoa|*postilaatikon|käyttäjä|vastaanottaja|*tili_|*tiliä|*tilin|*laatikko|\
         tilinhaltija|*tunnus|käyttäj|vastaanottaj|saapuneet|tilaaja",
    ),
    (Say::Addr, "*osoite|*osoitetta|*osoitteen"),
    (Say::Domain, "verkkotunnu"),
    (Say::From, "lähettäjä"),
    (Say::Us, "ip osoit|palvelimesi|palvelimenne|yhteys|yhteydet|ip osoitteesi|palvelimeltasi|palvelimeltanne|yhtey"),
    (
        Say::Gone,
        "tuntematon|ei ole olemassa|ei löydy|ei löytynyt|olematon|ei tunneta|ei tunnettu|ei löydetty|\
         ei ole tällaista|ei ole sellaista|ei tunnista|tämännimi|tällä nimellä|sen nimi|*laatikkoa ei ole|\
         tiliä ei ole|käyttäjää ei ole|vastaanottajaa ei ole|ei voitu löytää|ei voida löytää|ei ole rekisteröity|\
         ei ole tiedossa|tunnistamaton",
    ),
    (Say::Bad, "virheellinen|kelpaamaton|ei kelpaa|epäkelpo"),
    (
        Say::Off,
        "poistettu|suljettu|lakkautettu|päättynyt|vanhentunut|ei ole enää käytössä|poistettu käytöstä|käytöstä|\
         irtisanottu|deaktivoitu|ei ole aktiivinen|ei enää käytössä|ei ole enää|ei enää aktiivinen|poistettiin|\
         on poistettu|suljettiin|ei ole voimassa|ei ole käytössä|irtisanot|lopetettu",
    ),
    (Say::Held, "lukittu|jäädytetty|ei aktiivinen|estetty|passiivinen|keskeytetty"),
    (
        Say::Brim,
        "täynnä|kiintiö|tallennustila|ylittynyt|ylittänyt|tila on loppu|tilaa|lopussa|tila loppu|ei mahdu|ei tilaa",
    ),
    (Say::Full, "on täynnä|kiintiö|tallennustila|levytila"),
    (
        Say::Ban,
        "estetty|hylätty|evätty|kielletty|ei sallittu|ei sallita|estolist|torjuttu|listattu|listalla|hylättiin|\
         estettiin",
    ),
    (Say::Blocked, "mustalla listalla|musta lista|mustalle listalle|estolist|maine|maineen|sulkulist"),
    (Say::Sender, "lähettäj|käänteinen|käänteis"),
    (
        Say::Rate,
        "liian mon|liian nope|liian usein|liian paljon|liikaa|tunnissa|minuutissa|lähetysraja|nopeusraj|hidasta|\
         raja ylit|viestiraja|tuntiraj|samanaikai|enimmäismäärä|viestien määrä|lähetysten|nopeu",
    ),
    (Say::Policy, "käytäntö|käytännön|pääsy evätty|pääsy estetty|sääntö|roskapost|rikkoo|sisältö"),
    (Say::Relay, "välity|edelleenlähet|edelleen|välit|releoint"),
    (Say::Auth, "todennus|tunnistautu|kirjautu|todentaminen|kirjaut|kirjaud|todenn|tunnistaud"),
    (
        Say::Trouble,
        "sisäinen virhe|tilapäinen virhe|huolto|järjestelmävirhe|tilapäisesti poissa käytöstä|palvelinvirhe|\
         palvelimen virhe|palvelimen tilapäinen|ylikuormit|tekninen",
    ),
    (Say::Later, "myöhemmin|yritä"),
    (Say::Temp, "tilapäi|väliaikai|toistaiseksi"),
    (Say::Tls, "salat|salaus|suojattu yhteys"),
    (Say::Grey, "harmaalist|harmaa lista|harmaalla listalla"),
    (
        Say::Refuse,
        "ei ota vastaan|ei vastaanota|ei hyväksy|emme ota vastaan|emme vastaanota|emme hyväksy|ei oteta vastaan",
    ),
    (Say::Mute, "tuntematon virhe|tuntemattomasta syystä|ei oikeutta|ei käyttöoikeutta"),
    (Say::Restricted, "vastaanottaja on estänyt|vastaanottaja estänyt|vain tunnetuilta"),
];

pub(super) const ESTONIAN: Rows = &[
    (Say::Who, "saaja|kasutaja|postkast|adressaa"),
    (Say::Addr, "*aadress"),
    (Say::Domain, "domeen"),
    (Say::From, "saatja"),
    (Say::Us, "ip aadress|teie server|ühendus"),
    (
        Say::Gone,
        "tundmatu|ei ole olemas|ei leitud|ei eksisteeri|pole olemas|ei tunta|sellist|kasutajat pole|saajat pole|\
         postkasti pole|kontot pole",
    ),
    (Say::Bad, "vigane|vale_|kehtetu|ebakorrekt"),
    (Say::Off, "suletud|kustutat|keelatud konto|desaktiveer|välja lülitat|aegunud|enam kasutus"),
    (Say::Held, "blokeerit|lukustat|peatat|mitteaktiiv"),
    (Say::Brim, "täis|kvoot|ületat|ruumi"),
    (Say::Full, "on täis|kvoot on ületatud|pole ruumi"),
    (Say::Ban, "blokeerit|tagasi lükat|keelat|lubat|keeldut"),
    (Say::Refuse, "ei võta vastu|ei aktsepteeri"),
    (Say::Blocked, "musta nimekirja|mustas nimekirjas|must nimekiri"),
    (Say::Sender, "saatja"),
    (Say::Rate, "liiga palju|liiga tihti|liiga kiiresti|tunnis|minutis"),
    (Say::Policy, "rämpspost|poliitika|reegli"),
    (Say::Auth, "autentim|logige sisse|autenti"),
    (Say::Tls, "krüpteer"),
    (Say::Trouble, "serveri viga|sisemine viga|ajutine viga|ajutine serveri"),
    (Say::Later, "hiljem|proovige"),
    (Say::Temp, "ajuti"),
];

pub(super) const HUNGARIAN: Rows = &[
    (Say::Who, "*postafiók|*postaláda|felhasználó|címzett|*fiók|előfizető|fiókot|fiókj|bejövő|felhasznál|fiók"),
    (Say::Addr, "*cím_|*címe|*cimet|email cím|*címet"),
    (Say::Domain, "tartomány|domén"),
    (Say::From, "feladó|küldő"),
    (Say::Us, "ip cím|az ön ip|kiszolgáló|az ön szervere|kapcsolat|szerverét|szervere|ön ip|ön szerver"),
    (
        Say::Gone,
        "ismeretlen|nem létezik|nem található|nincs ilyen|nem létező|nem ismert|nem ismerjük|nem talált|ilyen nev|\
         ezen a néven|nincs a rendszer|nem regisztrált|nem azonosít|nincs nálunk|nincs felhasználó|nincs postafiók|\
         nincs fiók|nincs címzett|nem találj|nem találtuk",
    ),
    (Say::Bad, "érvénytelen|hibás cím|nem érvényes"),
    (
        Say::Off,
        "letiltva|letiltott|tiltva|megszűnt|megszüntet|törölt|törölve|lezárt|lezárva|lejárt|inaktivál|deaktivál|\
         bezár|kikapcsol|már nem aktív|nem aktív|nincs használ|már nem használ|használaton kívül|megszűn|megszünt|\
         már nem él|már nem elérhető|letilt|eltávolít",
    ),
    (Say::Held, "zárolt|zárolva|felfüggeszt|inaktív|blokkol"),
    (Say::Brim, "megtelt|tele van|tele_|kvóta|tárhely|betelt|túllép|hely|tárterület|tele|kvótá|korlátját|méretkorlát"),
    (Say::Full, "postafiók megtelt|megtelt|betelt|tárhely|kvóta|elég hely|nincs hely|elfogyott a hely|szabad hely"),
    (
        Say::Ban,
        "letiltva|letiltott|blokkol|elutasít|visszautasít|megtagad|nem engedélyezett|tiltólist|szerepel|kitilt|\
         letiltottuk|tiltott",
    ),
    (Say::Blocked, "feketelist|fekete list|tiltólist|hírnév|reputáció|tiltó list|blokkolási list"),
    (Say::Sender, "feladó|küldő|fordított dns|visszafelé|fordított"),
    (
        Say::Rate,
        "túl sok|túl gyors|túl gyakr|túl gyakor|óránként|percenként|küldési korlát|sebességkorlát|lassíts|\
         kapcsolatok száma|üzenetkorlát|korlát túllép|egyidejű|óránkénti|maximális szám|kapcsolatszám|\
         üzenetek száma|sebesség|óradíj",
    ),
    (Say::Policy, "szabályzat|házirend|hozzáférés megtagadva|irányelv|sérti|kéretlen|tartalom"),
    (Say::Relay, "továbbít|átjátsz|továbbítás|nem szolgálja ki"),
    (Say::Auth, "hitelesítés|bejelentkez|hitelesít|jelentkezzen be"),
    (
        Say::Trouble,
        "belső hiba|átmeneti hiba|ideiglenes hiba|karbantart|rendszerhiba|átmenetileg nem elérhető|szerverhib|\
         kiszolgálóhib|átmeneti hib|túlterhel",
    ),
    (Say::Later, "később|próbál"),
    (Say::Temp, "átmeneti|ideiglenes|jelenleg"),
    (Say::Tls, "titkosít"),
    (Say::Grey, "szürkelist|szürke list|szürkelistá"),
    (Say::Refuse, "nem fogad|nem vesz át|nem vesszük|nem fogadjuk|nem veszünk"),
    (Say::Mute, "ismeretlen hiba|ismeretlen ok|nincs jogosult|nincs engedély"),
    (Say::Restricted, "a címzett letiltotta|a címzett blokkolta"),
];

pub(super) const LITHUANIAN: Rows = &[
    (Say::Who, "gavėj|vartotoj|naudotoj|dėžut|paskyr"),
    (Say::From, "siuntėj"),
    (Say::Us, "jūsų server|jūsų ip|ryš"),
    (
        Say::Gone,
        "nežinom|neegzist|nerast|nėra toki|neregistruot|dėžutės nėra|vartotojo nėra|naudotojo nėra|gavėjo nėra|\
         paskyros nėra|nėra šio",
    ),
    (Say::Bad, "neteising|negaliojan|netinkam"),
    (Say::Off, "išjungt|ištrint|uždaryt|panaikint|nebenaudoj|deaktyv|pašalint|nebeaktyv"),
    (Say::Held, "užblokuot|užrakint|neaktyv|sustabdyt"),
    (Say::Brim, "pilna|perpildyt|viršij|viršyt|vietos"),
    (Say::Full, "perpildyt|nėra vietos|nepakanka vietos"),
    (Say::Ban, "užblokuot|atmest|draudžiam|neleidžiam|blokuoj|uždraust"),
    (Say::Refuse, "nepriima"),
    (Say::Blocked, "juodajame sąraš|juodasis sąraš|juodąjį sąraš"),
    (Say::Sender, "siuntėj"),
    (Say::Rate, "per daug|per dažn|per greit|per valandą|per minutę"),
    (Say::Policy, "šlamšt|taisykl"),
    (Say::Auth, "prisijung"),
    (Say::Tls, "šifruot"),
    (Say::Trouble, "serverio klaida|vidinė klaida|laikina klaida|laikina serverio"),
    (Say::Later, "vėliau|bandykite"),
    (Say::Temp, "laikin"),
];

pub(super) const LATVIAN: Rows = &[
    (Say::Who, "saņēmēj|lietotāj|pastkast|konts"),
    (Say::Domain, "domēn"),
    (Say::From, "sūtītāj"),
    (Say::Us, "jūsu server|jūsu ip|savienojum"),
    (Say::Gone, "nezinām|neeksist|nav atrast|nav atrasts|nav zinām|nav reģistr|nav šād|nav tād"),
    (Say::Bad, "nederīg|nepareiz"),
    (Say::Off, "slēgt|dzēst|atslēgt|izslēgt|vairs nav aktīv|netiek lietot|netiek izmantot"),
    (Say::Held, "bloķēt|neaktīv|apturēt|aizslēgt"),
    (Say::Brim, "piln|pārpildīt|pārsnie|vietas"),
    (Say::Full, "pārpildīt|nav vietas|pietiek vietas"),
    (Say::Ban, "bloķēt|noraidīt|aizliegt|nav atļaut|atteikt"),
    (Say::Refuse, "nepieņem"),
    (Say::Blocked, "melnajā sarakst|melnais sarakst|reputācij"),
    (Say::Sender, "sūtītāj"),
    (Say::Rate, "pārāk daudz|pārāk bieži|pārāk ātri|stundā|minūtē_"),
    (Say::Policy, "mēstul|surogātpast"),
    (Say::Auth, "pieteikt|pieslēg"),
    (Say::Tls, "šifrēt"),
    (Say::Trouble, "servera kļūda|iekšējā kļūda|īslaicīga|pagaidu kļūda"),
    (Say::Later, "vēlāk|mēģiniet"),
    (Say::Temp, "īslaicīg|pagaidu"),
];
