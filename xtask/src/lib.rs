//! All set-up and every check, as a library so that the browser tests can use the same server and
//! the same tools.
//!
//! - [`say`]: what is printed, and commands that are run.
//! - [`paths`]: where things lie: the clone, its build folder, the cache that survives a clone.
//! - [`tools`]: Trunk, wasm-bindgen, the browser and its driver, the foreign checkers.
//! - [`page`]: builds the page.
//! - [`dist`]: the last step of that build: the policy's digest, and the gates.
//! - [`single`]: the same page as one file.
//! - [`parts`]: what is handed out beside it: parts, licences, digests.
//! - [`server`]: serves a folder on a loopback port and keeps a log of every request.
//! - [`links`]: whether the links of the documents lead somewhere.
//! - [`site`]: the documents as pages that open from a disk or a static host.
//! - [`rules`]: what may be in the dependency trees.
//! - [`check`]: `cargo xtask test`.

pub mod check;
pub mod dist;
pub mod links;
pub mod page;
pub mod parts;
pub mod paths;
pub mod rules;
pub mod say;
pub mod server;
pub mod single;
pub mod site;
pub mod tools;
