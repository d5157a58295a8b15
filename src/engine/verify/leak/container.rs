//! What of a zip is no file: names, headers, its directory, and bytes between the files.

use std::io;

use super::files::is_known_path;
use super::job::{LeakJob, Passage, SLICE_BYTES};
use super::readers::below;
use super::scan::Scan;
use super::stream::Stream;
use crate::engine::source::read_range;
use crate::engine::verify::{canon, names};

impl LeakJob {
    /// Searches names, and headers that are not as they must be.
    pub(super) fn container(&mut self, search: &Passage) {
        let mut scan = Scan::new(
            &search.batch,
            &self.held,
            &self.withheld,
            &mut self.found,
            &search.folder,
        );
        if !names::is_top_folder(&search.folder) {
            scan.other(&search.folder, &|| "the name of the top folder".to_owned());
        }
        for member in &search.directory.members {
            let label = member.label();
            let path = below(&label, &search.folder);
            if path == label || !is_known_path(path) {
                scan.other(path, &|| "the name of a file".to_owned());
            }
        }
        if !canon::directory_differences(&search.directory).is_empty() {
            let place = || "the zip's directory".to_owned();
            for bytes in [&search.directory.raw, &search.directory.tail] {
                scan.other(&String::from_utf8_lossy(bytes), &place);
                scan.binary(bytes, None, &place);
            }
        }
    }

    /// Searches what stands between the files of a container that is not as it must be.
    pub(super) fn gaps(&mut self, search: &Passage) -> io::Result<()> {
        let mut covered = search.covered.clone();
        covered.push((search.directory.raw_at, search.directory.raw_at));
        covered.sort_unstable();
        let mut at = 0;
        for (start, end) in covered {
            let mut stream = Stream::new();
            let mut scan = Scan::new(
                &search.batch,
                &self.held,
                &self.withheld,
                &mut self.found,
                "between the files of the zip",
            );
            let had_gap = at < start;
            while at < start {
                let len = (start - at).min(SLICE_BYTES as u64);
                let bytes = read_range(&*self.package, at, len as usize)?;
                stream.push(&bytes, &mut scan);
                at += len;
            }
            if had_gap {
                stream.end(&mut scan);
                scan.copies();
            }
            at = at.max(end);
        }
        Ok(())
    }
}
