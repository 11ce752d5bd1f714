// Everything without a pointer.

import assert from "node:assert/strict";
import { askByKeyboard } from "./asking.mjs";
import { assertHeard } from "./assistive.mjs";
import { insideOf, zones } from "./demo.mjs";
import { mapTest } from "./harness.mjs";
import { Key } from "./page.mjs";

/** What a person can operate now, in the order of the document. */
const operable = () => {
    const wanted = "a[href], button, input, select, textarea, summary, [tabindex='0']";
    return [...document.querySelectorAll(wanted)].filter((element) => {
        const shown = element.checkVisibility({ visibilityProperty: true });
        return shown && !element.disabled && element.tabIndex >= 0 && !element.closest("[inert]");
    });
};

mapTest("Tab reaches everything that can be operated, and shows where it is", {}, async (page) => {
    await page.settled();
    // Classes of which there are areas join the legend when it has counted what is in view.
    await page.find("[aria-label='Show: Status unknown']");
    const all = await page.run(`() => { window.operable = ${operable}; return window.operable().length; }`);
    assert.ok(all > 30);
    await page.run(() => {
        window.visited = new Set();
        window.unmarked = [];
        document.addEventListener("focusin", ({ target }) => {
            window.visited.add(target);
            const style = getComputedStyle(target);
            const near = target.nextElementSibling ? getComputedStyle(target.parentElement) : style;
            const marked = [style, near].some(
                ({ outlineStyle, outlineWidth, boxShadow }) =>
                    (outlineStyle !== "none" && outlineWidth !== "0px") || boxShadow !== "none",
            );
            if (!marked) window.unmarked.push(target.outerHTML.slice(0, 120));
        });
    });
    // A field for a date takes several presses: day, month, year and its calendar.
    for (let presses = 0; presses < all + 15; presses += 10) {
        await page.press(...Array(10).fill(Key.TAB));
    }
    const missed = await page.run(() =>
        window
            .operable()
            .filter((element) => !window.visited.has(element))
            .map((element) => element.outerHTML.slice(0, 160)),
    );
    assert.deepEqual(missed, []);
    assert.deepEqual(await page.run(() => window.unmarked), [], "what has the keyboard is marked");
});

mapTest("the first thing Tab offers is the way to the map", {}, async (page) => {
    await page.press(Key.TAB);
    assert.equal(await page.focused(), "Go to the map");
    const { y } = await page.box(".skip-link");
    assert.ok(y >= 0, "it can be seen");
    await page.press(Key.ENTER);
    assert.equal(await page.focused(), "map-host");
});

mapTest("a place is found, answered and gone through by keyboard alone, and heard", {}, async (page) => {
    await page.settled();
    const said = await askByKeyboard(page, "Füzuli");
    await assertHeard(page, "Füzuli", said);
});

mapTest("arrows move the map, plus and minus zoom it, Home shows everything", { reduced: true }, async (page) => {
    await page.settled();
    const home = await page.call("getView");
    await page.run(() => document.getElementById("map-host").focus());
    const after = async (key) => {
        await page.press(key);
        return page.call("getView");
    };
    const east = await after(Key.ARROW_RIGHT);
    assert.ok(east.lng > home.lng && Math.abs(east.lat - home.lat) < 1e-9);
    const west = await after(Key.ARROW_LEFT);
    assert.ok(Math.abs(west.lng - home.lng) < 1e-9);
    assert.ok((await after(Key.ARROW_UP)).lat > home.lat);
    await after(Key.ARROW_DOWN);
    assert.equal((await after("+")).zoom, home.zoom + 1);
    assert.equal((await after("-")).zoom, home.zoom);
    await page.look({ lng: 10, lat: 10, zoom: 3 });
    const back = await after(Key.HOME);
    for (const key of ["lng", "lat", "zoom"]) assert.ok(Math.abs(back[key] - home[key]) < 1e-6, key);
});

mapTest("Enter reads what lies in the middle of the map, Escape goes back", {}, async (page) => {
    await page.settled();
    const zone = zones.find(({ properties }) => properties.status === "confirmed");
    const [lng, lat] = insideOf(zone);
    await page.look({ lng, lat, zoom: 16 });
    await page.run(() => document.getElementById("map-host").focus());
    await page.press(Key.ENTER);
    await page.find("#card h2");
    await page.until("the card has the keyboard", () => document.activeElement.id === "card");
    await page.press(Key.ESCAPE);
    await page.until("the map has the keyboard", () => document.activeElement.id === "map-host");
});

mapTest("the tabs of the panel go by arrow keys", {}, async (page) => {
    await page.run(() => document.getElementById("tab-layers").focus());
    const names = ["check", "filters", "records", "data", "figures", "layers"];
    for (const name of names) {
        await page.press(Key.ARROW_RIGHT);
        assert.equal(await page.focused(), `tab-${name}`);
        const selected = await page.run(() =>
            [...document.querySelectorAll("[role=tab][aria-selected=true]")].map(({ id }) => id),
        );
        assert.deepEqual(selected, [`tab-${name}`]);
        assert.equal(
            await page.run(() => document.getElementById("panel-body").getAttribute("aria-labelledby")),
            `tab-${name}`,
        );
    }
    await page.press(Key.END);
    assert.equal(await page.focused(), "tab-figures");
    await page.press(Key.HOME, Key.ARROW_LEFT);
    assert.equal(await page.focused(), "tab-figures");
});

mapTest("a dialog keeps the keyboard until it is closed, and gives it back", {}, async (page) => {
    await page.run(() => document.querySelector(".warning button").focus());
    await page.press(Key.ENTER);
    await page.find("dialog.advice[open]");
    for (let presses = 0; presses < 5; presses += 1) {
        await page.press(Key.TAB);
        // The browser's own controls may have it in between; the page behind the dialog never has.
        const where = await page.run(
            () => document.activeElement === document.body || Boolean(document.activeElement.closest("dialog")),
        );
        assert.equal(where, true);
    }
    await page.press(Key.ESCAPE);
    await page.until("it is closed", () => !document.querySelector("dialog[open]"));
    assert.match(await page.focused(), /If you see something suspicious/);
});

mapTest("the panel folds away and comes back", {}, async (page) => {
    await page.settled();
    const { width } = await page.mapBox();
    await page.run(() => document.querySelector("[aria-controls=panel]").focus());
    await page.press(Key.ENTER);
    await page.until(
        "the map has its room",
        (width) => document.getElementById("map-host").clientWidth > width + 100,
        width,
    );
    assert.equal(await page.run(() => document.querySelector("[aria-controls=panel]").ariaExpanded), "false");
    await page.press(Key.ENTER);
    await page.until("the panel is back", (width) => document.getElementById("map-host").clientWidth === width, width);
});
