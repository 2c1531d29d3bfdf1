//! English, the language of nearly every server's first line.

use super::{Rows, Say};

pub(super) const ROWS: Rows = &[
    (
        Say::Grey,
        "greylist|graylist|grey list|gray list|greylisting|postgrey|intentional policy rejection please try|first time sender deferred|you are new here|triplet",
    ),
    (
        Say::Restricted,
        "blocked by the recipient|rejected by this user|blocked by recipient|recipient preferences|only accepting mail from|only accepts mail from|only accepts messages from|accepts mail only from|not authenticated for|not accept mail from external|not accept messages from external|restricted to internal|internal use only|is restricted_|mailbox access for|members only|only members|members may|not allowed to post|not allowed to send to this|not permitted to send to this|not authorized to send to this|delivery not authorized|user reject_|not on the recipients|on my whitelist|recipients whitelist|recipient only accepts|permission to send to|not have permission to|not accepting mail from outside|external senders|recipient has blocked|recipient does not accept mail from you|challenge response|rejected by recipient|blocked your address|recipient has rejected|does not accept mail from unknown|refused by recipient|subscribers only|sender was not authenticated|has blocked you|blocked you_|non member|nonmember|from members|not a member of this list|not subscribed|to send to this group|sending to this group|sending to this mailbox|send to this distribution|sent to this group|mail from inside|from inside|senders may|only approved|internal senders|only receives mail from|receives mail only from|accepts only mail from|only takes mail from|takes mail only from",
    ),
    (
        Say::Utf8,
        "smtputf8|internationalized email|internationalised email|internationalized address|internationalized mailbox|non ascii address|non ascii addresses|utf8 address|utf 8 address|eai not supported|non ascii characters in address|non ascii local part|unicode address",
    ),
    (
        Say::Batch,
        "too many recipient|too many rcpt|too much recipient|allow rcpt number|only one recipient|one recipient at a time|multiple destination domain|separate transaction|multiple recipient domain|recipient limit|maximum number of recipients|recipients per message|recipients per session|recipients per transaction|message per connection|recipients in this message|number of recipients exceed",
    ),
    (
        Say::Rate,
        "requests per_|than once per_|rate limit|sender rate|denial of service|ratelimit|rate limited|rate exceeded|throttl|too many connection|too many concurrent|too many simultaneous|too many error|too many message|too many mail|too many email|too many request|too many session|too many attempt|too many command|too many transaction|too many command|too many hits|too many unknown|too many bad|too many failed|too fast|too quickly|too often|too frequent|too rapidly|slow down|slower|frequency limited|frequency limit|receiving mail at a rate|at a rate that|unusual rate|unexpected volume|relay limit|sending limit|relay quota|sending quota|connection limit|connection rate|message rate|maximum number of connection|number of connections|connections per|concurrent connection|per hour|per minute|per day_|messages this hour|hourly|daily limit|daily sending|daily relay|excessive|server busy|exceeded the maximum|receive limit|too much mail|flood|message limit|volume limit|limit on the number|recipients rate|exceeded your|sending too|too many smtp|too many host|too many consecutive|too many open|too many parallel|too many queries|too many deliver|too many rcpts from",
    ),
    (
        Say::Blocked,
        "dnsbl|rhsbl|blocked using|rbl_|rbls_|blacklist|blocklist|block list|black list|blacklisted|blocklisted|deny list|denylist|reputation|spam list|spam source|spam from your|spam from this ip|spams from|unsolicited mail originating|banned|not in whitelist|allowlist|black ip|bad ip|ip is rejected|open relay_|open proxy|open relay|too many invalid|excessive unknown|too many unknown rcpt|spamhaus|spamcop|sorbs|barracuda|cloudmark|invaluement|sophos|senderbase|senderscore|hostkarma|uribl listed|score too low|not accepting connection|not accept connection|connections not accepted|connection refused|connection denied|connection rejected|connection has been|connections will not|connections from|access to this mail system|access to this mail server|your access to|traffic not accepted|not welcome here|go away|identified as a spammer|insecure mail relay|mail from your location|dynamic ip|dynamic address|dynamic host|residential|dial up|dialup|geographical|geoip|your country|country is|reject due to policy|service refused|ip address deferred|bounce attack|directory harvest|dictionary attack|harvesting|attack|permanently deferred|temporarily deferred due to|user complaints|not yet authorized to deliver|bypassing|configured to reject mail from|mail abuse|delist|removal from this list|from your ip|network is on|part of their network|no access from|your server is|your ip_|your mail server|your host|your network|policy 7 3|use the smtp server|use your isp|your isps|your providers mail|reject list|unwanted messages have been|spammer|is listed|zombie|to connect_|blackhole|black hole|dns block|ip block|listing in",
    ),
    (
        Say::Sender,
        "spf_|sender policy framework|dkim|dmarc|arc failed|reverse dns|rdns|ptr_|ptr record|reverse name|reverse hostname|reverse lookup|reverse mapping|no reverse|forward confirmed|fcrdns|helo_|ehlo_|helohost|name lookup failed|hostname lookup|dns a data|possibly forged|may not be mail exchanger|valid sender domain|unknown tld|sender verif|sender verify|sender callout|sender unknown|sender unverif|verify sender|verify mailfrom|verify mail from|callback setup failed|mailfrom|mail from domain|mail from address|null sender|null reverse|return path|envelope sender|envelope from|envelope blocked|from address|from domain|from header|sender id|sender domain|sending domain|sender address|sending address|senders domain|senders address|sender invalid|invalid sender|blank from|purported responsible|unresolvable|not owned by user|unverifyable|unauthenticated email|unauthenticated mail|unauthenticated message|must pass either|mismatches client|from your domain|sender rejected|sender denied|sender refused|sender not|sender is not|sender blocked|originating ip|authentication information|your domain|name of your domain|not match source|does not resolve|non resolvable|missing a dns entry|email authentication|backscatter|authenticate with either|batv|resolve your|bogus mail from|bogus helo|find your hostname|find your host|find your reverse|your hostname|your domain name|reverse path|hostname you|host name you|name you announced|name you presented|name you gave|you are not a_",
    ),
    (
        Say::Tls,
        "starttls|tls required|requires tls|require tls|must use tls|tls connection|tls conversation|tls is required|requires encryption|encryption required|encryption is required|encrypted connection|encryption needed|security level check|ssl required|secure connection|unencrypted|tls needed|use tls|encrypted session|encrypted channel|encrypted transport|over tls|via tls|without tls|without encryption|encrypted link|over an encrypted",
    ),
    (
        Say::Auth,
        "authentication required|sender address rejected not logged in|authentication is required|must authenticate|authenticate first|auth required|requires authentication|authentication needed|authenticated user|not logged in|login required|log in first|login first|please login|must log in|must login|auth failed|auth command|smtp auth|authentication failure|authentication failed|authentication mechanism|authentication not allowed|password not accepted|bad credentials|unauthenticated sender|unauthenticated command|not authenticated|login attempt|no identity changes|pop before|relay check|need to authenticate|requires auth|client was not authenticated|credentials|unauthenticated|log on before|log on first|please log on|authenticate yourself",
    ),
    (Say::Denied, "relaying denied_"),
    (
        Say::Relay,
        "relay denied|open relay is not allowed|open relay not allowed|credentials for relay|relay access|relaying denied|relaying not|relay not|relaying to|not relay|no relay|unable to relay|cannot relay|cant relay|relay prohibited|relaying prohibited|denies relay|relaying is|relay is not|relaying denied|relay of mail|relay mail|relay msg|for relay|relay for|relays mail|no longer relay|we do not relay|dont relay|relay operation|relay rejected|relaying disallowed|relay disallowed|relay forbidden|mail relay denied|not a gateway|not handled by this|not accepting email for|does not accept mail for|not accept mail for this domain|not one of my|not my domain|not local domain|non local|not a local domain|isnt in my list|rcpthosts|domain is not allowed|not hosted here|domain not hosted|not responsible for|not configured for this domain|no mx for|mail sending denied|not handle mail for|does not handle mail|not serve|does not accept mail_|nullmx|null mx|domain has outgoing|to relay_|one of our domains|accepted domain|not an open relay_|dont handle mail|do not handle mail|handle mail for|relay through|relayed|domain not served|relays",
    ),
    (
        Say::Policy,
        "spam|unsolicited|content reject|content filter|content judged|content policy|mass mailer|bulk mail|attachment|virus|malware|phishing|uribl|surbl|message header|headers too|duplicate header|message size|message too|message is too|message length|message exceeds|message exceeded the|your message exceeded|message larger|size exceed|exceeds size|size limit exceeded for message|too large|too big|rfc 5322|rfc5322|invalid structure|mime_|message blocked|message was blocked|message has been blocked|message was rejected|message has been rejected|message rejected due|message rejected by|message not accepted|message not allowed|message refused|message filtered|message contains|mail rejected|email rejected|mail is rejected|policy|policies|defer if permit|multi recipient bounce|access denied|access denined|denied by|security reason|suspicious|protect our users|requires confirmation|no permit|header from|8 bit data|mail message is malformed|local rule|administrative prohibition|administratively prohibited|administratively denied|access not allowed|not allowed by|rule imposed|blocked for|invalid characters|binary content|access forbidden|forbidden|email blocked|mail blocked|your message looks|your message has been|message id_|unable to deliver to|content|executable|scanner|transport rule|rejected this message|mail rule|mailflow|will not accept delivery",
    ),
    (
        Say::Trouble,
        "system problem|system error|system config|system full|internal error|internal server|server error|local error|local problem|local configuration|configuration error|config error|lookup failure|lookup error|lookup failed|temporary failure|temporary error|temporary problem|temporary lookup|temporarily unable|temporarily rejected|temporary system|service unavailable|service not available|service temporarily|server temporarily|temporarily unavailable|resources|insufficient system|insufficient disk|insufficient storage|out of memory|no space left|disk full|disk space|space shortage|load_|overload|high load|system busy|busy|too busy|queue|timeout|timed out|time out|routing loop|mail loop|hop count|too many hop|hops|loop detected|callout|connection expired|upstream error|maintenance|shutting down|verify address|unverified address|address verification problem|unable to verify|verification problem|could not load|dns error|dns failure|name server|nameserver|try another|error in processing|unexpected error|recipient error|closing transmission|cannot connect|technical|processing error|delivery temporarily|server failure|suspended due to maintenance|expansion problem|backend|mdb|cannot verify|could not verify|can not verify|cant verify|looking up|database error|database down|database unavailable|database problem|database connection|database server|database is|database not|database fail|database lookup|database temporar|configuration problem|misconfigur|ldap error|ldap server down|contact ldap|ldap lookup|ldap timeout|ldap fail|cannot contact|could not contact",
    ),
    (
        Say::Protocol,
        "syntax|sequence of commands|bad sequence|out of sequence|command sequence|need rcpt|need mail|mail first|rcpt first|helo first|hello first|not implemented|unimplemented|unrecognized command|unrecognised command|unknown command|command not|command unrecognized|command unknown|invalid command|pipelining|synchronization|nonmail command|non mail command|protocol error|protocol violation|no recipients|no valid recipients|sender not yet|cannot decode|decode response|parameter not|unsupported|esmtp extension|not be repeated|starttls may not|starttls not|command rejected|valid rcpt command|polite people|line limit|line too long|malformed|fully qualified address|need fully|single label|restricted characters|illegal character|not allowed character|invalid character|not a valid rfc|mailbox name not allowed|improper|invalid characters in address|invalid characters in the address|invalid characters in recipient|parameter|address format|invalid format|bad format|unknown verb|bad verb",
    ),
    (
        Say::NoDomain,
        "host unknown|unknown host|host not found|unknown domain|domain unknown|no such domain|domain not found|non existant domain|nonexistent domain|non existent domain|invalid domain|domain invalid|domain not|domain is not|bad domain|domain does not|domain doesnt|domain no longer|recipient domain|destination domain|domain of recipient|route host|no route to|no mx_",
    ),
    (Say::NoRoute, "unrouteable|unroutable"),
    (
        Say::Either,
        "unknown or mailbox full|may not exist|might not exist|invalid recipients|invalid rcpt|invalid inactive|unknown or inactive|or may be disabled|invalid or",
    ),
    (
        Say::Unsure,
        "mailbox unavailable|mailbox is unavailable|is unavailable|mailbox not available|mailbox is not available|recipient unavailable|invalid address|address invalid|address is invalid|bad address|user rejected|recipient refused|recipient rejected|recipient verification|transaction failed|recipient address rejected|not allowed here|not registered gateway|gateway user|recipients have failed",
    ),
    (
        Say::Full,
        "mailbox full|mailbox is full|mailfolder is full|inbox is full|mailbox has exceeded|over quota|mailbox over|over quote|overquota|out of quota|quota exceed|quota is exceeded|exceeded quota|exceeded their quota|exceeds quota|exceeds storage|exceeded storage|storage quota|exceeds allowed storage|storage allocation|storage full|out of storage|storage limit|storage space|quota usage|quota is over|quota limit|quota has been|disk quota|mailbox size limit|mailbox limit|mailbox quota|mail quota|user quota|quota violation|insufficient quota|quota full|exceed quota|allotted space|no space in mailbox|is too full|maximum allowed storage|over its quota|over the quota|over their quota|would exceed|not enough space in|not enough storage|capacity exceeded|over disk quota|overdrawn|quotaexceeded|allowed quota|too many messages on|too many messages in the mailbox|too many messages in mailbox|too many messages stored|mailbox size exceed|mailbox exceed",
    ),
    (
        Say::Disabled,
        "no recipient activity|mailbox disabled not accepting|noactivity|no longer active|no longer in use|no longer in service|no longer works|no longer employed|no longer with|left the company|left the organi|has been replaced by|has moved to|user has moved|mailbox has moved|no longer accepts mail|no longer accepting mail|address has changed|discontinued|mail receiving disabled|enable receiving|no longer a customer|deceased|user not local please try|user has left|has been retired|no longer monitored|cannot receive email|not accepting messages disabled",
    ),
    (
        Say::Suspended,
        "temporarily disabled|temporarily deactivated|temporary disabled|temporarily suspended|temporarily locked|temporary locked|temporarily inactive|temporarily blocked mailbox|mailbox temporarily|mailbox is temporarily|suspend the service|account is temporarily|user is temporarily|temporarily closed|on hold",
    ),
    (
        Say::NoMailbox,
        "nosuchuser|not an active address|recipnotfound|no such user|no such recipient|no such mailbox|no such account|no such person|no such address|no such email|no such local|no such customer|no such alias|no such name|unknown user|user unknown|unknown recipient|recipient unknown|unknown mailbox|mailbox unknown|no mailbox here|no mail box here|no mailbox_|no mail box available|no mailbox found|not our user|not our customer|nobody here|no one here by|no account by that|does not have an account|doesnt have an account|doesnt have a|does not have a|dont have a user|dont have an account|dont have that user|have no mailbox|have no user|not have a mailbox|no user here|no user by that|no user with|no one by that|there is no user|there is no mailbox|there is no account|there is no one|there is nobody|there is no such|is not a user|isnt a user|is not one of our users|not a known user|not known here|not known at this|not listed in domino|not listed in directory|not in our directory|not in directory|not a valid mailbox|not a valid recipient|not a valid user|is not a member of domain|not a member of domain|recipient not in route list|no redirect entry|unknown local part|unknown or illegal alias|validrcptto|user path no exist|unallocated|have no mail_|hasnt an account|no mailbox by that name|unrouteable local part|not recognised here|not recognized here|no record of|userunknown|mailboxnotfound|recipientnotfound|never existed|address unknown|unknown address|unknown destination|mailbox not found|nobody by that|nobody by this|nobody with|no one by this|no person by|no user found|no account found|no account for|no account with|no recipient with|no recipient found|no mailbox for|no mailbox with|not one of our users|not one of our customers|not one of our subscribers|not a customer|not a user of this|not a user here|not a user on|not an alias or user|no such domain user|not a registered user|not a registered recipient|not a registered mailbox|not a local user|not a local recipient|not a local mailbox|not a local account|no local mailbox|no local user|no local recipient|no local account|no mail drop|isnt a mailbox|is not a mailbox",
    ),
    (Say::Later, "try again|try later|please try|retry|come back|later_|deferred"),
    (
        Say::Who,
        "user|users_|username|recipient|mailbox|mail box|account|addressee|inbox|person|local part|alias|receiver|mailboxes|subscriber|login|mail account|destination mailbox|rcpt|anyone|anybody",
    ),
    (Say::Addr, "address|email_|mailaddress|e mail_|@them|@addr|destination"),
    (Say::Domain, "domain|@host"),
    (
        Say::From,
        "sender|from address|mail from|envelope from|originator|@oursender|sending account|sending user|sending mailbox|sending from|return address|your account|your address|your email address|your e mail address|your mailbox|your user|your login|sending email|reply to address|originating|who sent|your domain|your sender|your mail from|reverse path|you send from|you write from|you mail from",
    ),
    (
        Say::Us,
        "ip_|ips_|ip address|client|client host|connecting host|sending host|sending server|sending mta|remote host|connection_|connections_|@ip|@us|mail from @ip|messages from @ip|source address|your provider|mailbox provider|email provider|your isp|your mailbox provider|service provider|remotehost|your mail host|sending network|sending ip|ip range|subnet|your server|your mail server|your host|your ip_|your network|your system|your mta",
    ),
    (
        Say::Gone,
        "unknown|not found|not exist|not exists|no exist|doesnt exist|dont exist|dosnt exist|doesn t exist|not existing|non existent|nonexistent|non existant|nonexistant|inexistent|no such|not known|not recogni|unrecogni|could not be found|cannot be found|couldnt be found|cant be found|can not be found|can t be found|isnt known|not find|cannot be verified|not used_|couldnt find|can not be verified|not be located|undefined|no longer exist|never exist|not a known|unable to find|notfound|not here|doesn exist|invalid or unknown|unknown or invalid|invalid or nonexistent|invalid or non existent|isnt here|dont know|not on this server|no longer on server|no longer on this|not on our server|isnt on this|not at this site|not on file|not listed here|cannot find|cant find|unable to locate|cannot locate|couldnt locate|not locate|failed to find|failed to locate|not appear to exist|doesnt appear to exist|not seem to exist|doesnt seem to exist|not present on this|not present in|not listed in public|not listed in the public|do not know|not registered|dont have this|dont have that|dont have such|do not have this|do not have that|do not have such|have no such|never been assigned|never been used|never been created|unassigned|non existing|nonexisting|not hosted|no matching|not match any|doesnt match any|matches no|not in list of valid|not in the list of valid|not reside",
    ),
    (Say::Bad, "invalid|not valid|isnt valid|not a valid|illegal|bad_|incorrect|wrong_|isn t valid|bogus|misspelled"),
    (
        Say::Off,
        "disabled|deactivated|closed|deleted|expired|discontinued|terminated|cancelled|canceled|not activated|not enabled|deleted by|no longer active|removed|no longer available|no longer valid|is not active|not active|abandoned|decommissioned|retired|cannot receive|permanently",
    ),
    (
        Say::Held,
        "disabled for|disabled to|closed for|closed to_|deactivated for|expired for|suspended|suspend_|locked|blocked|inactive|inactivated|frozen|on hold|dormant|isnt active",
    ),
    (
        Say::Brim,
        "full_|quota|over capacity|exceeded storage|limit exceeded|limit exeeded|exceeded its|has exceeded|capacity|storage|too full|overflow|reached its maximum|enough space|of space_|enough room|more room|used up|space has been|space left|space available|available space|free space|exhausted|run out|size limit|sufficient space|no space_|no room|find room|no disk",
    ),
    (
        Say::Ban,
        "blocked|block_|blacklisted|listed|denied|rejected|reject_|refused|banned|not allowed|not authorized|not authorised|not permitted|prohibited|not accepted|unauthorized|reputation|not trusted|forbidden|deferred|failed|temporary failure|you may not|you cannot",
    ),
    (Say::Temp, "temporar|currently|moment"),
    (Say::Refuse, "does not accept|doesnt accept|do not accept|dont accept|not accepting|will not accept|wont accept"),
    (
        Say::Mute,
        "unknown error|unknown reason|unknown problem|unknown cause|not found in spf|in domain|in this domain|in the domain|at this domain|on this domain|for this domain|at domain|for domain|in our domain",
    ),
    (Say::Callout, "verif|callback|call back|callout|call forward|sender check|in reply to mail from|called|it said"),
];
