//! The one place where the page reads the clock.

use crate::engine::time::Instant;

/// Now, by the clock of this device.
pub fn now() -> Instant {
    // Milliseconds fit in 53 bits for the next 280,000 years.
    Instant::from_unix_ms(js_sys::Date::now() as i64)
}
