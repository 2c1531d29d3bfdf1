//! Answers of DNS in the store: a run that goes on does not ask again for what it was told a moment ago.

use crate::clock;
use crate::domain::answers::Shelf;
use crate::domain::{Answer, Lookup, Mx};
use crate::store::said::{Input, Output};
use crate::store::{Note, Store};
use crate::syntax::{Domain, HostName};
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

/// What one resolver said, as far as a store keeps it.
pub(super) struct Stored {
    store: Arc<dyn Store>,
    /// Who said it: another one may say something else.
    resolver: String,
    /// Nothing is lent.
    fresh: bool,
}

impl Stored {
    pub(super) fn new(store: Arc<dyn Store>, resolver: String, fresh: bool) -> Self {
        Self { store, resolver, fresh }
    }

    fn key(&self, kind: &str, name: &str) -> String {
        format!("{kind} {} {name}", self.resolver)
    }

    /// A store that cannot be read is no reason to stop here: it is a reason where verdicts are kept.
    fn lend<T>(&self, key: &str, record: impl FnMut(&mut Input<'_>) -> Option<T>) -> Option<Answer<T>> {
        if self.fresh {
            return None;
        }
        let now = clock::unix_now();
        let (note, until) = self.store.route(key, now).ok().flatten()?;
        Some(Answer { lookup: decode(note.bytes(), record)?, ttl: Duration::from_secs(until.saturating_sub(now)) })
    }

    fn keep<T>(&self, key: &str, answer: &Answer<T>, record: impl FnMut(&mut Output, &T)) {
        let (bytes, now) = (encode(&answer.lookup, record), clock::unix_now());
        if bytes.len() <= LONGEST {
            drop(self.store.put_route(Note::new(key, &bytes), now, now.saturating_add(answer.ttl.as_secs())));
        }
    }
}

impl Shelf for Stored {
    fn mx(&self, domain: &Domain) -> Option<Answer<Mx>> {
        self.lend(&self.key(MX, domain.as_str()), |input| {
            Some(Mx { preference: input.short()?, host: HostName::new(input.text()?) })
        })
    }

    fn addresses(&self, host: &HostName) -> Option<Answer<IpAddr>> {
        self.lend(&self.key(ADDRESSES, host.as_str()), |input| input.ip())
    }

    fn keep_mx(&self, domain: &Domain, answer: &Answer<Mx>) {
        self.keep(&self.key(MX, domain.as_str()), answer, |out, mx| {
            out.number(mx.preference.into());
            out.text(mx.host.as_str());
        });
    }

    fn keep_addresses(&self, host: &HostName, answer: &Answer<IpAddr>) {
        self.keep(&self.key(ADDRESSES, host.as_str()), answer, |out, ip| out.ip(*ip));
    }
}

fn encode<T>(lookup: &Lookup<T>, mut record: impl FnMut(&mut Output, &T)) -> Vec<u8> {
    let mut out = Output(Vec::with_capacity(64));
    match lookup {
        Lookup::NoData => out.byte(NO_DATA),
        Lookup::NxDomain => out.byte(NX_DOMAIN),
        Lookup::Found(records) => {
            out.byte(FOUND);
            records.iter().for_each(|each| record(&mut out, each));
        }
    }
    out.0
}

fn decode<T>(bytes: &[u8], mut record: impl FnMut(&mut Input<'_>) -> Option<T>) -> Option<Lookup<T>> {
    let mut input = Input(bytes);
    match input.byte()? {
        NO_DATA => Some(Lookup::NoData),
        NX_DOMAIN => Some(Lookup::NxDomain),
        FOUND => {
            let mut records = Vec::new();
            while !input.0.is_empty() {
                records.push(record(&mut input)?);
            }
            (!records.is_empty()).then_some(Lookup::Found(records))
        }
        _ => None,
    }
}

const MX: &str = "mx";
const ADDRESSES: &str = "ip";
const FOUND: u8 = 1;
const NO_DATA: u8 = 2;
const NX_DOMAIN: u8 = 3;
/// Bytes of an answer: a stranger's zone can hold thousands of records, and then is asked for again.
const LONGEST: usize = 4096;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;
    use crate::verdict::Verdict;
    use std::sync::Mutex;

    /// Keeps one answer, and for ever.
    #[derive(Default)]
    struct One(Mutex<Option<(Note, u64)>>);

    impl Store for One {
        fn get(&self, _: &str) -> Result<Option<Verdict>, Error> {
            Ok(None)
        }

        fn put(&self, _: Vec<Verdict>) -> Result<(), Error> {
            Ok(())
        }

        fn forget(&self, _: &str) -> Result<bool, Error> {
            Ok(false)
        }

        fn put_route(&self, route: Note, _: u64, until: u64) -> Result<(), Error> {
            *self.0.lock().unwrap() = Some((route, until));
            Ok(())
        }

        fn route(&self, key: &str, _: u64) -> Result<Option<(Note, u64)>, Error> {
            Ok(self.0.lock().unwrap().clone().filter(|(note, _)| note.key() == key))
        }
    }

    #[test]
    fn an_answer_comes_back_as_it_was_and_from_the_same_resolver_alone() {
        let store = Arc::new(One::default());
        let of = |resolver: &str| Stored::new(store.clone(), resolver.to_owned(), false);
        let (ours, domain, ttl) = (of("192.0.2.1:53"), "example.org".parse().unwrap(), Duration::from_secs(300));
        let records = [(10, "mx.example.net"), (0, "."), (20, "_odd .example")];
        let records = records.map(|(preference, host)| Mx { preference, host: HostName::new(host) }).to_vec();
        for lookup in [Lookup::Found(records), Lookup::NoData, Lookup::NxDomain] {
            ours.keep_mx(&domain, &Answer { lookup: lookup.clone(), ttl });
            let answer = ours.mx(&domain).unwrap();
            assert_eq!(answer.lookup, lookup);
            assert!(answer.ttl <= ttl && answer.ttl > ttl / 2);
            assert!(of("192.0.2.2:53").mx(&domain).is_none());
            assert!(Stored::new(store.clone(), "192.0.2.1:53".to_owned(), true).mx(&domain).is_none());
        }
        let host = HostName::new("mx.example.net");
        let ips = ["192.0.2.1", "2001:db8::1"].map(|ip| ip.parse().unwrap()).to_vec();
        let lookup = Lookup::Found(ips);
        ours.keep_addresses(&host, &Answer { lookup: lookup.clone(), ttl });
        assert_eq!(ours.addresses(&host).unwrap().lookup, lookup);
        let whole = store.0.lock().unwrap().clone().unwrap();
        for end in 0..whole.0.bytes().len() {
            *store.0.lock().unwrap() = Some((Note::new(whole.0.key(), &whole.0.bytes()[..end]), whole.1));
            assert!(ours.addresses(&host).is_none_or(|answer| answer.lookup != lookup), "{end}");
        }
    }

    #[test]
    fn a_zone_of_thousands_is_not_kept() {
        let store = Arc::new(One::default());
        let ips = (0..2000).map(|n: u32| IpAddr::from(n.to_be_bytes())).collect();
        let answer = Answer { lookup: Lookup::Found(ips), ttl: Duration::from_secs(300) };
        Stored::new(store.clone(), String::new(), false).keep_addresses(&HostName::new("mx.example.net"), &answer);
        assert!(store.0.lock().unwrap().is_none());
    }
}
