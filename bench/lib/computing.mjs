// Computing without drawing, in the same browser: cross-filter, and the planner's question.

import { Browser } from "./browser.mjs";
import { dataset } from "./generate.mjs";
import { HAZARD_MAP, INSTRUMENT } from "./measure.mjs";
import { random } from "./random.mjs";

const SEED_PLACES = 7;
const PLACES = 1_000;
const RADIUS_M = 2_000;
const LIMIT_MS = 300_000;

const percentile = (numbers, share) => [...numbers].sort((a, b) => a - b)[Math.floor((numbers.length - 1) * share)];
const spread = (numbers) => `${percentile(numbers, 0.5).toFixed(1)} (p95 ${percentile(numbers, 0.95).toFixed(1)})`;

/** The lines of both tables. */
export async function computing(address, { quick }) {
    const [accidents, several] = quick ? ["incidents-10k", "incidents-10k"] : ["incidents-1m", "incidents-100k"];
    await Promise.all([accidents, several, "zones-10k"].map(dataset));
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
    const own = await onMap(address, async (ask) => {
        await load(ask, accidents, "incidents");
        return { drag: await ask(dragged(1)), jump: await ask(dragged(3_001)) };
    });
    lines.push(`| **Hazard Map** | while loading | ${spread(own.drag)} | ${spread(own.jump)} |`);

    const chance = random(SEED_PLACES);
    const places = Array.from({ length: PLACES }, (_, id) => ({ id, lng: 45 + 4 * chance(), lat: 38.5 + 3 * chance() }));
    const turf = await within(address, "pages/computing.html", [], (ask) => ask(
        `computing.planner("/data/zones-10k.geojson", "/data/${several}.geojson", ${JSON.stringify(places)}, ${RADIUS_M})`,
    ));
    const ours = await onMap(address, async (ask) => {
        await load(ask, "zones-10k", "zones");
        await load(ask, several, "incidents");
        return ask(`(async () => {
            const start = performance.now();
            const answers = await hazardMap.assessMany(${JSON.stringify(places)}, { radius_m: ${RADIUS_M} });
            const took = performance.now() - start;
            const sum = (of) => answers.reduce((all, answer) => all + of(answer), 0);
            const nearest = (row) => Math.min(row.nearest_confirmed_m ?? Infinity, row.nearest_suspected_m ?? Infinity);
            return { took, sums: { nearest: sum(nearest), accidents: sum(({ within }) => within.incidents.total) } };
        })()`);
    });
    lines.push(
        "",
        `The planner's question for ${PLACES.toLocaleString("en")} places among zones-10k and ${several}: the nearest contaminated`,
        `zone, zones and accidents within ${RADIUS_M / 1000} km, the contaminated share of that circle.`,
        "",
        "| | ms | nearest, summed m | accidents, summed |", "|---|---:|---:|---:|",
        `| turf on flatbush | ${Math.round(turf.took)} | ${Math.round(turf.sums.nearest)} | ${turf.sums.accidents} |`,
        `| **Hazard Map** (\`assessMany\`) | ${Math.round(ours.took)} | ${Math.round(ours.sums.nearest)} | ${ours.sums.accidents} |`,
        "",
        `Hazard Map is ${(turf.took / ours.took).toFixed(1)} times as fast.`,
    );
    return { lines };
}

const load = (ask, name, role) => ask(`hazardMap.load("/data/${name}.geojson", { role: "${role}" }).then(() => hazardMap.settled())`);

/** Milliseconds that `setTime` keeps the page, once a frame, for windows of five years. */
const dragged = (step) => `(async () => {
    const took = [];
    const iso = (day) => new Date(day * 86_400_000).toISOString().slice(0, 10);
    const first = Date.UTC(1991, 0, 1) / 86_400_000;
    for (let at = 0; at <= 60; at += 1) {
        const from = first + ((at * ${step}) % 10_954);
        const start = performance.now();
        const done = hazardMap.setTime({ from: iso(from), to: iso(from + 1_826) });
        took.push(performance.now() - start);
        await done;
        await new Promise(requestAnimationFrame);
    }
    return took.slice(1);
})()`;

function onMap(address, work) {
    return within(address, "hazard/?map=/maps/empty.json&lang=en", [INSTRUMENT, HAZARD_MAP], async (ask) => {
        await ask("bench.open()");
        return work(ask);
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
        return await work((expression) => browser.evaluate(expression, LIMIT_MS));
    } finally {
        await browser.stop();
    }
}
