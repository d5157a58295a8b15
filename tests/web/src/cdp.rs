//! The browser's own debugging channel. WebDriver stops at the page; this reaches into workers.

use std::net::TcpStream;
use std::time::Duration;

use serde_json::{Value, json};
use tungstenite::stream::MaybeTlsStream;
use tungstenite::{Message, WebSocket};

/// An open channel.
pub struct Channel {
    socket: WebSocket<MaybeTlsStream<TcpStream>>,
    last: u64,
}

/// A worker of the page, attached.
#[derive(Debug, Clone)]
pub struct Worker {
    session: String,
    /// Where it was started from.
    pub url: String,
}

impl Channel {
    /// Opens the channel of the browser at `address` (`host:port`).
    ///
    /// # Panics
    /// When it cannot be opened.
    pub fn open(address: &str) -> Channel {
        let version = http_get(address, "/json/version");
        let url = version["webSocketDebuggerUrl"]
            .as_str()
            .expect("the browser names its channel");
        let (socket, _) = tungstenite::connect(url).expect("the channel opens");
        if let MaybeTlsStream::Plain(stream) = socket.get_ref() {
            stream
                .set_read_timeout(Some(Duration::from_secs(30)))
                .expect("a time limit can be set");
        }
        Channel { socket, last: 0 }
    }

    /// What all wasm programs of the page and of its workers hold. Units: bytes.
    ///
    /// # Panics
    /// When the browser knows no such page.
    pub fn wasm_memory_bytes(&mut self, page_url: &str) -> f64 {
        let (page, workers) = self.attached(page_url);
        let sessions = workers.into_iter().map(|worker| worker.session);
        std::iter::once(page)
            .chain(sessions)
            .map(|session| self.memory_of(&session))
            .sum()
    }

    fn memory_of(&mut self, session: &str) -> f64 {
        let prototype = json!({ "expression": "WebAssembly.Memory.prototype" });
        let prototype = self.call(Some(session), "Runtime.evaluate", prototype);
        let all = json!({ "prototypeObjectId": prototype["result"]["objectId"] });
        let all = self.call(Some(session), "Runtime.queryObjects", all);
        let sum = json!({
            "objectId": all["objects"]["objectId"],
            "functionDeclaration": "function () { return this.reduce((sum, memory) => sum + memory.buffer.byteLength, 0) }",
            "returnByValue": true,
        });
        let sum = self.call(Some(session), "Runtime.callFunctionOn", sum);
        sum["result"]["value"].as_f64().expect("a number of bytes")
    }

    /// The dedicated workers of the page at `page_url`.
    ///
    /// # Panics
    /// When the browser knows no such page.
    pub fn workers(&mut self, page_url: &str) -> Vec<Worker> {
        self.attached(page_url).1
    }

    /// The session of the page and its workers.
    fn attached(&mut self, page_url: &str) -> (String, Vec<Worker>) {
        let targets = self.call(None, "Target.getTargets", json!({}));
        let page = targets["targetInfos"]
            .as_array()
            .into_iter()
            .flatten()
            .find(|target| target["type"] == "page" && target["url"] == page_url)
            .unwrap_or_else(|| panic!("no page at {page_url} in {targets}"))
            .clone();
        let attach = json!({ "targetId": page["targetId"], "flatten": true });
        let session = self.call(None, "Target.attachToTarget", attach)["sessionId"].clone();
        let session = session.as_str().expect("a session id").to_owned();
        let auto = json!({ "autoAttach": true, "waitForDebuggerOnStart": false, "flatten": true });
        let (_, events) = self.call_and_hear(Some(&session), "Target.setAutoAttach", auto);
        let workers = events
            .iter()
            .filter(|event| event["method"] == "Target.attachedToTarget")
            .filter(|event| event["params"]["targetInfo"]["type"] == "worker")
            .map(|event| Worker {
                session: event["params"]["sessionId"]
                    .as_str()
                    .unwrap_or_default()
                    .to_owned(),
                url: event["params"]["targetInfo"]["url"]
                    .as_str()
                    .unwrap_or_default()
                    .to_owned(),
            })
            .collect();
        (session, workers)
    }

    /// Evaluates in the worker, waits for a promise, returns the value.
    ///
    /// # Panics
    /// When it throws.
    pub fn evaluate(&mut self, worker: &Worker, expression: &str) -> Value {
        let parameters = json!({
            "expression": expression,
            "awaitPromise": true,
            "returnByValue": true,
        });
        let answer = self.call(Some(&worker.session), "Runtime.evaluate", parameters);
        assert!(
            answer.get("exceptionDetails").is_none(),
            "{expression}: {answer}"
        );
        answer["result"]["value"].clone()
    }

    /// Starts something in the worker without waiting for it: it may not live to answer.
    ///
    /// # Panics
    /// When the channel is closed.
    pub fn set_off(&mut self, worker: &Worker, expression: &str) {
        let parameters = json!({ "expression": expression });
        self.send(Some(&worker.session), "Runtime.evaluate", parameters);
    }

    fn call(&mut self, session: Option<&str>, method: &str, parameters: Value) -> Value {
        self.call_and_hear(session, method, parameters).0
    }

    fn call_and_hear(
        &mut self,
        session: Option<&str>,
        method: &str,
        parameters: Value,
    ) -> (Value, Vec<Value>) {
        let id = self.send(session, method, parameters);
        let mut events = Vec::new();
        loop {
            let text = self.socket.read().expect("the browser answers").into_text();
            let Ok(message) = serde_json::from_str::<Value>(text.as_deref().unwrap_or_default())
            else {
                continue;
            };
            if message["id"] == id {
                assert!(message.get("error").is_none(), "{method}: {message}");
                return (message["result"].clone(), events);
            }
            events.push(message);
        }
    }

    fn send(&mut self, session: Option<&str>, method: &str, parameters: Value) -> u64 {
        self.last += 1;
        let mut message = json!({ "id": self.last, "method": method, "params": parameters });
        if let Some(session) = session {
            message["sessionId"] = json!(session);
        }
        self.socket
            .send(Message::text(message.to_string()))
            .expect("the channel takes a message");
        self.last
    }
}

fn http_get(address: &str, path: &str) -> Value {
    use std::io::{Read, Write};
    let mut stream = TcpStream::connect(address).expect("the browser's debugging port is open");
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream
        .write_all(request.as_bytes())
        .expect("a request can be sent");
    let limit = Duration::from_secs(10);
    stream
        .set_read_timeout(Some(limit))
        .expect("a time limit can be set");
    let mut text = String::new();
    // Read until the JSON is whole: not every version closes the connection.
    let mut block = [0; 4096];
    loop {
        let n_bytes = stream.read(&mut block).expect("the browser answers");
        text.push_str(&String::from_utf8_lossy(&block[..n_bytes]));
        let body = text.split_once("\r\n\r\n").map_or("", |(_, body)| body);
        if let Ok(value) = serde_json::from_str(body) {
            return value;
        }
        assert!(n_bytes > 0, "no JSON from {path}: {text}");
    }
}
