// A raster ground that the publisher offers and the reader chooses.

import assert from "node:assert/strict";
import { mapTest, openMap } from "./harness.mjs";
import { worldFromLngLat } from "./mercator.mjs";
import { colourDistance, decodePng, shareOf } from "./pixels.mjs";
import { startTiles } from "./tiles.mjs";
import { test } from "node:test";

const VIEW = { lng: 46.7, lat: 39.5, zoom: 9 };

/** Opens a map whose configuration, served beside the tiles, offers them as a ground. */
async function openWith(t, options, basemap = {}) {
    const tiles = await startTiles(t, {
        ...options,
        manifest: (template) => ({
            title: "Tiles",
            view: VIEW,
            basemaps: [
                {
                    id: "test",
                    title: "Test tiles",
                    url: template,
                    attribution: "© Test tile makers",
                    max_zoom: 18,
                    ...basemap,
                },
            ],
        }),
    });
    const page = await openMap({ allow: [tiles.origin], query: `?map=${encodeURIComponent(tiles.manifest)}` });
    await page.settled();
    return { page, tiles };
}

/** The tiles of 256 pixels that cover the map at a whole zoom. */
async function wantedTiles(page) {
    const view = await page.call("getView");
    const { width, height } = await page.mapBox();
    const z = Math.round(view.zoom) + 1;
    const [x, y] = worldFromLngLat([view.lng, view.lat]).map((value) => value * 2 ** z);
    const range = (middle, pixels) => {
        const [first, last] = [-1, 1].map((side) => Math.floor(middle + (side * pixels) / 2 / 256));
        return Array.from({ length: last - first + 1 }, (_, at) => first + at);
    };
    return range(x, width).flatMap((x) => range(y, height).map((y) => `${z}/${x}/${y}`));
}

/** What the tile at a spot must look like. */
const colourOf = (z, x, y) => [90 + ((x * 53) % 120), 90 + ((y * 71) % 120), 90 + ((z * 37) % 120)];

test("no tile is asked for before the reader chooses them", async (t) => {
    const { page, tiles } = await openWith(t, {});
    assert.deepEqual(tiles.asked, []);
    assert.doesNotMatch(await page.text(".margin"), /Test tile makers/);
    await page.assertUndisturbed();
});

test("the tiles in view are asked for, shown where they belong, and their makers named", async (t) => {
    const { page, tiles } = await openWith(t, {});
    await page.select("#panel-body select", "test");
    await page.until("their makers are named", () =>
        document.querySelector(".margin").innerText.includes("© Test tile makers"),
    );
    await page.settled();
    const asked = new Set(tiles.asked.map(({ z, x, y }) => `${z}/${x}/${y}`));
    for (const tile of await wantedTiles(page)) assert.ok(asked.has(tile), `${tile} was asked for`);
    const { z } = tiles.asked[0];
    assert.equal(z, 10, "256-pixel tiles of the zoom whose pixels fit");
    const picture = decodePng(await page.picture());
    const box = await page.mapBox();
    for (const [right, down] of [
        [0.55, 0.3],
        [0.8, 0.5],
        [0.6, 0.7],
    ]) {
        const spot = { x: box.x + box.width * right, y: box.y + box.height * down };
        const [x, y] = worldFromLngLat(await page.place(spot)).map((value) => Math.floor(value * 2 ** z));
        const shown = shareOf(
            { x: spot.x - 12, y: spot.y - 12, width: 24, height: 24 },
            (left, top) => colourDistance(picture.at(left, top), colourOf(z, x, y)) < 16,
        );
        assert.ok(
            shown > 0.5,
            `tile ${z}/${x}/${y} is at ${right}, ${down}: ${picture.at(spot.x, spot.y)} for ${colourOf(z, x, y)}`,
        );
    }
    assert.equal(
        tiles.asked.filter(
            ({ z, x, y }, at, all) => all.findIndex((other) => other.z === z && other.x === x && other.y === y) !== at,
        ).length,
        0,
        "none twice",
    );
    assert.ok(
        tiles.asked.every(({ referrer }) => referrer === `${new URL(page.address).origin}/`),
        "they learn the origin and no more",
    );
    await page.call("setView", { ...VIEW, zoom: 11 });
    await page.settled();
    assert.ok(
        tiles.asked.some(({ z }) => z === 12),
        "closer, finer tiles",
    );
    await page.select("#panel-body select", "");
    await page.until(
        "they are gone with their makers",
        () => !document.querySelector(".margin").innerText.includes("Test tile makers"),
    );
    await page.assertUndisturbed();
});

test("tiles that do not come leave paper, and the map goes on", async (t) => {
    const { page, tiles } = await openWith(t, { missing: (z, x) => x % 2 === 0 });
    page.expectErrors(/404/);
    await page.select("#panel-body select", "test");
    await page.until("tiles come", () => document.querySelector(".margin").innerText.includes("© Test tile makers"));
    await page.settled();
    assert.ok(tiles.asked.some(({ missing }) => missing) && tiles.asked.some(({ missing }) => !missing));
    assert.equal(await page.run(() => document.querySelector(".map-trouble")), null);
    await page.call("setView", { ...VIEW, lng: 46.9 });
    await page.settled();
    await page.assertUndisturbed();
});

mapTest("a map without such a ground does not speak of one", {}, async (page) => {
    assert.equal(
        await page.run(() =>
            [...document.querySelectorAll("#panel-body label")].some((label) => /Ground/.test(label.innerText)),
        ),
        false,
    );
});
