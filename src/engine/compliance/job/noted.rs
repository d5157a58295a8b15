//! What can be said before anything was looked at: what roster, policy and exports do not tell.

use std::collections::BTreeMap;

use super::ComplianceJob;
use crate::engine::compliance::counting::n_of;
use crate::engine::compliance::events::EventKind;
use crate::engine::compliance::ground::Ground;
use crate::engine::compliance::quoting::quoted;

impl ComplianceJob {
    /// What can be said from the start.
    pub(super) fn note(&mut self) {
        let problems = self.ground.roster.problems.iter();
        self.not_checked
            .extend(problems.map(|problem| format!("roster: {problem}")));
        self.not_checked.extend(no_person(&self.ground));
        for zone in &self.ground.zones.unknown {
            self.not_checked.push(format!(
                "the policy names the zone {}, which nobody here knows: hours are read as shown",
                quoted(zone)
            ));
        }
        self.not_checked.extend(no_hours(&self.ground));
        if self.ground.policy.zone.is_none() && !self.ground.policy.hours.is_empty() {
            self.not_checked.push(
                "the policy names no zone: hours are read as shown on the exporter's phone"
                    .to_owned(),
            );
        }
        for (number, source) in self.ground.case.sources.iter().enumerate() {
            if self.ground.stated_zone(number).is_none() && self.ground.policy.zone.is_some() {
                self.not_checked.push(format!(
                    "nobody stated the zone of {}: its hours are read as shown on the exporter's phone",
                    quoted(source.archive.name())
                ));
            }
        }
        for thread in &self.ground.threads {
            let n_other = thread
                .events
                .iter()
                .filter(|event| event.kind == EventKind::Other)
                .count();
            if n_other > 0 {
                self.not_checked.push(format!(
                    "{n_other} lines about {} are in words that are not in the table: who came or went by them is not known",
                    quoted(&thread.title)
                ));
            }
        }
    }
}

/// Hours of people for which the policy has no table.
fn no_hours(ground: &Ground) -> Vec<String> {
    let mut names: BTreeMap<&str, usize> = BTreeMap::new();
    for person in &ground.roster.people {
        if !person.hours.is_empty() && ground.policy.hours_of(&person.hours).is_none() {
            *names.entry(&person.hours).or_default() += 1;
        }
    }
    let told = names.into_iter().map(|(name, n)| {
        format!(
            "the roster gives {} the hours {}, and the policy has no table of that name: what the rules say \
             of hours holds for them",
            n_of(n as i64, "person", "people"),
            quoted(name)
        )
    });
    told.collect()
}

/// Zones of the policy for people whom the roster does not have.
fn no_person(ground: &Ground) -> Vec<String> {
    let zones = ground.policy.person_zones.iter();
    let strangers = zones.filter(|(id, _)| ground.roster.person(id).is_none());
    let told = strangers.map(|(id, zone)| {
        format!(
            "the policy gives the zone {} to {}, and the roster has no such person: it is used for nobody",
            quoted(zone),
            quoted(id)
        )
    });
    told.collect()
}
