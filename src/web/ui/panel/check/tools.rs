//! What can be asked or measured on the map: a point, an area, a route, a distance; or a shape from a file.

use crate::web::view::prelude::*;

use super::super::super::{Command, DrawCommand, Store};
use super::super::paste::paste_form;
use crate::state::Tool;
use crate::text::{Key, key};

#[component]
pub(super) fn Tools(store: Store) -> impl IntoView {
    let tool = Memo::new(move |_| {
        let sketch = store.draw.sketch;
        sketch.with(|sketch| {
            sketch
                .as_ref()
                .map(|sketch| (sketch.tool(), sketch.is_finished()))
        })
    });
    let draws = move |wanted| tool.get() == Some((wanted, false));
    let buttons = Tool::ALL.map(|wanted| {
        tool_button(
            store,
            name_of(wanted),
            move || draws(wanted),
            DrawCommand::Begin(wanted),
        )
    });
    let is_drawing = move || tool.get().is_some_and(|(_, is_finished)| !is_finished);
    view! {
        <div class="draw-tools" role="group" aria-labelledby="draw-tools">
            <span id="draw-tools">{store.text(key::DRAW_TOOLS)}</span>
            {tool_button(store, key::DRAW_POINT, move || store.choosing_on_map.get(), DrawCommand::Point)}
            {buttons.into_iter().collect_view()}
        </div>
        <Show when=move || store.choosing_on_map.get()>
            <p class="attention" role="status">{store.text(key::CHECK_ON_MAP_ACTIVE)}</p>
        </Show>
        <Show when=is_drawing>
            <p class="quiet draw-keys">{store.text(key::DRAW_KEYS)}</p>
        </Show>
    }
}

fn name_of(tool: Tool) -> Key {
    match tool {
        Tool::Area => key::DRAW_AREA,
        Tool::Route => key::DRAW_ROUTE,
        Tool::Measure => key::DRAW_MEASURE,
    }
}

fn tool_button(
    store: Store,
    name: Key,
    pressed: impl Fn() -> bool + 'static,
    command: DrawCommand,
) -> AnyView {
    view! {
        <button
            type="button"
            class="button"
            aria-pressed=move || pressed().to_string()
            on:click=move |_| store.send(Command::Draw(command.clone()))
        >
            {store.text(name)}
        </button>
    }
    .into_any()
}

/// An area or a route from a file or a text.
#[component]
pub(super) fn LoadShape(store: Store) -> impl IntoView {
    let picker = NodeRef::<web_sys::HtmlInputElement>::new();
    let pick = move |_| {
        let Some(picker) = picker.get_untracked() else {
            return;
        };
        if let Some(file) = picker.files().and_then(|files| files.get(0)) {
            store.send(Command::Draw(DrawCommand::Load(file)));
        }
        // The same file can be chosen again after it was mended.
        picker.set_value("");
    };
    view! {
        <details class="draw-load">
            <summary>{store.text(key::DRAW_LOAD)}</summary>
            <label class="button file-picker">
                {store.text(key::DRAW_LOAD_FILE)}
                <input
                    type="file"
                    class="visually-hidden"
                    accept=".geojson,.json,application/geo+json,application/json"
                    node_ref=picker
                    on:change=pick
                />
            </label>
            {paste_form(store, key::DRAW_PASTE, key::DRAW_LOAD_TEXT, |text| {
                Command::Draw(DrawCommand::Read(text))
            })}
            <p class="field-error" role="alert">{store.draw.problem}</p>
        </details>
    }
}
