// The list of what is in view, and the search: the map for those who do not see it.

import assert from "node:assert/strict";
import { settlements, zones, insideOf } from "./demo.mjs";
import { mapTest } from "./harness.mjs";
import { openTab } from "./panel.mjs";
import { Key } from "./page.mjs";

const total = () =>
    Number(
        document
            .getElementById("records-count")
            .innerText.match(/^[\d,]+/)?.[0]
            .replace(",", "") ?? 0,
    );

mapTest("the list holds what is in view, the nearest first, and follows the map", {}, async (page) => {
    await page.settled();
    await openTab(page, "records");
    const place = insideOf(zones.find(({ properties }) => properties.status === "confirmed"));
    await page.look({ lng: place[0], lat: place[1], zoom: 15 });
    await page.until("the middle's own record comes first", () => {
        return /covers the middle of the map/.test(document.querySelector(".records button")?.innerText ?? "");
    });
    const counted = await page.run(() =>
        [...document.querySelectorAll(".legend-count")].reduce(
            (sum, count) => sum + Number(count.innerText.replace(",", "")),
            0,
        ),
    );
    assert.equal(await page.run(total), counted, "the legend counts as many");
    const distances = await page.run(() =>
        [...document.querySelectorAll(".records button")].map((record) => {
            const [, number, unit] = record.innerText.match(/([\d.,]+)\s(k?m) to the/) ?? [0, "0", "m"];
            return Number(number.replace(",", "")) * (unit === "km" ? 1000 : 1);
        }),
    );
    assert.deepEqual(
        distances,
        [...distances].sort((first, second) => first - second),
    );
    await page.call("setView", { lng: 30, lat: 20, zoom: 8 });
    await page.until("the list is empty, and does not say that it is safe", () => {
        return /No record of a shown layer is in view.*not evidence of safety/.test(
            document.getElementById("records-count").innerText,
        );
    });
});

mapTest("a record is selected by keyboard, and list, map and card agree", {}, async (page) => {
    await page.settled();
    await openTab(page, "records");
    await page.until("there are records", () => document.querySelectorAll(".records button").length > 5);
    await page.run(() => document.querySelectorAll(".records button")[2].focus());
    assert.equal(
        await page.run(() => document.querySelectorAll(".records .hovered").length),
        1,
        "what has the keyboard lights up",
    );
    const title = await page.run(
        () => document.querySelectorAll(".records button")[2].querySelector(".record-title").innerText,
    );
    await page.press(Key.ENTER);
    await page.until("its card is open", (title) => document.getElementById("card-title")?.innerText === title, title);
    await page.until(
        "the list marks it",
        (title) => {
            const marked = document.querySelectorAll(".records [aria-current='true']");
            return marked.length === 1 && marked[0].innerText.includes(title);
        },
        title,
    );
    await page.until("the address names it", () => /select=/.test(location.hash));
});

mapTest("pointing at the map lights up the list", {}, async (page) => {
    await page.settled();
    await openTab(page, "records");
    const place = insideOf(zones.find(({ properties }) => properties.status === "confirmed"));
    await page.look({ lng: place[0], lat: place[1], zoom: 15 });
    await page.until("the list is here", () =>
        /covers the middle/.test(document.querySelector(".records button")?.innerText ?? ""),
    );
    const { x, y } = await page.spot(place);
    await page.hoverAt(Math.round(x), Math.round(y));
    await page.until("the record lights up", () =>
        /covers the middle/.test(document.querySelector(".records .hovered")?.innerText ?? ""),
    );
});

mapTest("a place is found by another script and spelling, and the map goes there", {}, async (page) => {
    await page.settled();
    const { properties, geometry } = settlements.find(({ properties }) =>
        properties.alt_names?.some((name) => /[А-я]/.test(name)),
    );
    const other = properties.alt_names.find((name) => /[А-я]/.test(name));
    await page.type("[role=combobox]", other);
    await page.until(
        "it is offered",
        (name) => document.querySelector("[role=option]")?.innerText.includes(name),
        properties.name,
    );
    assert.equal(await page.run(() => document.querySelector("[role=combobox]").ariaExpanded), "true");
    await page.press(Key.ENTER);
    await page.until(
        "its card is open",
        (name) => document.getElementById("card-title")?.innerText === name,
        properties.name,
    );
    const { lng, lat, zoom } = await page.call("getView");
    assert.ok(Math.hypot(lng - geometry.coordinates[0], lat - geometry.coordinates[1]) < 1e-6);
    assert.ok(zoom >= 12);
});

mapTest("a place that is not known is said to be so", {}, async (page) => {
    await page.settled();
    await page.type("[role=combobox]", "zzzz");
    await page.until("the page says it", () =>
        /No place of this name/.test(document.querySelector("[role=search]").innerText),
    );
    await page.press(Key.ESCAPE, Key.ESCAPE);
    assert.equal(await page.run(() => document.querySelector("[role=combobox]").value), "");
});

mapTest("published figures stand with their sources", {}, async (page) => {
    await openTab(page, "figures");
    const said = await page.until("the figures are there", () => {
        const said = document.getElementById("panel-body").innerText;
        return said.length > 200 && said;
    });
    assert.match(said, /Landmine Monitor|Ministry|ANAMA|UNMAS/);
    assert.match(said, /\d{4}/);
});
