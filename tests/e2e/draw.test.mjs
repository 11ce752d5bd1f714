// Areas, routes and distances on the map: by mouse, finger and keyboard, from a text and from a link.

import assert from "node:assert/strict";
import { verdict, waysAlong } from "./asking.mjs";
import { insideOf, zones } from "./demo.mjs";
import { PHONE, mapTest } from "./harness.mjs";
import { Key } from "./page.mjs";
import { openTab } from "./panel.mjs";

const confirmed = zones.find(({ properties }) => properties.status === "confirmed");
const [LNG, LAT] = insideOf(confirmed);
/** Around a confirmed area, with the bar over the map far from what is tapped. */
const VIEW = { lng: LNG, lat: LAT, zoom: 13 };
/** Corners around the middle of the map, in CSS pixels from there. */
const CORNERS = [[-60, -40], [80, -40], [80, 120], [-60, 120]];

const TOOLS = ["Point", "Area", "Route", "Measure"];

/** Takes up a tool of the Check tab. */
async function take(page, tool) {
    await openTab(page, "check");
    await page.click(`.draw-tools button:nth-of-type(${TOOLS.indexOf(tool) + 1})`);
}

/** Where a spot beside the middle of the map is on the page. */
async function beside(page, [x, y]) {
    const box = await page.mapBox();
    return { x: Math.round(box.x + box.width / 2 + x), y: Math.round(box.y + box.height / 2 + y) };
}

async function clickBeside(page, offset) {
    const { x, y } = await beside(page, offset);
    await page.clickAt(x, y);
}

function hash(page, key) {
    return page.run((key) => new URLSearchParams(location.hash.slice(1)).get(key), key);
}

/** Waits until a key of the address is as wanted: `is`, `not`, or a number of vertices. */
function until(page, key, wanted) {
    return page.until(
        `the address's ${key} is as wanted: ${JSON.stringify(wanted)}`,
        (key, { is, not, vertices }) => {
            const written = new URLSearchParams(location.hash.slice(1)).get(key);
            if (is !== undefined) return written === is;
            if (written === null || written === not) return false;
            return vertices === undefined || written.split(",").length === 2 * vertices;
        },
        key,
        wanted,
    );
}

const vertexCount = (written) => (written ? written.split(",").length / 2 : 0);

async function drawSquare(page) {
    await take(page, "Area");
    for (const corner of CORNERS) await clickBeside(page, corner);
    // A double click ends the drawing: its second click falls on the last vertex.
    await clickBeside(page, CORNERS.at(-1));
}

mapTest("an area drawn by mouse is answered, as the API answers it, and its link opens the same", { hash: `#map=13/${LAT}/${LNG}` }, async (page) => {
    await page.settled();
    await drawSquare(page);
    const said = await verdict(page);
    assert.match(said, /confirmed hazardous ground/);
    await until(page, "area", { vertices: 4 });
    const numbers = (await hash(page, "area")).split(",").map(Number);
    const ring = [0, 2, 4, 6, 0].map((at) => [numbers[at], numbers[at + 1]]);
    const answer = await page.call("assess", { type: "Polygon", coordinates: [ring] });
    assert.equal(answer.verdict, "inside_confirmed");
    const text = await page.text("#answer");
    assert.ok(text.indexOf("Know this first") < text.indexOf("Share of this area"), text);
    const title = await page.text("#answer-title");
    await page.reload();
    await page.settled();
    await page.until("the reloaded page says the same", (said) => document.querySelector(".answer-verdict")?.innerText === said, said);
    assert.equal(await page.text("#answer-title"), title);
});

mapTest("what is drawn is undone and redone, dragged, and grows from the middle of an edge", { hash: `#map=13/${LAT}/${LNG}` }, async (page) => {
    await page.settled();
    await drawSquare(page);
    await verdict(page);
    await until(page, "area", {});
    const drawn = await hash(page, "area");
    await page.drag(await beside(page, CORNERS[2]), await beside(page, [140, 150]));
    await until(page, "area", { not: drawn });
    const dragged = await hash(page, "area");
    assert.equal(vertexCount(dragged), 4);
    await page.drag(await beside(page, [-60, 40]), await beside(page, [-120, 40]));
    await until(page, "area", { vertices: 5 });
    const chord = (...keys) => page.driver.actions().keyDown(Key.CONTROL).sendKeys(...keys).keyUp(Key.CONTROL).perform();
    await chord("z");
    await chord("z");
    await until(page, "area", { is: dragged });
    await chord("z");
    await until(page, "area", { is: drawn });
    await chord("z");
    // The end of the drawing is taken back too: it goes on.
    await page.until("no answer is left", () => !document.querySelector("#answer"));
    await until(page, "area", { is: null });
    await page.click(".draw-bar .button-primary");
    assert.ok(await verdict(page));
    await until(page, "area", { is: drawn });
    await page.click(".answer-head button");
    await page.until("nothing is drawn any more", () => !document.querySelector(".draw-bar"));
});

mapTest("a corridor is drawn by finger on a phone, and its hazards come in the order of the way", { size: PHONE, hash: `#map=13/${LAT}/${LNG}` }, async (page) => {
    await page.settled();
    await take(page, "Route");
    // The sheet makes room by itself.
    await page.until("the sheet is low", () => document.querySelector("#panel.sheet-peek") !== null);
    for (const spot of [[-90, 60], [0, 0], [70, 90]]) await page.tap(await beside(page, spot));
    await page.tap(await beside(page, [70, 90]));
    assert.match(await verdict(page), /runs into a confirmed/);
    await page.until("the answer is in sight", () => {
        const { top } = document.querySelector(".answer-verdict").getBoundingClientRect();
        return top < innerHeight && document.querySelector("#panel.sheet-half") !== null;
    });
    await until(page, "width", { is: "500" });
    const before = await page.texts(".answer-along .answer-way-there");
    assert.ok(before.length > 0);
    await page.select(".answer .check-radius select", "5000");
    await until(page, "width", { is: "5000" });
    await page.until("the wider corridor holds more", (count) => {
        return document.querySelectorAll(".answer-along .answer-way-there").length > count;
    }, before.length);
    const ways = await waysAlong(page);
    assert.deepEqual([...ways].sort((first, second) => first - second), ways);
    assert.equal(await page.run(() => document.documentElement.scrollWidth <= innerWidth), true);
    await page.click(".answer-along button");
    await page.until("the hazard's card is open", () => document.getElementById("card"));
});

mapTest("an area is drawn and edited by keyboard alone", { hash: `#map=13/${LAT}/${LNG}` }, async (page) => {
    await page.settled();
    await openTab(page, "check");
    await page.run(() => document.querySelector(".draw-tools button:nth-of-type(2)").focus());
    await page.press(Key.ENTER);
    await page.until("the map has the keyboard", () => document.activeElement.id === "map-host");
    await page.press(Key.SPACE, Key.ARROW_RIGHT, Key.ENTER);
    assert.match(await page.until("too few points are said", () => document.querySelector(".toast-shown")?.innerText), /at least three/);
    await page.press(Key.SPACE, Key.ARROW_DOWN, Key.SPACE, Key.ARROW_LEFT, Key.SPACE, Key.BACK_SPACE, Key.SPACE, Key.ENTER);
    assert.ok(await verdict(page));
    await until(page, "area", { vertices: 4 });
    const drawn = await hash(page, "area");
    await page.press(Key.TAB);
    await page.until("the first point has the keyboard", () => document.activeElement.ariaLabel === "Point 1 of 4");
    await page.press(Key.ARROW_UP, Key.ARROW_UP, Key.ARROW_UP);
    await until(page, "area", { not: drawn });
    await page.press(Key.INSERT);
    await page.until("a point was added", () => document.activeElement.ariaLabel === "Point 2 of 5");
    await page.press(Key.DELETE, Key.DELETE);
    await page.until("two points are gone", () => document.activeElement.ariaLabel?.endsWith("of 3"));
    await page.press(Key.DELETE);
    await page.until("the page says why a third stays", () => /too few would remain/.test(document.querySelector(".toast-shown")?.innerText));
    await page.press(Key.ESCAPE);
    await page.until("the map has the keyboard again", () => document.activeElement.id === "map-host");
});

mapTest("a drawing that was begun is cancelled with Escape", { hash: `#map=13/${LAT}/${LNG}` }, async (page) => {
    await page.settled();
    await take(page, "Route");
    await clickBeside(page, [0, 0]);
    await page.press(Key.ESCAPE);
    await page.until("nothing is drawn", () => !document.querySelector(".draw-bar"));
    // The lines go with the next frame.
    await page.until("no line is left", () => !document.querySelector(".map-drawing .draw-line"));
});

/** Metres on the ellipsoid between two places a few kilometres apart, by the radii of curvature between them. */
function metresBetween([lng, lat], [lngTo, latTo]) {
    const middle = ((lat + latTo) / 2) * (Math.PI / 180);
    const squared = 0.00669437999014;
    const bend = 1 - squared * Math.sin(middle) ** 2;
    const north = ((latTo - lat) * Math.PI) / 180 * ((6378137 * (1 - squared)) / bend ** 1.5);
    const east = ((lngTo - lng) * Math.PI) / 180 * (6378137 / Math.sqrt(bend)) * Math.cos(middle);
    return Math.hypot(north, east);
}

mapTest("a distance and an area are measured while they are drawn, and nothing is asked", { hash: `#map=13/${LAT}/${LNG}` }, async (page) => {
    await page.settled();
    await take(page, "Measure");
    await clickBeside(page, [-60, -40]);
    await clickBeside(page, [140, -40]);
    const places = [await page.place(await beside(page, [-60, -40])), await page.place(await beside(page, [140, -40]))];
    const expected = metresBetween(...places);
    const said = await page.until("a length is said", () => document.querySelector(".draw-bar [role=status]").textContent);
    const [, number, unit] = said.match(/Length ([\d.,]+)\s(k?m)/);
    const metres = Number(number.replace(",", "")) * (unit === "km" ? 1000 : 1);
    // A pixel is about 15 m here.
    assert.ok(Math.abs(metres - expected) < 0.001 * expected + 1, `${metres} m instead of ${expected} m`);
    const spot = await beside(page, [140, 110]);
    await page.hoverAt(spot.x, spot.y);
    await page.until("the stretch to the pointer is measured", () => /last stretch/.test(document.querySelector(".draw-measures").innerText));
    await clickBeside(page, [140, 110]);
    await clickBeside(page, [-60, -40]);
    const area = await page.until("an area is said", () => {
        return document.querySelector(".draw-bar [role=status]").textContent.match(/Area ([\d.,]+)\sha/)?.[1];
    });
    const half = (expected * metresBetween(await page.place(await beside(page, [140, -40])), await page.place(spot))) / 2 / 10_000;
    assert.ok(Math.abs(Number(area.replace(",", "")) - half) < 0.005 * half + 1, `${area} ha instead of ${half} ha`);
    assert.equal(await page.run(() => document.querySelector("#answer")), null);
    assert.equal(await hash(page, "area"), null);
});

mapTest("a shape is taken from a text, and what is none is refused with its reason", {}, async (page) => {
    await page.settled();
    await openTab(page, "check");
    await page.click(".draw-load summary");
    await page.type(".draw-load textarea", "POLYGON((46 39))");
    await page.click(".draw-load form button");
    await page.until("the page says what is wrong", () => /not GeoJSON/.test(document.querySelector(".draw-load .field-error").innerText));
    await page.run((text) => {
        const field = document.querySelector(".draw-load textarea");
        field.value = text;
        field.dispatchEvent(new Event("input", { bubbles: true }));
    }, JSON.stringify({ type: "Feature", properties: {}, geometry: confirmed.geometry }));
    await page.click(".draw-load form button");
    assert.match(await verdict(page), /confirmed hazardous ground/);
    const share = await page.until("its share is told", () => /Share of this area\s+Confirmed hazardous\s+(\S+)%/.exec(document.querySelector("#answer").innerText)?.[1]);
    assert.ok(Number(share) > 99, share);
});

mapTest("an outline that crosses itself is answered for all that it encloses, and the page says so", { hash: `#area=${[LNG - 0.01, LAT - 0.01, LNG + 0.01, LAT + 0.01, LNG + 0.01, LAT - 0.01, LNG - 0.01, LAT + 0.01].map((degrees) => degrees.toFixed(6)).join(",")}` }, async (page) => {
    await page.settled();
    await page.until("all that it encloses is answered for", () => {
        return /confirmed hazardous ground/.test(document.querySelector(".answer-verdict")?.innerText);
    });
    await page.until("the reading of the outline is said", () => /meets itself/.test(document.querySelector(".answer-caveats")?.innerText));
    assert.equal(await page.text("#answer-title"), "Area");
});

for (const fragment of ["area=1,2", "route=NaN,x,1e999,2", "area=;!;!,,", `route=${"46.1,39.1,".repeat(1000)}`, "route=46,39,47,39&width=-1e9"]) {
    mapTest(`a hostile fragment leaves the map as it was: ${fragment.slice(0, 30)}`, { hash: `#map=9/39.6/47&${fragment}` }, async (page) => {
        await page.settled();
        const layers = await page.call("layers");
        assert.ok(layers.length > 0);
    });
}
