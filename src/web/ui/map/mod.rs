//! The map's frame: the element that the controller draws in, and what lies in its margins.

mod controls;
mod draw_bar;
mod legend;
mod margin;
pub(super) mod swatch;

use crate::web::view::prelude::*;

use self::controls::Controls;
use self::draw_bar::DrawBar;
use self::legend::Legend;
pub(super) use self::legend::{CLASSES, is_wide};
use self::margin::{Notices, SheetMargin, Toast, Trouble};
use super::Store;
use super::card::FeatureCard;
use crate::text::key;

#[component]
pub(super) fn MapFrame(store: Store) -> impl IntoView {
    view! {
        <main class="map-frame">
            <div
                id="map-host"
                class="map-host"
                role="application"
                tabindex="0"
                aria-label=store.text(key::MAP_LABEL)
                aria-describedby="map-keys"
            ></div>
            <p id="map-keys" class="visually-hidden">{store.text(key::MAP_KEYS)}</p>
            <div class="map-top">
                <Notices store/>
                <Trouble store/>
                <DrawBar store/>
            </div>
            <Controls store/>
            <div class="map-bottom">
                <Legend store/>
                <SheetMargin store/>
            </div>
            <FeatureCard store/>
            <Toast store/>
            <p id="frame-hint" class="frame-hint" aria-hidden="true">
                <span class="frame-hint-wheel">{store.text(key::FRAME_HINT_WHEEL)}</span>
                <span class="frame-hint-touch">{store.text(key::FRAME_HINT_TOUCH)}</span>
            </p>
        </main>
    }
}
