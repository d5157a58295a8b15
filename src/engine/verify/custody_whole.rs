//! The custody log against the rest of the package, once everything was read.

use super::book::Book;
use super::checks::Id;
use super::custody::ROLE;
use super::facts::ChosenOrder;

/// Most letters of the first letters of somebody's names.
const MOST_INITIALS: usize = 12;

/// Checks the custody lines against the rest. `folder` is the top folder.
pub(super) fn check_custody(book: &mut Book, folder: &str) {
    book.at("data/logs/custody.jsonl");
    if book.facts.has_decided_rows != book.facts.custody_redacts {
        book.fail(
            Id::Custody,
            "its line about redactions and the redaction log do not fit together",
        );
    }
    let Some([actor, object, time, attachments, reviewers]) = book.facts.export.clone() else {
        return book.fail(Id::Custody, "does not end with the export of this package");
    };
    if book.facts.bag_value("Bag-Software-Agent") != Some(&actor) {
        book.fail(
            Id::Custody,
            "its export is by another program than bag-info.txt names",
        );
    }
    if book.facts.last_source > book.facts.threads.len() as u64 {
        book.fail(Id::Custody, "is about a source that no thread can be of");
    }
    if object.strip_suffix(".zip").unwrap_or(&object) != folder {
        book.fail(Id::Custody, "its export is that of another package");
    }
    if book.facts.bag_value("Threadseal-Created") != Some(&time) {
        book.fail(Id::Custody, "its export has another time than bag-info.txt");
    }
    if book.facts.bag_value("Threadseal-Attachments") != Some(&attachments) {
        book.fail(
            Id::Custody,
            "its export says something else of attachments than bag-info.txt",
        );
    }
    if book.facts.exported_as != book.facts.number().map(u64::from) {
        book.fail(
            Id::Custody,
            "its export says another number of the disclosure than bag-info.txt",
        );
    }
    let are_so: fn(&str) -> bool = match reviewers.as_str() {
        "role" => |by| by == ROLE,
        "initials" => |by| by == ROLE || are_initials(by),
        "name" => |_| true,
        _other => |_| false,
    };
    if !book.facts.deciders.iter().all(|by| are_so(by)) {
        book.fail(
            Id::Custody,
            "the people who decided are called otherwise than its export says",
        );
    }
    check_choices(book);
}

/// The messages of which somebody chose the order of dates must be there.
fn check_choices(book: &mut Book) {
    let facts = &book.facts;
    let is_there = |(thread, choices): (&u32, &Vec<ChosenOrder>)| {
        let records = facts.threads.get(thread).map(|of| of.records.as_ref());
        let Some(n_all) = records.map(|records| records.map_or(u64::MAX, |all| all.len() as u64))
        else {
            return false;
        };
        choices.iter().all(|choice| {
            let left = n_all.checked_sub(choice.first.saturating_sub(1));
            choice.first > 0 && left.is_some_and(|left| (1..=left).contains(&choice.n_records))
        })
    };
    if !facts.chosen_orders.iter().all(is_there) {
        book.fail(
            Id::Custody,
            "its lines about orders of dates are of messages that are not there",
        );
    }
}

fn are_initials(by: &str) -> bool {
    !by.is_empty() && by.chars().count() <= MOST_INITIALS && !by.contains(char::is_whitespace)
}
