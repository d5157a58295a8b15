//! One picture, handed in by the page, with boxes burnt in.

use crate::engine::archive::Given;
use crate::engine::burn::{BurnError, MOST_BYTES, burn as burn_in};
use crate::engine::decision::PixelBox;
use crate::engine::digest::sha256_hex;
use crate::engine::package::Burnt;
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
