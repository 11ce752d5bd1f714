//! Everything that touches a browser.

pub mod ui;
