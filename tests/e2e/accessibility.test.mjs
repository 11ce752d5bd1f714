// What assistive technology is told, everywhere on the page.

import assert from "node:assert/strict";
import { answered, ask, openMany } from "./asking.mjs";
import { accessibilityTree, checkControls } from "./assistive.mjs";
import { EMPTY, PHONE, mapTest } from "./harness.mjs";
import { collection, file, zone } from "./made.mjs";
import { openTab } from "./panel.mjs";

mapTest("every control has a name, in every tab, dialog and card", {}, async (page) => {
    await page.settled();
    for (const tab of ["layers", "filters", "records", "data", "figures"]) {
        await openTab(page, tab);
        if (tab === "filters")
            await page.run(() =>
                document.querySelectorAll("#panel-body details").forEach((facet) => (facet.open = true)),
            );
        await checkControls(page, tab);
    }
    await page.call("setFilter", { status: ["confirmed"], evidence: ["direct"] });
    await openTab(page, "filters");
    await checkControls(page, "filters that are set");
    await openTab(page, "records");
    await page.click(".records button");
    await page.find("#card h2");
    await page.run(() => (document.querySelector("#card details").open = true));
    await checkControls(page, "card");
});

mapTest("every control has a name in an answer, along a route and in a table of many places", {}, async (page) => {
    await page.settled();
    await ask(page, "39.99, 46.93");
    await checkControls(page, "answer");
    await page.go({ hash: "#route=46.6,39.5,47.2,39.5&width=5000" });
    await page.settled();
    await page.find(".answer-along button");
    await checkControls(page, "route");
    await openMany(page);
    await page.select("#many-layer", "settlements");
    await answered(page);
    await page.run(() => document.querySelectorAll(".many details").forEach((part) => (part.open = true)));
    await checkControls(page, "many places");
});

mapTest("every control of the advice dialog has a name", {}, async (page) => {
    await page.click(".warning button");
    await page.find("dialog.advice[open]");
    const tree = await accessibilityTree(page);
    const named = tree.filter(({ role }) => ["dialog", "button", "link"].includes(role));
    assert.ok(named.some(({ role, name }) => role === "dialog" && /suspicious/.test(name)));
    assert.deepEqual(
        named.filter(({ name }) => !name),
        [],
    );
});

mapTest("every control of the mapping dialog has a name", { query: EMPTY }, async (page) => {
    const odd = { ...zone("x", [46.7, 39.5], 0.01), properties: { klass: "zz", art: 5 } };
    await page.drop([file("odd.geojson", collection([odd]))]);
    await page.find("dialog.mapping[open]");
    const tree = await accessibilityTree(page);
    const named = tree.filter(({ role }) => ["dialog", "button", "combobox", "PopUpButton"].includes(role));
    assert.ok(named.some(({ role, name }) => role === "dialog" && /odd\.geojson/.test(name)));
    assert.ok(named.length >= 5);
    assert.deepEqual(
        named.filter(({ name }) => !name),
        [],
    );
});

mapTest("every control has a name on a phone", { size: PHONE }, async (page) => {
    await page.settled();
    await checkControls(page, "phone");
    await page.click(".sheet-handle");
    await checkControls(page, "phone with its sheet up");
});

mapTest("news is told without taking the keyboard", { query: EMPTY }, async (page) => {
    const alive = await page.run(
        () => [...document.querySelectorAll("[role=status], [role=alert], [aria-live]")].length,
    );
    assert.ok(alive >= 2);
    page.expectErrors(/404/);
    await page.call("load", "fixtures/none.geojson").catch(() => {});
    await page.until("the failure is announced", () => {
        return [...document.querySelectorAll("[role=status], [role=alert]")].some((element) =>
            /none\.geojson.*404/s.test(element.innerText),
        );
    });
    assert.equal(await page.run(() => document.activeElement === document.body), true);
});
