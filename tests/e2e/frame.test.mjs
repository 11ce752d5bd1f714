// A map in a frame as a reader meets it: what is always seen, how it moves, and the ways out.

import assert from "node:assert/strict";
import { AT, AWAY, EMPTY_MAP, PLACE, ask, assertView, inFrame, openHost, ready } from "./embedder.mjs";
import { PHONE, mapTest } from "./harness.mjs";
import { Key } from "./page.mjs";
import { siteAddress } from "./server.mjs";

const map = await siteAddress([]);

for (const [width, height] of [
    [240, 240],
    [240, 480],
    [320, 240],
]) {
    mapTest(`nothing hides the warning, the sources or the age in ${width} × ${height}`, AWAY, async (page) => {
        await openHost(
            page,
            `<iframe id="map" src="${map}?embed=1&panel=none&timeline=0&layers=incidents&theme=dark&lang=az#status=cleared" width="${width}" height="${height}"></iframe>`,
        );
        await inFrame(
            page,
            async () => {
                await page.until("it is open", () => Boolean(window.hazardMap));
                await page.settled();
                const hidden = await page.run(() => {
                    const whole = [
                        ".warning p",
                        ".as-of",
                        ".bar-title h1",
                        ".credits summary",
                        "[data-frame-link=map]",
                        "[data-frame-link=records]",
                    ];
                    return whole.filter((selector) => {
                        const element = document.querySelector(selector);
                        const { left, top, right, bottom, width, height } = element.getBoundingClientRect();
                        const inside =
                            left >= -0.5 && top >= -0.5 && right <= innerWidth + 0.5 && bottom <= innerHeight + 0.5;
                        const at = document.elementFromPoint(left + width / 2, top + height / 2);
                        const seen = element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
                        const cut = selector !== ".bar-title h1" && element.scrollWidth > element.clientWidth + 1;
                        return (
                            cut ||
                            !(
                                inside &&
                                seen &&
                                width > 8 &&
                                height > 8 &&
                                (element.contains(at) || at.contains(element))
                            )
                        );
                    });
                });
                assert.deepEqual(hidden, []);
                const { height: tall } = await page.mapBox();
                assert.ok(tall >= 60, `there is a map to see: ${tall}`);
                assert.match(await page.text(".as-of"), /2025/);
                assert.match(await page.text(".status-line"), /Gizlədilib/, "what is left out is said");
                await page.click(".credits summary");
                assert.match(await page.text(".credits"), /Nümayiş üçün uydurulub/);
                await page.click(".warning button");
                assert.match(await page.text(".advice[open]"), /112/);
            },
            "#map",
        );
    });
}

mapTest("the wheel scrolls the page around; with Ctrl it zooms the map", AWAY, async (page) => {
    await openHost(
        page,
        `<hazard-map ${EMPTY_MAP} ${AT} height="500" panel="none" timeline="0"></hazard-map><p>${"<br>".repeat(200)}</p>`,
    );
    await ready(page);
    const before = await ask(page, "getView");
    const box = await page.box("hazard-map");
    const [x, y] = [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)];
    await page.wheel(x, y, 120);
    await page.until("the page scrolls", () => scrollY > 60);
    assertView(await ask(page, "getView"), before);
    await inFrame(page, async () => assert.match(await page.text("#frame-hint"), /Ctrl/));
    const scrolled = await page.run(() => scrollY);
    await page.driver
        .actions()
        .keyDown(Key.CONTROL)
        .scroll(x, y - 100, 0, -120)
        .keyUp(Key.CONTROL)
        .perform();
    await page.driver.wait(async () => (await ask(page, "getView")).zoom > before.zoom + 0.2, 10_000);
    assert.equal(await page.run(() => scrollY), scrolled);
});

mapTest("one finger scrolls the page around, two move the map", { ...AWAY, size: PHONE }, async (page) => {
    await openHost(
        page,
        `<meta name="viewport" content="width=device-width, initial-scale=1"><hazard-map ${EMPTY_MAP} ${AT} height="500" panel="none" timeline="0"></hazard-map><p>${"<br>".repeat(200)}</p>`,
    );
    await ready(page);
    const before = await ask(page, "getView");
    const box = await page.box("hazard-map");
    const at = (x, y) => ({ x: Math.round(box.x + x), y: Math.round(box.y + y) });
    await page.touch([{ from: at(180, 350), to: at(180, 150) }], { steps: 12 });
    await page.until("the page scrolls", () => scrollY > 60);
    assertView(await ask(page, "getView"), before);
    await page.run(() => scrollTo(0, 0));
    await page.touch(
        [
            { from: at(140, 300), to: at(140, 220) },
            { from: at(240, 300), to: at(240, 220) },
        ],
        { steps: 12 },
    );
    await page.driver.wait(async () => Math.abs((await ask(page, "getView")).lat - before.lat) > 0.01, 10_000);
});

mapTest("the keyboard goes into the frame, through it and out again", AWAY, async (page) => {
    await openHost(
        page,
        `<button id="before">before</button><hazard-map ${EMPTY_MAP} ${AT} panel="none" timeline="0"></hazard-map><button id="after">after</button>`,
    );
    await ready(page);
    await page.run(() => document.getElementById("before").focus());
    const stops = [];
    for (let step = 0; step < 60 && (await page.focused()) !== "after"; step += 1) {
        await page.press(Key.TAB);
        const inside = await page.run(() => document.activeElement.tagName === "HAZARD-MAP");
        if (!inside) continue;
        const stop = await inFrame(page, () => page.focused());
        stops.push(stop);
        if (stop === "map-host") await page.press(Key.ARROW_RIGHT);
    }
    assert.equal(await page.focused(), "after");
    for (const stop of ["map-host", "Full map", "As a list"]) assert.ok(stops.includes(stop), `${stop} of ${stops}`);
    await page.driver.wait(async () => (await ask(page, "getView")).lng > PLACE.lng + 0.01, 10_000);
});

mapTest("the links lead to the whole map with the same view, and to the list", AWAY, async (page) => {
    await openHost(page, `<hazard-map ${AT} panel="none"></hazard-map>`);
    await ready(page);
    await ask(page, "setView", [{ lng: 47, lat: 39.5, zoom: 11 }]);
    await ask(page, "settled");
    const tabs = await page.driver.getAllWindowHandles();
    await inFrame(page, async () => {
        await page.until("the address follows", () => location.hash.includes("map=11/39.5"));
        await page.click("[data-frame-link=records]");
    });
    await page.driver.wait(async () => (await page.driver.getAllWindowHandles()).length > tabs.length, 10_000);
    const fresh = (await page.driver.getAllWindowHandles()).find((handle) => !tabs.includes(handle));
    await page.driver.switchTo().window(fresh);
    await page.ready();
    await page.settled();
    assertView(await page.call("getView"), { lng: 47, lat: 39.5, zoom: 11 });
    assert.equal(await page.run(() => document.querySelector("[role=tab][aria-selected=true]").id), "tab-records");
    assert.equal(await page.run(() => document.documentElement.hasAttribute("data-frame")), false);
    assert.match(await page.run(() => location.search), /^\?(?!.*(embed|parent)=)/);
});
