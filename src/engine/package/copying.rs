//! A clean copy being made, piece by piece, while its original is read.

use super::BuildError;
use super::cleaning::cards;
use super::copies::{reader, unread};
use super::plan::{Material, Media};
use crate::engine::archive::EntryReader;
use crate::engine::clean::Rewrite;

/// A clean copy on its way.
pub(super) struct Copying {
    media: Media,
    state: State,
}

enum State {
    Reading(Box<(EntryReader, Rewrite)>),
    /// Contact cards, or a picture made anew; all of it.
    Whole(Vec<u8>),
    End,
}

impl Copying {
    /// Begins. `None` for a file that goes out as it is.
    ///
    /// Errors: `Read`.
    pub(super) fn open(material: &Material, media: &Media) -> Result<Option<Copying>, BuildError> {
        if let Some(burnt) = &media.burnt {
            let state = State::Whole(burnt.to_vec());
            let media = media.clone();
            return Ok(Some(Copying { media, state }));
        }
        let Some(recipe) = &media.recipe else {
            return Ok(None);
        };
        let state = match recipe.names() {
            Some(names) => State::Whole(cards(material, media.at, names)),
            None => {
                let entry = reader(material, media.at)?;
                State::Reading(Box::new((entry, Rewrite::new(recipe))))
            }
        };
        let media = media.clone();
        Ok(Some(Copying { media, state }))
    }

    /// The next piece, which may be empty; `None` after the last.
    ///
    /// Errors: `Read`; `Changed`, when the file is not the one that was looked at before.
    pub(super) fn next(&mut self, material: &Material) -> Result<Option<Vec<u8>>, BuildError> {
        match std::mem::replace(&mut self.state, State::End) {
            State::Whole(bytes) => Ok(Some(bytes)),
            State::Reading(reading) => self.some(material, reading).map(Some),
            State::End => Ok(None),
        }
    }

    fn some(
        &mut self,
        material: &Material,
        mut reading: Box<(EntryReader, Rewrite)>,
    ) -> Result<Vec<u8>, BuildError> {
        let mut out = Vec::new();
        let mut put = |bytes: &[u8]| out.extend_from_slice(bytes);
        let piece = reading
            .0
            .next()
            .map_err(|source| unread(material, self.media.at, source))?;
        let copied = match piece {
            Some(piece) => {
                let copied = reading.1.push(&piece, &mut put);
                self.state = State::Reading(reading);
                copied
            }
            None => reading.1.finish(&mut put),
        };
        copied.map_err(|_| BuildError::Changed {
            path: self.media.path.clone(),
        })?;
        Ok(out)
    }
}
