//! Where the places are from: a layer, a file, a pasted text; and what became of its rows.

use std::sync::Arc;

use crate::web::view::prelude::*;

use super::super::super::wording::counted;
use super::super::super::{Command, ListState, ManyCommand, NamedList, Store};
use super::super::paste::paste_form;
use super::columns::Columns;
use super::words::reason;
use crate::hazard::RowKind;
use crate::protocol::RefusedRow;
use crate::text::{Language, key};
use crate::web::intl;

const FILE_ENDINGS: &str = ".csv,.tsv,.txt,.gz,text/csv,text/tab-separated-values";
/// More would slow the page down; the files list all.
const LISTED: usize = 200;

#[component]
pub(super) fn ChooseList(store: Store, state: ListState) -> impl IntoView {
    let picker = NodeRef::<web_sys::HtmlInputElement>::new();
    let pick = move |_| {
        let Some(picker) = picker.get_untracked() else {
            return;
        };
        let file = picker.files().and_then(|files| files.get(0));
        picker.set_value("");
        if let Some(file) = file {
            store.send(Command::Many(ManyCommand::Read(file)));
        }
    };
    let said = move || {
        let language = store.language.get();
        let named = |name: &str| match name {
            "" => key::MANY_PASTED.text(language).to_owned(),
            name => name.to_owned(),
        };
        match &state {
            ListState::Reading(name) => {
                Some(key::MANY_READING.with(language, &[("name", &named(name))]))
            }
            ListState::Unreadable(name, reason) => {
                let values = [("name", &*named(name)), ("reason", reason)];
                Some(key::MANY_UNREADABLE.with(language, &values))
            }
            ListState::None | ListState::Read(_) => None,
        }
    };
    view! {
        <p class="quiet">{store.text(key::MANY_INTRO)}</p>
        <ChooseLayer store/>
        <div class="many-file">
            <label class="button file-picker">
                {store.text(key::MANY_FILE)}
                <input type="file" class="visually-hidden" accept=FILE_ENDINGS node_ref=picker on:change=pick/>
            </label>
            <p class="quiet">{store.text(key::MANY_FILE_HINT)}</p>
        </div>
        {paste_form(store, key::MANY_PASTE, key::MANY_PASTE_USE, |text| {
            Command::Many(ManyCommand::Paste(text))
        })}
        <p role="status">{said}</p>
    }
}

#[component]
fn ChooseLayer(store: Store) -> impl IntoView {
    let options = move || {
        store.layers.with(|layers| {
            let settlements = layers
                .iter()
                .filter(|layer| layer.role.row_kind() == RowKind::Settlement);
            let options = settlements.map(|layer| {
                view! { <option value=layer.id.clone()>{layer.title.clone()}</option> }
            });
            options.collect_view()
        })
    };
    let has_layers = move || {
        store.layers.with(|layers| {
            layers
                .iter()
                .any(|layer| layer.role.row_kind() == RowKind::Settlement)
        })
    };
    let choose = move |event| {
        let layer = event_target_value(&event);
        if !layer.is_empty() {
            store.send(Command::Many(ManyCommand::UseLayer(layer)));
        }
    };
    view! {
        <label class="field">
            <span>{store.text(key::MANY_LAYER)}</span>
            <select id="many-layer" disabled=move || !has_layers() on:change=choose>
                <option value="">
                    {move || {
                        let text = if has_layers() { key::MANY_LAYER_CHOOSE } else { key::MANY_LAYER_NONE };
                        text.text(store.language.get())
                    }}
                </option>
                {options}
            </select>
        </label>
    }
}

/// What was read, what could not be, and how the columns were understood.
#[component]
pub(super) fn ListAccount(store: Store, named: Arc<NamedList>) -> impl IntoView {
    let (of_title, of_sums) = (named.clone(), named.clone());
    let title = move || match of_title.name.as_str() {
        "" => key::MANY_PASTED.text(store.language.get()).to_owned(),
        name => name.to_owned(),
    };
    let sums = move || {
        let language = store.language.get();
        let list = &of_sums.list;
        let count = |number: usize| intl::count(language, number as u64);
        if of_sums.is_layer && list.refused.is_empty() {
            return counted(language, "many.sums_layer", list.rows as u64);
        }
        let values = [
            ("rows", &*count(list.rows)),
            ("placed", &*count(list.placed.len())),
            ("refused", &*count(list.refused.len())),
        ];
        key::MANY_SUMS.with(language, &values)
    };
    let set_aside = named.set_aside;
    let columns = (!named.is_layer).then(|| {
        let named = named.clone();
        view! { <Columns store named/> }
    });
    view! {
        <div class="many-list">
            <p>
                <strong><bdi>{title}</bdi></strong>
                <span id="many-sums" class="figures" role="status">{sums}</span>
            </p>
            <button type="button" class="button" on:click=move |_| store.send(Command::Many(ManyCommand::Forget))>
                {store.text(key::MANY_FORGET)}
            </button>
        </div>
        {(set_aside > 0).then(|| view! {
            <p class="attention">
                {move || counted(store.language.get(), "many.set_aside", set_aside)}
            </p>
        })}
        {columns}
        {(!named.list.refused.is_empty()).then(|| view! { <Refused store named/> })}
    }
}

#[component]
fn Refused(store: Store, named: Arc<NamedList>) -> impl IntoView {
    let count = named.list.refused.len();
    let lines = move || {
        let language = store.language.get();
        let refused = named.list.refused.iter().take(LISTED);
        refused
            .map(|row| refused_line(language, row))
            .collect_view()
    };
    let more = count.saturating_sub(LISTED) as u64;
    view! {
        <details class="many-refused" open>
            <summary>{move || counted(store.language.get(), "many.refused", count as u64)}</summary>
            <ul>{lines}</ul>
            {(more > 0).then(|| view! {
                <p class="quiet">{move || counted(store.language.get(), "many.refused_more", more)}</p>
            })}
        </details>
    }
}

/// A row that could not be placed: its line, why, and how it begins.
pub(super) fn refused_line(language: Language, row: &RefusedRow) -> AnyView {
    let values = [
        ("line", &*row.line.to_string()),
        ("reason", &*reason(language, row.reason)),
    ];
    view! {
        <li>
            {key::MANY_REFUSED_LINE.with(language, &values)}
            " "
            <span class="quiet"><bdi>{row.text.clone()}</bdi></span>
        </li>
    }
    .into_any()
}
