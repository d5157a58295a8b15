//! What the network witness found, in packages that say so, verify and leak nothing.

use threadseal::engine::decision::DecisionKind;
use threadseal::engine::session::protocol::MediaChoice;

use super::{Made, build, one, text, unpacked};
use crate::support::packages::{leaks, told, verified};

const CHAT: &str = "03/04/2024, 21:05 - Ada Poe: one\n\
                    04/05/2024, 21:06 - Bob Fay: my PIN is 7391, call WebRTC\n";

impl Made {
    fn witness(&mut self, build: Option<&str>, n_blocked: u32, open: &[&str]) -> &mut Made {
        self.add(DecisionKind::Witnessed {
            build: build.map(str::to_owned),
            n_tried: 26,
            n_blocked,
            open: open.iter().map(|way| (*way).to_owned()).collect(),
        })
    }
}

#[test]
fn the_last_result_stands_in_the_custody_and_only_our_words() {
    let case = one("a.zip", CHAT, &[]);
    let mut made = Made::default();
    let build_digest = "ab".repeat(32);
    made.witness(None, 25, &["fetch"])
        .witness(Some(&build_digest), 26, &["webrtc", "7391"])
        .value("7391", &["SEC"]);
    let zip = build(&case, &made.log, MediaChoice::Withheld);
    assert_eq!(zip, build(&case, &made.log, MediaChoice::Withheld));
    let custody = text(&unpacked(&zip), "data/logs/custody.jsonl");
    let expected = format!(
        "\"action\":\"witness\",\"actor\":\"A. Reviewer\",\"detail\":{{\"build\":\"{build_digest}\",\
         \"n_blocked\":26,\"n_tried\":26,\"open\":[\"webrtc\"]}},\"object\":\"network\""
    );
    assert!(custody.contains(&expected), "{custody}");
    assert_eq!(custody.matches("\"witness\"").count(), 1, "{custody}");
    let report = verified(&zip);
    assert_eq!(told(&report), "");
    let report = leaks(&zip, &case, &made.log);
    assert!(report.leaks.is_empty(), "{:#?}", report.leaks);
}

#[test]
fn without_it_nothing_is_said() {
    let case = one("a.zip", CHAT, &[]);
    let mut made = Made::default();
    made.value("7391", &["SEC"]);
    let zip = build(&case, &made.log, MediaChoice::Withheld);
    let custody = text(&unpacked(&zip), "data/logs/custody.jsonl");
    assert!(!custody.contains("witness"), "{custody}");
}
