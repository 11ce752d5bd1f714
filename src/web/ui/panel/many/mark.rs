//! The mark of a place beside its verdict, as the map draws it.

use crate::web::view::prelude::*;

use crate::state::Mark;
use crate::web::place_mark::drawing;

pub(super) fn mark_swatch(mark: Mark) -> AnyView {
    let drawing = drawing(mark);
    let hue = format!("place-mark {}", hue_class(drawing.token));
    let outline = if drawing.is_full {
        "mark-full"
    } else {
        "mark-hollow"
    };
    view! {
        <svg class=hue viewBox="0 0 22 22" aria-hidden="true">
            <path class=outline d=drawing.outline></path>
            {drawing.inside.map(|(path, is_full)| {
                let class = if is_full { "mark-core" } else { "mark-line" };
                view! { <path class=class d=path></path> }
            })}
        </svg>
    }
    .into_any()
}

fn hue_class(token: &str) -> &'static str {
    match token {
        "--status-confirmed" => "mark-confirmed",
        "--status-suspected" => "mark-suspected",
        "--status-declared" => "mark-declared",
        "--status-cleared" => "mark-cleared",
        "--casualty" => "mark-casualty",
        _ => "mark-quiet",
    }
}
