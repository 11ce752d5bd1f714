// A map published by `cargo xtask publish`: below a sub-path of a plain server, changed, and without a network.

import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { EMPTY, mapTest } from "./harness.mjs";
import { collection, zone } from "./made.mjs";
import { newFolder, publish, serve } from "./published.mjs";

const HERE = [46.7, 39.5];
const FAR_AWAY = { lng: 47.9, lat: 40.4 };

function files(title, zones) {
    const about = { source: "A survey", licence: "CC0 1.0", as_of: "2026-01-01", stale_after_days: 36500 };
    const layers = [
        { url: "zones.geojson", role: "contaminated", ...about },
        { url: "done.geojson", role: "cleared", ...about },
    ];
    return {
        "map.json": { title, emergency: { phone: "112" }, layers },
        "zones.geojson": collection(zones),
        "done.geojson": collection([zone("C-1", [46.9, 39.5], 0.01, { status: "cleared" })]),
        "private.txt": "never published",
    };
}

const FIRST = files("The first map", [zone("Z-1", HERE, 0.01)]);
const SECOND = files("The second map", [zone("Z-1", HERE, 0.01), zone("Z-2", [46.8, 39.5], 0.01)]);

/** One published folder for the tests that do not change it. */
let ready;
function firstMap() {
    ready ??= (() => {
        const folder = newFolder();
        const said = publish(FIRST, join(folder, "region"), "--address=https://maps.example.org/region/");
        return { folder, said };
    })();
    return ready;
}

/** Opens a map of another server in the tab of a test. */
async function open(page, address) {
    page.welcome(new URL(address).origin);
    page.address = address;
    await page.go();
    await page.settled();
}

const rows = async (page) => Object.fromEntries((await page.call("layers")).map(({ id, rows }) => [id, rows]));

/** Waits until the browser keeps the version that the page names. */
function kept(page) {
    return page.until("the map is kept", async () => {
        const { version } = document.querySelector("meta[name=hazard-map-offline]").dataset;
        const name = `hazard-map ${new URL(".", location.href)} ${version}`;
        const { installing, waiting, active } = (await navigator.serviceWorker.getRegistration()) ?? {};
        const isAtRest = active?.state === "activated" && !installing && !waiting;
        return isAtRest && (await caches.has(name)) && Boolean(await (await caches.open(name)).match("./"));
    });
}

mapTest("a published folder opens its own map below any path, and holds nothing else", { query: EMPTY }, async (page) => {
    const { folder, said } = firstMap();
    assert.match(said, /left out, since map.json does not name it: private.txt/);
    const { address } = await serve(folder);
    await open(page, `${address}region/`);
    assert.deepEqual(await rows(page), { zones: 1, done: 1 });
    assert.equal(await page.run(() => document.title), "The first map");
    assert.equal((await page.call("assess", { lng: HERE[0], lat: HERE[1] })).verdict, "inside_confirmed");
    const names = readdirSync(join(folder, "region"), { recursive: true });
    assert.equal(names.some((name) => /private|demo/.test(name)), false);
    const frame = JSON.parse(readFileSync(join(folder, "region/oembed.json"), "utf8"));
    assert.equal(frame.type, "rich");
    assert.match(frame.html, /src="https:\/\/maps\.example\.org\/region\/\?embed=1"/);
});

mapTest("without a network the map opens with its data and answers", { query: EMPTY }, async (page) => {
    const { address, stop } = await serve(firstMap().folder);
    await open(page, `${address}region/`);
    await kept(page);
    await stop();
    assert.equal((await page.call("assess", FAR_AWAY)).verdict, "no_recorded_hazard", "the rest of the program is there");
    await page.reload();
    await page.settled();
    assert.deepEqual(await rows(page), { zones: 1, done: 1 });
    assert.match(await page.text(), /as of 1 Jan 2026 \(/);
    assert.equal((await page.call("assess", { lng: HERE[0], lat: HERE[1] })).verdict, "inside_confirmed");
    await page.go({ query: "?lang=az" });
    await page.settled();
    assert.deepEqual(await rows(page), { zones: 1, done: 1 });
});

mapTest("a new version replaces the kept one as a whole", { query: EMPTY }, async (page) => {
    const folder = newFolder();
    const out = join(folder, "region");
    publish(FIRST, out);
    const { address, stop } = await serve(folder);
    await open(page, `${address}region/`);
    await kept(page);
    publish(SECOND, out);
    await page.reload();
    await page.settled();
    assert.equal(await page.run(() => document.title), "The second map");
    assert.deepEqual(await rows(page), { zones: 2, done: 1 }, "whoever has a network sees what is published now");
    await kept(page);
    await stop();
    await page.reload();
    await page.settled();
    assert.equal(await page.run(() => document.title), "The second map");
    assert.deepEqual(await rows(page), { zones: 2, done: 1 });
    publish(SECOND, out, "--no-offline");
    const again = await serve(folder);
    await open(page, `${again.address}region/`);
    assert.equal(await page.run(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);
});

mapTest("a file that is not the published one is refused, and answers say so", { query: EMPTY }, async (page) => {
    const folder = newFolder();
    const out = join(folder, "region");
    publish(FIRST, out);
    const name = readdirSync(join(out, "data")).find((name) => /^zones-.*\.geojson$/.test(name));
    writeFileSync(join(out, "data", name), JSON.stringify(collection([zone("Z-9", [47.5, 39.9], 0.01)])));
    const { address } = await serve(folder);
    await open(page, `${address}region/`);
    assert.deepEqual(await rows(page), { done: 1 });
    await assert.rejects(page.call("report", "zones"), { code: "load_failed" });
    await page.click("#tab-data");
    const said = await page.text("#panel-body");
    assert.ok(said.includes(`the file ${name} is not the one that the map was published with`), said);
    assert.match(said, /Load the map again/);
    const answer = await page.call("assess", FAR_AWAY);
    assert.equal(answer.verdict, "cannot_answer");
    assert.ok(answer.caveats.some(({ layer }) => layer === "zones"), JSON.stringify(answer.caveats));
});
