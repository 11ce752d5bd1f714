//! The bar over the map while something is drawn or measured: what to do next, the measures, undo and finish.

use crate::web::view::prelude::*;
use web_sys::{KeyboardEvent, PointerEvent};

use super::super::{Command, DrawCommand, Store};
use crate::state::{ShapeKind, Sketch, Tool};
use crate::text::{Key, Language, key};
use crate::units::SquareMetres;
use crate::web::intl;

#[component]
pub(super) fn DrawBar(store: Store) -> impl IntoView {
    let shown = move || store.draw.sketch.with(Option::is_some);
    view! {
        <Show when=shown>
            {tools(store)}
        </Show>
    }
}

/// The bar while something is drawn.
fn tools(store: Store) -> AnyView {
    let sketch = store.draw.sketch;
    let hint = move || {
        let language = store.language.get();
        sketch.with(|sketch| {
            sketch
                .as_ref()
                .map_or("", |sketch| hint_of(sketch).text(language))
        })
    };
    // Under the pointer, for the eye; what is drawn, for screen readers.
    let live = move || {
        let pointer = store.draw.pointer.get();
        measured(store, pointer)
    };
    let settled = move || measured(store, None);
    let unfinished =
        move || sketch.with(|sketch| sketch.as_ref().is_some_and(|sketch| !sketch.is_finished()));
    let can =
        move |ask: fn(&Sketch) -> bool| sketch.with(|sketch| sketch.as_ref().is_some_and(ask));
    let close_name = move || {
        let name = if unfinished() {
            key::DRAW_CANCEL
        } else {
            key::DRAW_CLOSE
        };
        name.text(store.language.get())
    };
    let send = move |command: DrawCommand| store.send(Command::Draw(command));
    let step = move |name: Key, is_possible: fn(&Sketch) -> bool, command: DrawCommand| {
        view! {
            <button
                type="button"
                class="button"
                aria-disabled=move || (!can(is_possible)).to_string()
                on:click=move |_| send(command.clone())
            >
                {store.text(name)}
            </button>
        }
    };
    let on_key = move |event: KeyboardEvent| {
        let command = event.ctrl_key() || event.meta_key();
        match (event.key().as_str(), event.shift_key()) {
            ("z" | "Z", false) if command => send(DrawCommand::Undo),
            ("z" | "Z", true) | ("y" | "Y", _) if command => send(DrawCommand::Redo),
            ("Escape", _) if unfinished() => send(DrawCommand::Close),
            _ => return,
        }
        event.prevent_default();
    };
    let bar = view! {
            <section class="draw-bar" class:draw-bar-finished=move || !unfinished() aria-label=store.text(key::DRAW_BAR) on:keydown=on_key>
                // Above what changes with every movement: they stay where they are.
                <div class="buttons">
                    {step(key::DRAW_UNDO, Sketch::can_undo, DrawCommand::Undo)}
                    {step(key::DRAW_REDO, Sketch::can_redo, DrawCommand::Redo)}
                    <Show when=unfinished>
                        <button
                            type="button"
                            class="button button-primary"
                            on:click=move |_| send(DrawCommand::Finish)
                        >
                            {store.text(key::DRAW_FINISH)}
                        </button>
                    </Show>
                    <Show when=move || store.draw.chosen.with(Option::is_some)>
                        <button
                            type="button"
                            class="button"
                            // The vertex keeps the focus: it is what is removed.
                            on:pointerdown=|event: PointerEvent| event.prevent_default()
                            on:click=move |_| send(DrawCommand::RemoveVertex)
                        >
                            {store.text(key::DRAW_REMOVE)}
                        </button>
                    </Show>
                    <button type="button" class="button" on:click=move |_| send(DrawCommand::Close)>
                        {close_name}
                    </button>
                </div>
                <p class="draw-measures" aria-hidden="true">{live}</p>
                <p class="visually-hidden" role="status">{settled}</p>
                <p class="draw-hint">{hint}</p>
            </section>
    };
    bar.into_any()
}

fn hint_of(sketch: &Sketch) -> Key {
    if sketch.is_finished() {
        return key::DRAW_HINT_EDIT;
    }
    match sketch.tool() {
        Tool::Area => key::DRAW_HINT_AREA,
        Tool::Route => key::DRAW_HINT_ROUTE,
        Tool::Measure => key::DRAW_HINT_MEASURE,
    }
}

/// The measures of what is drawn, with the edge to `pointer`.
fn measured(store: Store, pointer: Option<[f64; 2]>) -> String {
    let language = store.language.get();
    store.draw.sketch.with(|sketch| {
        let Some(sketch) = sketch else {
            return String::new();
        };
        let shape = sketch.with_pointer(pointer);
        if shape.count() < 2 {
            return String::new();
        }
        say(language, sketch, &shape)
    })
}

fn say(language: Language, sketch: &Sketch, shape: &crate::state::Shape) -> String {
    let measures = shape.measures();
    let length = |metres| intl::length(language, metres);
    let mut parts: Vec<String> = Vec::new();
    let total = length(measures.length.0);
    if shape.kind == ShapeKind::Area {
        if let Some(SquareMetres(area)) = measures.area {
            let area = intl::area(language, area);
            parts.push(key::DRAW_SIZE.with(language, &[("area", &area)]));
        }
        if shape.count() > 2 {
            parts.push(key::DRAW_OUTLINE.with(language, &[("length", &total)]));
        }
    } else {
        parts.push(key::DRAW_LENGTH.with(language, &[("length", &total)]));
    }
    // Of a single stretch the length is said already.
    let has_several = shape.count() > 2 && !sketch.is_finished();
    if let (true, Some(last)) = (has_several, measures.last_edge) {
        parts.push(key::DRAW_LAST.with(language, &[("length", &length(last.0))]));
    }
    let mut said = parts.join(" · ");
    if shape.meets_itself() {
        said.push_str(". ");
        said.push_str(key::DRAW_CROSSES.text(language));
    }
    said
}
