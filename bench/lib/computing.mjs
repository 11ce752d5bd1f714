// Computing without drawing, in the same browser: cross-filter, and the planner's question.

import { Browser } from "./browser.mjs";
import { dataset } from "./generate.mjs";
import { HAZARD_MAP, INSTRUMENT } from "./measure.mjs";
import { random } from "./random.mjs";

const SEED_PLACES = 7;
const PLACES = 1_000;
/** Of those, every so many-th is asked of turf without an index, which takes about a second for each. */
const SCANNED_STEP = 50;
/** Metres within which zones and accidents are counted, and the radius of the circle of which the share is told. */
const REACH = { zones: 1_000, accidents: 5_000, ring: 2_000 };
/** Sums that differ by more are answers to another question; turf measures on a sphere, half a percent off. */
const AGREEMENT = 0.01;
/** How often the map is asked again, once the browser has compiled what answers. */
const AGAIN = 5;
/** How many windows of time are asked for. */
const WINDOWS = 60;
const LIMIT_MS = 300_000;

const percentile = (numbers, share) => [...numbers].sort((a, b) => a - b)[Math.floor((numbers.length - 1) * share)];
const spread = (numbers) => `${percentile(numbers, 0.5).toFixed(1)} (p95 ${percentile(numbers, 0.95).toFixed(1)})`;

/** The lines of both tables. */
export async function computing(address, { quick }) {
    const [accidents, several] = quick ? ["incidents-10k", "incidents-10k"] : ["incidents-1m", "incidents-100k"];
    await Promise.all([...new Set([accidents, several, "zones-10k"])].map(dataset));
    const lines = [
        `Cross-filter over ${accidents}, six dimensions, milliseconds of the main thread. Hazard Map's are those of`,
        "`setTime`, which also counts every facet, the casualties and the clusters.",
        "",
        "| | building | window dragged by a day | window jumps |", "|---|---:|---:|---:|",
    ];
    const peer = await within(address, "pages/computing.html", [], (ask) => {
        return ask(`computing.crossfilter("/data/${accidents}.geojson", 60)`);
    });
    lines.push(`| crossfilter2 | ${Math.round(peer.build)} | ${spread(peer.drag)} | ${spread(peer.jump)} |`);
    const own = await onMap(address, async (ask, browser) => {
        await load(ask, accidents, "incidents");
        return { drag: await windows(ask, browser, 1), jump: await windows(ask, browser, 3_001) };
    });
    const cells = ({ drag, jump }, of) => [drag, jump].map((all) => spread(all.map(of))).join(" | ");
    lines.push(`| **Hazard Map** | while loading | ${cells(own, ({ clock }) => clock)} |`);
    lines.push(`| **Hazard Map**, processor time | | ${cells(own, ({ processor }) => processor)} |`);

    lines.push("", ...(await planned(address, several)));
    return { lines };
}

/** The planner's question: by turf with and without an index, and by the map; their sums must agree. */
async function planned(address, accidents) {
    const chance = random(SEED_PLACES);
    const places = Array.from({ length: PLACES }, (_, id) => ({ id, lng: 45 + 4 * chance(), lat: 38.5 + 3 * chance() }));
    const some = places.filter((_, at) => at % SCANNED_STEP === 0);
    const byTurf = (asked, indexed) => within(address, "pages/computing.html", [], (ask) => ask(
        `computing.planner("/data/zones-10k.geojson", "/data/${accidents}.geojson", ${JSON.stringify(asked)},
            ${JSON.stringify(REACH)}, ${indexed})`,
    ));
    const scanned = await byTurf(some, false);
    const turf = await byTurf(places, true);
    const turfOfSome = await byTurf(some, true);
    const [ours, oursOfSome] = await onMap(address, async (ask) => {
        await load(ask, "zones-10k", "zones");
        await load(ask, accidents, "incidents");
        const first = await ask(assessed(places));
        const again = [];
        for (let time = 0; time < AGAIN; time += 1) {
            const { took, sums } = await ask(assessed(places));
            agree("the first answer and a later one", first.sums, sums, 0);
            again.push(took);
        }
        return [{ ...first, again: percentile(again, 0.5) }, await ask(assessed(some))];
    });
    agree("turf on flatbush and Hazard Map", turf.sums, ours.sums);
    agree("turf and Hazard Map", scanned.sums, oursOfSome.sums);
    agree("turf and turf on flatbush", scanned.sums, turfOfSome.sums, 1e-9);

    const whole = (scanned.took * places.length) / some.length;
    const sums = ({ nearest, zones, accidents: counted, share }) => {
        return [written(nearest), zones, written(counted), share.toFixed(3)].join(" | ");
    };
    const km = (metres) => `${metres / 1000} km`;
    const heads = "nearest, summed m | zones | accidents | shares, summed |";
    return [
        `The planner's question for ${written(PLACES)} places among zones-10k and ${accidents}: the nearest contaminated`,
        `zone, contaminated zones within ${km(REACH.zones)}, accidents within ${km(REACH.accidents)}, the contaminated share of the`,
        `circle of ${km(REACH.ring)}.`,
        "",
        `| | ms | ${heads}`, "|---|---:|---:|---:|---:|---:|",
        `| turf, **measured on ${some.length} places**, here times ${places.length / some.length} | ${written(whole)} | – | – | – | – |`,
        `| turf on flatbush | ${written(turf.took)} | ${sums(turf.sums)} |`,
        `| **Hazard Map** (\`assessMany\`) | ${written(ours.took)} | ${sums(ours.sums)} |`,
        `| **Hazard Map**, asked again | ${written(ours.again)} | the same | | | |`,
        "",
        `Hazard Map is ${(turf.took / ours.took).toFixed(1)} times as fast as turf on flatbush while the browser still compiles it, ${(turf.took / ours.again).toFixed(1)} times`,
        `when asked again (the median of ${AGAIN}), and ${written(whole / ours.took)} times as fast as turf without an index, by proportion: turf`,
        `took ${written(scanned.took)} ms for the ${some.length} places, of which the sums are`,
        "",
        `| of ${some.length} places | ${heads}`, "|---|---:|---:|---:|---:|",
        `| turf | ${sums(scanned.sums)} |`,
        `| turf on flatbush | ${sums(turfOfSome.sums)} |`,
        `| **Hazard Map** | ${sums(oursOfSome.sums)} |`,
    ];
}

/** The map's rows in milliseconds, and summed. */
const assessed = (places) => `(async () => {
    const places = ${JSON.stringify(places)};
    const reach = { radius_m: ${REACH.ring}, zones_m: ${REACH.zones}, incidents_m: ${REACH.accidents} };
    const start = performance.now();
    const rows = await hazardMap.assessMany(places, reach);
    const took = performance.now() - start;
    const sum = (of) => rows.reduce((all, row) => all + of(row), 0);
    return { took, sums: {
        nearest: sum((row) => Math.min(row.nearest_confirmed_m ?? Infinity, row.nearest_suspected_m ?? Infinity)),
        zones: sum(({ within: { zones } }) => zones.confirmed + zones.suspected),
        accidents: sum(({ within }) => within.incidents.total),
        share: sum(({ within: { share } }) => share.confirmed + share.suspected),
    } };
})()`;

function agree(who, some, others, tolerance = AGREEMENT) {
    for (const [name, value] of Object.entries(some)) {
        const apart = Math.abs(value - others[name]) / Math.max(Math.abs(value), 1);
        if (!(apart <= tolerance)) throw new Error(`${who} differ in ${name}: ${value} and ${others[name]}`);
    }
}

const written = (number) => Math.round(number).toLocaleString("en");

const load = (ask, name, role) => ask(`hazardMap.load("/data/${name}.geojson", { role: "${role}" }).then(() => hazardMap.settled())`);

/**
 * Milliseconds that `setTime` keeps the page, once a frame, for windows of five years: by the clock, and of processor
 * time. The clock goes on while something else has the processor.
 */
async function windows(ask, browser, step) {
    const iso = (day) => new Date(day * 86_400_000).toISOString().slice(0, 10);
    const first = Date.UTC(1991, 0, 1) / 86_400_000;
    const took = [];
    for (let at = 0; at <= WINDOWS; at += 1) {
        const from = first + ((at * step) % 10_954);
        const before = await browser.scripts();
        // In a task of its own: scripts that the protocol runs are not counted.
        const clock = await ask(`new Promise((done) => setTimeout(() => {
            const start = performance.now();
            hazardMap.setTime({ from: "${iso(from)}", to: "${iso(from + 1_826)}" });
            done(performance.now() - start);
        }))`);
        took.push({ clock, processor: 1_000 * ((await browser.scripts()) - before) });
        await ask("new Promise(requestAnimationFrame).then(() => 0)");
    }
    return took.slice(1);
}

function onMap(address, work) {
    return within(address, "hazard/?map=/maps/empty.json&lang=en", [INSTRUMENT, HAZARD_MAP], async (ask, browser) => {
        await ask("bench.open()");
        return work(ask, browser);
    });
}

async function within(address, page, scripts, work) {
    const browser = await Browser.start();
    try {
        await browser.open(address + page, scripts);
        await browser.evaluate(`new Promise((done) => {
            const look = () => (window.computing || window.peer ? done() : setTimeout(look, 5));
            look();
        })`);
        return await work((expression) => browser.evaluate(expression, LIMIT_MS), browser);
    } finally {
        await browser.stop();
    }
}
