//! The examiner as the page uses it: opens the exports once more, proposes, follows what is decided.

use std::rc::Rc;

use threadseal::engine::archive::{Archive, Given};
use threadseal::engine::case::Case;
use threadseal::engine::decision::{
    Decision, DecisionKind, DecisionLog, NameSpot, SpanPlace, TextSpots,
};
use threadseal::engine::detect::{Detector, Family};
use threadseal::engine::digest::sha256_hex;
use threadseal::engine::examine::Examiner;
use threadseal::engine::examine::protocol::{
    Became, Event, From, Gather, Gathered, Only, Order, ProposalRow, Query, Request, RowAt,
    Settings, Shown, States,
};
use threadseal::engine::finding::Failure;
use threadseal::engine::limits::Limits;
use threadseal::engine::place::SourceId;
use threadseal::engine::session::Work;
use threadseal::engine::session::protocol::{MediaChoice, Tag};
use threadseal::engine::time::Instant;
use threadseal::engine::verify::Verdict;
use threadseal::engine::verify::leak::LeakReport;

use crate::package::{self, Export};
use crate::support::{packages, zips};

const NAME: &str = "WhatsApp Chat with Ada.zip";

const CHAT: &str = "31/12/2023, 10:00 - Ada: ring +44 7700 900123 or +44 7700 900456\n\
31/12/2023, 10:01 - +44 7700 900777: my card is 4999 9999 9999 9996\n\
31/12/2023, 10:02 - Ada: again +44 7700 900123\n\
31/12/2023, 10:03 - Ada: it is 4999 9999\n\
31/12/2023, 10:03 - Ada: 9999 9996 ok?\n\
31/12/2023, 10:04 - Ada: nothing to see\n";

fn zip(chat: &str) -> Vec<u8> {
    zips::stored(&[("WhatsApp Chat with Ada.txt", chat.as_bytes())])
}

fn given(chat: &str) -> Given {
    Given {
        name: NAME.to_owned(),
        source: Rc::new(zip(chat)),
    }
}

fn export(chat: &str) -> Export<'_> {
    Export {
        name: NAME,
        entries: vec![("WhatsApp Chat with Ada.txt", chat.as_bytes())],
    }
}

/// What the page calls an export before and after its digest is known.
fn named(chat: &str) -> (SourceId, SourceId) {
    let archive = Archive::open(vec![given(chat)], &Limits::USUAL).unwrap();
    let provisional = archive.value.provisional_id().unwrap();
    (provisional, SourceId(sha256_hex(&zip(chat))))
}

/// The examiner with the page's side of the port.
struct Desk {
    examiner: Examiner,
    case: Rc<Case>,
    sources: Vec<(SourceId, SourceId)>,
    log: DecisionLog,
    last_tag: u32,
    second: u32,
}

impl Desk {
    /// With these exports, handed over in this order.
    fn with(chats: &[&str]) -> Desk {
        let mut desk = Desk {
            examiner: Examiner::default(),
            case: package::opened(&[]),
            sources: Vec::new(),
            log: DecisionLog::default(),
            last_tag: 0,
            second: 0,
        };
        for chat in chats {
            desk.hand_over(chat);
            desk.sources.push(named(chat));
        }
        let exports: Vec<Export> = chats.iter().map(|chat| export(chat)).collect();
        desk.case = package::opened(&exports);
        desk
    }

    /// Hands an export over.
    fn hand_over(&mut self, chat: &str) {
        let given = given(chat);
        let open = Request::Open {
            names: vec![NAME.to_owned()],
            limits_times: 1,
        };
        self.examiner.handle(open, vec![given]);
    }

    fn tag(&mut self) -> Tag {
        self.last_tag += 1;
        Tag(self.last_tag)
    }

    fn finish(&mut self) -> Vec<Event> {
        let mut events = self.examiner.take_events();
        for _ in 0..1_000_000 {
            let work = self.examiner.step();
            events.extend(self.examiner.take_events());
            if work == Work::Idle {
                for event in &events {
                    let bytes = postcard::to_allocvec(event).unwrap();
                    assert_eq!(&postcard::from_bytes::<Event>(&bytes).unwrap(), event);
                }
                return events;
            }
        }
        panic!("the work never ends");
    }

    fn tell(&mut self) {
        let standing = Request::Standing {
            log: self.log.to_file(),
            sources: self.sources.clone(),
        };
        self.examiner.handle(standing, Vec::new());
        assert_eq!(failures(&self.finish()), []);
    }

    fn suggest(&mut self, settings: Settings) -> Vec<Event> {
        self.tell();
        let tag = self.tag();
        self.examiner
            .handle(Request::Suggest { tag, settings }, Vec::new());
        self.finish()
    }

    fn show(&mut self, query: Query, from: From, n_rows: u32) -> Shown {
        let tag = self.tag();
        let request = Request::Show {
            tag,
            query,
            from,
            n_rows,
        };
        self.examiner.handle(request, Vec::new());
        let shown = self.finish().into_iter().find_map(|event| match event {
            Event::Shown { tag: of, shown } if of == tag => Some(shown),
            _other => None,
        });
        shown.expect("a window")
    }

    fn all(&mut self) -> Vec<ProposalRow> {
        let query = Query {
            order: Order::Place,
            ..Query::default()
        };
        self.show(query, From::At(0), 1_000).rows
    }

    fn gather(&mut self, what: Gather) -> Vec<Gathered> {
        let tag = self.tag();
        self.examiner
            .handle(Request::Gather { tag, what }, Vec::new());
        let gathered = self.finish().into_iter().find_map(|event| match event {
            Event::Gathered { gathered, .. } => Some(gathered),
            _other => None,
        });
        gathered.expect("places")
    }

    fn decide(&mut self, kind: DecisionKind) -> Decision {
        self.second += 1;
        let at = format!("2024-03-01T10:00:{:02}Z", self.second);
        let decision = Decision::new("Ada", Instant::from_rfc3339(&at).unwrap(), kind);
        self.log.append(decision.clone());
        self.tell();
        decision
    }

    fn leaks(&mut self) -> (Vec<u8>, LeakReport) {
        let package = packages::built(&self.case, &self.log, MediaChoice::AsTheyAre, &[]);
        let leaks = packages::leaks(&package, &self.case, &self.log);
        (package, leaks)
    }
}

fn failures(events: &[Event]) -> Vec<Failure> {
    let failure = |event: &Event| match event {
        Event::Failed { failure, .. } => Some(failure.clone()),
        _other => None,
    };
    events.iter().filter_map(failure).collect()
}

fn hit(row: &ProposalRow) -> String {
    let hits = row.context.iter().filter(|piece| piece.hit);
    hits.map(|piece| piece.text.as_str()).collect()
}

fn of(rows: &[ProposalRow], detector: Detector) -> Vec<ProposalRow> {
    let is_of = |row: &&ProposalRow| row.detector == detector;
    rows.iter().filter(is_of).cloned().collect()
}

fn place_of(row: &ProposalRow) -> SpanPlace {
    match &row.at {
        RowAt::Body { place, span, .. } => SpanPlace {
            target: place.clone(),
            span: *span,
        },
        other => panic!("{other:?}"),
    }
}

fn span_of(row: &ProposalRow) -> DecisionKind {
    let SpanPlace { target, span } = place_of(row);
    DecisionKind::Span {
        target,
        span,
        codes: vec!["CON".to_owned()],
        note: None,
    }
}

fn reject_of(row: &ProposalRow) -> DecisionKind {
    DecisionKind::Reject {
        rule: row.detector.id().to_owned(),
        texts: TextSpots::grouped([place_of(row)]),
        names: Vec::new(),
    }
}

#[test]
fn proposals_are_shown_with_context_and_reasons() {
    let mut desk = Desk::with(&[CHAT]);
    desk.suggest(Settings::default());
    let rows = desk.all();
    let phones = of(&rows, Detector::Phone);
    let hits: Vec<String> = phones.iter().map(hit).collect();
    assert_eq!(
        hits,
        [
            "+44 7700 900777",
            "+44 7700 900123",
            "+44 7700 900456",
            "+44 7700 900123"
        ]
    );
    assert!(matches!(phones[0].at, RowAt::Name { .. }));
    let context: String = phones[1].context.iter().map(|p| p.text.as_str()).collect();
    assert_eq!(context, "ring +44 7700 900123 or +44 7700 900456");
    assert_eq!(phones[1].sender, "Ada");
    assert_eq!(phones[1].stamp, "31/12/2023, 10:00");
    assert!(!phones[1].reasons.is_empty());
    assert!(phones.iter().all(|row| row.became == Became::Open));
    let cards = of(&rows, Detector::Card);
    let in_two: String = cards[1].context.iter().map(|p| p.text.as_str()).collect();
    assert_eq!(in_two, "it is 4999 9999\n9999 9996 ok?");
    assert_eq!(hit(&cards[1]), "4999 99999999 9996");
    assert_eq!(cards[1].value, None, "no term finds it");
}

#[test]
fn what_is_decided_shows_and_undo_brings_it_back() {
    let mut desk = Desk::with(&[CHAT]);
    desk.suggest(Settings::default());
    let phones = of(&desk.all(), Detector::Phone);
    let n_all = desk.all().len() as u32;
    desk.decide(span_of(&phones[2]));
    let rejected = desk.decide(reject_of(&phones[1]));
    let phones = of(&desk.all(), Detector::Phone);
    assert_eq!(phones[1].became, Became::Rejected);
    assert_eq!(phones[2].became, Became::Withheld);
    assert!(phones[1].context.iter().any(|piece| {
        let is_mark = piece.withheld.as_ref().is_some_and(|w| w.codes == ["CON"]);
        is_mark && piece.text == "+44 7700 900456"
    }));
    let counts = desk.show(Query::default(), From::Start, 5).counts;
    assert_eq!((counts.n_all, counts.n_open), (n_all, n_all - 2));
    assert_eq!(counts.n_rejected, 1);

    desk.decide(DecisionKind::Withdraw {
        withdraws: rejected.id,
    });
    let phones = of(&desk.all(), Detector::Phone);
    assert_eq!(phones[1].became, Became::Open);
    assert_eq!(phones[2].became, Became::Withheld);
}

#[test]
fn a_term_covers_every_proposal_that_it_withholds() {
    let mut desk = Desk::with(&[CHAT]);
    desk.suggest(Settings::default());
    let phones = of(&desk.all(), Detector::Phone);
    let decision = desk.decide(packages::value(phones[1].value.as_deref().unwrap()));
    let became = |desk: &mut Desk| -> Vec<Became> {
        let phones = of(&desk.all(), Detector::Phone);
        phones.iter().map(|row| row.became).collect()
    };
    use Became::{Open, Withheld};
    assert_eq!(became(&mut desk), [Open, Withheld, Open, Withheld]);
    desk.decide(DecisionKind::Withdraw {
        withdraws: decision.id,
    });
    assert_eq!(became(&mut desk), [Open, Open, Open, Open]);
}

#[test]
fn decisions_about_the_provisional_name_hold_when_the_digest_comes() {
    let mut desk = Desk::with(&[CHAT]);
    let provisional = desk.sources[0].0.clone();
    let digest = std::mem::replace(&mut desk.sources[0].1, provisional);
    desk.suggest(Settings::default());
    let phones = of(&desk.all(), Detector::Phone);
    desk.decide(reject_of(&phones[1]));
    desk.decide(span_of(&phones[2]));
    let provisional = desk.sources[0].0.clone();
    desk.log.confirm(&provisional, &digest);
    desk.sources[0].1 = digest.clone();
    desk.tell();
    let phones = of(&desk.all(), Detector::Phone);
    assert_eq!(phones[1].became, Became::Rejected);
    assert_eq!(phones[2].became, Became::Withheld);
    assert_eq!(place_of(&phones[1]).target.source, digest);
}

#[test]
fn titles_and_names_can_be_rejected() {
    let mut desk = Desk::with(&[CHAT]);
    desk.suggest(Settings::default());
    let rows = desk.all();
    let names: Vec<(String, NameSpot)> = rows
        .iter()
        .filter_map(|row| match &row.at {
            RowAt::Title { spot, .. } | RowAt::Name { spot, .. } => {
                Some((row.detector.id().to_owned(), spot.clone()))
            }
            RowAt::Body { .. } | RowAt::FileName { .. } => None,
        })
        .collect();
    assert!(names.len() >= 2, "{rows:#?}");
    for (rule, spot) in names {
        desk.decide(DecisionKind::Reject {
            rule,
            texts: Vec::new(),
            names: vec![spot],
        });
    }
    for row in desk.all() {
        let in_name = !matches!(row.at, RowAt::Body { .. });
        assert_eq!(row.became == Became::Rejected, in_name, "{row:?}");
    }
}

#[test]
fn the_list_is_filtered_sorted_and_stays_as_it_is() {
    let mut desk = Desk::with(&[CHAT]);
    desk.suggest(Settings::default());
    let by_score = desk.show(Query::default(), From::Start, 100).rows;
    let points: Vec<u8> = by_score.iter().map(|row| row.points).collect();
    assert!(points.is_sorted_by(|a, b| a >= b), "{points:?}");
    let money = Query {
        only: Only::Family(Family::Money),
        states: States::ToDecide,
        order: Order::Place,
        least: 60,
    };
    let shown = desk.show(money, From::Start, 100);
    assert!(shown.rows.iter().all(|row| row.detector == Detector::Card));
    let n_listed = shown.n_listed;
    assert!(n_listed >= 2);
    desk.decide(span_of(&shown.rows[0]));
    let again = desk.show(money, From::NextToDecide(0), 100);
    assert_eq!(
        again.n_listed, n_listed,
        "nothing moves while it is worked through"
    );
    assert_eq!(again.at, Some(1));
    let anew = desk.show(money, From::Start, 100);
    assert_eq!(anew.n_listed, n_listed - 1);
    let last = desk.show(Query::default(), From::At(u32::MAX), 2);
    assert_eq!(last.at, Some(last.n_listed - 1));
    assert!(!last.rows.is_empty() && last.first + 2 >= last.n_listed);
}

#[test]
fn all_of_a_kind_and_all_of_a_value_are_gathered() {
    let mut desk = Desk::with(&[CHAT]);
    desk.suggest(Settings::default());
    let phones = of(&desk.all(), Detector::Phone);
    let number = phones[1].number;
    let same = desk.gather(Gather::Value { number });
    assert_eq!(same.len(), 1);
    assert_eq!(same[0].n_proposals, 2);
    let detector = Detector::Phone;
    let kind = desk.gather(Gather::Kind { detector, least: 0 });
    assert_eq!((kind[0].n_proposals, kind[0].names.len()), (4, 1));
    assert_eq!(kind[0].texts[0].spots.len(), 3);
    desk.decide(DecisionKind::Pattern {
        rule: detector.id().to_owned(),
        least: 0,
        texts: kind[0].texts.clone(),
        codes: vec!["CON".to_owned()],
        note: None,
    });
    let phones = of(&desk.all(), Detector::Phone);
    let open: Vec<&ProposalRow> = phones.iter().filter(|r| r.became == Became::Open).collect();
    assert_eq!(open.len(), 1, "the one in a name");

    desk.show(Query::default(), From::Start, 10);
    for rest in desk.gather(Gather::Listed) {
        desk.decide(DecisionKind::Reject {
            rule: rest.detector.id().to_owned(),
            texts: rest.texts,
            names: rest.names,
        });
    }
    assert_eq!(
        desk.show(Query::default(), From::Start, 10).counts.n_open,
        0
    );
    assert_eq!(desk.gather(Gather::Listed), []);
}

/// What a person keeps open goes out, and nothing tells that anybody thought of withholding it.
#[test]
fn a_package_withholds_what_was_accepted_and_does_not_know_of_rejections() {
    let mut desk = Desk::with(&[CHAT]);
    desk.suggest(Settings::default());
    let rows = desk.all();
    let card = of(&rows, Detector::Card)
        .into_iter()
        .find(|row| {
            matches!(
                &row.at,
                RowAt::Body {
                    goes_on: Some(_),
                    ..
                }
            )
        })
        .unwrap();
    let RowAt::Body {
        place,
        span,
        goes_on: Some((next, other)),
        ..
    } = card.at.clone()
    else {
        panic!("{card:?}");
    };
    let parts = [(place, span), (next, other)];
    desk.decide(DecisionKind::Pattern {
        rule: "card".to_owned(),
        least: 50,
        texts: TextSpots::grouped(parts.map(|(target, span)| SpanPlace { target, span })),
        codes: vec!["FIN".to_owned()],
        note: None,
    });
    let (without, _) = desk.leaks();
    for row in of(&rows, Detector::Phone) {
        if matches!(row.at, RowAt::Body { .. }) {
            desk.decide(reject_of(&row));
        }
    }
    let (package, leaks) = desk.leaks();
    assert_eq!(package, without, "rejections leave no trace");
    assert_eq!(leaks.leaks, []);
    let files = packages_files(&package);
    assert!(files.contains("it is █[FIN]█"), "{files}");
    assert!(files.contains("█[FIN]█ ok?"));
    assert!(!files.contains("it is 4999"));
    let report = packages::verified(&package);
    assert_eq!(report.result, Verdict::Valid, "{}", packages::told(&report));
}

/// All text files of a package one behind the other.
fn packages_files(package: &[u8]) -> String {
    let mut archive = ::zip::ZipArchive::new(std::io::Cursor::new(package)).unwrap();
    let mut all = String::new();
    for index in 0..archive.len() {
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut archive.by_index(index).unwrap(), &mut bytes).unwrap();
        all.push_str(&String::from_utf8_lossy(&bytes));
    }
    all
}

#[test]
fn a_pattern_of_which_a_place_is_lost_cannot_be_built() {
    let mut desk = Desk::with(&[CHAT]);
    desk.suggest(Settings::default());
    let phones = of(&desk.all(), Detector::Phone);
    let mut lost = place_of(&phones[2]);
    lost.target.byte_start = 1 << 30;
    desk.decide(DecisionKind::Pattern {
        rule: "phone".to_owned(),
        least: 50,
        texts: TextSpots::grouped([place_of(&phones[1]), lost]),
        codes: vec!["CON".to_owned()],
        note: None,
    });
    let options = package::options(MediaChoice::AsTheyAre);
    let refused = package::try_build(&desk.case, &desk.log, options).unwrap_err();
    assert!(refused.to_string().contains("1 "), "{refused}");
}

#[test]
fn sources_are_numbered_as_the_page_numbers_them() {
    let other = "01/01/2024, 09:00 - Bo: mail bo@example.org\n";
    let mut desk = Desk::with(&[CHAT, other]);
    desk.sources.reverse();
    desk.suggest(Settings::default());
    let mails = of(&desk.all(), Detector::Email);
    let RowAt::Body { thread, place, .. } = &mails[0].at else {
        panic!("{mails:?}");
    };
    assert_eq!(thread.0, 0, "the page opened it first");
    assert_eq!(place.source, desk.sources[0].1);
}

#[test]
fn an_export_that_comes_later_is_looked_at_too() {
    let other = "01/01/2024, 09:00 - Bo: mail bo@example.org\n";
    let mut desk = Desk::with(&[CHAT]);
    desk.suggest(Settings::default());
    assert_eq!(of(&desk.all(), Detector::Email), []);
    // Everything is handed over once more, as the page does it.
    desk.hand_over(CHAT);
    desk.hand_over(other);
    desk.sources.push(named(other));
    desk.suggest(Settings::default());
    let rows = desk.all();
    assert_eq!(of(&rows, Detector::Email).len(), 1);
    assert_eq!(of(&rows, Detector::Phone).len(), 4);
}

#[test]
fn what_is_cancelled_before_everything_is_open_is_never_done() {
    let mut desk = Desk::with(&[CHAT]);
    let (log, sources) = (desk.log.to_file(), desk.sources.clone());
    desk.examiner
        .handle(Request::Standing { log, sources }, Vec::new());
    let (kept, dropped) = (desk.tag(), desk.tag());
    let look = |tag| Request::LookAtPictures { tag };
    desk.examiner.handle(look(dropped), Vec::new());
    desk.examiner
        .handle(Request::Cancel { tag: dropped }, Vec::new());
    assert_eq!(desk.finish(), []);
    desk.examiner.handle(look(kept), Vec::new());
    let events = desk.finish();
    let looked = |event: &&Event| matches!(event, Event::Pictures { tag, .. } if *tag == kept);
    assert_eq!(events.iter().filter(looked).count(), 1, "{events:?}");
}

#[test]
fn settings_say_what_is_looked_for() {
    let mut desk =
        Desk::with(&["31/12/2023, 10:00 - Ada: NHS number 999 424 2423, a@example.org\n"]);
    let kinds = |desk: &mut Desk, settings: Settings| -> Vec<Detector> {
        desk.suggest(settings);
        let mut kinds: Vec<Detector> = desk.all().iter().map(|row| row.detector).collect();
        kinds.retain(|one| *one != Detector::ParticipantName);
        kinds
    };
    let found = kinds(&mut desk, Settings::default());
    assert!(!found.contains(&Detector::GbNhs), "no country was named");
    let countries = Some(vec!["GB".to_owned()]);
    let in_gb = Settings {
        countries,
        ..Settings::default()
    };
    assert!(kinds(&mut desk, in_gb.clone()).contains(&Detector::GbNhs));
    let without_contact = Settings {
        families: vec![Family::Identifier],
        ..in_gb.clone()
    };
    assert_eq!(kinds(&mut desk, without_contact), [Detector::GbNhs]);
    let sure = Settings { least: 90, ..in_gb };
    desk.suggest(sure);
    assert!(desk.all().iter().all(|row| row.points >= 90));
    let own = Settings {
        families: vec![Family::Own],
        terms_csv: Some("kind,term,yes,no\nword,number,a number,numbers\n".to_owned()),
        ..Settings::default()
    };
    assert_eq!(kinds(&mut desk, own), [Detector::Custom]);
    let wrong = Settings {
        terms_csv: Some("pattern,a*,a,b\n".to_owned()),
        ..Settings::default()
    };
    let events = desk.suggest(wrong);
    assert_eq!(failures(&events).len(), 1, "{events:?}");
}

#[test]
fn detection_can_be_cancelled_and_asked_for_again() {
    let mut desk = Desk::with(&[CHAT]);
    desk.tell();
    let tag = desk.tag();
    let settings = Settings::default();
    desk.examiner
        .handle(Request::Suggest { tag, settings }, Vec::new());
    desk.examiner.handle(Request::Cancel { tag }, Vec::new());
    assert_eq!(desk.finish(), [Event::Cancelled { tag }]);
    desk.examiner.handle(Request::Cancel { tag }, Vec::new());
    assert_eq!(desk.finish(), []);
    desk.suggest(Settings::default());
    assert!(!desk.all().is_empty());
}

#[test]
fn what_is_asked_too_early_or_is_not_there_is_refused() {
    let mut desk = Desk::with(&[]);
    let tag = desk.tag();
    let show = Request::Show {
        tag,
        query: Query::default(),
        from: From::Start,
        n_rows: 20,
    };
    desk.examiner.handle(show, Vec::new());
    assert_eq!(failures(&desk.finish()).len(), 1);
    let sources = vec![(
        SourceId("provisional:1".to_owned()),
        SourceId("a".to_owned()),
    )];
    let log = desk.log.to_file();
    desk.examiner
        .handle(Request::Standing { log, sources }, Vec::new());
    assert_eq!(failures(&desk.finish()).len(), 1);
    let not_a_zip = Given {
        name: "a.zip".to_owned(),
        source: Rc::new(b"PK\x03\x04 but not for long".to_vec()),
    };
    let open = Request::Open {
        names: vec!["a.zip".to_owned()],
        limits_times: 1,
    };
    desk.examiner.handle(open, vec![not_a_zip]);
    assert_eq!(failures(&desk.finish()).len(), 1);
}

/// A hundred thousand proposals: the list is there, and a decision costs what it changes.
#[test]
fn very_many_proposals_are_no_burden() {
    let n = 100_000;
    let chat: String = (0..n)
        .map(|i| {
            let (hour, minute) = (i / 60 % 24, i % 60);
            format!("31/12/2023, {hour:02}:{minute:02} - Ada: write to a{i}@example.org\n")
        })
        .collect();
    let mut desk = Desk::with(&[&chat]);
    let settings = Settings {
        families: vec![Family::Contact],
        ..Settings::default()
    };
    desk.suggest(settings);
    let shown = desk.show(Query::default(), From::At(n / 2), 20);
    assert_eq!((shown.n_listed, shown.rows.len()), (n, 20));
    assert_eq!(hit(&shown.rows[0]), format!("a{}@example.org", n / 2));
    desk.decide(span_of(&shown.rows[0]));
    desk.decide(reject_of(&shown.rows[1]));
    let after = desk.show(Query::default(), From::NextToDecide(n / 2), 20);
    assert_eq!(after.at, Some(n / 2 + 2));
    assert_eq!(after.counts.n_open, n - 2);
    let detector = Detector::Email;
    let kind = desk.gather(Gather::Kind { detector, least: 0 });
    desk.decide(DecisionKind::Pattern {
        rule: detector.id().to_owned(),
        least: 0,
        texts: kind[0].texts.clone(),
        codes: vec!["CON".to_owned()],
        note: None,
    });
    let done = desk.show(Query::default(), From::Start, 20);
    assert_eq!(done.counts.n_open, 0);
    assert_eq!(
        done.counts.n_rejected, 1,
        "what was accepted is not what was rejected"
    );
}
