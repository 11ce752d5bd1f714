// Languages, colours and movement, as the address, the reader or the device ask for them.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { manifest, zones } from "./demo.mjs";
import { mapTest } from "./harness.mjs";
import { openTab } from "./panel.mjs";
import { decodePng } from "./pixels.mjs";

const LOCALES = fileURLToPath(new URL("../../locales/", import.meta.url));
const texts = (language) =>
    Object.assign(
        {},
        ...readdirSync(`${LOCALES}${language}`).map((name) =>
            JSON.parse(readFileSync(`${LOCALES}${language}/${name}`, "utf8")),
        ),
    );
const [english, azerbaijani] = ["en", "az"].map(texts);

/** Patterns of every English sentence that is different in Azerbaijani and long enough to be no accident. */
const ENGLISH = Object.keys(english)
    .filter((key) => english[key] !== azerbaijani[key])
    .map((key) => ({ key, literal: english[key].replace(/\{\w+\}/g, "").trim(), text: english[key] }))
    .filter(({ literal }) => /[A-Za-z]{3}/.test(literal) && literal.length >= 4)
    .map(({ key, text }) => {
        const pattern = text
            .split(/\{\w+\}/)
            .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
            .join(".{1,60}");
        return { key, pattern: new RegExp(`^${pattern}$`) };
    });

/** Every text and label on the page that is not data. */
const wordsOnPage = () => {
    const words = new Set();
    const walker = document.createTreeWalker(document.getElementById("app"), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        // What comes from files stands in elements of its own.
        if (!walker.currentNode.parentElement.closest("bdi")) words.add(walker.currentNode.data.trim());
    }
    for (const element of document.querySelectorAll("#app *")) {
        for (const name of ["aria-label", "title", "placeholder", "aria-valuetext"])
            words.add(element.getAttribute(name)?.trim());
    }
    return [...words].filter(Boolean);
};

async function assertNoEnglish(page, where) {
    const words = await page.run(wordsOnPage);
    const left = words.flatMap((word) =>
        ENGLISH.filter(({ pattern }) => pattern.test(word)).map(({ key }) => `${key}: ${word}`),
    );
    assert.deepEqual(left, [], `${where}: English on the Azerbaijani page`);
}

mapTest("nothing English is left on the Azerbaijani page", { query: "?lang=az" }, async (page) => {
    await page.settled();
    assert.equal(await page.run(() => document.documentElement.lang), "az");
    assert.equal(await page.text("h1"), manifest.title.az);
    assert.equal(await page.run(() => document.title), manifest.title.az);
    for (const tab of ["layers", "check", "filters", "records", "data", "figures"]) {
        await openTab(page, tab);
        if (tab === "filters")
            await page.run(() =>
                document.querySelectorAll("#panel-body details").forEach((facet) => (facet.open = true)),
            );
        await page.settled();
        await assertNoEnglish(page, tab);
    }
    await openTab(page, "records");
    await page.click(".records button");
    await page.find("h2#card-title");
    await assertNoEnglish(page, "card");
    await page.call("setTime", { from: "2015-01-01", to: "2020-01-01" });
    await page.call("setFilter", { status: ["confirmed"], area_m2: { min: 10 } });
    await openTab(page, "filters");
    await assertNoEnglish(page, "filters that are set");
});

mapTest("a check that finds English on the English page", {}, async (page) => {
    await page.settled();
    await assert.rejects(assertNoEnglish(page, "english"), /panel\.layers: Layers/);
});

mapTest("the reader switches the language, and the page remembers it", {}, async (page) => {
    await page.settled();
    assert.match(await page.text(".status-line"), new RegExp(`${zones.length.toLocaleString("en")} of`));
    await page.click("button[lang=az]");
    await page.until("the page speaks Azerbaijani", () => document.documentElement.lang === "az");
    assert.equal(await page.text("h1"), manifest.title.az);
    await page.until("numbers are written as there", () =>
        /1\.546/.test(document.querySelector(".status-line").innerText),
    );
    assert.match(await page.text(".as-of"), /31 dek/);
    assert.match(await page.text("#panel-body"), /Təsdiqlənmiş və şübhəli ərazilər/);
    await page.reload();
    assert.equal(await page.run(() => document.documentElement.lang), "az");
    await page.go({ query: "?lang=en" });
    assert.equal(await page.run(() => document.documentElement.lang), "en", "the address comes first");
});

/** The colour of the bare ground east of the data. */
async function ground(page) {
    await page.look({ lng: 48.61, lat: 40.61, zoom: 15 });
    const { x, y, width } = await page.mapBox();
    return decodePng(await page.picture()).at(x + width - 200, y + 300);
}

const isDark = (colour) => Math.max(...colour) < 80;

mapTest("the page is dark when the address asks for it, map and all", { query: "?theme=dark" }, async (page) => {
    assert.equal(await page.run(() => document.documentElement.dataset.theme), "dark");
    assert.ok(isDark(await ground(page)));
});

mapTest("the page is as dark as the device, until the reader chooses", { dark: true }, async (page) => {
    assert.ok(isDark(await ground(page)));
    await page.click("[aria-label^='Colours: as the device']");
    await page.find("[aria-label^='Colours: light']");
    assert.ok(!isDark(await ground(page)));
    await page.reload();
    assert.ok(!isDark(await ground(page)), "it is remembered");
    const paper = await page.run(() => getComputedStyle(document.querySelector(".bar")).backgroundColor);
    assert.ok(!isDark(paper.match(/\d+/g).map(Number)));
});

mapTest("nothing glides for who asks for stillness", { reduced: true }, async (page) => {
    await page.settled();
    const { zoom } = await page.call("getView");
    await page.click("[aria-label='Zoom in']");
    assert.equal((await page.call("getView")).zoom, zoom + 1, "at once");
    const moving = await page.run(
        () =>
            document
                .getAnimations()
                .filter((animation) => animation.playState === "running" && animation.effect.getTiming().duration > 1)
                .length,
    );
    assert.equal(moving, 0);
});
