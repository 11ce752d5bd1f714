// What assistive technology is told, everywhere on the page.

import assert from "node:assert/strict";
import { EMPTY, PHONE, mapTest } from "./harness.mjs";
import { collection, file, zone } from "./made.mjs";
import { openTab } from "./panel.mjs";

const CONTROLS = new Set([
    "button",
    "checkbox",
    "radio",
    "link",
    "textbox",
    "searchbox",
    "combobox",
    "listbox",
    "option",
    "slider",
    "spinbutton",
    "switch",
    "tab",
    "tabpanel",
    "menuitem",
    "application",
    "dialog",
    "progressbar",
    "Date",
    "DisclosureTriangle",
    "PopUpButton",
    "img",
    "image",
]);

/** What assistive technology is told of: role, name and properties of every node that is not ignored. */
async function accessibilityTree(page) {
    const { nodes } = await page.driver.sendAndGetDevToolsCommand("Accessibility.getFullAXTree", {});
    return nodes
        .filter((node) => !node.ignored)
        .map(({ role, name, properties = [] }) => ({
            role: role?.value,
            name: name?.value ?? "",
            ...Object.fromEntries(properties.map(({ name, value }) => [name, value.value])),
        }));
}

/** Every control has a name, no id stands twice, what is referred to exists. */
async function check(page, where) {
    const tree = await accessibilityTree(page);
    const controls = tree.filter(({ role }) => CONTROLS.has(role));
    assert.ok(controls.length > 10, `${where}: ${controls.length} controls`);
    assert.deepEqual(
        controls.filter(({ name }) => name.trim() === ""),
        [],
        `${where}: controls without a name`,
    );
    const found = await page.run(() => {
        const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
        const names = ["aria-labelledby", "aria-describedby", "aria-controls"];
        const references = [...document.querySelectorAll(names.map((name) => `[${name}]`).join())]
            .filter((element) => element.checkVisibility())
            .flatMap((element) => names.flatMap((name) => element.getAttribute(name)?.split(" ") ?? []));
        return {
            twice: ids.filter((id, at) => ids.indexOf(id) !== at),
            missing: references.filter((id) => id && !document.getElementById(id)),
            positive: document.querySelectorAll("[tabindex]:not([tabindex='0']):not([tabindex='-1'])").length,
            headings: document.querySelectorAll("h1").length - document.querySelectorAll(".start-failed h1").length,
        };
    });
    assert.deepEqual(found, { twice: [], missing: [], positive: 0, headings: 1 }, where);
}

mapTest("every control has a name, in every tab, dialog and card", {}, async (page) => {
    await page.settled();
    for (const tab of ["layers", "filters", "records", "data", "figures"]) {
        await openTab(page, tab);
        if (tab === "filters")
            await page.run(() =>
                document.querySelectorAll("#panel-body details").forEach((facet) => (facet.open = true)),
            );
        await check(page, tab);
    }
    await page.call("setFilter", { status: ["confirmed"], evidence: ["direct"] });
    await openTab(page, "filters");
    await check(page, "filters that are set");
    await openTab(page, "records");
    await page.click(".records button");
    await page.find("#card h2");
    await page.run(() => (document.querySelector("#card details").open = true));
    await check(page, "card");
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
    await check(page, "phone");
    await page.click(".sheet-handle");
    await check(page, "phone with its sheet up");
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
