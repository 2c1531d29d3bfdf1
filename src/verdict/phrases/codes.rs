//! What great providers write in their own codes, and the names of lists that stand in hosts and links.

use super::{Rows, Say};
use aho_corasick::AhoCorasick;
use std::sync::LazyLock;

/// Codes as they stand in folded text: `RP:RDN` is `rp rdn`, `LPN007_416` is `lpn007 416`.
pub(super) const ROWS: Rows = &[
    // NetEase (163, 126, yeah): help.mail.163.com/antispam. HL, RP, MI and DT speak of the client's IP or its quota.
    (Say::Blocked, "hl rep_|rtr bl_|dt rbl_|hl itc_|rp rca_|hl |rp cel_|rp tra_"),
    (Say::Rate, "hl icc_|hl ifc_|mi dmc_|rp orq_|rp drc_|rp cnl_|rp qrc_|mi stc_|mi itc_|mi mcc_|mi "),
    (Say::Sender, "rp rdn_|mi spf_|mi spb_|mi dmr_|rp sdn_"),
    (Say::Policy, "dt spm_|dt sum_"),
    (Say::Protocol, "mi cel_|mi nhd_|mi sft_"),
    // Yahoo and AOL: senders.yahooinc.com/smtp-error-codes.
    (Say::Rate, "tss0|ipts0|ts0|tss1|ts1"),
    (Say::Blocked, "bl21_|bl23_|ipbl|tss09_|vs1 ip|vs98 ip|shxbl"),
    // Microsoft: block list numbers of consumer Outlook.
    (Say::Blocked, "s3140_|s3150_|s3115_|s777|s31"),
    // Apple: CS01 policy, HM08 HCM1 BS02 weather or us.
    (Say::Policy, "cs01_|hm08_|hcm1_"),
    (Say::Blocked, "bs02_"),
    (Say::Sender, "hme1_"),
    // Comcast.
    (Say::Blocked, "bl000|dns p3_"),
    (Say::Rate, "rl000"),
    // Orange and La Poste: OFR_104 LPN105_104 count connections, 102 108 999 refuse the client.
    (Say::Rate, "trop de connexions|ofr005 104|lpn105 104"),
    (Say::Auth, "ofr 305|lpn105 402"),
    (Say::Sender, "lpn004 401"),
    (Say::NoMailbox, "ofr 416_|lpn007 416_|lpn416_"),
    (Say::Full, "ofr 417_|lpn007 417_"),
    (Say::Suspended, "lpn007 426_"),
    (Say::Trouble, "ofr005 505|lpn007 505|005 505_"),
    (Say::Policy, "ofr 506"),
    (Say::Blocked, "lpn000|lpnaaa|lpn001 108|lpn 108|ofr006 102"),
    // GoDaddy: IB + number.
    (Say::Blocked, "ib103_|ib104_|ib105_|ib106_|ib108_|ib110_|ib111_"),
    (Say::Rate, "ib504_|ib605_|ib102_"),
    (Say::Trouble, "ib101_"),
    (Say::Sender, "ib506_|ib508_|ib501_|ib502_|ib507_"),
    (Say::Policy, "ib212_|ib213_"),
    // Exchange: whatever it calls RESOLVER.RST is a restriction of the recipient's.
    (Say::Restricted, "resolverrst"),
    // Facebook: RCP-P1 domain, P2 preferences.
    (Say::Restricted, "rcp p2_"),
    // Sina: SL Exxx.
    (Say::NoMailbox, "sl e502_"),
    (Say::Disabled, "sl e504_|sl e518_"),
    (Say::Policy, "sl e506_"),
    (Say::Rate, "sl e522_"),
    // Before a user or an account: ours.
    (Say::Your, "your_|votre_|ihr_|ihre_|ihrem_|uw_|twoje_|vostro_|vostra_|ваш"),
    // Not a code, but no language's own either: what stands between two things of which nobody knows which.
    (Say::Or, "or_|ou_|oder_|lub_|nebo_|alebo_|или_|або_|veya_|eller_|vagy_|ili_|sau_|または|或者|또는|หรือ|hoặc|atau_"),
];

/// What a host name or a link tells: the word that a part of it stands for.
pub(in crate::verdict) fn tells(name: &str) -> Option<&'static str> {
    let first = PARTS.as_ref()?.find_overlapping_iter(name).map(|hit| hit.pattern().as_usize()).min()?;
    NAMES.get(first).map(|(_, word)| *word)
}

/// Built once; `None` only if the parts could not be compiled, which a test rules out.
static PARTS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    AhoCorasick::builder().ascii_case_insensitive(true).build(NAMES.iter().map(|(part, _)| part)).ok()
});

/// A part of a host name or a link, and the word that it stands for; the first row that is found speaks.
const NAMES: &[(&str, &str)] = &[
    // Exchange names its own code points like hosts.
    ("recipnotfound", "recipnotfound"),
    ("resolver.rst", "resolverrst"),
    ("nosuchuser", "nosuchuser"),
    ("overquota", "overquota"),
    ("receivingrate", "ratelimit"),
    ("quotaexceeded", "overquota"),
    ("spamhaus", "dnsbl"),
    ("spamcop", "dnsbl"),
    ("sorbs.net", "dnsbl"),
    ("dnsbl", "dnsbl"),
    ("barracudacentral", "dnsbl"),
    ("uceprotect", "dnsbl"),
    ("invaluement", "dnsbl"),
    ("senderbase.org", "dnsbl"),
    ("senderscore", "dnsbl"),
    ("mail-abuse", "dnsbl"),
    ("csi.cloudmark", "dnsbl"),
    ("spamrl", "dnsbl"),
    ("psbl.", "dnsbl"),
    ("/rbl/", "dnsbl"),
    ("rbl.", "dnsbl"),
    ("rbls.", "dnsbl"),
    ("blacklist", "dnsbl"),
    ("blocklist", "dnsbl"),
    ("ipcheck", "dnsbl"),
    ("reputation", "dnsbl"),
    ("delist", "dnsbl"),
    ("postmaster.free.fr", "dnsbl"),
    ("check_ip_reverse_dns", "rdns"),
    ("ipv6autherror", "rdns"),
    ("p=helo", "helo"),
    ("detail/122/170", "dnsbl"),
    ("detail/122/57", "dnsbl"),
    ("uribl", "dnsbl"),
    ("whitelist.aspx", "dnsbl"),
];
