//! Numbers: a telephone number in all its spellings, an identifier in pieces, files without a byte.

use std::io::Write;
use std::rc::Rc;

use threadseal::engine::case::Case;
use threadseal::engine::decision::{DecisionKind, Keep, PixelBox};
use threadseal::engine::session::protocol::MediaChoice;

use super::nothing;
use crate::support::packages::{Decisions, built, case_of, leaks, span, told, value, verified};
use crate::support::zips;

fn case(bodies: &[&str]) -> Rc<Case> {
    let lines = bodies.iter().enumerate();
    let chat: String = lines
        .map(|(n, body)| format!("31/12/2023, 10:{n:02} - Bo: {body}\n"))
        .collect();
    let zip = zips::stored(&[("_chat.txt", chat.as_bytes())]);
    case_of(&[("WhatsApp Chat - A.zip", &zip)])
}

fn keeping(find: &str, keep: Keep) -> DecisionKind {
    let mut kind = value(find);
    if let DecisionKind::Value { keep: kept, .. } = &mut kind {
        *kept = keep;
    }
    kind
}

#[test]
fn a_telephone_number_is_withheld_in_every_spelling() {
    let case = case(&[
        "+447700900123 and +44-7700-900123 and +44 (0)7700 900123",
        "0044 7700 900123 or 07700900123 or 7700900123 or +44 7700 900 123",
        "https://wa.me/447700900123",
        "another one: +44 7700 900456, order 5512",
    ]);
    let mut decisions = Decisions::default();
    decisions.add(value("+44 7700 900123"));
    let package = built(&case, &decisions.log, MediaChoice::Withheld, &[]);
    assert_eq!(told(&verified(&package)), "");
    let mark = "█[CON]█";
    for shown in [
        format!("{mark} and {mark} and {mark}"),
        format!("{mark} or {mark} or {mark} or {mark}"),
        format!("https://wa.me/{mark}"),
        "+44 7700 900456, order 5512".to_owned(),
    ] {
        let found = memchr::memmem::find(&package, shown.as_bytes());
        assert!(found.is_some(), "{shown}");
    }
    nothing(&leaks(&package, &case, &decisions.log));
}

#[track_caller]
fn in_pieces(bodies: &[&str], kind: DecisionKind) -> (usize, usize) {
    let case = case(bodies);
    let mut decisions = Decisions::default();
    decisions.add(kind);
    let package = built(&case, &decisions.log, MediaChoice::Withheld, &[]);
    let report = leaks(&package, &case, &decisions.log);
    let count = |rows: &[threadseal::engine::verify::leak::Leak]| {
        rows.iter()
            .filter(|row| row.form.starts_with("L-36: "))
            .count()
    };
    (count(&report.leaks), count(&report.visible))
}

#[test]
fn an_identifier_in_pieces_is_listed_and_blocks_when_it_is_whole() {
    let card = "card 4999 1234 5678 9019";
    let kept = || keeping("4999 1234 5678 9019", Keep::Last(4));
    assert_eq!(in_pieces(&[card], kept()), (0, 0));
    assert_eq!(in_pieces(&[card, "it begins 4999"], kept()), (0, 0));
    assert_eq!(in_pieces(&[card, "it begins 4999 123456"], kept()), (0, 1));
    let whole = [card, "it begins 4999 123456", "or ends 789019"];
    assert_eq!(in_pieces(&whole, kept()), (1, 0));
    assert_eq!(
        in_pieces(&[card, "in 2024, at 12:34, 5 of 67"], kept()),
        (0, 0)
    );
    // All but four of a short one.
    let short = ["pin 482910", "starts 4829"];
    assert_eq!(in_pieces(&short, value("482910")), (0, 1));
}

#[test]
fn a_span_counts_as_a_value_does() {
    let bodies = ["account 31926819 ok", "begins 31926", "ends 6819"];
    let one = case(&bodies);
    let kind = span(&one, "31926819");
    assert_eq!(in_pieces(&bodies, kind), (1, 0));
}

#[test]
fn files_without_a_byte_forbid_no_digest() {
    let chat = "31/12/2023, 10:00 - Bo: notes.txt.gz (file attached)\n";
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(b"").unwrap();
    let empty = gzip.finish().unwrap();
    let zip = zips::stored(&[
        ("_chat.txt", chat.as_bytes()),
        ("notes.txt.gz", &empty),
        ("nothing.png", b""),
    ]);
    let case = case_of(&[("WhatsApp Chat - A.zip", &zip)]);
    let package = built(
        &case,
        &Decisions::default().log,
        MediaChoice::AsTheyAre,
        &[],
    );
    let source = &case.sources[0];
    let mut decisions = Decisions::default();
    decisions.add(DecisionKind::Region {
        source: source.id.clone(),
        entry: source.archive.find("nothing.png").unwrap().0,
        boxes: vec![PixelBox {
            x: 1,
            y: 1,
            width: 5,
            height: 5,
        }],
        codes: vec!["TPD".to_owned()],
        note: None,
    });
    assert_eq!(leaks(&package, &case, &decisions.log).leaks, []);
}
