//! The demo world: invented people at invented domains, every trouble a list meets once or twice.

use super::{Dns, Host, Mood, Truth, Words, World, Zone, mood::SPAMHAUS};
use crate::smtp::Stage;
use std::{
    net::{IpAddr, Ipv4Addr},
    time::Duration,
};

/// Its seed: only the hosts' addresses depend on it.
const SEED: u64 = 20;

/// (name, wording, moods). The operator is the last two labels.
const HOSTS: &[(&str, Words, &[Mood])] = &[
    ("mx1.posthof.example", Words::Postfix, &[]),
    ("mx2.posthof.example", Words::Postfix, &[]),
    ("in.brightmail.example", Words::Gmail, &[Mood::OneDomain]),
    ("mx.graumilch.example", Words::Postfix, &[Mood::Greylist(Duration::from_secs(2))]),
    ("mx.sammelbox.example", Words::Postfix, &[Mood::AcceptsAll]),
    ("mail.webhotel.example", Words::Exim, &[Mood::MaxTransactions(10)]),
    ("mta.yonder.example", Words::Yahoo, &[Mood::MaxTransactions(20)]),
    ("mx.sperrwerk.example", Words::Postfix, &[Mood::Blocks(Stage::Rcpt, SPAMHAUS)]),
    ("mx.murrkopf.example", Words::Exim, &[Mood::Blocks(Stage::Rcpt, "550 rejected")]),
    ("mx.blindwand.example", Words::Postfix, &[Mood::Blocks(Stage::Rcpt, "550 5.1.1 Recipient rejected")]),
    ("mx.umschwung.example", Words::Postfix, &[Mood::BlocksAfter(6, SPAMHAUS)]),
    ("mx1.zweitweg.example", Words::Postfix, &[Mood::Down]),
    ("mx2.zweitweg.example", Words::Postfix, &[]),
    ("mx.notnagel.example", Words::German, &[]),
    ("backup.notnagel.example", Words::Postfix, &[Mood::AcceptsAll]),
    ("mail.ohnemx.example", Words::Spanish, &[Mood::NoPipelining]),
    ("mx.fleuriste.example", Words::French, &[]),
    ("mx.kurzab.example", Words::Postfix, &[Mood::HangsUpAfter(3)]),
    ("mx.einmalnein.example", Words::Exim, &[Mood::GoodbyeAfter(1)]),
    ("mx.altserver.example", Words::Exim, &[Mood::HeloOnly, Mood::NoSmtpUtf8, Mood::Slow(Duration::from_millis(20))]),
    ("mx.taktgeber.example", Words::Postfix, &[Mood::RateAs550(8, Duration::from_secs(2))]),
    ("mx.kleinpaket.example", Words::Postfix, &[Mood::TooManyRecipients(3)]),
    ("mail.firma.example", Words::Exchange, &[]),
];

/// The host names of Microsoft's tenants end so; here they stand at one address.
const TENANTS: &[&str] = &["kontor", "werft", "atelier"];

/// (domain, MX records, people alive, people dead).
type Row = (&'static str, &'static [(u16, &'static str)], usize, usize);

/// The domains that take mail, most of them.
const ZONES: &[Row] = &[
    ("strickwaren.example", &[(10, "mx1.posthof.example"), (20, "mx2.posthof.example")], 18, 4),
    ("lesekreis.example", &[(10, "mx1.posthof.example"), (20, "mx2.posthof.example")], 10, 3),
    ("teeladen.example", &[(10, "mx1.posthof.example"), (20, "mx2.posthof.example")], 9, 2),
    ("xn--bcher-kva.example", &[(10, "mx2.posthof.example")], 6, 2),
    ("brightmail.example", &[(5, "in.brightmail.example")], 80, 16),
    ("kontor.example", &[(0, "kontor-example.mail.protection.outlook.com")], 10, 3),
    ("werft.example", &[(0, "werft-example.mail.protection.outlook.com")], 9, 3),
    ("atelier.example", &[(0, "atelier-example.mail.protection.outlook.com")], 7, 2),
    ("alpenverein.example", &[(10, "mx.graumilch.example")], 14, 4),
    ("chorprobe.example", &[(10, "mx.graumilch.example")], 8, 2),
    ("vereinsheim.example", &[(10, "mx.sammelbox.example")], 9, 4),
    ("brigthmail.example", &[(10, "mx.sammelbox.example")], 0, 0),
    ("radladen.example", &[(0, "mail.webhotel.example")], 12, 4),
    ("fotoclub.example", &[(0, "mail.webhotel.example")], 8, 3),
    ("yonder.example", &[(1, "mta.yonder.example")], 34, 8),
    ("stadtblatt.example", &[(10, "mx.sperrwerk.example")], 8, 2),
    ("bastelkiste.example", &[(10, "mx.murrkopf.example")], 7, 2),
    ("gartenfreunde.example", &[(10, "mx.blindwand.example")], 8, 2),
    ("kegelclub.example", &[(10, "mx.umschwung.example")], 8, 8),
    ("hafenkino.example", &[(10, "mx1.zweitweg.example"), (20, "mx2.zweitweg.example")], 8, 2),
    ("tanzschule.example", &[(10, "mx.notnagel.example"), (50, "backup.notnagel.example")], 9, 3),
    ("fleuriste.example", &[(10, "mx.fleuriste.example")], 8, 3),
    ("kurzab.example", &[(10, "mx.kurzab.example")], 8, 5),
    ("einmalnein.example", &[(10, "mx.einmalnein.example")], 6, 3),
    ("altserver.example", &[(10, "mx.altserver.example")], 6, 2),
    ("taktgeber.example", &[(10, "mx.taktgeber.example")], 10, 2),
    ("kleinpaket.example", &[(10, "mx.kleinpaket.example")], 9, 2),
    ("firma.example", &[(10, "mail.firma.example")], 12, 4),
    // Two operators of equal preference: a refusal needs one of each.
    ("doppelkopf.example", &[(10, "mx1.posthof.example"), (10, "mail.firma.example")], 6, 2),
];

/// Domains that take no mail: (name, what DNS says, people on the list).
const SILENT: &[(&str, Dns, usize)] = &[
    ("keinepost.example", Dns::NullMx, 4),
    ("nurweb.example", Dns::NoMail, 3),
    ("verlassen.example", Dns::NxDomain, 4),
    ("wackeldns.example", Dns::ServFail, 3),
    ("intranet.example", Dns::At(IpAddr::V4(Ipv4Addr::new(10, 0, 0, 25))), 3),
    ("papierserver.example", Dns::At(IpAddr::V4(Ipv4Addr::new(192, 0, 2, 25))), 3),
];

/// First names as people write them, last names likewise; the mailbox is their ASCII form.
pub(super) const FIRST: &[&str] = &[
    "Anna",
    "Jörg",
    "Carla",
    "Dietmar",
    "Eva",
    "Frédéric",
    "Greta",
    "Håkon",
    "Ines",
    "Jürgen",
    "Katja",
    "Łukasz",
    "Marta",
    "Nils",
    "Olga",
    "Pierre",
    "Renate",
    "Søren",
    "Tomás",
    "Ulrike",
];
pub(super) const LAST: &[&str] = &[
    "Albers",
    "Böhm",
    "Castello",
    "Dvořák",
    "Eriksen",
    "Fuchs",
    "González",
    "Huber",
    "Iversen",
    "Jansen",
    "Krüger",
    "Lindqvist",
    "Müller",
];

pub(super) fn world() -> World {
    let host = |world: World, (name, words, moods): &(&str, Words, &[Mood])| {
        world.host(moods.iter().fold(Host::new(name).words(*words), |host, mood| host.with(mood.clone())))
    };
    let world = HOSTS.iter().fold(World::new(SEED), host);
    let front = Host::new("eur03.protection.outlook.com").operator("microsoft365").words(Words::Microsoft);
    let front = TENANTS
        .iter()
        .fold(front, |front, tenant| front.alias(&format!("{tenant}-example.mail.protection.outlook.com")));
    let world = ZONES.iter().enumerate().fold(world.host(front), |world, (n, row)| world.zone(populated(n, row)));
    let implicit = people(100, 7).fold(Zone::new("ohnemx.example").implicit("mail.ohnemx.example"), alive);
    let silent = |world: World, (n, (name, dns, count)): (usize, &(&str, Dns, usize))| {
        world.zone(people(110 + n, *count).fold(Zone::new(name).dns(*dns), alive))
    };
    SILENT.iter().enumerate().fold(world.zone(implicit.dead(&["info"])), silent)
}

fn populated(n: usize, (name, mx, living, dead): &Row) -> Zone {
    let zone = mx.iter().fold(Zone::new(name), |zone, (preference, host)| zone.mx(*preference, host));
    let zone = people(n, living + dead)
        .enumerate()
        .fold(zone, |zone, (n, local)| zone.mailbox(&local, if n < *living { Truth::Alive } else { Truth::Dead }));
    match *name {
        "strickwaren.example" => zone.alive(&["info", "bestellung"]).mailbox("lager", Truth::Full),
        "firma.example" => zone
            .mailbox("vertrieb", Truth::Disabled)
            .mailbox("praktikum", Truth::OverQuota)
            .mailbox("vorstand", Truth::Restricted),
        "xn--bcher-kva.example" => zone.alive(&["grüße"]),
        "altserver.example" => zone.alive(&["grüße"]),
        "radladen.example" => zone.alive(&["o'neill"]).dead(&["info"]),
        "vereinsheim.example" => zone.alive(&["kontakt"]),
        _ => zone,
    }
}

fn alive(zone: Zone, local: String) -> Zone {
    zone.mailbox(&local, Truth::Alive)
}

/// Local parts of people; other domains begin elsewhere in the list of names.
fn people(from: usize, count: usize) -> impl Iterator<Item = String> {
    (0..count).filter_map(move |n| {
        // 20 and 13 have no common divisor: 260 names before the first comes again.
        let (first, last) = (FIRST.get((n + from * 7) % FIRST.len())?, LAST.get((n + from * 3) % LAST.len())?);
        Some(format!("{}.{}", ascii(first), ascii(last)))
    })
}

/// As a mailbox spells a name.
pub(super) fn ascii(name: &str) -> String {
    let mut out = String::new();
    for c in name.to_lowercase().chars() {
        match c {
            'ä' => out.push_str("ae"),
            'ö' | 'ø' => out.push_str("oe"),
            'ü' => out.push_str("ue"),
            'é' => out.push('e'),
            'å' | 'á' => out.push('a'),
            'ł' => out.push('l'),
            'ř' => out.push('r'),
            'ñ' => out.push('n'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verdict::Status;

    #[test]
    fn every_host_of_the_demo_is_used_and_every_mx_is_there() {
        let world = world();
        for zone in world.zones.values() {
            for (_, mx) in &zone.mx {
                assert!(world.hosts.iter().any(|host| host.answers_to(mx)), "{mx} is missing");
            }
        }
        for host in &world.hosts {
            assert!(
                world.zones.values().any(|zone| zone.mx.iter().any(|(_, mx)| host.answers_to(mx))),
                "{} has no domain",
                host.name()
            );
        }
    }

    #[test]
    fn every_name_of_the_demo_is_reserved_or_a_tenant_of_outlook() {
        for name in world().hosts.iter().flat_map(|host| host.names.clone()).chain(world().domains().map(String::from))
        {
            assert!(name.ends_with(".example") || name.ends_with("protection.outlook.com"), "{name}");
        }
    }

    #[test]
    fn the_demo_holds_all_four_statuses_and_mostly_living_people() {
        let world = world();
        let share = |status| world.addresses().filter(|address| world.expect(address) == status).count();
        let all = world.addresses().count();
        assert!(share(Status::Deliverable) * 10 > all * 5, "{} of {all}", share(Status::Deliverable));
        for status in [Status::Undeliverable, Status::Risky, Status::Unknown] {
            assert!(share(status) > 10, "{status:?}");
        }
        assert_eq!(world.expect("grüße@altserver.example"), Status::Undeliverable);
        assert_eq!(world.expect("grüße@xn--bcher-kva.example"), Status::Deliverable);
        assert_eq!(world.expect("whoever@brigthmail.example"), Status::Risky);
    }

    #[test]
    fn mailboxes_are_ascii_but_where_meant() {
        let odd: Vec<_> = world().addresses().filter(|address| !address.is_ascii()).collect();
        assert_eq!(odd.len(), 2, "{odd:?}");
    }
}
