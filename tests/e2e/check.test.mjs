// Checking a place: what is recorded around it, what limits the answer, and that nothing missing makes it milder.

import assert from "node:assert/strict";
import { ask, printedPages, verdict } from "./asking.mjs";
import { insideOf, zones } from "./demo.mjs";
import { DESKTOP, EMPTY, PHONE, mapTest } from "./harness.mjs";
import { Key } from "./page.mjs";
import { openTab } from "./panel.mjs";

const confirmed = zones.find(({ properties }) => properties.status === "confirmed");
/** Far from everything that the demonstration invents. */
const FAR_AWAY = { lng: 50.2, lat: 40.4 };

for (const spelling of ["Cəbrayıl", "Jabrayil", "cebrayil", "Джебраил"]) {
    mapTest(`a place is found and answered as ${spelling}`, {}, async (page) => {
        await page.settled();
        const sentence = await ask(page, spelling);
        assert.match(await page.text("#answer-title"), /^Cəbrayıl/);
        assert.doesNotMatch(sentence, /\bsafe\b/i);
    });
}

for (const spelling of ["Jebrail", "Cebrayl", "Djabrail", "Cəbrayi", "Ҹәбрајыл"]) {
    mapTest(`a place is found in spite of mistakes and other alphabets: ${spelling}`, {}, async (page) => {
        await page.settled();
        await openTab(page, "check");
        await page.type(".check-ask input", spelling);
        const first = await page.until("a place is offered", () => document.querySelector(".check-hit bdi")?.innerText);
        assert.equal(first, "Cəbrayıl");
    });
}

mapTest("grid references and Plus Codes are places, and what they leave open is said", {}, async (page) => {
    await page.settled();
    await ask(page, "38S NJ 12345 78901");
    assert.match(await page.text(".answer-caveats"), /names a square.*up to 0\.5\sm/s);
    await page.until("the address has the middle of the square", () => /place=/.test(location.hash));
    const middle = await page.run(() => location.hash.match(/place=([^&]*)/)[1]);
    await ask(page, "38S 512345.5 4378901.5");
    await page.until("the address has the same place by UTM", (middle) => location.hash.includes(middle) || middle, middle);
    assert.match(await ask(page, "8HH52CWF+QW"), /./);
    assert.match(await page.text(".answer-caveats"), /names a square/);
    await page.type(".check-ask input", "2CWF+QW");
    await page.press(Key.ENTER);
    await page.until("the page says what a short code lacks", () => /short Plus Code/.test(document.querySelector(".toast-shown")?.innerText));
});

for (const [where, options] of [
    ["wide", { size: DESKTOP }],
    ["in Azerbaijani", { size: DESKTOP, query: "?lang=az" }],
    ["on a phone", { size: PHONE }],
    ["in the dark", { size: DESKTOP, dark: true }],
]) {
    mapTest(`the answer of a place is printed on one page: ${where}`, options, async (page) => {
        await page.settled();
        await ask(page, "39.99, 46.93");
        await page.until("the figures are there", () => document.querySelector(".answer-sources"));
        assert.equal(await printedPages(page), 1);
        const view = await page.call("getView");
        assert.ok(view.zoom > 0, "the map is as it was");
    });
}

mapTest("on paper the map is painted at its size there, and what is asked about is in its middle", {}, async (page) => {
    await page.settled();
    await ask(page, "39.99, 46.93");
    const before = await page.run(() => document.querySelector(".answer-pin").getAttribute("d"));
    await page.run(() => window.dispatchEvent(new Event("beforeprint")));
    await page.prefer({ print: true });
    const { width, height, canvas } = await page.run(() => {
        const { width, height } = document.getElementById("map-host").getBoundingClientRect();
        const { width: across, height: down } = document.querySelector("#map-host canvas");
        return { width, height, canvas: across / down };
    });
    assert.ok(Math.abs(canvas - width / height) < 0.01, `${canvas} against ${width} × ${height}`);
    const hues = await page.run(() => {
        const copy = document.querySelector(".map-paper");
        const { data } = copy.getContext("2d").getImageData(0, 0, copy.width, copy.height);
        return new Set(new Uint32Array(data.buffer)).size;
    });
    assert.ok(hues > 20, `the copy for paper has ${hues} hues`);
    const [, x, y] = await page.run(() => document.querySelector(".answer-pin").getAttribute("d").match(/^M([\d.]+) ([\d.]+)/));
    assert.ok(Math.abs(x - width / 2) < 1 && Math.abs(y - height / 2) < 1, `${x}, ${y}`);
    await page.prefer({});
    await page.run(() => window.dispatchEvent(new Event("afterprint")));
    assert.equal(await page.run(() => document.querySelector(".map-paper")), null);
    await page.until("the screen is as it was", (before) => document.querySelector(".answer-pin").getAttribute("d") === before, before);
});

const countQuestions = () => {
    window.questions = 0;
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (message, ...rest) {
        const bytes = message instanceof ArrayBuffer ? new Uint8Array(message) : message?.[0];
        const first = bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : bytes;
        if (first?.[0] === 13) window.questions += 1;
        return post.call(this, message, ...rest);
    };
};

mapTest("a link's question is asked at once, and again when the layers are there, not with each of them", { hash: "#place=39.4/47.028", before: countQuestions }, async (page) => {
    await page.settled();
    await page.until("the answer rests on all layers", () => {
        const said = document.querySelector(".answer-verdict")?.innerText;
        return said && !/cannot answer/.test(said);
    });
    const asked = await page.run(() => window.questions);
    assert.ok(asked >= 1 && asked <= 3, `${asked} questions for five layers`);
});

mapTest("inside a confirmed area is said first, then what limits it, then what to do, then the figures", {}, async (page) => {
    await page.settled();
    const [lng, lat] = insideOf(confirmed);
    const sentence = await ask(page, `${lat}, ${lng}`);
    assert.match(sentence, /inside a confirmed hazardous area/);
    const said = await page.text("#answer");
    const order = ["inside a confirmed", "What to do", "Nearest recorded areas", "Share of the circle", "Accidents within"];
    const places = order.map((part) => said.indexOf(part));
    assert.ok(places.every((place) => place >= 0), said);
    assert.deepEqual([...places].sort((first, second) => first - second), places);
    assert.match(said, /112/);
    assert.match(said, /as of|31 Dec 2025/i);
    await page.until("the circle is on the map", () => document.querySelector(".answer-ring")?.getAttribute("d"));
});

mapTest("the API gives the same answer for a place in every form, whatever the filters show", {}, async (page) => {
    await page.settled();
    const [lng, lat] = insideOf(confirmed);
    const plain = await page.call("assess", { lng, lat }, { radius_m: 1000 });
    assert.equal(plain.verdict, "inside_confirmed");
    assert.ok(plain.inside.some((zone) => zone.id === confirmed.properties.id || zone.id === confirmed.properties.name));
    assert.equal(plain.nearest.confirmed.distance_m, 0);
    await page.call("setFilter", { status: ["cleared"] });
    await page.call("setTime", { from: "2024-01-01", to: "2024-02-01" });
    const point = await page.call("assess", { type: "Point", coordinates: [lng, lat] }, { radius_m: 1000 });
    assert.deepEqual(point, plain);
    await assert.rejects(page.call("assess", { lng: 20, lat: 99 }), /no such place/);
    await assert.rejects(page.call("assess", { type: "Circle" }), { code: "bad_argument" });
});

mapTest("what is missing never makes an answer milder", {}, async (page) => {
    await page.settled();
    const whole = await page.call("assess", FAR_AWAY);
    assert.equal(whole.verdict, "no_recorded_hazard");
    await page.call("unload", "declared");
    const without = await page.call("assess", FAR_AWAY);
    assert.equal(without.verdict, "cannot_answer");
    assert.ok(without.caveats.some((caveat) => caveat.code === "layer_unloaded" && caveat.layer === "declared"));
    const [lng, lat] = insideOf(confirmed);
    assert.equal((await page.call("assess", { lng, lat })).verdict, "inside_confirmed", "a known hazard is still said");
});

mapTest("a map without contaminated areas cannot answer", { query: EMPTY }, async (page) => {
    const answer = await page.call("assess", FAR_AWAY);
    assert.equal(answer.verdict, "cannot_answer");
    assert.equal(answer.caveats[0].code, "no_contaminated_layer");
});

mapTest("an answer on the page follows the data", {}, async (page) => {
    await page.settled();
    await ask(page, `${FAR_AWAY.lat}, ${FAR_AWAY.lng}`);
    assert.match(await verdict(page), /not evidence of safety/);
    await page.call("unload", "contaminated");
    await page.until("the page says that it cannot answer", () => {
        return /cannot answer fully/.test(document.querySelector(".answer-verdict")?.innerText);
    });
    assert.match(await page.text(".answer-caveats"), /taken off the map/);
});

mapTest("many places come ranked, the worst first, with their own ids", {}, async (page) => {
    await page.settled();
    const [lng, lat] = insideOf(confirmed);
    const places = [
        { id: "far", ...FAR_AWAY },
        { id: 7, lng, lat },
        { id: "nowhere", lng: 0, lat: 91 },
    ];
    const table = await page.call("assessMany", places, { radius_m: 2000 });
    assert.deepEqual(table.map((row) => row.id), [7, "far", "nowhere"]);
    assert.deepEqual(table.map((row) => row.verdict), ["inside_confirmed", "no_recorded_hazard", null]);
    assert.ok(table[0].score > table[1].score);
});

mapTest("zones, accidents and shares may each have a circle of their own", {}, async (page) => {
    await page.settled();
    const [lng, lat] = insideOf(confirmed);
    const [small, large, ring] = [1000, 20_000, 2000];
    const several = await page.call("assess", { lng, lat }, { radius_m: ring, zones_m: small, incidents_m: large });
    const one = async (radius_m) => (await page.call("assess", { lng, lat }, { radius_m })).within;
    const { within } = several;
    assert.deepEqual([within.radius_m, within.zones_m, within.incidents_m], [ring, small, large]);
    assert.deepEqual(within.zones, (await one(small)).zones);
    assert.deepEqual(within.incidents, (await one(large)).incidents);
    assert.deepEqual(within.share, (await one(ring)).share);
    const around = await one(large);
    assert.ok(around.zones.confirmed > within.zones.confirmed && within.zones.confirmed >= 1);
    const [row] = await page.call("assessMany", [{ id: 1, lng, lat }], { radius_m: ring, zones_m: small, incidents_m: large });
    assert.deepEqual(row.within, within);
    await assert.rejects(page.call("assess", { lng, lat }, { zones_m: 0 }), { code: "bad_argument" });
});

mapTest("an area and a route are answered", {}, async (page) => {
    await page.settled();
    const area = await page.call("assess", confirmed.geometry);
    assert.equal(area.verdict, "inside_confirmed");
    assert.ok(area.within.share.confirmed > 0.99);
    const [lng, lat] = insideOf(confirmed);
    const line = { type: "LineString", coordinates: [[lng - 0.2, lat], [lng + 0.2, lat]] };
    const route = await page.call("assess", line, { width_m: 100 });
    assert.ok(route.hazards.length > 0);
    const ways = route.hazards.map((hazard) => hazard.along_m);
    assert.deepEqual([...ways].sort((first, second) => first - second), ways, "in the order of the way");
});

mapTest("a link carries the place, and closing the answer takes it out again", {}, async (page) => {
    await page.settled();
    await ask(page, "39.4, 47.028");
    await page.until("the address has the place", () => /place=39\.4\/47\.028/.test(location.hash));
    const said = await verdict(page);
    await page.reload();
    await page.settled();
    // Asked while the layers were still coming, and again when they were there.
    await page.until(
        "the answer is what it was",
        (said) => document.querySelector(".answer-verdict")?.innerText === said,
        said,
    );
    await page.click(".answer-head button");
    await page.until("the address has no place", () => !/place=/.test(location.hash));
});

mapTest("what is no place is said, and the field stays", {}, async (page) => {
    await page.settled();
    await openTab(page, "check");
    await page.type(".check-ask input", "Qwxyz, 999");
    await page.press(Key.ENTER);
    await page.until("the page says what it cannot read", () => {
        return /neither a known place nor coordinates/.test(document.body.innerText);
    });
});

mapTest("a place is chosen on the map", {}, async (page) => {
    await page.settled();
    await openTab(page, "check");
    await page.click(".draw-tools [aria-pressed='false']");
    const { x, y } = await page.spot([47.0, 39.6]);
    await page.clickAt(Math.round(x), Math.round(y));
    assert.ok(await verdict(page));
});

mapTest("a card leads to what is recorded around it", {}, async (page) => {
    await page.settled();
    await openTab(page, "records");
    await page.click(".record");
    await page.click("#card .button");
    assert.ok(await verdict(page));
    assert.equal(await page.run(() => document.getElementById("card")), null);
});

mapTest("on a phone in Azerbaijani the answer is in sight", { size: PHONE, query: "?lang=az" }, async (page) => {
    await page.settled();
    const sentence = await ask(page, "39.4, 47.02");
    assert.match(sentence, /məsafədə|içindədir|sübutu deyil/);
    assert.equal(await page.run(() => document.documentElement.scrollWidth <= innerWidth), true);
    const top = await page.run(() => document.querySelector(".answer-verdict").getBoundingClientRect().top);
    assert.ok(top < PHONE.height, `the verdict begins at ${top}`);
});
