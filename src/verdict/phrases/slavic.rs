//! The Slavic languages in Latin letters.

use super::{Rows, Say};

pub(super) const POLISH: Rows = &[
    (
        Say::Who,
        "skrzynk|użytkownik|odbiorc|adresat|konto_|konta_|kontem|abonent|skrzynce|skrzynka odbiorcza|kont_|odbiorcz|\
         użytkown",
    ),
    (Say::Addr, "adres"),
    (Say::Domain, "domen"),
    (Say::From, "nadawc"),
    (
        Say::Us,
        "twój adres ip|adres ip|twoje ip|twój serwer|połącze|serwer nadawcy|adresu ip|państwa serwer|klient|\
         twojego adresu ip|państwa adresu ip|państwa ip|połączen|twojego serwera|twój host",
    ),
    (
        Say::Gone,
        "nieznan|nie istniej|nieistniej|nie znaleziono|nie został znalezion|nie odnaleziono|nie ma takiego|\
         nie ma takiej|brak takiego|brak użytkownika|brak skrzynki|nie ma użytkownika|nie jest znan|brak takiej|\
         nie znaleziony|nie ma tu|o takiej nazwie|o tej nazwie|o takim adresie|pod tym adresem|pod taką nazwą|\
         odnalezion|nie ma skrzynki|nie ma konta|nie ma odbiorcy|nie można znaleźć|nie został rozpoznan|\
         nie figuruje|niezarejestrowan|nie jest zarejestrowan|nie udało się znaleźć|nieistn|żaden użytkownik|\
         żadne konto",
    ),
    (Say::Bad, "nieprawidłow|niepoprawn|błędn|nieważn"),
    (
        Say::Off,
        "wyłączon|zamknięt|usunięt|dezaktywowan|wygas|zlikwidowan|skasowan|nieużywan|nie jest już aktywn|anulowan|\
         wyrejestrowan|wyłączono|nie jest aktywn|nie jest już używan|nie jest używan|już nie używan|\
         nie jest już dostępn|zablokowane na stałe|rozwiązan|zakończon|nie działa|już nie przyjmuje|\
         nie przyjmuje już",
    ),
    (Say::Held, "zablokowan|nieaktywn|zawieszon|zablokowano"),
    (
        Say::Brim,
        "pełn|przepełnion|limit|przekroczon|miejsca|pojemnoś|quota|zapełnion|przekroczył|wolnego miejsca|wyczerpan|\
         maksymalny rozmiar|zapełn",
    ),
    (
        Say::Full,
        "skrzynka pełna|skrzynka jest pełna|przepełniona|przekroczony limit pojemności|\
         przekroczono limit pojemności|brak miejsca|limit miejsca|skrzynka przepełniona|wolnego miejsca",
    ),
    (
        Say::Ban,
        "zablokowan|odrzucon|odmow|zabronion|niedozwolon|na liście|nieautoryzowan|nie jest dozwolon|zakazan|\
         znajduje się na|blokowan|odrzucono",
    ),
    (
        Say::Blocked,
        "czarnej liści|czarna lista|czarną listę|czarnych list|liście blokad|lista blokad|listach blokujących|\
         reputacj|listy blokujące|liście blokujących",
    ),
    (Say::Sender, "nadawc|odwrotn|revdns|rekordu ptr|rekordu spf"),
    (
        Say::Rate,
        "zbyt wiele|zbyt dużo|za dużo|za szybko|zbyt szybko|zbyt często|zbyt wielu|limit wysył|limit wiadomości|\
         limit połączeń|na godzinę|na minutę|limit prędkości|zwolnij|częstotliwoś|godzinow|ograniczenie szybkości|\
         limit szybkości|jednoczesn|liczbę wiadomości|maksymalną liczbę|liczba połączeń|limit godzinowy|prędkoś|\
         zbyt duż|zbyt wysok|przekroczono liczb",
    ),
    (Say::Policy, "polityk|odmowa dostępu|dostęp zabroniony|spam|niechcian|narusza|treść|zasad"),
    (Say::Relay, "przekazywanie|przekazywania|relay zabroniony|relaying zabroniony|przekazywan|nie obsługuje domeny"),
    (Say::Auth, "uwierzytelni|autoryzacja wymagana|zaloguj|logowani|uwierzyteln|zalogować|autoryzac"),
    (
        Say::Trouble,
        "błąd wewnętrzny|wewnętrzny błąd|błąd tymczasowy|tymczasowy błąd|konserwacj|błąd systemu|\
         tymczasowo niedostępn|przerwa techniczna|błąd serwera|przeciążon|awari",
    ),
    (Say::Later, "później|spróbuj|ponów"),
    (Say::Temp, "tymczasow|chwilow|czasowo|obecnie"),
    (Say::Tls, "szyfrowan|szyfrowania"),
    (Say::Grey, "szara list|szarej liści|szarą list|szarych list"),
    (Say::Refuse, "nie przyjmuj|nie akceptuj|nie obsługuj|nie jest obsługiwan"),
    (Say::Mute, "nieznany błąd|nieznanego błędu|nieznanego powodu|nieznanej przyczyny|brak uprawnień|nie ma uprawnień"),
    (Say::Restricted, "zablokowany przez odbiorcę|odrzucony przez odbiorcę|zablokowana przez odbiorcę"),
];

pub(super) const CZECH_SLOVAK: Rows = &[
    (
        Say::Who,
        "schránk|uživatel|příjemc|adresát|účet|účtu|užívateľ|používateľ|schránka|konto_|schránce|poštovní schrán|\
         doručená pošta|účt|schrán|príjemc|prijímateľ|použív|zákazník",
    ),
    (Say::Addr, "adres"),
    (Say::Domain, "domén"),
    (Say::From, "odesílatel|odesilatel|odosielateľ|odesílající adres"),
    (
        Say::Us,
        "vaše ip|ip adres|adresa ip|váš server|vašeho serveru|připojení|pripojen|spojení|klient|vaša ip|vaší ip|\
         vašej ip|vašeho server|vášho server|spojen|vaší adres|z vaší",
    ),
    (
        Say::Gone,
        "neznám|neexist|nebyl nalezen|nebyla nalezena|nenalezen|nebylo nalezeno|není znám|nenájden|nebol nájden|\
         nebola nájdená|neznámy|žádný takový|takový uživatel není|není evidov|nenašiel|nenašla|nie je známy|\
         s tímto jménem|tohoto jména|s takovým jménem|s týmto menom|s takým menom|nelze nalézt|nelze najít|\
         nepodařilo najít|nepodarilo nájsť|není v systému|nemáme|nenašel|nenašl|sa nenaš|není registrov|\
         nie je registrov|není zde znám|zde není|u nás není|tu nie je|u nás nie je",
    ),
    (Say::Bad, "neplatn|chybn|nesprávn"),
    (
        Say::Off,
        "zrušen|deaktivov|uzavřen|smazán|smazan|vypnut|ukončen|zakázán|vymazan|vypršel|již není aktivn|není aktivn|\
         zrušená|vymazán|odstraněn|platnost|již nepouž|už nepouž|nepoužív|zrušil|není v provozu|nie je aktívn|\
         zmazan|odstránen|deaktiv|již nepřijím|už nepřijím|už neprijím|již není používán",
    ),
    (Say::Held, "zablokov|neaktivn|pozastaven|uzamčen|neaktívn|blokován|blokovan"),
    (
        Say::Brim,
        "pln|kvót|překroč|přeplněn|místo|místa|kapacit|prekroč|preplnen|zaplněn|voľné miest|volné míst|\
         nedostatok miest|nie je miesto|není místo|velikost|plná_|plný_|plné_",
    ),
    (
        Say::Full,
        "schránka je plná|schránka plná|kvóta překročena|překročena kvóta|překročil kvótu|diskov|nedostatek místa|\
         prekročená kvóta|volné místo|voľné miesto",
    ),
    (
        Say::Ban,
        "blokov|odmítnut|zamítnut|zakázán|nepovolen|na seznamu|odmietnut|zamietnut|uveden|není povolen|zablokován",
    ),
    (
        Say::Blocked,
        "černé listin|černá listin|blacklist|seznamu blok|seznam blok|reputac|reputác|čiern|blokovacím seznamu|\
         černém seznamu|blokovaných adres|pověst|povesť|špatná reput",
    ),
    (Say::Sender, "odesílatel|odesilatel|odosielateľ|reverzn|reverz|zpětn"),
    (
        Say::Rate,
        "příliš mnoho|příliš rychl|příliš často|příliš velk|príliš veľa|príliš mnoho|príliš rýchlo|príliš často|\
         za hodinu|za minutu|limit odesíl|limit zpráv|limit připojení|zpomal|rychlost|frekvenc|limit odosiel|\
         hodinov|současn|súčasn|počet zpráv|počet správ|limit správ|maximální počet|maximálny počet|rýchlos|přílišn",
    ),
    (Say::Policy, "pravidl|přístup odepřen|politik|prístup zamietnut|zásad|porušuj|nevyžádan|obsah"),
    (Say::Relay, "přeposílání|předávání|preposielanie|relaying není|přepos|prepos|předáván"),
    (
        Say::Auth,
        "ověření|autentiz|přihlásit|přihlášení|overenie|autentifik|autentik|ověřen|overen|přihlás|prihlás|autentif",
    ),
    (
        Say::Trouble,
        "interní chyba|vnitřní chyba|dočasná chyba|údržb|chyba systému|systémová chyba|dočasně nedostupn|\
         dočasne nedostupn|chyba server|chyba na server|přetížen|preťažen|technick",
    ),
    (Say::Later, "později|zkuste|neskôr|skúste"),
    (Say::Temp, "dočasn|momentáln|přechodn|v současné době"),
    (Say::Tls, "šifrovan"),
    (Say::Grey, "šedá listin|šedé listin|šedý seznam|šedém seznamu|sivá listin|sivej listin"),
    (Say::Refuse, "nepřijím|neprijím|neakceptuj|neobsluhuj"),
    (
        Say::Mute,
        "neznámá chyba|neznámé chyb|neznáma chyba|neznámého důvodu|nemáte oprávnění|nemá oprávnění|nemáte povolen|\
         nemáte oprávnen",
    ),
    (Say::Restricted, "blokován příjemcem|odmítnut příjemcem|zablokován příjemcem"),
];

pub(super) const CROATIAN: Rows = &[
    (
        Say::Who,
        "sandučić|sanducic|korisnik|primatelj|primalac|račun|nalog|pretinac|sanduče|pretplatnik|korisnič|primaoc",
    ),
    (Say::Addr, "adresa|adresu"),
    (Say::From, "pošiljatelj|pošiljalac"),
    (Say::Us, "vaša ip|vaš ip|ip adresa|vaš poslužitelj|vaš server|veza_|vašeg servera|vašeg poslužitelja"),
    (
        Say::Gone,
        "nepoznat|ne postoji|nepostojeć|nije pronađen|nema takvog|nije poznat|ne postoje|nije nađen|s tim imenom|\
         tog imena|sa tim imenom|pod tim imenom|s ovim imenom|nema sandučića|nema korisnika|nema računa|\
         nije pronađena|nije moguće pronaći|nije registriran|nije registrovan|nema tog",
    ),
    (Say::Bad, "neispravan|neispravna|nevažeć"),
    (
        Say::Off,
        "onemogućen|ugašen|zatvoren|obrisan|izbrisan|deaktiviran|istekao|ukinut|isključen|više ne koristi|\
         ne koristi se|nije u upotrebi|nije aktiv|uklonjen|više ne postoji",
    ),
    (Say::Held, "blokiran|neaktiv|suspendiran|zaključan|suspendovan"),
    (Say::Brim, "pun_|puna|prepun|kvota|prekorač|prostora|popunjen"),
    (Say::Ban, "blokiran|odbijen|zabranjen|nije dopušten|nije dozvoljen|na listi|na popisu"),
    (Say::Blocked, "crnoj listi|crna lista|crnu listu|reputacij|popisu blokiranih|listi blokiranih"),
    (Say::Sender, "pošiljatelj|pošiljalac|reverzn|obrnut"),
    (
        Say::Rate,
        "previše|prebrzo|prečesto|po satu|u minuti|ograničenje slanja|ograničenje brzine|na sat_|istovremen|\
         broj poruka|najveći broj|ograničenje poruka|brzin",
    ),
    (Say::Later, "kasnije|pokušajte"),
    (Say::Temp, "privremen|trenutno"),
    (Say::Full, "sandučić je pun|prekoračio kvotu|nema prostora|nema mjesta|prekoračena kvota"),
    (Say::Tls, "šifriran|kriptiran"),
    (Say::Grey, "siva lista|sivoj listi|sivu listu"),
    (Say::Refuse, "ne prima|ne prihvaća|ne prihvata|ne primamo"),
    (Say::Policy, "krši|neželjen|pravila|sadržaj|pristup odbijen"),
    (Say::Auth, "prijavit|prijava"),
    (Say::Relay, "prosljeđivan|prosleđivan|releji"),
    (
        Say::Trouble,
        "privremena pogreška|privremena greška|interna pogreška|interna greška|unutarnja|pogreška poslužitelja|\
         greška servera|održavanj|preoptereć",
    ),
    (Say::Mute, "nepoznata pogreška|nepoznata greška|nemate dozvolu|nemate ovlasti"),
];

pub(super) const SLOVENIAN: Rows = &[
    (Say::Who, "uporabnik|prejemnik|predal|nabiralnik|naročnik"),
    (Say::Addr, "naslov"),
    (Say::Us, "ip naslov|vaš strežnik|povezav|odjemalec"),
    (
        Say::Gone,
        "neznan|ne obstaja|neobstoječ|ni bil najden|ni najden|ni mogoče najti|ni znan|ni bila najdena|ni bilo mogoče",
    ),
    (Say::Bad, "neveljav|napač"),
    (Say::Off, "onemogočen|zaprt|ukinjen|potekel|odstranjen|ni več v uporabi|ni več aktiv|izklopljen|ne uporablja"),
    (Say::Held, "zaklenjen|zamrznjen|začasno ustavljen"),
    (Say::Brim, "poln|prostor|presežen|presegel"),
    (Say::Full, "predal je poln|predal poln|kvota presežena|ni dovolj prostora"),
    (Say::Ban, "zavrnjen|zavrnil|prepovedan|ni dovoljen"),
    (Say::Refuse, "ne sprejema|ne sprejme"),
    (Say::Blocked, "črni listi|črna lista|črni seznam|črnem seznamu|ugled"),
    (Say::Sender, "povratni dns"),
    (Say::Rate, "preveč|prehitro|prepogosto|na uro|na minuto|sočasn"),
    (Say::Policy, "neželen|pravilnik|kršitev"),
    (Say::Relay, "posredovanje"),
    (Say::Auth, "overit|prijav|avtentik"),
    (Say::Trouble, "napaka strežnik|notranja napaka|začasna napaka|vzdrževan"),
    (Say::Later, "pozneje|kasneje|poskusite"),
    (Say::Temp, "začasn"),
];
