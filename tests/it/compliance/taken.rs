//! What goes in: a period, a roster, a policy, the day of today. Nothing of it is passed over in silence.

use std::fs;

use super::*;
use crate::support::threadseal;

const NOTICE: &str = "15/01/2024, 10:00 - Messages and calls are end-to-end encrypted. No one outside of this chat can read them.\n";

#[test]
fn a_period_without_a_day_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let export = folder.path().join("WhatsApp Chat with Zed.zip");
    let zip = ordinary(&[("WhatsApp Chat with Zed.txt", SMALL.as_bytes())]);
    fs::write(&export, zip).unwrap();
    let ran = |from: &str, to: &str| {
        let words = ["compliance", "--policy", "desk", "--from", from, "--to", to];
        let words = words.map(str::to_owned).into_iter();
        threadseal(words.chain([export.display().to_string()]))
    };
    let backwards = ran("2025-03-01", "2024-03-31");
    assert_eq!(backwards.code, 2, "{}", backwards.err);
    assert!(
        backwards.err.contains("--to lies before --from"),
        "{}",
        backwards.err
    );
    let one_day = ran("2024-01-15", "2024-01-15");
    assert_eq!(one_day.code, 0, "{}", one_day.err);
}

#[test]
fn a_message_of_tomorrow_is_told_and_a_zip_may_be_a_day_behind() {
    let text = format!(
        "{NOTICE}15/01/2024, 10:01 - Ines Sample: hello\n16/01/2024, 10:02 - Zed Placeholder: hi there\n"
    );
    let case = case_of(vec![android("WhatsApp Chat with Zed.zip", &text)]);
    let on = |today: &str, latest: &str| {
        let asked = asked();
        let question = Question {
            roster: asked.roster,
            policy: asked.policy,
            period: Days::default(),
            today: Day::from_iso(today),
            latest: Day::from_iso(latest),
            told: Vec::new(),
        };
        let ahead: threadseal::engine::compliance::ZoneAhead = Rc::new(|_, _| None);
        let mut job = ComplianceJob::new(&case, &DecisionLog::default(), question, ahead);
        loop {
            if let Step::Done(result) = job.step() {
                let found = result.findings.iter().find(|one| one.code.id() == "I014");
                return found.map(|one| one.why.clone()).unwrap_or_default();
            }
        }
    };
    // Somebody said which day it is.
    let why = on("2024-01-15", "2024-01-15");
    assert_eq!(why, "1 message dated after 2024-01-15, today");
    assert_eq!(on("2024-01-16", "2024-01-16"), "");
    // A clock said it, and elsewhere it is the next day already.
    assert_eq!(on("2024-01-15", "2024-01-16"), "");
    let why = on("2024-01-14", "2024-01-15");
    assert_eq!(why, "1 message dated after 2024-01-14, today");
}

#[test]
fn names_of_policy_and_roster_that_lead_nowhere_are_told() {
    let case = case_of(vec![android("WhatsApp Chat with Zed.zip", SMALL)]);
    let notes = |hours: &str, zones: &str| {
        let mut asked = asked();
        asked.roster.people[0].hours = hours.to_owned();
        asked.policy = policy_with(
            RULES,
            &format!(r#","hours":{{"desk":{{"mon-fri":"07:00-19:00"}}}},"zones":{{{zones}}}"#),
        );
        let notes = ask(&case, &asked).not_checked;
        let of_names = notes.into_iter().filter(|one| {
            one.contains("no table of that name") || one.contains("has no such person")
        });
        of_names.collect::<Vec<_>>()
    };
    assert_eq!(
        notes("nite", r#""zzz":"Europe/Paris""#),
        [
            "the policy gives the zone \"Europe/Paris\" to \"zzz\", and the roster has no such person: it is \
             used for nobody",
            "the roster gives 1 person the hours \"nite\", and the policy has no table of that name: what the \
             rules say of hours holds for them",
        ]
    );
    assert_eq!(
        notes("desk", r#""e001":"Europe/Paris""#),
        Vec::<String>::new()
    );
    assert_eq!(notes("", ""), Vec::<String>::new());
}

/// Every thread begins with this notice, whatever the language and the year.
#[test]
fn notices_of_encryption_begin_a_thread() {
    for line in [
        "Messages you send to this chat and calls are now secured with end-to-end encryption. Tap for more info.",
        "Messages to this group are now secured with end-to-end encryption.",
        "Nachrichten in diesem Chat sowie Anrufe sind jetzt mit Ende-zu-Ende-Verschlüsselung geschützt. Tippe für mehr Infos.",
        "Nachrichten, die du in diesem Chat sendest, sowie Anrufe, sind jetzt mit Ende-zu-Ende-Verschlüsselung geschützt.",
        "Nachrichten an diese Gruppe sind jetzt mit Ende-zu-Ende-Verschlüsselung geschützt.",
        "Los mensajes y llamadas en este chat ahora están protegidos con cifrado de extremo a extremo.",
        "Les messages envoyés dans ce groupe sont désormais protégés avec le chiffrement de bout en bout.",
        "I messaggi che invii in questa chat e le chiamate sono ora protetti con la crittografia end-to-end.",
        "As mensagens enviadas a este grupo estão agora protegidas com a criptografia de ponta-a-ponta.",
        "Berichten die naar deze groep worden verzonden, zijn nu beveiligd met end-to-end encryptie.",
        "Сообщения и звонки защищены сквозным шифрованием. Подробнее",
        "Mesajlar ve aramalar uçtan uca şifrelidir. Daha fazla bilgi edinmek için dokunun.",
        "Wiadomości i połączenia są w pełni zaszyfrowane.",
        "Meddelanden och samtal är komplett krypterade.",
        "Beskeder og opkald er end-to-end-krypterede.",
        "Meldinger og samtaler er ende-til-ende-krypterte.",
        "Pesan dan panggilan terenkripsi secara end-to-end.",
    ] {
        let text = format!(
            "15/01/2024, 10:00 - {line}\n15/01/2024, 10:01 - Ines Sample: hello\n15/01/2024, 10:02 - Zed Placeholder: hi\n"
        );
        let case = case_of(vec![android("WhatsApp Chat with Zed.zip", &text)]);
        assert_eq!(
            told(&ask(&case, &asked()), &["C003"]),
            Vec::<String>::new(),
            "{line}"
        );
    }
}

/// What is not understood is no sign that older messages are missing.
#[test]
fn a_first_line_that_is_not_understood_shows_nothing() {
    let lines = |first: &str, n: usize| {
        let mut text = format!("01/01/2024, 00:00 - {first}\n");
        for number in 1..n {
            let (day, minute) = (number / 1440, number % 1440);
            text.push_str(&format!(
                "{:02}/{:02}/2024, {:02}:{:02} - Ines Sample: number {number}\n",
                day % 28 + 1,
                day / 28 + 1,
                minute / 60,
                minute % 60
            ));
        }
        text
    };
    let found = |text: &str| {
        let mut asked = asked();
        asked.period.from = Day::from_iso("2023-06-01");
        let case = case_of(vec![android("WhatsApp Chat with Zed.zip", text)]);
        told(&ask(&case, &asked), &["C001", "C003", "C011"])
    };
    assert_eq!(
        found(&lines("Lines of a version that nobody knows", 40_000)),
        [
            "C001 high likely @1",
            "C003 medium weak @1",
            "C011 high weak @1"
        ]
    );
    // An ordinary message shows that something is missing.
    assert_eq!(
        found(&lines("Ines Sample: and so it goes on", 40_000)),
        [
            "C001 high certain @1",
            "C003 medium likely @1",
            "C011 high certain @1"
        ]
    );
    // So does a line that is understood and begins no thread.
    assert_eq!(
        found(&lines("Ines Sample changed the group description", 50)),
        ["C003 medium likely @1", "C011 high certain @1"]
    );
}

#[test]
fn an_address_of_the_roster_is_known_whoever_gives_it() {
    let found = |what: &str| {
        let mut asked = asked();
        asked.roster.people[1].emails = vec!["Zed.P@gmail.com".to_owned()];
        let text = format!("{NOTICE}15/01/2024, 10:30 - Ines Sample: {what}\n");
        let case = case_of(vec![android("WhatsApp Chat with Zed.zip", &text)]);
        told(&ask(&case, &asked), &["O002"])
    };
    assert_eq!(
        found("send it to zed.p@gmail.com please"),
        Vec::<String>::new()
    );
    let told = ["O002 high likely @2"];
    assert_eq!(found("send it to zed.q@gmail.com please"), told);
    assert_eq!(found("send it to zed.p@gmail.com and ines@gmail.com"), told);
    assert_eq!(found("send it to zed.q@firm.example"), Vec::<String>::new());
}
