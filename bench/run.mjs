// The benchmark. `cargo xtask bench` builds the map and runs this; README.md tells how to read what it prints.
//
//     node bench/run.mjs [--quick] [--only zones-10k,computing] [--peers maplibre,leaflet] [--rounds 3] [--keep]
//                        [--one-by-one]
//
// Every round runs all libraries one after the other, so that a busy minute of the machine falls on all of them.

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { BUNDLES, PEERS, bundle, weighMap } from "./lib/bundle.mjs";
import { computing } from "./lib/computing.mjs";
import { CACHE, dataset } from "./lib/generate.mjs";
import { HAZARD, measure } from "./lib/measure.mjs";
import { machine } from "./lib/machine.mjs";
import { report } from "./lib/report.mjs";
import { serve } from "./lib/server.mjs";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const MEASURES = `${CACHE}measures.json`;
const ALL = ["zones-1k", "zones-10k", "zones-100k", "incidents-1m", "computing"];
const QUICK = ["zones-1k", "zones-10k"];

const { values: words } = parseArgs({
    options: {
        quick: { type: "boolean", default: false },
        only: { type: "string" },
        peers: { type: "string" },
        rounds: { type: "string" },
        site: { type: "string", default: `${ROOT}dist` },
        keep: { type: "boolean", default: false },
        "one-by-one": { type: "boolean", default: false },
    },
});
const list = (text, all) => {
    const chosen = text ? text.split(",") : all;
    return chosen.map((word) => word.trim());
};
const sets = list(words.only, words.quick ? QUICK : ALL);
const peers = [HAZARD, ...list(words.peers, PEERS).filter((peer) => peer !== HAZARD)];
const unknown = peers.filter((peer) => peer !== HAZARD && !PEERS.includes(peer));
if (unknown.length) throw new Error(`there is no peer ${unknown.join(", ")}: choose from ${PEERS.join(", ")}`);
const rounds = Number(words.rounds ?? (words.quick ? 1 : 3));
if (!existsSync(`${words.site}/index.html`)) throw new Error(`${words.site} holds no built map`);

const sizes = { ...(await bundle()), [HAZARD]: weighMap(words.site) };
const server = await serve({
    data: CACHE, pages: BUNDLES, hazard: words.site, maps: fileURLToPath(new URL("maps", import.meta.url)),
});
const known = words.keep && existsSync(MEASURES) ? JSON.parse(readFileSync(MEASURES, "utf8")).measures : {};
const measures = { ...known };
for (const name of sets) {
    const run = name === "computing" ? () => computing(server.address, words) : () => rows(name);
    measures[name] = await run();
    const told = { machine: machine(ROOT), sizes, measures };
    writeFileSync(MEASURES, JSON.stringify(told));
    const text = report(told);
    if (!words.quick) writeFileSync(fileURLToPath(new URL("RESULTS.md", import.meta.url)), text);
    if (name === sets.at(-1)) console.log(`\n${text}`);
}
server.stop();

/** The rows of each library over all rounds. A library that broke once is not asked again. */
async function rows(name) {
    const facts = await dataset(name);
    const found = Object.fromEntries(peers.map((peer) => [peer, []]));
    for (let round = 1; round <= rounds; round += 1) {
        for (const peer of peers) {
            if (found[peer].some(({ trouble }) => trouble)) continue;
            const plan = { peer, facts, address: server.address, quick: words.quick, oneByOne: words["one-by-one"] };
            const row = await measure(plan);
            if (peer === HAZARD && !row.trouble) row.first = (await measure({ ...plan, stages: ["first"] })).first;
            found[peer].push(row);
            const told = row.trouble ?? `loaded in ${Math.round(row.load)} ms`;
            console.log(`${name}, round ${round}, ${peer}: ${told}`);
        }
    }
    return found;
}
