//! The session as the page uses it: requests in, events out, memory for a platform.

mod asking;
mod casework;
mod desk;
mod looking;
mod making;
mod opening;
mod packaging;
mod rows;
mod scoping;
mod sealing;
mod searching;
mod times;
mod verifying;

/// An Android export with a picture, a shared document, a secret and a line that is not UTF-8.
pub(crate) const TEXT: &[u8] = b"31/12/2023, 21:05 - Ada Poe: hello Ben\n\
31/12/2023, 21:06 - Ben: IMG-20231231-WA0001.jpg (file attached)\nlook at this\n\
31/12/2023, 21:07 - Ada Poe: the code is 4812\nplease keep it\n\
01/01/2024, 00:01 - Ben: happy new year \xff\xfe done\n\
02/01/2024, 08:00 - Ada Poe: IMG-20240102-WA0009.jpg (file attached)\n\
02/01/2024, 08:01 - Ben: 4812 again, thanks Ada Poe\n";

pub(crate) const JPEG: &[u8] =
    b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9";

/// The usual export as files to zip.
pub(crate) fn entries() -> Vec<(&'static str, &'static [u8])> {
    vec![
        ("WhatsApp Chat with Ben.txt", TEXT),
        ("IMG-20231231-WA0001.jpg", JPEG),
        ("unnamed.bin", b"nobody names this"),
    ]
}
