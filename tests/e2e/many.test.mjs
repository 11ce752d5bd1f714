// Many places: from a table of an office to a ranked one, on the map and on paper, and what never changes an answer.

import assert from "node:assert/strict";
import { answered, openMany, taken } from "./asking.mjs";
import { insideOf, settlements, zones } from "./demo.mjs";
import { PHONE, mapTest } from "./harness.mjs";
import { file } from "./made.mjs";
import { Key } from "./page.mjs";
import { openTab } from "./panel.mjs";

const confirmed = zones.find(({ properties }) => properties.status === "confirmed");

/** A table as an office in Baku keeps it: semicolons, decimal commas, four rows of 300 without a place. */
function tableOf(count) {
    const rows = Array.from({ length: count }, (_, at) => {
        const { properties, geometry } = settlements[at % settlements.length];
        const shift = 0.013 * Math.floor(at / settlements.length);
        const [lng, lat] = geometry.coordinates.map((degrees) => String(+(degrees + shift).toFixed(5)).replace(".", ","));
        const name = at === 40 ? "=HYPERLINK(1)" : `${properties.name}`;
        const place = { 10: ["bilinmir", lng], 20: ["", ""], 30: ["93,5", lng], 50: ["0", "0"] }[at] ?? [lat, lng];
        return [`AZ-${at + 1}`, name, ...place].join(";");
    });
    return ["kod;Yaşayış məntəqəsi;Enlik;Uzunluq", ...rows].join("\r\n");
}

/** The texts of a column in the order of the rows. */
function column(page, name) {
    return page.run((name) => {
        const heads = [...document.querySelectorAll(".many-table thead th")];
        const at = heads.findIndex((head) => head.classList.contains(`many-${name}`));
        return [...document.querySelectorAll(".many-row")].map((row) => row.children[at].innerText);
    }, name);
}

function sort(page, name) {
    return page.click(`.many-table thead .many-${name} button`);
}

mapTest("a table of 300 settlements becomes a ranked one, files and a report", {}, async (page) => {
    await page.settled();
    await openMany(page);
    await page.drop([file("kəndlər.csv", tableOf(300))]);
    await answered(page);
    assert.match(await page.text("#many-sums"), /300 rows read: 296 placed, 4 not placed/);
    const refused = await page.texts(".many-refused li");
    assert.match(refused[0], /^Line 12: its coordinates cannot be read\. AZ-11/);
    assert.deepEqual(refused.map((line) => Number(line.match(/\d+/)[0])), [12, 22, 32, 52]);
    await page.click(".many-columns summary");
    assert.match(await page.text(".many-columns"), /semicolons.*decimal comma/, "what was recognised is said");
    const before = await page.run(() => {
        const said = document.querySelector(".many-before");
        return said.compareDocumentPosition(document.querySelector(".many-table"));
    });
    assert.ok(before & 4, "what limits the answers stands before the figures");
    assert.match(await page.text(".many-before"), /not evidence of safety/);

    const scores = (await column(page, "score")).map(Number);
    assert.deepEqual([...scores].sort((low, high) => high - low), scores);
    await sort(page, "name");
    const names = await column(page, "name");
    assert.equal(names[0], "=HYPERLINK(1)");
    assert.equal(await page.run(() => document.querySelector(".many-name").ariaSort), "ascending");
    await sort(page, "name");
    assert.equal(await page.run(() => document.querySelector(".many-name").ariaSort), "descending");
    assert.notDeepEqual(await column(page, "name"), names);

    await page.type("#many-find", "cebrayil");
    await page.until("the table shows fewer", () => /^[1-9] of 296/.test(document.querySelector("caption").innerText));
    const csv = await taken(page, "#many-csv");
    const lines = csv.split("\r\n").filter(Boolean);
    assert.equal(lines.filter((line) => line.startsWith("place,")).length, 296, "a filter takes nothing out of a file");
    assert.equal(lines.filter((line) => line.startsWith("not_placed,")).length, 4);
    assert.ok(lines.slice(1).every((line) => line.includes("not evidence of safety") && line.includes("invented zones")));
    assert.ok(csv.includes(",'=HYPERLINK(1),"), "a formula is a text");
    const geojson = await taken(page, "#many-geojson");
    const { type, warning, about, features } = JSON.parse(geojson);
    assert.deepEqual([type, features.length], ["FeatureCollection", 300]);
    assert.match(warning, /invented zones/);
    assert.equal(about.radius_m, 1000);
    assert.ok(features.slice(296).every(({ geometry }) => geometry === null));

    await page.reload();
    await page.settled();
    await openMany(page);
    await page.drop([file("kəndlər.csv", tableOf(300))]);
    await answered(page);
    assert.equal(await taken(page, "#many-csv"), csv, "the same inputs give the same bytes");
    assert.equal(await taken(page, "#many-geojson"), geojson);

    await page.run(() => window.dispatchEvent(new Event("beforeprint")));
    const report = await page.until("the report is made", () => document.querySelector(".many-report")?.textContent);
    for (const part of [/not evidence of safety.*invented zones/, /Criteria/, /Weights: /, /31 Dec 2025/, /Line 12:/]) {
        assert.match(report, part);
    }
    assert.equal(await page.run(() => document.querySelectorAll(".many-report tbody th").length), 296);
    await page.run(() => window.dispatchEvent(new Event("afterprint")));
    await page.until("the report is gone", () => !document.querySelector(".many-report"));
});

mapTest("table and map lead to one another", {}, async (page) => {
    await page.settled();
    await openMany(page);
    await page.select("#many-layer", "settlements");
    await answered(page);
    await page.call("setView", { lng: 20, lat: 10, zoom: 5 });
    await page.click(".many-row:nth-child(3) .many-place");
    const name = await page.text(".many-row[aria-current] .many-place");
    const { lng, lat } = await page.call("getView");
    const place = settlements.find(({ properties }) => properties.name === name).geometry.coordinates;
    assert.ok(Math.abs(lng - place[0]) < 1e-4 && Math.abs(lat - place[1]) < 1e-4, `${lng}, ${lat} is not ${place}`);
    assert.match(await page.text(".many-detail"), /Score: 100 × \(/);

    const other = settlements.find(({ properties }) => properties.name !== name && properties.name);
    await page.look({ lng: other.geometry.coordinates[0], lat: other.geometry.coordinates[1], zoom: 13 });
    const { x, y } = await page.spot(other.geometry.coordinates);
    await page.clickAt(Math.round(x), Math.round(y));
    await page.until("the row of the mark is shown", (name) => {
        const row = document.querySelector(".many-row[aria-current]");
        const table = document.querySelector(".many-scroll").getBoundingClientRect();
        const { top, bottom } = row?.getBoundingClientRect() ?? {};
        return row?.querySelector(".many-place").innerText === name && top < table.bottom && bottom > table.top;
    }, other.properties.name);
    assert.equal(await page.run(() => document.getElementById("card")), null, "the card of the settlement stays away");
    assert.ok(await page.run(() => document.querySelector(".map-places").width > 1));
    await openTab(page, "layers");
    await page.until("the marks leave the map with the table", () => document.querySelector(".map-places").width === 1);
});

mapTest("another weighting orders anew without asking, and no verdict changes", {}, async (page) => {
    await page.settled();
    await openMany(page);
    await page.select("#many-layer", "settlements");
    await answered(page);
    const before = await column(page, "name");
    const counts = await page.texts(".many-verdicts .choice-count");
    await page.click(".many-criteria summary");
    await page.run(() => {
        window.asked = 0;
        new MutationObserver(() => (window.asked += 1)).observe(document.querySelector(".many-outcome"), { attributes: true });
        for (const part of document.querySelectorAll(".many-weight input")) {
            part.value = part.name === "declared_nearness" ? "5" : "0";
            part.dispatchEvent(new Event("input", { bubbles: true }));
        }
    });
    await page.until("the order is another", (before) => {
        const names = [...document.querySelectorAll(".many-place")].map((place) => place.innerText);
        return names.some((name, at) => before[at] !== name);
    }, before);
    assert.deepEqual(await page.texts(".many-verdicts .choice-count"), counts);
    assert.equal(await page.run(() => window.asked), 0, "the worker was not asked");
    await page.run(() => document.querySelectorAll(".many-criteria .choice input")[2].click());
    await page.until("what does not count scores 0", () => {
        return [...document.querySelectorAll(".many-row")].every((row) => row.lastElementChild.innerText === "0");
    });
});

mapTest("filters, hidden layers and dates change no row; what is missing does", {}, async (page) => {
    await page.settled();
    await openMany(page);
    await page.select("#many-layer", "settlements");
    await answered(page);
    const csv = await taken(page, "#many-csv");
    await page.call("setFilter", { status: ["cleared"] });
    await page.call("setTime", { from: "2024-01-01", to: "2024-02-01" });
    await openTab(page, "layers");
    await page.run(() => document.querySelector(".layer input[type=checkbox]").click());
    await openTab(page, "check");
    await page.select("#many-radius", "2000");
    await page.until("the table is about another radius", () => /within 2\skm/.test(document.querySelector("caption")?.innerText));
    await page.select("#many-radius", "1000");
    await page.until("the table is about the first radius", () => /within 1\skm/.test(document.querySelector("caption")?.innerText));
    await answered(page);
    assert.equal(await taken(page, "#many-csv"), csv);

    const absent = await page.run(() => document.querySelector("[name=no_recorded_hazard]").closest("label").innerText);
    assert.match(absent, /no recorded hazard\s+[1-9]/);
    await page.call("unload", "declared");
    await page.until("the missing layer is said first", () => /taken off the map/.test(document.querySelector(".many-before")?.innerText));
    await answered(page);
    const left = await page.run(() => document.querySelector("[name=no_recorded_hazard]").closest("label").innerText);
    assert.match(left, /no recorded hazard\s+0$/, "nothing milder than that it cannot be answered");
});

mapTest("the work says how far it is, and stops at once when told to", {}, async (page) => {
    await page.settled();
    await openMany(page);
    await page.run((text) => {
        window.longTasks = [];
        new PerformanceObserver((list) => window.longTasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
            type: "longtask",
        });
        const transfer = new DataTransfer();
        transfer.items.add(new File([text], "many.csv", { type: "text/csv" }));
        window.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: transfer }));
    }, tableOf(20_000));
    const bar = await page.until("it says how far it is", () => {
        const bar = document.querySelector("#many-progress");
        return bar?.value > 0 && { value: bar.value, max: bar.max, label: bar.ariaLabel, role: bar.tagName };
    });
    assert.deepEqual([bar.max, bar.label, bar.role], [19996, "Looking through the records", "PROGRESS"]);
    await page.click("#many-cancel");
    const sentence = await page.until("it is cancelled", () => document.querySelector(".many-ended p")?.innerText);
    assert.match(sentence, /^Cancelled after [\d,]+ of 19,996 places\. Nothing is shown\.$/);
    assert.equal(await page.run(() => document.querySelector(".many-table")), null);
    await page.click(".many-ended button");
    await page.until("it goes on", () => document.querySelector("#many-progress"));
    await page.click("#many-cancel");
});

mapTest("a signal cancels a question of the API", {}, async (page) => {
    await page.settled();
    const [lng, lat] = insideOf(confirmed);
    const outcome = await page.run(
        async (place) => {
            const stop = new AbortController();
            const places = Array.from({ length: 20_000 }, (_, id) => ({ id, ...place }));
            const table = window.hazardMap.assessMany(places, { signal: stop.signal });
            setTimeout(() => stop.abort(), 50);
            const refusal = await table.catch((refusal) => refusal);
            const late = await window.hazardMap.assess(place, { signal: stop.signal }).catch((refusal) => refusal);
            const kept = new AbortController();
            const answer = await window.hazardMap.assess(place, { signal: kept.signal });
            kept.abort();
            const wrong = await window.hazardMap.assess(place, { signal: 7 }).catch((refusal) => refusal);
            return [refusal.code, late.code, answer.verdict, wrong.code];
        },
        { lng, lat },
    );
    assert.deepEqual(outcome, ["cancelled", "cancelled", "inside_confirmed", "bad_argument"]);
});

mapTest("columns that were understood wrongly are corrected", {}, async (page) => {
    await page.settled();
    await openMany(page);
    await page.type(".paste textarea", "a;b;c\nAğalı;46,72;39,18\n");
    await page.click(".paste button");
    await answered(page);
    assert.match(await page.text(".many-table caption"), /^1 of 1/);
    await page.click(".many-columns summary");
    await page.select(".many-preview th:nth-child(3) select", "latitude");
    await page.until("a place needs both", () => /Say which columns/.test(document.querySelector(".many-columns")?.innerText));
    await page.select(".many-preview th:nth-child(2) select", "longitude");
    await answered(page);
    const geojson = JSON.parse(await taken(page, "#many-geojson"));
    assert.deepEqual(geojson.features[0].geometry.coordinates, [46.72, 39.18]);
});

mapTest("a screen reader hears what the table is, and the keyboard goes all the way", {}, async (page) => {
    await page.settled();
    await page.run(() => document.getElementById("tab-check").focus());
    await page.press(Key.ENTER, Key.TAB, Key.TAB, Key.TAB, Key.ENTER);
    assert.match(await page.focused(), /Many places/);
    await page.press(Key.TAB);
    assert.equal(await page.focused(), "many-layer");
    await page.press(Key.ARROW_DOWN);
    await answered(page);
    const table = await page.run(() => {
        const table = document.querySelector(".many-table");
        const heads = [...table.querySelectorAll("thead th")];
        return {
            caption: table.caption.innerText,
            scopes: heads.every((head) => head.scope === "col" && head.ariaSort !== null),
            sorted: heads.filter((head) => head.ariaSort !== "none").map((head) => head.innerText.trim()),
            rows: [...table.querySelectorAll("tbody th")].every((head) => head.scope === "row"),
        };
    });
    assert.match(table.caption, /Looked within 1\skm/);
    assert.deepEqual([table.scopes, table.rows, table.sorted], [true, true, ["Rank ▲"]]);

    await page.run(() => document.querySelector(".many-score button").focus());
    await page.press(Key.TAB);
    const first = await page.focused();
    await page.press(Key.ARROW_DOWN, Key.ARROW_DOWN, Key.ARROW_UP);
    assert.notEqual(await page.focused(), first);
    await page.press(Key.ENTER);
    const chosen = await page.text(".many-row[aria-current] .many-place");
    assert.equal(await page.focused(), chosen);
    await page.press(Key.HOME);
    assert.equal(await page.focused(), first);
    await page.press(Key.ESCAPE);
});

mapTest("on a phone in Azerbaijani the table fills the sheet", { size: PHONE, query: "?lang=az" }, async (page) => {
    await page.settled();
    await openMany(page);
    await page.select("#many-layer", "settlements");
    await answered(page);
    await page.click("#many-wide");
    await page.until("the sheet reaches the warning", () => {
        const [sheet, warning] = [".panel", ".warning"].map((name) => document.querySelector(name).getBoundingClientRect());
        return Math.abs(sheet.top - warning.bottom) < 2;
    });
    assert.equal(await page.run(() => document.documentElement.scrollWidth <= innerWidth), true);
    assert.match(await page.text(".many-before"), /təhlükəsizliyin sübutu deyil/);
    assert.doesNotMatch(await page.text(".many"), /many\.|\{/);
});
