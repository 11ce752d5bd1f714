// Large files: the page goes on while they are read, says how far they are, and stops when told to.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";
import { EMPTY, mapTest, openMap } from "./harness.mjs";
import { collection, makeLargeFile, zone } from "./made.mjs";
import { accountOf, openTab, panelSays } from "./panel.mjs";
import { decodePng } from "./pixels.mjs";

/** Begins to load the large file; what became of it is kept in `window.outcome`. */
function beginLoading(page) {
    return page.run(() => {
        window.outcome = null;
        window.hazardMap.load(window.largeFile).then(
            (report) => (window.outcome = { report }),
            (refusal) => (window.outcome = { refusal }),
        );
    });
}

mapTest("while a large file is read, the page answers", { query: EMPTY }, async (page, t) => {
    const features = await makeLargeFile(page, 20);
    await page.run(() => {
        window.longTasks = [];
        const observer = new PerformanceObserver((list) =>
            window.longTasks.push(...list.getEntries().map(({ duration }) => duration)),
        );
        observer.observe({ type: "longtask" });
    });
    await beginLoading(page);
    await page.click("#tab-data");
    const [selected, loading] = await page.run(() => [
        document.getElementById("tab-data").getAttribute("aria-selected"),
        window.outcome === null,
    ]);
    assert.deepEqual([selected, loading], ["true", true], "the tab opens while the file is still being read");
    assert.match(await page.text(".status-line"), /Still loading: large\.geojson/);
    const { lng } = await page.call("getView");
    await page.run(() => document.getElementById("map-host").focus());
    await page.press("\uE014"); // arrow right
    assert.ok((await page.call("getView")).lng > lng, "the map moves too");
    const { report } = await page.until("the file is read", () => window.outcome);
    assert.deepEqual([report.read, report.drawn], [features, features]);
    assert.equal((await accountOf(page, "large.geojson")).Drawn, features);
    await page.settled();
    const tasks = await page.run(() => window.longTasks.map(Math.round).sort((first, second) => second - first));
    t.diagnostic(
        `main-thread tasks over 50 ms while ${features} features loaded: ${tasks.length}, longest ${tasks.slice(0, 8).join(", ")} ms`,
    );
});

mapTest("a large file says how far it is, and can be stopped", { query: EMPTY }, async (page) => {
    await makeLargeFile(page, 24);
    await openTab(page, "data");
    await beginLoading(page);
    const { value, max, said } = await page.until("there is progress", () => {
        const bar = document.querySelector("#panel-body progress");
        const said = bar?.closest("li").innerText;
        return bar?.value > 0 && { value: bar.value, max: bar.max, said };
    });
    assert.ok(value <= max, `${value} of ${max}`);
    assert.match(said, /[\d.,]+\s[KM]B of [\d.,]+\sMB, [\d,]+ features?/);
    await page.click("[aria-label='Cancel loading large.geojson']");
    const { refusal } = await page.until("the load has ended", () => window.outcome);
    assert.equal(refusal.code, "cancelled");
    await panelSays(page, /Cancelled\. Nothing of it is on the map\./);
    assert.deepEqual(await page.call("layers"), []);
    await page.settled();
});

test("where a file lies is seen while it is still on its way", async () => {
    const places = Array.from({ length: 900 }, (_, index) => [46 + (index % 30) * 0.02, 39 + Math.floor(index / 30) * 0.02]);
    const text = JSON.stringify(collection(places.map((place, index) => zone(`Z${index}`, place, 0.0001))));
    let goOn;
    const server = createServer((request, answer) => {
        answer.writeHead(200, { "Content-Type": "application/json", "Access-Control-Allow-Origin": "*" });
        answer.write(text.slice(0, text.length / 2));
        goOn = () => answer.end(text.slice(text.length / 2));
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    try {
        const origin = `http://127.0.0.1:${server.address().port}`;
        const page = await openMap({ allow: [origin], query: EMPTY });
        const view = { lng: 46.29, lat: 39.29, zoom: 9 };
        await page.look(view);
        // Looked up each time: the map moves down when the mark of added data comes above it.
        const shown = async () => {
            const spots = [await page.spot(places[0]), await page.spot(places[899])];
            const picture = decodePng(await page.picture());
            return spots.map(({ x, y }) => {
                const [red, , blue] = picture.at(x, y);
                return red - blue > 60;
            });
        };
        assert.deepEqual(await shown(), [false, false], "there is nothing yet");
        await page.run((url) => {
            window.outcome = null;
            window.hazardMap.load(url, { role: "contaminated" }).then((report) => (window.outcome = { report }));
        }, `${origin}/zones.geojson`);
        for (let tries = 0; !(await shown())[0]; tries += 1) assert.ok(tries < 100, "the first zone is seen");
        assert.deepEqual(await shown(), [true, false], "the last one is still on its way");
        assert.deepEqual(await page.call("layers"), [], "and nothing is counted yet");
        assert.match(await page.text(), /Contains data not published by .*“zones\.geojson”/);
        assert.equal(await page.run(() => window.outcome), null);
        goOn();
        const { report } = await page.until("the file is read", () => window.outcome);
        assert.equal(report.drawn, 900);
        // The map has turned to the whole of it.
        await page.look(view);
        assert.deepEqual(await shown(), [true, true]);
        await page.call("unload", "zones");
        await page.settled();
        assert.deepEqual(await shown(), [false, false], "nothing of it stays");
        await page.assertUndisturbed();
    } finally {
        server.closeAllConnections();
        server.close();
    }
});
