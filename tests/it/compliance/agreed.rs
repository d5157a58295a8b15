//! The agreed cases about a policy and a sample, by their names, and rules that would never fire.

use threadseal::engine::compliance::PolicyError;

use super::*;

const NOTICE: &str =
    "Messages and calls are end-to-end encrypted. No one outside of this chat can read them.";

fn refused(rules: &str, more: &str) -> String {
    let text = format!(
        r#"{{"format":"wa-policy/1","id":"t","title":"T","version":"4",
"clauses":[{{"id":"2.1","kind":"do_not","title":"Stay","text":"Stay."}}],
"hours":{{"day":{{"mon-sun":"08:00-18:00"}},"noon":{{"mon-sun":"12:00-13:00"}}}},
"rules":[{rules}]{more}}}"#
    );
    match policy_from_json(&text) {
        Ok(_) => String::new(),
        Err(PolicyError::Faults { faults }) => {
            let faults = faults
                .iter()
                .map(|one| format!("{}: {}", one.path, one.what));
            faults.collect::<Vec<_>>().join("; ")
        }
        Err(other) => other.to_string(),
    }
}

fn term(id: &str, more: &str) -> String {
    format!(
        r#"{{"id":"{id}","clause":"2.1","kind":"term","title":"Words","terms":["secret"]{more},"tests":{{"yes":["a secret"],"no":["none"]}}}}"#
    )
}

#[test]
fn k02_a_noun() {
    let text = format!(
        "15/01/2024, 10:00 - {NOTICE}\n15/01/2024, 10:30 - Ines Sample: the signal was weak in the lift\n"
    );
    let result = ask(
        &case_of(vec![android("WhatsApp Chat with Zed.zip", &text)]),
        &asked(),
    );
    assert_eq!(
        told(&result, &["O001", "O002", "O003", "O006"]),
        Vec::<String>::new()
    );
}

#[test]
fn k19_an_example_that_must_not_fit() {
    let rule = term("w", "").replace("\"none\"", "\"no secret here\"");
    assert_eq!(
        refused(&rule, ""),
        "rules[0].tests.no[0]: rule \"w\" finds its example \"no secret here\""
    );
}

#[test]
fn k20_a_sample_drawn_on_two_machines() {
    let lines: String = (0..200)
        .map(|n| {
            format!(
                "15/01/2024, {:02}:{:02} - Zed Placeholder: crate {n}\n",
                9 + n / 60,
                n % 60
            )
        })
        .collect();
    let text = format!("15/01/2024, 08:00 - {NOTICE}\n{lines}");
    let drawn = |nonce: &str| {
        let case = case_of(vec![android("WhatsApp Chat with Zed.zip", &text)]);
        ask(&case, &asked()).draw(nonce)
    };
    assert_eq!(
        drawn("typed before the draw"),
        drawn("typed before the draw")
    );
    assert_ne!(drawn("typed before the draw"), drawn("typed before a draw"));
}

#[test]
fn k23_one_letter_of_a_field() {
    assert_eq!(
        refused(&term("w", r#","sevrity":"high""#), ""),
        "rules[0].sevrity: is no field here; did you mean \"severity\"?"
    );
}

#[test]
fn a_key_that_stands_twice_refuses_the_file() {
    assert_eq!(
        refused(&term("w", r#","enabled":true,"enabled":false"#), ""),
        "rules[0].enabled: stands there twice"
    );
    assert_eq!(
        refused(&term("w", ""), r#","rules":[]"#),
        "rules: stands there twice"
    );
    assert_eq!(
        refused(&term("w", ""), r#","lists":{"a":["x"],"a":["y"]}"#),
        "lists.a: stands there twice"
    );
    assert_eq!(refused(&term("w", ""), ""), "");
}

#[test]
fn what_is_not_of_one_message_is_not_combined() {
    let combined = |rule: &str| {
        let all = format!(
            r#"{rule},{{"id":"c","clause":"2.1","kind":"all_of","title":"C","rules":["x"]}}"#
        );
        refused(&all, "")
    };
    let of = |kind: &str| format!(r#"{{"id":"x","clause":"2.1","title":"X",{kind}}}"#);
    for kind in [
        r#""kind":"volume","floor":10"#,
        r#""kind":"silence","min_days":9"#,
        r#""kind":"participant","max_external":1"#,
        r#""kind":"language","expected":["latin"]"#,
        r#""kind":"attachment","max_count":3"#,
        r#""kind":"system","events":["Added"]"#,
        r#""kind":"after_hours","hours":"day","min_messages":4"#,
    ] {
        let told = combined(&of(kind));
        assert!(
            told.starts_with("rules[1].rules[0]: the rule \"x\" "),
            "{kind}: {told}"
        );
    }
    for kind in [
        r#""kind":"after_hours","hours":"day""#,
        r#""kind":"attachment""#,
        r#""kind":"system","events":["Deleted","Call"]"#,
    ] {
        assert_eq!(combined(&of(kind)), "", "{kind}");
    }
    let missed = of(r#""kind":"system","events":["MissedCall"]"#);
    assert!(refused(&missed, "").contains("there is no event"));
}

fn with_rules(rules: &str) -> Asked {
    let mut asked = asked();
    asked.policy = policy_with(
        rules,
        r#","hours":{"day":{"mon-sun":"08:00-18:00"},"noon":{"mon-sun":"12:00-13:00"}}"#,
    );
    asked
}

fn rules_told(asked: &Asked, text: &str, code: &str) -> Vec<String> {
    let text = format!("15/01/2024, 08:30 - {NOTICE}\n{text}");
    let result = ask(
        &case_of(vec![android("WhatsApp Chat with Zed.zip", &text)]),
        asked,
    );
    let of = result.findings.iter().filter(|one| one.code.id() == code);
    let mut rules: Vec<String> = of.map(|one| one.rule.clone().unwrap_or_default()).collect();
    rules.sort();
    rules
}

#[test]
fn a_rule_that_is_off_hides_no_other() {
    let twice = |rule: &str, id: &str| {
        let off = rule.replace(
            &format!("\"id\":\"{id}\""),
            "\"id\":\"off\",\"enabled\":false",
        );
        with_rules(&format!("{off},{rule}"))
    };
    let rules: Vec<&str> = RULES.split_inclusive("},\n").collect();
    let mover = rules[0].trim_end_matches(",\n");
    let link = "15/01/2024, 10:30 - Ines Sample: write to signal.me/ines\n";
    assert_eq!(rules_told(&twice(mover, "off-1"), link, "O002"), ["off-1"]);
    let invites = "15/01/2024, 10:30 - Ines Sample: can we move this to Signal?\n";
    assert_eq!(
        rules_told(&twice(mover, "off-1"), invites, "O001"),
        ["off-1"]
    );
    let card = "15/01/2024, 10:30 - Ines Sample: card 4999 9999 9999 9996\n";
    let data = rules[2];
    assert_eq!(rules_told(&twice(data, "data-1"), card, "D001"), ["data-1"]);
}

#[test]
fn every_rule_is_evaluated() {
    let habit: String = (1..=20)
        .flat_map(|day| {
            (0..3).map(move |n| format!("{day:02}/02/2024, 12:1{n} - Ines Sample: item {n}\n"))
        })
        .collect();
    let burst: String = (0..40)
        .map(|n| format!("21/02/2024, 12:{n:02} - Ines Sample: burst {n}\n"))
        .collect();
    let volume = |id: &str, floor: u32| {
        format!(
            r#"{{"id":"{id}","clause":"2.1","kind":"volume","title":"V","floor":{floor},"factor":2}}"#
        )
    };
    let both = with_rules(&format!("{},{}", volume("v-1", 50), volume("v-2", 10)));
    assert_eq!(
        rules_told(&both, &format!("{habit}{burst}"), "T002"),
        ["v-2"]
    );
    let hours = |id: &str, table: &str| {
        format!(
            r#"{{"id":"{id}","clause":"2.1","kind":"after_hours","title":"H","hours":"{table}"}}"#
        )
    };
    let both = with_rules(&format!("{},{}", hours("h-1", "day"), hours("h-2", "noon")));
    let morning = "15/01/2024, 10:30 - Ines Sample: hello\n";
    let night = "15/01/2024, 22:30 - Ines Sample: hello\n";
    assert_eq!(rules_told(&both, morning, "T001"), ["h-2"]);
    assert_eq!(rules_told(&both, night, "T001"), ["h-1", "h-2"]);
    // Hours in a combination are those of the message.
    let late = format!(
        r#"{},{},{{"id":"late","clause":"2.1","kind":"all_of","title":"L","rules":["h-1","w"]}},
{{"id":"early","clause":"2.1","kind":"not","title":"E","rules":["h-1"]}}"#,
        hours("h-1", "day"),
        term("w", r#","enabled":false"#)
    );
    let late = with_rules(&late);
    let said = |clock: &str| format!("15/01/2024, {clock} - Ines Sample: a secret\n");
    assert_eq!(rules_told(&late, &said("22:30"), "L001"), ["late"]);
    assert_eq!(rules_told(&late, &said("10:30"), "L001"), ["early"]);
}
