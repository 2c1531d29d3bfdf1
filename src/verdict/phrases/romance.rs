//! The Romance languages.

use super::{Rows, Say};

pub(super) const FRENCH: Rows = &[
    (
        Say::Who,
        "boite|boîte|utilisateur|destinataire|compte_|usager|abonné|titulaire|messagerie du|bal_|correspondant|\
         bénéficiaire|alias",
    ),
    (Say::Addr, "adresse"),
    (Say::Domain, "domaine"),
    (Say::From, "expéditeur|expediteur|émetteur|emetteur"),
    (
        Say::Us,
        "votre ip|votre adresse ip|votre serveur|adresse ip|connexion|connexions_|serveur émetteur|serveur expéditeur",
    ),
    (
        Say::Gone,
        "inconnu|n existe pas|nexiste pas|existe pas|n existe plus|nexiste plus|inexistant|introuvable|pas trouvé|\
         non trouvé|aucun utilisateur|aucune boite|aucun compte|aucun destinataire|pas de boite|pas connu|\
         n est pas répertorié|pas d utilisateur|pas dutilisateur|aucune boîte|pas été trouvé|à ce nom|de ce nom|\
         portant ce nom|sous ce nom|pu être trouvé|être trouvé|pas enregistré|pas référencé|pas reconnu|\
         aucun abonné|n existent pas|pas été identifié|pas de compte|pas de destinataire|ne connaissons pas|\
         personne à cette adresse|personne de ce nom",
    ),
    (Say::Bad, "invalide|non valide|erroné|incorrect|pas valide|n est pas valide"),
    (
        Say::Off,
        "désactivé|desactive|fermé|supprimé|résilié|clôturé|cloture|expiré|n est plus actif|nest plus acti|\
         plus utilisé|plus en service|n est plus en service|plus active|plus acti|plus valide|plus disponible|\
         n existe plus|abandonné|radié|clos_|clôturée|plus utilisée|plus attribué|accepte plus|reçoit plus|\
         nest plus utilis",
    ),
    (Say::Held, "bloqué|inactif|inactive|suspendu|verrouillé"),
    (
        Say::Brim,
        "pleine|plein_|quota|espace|dépassé|saturée|sature|capacité|stockage|est plein|espace insuffisant|\
         trop plein|limite de stockage|taille maximale",
    ),
    (
        Say::Full,
        "boite pleine|boîte pleine|destinataire pleine|boite aux lettres pleine|quota dépassé|dépassement de quota|\
         espace de stockage|espace disque du destinataire",
    ),
    (Say::Ban, "bloqué|bloque|refusé|rejeté|interdit|listé|non autorisé|refuse_|pas autorisé|banni|répertorié"),
    (
        Say::Blocked,
        "liste noire|listes noires|liste de blocage|réputation|votre ip|votre adresse ip|votre serveur|\
         incident de spam|bloques par nos services|service refuse|blacklisté",
    ),
    (
        Say::Sender,
        "expéditeur|émetteur|emetteur|expediteur|résolution inverse|enregistrement ptr|enregistrement spf|\
         dns inverse|vérification spf|reverse dns",
    ),
    (
        Say::Rate,
        "trop de|trop d_|trop rapide|trop vite|trop souvent|trop fréquent|limite d envoi|limite denvoi|\
         limite de débit|débit|ralenti|par heure|par minute|limite de messages|limite de connexion|nombre maximal|\
         nombre maximum|limite horaire|simultané|cadence|trop élevé|nombre de messages|nombre de connexions|\
         quota horaire|quota d envoi",
    ),
    (
        Say::Policy,
        "politique|accès refusé|accès interdit|contenu refusé|mail rejete|indésirable|enfreint|contenu|viole notre|\
         viole nos|viole les|viole la",
    ),
    (
        Say::Relay,
        "relais refusé|relais interdit|relayage|relais non|relais|pas responsable du domaine|domaine non hébergé|\
         domaine pas hébergé|pas hébergé",
    ),
    (Say::Auth, "authentification|authentifier|vous identifier|identifiez|connectez vous|authentifié"),
    (
        Say::Trouble,
        "erreur interne|erreur temporaire|indisponible|maintenance|problème technique|incident technique|surcharg|\
         erreur système|erreur serveur|momentanément indisponible",
    ),
    (Say::Later, "plus tard|ultérieurement|réessayer|reessayer"),
    (Say::Temp, "temporaire|provisoire|momentané"),
    (Say::Tls, "chiffré|chiffrée|chiffrement|sécurisée requise"),
    (Say::Grey, "liste grise|listes grises"),
    (
        Say::Refuse,
        "accepte pas|acceptons pas|accepte plus|accepte aucun|reçoit pas|reçoit plus|sont pas accepté|est pas accepté",
    ),
    (Say::Mute, "erreur inconnue|raison inconnue|n est pas autorisé à écrire"),
    (Say::Restricted, "bloqué par le destinataire|refusé par le destinataire|uniquement les messages"),
];

pub(super) const SPANISH: Rows = &[
    (
        Say::Who,
        "buzón|buzon|usuario|destinatario|cuenta|casilla|receptor|titular|abonado|bandeja|beneficiario|apartado",
    ),
    (Say::Addr, "dirección|direccion|correo_"),
    (Say::Domain, "dominio"),
    (Say::From, "remitente|emisor"),
    (
        Say::Us,
        "su ip|tu ip|su servidor|tu servidor|dirección ip|direccion ip|conexión|conexiones_|servidor de origen|\
         servidor remitente",
    ),
    (
        Say::Gone,
        "desconocid|no existe|no existen|inexistente|no encontrad|no se encuentra|no se encontró|\
         no se ha encontrado|no conocido|no hay ning|no es conocid|no se conoce|ningún usuario|no fue encontrad|\
         no tiene cuenta|no existía|no registrad|no está registrad|no figura|con ese nombre|con este nombre|\
         con tal nombre|no pudo ser encontrad|no se pudo encontrar|no se ha podido encontrar|no hemos encontrado|\
         no pudo encontrarse|no pudimos encontrar|no existe tal|no reconocid|no localizad|no está dado de alta|\
         no encuentra|no está en este|no conocemos|ningún buzón|ninguna cuenta|ningún destinatario|ninguna casilla",
    ),
    (Say::Bad, "inválid|invalid|no válid|no es válid|incorrect|errone|errad"),
    (
        Say::Off,
        "desactivad|deshabilitad|inhabilitad|cerrad|eliminad|cancelad|dada de baja|dado de baja|expirad|caducad|\
         ha expirado|ya no está activ|falta de uso|no está activ|clausurad|borrad|ya no se utiliza|ya no se usa|\
         ya no está en uso|no está en uso|ya no existe|ya no está disponible|fuera de servicio|\
         no disponible permanentemente|desusad|ya no acepta|ya no recibe",
    ),
    (Say::Held, "bloquead|inactiv|suspendid"),
    (
        Say::Brim,
        "llen|cuota|quota|espacio|excedid|capacidad|almacenamiento|superad|sin espacio|rebasad|\
         límite de almacenamiento|tamaño máximo|saturad|agotad|límite de su",
    ),
    (
        Say::Full,
        "buzón lleno|cuota excedida|excedido la cuota|excedido su cuota|superado la cuota|superado su cuota|\
         sin espacio|buzon lleno|cuota de disco|espacio de almacenamiento",
    ),
    (Say::Ban, "bloquead|rechazad|denegad|no permitid|prohibid|listad|no autorizad|rehusad|vetad|no aceptad"),
    (
        Say::Blocked,
        "lista negra|listas negras|lista de bloqueo|listas de bloqueo|reputación|su ip|tu ip|su servidor|tu servidor",
    ),
    (Say::Sender, "remitente|resolución inversa|dns inverso|registro ptr|registro spf|inverso|inversa"),
    (
        Say::Rate,
        "demasiad|muy rápido|con demasiada|límite de envío|limite de envio|límite de mensajes|límite de conexiones|\
         por hora|por minuto|frecuencia|exceso de|más despacio|límite de velocidad|tasa de|límite horario|simultáne|\
         cantidad de|máximo de mensajes|máximo de conexiones|velocidad|límite de mensaje",
    ),
    (
        Say::Policy,
        "política|politica|acceso denegado|antispam|contenido rechazado|correo no deseado|infringe|basura|contenid|\
         viola nuestra|viola las|viola la",
    ),
    (
        Say::Relay,
        "retransmi|relay no|reenvío|relé_|no se permite el reenvio|no aloja|dominio no alojad|dominio local|\
         no gestiona",
    ),
    (
        Say::Auth,
        "autenticación|autenticacion|autenticarse|iniciar sesión|autentificación|autentic|identificarse|iniciar ses",
    ),
    (
        Say::Trouble,
        "error interno|error temporal|mantenimiento|no disponible temporalmente|problema técnico|\
         temporalmente no disponible|sobrecarg|servicio no disponible|error del servidor|error en el servidor|\
         fallo temporal|fallo interno",
    ),
    (Say::Later, "más tarde|mas tarde|vuelva a intentar|inténtelo|intente"),
    (Say::Temp, "temporal|provisional|momentáneamente"),
    (Say::Either, "desconocido o mailbox lleno|desconocido o buzon lleno"),
    (Say::Tls, "cifrad|encriptad|conexión segura"),
    (Say::Grey, "lista gris|listas grises"),
    (Say::Refuse, "no acepta|no aceptamos|no recibe|no admite|no se acepta|no son aceptad"),
    (Say::Mute, "error desconocid|motivo desconocid|causa desconocid|no tiene permiso|no tiene autorización"),
    (Say::Restricted, "bloqueado por el destinatario|rechazado por el destinatario|solo acepta|sólo acepta"),
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
        "seu ip|seu servidor|endereço ip|endereco ip|conexão|conexões_|ligação|ligações_|servidor de origem|\
         o seu ip|ip de origem|seu endereço|ip remetente",
    ),
    (
        Say::Gone,
        "desconhecid|não existe|nao existe|inexistente|não encontrad|nao encontrad|não localizad|nao localizad|\
         não foi encontrad|não foi localizad|não conhecid|não é conhecid|nenhum usuário|não há nenhum|não existem|\
         não cadastrad|não registad|não tem conta|com esse nome|com este nome|não há tal|não há usuário|\
         não há utilizador|não há caixa|não pôde ser encontrad|não foi possível encontrar|\
         não foi possível localizar|não pode ser encontrad|não reconhecid|não existe tal|não consta|não encontramos|\
         não está registad|não está cadastrad|não conhecemos|nenhuma caixa|nenhuma conta|nenhum destinatário|\
         nenhum utilizador",
    ),
    (Say::Bad, "inválid|invalid|não é válid|não válid|incorret|errad"),
    (
        Say::Off,
        "desativad|desactivad|desabilitad|encerrad|excluíd|excluid|cancelad|expirad|removid|apagad|fechad|eliminad|\
         não está mais ativ|falta de uso|não está ativ|expirou|extint|já não está em uso|não está mais em uso|\
         não é mais utilizad|não é mais usad|já não é utilizad|já não é usad|não está mais disponível|já não existe|\
         já não está ativ|desligad|inutilizad|descontinuad|não aceita mais|não recebe mais|já não aceita",
    ),
    (Say::Held, "bloquead|inativ|inactiv|suspens"),
    (
        Say::Brim,
        "chei|lotad|cota_|quota|espaço|excedid|excedeu|capacidade|armazenamento|ultrapass|esgotad|atingiu|\
         atingiu o limite|tamanho máximo|sem espaço",
    ),
    (
        Say::Full,
        "caixa cheia|caixa de correio cheia|caixa postal cheia|caixa lotada|cota excedida|quota excedida|sem espaço|\
         espaço em disco|armazenamento",
    ),
    (Say::Ban, "bloquead|rejeitad|recusad|negad|não permitid|proibid|listad|não autorizad|banid|não aceit"),
    (Say::Blocked, "lista negra|listas negras|lista de bloqueio|listas de bloqueio|reputação|seu ip|seu servidor"),
    (Say::Sender, "remetente|dns reverso|resolução reversa|registro ptr|registro spf|registo spf|reverso|reversa"),
    (
        Say::Rate,
        "muitas|muitos|demasiad|excesso de|rápido demais|limite de envio|limite de mensagens|limite de conexões|\
         por hora|por minuto|frequência|mais devagar|taxa de|com muita frequência|limite de taxa|em excesso|\
         limite horário|simultâne|quantidade de|número máximo|velocidade|limite de mensagem",
    ),
    (
        Say::Policy,
        "política|politica|acesso negado|conteúdo rejeitado|lixo|conteúdo|indesejad|viola nossa|viola as|viola a_|\
         viola a nossa",
    ),
    (
        Say::Relay,
        "retransmiss|relay não|encaminhamento não|reenvio não|não hospeda|não é hospedad|reencaminha|domínio local",
    ),
    (Say::Auth, "autenticação|autenticar|iniciar sessão|fazer login|efetuar login"),
    (
        Say::Trouble,
        "erro interno|erro temporário|manutenção|temporariamente indisponível|problema técnico|sobrecarregad|\
         indisponível|erro do servidor|erro no servidor|falha temporária|falha interna",
    ),
    (Say::Later, "mais tarde|tente novamente|novamente"),
    (Say::Temp, "temporari|provisori|no momento"),
    (Say::Tls, "criptograf|conexão segura|ligação segura"),
    (Say::Grey, "lista cinza|listas cinza|lista cinzenta|listas cinzentas"),
    (Say::Refuse, "não aceita|não aceitamos|não recebe|não são aceit|não é aceit|nao aceita"),
    (Say::Mute, "erro desconhecid|motivo desconhecid|não tem permissão|não tem autorização"),
    (Say::Restricted, "bloqueado pelo destinatário|rejeitado pelo destinatário|só aceita|apenas aceita"),
];

pub(super) const ITALIAN: Rows = &[
    (
        Say::Who,
        "casella|utente|destinatario|destin_|account|mailbox|utenza|titolare|conto_|posta in arrivo|ricevente|cassetta",
    ),
    (Say::Addr, "indirizzo"),
    (Say::Domain, "dominio"),
    (Say::From, "mittente"),
    (Say::Us, "tuo ip|vostro ip|suo ip|vostro server|tuo server|suo server|indirizzo ip|connession|server mittente"),
    (
        Say::Gone,
        "sconosciut|non esiste|inesistente|non trovat|non è stat trovat|non esistono|nessun utente|nessuna casella|\
         nessun account|non conosciut|non risulta|non presente|non è stato trovato|non è stata trovata|\
         non e stato trovato|nessun destinatario|non è presente|non è conosciut|non esistente|con questo nome|\
         con quel nome|con tale nome|impossibile trovare|non si trova|non è stato possibile trovare|non è registrat|\
         non registrat|non riconosciut|non è stato individuat|non c è|non corrisponde|non censit|\
         non abbiamo trovato|nessuna utenza|non conosciamo",
    ),
    (Say::Bad, "non valid|invalid|errat|non è valid|non corrett"),
    (
        Say::Off,
        "disattivat|disabilitat|chius|cancellat|eliminat|scadut|cessat|non più attiv|non piu attiv|\
         bloccato per inutilizzo|inutilizzo|dismess|non è più attiv|non attivat|non più in uso|rimoss|\
         non è più in uso|non è più utilizzat|non più utilizzat|non è più disponibile|non più esistent|dimess|\
         abbandonat|soppress|non è più esist|non accetta più|non riceve più",
    ),
    (Say::Held, "bloccat|inattiv|sospes|non attiv|non è attiv"),
    (
        Say::Brim,
        "pien|quota|spazio|superat|esaurit|capacità|capienza|oltre|dimensione massima|limite di spazio|saturo|\
         satura|limite massimo|oltre il limite",
    ),
    (
        Say::Full,
        "casella piena|mailbox piena|quota superata|superato la quota|spazio esaurito|spazio su disco|limite di spazio",
    ),
    (
        Say::Ban,
        "bloccat|rifiutat|respint|negat|non consentit|vietat|non autorizzat|elencat|presente in|non accettat|bandit|\
         inserito in|inserit",
    ),
    (
        Say::Blocked,
        "lista nera|liste nere|blacklist|reputazione|tuo ip|vostro ip|suo ip|vostro server|tuo server|lista di blocco",
    ),
    (Say::Sender, "mittente|dns inverso|risoluzione inversa|record ptr|record spf"),
    (
        Say::Rate,
        "troppi|troppe|troppo veloc|troppo spesso|troppo frequent|limite di invio|limite di messaggi|\
         limite di connession|all ora_|per ora_|orario|al minuto|rallentare|frequenza|eccessiv|limite orario|\
         troppo rapid|simultane|limite messaggi|numero massimo|numero di messaggi|numero di connessioni|velocit|\
         limite all ora|contemporane",
    ),
    (Say::Policy, "politica|criteri|accesso negato|contenuto rifiutato|indesiderat|contenut|viola i|viola le|violano"),
    (Say::Relay, "relay non|inoltro non|rilancio|inoltro|non ospita|non è ospitat|dominio non gestit|non gestit"),
    (Say::Auth, "autenticazione|autenticar|effettuare il login|effettuare l accesso"),
    (
        Say::Trouble,
        "errore interno|errore temporaneo|manutenzione|temporaneamente non disponibile|problema tecnico|sovraccaric|\
         non disponibile al momento|errore del server|guasto|errore di sistema",
    ),
    (Say::Later, "più tardi|piu tardi|riprova|ritent"),
    (Say::Temp, "temporane|momentane|provvisori"),
    (Say::Tls, "cifrat|crittograf|connessione sicura"),
    (Say::Grey, "lista grigia|liste grigie"),
    (Say::Refuse, "non accetta|non accettiamo|non riceve|non vengono accettat|non sono accettat"),
    (Say::Mute, "errore sconosciut|motivo sconosciut|non ha il permesso|non hai il permesso"),
    (Say::Restricted, "bloccato dal destinatario|rifiutato dal destinatario|accetta solo"),
];

pub(super) const ROMANIAN: Rows = &[
    (
        Say::Who,
        "căsuța|căsuţa|casuta|cutia|utilizator|destinatar|cont_|contul|căsuță|cutie|mailbox|căsuț|beneficiar|mesagerie",
    ),
    (Say::Addr, "adres"),
    (Say::Domain, "domeniu"),
    (Say::From, "expeditor|emitent"),
    (Say::Us, "ip ul|adresa ip|serverul dumneavoastră|serverul dvs|serverul tau|conexiun|adresei ip|ip_"),
    (
        Say::Gone,
        "necunoscut|nu există|nu exista|inexistent|nu a fost găsit|nu a fost gasit|negăsit|nu se găsește|\
         nu este cunoscut|niciun utilizator|nu este înregistrat|nu am găsit|nu a putut fi gasit|cu acest nume|\
         nu a putut fi găsit|nu poate fi găsit|nu am putut găsi|nu a fost identificat|nu este recunoscut|nu exist|\
         nu avem|nicio căsuță|niciun cont",
    ),
    (Say::Bad, "invalid|nevalid|nu este valid|greșit|incorect"),
    (
        Say::Off,
        "dezactivat|închis|inchis|șters|sters|expirat|anulat|desființat|nu mai este activ|eliminat|scos din uz|\
         nu mai este folosit|nu mai este utilizat|ștears|nu mai este disponibil|nu mai exist|dezafectat|suprimat|\
         nu mai acceptă|nu mai primește",
    ),
    (Say::Held, "blocat|inactiv|suspendat"),
    (
        Say::Brim,
        "plin|cota|quota|spațiu|spatiu|depășit|depasit|capacitate|stocare|limita de stocare|nu mai are spațiu|\
         dimensiunea maxim",
    ),
    (
        Say::Full,
        "căsuța este plină|căsuța poștală este plină|cutia poștală este plină|cota depășită|spațiu de stocare|\
         spațiul de stocare|spațiu disponibil|spațiu insuficient",
    ),
    (
        Say::Ban,
        "blocat|respins|refuzat|interzis|nepermis|neautorizat|listat|nu este permis|nu sunt permis|\
         nu este autorizat|aflat",
    ),
    (
        Say::Blocked,
        "lista neagră|listă neagră|listele negre|lista de blocare|reputați|reputaţi|adresa dvs ip|ip ul dvs|\
         ip ul dumneavoastră|reputație",
    ),
    (Say::Sender, "expeditor|dns invers|inregistrare ptr|invers"),
    (
        Say::Rate,
        "prea mult|prea multe|prea repede|prea des|prea frecvent|limita de trimitere|limită de trimitere|pe oră|\
         pe ora_|pe minut|încetini|limita de mesaje|limita de conexiuni|rata de|simultan|numărul de mesaje|\
         numărul maxim|limita orară|viteza",
    ),
    (Say::Policy, "politic|acces interzis|acces refuzat|încalcă|nesolicitat|conținut"),
    (Say::Relay, "retransmitere|releu|relay nu|redirecționare|nu găzdui"),
    (Say::Auth, "autentific"),
    (
        Say::Trouble,
        "eroare intern|eroare temporar|mentenanță|temporar indisponibil|întreținere|indisponibil|\
         eroare a serverului|eroare de server|eroare de sistem",
    ),
    (Say::Later, "mai târziu|mai tarziu|încercați|reîncercați"),
    (Say::Temp, "temporar|momentan|provizoriu"),
    (Say::Tls, "criptat|conexiune securizat"),
    (Say::Grey, "lista gri|listă gri"),
    (Say::Refuse, "nu acceptă|nu acceptăm|nu primește|nu primim|nu sunt acceptat"),
    (Say::Mute, "eroare necunoscut|motiv necunoscut|nu are permisiun|nu aveți permisiun"),
    (Say::Restricted, "blocat de destinatar|respins de destinatar"),
];

pub(super) const CATALAN: Rows = &[
    (Say::Who, "bústia|usuari|destinatari"),
    (Say::Addr, "adreça"),
    (Say::Domain, "domini"),
    (Say::From, "remitent"),
    (Say::Us, "la vostra ip|el vostre servidor|adreça ip|connexi"),
    (
        Say::Gone,
        "desconegu|no existeix|no s ha trobat|no sha trobat|no trobat|no es troba|no es coneix|cap usuari|\
         cap bústia|cap compte",
    ),
    (Say::Bad, "no vàlid|invàlid"),
    (Say::Off, "desactivat|tancat|suprimit|donat de baixa|caducat|ja no s utilitza|ja no accepta|ja no rep"),
    (Say::Held, "bloquejat|inactiu|suspès|suspes"),
    (Say::Brim, "ple_|espai|excedi|plena"),
    (Say::Full, "bústia plena|superat la quota|quota superada|sense espai|espai insuficient"),
    (Say::Ban, "bloqueja|rebutja|denega|prohibi|no permè|refusa"),
    (Say::Refuse, "no accepta|no rep_"),
    (Say::Blocked, "llista negra|llistes negres|reputació"),
    (Say::Sender, "remitent"),
    (Say::Rate, "per hora|excés|massa missatges|massa connexions|massa correus|massa sovint|massa ràpid"),
    (Say::Policy, "brossa"),
    (Say::Auth, "autenticació"),
    (Say::Later, "més tard|torneu"),
];
