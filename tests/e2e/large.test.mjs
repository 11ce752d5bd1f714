// Large files: the page goes on while they are read, says how far they are, and stops when told to.

import assert from "node:assert/strict";
import { EMPTY, mapTest } from "./harness.mjs";
import { makeLargeFile } from "./made.mjs";
import { accountOf, openTab, panelSays } from "./panel.mjs";

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
