//! Many exports as tables: what is in them, that nothing stops the run, and that others read them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use crate::support::{threadseal, zips};

const PHOTO: &str = "00000002-PHOTO-2023-12-31-21-06-10.jpg";

fn text(name: &str) -> String {
    format!(
        "[31/12/2023, 21:05:07] {name}: the code is walrus\r\n\
         [31/12/2023, 21:06:10] Ben Ray: \u{200e}<attached: {PHOTO}>\r\n\
         [31/12/2023, 21:07:00] {name}: see you\nat \"eight\"\r\n"
    )
}

/// Three exports, one of them as loose files two folders down, one zip that is none, one that was
/// cut off.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let whole = |name: &str| {
        let text = text(name);
        zips::stored(&[("_chat.txt", text.as_bytes()), (PHOTO, b"a picture")])
    };
    fs::write(folder.path().join("a.zip"), whole("Ada Poe")).unwrap();
    fs::write(folder.path().join("b.ZIP"), whole("Bob Fay")).unwrap();
    fs::write(folder.path().join("cut.zip"), &whole("Cy Doe")[..200]).unwrap();
    let other = zips::stored(&[("notes.md", b"nothing here")]);
    fs::write(folder.path().join("other.zip"), other).unwrap();
    fs::write(folder.path().join("readme.md"), "not an export").unwrap();
    let below = folder.path().join("phone").join("loose");
    fs::create_dir_all(&below).unwrap();
    fs::write(below.join("_chat.txt"), text("Dee Lux")).unwrap();
    fs::write(below.join(PHOTO), b"a picture").unwrap();
    folder
}

/// The rows of every table.
fn rows(out: &str) -> BTreeMap<String, Vec<Value>> {
    let mut tables: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for line in out.lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        let table = row["table"].as_str().unwrap().to_owned();
        tables.entry(table).or_default().push(row);
    }
    tables
}

fn texts<'r>(rows: &'r [Value], field: &str) -> Vec<&'r str> {
    rows.iter()
        .map(|row| row[field].as_str().unwrap_or_default())
        .collect()
}

#[test]
fn every_input_is_a_row_somewhere_and_nothing_stops_the_run() {
    let folder = folder();
    let ran = threadseal(["batch".into(), folder.path().as_os_str().to_owned()]);
    assert_eq!((ran.code, ran.err.as_str()), (0, "3 exports, 2 errors\n"));
    let tables = rows(&ran.out);
    let threads = &tables["threads"];
    assert_eq!(texts(threads, "name")[..2], ["a.zip", "b.ZIP"]);
    assert_eq!(threads.len(), 3);
    assert!(threads.iter().all(|row| row["n_messages"] == 3));
    assert_eq!(threads[0]["first"], "2023-12-31T21:05:07");
    assert_eq!(threads[0]["attachments_present"], 1);
    let keys: BTreeSet<&str> = texts(threads, "export").into_iter().collect();
    assert_eq!(keys.len(), 3, "{keys:?}");

    let records = &tables["records"];
    assert_eq!(records.len(), 9);
    assert_eq!(records[2]["body"], "see you\nat \"eight\"");
    assert_eq!(records[1]["attachment"], PHOTO);
    assert_eq!(records[1]["attachment_present"], true);
    assert_eq!(records[0]["attachment_present"], Value::Null);
    assert!(
        texts(records, "export")
            .iter()
            .all(|key| keys.contains(key))
    );
    let length: u64 = records[..3]
        .iter()
        .map(|row| row["byte_len"].as_u64().unwrap())
        .sum();
    assert_eq!(length, text("Ada Poe").len() as u64, "no byte is left out");

    assert_eq!(tables["participants"].len(), 6);
    assert_eq!(tables["participants"][0]["name"], "Ada Poe");
    let attachments = &tables["attachments"];
    assert_eq!(attachments.len(), 3);
    // printf 'a picture' | sha256sum
    let known = "92b2fa58028958317e408bd84ecfa70f5ee35b121991dbc232c49d166353708b";
    assert_eq!(attachments[0]["sha256"], known);
    assert_eq!(attachments[0]["size_bytes"], 9);

    let errors = &tables["errors"];
    let paths = texts(errors, "path");
    assert!(paths[0].ends_with("cut.zip") && paths[1].ends_with("other.zip"));
    assert!(errors.iter().all(|row| row["help"] != ""));
}

#[test]
fn without_digests_media_are_not_read() {
    let folder = folder();
    let a = folder.path().join("a.zip").into_os_string();
    let ran = threadseal(["batch".into(), "--without-digests".into(), a]);
    let tables = rows(&ran.out);
    let source = tables["threads"][0]["source"].as_str().unwrap();
    assert!(source.starts_with("provisional:"), "{source}");
    assert_eq!(tables["attachments"][0]["sha256"], Value::Null);
    assert_eq!(tables["attachments"][0]["size_bytes"], 9);
}

/// Every file below a folder with its bytes.
fn below(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(below(&path));
        } else {
            let bytes = fs::read(&path).unwrap();
            found.insert(path, bytes);
        }
    }
    found
}

/// Tables in a folder.
fn into_folder(folder: &TempDir) -> TempDir {
    let out = tempfile::tempdir().unwrap();
    let ran = threadseal([
        "batch".into(),
        folder.path().as_os_str().to_owned(),
        "--out".into(),
        out.path().as_os_str().to_owned(),
    ]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
    out
}

#[test]
fn a_folder_of_tables_is_the_same_every_time() {
    let folder = folder();
    let out = into_folder(&folder);
    let first = below(out.path());
    let errors = first
        .keys()
        .filter(|path| path.starts_with(out.path().join("errors")));
    assert_eq!(errors.count(), 2);
    for path in first.keys() {
        let path = path.strip_prefix(out.path()).unwrap().display().to_string();
        let parts: Vec<&str> = path.split('/').collect();
        let [_table, bucket, file] = parts[..] else {
            panic!("{path}");
        };
        assert_eq!(bucket, format!("bucket=b{}", &file[..2]), "{path}");
        assert!(
            file.ends_with(".jsonl"),
            "nothing half done is left: {path}"
        );
    }
    let again = threadseal([
        "batch".into(),
        folder.path().as_os_str().to_owned(),
        "--out".into(),
        out.path().as_os_str().to_owned(),
    ]);
    assert_eq!(again.code, 0);
    assert_eq!(below(out.path()), first);
}

#[test]
fn a_path_that_is_taken_again_replaces_what_stood_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let export = folder.path().join("a.zip");
    let out = tempfile::tempdir().unwrap();
    let tables = |zip: &[u8]| {
        fs::write(&export, zip).unwrap();
        let ran = threadseal([
            "batch".into(),
            folder.path().as_os_str().to_owned(),
            "--out".into(),
            out.path().as_os_str().to_owned(),
        ]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let files = below(out.path());
        let count = |table: &str| -> usize {
            let of_it = files
                .iter()
                .filter(|(path, _)| path.strip_prefix(out.path()).unwrap().starts_with(table));
            of_it
                .map(|(_, bytes)| bytes.iter().filter(|byte| **byte == b'\n').count())
                .sum()
        };
        ["errors", "threads", "records"].map(count)
    };
    let zip = |text: &str| zips::stored(&[("_chat.txt", text.as_bytes())]);
    let whole = zip(&text("Ada Poe"));
    assert_eq!(tables(&whole[..100]), [1, 0, 0], "cut off");
    assert_eq!(tables(&whole), [0, 1, 3], "mended");
    let longer = format!("{0}{0}", text("Ada Poe"));
    assert_eq!(tables(&zip(&longer)), [0, 1, 6], "another export");
    assert_eq!(tables(b"nothing"), [1, 0, 0], "broken again");
}

#[cfg(unix)]
#[test]
fn a_pipe_that_is_named_like_a_zip_is_a_row_and_waits_for_nobody() {
    let folder = folder();
    let pipe = folder.path().join("a pipe.zip");
    let made = Command::new("mkfifo").arg(&pipe).status().unwrap();
    assert!(made.success());
    std::os::unix::fs::symlink(folder.path().join("phone"), folder.path().join("link.zip"))
        .unwrap();
    // Another process: should it wait, it can be ended.
    let mut child = Command::new(env!("CARGO_BIN_EXE_threadseal"))
        .arg("batch")
        .args([folder.path(), &pipe])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let ended = (0..300).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(100));
        child.try_wait().unwrap().is_some()
    });
    let _ = child.kill();
    assert!(ended, "it waits for the pipe");
    let out = child.wait_with_output().unwrap().stdout;
    let tables = rows(&String::from_utf8(out).unwrap());
    let pipes = tables["errors"].iter().filter(|row| {
        let says = row["what"].as_str().unwrap();
        says.ends_with("is no regular file")
    });
    assert_eq!(pipes.count(), 3, "{:?}", tables["errors"]);
    assert_eq!(tables["threads"].len(), 3);
}

#[cfg(unix)]
#[test]
fn names_that_differ_in_bytes_that_are_no_text_have_keys_of_their_own() {
    use std::os::unix::ffi::OsStrExt;
    let folder = tempfile::tempdir().unwrap();
    for name in [b"a\xff.zip", b"a\xfe.zip"] {
        let name = std::ffi::OsStr::from_bytes(name);
        fs::write(folder.path().join(name), b"no zip").unwrap();
    }
    let out = into_folder(&folder);
    let files: Vec<Vec<u8>> = below(out.path()).into_values().collect();
    let keys = files.iter().map(|bytes| {
        let row: Value = serde_json::from_slice(bytes).unwrap();
        row["export"].as_str().unwrap().to_owned()
    });
    assert_eq!(keys.collect::<BTreeSet<String>>().len(), 2);
}

#[test]
fn a_folder_that_cannot_be_written_is_said() {
    let folder = folder();
    let file = folder.path().join("a.zip").into_os_string();
    let ran = threadseal(["batch".into(), file.clone(), "--out".into(), file]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("a.zip"), "{}", ran.err);
}

/// The program as a process, paths on its standard input.
fn piped(lines: &str, words: &[&str]) -> (String, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_threadseal"))
        .arg("batch")
        .args(words)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(lines.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr))
}

#[test]
fn paths_come_from_standard_input() {
    let folder = folder();
    let at = |name: &str| folder.path().join(name).display().to_string();
    let lines = format!("{}\r\n\n{}\n{}", at("a.zip"), at("gone.zip"), at("cut.zip"));
    let (out, err) = piped(&lines, &[]);
    assert_eq!(err, "1 exports, 2 errors\n");
    let tables = rows(&out);
    assert_eq!(tables["threads"].len(), 1);
    assert!(
        tables["errors"][0]["path"]
            .as_str()
            .unwrap()
            .ends_with("gone.zip")
    );
}

#[test]
fn several_processes_write_into_one_folder() {
    let folder = folder();
    let expected = into_folder(&folder);
    let out = tempfile::tempdir().unwrap();
    let mut shell = Command::new("sh");
    shell
        .arg("-c")
        .arg("find \"$1\" -iname '*.zip' -print0 | xargs -0 -P 4 -n 1 \"$2\" batch --out \"$3\" && \"$2\" batch \"$1/phone\" --out \"$3\"")
        .arg("sh")
        .arg(folder.path())
        .arg(env!("CARGO_BIN_EXE_threadseal"))
        .arg(out.path());
    assert!(shell.output().unwrap().status.success());
    let names = |folder: &Path| -> Vec<(PathBuf, Vec<u8>)> {
        below(folder)
            .into_iter()
            .map(|(path, bytes)| (path.strip_prefix(folder).unwrap().to_owned(), bytes))
            .collect()
    };
    assert_eq!(names(out.path()), names(expected.path()));
}

/// What DuckDB makes of the tables, and of a Parquet file that it writes from them.
const DUCKDB: &str = r#"
import duckdb, sys
root = sys.argv[1]
db = duckdb.connect()
def table(name):
    return f"read_json('{root}/{name}/*/*.jsonl', format='newline_delimited', hive_partitioning=true)"
one = lambda sql: db.execute(sql).fetchone()
print(one(f"select count(*), count(distinct export), count(distinct bucket) > 0 from {table('records')}"))
print(one(f"select count(*) from {table('records')} r join {table('threads')} t using (export, thread) where r.sender = 'Ada Poe' and t.name = 'a.zip'"))
print(one(f"select count(*) from {table('attachments')} a join {table('records')} r using (export, thread, i) where r.attachment = a.name and a.present"))
print(one(f'''select min(t), max(t) from (select cast("at" as timestamp) as t from {table('records')})'''))
print(one(f"select count(*) from {table('errors')} where what <> '' and help <> ''"))
db.execute(f"copy (select * from {table('records')}) to '{root}/records.parquet' (format parquet)")
print(one(f"select count(*), sum(byte_len) from '{root}/records.parquet'"))
"#;

#[test]
fn duckdb_reads_the_tables() {
    let folder = folder();
    let out = into_folder(&folder);
    let mut python = Command::new("python3");
    if let Some(home) = std::env::var_os("THREADSEAL_DUCKDB") {
        python.env("PYTHONPATH", home);
    }
    let ran = python.arg("-c").arg(DUCKDB).arg(out.path()).output();
    let ran = ran.expect("python3 is there");
    let shown = String::from_utf8_lossy(&ran.stdout).into_owned();
    assert!(
        ran.status.success(),
        "{}\n(cargo xtask test sets this up; else: python3 -m pip install duckdb)",
        String::from_utf8_lossy(&ran.stderr)
    );
    let n_bytes = ["Ada Poe", "Bob Fay", "Dee Lux"].map(|name| text(name).len());
    let expected = format!(
        "(9, 3, True)\n(2,)\n(3,)\n\
         (datetime.datetime(2023, 12, 31, 21, 5, 7), datetime.datetime(2023, 12, 31, 21, 7))\n\
         (2,)\n(9, {})\n",
        n_bytes.iter().sum::<usize>()
    );
    assert_eq!(shown, expected);
}
