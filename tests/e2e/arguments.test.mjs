// Every method of window.hazardMap with arguments that nobody expects: each call is answered, or refused in words, and
// the map goes on. `HAZARD_MAP_INPUTS` asks for more calls than the few of every run, `HAZARD_MAP_SEED` for others.

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { EMPTY, mapTest } from "./harness.mjs";
import { collection, file, zone } from "./made.mjs";

/** Calls of a short run. */
const FEW = 500;
/** Calls of one open map, so that what they load does not pile up. */
const CALLS_PER_MAP = 500;
/** Calls that are made at once, each with a seed of their own. */
const CALLS_PER_TURN = 25;
const SEED = Number(process.env.HAZARD_MAP_SEED ?? 20_260_101);
const CALLS = Number(process.env.HAZARD_MAP_INPUTS ?? FEW);
const HERE = [46.7, 39.5];
const FOLDER = fileURLToPath(new URL(".", import.meta.url));

/** Runs in the page: makes so many calls and tells what was neither answered nor refused in words, at most a few. */
async function callAll(seed, calls) {
    const { Random, damage, odd } = await import(new URL("damage/damaged.mjs", document.baseURI));
    const random = new Random(seed);
    const map = window.hazardMap;
    const place = { lng: 46.7, lat: 39.5 };
    const ring = [[46, 39], [47, 39], [47, 40], [46, 39]];
    const good = {
        load: [new File(['{"type":"FeatureCollection","features":[]}'], "a.geojson"), { id: "a", role: "cleared", fields: {} }],
        unload: ["a"],
        layers: [],
        report: ["a"],
        setView: [{ ...place, zoom: 9 }],
        getView: [],
        fitTo: ["a"],
        setFilter: [{ text: "a", facets: {}, geometry: { type: "Polygon", coordinates: [ring] } }],
        getFilter: [],
        counts: [],
        setTime: [{ from: "2020-01", to: "2021" }],
        setTheme: ["light"],
        setLanguage: ["en"],
        assess: [{ type: "LineString", coordinates: ring }, { radius_m: 500, width_m: 50, zones_m: 10, incidents_m: 10 }],
        assessMany: [[{ id: 1, ...place }, { id: {}, ...place }], { radius_m: 500 }],
        audit: [],
        settled: [],
        on: ["view", () => {}],
    };
    // What structured cloning does not carry, but a script of the page can give.
    const throwing = () => {
        throw new Error("thrown by the page");
    };
    const foreign = [
        () => () => {},
        () => Symbol("odd"),
        () => window,
        () => document.body,
        () => Object.create(null),
        () => ({ get lng() { return throwing(); }, get signal() { return throwing(); } }),
        () => ({ toJSON: throwing }),
        () => ({ toJSON: () => 1n }),
        () => ({ signal: { aborted: "yes" } }),
        () => new Proxy({}, { get: throwing, has: throwing, ownKeys: throwing }),
        () => new AbortController().signal,
        () => new Blob(["{}"]),
        () => Promise.reject(new Error("of the page")).catch(() => {}),
    ];
    const any = () => (random.oneIn(6) ? random.pick(foreign)() : odd(random));
    const made = (method) => {
        if (random.oneIn(3)) return random.some(3, any);
        const damaged = damage(random, structuredClone(good[method].filter((value) => typeof value !== "function")));
        return Array.isArray(damaged) && damaged.length < 9 ? damaged : [damaged];
    };
    const isWorded = (why) =>
        !(why instanceof Error) && typeof why?.code === "string" && typeof why.message === "string" && why.message !== "";
    const told = (value) => {
        try {
            return (JSON.stringify(value) ?? String(value)).slice(0, 300);
        } catch (error) {
            return String(error).slice(0, 100);
        }
    };

    // A file that does not tell what it holds is set aside, as a reader may.
    const reader = setInterval(() => document.querySelector("dialog.mapping[open] button[type=button]")?.click(), 50);
    const wrong = [];
    const methods = Object.keys(good);
    for (let number = 0; number < calls && wrong.length < 5; number += 1) {
        const method = random.pick(methods);
        const given = made(method);
        // Addresses are tried elsewhere: here each would be an error in the console.
        if (method === "load" && typeof given[0] === "string") given[0] = new File([given[0]], "odd.geojson");
        const note = (what) => wrong.push(`${number}: ${method}(${given.map(told).join(", ")}): ${what}`);
        let late;
        try {
            const answer = map[method](...given);
            const waited = new Promise((_, refuse) => (late = setTimeout(refuse, 50_000, "no answer")));
            await Promise.race([answer, waited]);
        } catch (why) {
            if (!isWorded(why)) note(why?.stack ?? told(why));
        }
        clearTimeout(late);
        const { lng, lat, zoom } = await map.getView();
        if (![lng, lat, zoom].every(Number.isFinite)) note(`the view is ${lng} ${lat} ${zoom}`);
        if (method === "load") for (const { id } of await map.layers()) await map.unload(id);
    }
    clearInterval(reader);
    return wrong;
}

for (let first = 0; first < CALLS; first += CALLS_PER_MAP) {
    const count = Math.min(CALLS_PER_MAP, CALLS - first);
    mapTest(
        `methods with odd arguments answer or refuse in words: calls ${first} to ${first + count}`,
        { query: EMPTY, mounts: { damage: FOLDER } },
        async (page) => {
            for (let seed = SEED + first; seed < SEED + first + count; seed += CALLS_PER_TURN) {
                const wrong = await page.run(callAll, seed, CALLS_PER_TURN);
                assert.deepEqual(wrong, [], `HAZARD_MAP_SEED=${seed} HAZARD_MAP_INPUTS=1 repeats it`);
            }
            await page.call("setFilter", {});
            await page.call("setTime", null);
            assert.equal((await page.load(file("good.geojson", collection([zone("G", HERE, 0.01)])))).drawn, 1);
            const answer = await page.call("assess", { lng: HERE[0], lat: HERE[1] }, { radius_m: 500 });
            assert.notEqual(answer.verdict, "no_recorded_hazard");
            await page.look({ lng: HERE[0], lat: HERE[1], zoom: 12 });
        },
    );
}
