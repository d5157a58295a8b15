//! Time stamps, with an authority made for the test: `openssl ts` answers what we ask and accepts
//! what we take in.

use std::rc::Rc;

use threadseal::engine::job::Step;
use threadseal::engine::verify::{
    Expected, Nonce, Report, TimeRow, Trust, VerifyJob, roots_from_pem,
};

use super::{Desk, MANIFEST, with};
use crate::package::proof::proven;
use crate::support::forge::Forged;
use crate::support::packages::{told, verified};
use threadseal::engine::package::Bodies;

const CONFIG: &str = "
[req]
distinguished_name = dn
prompt = no
[dn]
CN = Test root
[root]
basicConstraints = critical,CA:TRUE
keyUsage = keyCertSign
subjectKeyIdentifier = hash
[shallow]
basicConstraints = critical,CA:TRUE,pathlen:0
keyUsage = keyCertSign
[other_key]
basicConstraints = critical,CA:TRUE
keyUsage = digitalSignature
[stamps]
extendedKeyUsage = critical,timeStamping
basicConstraints = CA:FALSE
[other]
basicConstraints = CA:FALSE
[tsa]
default_tsa = tsa1
[tsa1]
serial = serial
crypto_device = builtin
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
accuracy = secs:1
ess_cert_id_alg = sha256
";

const RSA: &str = "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048";
const P256: &str = "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256";
const P384: &str = "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384";

/// An authority: `root.pem`, perhaps `middle.pem`, `tsa.pem` with its key.
fn authority(desk: &Desk, keys: &str, digest: &str, extensions: &str, days: &str) {
    authority_of(desk, (keys, digest, days), ["root", "root", extensions]);
}

/// Each with the extensions of a section.
fn authority_of(desk: &Desk, (keys, digest, days): (&str, &str, &str), sections: [&str; 3]) {
    let [root, middle, tsa] = sections;
    desk.write("ts.cnf", CONFIG.as_bytes());
    desk.write("serial", b"01\n");
    for name in ["root", "middle", "tsa"] {
        desk.made(&format!("openssl {keys} -out {name}.key"));
    }
    desk.made(&format!(
        "openssl req -x509 -new -key root.key -{digest} -days 3650 -config ts.cnf -extensions {root} -out root.pem"
    ));
    for (name, by, section) in [("middle", "root", middle), ("tsa", "middle", tsa)] {
        desk.made(&format!(
            "openssl req -new -key {name}.key -config ts.cnf -subj /CN={name} -out {name}.csr"
        ));
        desk.made(&format!(
            "openssl x509 -req -in {name}.csr -CA {by}.pem -CAkey {by}.key -{digest} -days {days} -set_serial 7 -extfile ts.cnf -extensions {section} -out {name}.pem"
        ));
    }
}

fn ask(desk: &Desk, package: &str, nonce: &str, out: &str) {
    let ran = desk.ours(&format!(
        "time-request @{package} --nonce {nonce} --out @{out}"
    ));
    assert_eq!(ran.code, 0, "{}", ran.err);
}

fn answer(desk: &Desk, request: &str, out: &str) {
    desk.made(&format!(
        "openssl ts -reply -config ts.cnf -section tsa1 -queryfile {request} -signer tsa.pem -inkey tsa.key -chain middle.pem -out {out}"
    ));
}

/// A stamped package, and the root and the public key files that readers of those are given.
pub(crate) fn stamped() -> (Vec<u8>, Vec<Vec<u8>>) {
    let desk = Desk::new();
    authority(&desk, P256, "sha256", "stamps", "30");
    ask(&desk, "p.zip", NONCE, "x.tsq");
    answer(&desk, "x.tsq", "x.tsr");
    let ran = desk.ours("add @p.zip @x.tsq @x.tsr --out @t.zip");
    assert_eq!(ran.code, 0, "{}", ran.err);
    (
        desk.read("t.zip"),
        vec![desk.read("root.pem"), desk.read("middle.pem")],
    )
}

/// Verifies against roots of authorities.
fn under(package: &[u8], root: &[u8]) -> Report {
    let expected = Expected {
        time_roots: roots_from_pem(std::str::from_utf8(root).unwrap()).unwrap(),
        ..Expected::default()
    };
    let mut job = VerifyJob::new(Rc::new(package.to_vec())).expecting(expected);
    loop {
        if let Step::Done(report) = job.step() {
            return report;
        }
    }
}

fn one(report: &Report) -> &TimeRow {
    assert_eq!(told(report), "");
    let [row] = &report.times[..] else {
        panic!("{:?}", report.times);
    };
    row
}

const NONCE: &str = "00ff112233445566";

#[test]
fn what_we_ask_openssl_answers_and_we_read_it() {
    for (keys, digest) in [
        (RSA, "sha256"),
        (RSA, "sha512"),
        (P256, "sha256"),
        (P256, "sha384"),
    ] {
        let desk = Desk::new();
        authority(&desk, keys, digest, "stamps", "30");
        ask(&desk, "p.zip", NONCE, "x.tsq");
        let (good, said) = desk.foreign("openssl ts -query -in x.tsq -text", b"");
        assert!(good && said.contains("Nonce: 0x40FF112233445566"), "{said}");
        assert!(said.contains("Certificate required: yes"), "{said}");
        answer(&desk, "x.tsq", "x.tsr");
        let ran = desk.ours("add @p.zip @x.tsq @x.tsr --out @t.zip");
        assert_eq!(ran.code, 0, "{keys} {digest}: {}", ran.err);
        let package = desk.read("t.zip");
        let report = verified(&package);
        let row = one(&report);
        assert_eq!(
            (
                row.covers.as_str(),
                row.trust,
                row.nonce,
                row.authority.as_str()
            ),
            (MANIFEST, Trust::NoRoot, Nonce::Same, "tsa")
        );
        assert_eq!(row.path, "signatures/tagmanifest-sha256.01.tsr");
        let (_, said) = desk.foreign("openssl ts -reply -in x.tsr -text", b"");
        let minute = &row.time[14..16];
        assert!(
            said.contains(&format!(":{minute}:{}", &row.time[17..19])),
            "{said} {row:?}"
        );
        // As the README tells a stranger, and as we do.
        desk.unpack("t.zip");
        let line = format!(
            "openssl ts -verify -data {MANIFEST} -in {} -CAfile root.pem -untrusted middle.pem",
            row.path
        );
        let (good, said) = desk.foreign(&line, b"");
        assert!(good, "{said}");
        let report = under(&package, &desk.read("root.pem"));
        assert_eq!(one(&report).trust, Trust::Root);
        let time = one(&report).time.clone();
        assert_eq!(
            report.headline,
            format!("Valid: consistent with itself and stamped {time} under a root that was given")
        );
        let ran = desk.ours("verify @t.zip --tsa-root @root.pem");
        assert!(
            ran.code == 0 && ran.out.contains("which leads to a root that was given"),
            "{}",
            ran.out
        );
    }
}

#[test]
fn the_root_of_another_authority_does_not_do() {
    let desk = Desk::new();
    authority(&desk, P256, "sha256", "stamps", "30");
    ask(&desk, "p.zip", NONCE, "x.tsq");
    answer(&desk, "x.tsq", "x.tsr");
    desk.ours("add @p.zip @x.tsr --out @t.zip");
    let package = desk.read("t.zip");
    assert_eq!(one(&verified(&package)).nonce, Nonce::NotCompared);
    let other = Desk::new();
    authority(&other, P256, "sha256", "stamps", "30");
    let report = under(&package, &other.read("root.pem"));
    assert!(told(&report).contains("V25"), "{}", told(&report));
    // The signer's own certificate, when a person trusts just that one.
    assert_eq!(
        one(&under(&package, &desk.read("tsa.pem"))).trust,
        Trust::Root
    );
    let report = under(&desk.read("p.zip"), &desk.read("root.pem"));
    assert!(
        told(&report).contains("no time stamp here leads to"),
        "{}",
        told(&report)
    );
}

/// What `openssl ts -verify` refuses leads to no root here either.
#[test]
fn an_authority_that_may_not_sign_leads_nowhere() {
    for sections in [
        ["shallow", "root", "stamps"],
        ["root", "other_key", "stamps"],
        ["root", "shallow", "stamps"],
    ] {
        let desk = Desk::new();
        authority_of(&desk, (P256, "sha256", "30"), sections);
        ask(&desk, "p.zip", NONCE, "x.tsq");
        answer(&desk, "x.tsq", "x.tsr");
        let package = with(&desk.read("p.zip"), &[("a.tsr", &desk.read("x.tsr"))]);
        let (good, _) = desk.foreign(
            "openssl ts -verify -queryfile x.tsq -in x.tsr -CAfile root.pem -untrusted middle.pem",
            b"",
        );
        let report = under(&package, &desk.read("root.pem"));
        let [row] = &report.times[..] else {
            panic!("{:?}", report.times);
        };
        assert_eq!(row.trust == Trust::Root, good, "{sections:?}");
        assert_eq!(good, sections[0] == "root" && sections[1] == "shallow");
    }
}

#[test]
fn stale_and_foreign_stamps_are_not_valid() {
    let desk = Desk::new();
    desk.write("q.zip", &proven(Bodies::Parts));
    authority(&desk, P256, "sha256", "stamps", "30");
    ask(&desk, "p.zip", NONCE, "p.tsq");
    ask(&desk, "p.zip", "1122334455667788", "again.tsq");
    ask(&desk, "q.zip", NONCE, "q.tsq");
    for name in ["p", "again", "q"] {
        answer(&desk, &format!("{name}.tsq"), &format!("{name}.tsr"));
    }
    let package = desk.read("p.zip");
    let (tsq, tsr) = (desk.read("p.tsq"), desk.read("p.tsr"));
    let mut bent = tsr.clone();
    *bent.last_mut().unwrap() ^= 1;
    let moved = {
        // Another time, in the very answer.
        let at = memchr::memmem::find(&tsr, b"\x18\x0f20").unwrap();
        let mut moved = tsr.clone();
        moved[at + 5] ^= 1;
        moved
    };
    for (files, said) in [
        (
            &[("a.tsr", &desk.read("q.tsr")[..])][..],
            "of something that does not stand here",
        ),
        (
            &[("a.tsq", &desk.read("q.tsq"))],
            "asks for a time stamp of something",
        ),
        (
            &[("a.tsr", &tsr), ("a.tsq", &desk.read("again.tsq"))],
            "other nonce",
        ),
        (
            &[("a.tsr", &tsr), ("a.tsq", &desk.read("q.tsq"))],
            "other digest",
        ),
        (&[("a.tsr", &tsr[..tsr.len() - 1])], "is cut off"),
        (&[("a.tsr", &tsq)], "is no time stamp"),
        (&[("a.tsq", &tsr)], "is no request"),
        (&[("a.tsr", &bent)], "its signature is not good"),
        (
            &[("a.tsr", &moved)],
            "signs something else than what it shows",
        ),
    ] {
        let report = verified(&with(&package, files));
        assert!(told(&report).contains(said), "{said}: {}", told(&report));
    }
    let ran = desk.ours("add @p.zip @q.tsr --out @r.zip");
    assert_eq!(ran.code, 1, "{}", ran.err);
    let both = with(
        &package,
        &[("a.tsr", &tsr), ("b.tsr", &desk.read("again.tsr"))],
    );
    assert_eq!(verified(&both).times.len(), 2);
}

#[test]
fn every_bent_byte_of_a_stamp_is_found_or_changes_nothing() {
    let desk = Desk::new();
    authority(&desk, P256, "sha256", "stamps", "30");
    ask(&desk, "p.zip", NONCE, "x.tsq");
    answer(&desk, "x.tsq", "x.tsr");
    let (package, tsr) = (desk.read("p.zip"), desk.read("x.tsr"));
    let root = desk.read("root.pem");
    let good = under(&with(&package, &[("a.tsr", &tsr)]), &root);
    for at in (0..tsr.len()).step_by(3) {
        let mut bent = tsr.clone();
        bent[at] ^= 1;
        let report = under(&with(&package, &[("a.tsr", &bent)]), &root);
        assert!(
            !told(&report).is_empty() || report.times == good.times,
            "byte {at}"
        );
    }
}

#[test]
fn certificates_must_be_for_stamps_and_of_their_time() {
    let desk = Desk::new();
    authority(&desk, P256, "sha256", "stamps", "30");
    ask(&desk, "p.zip", NONCE, "x.tsq");
    answer(&desk, "x.tsq", "x.tsr");
    let tsr = desk.read("x.tsr");
    // The same with a certificate that says another use: its bytes are bent, so that its own
    // signature does not matter here.
    let at = memchr::memmem::find(&tsr, &[0x2b, 6, 1, 5, 5, 7, 3, 8]).unwrap();
    let mut other_use = tsr.clone();
    other_use[at + 7] = 9;
    let report = verified(&with(&desk.read("p.zip"), &[("a.tsr", &other_use)]));
    let said = told(&report);
    assert!(
        said.contains("not for time stamps") || said.contains("names another certificate"),
        "{said}"
    );
    let past = Desk::new();
    authority(&past, P256, "sha256", "stamps", "-1");
    ask(&past, "p.zip", NONCE, "x.tsq");
    answer(&past, "x.tsq", "x.tsr");
    let tsr = past.read("x.tsr");
    let report = verified(&with(&past.read("p.zip"), &[("a.tsr", &tsr)]));
    let said = told(&report);
    assert!(said.contains("was not valid at its time"), "{said}");
    let (good, _) = desk.foreign(
        "openssl verify -purpose timestampsign -CAfile root.pem -untrusted middle.pem tsa.pem",
        b"",
    );
    assert!(good);
}

#[test]
fn other_algorithms_are_named_and_not_checked() {
    let desk = Desk::new();
    authority(&desk, P384, "sha384", "stamps", "30");
    ask(&desk, "p.zip", NONCE, "x.tsq");
    answer(&desk, "x.tsq", "x.tsr");
    let ran = desk.ours("add @p.zip @x.tsq @x.tsr --out @t.zip");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let report = verified(&desk.read("t.zip"));
    assert_eq!(one(&report).trust, Trust::NotChecked);
    let report = under(&desk.read("t.zip"), &desk.read("root.pem"));
    assert!(told(&report).contains("V25"), "{}", told(&report));
}

#[test]
fn a_seal_can_be_stamped() {
    let desk = Desk::new();
    authority(&desk, RSA, "sha256", "stamps", "30");
    let ran = desk.ours(&format!(
        "time-request @p.zip --seal 1 --nonce {NONCE} --out @s.tsq"
    ));
    assert_eq!(ran.code, 0, "{}", ran.err);
    answer(&desk, "s.tsq", "s.tsr");
    desk.ours("add @p.zip @s.tsq @s.tsr --out @t.zip");
    let names: Vec<String> = Forged::of(&desk.read("t.zip")).files.into_keys().collect();
    assert!(
        names.contains(&"signatures/seal-0001.01.tsr".to_owned()),
        "{names:?}"
    );
    let report = under(&desk.read("t.zip"), &desk.read("root.pem"));
    assert_eq!(one(&report).covers, "data/proof/0001/seal.json");
    assert!(
        report.headline.ends_with("origin not checked"),
        "{}",
        report.headline
    );
    let none = desk.ours(&format!(
        "time-request @p.zip --seal 9 --nonce {NONCE} --out @n.tsq"
    ));
    assert_eq!(none.code, 2);
    let wrong = desk.ours("verify @t.zip --tsa-root @p.zip");
    assert_eq!(wrong.code, 2, "{}", wrong.err);
    desk.write("none.pem", b"hello");
    let wrong = desk.ours("verify @t.zip --tsa-root @none.pem");
    assert!(
        wrong.err.contains("cannot be used as a root"),
        "{}",
        wrong.err
    );
}
