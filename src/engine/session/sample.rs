//! The built-in sample as a file that a person could have chosen.

use std::rc::Rc;

use crate::engine::archive::Given;
use crate::sample::{SAMPLE_NAME, SAMPLE_ZIP};

pub(in crate::engine) fn sample() -> Given {
    Given {
        name: SAMPLE_NAME.to_owned(),
        source: Rc::new(SAMPLE_ZIP),
    }
}
