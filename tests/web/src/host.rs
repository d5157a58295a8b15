//! The page on a static host as it comes: `python3 -m http.server` or nginx, under a sub-path, in files
//! that can be changed and a process that can be ended.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use xtask::server::{Answer, Server, file_answer};

use crate::settings;

/// The page on a host that sends whoever asks for `index.html` on to the folder, as some do.
///
/// # Panics
/// When it cannot be served.
pub fn without_index() -> Server {
    let folder = settings::page().canonicalize().expect("the page is there");
    let serve = move |asked: &xtask::server::Asked| match asked.target.as_str() {
        "/index.html" => Answer {
            headers: vec!["Location: ./".to_owned()],
            ..Answer::text("308 Permanent Redirect", "")
        },
        _other => file_answer(&folder, asked),
    };
    Server::start(0, serve).expect("the page can be served")
}

/// The page on a host that holds the programs back until the page says at `/painted` that something is
/// to be seen. Beside it, whether one was handed out without that, after a while.
///
/// # Panics
/// When it cannot be served.
pub fn after_the_paint() -> (Server, Arc<AtomicBool>) {
    let folder = settings::page().canonicalize().expect("the page is there");
    let (painted, gave_up) = (AtomicBool::new(false), Arc::new(AtomicBool::new(false)));
    let told = Arc::clone(&gave_up);
    let serve = move |asked: &xtask::server::Asked| {
        if asked.target == "/painted" {
            painted.store(true, Ordering::SeqCst);
            return Answer::text("200 OK", "");
        }
        if asked.target.ends_with(".wasm") && !waited_for(&painted) {
            told.store(true, Ordering::SeqCst);
        }
        file_answer(&folder, asked)
    };
    let server = Server::start(0, serve).expect("the page can be served");
    (server, gave_up)
}

fn waited_for(what: &AtomicBool) -> bool {
    let until = std::time::Instant::now() + crate::browser::PATIENCE / 2;
    while !what.load(Ordering::SeqCst) && std::time::Instant::now() < until {
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    what.load(Ordering::SeqCst)
}

/// A running host.
pub struct Host {
    /// Where the page lies on it.
    pub folder: PathBuf,
    root: PathBuf,
    port: u16,
    process: Option<Child>,
}

impl Drop for Host {
    fn drop(&mut self) {
        self.go();
    }
}

impl Host {
    /// Copies the page below `scratch` and serves it under `/some/where/`.
    ///
    /// # Panics
    /// When it cannot be copied or served.
    pub fn start(scratch: &Path) -> Host {
        let root = scratch.join("site");
        let folder = root.join("some").join("where");
        copied(&settings::page(), &folder);
        let mut host = Host {
            folder,
            root,
            port: 0,
            process: None,
        };
        host.come();
        host
    }

    /// The same with nginx, set up as Debian does it, but for folders, ports and its user.
    ///
    /// # Panics
    /// As [`Host::start`].
    pub fn start_nginx(scratch: &Path) -> Host {
        let root = scratch.join("site");
        let folder = root.join("some").join("where");
        copied(&settings::page(), &folder);
        let free = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("a port is free");
        let port = free.local_addr().expect("it has an address").port();
        drop(free);
        let home = scratch.join("nginx");
        std::fs::create_dir_all(&home).expect("a folder can be made");
        let file = home.join("nginx.conf");
        let text = nginx_settings(&home, &root, port);
        std::fs::write(&file, text).expect("a file can be written");
        let child = Command::new(settings::path("THREADSEAL_NGINX"))
            .arg("-p")
            .arg(&home)
            .arg("-e")
            .arg(home.join("error.log"))
            .arg("-c")
            .arg(&file)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("nginx starts");
        let host = Host {
            folder,
            root,
            port,
            process: Some(child),
        };
        let until = std::time::Instant::now() + crate::browser::PATIENCE;
        while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(std::time::Instant::now() < until, "nginx does not answer");
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        host
    }

    /// Serves again, on the same port.
    ///
    /// # Panics
    /// When the port is taken.
    pub fn come(&mut self) {
        let mut child = Command::new(settings::path("THREADSEAL_PYTHON"))
            .args(["-u", "-m", "http.server", "--bind", "127.0.0.1"])
            .arg(self.port.to_string())
            .arg("--directory")
            .arg(&self.root)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("python3 -m http.server starts");
        let stdout = child.stdout.take().expect("its output is piped");
        let mut lines = BufReader::new(stdout).lines();
        let line = lines.next().and_then(Result::ok).expect("it says its port");
        let words: Vec<&str> = line.split(' ').collect();
        let at = words.iter().position(|word| *word == "port");
        self.port = at
            .and_then(|at| words.get(at + 1)?.parse().ok())
            .expect("it says its port");
        std::thread::spawn(move || lines.for_each(drop));
        self.process = Some(child);
    }

    /// Ends it: whoever asks finds nobody there.
    pub fn go(&mut self) {
        if let Some(mut child) = self.process.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    /// Where the page is.
    pub fn url(&self) -> String {
        self.url_at("127.0.0.1")
    }

    /// The same, as another machine would call it.
    pub fn url_at(&self, name: &str) -> String {
        format!("http://{name}:{}/some/where/", self.port)
    }

    /// Adds to a file of the page.
    ///
    /// # Panics
    /// When it is not there.
    pub fn append(&self, name: &str, text: &str) {
        let path = self.folder.join(name);
        let mut bytes = std::fs::read(&path).expect("the file is there");
        bytes.extend_from_slice(text.as_bytes());
        std::fs::write(&path, bytes).expect("the file can be written");
    }

    /// Makes what lies there a whole build of its own.
    ///
    /// # Panics
    /// When a gate does not hold.
    pub fn finish(&self) {
        xtask::dist::finish(&self.folder).expect("the changed page is whole");
    }

    /// The style sheet of that beginning.
    ///
    /// # Panics
    /// When there is none.
    pub fn style(&self, beginning: &str) -> String {
        let all = std::fs::read_dir(&self.folder).expect("the folder is there");
        all.flatten()
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .find(|name| name.starts_with(beginning) && name.ends_with(".css"))
            .expect("the style sheet is there")
    }
}

fn copied(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder can be made");
    for entry in std::fs::read_dir(from)
        .expect("the page is there")
        .flatten()
    {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copied(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a file can be copied");
        }
    }
}

/// What stands in Debian's `nginx.conf` and in its default site, as far as it concerns files.
fn nginx_settings(home: &Path, root: &Path, port: u16) -> String {
    let (home, root) = (home.display(), root.display());
    format!(
        "daemon off;\nmaster_process off;\npid {home}/pid;\n\
         events {{ worker_connections 768; }}\n\
         http {{\n\
           sendfile on;\ntcp_nopush on;\ntypes_hash_max_size 2048;\n\
           include /etc/nginx/mime.types;\ndefault_type application/octet-stream;\n\
           access_log off;\ngzip on;\n\
           client_body_temp_path {home}/body;\nproxy_temp_path {home}/proxy;\n\
           fastcgi_temp_path {home}/fastcgi;\nuwsgi_temp_path {home}/uwsgi;\nscgi_temp_path {home}/scgi;\n\
           server {{\n\
             listen 127.0.0.1:{port};\nroot {root};\nindex index.html;\nserver_name _;\n\
             location / {{ try_files $uri $uri/ =404; }}\n\
           }}\n\
         }}\n"
    )
}
