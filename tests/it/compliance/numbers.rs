//! The numbers of the report, and the findings and messages that each of them leads to: as many.

use threadseal::engine::archive::Archive;
use threadseal::engine::compliance::{Code, Marked, MessagesOf, ReviewState, Severity, Together};
use threadseal::engine::digest::sha256_hex;
use threadseal::engine::examine::Examiner;
use threadseal::engine::examine::comply::protocol::{
    Asked as Question, ComplyEvent, ComplyRequest, FindingQuery, Messages, Overview,
};
use threadseal::engine::examine::protocol::{Event, Request};
use threadseal::engine::session::Work;
use threadseal::engine::session::protocol::Tag;

use super::*;

const TEXT: &str = "15/01/2024, 10:00 - Messages and calls are end-to-end encrypted. No one outside of this chat can read them.\n\
15/01/2024, 10:30 - Ines Sample: can we move this to Signal?\n\
15/01/2024, 10:31 - Ines Sample: the secret is out\n\
15/01/2024, 10:32 - Zed Placeholder: the secret stays in\n\
15/01/2024, 10:33 - Zed Placeholder: no secret here\n\
15/01/2024, 10:34 - Ines Sample: a secret, sent from my phone\n\
15/01/2024, 10:35 - Ines Sample: This message was deleted\n\
15/01/2024, 10:36 - Zed Placeholder: fine <This message was edited>\n\
15/01/2024, 10:37 - +44 20 7946 0958: as I said on Signal\n\
15/12/2023, 10:37 - Ines Sample: long before the policy\n";

const POLICY: &str = r#"{"format":"wa-policy/1","id":"t","title":"T","version":"1","owner":"","effective_from":"2024-01-01",
"clauses":[{"id":"2.1","kind":"do_not","title":"Stay","text":"Stay."}],
"channels":[{"id":"sig","title":"Signal","words":["signal"],"hosts":["signal.me"],"status":"forbidden"}],
"lists":{"move":["move"]},
"exclusions":[{"phrase":"a secret, sent from my phone","reason":"footer","until":null}],
"review":{"levels":2,"second_person_from":"high","due_days":10},
"rules":[{"id":"off-1","clause":"2.1","kind":"channel_move","title":"Invitation","severity":"high","channels":["sig"],"verbs":"move","window":8,
"tests":{"yes":["can we move this to Signal?"],"no":["the signal was weak"]}},
{"id":"w","clause":"2.1","kind":"term","title":"Words","severity":"medium","terms":["secret"],"tests":{"yes":["a secret"],"no":["none"]}}]}"#;

struct Desk {
    examiner: Examiner,
    sources: Vec<(SourceId, SourceId)>,
    log: DecisionLog,
    last: u32,
}

impl Desk {
    fn new() -> Desk {
        let mut desk = Desk {
            examiner: Examiner::default(),
            sources: Vec::new(),
            log: DecisionLog::default(),
            last: 0,
        };
        for (name, text) in [
            ("WhatsApp Chat with Zed.zip", TEXT.to_owned()),
            (
                "WhatsApp Chat with Zed (1).zip",
                TEXT.replace("the secret stays in", "the secret stays with me"),
            ),
        ] {
            let zip = ordinary(&[(
                &format!("{}.txt", name.trim_end_matches(".zip")),
                text.as_bytes(),
            )]);
            let open = Request::Open {
                names: vec![name.to_owned()],
                limits_times: 1,
            };
            let archive = Archive::open(vec![given(name, zip.clone())], &Limits::USUAL).unwrap();
            let provisional = archive.value.provisional_id().unwrap();
            desk.sources.push((provisional, SourceId(sha256_hex(&zip))));
            desk.examiner.handle(open, vec![given(name, zip)]);
        }
        desk.tell();
        desk
    }

    fn finish(&mut self) -> Vec<Event> {
        let mut events = self.examiner.take_events();
        while self.examiner.step() != Work::Idle {
            events.extend(self.examiner.take_events());
        }
        events.extend(self.examiner.take_events());
        events
    }

    fn say(&mut self, request: impl Fn(Tag) -> ComplyRequest) -> ComplyEvent {
        self.last += 1;
        let request = Request::Comply(request(Tag(self.last)));
        self.examiner.handle(request, Vec::new());
        let comply = self.finish().into_iter().filter_map(|event| match event {
            Event::Comply(event) if !matches!(*event, ComplyEvent::Progress { .. }) => Some(*event),
            _other => None,
        });
        comply.last().expect("an answer")
    }

    fn decide(&mut self, work: CaseWork) -> Decision {
        let decision = decided("Ada", i64::from(self.last), work);
        self.last += 1;
        self.log.append(decision.clone());
        self.tell();
        decision
    }

    fn tell(&mut self) {
        let standing = Request::Standing {
            log: self.log.to_file(),
            sources: self.sources.clone(),
        };
        self.examiner.handle(standing, Vec::new());
        self.finish();
    }

    fn overview(&mut self) -> Report {
        match self.say(|tag| ComplyRequest::Overview { tag }) {
            ComplyEvent::Overview { overview, .. } => overview.report,
            other => panic!("{other:?}"),
        }
    }

    fn listed(&mut self, query: FindingQuery) -> (u32, Vec<FindingRef>) {
        let show = |tag| ComplyRequest::Show {
            tag,
            query: query.clone(),
            first: 0,
            n_rows: 100,
        };
        match self.say(show) {
            ComplyEvent::Shown { shown, .. } => {
                let keys = shown.rows.iter().map(|row| row.key.clone());
                (shown.n_listed, keys.collect())
            }
            other => panic!("{other:?}"),
        }
    }

    fn messages(&mut self, of: MessagesOf) -> Messages {
        match self.say(|tag| ComplyRequest::Messages {
            tag,
            of: of.clone(),
        }) {
            ComplyEvent::Messages { messages, .. } => messages,
            other => panic!("{other:?}"),
        }
    }
}

fn marked(marked: Marked) -> FindingQuery {
    FindingQuery {
        marked: Some(marked),
        ..FindingQuery::default()
    }
}

fn asked_about(desk: &mut Desk) -> Overview {
    let asked = Question {
        roster: ROSTER.to_owned(),
        policy: POLICY.to_owned(),
        today: "2026-01-01".to_owned(),
        ..Question::default()
    };
    match desk.say(|tag| ComplyRequest::Ask {
        tag,
        asked: asked.clone(),
    }) {
        ComplyEvent::Overview { overview, .. } => *overview,
        other => panic!("{other:?}"),
    }
}

/// One secret cleared with another, one confirmed, one mention settled, one claimed long ago.
fn worked(desk: &mut Desk) {
    let of = |code: &str, term: &str| FindingQuery {
        code: Code::from_id(code),
        term: term.to_owned(),
        ..FindingQuery::default()
    };
    let (_, secrets) = desk.listed(of("L001", "secret"));
    let move_of = |findings: &[FindingRef], to| CaseWork::Reviewed {
        findings: findings.to_vec(),
        to,
        details: MoveDetails {
            note: "a drill".to_owned(),
            term: "secret".to_owned(),
            outcome: (to == ReviewMove::Confirmed).then_some(Outcome::Told),
            ..MoveDetails::default()
        },
    };
    desk.decide(move_of(&secrets[..2], ReviewMove::Claimed));
    desk.decide(move_of(&secrets[..2], ReviewMove::NotRelevant));
    desk.decide(move_of(&secrets[2..3], ReviewMove::Claimed));
    desk.decide(move_of(&secrets[2..3], ReviewMove::Confirmed));
    desk.decide(move_of(&secrets[3..4], ReviewMove::Claimed));
    let (_, invited) = desk.listed(of("O001", "Signal"));
    desk.decide(move_of(&invited[..1], ReviewMove::Claimed));
    desk.decide(move_of(&invited[..1], ReviewMove::Confirmed));
    desk.decide(CaseWork::Settled {
        item: invited[0].clone(),
        text: "file 7".to_owned(),
        signed_by: String::new(),
    });
}

#[test]
fn every_number_of_findings_leads_to_as_many() {
    let mut desk = Desk::new();
    asked_about(&mut desk);
    worked(&mut desk);
    let report = desk.overview();
    let mut pairs: Vec<(String, u32, FindingQuery)> = Vec::new();
    let mut push = |what: &str, n: u32, query| pairs.push((what.to_owned(), n, query));
    for (word, n) in &report.by_severity {
        let query = FindingQuery {
            severity: Severity::from_word(word),
            ..FindingQuery::default()
        };
        push(word, *n, query);
    }
    for (state, (word, n)) in ReviewState::ALL.iter().zip(&report.by_state) {
        let query = FindingQuery {
            state: Some(*state),
            ..FindingQuery::default()
        };
        push(word, *n, query);
    }
    for (code, _, n, open) in &report.by_code {
        let query = FindingQuery {
            code: Code::from_id(code),
            ..FindingQuery::default()
        };
        push(code, *n, query.clone());
        let to_do = true;
        push("to work", *open, FindingQuery { to_do, ..query });
    }
    for (clause, _, n, confirmed) in &report.by_clause {
        let query = FindingQuery {
            clause: clause.clone(),
            ..FindingQuery::default()
        };
        push(clause, *n, query.clone());
        let marked = Some(Marked::Confirmed);
        push("confirmed", *confirmed, FindingQuery { marked, ..query });
    }
    for one in report.terms.iter().filter(|one| one.hits > 0) {
        let query = FindingQuery {
            rule: one.rule.clone(),
            term: one.term.clone(),
            ..FindingQuery::default()
        };
        let of = |marked| FindingQuery {
            marked: Some(marked),
            ..query.clone()
        };
        push(&one.term, one.hits, query.clone());
        push("cleared", one.cleared, of(Marked::Cleared));
        push("confirmed", one.confirmed, of(Marked::Confirmed));
    }
    push("overdue", report.n_overdue, marked(Marked::Overdue));
    push("waiting", report.n_waiting, marked(Marked::Waiting));
    for settled in [false, true] {
        let n = report
            .ledger
            .iter()
            .filter(|one| one.2.is_empty() != settled);
        push(
            "mentions",
            n.count() as u32,
            marked(Marked::Mention { settled }),
        );
    }
    for (with, one) in (0..).zip(&report.bulk) {
        let of = |which| marked(Marked::Moved { with, which });
        push("moved", one.n_findings, of(Together::All));
        push("drawn", one.drawn, of(Together::Drawn));
        push("looked", one.looked, of(Together::Looked));
        push("wrong", one.wrong, of(Together::Wrong));
    }
    for statement in &report.statements {
        let of_thread = |code| FindingQuery {
            code: Some(code),
            thread: Some(statement.thread),
            ..FindingQuery::default()
        };
        for (code, n) in &statement.findings {
            push(code.id(), *n, of_thread(*code));
        }
        push("absent", statement.n_absent, of_thread(Code::C004));
        push("by none", statement.n_unreferenced, of_thread(Code::C005));
    }
    let some = |what: &str| pairs.iter().any(|(of, n, _)| of == what && *n > 0);
    for what in [
        "overdue",
        "waiting",
        "mentions",
        "moved",
        "drawn",
        "cleared",
        "confirmed",
        "to work",
    ] {
        assert!(some(what), "{what} is never more than 0");
    }
    for (what, n, query) in pairs {
        assert_eq!(desk.listed(query.clone()).0, n, "{what}: {query:?}");
    }
}

#[test]
fn numbers_of_messages_lead_to_the_messages() {
    let mut desk = Desk::new();
    let report = asked_about(&mut desk).report;
    let untested = desk.messages(MessagesOf::Untested);
    assert_eq!(
        (report.n_untested, untested.n, untested.rows.len()),
        (2, 2, 2)
    );
    assert!(untested.rows[0].text.contains("long before the policy"));
    let hidden = desk.messages(MessagesOf::Hidden { exclusion: 0 });
    assert_eq!((report.exclusions[0].2, hidden.n), (2, 2));
    assert!(hidden.rows[0].text.contains("sent from my phone"));
    let both = desk.messages(MessagesOf::Both { pair: 0 });
    assert_eq!(report.pairs[0].both, both.n);
    assert!(both.rows.iter().all(|row| !row.text.contains("stays")));
    // A group of a sample holds what was drawn and what was not.
    let draw = |tag| ComplyRequest::Draw {
        tag,
        nonce: "a headline of today".to_owned(),
    };
    desk.say(draw);
    let report = desk.overview();
    let (_, _, groups) = report.sample.expect("a sample");
    assert!(!groups.is_empty());
    for group in groups {
        let name = group.name.clone();
        assert_eq!(desk.messages(MessagesOf::Group { name }).n, group.size);
    }
    // What is cited of a statement is what its numbers count.
    let statement = &report.statements[0];
    let cited = |what: &str| {
        let found = statement.cited.iter().find(|one| one.what == what);
        found.map(|one| one.messages.clone()).unwrap_or_default()
    };
    assert_eq!((cited("deleted"), cited("edited")), (vec![7], vec![8]));
}
