//! Just under what fires a code, and just at it.

use super::*;

/// Whether a code is found under the desk policy.
fn fires(code: &str, exports: Vec<Export>) -> bool {
    let mut asked = asked();
    asked.policy = policy_from_json(starting_policy("desk").unwrap().text).unwrap();
    let result = ask(&case_of(exports), &asked);
    !told(&result, &[code]).is_empty()
}

/// The text under the limit fires nothing, the one at it does.
fn at(code: &str, under: &str, over: &str) {
    let export = |text: &str| vec![android("WhatsApp Chat with Zed.zip", text)];
    assert!(
        !fires(code, export(under)),
        "{code} fires under its limit:\n{under}"
    );
    assert!(
        fires(code, export(over)),
        "{code} does not fire at its limit:\n{over}"
    );
}

fn said(clock: &str, what: &str) -> String {
    format!("15/01/2024, {clock} - Ines Sample: {what}\n")
}

/// A word so many times.
fn words(n: usize) -> String {
    "boat ".repeat(n)
}

#[test]
fn words_that_stand_apart() {
    let invites = |n| said("10:30", &format!("move {}to Signal", words(n)));
    // The window of the desk policy counts the words between with the last one.
    at("O001", &invites(7), &invites(6));
    let speaks = |n| said("10:30", &format!("call me {}urgent", words(n)));
    at("O003", &speaks(12), &speaks(11));
    let deletes = |n| said("10:30", &format!("delete {}chat", words(n)));
    at("O005", &deletes(6), &deletes(5));
}

#[test]
fn the_next_message_counts_for_two_minutes() {
    let over = |minute| {
        said("10:30", "let us take this elsewhere, can we move") + &said(minute, "to Signal")
    };
    at("O001", &over("10:33"), &over("10:32"));
}

#[test]
fn shorthand_is_a_token_in_capitals() {
    at(
        "O004",
        &said("10:30", "tyop TYOPS xTYOP"),
        &said("10:30", "so TYOP then"),
    );
}

#[test]
fn three_answers_without_a_question() {
    let answers = |n: u32| -> String {
        let days = (1..=n).map(|day| {
            format!(
                "{:02}/01/2024, 10:00 - Ines Sample: yes\n{0:02}/01/2024, 10:05 - Zed Placeholder: the boat is late\n",
                day * 2
            )
        });
        format!(
            "01/01/2024, 09:00 - Zed Placeholder: hello\n{}",
            days.collect::<String>()
        )
    };
    at("O007", &answers(2), &answers(3));
}

#[test]
fn identifiers_of_a_day() {
    let cards = |n: u32| -> String {
        (0..n)
            .map(|at| said(&format!("10:{at:02}"), "card 4999 9999 9999 9996"))
            .collect()
    };
    at("D003", &cards(4), &cards(5));
}

#[test]
fn clocks_and_counts() {
    let busy = |days: u32, n: u32| -> String {
        let habit =
            (1..=days).map(|day| format!("{day:02}/01/2024, 10:00 - Ines Sample: a word\n"));
        let burst = (0..n).map(|at| {
            format!(
                "20/01/2024, 1{}:{:02} - Ines Sample: one more\n",
                at / 60,
                at % 60
            )
        });
        habit.chain(burst).collect()
    };
    at("T002", &busy(14, 50), &busy(14, 51));
    at("T002", &busy(13, 60), &busy(14, 60));
    let back = |gap: &str, n: u32| -> String {
        let first = "01/01/2024, 10:00 - Zed Placeholder: hello\n".to_owned();
        (0..n).fold(first, |text, at| {
            format!("{text}{gap}/2024, 10:{at:02} - Zed Placeholder: back {at}\n")
        })
    };
    at("T003", &back("31/03", 19), &back("31/03", 20));
    at("T003", &back("30/03", 20), &back("31/03", 20));
    let calls = |n: u32, written: u32| -> String {
        let calls =
            (0..n).map(|at| format!("01/06/2024, 1{at}:00 - Zed Placeholder: Missed voice call\n"));
        let words = (0..written).map(|at| format!("01/06/2024, 1{at}:30 - Ines Sample: later\n"));
        let mut all: Vec<String> = calls.chain(words).collect();
        all.sort();
        all.concat()
    };
    at("T004", &calls(4, 0), &calls(5, 0));
    at("T004", &calls(5, 5), &calls(5, 4));
}

#[test]
fn steps_back_and_what_stands_twice() {
    let steps = |to: &str| {
        format!("[15/01/2024, 10:05:00] Ines Sample: one\n[15/01/2024, {to}] Ines Sample: two\n")
    };
    let export = |text: &str| vec![iphone("WhatsApp Chat - Zed.zip", text)];
    assert!(!fires("I006", export(&steps("10:04:00"))));
    assert!(fires("I006", export(&steps("10:03:59"))));
    let twice = |n: u32| -> String {
        let run: String = (0..n)
            .map(|at| said(&format!("10:0{at}"), &format!("line {at}")))
            .collect();
        format!("{run}{}{run}", said("10:09", "between"))
    };
    at("I010", &twice(2), &twice(3));
}

#[test]
fn a_code_that_changed_twice_in_a_week() {
    let changed = |day: u32| {
        format!(
            "01/03/2024, 09:00 - Zed Placeholder: hello\n01/03/2024, 10:00 - Your security code with Zed Placeholder changed.\n{day:02}/03/2024, 09:59 - Your security code with Zed Placeholder changed.\n"
        )
    };
    let grave = |text: &str| {
        let result = ask(
            &case_of(vec![android("WhatsApp Chat with Zed.zip", text)]),
            &asked(),
        );
        let told = told(&result, &["R011"]);
        told.iter().any(|line| line.contains("medium"))
    };
    assert!(grave(&changed(8)));
    assert!(!grave(&changed(9)));
}

#[test]
fn an_export_near_the_cap() {
    let lines = |n: u32| -> String {
        let line = |at: u32| {
            format!(
                "{:02}/{:02}/2024, 10:00 - Ines Sample: {at}\n",
                at % 28 + 1,
                at / 3500 + 1
            )
        };
        (0..n).map(line).collect()
    };
    let fires = |n| {
        let result = ask(
            &case_of(vec![android("WhatsApp Chat with Zed.zip", &lines(n))]),
            &asked(),
        );
        !told(&result, &["C001"]).is_empty()
    };
    assert!(!fires(39_899) && fires(39_900) && fires(40_100) && !fires(40_101));
}
