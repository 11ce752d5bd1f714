// The address says what is shown: a copied link, a reload and the back button agree.

import assert from "node:assert/strict";
import { insideOf, zones } from "./demo.mjs";
import { mapTest, openMap } from "./harness.mjs";

const zone = zones.find(({ properties }) => properties.status === "confirmed");

/** Everything that a link carries, as the map tells it. */
async function shown(page) {
    await page.settled();
    const view = await page.call("getView");
    const layers = await page.call("layers");
    const { zones, incidents } = await page.call("counts");
    const title = await page.until("a card is open", () => document.querySelector("h2#card-title")?.innerText);
    return {
        view: [view.lng.toFixed(5), view.lat.toFixed(5), view.zoom.toFixed(2)],
        filter: await page.call("getFilter"),
        hidden: layers.filter(({ visible }) => !visible).map(({ id }) => id),
        counts: [zones.shown, incidents.shown],
        from: await page.run(() => document.querySelector("[aria-label='From']").value),
        to: await page.run(() => document.querySelector("[aria-label='To']").value),
        title,
    };
}

mapTest("view, filter, dates, hidden layers and the open card come back by link and by reload", {}, async (page) => {
    await page.settled();
    const [lng, lat] = insideOf(zone);
    await page.call("setFilter", { status: ["confirmed", "suspected"], text: "a b&=#ə" });
    await page.call("setFilter", { status: ["confirmed", "suspected"] });
    await page.call("setTime", { from: "2015-02-03", to: "2025-01-01" });
    await page.click("[aria-label='Show Minefield records on the map']");
    await page.look({ lng, lat, zoom: 14.25 });
    const { x, y } = await page.spot([lng, lat]);
    await page.clickAt(Math.round(x), Math.round(y));
    await page.find("h2#card-title");
    const hash = await page.until(
        "the address has it all",
        () => /status=.*from=.*to=.*hide=declared.*select=/.test(location.hash) && location.hash,
    );
    const before = await shown(page);
    assert.deepEqual(before.hidden, ["declared"]);
    assert.deepEqual([before.from, before.to], ["2015-02-03", "2024-12-31"]);
    await page.reload();
    assert.deepEqual(await shown(page), before);
    const other = await openMap({ hash });
    assert.deepEqual(await shown(other), before);
    await other.assertUndisturbed();
});

mapTest("back and forward go through filters and dates, not through every movement", {}, async (page) => {
    await page.settled();
    const start = await page.run(() => history.length);
    await page.call("setFilter", { status: ["confirmed"] });
    await page.until("the address has the filter", () => /status=confirmed/.test(location.hash));
    await page.look({ lng: 46.8, lat: 39.6, zoom: 10 });
    await page.until("the address has the view", () => /map=10\//.test(location.hash));
    await page.call("setTime", { from: "2020-01-01", to: null });
    await page.until("the address has the day", () => /from=2020-01-01/.test(location.hash));
    assert.equal(await page.run(() => history.length), start + 2);
    await page.run(() => history.back());
    await page.until(
        "the day is gone",
        async () => !/from=/.test(location.hash) && (await window.hazardMap.counts()).incidents.hidden === 0,
    );
    assert.deepEqual(await page.call("getFilter"), { status: ["confirmed"] });
    await page.run(() => history.back());
    await page.until("the filter is gone", async () => JSON.stringify(await window.hazardMap.getFilter()) === "{}");
    await page.run(() => history.forward());
    await page.until(
        "the filter is back",
        async () => JSON.stringify(await window.hazardMap.getFilter()) === '{"status":["confirmed"]}',
    );
});

mapTest(
    "a link that makes no sense shows the map as it is",
    { hash: "#map=x/y&status=%ZZ,<b>,confirmed&from=2020-99-99&hide=%00&select=/&=&__proto__=1" },
    async (page) => {
        await page.settled();
        assert.deepEqual(await page.call("getFilter"), { status: ["confirmed"] });
        assert.equal((await page.call("layers")).length, 5);
        assert.equal(await page.run(() => ({}).polluted), null);
    },
);

mapTest("a page can be told of the view as it moves", {}, async (page) => {
    await page.run(() => {
        window.heard = [];
        window.stop = window.hazardMap.on("view", (view) => window.heard.push(view));
    });
    await page.look({ lng: 46.5, lat: 39.5, zoom: 11 });
    await page.until("the view is told", () => window.heard.some(({ zoom }) => zoom === 11));
    await page.run(() => window.stop());
    const told = await page.run(() => window.heard.length);
    await page.look({ lng: 46.6, lat: 39.5, zoom: 12 });
    await page.until("the address follows", () => /map=12\//.test(location.hash));
    assert.equal(await page.run(() => window.heard.length), told, "not after it stopped to listen");
});

mapTest("a record that a link names by its row is named by its id from then on", { hash: "#select=contaminated/@3" }, async (page) => {
    await page.settled();
    const { id } = zones.filter(({ layer }) => layer === "contaminated")[3].properties;
    await page.until("the address has the id", (id) => location.hash.includes(`select=contaminated/${id}`), id);
    await page.reload();
    await page.settled();
    await page.until("its card is open again", () => document.getElementById("card"));
});
