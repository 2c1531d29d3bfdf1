//! German, Dutch, the Romance languages and Greek.

use super::{Rows, Say};

pub(super) const GERMAN: Rows = &[
    (
        Say::Who,
        "*postfach|*postfaches|*konto|*benutzer|*nutzer|*empfänger|*empfaenger|adressat|*briefkasten|*kontos|kunde|teilnehmer|*inhaber",
    ),
    (Say::Addr, "*adresse|mailadresse"),
    (Say::Domain, "domäne|domaene"),
    (Say::From, "absender|*absenderadresse|versender"),
    (
        Say::Us,
        "ihrem server|ihrer ip|ihres servers|ihre ip|ihr server|ihr mailserver|ihre verbindung|*verbindung|*sendeserver|*client|ip adresse|*mailserver|*einliefernde",
    ),
    (
        Say::Gone,
        "unbekannt|nicht bekannt|existiert nicht|existiert hier nicht|nicht vorhanden|nicht gefunden|gibt es nicht|gibt es hier nicht|nicht existent|*existiert|kein solche|keinen solchen|kein postfach|keine mailbox|kein benutzer|kein empfänger|kein konto|nicht zu finden|kennen wir nicht|nicht zugestellt werden kann da unbekannt|nicht eingerichtet|nicht zuordnen|nicht ermittel",
    ),
    (Say::Bad, "ungültig|ungueltig|falsch"),
    (
        Say::Off,
        "deaktiviert|stillgelegt|geschlossen|gelöscht|geloescht|abgeschaltet|abgemeldet|gekündigt|gekuendigt|abgelaufen|aufgelöst|aufgeloest|nicht mehr aktiv|nicht mehr gültig|nicht mehr in betrieb|entfernt|eingestellt|nicht aktiviert|nicht mehr genutzt|außer betrieb|ausser betrieb|nicht mehr verwendet",
    ),
    (Say::Held, "gesperrt|inaktiv|suspendiert|blockiert|nicht aktiv|ausgesetzt"),
    (
        Say::Brim,
        "voll_|überfüllt|ueberfuellt|*kontingent|quota|*speicherplatz|*speicherlimit|speichervolumen|überschritten|ueberschritten|erschöpft|erschoepft|kein platz|kein speicher|ausgeschöpft",
    ),
    (
        Say::Full,
        "quota überschritten|quota erschöpft|kontingent|postfach voll|postfach ist voll|mailbox voll|mailbox ist voll|speicherplatz|speichervolumen",
    ),
    (
        Say::Ban,
        "gesperrt|blockiert|abgelehnt|abgewiesen|verweigert|gelistet|zurückgewiesen|zurueckgewiesen|nicht erlaubt|nicht zugelassen|nicht akzeptiert|nicht angenommen|geblockt|nicht autorisiert|unerwünscht",
    ),
    (
        Say::Blocked,
        "*sperrliste|schwarze liste|schwarzen liste|blackliste|*blockliste|reputation|*ip gesperrt|ihre ip|ihr server|ihr mailserver|spam versend|*spamversand",
    ),
    (Say::Sender, "absender|rückwärtsauflösung|kein ptr|reverse dns eintrag|namensauflösung|*spf prüfung"),
    (
        Say::Rate,
        "zu viele|zu schnell|zu oft|zu häufig|zu haeufig|limit für versand|*sendelimit|*ratenlimit|*versandlimit|*ratenbegrenzung|rate begrenz|langsamer|nachrichten pro|verbindungen pro|*verbindungslimit|stundenlimit|pro stunde|pro minute|gedrosselt|drossel",
    ),
    (Say::Policy, "*richtlinie|*spamverdacht|zugriff verweigert|*inhalt abgelehnt|unerwünschte werbung"),
    (Say::Relay, "*weiterleitung nicht|kein relay|relay verweigert|nicht zuständig|relaying nicht|domäne nicht"),
    (Say::Auth, "*authentifizierung|anmeldung erforderlich|anmelden"),
    (Say::Tls, "verschlüsselung|verschluesselung|verschlüsselte verbindung"),
    (
        Say::Trouble,
        "interner fehler|temporärer fehler|technische|wartung|überlast|vorübergehend nicht verfügbar|vorübergehender fehler|systemfehler|serverfehler",
    ),
    (Say::Later, "später|spaeter|erneut versuchen"),
    (Say::Temp, "vorübergehend|voruebergehend|zeitweilig|temporär|temporaer|derzeit|momentan"),
    (Say::Restricted, "nur von bekannten|nimmt keine nachrichten von|nur interne|keine externen|nur für mitglieder"),
];

pub(super) const DUTCH: Rows = &[
    (Say::Who, "*postvak|*gebruiker|ontvanger|*account|geadresseerde|*postbus|*brievenbus|*mailbox"),
    (Say::Addr, "*adres_|*mailadres"),
    (Say::Domain, "domein"),
    (Say::From, "afzender|verzender"),
    (Say::Us, "uw ip|uw server|uw mailserver|verbinding|ip adres|je ip|verzendende server"),
    (
        Say::Gone,
        "onbekend|bestaat niet|bestaat hier niet|niet bekend|niet gevonden|niet bestaand|bestaat|geen gebruiker|geen mailbox|geen postvak|geen dergelijk|geen account|komt niet voor|kennen wij niet",
    ),
    (Say::Bad, "ongeldig|onjuist|niet geldig"),
    (
        Say::Off,
        "uitgeschakeld|gedeactiveerd|opgeheven|gesloten|verwijderd|beeindigd|beëindigd|verlopen|niet meer actief|niet meer in gebruik|afgesloten|opgezegd|niet langer actief|niet langer in gebruik",
    ),
    (Say::Held, "geblokkeerd|inactief|opgeschort|geschorst|vergrendeld|niet actief"),
    (Say::Brim, "vol_|quotum|quota|opslaglimiet|overschreden|opslagruimte|geen ruimte|limiet bereikt"),
    (Say::Full, "mailbox vol_|postvak vol_|postvak is vol|mailbox is vol|opslagruimte"),
    (
        Say::Ban,
        "geblokkeerd|geweigerd|afgewezen|niet toegestaan|vermeld op|niet geaccepteerd|op een lijst|verboden|geband",
    ),
    (Say::Blocked, "*zwarte lijst|*blokkeerlijst|reputatie|uw ip|uw server|uw mailserver|*blokkadelijst"),
    (Say::Sender, "afzender|reverse dns ontbreekt"),
    (
        Say::Rate,
        "te veel|teveel|te snel|te vaak|te frequent|*verzendlimiet|*snelheidslimiet|per uur_|per minuut|berichtenlimiet|*verbindingslimiet|snelheid",
    ),
    (Say::Policy, "beleid|toegang geweigerd"),
    (Say::Relay, "doorsturen niet|relay niet|relayen"),
    (Say::Auth, "*authenticatie|aanmelden|inloggen"),
    (Say::Trouble, "interne fout|tijdelijke fout|storing|onderhoud|tijdelijk niet beschikbaar"),
    (Say::Later, "later opnieuw|probeer"),
    (Say::Temp, "tijdelijk|momenteel"),
];

pub(super) const FRENCH: Rows = &[
    (Say::Who, "boite|boîte|utilisateur|destinataire|compte_|usager|abonné|titulaire|messagerie du|bal_|correspondant"),
    (Say::Addr, "adresse"),
    (Say::Domain, "domaine"),
    (Say::From, "expéditeur|expediteur|émetteur|emetteur"),
    (
        Say::Us,
        "votre ip|votre adresse ip|votre serveur|adresse ip|connexion|connexions_|serveur émetteur|serveur expéditeur",
    ),
    (
        Say::Gone,
        "inconnu|n existe pas|nexiste pas|existe pas|n existe plus|nexiste plus|inexistant|introuvable|pas trouvé|non trouvé|aucun utilisateur|aucune boite|aucun compte|aucun destinataire|pas de boite|pas connu|n est pas répertorié|pas d utilisateur|pas dutilisateur|aucune boîte|pas été trouvé",
    ),
    (Say::Bad, "invalide|non valide|erroné|incorrect|pas valide|n est pas valide"),
    (
        Say::Off,
        "désactivé|desactive|fermé|supprimé|résilié|clôturé|cloture|expiré|n est plus actif|nest plus acti|plus utilisé|plus en service|n est plus en service|plus active|plus acti",
    ),
    (Say::Held, "bloqué|inactif|inactive|suspendu|verrouillé"),
    (Say::Brim, "pleine|plein_|quota|espace|dépassé|saturée|sature|capacité|stockage"),
    (
        Say::Full,
        "boite pleine|boîte pleine|destinataire pleine|boite aux lettres pleine|quota dépassé|dépassement de quota|espace de stockage|espace disque du destinataire",
    ),
    (Say::Ban, "bloqué|bloque|refusé|rejeté|interdit|listé|non autorisé|refuse_|pas autorisé|banni|répertorié"),
    (
        Say::Blocked,
        "liste noire|listes noires|liste de blocage|réputation|votre ip|votre adresse ip|votre serveur|incident de spam|bloques par nos services|service refuse|blacklisté",
    ),
    (
        Say::Sender,
        "expéditeur|émetteur|emetteur|expediteur|résolution inverse|enregistrement ptr|enregistrement spf|dns inverse",
    ),
    (
        Say::Rate,
        "trop de|trop d_|trop rapide|trop vite|trop souvent|trop fréquent|limite d envoi|limite denvoi|limite de débit|débit|ralenti|par heure|par minute|limite de messages|limite de connexion|nombre maximal|nombre maximum",
    ),
    (Say::Policy, "politique|accès refusé|accès interdit|contenu refusé|mail rejete"),
    (Say::Relay, "relais refusé|relais interdit|relayage|relais non|relais"),
    (Say::Auth, "authentification|authentifier"),
    (
        Say::Trouble,
        "erreur interne|erreur temporaire|indisponible|maintenance|problème technique|incident technique|surcharg|erreur système",
    ),
    (Say::Later, "plus tard|ultérieurement|réessayer|reessayer"),
    (Say::Temp, "temporaire|provisoire|momentané"),
];

pub(super) const SPANISH: Rows = &[
    (Say::Who, "buzón|buzon|usuario|destinatario|cuenta|casilla|receptor|titular|abonado"),
    (Say::Addr, "dirección|direccion|correo_"),
    (Say::Domain, "dominio"),
    (Say::From, "remitente|emisor"),
    (
        Say::Us,
        "su ip|tu ip|su servidor|tu servidor|dirección ip|direccion ip|conexión|conexiones_|servidor de origen|servidor remitente",
    ),
    (
        Say::Gone,
        "desconocid|no existe|no existen|inexistente|no encontrad|no se encuentra|no se encontró|no se ha encontrado|no conocido|no hay ning|no es conocid|no se conoce|ningún usuario|no fue encontrad|no tiene cuenta|no existía|no registrad|no está registrad|no figura",
    ),
    (Say::Bad, "inválid|invalid|no válid|no es válid|incorrect|errone|errad"),
    (
        Say::Off,
        "desactivad|deshabilitad|inhabilitad|cerrad|eliminad|cancelad|dada de baja|dado de baja|expirad|caducad|ha expirado|ya no está activ|falta de uso|no está activ|clausurad|borrad",
    ),
    (Say::Held, "bloquead|inactiv|suspendid"),
    (Say::Brim, "llen|cuota|quota|espacio|excedid|capacidad|almacenamiento|superad|sin espacio|rebasad"),
    (
        Say::Full,
        "buzón lleno|cuota excedida|excedido la cuota|excedido su cuota|superado la cuota|superado su cuota|sin espacio|buzon lleno|cuota de disco|espacio de almacenamiento",
    ),
    (Say::Ban, "bloquead|rechazad|denegad|no permitid|prohibid|listad|no autorizad|rehusad|vetad|no aceptad"),
    (
        Say::Blocked,
        "lista negra|listas negras|lista de bloqueo|listas de bloqueo|reputación|su ip|tu ip|su servidor|tu servidor",
    ),
    (Say::Sender, "remitente|resolución inversa|dns inverso|registro ptr|registro spf"),
    (
        Say::Rate,
        "demasiad|muy rápido|con demasiada|límite de envío|limite de envio|límite de mensajes|límite de conexiones|por hora|por minuto|frecuencia|exceso de|más despacio|límite de velocidad|tasa de",
    ),
    (Say::Policy, "política|politica|acceso denegado|antispam|contenido rechazado|correo no deseado"),
    (Say::Relay, "retransmi|relay no|reenvío|relé|no se permite el reenvio"),
    (Say::Auth, "autenticación|autenticacion|autenticarse|iniciar sesión|autentificación"),
    (
        Say::Trouble,
        "error interno|error temporal|mantenimiento|no disponible temporalmente|problema técnico|temporalmente no disponible|sobrecarg|servicio no disponible",
    ),
    (Say::Later, "más tarde|mas tarde|vuelva a intentar|inténtelo|intente"),
    (Say::Temp, "temporal|provisional|momentáneamente"),
    (Say::Either, "desconocido o mailbox lleno|desconocido o buzon lleno"),
];

pub(super) const PORTUGUESE: Rows = &[
    (
        Say::Who,
        "caixa|usuário|usuario|utilizador|destinatário|destinatario|conta_|recipiente|titular|assinante|contas_",
    ),
    (Say::Addr, "endereço|endereco|email_"),
    (Say::Domain, "domínio|dominio"),
    (Say::From, "remetente|emissor"),
    (
        Say::Us,
        "seu ip|seu servidor|endereço ip|endereco ip|conexão|conexões_|ligação|ligações_|servidor de origem|o seu ip",
    ),
    (
        Say::Gone,
        "desconhecid|não existe|nao existe|inexistente|não encontrad|nao encontrad|não localizad|nao localizad|não foi encontrad|não foi localizad|não conhecid|não é conhecid|nenhum usuário|não há nenhum|não existem|não cadastrad|não registad|não tem conta",
    ),
    (Say::Bad, "inválid|invalid|não é válid|não válid|incorret|errad"),
    (
        Say::Off,
        "desativad|desactivad|desabilitad|encerrad|excluíd|excluid|cancelad|expirad|removid|apagad|fechad|eliminad|não está mais ativ|falta de uso|não está ativ|expirou|extint",
    ),
    (Say::Held, "bloquead|inativ|inactiv|suspens"),
    (Say::Brim, "chei|lotad|cota_|quota|espaço|excedid|excedeu|capacidade|armazenamento|ultrapass|esgotad|atingiu"),
    (
        Say::Full,
        "caixa cheia|caixa de correio cheia|caixa postal cheia|caixa lotada|cota excedida|quota excedida|sem espaço|espaço em disco|armazenamento",
    ),
    (Say::Ban, "bloquead|rejeitad|recusad|negad|não permitid|proibid|listad|não autorizad|banid|não aceit"),
    (Say::Blocked, "lista negra|listas negras|lista de bloqueio|listas de bloqueio|reputação|seu ip|seu servidor"),
    (Say::Sender, "remetente|dns reverso|resolução reversa|registro ptr|registro spf|registo spf"),
    (
        Say::Rate,
        "muitas|muitos|demasiad|excesso de|rápido demais|limite de envio|limite de mensagens|limite de conexões|por hora|por minuto|frequência|mais devagar|taxa de|com muita frequência|limite de taxa|em excesso",
    ),
    (Say::Policy, "política|politica|acesso negado|conteúdo rejeitado"),
    (Say::Relay, "retransmiss|relay não|encaminhamento não|reenvio não"),
    (Say::Auth, "autenticação|autenticar"),
    (
        Say::Trouble,
        "erro interno|erro temporário|manutenção|temporariamente indisponível|problema técnico|sobrecarregad|indisponível",
    ),
    (Say::Later, "mais tarde|tente novamente|novamente"),
    (Say::Temp, "temporari|provisori|no momento"),
];

pub(super) const ITALIAN: Rows = &[
    (Say::Who, "casella|utente|destinatario|destin_|account|mailbox|utenza|titolare|conto_"),
    (Say::Addr, "indirizzo"),
    (Say::Domain, "dominio"),
    (Say::From, "mittente"),
    (Say::Us, "tuo ip|vostro ip|suo ip|vostro server|tuo server|suo server|indirizzo ip|connession|server mittente"),
    (
        Say::Gone,
        "sconosciut|non esiste|inesistente|non trovat|non è stat trovat|non esistono|nessun utente|nessuna casella|nessun account|non conosciut|non risulta|non presente|non è stato trovato|non è stata trovata|non e stato trovato|nessun destinatario|non è presente|non è conosciut|non esistente",
    ),
    (Say::Bad, "non valid|invalid|errat|non è valid|non corrett"),
    (
        Say::Off,
        "disattivat|disabilitat|chius|cancellat|eliminat|scadut|cessat|non più attiv|non piu attiv|bloccato per inutilizzo|inutilizzo|dismess|non è più attiv|non attivat|non più in uso|rimoss",
    ),
    (Say::Held, "bloccat|inattiv|sospes|non attiv|non è attiv"),
    (Say::Brim, "pien|quota|spazio|superat|esaurit|capacità|capienza|oltre"),
    (
        Say::Full,
        "casella piena|mailbox piena|quota superata|superato la quota|spazio esaurito|spazio su disco|limite di spazio",
    ),
    (
        Say::Ban,
        "bloccat|rifiutat|respint|negat|non consentit|vietat|non autorizzat|elencat|presente in|non accettat|bandit|inserito in|inserit",
    ),
    (
        Say::Blocked,
        "lista nera|liste nere|blacklist|reputazione|tuo ip|vostro ip|suo ip|vostro server|tuo server|lista di blocco",
    ),
    (Say::Sender, "mittente|dns inverso|risoluzione inversa|record ptr|record spf"),
    (
        Say::Rate,
        "troppi|troppe|troppo veloc|troppo spesso|troppo frequent|limite di invio|limite di messaggi|limite di connession|all ora_|per ora_|orario|al minuto|rallentare|frequenza|eccessiv|limite orario|troppo rapid",
    ),
    (Say::Policy, "politica|criteri|accesso negato|contenuto rifiutato"),
    (Say::Relay, "relay non|inoltro non|rilancio"),
    (Say::Auth, "autenticazione|autenticar"),
    (
        Say::Trouble,
        "errore interno|errore temporaneo|manutenzione|temporaneamente non disponibile|problema tecnico|sovraccaric|non disponibile al momento",
    ),
    (Say::Later, "più tardi|piu tardi|riprova|ritent"),
    (Say::Temp, "temporane|momentane|provvisori"),
];

pub(super) const ROMANIAN: Rows = &[
    (Say::Who, "căsuța|căsuţa|casuta|cutia|utilizator|destinatar|cont_|contul|căsuță|cutie|mailbox"),
    (Say::Addr, "adres"),
    (Say::Domain, "domeniu"),
    (Say::From, "expeditor|emitent"),
    (Say::Us, "ip ul|adresa ip|serverul dumneavoastră|serverul dvs|serverul tau|conexiun|adresei ip|ip_"),
    (
        Say::Gone,
        "necunoscut|nu există|nu exista|inexistent|nu a fost găsit|nu a fost gasit|negăsit|nu se găsește|nu este cunoscut|niciun utilizator|nu este înregistrat|nu am găsit|nu a putut fi gasit",
    ),
    (Say::Bad, "invalid|nevalid|nu este valid|greșit|incorect"),
    (Say::Off, "dezactivat|închis|inchis|șters|sters|expirat|anulat|desființat|nu mai este activ|eliminat|scos din uz"),
    (Say::Held, "blocat|inactiv|suspendat"),
    (Say::Brim, "plin|cota|quota|spațiu|spatiu|depășit|depasit|capacitate|stocare"),
    (
        Say::Full,
        "căsuța este plină|căsuța poștală este plină|cutia poștală este plină|cota depășită|spațiu de stocare|spațiul de stocare",
    ),
    (
        Say::Ban,
        "blocat|respins|refuzat|interzis|nepermis|neautorizat|listat|nu este permis|nu sunt permis|nu este autorizat|aflat",
    ),
    (
        Say::Blocked,
        "lista neagră|listă neagră|listele negre|lista de blocare|reputați|reputaţi|adresa dvs ip|ip ul dvs|ip ul dumneavoastră",
    ),
    (Say::Sender, "expeditor|dns invers|inregistrare ptr"),
    (
        Say::Rate,
        "prea mult|prea multe|prea repede|prea des|prea frecvent|limita de trimitere|limită de trimitere|pe oră|pe ora_|pe minut|încetini|limita de mesaje|limita de conexiuni|rata de",
    ),
    (Say::Policy, "politic|acces interzis|acces refuzat"),
    (Say::Relay, "retransmitere|releu|relay nu"),
    (Say::Auth, "autentific"),
    (Say::Trouble, "eroare intern|eroare temporar|mentenanță|temporar indisponibil|întreținere|indisponibil"),
    (Say::Later, "mai târziu|mai tarziu|încercați|reîncercați"),
    (Say::Temp, "temporar|momentan|provizoriu"),
];

pub(super) const GREEK: Rows = &[
    (Say::Who, "γραμματοκιβώτιο|χρήστη|παραλήπτη|λογαριασμ|θυρίδα|γραμματοκιβωτίου|ταχυδρομική θυρίδα"),
    (Say::Addr, "διεύθυνσ|διευθυνσ"),
    (Say::Domain, "τομέα"),
    (Say::From, "αποστολέα"),
    (Say::Us, "διεύθυνση ip|διεύθυνσή σας|διακομιστής σας|σύνδεση|συνδέσεις|η ip|ip σας"),
    (
        Say::Gone,
        "άγνωστ|αγνωστ|δεν υπάρχ|ανύπαρκτ|δεν βρέθηκ|δεν είναι γνωστ|δεν εντοπίστηκ|δε βρέθηκ|δεν υφίσταται|δεν αναγνωρ",
    ),
    (Say::Bad, "μη έγκυρ|άκυρ|δεν είναι έγκυρ"),
    (
        Say::Off,
        "απενεργοποι|κλειστ|έκλεισε|διαγράφ|διαγράψ|καταργ|έληξε|λήξει|έχει κλείσει|ακυρώθηκε|δεν είναι πλέον ενεργ",
    ),
    (Say::Held, "αποκλεισ|ανενεργ|αναστολή|ανασταλ|κλειδωμέν|μπλοκαρ|ανεστάλη"),
    (Say::Brim, "γεμάτ|πλήρ|όριο|χώρο|υπέρβαση|ξεπερ|χωρητικότητα|υπερβ"),
    (Say::Full, "είναι γεμάτ|γεμάτο γραμματοκιβώτιο|όριο αποθήκευσης|αποθηκευτικό|χώρος αποθήκευσης"),
    (
        Say::Ban,
        "αποκλεισ|αποκλείσ|απορρίφθηκ|αρνήθηκ|απορρίπτ|μπλοκαρ|δεν επιτρέπ|απαγορεύ|καταχωρ|περιλαμβάνεται|αποκλείστηκ|φραγή",
    ),
    (Say::Blocked, "μαύρη λίστα|λίστα αποκλεισμού|λίστα αποκλεισμ|φήμη|λίστες αποκλεισμ|ip σας|διακομιστής σας"),
    (Say::Sender, "αποστολέα|αντίστροφ"),
    (
        Say::Rate,
        "πάρα πολλ|πολλές συνδέσεις|πολλά μηνύματα|πολύ γρήγορα|πολύ συχν|υπερβολικ|ανά ώρα|την ώρα|ανά λεπτό|όριο αποστολ|ρυθμ|όριο μηνυμάτων|όριο συνδέσεων|πολλοί παραλήπτες",
    ),
    (Say::Policy, "πολιτικ|δεν επιτρέπεται η πρόσβαση"),
    (Say::Relay, "αναμετάδοσ"),
    (Say::Auth, "έλεγχος ταυτότητας|ταυτοποίηση|πιστοποίηση"),
    (Say::Trouble, "εσωτερικό σφάλμα|προσωρινό σφάλμα|συντήρηση|μη διαθέσιμ"),
    (Say::Later, "αργότερα|δοκιμάστε"),
    (Say::Temp, "προσωριν"),
];
