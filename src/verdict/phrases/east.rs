//! The Slavic languages.

use super::{Rows, Say};

pub(super) const POLISH: Rows = &[
    (Say::Who, "skrzynk|użytkownik|odbiorc|adresat|konto_|konta_|kontem|abonent|skrzynce"),
    (Say::Addr, "adres"),
    (Say::Domain, "domen"),
    (Say::From, "nadawc"),
    (Say::Us, "twój adres ip|adres ip|twoje ip|twój serwer|połącze|serwer nadawcy|adresu ip|państwa serwer|klient"),
    (
        Say::Gone,
        "nieznan|nie istniej|nieistniej|nie znaleziono|nie został znalezion|nie odnaleziono|nie ma takiego|nie ma takiej|brak takiego|brak użytkownika|brak skrzynki|nie ma użytkownika|nie jest znan|brak takiej|nie znaleziony|nie ma tu",
    ),
    (Say::Bad, "nieprawidłow|niepoprawn|błędn|nieważn"),
    (
        Say::Off,
        "wyłączon|zamknięt|usunięt|dezaktywowan|wygas|zlikwidowan|skasowan|nieużywan|nie jest już aktywn|anulowan|wyrejestrowan|wyłączono|nie jest aktywn",
    ),
    (Say::Held, "zablokowan|nieaktywn|zawieszon|zablokowano"),
    (Say::Brim, "pełn|przepełnion|limit|przekroczon|miejsca|pojemnoś|quota|zapełnion|przekroczył"),
    (
        Say::Full,
        "skrzynka pełna|skrzynka jest pełna|przepełniona|przekroczony limit pojemności|przekroczono limit pojemności|brak miejsca|limit miejsca|skrzynka przepełniona",
    ),
    (
        Say::Ban,
        "zablokowan|odrzucon|odmow|zabronion|niedozwolon|na liście|nieautoryzowan|nie jest dozwolon|zakazan|znajduje się na|blokowan|odrzucono",
    ),
    (
        Say::Blocked,
        "czarnej liści|czarna lista|czarną listę|czarnych list|liście blokad|lista blokad|listach blokujących|reputacj|listy blokujące|liście blokujących",
    ),
    (Say::Sender, "nadawc|odwrotn|revdns|rekordu ptr|rekordu spf"),
    (
        Say::Rate,
        "zbyt wiele|zbyt dużo|za dużo|za szybko|zbyt szybko|zbyt często|zbyt wielu|limit wysył|limit wiadomości|limit połączeń|na godzinę|na minutę|limit prędkości|zwolnij|częstotliwoś|godzinow|ograniczenie szybkości|limit szybkości",
    ),
    (Say::Policy, "polityk|odmowa dostępu|dostęp zabroniony|spam"),
    (Say::Relay, "przekazywanie|przekazywania|relay zabroniony|relaying zabroniony"),
    (Say::Auth, "uwierzytelni|autoryzacja wymagana|zaloguj|logowani"),
    (
        Say::Trouble,
        "błąd wewnętrzny|wewnętrzny błąd|błąd tymczasowy|tymczasowy błąd|konserwacj|błąd systemu|tymczasowo niedostępn|przerwa techniczna",
    ),
    (Say::Later, "później|spróbuj|ponów"),
    (Say::Temp, "tymczasow|chwilow|czasowo|obecnie"),
];

pub(super) const CZECH_SLOVAK: Rows = &[
    (
        Say::Who,
        "schránk|uživatel|příjemc|adresát|účet|účtu|užívateľ|používateľ|schránka|konto_|schránce|poštovní schrán",
    ),
    (Say::Addr, "adres"),
    (Say::Domain, "domén"),
    (Say::From, "odesílatel|odesilatel|odosielateľ|odesílající adres"),
    (Say::Us, "vaše ip|ip adres|adresa ip|váš server|vašeho serveru|připojení|pripojen|spojení|klient|vaša ip"),
    (
        Say::Gone,
        "neznám|neexist|nebyl nalezen|nebyla nalezena|nenalezen|nebylo nalezeno|není znám|nenájden|nebol nájden|nebola nájdená|neznámy|žádný takový|takový uživatel není|není evidov|nenašiel|nenašla|nie je známy",
    ),
    (Say::Bad, "neplatn|chybn|nesprávn"),
    (
        Say::Off,
        "zrušen|deaktivov|uzavřen|smazán|smazan|vypnut|ukončen|zakázán|vymazan|vypršel|již není aktivn|není aktivn|zrušená|vymazán|odstraněn|platnost",
    ),
    (Say::Held, "zablokov|neaktivn|pozastaven|uzamčen|neaktívn|pozastaven|blokován|blokovan"),
    (Say::Brim, "pln|kvót|překroč|přeplněn|místo|místa|kapacit|prekroč|preplnen|zaplněn"),
    (
        Say::Full,
        "schránka je plná|schránka plná|kvóta překročena|překročena kvóta|překročil kvótu|diskov|nedostatek místa|prekročená kvóta",
    ),
    (
        Say::Ban,
        "blokov|odmítnut|zamítnut|zakázán|nepovolen|na seznamu|odmietnut|zamietnut|uveden|není povolen|zablokován",
    ),
    (
        Say::Blocked,
        "černé listin|černá listin|blacklist|seznamu blok|seznam blok|reputac|reputác|čiern|blokovacím seznamu|černém seznamu|blokovaných adres",
    ),
    (Say::Sender, "odesílatel|odesilatel|odosielateľ|reverzn"),
    (
        Say::Rate,
        "příliš mnoho|příliš rychl|příliš často|příliš velk|príliš veľa|príliš mnoho|príliš rýchlo|príliš často|za hodinu|za minutu|limit odesíl|limit zpráv|limit připojení|zpomal|rychlost|frekvenc|limit odosiel|hodinov",
    ),
    (Say::Policy, "pravidl|přístup odepřen|politik|prístup zamietnut|zásad"),
    (Say::Relay, "přeposílání|předávání|preposielanie|relaying není"),
    (Say::Auth, "ověření|autentiz|přihlásit|přihlášení|overenie|autentifik|autentik"),
    (
        Say::Trouble,
        "interní chyba|vnitřní chyba|dočasná chyba|údržb|chyba systému|systémová chyba|dočasně nedostupn|dočasne nedostupn",
    ),
    (Say::Later, "později|zkuste|neskôr|skúste"),
    (Say::Temp, "dočasn|momentáln|přechodn|v současné době"),
];

pub(super) const RUSSIAN: Rows = &[
    (Say::Who, "ящик|пользовател|получател|адресат|учетн|учётн|аккаунт|абонент|почтов|логин"),
    (Say::Addr, "адрес"),
    (Say::Domain, "домен"),
    (Say::From, "отправител"),
    (
        Say::Us,
        "ваш ip|вашего ip|ip адрес|ваш сервер|вашего сервера|соединени|подключени|клиент|вашим ip|вашему ip|вас_|сервер отправителя|вашего адреса",
    ),
    (
        Say::Gone,
        "неизвест|не существ|несуществ|не найден|отсутств|нет такого|не известен|не обнаруж|не зарегистрир|нет такой|такого нет|не значится|не числится|не был найден",
    ),
    (Say::Bad, "неверн|некорректн|недействит|неправильн|недопустим"),
    (
        Say::Off,
        "отключен|отключён|закрыт|удален|удалён|деактивир|истек|истёк|ликвидир|аннулир|больше не использ|выключен|не активен|более не активен|не используется|прекращ",
    ),
    (Say::Held, "заблокирован|неактив|приостановлен|заморожен|блокирован"),
    (
        Say::Brim,
        "переполнен|полон|квот|превышен|нет места|недостаточно места|лимит|места|полный|заполнен|превысил|объем|исчерпан",
    ),
    (
        Say::Full,
        "ящик переполнен|квота превышена|превышена квота|превышен лимит ящика|нет места|недостаточно места|превысил квоту|дисков|ящик полон|ящик заполнен|переполнен",
    ),
    (
        Say::Ban,
        "заблокирован|отклонен|отклонён|отказан|запрещен|запрещён|в списке|внесен|внесён|не разреш|забанен|отвергнут|занесен|не принима|блокируется|блокирован|отклонено|заблокировано|находится",
    ),
    (
        Say::Blocked,
        "черный список|чёрный список|черном списке|чёрном списке|черных списках|чёрных списках|черного списка|репутац|списке блок|спам лист|блэклист|стоп лист|блок лист|спам рассыл|рассылает спам|ваш ip",
    ),
    (Say::Sender, "отправител|обратн|обратная зона|реверс|ptr запис"),
    (
        Say::Rate,
        "слишком много|слишком быстро|слишком часто|слишком больш|превышен лимит отправ|превышен лимит сообщ|превышен лимит соедин|лимит отправ|превышена частота|частот|в час_|в минуту|за час_|скорост|ограничение на количество|превышено число|превышено количество|лимит соединений|лимит сообщений|лимит писем|лимит подключений|количество писем|интенсивност|медленнее",
    ),
    (Say::Policy, "политик|доступ запрещ|спам|доступ закрыт|правил"),
    (Say::Relay, "пересылк|ретрансл|релей|релеинг|не обслуживается"),
    (Say::Auth, "аутентифик|авторизац|авторизов|авторизуйтесь"),
    (
        Say::Trouble,
        "внутренняя ошибка|временная ошибка|ошибка сервера|техническ|временно недоступ|обслуживани|системная ошибка|перегруж",
    ),
    (Say::Later, "позже|повторите|попробуйте|попозже"),
    (Say::Temp, "временно|на данный момент|временн"),
    (Say::Grey, "серый список|сером списке|грейлист"),
];

pub(super) const UKRAINIAN: Rows = &[
    (Say::Who, "скринь|користувач|отримувач|одержувач|адресат|обліков|акаунт|абонент|поштов"),
    (Say::Addr, "адрес"),
    (Say::Domain, "домен"),
    (Say::From, "відправник|надсилач"),
    (Say::Us, "ваш ip|ваша ip|вашого ip|ваш сервер|вашого сервера|з єднан|зєднан|підключен|клієнт|ip адрес|вашу ip"),
    (
        Say::Gone,
        "невідом|не існу|неіснуюч|не знайден|відсутн|немає такого|нема такого|не виявлен|не зареєстр|немає такої|не було знайдено",
    ),
    (Say::Bad, "невірн|некоректн|недійсн|неправильн|хибн"),
    (
        Say::Off,
        "вимкнен|відключен|закрит|видален|деактив|скасован|більше не використ|не активн|ліквід|термін дії|припинен|більше не активн",
    ),
    (Say::Held, "заблокован|неактив|призупинен|заморожен"),
    (Say::Brim, "переповнен|повн|квот|перевищ|немає місця|недостатньо місця|ліміт|місця|заповнен|вичерпан"),
    (
        Say::Full,
        "скринька переповнена|переповнен|квоту перевищено|перевищено квоту|немає місця|недостатньо місця|скринька повна|дисков",
    ),
    (
        Say::Ban,
        "заблокован|відхилен|відмовлен|заборонен|у списку|внесен|не дозвол|занесен|забанен|не приймає|перебуває|відкинут|блокується",
    ),
    (
        Say::Blocked,
        "чорний список|чорному списку|чорного списку|чорних списках|репутац|списку блок|блокліст|спам лист|стоп лист|ваш ip|вашу ip",
    ),
    (Say::Sender, "відправник|зворотн|надсилач"),
    (
        Say::Rate,
        "забагато|занадто багато|надто багато|занадто швидко|надто швидко|занадто часто|надто часто|на годину|за годину|на хвилину|ліміт надсил|ліміт відправ|ліміт повідомлень|ліміт з єднань|ліміт листів|частот|швидк|перевищено кількість|повільніше",
    ),
    (Say::Policy, "політик|доступ заборон|правил|спам"),
    (Say::Relay, "пересилан|ретрансл|релей"),
    (Say::Auth, "автентифік|авторизац"),
    (Say::Trouble, "внутрішня помилка|тимчасова помилка|помилка сервера|обслуговуванн|тимчасово недоступ|технічн"),
    (Say::Later, "пізніше|спробуйте|повторіть"),
    (Say::Temp, "тимчасов|наразі"),
];

pub(super) const BULGARIAN: Rows = &[
    (Say::Who, "кутия|потребител|получател|акаунт|сметка|профил|пощенска"),
    (Say::Addr, "адрес"),
    (Say::From, "подател|изпращач"),
    (Say::Us, "вашият ip|вашия ip|ip адрес|сървър|връзк"),
    (
        Say::Gone,
        "непознат|неизвест|не съществува|несъществуващ|не е намерен|не беше намерен|няма такъв|няма такава|не е открит|липсва",
    ),
    (Say::Bad, "невалид|грешен"),
    (Say::Off, "деактивиран|закрит|изтрит|изключен|изтекъл|прекратен|премахнат|затворен"),
    (Say::Held, "блокиран|неактив|спрян|заключен"),
    (Say::Brim, "пълн|препълнен|квота|надвишен|място|превишен"),
    (Say::Ban, "блокиран|отхвърлен|отказан|забранен|в списък|не е разрешен|включен в"),
    (Say::Blocked, "черен списък|черния списък|черни списъци|репутация"),
    (Say::Sender, "подател|изпращач|обратен запис"),
    (Say::Rate, "твърде много|прекалено много|твърде често|твърде бързо|на час_|в минута|лимит за изпращ|честота"),
    (Say::Later, "по късно|опитайте"),
    (Say::Temp, "временно"),
];

pub(super) const CROATIAN: Rows = &[
    (Say::Who, "sandučić|sanducic|korisnik|primatelj|primalac|račun|nalog|pretinac"),
    (Say::Addr, "adresa|adresu"),
    (Say::From, "pošiljatelj|pošiljalac"),
    (Say::Us, "vaša ip|vaš ip|ip adresa|vaš poslužitelj|vaš server|veza_"),
    (Say::Gone, "nepoznat|ne postoji|nepostojeć|nije pronađen|nema takvog|nije poznat|ne postoje|nije nađen"),
    (Say::Bad, "neispravan|neispravna|nevažeć"),
    (Say::Off, "onemogućen|ugašen|zatvoren|obrisan|izbrisan|deaktiviran|istekao|ukinut|isključen"),
    (Say::Held, "blokiran|neaktiv|suspendiran|zaključan|suspendovan"),
    (Say::Brim, "pun_|puna|prepun|kvota|prekorač|prostora|popunjen"),
    (Say::Ban, "blokiran|odbijen|zabranjen|nije dopušten|nije dozvoljen|na listi|na popisu"),
    (Say::Blocked, "crnoj listi|crna lista|crnu listu|reputacij|popisu blokiranih|listi blokiranih"),
    (Say::Sender, "pošiljatelj|pošiljalac|reverzn"),
    (Say::Rate, "previše|prebrzo|prečesto|po satu|u minuti|ograničenje slanja|ograničenje brzine|na sat_"),
    (Say::Later, "kasnije|pokušajte"),
    (Say::Temp, "privremen|trenutno"),
];
