//! The small words of an honest refusal. A word that is neither one of these nor a row is strange: what is said to be
//! unknown may be that, and not the mailbox ("unknown robot"), so such a sentence is less sure.

/// Stems as in the other tables, each of one word.
pub(super) const STEMS: &[&str] = &[
    "lives|following|belong|due_|inactiv|closed_|an_|rpu|cuda|inactivat|terra|ezweb|rediff|aruba|softbank|facebook|\
     freeuk|vdeliver|this|does|web_|works|mode_|normal|kerio|field|try|double|daily|that|name|the_|here|there|sorry|\
     not_|for_|system|mail_|mails_|server|requested|request_|error|delivery|deliver|local|action|was_|taken|\
     undeliver|our_|more_|see_|ldap|directory|with_|typo|table|has_|had_|have|could|check|its_|will|been|are_|\
     unnecessary|spelling|spaces|site|rackspace|please|nsmtp|message|list_|information|host_|gsmtp|from_|exist|\
     because|any_|aborted|virtual|yet_|may_|visit|theres|target|unavailable|permanent|failure|fail|one_|organi|\
     matches|map_|learn|hop_|book|bye_|but_|and_|all_|actions|try_|contact|company|which|who_|whom|such|now_|into|\
     ever|anymore|any|longer|still|specified|given|entered|correct|verify|verified|spelled|remove|typed|www|http|\
     help|support|code|reason|status|smtp|esmtp|mdaemon|domino|zimbra|groupwise|exchange|office|google|yahoo|\
     outlook|resolver|adr|search|matching|found|postmaster|hosted|final|fatal|internal|external|service|employee|\
     staff|customer|member|people|trying|reach|different|another|chkuser|object|lookup|record_|entry|data|database|\
     valid|wasnt|isnt|doesnt|didnt|cannot|cant|couldnt|was|can_|also|per_|real|left|store|aliases|located|listed|\
     created|receive|receiving|accept|refus|reject|said|reply|command|verp|bounc|gone|nobody|somebody|someone|\
     called|deceased|owner|administrator|admin|inactivity|user|days|months|year|since|use_|used|open|yet|you|your|\
     again|next|line|dear|unfortunately|however|therefore|attempt|destination|home|domain|mailhost|mx_|hub|queue|\
     permanently|rcpt|remote|response|recipient|id_|ref|session|connection|client|relay|tried|writing|write|wrote|\
     wished|send|sent|named|known|possible|ask|find|look|correctly|incorrect|misspel|typing|address|cluster|backend|\
     node|gateway|via|end_|lines|ours|unix|posix|nis_|passwd|file_|map|maps|part|parts|full|empty|string|value|\
     number|null|none|unable|undefined|complete|process|returned|returns|nothing|tell|says|say_|confirm",
    // German, Dutch, Swedish, Danish, Norwegian.
    "vom_|inhaber|besitzer|wird|konten|bereits|dieses|existier|kontoinhaber|heeft|eigenaar|reeds|navnet|namnet|\
     fant_|hittades|har_|til_|från|är_|er_|blitt|blev|är|ejer|ägare|der_|hat_|sein_|kunde|seinem|zijn_|klant|wij_|\
     von_|ihnen|die_|das_|den_|dem_|des_|ein_|eine|einen|einem|einer|ist_|sind|wurde|werden|worden|konnte|konnten|\
     kann_|nicht|kein|hier|bei_|auf_|unter|uns_|unser|diese|dieser|diesem|diesen|angegeb|erreichbar|gibt|nachricht|\
     zustell|unzustell|zugestell|leider|bitte|prüfen|überprüf|system|vorhanden|mehr_|und_|mit_|namen|dauerhaft|\
     permanent|het_|een_|van_|voor|niet|deze|dat_|dit_|kon_|wordt|werd|ons_|onze|opgegeven|bezorg|bericht|helaas|\
     meer|met_|naam|gevonden|bij_|det_|denna|denne|detta|dette|som_|inte|ikke|finns|hos_|oss_|vår|vores|på_|\
     meddeland|meddelelse|levere|tyvärr|desværre|dessverre|ble_|kunne|angivna|angivne|namn|navn|med_|och_|här|her_|\
     serveren|servern",
    // French, Spanish, Portuguese, Italian, Romanian, Catalan.
    "définitiv|titulaire|correspond|inactivit|depuis|encore|désormais|falta|actividad|titular|inactividad|permanent|\
     definitiv|corresponde|direcci|endereço|atividade|inatividade|foi_|risulta|attivata|inattivit|titolare|\
     indirizzo|stat_|fost_|sha_|els_|les_|ici_|simile|suo_|sua_|seu_|su_|des_|une_|aux_|est_|pas_|plus|sur_|cette|\
     cet_|notre|nos_|nous_|chez|par_|dans|demandé|indiqué|spécifi|remis|distribu|livr|système|serveur|serveurs|\
     désolé|que_|qui_|avec|nom_|ete_|été|peut|été_|messagerie|électronique|électr|poste|lettres|moins|dau_|laquelle|\
     lequel|ecriv|los_|las_|una_|uno_|del_|por_|para|con_|este|esta|ese_|esa_|nuestr|servidor|sistema|aqui|aquí|\
     indicad|especificad|solicitad|entreg|mensaje|correo|electrónic|nombre|fue_|sido|siento|sentimos|pudo|puede|\
     existe|escribe|ningún|ninguna|não|nao_|esse|essa|neste|nesta|nosso|nossa|informad|mensagem|correio|eletrônic|\
     nome|com_|desculpe|pôde|nenhum|gli_|della|dello|dell|nel_|nella|sul_|questo|questa|nostro|nostra|richiest|\
     specificat|indicat|consegn|messaggio|posta|elettronica|stato|stata|puo_|può|alcun|spiacent|che_|acest|această|\
     aceasta|acesta|nostru|noastr|pe_|serverul|sistem|mesaj|livrat|specificată|poșt|este_|nu_|fost|electronic|\
     astfel|aquest|correu|aquesta|nostre|amb_|seva|sembla",
    // Polish, Czech and Slovak, Croatian, Slovenian.
    "właściciel|przez|zostało|powodu|nieaktywno|vlastník|kvůli|neaktiv|již_|bil_|bila_|bilo|zbog|vlasnik|neaktivno|\
     lastnik|zaradi|nie_|jest|został|zostalo|tym_|ten_|ta_|ta|taki|takiego|takie|tej_|podan|wskazan|serwer|systemie|\
     system|wiadomość|wiadomoś|dostarcz|poczt|elektroniczn|mail|imieniu|nazw|przepraszam|dla_|nasz|můž|tato|tento|\
     toto|tomto|taky|takový|taková|serveru|zadan|uveden|zpráv|správ|doruč|není|nie|byl_|byla|bylo|bol_|bola|jmén|\
     men|pošt|email|ovom|ova_|ovaj|tog_|taj_|poslužitelju|poslužitelj|poruk|isporuč|poštni|poštn|strežnik|sporočil|\
     dostav|nije|bio_|ili_|koj|kter|který|evidov|zadaná|naš|nás_",
    // Russian, Ukrainian, Bulgarian, Serbian.
    "поште|пошт|такого|такой|такая|таких|нет_|нас_|этом|этот|эта|это_|указанн|данн|сервер|систем|почтов|почты|почте|\
     почта|электронн|сообщен|письм|доставл|доставить|нашем|нашей|наш|именем|был_|была|было|или_|больше|уже_|цьому|\
     цій|цього|такої|таку|немає|вказан|поштов|пошти|електронн|повідомл|лист|доставлен|нашому|нашій|бул|більше|этого|\
     имеил|имейл|запис|този|тази|това|посочен|нашия|нашата|съобщен|достав|вече|ова_|овај|тај_|поруч|порук|имен|не_",
    // Finnish, Estonian, Hungarian, Lithuanian, Latvian.
    "omistaj|käyttämättöm|vuoksi|takia|omanik|tulajdonos|inaktivitás|miatt|savinink|dėl_|īpašniek|dēļ|šāda|adrese|\
     tällä|tältä|tässä|tämä|palvelim|järjestelm|viesti|toimit|valitet|sähköpost|annettu|annetul|osoite|nimellä|\
     posti|pasto|enää|ole_|hän|serveris|süsteem|see_|seda|antud|kirja|sõnum|ezen|ezt_|az_|egy_|szerver|rendszer|\
     üzenet|kézbes|sajn|megadott|cím|nem_|már_|nálunk|szervezet|šiame|šis_|šio_|toks|tokio|sistem|server|laišk|\
     pranešim|pristat|nurodyt|pašto|šāds|šajā|šis|pasta|norādīt|ziņojum|piegād|elektron",
    // Greek, Turkish, Arabic, Hebrew, Persian, Hindi, Indonesian, Vietnamese.
    "έχει|έχουν|ήταν|αδράνεια|λόγω|ιδιοκτήτη|ait_|bırakıl|edilmi|nedeniyle|sahibi|tarafından|hareketsiz|olarak|\
     olan_|adrese|شده|شد_|توسط|صاحب|بسبب|قبل|تم_|לפי|בעל|עקב|על_|ידי|हो_|telah|oleh|pemilik|karena|đã_|bị_|tìm|thấy|\
     của|người|hóa_|nhận|αυτό|αυτή|αυτός|αυτόν|αυτήν|που_|δεν_|είναι|στο|στον|στην|στη_|σε_|τη_|την_|τον_|του_|της_|\
     το_|τέτοιος|διακομιστ|σύστημ|μήνυμ|παραδ|ζητήσατε|ηλεκτρον|ταχυδρομ|bu_|böyle|sunucu|sistem|ileti|mesaj|teslim|\
     belirtilen|için|bir_|adlı|postala|posta|هذا|هذه|على|الخادم|بريد|البريد|الإلكتروني|الالكتروني|المطلوب|لدينا|\
     رسال|النظام|تسليم|في_|أو_|هنا|بهذا|الاسم|العنوان|זה_|הזה|הזו|בשרת|במערכת|דואר|הדואר|הדוא|אין_|לא_|כזה|כזאת|\
     אצלנו|הודע|המבוקש|שרת|است|این|سرور|سیستم|پست|الکترونیک|پیام|تحویل|چنین|ایمیل|نام|है|दिया|गया|कर_|गई|यह|इस_|\
     सर्वर|पर_|नहीं|संदेश|ini_|mel_|wujud|diminta|yang|ialah|tidak|pada|server|pesan|tersebut|kirim|này|trên|máy|\
     chủ|thư|không|được|yêu|cầu|thống|chỉ",
    // Why a mailbox was closed, and by whom.
    "lives|following|belong|владельц|неактивн|власник|собственик|właściciel|przez|powodu|vlastník|kvůli|vlasnik|\
     zbog|lastnik|zaradi|remis|consegnat|entregad",
];
