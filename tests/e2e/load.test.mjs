// Files of one's own: dropped, chosen, by address, and through window.hazardMap.

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { EMPTY, mapTest } from "./harness.mjs";
import { accident, collection, file, zone } from "./made.mjs";
import { accountOf, openTab } from "./panel.mjs";
import { Key } from "./page.mjs";

const FIXTURES = fileURLToPath(new URL("../fixtures/", import.meta.url));
const fixture = (name) => `${FIXTURES}defects/${name}`;
const HERE = [46.7, 39.5];
const one = zone("A-1", HERE, 0.01);

/** Every legal form of GeoJSON, and how many features a reader must find in it. */
const FORMS = {
    "a feature collection": [collection([one, zone("A-2", [46.72, 39.5], 0.005)]), 2],
    "an empty collection": [collection([]), 0],
    "a single feature": [one, 1],
    "a bare geometry": [one.geometry, 1],
    "a collection with its features first": [{ features: [one], type: "FeatureCollection" }, 1],
    "foreign members and a bounding box": [
        {
            type: "FeatureCollection",
            name: "x",
            bbox: [46, 39, 47, 40],
            features: [{ ...one, bbox: [46, 39, 47, 40], more: [{}] }],
        },
        1,
    ],
    "a multipolygon": [
        {
            ...one,
            geometry: {
                type: "MultiPolygon",
                coordinates: [one.geometry.coordinates, zone("x", [46.75, 39.5], 0.01).geometry.coordinates],
            },
        },
        1,
    ],
    "a geometry collection": [{ ...one, geometry: { type: "GeometryCollection", geometries: [one.geometry] } }, 1],
    "a numeric id outside the properties": [{ ...one, id: 7, properties: { status: "suspected" } }, 1],
    "no properties at all": [{ ...one, properties: null }, 1],
    "escapes in its texts": [{ ...one, properties: { ...one.properties, name: '\u2028"\\ \u{1f4a3} Ağdam' } }, 1],
};

mapTest("every legal form of GeoJSON is read whole", { query: EMPTY }, async (page) => {
    for (const [form, [content, features]] of Object.entries(FORMS)) {
        const report = await page.load(file("form.geojson", content), { role: "contaminated", id: "form" });
        assert.deepEqual([report.read, report.drawn, report.skipped], [features, features, []], form);
        await page.call("unload", "form");
    }
});

mapTest("a file is read however it is packed and encoded", { query: EMPTY }, async (page) => {
    const wanted = { "packed.geojson.gz": 1, "lines.geojsonl": 2, "bom.geojson": 1, "utf16.geojson": 1 };
    for (const [name, features] of Object.entries(wanted)) {
        for (const report of [await page.load(fixture(name)), await page.call("load", `fixtures/defects/${name}`)]) {
            assert.deepEqual([report.read, report.drawn], [features, features], name);
            await page.call("unload", report.id);
        }
    }
    const table = await page.load(fixture("wkt.csv"));
    assert.deepEqual([table.read, table.drawn], [2, 1]);
    assert.deepEqual(
        table.skipped.map(({ reason, index }) => [reason, index]),
        [["broken_wkt", 1]],
    );
    const points = "id;lat;lon;killed;injured;date\nK-1;39,5;46,7;1;0;2021-03-04\nK-2;39,51;46,71;0;2;2021\n";
    const accidents = await page.load(file("accidents.csv", points), { role: "incidents" });
    assert.deepEqual([accidents.read, accidents.drawn], [2, 2]);
    assert.deepEqual((await page.call("counts")).casualties.killed, { sum: 1, of_incidents: 2 });
});

mapTest("dropped files are on the map, each with its account", { query: EMPTY }, async (page) => {
    await page.drop([fixture("null_geometry.geojson"), fixture("open_ring.geojson")]);
    await openTab(page, "data");
    for (const name of ["null_geometry.geojson", "open_ring.geojson"]) {
        const { text, ...account } = await accountOf(page, name);
        const report = await page.call("report", name.split(".")[0]);
        assert.equal(account.Read, report.read);
        assert.equal(account.Drawn, report.drawn);
        assert.equal(account["Set aside"], report.read - report.drawn);
    }
    assert.match((await accountOf(page, "null_geometry.geojson")).text, /2 features of this file are not on the map/);
    assert.match((await accountOf(page, "open_ring.geojson")).text, /Everything in the file is on the map/);
    assert.match(await page.text(".status-line"), /2 features of the files could not be put on the map/);
    assert.equal((await page.call("layers")).length, 2);
});

mapTest("several files can be chosen at once, and the map shows them", { query: EMPTY }, async (page) => {
    const before = await page.call("getView");
    await page.choose("input[type=file]", fixture("heights.geojson"), fixture("clockwise.geojson"), fixture("wkt.csv"));
    const layers = await page.until("the files are there", async () => {
        const layers = await window.hazardMap.layers();
        return layers.length === 3 && layers.map(({ title, added }) => `${title} ${added}`).sort();
    });
    assert.deepEqual(layers, ["clockwise.geojson true", "heights.geojson true", "wkt.csv true"]);
    await page.settled();
    assert.notDeepEqual(await page.call("getView"), before, "the view goes to what was loaded");
    const accept = await page.run(() => document.querySelector("input[type=file]").accept);
    for (const ending of [".geojson", ".json", ".geojsonl", ".csv", ".gz"]) {
        assert.ok(accept.split(",").includes(ending), `the picker offers ${ending}`);
    }
});

mapTest("a file loads by its address, and a wrong address is said to be one", { query: EMPTY }, async (page) => {
    await page.type("input[type=url]", `ftp://example.org/a.geojson${Key.ENTER}`);
    await page.until("the field says what is wrong", () =>
        /starts with https/.test(document.getElementById("add-wrong").innerText),
    );
    assert.equal(await page.run(() => document.querySelector("input[type=url]").ariaInvalid), "true");
    await page.run(() => (document.querySelector("input[type=url]").value = ""));
    await page.type("input[type=url]", Key.chord(Key.CONTROL, "a"));
    await page.type("input[type=url]", `${page.address}fixtures/defects/heights.geojson${Key.ENTER}`);
    await page.until("the layer is there", async () => (await window.hazardMap.layers()).length === 1);
    const [layer] = await page.call("layers");
    assert.equal(layer.title, "heights.geojson");
    await page.click("[aria-label='Remove heights.geojson from the map']");
    await page.until("the layer is gone", async () => (await window.hazardMap.layers()).length === 0);
});

mapTest("a page can load, ask and take away", { query: EMPTY }, async (page) => {
    await page.run(() => {
        window.heard = [];
        for (const type of ["load", "error"]) window.hazardMap.on(type, ({ id }) => window.heard.push(`${type} ${id}`));
    });
    const mine = file(
        "mine.geojson",
        collection([zone("Z-1", HERE, 0.01, { status: "suspected" }), accident("A-1", HERE, { status: null })]),
    );
    const report = await page.load(mine, { id: "mine", role: "contaminated", fields: { name: "id" } });
    assert.equal(report.id, "mine");
    assert.equal(report.read, report.drawn + report.skipped.reduce((sum, { count }) => sum + count, 0));
    await assert.rejects(page.call("load", "fixtures/no-such-file.geojson"), { code: "load_failed", message: /404/ });
    page.expectErrors(/404/);
    await assert.rejects(page.call("load", 7), { code: "bad_argument" });
    await assert.rejects(page.call("load", "x.geojson", { role: "arsenals" }), {
        code: "bad_argument",
        message: /arsenals/,
    });
    await assert.rejects(page.call("report", "nothing"), { code: "unknown_layer", message: /nothing/ });
    const second = await page.load(mine, { id: "mine", role: "contaminated" });
    assert.equal(second.id, "mine-2", "an id is never taken twice");
    assert.deepEqual(await page.run(() => window.heard), ["load mine", "error no-such-file", "load mine-2"]);
    await page.call("fitTo", "mine");
    const { lng, lat } = await page.call("getView");
    assert.ok(Math.hypot(lng - HERE[0], lat - HERE[1]) < 0.01);
    await page.call("unload", "mine");
    await page.call("unload", "mine-2");
    assert.deepEqual(await page.call("layers"), []);
});
