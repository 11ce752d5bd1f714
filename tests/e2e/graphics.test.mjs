// When the graphics go: lost and restored, drawn without WebGL, or not drawn at all.

import assert from "node:assert/strict";
import { accidents, zones } from "./demo.mjs";
import { mapTest } from "./harness.mjs";
import { openTab } from "./panel.mjs";
import { colourDistance, decodePng, shareChanged, shareOf } from "./pixels.mjs";

const CONFIRMED = [0xc5, 0x32, 0x1e];
const red = (picture, box) => shareOf(box, (x, y) => colourDistance(picture.at(x, y), CONFIRMED) < 24);

mapTest("a lost context comes back with the same picture", {}, async (page) => {
    await page.settled();
    await page.hoverAt(700, 20);
    await page.settled();
    const before = decodePng(await page.picture());
    const box = await page.mapBox();
    assert.equal(await page.loseContext(), true);
    await page.call("setFilter", { status: ["confirmed"] });
    await page.call("setFilter", {});
    await page.restoreContext();
    await page.until(
        "the context is back",
        () => !document.querySelector("#map-host canvas").getContext("webgl2").isContextLost(),
    );
    await page.settled();
    const after = decodePng(await page.picture());
    assert.ok(red(before, box) > 0.0005);
    assert.ok(shareChanged(before, after, box) < 0.001, `${shareChanged(before, after, box)} of the map differs`);
});

mapTest("it can be lost twice, and what comes meanwhile is drawn", {}, async (page) => {
    await page.settled();
    for (let time = 0; time < 2; time += 1) {
        await page.loseContext();
        await page.look({ lng: 46.95, lat: 39.72, zoom: 9 + time });
        await page.restoreContext();
        await page.settled();
        assert.ok(red(decodePng(await page.picture()), await page.mapBox()) > 0.0005, `time ${time}`);
    }
});

mapTest("without WebGL the map is drawn all the same, and the page says so", { webgl: false }, async (page) => {
    await page.settled();
    assert.equal(await page.run(() => document.createElement("canvas").getContext("webgl2")), null);
    const box = await page.mapBox();
    assert.ok(red(decodePng(await page.picture()), box) > 0.0005, "confirmed areas are on the map");
    assert.match(await page.text(".toast"), /without WebGL/);
    const counts = await page.call("counts");
    assert.deepEqual([counts.zones.shown, counts.incidents.shown], [zones.length, accidents.length]);
    const before = decodePng(await page.picture());
    await page.call("setFilter", { status: ["cleared"] });
    await page.settled();
    const after = decodePng(await page.picture());
    assert.ok(red(after, box) < red(before, box) / 2, "the filter holds here too");
});

const nothingToDrawWith = () => {
    HTMLCanvasElement.prototype.getContext = () => null;
    if (window.OffscreenCanvas) OffscreenCanvas.prototype.getContext = () => null;
};

mapTest(
    "with nothing to draw with, the list works and the page says why",
    { before: nothingToDrawWith },
    async (page) => {
        await page.until("the page says so", () =>
            /cannot draw the map/.test(document.querySelector("[role=alert].map-trouble")?.innerText ?? ""),
        );
        await page.settled();
        assert.equal((await page.call("counts")).zones.shown, zones.length);
        await openTab(page, "records");
        await page.until("the list is there", () => document.querySelectorAll(".records button").length > 10);
        await page.click(".records button");
        await page.find("h2#card-title");
    },
);

mapTest("a lost context that stays lost is said to be so, and the list goes on", {}, async (page) => {
    await page.settled();
    await page.loseContext();
    await openTab(page, "records");
    await page.look({ lng: 46.95, lat: 39.72, zoom: 10 });
    await page.until("the list is there", () => document.querySelectorAll(".records button").length > 10);
    assert.equal((await page.call("counts")).zones.shown, zones.length);
});
