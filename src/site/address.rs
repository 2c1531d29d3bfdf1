//! Which addresses may be dialled. MX records are written by strangers, and some point at our own network.

use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    str::FromStr,
};

/// What an IP address is for, by the IANA special-purpose registries (RFC 6890).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Class {
    /// Anybody may reach it.
    Public,
    /// 0.0.0.0/8 and `::`.
    Unspecified,
    /// 127.0.0.0/8 and `::1`.
    Loopback,
    /// RFC 1918, and the site-local fec0::/10 of old.
    Private,
    /// fc00::/7 (RFC 4193).
    UniqueLocal,
    /// 169.254.0.0/16 and fe80::/10.
    LinkLocal,
    /// 100.64.0.0/10, between a provider and its customers (RFC 6598).
    Cgnat,
    /// 198.18.0.0/15 and 2001:2::/48: for benchmarks, and what local tunnels invent as answers.
    Benchmark,
    /// 224.0.0.0/4 and ff00::/8.
    Multicast,
    /// 255.255.255.255.
    Broadcast,
    /// The nets of RFC 5737, RFC 3849 and RFC 9637, in books only.
    Documentation,
    /// Assigned to protocols, or to nobody.
    Reserved,
}

impl Class {
    /// The class of the host that would really be reached: mapped, translated (RFC 2765), NAT64, 6to4 and Teredo
    /// forms are unwrapped to the IPv4 address in them.
    pub fn of(ip: IpAddr) -> Self {
        match ip {
            IpAddr::V4(ip) => of_v4(ip),
            IpAddr::V6(ip) => of_v6(ip),
        }
    }

    /// Whether such a host may well exist, behind a door that is not ours: mail for it says nothing about the mailbox.
    pub fn is_private(self) -> bool {
        matches!(self, Self::Private | Self::UniqueLocal | Self::LinkLocal | Self::Cgnat | Self::Benchmark)
    }

    /// In words, as "loopback".
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Unspecified => "unspecified",
            Self::Loopback => "loopback",
            Self::Private => "private",
            Self::UniqueLocal => "unique local",
            Self::LinkLocal => "link-local",
            Self::Cgnat => "carrier-grade NAT",
            Self::Benchmark => "benchmark",
            Self::Multicast => "multicast",
            Self::Broadcast => "broadcast",
            Self::Documentation => "documentation",
            Self::Reserved => "reserved",
        }
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A network, as `192.0.2.0/24`, `fd00::/8` or a single address. Bits beyond the prefix are cleared.
///
/// ```
/// use listproof::site::Net;
/// let net: Net = "10.1.2.3/8".parse().unwrap();
/// assert_eq!(net.to_string(), "10.0.0.0/8");
/// assert!(net.contains("10.255.0.1".parse().unwrap()));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Net {
    first: IpAddr,
    prefix: u8,
}

impl Net {
    /// `prefix` bits of `ip`, or `None` where the family has fewer.
    pub fn new(ip: IpAddr, prefix: u8) -> Option<Self> {
        let first = match ip {
            IpAddr::V4(ip) if prefix <= 32 => Ipv4Addr::from_bits(ip.to_bits() & mask_v4(prefix)).into(),
            IpAddr::V6(ip) if prefix <= 128 => Ipv6Addr::from_bits(ip.to_bits() & mask_v6(prefix)).into(),
            _ => return None,
        };
        Some(Self { first, prefix })
    }

    /// Whether `ip` is in it. `::ffff:10.0.0.1` is `10.0.0.1` here: a socket reaches the same host through both.
    pub fn contains(&self, ip: IpAddr) -> bool {
        match (self.first, ip, ip.to_canonical()) {
            (IpAddr::V4(net), _, IpAddr::V4(ip)) => ip.to_bits() & mask_v4(self.prefix) == net.to_bits(),
            (IpAddr::V6(net), IpAddr::V6(ip), _) => ip.to_bits() & mask_v6(self.prefix) == net.to_bits(),
            _ => false,
        }
    }
}

impl FromStr for Net {
    type Err = NetError;

    fn from_str(text: &str) -> Result<Self, NetError> {
        let (ip, prefix) = match text.split_once('/') {
            Some((ip, prefix)) => (ip, Some(prefix)),
            None => (text, None),
        };
        let ip: IpAddr = ip.parse().map_err(|_| NetError::Address)?;
        let prefix = match prefix {
            // "+8" parses as a number and is not one here.
            Some(digits) if !digits.bytes().all(|b| b.is_ascii_digit()) => {
                return Err(NetError::Prefix);
            }
            Some(digits) => digits.parse().map_err(|_| NetError::Prefix)?,
            None if ip.is_ipv4() => 32,
            None => 128,
        };
        Self::new(ip, prefix).ok_or(NetError::Prefix)
    }
}

impl fmt::Display for Net {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.first, self.prefix)
    }
}

/// Why a text is no [`Net`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NetError {
    /// What stands before the slash is no IP address.
    Address,
    /// What stands behind the slash is no prefix length of that family.
    Prefix,
}

impl fmt::Display for NetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Address => "not an IP address",
            Self::Prefix => "not a prefix length (0 to 32 for IPv4, 0 to 128 for IPv6)",
        })
    }
}

impl std::error::Error for NetError {}

/// Who may be dialled: every public address, and the networks that the caller names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    allow: Vec<Net>,
}

impl Reach {
    /// Public addresses and these.
    pub fn new(allow: Vec<Net>) -> Self {
        Self { allow }
    }

    /// Whether `ip` may be dialled.
    ///
    /// # Errors
    /// Its class, where it is neither public nor in a network that the caller named.
    pub fn check(&self, ip: IpAddr) -> Result<(), Class> {
        match Class::of(ip) {
            Class::Public => Ok(()),
            _ if self.allow.iter().any(|net| net.contains(ip)) => Ok(()),
            class => Err(class),
        }
    }
}

fn of_v4(ip: Ipv4Addr) -> Class {
    match ip.octets() {
        [0, ..] => Class::Unspecified,
        [10, ..] | [172, 16..=31, ..] | [192, 168, ..] => Class::Private,
        [100, 64..=127, ..] => Class::Cgnat,
        [127, ..] => Class::Loopback,
        [169, 254, ..] => Class::LinkLocal,
        [192, 0, 2, _] | [198, 51, 100, _] | [203, 0, 113, _] => Class::Documentation,
        // IETF protocol assignments (RFC 6890); the 6to4 relay anycast (RFC 7526, withdrawn).
        [192, 0, 0, _] | [192, 88, 99, _] => Class::Reserved,
        [198, 18..=19, ..] => Class::Benchmark,
        [224..=239, ..] => Class::Multicast,
        [255, 255, 255, 255] => Class::Broadcast,
        [240..=255, ..] => Class::Reserved,
        _ => Class::Public,
    }
}

fn of_v6(ip: Ipv6Addr) -> Class {
    let (high, low) = ((ip.to_bits() >> 64) as u64, ip.to_bits() as u64);
    let last = of_v4(Ipv4Addr::from_bits(low as u32));
    match ip.segments() {
        [0, 0, 0, 0, 0, 0, 0, 0] => Class::Unspecified,
        [0, 0, 0, 0, 0, 0, 0, 1] => Class::Loopback,
        // Mapped (RFC 4291 §2.5.5.2), translated (RFC 2765 §2.1), NAT64 (RFC 6052).
        [0, 0, 0, 0, 0, 0xffff, ..] | [0, 0, 0, 0, 0xffff, 0, ..] | [0x64, 0xff9b, 0, 0, 0, 0, ..] => last,
        // IPv4-compatible (RFC 4291 §2.5.5.1) is withdrawn: what is in it may be ours, and is never public.
        [0, 0, 0, 0, 0, 0, ..] => beyond_public(last),
        // Local NAT64 (RFC 8215): at /48 the IPv4 address lies round octet 8 and zeros follow, at /96 it comes last.
        [0x64, 0xff9b, 1, ..] if low & 0xff_ffff_ffff == 0 => {
            of_v4(Ipv4Addr::from_bits(((high as u32) << 16) | ((low >> 40) as u32 & 0xffff)))
        }
        [0x64, 0xff9b, 1, ..] => last,
        // Teredo (RFC 4380 §4): the client's address, every bit turned; its server's stands before.
        [0x2001, 0, ..] => match of_v4(Ipv4Addr::from_bits(!(low as u32))) {
            Class::Public => of_v4(Ipv4Addr::from_bits(high as u32)),
            class => class,
        },
        [0x2001, 2, 0, ..] => Class::Benchmark,
        [0x2001, 0x0db8, ..] | [0x3fff, 0..=0x0fff, ..] => Class::Documentation,
        [0x2001, 0..=0x01ff, ..] => Class::Reserved,
        // 6to4 (RFC 3056 §2).
        [0x2002, ..] => of_v4(Ipv4Addr::from_bits((high >> 16) as u32)),
        // ISATAP (RFC 5214 §6.1) inside a public prefix ends at the IPv4 address.
        [0x2000..=0x3fff, _, _, _, 0 | 0x0200, 0x5efe, ..] => last,
        [0x2000..=0x3fff, ..] => Class::Public,
        [0xfc00..=0xfdff, ..] => Class::UniqueLocal,
        [0xfe80..=0xfebf, ..] => Class::LinkLocal,
        [0xfec0..=0xfeff, ..] => Class::Private,
        [0xff00..=0xffff, ..] => Class::Multicast,
        _ => Class::Reserved,
    }
}

fn beyond_public(class: Class) -> Class {
    match class {
        Class::Public => Class::Reserved,
        class => class,
    }
}

fn mask_v4(prefix: u8) -> u32 {
    u32::MAX.checked_shl(32 - u32::from(prefix)).unwrap_or(0)
}

fn mask_v6(prefix: u8) -> u128 {
    u128::MAX.checked_shl(128 - u32::from(prefix)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn class(ip: &str) -> Class {
        Class::of(ip.parse().unwrap())
    }

    #[test]
    fn each_v4_class_at_both_edges() {
        use Class::*;
        for (first, last, expected) in [
            ("0.0.0.0", "0.255.255.255", Unspecified),
            ("1.0.0.0", "9.255.255.255", Public),
            ("10.0.0.0", "10.255.255.255", Private),
            ("11.0.0.0", "100.63.255.255", Public),
            ("100.64.0.0", "100.127.255.255", Cgnat),
            ("100.128.0.0", "126.255.255.255", Public),
            ("127.0.0.0", "127.255.255.255", Loopback),
            ("128.0.0.0", "169.253.255.255", Public),
            ("169.254.0.0", "169.254.255.255", LinkLocal),
            ("169.255.0.0", "172.15.255.255", Public),
            ("172.16.0.0", "172.31.255.255", Private),
            ("172.32.0.0", "191.255.255.255", Public),
            ("192.0.0.0", "192.0.0.255", Reserved),
            ("192.0.1.0", "192.0.1.255", Public),
            ("192.0.2.0", "192.0.2.255", Documentation),
            ("192.0.3.0", "192.88.98.255", Public),
            ("192.88.99.0", "192.88.99.255", Reserved),
            ("192.88.100.0", "192.167.255.255", Public),
            ("192.168.0.0", "192.168.255.255", Private),
            ("192.169.0.0", "198.17.255.255", Public),
            ("198.18.0.0", "198.19.255.255", Benchmark),
            ("198.20.0.0", "198.51.99.255", Public),
            ("198.51.100.0", "198.51.100.255", Documentation),
            ("198.51.101.0", "203.0.112.255", Public),
            ("203.0.113.0", "203.0.113.255", Documentation),
            ("203.0.114.0", "223.255.255.255", Public),
            ("224.0.0.0", "239.255.255.255", Multicast),
            ("240.0.0.0", "255.255.255.254", Reserved),
            ("255.255.255.255", "255.255.255.255", Broadcast),
        ] {
            assert_eq!(class(first), expected, "{first}");
            assert_eq!(class(last), expected, "{last}");
            // The same host in each of its other forms.
            for form in [format!("::ffff:{last}"), format!("64:ff9b::{last}"), format!("::ffff:0:{last}")] {
                assert_eq!(class(&form), expected, "{form}");
            }
        }
    }

    #[test]
    fn each_v6_class() {
        use Class::*;
        for (ip, expected) in [
            ("::", Unspecified),
            ("::1", Loopback),
            ("::2", Unspecified),
            ("::7f00:1", Loopback),
            ("::8.8.8.8", Reserved),
            ("64:ff9b::a00:1", Private),
            ("64:ff9b::808:808", Public),
            ("64:ff9b:1::10.0.0.1", Private),
            ("64:ff9b:1::8.8.8.8", Public),
            ("64:ff9b:1:a00:0:100::", Private),
            ("64:ff9b:1:808:8:800::", Public),
            ("64:ff9b:2::1", Reserved),
            ("100::1", Reserved),
            ("2001:0:808:808:0:0:f7f7:f7f7", Public),
            ("2001:0:808:808:0:0:80ff:fffe", Loopback),
            ("2001:0:a00:1:0:0:f7f7:f7f7", Private),
            ("2001:2::1", Benchmark),
            ("2001:20::1", Reserved),
            ("2001:200::1", Public),
            ("2001:db8::1", Documentation),
            ("2001:db9::1", Public),
            ("2002:a00:1::1", Private),
            ("2002:7f00:1::", Loopback),
            ("2002:808:808::1", Public),
            ("2606:4700::1", Public),
            ("2606:4700::5efe:10.0.0.1", Private),
            ("2606:4700::200:5efe:8.8.8.8", Public),
            ("3fff:fff::1", Documentation),
            ("3fff:1000::1", Public),
            ("4000::1", Reserved),
            ("5f00::1", Reserved),
            ("fc00::1", UniqueLocal),
            ("fdff::1", UniqueLocal),
            ("fe80::1", LinkLocal),
            ("febf::1", LinkLocal),
            ("fec0::1", Private),
            ("ff02::1", Multicast),
        ] {
            assert_eq!(class(ip), expected, "{ip}");
        }
    }

    #[test]
    fn nets_parse_and_clear_their_tail() {
        for (text, shown) in [
            ("10.1.2.3/8", "10.0.0.0/8"),
            ("127.0.0.1", "127.0.0.1/32"),
            ("0.0.0.0/0", "0.0.0.0/0"),
            ("::1", "::1/128"),
            ("::/0", "::/0"),
            ("fd12:3456::1/7", "fc00::/7"),
        ] {
            assert_eq!(text.parse::<Net>().unwrap().to_string(), shown);
        }
        for (text, why) in [
            ("", NetError::Address),
            ("10.0.0/8", NetError::Address),
            ("10.0.0.0/", NetError::Prefix),
            ("10.0.0.0/33", NetError::Prefix),
            ("10.0.0.0/+8", NetError::Prefix),
            ("10.0.0.0/-1", NetError::Prefix),
            ("10.0.0.0/8/8", NetError::Prefix),
            ("::/129", NetError::Prefix),
            ("::/256", NetError::Prefix),
            ("example.org/8", NetError::Address),
        ] {
            assert_eq!(text.parse::<Net>(), Err(why), "{text:?}");
        }
    }

    #[test]
    fn a_net_holds_its_own_family_and_the_mapped_form() {
        let ten: Net = "10.0.0.0/8".parse().unwrap();
        for (ip, held) in [("10.9.8.7", true), ("11.0.0.0", false), ("::ffff:10.0.0.1", true), ("fd00::1", false)] {
            assert_eq!(ten.contains(ip.parse().unwrap()), held, "{ip}");
        }
        let all: Net = "::/0".parse().unwrap();
        assert!(all.contains("fd00::1".parse().unwrap()));
        assert!(!all.contains("10.0.0.1".parse().unwrap()));
    }

    #[test]
    fn only_what_is_named_is_lifted() {
        let reach = Reach::new(vec!["127.0.0.0/8".parse().unwrap()]);
        let check = |ip: &str| reach.check(ip.parse().unwrap());
        assert_eq!(check("127.0.0.53"), Ok(()));
        assert_eq!(check("8.8.8.8"), Ok(()));
        assert_eq!(check("::1"), Err(Class::Loopback));
        assert_eq!(check("10.0.0.1"), Err(Class::Private));
        // A relay elsewhere would unwrap this one: naming loopback does not name it.
        assert_eq!(check("2002:7f00:1::"), Err(Class::Loopback));
        assert_eq!(Reach::default().check("127.0.0.1".parse().unwrap()), Err(Class::Loopback));
    }
}
