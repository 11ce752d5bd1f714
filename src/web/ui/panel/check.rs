//! The Check tab: a place by its name, its coordinates, the map or the device, and what is recorded around it.

mod answer;
mod figures;
mod route;
mod tools;

use crate::web::view::prelude::*;

use self::answer::Answer;
use self::tools::{LoadShape, Tools};
use super::super::search::find;
use super::super::{CheckedPlace, Command, Store};
use super::many::{ManyPlaces, ModeSwitch};
use crate::decimal;
use crate::state::{NotRead, read_position};
use crate::text::{Key, key};
use crate::web::intl;

/// The radii offered besides the publisher's, in metres.
pub(super) const RADII: [f64; 7] = [250.0, 500.0, 1_000.0, 2_000.0, 5_000.0, 10_000.0, 20_000.0];
/// Places offered while a name is typed.
const OFFERED: usize = 6;

#[component]
pub(super) fn CheckTab(store: Store) -> impl IntoView {
    view! {
        <ModeSwitch store/>
        {move || if store.many.open.get() {
            view! { <ManyPlaces store/> }.into_any()
        } else {
            view! { <OnePlace store/> }.into_any()
        }}
    }
}

#[component]
fn OnePlace(store: Store) -> impl IntoView {
    view! {
        <Show when=move || store.checked.with(Option::is_none)>
            <p class="quiet">{store.text(key::CHECK_INTRO)}</p>
        </Show>
        {move || store.checked.get().map(|checked| view! { <Answer store checked/> })}
        <Show when=move || store.checked.with(Option::is_some)>
            <h2 class="check-another">{store.text(key::CHECK_ANOTHER)}</h2>
        </Show>
        <Ask store/>
    }
}

#[component]
fn Ask(store: Store) -> impl IntoView {
    let query = RwSignal::new(String::new());
    let hits = Memo::new(move |_| {
        let wanted = query.get();
        if read_position(&wanted) != Err(NotRead::Nonsense) {
            return Vec::new();
        }
        let mut hits = store.places.with(|places| find(places, &wanted));
        hits.truncate(OFFERED);
        hits
    });
    let choose = move |name: String, lnglat: [f64; 2]| {
        query.set(String::new());
        store.send(Command::CheckPlace(CheckedPlace { name, lnglat }));
    };
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let text = query.get_untracked();
        if text.trim().is_empty() {
            return;
        }
        match hits.with_untracked(|hits| hits.first().cloned()) {
            Some(place) => choose(place.name, [place.lng, place.lat]),
            None => store.send(Command::CheckText(text)),
        }
    };
    let offered = move || {
        hits.get()
            .into_iter()
            .map(|place| {
                let (name, lnglat) = (place.name.clone(), [place.lng, place.lat]);
                view! {
                    <li>
                        <button type="button" class="check-hit" on:click=move |_| choose(name.clone(), lnglat)>
                            <bdi>{place.name}</bdi>
                            " "
                            <span class="quiet">{place.detail}</span>
                        </button>
                    </li>
                }
            })
            .collect_view()
    };
    let other_way = move |name: Key, act: fn(Store)| {
        view! {
            <button type="button" class="button" on:click=move |_| act(store)>{store.text(name)}</button>
        }
    };
    view! {
        <form class="check-ask" role="search" aria-label=store.text(key::CHECK_TITLE) on:submit=submit>
            <label class="field">
                <span>{store.text(key::CHECK_PLACE)}</span>
                <input
                    type="text"
                    autocomplete="off"
                    spellcheck="false"
                    enterkeyhint="search"
                    aria-describedby="check-hint"
                    prop:value=query
                    on:input=move |event| query.set(event_target_value(&event))
                />
            </label>
            <button class="button button-primary">{store.text(key::CHECK_GO)}</button>
            <ul class="check-hits">{offered}</ul>
            <p id="check-hint" class="quiet">{store.text(key::CHECK_PLACE_HINT)}</p>
        </form>
        <Tools store/>
        <div class="buttons">
            {other_way(key::CHECK_MIDDLE, |store| store.send(Command::CheckMiddle))}
            {other_way(key::CHECK_HERE, |store| store.send(Command::CheckHere))}
        </div>
        <p class="quiet">{store.text(key::CHECK_HERE_NOTE)}</p>
        <LoadShape store/>
        <Show when=move || store.checked.with(Option::is_none)>
            <Radius store/>
        </Show>
    }
}

#[component]
pub(super) fn Radius(store: Store) -> impl IntoView {
    length_choice(
        store,
        key::CHECK_RADIUS,
        &RADII,
        store.check_radius,
        Command::CheckRadius,
    )
}

/// A choice of lengths in metres; one that is not among those offered, as a link or a manifest sets it, is added.
fn length_choice(
    store: Store,
    name: Key,
    offered: &'static [f64],
    length: RwSignal<f64>,
    command: fn(f64) -> Command,
) -> AnyView {
    let options = move || {
        let language = store.language.get();
        let chosen = length.get();
        let mut lengths = offered.to_vec();
        if !lengths.contains(&chosen) {
            lengths.push(chosen);
            crate::order::sort_floats(&mut lengths);
        }
        lengths
            .into_iter()
            .map(|length| {
                view! {
                    <option value=length selected=length == chosen>
                        {intl::distance(language, length)}
                    </option>
                }
            })
            .collect_view()
    };
    let choose = move |event| {
        if let Some(length) = decimal::parse(event_target_value(&event).as_bytes()) {
            store.send(command(length));
        }
    };
    view! {
        <label class="field check-radius">
            <span>{store.text(name)}</span>
            <select on:change=choose>{options}</select>
        </label>
    }
    .into_any()
}
