// Opens maps as visitors do, in a build that notes what runs, and keeps the notes of each program in the folder
// HAZARD_MAP_NOTES. `cargo xtask profile` runs this and makes a record of the notes.
//
// What somebody does at the map, other than moving it and pointing at it, comes with the second half: it does not
// belong here. Files are read here of every kind that a published map is likely to have, so that the reader of a large
// one is whole from its start.

import { writeFileSync } from "node:fs";
import { after } from "node:test";
import { fileURLToPath } from "node:url";
import { CACHE, dataset } from "../../bench/lib/generate.mjs";
import { DESKTOP, EMPTY, PHONE, SMALL_PHONE, mapTest } from "../../tests/e2e/harness.mjs";

const KINDS = fileURLToPath(new URL("../../tests/fixtures/bosnia_shaped/", import.meta.url));
const LEFT = "\uE012";
const RIGHT = "\uE014";
const UP = "\uE013";
const DOWN = "\uE015";
const HOME = "\uE011";

/** Bytes by program: 1 where it came by. */
const notes = new Map();

/** Asks the programs of the page that is open, and adds what they noted; of `programs` alone. */
async function note(page, programs) {
    const told = await page.run(
        () =>
            new Promise((resolve) => {
                const told = [];
                const channel = new BroadcastChannel("hazard-map-notes");
                channel.onmessage = ({ data }) => {
                    if (!data.ran) return;
                    const places = [];
                    data.ran.forEach((ran, place) => ran && places.push(place));
                    told.push({ program: data.program, length: data.ran.length, places });
                    if (new Set(told.map(({ program }) => program)).size === 2) setTimeout(() => resolve(told), 300);
                };
                channel.postMessage("tell");
            }),
    );
    for (const { program, length, places } of told) {
        if (!programs.includes(program)) continue;
        if (!notes.has(program)) notes.set(program, Buffer.alloc(length));
        for (const place of places) notes.get(program)[place] = 1;
    }
}

/** Opens a map and does something, some of it while it still loads; everything that ran is noted. */
function opening(name, options, act = async () => {}) {
    mapTest(name, options, async (page) => {
        await act(page);
        await page.settled();
        await note(page, ["app", "worker"]);
    });
}

/** Reads files on an empty map; what the reader ran is noted. */
function reading(name, files) {
    mapTest(name, { query: EMPTY }, async (page) => {
        for (const file of await files()) await page.load(file);
        await page.settled();
        await note(page, ["worker"]);
    });
}

async function moveAbout(page) {
    const { x, y, width, height } = await page.mapBox();
    const middle = { x: Math.round(x + width / 2), y: Math.round(y + height / 2) };
    const beside = { x: middle.x - 90, y: middle.y - 60 };
    await page.wheel(middle.x, middle.y, -300);
    await page.drag(middle, beside);
    await page.settled();
    for (const delta of [-300, -900, -900, -600, 500, 1800, 400]) {
        await page.wheel(middle.x, middle.y, delta);
        await page.settled();
        await page.hoverAt(beside.x, beside.y);
        await page.hoverAt(middle.x, middle.y);
    }
    await page.drag(middle, beside);
    await page.settled();
    await page.hoverAt(x + 30, y + 30);
    await page.run(() => document.getElementById("map-host").focus());
    await page.press("+", "+", LEFT, UP, RIGHT, DOWN, "-", HOME);
}

async function moveByFingers(page) {
    const { x, y, width, height } = await page.mapBox();
    const middle = { x: Math.round(x + width / 2), y: Math.round(y + height / 3) };
    const at = (right, down) => ({ x: middle.x + right, y: middle.y + down });
    await page.touch([{ from: middle, to: at(-60, -40) }]);
    await page.settled();
    await page.touch([
        { from: at(-20, 0), to: at(-90, -10) },
        { from: at(20, 0), to: at(90, 10) },
    ]);
    await page.settled();
    await page.touch([
        { from: at(-90, 0), to: at(-20, 0) },
        { from: at(90, 0), to: at(20, 0) },
    ]);
}

opening("the demonstration", { size: DESKTOP }, moveAbout);
// What meets what depends on the moment: several times, as the end-to-end test does, with other pauses, and on slower
// machines than this one.
for (const slow of [1, 3, 8]) {
    for (const pause of slow < 8 ? [0, 0, 0, 30, 60, 120, 250, 500, 900] : [0, 60, 500]) {
        opening(`the demonstration, ${slow} times slower, moved after ${pause} ms`, { slow, fresh: true }, async (page) => {
            await new Promise((resolve) => setTimeout(resolve, pause));
            await page.wheel(700, 400, -300);
            await new Promise((resolve) => setTimeout(resolve, pause * 4));
            await page.drag({ x: 700, y: 400 }, { x: 620, y: 360 });
        });
    }
}
opening("the demonstration, dark", { size: { ...DESKTOP, scale: 2 }, dark: true, reduced: true }, moveAbout);
opening("the demonstration on a phone", { size: PHONE }, moveByFingers);
opening("the demonstration on a small phone in Azerbaijani", { size: SMALL_PHONE, query: "?lang=az" }, moveByFingers);
// Somebody turns the phone, or makes the window smaller, while the map opens.
for (const [size, other] of [
    [DESKTOP, { width: 900, height: 640 }],
    [PHONE, { ...PHONE, width: PHONE.height, height: PHONE.width }],
]) {
    opening(`the demonstration, ${size.width} pixels wide, then ${other.width}`, { size, fresh: true }, async (page) => {
        await page.resize(other);
        await page.settled();
        await page.resize(size);
    });
}
opening("a view of the demonstration", { hash: "#map=14.2/39.5947/46.9731" });
opening("a map without layers", { query: EMPTY }, moveAbout);
// From afar there is other ground than close by: whole countries, with other names and lines.
for (const [name, view] of Object.entries({
    "Ukraine": "5/48.4/31.2", "Afghanistan": "6/33.9/66", "Cambodia": "7/12.6/105", "Colombia": "4/4.6/-74",
    "Azerbaijan": "6/39.5/46.7", "Bosnia": "8/44.2/17.8", "Laos": "9/18.5/104", "the Pacific": "2/0/179",
})) {
    opening(`a map without layers, looking at ${name}`, { query: EMPTY, hash: `#map=${view}` });
}
opening("Iraq on a phone", { size: PHONE, query: EMPTY, hash: "#map=5/33/43.7" }, moveByFingers);
opening("Angola, dark", { query: EMPTY, hash: "#map=5/-12.3/17.5", dark: true }, moveAbout);

reading("a country's files", async () =>
    ["suspect_areas", "cleared_areas", "incidents", "lifted_minefields"].map((name) => `${KINDS}${name}.geojson`),
);
reading("many zones and many accidents", async () => {
    const names = ["zones-1k", "incidents-10k"];
    for (const name of names) await dataset(name);
    return names.map((name) => `${CACHE}${name}.geojson`);
});

after(() => {
    for (const [program, ran] of notes) writeFileSync(`${process.env.HAZARD_MAP_NOTES}/${program}.notes`, ran);
});
