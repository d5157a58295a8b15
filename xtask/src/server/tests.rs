use std::io::Read;

use super::*;

/// A folder with `index.html`, `a b.js`, `.hidden`, and a secret beside it.
fn folder(name: &str) -> PathBuf {
    let base = std::env::temp_dir().join(format!("threadseal-{name}-{}", std::process::id()));
    let inside = base.join("dist");
    std::fs::create_dir_all(inside.join("sub")).unwrap();
    std::fs::write(base.join("secret.txt"), "secret").unwrap();
    std::fs::write(inside.join("index.html"), "<p>start</p>").unwrap();
    std::fs::write(inside.join("a b.js"), "1").unwrap();
    std::fs::write(inside.join(".hidden"), "hidden").unwrap();
    std::fs::write(inside.join("sub/index.html"), "<p>below</p>").unwrap();
    inside.canonicalize().unwrap()
}

fn exchange(server: &Server, request: &str) -> String {
    let mut stream = TcpStream::connect(server.address()).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    stream.shutdown(std::net::Shutdown::Write).unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    text
}

#[test]
fn files_come_with_their_type_and_are_never_cached() {
    let server = Server::of_folder(&folder("types"), 0).unwrap();
    let answer = exchange(&server, "GET /a%20b.js?x=1 HTTP/1.1\r\nHost: x\r\n\r\n");
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    assert!(answer.contains("Content-Type: text/javascript"), "{answer}");
    assert!(answer.contains("Cache-Control: no-store"), "{answer}");
    assert!(answer.ends_with("\r\n\r\n1"), "{answer}");
    let start = exchange(&server, "GET / HTTP/1.1\r\n\r\n");
    assert!(start.ends_with("<p>start</p>"), "{start}");
    let below = exchange(&server, "GET /sub/ HTTP/1.1\r\n\r\n");
    assert!(below.ends_with("<p>below</p>"), "{below}");
    let head = exchange(&server, "HEAD / HTTP/1.1\r\n\r\n");
    assert!(
        head.contains("Content-Length: 12") && head.ends_with("\r\n\r\n"),
        "{head}"
    );
    assert_eq!(
        server
            .asked()
            .iter()
            .map(|asked| asked.target.as_str())
            .collect::<Vec<_>>(),
        ["/a%20b.js?x=1", "/", "/sub/", "/"]
    );
}

#[test]
fn nothing_outside_the_folder_is_served() {
    let inside = folder("outside");
    for target in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/sub/../../secret.txt",
        "/%2e%2e%5csecret.txt",
        "/.hidden",
        "/%00",
        "/%zz",
        "//etc/passwd",
        "secret.txt",
    ] {
        assert_eq!(path_below(&inside, target), None, "{target}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_refused() {
    let inside = folder("link");
    let link = inside.join("link.txt");
    let _ = std::fs::remove_file(&link);
    std::os::unix::fs::symlink(inside.join("../secret.txt"), &link).unwrap();
    assert_eq!(path_below(&inside, "/link.txt"), None);
}

#[test]
fn other_methods_are_refused_and_logged() {
    let server = Server::of_folder(&folder("methods"), 0).unwrap();
    let answer = exchange(&server, "POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc");
    assert!(answer.starts_with("HTTP/1.1 405"), "{answer}");
    assert_eq!(server.asked().len(), 1);
}

#[test]
fn rubbish_ends_the_connection_without_an_answer() {
    let server = Server::of_folder(&folder("rubbish"), 0).unwrap();
    assert_eq!(exchange(&server, "\r\n\r\n"), "");
    assert_eq!(exchange(&server, "GET / HTTP/1.1\r\nno end"), "");
}
