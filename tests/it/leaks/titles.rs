//! Short messages that are withheld and say what a title or the name of a file says: whoever types that
//! must not block every package.

use std::rc::Rc;

use threadseal::engine::case::Case;
use threadseal::engine::decision::{DecisionKind, DecisionLog};
use threadseal::engine::session::protocol::MediaChoice;
use threadseal::engine::verify::leak::LeakReport;

use super::participant;
use crate::package::one;
use crate::support::packages::{Decisions, built, leaks, message, value};

fn report(case: &Rc<Case>, made_by: &DecisionLog, log: &DecisionLog) -> LeakReport {
    leaks(&built(case, made_by, MediaChoice::Withheld, &[]), case, log)
}

fn own(case: &Rc<Case>, kinds: Vec<DecisionKind>) -> LeakReport {
    let mut decisions = Decisions::default();
    for kind in kinds {
        decisions.add(kind);
    }
    report(case, &decisions.log, &decisions.log)
}

/// A chat that is called `title`, in which Bo says `words`.
fn case(title: &str, words: &str) -> Rc<Case> {
    let chat = format!(
        "31/12/2023, 10:00 - Zed Okafor: Hello\n\
         31/12/2023, 10:01 - Bo: {words}\n\
         31/12/2023, 10:02 - Bo: scan.pdf (file attached)\n"
    );
    let name = format!("WhatsApp Chat with {title}.zip");
    one(&name, &chat, &[("scan.pdf", b"%PDF")])
}

#[test]
fn a_message_that_is_the_title_is_listed() {
    for words in ["Zed", "Zed Quill", "Kestrel Merger", "scan.pdf"] {
        let title = if words == "scan.pdf" { "Ann" } else { words };
        let case = case(title, words);
        let hide = || message(&case, &format!("Bo: {words}"));
        let found = own(&case, vec![hide()]);
        assert_eq!(found.leaks, [], "{words}");
        assert!(!found.visible.is_empty(), "{words}");
        // In its own place it is a leak all the same.
        let mut decisions = Decisions::default();
        decisions.add(hide());
        let open = report(&case, &DecisionLog::default(), &decisions.log);
        assert!(!open.leaks.is_empty(), "{words}");
    }
}

#[test]
fn a_typed_mark_is_no_hit() {
    for words in ["█[TPD]█", "TPD", "Person", "█[TPD]█ Person"] {
        let case = case("Zed Okafor", words);
        let hide = message(&case, &format!("Bo: {words}"));
        let found = own(&case, vec![hide, participant(&case, "Hello", "")]);
        assert_eq!(found.leaks, [], "{words}");
    }
}

#[test]
fn a_short_message_elsewhere_still_blocks() {
    let case = case("Ann", "Kestrel");
    let mut hide = message(&case, "Kestrel");
    if let DecisionKind::Message { note, .. } = &mut hide {
        *note = Some("about Kestrel".to_owned());
    }
    assert!(!own(&case, vec![hide]).leaks.is_empty());
}

#[test]
fn a_term_in_a_title_still_blocks() {
    let case = case("Kestrel", "Kestrel");
    let hide = || message(&case, "Bo: Kestrel");
    let mut both = Decisions::default();
    both.add(hide());
    both.add(value("Kestrel"));
    assert_eq!(report(&case, &both.log, &both.log).leaks, []);
    let mut one = Decisions::default();
    one.add(hide());
    assert!(!report(&case, &one.log, &both.log).leaks.is_empty());
}
