//! How servers put it: the replies of well-known software and operators, as data.

use super::Truth;

/// Whose wording a host speaks. The facts behind it (who lives there) are elsewhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Words {
    /// `550 5.1.1 <a@b>: Recipient address rejected: User unknown in virtual mailbox table`.
    #[default]
    Postfix,
    /// `550 Unrouteable address`, without an enhanced code.
    Exim,
    /// On-premises Exchange: `550 5.1.10 RESOLVER.ADR.RecipientNotFound`.
    Exchange,
    /// Microsoft 365 at the edge: `550 5.4.1 … Access denied`, the same for a dead recipient and for other trouble,
    /// with a tail that differs in every reply.
    Microsoft,
    /// Three lines, code and enhanced code on each, a session id at the end.
    Gmail,
    /// `554 delivery error: dd`, an old code for an unknown user.
    Yahoo,
    /// Two lines of German.
    German,
    /// Two lines of French.
    French,
    /// One line of Spanish.
    Spanish,
    /// `550 rejected`, and nothing else.
    Bare,
    /// One line of Italian.
    Italian,
    /// One line of Portuguese, accents in UTF-8.
    Portuguese,
    /// One line of Dutch.
    Dutch,
    /// One line of Swedish.
    Swedish,
    /// Two lines of Polish.
    Polish,
    /// One line of Russian.
    Russian,
    /// One line of Turkish.
    Turkish,
    /// One line of Chinese.
    Chinese,
    /// One line of Japanese.
    Japanese,
    /// `550 5.1.1 <a@b>... User unknown`.
    Sendmail,
    /// `550 sorry, no mailbox here by that name (#5.1.1 - chkuser)`: the enhanced code in brackets, behind the words.
    Qmail,
    /// An honest 5.1.1 that also names the client's address.
    EchoesClient,
    /// `501 5.1.3 Bad recipient address syntax`, whoever is not known and however they are written.
    Syntax,
    /// `500 Syntax error`, and nothing else.
    Error,
    /// `550 Requested action not taken`, with ids and a link that differ in every reply.
    Ids,
    /// Three languages by turns.
    Turns,
    /// The recipient as the server calls it within: another case, another domain.
    Canonical,
}

/// What the refusing line needs to know.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Said<'a> {
    pub(crate) recipient: &'a str,
    pub(crate) client: &'a str,
    /// A number that never comes twice: for ids in tails.
    pub(crate) id: u64,
}

impl Words {
    /// No such mailbox.
    pub(crate) fn unknown(self, said: Said<'_>) -> String {
        let Said { recipient, client, id } = said;
        match self {
            Self::Postfix => {
                format!("550 5.1.1 <{recipient}>: Recipient address rejected: User unknown in virtual mailbox table")
            }
            Self::Exim => "550 Unrouteable address".to_owned(),
            Self::Exchange => {
                "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup".to_owned()
            }
            Self::Microsoft => format!(
                "550 5.4.1 Recipient address rejected: Access denied. [EX{:05X}.world.example 2026-11-24T10:00:{:02}.{:03}Z {:016X}]",
                id % 0xFFFFF,
                id % 60,
                id % 1000,
                id.wrapping_mul(0x9E37_79B9_7F4A_7C15)
            ),
            Self::Gmail => format!(
                "550-5.1.1 The email account that you tried to reach does not exist. Please try\n\
                 550-5.1.1 double-checking the recipient's email address for typos or\n\
                 550 5.1.1 unnecessary spaces. {:012x} - gsmtp",
                id.wrapping_mul(0x9E37_79B9_7F4A)
            ),
            Self::Yahoo => format!(
                "554 delivery error: dd This user doesn't have an account here ({recipient}) [0] - mta{}.mail.example",
                1000 + id % 9000
            ),
            Self::German => format!(
                "550-5.1.1 <{recipient}>: Empfaengeradresse abgelehnt\n550 5.1.1 Benutzer unbekannt, bitte Adresse pruefen"
            ),
            Self::French => {
                "550-5.1.1 Adresse d'au moins un destinataire invalide.\n550 5.1.1 Utilisateur inconnu".to_owned()
            }
            Self::Spanish => format!("550 5.1.1 <{recipient}>: Usuario desconocido, el buzon no existe"),
            Self::Bare => "550 rejected".to_owned(),
            Self::Italian => format!("550 5.1.1 <{recipient}>: utente sconosciuto, la casella non esiste"),
            Self::Portuguese => format!("550 5.1.1 <{recipient}>: Usuário desconhecido, a caixa postal não existe"),
            Self::Dutch => format!("550 5.1.1 <{recipient}>: gebruiker onbekend, deze mailbox bestaat niet"),
            Self::Swedish => format!("550 5.1.1 <{recipient}>: okänd användare, brevlådan finns inte"),
            Self::Polish => {
                format!(
                    "550-5.1.1 <{recipient}>: adres odrzucony\n550 5.1.1 Nieznany użytkownik, skrzynka nie istnieje"
                )
            }
            Self::Russian => format!("550 5.1.1 <{recipient}>: пользователь не найден, такого почтового ящика нет"),
            Self::Turkish => format!("550 5.1.1 <{recipient}>: kullanıcı bulunamadı, böyle bir posta kutusu yok"),
            Self::Chinese => format!("550 5.1.1 <{recipient}>: 用户不存在"),
            Self::Japanese => format!("550 5.1.1 <{recipient}>: 宛先のメールボックスは存在しません"),
            Self::Sendmail => format!("550 5.1.1 <{recipient}>... User unknown"),
            Self::Qmail => "550 sorry, no mailbox here by that name (#5.1.1 - chkuser)".to_owned(),
            Self::Syntax => "501 5.1.3 Bad recipient address syntax".to_owned(),
            Self::Error => "500 Syntax error".to_owned(),
            Self::Ids => format!(
                "550-Requested action not taken ({:012x})\n550 see https://help.example/{id}?q={:016x}",
                id.wrapping_mul(0x9E37_79B9_7F4A),
                id.wrapping_mul(0x9E37_79B9_7F4A_7C15)
            ),
            Self::Turns => match id % 3 {
                0 => Self::German.unknown(said),
                1 => Self::French.unknown(said),
                _ => Self::Spanish.unknown(said),
            },
            Self::Canonical => {
                let local = recipient.split('@').next().unwrap_or(recipient).to_uppercase();
                format!("550 5.1.1 <{local}@inside.example>: unknown user")
            }
            Self::EchoesClient => {
                format!("550 5.1.1 <{recipient}>: User unknown; from client [{client}] (message refused before DATA)")
            }
        }
    }

    /// The answer to RCPT for somebody of whom the truth is told.
    pub(crate) fn recipient(self, truth: Truth, said: Said<'_>) -> String {
        let recipient = said.recipient;
        match truth {
            Truth::Alive => self.accepted(),
            Truth::Dead => self.unknown(said),
            Truth::Full => format!("452 4.2.2 <{recipient}> Mailbox full, over quota"),
            Truth::OverQuota => format!("552 5.2.2 <{recipient}>: user is over quota"),
            Truth::Disabled => "550 5.2.1 The email account that you tried to reach is disabled".to_owned(),
            Truth::Suspended => {
                "450 4.2.1 The user you are trying to contact is temporarily disabled, mailbox suspended".to_owned()
            }
            Truth::Restricted => format!(
                "550 5.7.124 <{recipient}> RESOLVER.RST.SenderNotInAllowedList; not authorized to send to this recipient"
            ),
        }
    }

    fn accepted(self) -> String {
        match self {
            Self::Exim | Self::Bare => "250 Accepted",
            Self::Microsoft | Self::Exchange => "250 2.1.5 Recipient OK",
            Self::Gmail => "250 2.1.5 OK - gsmtp",
            Self::Yahoo => "250 recipient <ok>",
            Self::Qmail => "250 ok",
            _ => "250 2.1.5 Ok",
        }
        .to_owned()
    }
}
