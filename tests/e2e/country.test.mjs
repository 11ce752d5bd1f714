// A country's files as they were published, in small: every feature is on the map or accounted for.

import assert from "node:assert/strict";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { EMPTY, mapTest } from "./harness.mjs";
import { accountOf, openTab } from "./panel.mjs";

const FOLDER = fileURLToPath(new URL("../fixtures/bosnia_shaped/", import.meta.url));
const FILES = ["suspect_areas", "cleared_areas", "incidents", "lifted_minefields"];
const featuresOf = (name) => JSON.parse(readFileSync(`${FOLDER}${name}.geojson`, "utf8")).features;

mapTest("each feature of a country is drawn or set aside with a reason", { query: EMPTY }, async (page) => {
    await page.drop(FILES.map((name) => `${FOLDER}${name}.geojson`));
    await openTab(page, "data");
    const described = [];
    for (const name of FILES) {
        const account = await accountOf(page, `${name}.geojson`);
        const report = await page.call("report", name);
        assert.equal(account.Read, featuresOf(name).length, `${name}: read`);
        assert.equal(account.Read, account.Drawn + account["Set aside"], `${name}: the sum`);
        const reasons = report.skipped.reduce((sum, { count }) => sum + count, 0);
        assert.equal(account["Set aside"], reasons, `${name}: reasons`);
        for (const { count, reason } of report.skipped) {
            assert.ok(account.text.includes(`${count} ×`), `${name}: ${reason} is said with its count`);
            assert.doesNotMatch(account.text, new RegExp(reason), `${name}: ${reason} is said in words`);
        }
        const placeless = featuresOf(name).filter(({ geometry }) => !geometry).length;
        const counted = report.skipped.find(({ reason }) => reason === "no_geometry")?.count ?? 0;
        assert.equal(counted, placeless, `${name}: features without geometry`);
        described.push(...report.layers);
    }
    const layers = await page.call("layers");
    assert.deepEqual(layers.map(({ id }) => id).sort(), described.sort());
    const drawn = layers.reduce((sum, { rows }) => sum + rows, 0);
    const reports = await Promise.all(FILES.map((name) => page.call("report", name)));
    assert.equal(
        drawn,
        reports.reduce((sum, report) => sum + report.drawn, 0),
    );
    const counts = await page.call("counts");
    assert.equal(counts.zones.shown + counts.incidents.shown + counts.settlements.shown, drawn);
});

mapTest("what was set aside can be taken home, mended and loaded again", { query: EMPTY }, async (page, t) => {
    const folder = await mkdtemp(`${tmpdir()}/hazard-map-`);
    t.after(() => rm(folder, { recursive: true }));
    await page.driver.sendDevToolsCommand("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: folder });
    await page.drop([`${FOLDER}suspect_areas.geojson`]);
    await openTab(page, "data");
    const account = await accountOf(page, "suspect_areas.geojson");
    const press = (name) =>
        page.run((name) => {
            [...document.querySelectorAll("#panel-body button")].find((button) => button.innerText === name).click();
        }, name);
    const downloaded = async (ending) => {
        let files = [];
        await page.driver.wait(
            async () => {
                files = await readdir(folder);
                return files.some((name) => name.endsWith(ending));
            },
            20_000,
            `a file ending in ${ending} is downloaded`,
        );
        return readFile(`${folder}/${files.find((name) => name.endsWith(ending))}`, "utf8");
    };

    await press("GeoJSON");
    const collection = JSON.parse(await downloaded("-set-aside.geojson"));
    assert.equal(collection.type, "FeatureCollection");
    assert.equal(collection.features.length, account["Set aside"]);
    const originals = featuresOf("suspect_areas").filter(
        ({ geometry }) => !geometry || geometry.coordinates.length === 0,
    );
    for (const [place, feature] of collection.features.entries()) {
        for (const [key, value] of Object.entries(originals[place].properties))
            assert.equal(feature.properties[key], value, key);
    }

    await press("CSV");
    const lines = (await downloaded("-set-aside.csv"))
        .replace(/^\uFEFF/, "")
        .trim()
        .split(/\r?\n/);
    assert.equal(lines.length, account["Set aside"] + 1, "a head and a line for each");
    for (const key of Object.keys(originals[0].properties)) assert.ok(lines[0].includes(key), key);
    assert.match(lines[1], /Suspected Minefield/);
});

mapTest("a table of what was set aside carries no formulas into a spreadsheet", { query: EMPTY }, async (page, t) => {
    const folder = await mkdtemp(`${tmpdir()}/hazard-map-`);
    t.after(() => rm(folder, { recursive: true }));
    await page.driver.sendDevToolsCommand("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: folder });
    await page.drop([fileURLToPath(new URL("../fixtures/defects/hostile.geojson", import.meta.url))]);
    await openTab(page, "data");
    await accountOf(page, "hostile.geojson");
    await page.run(() =>
        [...document.querySelectorAll("#panel-body button")].find((button) => button.innerText === "CSV").click(),
    );
    let name;
    await page.driver.wait(
        async () => (name = (await readdir(folder)).find((name) => name.endsWith(".csv"))),
        20_000,
        "a table comes",
    );
    const table = await readFile(`${folder}/${name}`, "utf8");
    assert.match(table, /HYPERLINK/);
    assert.doesNotMatch(table, /(^|[,;"\n])=HYPERLINK/, "a cell never begins with an equals sign");
});
