// The one question: what does a file hold that nobody but its owner can read?

import assert from "node:assert/strict";
import { EMPTY, mapTest } from "./harness.mjs";
import { collection, file, zone } from "./made.mjs";
import { accountOf, openTab, panelSays } from "./panel.mjs";
import { Key } from "./page.mjs";

const odd = (place) => ({
    ...zone("x", place, 0.01),
    properties: { ref: `R${place[0]}`, klass: "zz-1", bemerkung: "feucht" },
});
const UNKNOWN = file("odd.geojson", collection([odd([46.7, 39.5]), odd([46.73, 39.5])]));
const SAME_SHAPE = file("odd-again.geojson", collection([odd([46.8, 39.5])]));

const dialogOpen = () => Boolean(document.querySelector("dialog.mapping[open]"));

mapTest(
    "an unrecognisable file is asked about once, and the answer is remembered for its shape",
    { query: EMPTY },
    async (page) => {
        await page.drop([UNKNOWN]);
        const dialog = await page.find("dialog.mapping[open]");
        const said = await dialog.getText();
        assert.match(said, /What does odd\.geojson hold\?/);
        for (const word of ["ref", "klass", "bemerkung", "zz-1", "feucht"])
            assert.ok(said.includes(word), `it shows ${word}`);
        assert.equal((await page.call("layers")).length, 0, "nothing is drawn on a guess");
        assert.equal(
            await page.run(() => document.activeElement.closest("dialog") !== null),
            true,
            "the keyboard is in the dialog",
        );
        await page.select("dialog.mapping select[required]", "contaminated");
        const named = await page.run(() => {
            const labels = [...document.querySelectorAll("dialog.mapping .mapping-key label")];
            const place = labels.findIndex((label) => label.innerText.startsWith("ref"));
            labels[place].querySelector("select").id = "what-ref-means";
            return place;
        });
        assert.ok(named >= 0);
        await page.select("#what-ref-means", "id");
        await page.click("dialog.mapping .button-primary");
        await page.until("the dialog is closed", () => !document.querySelector("dialog[open]"));
        await openTab(page, "data");
        const { Read, Drawn } = await accountOf(page, "odd.geojson");
        assert.deepEqual([Read, Drawn], [2, 2]);

        await page.reload();
        await page.drop([SAME_SHAPE]);
        const layer = await page.until(
            "the second file is there without a question",
            async () => (await window.hazardMap.layers())[0],
        );
        assert.equal(layer.role, "contaminated");
        assert.equal(await page.run(dialogOpen), false);
    },
);

mapTest("a file that is not explained is set aside, and says so", { query: EMPTY }, async (page) => {
    await page.drop([UNKNOWN]);
    await page.find("dialog.mapping[open]");
    await page.press(Key.ESCAPE);
    await page.until("the dialog is closed", () => !document.querySelector("dialog[open]"));
    await openTab(page, "data");
    await panelSays(page, /Cancelled. Nothing of it is on the map/);
    assert.deepEqual(await page.call("layers"), []);
    await assert.rejects(page.call("report", "odd"), { code: "cancelled" });

    await page.drop([SAME_SHAPE]);
    await page.find("dialog.mapping[open]");
    await page.click("dialog.mapping button[type=button]");
    await page.until("the dialog is closed", () => !document.querySelector("dialog[open]"));
    await assert.rejects(page.call("report", "odd-again"), { code: "cancelled" });
});

mapTest("two such files are asked about one after the other", { query: EMPTY }, async (page) => {
    const other = { ...zone("x", [46.9, 39.5], 0.01), properties: { nr: 1, art: "qq" } };
    await page.drop([UNKNOWN, file("strange.geojson", other)]);
    const names = [];
    for (let turn = 0; turn < 2; turn += 1) {
        names.push(
            await page.until(
                "another file is asked about",
                (known) => {
                    const name = document.querySelector("dialog[open] h2")?.innerText.match(/does (\S+) hold/)?.[1];
                    return name && !known.includes(name) && name;
                },
                names,
            ),
        );
        await page.select("dialog.mapping select[required]", "declared");
        await page.click("dialog.mapping .button-primary");
    }
    assert.deepEqual(names.sort(), ["odd.geojson", "strange.geojson"]);
    await page.until("both are on the map", async () => (await window.hazardMap.layers()).length === 2);
    assert.equal(await page.run(dialogOpen), false);
});
