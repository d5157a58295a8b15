//! Serves a folder on a loopback port and keeps a log of every request.
//!
//! Never listens on anything but loopback, never leaves its folder, never lets anything be cached.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// One request as it came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// `GET`, `HEAD` or another.
    pub method: String,
    /// Path with query, as written.
    pub target: String,
    /// Header lines as written.
    pub headers: Vec<String>,
}

/// What is sent back.
#[derive(Debug, Clone)]
pub struct Answer {
    /// For example `200 OK`.
    pub status: &'static str,
    /// Its type.
    pub mime: &'static str,
    /// Further header lines, without line ends.
    pub headers: Vec<String>,
    /// The bytes.
    pub body: Vec<u8>,
}

impl Answer {
    /// A short text.
    pub fn text(status: &'static str, text: &str) -> Answer {
        Answer {
            status,
            mime: "text/plain; charset=utf-8",
            headers: Vec::new(),
            body: text.as_bytes().to_vec(),
        }
    }
}

type Handler = dyn Fn(&Asked) -> Answer + Send + Sync;

/// A running server. It ends with the program.
pub struct Server {
    address: SocketAddr,
    log: Arc<Mutex<Vec<Asked>>>,
}

impl Server {
    /// Starts on `port`; 0 takes a free one.
    ///
    /// Errors: the port is taken.
    pub fn start(
        port: u16,
        handler: impl Fn(&Asked) -> Answer + Send + Sync + 'static,
    ) -> io::Result<Server> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let address = listener.local_addr()?;
        let log = Arc::new(Mutex::new(Vec::new()));
        let handler: Arc<Handler> = Arc::new(handler);
        let shared_log = Arc::clone(&log);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let handler = Arc::clone(&handler);
                let log = Arc::clone(&shared_log);
                thread::spawn(move || {
                    // A browser that hangs up early is no fault of ours.
                    let _ = talk(&stream, &*handler, &log);
                });
            }
        });
        Ok(Server { address, log })
    }

    /// Serves the files below `folder`.
    ///
    /// Errors: the port is taken, or the folder is not there.
    pub fn of_folder(folder: &Path, port: u16) -> io::Result<Server> {
        let folder = folder.canonicalize()?;
        Server::start(port, move |asked| file_answer(&folder, asked))
    }

    /// `http://127.0.0.1:PORT/`.
    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// `127.0.0.1:PORT`.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Every request so far, in order of arrival.
    pub fn asked(&self) -> Vec<Asked> {
        locked(&self.log).clone()
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Longest line and most lines of a head that are read.
const HEAD_LINE_BYTES: u64 = 16 * 1024;
const HEAD_LINES: usize = 200;

fn talk(stream: &TcpStream, handler: &Handler, log: &Mutex<Vec<Asked>>) -> io::Result<()> {
    // A connection that a browser opens in advance and never uses must not hold its thread for ever.
    stream.set_read_timeout(Some(Duration::from_secs(60)))?;
    let mut reader = BufReader::new(stream);
    loop {
        let Some(asked) = read_head(&mut reader)? else {
            return Ok(());
        };
        locked(log).push(asked.clone());
        let answer = handler(&asked);
        write_answer(stream, &asked, &answer)?;
        // A body that we do not read would be taken for the next request.
        if asked.method != "GET" && asked.method != "HEAD" {
            return Ok(());
        }
    }
}

fn read_head(reader: &mut impl BufRead) -> io::Result<Option<Asked>> {
    let Some(first) = read_line(reader)? else {
        return Ok(None);
    };
    let mut words = first.split(' ');
    let (Some(method), Some(target)) = (words.next(), words.next()) else {
        return Ok(None);
    };
    let mut headers = Vec::new();
    while let Some(line) = read_line(reader)? {
        if line.is_empty() {
            return Ok(Some(Asked {
                method: method.to_owned(),
                target: target.to_owned(),
                headers,
            }));
        }
        if headers.len() == HEAD_LINES {
            return Ok(None);
        }
        headers.push(line);
    }
    Ok(None)
}

fn read_line(reader: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut line = Vec::new();
    let n_bytes = io::Read::take(&mut *reader, HEAD_LINE_BYTES).read_until(b'\n', &mut line)?;
    if n_bytes == 0 || !line.ends_with(b"\n") {
        return Ok(None);
    }
    let text = String::from_utf8_lossy(&line);
    Ok(Some(text.trim_end_matches(['\r', '\n']).to_owned()))
}

fn write_answer(mut stream: &TcpStream, asked: &Asked, answer: &Answer) -> io::Result<()> {
    let mut head = format!(
        "HTTP/1.1 {}\r\nContent-Type: {}\r\nContent-Length: {}\r\nCache-Control: no-store\r\n\
         X-Content-Type-Options: nosniff\r\n",
        answer.status,
        answer.mime,
        answer.body.len()
    );
    for line in &answer.headers {
        head.push_str(line);
        head.push_str("\r\n");
    }
    head.push_str("\r\n");
    stream.write_all(head.as_bytes())?;
    if asked.method != "HEAD" {
        stream.write_all(&answer.body)?;
    }
    stream.flush()
}

/// What a plain host answers that serves the files below `folder`.
pub fn file_answer(folder: &Path, asked: &Asked) -> Answer {
    if asked.method != "GET" && asked.method != "HEAD" {
        return Answer::text("405 Method Not Allowed", "only GET and HEAD");
    }
    let Some(path) = path_below(folder, &asked.target) else {
        return Answer::text("404 Not Found", "not found");
    };
    match std::fs::read(&path) {
        Ok(body) => Answer {
            status: "200 OK",
            mime: mime_of(&path),
            headers: Vec::new(),
            body,
        },
        Err(_gone) => Answer::text("404 Not Found", "not found"),
    }
}

/// The file that a request names; `None` for everything that is not a plain file below `folder`.
fn path_below(folder: &Path, target: &str) -> Option<PathBuf> {
    let path = target.split(['?', '#']).next().unwrap_or_default();
    let decoded = percent_decoded(path.strip_prefix('/')?)?;
    let mut relative = PathBuf::new();
    for part in decoded.split('/').filter(|part| !part.is_empty()) {
        let plain = !part.starts_with('.') && !part.contains(['\\', '\0', ':']);
        let mut parts = Path::new(part).components();
        if !plain || !matches!(parts.next(), Some(Component::Normal(_))) || parts.next().is_some() {
            return None;
        }
        relative.push(part);
    }
    let mut full = folder.join(relative);
    if full.is_dir() {
        full.push("index.html");
    }
    // Follows links: one that leaves the folder is refused like any other way out.
    let real = full.canonicalize().ok()?;
    (real.starts_with(folder) && real.is_file()).then_some(real)
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        if first == b'%' {
            let digits = std::str::from_utf8(after.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = after.get(2..)?;
        } else {
            bytes.push(first);
            rest = after;
        }
    }
    String::from_utf8(bytes).ok()
}

fn mime_of(path: &Path) -> &'static str {
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("json") => "application/json",
        Some("txt") => "text/plain; charset=utf-8",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests;
