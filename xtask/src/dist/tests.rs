use super::*;

const PAGE: &str = r#"<!doctype html>
<html><head>
<!-- <script>not a script</script> -->
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob:; media-src blob:; worker-src blob: 'self'; manifest-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'">
<meta name="threadseal-build" content="">
<link rel="modulepreload" href="./app.js">
<script type="module">
import init from './app.js';
</script>
</head><body></body></html>
"#;

/// A finished page in a folder of its own, with `change` made to the page first.
fn finished(name: &str, change: impl Fn(String) -> String) -> Outcome<String> {
    let folder =
        std::env::temp_dir().join(format!("threadseal-dist-{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("index.html"), change(PAGE.to_owned())).unwrap();
    fs::write(folder.join("app.js"), "await fetch(module_or_path);").unwrap();
    for worker in crate::single::WORKERS {
        let script = folder.join(format!("{worker}.js"));
        fs::write(script, "x = fetch(module_or_path);").unwrap();
        fs::write(folder.join(format!("{worker}_bg.wasm")), "\0asm").unwrap();
    }
    let result = finish(&folder);
    let page = fs::read_to_string(folder.join("index.html")).unwrap();
    let _ = fs::remove_dir_all(&folder);
    result.map(|()| page)
}

#[test]
fn the_start_script_gets_its_digest() {
    let page = finished("digest", |page| page).unwrap();
    // printf '\nimport init from ...' | openssl dgst -sha256 -binary | base64
    let digest = BASE64.encode(&Sha256::digest("\nimport init from './app.js';\n"));
    let expected = format!("script-src 'self' 'sha256-{digest}' 'wasm-unsafe-eval';");
    assert!(page.contains(&expected), "{page}");
}

#[test]
fn finishing_twice_changes_nothing() {
    let once = with_script_digests(PAGE).unwrap();
    assert_eq!(with_script_digests(&once).unwrap(), once);
    assert_ne!(once, PAGE);
}

#[test]
fn pages_that_break_a_promise_are_refused() {
    let cases: [(&str, &str, &str, &str); 12] = [
        (
            "wider",
            "connect-src 'self'",
            "connect-src *",
            "expected 'self'",
        ),
        ("less", "; base-uri 'none'", "", "has the parts"),
        (
            "more",
            "; base-uri 'none'",
            "; base-uri 'none'; frame-src blob:",
            "has the parts",
        ),
        (
            "inline",
            "'wasm-unsafe-eval'",
            "'wasm-unsafe-eval' 'unsafe-inline'",
            "'unsafe-inline'",
        ),
        ("eval", " 'wasm-unsafe-eval'", "", "would not start"),
        (
            "host",
            "<body>",
            "<body><p>https://example.org</p>",
            "no other host",
        ),
        ("file", "./app.js\">", "./gone.js\">", "not a file"),
        ("out", "./app.js\">", "../app.js\">", "not a file"),
        ("event", "<body>", "<body onload=\"x()\">", "onload"),
        ("style", "<body>", "<body style='a'>", "style"),
        ("frame", "<body>", "<body><iframe></iframe>", "iframe"),
        (
            "beacon",
            "import init",
            "navigator.sendBeacon('x'); import init",
            "way out",
        ),
    ];
    for (name, old, new, expected) in cases {
        let failure = finished(name, |page| page.replacen(old, new, 1)).unwrap_err();
        assert!(failure.contains(expected), "{name}: {failure}");
    }
}

#[test]
fn only_the_loading_of_its_own_wasm_may_call_out() {
    assert_eq!(
        check_calls("a.js", "fetch(module_or_path); fetch(module_or_path)"),
        Ok(())
    );
    for text in [
        "fetch(module_or_path); arg0.fetch(arg1)",
        "new WebSocket(a)",
        "eval(x)",
    ] {
        assert!(check_calls("a.js", text).is_err(), "{text}");
    }
}

#[test]
fn styles_load_nothing() {
    let path = std::env::temp_dir().join(format!("threadseal-{}.css", std::process::id()));
    for (text, fine) in [
        ("p { color: red }", true),
        ("p { background: url(a.png) }", false),
    ] {
        fs::write(&path, text).unwrap();
        assert_eq!(check_style(&path).is_ok(), fine, "{text}");
    }
    let _ = fs::remove_file(&path);
}
