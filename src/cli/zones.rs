//! What the clocks of zones did, out of the zone data that is part of this program. The machine's
//! own is not asked: the same input shows the same on every machine.

use std::ops::Range;

use jiff::Timestamp;
use jiff::tz::{TimeZone, TimeZoneDatabase};

use crate::engine::package::ZoneClock;
use crate::engine::zones::{Change, changes};

/// As [`crate::engine::zones::Lookup`] says.
pub(super) fn clock_changes(zone: &str, between: Range<i64>) -> Option<Vec<Change>> {
    let zone = TimeZoneDatabase::bundled().get(zone).ok()?;
    changes(between, &mut |at| offset(&zone, at))
}

/// By how much the zone's clock is ahead of UTC. Units: seconds.
fn offset(zone: &TimeZone, at: i64) -> Option<i32> {
    Some(zone.to_offset(Timestamp::from_second(at).ok()?).seconds())
}

/// As [`crate::engine::compliance::ZoneAhead`] says.
pub(super) fn ahead(zone: &str, at: i64) -> Option<i32> {
    offset(&TimeZoneDatabase::bundled().get(zone).ok()?, at)
}

/// A zone's clock as far as any export can ask for it.
pub(super) fn clock_of(name: &str) -> Option<ZoneClock> {
    let zone = TimeZoneDatabase::bundled().get(name).ok()?;
    ZoneClock::of(name, &mut |at| offset(&zone, at))
}
