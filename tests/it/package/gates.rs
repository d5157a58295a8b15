//! What the README says of how things stood when the package was built.

use std::rc::Rc;

use threadseal::engine::job::Step;
use threadseal::engine::package::{BuildJob, Suggestions};
use threadseal::engine::session::protocol::MediaChoice;
use threadseal::engine::verify::leak::LeakJob;
use threadseal::engine::verify::{Verdict, VerifyJob};

use super::{Made, Memory, build, one, options, run, text, unpacked};

const CHAT: &str = "03/04/2024, 21:05 - Ada Poe: one word\n\
03/04/2024, 21:06 - Ada Poe: two\n\
03/04/2024, 21:07 - Ada Poe: three\n";

fn is_valid(zip: &[u8]) -> bool {
    let mut job = VerifyJob::new(Rc::new(zip.to_vec()));
    loop {
        if let Step::Done(report) = job.step() {
            return report.result == Verdict::Valid;
        }
    }
}

#[test]
fn the_readme_says_how_things_stood() {
    let case = one("a.zip", CHAT, &[]);
    let mut made = Made::default();
    made.message(&case, (0, 0), &["TPD"])
        .span(&case, (0, 1), "two", &["TPD"])
        .value("suggestions", &["TPD"])
        .value("second person", &["TPD"]);
    let options = options(MediaChoice::Withheld);
    let job = BuildJob::new(Rc::clone(&case), &made.log, options).unwrap();
    let mut memory = Memory::default();
    run(&mut job.telling(Suggestions::AllDecided), &mut memory).unwrap();
    let decided = memory.0;
    let open = build(&case, &made.log, MediaChoice::Withheld);
    for (zip, said) in [
        (
            &decided,
            "Suggestions of what to withhold had been looked for by program, and each was\n\
             decided by a person.\n",
        ),
        (
            &open,
            "Suggestions of what to withhold had not been looked for by program, or not each\n\
             was decided by a person.\n",
        ),
    ] {
        let readme = text(&unpacked(zip), "README.txt");
        let wanted = format!(
            "\nHOW IT STOOD WHEN THIS WAS BUILT\n\n{said}\
             Records of which no word is shown: 2 of 3.\n\
             No second person had looked at it: that is only done to a finished package, and\n\
             stands in the log that its maker keeps.\n\
             It holds no proof of what it shows against a seal.\n\nWHAT WAS CHECKED"
        );
        assert!(readme.contains(&wanted), "{readme}");
        assert!(is_valid(zip));
        let mut job = LeakJob::new(Rc::new(zip.clone()), &case, &made.log);
        let report = loop {
            if let Step::Done(report) = job.step().unwrap() {
                break report;
            }
        };
        assert!(report.leaks.is_empty(), "{:#?}", report.leaks);
    }
}

#[test]
fn a_readme_that_counts_otherwise_is_not_valid() {
    let case = one("a.zip", CHAT, &[]);
    let zip = build(&case, &Made::default().log, MediaChoice::Withheld);
    assert!(is_valid(&zip));
    let honest = b"no word is shown: 0 of 3";
    let forged = b"no word is shown: 1 of 3";
    let at = memchr::memmem::find(&zip, honest).unwrap();
    let mut changed = zip;
    changed[at..at + forged.len()].copy_from_slice(forged);
    assert!(!is_valid(&changed));
}
