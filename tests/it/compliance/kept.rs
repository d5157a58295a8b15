//! The report as files, and in the custodian's package.

use std::fs;

use crate::support::forge::Forged;
use crate::support::threadseal;

const ROSTER: &str = "person_id,full_name,side,authorised,hold\n\
e001,Ines Sample,internal,yes,case 7\n";

#[test]
fn the_report_travels_in_the_sealed_package() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let text = super::android("WhatsApp Chat with Zed.zip", super::SMALL);
    fs::write(path("export.zip"), export(&text)).unwrap();
    fs::write(path("roster.csv"), ROSTER).unwrap();
    fs::write(path("log.json"), super::DecisionLog::default().to_file()).unwrap();
    let report = |out: &str| {
        threadseal([
            "compliance".to_owned(),
            path("export.zip"),
            "--policy".to_owned(),
            "desk".to_owned(),
            "--roster".to_owned(),
            path("roster.csv"),
            "--today".to_owned(),
            "2026-01-01".to_owned(),
            "--out".to_owned(),
            path(out),
        ])
    };
    for out in ["report", "again"] {
        let ran = report(out);
        assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
    }
    let build = |more: &[String]| {
        let mut args = vec![
            "build".to_owned(),
            path("export.zip"),
            "--decisions".to_owned(),
            path("log.json"),
            "--created".to_owned(),
            "2024-03-01T10:00:00Z".to_owned(),
            "--secret".to_owned(),
            "07".repeat(32),
            "--out".to_owned(),
            path("out.zip"),
        ];
        args.extend_from_slice(more);
        threadseal(args)
    };
    for (sealed, report) in [("one.zip", "report"), ("two.zip", "again")] {
        let ran = build(&[
            "--sealed-out".to_owned(),
            path(sealed),
            "--compliance".to_owned(),
            path(report),
        ]);
        assert_eq!(ran.code, 0, "{}", ran.err);
    }
    // The same question gives the same bytes.
    assert_eq!(
        fs::read(path("one.zip")).unwrap(),
        fs::read(path("two.zip")).unwrap()
    );
    let bag = Forged::of(&fs::read(path("one.zip")).unwrap());
    let names = bag
        .files
        .keys()
        .filter_map(|name| name.strip_prefix("data/compliance/"));
    let names: Vec<&str> = names.collect();
    assert_eq!(
        names,
        [
            "completeness.csv",
            "compliance.html",
            "compliance.json",
            "findings.csv",
            "labels.json",
            "ledger.csv",
            "lexicon.csv",
            "members.csv",
            "people.csv",
            "policy.json",
            "roster.csv",
            "sample.csv",
            "summary.csv",
        ]
    );
    let labels: serde_json::Value =
        serde_json::from_str(&bag.text("data/compliance/labels.json")).unwrap();
    assert_eq!(labels["retention"][0]["years"], 5);
    assert_eq!(labels["holds"][0]["hold"], "case 7");
    assert_eq!(bag.text("data/compliance/roster.csv"), ROSTER);
    // The same numbers in every form.
    let report: serde_json::Value =
        serde_json::from_str(&bag.text("data/compliance/compliance.json")).unwrap();
    let n = report["findings"].as_array().unwrap().len();
    assert!(n > 0);
    assert_eq!(
        bag.text("data/compliance/findings.csv").lines().count(),
        n + 1
    );
    let page = bag.text("data/compliance/compliance.html");
    assert_eq!(page.matches("<tr id=\"f").count(), n);
    // It opens as before, and nothing of it leaves with a disclosure.
    let ran = threadseal(["inspect".to_owned(), path("one.zip")]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let out = Forged::of(&fs::read(path("out.zip")).unwrap());
    assert!(out.files.keys().all(|name| !name.contains("compliance")));
    // A folder without a report is named.
    let ran = build(&[
        "--sealed-out".to_owned(),
        path("three.zip"),
        "--compliance".to_owned(),
        path("nothing"),
    ]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("no report of"), "{}", ran.err);
}

fn export(of: &super::Export) -> Vec<u8> {
    let files: Vec<(&str, &[u8])> = of
        .files
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
        .collect();
    super::ordinary(&files)
}
