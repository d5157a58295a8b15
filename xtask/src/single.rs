//! The page as one file: everything inside, nothing to load, opened by a double click.
//!
//! Its policy forbids every connection, to its own place too. The programs are packed and stand in
//! the page as text; the start script unpacks them.

use std::fs;
use std::io::Write;
use std::path::Path;

use data_encoding::BASE64;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

use crate::say::{self, Outcome};

/// Unpacks what stands in the page and starts the program. `%IMPORT%` is the program's own script.
const START: &str = include_str!("single/start.js");

/// What is seen until the program is there, and what says when it does not come.
const SHELL: &str = include_str!("../../static/shell.html");
const BEGIN: &str = concat!(
    include_str!("../../static/begin.js"),
    include_str!("../../static/witness.js")
);

/// Writes `out` from the finished page in `folder`.
///
/// Errors: a file cannot be read or written, or is not as the bundler makes it today.
pub fn write(folder: &Path, out: &Path) -> Outcome<()> {
    let page = of_parts(&Parts::read(folder)?)?;
    let within = out.parent().unwrap_or(folder);
    fs::create_dir_all(within)
        .map_err(|error| format!("cannot make {}: {error}", within.display()))?;
    fs::write(out, &page).map_err(|error| format!("cannot write {}: {error}", out.display()))?;
    say::note(&format!("{} bytes  {}", page.len(), out.display()));
    Ok(())
}

/// What the page is made of.
struct Parts {
    /// The digest of what the page is made of, as it says itself.
    build: String,
    styles: String,
    script: String,
    wasm: Vec<u8>,
    workers: Vec<Worker>,
}

/// A program that the page starts beside itself.
struct Worker {
    name: &'static str,
    script: Vec<u8>,
    wasm: Vec<u8>,
}

/// The programs that the page starts beside itself.
pub(crate) const WORKERS: [&str; 2] = ["worker", "examiner"];

impl Parts {
    fn read(folder: &Path) -> Outcome<Parts> {
        let index = text(&folder.join("index.html"))?;
        let mut styles = String::new();
        for name in named(&index, "href=\"./", ".css") {
            styles.push_str(&text(&folder.join(name))?);
        }
        let script = one(named(&index, "from './", ".js"), "start script")?;
        let wasm = one(named(&index, "module_or_path: './", ".wasm"), "program")?;
        Ok(Parts {
            build: crate::dist::build_of(&index).ok_or("the page does not say its build")?,
            styles,
            script: text(&folder.join(script))?,
            wasm: bytes(&folder.join(wasm))?,
            workers: WORKERS
                .into_iter()
                .map(|name| {
                    Ok(Worker {
                        name,
                        script: bytes(&folder.join(format!("{name}.js")))?,
                        wasm: bytes(&folder.join(format!("{name}_bg.wasm")))?,
                    })
                })
                .collect::<Outcome<_>>()?,
        })
    }
}

fn of_parts(parts: &Parts) -> Outcome<String> {
    let script = START.replace("%IMPORT%", without_exports(&parts.script)?);
    let (script, styles) = (inline("script", &script)?, inline("style", &parts.styles)?);
    let begin = inline("script", BEGIN)?;
    let policy = format!(
        "default-src 'none'; script-src '{}' '{}' 'wasm-unsafe-eval'; style-src '{}'; img-src blob:; \
         media-src blob:; worker-src blob:; connect-src 'none'; form-action 'none'; base-uri 'none'",
        digest(begin),
        digest(script),
        digest(styles),
    );
    Ok(format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta http-equiv=\"x-dns-prefetch-control\" content=\"off\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta name=\"threadseal-build\" content=\"{}\">\n\
         <title>Threadseal</title>\n<style>{styles}</style>\n\
         <script>{begin}</script>\n</head>\n<body>\n{SHELL}\
         {}{}<script type=\"module\">{script}</script>\n</body>\n</html>\n",
        parts.build,
        data("app-wasm", &parts.wasm),
        parts
            .workers
            .iter()
            .map(|worker| {
                let script = data(&format!("{}-js", worker.name), &worker.script);
                script + &data(&format!("{}-wasm", worker.name), &worker.wasm)
            })
            .collect::<String>(),
    ))
}

/// The names in `page` between `before` and `ending`, `ending` included, each once.
fn named<'a>(page: &'a str, before: &str, ending: &str) -> Vec<&'a str> {
    let mut names: Vec<&str> = page
        .split(before)
        .skip(1)
        .filter_map(|rest| rest.get(..rest.find(['"', '\''])?))
        .filter(|name| name.ends_with(ending) && !name.contains('/'))
        .collect();
    names.dedup();
    names
}

fn one<'a>(names: Vec<&'a str>, what: &str) -> Outcome<&'a str> {
    match names.as_slice() {
        [name] => Ok(name),
        other => Err(format!(
            "the page names {} files as its {what}, expected one",
            other.len()
        )),
    }
}

/// A script that stands in the page exports nothing.
fn without_exports(script: &str) -> Outcome<&str> {
    let exports = "export { initSync, __wbg_init as default };";
    script
        .trim_end()
        .strip_suffix(exports)
        .ok_or_else(|| format!("the program's script does not end with {exports:?}"))
}

/// Text that would end its own element early cannot stand in the page.
fn inline<'a>(element: &str, text: &'a str) -> Outcome<&'a str> {
    let lower = text.to_ascii_lowercase();
    if lower.contains(&format!("</{element}")) || lower.contains("<!--") {
        return Err(format!("a {element} of the page holds its own end"));
    }
    Ok(text)
}

fn digest(text: &str) -> String {
    format!("sha256-{}", BASE64.encode(&Sha256::digest(text.as_bytes())))
}

fn data(id: &str, bytes: &[u8]) -> String {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    // Writing to memory does not fail.
    let _ = encoder.write_all(bytes);
    let packed = encoder.finish().unwrap_or_default();
    format!(
        "<script type=\"text/plain\" id=\"{id}\">{}</script>\n",
        BASE64.encode(&packed)
    )
}

fn text(path: &Path) -> Outcome<String> {
    fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()))
}

fn bytes(path: &Path) -> Outcome<Vec<u8>> {
    fs::read(path).map_err(|error| format!("cannot read {}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts() -> Parts {
        Parts {
            build: "ab".repeat(32),
            styles: "p{color:red}".to_owned(),
            script: "let x;\nexport { initSync, __wbg_init as default };\n".to_owned(),
            wasm: b"\0asm app".to_vec(),
            workers: vec![Worker {
                name: "worker",
                script: b"</script>".to_vec(),
                wasm: b"\0asm worker".to_vec(),
            }],
        }
    }

    #[test]
    fn the_policy_forbids_every_connection_and_names_both_digests() {
        let page = of_parts(&parts()).unwrap();
        assert!(page.contains("connect-src 'none'"));
        let between = |before: &str, after: &str| {
            let rest = page.split_once(before).unwrap().1;
            rest.split_once(after).unwrap().0.to_owned()
        };
        let script = between("<script type=\"module\">", "</script>");
        let style = between("<style>", "</style>");
        let begin = between("<script>", "</script>");
        let both = format!("script-src '{}' '{}'", digest(&begin), digest(&script));
        assert!(page.contains(&both));
        assert!(page.contains(&format!("style-src '{}'", digest(&style))));
        assert!(!page.contains("src=") && !page.contains("href="));
    }

    #[test]
    fn what_would_end_its_element_is_refused() {
        let mut styles = parts();
        styles.styles = "</STYLE>".to_owned();
        assert!(of_parts(&styles).is_err());
        let mut script = parts();
        script.script = format!("'</script>';{}", script.script);
        assert!(of_parts(&script).is_err());
        let mut other = parts();
        other.script = "export default 1;".to_owned();
        assert!(of_parts(&other).is_err());
    }

    #[test]
    fn names_are_found_once() {
        let page = "href=\"./a.css\" href=\"./b.css\" href=\"./a/b.css\" href=\"./c.js\"";
        assert_eq!(named(page, "href=\"./", ".css"), ["a.css", "b.css"]);
    }
}
