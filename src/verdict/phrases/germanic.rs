//! The Germanic languages but English.

use super::{Rows, Say};

pub(super) const GERMAN: Rows = &[
    (
        Say::Who,
        "*postfach|*postfaches|*konto|*benutzer|*nutzer|*empfänger|*empfaenger|adressat|*briefkasten|*kontos|kunde|\
         teilnehmer|*inhaber|inhaber|*postkorb|kennung|*posteingang|*verteiler",
    ),
    (Say::Addr, "*adresse|mailadresse"),
    (Say::Domain, "domäne|domaene"),
    (Say::From, "absender|*absenderadresse|versender"),
    (
        Say::Us,
        "ihrem server|ihrer ip|ihres servers|ihre ip|ihr server|ihr mailserver|ihre verbindung|*verbindung|\
         *sendeserver|*client|ip adresse|*mailserver|*einliefernde|*einlieferung|einliefernde|ihrem netz|ihr netz|\
         ihrem provider",
    ),
    (
        Say::Gone,
        "unbekannt|nicht bekannt|existiert nicht|existiert hier nicht|nicht vorhanden|nicht gefunden|gibt es nicht|\
         gibt es hier nicht|nicht existent|*existiert|kein solche|keinen solchen|kein postfach|keine mailbox|\
         kein benutzer|kein empfänger|kein konto|nicht zu finden|kennen wir nicht|\
         nicht zugestellt werden kann da unbekannt|nicht eingerichtet|nicht zuordnen|nicht ermittel|\
         mit diesem namen|dieses namens|unter diesem namen|nicht auffindbar|nicht auflösbar|nicht registriert|\
         nicht ausfindig|keinen benutzer|keinen account|kein account|keinen empfänger|kennen wir|nicht kennen|\
         niemand|kein nutzer",
    ),
    (Say::Bad, "ungültig|ungueltig|falsch"),
    (
        Say::Off,
        "deaktiviert|stillgelegt|geschlossen|gelöscht|geloescht|abgeschaltet|abgemeldet|gekündigt|gekuendigt|\
         abgelaufen|aufgelöst|aufgeloest|nicht mehr aktiv|nicht mehr gültig|nicht mehr in betrieb|entfernt|\
         eingestellt|nicht aktiviert|nicht mehr genutzt|außer betrieb|ausser betrieb|nicht mehr verwendet|\
         nicht mehr verfügbar|nicht mehr benutzt|außer dienst|erloschen|aufgegeben|abgeschalten|keine mails mehr|\
         keine nachrichten mehr|keine e mails mehr",
    ),
    (Say::Held, "gesperrt|inaktiv|suspendiert|blockiert|nicht aktiv|ausgesetzt"),
    (
        Say::Brim,
        "voll_|überfüllt|ueberfuellt|*kontingent|quota|*speicherplatz|*speicherlimit|speichervolumen|überschritten|\
         ueberschritten|erschöpft|erschoepft|kein platz|kein speicher|ausgeschöpft|maximale größe|größe erreicht|\
         maximalgröße|obergrenze|*platz mehr|voll belegt|*speicher voll|*limit erreicht|*grenze erreicht",
    ),
    (
        Say::Full,
        "quota überschritten|quota erschöpft|kontingent|postfach voll|postfach ist voll|mailbox voll|\
         mailbox ist voll|speicherplatz|speichervolumen",
    ),
    (
        Say::Ban,
        "gesperrt|blockiert|abgelehnt|abgewiesen|verweigert|gelistet|zurückgewiesen|zurueckgewiesen|nicht erlaubt|\
         nicht zugelassen|nicht akzeptiert|nicht angenommen|geblockt|nicht autorisiert|unerwünscht",
    ),
    (
        Say::Blocked,
        "*sperrliste|schwarze liste|schwarzen liste|blackliste|*blockliste|reputation|*ip gesperrt|ihre ip|\
         ihr server|ihr mailserver|spam versend|*spamversand",
    ),
    (
        Say::Sender,
        "absender|rückwärtsauflösung|kein ptr|reverse dns eintrag|namensauflösung|*spf prüfung|absenderdomain|\
         *ptr eintrag|*helo name|rückwärts",
    ),
    (
        Say::Rate,
        "zu viele|zu schnell|zu oft|zu häufig|zu haeufig|limit für versand|*sendelimit|*ratenlimit|*versandlimit|\
         *ratenbegrenzung|rate begrenz|langsamer|nachrichten pro|verbindungen pro|*verbindungslimit|stundenlimit|\
         pro stunde|pro minute|gedrosselt|drossel|versandlimit|stündliche|*stundenlimit|zu große anzahl|zu hohe|\
         *anzahl der|innerhalb kurzer|höchstzahl|maximale anzahl|ungültige empfänger bitte",
    ),
    (
        Say::Policy,
        "*richtlinie|*spamverdacht|zugriff verweigert|*inhalt abgelehnt|unerwünschte werbung|*spam eingestuft|\
         *spam erkannt|als unerwünscht|*virus|*schadsoftware|werbemail|verstößt gegen",
    ),
    (
        Say::Relay,
        "*weiterleitung nicht|kein relay|relay verweigert|nicht zuständig|relaying nicht|domäne nicht|\
         nicht für diese domain|keine weiterleitung|fremde domain|domain wird hier nicht|*relaying",
    ),
    (Say::Auth, "*authentifizierung|anmeldung erforderlich|anmelden|melden sie sich|anmeldung|einloggen"),
    (
        Say::Tls,
        "verschlüsselung|verschluesselung|verschlüsselte verbindung|*verschlüssel|*unverschlüsselt|nur über tls",
    ),
    (
        Say::Trouble,
        "interner fehler|temporärer fehler|technische|wartung|überlast|vorübergehend nicht verfügbar|\
         vorübergehender fehler|systemfehler|serverfehler|*serverfehler|interner|störung|überlastet|\
         nicht erreichbar|ausgelastet|zu beschäftigt",
    ),
    (Say::Later, "später|spaeter|erneut versuchen"),
    (Say::Temp, "vorübergehend|voruebergehend|zeitweilig|temporär|temporaer|derzeit|momentan"),
    (
        Say::Restricted,
        "nur von bekannten|nimmt keine nachrichten von|nur interne|keine externen|nur für mitglieder|nimmt nur|\
         nur von berechtigten|empfängt keine externen|vom empfänger blockiert|vom empfänger abgelehnt|\
         vom empfänger gesperrt",
    ),
    (Say::Grey, "graue liste|grauen liste"),
    (
        Say::Refuse,
        "nimmt keine|nehmen keine|nehmen wir keine|nimmt von|akzeptiert keine|akzeptieren keine|\
         akzeptieren wir keine|nicht entgegen|werden nicht angenommen|wird nicht angenommen",
    ),
    (
        Say::Mute,
        "unbekannter fehler|unbekannten fehler|unbekanntem grund|unbekannten grund|unbekannten gründen|\
         keine berechtigung|nicht berechtigt",
    ),
];

pub(super) const DUTCH: Rows = &[
    (
        Say::Who,
        "*postvak|*gebruiker|ontvanger|*account|geadresseerde|*postbus|*brievenbus|*mailbox|inbox|klant|\
         rekeninghouder|postbak",
    ),
    (Say::Addr, "*adres_|*mailadres"),
    (Say::Domain, "domein"),
    (Say::From, "afzender|verzender"),
    (Say::Us, "uw ip|uw server|uw mailserver|verbinding|ip adres|je ip|verzendende server"),
    (
        Say::Gone,
        "onbekend|bestaat niet|bestaat hier niet|niet bekend|niet gevonden|niet bestaand|bestaat|geen gebruiker|\
         geen mailbox|geen postvak|geen dergelijk|geen account|komt niet voor|kennen wij niet|met deze naam|\
         met die naam|onder deze naam|niet worden gevonden|niet gevonden worden|niet vinden|niet geregistreerd|\
         geen ontvanger|kennen deze|kennen we|niet kennen|geen postbus|niet bij ons bekend",
    ),
    (Say::Bad, "ongeldig|onjuist|niet geldig"),
    (
        Say::Off,
        "uitgeschakeld|gedeactiveerd|opgeheven|gesloten|verwijderd|beeindigd|beëindigd|verlopen|niet meer actief|\
         niet meer in gebruik|afgesloten|opgezegd|niet langer actief|niet langer in gebruik|niet meer gebruikt|\
         niet langer gebruikt|buiten gebruik|niet meer beschikbaar|stopgezet|geen mail meer|geen berichten meer",
    ),
    (Say::Held, "geblokkeerd|inactief|opgeschort|geschorst|vergrendeld|niet actief"),
    (Say::Brim, "vol_|quotum|quota|opslaglimiet|overschreden|opslagruimte|geen ruimte|limiet bereikt|ruimte|zit vol"),
    (Say::Full, "mailbox vol_|postvak vol_|postvak is vol|mailbox is vol|opslagruimte"),
    (
        Say::Ban,
        "geblokkeerd|geweigerd|afgewezen|niet toegestaan|vermeld op|niet geaccepteerd|op een lijst|verboden|geband",
    ),
    (Say::Blocked, "*zwarte lijst|*blokkeerlijst|reputatie|uw ip|uw server|uw mailserver|*blokkadelijst"),
    (Say::Sender, "afzender|reverse dns ontbreekt|ptr record"),
    (
        Say::Rate,
        "te veel|teveel|te snel|te vaak|te frequent|*verzendlimiet|*snelheidslimiet|per uur_|per minuut|\
         berichtenlimiet|*verbindingslimiet|snelheid|maximum aantal|maximaal aantal|aantal berichten|gelijktijdige|\
         *uurlimiet",
    ),
    (Say::Policy, "beleid|toegang geweigerd|spambericht|als spam|in strijd met|ongewenste"),
    (Say::Relay, "doorsturen niet|relay niet|relayen|niet verantwoordelijk voor|relaying"),
    (Say::Auth, "*authenticatie|aanmelden|inloggen|authenticeren|aan te melden|aanmelding|ingelogd|log eerst"),
    (Say::Trouble, "interne fout|tijdelijke fout|storing|onderhoud|tijdelijk niet beschikbaar|serverfout|overbelast"),
    (Say::Later, "later opnieuw|probeer"),
    (Say::Temp, "tijdelijk|momenteel"),
    (Say::Tls, "versleutel|beveiligde verbinding"),
    (Say::Grey, "grijze lijst"),
    (Say::Refuse, "accepteert geen|accepteren geen|ontvangt geen|neemt geen|accepteren we geen|nemen geen"),
    (Say::Mute, "onbekende fout|onbekende reden|geen toestemming"),
    (Say::Restricted, "alleen van bekende|geblokkeerd door de ontvanger"),
];

pub(super) const SWEDISH: Rows = &[
    (
        Say::Who,
        "*brevlåda|*brevlådan|användare|mottagar|konto|*kontot|*postlåda|e postkonto|inkorg|kontot|kontoinnehavare|\
         brevlåd|abonnent|kund_",
    ),
    (Say::Addr, "*adress"),
    (Say::Domain, "domän"),
    (Say::From, "avsändar"),
    (
        Say::Us,
        "din ip|er ip|din server|er server|ip adress|anslutning|ditt ip|sändande server|våran|ert ip|din adress|\
         sändande",
    ),
    (
        Say::Gone,
        "okänd|finns inte|finns ej|existerar inte|hittades inte|hittas inte|inte hittas|saknas|ingen sådan|\
         ingen användare|existerar ej|hittades ej|kunde inte hittas|ej känd|med det namnet|med detta namn|\
         med det här namnet|finns ingen|inte känd|kunde ej hittas|är okänd|inte registrerad|ingen brevlåda|\
         inget konto|ingen mottagare",
    ),
    (Say::Bad, "ogiltig|felaktig"),
    (
        Say::Off,
        "inaktiverad|inaktiverat|avaktiverad|avstängd|stängd|stängt|borttag|avslutad|avslutat|upphört|raderad|\
         raderat|inte längre aktiv|ur bruk|utgått|avregistrer|används inte|används ej|inte längre används|\
         tagits bort|har tagits|avstäng|nedlagd|inte längre i bruk|ej längre|inte längre giltig|stängts|\
         tar inte längre emot|används inte längre",
    ),
    (Say::Held, "blockerad|blockerat|inaktiv_|inaktivt|spärrad|spärrat|låst|tillfälligt avstängd|suspenderad"),
    (Say::Brim, "full_|fullt|kvot|utrymme|överskrid|lagring|överfull|plats|överskridit|gräns"),
    (
        Say::Full,
        "brevlådan är full|postlådan är full|kvoten|lagringsutrymme|inkorgen är full|tillräckligt med utrymme|\
         slut på utrymme|inte plats|ingen plats|ingen ledig",
    ),
    (
        Say::Ban,
        "blockerad|blockerat|spärrad|nekad|nekas|avvisad|avvisas|avvisat|vägrad|listad|svartlist|ej tillåten|\
         inte tillåten|förbjud|avvisades|blockeras|tillåts inte",
    ),
    (Say::Blocked, "svart lista|svartlist|*spärrlista|spärrlistan|*blockeringslista|blockeringslistan|rykte|anseende"),
    (Say::Sender, "avsändar|omvänd dns|bakåtuppslag|omvänd|bakåt"),
    (
        Say::Rate,
        "för många|för snabb|för ofta|för mycket|per timme|per minut|sändningsgräns|hastighetsgräns|\
         gränsen för antal|meddelandegräns|för tät|samtidig|antal meddelanden|timgräns|hastighet",
    ),
    (Say::Policy, "policy|åtkomst nekad|regler|skräppost|bryter mot|innehåll|oönskad"),
    (Say::Relay, "vidarebefordr|relay nek|hanterar inte domän|vidaresänd"),
    (Say::Auth, "autentisering|inloggning|logga in|autentiser|inloggad"),
    (
        Say::Trouble,
        "internt fel|tillfälligt fel|underhåll|tillfälligt otillgänglig|systemfel|serverfel|fel på servern|\
         överbelast|tekniskt fel",
    ),
    (Say::Later, "senare|försök"),
    (Say::Temp, "tillfällig|temporär|för närvarande"),
    (Say::Tls, "krypter"),
    (Say::Grey, "grålist|grå lista"),
    (Say::Refuse, "tar inte emot|tar ej emot|accepterar inte|accepterar ej|mottar inte|godtar inte|tas inte emot"),
    (Say::Mute, "okänt fel|okänd anledning|behörighet saknas|saknar behörighet|tillstånd saknas"),
    (Say::Restricted, "blockerats av mottagaren|blockerad av mottagaren|avvisats av mottagaren"),
];

pub(super) const DANISH: Rows = &[
    (Say::Who, "*postkasse|*bruger|modtager|konto|*kontoen|*indbakke|postboks|kontoen|kontohaver|kunde_|indbakken"),
    (Say::Addr, "*adresse"),
    (Say::Domain, "domæne"),
    (Say::From, "afsender"),
    (Say::Us, "din ip|jeres ip|din server|ip adresse|forbindelse|afsendende server|jeres server"),
    (
        Say::Gone,
        "ukendt|findes ikke|eksisterer ikke|ikke fundet|findes ej|ingen sådan|ingen bruger|blev ikke fundet|\
         kunne ikke findes|ikke kendt|kendes ikke|ikke findes|med det navn|med dette navn|findes ingen|\
         kan ikke findes|ikke registreret|kunne ikke finde|ingen postkasse|ingen konto|ingen modtager",
    ),
    (Say::Bad, "ugyldig|forkert"),
    (
        Say::Off,
        "deaktiveret|lukket|slettet|nedlagt|ophørt|udløbet|afmeldt|ikke længere aktiv|fjernet|ikke længere i brug|\
         opsagt|bruges ikke|ikke længere bruges|anvendes ikke|ikke i brug|ikke længere gyldig|slukket|frakoblet|\
         modtager ikke længere|bruges ikke længere",
    ),
    (Say::Held, "blokeret|inaktiv|suspenderet|spærret|låst"),
    (Say::Brim, "fuld_|fyldt|kvote|plads|overskred|lagerplads|ikke plads|mere plads|overskredet|opbrugt"),
    (Say::Full, "postkassen er fuld|indbakken er fuld|postkasse fuld|kvoten|lagerplads|diskplads"),
    (Say::Ban, "blokeret|afvist|nægtet|ikke tilladt|sortlist|forbudt|optaget på|listet|blokeres|afvises"),
    (Say::Blocked, "sort liste|sortlist|sortliste|*blokeringsliste|*spærreliste|omdømme|blokliste"),
    (Say::Sender, "afsender|omvendt dns|omvendt"),
    (
        Say::Rate,
        "for mange|for hurtig|for ofte|for meget|i timen|per time|pr time|pr minut|sendegrænse|hastighedsgrænse|\
         beskedgrænse|langsommere|grænse for antal|antal beskeder|timegrænse|hastighed",
    ),
    (Say::Policy, "politik|adgang nægtet|regler|overtræder|indhold|uønsket"),
    (Say::Relay, "videresend|relæ"),
    (Say::Auth, "godkendelse|logge ind|log ind|autentificering|godkend|logget ind"),
    (
        Say::Trouble,
        "intern fejl|midlertidig fejl|vedligehold|systemfejl|midlertidigt utilgængelig|serverfejl|fejl på serveren|\
         teknisk",
    ),
    (Say::Later, "senere|prøv"),
    (Say::Temp, "midlertidig|i øjeblikket"),
    (Say::Grey, "grå liste"),
    (
        Say::Refuse,
        "modtager ikke mail|modtager ikke post|modtager ikke besked|modtager ikke e|accepterer ikke|tager ikke imod|\
         tager ikke mod|modtages ikke",
    ),
    (Say::Mute, "ukendt fejl|ukendt årsag|ingen tilladelse|ikke tilladelse"),
    (Say::Restricted, "blokeret af modtageren|afvist af modtageren"),
];

pub(super) const NORWEGIAN: Rows = &[
    (Say::Who, "*postboks|*bruker|mottaker|konto|*kontoen|*innboks|*postkasse|kontoeier|innboksen"),
    (Say::Addr, "*adresse"),
    (Say::Domain, "domene"),
    (Say::From, "avsender"),
    (
        Say::Us,
        "din ip|deres ip|serveren din|ip adresse|tilkobling|forbindelse|avsenderserver|ip adressen din|\
         serveren deres|deres server",
    ),
    (
        Say::Gone,
        "ukjent|finnes ikke|eksisterer ikke|ikke funnet|ble ikke funnet|ingen slik|ingen bruker|kunne ikke finne|\
         ikke kjent|ikke finnes|finst ikkje|med det navnet|med dette navnet|finnes ingen|kan ikke finne|\
         ikke registrert|finnes det ikke|fant ikke|ingen postkasse|ingen postboks|ingen konto|ingen mottaker",
    ),
    (Say::Bad, "ugyldig|feil adresse"),
    (
        Say::Off,
        "deaktivert|stengt|lukket|slettet|nedlagt|avsluttet|utløpt|opphørt|ikke lenger aktiv|fjernet|\
         ikke lenger i bruk|avviklet|slått av|brukes ikke|ikke i bruk|ikke lenger gyldig|ikke lenger tilgjengelig|\
         tatt ut av|opphevet|ikke lenger brukes|mottar ikke lenger|brukes ikke lenger",
    ),
    (Say::Held, "blokkert|inaktiv|suspendert|sperret|låst"),
    (Say::Brim, "full_|fullt|kvote|plass|overskred|lagring|nok plass|mer plass|brukt opp|fylt"),
    (Say::Full, "postboksen er full|innboksen er full|postkassen er full|kvoten|lagringsplass|diskplass"),
    (Say::Ban, "blokkert|avvist|nektet|ikke tillatt|svartelist|forbudt|oppført|listet|avslått|sperret"),
    (Say::Blocked, "svarteliste|svartelist|*blokkeringsliste|*sperreliste|*blokkliste|omdømme|rykte"),
    (Say::Sender, "avsender|omvendt dns|reversoppslag"),
    (
        Say::Rate,
        "for mange|for raskt|for rask|for ofte|for mye|i timen|per time|per minutt|sendegrense|hastighetsgrense|\
         meldingsgrense|saktere|grensen for antall|antall meldinger|timegrense|for fort",
    ),
    (Say::Policy, "retningslinje|tilgang nektet|policy|søppelpost|bryter|innhold"),
    (Say::Relay, "videresending|reléing|releing"),
    (Say::Auth, "autentisering|pålogging|logge inn|logg inn|innlogging|logget inn"),
    (
        Say::Trouble,
        "intern feil|midlertidig feil|vedlikehold|systemfeil|midlertidig utilgjengelig|serverfeil|feil på serveren",
    ),
    (Say::Later, "senere|prøv"),
    (Say::Temp, "midlertidig|for øyeblikket"),
    (Say::Refuse, "tar ikke imot|tar ikke i mot|mottar ikke|godtar ikke|aksepterer ikke"),
    (Say::Mute, "ukjent feil|ukjent årsak|ikke tillatelse|mangler tillatelse"),
    (Say::Restricted, "blokkert av mottakeren|avvist av mottakeren"),
];
