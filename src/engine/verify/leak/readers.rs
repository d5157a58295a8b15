//! Which reader searches which file of the package.

use super::custody_lines::custody_line;
use super::files::{self, LineFile, Search};
use super::proofs::{self, OpeningsFile};
use super::rows::RowFile;
use super::scan::Scan;
use super::stream::Stream;
use super::transcripts::{PageFile, TextFile};
use crate::engine::verify::json::Json;
use crate::engine::verify::names::Kind;

/// The reader for a file of that kind.
pub(super) fn search_of(kind: Kind) -> Box<dyn Search> {
    match kind {
        Kind::Readme => Box::new(LineFile::new(files::readme_line)),
        Kind::Format | Kind::Script => Box::new(LineFile::new(files::shipped_line)),
        Kind::BagInfo => Box::new(LineFile::new(files::bag_info_line)),
        Kind::BagIt => Box::new(LineFile::new(files::bagit_line)),
        Kind::Manifest(_) | Kind::TagManifest(_) => Box::new(LineFile::new(files::manifest_line)),
        Kind::Certificate(_) => Box::new(LineFile::new(files::certificate_line)),
        Kind::Custody => Box::new(LineFile::new(custody_line)),
        Kind::LogTable => Box::new(RowFile::log()),
        Kind::LogLines => Box::new(LineFile::new(files::log_line)),
        Kind::Attachments(_) => Box::new(RowFile::attachments()),
        Kind::Messages(_) => Box::new(LineFile::new(files::message_line)),
        Kind::Page(thread) | Kind::PagePart(thread, _) => Box::new(PageFile::new(thread)),
        Kind::Transcript(thread) => Box::new(TextFile::new(thread)),
        Kind::Seal(_) => Box::new(LineFile::new(proofs::seal_line)),
        Kind::Leaves(_) => Box::new(LineFile::new(proofs::leaf_line)),
        Kind::Openings(thread) => Box::new(OpeningsFile::new(thread)),
        Kind::Review => Box::new(ReviewFile::default()),
        Kind::Media(_) | Kind::Signature | Kind::Fetch | Kind::Unknown => {
            Box::new(Attached(Stream::new()))
        }
    }
}

/// A file of the review set. The verifier makes each of them once more from files that are searched
/// here, and a package is not handed over when one differs. What people typed for it stands in
/// `settings.json` alone.
#[derive(Default)]
struct ReviewFile(Vec<u8>);

/// Longest `settings.json` that is read. Units: bytes.
const SETTINGS_BYTES: usize = 64 << 10;

impl Search for ReviewFile {
    fn push(&mut self, bytes: &[u8], _scan: &mut Scan<'_>) {
        let room = SETTINGS_BYTES.saturating_sub(self.0.len());
        self.0.extend_from_slice(bytes.get(..room).unwrap_or(bytes));
    }

    fn end(&mut self, scan: &mut Scan<'_>) {
        let text = String::from_utf8_lossy(&self.0).into_owned();
        let json = Json::read(&text).ok();
        let members = json.as_ref().and_then(Json::as_object).unwrap_or_default();
        for (key, value) in members {
            if let (true, Some(typed)) =
                (["bates", "zone"].contains(&key.as_str()), value.as_text())
            {
                files::other(typed, 1, scan);
            }
        }
    }
}

/// A file that the package did not write.
struct Attached(Stream);

impl Search for Attached {
    fn push(&mut self, bytes: &[u8], scan: &mut Scan<'_>) {
        self.0.push(bytes, scan);
    }

    fn end(&mut self, scan: &mut Scan<'_>) {
        self.0.end(scan);
    }
}

/// A path without the package's own folder.
pub(super) fn below<'a>(label: &'a str, folder: &str) -> &'a str {
    label
        .strip_prefix(folder)
        .and_then(|rest| rest.strip_prefix('/'))
        .unwrap_or(label)
}
