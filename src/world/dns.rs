//! The world's name server: one message in, one message out.

use super::{Dns, World, Zone};
use hickory_resolver::proto::{
    op::{Message, MessageType, Metadata, OpCode, ResponseCode},
    rr::{
        Name, RData, Record, RecordType,
        rdata::{A, AAAA, MX, SOA, TXT},
    },
};
use std::net::{IpAddr, Ipv4Addr};

/// What a message without EDNS may hold over UDP (RFC 1035 §4.2.1).
const UDP_LIMIT: usize = 512;

/// Short enough for a test to see a change, long enough for a run to cache.
const TTL: u32 = 60;

/// What a lying resolver says of every name that does not exist (a documentation address, RFC 5737).
const LIE: Ipv4Addr = Ipv4Addr::new(192, 0, 2, 80);

/// The answer; `None` for what is no question, and for names that are never answered.
pub(super) fn answer(world: &World, message: &[u8], udp: bool) -> Option<Vec<u8>> {
    let request = Message::from_vec(message).ok()?;
    if request.metadata.message_type != MessageType::Query {
        return None;
    }
    let mut reply = Message::response(request.metadata.id, OpCode::Query);
    reply.metadata = Metadata::response_from_request(&request.metadata);
    reply.metadata.recursion_available = true;
    reply.add_queries(request.queries.iter().cloned());
    match request.queries.first() {
        Some(query) if request.metadata.op_code == OpCode::Query => {
            let name = query.name().to_lowercase();
            let found = look_up(world, name.to_ascii().trim_end_matches('.'), query.query_type())?;
            write(&mut reply, query.name(), found);
        }
        _ => reply.metadata.response_code = ResponseCode::NotImp,
    }
    let limit = if request.edns.is_some() { usize::from(request.max_payload()) } else { UDP_LIMIT };
    let bytes = reply.to_vec().ok()?;
    if udp && bytes.len() > limit {
        return reply.truncate().to_vec().ok();
    }
    Some(bytes)
}

/// What is known of a name. An empty list is NODATA.
enum Found {
    Records(Vec<RData>),
    NoName,
    Failure,
}

fn look_up(world: &World, name: &str, kind: RecordType) -> Option<Found> {
    if let Some(zone) = world.zones.get(name) {
        return match zone.dns {
            Dns::Timeout => None,
            Dns::ServFail => Some(Found::Failure),
            Dns::NxDomain => Some(unknown(world, kind)),
            _ => Some(Found::Records(records(world, zone, kind))),
        };
    }
    let host = world.hosts.iter().find(|host| host.answers_to(name)).map(|host| IpAddr::V4(host.ip));
    let elsewhere = || world.zones.values().find_map(|zone| elsewhere(zone, name));
    if let Some(ip) = host.or_else(elsewhere) {
        return Some(Found::Records(address(ip, kind)));
    }
    // RFC 8020: a name above one that exists is there, empty.
    let below = |other: &str| other.strip_suffix(name).is_some_and(|head| head.ends_with('.'));
    let exists = world.zones.values().any(|zone| zone.dns != Dns::NxDomain && below(&zone.name))
        || world.hosts.iter().any(|host| host.names.iter().any(|own| below(own)));
    Some(if exists { Found::Records(Vec::new()) } else { unknown(world, kind) })
}

fn unknown(world: &World, kind: RecordType) -> Found {
    if world.lying { Found::Records(address(IpAddr::V4(LIE), kind)) } else { Found::NoName }
}

fn records(world: &World, zone: &Zone, kind: RecordType) -> Vec<RData> {
    match (zone.dns, kind) {
        (_, RecordType::TXT) => zone.txt.iter().map(|text| RData::TXT(TXT::new(vec![text.clone()]))).collect(),
        (Dns::NullMx, RecordType::MX) => vec![RData::MX(MX::new(0, Name::root()))],
        (Dns::At(_), RecordType::MX) => mx(10, &mail_name(zone)).into_iter().collect(),
        (Dns::Mail, RecordType::MX) if !zone.implicit => {
            zone.mx.iter().filter_map(|(preference, host)| mx(*preference, host)).collect()
        }
        (Dns::Mail, _) if zone.implicit => {
            let host = zone.mx.first().and_then(|(_, name)| world.hosts.iter().find(|host| host.answers_to(name)));
            host.map_or_else(Vec::new, |host| address(IpAddr::V4(host.ip), kind))
        }
        _ => Vec::new(),
    }
}

/// The MX host of a domain that points out of this world.
fn elsewhere(zone: &Zone, name: &str) -> Option<IpAddr> {
    match zone.dns {
        Dns::At(ip) if mail_name(zone) == name => Some(ip),
        _ => None,
    }
}

fn mail_name(zone: &Zone) -> String {
    format!("mail.{}", zone.name)
}

fn mx(preference: u16, host: &str) -> Option<RData> {
    Some(RData::MX(MX::new(preference, absolute(host)?)))
}

fn address(ip: IpAddr, kind: RecordType) -> Vec<RData> {
    match (ip, kind) {
        (IpAddr::V4(ip), RecordType::A) => vec![RData::A(A(ip))],
        (IpAddr::V6(ip), RecordType::AAAA) => vec![RData::AAAA(AAAA(ip))],
        _ => Vec::new(),
    }
}

fn write(reply: &mut Message, name: &Name, found: Found) {
    match found {
        Found::Records(records) if !records.is_empty() => {
            reply.add_answers(records.into_iter().map(|data| Record::from_rdata(name.clone(), TTL, data)));
            return;
        }
        Found::Records(_) => {}
        Found::NoName => reply.metadata.response_code = ResponseCode::NXDomain,
        Found::Failure => {
            reply.metadata.response_code = ResponseCode::ServFail;
            return;
        }
    }
    // RFC 2308: a negative answer is cached by the SOA beside it.
    let zone = name.trim_to(1);
    if let (Some(server), Some(person)) = (absolute("ns.world.example"), absolute("hostmaster.world.example")) {
        let soa = SOA::new(server, person, 1, 3600, 600, 86_400, TTL);
        reply.add_authority(Record::from_rdata(zone, TTL, RData::SOA(soa)));
    }
}

/// A name with its trailing dot; underscores and the like pass.
fn absolute(name: &str) -> Option<Name> {
    let mut name = Name::from_ascii(name).ok()?;
    name.set_fqdn(true);
    Some(name)
}
