// Narrowing the map: legend, questions, words; and what the page says about what it hides.

import assert from "node:assert/strict";
import { accidents, tally, zones } from "./demo.mjs";
import { mapTest } from "./harness.mjs";
import { openTab, panelSays } from "./panel.mjs";
import { Key } from "./page.mjs";

const statusOf = ({ properties }) => properties.status ?? "unknown";
const byStatus = tally(zones, statusOf);

/** Opens a question of the Filters tab and reads its answers: {name: {checked, count}}. */
async function answers(page, question) {
    await page.run(async (question) => {
        const details = [...document.querySelectorAll("details.facet")].find((facet) =>
            facet.querySelector("summary").innerText.startsWith(question),
        );
        if (details.open) return;
        // The page counts for open questions only: it hears of this one a moment later.
        const heard = new Promise((done) => details.addEventListener("toggle", done, { once: true }));
        details.open = true;
        await heard;
    }, question);
    return page.until(
        `${question} has answers`,
        (question) => {
            const details = [...document.querySelectorAll("details.facet")].find((facet) =>
                facet.querySelector("summary").innerText.startsWith(question),
            );
            const lines = [...details.querySelectorAll("label.choice")];
            const read = (line) => {
                const [name, count] = [...line.querySelectorAll("span")].map((span) => span.innerText);
                return [
                    name,
                    { checked: line.querySelector("input").checked, count: Number(count.replace(/\D/g, "")) },
                ];
            };
            return lines.length > 0 && Object.fromEntries(lines.map(read));
        },
        question,
    );
}

/** Ticks an answer of a question. */
async function tick(page, question, answer) {
    await answers(page, question);
    await page.run(
        (question, answer) => {
            const details = [...document.querySelectorAll("details.facet")].find((facet) =>
                facet.querySelector("summary").innerText.startsWith(question),
            );
            [...details.querySelectorAll("label.choice")]
                .find((line) => line.querySelector("span").innerText === answer)
                .click();
        },
        question,
        answer,
    );
}

async function press(page, label) {
    await page.run(
        (label) =>
            [...document.querySelectorAll("#panel-body button")].find((button) => button.innerText === label).click(),
        label,
    );
}

mapTest("a class switched off in the legend is off everywhere, and the page says so", {}, async (page) => {
    await page.settled();
    await page.click("[aria-label='Show: Cleared']");
    const left = zones.length - byStatus.cleared;
    await page.until("the counts follow", async (left) => (await window.hazardMap.counts()).zones.shown === left, left);
    const { status } = await page.call("getFilter");
    assert.ok(!status.includes("cleared") && status.includes("confirmed") && status.includes("unknown"));
    const said = await page.until("the page says it", () => {
        const said = document.querySelector(".status-line").innerText;
        return said.includes("Hidden") && said;
    });
    assert.match(said, new RegExp(`Hidden: ${byStatus.cleared} areas by the filter`));
    assert.match(said, /Hidden areas are no less dangerous/);
    await page.until("the legend counts none", () => {
        return (
            document.querySelector("[aria-label='Show: Cleared']").closest("label").querySelector(".legend-count")
                .innerText === "0"
        );
    });
    await page.click("[aria-label='Show: Cleared']");
    await page.until(
        "all are back",
        async (all) => (await window.hazardMap.counts()).zones.shown === all,
        zones.length,
    );
    assert.deepEqual(await page.call("getFilter"), {});
});

mapTest("the last class cannot be switched off", {}, async (page) => {
    await page.settled();
    await page.call("setFilter", { status: ["confirmed"] });
    await page.click("[aria-label='Show: Confirmed hazardous']");
    await page.settled();
    assert.equal((await page.call("counts")).zones.shown, byStatus.confirmed);
    assert.equal(
        await page.run(() => document.querySelector("[aria-label='Show: Confirmed hazardous']").checked),
        true,
        "the box says the same",
    );
});

mapTest("each answer counts what it would leave under all the other questions", {}, async (page) => {
    await page.settled();
    await openTab(page, "filters");
    const evidenceOf = ({ properties }) => properties.evidence ?? "unknown";
    assert.equal((await answers(page, "Evidence"))["Direct evidence"].count, tally(zones, evidenceOf).direct);
    await tick(page, "Evidence", "Direct evidence");
    const direct = zones.filter((zone) => evidenceOf(zone) === "direct");
    await page.until(
        "the map follows",
        async (left) => (await window.hazardMap.counts()).zones.shown === left,
        direct.length,
    );
    assert.deepEqual(await page.call("getFilter"), { evidence: ["direct"] });
    // Its own answers still count as if it were open; those of another question are narrowed.
    const evidence = await answers(page, "Evidence");
    assert.deepEqual(evidence["Direct evidence"], { checked: true, count: direct.length });
    assert.equal(evidence["Indirect evidence"].count, tally(zones, evidenceOf).indirect);
    const narrowed = (await answers(page, "Status"))["Suspected hazardous area"];
    assert.equal(narrowed.count, tally(direct, statusOf).suspected ?? 0);
    assert.ok(narrowed.count < byStatus.suspected);
    const { by } = await page.call("counts");
    for (const [slug, { zones: count }] of Object.entries(by.status))
        assert.equal(count, tally(direct, statusOf)[slug] ?? 0, slug);
    assert.equal((await page.call("counts")).incidents.shown, accidents.length, "accidents have no evidence, and stay");
});

mapTest('"unknown" is an answer of its own', {}, async (page) => {
    await page.settled();
    await openTab(page, "filters");
    await tick(page, "Evidence", "Unknown");
    const unknown = zones.filter(({ properties }) => (properties.evidence ?? "unknown") === "unknown").length;
    await page.until(
        "only they are left",
        async (left) => (await window.hazardMap.counts()).zones.shown === left,
        unknown,
    );
    assert.ok(unknown > 0 && unknown < zones.length);
});

mapTest("one chip per restriction; clear takes all away, undo brings them back", {}, async (page) => {
    await page.settled();
    await openTab(page, "filters");
    await tick(page, "Evidence", "Direct evidence");
    await tick(page, "Outcome", "Killed");
    await page.until("there are two chips", () => document.querySelectorAll(".chip").length === 2);
    assert.match((await page.texts(".chip")).join("|"), /Evidence: Direct evidence.*Outcome: Killed/s);
    assert.match(await page.text("#tab-filters"), /2/);
    const both = await page.call("getFilter");
    await press(page, "Clear all filters");
    await page.until("nothing is hidden", async () => (await window.hazardMap.counts()).zones.hidden === 0);
    assert.deepEqual(await page.call("getFilter"), {});
    await press(page, "Undo");
    await page.until("the chips are back", () => document.querySelectorAll(".chip").length === 2);
    assert.deepEqual(await page.call("getFilter"), both);
    await page.click(".chip");
    await page.until("one is lifted", () => document.querySelectorAll(".chip").length === 1);
});

mapTest("words find names, in any case", {}, async (page) => {
    await page.settled();
    await openTab(page, "filters");
    await page.type("#panel-body .field input[type=search]", "AĞDABAN");
    const holds = ({ properties }) => JSON.stringify(properties).toLowerCase().includes("ağdaban");
    const wanted = zones.filter(holds).length;
    await page.until(
        "only they are left",
        async (left) => (await window.hazardMap.counts()).zones.shown === left,
        wanted,
    );
    await panelSays(page, /Hidden: /);
    await page.type("#panel-body .field input[type=search]", Key.chord(Key.CONTROL, "a") + Key.BACK_SPACE + Key.ENTER);
    await page.until(
        "all are back",
        async (all) => (await window.hazardMap.counts()).zones.shown === all,
        zones.length,
    );
});

mapTest("a page that sets filters sees what a person sees", {}, async (page) => {
    await page.settled();
    await page.run(() => window.hazardMap.on("filter", (filter) => (window.heard = filter)));
    const filter = { status: ["confirmed", "suspected"], area_m2: { min: 100_000 } };
    await page.call("setFilter", filter);
    assert.deepEqual(await page.call("getFilter"), filter);
    assert.deepEqual(await page.run(() => window.heard), filter);
    const { zones: rows } = await page.call("counts");
    assert.equal(rows.shown + rows.hidden, zones.length);
    await openTab(page, "filters");
    assert.equal((await page.texts(".chip")).length, 2);
    assert.match(
        await page.text(".status-line"),
        new RegExp(`Showing ${rows.shown} of ${zones.length.toLocaleString("en")} areas`),
    );
    await assert.rejects(page.call("setFilter", { colour: ["red"] }), { code: "bad_argument", message: /colour/ });
    await assert.rejects(page.call("setFilter", { status: "confirmed" }), { code: "bad_argument" });
});
