//! Small parts that several areas use.

mod dialog;
mod digest;
mod field;
mod file_button;
mod focus;
mod menu;
mod progress;

pub use dialog::Dialog;
pub use digest::Digest;
pub use field::{StartArea, StartCheck, StartField, text_field};
pub use file_button::FileButton;
pub use focus::focus_on;
pub use menu::{Menu, MenuItem};
pub use progress::Progress;
