// The map under the hand: what is held stays held, what is far away stays exact.

import assert from "node:assert/strict";
import { EMPTY, assertClose, mapTest } from "./harness.mjs";
import { collection, file, zone } from "./made.mjs";
import { colourDistance, decodePng, shareOf } from "./pixels.mjs";
import { Key } from "./page.mjs";

/** A spot of the map, by its share of width and height, in whole pixels. */
async function spotAt(page, right, down) {
    const { x, y, width, height } = await page.mapBox();
    return { x: Math.round(x + width * right), y: Math.round(y + height * down) };
}

/** Waits until the view no longer changes from one frame to the next, and gives it. */
function rest(page) {
    return page.until("the map is at rest", async () => {
        const frames = (count) =>
            new Promise((done) => {
                const next = () => (count-- > 0 ? requestAnimationFrame(next) : done());
                next();
            });
        const before = JSON.stringify(await window.hazardMap.getView());
        await frames(4);
        const after = await window.hazardMap.getView();
        return JSON.stringify(after) === before && after;
    });
}

mapTest("a drag holds the place under the pointer", { query: EMPTY, reduced: true }, async (page) => {
    const [from, to] = [await spotAt(page, 0.6, 0.4), await spotAt(page, 0.75, 0.65)];
    const held = await page.place(from);
    await page.drag(from, to);
    const now = await page.spot(held);
    assertClose(now.x, to.x, 1, "x");
    assertClose(now.y, to.y, 1, "y");
});

mapTest("the wheel zooms about the pointer", { query: EMPTY, reduced: true }, async (page) => {
    const at = await spotAt(page, 0.8, 0.3);
    const held = await page.place(at);
    for (const delta of [-300, -300, 450]) {
        const before = await page.call("getView");
        await page.wheel(at.x, at.y, delta);
        await page.until(
            "it zoomed",
            async (zoom) => Math.abs((await window.hazardMap.getView()).zoom - zoom) > 0.2,
            before.zoom,
        );
        const { zoom } = await rest(page);
        assert.equal(Math.sign(zoom - before.zoom), -Math.sign(delta));
        const now = await page.spot(held);
        assertClose(now.x, at.x, 1, "x");
        assertClose(now.y, at.y, 1, "y");
    }
});

mapTest("a double click comes one level closer, about the pointer", { query: EMPTY }, async (page) => {
    const at = await spotAt(page, 0.7, 0.35);
    const held = await page.place(at);
    const { zoom } = await page.call("getView");
    await page.driver
        .actions()
        .move({ ...at, origin: "viewport" })
        .doubleClick()
        .perform();
    await page.until(
        "it is a level closer",
        async (zoom) => Math.abs((await window.hazardMap.getView()).zoom - zoom) < 0.001,
        zoom + 1,
    );
    const now = await page.spot(held);
    assertClose(now.x, at.x, 1, "x");
    assertClose(now.y, at.y, 1, "y");
});

mapTest("a box drawn with Shift fills the map", { query: EMPTY }, async (page) => {
    const [from, to] = [await spotAt(page, 0.55, 0.3), await spotAt(page, 0.75, 0.5)];
    const corners = [await page.place(from), await page.place(to)];
    await page.drag(from, to, { key: Key.SHIFT });
    await rest(page);
    const box = await page.mapBox();
    const [first, second] = [await page.spot(corners[0]), await page.spot(corners[1])];
    const [width, height] = [second.x - first.x, second.y - first.y];
    assert.ok(Math.abs(width - box.width) < 2 || Math.abs(height - box.height) < 2, "one side fits");
    assert.ok(width < box.width + 2 && height < box.height + 2, "the whole box is in sight");
    assertClose((first.x + second.x) / 2, box.x + box.width / 2, 1, "middle");
    assert.equal(await page.run(() => document.querySelector(".zoom-box")), null);
});

mapTest("a map that was thrown comes to rest, and stays there", { query: EMPTY }, async (page) => {
    const [from, to] = [await spotAt(page, 0.8, 0.5), await spotAt(page, 0.5, 0.5)];
    const held = await page.place(from);
    await page.drag(from, to, { steps: 6 });
    const view = await rest(page);
    const now = await page.spot(held);
    assert.ok(now.x <= to.x + 1, "at least as far as the hand");
    assert.ok(Math.abs(now.y - to.y) < 30);
    await page.settled();
    assert.deepEqual(await page.call("getView"), view, "it stays at rest");
    await page.until(
        "the address says where it rests",
        (lng) => location.hash.includes(lng),
        view.lng.toFixed(3).slice(0, 5),
    );
});

for (const [place, name] of [
    [[46.7123457, 39.5123456], "near the middle of the world"],
    [[-179.9999871, -16.9876543], "at its edge"],
]) {
    mapTest(`at zoom 22 a corner is where it should be, ${name}`, { query: EMPTY, reduced: true }, async (page) => {
        // 0.00001° is 15 CSS pixels at zoom 22: the area covers its quarter of the map from the corner on.
        const [lng, lat] = place;
        const half = 0.00002;
        await page.load(file("corner.geojson", collection([zone("C", [lng + half, lat - half], half)])), {
            role: "contaminated",
        });
        await page.look({ lng, lat, zoom: 22 });
        await page.hoverAt(700, 20);
        const { lng: atLng, lat: atLat, zoom } = await page.call("getView");
        assert.equal(zoom, 22);
        assertClose(atLng, lng, 1e-9);
        assertClose(atLat, lat, 1e-9);
        await page.run(() => document.getElementById("map-host").focus());
        for (const step of ["in the middle", "moved by hand", "moved again"]) {
            if (step !== "in the middle") await page.press(Key.ARROW_LEFT);
            await page.settled();
            const corner = await page.spot(place);
            const picture = decodePng(await page.picture());
            const inked = (x, y) => colourDistance(picture.at(x, y), picture.at(corner.x - 60, corner.y - 60)) > 60;
            // The outline lies on the edge, two pixels wide: its middle is the edge.
            const edge = (inkedAt) => {
                const hits = Array.from({ length: 21 }, (_, at) => at - 10).filter(inkedAt);
                return (hits[0] + Math.min(hits.at(-1), hits[0] + 1) + 1) / 2;
            };
            const right = edge((offset) => inked(Math.round(corner.x) + offset, corner.y + 24));
            const down = edge((offset) => inked(corner.x + 24, Math.round(corner.y) + offset));
            assertClose(Math.round(corner.x) + right, corner.x, 1, `x of the corner, ${step}`);
            assertClose(Math.round(corner.y) + down, corner.y, 1, `y of the corner, ${step}`);
        }
    });
}

mapTest("an area across the antimeridian is whole, from either side", { query: EMPTY }, async (page) => {
    await page.call("load", "fixtures/defects/antimeridian.geojson");
    for (const lng of [179.9999, -179.9999]) {
        await page.look({ lng, lat: -16.995, zoom: 13 });
        await page.hoverAt(700, 20);
        await page.settled();
        const picture = decodePng(await page.picture());
        const box = await page.mapBox();
        const orange = (x, y) => {
            const [red, green, blue] = picture.at(x, y);
            return red > 180 && blue < green && red - blue > 60;
        };
        for (const side of [-40, 40]) {
            const middle = {
                x: box.x + box.width / 2 + side - 15,
                y: box.y + box.height / 2 - 15,
                width: 30,
                height: 30,
            };
            assert.ok(shareOf(middle, orange) > 0.1, `${side} pixels beside the line, seen from ${lng}`);
        }
        const { x, y, width, height } = box;
        await page.clickAt(Math.round(x + width / 2 - 40), Math.round(y + height / 2));
        await page.find("h2#card-title");
        await page.press(Key.ESCAPE);
        await page.until("the card is closed", () => !document.getElementById("card"));
    }
});

mapTest("the map never leaves the world", { query: EMPTY, reduced: true }, async (page) => {
    await page.look({ lng: 500, lat: 95, zoom: 99 });
    const closest = await page.call("getView");
    assert.ok(closest.zoom <= 22 && closest.lat <= 90 && Math.abs(closest.lng) <= 180);
    await page.look({ lng: 0, lat: 0, zoom: -5 });
    const { height } = await page.mapBox();
    assert.ok(512 * 2 ** (await page.call("getView")).zoom >= height - 1, "no emptiness above or below");
});
