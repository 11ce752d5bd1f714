//! How the columns of a list were understood, with its first rows; whatever is wrong can be corrected.

use std::sync::Arc;

use crate::web::view::prelude::*;

use super::super::super::{Command, ManyCommand, NamedList, Store};
use super::words::said;
use crate::ingest::PlaceColumn;
use crate::text::{Language, key};

#[component]
pub(super) fn Columns(store: Store, named: Arc<NamedList>) -> impl IntoView {
    let is_needed = !named.list.columns.say_where();
    let (of_form, of_table) = (named.clone(), named);
    view! {
        <details class="many-columns" open=is_needed>
            <summary>{store.text(key::MANY_COLUMNS)}</summary>
            {is_needed.then(|| view! {
                <p class="attention" role="alert">{store.text(key::MANY_COLUMNS_NEEDED)}</p>
            })}
            <p class="quiet">{move || form(store.language.get(), &of_form)}</p>
            <div class="many-preview">
                <table>
                    {move || preview(store, store.language.get(), &of_table)}
                </table>
            </div>
        </details>
    }
}

/// What separates the columns, how numbers are written, whether there is a header.
fn form(language: Language, named: &NamedList) -> String {
    let list = &named.list;
    let separator = match list.separator.as_str() {
        "," => key::MANY_SEPARATOR_COMMA,
        ";" => key::MANY_SEPARATOR_SEMICOLON,
        "\t" => key::MANY_SEPARATOR_TAB,
        _ => key::MANY_SEPARATOR_BAR,
    };
    let mut said = if list.separator.is_empty() {
        key::MANY_SEPARATOR_NONE.text(language).to_owned()
    } else {
        key::MANY_SEPARATOR.with(language, &[("separator", separator.text(language))])
    };
    let mark = if list.decimal_comma {
        key::MANY_DECIMAL_COMMA
    } else {
        key::MANY_DECIMAL_POINT
    };
    let header = (!list.has_header).then_some(key::MANY_NO_HEADER);
    for text in [Some(mark), header].into_iter().flatten() {
        said.push(' ');
        said.push_str(text.text(language));
    }
    said
}

fn preview(store: Store, language: Language, named: &NamedList) -> AnyView {
    let list = &named.list;
    let names: Vec<String> = list
        .header
        .iter()
        .enumerate()
        .map(|(at, name)| match name.as_str() {
            "" => key::MANY_COLUMN.with(language, &[("number", &(at + 1).to_string())]),
            name => name.to_owned(),
        })
        .collect();
    let heads = names.into_iter().enumerate().map(|(at, name)| {
        view! {
            <th scope="col">
                <bdi>{name.clone()}</bdi>
                {meaning(store, language, named, at, &name)}
            </th>
        }
    });
    let rows = list.samples.iter().map(|row| {
        let cells = row
            .iter()
            .map(|cell| view! { <td><bdi>{cell.clone()}</bdi></td> });
        view! { <tr>{cells.collect_view()}</tr> }
    });
    view! {
        <thead><tr>{heads.collect_view()}</tr></thead>
        <tbody>{rows.collect_view()}</tbody>
    }
    .into_any()
}

/// What a column means, to be corrected.
fn meaning(store: Store, language: Language, named: &NamedList, at: usize, name: &str) -> AnyView {
    let columns = named.list.columns;
    let now = columns.meaning(at);
    let options = PlaceColumn::ALL.map(|column| {
        view! {
            <option value=column.slug() selected=now == Some(column)>
                {said(language, "many.means", column.slug())}
            </option>
        }
    });
    let choose = move |event| {
        let slug = event_target_value(&event);
        let meaning = PlaceColumn::ALL
            .into_iter()
            .find(|column| column.slug() == slug);
        let mut columns = columns;
        columns.set(at, meaning);
        store.send(Command::Many(ManyCommand::Columns(columns)));
    };
    view! {
        <select
            aria-label=key::MANY_COLUMN_MEANS.with(language, &[("column", name)])
            on:change=choose
        >
            <option value="" selected=now.is_none()>{key::MANY_MEANS_NOTHING.text(language)}</option>
            {options.into_iter().collect_view()}
        </select>
    }
    .into_any()
}
