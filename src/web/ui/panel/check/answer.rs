//! The answer: one sentence, then what limits it, then what to do, then the figures and what they rest on.

use std::sync::Arc;

use crate::web::view::prelude::*;

use super::super::super::icons::{self, icon};
use super::super::super::provenance::publisher_words;
use super::super::super::warning::contact_line;
use super::super::super::wording::{age, counted, direction};
use super::super::super::{CheckAnswer, Checked, Command, ReadyAnswer, Store};
use super::Radius;
use super::figures::{accidents, nearest, shares};
use super::route::{self, Width};
use crate::analysis::Verdict;
use crate::protocol::LayerState;
use crate::state::{About, AnswerWording};
use crate::text::{Key, Language, key};
use crate::units::Metres;
use crate::web::dom::window;
use crate::web::intl;

#[component]
pub(super) fn Answer(store: Store, checked: Checked) -> impl IntoView {
    let about = About::of(&checked.asked);
    let place = checked.place();
    let title = move || {
        let language = store.language.get();
        let Some([lng, lat]) = place else {
            return route::title(store, language, about);
        };
        // As they can be pasted anywhere, whatever the language's decimal sign.
        let shown = |degrees| intl::number(Language::English, degrees, 5);
        let coordinates =
            key::CHECK_COORDINATES.with(language, &[("lat", &shown(lat)), ("lng", &shown(lng))]);
        match checked.name.as_str() {
            "" => coordinates,
            name => format!("{name} ({coordinates})"),
        }
    };
    let body = move || {
        let language = store.language.get();
        let said = |text: Key| view! { <p>{text.text(language)}</p> }.into_any();
        match store.answer.get() {
            CheckAnswer::None | CheckAnswer::Asking => said(key::CHECK_ASKING),
            CheckAnswer::Senseless => said(key::CHECK_SENSELESS),
            CheckAnswer::Lost => said(key::CHECK_GONE),
            CheckAnswer::Ready(answer) => told(store, &answer),
        }
    };
    view! {
        <article id="answer" class="answer" tabindex="-1" aria-live="polite" aria-labelledby="answer-title">
            <div class="answer-head">
                <h2 id="answer-title"><bdi>{title}</bdi></h2>
                <button
                    type="button"
                    class="icon-button"
                    aria-label=store.text(key::CHECK_CLOSE)
                    title=store.text(key::CHECK_CLOSE)
                    on:click=move |_| store.send(Command::CloseCheck)
                >
                    {icon(icons::CLOSE)}
                </button>
            </div>
            {body}
        </article>
    }
}

/// Words an answer in the language in force, and hands the wording on.
pub(super) fn worded<T>(
    store: Store,
    answer: &ReadyAnswer,
    say: impl FnOnce(&AnswerWording<'_>) -> T,
) -> T {
    let language = store.language.get();
    say(&AnswerWording {
        about: About::of(&answer.asked),
        language,
        number: &|number| intl::count(language, number),
        distance: &|Metres(metres)| intl::distance(language, metres),
        percent: &|share| percent(language, share),
        age: &|days| age(language, i64::from(days)),
        direction: &|bearing| direction(language, bearing),
        title: &|layer| answer.titles.get(layer).cloned().unwrap_or_default(),
        publisher: &publisher_words(store),
    })
}

/// A share as a percentage that never rounds something to nothing, nor nearly all to all.
pub(super) fn percent(language: Language, share: f64) -> String {
    let hundredths = 100.0 * share;
    let (shown, digits) = match hundredths {
        h if h > 0.0 && h < 1.0 => (h.max(0.01), 2),
        h if h > 99.0 && h < 100.0 => (h.min(99.99), 2),
        h => (h, 0),
    };
    intl::with_unit(language, key::UNIT_PERCENT, shown, digits)
}

fn told(store: Store, answer: &Arc<ReadyAnswer>) -> AnyView {
    let language = store.language.get();
    let assessment = &answer.assessed.assessment;
    let about = About::of(&answer.asked);
    let (verdict, mut caveats) = worded(store, answer, |wording| {
        (
            wording.verdict(assessment),
            wording.caveats(&assessment.caveats),
        )
    });
    let within = store
        .checked
        .with_untracked(|checked| checked.as_ref().map_or(0.0, |checked| checked.within));
    if within > 0.0 {
        let distance = intl::length(language, within);
        caveats.insert(
            0,
            key::CHECK_SQUARE.with(language, &[("distance", &distance)]),
        );
    }
    if about != About::Place {
        caveats.extend(route::remarks(store, language));
    }
    let caveats = (!caveats.is_empty()).then(|| {
        let lines = caveats
            .into_iter()
            .map(|caveat| view! { <li>{caveat}</li> });
        view! {
            <section class="answer-caveats">
                <h3>{key::CHECK_BEFORE.text(language)}</h3>
                <ul>{lines.collect_view()}</ul>
            </section>
        }
    });
    view! {
        <p class=format!("answer-verdict {}", weight(&assessment.verdict))>{verdict}</p>
        {caveats}
        {what_to_do(store, language)}
        {if about == About::Route {
            view! { <Width store/> }.into_any()
        } else {
            view! { <Radius store/> }.into_any()
        }}
        {route::hazards(store, language, answer)}
        {nearest(store, language, answer)}
        {shares(language, answer)}
        {accidents(language, answer)}
        {sources(language, answer)}
        <div class="buttons answer-buttons">
            <button type="button" class="button" on:click=move |_| print()>
                {key::CHECK_PRINT.text(language)}
            </button>
        </div>
    }
    .into_any()
}

/// How loudly a verdict is said; no verdict looks like good news.
fn weight(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::InsideConfirmed(_) | Verdict::InsideSuspected(_) | Verdict::InsideDeclared(_) => {
            "answer-inside"
        }
        Verdict::NearHazard(_) => "answer-near",
        Verdict::CannotAnswer(_) => "answer-gap",
        Verdict::InsideCleared(_) | Verdict::NoRecordedHazard => "answer-plain",
    }
}

fn what_to_do(store: Store, language: Language) -> AnyView {
    let contact = store.manifest.with(|manifest| {
        let contact = manifest.emergency.as_ref();
        contact.map(|contact| contact_line(store, contact))
    });
    view! {
        <section class="answer-advice">
            <h3>{key::CHECK_WHAT_TO_DO.text(language)}</h3>
            <p>{key::CHECK_DO_NOT_ENTER.text(language)}</p>
            {contact.map(|contact| view! { <p>{contact}</p> })}
        </section>
    }
    .into_any()
}

/// Every layer: whose it is, how old, what of it could not be placed.
fn sources(language: Language, answer: &ReadyAnswer) -> AnyView {
    let basis = &answer.basis;
    let lines = basis
        .expected
        .iter()
        .zip(&answer.titles)
        .map(|(layer, title)| {
            let source = if layer.source.is_empty() {
                key::LAYERS_SOURCE_UNKNOWN.text(language).to_owned()
            } else {
                layer.source.clone()
            };
            let date = layer.as_of.map_or_else(
                || key::CHECK_RECORD_UNDATED.text(language).to_owned(),
                |as_of| {
                    let days = i64::from(basis.today.0) - i64::from(as_of.first.0);
                    format!("{} ({})", intl::date(language, as_of), age(language, days))
                },
            );
            let line =
                key::CHECK_SOURCE_LINE.with(language, &[("source", &source), ("date", &date)]);
            let set_aside = match layer.state {
                LayerState::Here { set_aside, .. } if set_aside > 0 => {
                    Some(counted(language, "check.set_aside", set_aside))
                }
                _ => None,
            };
            view! {
                <li>
                    <strong><bdi>{title.clone()}</bdi></strong>
                    <span class="quiet"><bdi>{line}</bdi></span>
                    {set_aside.map(|said| view! { <span class="quiet">{said}</span> })}
                </li>
            }
        });
    view! {
        <section class="answer-sources">
            <h3>{key::CHECK_SOURCES.text(language)}</h3>
            <ul>{lines.collect_view()}</ul>
            <p class="quiet">{key::CHECK_METHOD.text(language)}</p>
        </section>
    }
    .into_any()
}

fn print() {
    // Throws only where printing is switched off; then there is nothing to print.
    drop(window().print());
}
