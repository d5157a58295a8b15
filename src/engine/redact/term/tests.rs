use proptest::prelude::*;

use super::set::{Edges, Scratch, TermSet};
use super::{Folder, Term};
use crate::engine::place::ByteSpan;

fn hits(term: &str, text: &[u8]) -> Vec<String> {
    Term::new(term).map_or_else(Vec::new, |term| {
        term.spans(text)
            .into_iter()
            .map(|span| {
                String::from_utf8_lossy(&text[span.start as usize..span.end() as usize])
                    .into_owned()
            })
            .collect()
    })
}

fn check(term: &str, text: &str, expected: &[&str]) {
    assert_eq!(
        hits(term, text.as_bytes()),
        expected,
        "{term:?} in {text:?}"
    );
    // The many-terms way must agree, alone and in company.
    for company in [
        &[][..],
        &["ada", "zz", "jos\u{e9}", "q", "\u{3b1}", "1", "b c"],
    ] {
        let alone = [term];
        let terms = alone.iter().chain(company).filter_map(|t| Term::new(t));
        let set = TermSet::new(terms.map(|term| (term, Edges::Any)).collect());
        let mut found = Vec::new();
        set.each(&mut Scratch::new(), text.as_bytes(), &mut |n, span| {
            if n == 0 {
                found.push(&text[span.start as usize..span.end() as usize]);
            }
        });
        if Term::new(term).is_some() {
            assert_eq!(found, expected, "{term:?} in {text:?} as one of many");
        }
    }
}

#[test]
fn case_does_not_matter() {
    check("ada", "Ada ADA aDa", &["Ada", "ADA", "aDa"]);
    check(
        "ÅSA",
        "åsa Åsa A\u{30a}SA \u{212b}sa",
        &["åsa", "Åsa", "A\u{30a}SA", "\u{212b}sa"],
    );
    check(
        "straße",
        "Strasse STRASSE STRA\u{1e9e}E",
        &["Strasse", "STRASSE", "STRA\u{1e9e}E"],
    );
    check("ΟΔΟΣ", "οδος οδοσ", &["οδος", "οδοσ"]);
    check(
        "istanbul",
        "İstanbul ıstanbul ISTANBUL I\u{307}stanbul",
        &["İstanbul", "ıstanbul", "ISTANBUL", "I\u{307}stanbul"],
    );
    check("İstanbul", "istanbul", &["istanbul"]);
    check("Привет", "ПРИВЕТ", &["ПРИВЕТ"]);
    check("office", "oﬃce", &["oﬃce"]);
}

#[test]
fn composition_does_not_matter() {
    check("Jos\u{e9}", "Jose\u{301}!", &["Jose\u{301}"]);
    check("Jose\u{301}", "JOS\u{c9}!", &["JOS\u{c9}"]);
    // Marks in another order than the canonical one.
    check(
        "a\u{323}\u{307}",
        "x a\u{307}\u{323} y",
        &["a\u{307}\u{323}"],
    );
    check(
        "김민수",
        "\u{1100}\u{1175}\u{11b7}\u{1106}\u{1175}\u{11ab}\u{1109}\u{116e} 씨",
        &["\u{1100}\u{1175}\u{11b7}\u{1106}\u{1175}\u{11ab}\u{1109}\u{116e}"],
    );
}

#[test]
fn accents_that_are_not_written_are_passed_over() {
    check("jose garcia", "José García", &["José García"]);
    check("José", "Jose Josè", &[]);
    check("محمد", "مُحَمَّد", &["مُحَمَّد"]);
    check("שלום", "שָׁלוֹם", &["שָׁלוֹם"]);
}

#[test]
fn a_syllable_is_not_found_inside_another() {
    check("이", "인일이", &["이"]);
    check("か", "がか か\u{3099}", &["か"]);
    check("कम", "काम कम", &["कम"]);
}

#[test]
fn a_hit_takes_the_marks_that_follow() {
    check(
        "jos",
        "Jose\u{301} jos\u{301}\u{302}x",
        &["Jos", "jos\u{301}\u{302}"],
    );
    check("jose", "Jose\u{301}.", &["Jose\u{301}"]);
    check("1", "1\u{fe0f}\u{20e3}.", &["1\u{fe0f}\u{20e3}"]);
}

#[test]
fn what_shows_nothing_does_not_matter() {
    check(
        "Ada Poe",
        "A\u{200d}da\u{ad} \u{2068}Poe\u{2069}",
        &["A\u{200d}da\u{ad} \u{2068}Poe"],
    );
    check("A\u{200e}da", "Ada", &["Ada"]);
    check("@ada", "@\u{2068}Ada\u{2069}", &["@\u{2068}Ada"]);
}

#[test]
fn spaces_dashes_quotes_and_digits_have_one_spelling() {
    check(
        "Ada Poe",
        "Ada\u{a0}Poe Ada  Poe Ada\r\nPoe Ada\u{202f}\u{200b} Poe",
        &[
            "Ada\u{a0}Poe",
            "Ada  Poe",
            "Ada\r\nPoe",
            "Ada\u{202f}\u{200b} Poe",
        ],
    );
    check("Ada  Poe", "ada poe", &["ada poe"]);
    check(" Ada ", "(ada)", &["ada"]);
    check(
        "555-0100",
        "555\u{2011}0100 555\u{2212}0100 555 0100",
        &["555\u{2011}0100", "555\u{2212}0100"],
    );
    check("O'Neill", "O\u{2019}Neill", &["O\u{2019}Neill"]);
    check(
        "020 7946",
        "٠٢٠ ٧٩٤٦ ०२० ७९४६ ０２０　７９４６",
        &["٠٢٠ ٧٩٤٦", "०२० ७९४६", "０２０　７９４６"],
    );
    check("٠٢٠", "020", &["020"]);
    check("a@b.example", "Ａ＠Ｂ．example", &["Ａ＠Ｂ．example"]);
}

#[test]
fn hits_do_not_overlap_and_the_leftmost_count() {
    check("aa", "aaaaa", &["aa", "aa"]);
    check("ab ab", "ab ab ab  ab", &["ab ab", "ab  ab"]);
    check("a long b", "a long b long b", &["a long b"]);
    // Two hits share the bytes of one character.
    check("s", "ß", &["ß"]);
    check("as", "aßas", &["aß", "as"]);
}

#[test]
fn bytes_that_are_not_text_match_nothing() {
    assert_eq!(hits("ada", b"a\xffda ada\xc3"), ["ada"]);
    assert_eq!(hits("\u{fffd}", b"\xff"), Vec::<String>::new());
    assert_eq!(hits("é", b"\xc3 \xa9 \xc3\xa9\x80"), ["é"]);
}

#[test]
fn nothing_is_left_of_some_terms() {
    for nothing in ["", " ", "\u{200b}\u{2066}", "\n\t", "\u{301}", " \u{301} "] {
        assert!(Term::new(nothing).is_none(), "{nothing:?}");
    }
}

#[test]
fn whole_words_are_told_from_parts() {
    let check = |text: &str, expected: usize| {
        for fillers in [0, 9] {
            let mut terms = vec![("lease 42", Edges::WholeWords)];
            terms.extend(vec![("unused", Edges::Any); fillers]);
            let terms = terms.into_iter().map(|(t, e)| (Term::new(t).unwrap(), e));
            let mut n = 0;
            TermSet::new(terms.collect()).each(
                &mut Scratch::new(),
                text.as_bytes(),
                &mut |_, _| n += 1,
            );
            assert_eq!(n, expected, "{text:?} beside {fillers}");
        }
    };
    check("lease 42", 1);
    check("(Lease 42).", 1);
    check("release 42", 0);
    check("lease 423", 0);
    check("lease 42 é, élease 42", 1);
    check("lease 42_b", 1);
    check("lease 42b", 0);
    check("4lease 42", 1);
    check("~*_lease 42_*~", 1);
}

/// Whether the name stands in the text as no part of a longer word.
fn names_there(name: &str, text: &str) -> bool {
    let mut found = [false; 2];
    for (fillers, found) in [0, 9].into_iter().zip(&mut found) {
        let mut terms = vec![(Term::of_name(name).unwrap(), Edges::WholeWords)];
        terms.extend(vec![(Term::new("unused").unwrap(), Edges::Any); fillers]);
        let set = TermSet::new(terms);
        set.each(&mut Scratch::new(), text.as_bytes(), &mut |_, _| {
            *found = true
        });
    }
    assert_eq!(found[0], found[1], "{name} in {text}");
    found[0]
}

#[test]
fn scripts_say_where_a_name_ends() {
    let cases: &[(&str, &[&str], &[&str])] = &[
        (
            "Zed",
            &[
                "_Zed_",
                "*zed*",
                "~Zed~",
                "zed123",
                "1Zed",
                "CV_Zed.pdf",
                "Zed来了",
            ],
            &["Zeds", "amazed", "zédé"],
        ),
        (
            "王小明",
            &["王小明来了", "我和王小明吃饭", "OK王小明said"],
            &["王小", "小明好"],
        ),
        ("小明", &["王小明", "小明们"], &["小 明"]),
        ("明", &["明", "(明)", "Mr明"], &["明天", "说明"]),
        (
            "田中太郎",
            &["田中太郎さんが参加しました", "さん田中太郎"],
            &["田中さん"],
        ),
        ("アンナ", &["アンナさん"], &["アナ"]),
        ("か", &["か。"], &["かく", "が"]),
        (
            "김민수",
            &["김민수님이 나갔습니다.", "김민수가 왔어", "우리김민수는"],
            &["김민순", "민수"],
        ),
        (
            "민수",
            &["민수가", "민수한테는", "민수야,", "민수입니다", "Kim민수"],
            &["박민수", "민수식", "민순가"],
        ),
        ("수", &["수 씨"], &["수가", "수학"]),
        ("สมชาย", &["คุณสมชายมา"], &["สม"]),
        ("ສົມ", &["ທ້າວສົມມາ"], &[]),
        ("သူရ", &["ကိုသူရက"], &[]),
        ("សុខា", &["លោកសុខាមក"], &[]),
        (
            "דוד",
            &["לדוד", "ודוד", "כשדוד", "דוד,", "דָּוִד"],
            &["דודה", "נדוד", "והכשדוד"],
        ),
        ("לי", &["ולי"], &["ושלי", "שלה"]),
        ("לוי", &["הלויים", "בלוי"], &["לויתן"]),
        (
            "أحمد",
            &["وأحمد", "لأحمد", "احمد", "والأحمد", "أَحْمَد", "احمدا"],
            &["محمد", "ساحمد", "احمدي"],
        ),
        ("राम", &["राम", "राम ने"], &["रामजी", "परशुराम", "क्राम"]),
        ("Иван", &["Иван", "Иван2"], &["Ивану", "Диван"]),
        ("Anna", &["ANNA", "Ánna"], &["Annának", "Hannah"]),
        ("José", &["Jose", "JOSÉ"], &["Josef"]),
        ("Łukasz", &["Lukasz", "łukasz"], &["Lukaszem"]),
        ("Soren Aebelo", &["Søren Æbelø"], &["Sören Åbelø"]),
        ("Þórður Œil", &["thordur oeil"], &["tordur oeil"]),
    ];
    for (name, there, elsewhere) in cases {
        for text in *there {
            assert!(names_there(name, text), "{name} in {text}");
        }
        for text in *elsewhere {
            assert!(!names_there(name, text), "{name} in {text}");
        }
    }
}

#[test]
fn no_common_character_folds_to_more_than_is_kept() {
    let mut slow = Folder::default();
    let mut kept = Folder::for_many();
    for c in '\0'..='\u{10ffff}' {
        let text = c.to_string();
        let expected = slow.fold(text.as_bytes()).to_vec();
        assert_eq!(kept.fold(text.as_bytes()), expected, "U+{:04X}", c as u32);
        let mut bones: Vec<u8> = expected.iter().filter_map(|unit| unit.bone()).collect();
        if c.is_ascii_whitespace() || c == '\u{b}' {
            bones = vec![c as u8];
        }
        assert_eq!(kept.bones(text.as_bytes()), bones, "U+{:04X}", c as u32);
        assert_eq!(slow.bones(text.as_bytes()), bones, "U+{:04X}", c as u32);
        let again: String = expected
            .iter()
            .filter_map(|u| char::from_u32(u.code))
            .collect();
        let codes = |folder: &mut Folder, text: &str| -> Vec<u32> {
            folder
                .fold(text.as_bytes())
                .iter()
                .map(|u| u.code)
                .collect()
        };
        let once: Vec<u32> = expected.iter().map(|u| u.code).collect();
        assert_eq!(
            codes(&mut slow, &again),
            once,
            "U+{:04X} folded twice",
            c as u32
        );
    }
}

/// Texts in which much can happen: few letters, each with relatives.
fn tricky() -> impl Strategy<Value = String> {
    prop::collection::vec(
        prop::sample::select(vec![
            "a", "A", "b", "é", "e\u{301}", "e", "E", "\u{301}", "\u{323}", "\u{200d}", " ",
            "\u{a0}", "\n", "ß", "s", "S", "ẞ", "1", "١", "-", "\u{2011}", "İ", "i", "ı",
            "\u{307}", "か", "\u{3099}", "각", "\u{1100}", "\u{1161}", "😀", "\u{fe0f}",
        ]),
        0..24,
    )
    .prop_map(|parts| parts.concat())
}

fn set_spans(terms: &[&str], text: &[u8]) -> Vec<Vec<ByteSpan>> {
    let mut spans = vec![Vec::new(); terms.len()];
    let set = TermSet::new(
        terms
            .iter()
            .map(|term| (Term::new(term).unwrap(), Edges::Any))
            .collect(),
    );
    set.each(&mut Scratch::new(), text, &mut |n, span| {
        spans[n].push(span)
    });
    spans
}

proptest! {
    #[test]
    fn the_quick_look_never_says_no_to_a_hit(term in tricky(), before in tricky(), after in tricky()) {
        let Some(prepared) = Term::new(&term) else { return Ok(()) };
        let text = format!("{before}{term}{after}").to_uppercase();
        let mut folder = Folder::for_many();
        let units = folder.fold(text.as_bytes()).to_vec();
        let is_hit = (0..units.len()).any(|at| prepared.match_at(&units, at).is_some());
        if is_hit {
            prop_assert!(prepared.filter.may_hold(&mut folder, text.as_bytes()), "{:?}", text);
            let alone = &mut Folder::default();
            prop_assert!(prepared.filter.may_hold(alone, text.as_bytes()), "{:?}", text);
        }
    }

    #[test]
    fn hits_are_whole_sorted_and_fold_to_the_term(term in tricky(), text in tricky()) {
        let Some(prepared) = Term::new(&term) else { return Ok(()) };
        let mut end = 0;
        for span in prepared.spans(text.as_bytes()) {
            prop_assert!(span.start >= end && span.len > 0);
            end = span.end();
            let hit = text.get(span.start as usize..span.end() as usize);
            prop_assert!(hit.is_some(), "cuts a character");
        }
    }

    #[test]
    fn nothing_of_the_term_is_left_between_hits(term in tricky(), text in tricky()) {
        let Some(prepared) = Term::new(&term) else { return Ok(()) };
        let mut rest = String::new();
        let mut at = 0;
        for span in prepared.spans(text.as_bytes()) {
            rest.push_str(&text[at..span.start as usize]);
            rest.push('█');
            at = span.end() as usize;
        }
        rest.push_str(&text[at..]);
        prop_assert_eq!(prepared.spans(rest.as_bytes()), vec![], "{:?}", rest);
    }

    #[test]
    fn a_text_holds_itself(text in tricky(), before in tricky()) {
        if let Some(term) = Term::new(&text) {
            let around = format!("{before}|{text}|");
            prop_assert!(!term.spans(around.as_bytes()).is_empty(), "{:?}", around);
        }
    }

    #[test]
    fn ascii_and_folding_agree(term in "[aAb -]{1,5}", text in "[aAb \\n-]{0,30}") {
        let Some(prepared) = Term::new(&term) else { return Ok(()) };
        let ascii = prepared.spans(text.as_bytes());
        // One far character sends the text the long way.
        let long = format!("{text}|é");
        prop_assert_eq!(ascii, prepared.spans(long.as_bytes()));
    }

    #[test]
    fn one_of_many_is_as_alone(
        terms in prop::collection::vec(tricky(), 1..12),
        text in tricky(),
    ) {
        let terms: Vec<&str> = terms.iter().map(String::as_str)
            .filter(|term| Term::new(term).is_some()).collect();
        let together = set_spans(&terms, text.as_bytes());
        for (term, spans) in terms.iter().zip(together) {
            prop_assert_eq!(spans, Term::new(term).unwrap().spans(text.as_bytes()), "{:?}", term);
        }
    }

    #[test]
    fn any_bytes_are_searched(
        term in "\\PC{0,6}",
        text in prop::collection::vec(any::<u8>(), 0..60),
    ) {
        if let Some(prepared) = Term::new(&term) {
            for span in prepared.spans(&text) {
                prop_assert!(span.end() as usize <= text.len());
            }
        }
    }
}
