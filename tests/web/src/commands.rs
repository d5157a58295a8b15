//! WebDriver commands that fantoccini has no words for.

use fantoccini::wd::WebDriverCompatibleCommand;
use http::Method;
use serde_json::{Value, json};
use url::{ParseError, Url};

/// What is asked of the session.
#[derive(Debug, Clone)]
pub enum Ask {
    /// The name that assistive technology sees.
    Label(String),
    /// The role that assistive technology sees.
    Role(String),
    /// Console messages since the last time.
    Console,
    /// A command of the browser's own protocol.
    Cdp(&'static str, Value),
}

impl WebDriverCompatibleCommand for Ask {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        let session = session.unwrap_or_default();
        let rest = match self {
            Ask::Label(element) => format!("element/{element}/computedlabel"),
            Ask::Role(element) => format!("element/{element}/computedrole"),
            Ask::Console => "se/log".to_owned(),
            Ask::Cdp(..) => "goog/cdp/execute".to_owned(),
        };
        base.join(&format!("session/{session}/{rest}"))
    }

    fn method_and_body(&self, _url: &Url) -> (Method, Option<String>) {
        match self {
            Ask::Label(_) | Ask::Role(_) => (Method::GET, None),
            Ask::Console => (Method::POST, Some(json!({ "type": "browser" }).to_string())),
            Ask::Cdp(command, parameters) => {
                let body = json!({ "cmd": command, "params": parameters });
                (Method::POST, Some(body.to_string()))
            }
        }
    }
}
