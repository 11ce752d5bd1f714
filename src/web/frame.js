// What a map does besides when it stands in another page: start.js loads this there only.
//
// It leaves the page around its scrolling: the wheel zooms the map with Ctrl or ⌘, one finger scrolls and two move the
// map. It keeps the links to the whole map at the present view. It gives its graphics memory back while nobody sees it.
// And it opens the bridge to the page around.

import { openBridge } from "./bridge.js";

/** Keys of the query that belong to one frame. */
const OF_A_FRAME = ["embed", "parent", "panel", "timeline"];
const HINT_MS = 1600;
/** The map writes its address when it has been at rest for less than this. */
const ADDRESS_MS = 500;
/** A finger that moved less far touched, it did not drag; in CSS pixels. */
const TOUCH_SLOP = 10;
/** How long a map is out of sight before it gives its graphics memory back. */
const OUT_OF_SIGHT_MS = 10_000;

/** The address of the whole map with the present view, and with a part of its panel. */
function wholeMap(panel) {
    const address = new URL(location.href);
    for (const key of OF_A_FRAME) address.searchParams.delete(key);
    if (panel) address.searchParams.set("panel", panel);
    return address.href;
}

function keepLinks() {
    const renew = ({ target }) => {
        const link = target.closest?.("[data-frame-link]");
        if (link) link.href = wholeMap(link.dataset.frameLink === "records" ? "records" : null);
    };
    // The view changes without a word: the address is renewed when somebody is about to follow the link.
    for (const sign of ["pointerover", "pointerdown", "focusin", "contextmenu", "click"]) {
        addEventListener(sign, renew, { capture: true, passive: true });
    }
}

function cooperate() {
    const isOnMap = ({ target }) => target.closest?.("#map-host") && !document.fullscreenElement;
    let fading;
    const hint = (kind) => {
        const line = document.getElementById("frame-hint");
        line.dataset.shown = kind;
        clearTimeout(fading);
        fading = setTimeout(() => delete line.dataset.shown, HINT_MS);
    };

    const onWheel = (event) => {
        if (!isOnMap(event) || event.ctrlKey || event.metaKey) return;
        event.stopImmediatePropagation();
        hint("wheel");
    };
    addEventListener("wheel", onWheel, { capture: true, passive: true });

    /** Fingers on the map: where each came down. */
    const fingers = new Map();
    let wereTwo = false;
    const onFinger = (event) => {
        if (event.pointerType !== "touch" || (!isOnMap(event) && !fingers.has(event.pointerId))) return;
        if (event.type === "pointerdown") {
            if (fingers.size === 0) wereTwo = false;
            fingers.set(event.pointerId, [event.clientX, event.clientY]);
            wereTwo ||= fingers.size > 1;
            return;
        }
        const from = fingers.get(event.pointerId);
        if (!from) return;
        const far = Math.hypot(event.clientX - from[0], event.clientY - from[1]) > TOUCH_SLOP;
        const alone = fingers.size === 1 && !wereTwo;
        if (event.type !== "pointermove") fingers.delete(event.pointerId);
        if (!alone) return;
        if (event.type === "pointermove") {
            event.stopImmediatePropagation();
            if (far) hint("touch");
        } else if (event.type === "pointercancel") {
            hint("touch");
        } else if (far) {
            // The map did not see the movement and would take this for a tap.
            event.stopImmediatePropagation();
            event.target.dispatchEvent(new PointerEvent("pointercancel", event));
        }
    };
    for (const sign of ["pointerdown", "pointermove", "pointerup", "pointercancel"]) {
        addEventListener(sign, onFinger, { capture: true });
    }
    // Two fingers are the map's: the browser must not scroll or zoom the page with them.
    const onTouch = (event) => {
        if (isOnMap(event) && event.touches.length > 1 && event.cancelable) event.preventDefault();
    };
    for (const sign of ["touchstart", "touchmove"]) addEventListener(sign, onTouch, { capture: true, passive: false });
}

/** Loses the graphics context of a map that is out of sight, and gets it back before it is seen. */
function restOutOfSight() {
    let keeper = null;
    let timer;
    const rest = () => {
        const context = document.querySelector("canvas.map-canvas")?.getContext("webgl2");
        if (!context || context.isContextLost()) return;
        keeper = context.getExtension("WEBGL_lose_context");
        keeper?.loseContext();
    };
    const wake = () => {
        keeper?.restoreContext();
        keeper = null;
    };
    const watch = new IntersectionObserver((entries) => {
        clearTimeout(timer);
        if (entries.at(-1).isIntersecting) wake();
        else timer = setTimeout(rest, OUT_OF_SIGHT_MS);
    });
    watch.observe(document.getElementById("map-host"));
}

function begin() {
    keepLinks();
    if (window.parent === window) return;
    if (document.documentElement.hasAttribute("data-frame")) cooperate();
    restOutOfSight();
}

/** The link to the present view, once the address has followed the map. */
async function link() {
    await new Promise((done) => setTimeout(done, ADDRESS_MS));
    return wholeMap();
}

if (window.parent !== window) openBridge({ link });
if (window.hazardMap) begin();
else addEventListener("hazard-map-started", begin, { once: true });
