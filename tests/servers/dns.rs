//! Real DNS: NSD with a root zone of its own, so that a name which is not in it does not exist.

use crate::stage::{Stage, is_free};
use std::fmt::Write;
use std::net::{Ipv4Addr, SocketAddr};

/// Everything that is asked of the name server, as a zone file.
#[derive(Default)]
pub(crate) struct Zone(String);

impl Zone {
    /// One record: `mx.shop.example`, `A 127.30.1.1`.
    pub(crate) fn record(&mut self, name: &str, data: &str) {
        writeln!(self.0, "{name}. 60 IN {data}").unwrap();
    }

    /// A mail domain with its hosts, the best first.
    pub(crate) fn mail(&mut self, domain: &str, hosts: &[(String, Ipv4Addr)]) {
        for (nth, (host, ip)) in hosts.iter().enumerate() {
            self.record(domain, &format!("MX {} {host}.", (nth + 1) * 10));
            let address = format!("{host}. 60 IN A {ip}\n");
            if !self.0.contains(&address) {
                self.0.push_str(&address);
            }
        }
    }

    /// `ip` is on the list `name`, as mail servers ask such lists.
    pub(crate) fn block(&mut self, list: &str, ip: Ipv4Addr) {
        let [a, b, c, d] = ip.octets();
        self.record(&format!("{d}.{c}.{b}.{a}.{list}"), "A 127.0.0.2");
        self.record(&format!("{d}.{c}.{b}.{a}.{list}"), &format!("TXT \"{ip} is listed\""));
    }

    /// Serves the zone at port 53 of `ip`: a resolver configuration file knows no ports.
    ///
    /// # Errors
    /// Why not here.
    pub(crate) fn serve(self, stage: &mut Stage, ip: Ipv4Addr) -> Result<SocketAddr, String> {
        is_free(ip, 53)?;
        stage.unpack(&["nsd"])?;
        let head = format!(
            ". 60 IN SOA ns.example. host.example. 1 60 60 60 60\n. 60 IN NS ns.example.\nns.example. 60 IN A {ip}\n"
        );
        stage.write("dns/root.zone", &(head + &self.0));
        let folder = stage.at("dns").display().to_string();
        let conf = include_str!("conf/nsd.conf").replace("@FOLDER@", &folder).replace("@IP@", &ip.to_string());
        let conf = stage.write("dns/nsd.conf", &conf).display().to_string();
        let nsd = stage.root().join("usr/sbin/nsd");
        stage.start("nsd", &nsd, &["-d", "-c", &conf], &[]);
        let at = SocketAddr::from((ip, 53));
        crate::stage::await_listener(at).map_err(|error| format!("{error}: {}", stage.said("nsd")))?;
        Ok(at)
    }
}
