// Broken files beside good ones, a broken configuration, and a reader that dies.

import assert from "node:assert/strict";
import { accidents, zones } from "./demo.mjs";
import { EMPTY, mapTest } from "./harness.mjs";
import { collection, file, makeLargeFile, zone } from "./made.mjs";
import { accountOf, openTab, panelSays } from "./panel.mjs";

/** What the Data tab says of a source. */
function saidOf(page, name) {
    return page.until(
        `something is said of ${name}`,
        (name) => {
            const source = [...document.querySelectorAll("#panel-body li")].find(
                (item) => item.querySelector("h2")?.innerText === name,
            );
            return source && !source.querySelector("progress") && source.innerText;
        },
        name,
    );
}

mapTest(
    "a good file is on the map, whatever stands beside it",
    { query: "?map=fixtures/maps/broken.json" },
    async (page) => {
        page.expectErrors(/404/);
        await page.settled();
        assert.deepEqual(
            (await page.call("layers")).map(({ id }) => id),
            ["good", "cut"],
        );
        assert.equal((await page.call("report", "good")).drawn, 1);
        assert.match(
            await page.text("#panel"),
            /3 sources could not be loaded. What they hold is missing from the map/,
        );
        assert.match(await page.text(".status-line"), /3 sources could not be loaded/);
        assert.match(await page.text("#tab-data"), /4/);
        await page.click("#panel-body .alert button");
        assert.match(
            await saidOf(page, "page"),
            /Could not be loaded.*“page” was not loaded.*web page.*Open the address in the browser/is,
        );
        assert.match(await saidOf(page, "metres"), /“metres” was not loaded.*Export the layer as WGS 84/is);
        assert.match(await saidOf(page, "gone"), /“gone” was not loaded.*status 404.*Check the address/is);
        assert.match(await saidOf(page, "cut"), /cut short|breaks off|ends in the middle|incomplete/i);
        assert.equal((await accountOf(page, "good")).Drawn, 1);
        for (const id of ["page", "metres", "gone"])
            await assert.rejects(page.call("report", id), { code: "load_failed" });
    },
);

mapTest("a broken file that is dropped beside a good one can be put away", { query: EMPTY }, async (page) => {
    await page.drop([
        file("bad.geojson", "this is no data"),
        file("good.geojson", collection([zone("A", [46.7, 39.5], 0.01)])),
    ]);
    await page.until("the good one is there", async () => (await window.hazardMap.layers()).length === 1);
    await openTab(page, "data");
    const said = await saidOf(page, "bad.geojson");
    assert.match(said, /“bad\.geojson” was not loaded: .{20,}/);
    assert.doesNotMatch(said, /undefined|panic|\{|unwrap/);
    await page.run(() =>
        [...document.querySelectorAll("#panel-body li button")]
            .find((button) => /Remove from the list/.test(button.innerText))
            .click(),
    );
    await page.until("it is gone", () => !document.getElementById("panel").innerText.includes("bad.geojson"));
    assert.equal((await page.call("layers")).length, 1);
});

mapTest(
    "a file in metres is refused in words, and one with swapped axes is mended and said",
    { query: EMPTY },
    async (page) => {
        const metres = zone("M", [4_600_000, 450_000], 1_000);
        await assert.rejects(page.load(file("metres.geojson", collection([metres])), { role: "contaminated" }), {
            code: "load_failed",
            message: /metres\.geojson.*WGS 84/s,
        });
        const report = await page.call("load", "fixtures/defects/latitude_first.geojson");
        assert.equal(report.drawn, 3);
        await openTab(page, "data");
        await panelSays(page, /latitude/);
    },
);

mapTest(
    "a configuration that cannot be read leaves a page that opens files",
    { query: "?map=fixtures/defects/web_page.geojson" },
    async (page) => {
        await page.until("the page says so", () =>
            /configuration.*could not be read/.test(document.querySelector(".map-trouble")?.innerText ?? ""),
        );
        await page.load(file("mine.geojson", collection([zone("A", [46.7, 39.5], 0.01)])));
        assert.equal((await page.call("layers")).length, 1);
    },
);

/** Keeps the page's workers within reach, to end them as a browser short of memory does. */
const keepWorkers = () => {
    window.workers = [];
    const Real = Worker;
    window.Worker = class extends Real {
        constructor(...values) {
            super(...values);
            window.workers.push(this);
        }
    };
};

const endWorker = () => {
    const worker = window.workers.at(-1);
    worker.terminate();
    worker.dispatchEvent(new ErrorEvent("error", { message: "out of memory", cancelable: true }));
};

mapTest("a reader that dies is replaced, and everything is read again", { before: keepWorkers }, async (page) => {
    page.expectErrors(/worker died/);
    await page.settled();
    await page.run(endWorker);
    await page.until("another one works", () => window.workers.length === 2);
    await page.until(
        "all is back",
        async (wanted) => {
            const { zones, incidents } = await window.hazardMap.counts();
            return zones.shown === wanted[0] && incidents.shown === wanted[1];
        },
        [zones.length, accidents.length],
    );
    await page.settled();
    await openTab(page, "records");
    await page.until("it answers", () => document.querySelectorAll(".records button").length > 10);
});

mapTest(
    "the file that killed the reader is named, the others stay",
    { query: EMPTY, before: keepWorkers },
    async (page) => {
        page.expectErrors(/worker died/);
        await page.load(file("good.geojson", collection([zone("A", [46.7, 39.5], 0.01)])));
        await makeLargeFile(page, 12);
        await page.run(() => {
            window.outcome = null;
            window.hazardMap.load(window.largeFile).catch((refusal) => (window.outcome = refusal));
        });
        await openTab(page, "data");
        await page.until("it is being read", () => document.querySelector("#panel-body progress")?.value > 0);
        await page.run(endWorker);
        const { code, message } = await page.until("the load failed", () => window.outcome);
        assert.equal(code, "load_failed");
        assert.match(message, /The reader broke down while it read “large\.geojson”/);
        await page.until(
            "the other file is back",
            async () =>
                (await window.hazardMap.layers()).length === 1 && (await window.hazardMap.counts()).zones.shown === 1,
        );
        assert.equal((await page.call("report", "good")).drawn, 1);
    },
);
