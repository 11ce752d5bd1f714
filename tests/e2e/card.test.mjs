// Reading the map: a click opens the record of what lies there, in the standard's words first.

import assert from "node:assert/strict";
import { contains, distanceToSymbols, insideOf, zones } from "./demo.mjs";
import { EMPTY, mapTest } from "./harness.mjs";
import { accident, collection, file } from "./made.mjs";
import { decodePng, shareChanged } from "./pixels.mjs";
import { Key } from "./page.mjs";

const places = zones
    .map((zone) => ({ zone, place: insideOf(zone) }))
    .filter(({ place }) => distanceToSymbols(place) > 0.008);
const covering = (place) => zones.filter((zone) => contains(zone, place));
/** A confirmed area that nothing else covers, and a place that two or more areas cover. */
const alone = places.find(
    ({ zone, place }) =>
        zone.properties.status === "confirmed" && zone.properties.operator && covering(place).length === 1,
);
const shared = places.find(({ place }) => covering(place).length >= 2);

/** Moves to a place and clicks on it. */
async function clickOn(page, place, zoom = 16) {
    await page.settled();
    await page.look({ lng: place[0], lat: place[1], zoom });
    const { x, y } = await page.spot(place);
    await page.clickAt(Math.round(x), Math.round(y));
    await page.find("#card h2");
}

mapTest("a click on an area opens its record, known fields first, the file's own below", {}, async (page) => {
    await clickOn(page, alone.place);
    await page.until("the keyboard follows the card", () => document.activeElement.id === "card");
    const { properties } = alone.zone;
    assert.equal(await page.text("#card-title"), properties.name);
    const said = await page.text("#card");
    assert.match(said, /Confirmed hazardous area/);
    assert.ok(said.includes(properties.operator), "the operator");
    assert.match(said, /As of\n31 Dec(ember)? 2025/);
    assert.ok(!said.includes("hazard_types"), "the file's own keys are folded away");
    await page.click("#card summary");
    const raw = await page.until("the file's own fields are shown", () => {
        const text = document.getElementById("card").innerText;
        return text.includes("hazard_types") && text;
    });
    for (const key of Object.keys(properties)) assert.ok(raw.includes(key), key);
    assert.ok(raw.indexOf(properties.operator) < raw.indexOf("hazard_types"));
});

mapTest("Escape closes the card, and the keyboard is on the map again", {}, async (page) => {
    await clickOn(page, alone.place);
    await page.until("the keyboard is in the card", () => document.activeElement.id === "card");
    await page.until("the address names it", () => /select=/.test(location.hash));
    await page.press(Key.ESCAPE);
    await page.until("the card is gone", () => !document.getElementById("card"));
    await page.until("the map has the keyboard", () => document.activeElement.id === "map-host");
    await page.until("the address names nothing", () => !/select=/.test(location.hash));
});

mapTest("a selected area is marked on the map", {}, async (page) => {
    await clickOn(page, alone.place);
    await page.press(Key.ESCAPE);
    await page.until("the card is gone", () => !document.getElementById("card"));
    await page.hoverAt(700, 20);
    await page.settled();
    const plain = decodePng(await page.picture());
    const { x, y } = await page.spot(alone.place);
    const around = { x: x - 60, y: y - 60, width: 120, height: 120 };
    await page.clickAt(Math.round(x), Math.round(y));
    await page.find("#card h2");
    await page.hoverAt(700, 20);
    await page.settled();
    assert.ok(shareChanged(plain, decodePng(await page.picture()), around) > 0.01);
});

mapTest("areas that lie over one another page through one by one", {}, async (page) => {
    await clickOn(page, shared.place);
    const names = covering(shared.place).map(({ properties }) => properties.id);
    const [, pages] = (await page.text("#card .card-head")).match(/1 of (\d+) here/);
    assert.equal(Number(pages), names.length);
    const seen = new Set();
    for (let turn = 1; turn <= names.length; turn += 1) {
        await page.until(
            "the next page is there",
            (turn) => document.querySelector("#card .card-head").innerText.startsWith(`${turn} of`),
            turn,
        );
        await page.until("the file's own fields are there", () => document.querySelector("#card details"));
        await page.run(() => (document.querySelector("#card details").open = true));
        seen.add((await page.text("#card")).match(/\bid\n(\S+)/i)?.[1] ?? (await page.text("#card")));
        await page.click("[aria-label='Next record here']");
    }
    assert.deepEqual([...seen].sort(), names.sort());
    await page.until("it starts over", () => document.querySelector("#card .card-head").innerText.startsWith("1 of"));
});

mapTest("pointing at an area lights it up, and nothing else", {}, async (page) => {
    await page.settled();
    await page.look({ lng: alone.place[0], lat: alone.place[1], zoom: 16 });
    await page.hoverAt(700, 20);
    await page.settled();
    const before = decodePng(await page.picture());
    const { x, y } = await page.spot(alone.place);
    await page.hoverAt(Math.round(x), Math.round(y));
    await page.until("the pointer says so", () => document.getElementById("map-host").style.cursor === "pointer");
    await page.settled();
    const after = decodePng(await page.picture());
    const box = { x: x - 100, y: y - 100, width: 200, height: 200 };
    assert.ok(shareChanged(before, after, box, 6) > 0.002, "the area changed");
    await page.hoverAt(700, 20);
    await page.settled();
    assert.ok(shareChanged(before, decodePng(await page.picture()), box, 6) < 0.001, "it is as before");
});

mapTest(
    "accidents close together are one symbol, which opens on a click",
    { query: EMPTY, reduced: true },
    async (page) => {
        const near = [
            [46.7, 39.5],
            [46.7003, 39.5002],
            [46.7001, 39.4998],
        ].map((place, at) => accident(`K-${at}`, place));
        await page.load(file("near.geojson", collection(near)), { role: "incidents" });
        await page.look({ lng: 46.7, lat: 39.5, zoom: 9 });
        const { x, y } = await page.spot([46.7001, 39.5]);
        await page.clickAt(Math.round(x), Math.round(y));
        await page.until("it zooms in until they part", async () => (await window.hazardMap.getView()).zoom > 13);
        assert.equal(await page.run(() => document.getElementById("card")), null, "no card for a cluster that opens");
    },
);

mapTest(
    "accidents at one and the same place are read one after the other",
    { query: EMPTY, reduced: true },
    async (page) => {
        const same = [0, 1, 2].map((at) => accident(`S-${at}`, [46.7, 39.5], { killed: at }));
        await page.load(file("same.geojson", collection(same)), { role: "incidents" });
        await page.look({ lng: 46.7, lat: 39.5, zoom: 16 });
        const { x, y } = await page.spot([46.7, 39.5]);
        await page.clickAt(Math.round(x), Math.round(y));
        await page.until("three cards are there", () =>
            document.querySelector("#card .card-head")?.innerText.startsWith("1 of 3 here"),
        );
    },
);

mapTest("a click on bare ground opens nothing and closes what is open", {}, async (page) => {
    await clickOn(page, alone.place);
    const box = await page.mapBox();
    await page.look({ lng: 48.6, lat: 40.6, zoom: 13 });
    await page.clickAt(Math.round(box.x + box.width / 2), Math.round(box.y + 200));
    await page.until("the card is gone", () => !document.getElementById("card"));
});
