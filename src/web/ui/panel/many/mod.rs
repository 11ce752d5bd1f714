//! The Check tab's other mode: many places, from a layer or a list, as a ranked table that goes with the map.
//!
//! From top to bottom: where the places are from, how far the answers are, what limits them, by what they are ranked,
//! the table, and the files made of it.

mod columns;
mod criteria;
mod detail;
mod list;
mod mark;
mod outcome;
mod report;
mod table;
mod verdicts;
mod words;

use std::sync::Arc;

use crate::web::view::prelude::*;

use self::list::{ChooseList, ListAccount};
use self::outcome::Outcome;
use super::super::{Command, ListState, ManyCommand, Store};
use crate::analysis::{Ranked, Scored, rank};
use crate::state::arranged;
use crate::text::key;

/// Chooses between one place and many.
#[component]
pub(super) fn ModeSwitch(store: Store) -> impl IntoView {
    let choice = move |many: bool| {
        let name = if many {
            key::MANY_MODE_MANY
        } else {
            key::MANY_MODE_ONE
        };
        let choose = move |_| {
            store.many.open.set(many);
            store.send(Command::Many(ManyCommand::Redraw));
        };
        view! {
            <button
                type="button"
                class="button"
                aria-pressed=move || (store.many.open.get() == many).to_string()
                on:click=choose
            >
                {store.text(name)}
            </button>
        }
    };
    view! {
        <div class="many-mode" role="group" aria-label=store.text(key::MANY_MODE)>
            {choice(false)}
            {choice(true)}
        </div>
    }
}

/// The places by rank under the weights in force.
pub(super) type Ranks = Memo<Arc<Vec<Ranked>>>;

#[component]
pub(super) fn ManyPlaces(store: Store) -> impl IntoView {
    let many = &store.many;
    let (answers, view, weighting, shown) = (many.answers, many.view, many.weighting, many.shown);
    let ranks: Ranks = Memo::new(move |_| {
        let weighting = weighting.get();
        let ranked = answers.with(|answers| {
            let rows = answers.iter().flat_map(|answers| &answers.rows);
            let scored: Vec<Scored> = rows.map(|row| row.scored).collect();
            rank(&scored, &weighting)
        });
        Arc::new(ranked)
    });
    Effect::new(move || {
        let rows = ranks.with(|ranks| {
            answers.with(|answers| {
                let rows = answers.as_ref().map_or(&[][..], |answers| &answers.rows);
                // The ranks may still be those of other answers.
                if rows.len() != ranks.len() {
                    return Vec::new();
                }
                view.with(|view| arranged(rows, ranks, view))
            })
        });
        shown.set(Arc::new(rows));
        store.send(Command::Many(ManyCommand::Redraw));
    });
    // The marks leave the map with the table.
    on_cleanup(move || store.send(Command::Many(ManyCommand::Redraw)));
    view! {
        <div class="many" class:many-wide=move || store.many.wide.get()>
            {move || match store.many.list.get() {
                ListState::Read(named) => view! { <ListAccount store named/> }.into_any(),
                state => view! { <ChooseList store state/> }.into_any(),
            }}
            <Outcome store ranks/>
        </div>
    }
}
