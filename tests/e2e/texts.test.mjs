// The texts of a language are a file of its own: a visitor fetches the one that is read, and another when it is asked for.

import assert from "node:assert/strict";
import { mapTest } from "./harness.mjs";

/** Names of the files with texts that the page has asked for. */
const fetched = (page) =>
    page.run(() =>
        performance
            .getEntriesByType("resource")
            .map((entry) => new URL(entry.name).pathname.split("/").pop())
            .filter((name) => name.startsWith("texts-"))
            .map((name) => name.slice("texts-".length, "texts-".length + 2)),
    );

mapTest("only the language that the address asks for is fetched", { query: "?lang=az-Latn" }, async (page) => {
    assert.deepEqual(await fetched(page), ["az"]);
    assert.equal(await page.run(() => document.documentElement.lang), "az");
    assert.match(await page.text("#app"), /Xəritə/);
});

mapTest("another language is fetched when it is chosen, and is there at the next visit", { query: "" }, async (page) => {
    assert.deepEqual(await fetched(page), ["en"]);
    await page.click('button[lang="az"]');
    await page.until("the page speaks Azerbaijani", () => document.documentElement.lang === "az");
    assert.deepEqual(await fetched(page), ["en", "az"]);
    await page.reload();
    assert.equal(await page.run(() => document.documentElement.lang), "az");
    assert.deepEqual(await fetched(page), ["az"]);
});

mapTest("where the texts of a language do not come, the map opens in English", { ready: false }, async (page) => {
    page.expectErrors(/texts-az/, /fetch/i);
    await page.driver.sendDevToolsCommand("Network.enable", {});
    await page.driver.sendDevToolsCommand("Network.setBlockedURLs", { urls: ["*texts-az*"] });
    await page.go({ query: "?lang=az" });
    assert.equal(await page.run(() => document.documentElement.lang), "en");
    assert.equal(await page.run(() => document.getElementById("start-failed").hidden), true);
});
