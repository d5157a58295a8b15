//! Clocks of zones, where both are known: that of the phone that made an export, as somebody stated
//! it, and that of the person, as the policy says. Else times are read as they stand.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::day::Day;
use super::ground::{Ground, ThreadGround};
use crate::engine::decision::DecisionLog;
use crate::engine::orders::zone_of;
use crate::engine::thread::ParticipantId;

/// How far a zone's clock is ahead of UTC at an instant; `None` when no such zone is known. Units:
/// seconds; the instant in seconds since 1970.
pub type ZoneAhead = Rc<dyn Fn(&str, i64) -> Option<i32>>;

/// Shifts by source, zone and day.
#[derive(Default)]
pub(super) struct ZoneShifts {
    /// By number of source: the zone that was stated.
    stated: Vec<Option<String>>,
    /// By number of source and zone of a person: by day, how much later it is there. Units: seconds.
    shifts: BTreeMap<(usize, String), BTreeMap<Day, i64>>,
    /// By number of source: days near a change of its clock.
    changes: Vec<Vec<Day>>,
    /// Zones that nobody knows.
    pub(super) unknown: Vec<String>,
}

impl Ground {
    /// The zone of a person under the policy.
    fn zone_of(&self, thread: &ThreadGround, voice: ParticipantId) -> Option<&str> {
        let person = thread.voice(voice).and_then(|voice| voice.overall.person());
        let person = person.and_then(|place| self.person(place));
        let own = person.and_then(|person| {
            let zones = self.policy.person_zones.iter();
            zones
                .clone()
                .find(|(id, _)| *id == person.id)
                .map(|(_, zone)| zone.as_str())
        });
        own.or(self.policy.zone.as_deref())
    }

    /// Whether the clock on which a stamp was shown and that of the person are both known.
    pub(super) fn zone_is_known(&self, thread: &ThreadGround, voice: ParticipantId) -> bool {
        let Some(zone) = self.zone_of(thread, voice) else {
            return false;
        };
        self.zones
            .shifts
            .contains_key(&(thread.source, zone.to_owned()))
    }

    /// How much later it was for the person than the stamp says. Units: seconds.
    pub(super) fn shift(&self, thread: &ThreadGround, voice: ParticipantId, time: i64) -> i64 {
        let Some(zone) = self.zone_of(thread, voice) else {
            return 0;
        };
        let shifts = self.zones.shifts.get(&(thread.source, zone.to_owned()));
        shifts
            .and_then(|days| days.get(&Day::of_seconds(time)))
            .copied()
            .unwrap_or(0)
    }

    /// Whether the clock of the stated zone was changed within a day.
    pub(super) fn clock_changes_near(&self, thread: &ThreadGround, time: i64) -> bool {
        let day = Day::of_seconds(time);
        let changes = self
            .zones
            .changes
            .get(thread.source)
            .map_or(&[][..], Vec::as_slice);
        changes.iter().any(|change| (change.0 - day.0).abs() <= 1)
    }

    /// Works out the shifts for all that is open.
    pub(super) fn find_shifts(&mut self, log: &DecisionLog, ahead: &ZoneAhead) {
        let mut shifts = ZoneShifts::default();
        let zones: Vec<String> = self
            .policy
            .zone
            .iter()
            .cloned()
            .chain(self.policy.person_zones.iter().map(|one| one.1.clone()))
            .collect();
        for zone in &zones {
            if ahead(zone, 0).is_none() && offset(zone).is_none() && !shifts.unknown.contains(zone)
            {
                shifts.unknown.push(zone.clone());
            }
        }
        for (number, source) in self.case.sources.iter().enumerate() {
            let stated = zone_of(log, &source.id).map(|claim| claim.zone);
            let threads = self.threads.iter().filter(|thread| thread.source == number);
            let days: Vec<Day> = {
                let mut days: Vec<Day> = threads
                    .flat_map(|thread| thread.days.iter().map(|one| one.day))
                    .collect();
                days.sort_unstable();
                days.dedup();
                days
            };
            shifts.changes.push(
                stated
                    .as_ref()
                    .map_or_else(Vec::new, |zone| changes(zone, &days, ahead)),
            );
            if let Some(stated) = &stated {
                for zone in &zones {
                    if let Some(of_days) = between(stated, zone, &days, ahead) {
                        shifts.shifts.insert((number, zone.clone()), of_days);
                    }
                }
            }
            shifts.stated.push(stated);
        }
        self.zones = shifts;
    }

    /// The zone that was stated for a source.
    pub(super) fn stated_zone(&self, source: usize) -> Option<&str> {
        self.zones.stated.get(source)?.as_deref()
    }
}

/// `+05:30` in seconds.
fn offset(zone: &str) -> Option<i32> {
    let (sign, rest) = match zone.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _name => return None,
    };
    let (hours, minutes) = rest.split_once(':')?;
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    Some(sign * (hours * 3600 + minutes * 60))
}

fn ahead_at(zone: &str, at: i64, ahead: &ZoneAhead) -> Option<i32> {
    offset(zone).or_else(|| ahead(zone, at))
}

fn between(from: &str, to: &str, days: &[Day], ahead: &ZoneAhead) -> Option<BTreeMap<Day, i64>> {
    let mut found = BTreeMap::new();
    for day in days {
        // Noon of that day stands for all of it: clocks are changed at night.
        let noon = i64::from(day.0) * 86_400 + 43_200;
        let here = i64::from(ahead_at(from, noon, ahead)?);
        let there = i64::from(ahead_at(to, noon - here, ahead)?);
        found.insert(*day, there - here);
    }
    Some(found)
}

fn changes(zone: &str, days: &[Day], ahead: &ZoneAhead) -> Vec<Day> {
    let is_change = |day: &&Day| {
        let at = i64::from(day.0) * 86_400;
        ahead_at(zone, at, ahead) != ahead_at(zone, at + 86_400, ahead)
    };
    days.iter().filter(is_change).copied().collect()
}
