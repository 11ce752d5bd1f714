//! The row that is looked at: what has to be known of it, how its score comes about, and the way to its whole answer.

use std::sync::Arc;

use crate::web::view::prelude::*;

use super::super::super::{Answers, CheckedPlace, Command, Store};
use super::words::{name_of, row_caveats};
use crate::analysis::ScorePart;
use crate::state::{Column, PlaceRow};
use crate::text::{Language, key};
use crate::web::intl;

pub(super) fn detail(
    store: Store,
    language: Language,
    answers: &Arc<Answers>,
    row: usize,
) -> AnyView {
    let of_row = &answers.rows[row];
    let name = name_of(language, of_row);
    let caveats = row_caveats(store, answers, of_row);
    let lines = if caveats.is_empty() {
        view! { <li>{key::MANY_NO_CAVEATS.text(language)}</li> }.into_any()
    } else {
        let lines = caveats
            .into_iter()
            .map(|caveat| view! { <li>{caveat}</li> });
        lines.collect_view()
    };
    let scored = of_row.clone();
    let score = move || score_of(store, language, &scored);
    let place = CheckedPlace {
        name: of_row.place.name.clone(),
        lnglat: of_row.place.lnglat,
    };
    let check = move |_| {
        store.many.open.set(false);
        store.send(Command::CheckPlace(place.clone()));
    };
    view! {
        <tr class="many-detail">
            <td colspan=Column::ALL.len().to_string()>
                <div>
                    <h3>{key::MANY_KNOW_ROW.with(language, &[("name", &name)])}</h3>
                    <ul>{lines}</ul>
                    <p class="quiet figures">{score}</p>
                    <button type="button" class="button" on:click=check>
                        {key::MANY_CHECK_ONE.text(language)}
                    </button>
                </div>
            </td>
        </tr>
    }
    .into_any()
}

/// The score with its numbers.
fn score_of(store: Store, language: Language, row: &PlaceRow) -> String {
    let weighting = store.many.weighting.get();
    let (parts, score) = (weighting.parts(&row.scored), weighting.score(&row.scored));
    let shown = |number: f64, digits: u8| intl::number(language, number, digits);
    let terms: Vec<String> = ScorePart::ALL
        .into_iter()
        .map(|part| {
            let (weight, value) = (weighting.weights[part as usize], parts[part as usize]);
            format!("{} × {}", shown(weight, 1), shown(value, 2))
        })
        .collect();
    let values = [
        ("sum", &*terms.join(" + ")),
        ("total", &*shown(weighting.weights.iter().sum(), 1)),
        ("score", &*shown(score.iter().sum(), 1)),
    ];
    key::MANY_SCORE_OF.with(language, &values)
}
