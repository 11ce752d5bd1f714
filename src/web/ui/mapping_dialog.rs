//! Asks once per unknown shape of file what it holds: its role, and the meaning of each of its keys.
//!
//! Each key shows its commonest values, so that nobody has to open the file elsewhere. Closing the dialog without an
//! answer sets the file aside; it is never drawn on a guess.

use crate::web::view::prelude::*;

use super::wording::counted;
use super::{Command, MappingQuestion, Store};
use crate::hazard::{Field, Role, RowKind};
use crate::ingest::mapping::Meaning;
use crate::ingest::{FieldMapping, KeyPreview};
use crate::sorted::SortedMap;
use crate::text::{Key, Language, key};
use crate::web::intl;

/// What the reader has chosen so far: the meaning of each key that has one.
type Meanings = RwSignal<SortedMap<String, Meaning>>;

#[component]
pub(super) fn MappingDialog(store: Store) -> impl IntoView {
    let dialog = NodeRef::<web_sys::HtmlDialogElement>::new();
    let question = Memo::new(move |_| store.questions.with(|questions| questions.first().cloned()));
    Effect::new(move || {
        let asked = question.with(Option::is_some);
        if let Some(dialog) = dialog.get()
            && dialog.open() != asked
        {
            if asked {
                let _ = dialog.show_modal();
            } else {
                dialog.close();
            }
        }
    });
    let set_aside = move || {
        if let Some(question) = question.get_untracked() {
            store.send(Command::Cancel(question.source));
        }
    };
    view! {
        <dialog
            node_ref=dialog
            class="dialog mapping"
            aria-labelledby="mapping-title"
            on:cancel=move |event: ev::Event| {
                event.prevent_default();
                set_aside();
            }
        >
            {move || question.get().map(|question| {
                view! { <Question store question set_aside/> }.into_any()
            })}
        </dialog>
    }
}

#[component]
fn Question(
    store: Store,
    question: MappingQuestion,
    set_aside: impl Fn() + Copy + 'static,
) -> impl IntoView {
    let MappingQuestion {
        source,
        name,
        preview,
    } = question;
    let role = RwSignal::new(preview.role_guess);
    let guessed: SortedMap<String, Meaning> = preview
        .keys
        .iter()
        .filter_map(|key| Some((key.key.clone(), key.guess?)))
        .collect();
    let meanings: Meanings = RwSignal::new(guessed.clone());
    let answer = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let Some(role) = role.get_untracked() else {
            return;
        };
        let fields =
            meanings.with_untracked(|meanings| mapping(&guessed, meanings, role.row_kind()));
        store.send(Command::AnswerMapping {
            source: source.clone(),
            role,
            fields,
        });
    };
    let features = preview.features;
    let keys = preview
        .keys
        .iter()
        .cloned()
        .map(|key| view! { <KeyRow store key role meanings/> })
        .collect_view();
    view! {
        <form on:submit=answer>
            <h2 id="mapping-title">
                {move || key::MAPPING_TITLE.with(store.language.get(), &[("name", &name)])}
            </h2>
            <p>{move || counted(store.language.get(), "mapping.intro", features)}</p>
            <label class="field">
                <span>{store.text(key::MAPPING_ROLE)}</span>
                <RoleSelect store role/>
            </label>
            <fieldset class="mapping-keys" disabled=move || role.get().is_none()>
                <legend>{store.text(key::MAPPING_KEYS)}</legend>
                {keys}
            </fieldset>
            <p class="quiet">{store.text(key::MAPPING_PERSONAL)}</p>
            <div class="buttons">
                <button
                    class="button button-primary"
                    disabled=move || role.get().is_none()
                >
                    {store.text(key::MAPPING_ANSWER)}
                </button>
                <button type="button" class="button" on:click=move |_| set_aside()>
                    {store.text(key::MAPPING_SET_ASIDE)}
                </button>
            </div>
        </form>
    }
}

#[component]
fn RoleSelect(store: Store, role: RwSignal<Option<Role>>) -> impl IntoView {
    let options = Role::ALL.map(|choice| {
        let name = Key::named(&format!("role.{}", choice.slug()));
        let named = move || name.map_or("", |name| name.text(store.language.get()));
        view! {
            <option value=choice.slug() selected=role.get_untracked() == Some(choice)>{named}</option>
        }
    });
    view! {
        <select
            required
            autofocus
            on:change=move |event| role.set(Role::from_slug(&event_target_value(&event)))
        >
            <option value="" selected=role.get_untracked().is_none()>
                {store.text(key::MAPPING_ROLE_CHOOSE)}
            </option>
            {options.into_iter().collect_view()}
        </select>
    }
}

/// A key of the file: its name, its commonest values, and what it means.
#[component]
fn KeyRow(
    store: Store,
    key: KeyPreview,
    role: RwSignal<Option<Role>>,
    meanings: Meanings,
) -> impl IntoView {
    let KeyPreview {
        key: name,
        samples,
        distinct,
        ..
    } = key;
    let chosen_for = name.clone();
    let options = move || {
        let language = store.language.get();
        let kind = role.get().map(Role::row_kind);
        let chosen = meanings.with_untracked(|meanings| meanings.get(&chosen_for).copied());
        meanings_of(kind)
            .into_iter()
            .map(|meaning| {
                view! {
                    <option value=meaning.slug() selected=chosen == Some(meaning)>
                        {meaning_name(meaning, language)}
                    </option>
                }
            })
            .collect_view()
    };
    let changed = name.clone();
    let choose = move |event| {
        let meaning = Meaning::from_slug(&event_target_value(&event));
        meanings.update_untracked(|meanings| match meaning {
            Some(meaning) => {
                meanings.insert(changed.clone(), meaning);
            }
            None => {
                meanings.remove(&changed);
            }
        });
    };
    let listed = samples.len() as u32;
    let more = move || {
        let more = u64::from(distinct.saturating_sub(listed));
        (more > 0).then(|| counted(store.language.get(), "mapping.more_values", more))
    };
    let samples = samples
        .into_iter()
        .map(|(value, count)| {
            view! {
                <li>
                    <bdi>{value}</bdi>
                    " "
                    <span class="quiet figures">
                        {move || intl::count(store.language.get(), u64::from(count))}
                    </span>
                </li>
            }
        })
        .collect_view();
    view! {
        <div class="mapping-key">
            <label class="field">
                <span><bdi>{name}</bdi></span>
                <select on:change=choose>
                    <option value="">{store.text(key::MAPPING_UNUSED)}</option>
                    {options}
                </select>
            </label>
            <ul class="mapping-values">
                {samples}
                {move || more().map(|more| view! { <li class="quiet">{more}</li> })}
            </ul>
        </div>
    }
}

/// What a key can mean in a file of such rows; everything while the role is open.
fn meanings_of(kind: Option<RowKind>) -> Vec<Meaning> {
    const ROW_KINDS: [RowKind; 4] = [
        RowKind::Zone,
        RowKind::Incident,
        RowKind::Settlement,
        RowKind::Region,
    ];
    let of = |kind| Field::of(kind).iter().copied().map(Meaning::Field);
    let mut meanings: Vec<Meaning> = match kind {
        Some(kind) => of(kind).collect(),
        None => ROW_KINDS.into_iter().flat_map(of).collect(),
    };
    // Measured on the map, never read.
    meanings.retain(|meaning| *meaning != Meaning::Field(Field::ComputedAreaM2));
    if kind.is_none_or(|kind| kind == RowKind::Incident) {
        meanings.extend([
            Meaning::Year,
            Meaning::Month,
            Meaning::DayOfMonth,
            Meaning::Casualties,
            Meaning::VictimOutcome,
            Meaning::VictimAge,
            Meaning::VictimSex,
            Meaning::VictimPerson,
        ]);
    }
    meanings.push(Meaning::RowKind);
    let mut seen = Vec::new();
    meanings.retain(|meaning| {
        let new = !seen.contains(meaning);
        seen.push(*meaning);
        new
    });
    meanings
}

fn meaning_name(meaning: Meaning, language: Language) -> &'static str {
    let family = if matches!(meaning, Meaning::Field(_)) {
        "field"
    } else {
        "meaning"
    };
    Key::named(&format!("{family}.{}", meaning.slug()))
        .map_or_else(|| meaning.slug(), |name| name.text(language))
}

/// The answer: each chosen key under its meaning, and an empty list where a guess was taken back.
fn mapping(
    guessed: &SortedMap<String, Meaning>,
    chosen: &SortedMap<String, Meaning>,
    kind: RowKind,
) -> FieldMapping {
    let possible = meanings_of(Some(kind));
    let mut mapping = FieldMapping::default();
    for (key, meaning) in guessed.iter() {
        mapping.add(*meaning, key);
        mapping.remove_key(key);
    }
    for (key, meaning) in chosen
        .iter()
        .filter(|(_, meaning)| possible.contains(meaning))
    {
        mapping.add(*meaning, key);
    }
    mapping
}
