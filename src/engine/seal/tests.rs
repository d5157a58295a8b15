//! The format's own test vector, and seals of odd exports.

use std::rc::Rc;

use data_encoding::HEXLOWER;

use super::hash::Hash;
use super::keys::{Salts, Secret};
use super::record::{Parts, commit_message, token_hash};
use super::tokens::tokens;
use super::tree::path;
use super::{SealJob, Sealed};
use crate::engine::archive::{Archive, Given};
use crate::engine::case::{Case, OpenSource};
use crate::engine::job::Step;
use crate::engine::limits::Limits;
use crate::engine::parse::thread_from_text;
use crate::engine::place::SourceId;

const CHAT: &str = "[01/02/2024, 09:15:02] Ana: The PIN is 4711, ok?\r\n\
    [01/02/2024, 09:15:40] Bo: thanks\r\n[01/02/2024, 09:16:00] Ana: see photo\r\n";

pub(super) fn secret() -> Secret {
    let mut bytes = [0; 32];
    for (n, byte) in bytes.iter_mut().enumerate() {
        *byte = n as u8;
    }
    Secret(bytes)
}

pub(super) fn opened(sources: &[&[(&str, &[u8])]]) -> Case {
    let sources = sources.iter().enumerate().map(|(number, files)| {
        let given = files.iter().map(|(name, bytes)| Given {
            name: (*name).to_owned(),
            source: Rc::new(bytes.to_vec()),
        });
        let archive = Archive::open(given.collect(), &Limits::USUAL)
            .unwrap()
            .value;
        let threads = archive.chat_texts().into_iter().map(|entry| {
            let text = archive.read(entry, u64::MAX).unwrap();
            Rc::new(thread_from_text(&archive, entry, text).unwrap().value)
        });
        OpenSource {
            id: SourceId(format!("{number:064}")),
            threads: threads.collect(),
            archive: Rc::new(archive),
            findings: Vec::new(),
        }
    });
    Case {
        sources: sources.collect(),
    }
}

pub(super) fn sealed(case: &Case) -> Vec<Rc<Sealed>> {
    let mut job = SealJob::new(
        case,
        &secret(),
        "2024-03-01T10:02:00+00:00",
        "threadseal 0.1.0",
    )
    .unwrap();
    let mut share = 0.0;
    loop {
        match job.step().unwrap() {
            Step::Done(seals) => return seals,
            Step::More(progress) => {
                let now = progress.done as f64 / progress.total as f64;
                assert!((share..=1.0).contains(&now));
                share = now;
            }
        }
    }
}

fn vector() -> Rc<Sealed> {
    let files: [(&str, &[u8]); 2] = [
        ("_chat.txt", CHAT.as_bytes()),
        ("IMG-20240201-WA0001.jpg", b"\xff\xd8\xff"),
    ];
    Rc::clone(&sealed(&opened(&[&files]))[0])
}

fn hex(hash: &Hash) -> String {
    HEXLOWER.encode(hash)
}

#[test]
fn the_root_of_the_test_vector() {
    let sealed = vector();
    assert_eq!(
        sealed.container,
        "{\"chat\":{\"name\":\"_chat.txt\",\"sha256\":\
         \"dd9d3892db9e818b24de1791771a4055de475e2e962d93e20fec0be5a8f59a80\",\"size\":124}}"
    );
    let leaves: Vec<String> = sealed.leaves.iter().map(hex).collect();
    assert_eq!(
        leaves,
        [
            "618aa6b6308f76ded44a3206463d14cc4fd50e8df6fe6297716d592b751efefe",
            "993d159be61d571af267d86a9b77a464d733115ad2ff7114ebee925aa68d7de8",
            "5437bcc53ba4f6f96253e90464751a016f16b7c203806ed862afcab4cf460f59",
            "fa6bf19d3586308e60f6e3c129403a05e527956458eaa11f4c6da27e2e8d478c",
            "4edd5cb2caaac5c566389078aaa07cafbb764439ada1c9140a45f544e0118648",
        ]
    );
    let root = "d7992f74a5c710bf91a0b8ebae70c6682fbb2ac7d23bada921d311011ed1c5d6";
    assert_eq!(sealed.root_hex(), root);
    assert_eq!(
        sealed.json,
        format!(
            "{{\"format\":\"chat-seal-1\",\"hash\":\"sha256\",\"records\":5,\"messages\":3,\
             \"root\":\"{root}\",\"created\":\"2024-03-01T10:02:00+00:00\",\
             \"tool\":\"threadseal 0.1.0\"}}\n"
        )
    );
    let path: Vec<String> = path(&sealed.leaves, 3).iter().map(hex).collect();
    assert_eq!(
        path,
        [
            leaves[2].clone(),
            "51cc482c128d09f77d962349ca9dd5765cfb18a69e72d89edf64b17b3524f6c0".to_owned(),
            leaves[4].clone(),
        ]
    );
}

#[test]
fn the_commitments_of_the_test_vector() {
    let key = secret().keys().record(1);
    assert_eq!(
        hex(&key),
        "5a15b4b2041aa15fcd3f9767d25668a1c3630fc76ec2f2fed1a046840b3973c3"
    );
    let body: &[u8] = b"The PIN is 4711, ok?\r\n";
    let salts = Salts::new(&key);
    let commits = commit_message(
        &salts,
        Parts {
            stamp: b"[01/02/2024, 09:15:02] ",
            sender: b"Ana: ",
            body,
        },
    );
    let found = [commits.stamp, commits.sender, commits.head, commits.body];
    assert_eq!(
        found.map(|hash| hex(&hash)),
        [
            "e795f60df91a68c69713024ca38ebdcca091b16b1a2b41cb64c7c82717e2d583",
            "1b8e72eac659f58dac14bf957a7317b93aa275e133d8a242925b4968138bf821",
            "6eee1cbc6d1991339233a01ece5fdd18f9ddacbf6d2392e378775b60d541d121",
            "54093ab717f437e1bff93ff71243194747c0822f47efce56ef098b4d2d77ab34",
        ]
    );
    let salt = |label| hex(&salts.salt(label));
    assert_eq!(
        salt("leaf"),
        "585496733a3d263a6f2e0115c0b264a4b3de98c7ade7c347a7072e2cff426fec"
    );
    assert_eq!(
        hex(&salts.token(0)),
        "fb6236be7789652b16188d89ce9db1753aefbbf2418ac1fc32674ed49ff98071"
    );
    let pin = tokens(body).nth(3).unwrap();
    assert_eq!(
        hex(&token_hash(&salts, 3, &body[pin])),
        "b83b723bde3eefed892c6795a218055782af3dab31a9f8e5f138eac5a7b32fe4"
    );
    assert_eq!(
        hex(&secret().keys().record(3)),
        "6ce1f80414223669947bb837918d273e18609adcc4d92cbaf4c1818daf1aaa0c"
    );
}

#[test]
fn each_of_several_texts_has_a_secret_of_its_own() {
    let one: [(&str, &[u8]); 1] = [("_chat.txt", CHAT.as_bytes())];
    let other: [(&str, &[u8]); 1] = [("_chat.txt", b"[01/02/2024, 09:15:02] Ana: hi\r\n")];
    let both = sealed(&opened(&[&one, &other]));
    assert_eq!(both.len(), 2);
    assert_ne!(both[0].secret, both[1].secret);
    assert!(both.iter().all(|seal| seal.secret != secret()));
    assert_ne!(both[0].root, sealed(&opened(&[&one]))[0].root);
}

#[test]
fn a_secret_is_64_hex_digits_and_is_not_printed() {
    let text = "000102030405060708090A0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    assert_eq!(Secret::from_hex(text), Some(secret()));
    for wrong in [
        "",
        "00",
        &text[1..],
        &format!("{text}00"),
        &text.replace('0', "g"),
    ] {
        assert_eq!(Secret::from_hex(wrong), None, "{wrong}");
    }
    assert!(!format!("{:?}", secret()).contains("00"));
}
