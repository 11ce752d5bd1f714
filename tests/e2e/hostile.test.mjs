// Data from strangers: whatever it holds is text.

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { EMPTY, mapTest } from "./harness.mjs";
import { collection, file, zone } from "./made.mjs";
import { openTab } from "./panel.mjs";

const HERE = [46.7, 39.5];
const ATTACK = '<img src=x onerror="window.executed = true"><script>window.executed = true</script>';

/** Notes every attempt to run something. */
const watch = () => {
    window.executed = false;
    for (const name of ["alert", "confirm", "prompt", "open"]) window[name] = () => (window.executed = true);
};

async function readCard(page) {
    await page.look({ lng: HERE[0], lat: HERE[1], zoom: 13 });
    const { x, y } = await page.spot(HERE);
    await page.clickAt(Math.round(x), Math.round(y));
    await page.find("h2#card-title");
    await page.run(() => document.querySelectorAll("#card details").forEach((details) => (details.open = true)));
    return page.text("#card");
}

async function assertHarmless(page) {
    const found = await page.run(() => ({
        executed: window.executed,
        polluted: {}.polluted ?? Object.prototype.polluted ?? null,
        pictures: document.querySelectorAll("#app img, #app script, #app iframe, #app object, #app embed").length,
        links: [...document.querySelectorAll("#app a[href]")]
            .map((link) => link.protocol)
            .filter((protocol) => !/^(https?|tel):$/.test(protocol)),
        handlers: [...document.querySelectorAll("#app *")].filter((element) =>
            [...element.attributes].some(({ name }) => /^on/i.test(name)),
        ).length,
    }));
    assert.deepEqual(found, { executed: false, polluted: null, pictures: 0, links: [], handlers: 0 });
}

mapTest(
    "markup, scripts and links of a script's kind stay text on the card",
    { query: EMPTY, before: watch },
    async (page) => {
        const properties = {
            name: ATTACK,
            operator: "javascript:window.executed=true",
            notes: "\u202Egnp.exe\u202C",
            link: "javascript:alert(1)",
            data: "data:text/html,<script>alert(1)</script>",
            spaced: " javascript:alert(1)",
            good: "https://example.org/report?a=1",
            "<b>key</b>": "value",
        };
        await page.load(file("attack.geojson", collection([zone("A-1", HERE, 0.01, properties)])), {
            role: "contaminated",
        });
        const said = await readCard(page);
        for (const text of [ATTACK, "javascript:window.executed=true", "data:text/html", "<b>key</b>"])
            assert.ok(said.includes(text), text);
        const links = await page.run(() =>
            [...document.querySelectorAll("#card a")].map(({ href, rel, target }) => ({ href, rel, target })),
        );
        assert.deepEqual(links, [{ href: properties.good, rel: "noopener noreferrer", target: "_blank" }]);
        const isolated = await page.run(() =>
            [...document.querySelectorAll("#card *")]
                .filter((element) => element.children.length === 0 && /\u202E/.test(element.textContent))
                .every((element) => element.closest("bdi")),
        );
        assert.equal(isolated, true, "what turns the reading direction turns only itself");
        await assertHarmless(page);
    },
);

mapTest("keys that are part of the language change nothing", { query: EMPTY, before: watch }, async (page) => {
    const text = `{"type":"FeatureCollection","features":[{"type":"Feature","geometry":${JSON.stringify(zone("x", HERE, 0.01).geometry)},
        "properties":{"id":"P-1","status":"confirmed","__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}},"toString":"no","hasOwnProperty":1}}]}`;
    const report = await page.load(file("keys.geojson", text), { role: "contaminated" });
    assert.deepEqual([report.read, report.drawn], [1, 1]);
    const said = await readCard(page);
    for (const key of ["__proto__", "constructor", "toString"]) assert.ok(said.includes(key), key);
    await assertHarmless(page);
});

mapTest("names of files, layers and places are text in every list", { query: EMPTY, before: watch }, async (page) => {
    const name = `<img src=x onerror="window.executed=true">.geojson`;
    await page.load(
        { ...file("x.geojson", collection([zone("A-1", HERE, 0.01, { name: ATTACK, admin1: ATTACK })])), name },
        { role: "contaminated", id: "<i>id</i>" },
    );
    await page.load(
        file(
            "village.geojson",
            collection([
                {
                    type: "Feature",
                    properties: { id: "S", name: `Village ${ATTACK}` },
                    geometry: { type: "Point", coordinates: HERE },
                },
            ]),
        ),
        { role: "settlements" },
    );
    await page.load({ ...file("x.geojson", "nothing"), name: `<b>${name}` }).catch(() => {});
    await page.look({ lng: HERE[0], lat: HERE[1], zoom: 13 });
    for (const tab of ["layers", "filters", "records", "data"]) {
        await openTab(page, tab);
        await page.run(() =>
            document.querySelectorAll("#panel-body details").forEach((details) => (details.open = true)),
        );
        await page.settled();
        await assertHarmless(page);
    }
    await page.type("[role=combobox]", "Village");
    await page.until("the village is offered", () => document.querySelector("[role=option]"));
    assert.match(await page.text("[role=listbox]"), /<img/);
    await assertHarmless(page);
});

mapTest(
    "the fixture of hostile strings is read, and shows its strings",
    { query: EMPTY, before: watch },
    async (page) => {
        await page.drop([fileURLToPath(new URL("../fixtures/defects/hostile.geojson", import.meta.url))]);
        await page.until("it is there", async () => (await window.hazardMap.layers()).length === 1);
        await page.settled();
        await page.look({ lng: 46.705, lat: 39.505, zoom: 14 });
        const { x, y } = await page.spot([46.705, 39.505]);
        await page.clickAt(Math.round(x), Math.round(y));
        assert.equal(await (await page.find("h2#card-title")).getText(), "<img src=x onerror=alert(1)>");
        await assertHarmless(page);
    },
);

mapTest(
    "an address with markup in it shows the map and no markup",
    { query: "?map=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&lang=%3Cb%3E", before: watch },
    async (page) => {
        page.expectErrors(/404/);
        await page.until("the page says that there is no such map", () => document.querySelector(".map-trouble"));
        await assertHarmless(page);
    },
);
