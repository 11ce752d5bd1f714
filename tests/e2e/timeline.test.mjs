// The casualty timeline: which days are shown, by hand, by keyboard, by typing, by playing and by other pages.

import assert from "node:assert/strict";
import { accidents, sum } from "./demo.mjs";
import { EMPTY, mapTest } from "./harness.mjs";
import { accident, collection, file, zone } from "./made.mjs";
import { decodePng, shareChanged } from "./pixels.mjs";
import { Key } from "./page.mjs";

/** First and last day that a date can mean, as ISO texts. */
function days(date) {
    if (!date) return null;
    if (date.length === 10) return [date, date];
    if (date.length === 7)
        return [`${date}-01`, `${date}-${new Date(Date.UTC(+date.slice(0, 4), +date.slice(5), 0)).getUTCDate()}`];
    return [`${date}-01-01`, `${date}-12-31`];
}

/** The accidents whose date can lie in [from, to). */
function within(from, to) {
    return accidents.filter(({ properties }) => {
        const span = days(properties.date);
        return span && span[0] < to && span[1] >= from;
    });
}

async function showsExactly(page, expected) {
    await page.until(
        `${expected.length} accidents are shown`,
        async (shown) => {
            return (await window.hazardMap.counts()).incidents.shown === shown;
        },
        expected.length,
    );
    const { casualties } = await page.call("counts");
    for (const outcome of ["killed", "injured"]) {
        assert.equal(
            casualties[outcome].sum,
            sum(expected, ({ properties }) => properties[outcome]),
            outcome,
        );
    }
    await page.until(
        "the strip says so",
        (count) => {
            return document.querySelector(".timeline-totals").innerText.startsWith(`${count} of `);
        },
        expected.length.toLocaleString("en"),
    );
}

/** The window in the two date fields, as [from, to): the second field shows the last day. */
async function windowInFields(page) {
    const [from, last] = await page.run(() =>
        ["From", "To"].map((name) => document.querySelector(`[aria-label='${name}']`).value),
    );
    return [from, new Date(Date.parse(last) + 86_400_000).toISOString().slice(0, 10)];
}

mapTest("a window shows the accidents whose days touch it, on the map and in the counts", {}, async (page) => {
    await page.settled();
    const before = decodePng(await page.picture());
    await page.call("setTime", { from: "2021-01-01", to: "2022-01-01" });
    const expected = within("2021-01-01", "2022-01-01");
    assert.ok(expected.length > 10 && expected.length < accidents.length / 4);
    await showsExactly(page, expected);
    await page.settled();
    const after = decodePng(await page.picture());
    assert.ok(shareChanged(before, after, await page.mapBox()) > 0.005, "symbols went from the map");
    assert.match(await page.text(".status-line"), /Accidents from 1 Jan(uary)? 2021 to 31 Dec(ember)? 2021/);
    await page.call("setTime", null);
    await showsExactly(page, accidents);
});

mapTest("dates known only to the year or the month count wherever their days touch", { query: EMPTY }, async (page) => {
    const dated = [
        ["Y", "2020"],
        ["M", "2020-06"],
        ["D", "2020-06-15"],
        ["N", null],
    ].map(([id, date], at) => accident(id, [46.7 + at * 0.01, 39.5], date ? { date } : {}));
    await page.load(file("dates.geojson", collection(dated)), { role: "incidents" });
    const shown = async (from, to, undated) => {
        await page.call("setTime", { from, to, undated });
        return (await page.call("counts")).incidents.shown;
    };
    assert.equal(await shown("2020-06-10", "2020-06-20"), 3);
    assert.equal(await shown("2020-07-01", "2020-08-01"), 1, "only the year is left");
    assert.equal(await shown("2020-06-16", "2020-07-01"), 2, "the day is over, the month is not");
    assert.equal(await shown("2021-01-01", "2022-01-01"), 0);
    assert.equal(await shown("2021-01-01", "2022-01-01", true), 1, "undated ones only when asked for");
    await page.call("setTime", { from: "2020-06-10", to: "2020-06-20" });
    await page.run(() =>
        [...document.querySelectorAll(".timeline label")].find((label) => /undated/.test(label.innerText)).click(),
    );
    await page.until(
        "the undated one is shown too",
        async () => (await window.hazardMap.counts()).incidents.shown === 4,
    );
});

mapTest("areas are shown as they were known on the last day", { query: EMPTY }, async (page) => {
    const past = [
        zone("known", [46.68, 39.5], 0.005, { status: "confirmed", survey_date: "2019-05-01" }),
        zone("later", [46.7, 39.5], 0.005, { status: "suspected", survey_date: "2022-05-01" }),
        zone("released", [46.72, 39.5], 0.005, {
            status: "cleared",
            survey_date: "2018-01-01",
            cleared_date: "2023-03-01",
        }),
        zone("undated", [46.74, 39.5], 0.005, { status: "confirmed" }),
    ];
    await page.load(file("zones.geojson", collection(past)), { role: "zones" });
    await page.call("setTime", { from: null, to: "2021-01-01" });
    const { zones: rows, by } = await page.call("counts");
    assert.deepEqual(rows, { shown: 3, hidden: 1 });
    assert.equal(by.status.cleared.zones, 0, "not yet released then");
    assert.equal(by.status.suspected.zones, 1, "it stood as suspected");
    await page.until("the page says of which day the map is", () =>
        /Map as of 31 Dec(ember)? 2020/.test(document.querySelector(".status-line").innerText),
    );
    assert.match(
        await page.run(() => document.querySelector(".status-line p").title),
        /1 area, not yet released on that day, is drawn as suspected/,
    );
    await page.type("input[aria-label='Show the map as of']", "01022024");
    await page.until(
        "the typed day holds",
        async () => (await window.hazardMap.counts()).by.status.cleared.zones === 1,
    );
    assert.equal((await page.call("counts")).zones.shown, 4);
});

mapTest("the brush makes a window by drag, moves it, and a click opens it again", {}, async (page) => {
    await page.settled();
    const area = await page.box(".brush");
    const y = area.y + area.height / 2;
    const at = (share) => ({ x: Math.round(area.x + area.width * share), y: Math.round(y) });
    await page.drag(at(0.5), at(0.7));
    const [from, to] = await windowInFields(page);
    assert.ok(from < to && from > "2005" && to < "2020", `${from} to ${to}`);
    await showsExactly(page, within(from, to));
    await page.drag(at(0.6), at(0.8));
    const [later, end] = await windowInFields(page);
    assert.ok(later > from, `${later} is after ${from}`);
    await showsExactly(page, within(later, end));
    const span = (first, last) => Date.parse(last) - Date.parse(first);
    assert.ok(Math.abs(span(later, end) / span(from, to) - 1) < 0.05, "as long as before");
    await page.click(".timeline-dates button");
    await showsExactly(page, accidents);
});

mapTest("the ends of the window move by keyboard, and say where they are", {}, async (page) => {
    await page.settled();
    const first = "[role=slider][aria-label='First day']";
    const last = "[role=slider][aria-label='Last day']";
    await page.call("setTime", { from: "2010-01-01", to: "2015-01-01" });
    await page.run((selector) => document.querySelector(selector).focus(), first);
    const said = () => page.run((selector) => document.querySelector(selector).ariaValueText, first);
    assert.match(await said(), /2010/);
    await page.press(Key.ARROW_RIGHT);
    const moved = await page.until(
        "it moved",
        () =>
            document.querySelector("[aria-label='From']").value !== "2010-01-01" &&
            document.querySelector("[aria-label='From']").value,
    );
    assert.ok(moved > "2010-01-01" && moved < "2011-01-02", moved);
    await page.press(Key.PAGE_UP);
    await page.until("a year further", () => document.querySelector("[aria-label='From']").value > "2010-12-31");
    await page.press(Key.HOME);
    await page.until("it is open", () => document.querySelector("[aria-label='From']").value === "");
    assert.equal(await said(), "from the beginning");
    await page.run((selector) => document.querySelector(selector).focus(), last);
    await page.press(Key.END);
    await showsExactly(page, accidents);
});

mapTest("typed dates hold, and a window without a day does not", {}, async (page) => {
    await page.settled();
    await page.type("[aria-label='From']", "03012015");
    await page.type("[aria-label='To']", "06302018");
    await showsExactly(page, within("2015-03-01", "2018-07-01"));
    await page.run(() => {
        const field = document.querySelector("[aria-label='To']");
        field.value = "2014-01-01";
        field.dispatchEvent(new Event("change", { bubbles: true }));
    });
    await page.settled();
    assert.equal(
        (await page.call("counts")).incidents.shown,
        within("2015-03-01", "2018-07-01").length,
        "to cannot be before from",
    );
    await assert.rejects(page.call("setTime", { from: "2020-01-01", to: "2020-01-01" }), { code: "bad_argument" });
    await assert.rejects(page.call("setTime", { from: "01.02.2020", to: null }), {
        code: "bad_argument",
        message: /01\.02\.2020/,
    });
});

mapTest("playing moves the window by itself, pausing stops it, steps go one by one", {}, async (page) => {
    await page.settled();
    await page.run(() => {
        window.windows = [];
        window.hazardMap.on("time", (time) => window.windows.push(time));
    });
    await page.click("[aria-label='Play']");
    await page.until("several windows were shown", () => new Set(window.windows.map((time) => time?.to)).size >= 3);
    await page.click("[aria-label='Pause']");
    await page.find("[aria-label='Play']");
    const heard = await page.run(() => window.windows.map((time) => time.to));
    assert.deepEqual(heard, [...heard].sort(), "it goes forward");
    const { from, to } = await page.run(() => window.windows.at(-1));
    await showsExactly(page, within(from ?? "0000", to));
    await page.click("[aria-label='One step back']");
    const back = await page.until("it went back", (to) => window.windows.at(-1).to < to && window.windows.at(-1), to);
    await showsExactly(page, within(back.from ?? "0000", back.to));
    await page.click("[aria-label='One step forward']");
    await page.until("it is where it was", (to) => window.windows.at(-1).to === to, to);
});

mapTest("what is counted and how it is coloured can be chosen", {}, async (page) => {
    await page.settled();
    const chart = () => page.run(() => document.querySelector("svg.bars").ariaLabel);
    const people = await chart();
    await page.select("[aria-label='Counted']", "accidents");
    await page.until("the bars changed", (before) => document.querySelector("svg.bars").ariaLabel !== before, people);
    const colours = () => page.text(".timeline-said");
    assert.match(await colours(), /Killed/);
    await page.select("[aria-label='Coloured by']", "age_group");
    await page.until("the key changed", () => !/Killed\n/.test(document.querySelector(".timeline-said").innerText));
    assert.match(await colours(), /Child/);
});
