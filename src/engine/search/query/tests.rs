use super::edit::{Controls, Slot, controls, from_filter, period_filter, replaced, unfiltered};
use super::{FileType, Has, MOST_PARTS, Period, Query, StateWord};

/// The query in words, or what is wrong with it: the word and what is said.
fn told(text: &str) -> String {
    match Query::parse(text) {
        Ok(query) => query.said(),
        Err(error) => {
            let word = &text[error.at.start as usize..error.at.end() as usize];
            format!("{word} <- {error}. {}", error.help())
        }
    }
}

#[test]
fn queries_are_understood() {
    for (query, expected) in [
        ("", ""),
        ("  ", ""),
        ("rent", "“rent”"),
        ("Rent March", "“Rent” · “March”"),
        ("a AND b", "“a” · “b”"),
        ("a b OR c d", "“a” · “b” or “c” · “d”"),
        ("(a b) OR c", "(“a” · “b”) or “c”"),
        ("a -b", "“a” · not “b”"),
        ("a NOT (b OR c)", "“a” · not (“b” or “c”)"),
        ("--a", "“a”"),
        ("a - b", "“a” · “-” · “b”"),
        ("\"a b\"", "“a b”"),
        ("“a b”", "“a b”"),
        (
            "don't +44 31/12 12:30",
            "“don't” · “+44” · “31/12” · “12:30”",
        ),
        ("https://a.b/c", "“https://a.b/c”"),
        ("f(x) :(", "“f(x)” · “:(”"),
        ("a near/5 \"b c\"", "“a” within 5 words of “b c”"),
        ("a w/1 b", "“a” beside “b”"),
        ("/a b|c\\/d/ e", "the pattern /a b|c\\/d/ · “e”"),
        ("from:ada", "from “ada”"),
        (
            "From:\"Ada Poe\" IN:flat",
            "from “Ada Poe” · in threads called “flat”",
        ),
        ("on:2024-03", "in March 2024"),
        ("on:2024", "in 2024"),
        ("on:2024-12", "in December 2024"),
        ("on:2024-02-29", "on 2024-02-29"),
        ("on:2024-01-31", "on 2024-01-31"),
        ("on:2024-03-01..2024-03-15", "from 2024-03-01 to 2024-03-15"),
        ("on:2024-03..2024-04", "from 2024-03-01 to April 2024"),
        ("on:2024-03-02..", "after 2024-03-01"),
        ("before:2024-03", "before 2024-03-01"),
        ("after:2024-03", "after March 2024"),
        ("after:2024-03-31", "after 2024-03-31"),
        (
            "kind:call is:edited has:link",
            "calls · edited · with a link",
        ),
        (
            "type:voice -is:redacted",
            "with a voice note · not redacted",
        ),
        (
            "tag:\"To be checked\" -tag:done is:noted",
            "tagged “To be checked” · not tagged “done” · with a note",
        ),
    ] {
        assert_eq!(told(query), expected, "{query:?}");
    }
}

#[test]
fn what_is_wrong_is_said_at_its_word() {
    for (query, expected) in [
        (
            "a \"b c",
            "\"b c <- the quotation mark is not closed. Close it with \"",
        ),
        ("a /b c", "/b c <- the pattern is not closed."),
        ("a (b", "( <- the parenthesis is not closed."),
        ("a) b", ") <- there is no parenthesis to close here."),
        ("a ()", "() <- nothing stands between the parentheses."),
        ("a OR", "OR <- OR lacks something to join."),
        ("OR a", "OR <- OR lacks something to join."),
        ("a OR OR b", "OR <- OR lacks something to join."),
        ("AND a", "AND <- AND lacks something to join."),
        ("a NOT", "NOT <- NOT lacks something to join."),
        ("near/5 a", "near/5 <- near/5 lacks something to join."),
        ("a near/5", "near/5 <- near/5 lacks something to join."),
        (
            "a near/x b",
            "near/x <- \"x\" is no number of words. Write near/1 to near/100",
        ),
        ("a near/0 b", "near/0 <- \"0\" is no number of words."),
        (
            "(a b) near/5 c",
            "near/5 <- near joins words and phrases only.",
        ),
        (
            "a near/5 from:b",
            "near/5 <- near joins words and phrases only.",
        ),
        ("a \"\"", "\"\" <- there is nothing to look for here."),
        ("pay*", "pay* <- a star means nothing here. Leave it out"),
        (
            "form:ada",
            "form:ada <- there is no filter called form:. There are from:",
        ),
        ("tags:x", "tags:x <- there is no filter called tags:."),
        (
            "tag:",
            "tag: <- nothing stands behind tag:. Write the name of a tag",
        ),
        (
            "from:",
            "from: <- nothing stands behind from:. Write a name",
        ),
        (
            "is:read",
            "is:read <- is: does not know \"read\". It knows: redacted, edited, deleted, missing, tagged, bookmarked, noted, exhibit",
        ),
        (
            "kind:",
            "kind: <- nothing stands behind kind:. Write one of: text, media",
        ),
        ("on:march", "on:march <- \"march\" is no date. Write a day"),
        (
            "on:2023-02-29",
            "on:2023-02-29 <- \"2023-02-29\" is no date.",
        ),
        ("on:..", "on:.. <- \"..\" is no date."),
        (
            "on:2024..2023",
            "on:2024..2023 <- \"2024..2023\" is no date.",
        ),
        (
            "before:01/02/2024",
            "before:01/02/2024 <- \"01/02/2024\" is no date.",
        ),
        ("/a(/", "/ <- the pattern is not understood from here on."),
        (
            "/a**b/",
            "*b/ <- the pattern is not understood from here on.",
        ),
        ("/a*/", "/a*/ <- the pattern fits the empty text"),
        ("/\\b/", "/\\b/ <- the pattern fits the empty text"),
        ("//", "// <- the pattern fits the empty text"),
        (
            "/((a{999}){999}){9}/",
            "/((a{999}){999}){9}/ <- the pattern is too large.",
        ),
    ] {
        let told = told(query);
        assert!(told.starts_with(expected), "{query:?}: {told}");
    }
}

#[test]
fn a_query_has_bounds() {
    assert!(told(&"a ".repeat(MOST_PARTS)).starts_with("“a”"));
    assert!(told(&"a ".repeat(MOST_PARTS + 1)).contains("more than 128 parts"));
    assert!(told(&"a".repeat(5_000)).contains("longer than 4096 bytes"));
    assert!(told(&format!("{}a{}", "(".repeat(30), ")".repeat(30))).contains("24 deep"));
    assert!(told(&format!("{}a", "-".repeat(30))).contains("24 deep"));
}

#[test]
fn periods_hold_their_days() {
    let days = |text: &str| Period::on(text).map(|period| period.days());
    let both = |first: &str, last: &str| Some((Some(first.to_owned()), Some(last.to_owned())));
    assert_eq!(days("2024-02"), both("2024-02-01", "2024-02-29"));
    assert_eq!(days("2023"), both("2023-01-01", "2023-12-31"));
    assert_eq!(days("2024-01-31"), both("2024-01-31", "2024-01-31"));
    let after = Period::after("2024-12-31").unwrap();
    assert_eq!(after.days().0.as_deref(), Some("2025-01-01"));
    for (period, day, holds) in [
        (Period::before("2024-03"), (2024, 2, 29), true),
        (Period::before("2024-03"), (2024, 3, 1), false),
        (Period::after("2024-03"), (2024, 3, 31), false),
        (Period::after("2024-03"), (2024, 4, 1), true),
        (Period::on("2024-03..2024-04-02"), (2024, 4, 2), true),
        (Period::on("2024-03..2024-04-02"), (2024, 4, 3), false),
    ] {
        assert_eq!(period.unwrap().holds(day), holds, "{period:?} {day:?}");
    }
}

#[test]
fn controls_read_from_the_text_and_write_into_it() {
    let shown = controls(&Query::parse("rent from:ada on:2024-03 is:edited has:link").unwrap());
    let expected = Controls {
        from: Some("ada".to_owned()),
        days: (Some("2024-03-01".to_owned()), Some("2024-03-31".to_owned())),
        has: vec![Has::Link],
        is: vec![StateWord::Edited],
        ..Controls::default()
    };
    assert_eq!(shown, expected);
    let nested = Query::parse("(type:image OR type:video) -from:ada").unwrap();
    assert_eq!(controls(&nested), Controls::default());
    let one = Query::parse("type:image").unwrap();
    assert_eq!(controls(&one).file, Some(FileType::Image));
    for (text, slot, filter, expected) in [
        ("", Slot::Kind, Some("kind:call"), "kind:call"),
        (
            "rent OR deposit",
            Slot::Kind,
            Some("kind:call"),
            "rent OR deposit kind:call",
        ),
        (
            "rent kind:text march",
            Slot::Kind,
            Some("kind:call"),
            "rent march kind:call",
        ),
        ("rent kind:text march", Slot::Kind, None, "rent march"),
        ("kind:text", Slot::Kind, None, ""),
        ("rent AND kind:text", Slot::Kind, None, "rent"),
        (
            "is:edited is:deleted",
            Slot::Is(StateWord::Edited),
            None,
            "is:deleted",
        ),
        ("before:2024 after:2022 a", Slot::Period, None, "a"),
        ("a  b", Slot::From, Some("from:\"x\""), "a  b from:\"x\""),
    ] {
        let found = replaced(text, slot, filter);
        assert_eq!(found.as_deref(), Some(expected), "{text:?}");
    }
    assert_eq!(replaced("a (", Slot::Kind, None), None);
    assert_eq!(
        unfiltered("rent from:ada -kind:call on:2024").as_deref(),
        Some("rent -kind:call")
    );
    assert_eq!(from_filter("Ada \"the\" Poe"), "from:\"Ada \"");
    assert_eq!(
        period_filter(None, Some("2024-03-01")).as_deref(),
        Some("on:..2024-03-01")
    );
    assert_eq!(period_filter(None, None), None);
}
