//! Play, pause, step, speed, loop: moves the window by itself; what a step does is decided in `state`.

use std::time::Duration;

use crate::web::view::prelude::*;

use super::super::Store;
use super::super::icons::{self, icon};
use super::set_time;
use crate::state::{Player, Step};
use crate::text::{Key, key};
use crate::web::intl;

/// How often the player looks at the clock.
const TICK: Duration = Duration::from_millis(50);

const STEPS: [(Step, &str, Key); 3] = [
    (Step::Month, "month", key::TIMELINE_UNIT_MONTH),
    (Step::Quarter, "quarter", key::TIMELINE_UNIT_QUARTER),
    (Step::Year, "year", key::TIMELINE_UNIT_YEAR),
];

#[component]
pub(super) fn Playback(store: Store) -> impl IntoView {
    let player = RwSignal::new(Player::default());
    let playing = Memo::new(move |_| player.with(|player| player.playing));
    // The clock runs only while something plays.
    Effect::new(move |running: Option<Option<IntervalHandle>>| {
        if let Some(running) = running.flatten() {
            running.clear();
        }
        if !playing.get() {
            return None;
        }
        Some(set_interval_with_handle(move || tick(store, player), TICK))
    });
    let toggle = move |_| {
        let Some(extent) = store.dated_extent.get_untracked() else {
            return;
        };
        let now = player.get_untracked();
        if now.playing {
            player.set(now.pause());
        } else {
            let started = now.play(store.time.get_untracked(), extent);
            player.set(started.player);
            set_time(store, started.window);
        }
    };
    let step = move |steps: i32| {
        let Some(extent) = store.dated_extent.get_untracked() else {
            return;
        };
        let now = player.get_untracked().pause();
        player.set(now);
        let window = store.time.get_untracked();
        // With no window yet, the first step makes one.
        let moved = if window.to().is_none() {
            now.play(window, extent).window
        } else {
            now.moved(window, extent, steps)
        };
        set_time(store, moved);
    };
    let play_label = move || {
        let key = if playing.get() {
            key::TIMELINE_PAUSE
        } else {
            key::TIMELINE_PLAY
        };
        key.text(store.language.get())
    };
    let button = move |name: Key, drawing: &'static str, steps: i32| {
        view! {
            <button
                type="button"
                class="icon-button timeline-wide"
                aria-label=store.text(name)
                title=store.text(name)
                on:click=move |_| step(steps)
            >
                {icon(drawing)}
            </button>
        }
    };
    view! {
        <div class="timeline-play">
            <button
                type="button"
                class="icon-button"
                aria-label=play_label
                title=play_label
                on:click=toggle
            >
                {move || icon(if playing.get() { icons::PAUSE } else { icons::PLAY })}
            </button>
            {button(key::TIMELINE_BACK, icons::PREVIOUS, -1)}
            {button(key::TIMELINE_FORWARD, icons::NEXT, 1)}
            <Settings store player/>
        </div>
    }
}

#[component]
fn Settings(store: Store, player: RwSignal<Player>) -> impl IntoView {
    let now = player.get_untracked();
    let steps = STEPS.map(|(step, slug, name)| {
        view! {
            <option value=slug selected=now.step == step>{store.text(name)}</option>
        }
    });
    let speeds = Player::SPEEDS.map(|speed| {
        let shown = move || {
            let language = store.language.get();
            intl::with_unit(language, key::TIMELINE_SPEED_VALUE, speed, 1)
        };
        view! {
            <option value=speed selected=now.speed == speed>{shown}</option>
        }
    });
    let choose_step = move |event| {
        let slug = event_target_value(&event);
        if let Some((step, ..)) = STEPS.into_iter().find(|(_, known, _)| *known == slug) {
            player.update(|player| player.step = step);
        }
    };
    let choose_speed = move |event| {
        if let Some(speed) = crate::decimal::parse(event_target_value(&event).as_bytes()) {
            player.update(|player| player.speed = speed);
        }
    };
    view! {
        <select
            class="timeline-wide"
            aria-label=store.text(key::TIMELINE_STEP)
            title=store.text(key::TIMELINE_STEP)
            on:change=choose_step
        >
            {steps.into_iter().collect_view()}
        </select>
        <select
            class="timeline-wide"
            aria-label=store.text(key::TIMELINE_SPEED)
            title=store.text(key::TIMELINE_SPEED)
            on:change=choose_speed
        >
            {speeds.into_iter().collect_view()}
        </select>
        <button
            type="button"
            class="icon-button timeline-wide"
            aria-label=store.text(key::TIMELINE_LOOP)
            title=store.text(key::TIMELINE_LOOP)
            aria-pressed=move || player.with(|player| player.looped).to_string()
            on:click=move |_| player.update(|player| player.looped = !player.looped)
        >
            {icon(icons::LOOP)}
        </button>
    }
}

/// Lets the time since the last tick pass.
fn tick(store: Store, player: RwSignal<Player>) {
    let Some(extent) = store.dated_extent.get_untracked() else {
        return;
    };
    let before = player.get_untracked();
    let after = before.tick(TICK.as_secs_f64(), store.time.get_untracked(), extent);
    player.set(after.player);
    set_time(store, after.window);
}
