//! The few line drawings of the controls: 24 units wide, drawn in the colour of the text around them.

use crate::web::view::prelude::*;

pub const MENU: &str = "M4 6h16M4 12h16M4 18h16";
pub const PLUS: &str = "M12 5v14M5 12h14";
pub const MINUS: &str = "M5 12h14";
pub const HOME: &str = "M4 11l8-7 8 7M6 10v10h12V10";
pub const LOCATE: &str = "M12 3v4M12 17v4M3 12h4M17 12h4M12 7a5 5 0 1 1 0 10a5 5 0 1 1 0-10";
pub const FULLSCREEN: &str = "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5";
pub const CLOSE: &str = "M6 6l12 12M18 6L6 18";
pub const SEARCH: &str = "M10.5 4a6.5 6.5 0 1 1 0 13a6.5 6.5 0 1 1 0-13M15.5 15.5L20 20";
pub const FIT: &str = "M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M9 9h6v6H9z";
pub const SHARE: &str =
    "M9 15l6-6M8 11l-2.5 2.5a3.5 3.5 0 0 0 5 5L13 16M16 13l2.5-2.5a3.5 3.5 0 0 0-5-5L11 8";
pub const THEME_SYSTEM: &str = "M12 4a8 8 0 1 1 0 16a8 8 0 1 1 0-16M12 4v16M12 8h5M12 12h8M12 16h5";
pub const THEME_LIGHT: &str = "M12 8a4 4 0 1 1 0 8a4 4 0 1 1 0-8M12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M19 5l-2 2M7 17l-2 2";
pub const THEME_DARK: &str = "M19 14.5A7.5 7.5 0 0 1 9.5 5a7.5 7.5 0 1 0 9.5 9.5z";
pub const PREVIOUS: &str = "M15 5l-7 7 7 7";
pub const NEXT: &str = "M9 5l7 7-7 7";
pub const UNFOLD: &str = "M6 15l6-6 6 6";
pub const FOLD: &str = "M6 9l6 6 6-6";
pub const PLAY: &str = "M8 5l11 7-11 7z";
pub const PAUSE: &str = "M8 5v14M16 5v14";
pub const LOOP: &str =
    "M17 3l3 3-3 3M4 12V9a3 3 0 0 1 3-3h13M7 21l-3-3 3-3M20 12v3a3 3 0 0 1-3 3H4";
pub const STRETCH: &str = "M3 5v14M21 5v14M7 12h10M10 9l-3 3 3 3M14 9l3 3-3 3";
pub const SHRINK: &str = "M12 5v14M3 12h6M21 12h-6M6 9l3 3-3 3M18 9l-3 3 3 3";
pub const ALERT: &str = "M12 4l9 16H3zM12 10v5M12 17.5v.5";

/// A drawing that says nothing to a screen reader: the control around it has the words.
pub fn icon(path: &'static str) -> AnyView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d=path></path>
        </svg>
    }
    .into_any()
}
