//! A report that is whole: of these exports, with the faults of the roster in it, every number leading to
//! as many messages, and names hidden where they shall be.

use threadseal::engine::compliance::{
    AskedWith, KeptError, MessagesOf, check_kept, files_to_keep, starting_policy,
};

use super::*;

const NOTICE: &str = "15/01/2024, 10:00 - Messages and calls are end-to-end encrypted. No one outside of this chat can read them.\n";
const HEAD: &str =
    "person_id,full_name,aliases,phones,side,authorised,valid_from,custodian,expected_threads\n";

fn with_roster(rows: &str) -> Asked {
    let mut asked = asked();
    asked.roster = roster_from_csv(&format!("{HEAD}{rows}")).unwrap().0;
    asked
}

fn files(result: &Result, policy: &str) -> Vec<(String, String)> {
    let report = report(result, &DecisionLog::default(), None);
    let asked = AskedWith {
        policy: policy.to_owned(),
        ..AskedWith::default()
    };
    files_to_keep(&report, &asked)
}

#[test]
fn a_report_of_other_exports_or_that_was_changed_is_refused() {
    let desk = starting_policy("desk").unwrap().text;
    let mut asked = asked();
    asked.policy = policy_from_json(desk).unwrap();
    let case = case_of(vec![android("WhatsApp Chat with Zed.zip", SMALL)]);
    let result = ask(&case, &asked);
    let exports = vec![case.sources[0].id.0.clone()];
    let check = |files: &[(String, String)], exports: &[String]| {
        let files: Vec<(String, &[u8])> = files
            .iter()
            .map(|(name, text)| (name.clone(), text.as_bytes()))
            .collect();
        check_kept(&files, exports)
    };
    let all = files(&result, desk);
    assert_eq!(check(&all, &exports), Ok(()));
    assert!(matches!(
        check(&all, &["00".repeat(32)]),
        Err(KeptError::OtherExports { .. })
    ));
    for (name, text) in &all {
        let mut changed = all.clone();
        for (of, one) in &mut changed {
            if of == name {
                *one = text.replacen('e', "x", 1);
            }
        }
        assert!(check(&changed, &exports).is_err(), "{name}");
    }
    let other = files(&result, &format!("{desk}\n"));
    assert!(matches!(
        check(&other, &exports),
        Err(KeptError::OtherPolicy { .. })
    ));
    let mut fewer = all.clone();
    fewer.retain(|(name, _)| name != "findings.csv");
    assert!(check(&fewer, &exports).is_err());
    let mut more = all.clone();
    more.push(("roster.vcf".to_owned(), "BEGIN:VCARD".to_owned()));
    assert!(
        check(&more, &exports).is_ok(),
        "cards are what it was asked with"
    );
}

#[test]
fn what_is_odd_in_the_roster_is_in_the_record() {
    let rows = "a,Ann Poe,,+442079460042,internal,yes,,,\nb,Bob Fay,,+442079460042,internal,yes,,,\nc,Cy Orr,,,internal,yes,2024-13-01,,\n";
    let asked = with_roster(rows);
    let lines = "15/01/2024, 10:10 - Ann Poe: hello\n15/01/2024, 10:11 - Cy Orr: hello\n";
    let case = case_of(vec![android(
        "WhatsApp Chat with Bob Fay.zip",
        &format!("{NOTICE}{lines}"),
    )]);
    let result = ask(&case, &asked);
    let report = report(&result, &asked.log, None);
    assert!(
        report
            .roster_problems
            .iter()
            .any(|one| one.contains("2024-13-01"))
    );
    assert!(
        report
            .not_checked
            .iter()
            .any(|one| one.starts_with("roster: ") && one.contains("2024-13-01"))
    );
    let page = &threadseal::engine::compliance::report_files(&report)[0].1;
    assert!(page.contains("What is odd in the roster") && page.contains("2024-13-01"));
    let shared = result
        .findings
        .iter()
        .find(|one| one.code.id() == "R003")
        .unwrap();
    assert_eq!(
        shared.why,
        "\"Ann Poe\" and \"Bob Fay\" have the number +442079460042 in the roster at one time: whoever writes from it cannot be told apart"
    );
    let (empty, problems) = roster_from_csv(HEAD).unwrap();
    assert_eq!(problems.len(), 1);
    assert_eq!(empty.problems, problems);
    let latin = String::from_utf8_lossy(
        b"person_id,full_name,side,authorised\na,Ann Po\xe9,internal,yes\n",
    )
    .into_owned();
    let error = roster_from_csv(&latin).unwrap_err().to_string();
    assert_eq!(error, "line 2 of the roster is not in UTF-8");
}

#[test]
fn one_export_stands_for_one_custodian() {
    let rows = "e1,Ines Sample,,,internal,yes,,yes,Desk Europe\ne2,Omar Muster,,,internal,yes,,yes,Desk Europe\n";
    let text = format!("{NOTICE}15/01/2024, 10:10 - Ines Sample: hello\n");
    let other = format!("{text}15/01/2024, 10:11 - Omar Muster: hello\n");
    let told_of = |texts: &[&str]| {
        let exports = texts
            .iter()
            .map(|text| android("WhatsApp Chat with Desk Europe.zip", text));
        told(
            &ask(&case_of(exports.collect()), &with_roster(rows)),
            &["C016"],
        )
    };
    let two = ["C016 high likely @", "C016 high likely @"];
    assert_eq!(told_of(&[&text]), two);
    // The same file twice is one.
    assert_eq!(told_of(&[&text, &text]), two);
    assert_eq!(told_of(&[&text, &other]), Vec::<String>::new());
}

#[test]
fn a_number_leads_to_as_many_messages() {
    let rows = "x,Ann Poe,,,internal,no,2025-01-01,,\n";
    let lines: String = (0..300)
        .map(|n| {
            format!(
                "{:02}/{:02}/2024, 10:{:02} - {}: hello {n}\n",
                n % 28 + 1,
                n / 28 + 1,
                n % 60,
                if n % 3 == 0 { "Ann Poe" } else { "A stranger" }
            )
        })
        .collect();
    let case = case_of(vec![android(
        "WhatsApp Chat with Ann Poe.zip",
        &format!("{NOTICE}{lines}"),
    )]);
    let result = ask(&case, &with_roster(rows));
    let report = report(&result, &DecisionLog::default(), None);
    let mut seen = Vec::new();
    for (number, finding) in (0..).zip(&result.findings) {
        let n = finding.trigger.iter().find(|(name, _)| name == "messages");
        let Some(n) = n.and_then(|(_, n)| n.parse::<u32>().ok()) else {
            continue;
        };
        if finding.code.id().starts_with('R') {
            let listed = result.messages(&MessagesOf::Finding { number }, None);
            assert_eq!(
                (listed.n, listed.first.len() as u32),
                (n, n),
                "{}",
                finding.why
            );
            assert_eq!(report.findings[number as usize].messages.len() as u32, n);
            seen.push(finding.code.id());
        }
    }
    seen.sort_unstable();
    assert_eq!(seen, ["R001", "R002", "R012"]);
}
