// Files and configurations that are made to do harm: each is refused in words or set aside, and the page goes on.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { gzipSync } from "node:zlib";
import { EMPTY, mapTest, openMap } from "./harness.mjs";
import { collection, file, makeLargeFile, zone } from "./made.mjs";
import { openTab } from "./panel.mjs";
import { makeFile } from "./server.mjs";

const HERE = [46.7, 39.5];
const GOOD = JSON.stringify(zone("GOOD", HERE, 0.01));
const LEVELS = 100_000;

/** The page moves, answers and paints. */
async function assertAlive(page) {
    const began = Date.now();
    await page.look({ lng: HERE[0], lat: HERE[1], zoom: 13 });
    await page.run(() => new Promise((done) => requestAnimationFrame(() => done(true))));
    assert.ok(Date.now() - began < 10_000, "it is quick about it");
}

const features = (...more) => `{"type":"FeatureCollection","features":[${[GOOD, ...more].join(",")}]}`;

async function refused(page, parcel, message) {
    await assert.rejects(page.load(parcel, { role: "contaminated" }), { code: "load_failed", message });
    await assertAlive(page);
}

mapTest("texts of ten million letters are shown shortened", { query: EMPTY }, async (page) => {
    // Made in the page: carrying it there takes longer than reading it.
    const drawn = await page.run(async (feature) => {
        const long = "x".repeat(10_000_000);
        Object.assign(feature.properties, { name: long, admin1: long, notes: long, [long.slice(0, 100_000)]: 1 });
        const text = JSON.stringify({ type: "FeatureCollection", features: [feature] });
        const report = await window.hazardMap.load(new File([text], "long.geojson"), { role: "contaminated" });
        return report.drawn;
    }, zone("L", HERE, 0.01));
    assert.equal(drawn, 1);
    await assertAlive(page);
    for (const tab of ["filters", "records", "data"]) await openTab(page, tab);
    const { x, y } = await page.spot(HERE);
    await page.clickAt(Math.round(x), Math.round(y));
    await page.find("h2#card-title");
    await page.run(() => document.querySelectorAll("#card details").forEach((details) => (details.open = true)));
    const letters = await page.run(() => document.getElementById("app").textContent.length);
    assert.ok(letters < 500_000, `${letters} letters on the page`);
    assert.match(await page.text("#card"), /… \(\+9\d{6}\)/);
    await assertAlive(page);
});

mapTest("a hundred thousand levels in a file cost the feature that has them", { query: EMPTY }, async (page) => {
    const nested = (open, close) => open.repeat(LEVELS) + "1" + close.repeat(LEVELS);
    const parts = [
        `{"type":"Feature","properties":{"deep":${nested("[", "]")}},"geometry":{"type":"Point","coordinates":[46.7,39.5]}}`,
        `{"type":"Feature","properties":{"deep":${nested('{"a":', "}")}},"geometry":null}`,
        `{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":${nested("[", "]")}}}`,
        `{"type":"Feature","properties":{},"geometry":${nested('{"type":"GeometryCollection","geometries":[', "]}")}}`,
    ];
    const report = await page.load(file("deep.geojson", features(...parts)), { role: "contaminated" });
    const skipped = report.skipped.reduce((sum, { count }) => sum + count, 0);
    assert.equal(report.read, 5);
    assert.equal(report.drawn + skipped, 5);
    assert.ok(report.drawn >= 1);
    await assertAlive(page);
});

mapTest("what is no number is set aside or told, and draws nothing", { query: EMPTY }, async (page) => {
    const point = (coordinates, properties = "{}") =>
        `{"type":"Feature","properties":${properties},"geometry":{"type":"Point","coordinates":${coordinates}}}`;
    const report = await page.load(
        file(
            "numbers.geojson",
            features(
                point("[NaN,39.5]"),
                point("[Infinity,-Infinity]"),
                point("[1e999,39.5]"),
                point("[46.7,-1e999]"),
                point("[46.7,39.5]", '{"area_m2":1e999,"reliability":NaN,"clearance_depth_m":-Infinity}'),
            ),
        ),
        { role: "contaminated" },
    );
    assert.deepEqual([report.read, report.drawn], [6, 2]);
    const answer = await page.call("assess", { lng: HERE[0], lat: HERE[1] }, { radius_m: 500 });
    assert.equal(answer.verdict, "inside_confirmed");
    await assert.rejects(page.run(() => window.hazardMap.assess({ lng: NaN, lat: Infinity }, {})));
    await assertAlive(page);
});

mapTest("files that grow without end when they are unpacked are refused", { query: EMPTY }, async (page) => {
    const bomb = gzipSync(Buffer.alloc(200_000_000, " "));
    assert.ok(bomb.length < 1_000_000);
    await refused(page, { name: "bomb.geojson.gz", bytes: bomb }, /grows more than two hundred times.*Unpack it/s);
    const zip = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), Buffer.alloc(1_000)]);
    await refused(page, { name: "bomb.zip", bytes: zip }, /zip/);
    const good = await page.load({ name: "good.geojson.gz", bytes: gzipSync(features()) }, { role: "contaminated" });
    assert.equal(good.drawn, 1);
});

for (const [limits, megabytes, message] of [
    [{ file_mb: 1 }, 2, /longer than the 1 MB/],
    [{ features: 100 }, 2, /more than the 100 features/],
    [{ memory_mb: 1 }, 12, /needs more memory than the 1 MB/],
    [{ seconds: 1 }, 250, /took longer than the 1 seconds/],
]) {
    const name = Object.keys(limits)[0];
    mapTest(
        `a publisher sets the limit of ${name}, and a file beyond it is refused`,
        { query: `?map=${makeFile(`limit-${name}.json`, { limits })}` },
        async (page) => {
            await makeLargeFile(page, megabytes);
            const said = await page.run(() => window.hazardMap.load(window.largeFile).then(String, (why) => why.message));
            assert.match(said, message);
            await assertAlive(page);
            assert.equal((await page.load(file("good.geojson", collection([zone("A", HERE, 0.01)])))).drawn, 1);
        },
    );
}

const layers = (count) => `{"layers":[${Array(count).fill('{"url":"a.geojson"}').join(",")}]}`;

for (const [name, text, message] of [
    ["levels", "[".repeat(LEVELS), /could not be read/],
    ["levels in an object", '{"a":'.repeat(LEVELS) + "1" + "}".repeat(LEVELS), /could not be read/],
    ["a million layers", layers(1_000_000), /longer than 5 MB/],
    ["a text of ten million letters", JSON.stringify({ title: "x".repeat(10_000_000) }), /longer than 5 MB/],
    ["numbers that are none", '{"view":{"lng":1e999,"lat":NaN,"zoom":1}}', /could not be read/],
]) {
    mapTest(
        `a configuration of ${name} is refused in words`,
        { query: `?map=${makeFile(`${name.replace(/\W/g, "-")}.json`, text)}` },
        async (page) => {
            const said = await page.until("the page says so", () => document.querySelector(".map-trouble")?.innerText);
            assert.match(said, message);
            assert.ok(said.length < 1_000, said);
            await assertAlive(page);
        },
    );
}

mapTest(
    "keys that are part of the language do nothing in a configuration, and names in it are text",
    {
        query: `?map=${makeFile(
            "keys.json",
            '{"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}},"title":"<img src=x onerror=alert(1)>","publisher":"<b>x</b>","publisher_url":"javascript:alert(1)","theme":{"__proto__":{"accent":"#fff"},"font":"x;}body{display:none}"}}',
        )}`,
    },
    async (page) => {
        await page.settled();
        assert.equal(await page.text("h1"), "<img src=x onerror=alert(1)>");
        assert.equal(await page.text(".publisher"), "Published by <b>x</b>");
        const found = await page.run(() => ({
            polluted: {}.polluted ?? null,
            links: [...document.querySelectorAll("#app a[href]")].filter(({ protocol }) => !/^https?:$/.test(protocol)).length,
            markup: document.querySelectorAll("#app h1 img, #app .publisher b").length,
        }));
        assert.deepEqual(found, { polluted: null, links: 0, markup: 0 });
        await assertAlive(page);
    },
);

mapTest("a flood of calls, long arguments and deep ones leave the page usable", { query: EMPTY }, async (page) => {
    const outcome = await page.run(async (levels) => {
        let deep = 1;
        for (let level = 0; level < levels; level += 1) deep = [deep];
        const outcomes = await Promise.allSettled([
            hazardMap.assess({ type: "Polygon", coordinates: deep }, {}),
            hazardMap.setFilter({ text: "x".repeat(10_000_000) }),
            hazardMap.setFilter(deep),
            hazardMap.load("x".repeat(1_000_000), { id: "y".repeat(1_000_000), fields: deep }),
            ...Array.from({ length: 2_000 }, () => hazardMap.setView({ lng: 46.7, lat: 39.5, zoom: 9 })),
        ]);
        await hazardMap.setFilter({});
        return outcomes.slice(0, 4).map(({ status, reason }) => reason?.code ?? status);
    }, LEVELS);
    assert.equal(outcome[0], "bad_argument");
    assert.equal(outcome[2], "bad_argument");
    assert.equal(outcome[3], "bad_argument");
    await assertAlive(page);
});

mapTest("a configuration without end is given up while it arrives", { query: EMPTY }, async (page) => {
    let sent = 0;
    let gone = false;
    const part = Buffer.alloc(100_000, " ");
    const server = createServer((request, answer) => {
        answer.writeHead(200, { "Content-Type": "application/json", "Access-Control-Allow-Origin": "*" });
        answer.on("close", () => (gone = true));
        const send = () => {
            if (gone) return;
            sent += part.length;
            if (answer.write(part)) setImmediate(send);
            else answer.once("drain", send);
        };
        send();
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    try {
        const endless = `http://127.0.0.1:${server.address().port}`;
        const own = { allowed_origins: [endless] };
        const trusting = await openMap({ allow: [endless], own, query: `?map=${encodeURIComponent(`${endless}/map.json`)}` });
        const said = await trusting.until("the page says so", () => document.querySelector(".map-trouble")?.innerText);
        assert.match(said, /longer than 5 MB/);
        await trusting.until("the rest is not waited for", () => window.hazardMap.settled().then(() => true));
        assert.ok(gone, "the connection is given up");
        assert.ok(sent < 50_000_000, `${sent} bytes were sent`);
        await assertAlive(trusting);
        await trusting.assertUndisturbed();
    } finally {
        server.close();
        server.closeAllConnections();
    }
});
