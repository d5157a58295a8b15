//! The clock of a zone, as the browser knows it: it formats instants in any zone that it has data of.

use js_sys::{Array, Date, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// Formats instants in one zone.
pub(super) struct ZoneClock {
    format: Function,
}

impl ZoneClock {
    /// `None` when the browser knows no such zone.
    pub(super) fn of(zone: &str) -> Option<ZoneClock> {
        let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let constructor = Reflect::get(&intl, &"DateTimeFormat".into()).ok()?;
        let options = options(zone).ok()?;
        // The plain constructor would end the program where the browser throws.
        let formatter = Reflect::construct(
            constructor.dyn_ref::<Function>()?,
            &Array::of2(&"en-US-u-ca-gregory-nu-latn".into(), &options),
        );
        let format = Reflect::get(&formatter.ok()?, &"format".into()).ok()?;
        Some(ZoneClock {
            format: format.dyn_into().ok()?,
        })
    }

    /// How far the clock is ahead of UTC at an instant. Units: seconds.
    pub(super) fn ahead_at(&self, at: i64) -> Option<i32> {
        let instant = JsValue::from(Date::new(&JsValue::from_f64(at as f64 * 1000.0)));
        let text = self.format.call1(&JsValue::UNDEFINED, &instant).ok()?;
        let civil = civil_seconds(&text.as_string()?)?;
        i32::try_from(civil - at).ok()
    }
}

fn options(zone: &str) -> Result<Object, JsValue> {
    let options = Object::new();
    let number = ["year", "month", "day", "hour", "minute", "second"];
    for name in number {
        Reflect::set(&options, &name.into(), &"numeric".into())?;
    }
    Reflect::set(&options, &"hourCycle".into(), &"h23".into())?;
    Reflect::set(&options, &"timeZone".into(), &zone.into())?;
    Ok(options)
}

/// `12/31/2023, 21:05:07`, in the order of the language that was asked for. Units: seconds on the
/// civil line.
fn civil_seconds(text: &str) -> Option<i64> {
    let numbers = text
        .split(|found: char| !found.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .map(|part| part.parse::<i32>().ok())
        .collect::<Option<Vec<i32>>>()?;
    let [month, day, year, hour, minute, second] = numbers[..] else {
        return None;
    };
    let at = Date::utc(f64::from(year), f64::from(month - 1));
    let days = i64::from(day - 1);
    let clock = i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second);
    Some(at as i64 / 1000 + days * 86_400 + clock)
}
