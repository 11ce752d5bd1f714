// The same map in a hand.

import assert from "node:assert/strict";
import { insideOf, zones } from "./demo.mjs";
import { PHONE, SMALL_PHONE, mapTest } from "./harness.mjs";
import { Key } from "./page.mjs";

const TABS = ["layers", "filters", "records", "data", "figures"];
const sheetTop = () => document.getElementById("panel").getBoundingClientRect().top;

/** The middle of an element. */
async function middle(page, selector) {
    const { x, y, width, height } = await page.box(selector);
    return { x: x + width / 2, y: y + height / 2 };
}

for (const [name, size] of [
    ["390 × 844", PHONE],
    ["320 × 568", SMALL_PHONE],
]) {
    mapTest(`nothing reaches beyond the sides of a screen of ${name}`, { size }, async (page) => {
        await page.settled();
        const check = async (where) => {
            const [wide, beyond] = await page.run(() => [
                document.documentElement.scrollWidth - innerWidth,
                [...document.querySelectorAll("button, input, select, a, summary, h1, h2, p")]
                    .filter(
                        (element) =>
                            element.checkVisibility({ visibilityProperty: true }) &&
                            !element.closest(".visually-hidden, .skip-link"),
                    )
                    .filter((element) => {
                        const { left, right, width } = element.getBoundingClientRect();
                        const scrolls = element.closest(".tabs, .chips, table");
                        return width > 1 && !scrolls && (left < -0.5 || right > innerWidth + 0.5);
                    })
                    .map((element) => element.outerHTML.slice(0, 100)),
            ]);
            assert.deepEqual([wide <= 0, beyond], [true, []], where);
        };
        await check("as it opens");
        for (const tab of TABS) {
            await page.run((tab) => document.getElementById(`tab-${tab}`).click(), tab);
            await page.settled();
            await check(tab);
        }
        await page.run(() => document.querySelector(".timeline [aria-expanded=false]").click());
        await page.settled();
        await check("with the timeline open");
        await page.run(() => document.querySelector(".warning button").click());
        await check("with the advice open");
    });
}

mapTest("everything to touch is at least 44 pixels high and wide", { size: PHONE }, async (page) => {
    await page.settled();
    const small = () =>
        page.run(() =>
            [...document.querySelectorAll("button, a[href], input, select, summary")]
                .filter(
                    (element) =>
                        element.checkVisibility({ visibilityProperty: true }) &&
                        !element.closest(".visually-hidden, .skip-link") &&
                        !element.disabled,
                )
                .map((element) => {
                    // A box with a label is touched by its label; a link within a text is as high as its line.
                    const target = element.closest("label") ?? element;
                    const { width, height } = target.getBoundingClientRect();
                    const inText = element.matches("p a, li a, .link-button");
                    return {
                        width,
                        height,
                        inText,
                        what: element.ariaLabel || element.innerText || element.outerHTML.slice(0, 80),
                    };
                })
                .filter(({ width, height, inText }) => width > 1 && !inText && (height < 43.5 || width < 43.5))
                .map(({ what, width, height }) => `${what}: ${Math.round(width)} × ${Math.round(height)}`),
        );
    assert.deepEqual(await small(), [], "as it opens");
    for (const tab of ["layers", "filters", "records", "data"]) {
        await page.run((tab) => document.getElementById(`tab-${tab}`).click(), tab);
        await page.settled();
        assert.deepEqual(await small(), [], tab);
    }
});

mapTest("the sheet is dragged up and down, and tapped", { size: PHONE, reduced: true }, async (page) => {
    await page.settled();
    const low = await page.run(sheetTop);
    assert.ok(Math.abs(844 - low - 96) < 16, `${844 - low} pixels of it are in sight`);
    const stands = (size, moved) =>
        page.until(
            `it is ${size}`,
            (size, moved) => {
                const { top } = document.getElementById("panel").getBoundingClientRect();
                return document.querySelector(".sheet-handle").ariaLabel.includes(size) && top !== moved && top;
            },
            size,
            moved,
        );
    const drag = async (down) => {
        const from = await middle(page, ".sheet-handle");
        await page.touch([{ from, to: { x: from.x, y: from.y + down } }]);
    };
    await page.tap(await middle(page, ".sheet-handle"));
    const half = await stands("half", low);
    assert.ok(half < low - 200);
    await drag(-150);
    const full = await stands("full", half);
    assert.ok(full < half - 100);
    const warned = await page.run(() => {
        const warning = document.querySelector(".warning");
        const { left, top, height } = warning.getBoundingClientRect();
        return warning.contains(document.elementFromPoint(left + 20, top + height / 2));
    });
    assert.equal(warned, true, "nothing covers the warning");
    await drag(200);
    assert.equal(await stands("half", full), half, "one size at a time");
    await drag(100);
    assert.equal(await stands("low", half), low);
});

mapTest("the sheet goes by keyboard too", { size: PHONE }, async (page) => {
    await page.settled();
    await page.run(() => document.querySelector(".sheet-handle").focus());
    for (const size of ["half", "full", "low"]) {
        await page.press(Key.ENTER);
        await page.until(
            `it is ${size}`,
            (size) => document.querySelector(".sheet-handle").ariaLabel.includes(size),
            size,
        );
    }
});

mapTest("a tab opens the sheet, a card makes room for itself", { size: PHONE }, async (page) => {
    await page.settled();
    const low = await page.run(sheetTop);
    await page.tap(await middle(page, "#tab-records"));
    await page.until(
        "the sheet is up with its list",
        (low) => {
            return (
                document.getElementById("panel").getBoundingClientRect().top < low - 200 &&
                document.querySelectorAll(".records button").length > 3
            );
        },
        low,
    );
    await page.tap(await middle(page, ".records button"));
    await page.find("h2#card-title");
    await page.until(
        "the sheet is down",
        (low) => Math.abs(document.getElementById("panel").getBoundingClientRect().top - low) < 2,
        low,
    );
    const card = await page.box("#card");
    assert.ok(card.x >= 0 && card.x + card.width <= 390.5);
});

mapTest("one finger moves the map, two zoom it about their middle", { size: PHONE }, async (page) => {
    await page.settled();
    const box = await page.mapBox();
    const at = (right, down) => ({ x: box.x + box.width * right, y: box.y + box.height * down });
    const held = await page.place(at(0.5, 0.5));
    await page.touch([{ from: at(0.5, 0.5), to: at(0.3, 0.4) }], { steps: 8 });
    const { x, y } = await page.spot(held);
    const goal = at(0.3, 0.4);
    assert.ok(x <= goal.x + 2 && y <= goal.y + 2, "what was held went at least as far as the finger");

    // What was thrown glides on and comes to rest.
    await page.settled();
    const { zoom } = await page.call("getView");
    const middlePlace = await page.place(at(0.5, 0.5));
    await page.touch(
        [
            { from: at(0.4, 0.5), to: at(0.2, 0.5) },
            { from: at(0.6, 0.5), to: at(0.8, 0.5) },
        ],
        { steps: 10 },
    );
    const after = await page.call("getView");
    assert.ok(Math.abs(after.zoom - zoom - Math.log2(3)) < 0.15, `${after.zoom - zoom} levels for three times as wide`);
    const now = await page.spot(middlePlace);
    assert.ok(Math.hypot(now.x - at(0.5, 0.5).x, now.y - at(0.5, 0.5).y) < 40);
});

mapTest("a tap reads what lies there", { size: PHONE }, async (page) => {
    await page.settled();
    const [lng, lat] = insideOf(zones.find(({ properties }) => properties.status === "confirmed"));
    await page.look({ lng, lat, zoom: 16 });
    const { x, y } = await page.spot([lng, lat]);
    await page.tap({ x: Math.round(x), y: Math.round(y) });
    await page.find("h2#card-title");
    await page.press(Key.ESCAPE);
    await page.until("it is closed", () => !document.getElementById("card"));
});
