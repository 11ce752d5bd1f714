// Accidents that lie close together, each by itself: chosen in the legend, in a link and by other pages.

import assert from "node:assert/strict";
import { EMPTY, mapTest } from "./harness.mjs";
import { accident, collection, file } from "./made.mjs";
import { colourDistance, decodePng } from "./pixels.mjs";

/** Close enough together to be one symbol, far enough apart to be told from one another. */
const VIEW = { lng: 46.7, lat: 39.5, zoom: 12 };
const PLACES = [-0.004, 0, 0.004].map((east) => [46.7 + east, 39.5]);
const PEOPLE = [
    { killed: 1, injured: 0 },
    { killed: 0, injured: 2 },
    { killed: null, injured: null },
];
const ACCIDENTS = collection(
    PLACES.map((place, at) => accident(`O-${at}`, place, { ...PEOPLE[at], date: `${2019 + at}-05-01` })),
);
const BOX = ".legend label:has(input[type=checkbox])";

/** Whether the pixels at the place of an accident, and `across` CSS pixels to the left of it, are ink. */
async function inked(page, across = 0) {
    const picture = decodePng(await page.picture());
    const spots = await Promise.all(PLACES.map((place) => page.spot(place)));
    const ink = [0x16, 0x18, 0x1c];
    return spots.map(({ x, y }) => colourDistance(picture.at(Math.round(x) - across, Math.round(y)), ink) < 90);
}

/** The same of the first and the last, which a symbol in the middle does not reach. */
async function inkedOutside(page) {
    const [first, , last] = await inked(page, 2);
    return [first, last];
}

async function load(page) {
    await page.load(file("near.geojson", ACCIDENTS), { role: "incidents" });
    await page.look(VIEW);
    await page.settled();
}

function tickBox(page) {
    return page.run((selector) => {
        const labels = [...document.querySelectorAll(selector)];
        labels.find((label) => label.innerText.startsWith("Group accidents")).querySelector("input").click();
    }, BOX);
}

const grouping = (page) => page.call("getFilter").then(({ group_accidents = true }) => group_accidents);

mapTest("accidents are shown one by one when the legend is told so", { query: EMPTY }, async (page) => {
    await load(page);
    assert.deepEqual(await inkedOutside(page), [false, false], "one symbol in the middle stands for the three");
    const counted = await page.call("counts");
    await tickBox(page);
    await page.settled();
    // A core for killed, nothing inside for injured, the left half for unknown.
    assert.equal((await inked(page))[0], true, "the first has a core");
    assert.equal((await inked(page))[1], false, "the second is open");
    assert.deepEqual((await inked(page, 2)).slice(1), [false, true], "the third is half full");
    assert.deepEqual(await page.call("counts"), counted, "the counts are the same");

    await page.until("the address says so", () => location.hash.includes("group=0"));
    await page.run(() => history.back());
    await page.until("back groups them again", async () => !("group_accidents" in (await hazardMap.getFilter())));
    await page.settled();
    assert.deepEqual(await inkedOutside(page), [false, false]);
});

mapTest("a link shows accidents one by one, and the days still hide them", { query: EMPTY, hash: "#group=0" }, async (page) => {
    await load(page);
    assert.equal(await grouping(page), false);
    assert.equal((await inked(page))[0], true);
    await page.call("setTime", { from: "2020-01-01", to: null });
    await page.settled();
    assert.equal((await inked(page))[0], false, "the accident of 2019 is hidden");
    assert.equal((await inked(page, 2))[2], true, "that of 2021 is there");
});

mapTest("each of many accidents can be pointed at and opened", { query: EMPTY }, async (page) => {
    await load(page);
    await page.call("setFilter", { group_accidents: false });
    await page.settled();
    for (const [at, place] of PLACES.entries()) {
        const { x, y } = await page.spot(place);
        await page.hoverAt(Math.round(x), Math.round(y));
        await page.until("the pointer says so", () => document.getElementById("map-host").style.cursor === "pointer");
        await page.clickAt(Math.round(x), Math.round(y));
        await page.until("its card opens", (id) => document.getElementById("card")?.innerText.includes(id), `O-${at}`);
    }
    await page.call("setFilter", {});
    await page.settled();
    assert.equal(await grouping(page), true, "a filter that says nothing groups them");
});

mapTest("of very many accidents at one place the nearest are turned over, and all are counted", { query: EMPTY }, async (page) => {
    const many = Array.from({ length: 1_200 }, (_, at) => accident(`M-${at}`, [46.7 + at * 1e-7, 39.5]));
    await page.load(file("many.geojson", collection(many)), { role: "incidents" });
    await page.call("setFilter", { group_accidents: false });
    await page.look({ ...VIEW, zoom: 8 });
    await page.settled();
    const { x, y } = await page.spot([46.7, 39.5]);
    await page.clickAt(Math.round(x), Math.round(y));
    const read = () => document.querySelector("#card .card-head [role=status]")?.innerText;
    await page.until("its card opens", read);
    assert.equal(await page.run(read), "1 of the nearest 500 of 1,200 here");
    await page.click("[aria-label='Next record here']");
    await page.until("the next is there", () =>
        document.querySelector("#card .card-head").innerText.startsWith("2 of the nearest 500 of 1,200"),
    );
});

mapTest("ground under which a symbol elsewhere stands for accidents opens nothing", { query: EMPTY }, async (page) => {
    const spread = Array.from({ length: 30 }, (_, at) => accident(`S-${at}`, [46.7 + at * 0.002, 39.5]));
    await page.load(file("spread.geojson", collection(spread)), { role: "incidents" });
    await page.look({ lng: 46.73, lat: 39.5, zoom: 9 });
    await page.settled();
    const { x, y } = await page.spot([46.7, 39.5]);
    await page.hoverAt(Math.round(x), Math.round(y));
    await page.clickAt(Math.round(x), Math.round(y));
    await page.settled();
    assert.equal(await page.run(() => document.getElementById("card")), null);
    assert.equal((await page.call("getView")).zoom, 9, "nor was it the symbol");
});

mapTest("without WebGL, too, accidents are shown one by one", { query: EMPTY, hash: "#group=0", webgl: false }, async (page) => {
    await load(page);
    assert.equal((await inked(page))[0], true, "the first has a core");
    assert.deepEqual((await inked(page, 2)).slice(1), [false, true], "the third is half full");
});
