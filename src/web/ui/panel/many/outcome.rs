//! What came of the question: how far it is, what limits every answer, then criteria, table and files.

use std::sync::Arc;

use crate::web::view::prelude::*;

use super::super::super::{Answers, Command, ListState, ManyCommand, Store, Work};
use super::Ranks;
use super::criteria::Criteria;
use super::report::{Export, Report};
use super::table::Table;
use super::verdicts::Verdicts;
use super::words::table_caveats;
use crate::text::key;
use crate::web::intl;

#[component]
pub(super) fn Outcome(store: Store, ranks: Ranks) -> impl IntoView {
    let answers = store.many.answers;
    let is_placed = move || {
        store.many.list.with(|list| match list {
            ListState::Read(named) => !named.list.placed.is_empty(),
            _ => false,
        })
    };
    let none_placed = move || {
        let is_read = store
            .many
            .list
            .with(|list| matches!(list, ListState::Read(_)));
        (is_read && !is_placed()).then(|| key::MANY_NONE_PLACED.text(store.language.get()))
    };
    // Made once: other answers change what is in the table, not where the reader is.
    let has_answers = Memo::new(move |_| answers.with(Option::is_some));
    view! {
        <Progress store/>
        <Show when=move || none_placed().is_some()>
            <p class="attention">{none_placed}</p>
        </Show>
        {move || has_answers.get().then(|| view! {
            <div class="many-outcome" aria-busy=move || (store.many.work.get() != Work::None).to_string()>
                {move || answers.get().map(|answers| before(store, &answers))}
                <Criteria store/>
                <Verdicts store/>
                <Table store ranks/>
                <Export store ranks/>
                <Report store ranks/>
            </div>
        })}
    }
}

/// What a reader has to know before any figure.
fn before(store: Store, answers: &Arc<Answers>) -> AnyView {
    let language = store.language.get();
    let caveats = table_caveats(store, answers);
    let lines = caveats
        .into_iter()
        .map(|caveat| view! { <li>{caveat}</li> });
    view! {
        <section class="answer-caveats many-before">
            <h3>{key::CHECK_BEFORE.text(language)}</h3>
            <ul>
                <li>{key::MANY_ABSENCE.text(language)}</li>
                {lines.collect_view()}
            </ul>
        </section>
    }
    .into_any()
}

#[component]
fn Progress(store: Store) -> impl IntoView {
    let work = store.many.work;
    let is_running = Memo::new(move |_| matches!(work.get(), Work::Running { .. }));
    let counts = move |stem: crate::text::Key, done: usize, of: usize| {
        let language = store.language.get();
        let shown = |number: usize| intl::count(language, number as u64);
        stem.with(language, &[("done", &shown(done)), ("of", &shown(of))])
    };
    let running = move || match work.get() {
        Work::Running { done, of } => (done, of),
        _ => (0, 1),
    };
    let ended = move || match work.get() {
        Work::Cancelled { done, of } => Some(counts(key::MANY_CANCELLED, done, of)),
        Work::Lost => Some(key::MANY_LOST.text(store.language.get()).to_owned()),
        Work::None | Work::Running { .. } => None,
    };
    let send = move |command: ManyCommand| store.send(Command::Many(command));
    view! {
        <Show when=move || is_running.get()>
            <div class="many-progress">
                <progress
                    id="many-progress"
                    aria-label=store.text(key::MANY_WORKING_LABEL)
                    max=move || running().1.to_string()
                    prop:value=move || running().0.to_string()
                ></progress>
                <span class="figures">
                    {move || counts(key::MANY_WORKING, running().0, running().1)}
                </span>
                <button type="button" id="many-cancel" class="button" on:click=move |_| send(ManyCommand::Cancel)>
                    {store.text(key::MANY_CANCEL)}
                </button>
                <Show when=move || store.many.answers.with(Option::is_some)>
                    <p class="attention">{store.text(key::MANY_OUTDATED)}</p>
                </Show>
            </div>
        </Show>
        {move || ended().map(|sentence| view! {
            <div class="many-ended" role="status">
                <p class="attention">{sentence}</p>
                <button type="button" class="button" on:click=move |_| send(ManyCommand::AskAgain)>
                    {store.text(key::MANY_ASK_AGAIN)}
                </button>
            </div>
        })}
    }
}
