//! The Layers tab: what is on the map, whose it is and how old, and a way to add more.

use crate::web::view::prelude::*;

use super::super::add_data::AddData;
use super::super::icons::{self, icon};
use super::super::status_line::is_coming;
use super::super::wording::{age, counted};
use super::super::{Command, LayerEntry, PanelTab, SourceState, Store};
use crate::text::{Key, key};
use crate::web::intl;

#[component]
pub(super) fn LayersTab(store: Store) -> impl IntoView {
    view! {
        <FailedSources store/>
        <LoadingSources store/>
        <Show
            when=move || !store.layers.with(Vec::is_empty)
            fallback=move || view! { <p class="empty">{store.text(key::LAYERS_EMPTY)}</p> }
        >
            <ul class="layers">
                <For
                    each=move || store.layers.get()
                    key=|layer| (layer.id.clone(), layer.title.clone(), layer.rows)
                    children=move |layer| view! { <Layer store layer/> }
                />
            </ul>
        </Show>
        <Ground store/>
        <AddData store/>
    }
}

/// A map that lacks a source must say so where its layers are.
#[component]
fn FailedSources(store: Store) -> impl IntoView {
    let failed = move || {
        store.sources.with(|sources| {
            let failed = |state: &SourceState| matches!(state, SourceState::Failed(_));
            sources
                .iter()
                .filter(|source| source.state.with(failed))
                .count()
        })
    };
    move || {
        let failed = failed();
        (failed > 0).then(|| {
            view! {
                <div class="alert" role="alert">
                    <p>{counted(store.language.get(), "layers.failed", failed as u64)}</p>
                    <button
                        type="button"
                        class="button"
                        on:click=move |_| store.panel.set(PanelTab::Data)
                    >
                        {store.text(key::LAYERS_SEE_DATA)}
                    </button>
                </div>
            }
        })
    }
}

/// What is still on its way, or waits for an answer.
#[component]
fn LoadingSources(store: Store) -> impl IntoView {
    move || {
        let names = store.sources.with(|sources| {
            let coming = sources.iter().filter(|source| is_coming(source));
            coming.map(|source| source.name.clone()).collect::<Vec<_>>()
        });
        (!names.is_empty()).then(|| {
            let language = store.language.get();
            let said = key::PAGE_STILL_LOADING.with(language, &[("names", &names.join(", "))]);
            view! { <p class="attention">{said}</p> }
        })
    }
}

#[component]
fn Layer(store: Store, layer: LayerEntry) -> impl IntoView {
    let LayerEntry {
        id,
        title,
        role,
        rows,
        visible,
        ..
    } = layer.clone();
    let title = StoredValue::new(title);
    let titled = move |key: Key| {
        move || title.with_value(|title| key.with(store.language.get(), &[("title", title)]))
    };
    let role_name = Key::named(&format!("role.{}", role.slug()));
    let show = {
        let id = id.clone();
        move |event| store.send(Command::ShowLayer(id.clone(), event_target_checked(&event)))
    };
    let fit = {
        let id = id.clone();
        move || store.send(Command::FitLayer(id.clone()))
    };
    let act = move |label: Key, drawing: &'static str, act: Box<dyn Fn()>| {
        let label = titled(label);
        view! {
            <button
                type="button"
                class="icon-button"
                aria-label=label
                title=label
                on:click=move |_| act()
            >
                {icon(drawing)}
            </button>
        }
    };
    let remove = layer.added.then(|| {
        let id = layer.source_id.clone();
        let unload = move || store.send(Command::Unload(id.clone()));
        act(key::LAYERS_REMOVE_TITLE, icons::CLOSE, Box::new(unload))
    });
    view! {
        <li class="layer" class:layer-hidden=move || !visible.get()>
            <div class="layer-head">
                <label class="layer-title">
                    <input
                        type="checkbox"
                        aria-label=titled(key::LAYERS_SHOW)
                        prop:checked=visible
                        on:change=show
                    />
                    <strong>{layer.title.clone()}</strong>
                </label>
                {act(key::LAYERS_FIT_TITLE, icons::FIT, Box::new(fit))}
                {remove}
            </div>
            <div class="layer-about">
                <p class="quiet">
                    {move || role_name.map_or("", |name| name.text(store.language.get()))}
                    " · "
                    {move || counted(store.language.get(), "layers.records", rows as u64)}
                    {move || (!visible.get()).then(|| view! {
                        " · " <strong>{key::LAYERS_HIDDEN.text(store.language.get())}</strong>
                    })}
                </p>
                {layer.added.then(|| view! {
                    <p class="quiet layer-added">{store.text(key::LAYERS_ADDED)}</p>
                })}
                <Provenance store layer=layer.clone()/>
            </div>
        </li>
    }
}

/// Whose data it is, under which licence, how old, and what to beware of.
#[component]
fn Provenance(store: Store, layer: LayerEntry) -> impl IntoView {
    let LayerEntry {
        as_of,
        age_days,
        stale,
        source,
        licence,
        caveat,
        ..
    } = layer;
    let unknown = move || key::LAYERS_SOURCE_UNKNOWN.text(store.language.get());
    let dated = move || {
        let language = store.language.get();
        match (&as_of, age_days) {
            (Some(day), Some(days)) => {
                format!(
                    "{} ({})",
                    intl::iso_date(language, day),
                    age(language, days)
                )
            }
            (Some(day), None) => intl::iso_date(language, day),
            (None, _) => unknown().to_owned(),
        }
    };
    view! {
        <p class="quiet">
            {store.text(key::LAYERS_AS_OF)} ": " {dated}
            {stale.then(|| view! {
                " " <span class="badge badge-stale">{store.text(key::LAYERS_STALE)}</span>
            })}
        </p>
        <p class="quiet">
            {store.text(key::LAYERS_SOURCE)} ": "
            {move || source.clone().unwrap_or_else(|| unknown().to_owned())}
            {licence.map(|licence| format!(" · {licence}"))}
        </p>
        {caveat.map(|caveat| view! { <p class="quiet layer-caveat">{caveat}</p> })}
    }
}

/// The choice of a raster ground, where the publisher offers any.
#[component]
fn Ground(store: Store) -> impl IntoView {
    move || {
        let language = store.language.get();
        store.manifest.with(|manifest| {
            if manifest.basemaps.is_empty() {
                return None;
            }
            let options = manifest
                .basemaps
                .iter()
                .map(|basemap| {
                    let id = basemap.id.clone();
                    let chosen = move || store.basemap.with(|now| now.as_ref() == Some(&id));
                    view! {
                        <option value=basemap.id.clone() selected=chosen>
                            {basemap.title.in_language(language.tag()).to_owned()}
                        </option>
                    }
                })
                .collect_view();
            let choose = move |event| {
                let id = event_target_value(&event);
                store.send(Command::SetBasemap((!id.is_empty()).then_some(id)));
            };
            Some(view! {
                <label class="field">
                    <span>{store.text(key::MAP_GROUND)}</span>
                    <select on:change=choose>
                        <option value="">{store.text(key::MAP_GROUND_BUILTIN)}</option>
                        {options}
                    </select>
                </label>
            })
        })
    }
}
