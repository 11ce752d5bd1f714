//! What an answer about an area or a route has of its own: its measures, the corridor, the hazards along the way.

use crate::web::view::prelude::*;

use super::super::super::{Command, DrawCommand, ReadyAnswer, Store};
use super::figures::zone_line;
use super::length_choice;
use crate::protocol::Asked;
use crate::state::{About, MOST_VERTICES};
use crate::text::{Language, key};
use crate::units::{Metres, SquareMetres};
use crate::web::intl;

/// The widths offered, in metres.
const WIDTHS: [f64; 8] = [
    50.0, 100.0, 200.0, 500.0, 1_000.0, 2_000.0, 5_000.0, 10_000.0,
];

/// What the shape on the map is called: by its size.
pub(super) fn title(store: Store, language: Language, about: About) -> String {
    let measures = store
        .draw
        .sketch
        .with(|sketch| sketch.as_ref().map(|sketch| sketch.shape().measures()));
    let length = measures.map_or(0.0, |measures| measures.length.0);
    match (about, measures.and_then(|measures| measures.area)) {
        (About::Area, Some(SquareMetres(area))) => {
            key::DRAW_TITLE_AREA.with(language, &[("area", &intl::area(language, area))])
        }
        (About::Area, None) => key::DRAW_TITLE_AREA_UNMEASURED.text(language).to_owned(),
        _ => key::DRAW_TITLE_ROUTE.with(language, &[("length", &intl::length(language, length))]),
    }
}

/// What a reader must know of the shape itself.
pub(super) fn remarks(store: Store, language: Language) -> Vec<String> {
    // The answer is about the shape as it is now, and made anew with it.
    store.draw.sketch.with_untracked(|sketch| {
        let Some(sketch) = sketch else {
            return Vec::new();
        };
        let shape = sketch.shape();
        let crosses = shape.meets_itself();
        let crosses = crosses.then(|| key::DRAW_CROSSES.text(language).to_owned());
        let too_large = (!shape.is_handy()).then(|| {
            let count = intl::count(language, shape.count() as u64);
            let most = intl::count(language, MOST_VERTICES as u64);
            key::DRAW_NOT_IN_LINK.with(language, &[("count", &count), ("most", &most)])
        });
        crosses.into_iter().chain(too_large).collect()
    })
}

#[component]
pub(super) fn Width(store: Store) -> impl IntoView {
    length_choice(store, key::DRAW_WIDTH, &WIDTHS, store.draw.width, |width| {
        Command::Draw(DrawCommand::Width(width))
    })
}

/// The hazards in the corridor of a route, in the order in which a traveller meets them.
pub(super) fn hazards(store: Store, language: Language, answer: &ReadyAnswer) -> AnyView {
    if !matches!(answer.asked, Asked::Route { .. }) {
        return ().into_any();
    }
    let hazards = &answer.assessed.hazards;
    let lines = hazards.iter().map(|hazard| {
        let zone = hazard.zone;
        let Metres(along) = hazard.along;
        let after = intl::length(language, along);
        let after = key::DRAW_ALONG_AT.with(language, &[("distance", &after)]);
        let beside = if zone.distance.0 == 0.0 {
            key::DRAW_ON_ROUTE.text(language).to_owned()
        } else {
            let distance = intl::distance(language, zone.distance.0);
            key::DRAW_BESIDE.with(language, &[("distance", &distance)])
        };
        zone_line(store, language, answer, &zone, after, |name| {
            view! { <span class="quiet">{beside} " " <bdi>{name}</bdi></span> }.into_any()
        })
    });
    let body = if hazards.is_empty() {
        view! { <p>{key::DRAW_ALONG_NONE.text(language)}</p> }.into_any()
    } else {
        view! { <ol class="answer-lines answer-along">{lines.collect_view()}</ol> }.into_any()
    };
    view! {
        <section>
            <h3>{key::DRAW_ALONG.text(language)}</h3>
            {body}
        </section>
    }
    .into_any()
}
