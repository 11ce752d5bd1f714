//! Files and addresses of one's own: the picker, the address field, and the whole page as a place to drop files.

use crate::web::view::prelude::*;
use web_sys::DragEvent;
use web_sys::{DataTransfer, File, FileList};

use super::warning::is_web_address;
use super::{Command, ListState, ManyCommand, PanelTab, Store};
use crate::text::key;

const FILE_ENDINGS: &str = ".geojson,.json,.geojsonl,.ndjson,.jsonl,.csv,.gz,application/geo+json,application/json,text/csv";

#[component]
pub(super) fn AddData(store: Store) -> impl IntoView {
    let picker = NodeRef::<web_sys::HtmlInputElement>::new();
    let pick = move |_| {
        let Some(picker) = picker.get_untracked() else {
            return;
        };
        load(store, picker.files());
        // The same file can be chosen again after it was mended.
        picker.set_value("");
    };
    let address = RwSignal::new(String::new());
    let wrong = RwSignal::new(false);
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let asked = address.get_untracked().trim().to_owned();
        wrong.set(!is_web_address(&asked));
        if !wrong.get_untracked() {
            store.send(Command::LoadAddress(asked));
            address.set(String::new());
        }
    };
    view! {
        <section class="add" aria-labelledby="add-title">
            <h2 id="add-title">{store.text(key::ADD_TITLE)}</h2>
            <label class="button button-primary file-picker">
                {store.text(key::ADD_FILES)}
                <input
                    type="file"
                    class="visually-hidden"
                    multiple
                    accept=FILE_ENDINGS
                    node_ref=picker
                    on:change=pick
                />
            </label>
            <p class="quiet">{store.text(key::ADD_HINT)}</p>
            <form class="add-address" novalidate on:submit=submit>
                <label class="field">
                    <span>{store.text(key::ADD_ADDRESS)}</span>
                    <input
                        type="url"
                        inputmode="url"
                        placeholder="https://"
                        autocomplete="off"
                        aria-invalid=move || wrong.get().to_string()
                        aria-describedby="add-wrong"
                        prop:value=address
                        on:input=move |event| {
                            address.set(event_target_value(&event));
                            wrong.set(false);
                        }
                    />
                </label>
                <button class="button">{store.text(key::ADD_ADDRESS_LOAD)}</button>
            </form>
            <p id="add-wrong" class="field-error" role="alert">
                {move || wrong.get().then(|| key::ADD_ADDRESS_WRONG.text(store.language.get()))}
            </p>
        </section>
    }
}

/// Shows that the page takes the files that hover over it, and takes them.
#[component]
pub(super) fn DropZone(store: Store) -> impl IntoView {
    // Every element under the pointer is entered and left: only the difference says whether the page is left.
    let depth = RwSignal::new(0_i32);
    let over = Memo::new(move |_| depth.get() > 0);
    let with_files = |event: &DragEvent| {
        event
            .data_transfer()
            .filter(|data| data.types().includes(&"Files".into(), 0))
    };
    let handles = [
        window_event_listener(ev::dragenter, move |event| {
            if with_files(&event).is_some() {
                event.prevent_default();
                depth.update(|depth| *depth += 1);
            }
        }),
        window_event_listener(ev::dragleave, move |event| {
            if with_files(&event).is_some() {
                depth.update(|depth| *depth = (*depth - 1).max(0));
            }
        }),
        window_event_listener(ev::dragover, move |event| {
            if let Some(data) = with_files(&event) {
                event.prevent_default();
                data.set_drop_effect("copy");
            }
        }),
        window_event_listener(ev::drop, move |event| {
            depth.set(0);
            if let Some(data) = with_files(&event) {
                event.prevent_default();
                let files = DataTransfer::files(&data);
                match list_of_places(store, files.as_ref()) {
                    Some(file) => store.send(Command::Many(ManyCommand::Read(file))),
                    None => load(store, files),
                }
            }
        }),
    ];
    on_cleanup(move || handles.into_iter().for_each(WindowListenerHandle::remove));
    view! {
        <div class="drop-zone" hidden=move || !over.get()>
            <p>
                {move || {
                    let text = if asks_for_list(store) { key::MANY_DROP } else { key::ADD_DROP };
                    text.text(store.language.get())
                }}
            </p>
        </div>
    }
}

/// Whether the page waits for a list of many places.
fn asks_for_list(store: Store) -> bool {
    let is_open = store.many.open.get() && store.panel.get() == PanelTab::Check;
    is_open
        && !store
            .many
            .list
            .with(|list| matches!(list, ListState::Read(_)))
}

/// The one table that was dropped while the page waits for a list.
fn list_of_places(store: Store, files: Option<&FileList>) -> Option<File> {
    let files = files.filter(|files| files.length() == 1 && asks_for_list(store))?;
    let file = files.get(0)?;
    let name = file.name().to_ascii_lowercase();
    [".csv", ".tsv", ".txt", ".csv.gz"]
        .iter()
        .any(|ending| name.ends_with(ending))
        .then_some(file)
}

fn load(store: Store, list: Option<FileList>) {
    let files: Vec<File> = list
        .map(|list| (0..list.length()).filter_map(|at| list.get(at)).collect())
        .unwrap_or_default();
    if !files.is_empty() {
        store.send(Command::Load(files));
    }
}
