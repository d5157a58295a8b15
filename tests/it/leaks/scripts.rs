//! Names as their scripts write them: withheld where they are names, listed where they stand in longer
//! words. What redaction finds and what the check counts is the same.

use threadseal::engine::session::protocol::MediaChoice;

use super::participant;
use crate::package::{one, text, unpacked};
use crate::support::packages::{Decisions, attachment, built, leaks, told, verified};

const MESSAGES: &str = "data/threads/t001/messages.jsonl";

fn chat(name: &str, said: &[&str]) -> String {
    let mut chat = format!("31/12/2023, 10:00 - {name}: Hello\n");
    for (minute, words) in (1..).zip(said) {
        chat.push_str(&format!("31/12/2023, 10:{minute:02} - Bo: {words}\n"));
    }
    chat
}

/// Whoever is called `name` is called by a pseudonym: of what Bo says the first texts are withheld at
/// least in part, the next ones are listed, and the last ones are neither.
fn check(name: &str, withheld: &[&str], listed: &[&str], open: &[&str]) {
    let said = [withheld, listed, open].concat();
    let case = one("a.zip", &chat(name, &said), &[]);
    let mut decisions = Decisions::default();
    decisions.add(participant(&case, "Hello", ""));
    let package = built(&case, &decisions.log, MediaChoice::Withheld, &[]);
    assert_eq!(told(&verified(&package)), "", "{name}");
    let messages = text(&unpacked(&package), MESSAGES);
    for (index, (line, words)) in messages.lines().skip(1).zip(&said).enumerate() {
        let is_redacted = line.contains("\"redacted\"");
        assert_eq!(
            is_redacted,
            index < withheld.len(),
            "{name} in {words}: {line}"
        );
    }
    // `zed1` does not become a person with another number.
    let is_other = ["Person 11", "Person 12"].map(|other| messages.contains(other));
    assert_eq!(is_other, [false; 2], "{name}");
    let report = leaks(&package, &case, &decisions.log);
    assert_eq!(report.leaks, [], "{name}");
    let rows: Vec<u32> = report
        .visible
        .iter()
        .map(|row| row.record.unwrap().1)
        .collect();
    let first = withheld.len() as u32 + 2;
    let expected: Vec<u32> = (first..first + listed.len() as u32).collect();
    assert_eq!(rows, expected, "{name}: {:?}", report.visible);
}

#[test]
fn scripts_without_spaces_have_no_edges() {
    check(
        "王小明",
        &["王小明来了", "我和王小明吃饭"],
        &["小明好"],
        &["王先生"],
    );
    check(
        "田中 太郎",
        &["田中太郎さんが参加しました", "太郎、どうも"],
        &[],
        &["日中"],
    );
    check("สมชาย", &["คุณสมชายมา"], &[], &["สม"]);
    // One character is a word of many others.
    check("明", &["明", "(明)"], &[], &["明天", "说明"]);
}

#[test]
fn korean_particles_end_a_name() {
    check(
        "김민수",
        &[
            "김민수님이 나갔습니다.",
            "김민수가 왔어",
            "우리 김민수입니다",
        ],
        &["민수야"],
        &["김민순"],
    );
    check(
        "김 민수",
        &["민수한테는", "김민수가"],
        &["박민수", "민수식"],
        &["민순이"],
    );
    check("김", &["김!"], &[], &["김치"]);
}

#[test]
fn hebrew_and_arabic_write_small_words_before() {
    check(
        "דוד לוי",
        &["לדוד יש", "ודוד בא", "כשדוד לוי", "הלויים"],
        &["נדוד"],
        &["דור"],
    );
    check(
        "أحمد الخالدي",
        &["وأحمد هنا", "لأحمد", "احمد", "أَحْمَد"],
        &["احمدي"],
        &["محمد"],
    );
}

#[test]
fn signs_and_digits_are_no_part_of_a_name() {
    check(
        "Zed Okafor",
        &[
            "_Zed_",
            "*Okafor*",
            "~Zed~",
            "zed123",
            "1Zed",
            "see CV_Zed_Okafor.pdf and zed_okafor",
            "ZedOkafor",
            "http://x.example/zedokafor",
        ],
        &["Zedland", "the Okafors"],
        &["ze", "okay"],
    );
}

#[test]
fn endings_are_listed_and_never_guessed() {
    check("राम शर्मा", &["राम ने"], &["रामजी", "परशुराम"], &[]);
    check("Иван Петров", &["Иван"], &["Ивану Петрову"], &["Ива"]);
    check(
        "Anna Kovács",
        &["Kovacs", "ANNA"],
        &["Annának", "Kovácsék"],
        &[],
    );
}

#[test]
fn letters_are_as_people_type_them() {
    check(
        "Søren Æbelø",
        &["Soren", "Aebelo", "SØREN"],
        &[],
        &["Sörlen"],
    );
    check("Łukasz Wójcik", &["Lukasz", "Wojcik"], &["Lukaszem"], &[]);
}

#[test]
fn names_of_files_are_withheld_as_the_check_finds_them() {
    let names = [
        "CV_Zed_Okafor.pdf",
        "ZedOkafor.pdf",
        "zed-okafor2.pdf",
        "okafor.zed.pdf",
    ];
    let mut said: Vec<String> = names.map(|name| format!("{name} (file attached)")).to_vec();
    said.push("plan.pdf (file attached)".to_owned());
    let said: Vec<&str> = said.iter().map(String::as_str).collect();
    let mut media: Vec<(&str, &[u8])> = names.map(|name| (name, &b"%PDF"[..])).to_vec();
    media.push(("plan.pdf", b"%PDF-1"));
    let case = one("a.zip", &chat("Zed Okafor", &said), &media);
    let mut decisions = Decisions::default();
    decisions.add(participant(&case, "Hello", ""));
    let package = built(&case, &decisions.log, MediaChoice::Withheld, &[]);
    let messages = text(&unpacked(&package), MESSAGES);
    assert!(!messages.to_lowercase().contains("okafor"), "{messages}");
    assert!(messages.contains("plan.pdf"));
    assert_eq!(leaks(&package, &case, &decisions.log).leaks, []);
}

#[test]
fn the_name_of_a_withheld_file_is_found_between_letters() {
    let name = "王小明の旅券.pdf";
    let said = [
        "王小明の旅券.pdf (file attached)",
        "见王小明の旅券，谢谢",
        "见王小明の旅券.pdf谢谢",
        "旅券",
    ];
    let case = one("a.zip", &chat("Ann", &said), &[(name, b"%PDF")]);
    let mut decisions = Decisions::default();
    decisions.add(attachment(&case, name));
    let package = built(&case, &decisions.log, MediaChoice::Withheld, &[]);
    let messages = text(&unpacked(&package), MESSAGES);
    assert!(!messages.contains("王小明"), "{messages}");
    assert!(messages.contains("\"旅券\""), "{messages}");
    assert_eq!(leaks(&package, &case, &decisions.log).leaks, []);
}
