//! Search for a settlement or town: the combobox pattern of WAI-ARIA, over names that are already here.

use std::cell::RefCell;
use std::sync::Arc;

use crate::web::view::prelude::*;
use web_sys::KeyboardEvent;

use super::icons::{self, icon};
use super::wording::counted;
use super::{Command, Place, Store};
use crate::scene::View;
use crate::state::PlaceNames;
use crate::text::key;

/// How many hits are offered; more would not be read.
const OFFERED: usize = 8;
/// Close enough to see a village and what lies around it.
const ZOOM_AT_PLACE: f64 = 12.0;
/// A town this near to a settlement of the same name is that settlement.
const SAME_PLACE_DEGREES: f64 = 0.1;

#[component]
pub(super) fn Search(store: Store) -> impl IntoView {
    let query = RwSignal::new(String::new());
    let open = RwSignal::new(false);
    let active = RwSignal::new(0_usize);
    let hits =
        Memo::new(move |_| query.with(|query| store.places.with(|places| find(places, query))));

    let choose = move |index: usize| {
        let Some(place) = hits.with(|hits| hits.get(index).cloned()) else {
            return;
        };
        let zoom = store
            .view
            .with_untracked(|view| view.zoom.max(ZOOM_AT_PLACE));
        store.send(Command::SetView(View {
            lng: place.lng,
            lat: place.lat,
            zoom,
        }));
        if let Some(row) = place.row {
            store.send(Command::Select(row));
        }
        query.set(place.name);
        open.set(false);
    };
    let on_key = move |event: KeyboardEvent| {
        let count = hits.with_untracked(Vec::len);
        let listed = open.get_untracked() && count > 0;
        match event.key().as_str() {
            "ArrowDown" if listed => active.update(|at| *at = (*at + 1) % count),
            "ArrowUp" if listed => active.update(|at| *at = (*at + count - 1) % count),
            "ArrowDown" => open.set(true),
            "Enter" if listed => choose(active.get_untracked()),
            "Escape" if open.get_untracked() => open.set(false),
            "Escape" => query.set(String::new()),
            _ => return,
        }
        event.prevent_default();
    };
    let asked = move || open.get() && query.with(|query| !query.trim().is_empty());
    let listed = move || asked() && hits.with(|hits| !hits.is_empty());
    let active_id = move || listed().then(|| format!("place-{}", active.get()));
    let status = move || {
        if !asked() {
            return String::new();
        }
        let language = store.language.get();
        match hits.with(Vec::len) {
            0 => key::SEARCH_NONE.text(language).to_owned(),
            count => counted(language, "search.results", count as u64),
        }
    };
    view! {
        <div class="search" role="search">
            {icon(icons::SEARCH)}
            <input
                type="text"
                role="combobox"
                autocomplete="off"
                spellcheck="false"
                enterkeyhint="search"
                aria-label=store.text(key::SEARCH_LABEL)
                placeholder=store.text(key::SEARCH_PLACEHOLDER)
                aria-autocomplete="list"
                aria-controls="places"
                aria-expanded=move || listed().to_string()
                aria-activedescendant=active_id
                prop:value=query
                on:input=move |event| {
                    query.set(event_target_value(&event));
                    active.set(0);
                    open.set(true);
                }
                on:focus=move |_| open.set(true)
                on:blur=move |_| open.set(false)
                on:keydown=on_key
            />
            <ul id="places" class="search-list" role="listbox" aria-label=store.text(key::SEARCH_LABEL)>
                {move || listed().then(|| {
                    hits.get().into_iter().enumerate().map(|(index, place)| view! {
                        <li
                            id=format!("place-{index}")
                            role="option"
                            aria-selected=move || (active.get() == index).to_string()
                            // Before the field loses the focus and closes the list.
                            on:pointerdown=move |event| {
                                event.prevent_default();
                                choose(index);
                            }
                        >
                            <span>{place.name}</span>
                            <span class="quiet">{place.detail}</span>
                        </li>
                    }).collect_view()
                })}
            </ul>
            <p class="search-none" class:visually-hidden=listed role="status">{status}</p>
        </div>
    }
}

thread_local! {
    /// The names that were searched last, ready for the next letter that is typed.
    static NAMES: RefCell<Option<Names>> = const { RefCell::new(None) };
}

/// The names of places, and the places they belong to.
struct Names {
    places: Arc<Vec<Place>>,
    names: PlaceNames,
    /// Settlements of the data before towns of the ground: of two that fit alike, the one with a record comes first.
    order: Vec<u32>,
}

impl Names {
    fn of(places: &Arc<Vec<Place>>) -> Self {
        let mut order: Vec<u32> = (0..places.len() as u32).collect();
        crate::order::sort_by_number(&mut order, |place| {
            u64::from(places[*place as usize].row.is_none())
        });
        let mut names = PlaceNames::default();
        for (number, place) in order.iter().enumerate() {
            let place = &places[*place as usize];
            for name in std::iter::once(&place.name).chain(&place.alt_names) {
                names.push(number as u32, name);
            }
        }
        Self {
            places: places.clone(),
            names,
            order,
        }
    }
}

/// The places that fit best what was typed.
pub(super) fn find(places: &Arc<Vec<Place>>, typed: &str) -> Vec<Place> {
    if typed.trim().is_empty() {
        return Vec::new();
    }
    NAMES.with_borrow_mut(|known| {
        if known
            .as_ref()
            .is_none_or(|known| !Arc::ptr_eq(&known.places, places))
        {
            *known = Some(Names::of(places));
        }
        let Some(Names { names, order, .. }) = known else {
            return Vec::new();
        };
        let mut found: Vec<Place> = Vec::new();
        for hit in names.find(typed).hits {
            let place = &places[order[hit.place as usize] as usize];
            if found.len() < OFFERED && !found.iter().any(|known| is_same(known, place)) {
                found.push(place.clone());
            }
        }
        found
    })
}

/// Whether a town of the ground is a place that is listed already.
fn is_same(known: &Place, place: &Place) -> bool {
    place.row.is_none()
        && known.name == place.name
        && (known.lng - place.lng)
            .abs()
            .max((known.lat - place.lat).abs())
            < SAME_PLACE_DEGREES
}
