//! What a picture of the map says around it: nothing that the page keeps beside the map may be missing.

use crate::web::view::prelude::*;

use super::super::map::CLASSES;
use super::super::provenance::{mark, published_by};
use super::super::status_line::status_text;
use super::super::top_bar::data_as_of;
use super::super::wording::class_name;
use super::super::{PictureTexts, Store};
use crate::filter::Outcome;
use crate::scene::{Camera, ScaleBar};
use crate::text::{Key, Language, key};
use crate::web::{dom, intl};

/// The longest the scale bar may become, in CSS pixels.
const SCALE_BAR_MAX: f64 = 112.0;

pub(super) fn picture_texts(store: Store) -> PictureTexts {
    let language = store.language.get_untracked();
    let bar = ScaleBar::new(
        &Camera::new(store.view.get_untracked(), [1.0, 1.0]),
        SCALE_BAR_MAX,
    );
    let in_view = store.in_view.get_untracked();
    // Right after a move nothing is counted yet: then the legend has everything.
    let counted = in_view.incidents > 0 || in_view.zones.iter().any(|count| *count > 0);
    let legend = CLASSES
        .into_iter()
        .filter(|status| !counted || in_view.zones[usize::from(status.code())] > 0)
        .map(|status| (status, class_name(status).text(language).to_owned()))
        .collect();
    let accidents = if !counted || in_view.incidents > 0 {
        accident_marks(language)
    } else {
        Vec::new()
    };
    PictureTexts {
        title: store.title().get_untracked(),
        as_of: published_by(store)
            .into_iter()
            .chain(Some(data_as_of(store)).filter(|as_of| !as_of.is_empty()))
            .collect::<Vec<_>>()
            .join(" · "),
        legend,
        accidents,
        scale: (intl::distance(language, bar.length.0), bar.width),
        warning: [
            Some(key::WARNING_LINE.text(language).to_owned()),
            mark(store),
        ]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" "),
        notes: notes(store, language),
    }
}

fn accident_marks(language: Language) -> Vec<(Outcome, String)> {
    let mark = |outcome, name: Key| {
        let said = [
            key::LEGEND_INCIDENTS.text(language),
            ": ",
            name.text(language),
        ];
        (outcome, said.concat())
    };
    vec![
        mark(Outcome::Killed, key::LEGEND_KILLED),
        mark(Outcome::Injured, key::LEGEND_INJURED),
        mark(Outcome::Unknown, key::LEGEND_OUTCOME_UNKNOWN),
    ]
}

/// The publisher's notices, what is left out and shown, whose data it is, and from when the picture is.
fn notes(store: Store, language: Language) -> Vec<String> {
    let mut notes: Vec<String> = store.manifest.with_untracked(|manifest| {
        let texts = manifest.notices.iter();
        texts
            .map(|notice| notice.text.in_language(language.tag()).to_owned())
            .collect()
    });
    notes.extend(store.map_trouble.get_untracked());
    notes.push(status_text(store));
    let mut sources = Vec::new();
    store.layers.with_untracked(|layers| {
        for layer in layers {
            let unstated = || key::LAYERS_SOURCE_UNKNOWN.text(language).to_owned();
            let source = layer.source.clone().unwrap_or_else(unstated);
            let source = [&*layer.title, ": ", &source].concat();
            if !sources.contains(&source) {
                sources.push(source);
            }
        }
    });
    notes.push([key::MAP_SOURCES.text(language), ": ", &sources.join("; ")].concat());
    let ground = store.credits.with_untracked(|credits| credits.join(" · "));
    notes.push([key::MAP_DISCLAIMER.text(language), " ", &ground].concat());
    let made = intl::day(language, dom::today());
    notes.push(key::SHARE_PICTURE_MADE.with(language, &[("day", &made)]));
    notes.retain(|note| !note.trim().is_empty());
    notes
}
