//! A mood made flesh: its host, its domain, its people, and what else stands round them.

use super::{Dns, Host, MOODS, Mood, Scene, Truth, Words, World, Zone};
use std::net::IpAddr;

impl World {
    /// Adds one of the [`MOODS`] by name: `mx.NAME.example` with the domain `NAME.example` and its mailboxes `alive0` to
    /// `alive19` and `dead0` to `dead9`, unless a [`Scene`] says otherwise; `None` where there is none of this name.
    #[must_use]
    pub fn mood(self, name: &str) -> Option<Self> {
        let (name, words, moods) = MOODS.iter().find(|(row, ..)| *row == name)?;
        Some(self.row(name, *words, moods))
    }

    /// Adds so many domains of one address each, one in five of them dead, at one operator like Microsoft: every domain
    /// has a host name of its own for the same machine, refusals are the edge's 5.4.1, postmaster is refused, and no
    /// transaction may hold two of them.
    #[must_use]
    pub fn tenants(self, count: u32) -> Self {
        let moods = [
            Mood::OneDomain,
            Mood::NoPostmaster,
            Mood::Around(Scene::People(count - count / 5, count / 5)),
            Mood::Around(Scene::Tenants("-example.mail.protection.outlook.com")),
        ];
        self.row("tenants", Words::Microsoft, &moods)
    }

    fn row(self, name: &str, words: Words, moods: &[Mood]) -> Self {
        let scenes = || moods.iter().filter_map(Mood::around);
        let mx = format!("mx.{name}.example");
        let mut host = machine(&mx, words, moods);
        let mut zone = Zone::new(&format!("{name}.example")).mx(10, &mx);
        let mut world = self;
        for (local, truth) in people(moods) {
            zone = zone.mailbox(&local, truth);
        }
        for scene in scenes() {
            match scene {
                Scene::Utf8 => zone = zone.alive(&["grüße"]),
                Scene::At(ip) => zone = zone.dns(Dns::At(IpAddr::V4(ip))),
                Scene::LyingResolver => world = world.lying_resolver(),
                Scene::Backup(moods) => {
                    let second = format!("mx2.{name}.example");
                    world = world.host(machine(&second, words, moods));
                    zone = zone.mx(20, &second);
                }
                Scene::Split(moods) => {
                    let second = format!("mx.{name}-other.example");
                    world = world.host(machine(&second, words, moods));
                    zone = zone.mx(10, &second);
                }
                Scene::Tenants(suffix) => {
                    for (local, truth) in std::mem::take(&mut zone.mailboxes) {
                        let alias = format!("{local}-{name}{suffix}");
                        host = host.alias(&alias);
                        let tenant = Zone::new(&format!("{local}.{name}.example")).mx(10, &alias);
                        world = world.zone(tenant.mailbox(&local, truth));
                    }
                }
                Scene::People(..) | Scene::Others(_) => {}
            }
        }
        world.host(host).zone(zone)
    }
}

impl Mood {
    pub(super) fn around(&self) -> Option<Scene> {
        match self {
            Self::Around(scene) => Some(*scene),
            _ => None,
        }
    }
}

fn machine(name: &str, words: Words, moods: &[Mood]) -> Host {
    moods.iter().fold(Host::new(name).words(words), |host, mood| host.with(mood.clone()))
}

/// Who lives at the domain.
fn people(moods: &[Mood]) -> Vec<(String, Truth)> {
    let scenes = || moods.iter().filter_map(Mood::around);
    let size = scenes().find_map(|scene| match scene {
        Scene::People(alive, dead) => Some((alive, dead)),
        _ => None,
    });
    let (alive, dead) = size.unwrap_or(ORDINARY);
    let others = scenes().filter_map(|scene| match scene {
        Scene::Others(truth) => Some(truth),
        _ => None,
    });
    let mut people: Vec<_> = (0..alive).map(|n| (format!("alive{n}"), Truth::Alive)).collect();
    people.extend((0..dead).map(|n| (format!("dead{n}"), Truth::Dead)));
    people.extend(others.flat_map(|truth| (0..OTHERS).map(move |n| (format!("other{n}"), truth))));
    people
}

/// Alive and dead: enough for every counter of a mood to come into play.
const ORDINARY: (u32, u32) = (20, 10);

const OTHERS: u32 = 5;
