//! Rules of a policy file.

use serde_json::Value;

use super::fields::{Faults, Fields, kind, texts};
use super::read::SEVERITIES;
use super::{Direction, Membership, Period, Rule, RuleKind, Scope, Terms, WordList};
use crate::engine::compliance::catalogue::Severity;
use crate::engine::compliance::events::EventKind;
use crate::engine::compliance::roster::Side;
use crate::engine::detect::Detector;

/// The kinds of rules, as they stand in the file.
const KINDS: [&str; 18] = [
    "term",
    "phrase",
    "near",
    "pattern",
    "detector",
    "channel_move",
    "destroy",
    "after_hours",
    "participant",
    "attachment",
    "system",
    "volume",
    "silence",
    "complaint",
    "language",
    "all_of",
    "any_of",
    "not",
];

/// Words that are no list's: what a kind looks for unless the file says otherwise.
pub(super) use super::super::lists::default_words;

/// Reads all rules.
pub(super) fn rules(top: &mut Fields<'_>, lists: &[WordList], faults: &mut Faults) -> Vec<Rule> {
    let mut rules = Vec::new();
    for mut fields in top.objects("rules", faults) {
        let rule = rule(&mut fields, lists, faults);
        fields.finish(faults);
        rules.extend(rule);
    }
    rules
}

/// `None` when it is of no known kind.
fn rule(fields: &mut Fields<'_>, lists: &[WordList], faults: &mut Faults) -> Option<Rule> {
    let id = fields.needed_text("id", faults);
    let clause = fields.needed_text("clause", faults);
    let title = fields.needed_text("title", faults);
    let word = fields.needed_text("kind", faults);
    let help = fields.text("help", faults).unwrap_or_default();
    let severity = fields.word("severity", &SEVERITIES, usual_severity(&word), faults);
    let scope = scope(fields, faults);
    let languages = fields.texts("languages", faults);
    let enabled = fields.yes("enabled", true, faults);
    let (yes, no) = tests(fields, &word, faults);
    let mut reader = KindReader {
        fields,
        lists,
        faults,
    };
    let kind = reader.kind(&word);
    if kind.is_none() && !word.is_empty() && !KINDS.contains(&word.as_str()) {
        let what = format!("{word:?}, expected one of: {}", KINDS.join(", "));
        faults.add(&fields.at("kind"), what);
    }
    Some(Rule {
        id,
        clause,
        title,
        help,
        severity,
        scope,
        languages,
        yes,
        no,
        enabled,
        kind: kind?,
    })
}

fn usual_severity(kind: &str) -> Severity {
    match kind {
        "channel_move" | "destroy" | "complaint" => Severity::High,
        "after_hours" | "volume" | "silence" => Severity::Low,
        _other => Severity::Medium,
    }
}

/// Kinds that look at words carry examples; the others have nothing to try.
fn tests(fields: &mut Fields<'_>, kind: &str, faults: &mut Faults) -> (Vec<String>, Vec<String>) {
    let path = fields.at("tests");
    let needs = matches!(
        kind,
        "term"
            | "phrase"
            | "near"
            | "pattern"
            | "detector"
            | "channel_move"
            | "destroy"
            | "complaint"
    );
    let Some(value) = fields.value("tests") else {
        if needs {
            faults.add(
                &path,
                "is missing: a rule carries a text it must find and one it must not",
            );
        }
        return (Vec::new(), Vec::new());
    };
    let Some(mut tests) = Fields::of(value, &path, faults) else {
        return (Vec::new(), Vec::new());
    };
    let yes = tests.texts("yes", faults);
    let no = tests.texts("no", faults);
    for (field, list) in [("yes", &yes), ("no", &no)] {
        if needs && list.is_empty() {
            faults.add(&format!("{path}.{field}"), "holds no text");
        }
    }
    tests.finish(faults);
    (yes, no)
}

fn scope(fields: &mut Fields<'_>, faults: &mut Faults) -> Scope {
    let mut scope = Scope {
        membership: Membership::Any,
        threads: Vec::new(),
        sides: Vec::new(),
        direction: None,
    };
    let memberships = [
        ("any", Membership::Any),
        ("internal", Membership::Internal),
        ("external", Membership::External),
        ("mixed", Membership::Mixed),
    ];
    let path = fields.at("scope");
    let Some(value) = fields.value("scope") else {
        return scope;
    };
    if let Some(word) = value.as_str() {
        match memberships.iter().find(|(of, _)| *of == word) {
            Some((_, membership)) => scope.membership = *membership,
            None => faults.add(
                &path,
                format!("{word:?}, expected internal, external, mixed, any or an object"),
            ),
        }
        return scope;
    }
    let Some(mut inner) = Fields::of(value, &path, faults) else {
        return scope;
    };
    scope.membership = inner.word("membership", &memberships, Membership::Any, faults);
    scope.threads = inner.texts("threads", faults);
    scope.sides = sides(&mut inner, faults);
    let directions = [
        ("both", None),
        ("out", Some(Direction::Out)),
        ("in", Some(Direction::In)),
    ];
    scope.direction = inner.word("direction", &directions, None, faults);
    inner.finish(faults);
    scope
}

/// A list of sides, or `"any"`.
fn sides(fields: &mut Fields<'_>, faults: &mut Faults) -> Vec<Side> {
    let path = fields.at("sides");
    let Some(value) = fields.value("sides") else {
        return Vec::new();
    };
    if value.as_str() == Some("any") {
        return Vec::new();
    }
    let words = match value.as_str() {
        Some(word) => vec![word.to_owned()],
        None => texts(value, &path, faults),
    };
    let mut sides = Vec::new();
    for word in words {
        match Side::from_word(&word) {
            Some(side) => sides.push(side),
            None => {
                let what = format!("{word:?}, expected any, internal, external, vendor or unknown");
                faults.add(&path, what);
            }
        }
    }
    sides
}

struct KindReader<'r, 'v> {
    fields: &'r mut Fields<'v>,
    lists: &'r [WordList],
    faults: &'r mut Faults,
}

impl KindReader<'_, '_> {
    fn kind(&mut self, word: &str) -> Option<RuleKind> {
        Some(match word {
            "term" => RuleKind::Term(self.terms()),
            "phrase" => RuleKind::Phrase {
                phrases: self.words("phrases", "list", ""),
                slop: self.number("slop", 0),
            },
            "near" => RuleKind::Near {
                a: self.words("a", "", ""),
                b: self.words("b", "", ""),
                distance: self.number("distance", 8),
                ordered: self.fields.yes("ordered", false, self.faults),
            },
            "pattern" => RuleKind::Pattern {
                pattern: self.fields.needed_text("pattern", self.faults),
            },
            "detector" => self.detector(),
            "channel_move" => RuleKind::ChannelMove {
                channels: self.fields.texts("channels", self.faults),
                verbs: self.words("verbs", "", "move"),
                window: self.number("window", 8),
            },
            "destroy" => RuleKind::Destroy {
                words: self.words("words", "list", "destroy"),
            },
            "after_hours" => RuleKind::AfterHours {
                hours: self.fields.needed_text("hours", self.faults),
                sides: sides(self.fields, self.faults),
                min_messages: self.number("min_messages", 1).max(1),
            },
            "participant" => RuleKind::Participant {
                allow: self.fields.texts("allow", self.faults),
                deny: self.fields.texts("deny", self.faults),
                max_external: self.optional_number("max_external"),
            },
            "attachment" => self.attachment(),
            "system" => self.system(),
            "volume" => self.volume(),
            "silence" => RuleKind::Silence {
                min_days: self.number("min_days", 30).max(1),
            },
            "complaint" => RuleKind::Complaint {
                words: self.words("words", "list", "complaint"),
                sides: sides(self.fields, self.faults),
            },
            "language" => RuleKind::Language {
                expected: self.fields.texts("expected", self.faults),
                share: self.number("share", 20).min(100),
            },
            "all_of" => RuleKind::AllOf(self.needed_rules()),
            "any_of" => RuleKind::AnyOf(self.needed_rules()),
            "not" => RuleKind::Not(self.needed_rules()),
            _other => return None,
        })
    }

    fn number(&mut self, field: &'static str, usual: u32) -> u32 {
        self.fields.number(field, usual, self.faults)
    }

    fn optional_number(&mut self, field: &'static str) -> Option<u32> {
        self.fields.value(field)?;
        Some(self.number(field, 0))
    }

    fn needed_rules(&mut self) -> Vec<String> {
        let rules = self.fields.texts("rules", self.faults);
        if rules.is_empty() {
            self.faults.add(&self.fields.at("rules"), "names no rule");
        }
        rules
    }

    fn terms(&mut self) -> Terms {
        Terms {
            words: self.words("terms", "list", ""),
            whole_word: self.fields.yes("whole_word", true, self.faults),
            fold: self.fields.yes("fold", true, self.faults),
        }
    }

    /// Words that stand in `field`, as a list or as the name of one, or the list that `named` names;
    /// else those that are usual under the name `usual`.
    fn words(&mut self, field: &'static str, named: &'static str, usual: &str) -> Vec<String> {
        let path = self.fields.at(field);
        let mut words = match self.fields.value(field) {
            None => Vec::new(),
            Some(Value::String(name)) => self.list(name, &path),
            Some(value @ Value::Array(_)) => texts(value, &path, self.faults),
            Some(value) => {
                let what = format!("{}, expected words or the name of a list", kind(value));
                self.faults.add(&path, what);
                return Vec::new();
            }
        };
        if !named.is_empty()
            && let Some(name) = self.fields.text(named, self.faults)
        {
            let path = self.fields.at(named);
            words.extend(self.list(&name, &path));
        }
        if words.is_empty() && !usual.is_empty() {
            words = match self.lists.iter().find(|list| list.name == usual) {
                Some(list) => list.words.clone(),
                None => default_words(usual).map(str::to_owned).collect(),
            };
        }
        if words.is_empty() {
            self.faults
                .add(&path, "names no word: the rule would find nothing");
        }
        words
    }

    fn list(&mut self, name: &str, path: &str) -> Vec<String> {
        match self.lists.iter().find(|list| list.name == name) {
            Some(list) => list.words.clone(),
            None => {
                self.faults.add(path, format!("there is no list {name:?}"));
                Vec::new()
            }
        }
    }

    fn detector(&mut self) -> RuleKind {
        let path = self.fields.at("ids");
        let mut ids = Vec::new();
        for (number, id) in self.fields.texts("ids", self.faults).iter().enumerate() {
            match Detector::from_id(id) {
                Some(detector) => ids.push(detector),
                None => self.faults.add(
                    &format!("{path}[{number}]"),
                    format!("there is no detector {id:?}; docs/detectors.md lists them"),
                ),
            }
        }
        if ids.is_empty() {
            self.faults
                .add(&path, "names no detector: the rule would find nothing");
        }
        RuleKind::Detector {
            ids,
            min_score: u8::try_from(self.number("min_score", 70).min(100)).unwrap_or(100),
        }
    }

    fn attachment(&mut self) -> RuleKind {
        let path = self.fields.at("types");
        let types = self.fields.texts("types", self.faults);
        let known = ["picture", "video", "sound", "document", "contact", "other"];
        for (number, word) in types.iter().enumerate() {
            if !known.contains(&word.as_str()) {
                let what = format!("{word:?}, expected one of: {}", known.join(", "));
                self.faults.add(&format!("{path}[{number}]"), what);
            }
        }
        RuleKind::Attachment {
            types,
            max_count: self.number("max_count", 0),
        }
    }

    fn system(&mut self) -> RuleKind {
        let path = self.fields.at("events");
        let events = self.fields.texts("events", self.faults);
        for (number, word) in events.iter().enumerate() {
            let is_call = matches!(word.as_str(), "Call" | "Deleted" | "ViewOnce");
            if !is_call && EventKind::from_word(word).is_none() {
                let what = format!("there is no event {word:?}; docs/compliance.md lists them");
                self.faults.add(&format!("{path}[{number}]"), what);
            }
        }
        if events.is_empty() {
            self.faults
                .add(&path, "names no event: the rule would find nothing");
        }
        RuleKind::System { events }
    }

    fn volume(&mut self) -> RuleKind {
        let periods = [("day", Period::Day), ("week", Period::Week)];
        RuleKind::Volume {
            per: self.fields.word("per", &periods, Period::Day, self.faults),
            baseline_days: self.number("baseline_days", 28).max(1),
            factor: self.number("factor", 5).max(1),
            floor: self.number("floor", 50),
        }
    }
}
