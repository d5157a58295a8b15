//! Which disclosure under its seals a package says it is, and what the verifier makes of it.

use std::rc::Rc;

use threadseal::engine::case::{Case, ThreadId};
use threadseal::engine::decision::{DecisionKind, DecisionLog, Disclosure};
use threadseal::engine::digest::sha256_hex;
use threadseal::engine::package::{Bodies, BuildJob, Proof};
use threadseal::engine::session::protocol::MediaChoice;
use threadseal::engine::verify::Verdict;

use super::proof::case;
use super::script::{agrees, told_of};
use super::{
    Made, Memory, build, build_proven, folder_of, options, run, seals, text, try_build, unpacked,
};
use crate::support::forge::Forged;
use crate::support::packages::{leaks, verified};

const INFO: &str = "bag-info.txt";
const CUSTODY: &str = "data/logs/custody.jsonl";

fn proven(case: &Rc<Case>, log: &DecisionLog) -> Vec<u8> {
    build_proven(case, log, MediaChoice::AsTheyAre, Bodies::Closed)
}

/// What the builder says of a package of these threads.
fn disclosure(case: &Rc<Case>, log: &DecisionLog, threads: &[u32]) -> Option<Disclosure> {
    let mut options = options(MediaChoice::Withheld);
    options.threads = threads.iter().copied().map(ThreadId).collect();
    options.proof = Some(Proof {
        seals: seals(case),
        bodies: Bodies::Closed,
    });
    let mut job = BuildJob::new(Rc::clone(case), log, options).unwrap();
    run(&mut job, &mut Memory::default()).unwrap();
    job.kept().disclosure
}

impl Made {
    /// A package left under the seals of these threads.
    fn left(&mut self, case: &Case, number: u32, threads: &[usize]) -> &mut Made {
        let all = seals(case);
        self.add(DecisionKind::Disclosed {
            package_sha256: sha256_hex(&number.to_be_bytes()),
            number,
            seals: threads.iter().map(|at| all[*at].root_hex()).collect(),
        })
    }
}

/// Every place where the number stands.
fn places(package: &[u8]) -> [String; 4] {
    let files = unpacked(package);
    let line = |path: &str, begins: &str| -> String {
        let text = text(&files, path);
        let found = text.lines().find(|line| line.contains(begins));
        found.unwrap_or_default().to_owned()
    };
    let export = line(CUSTODY, "\"action\":\"export\"");
    let export = export.split("\"object\"").next().unwrap().to_owned();
    [
        folder_of(package),
        line(INFO, "Disclosure-Number"),
        line("README.txt", "This is disclosure"),
        export,
    ]
}

#[test]
fn the_number_stands_in_four_places_and_follows_from_what_left() {
    let case = case();
    let mut made = Made::default();
    made.span(&case, (0, 1), "4711", &["SEC"]);
    let first = proven(&case, &made.log);
    expect_test::expect![[r#"
        threadseal-disclosure-20240301-100000-d1
        Disclosure-Number: 1
        This is disclosure 1 under this seal; the maker counts the packages that
        {"action":"export","actor":"threadseal 0.1.0","detail":{"attachments":"as-they-are","disclosure":1,"reviewers":"name"},
    "#]]
    .assert_eq(&format!("{}\n", places(&first).join("\n")));
    let draft = text(&unpacked(&first), "data/certificates/fre-902-14.txt");
    assert!(draft.contains("Package: threadseal-disclosure-20240301-100000-d1\n"));
    // Built and never saved: nothing is used up.
    made.add(DecisionKind::Built {
        package_sha256: sha256_hex(&first),
        recipient: String::new(),
        pseudonyms: Vec::new(),
    });
    assert_eq!(proven(&case, &made.log), first);
    made.left(&case, 1, &[0]);
    let second = proven(&case, &made.log);
    assert_eq!(places(&second)[1], "Disclosure-Number: 2");
    assert_eq!(proven(&case, &made.log), second, "same log, same bytes");
    // Whoever takes it back does not get the package back.
    let left = made.log.decisions().last().unwrap().id.clone();
    made.add(DecisionKind::Withdraw { withdraws: left });
    assert_eq!(proven(&case, &made.log), second);
    // Two people went on from one log.
    made.left(&case, 5, &[0]).left(&case, 5, &[0]);
    assert_eq!(places(&proven(&case, &made.log))[1], "Disclosure-Number: 6");
    for package in [&first, &second] {
        let report = leaks(package, &case, &made.log);
        assert!(report.leaks.is_empty(), "{:?}", report.leaks);
    }
}

#[test]
fn a_package_without_a_proof_has_no_number() {
    let case = case();
    let mut made = Made::default();
    made.left(&case, 3, &[0]);
    let package = build(&case, &made.log, MediaChoice::AsTheyAre);
    let [folder, info, readme, export] = places(&package);
    assert_eq!(folder, super::FOLDER);
    assert_eq!((info.as_str(), readme.as_str()), ("", ""));
    assert!(!export.contains("disclosure\":"), "{export}");
    assert_eq!(verified(&package).disclosure, None);
}

#[test]
fn under_several_seals_it_goes_on_from_the_highest_of_any() {
    let export = |name| super::Export {
        name,
        entries: vec![("_chat.txt", "31/12/2023, 09:00 - Ada: hi\n".as_bytes())],
    };
    let other = super::Export {
        name: "b.zip",
        entries: vec![("_chat.txt", "31/12/2023, 09:00 - Bo: no\n".as_bytes())],
    };
    let case = super::opened(&[export("a.zip"), other]);
    let mut made = Made::default();
    let roots: Vec<String> = seals(&case).iter().map(|seal| seal.root_hex()).collect();
    let number = |made: &Made, threads: &[u32]| {
        let one = disclosure(&case, &made.log, threads).unwrap();
        assert_eq!(one.seals.len(), threads.len());
        assert!(one.seals.iter().all(|root| roots.contains(root)));
        one.number
    };
    assert_eq!(number(&made, &[0, 1]), 1);
    made.left(&case, 1, &[0, 1]).left(&case, 2, &[0]);
    assert_eq!(number(&made, &[0]), 3);
    assert_eq!(number(&made, &[1]), 2);
    assert_eq!(number(&made, &[0, 1]), 3);
    let package = build_proven(&case, &made.log, MediaChoice::Withheld, Bodies::Closed);
    let readme = &places(&package)[2];
    assert!(
        readme.starts_with("This is disclosure 3 under these seals;"),
        "{readme}"
    );
    assert_eq!(verified(&package).disclosure, Some(3));
    let (code, said) = told_of(&package, &[]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("disclosure 3 under its seal"), "{said}");
}

/// The number depends on what left, not on what stands in the export or is withheld of it.
#[test]
fn a_new_seal_starts_anew_whatever_left_under_others() {
    let case = case();
    let mut made = Made::default();
    made.add(DecisionKind::Disclosed {
        package_sha256: "aa".repeat(32),
        number: 4,
        seals: vec!["bb".repeat(32)],
    });
    assert_eq!(disclosure(&case, &made.log, &[]).unwrap().number, 1);
    let numbers = |pin: &str| {
        let chat = format!("31/12/2023, 09:01 - Ada: the PIN is {pin}, ok?\n");
        let case = super::one("WhatsApp Chat with Bob.zip", &chat, &[]);
        let mut made = Made::default();
        made.span(&case, (0, 0), pin, &["SEC"]).left(&case, 1, &[0]);
        let mut options = options(MediaChoice::Withheld);
        options.proof = Some(Proof {
            seals: seals(&case),
            bodies: Bodies::Closed,
        });
        places(&try_build(&case, &made.log, options).unwrap())
    };
    assert_eq!(numbers("4711"), numbers("0000"));
}

/// Verifier and script call it invalid, and the verifier names the place.
fn refused(forged: Forged, place: &str, what: &str) {
    let package = forged.package();
    let report = verified(&package);
    assert_eq!(report.result, Verdict::NotValid, "{what}");
    assert_eq!(report.disclosure, None, "{what}");
    let named = report
        .checks
        .iter()
        .any(|check| check.place.as_deref() == Some(place) && check.text.contains(what));
    assert!(named, "{place}: {what}: {:#?}", report.checks);
    agrees(&package, 1);
}

#[test]
fn places_that_disagree_are_not_valid() {
    let case = case();
    let mut made = Made::default();
    made.left(&case, 1, &[0]);
    let package = Forged::of(&proven(&case, &made.log));
    let with = |path: &str, from: &str, to: &str| {
        let mut forged = package.clone();
        forged.replace(path, from, to);
        forged
    };
    let readme = "is not what the format says";
    let said = "This is disclosure 2 under this seal;";
    let three = said.replace('2', "3");
    refused(with("README.txt", said, &three), "README.txt", readme);
    refused(
        with("README.txt", said, "This is a disclosure under this seal;"),
        "README.txt",
        readme,
    );
    refused(
        with(CUSTODY, "\"disclosure\":2", "\"disclosure\":3"),
        CUSTODY,
        "another number of the disclosure",
    );
    refused(
        with(CUSTODY, "\"disclosure\":2,", ""),
        CUSTODY,
        "another number of the disclosure",
    );
    refused(
        with(CUSTODY, "\"disclosure\":2", "\"disclosure\":\"2\""),
        CUSTODY,
        "has a detail of another form",
    );
    let number = "Disclosure-Number: 2\n";
    refused(with(INFO, number, ""), INFO, "the top folder's name is not");
    refused(
        with(INFO, number, ""),
        CUSTODY,
        "another number of the disclosure",
    );
    refused(with(INFO, "Number: 2", "Number: 3"), "README.txt", readme);
    for plain in ["0", "02", "-2", "2 ", "1000000", "two", ""] {
        refused(
            with(INFO, "Number: 2", &format!("Number: {plain}")),
            INFO,
            "Disclosure-Number is no plain number from 1 to 999999",
        );
    }
    refused(
        with(INFO, number, &format!("{number}{number}")),
        INFO,
        "does not have exactly its lines",
    );
}

#[test]
fn a_number_of_zero_or_without_a_proof_is_not_valid_even_where_all_places_agree() {
    let case = case();
    let everywhere = |package: &[u8], from: &str, to: &str| {
        let mut forged = Forged::of(package);
        forged.folder = forged
            .folder
            .replace(&format!("-d{from}"), &format!("-d{to}"));
        for (path, before, after) in [
            (INFO, format!("-d{from}\n"), format!("-d{to}\n")),
            (INFO, format!("Number: {from}"), format!("Number: {to}")),
            (CUSTODY, format!("-d{from}\""), format!("-d{to}\"")),
            (
                CUSTODY,
                format!("disclosure\":{from}"),
                format!("disclosure\":{to}"),
            ),
            ("README.txt", format!("-d{from}"), format!("-d{to}")),
            (
                "README.txt",
                format!("disclosure {from} "),
                format!("disclosure {to} "),
            ),
        ] {
            forged.replace(path, &before, &after);
        }
        forged
    };
    let first = proven(&case, &Made::default().log);
    refused(everywhere(&first, "1", "0"), INFO, "no plain number");
    // Of any other number the package is as good as with its own: its maker counts.
    let other = everywhere(&first, "1", "9");
    let mut drafts = other.clone();
    for path in other.files.keys() {
        if path.starts_with("data/certificates/") {
            let text = drafts.text(path).replace("-d1\n", "-d9\n");
            drafts.put(path, &text);
        }
    }
    assert_eq!(verified(&drafts.package()).disclosure, Some(9));
    let mut bare = Forged::of(&build(&case, &Made::default().log, MediaChoice::AsTheyAre));
    let info = format!("{}Disclosure-Number: 1\n", bare.text(INFO));
    bare.put(INFO, &info);
    refused(bare, INFO, "stands in a package without a proof");
}

/// As earlier versions of the program wrote packages with a proof.
#[test]
fn a_proof_without_a_number_is_valid_and_the_report_says_so() {
    let case = case();
    let mut made = Made::default();
    made.span(&case, (0, 1), "4711", &["SEC"]);
    let mut old = Forged::of(&proven(&case, &made.log));
    old.folder = super::FOLDER.to_owned();
    let paths: Vec<String> = old.files.keys().cloned().collect();
    for path in paths {
        let is_text = path.ends_with(".txt") || path == CUSTODY;
        if !is_text || path.starts_with("manifest") || path.starts_with("tagmanifest") {
            continue;
        }
        let text = old.text(&path);
        let text = text
            .replace("20240301-100000-d1", "20240301-100000")
            .replace("Disclosure-Number: 1\n", "")
            .replace("\"disclosure\":1,", "")
            .replace(
                "This is disclosure 1 under this seal; the maker counts the packages that\n\
                 were saved under it, whoever they went to. A later one may show more.\n",
                "",
            );
        old.put(&path, &text);
    }
    let package = old.package();
    let report = verified(&package);
    assert_eq!(report.result, Verdict::Valid, "{:#?}", report.checks);
    assert_eq!(report.disclosure, None);
    let says = |words: &str| report.not_checked.iter().any(|text| text.contains(words));
    assert!(
        says("the package says no number"),
        "{:#?}",
        report.not_checked
    );
    let (code, said) = told_of(&package, &[]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("disclosure without a number"), "{said}");
    let new = verified(&proven(&case, &made.log));
    let says = |words: &str| new.not_checked.iter().any(|text| text.contains(words));
    assert!(says("the number is what its maker counted"));
    assert_eq!(new.disclosure, Some(1));
}
