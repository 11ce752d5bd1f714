// The first thing anyone sees.

import assert from "node:assert/strict";
import { test } from "node:test";
import { PHONE, mapTest, openMap } from "./harness.mjs";

for (const [device, size] of [["a desktop", undefined], ["a phone", PHONE]]) {
    mapTest(`the page opens on ${device} below a sub-path, strict policy and all`, { size, ready: false }, async (page) => {
        await page.until("the page is loaded", () => document.readyState === "complete");
        assert.equal(await page.run(() => document.getElementById("start-failed").hidden), true);
        assert.equal(await page.run(() => document.documentElement.scrollWidth <= innerWidth), true, "no sideways scrolling");
    });
}

test("a page that cannot start says so instead of staying blank", async (t) => {
    const page = await openMap({ ready: false });
    t.after(() => page.close());
    await page.driver.sendDevToolsCommand("Network.enable", {});
    await page.driver.sendDevToolsCommand("Network.setBlockedURLs", { urls: ["*.wasm"] });
    await page.go({ ready: false });
    await page.until("the page says it could not start", () => !document.getElementById("start-failed").hidden);
    assert.match(await page.text("#start-failed"), /do not enter/);
});

test("the policy is on: an inline script does not run", async (t) => {
    const page = await openMap({ ready: false });
    t.after(() => page.close());
    const ran = await page.run(() => {
        const script = document.createElement("script");
        script.textContent = "window.inlineRan = true";
        document.head.append(script);
        return window.inlineRan === true;
    });
    assert.equal(ran, false);
    await assert.rejects(page.assertUndisturbed(), /Content.Security.Policy/i);
});
