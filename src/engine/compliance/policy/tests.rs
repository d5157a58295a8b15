use super::*;

#[test]
fn starting_policies_hold_together() {
    for one in STARTING {
        if let Err(error) = policy_from_json(one.text) {
            panic!("{}: {error}", one.id);
        }
    }
}

fn desk(change: impl Fn(&str) -> String) -> String {
    let text = starting_policy("desk").unwrap().text;
    match policy_from_json(&change(text)) {
        Ok(_) => String::new(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn one_letter_of_a_field_refuses_the_file() {
    assert_eq!(
        desk(|text| text.replace("\"window\"", "\"windw\"")),
        "the policy is refused: rules[0].windw: is no field here; did you mean \"window\"?"
    );
    assert_eq!(
        desk(|text| text.replace("\"retention\"", "\"retentoin\"")),
        "the policy is refused: retentoin: is no field here; did you mean \"retention\"?"
    );
}

#[test]
fn examples_that_fail_refuse_the_file() {
    assert_eq!(
        desk(|text| text.replace("no promises from us", "guaranteed, as agreed")),
        "the policy is refused: rules[2].tests.no[0]: rule \"promise-1\" finds its example \"guaranteed, as agreed\""
    );
    assert_eq!(
        desk(|text| text.replace("it is guaranteed to double", "it will double")),
        "the policy is refused: rules[2].tests.yes[0]: rule \"promise-1\" does not find its example \"it will double\""
    );
}

fn with_rule(rule: &str) -> String {
    let text = format!(
        r#"{{"format":"wa-policy/1","id":"p","title":"P","version":"1",
"clauses":[{{"id":"1","kind":"do","title":"T","text":"T"}}],"rules":[{rule}]}}"#
    );
    match policy_from_json(&text) {
        Ok(_) => String::new(),
        Err(error) => error.to_string().replace("the policy is refused: ", ""),
    }
}

#[test]
fn slips_are_named_with_their_path() {
    let pattern = |pattern: &str| {
        with_rule(&format!(
            r#"{{"id":"a","clause":"1","kind":"pattern","title":"A","pattern":{pattern:?},"tests":{{"yes":["abc 123"],"no":["nothing"]}}}}"#
        ))
    };
    assert_eq!(pattern(r"\d{3}"), "");
    assert_eq!(
        pattern("x*"),
        "rules[0].pattern: fits the empty text, so it would be found everywhere"
    );
    assert_eq!(
        pattern("(a"),
        "rules[0].pattern: is not understood at character 3"
    );
    assert_eq!(
        pattern("(a{1,60}b){1,60}"),
        "rules[0].pattern: is too large: its repetitions are too many"
    );
    assert_eq!(
        pattern("x"),
        "rules[0].tests.yes[0]: rule \"a\" does not find its example \"abc 123\""
    );
    let cases = [
        (
            r#"{"id":"a","clause":"2","kind":"system","title":"A","events":["Gone"]}"#,
            "rules[0].events[0]: there is no event \"Gone\"; docs/compliance.md lists them; rules[0].clause: there is no clause \"2\"",
        ),
        (
            r#"{"id":"a","clause":"1","kind":"term","title":"A","list":"words","tests":{"yes":["x"],"no":["y"]}}"#,
            "rules[0].list: there is no list \"words\"; rules[0].terms: names no word: the rule would find nothing",
        ),
        (
            r#"{"id":"a","clause":"1","kind":"after_hours","title":"A","hours":"desk"}"#,
            "rules[0].hours: there is no table of hours \"desk\"",
        ),
        (
            r#"{"id":"a","clause":"1","kind":"all_of","title":"A","rules":["a"]}"#,
            "rules[0].rules: rules are combined more than 3 deep, or go in a circle",
        ),
    ];
    for (rule, expected) in cases {
        assert_eq!(with_rule(rule), expected);
    }
}

#[test]
fn zones_and_hours_are_checked() {
    let told = desk(|text| text.replace("Europe/London", "Europe London"));
    assert!(
        told.contains("zones.default: \"Europe London\", expected a zone"),
        "{told}"
    );
    let told = desk(|text| text.replace("07:00-19:00", "7-19"));
    assert!(
        told.contains("hours.desk.mon-fri: \"7-19\", expected hours such as 07:00-19:00"),
        "{told}"
    );
}

#[test]
fn faults_are_named_with_their_line() {
    let text = starting_policy("desk").unwrap().text;
    let places = |text: &str| match policy_from_json(text) {
        Ok(_) => Vec::new(),
        Err(error) => error
            .places(text)
            .iter()
            .map(|one| (one.line, one.path.clone()))
            .collect::<Vec<_>>(),
    };
    let line = |text: &str, what: &str| {
        let lines = text.lines().position(|line| line.contains(what));
        lines.unwrap() as u32 + 1
    };
    let slip = text.replace("\"window\"", "\"windw\"");
    assert_eq!(
        places(&slip),
        [(line(&slip, "windw"), "rules[0].windw".to_owned())]
    );
    let cut = text.replace("\"rules\": [", "\"rules\": [,");
    assert_eq!(places(&cut), [(line(&cut, "\"rules\": [,"), String::new())]);
}

#[test]
fn what_would_silence_or_always_find_is_refused() {
    let with = |more: &str| {
        let text = format!(
            r#"{{"format":"wa-policy/1","id":"p","title":"P","version":"1",
"clauses":[{{"id":"1","kind":"do","title":"T","text":"T"}}],"rules":[]{more}}}"#
        );
        match policy_from_json(&text) {
            Ok(_) => String::new(),
            Err(error) => error.to_string().replace("the policy is refused: ", ""),
        }
    };
    assert_eq!(
        with(r#","severity":{"D002":"low"}"#),
        "severity.D002: \"low\", and a secret that was shared is always \"high\""
    );
    assert_eq!(with(r#","severity":{"D002":"high","D001":"low"}"#), "");
    for what in ["phrase", "sender", "thread"] {
        let excluded = |text: &str| {
            with(&format!(
                r#","exclusions":[{{"{what}":"{text}","reason":"x"}}]"#
            ))
        };
        assert_eq!(
            excluded(" "),
            "exclusions[0]: names nothing that is hidden: the text is empty"
        );
        assert_eq!(excluded("a"), "", "{what}");
    }
    let language = |expected: &str| {
        with_rule(&format!(
            r#"{{"id":"a","clause":"1","kind":"language","title":"A","expected":{expected}}}"#
        ))
    };
    assert!(
        language(r#"["latin","Klingon"]"#)
            .starts_with("rules[0].expected[1]: \"Klingon\", expected one of: latin, greek,")
    );
    assert_eq!(
        language("[]"),
        "rules[0].expected: names no script: every thread would be found"
    );
    assert_eq!(language(r#"["latin","other"]"#), "");
}
