//! Pictures: one, handed in by the page, with boxes burnt in or looked through for codes; and all that
//! go out, looked at beside what is withheld of others.

use crate::engine::archive::Given;
use crate::engine::burn::{
    BurnError, LookJob, MOST_BYTES, Sighted, burn as burn_in, codes_in, named_by,
};
use crate::engine::case::Case;
use crate::engine::decision::PixelBox;
use crate::engine::digest::sha256_hex;
use crate::engine::examine::protocol::{PictureFound, PictureSight};
use crate::engine::package::Burnt;
use crate::engine::place::EntryId;
use crate::engine::session::Throttle;
use crate::engine::session::protocol::Tag;
use crate::engine::source::read_range;

/// The new file, or why there is none.
pub(super) fn burn(files: Vec<Given>, boxes: Vec<PixelBox>) -> Burnt {
    let (original_sha256, picture) = match bytes_of(files) {
        Ok(bytes) => {
            let picture = burn_in(&bytes, &boxes).map_err(|error| error.to_string());
            (sha256_hex(&bytes), picture.map(Into::into))
        }
        Err(why) => (String::new(), Err(why)),
    };
    Burnt {
        original_sha256,
        boxes,
        picture,
    }
}

/// Where it shows QR codes.
pub(super) fn find_codes(files: Vec<Given>) -> Result<Vec<PixelBox>, String> {
    codes_in(&bytes_of(files)?).map_err(|error| error.to_string())
}

/// The look at all pictures that go out.
pub(super) struct Looking {
    pub(super) tag: Tag,
    pub(super) job: LookJob,
    pub(super) throttle: Throttle,
}

/// What was seen, as the page shows it.
pub(super) fn for_page(case: &Case, sighted: Vec<Sighted>) -> Vec<PictureFound> {
    let name = |(source, entry): (usize, EntryId)| {
        let open = case.sources.get(source)?;
        let entry = open.archive.entries().iter().find(|one| one.id == entry)?;
        Some(entry.name.clone())
    };
    let shown = sighted.into_iter().map(|one| PictureFound {
        name: name(one.picture).unwrap_or_default(),
        at: named_by(case, one.picture),
        what: match one.like {
            Some(boxed) => PictureSight::Like {
                boxed: name(boxed).unwrap_or_default(),
            },
            None => PictureSight::Code,
        },
    });
    shown.collect()
}

fn bytes_of(files: Vec<Given>) -> Result<Vec<u8>, String> {
    let given = files
        .into_iter()
        .next()
        .ok_or("the picture did not arrive")?;
    let size_bytes = given.source.size_bytes();
    if size_bytes > MOST_BYTES {
        return Err(BurnError::Bytes { size_bytes }.to_string());
    }
    read_range(&*given.source, 0, size_bytes as usize).map_err(|error| error.to_string())
}
