//! A copy of an export in which somebody changed something: nothing of it compares as the same.

use threadseal::engine::case::ThreadId;
use threadseal::engine::compliance::{Likeness, Verdict, align_threads};

use super::*;

const NOTICE: &str = "04/03/2024, 09:00 - Messages and calls are end-to-end encrypted. No one outside of this chat can read them.\n";

/// Minutes since the first of March, who, what.
type Said = (i64, &'static str, String);

fn words(seed: usize) -> String {
    const WORDS: [&str; 11] = [
        "boat", "late", "again", "quay", "noon", "papers", "crate", "gate", "invoice", "harbour",
        "door",
    ];
    (0..6)
        .map(|n| WORDS[(seed * 7 + n * n * 3 + seed / 11) % 11])
        .collect::<Vec<_>>()
        .join(" ")
}

fn all() -> Vec<Said> {
    (0..80usize)
        .map(|n| {
            let who = ["Ines Sample", "Zed Placeholder"][n % 2];
            let text = match n {
                21 => {
                    "IMG-20240304-WA0001.jpg (file attached)\nsigned, the price is ten".to_owned()
                }
                n => format!("message {n} {}", words(n)),
            };
            (5_000 + n as i64 * 37, who, text)
        })
        .collect()
}

fn text(said: &[Said]) -> String {
    let lines = said.iter().map(|(at, who, what)| {
        let (day, minute) = (at / 1440 + 1, at % 1440);
        format!(
            "{day:02}/03/2024, {:02}:{:02} - {who}: {what}\n",
            minute / 60,
            minute % 60
        )
    });
    format!("{NOTICE}{}", lines.collect::<String>())
}

fn export(name: &'static str, said: &[Said], picture: &[u8]) -> Export {
    android(name, &text(said)).with("IMG-20240304-WA0001.jpg", picture)
}

const PICTURE: &[u8] = b"\xff\xd8\xff\xe0one";

/// Rows that are not the same in both, and how often C009 was told.
fn compared(other: &[Said], picture: &[u8]) -> (Vec<(Likeness, Option<u32>, Option<u32>)>, usize) {
    let case = case_of(vec![
        export("WhatsApp Chat with Zed.zip", &all(), PICTURE),
        export("WhatsApp Chat with Zed (1).zip", other, picture),
    ]);
    let result = ask(&case, &asked());
    let rows = result.pairs[0].rows.iter();
    let rows = rows.map(|row| (row.likeness, row.a.map(|at| at.0), row.b.map(|at| at.0)));
    let n = told(&result, &["C009"]).len();
    (rows.collect(), n)
}

#[test]
fn every_kind_of_edit_is_a_row_and_a_finding() {
    assert_eq!(compared(&all(), PICTURE), (Vec::new(), 0));
    let edited = |edit: fn(&mut Vec<Said>)| {
        let mut said = all();
        edit(&mut said);
        compared(&said, PICTURE)
    };
    // The notice is record 0.
    let at = |likeness, n: u32| (vec![(likeness, Some(n + 1), Some(n + 1))], 1);
    let sender = edited(|said| said[20].1 = "Zed Placeholder");
    assert_eq!(sender, at(Likeness::OtherSender, 20));
    let stranger = edited(|said| said[20].1 = "Somebody Else");
    assert_eq!(stranger, at(Likeness::OtherSender, 20));
    let time = edited(|said| said[20].0 += 20);
    assert_eq!(time, at(Likeness::OtherTime, 20));
    let caption = edited(|said| said[21].2 = said[21].2.replace("ten", "NINETY"));
    assert_eq!(caption, at(Likeness::Differs, 21));
    let words = edited(|said| said[20].2 = "message 20 something else entirely".to_owned());
    assert_eq!(words, at(Likeness::Differs, 20));
    let digit = edited(|said| said[20].2 = said[20].2.replace("20", "28"));
    assert_eq!(digit, at(Likeness::Differs, 20));
    let moved = edited(|said| {
        let mut one = said.remove(40);
        one.0 = said[60].0 + 1;
        said.insert(61, one);
    });
    assert_eq!(moved, (vec![(Likeness::OtherTime, Some(41), Some(62))], 1));
    let short = edited(|said| said[20].2 = "no".to_owned());
    assert_eq!(short, at(Likeness::Differs, 20));
    assert_eq!(
        compared(&all(), b"\xff\xd8\xff\xe0two"),
        at(Likeness::OtherFile, 21)
    );
    assert_eq!(
        compared(&all(), b"\xff\xd8\xff\xe0a larger one"),
        at(Likeness::OtherFile, 21)
    );
}

/// A day that was moved by an hour is no other zone, a move of the clocks is one.
#[test]
fn a_shift_is_one_for_weeks() {
    let said: Vec<Said> = (0..120)
        .map(|n| {
            let who = ["Ines Sample", "Zed Placeholder"][n % 2];
            (
                n as i64 * 360 + 10,
                who,
                format!("message {n} {}", words(n)),
            )
        })
        .collect();
    let by = |from: usize, to: usize, minutes: i64| {
        let mut other = said.clone();
        other[from..to].iter_mut().for_each(|one| one.0 += minutes);
        let case = case_of(vec![
            android("WhatsApp Chat with Zed.zip", &text(&said)),
            android("WhatsApp Chat with Ines.zip", &text(&other)),
        ]);
        let aligned = align_threads(&case, ThreadId(0), ThreadId(1)).unwrap();
        let n_moved = aligned.count(Likeness::OtherTime);
        (aligned.shifts, n_moved)
    };
    assert_eq!(by(0, 120, 60), (vec![60], 0));
    assert_eq!(by(60, 120, 60), (vec![0, 60], 0));
    assert_eq!(by(40, 44, 60), (vec![0], 4));
    assert_eq!(by(40, 44, 20), (vec![0], 4));
}

/// Two texts of one length whose digests agree, as somebody who wants to can make them.
#[test]
fn a_digest_alone_ties_nothing() {
    let usual = "Please pay 10,000 to the usual account at our bank, as agreed last week.";
    let other = "Please pay 90,000 to the other account of mine, as agreed just now.";
    let mut said = all();
    said[20].2 = usual.to_owned();
    let mut forged = said.clone();
    forged[20].2 = other.to_owned();
    let case = case_of(vec![
        android("WhatsApp Chat with Zed.zip", &text(&said)),
        android("WhatsApp Chat with Zed (1).zip", &text(&forged)),
    ]);
    let aligned = align_threads(&case, ThreadId(0), ThreadId(1)).unwrap();
    assert_eq!(aligned.count(Likeness::Differs), 1);
}

#[test]
fn edited_messages_are_compared_in_full() {
    const MARK: &str = " <This message was edited>";
    let pair = |one: &str, other: &str| {
        let (mut a, mut b) = (all(), all());
        a[20].2 = one.to_owned();
        b[20].2 = other.to_owned();
        let case = case_of(vec![
            export("WhatsApp Chat with Zed.zip", &a, PICTURE),
            export("WhatsApp Chat with Zed (1).zip", &b, PICTURE),
        ]);
        let result = ask(&case, &asked());
        let why = result.findings.iter().find(|one| one.code.id() == "C009");
        let why = why.map(|one| {
            one.why
                .rsplit(", and ")
                .next()
                .unwrap_or_default()
                .to_owned()
        });
        let rows = result.pairs[0].rows.iter();
        (rows.map(|row| row.likeness.word()).collect::<Vec<_>>(), why)
    };
    let fee = |account: &str| format!("send the fee to account {account}{MARK}");
    let both = Some("both say that it was edited".to_owned());
    assert_eq!(pair(&fee("11112222"), &fee("11112222")), (vec![], None));
    assert_eq!(
        pair(&fee("11112222"), &fee("99998888")),
        (vec!["differs"], both.clone())
    );
    assert_eq!(
        pair(
            &format!("yes, buy ten{MARK}"),
            &format!("no, sell all{MARK}")
        ),
        (vec!["differs"], both)
    );
    let neither = Some("neither says that it was edited".to_owned());
    assert_eq!(
        pair("yes, buy ten", "no, sell all"),
        (vec!["differs"], neither)
    );
    assert_eq!(
        pair("yes, buy ten", &format!("no, sell all{MARK}")),
        (vec!["edited"], None)
    );
}

#[test]
fn the_statement_holds_it_against_the_export_that_lacks_it() {
    let mut fewer = all();
    fewer.remove(30);
    let case = case_of(vec![
        android(
            "WhatsApp Chat with Zed.zip",
            &text(&all()[..]).replace("IMG-20240304-WA0001.jpg (file attached)\n", ""),
        ),
        android(
            "WhatsApp Chat with Zed (1).zip",
            &text(&fewer).replace("IMG-20240304-WA0001.jpg (file attached)\n", ""),
        ),
    ]);
    let result = ask(&case, &asked());
    assert_eq!(told(&result, &["C009", "C021"]).len(), 1);
    let verdicts: Vec<Verdict> = result.statements.iter().map(|one| one.verdict).collect();
    assert_eq!(verdicts, [Verdict::Complete, Verdict::Incomplete]);
    // Both count the finding.
    for one in &result.statements {
        assert_eq!(
            one.findings.iter().map(|(_, n)| n).sum::<u32>(),
            1,
            "{one:?}"
        );
    }
}

#[test]
fn what_is_told_within_another_finding_stays_in_the_verdict() {
    let text = |last: &str| {
        let later: String = (8..28)
            .map(|day| format!("{day:02}/03/2024, 10:00 - Zed: later {day}\n"))
            .collect();
        format!(
            "{NOTICE}04/03/2024, 10:00 - Zed turned on disappearing messages. New messages will disappear from this chat 24 hours after they're sent, except when kept.\n04/03/2024, 11:00 - Zed: {last}\n{later}"
        )
    };
    let of = |last: &str| {
        let result = ask(
            &case_of(vec![android("WhatsApp Chat with Zed.zip", &text(last))]),
            &asked(),
        );
        let one = &result.statements[0];
        let reasons: Vec<&str> = one.reasons.iter().map(|reason| reason.code.id()).collect();
        (one.verdict, reasons, told(&result, &["I003", "O005"]).len())
    };
    let expected = (Verdict::Incomplete, vec!["I003"], 1);
    assert_eq!(of("see you at the quay"), expected);
    assert_eq!(of("please delete this chat"), expected);
}
