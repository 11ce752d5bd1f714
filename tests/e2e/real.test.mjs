// A whole country's published layers: from the load report to printed answers, a table and a route. CONTRIBUTING.md
// says how these tests are run.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { random } from "../../bench/lib/random.mjs";
import { answered, ask, askByKeyboard, openMany, printedPages, taken, verdict, waysAlong } from "./asking.mjs";
import { assertHeard, checkControls } from "./assistive.mjs";
import { contains, insideOf } from "./demo.mjs";
import { PHONE, assertClose, mapTest } from "./harness.mjs";
import { file } from "./made.mjs";
import { accountOf, openTab } from "./panel.mjs";
import { FOLDER, KNOWN, metresToBoundary, mountReal, placed } from "./real.mjs";

const SEED_PLACES = 11_068;
/** Rows of the table; of those so many lie inside suspected areas, and so many have no position. */
const [ROWS, INSIDE, PLACELESS] = [300, 40, 10];
/** The only verdicts where features could not be placed: all others are milder. */
const NOT_MILDER = ["inside_suspected", "near_hazard", "cannot_answer"];
/** A town of the built-in ground. */
const TOWN = "Sarajevo";
/** Among many suspected areas, in degrees. */
const HILLS = [18.42, 44.455];

const real = FOLDER && mountReal();
if (FOLDER) after(real.remove);
const suspected = FOLDER ? placed("suspect_areas") : [];
const cleared = FOLDER ? placed("cleared_areas") : [];
const places = FOLDER ? settlements() : [];

function realTest(name, options, body) {
    if (FOLDER) mapTest(name, { ...options, query: "?map=real-map/map.json&lang=en", mounts: real.mounts }, body);
    else test(name, { skip: "HAZARD_MAP_REAL_DATA names no folder of layers: see CONTRIBUTING.md" });
}

/** Places inside suspected areas, and others some kilometres from any area of the country. */
function settlements() {
    const chance = random(SEED_PLACES);
    const one = (list) => list[Math.floor(chance() * list.length)];
    const inside = Array.from({ length: INSIDE }, () => insideOf(one(suspected)));
    const beside = Array.from({ length: ROWS - INSIDE - PLACELESS }, () => {
        const [lng, lat] = one(one([suspected, cleared])).geometry.coordinates.flat(Infinity);
        return [lng + 0.1 * (chance() - 0.5), lat + 0.08 * (chance() - 0.5)];
    });
    return [...inside, ...beside].map((place) => place.map((degrees) => +degrees.toFixed(6)));
}

/** The places as a table of an office, with rows among them that have no position. */
function table() {
    const rows = places.map(([lng, lat], at) => `BA-${at + 1};Place ${at + 1};${lat};${lng}`);
    const without = ["", "unknown", "0", "95.5", "44,6,1"];
    for (let at = 0; at < PLACELESS; at += 1) rows.splice(29 * at, 0, `X-${at};No place ${at};${without[at % 5]};`);
    return ["code;name;latitude;longitude", ...rows].join("\n");
}

/** Metres to the nearest suspected area, 0 inside, by looking at all of them. */
function metresToSuspected(place) {
    const distances = suspected.map((area) => (contains(area, place) ? 0 : metresToBoundary(area, place)));
    return Math.min(...distances);
}

realTest("every feature of the country is drawn or set aside with its reason", {}, async (page) => {
    await page.settled();
    await openTab(page, "data");
    for (const [name, { read, skipped }] of Object.entries(KNOWN)) {
        const report = await page.call("report", name);
        const aside = Object.values(skipped).reduce((sum, count) => sum + count, 0);
        assert.deepEqual([report.read, report.drawn], [read, read - aside], name);
        const counts = {};
        for (const { reason, count } of report.skipped) counts[reason] = (counts[reason] ?? 0) + count;
        assert.deepEqual(counts, skipped, name);
        const account = await accountOf(page, name.replace("_", " "));
        assert.deepEqual([account.Read, account.Drawn, account["Set aside"] ?? 0], [read, read - aside, aside], name);
    }
});

for (const [where, options] of [["wide", {}], ["on a phone", { size: PHONE }]]) {
    realTest(`a place is answered and printed on one page: ${where}`, options, async (page) => {
        await page.settled();
        const [lng, lat] = places[0];
        assert.match(await ask(page, `${lat}, ${lng}`), /inside a suspected hazardous area/);
        const said = await page.text("#answer");
        for (const [name, { skipped }] of Object.entries(KNOWN)) {
            assert.ok(said.includes(`Published: ${name}`), `the source of ${name} is said`);
            const aside = Object.values(skipped).reduce((sum, count) => sum + count, 0);
            if (aside) assert.ok(said.includes(`${aside.toLocaleString("en")} features could not be placed`), said);
        }
        assert.equal(await page.run(() => document.documentElement.scrollWidth <= innerWidth), true);
        assert.equal(await printedPages(page), 1);
        await page.prefer({ print: true });
        const paper = await page.text();
        for (const part of [/inside a suspected/, /3,097 features of “suspect areas”/, /What this answer rests on/]) {
            assert.match(paper, part);
        }
        assert.doesNotMatch(paper, /\bsafe\b/i);
    });
}

realTest("a table of 300 settlements becomes files and a report, each row as a plain search has it", {}, async (page) => {
    await page.settled();
    await openMany(page);
    await page.drop([file("settlements.csv", table())]);
    await answered(page);
    const count = places.length;
    assert.match(await page.text("#many-sums"), new RegExp(`${ROWS} rows read: ${count} placed, ${PLACELESS} not placed`));

    const csv = await taken(page, "#many-csv");
    const lines = csv.split("\r\n");
    assert.equal(lines.filter((line) => line.startsWith("place,")).length, count);
    assert.equal(lines.filter((line) => line.startsWith("not_placed,")).length, PLACELESS);
    const { features, about } = JSON.parse(await taken(page, "#many-geojson"));
    assert.match(about.caveats.join(" "), /3,097 features of “suspect areas” could not be placed/);
    assert.equal(features.length, ROWS);
    const rows = features.map(({ properties }) => properties).filter(({ record }) => record === "place");
    const byId = new Map(rows.map((row) => [row.id, row]));
    let free = 0;
    for (const [at, place] of places.entries()) {
        const row = byId.get(`BA-${at + 1}`);
        const expected = metresToSuspected(place);
        const what = `${row.id} at ${place}`;
        assertClose(row.nearest_suspected_m, expected, 1 + 0.002 * expected, what);
        assert.equal(row.verdict === "inside_suspected", expected === 0, what);
        assert.ok(NOT_MILDER.includes(row.verdict), `${what}: ${row.verdict}`);
        if (row.verdict === "cannot_answer") free += 1;
        else assert.ok(row.verdict === "near_hazard" || expected === 0, what);
    }
    assert.ok(free > 10, `${free} places are far from what is recorded`);

    await page.run(() => window.dispatchEvent(new Event("beforeprint")));
    const report = await page.until("the report is made", () => document.querySelector(".many-report")?.textContent);
    assert.equal(await page.run(() => document.querySelectorAll(".many-report tbody th").length), count);
    assert.equal(report.match(/Line \d+:/g).length, PLACELESS);
    assert.match(report, /3,097 features of “suspect areas” could not be placed/);
    await page.run(() => window.dispatchEvent(new Event("afterprint")));
});

realTest("while features could not be placed, no answer is milder than that it cannot be given, on cleared land neither", {}, async (page) => {
    await page.settled();
    const onCleared = cleared.filter((_, at) => at % 20 === 0).map(insideOf).filter(Boolean);
    const asked = [...onCleared, ...places].map(([lng, lat], id) => ({ id, lng, lat }));
    const rows = await page.call("assessMany", asked, { radius_m: 1000 });
    const milder = rows.filter((row) => !NOT_MILDER.includes(row.verdict));
    assert.deepEqual(milder, []);
    const released = rows.filter((row) => row.nearest_cleared_m === 0 && row.verdict === "cannot_answer");
    assert.ok(released.length > 5, `${released.length} places on cleared land far from hazards`);
    const { lng, lat } = released[0];
    assert.match(await ask(page, `${lat}, ${lng}`), /cannot answer fully/);
    assert.match(await page.text(".answer-caveats"), /3,097 features of “suspect areas” could not be placed\. Some may lie here/);
    const whole = await page.call("assess", { lng, lat });
    assert.ok(whole.caveats.some(({ code, layer }) => code === "layer_incomplete" && layer === "suspect_areas"));
});

realTest("a corridor drawn through the hills meets its hazards in the order of the way", { hash: `#map=13/${HILLS[1]}/${HILLS[0]}` }, async (page) => {
    await page.settled();
    await openTab(page, "check");
    await page.click(".draw-tools button:nth-of-type(3)");
    const { x, y, width, height } = await page.mapBox();
    for (const [across, up] of [[-0.3, 0.06], [0, -0.06], [0.25, 0.03], [0.25, 0.03]]) {
        await page.clickAt(Math.round(x + (0.5 + across) * width), Math.round(y + (0.5 + up) * height));
    }
    assert.match(await verdict(page), /suspected/);
    const numbers = await page.until("the address has the route", () => {
        return new URLSearchParams(location.hash.slice(1)).get("route")?.split(",").map(Number);
    });
    const coordinates = numbers.flatMap((_, at) => (at % 2 ? [] : [[numbers[at], numbers[at + 1]]]));
    assert.equal(coordinates.length, 3);
    const ways = await waysAlong(page);
    assert.ok(ways.length > 3, `${ways.length} hazards`);
    assert.deepEqual([...ways].sort((first, second) => first - second), ways);
    const width_m = Number(await page.run(() => new URLSearchParams(location.hash.slice(1)).get("width")));
    const { hazards } = await page.call("assess", { type: "LineString", coordinates }, { width_m });
    assert.equal(hazards.length, ways.length);
    hazards.forEach(({ along_m }, at) => assertClose(ways[at], along_m, 1 + 0.01 * along_m, `hazard ${at}`));
});

realTest("a place is found, answered and read by keyboard alone, and heard", {}, async (page) => {
    await page.settled();
    const said = await askByKeyboard(page, TOWN);
    await assertHeard(page, TOWN, said);
    await checkControls(page, "an answer");
});
