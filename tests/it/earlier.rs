//! Earlier packages beside a new one.

use std::rc::Rc;

use threadseal::engine::case::Case;
use threadseal::engine::decision::DecisionLog;
use threadseal::engine::earlier::{EarlierError, EarlierFound, EarlierJob};
use threadseal::engine::job::Step;
use threadseal::engine::session::protocol::MediaChoice;
use threadseal::sample::{SAMPLE_NAME, SAMPLE_ZIP};

use crate::package::build;
use crate::support::packages::{Decisions, case_of, message, span, value};

fn looked(earlier: &[u8], made: &[u8], case: &Case, log: &DecisionLog) -> EarlierFound {
    let (earlier, made) = (Rc::new(earlier.to_vec()), Rc::new(made.to_vec()));
    let mut job = EarlierJob::new("earlier.zip", earlier, made, case, log).unwrap();
    loop {
        if let Step::Done(found) = job.step().unwrap() {
            return found;
        }
    }
}

#[test]
fn what_stands_open_in_one_and_is_withheld_in_the_other_is_found_both_ways() {
    let case = case_of(&[(SAMPLE_NAME, SAMPLE_ZIP)]);
    let nothing = Decisions::default();
    let mut some = Decisions::default();
    some.add(message(&case, "That is worse"));
    some.add(span(&case, "4812"));
    let open = build(&case, &nothing.log, MediaChoice::Withheld);
    let withheld = build(&case, &some.log, MediaChoice::Withheld);

    let found = looked(&open, &withheld, &case, &some.log);
    assert!(found.n_open_there >= 2, "{found:?}");
    assert_eq!(found.n_open_now, 0);
    let records: Vec<_> = found
        .open_there
        .iter()
        .filter_map(|leak| leak.record)
        .collect();
    assert!(records.contains(&(1, 16)), "{records:?}");

    let found = looked(&withheld, &open, &case, &nothing.log);
    assert_eq!((found.n_open_there, found.n_open_now), (0, 2), "{found:?}");
    assert!(!found.is_clean());
}

#[test]
fn the_same_decisions_give_nothing_away() {
    let case = case_of(&[(SAMPLE_NAME, SAMPLE_ZIP)]);
    let mut some = Decisions::default();
    some.add(message(&case, "That is worse"));
    some.add(value("4812"));
    let made = build(&case, &some.log, MediaChoice::Withheld);
    let found = looked(&made, &made, &case, &some.log);
    assert!(found.is_clean(), "{found:?}");
}

#[test]
fn what_is_no_package_is_refused() {
    let case = case_of(&[(SAMPLE_NAME, SAMPLE_ZIP)]);
    let log = DecisionLog::default();
    let made = Rc::new(build(&case, &log, MediaChoice::Withheld));
    let other = Rc::new(SAMPLE_ZIP.to_vec());
    let refused = EarlierJob::new("a.zip", other, made, &case, &log)
        .err()
        .unwrap();
    assert!(matches!(refused, EarlierError::Compare(_)), "{refused:?}");
}
