// Where the map's time and memory go: samples page and worker while they load, pan and filter.
//
//     node bench/profile.mjs zones-100k [folder of a built map]
//
// Names of functions come from a build that keeps them; a published one has none.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { BUNDLES } from "./lib/bundle.mjs";
import { Browser, memory, processor } from "./lib/browser.mjs";
import { CACHE, dataset } from "./lib/generate.mjs";
import { HAZARD_MAP, INSTRUMENT, viewOf } from "./lib/measure.mjs";
import { serve } from "./lib/server.mjs";

const [name = "zones-10k", site = fileURLToPath(new URL("../dist", import.meta.url))] = process.argv.slice(2);
const SAMPLE_MICROSECONDS = 500;
const SHOWN = 28;

const facts = await dataset(name);
const whole = viewOf(facts.extent);
const server = await serve({
    data: CACHE, pages: BUNDLES, hazard: site, maps: fileURLToPath(new URL("maps", import.meta.url)),
});
const browser = await Browser.start();
let worker = null;
browser.on("Target.attachedToTarget", ({ sessionId, targetInfo }) => {
    if (targetInfo.type === "worker") worker = sessionId;
});
await browser.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: false, flatten: true });
await browser.open(`${server.address}hazard/?map=/maps/empty.json&lang=en`, [INSTRUMENT, HAZARD_MAP]);
await new Promise((resolve) => setTimeout(resolve, 1_500));
await browser.evaluate("bench.open()");
await browser.evaluate(`bench.prepare(${JSON.stringify(whole)}, ${JSON.stringify(facts)})`);

await told("load", `(async () => {
    const start = performance.now();
    await peer.load("/data/${name}.geojson", ${JSON.stringify({ kind: facts.kind, rows: facts.rows })});
    return performance.now() - start;
})()`);
await memoryTold();
await browser.evaluate(`bench.look(${JSON.stringify({ ...whole, zoom: whole.zoom + 0.79 })})`);
await told("pan", "bench.pan(60, 20000).then(({ frames, intervals }) => ({ frames, interval: intervals.sort((a, b) => a - b)[intervals.length >> 1] }))");
await told("filter", `(async () => {
    const took = [];
    for (let at = 0; at < 10; at += 1) {
        const start = performance.now();
        peer.filter(at % 2 === 0);
        took.push(Math.round(performance.now() - start));
        await new Promise((resolve) => setTimeout(resolve, 400));
    }
    return took.join(" ");
})()`);
await browser.stop();
server.stop();

/** Runs an expression under the profilers of page and worker, and prints what took their time. */
async function told(title, expression) {
    const sessions = { page: browser.session, worker };
    for (const session of Object.values(sessions)) {
        await browser.send("Profiler.enable", {}, session);
        await browser.send("Profiler.setSamplingInterval", { interval: SAMPLE_MICROSECONDS }, session);
        await browser.send("Profiler.start", {}, session);
    }
    const { page, graphics } = await browser.processes();
    const before = [processor(page), processor(graphics)];
    const said = await browser.evaluate(expression, 300_000);
    const [now, drawn] = [processor(page), processor(graphics)];
    const cost = `page process ${now.all - before[0].all} ms (main thread ${Math.round(now.main - before[0].main)}), `
        + `graphics ${drawn.all - before[1].all} ms`;
    console.log(`\n# ${title}: ${JSON.stringify(said)}; ${cost}`);
    for (const [where, session] of Object.entries(sessions)) {
        const { profile } = await browser.send("Profiler.stop", {}, session);
        summarise(where, profile);
    }
}

function summarise(where, { nodes, samples, timeDeltas }) {
    const byId = new Map(nodes.map((node) => [node.id, node]));
    const parents = new Map(nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node.id])));
    const plain = (name) => name.replace(/::h[0-9a-f]{16}( externref shim)?/, "").replaceAll("hazard_map::", "");
    const label = ({ callFrame }) => plain(callFrame.functionName) || `${callFrame.url.split("/").at(-1)}:${callFrame.lineNumber}`;
    const [self, total] = [new Map(), new Map()];
    let busy = 0;
    samples.forEach((id, at) => {
        const ms = timeDeltas[at] / 1000;
        const own = label(byId.get(id));
        if (own === "(idle)" || own === "(program)") return;
        busy += ms;
        self.set(own, (self.get(own) ?? 0) + ms);
        const seen = new Set();
        for (let node = id; node; node = parents.get(node)) seen.add(label(byId.get(node)));
        seen.forEach((known) => total.set(known, (total.get(known) ?? 0) + ms));
    });
    console.log(`\n## ${where}: busy ${Math.round(busy)} ms\n   self  total`);
    const shown = [...self].sort(([, a], [, b]) => b - a).slice(0, SHOWN);
    for (const [known, ms] of shown) {
        console.log(`${ms.toFixed(0).padStart(7)}${total.get(known).toFixed(0).padStart(7)}  ${known.slice(0, 120)}`);
    }
    console.log("   by total");
    for (const [known, ms] of [...total].sort(([, a], [, b]) => b - a).slice(0, SHOWN + 12)) {
        console.log(`${ms.toFixed(0).padStart(14)}  ${known.slice(0, 120)}`);
    }
}

/** The memories of both programs, and what JavaScript's buffers hold. */
async function memoryTold() {
    const { page } = await browser.processes();
    console.log(`\n# memory: renderer ${JSON.stringify(memory(page))}`);
    for (const [where, session] of Object.entries({ page: browser.session, worker })) {
        const sizes = {};
        for (const [kind, prototype] of [["wasm", "WebAssembly.Memory.prototype"], ["buffers", "ArrayBuffer.prototype"]]) {
            const { result } = await browser.send("Runtime.evaluate", { expression: prototype }, session);
            const { objects } = await browser.send("Runtime.queryObjects", { prototypeObjectId: result.objectId }, session);
            const { result: sum } = await browser.send("Runtime.callFunctionOn", {
                objectId: objects.objectId, returnByValue: true,
                functionDeclaration: `function () {
                    return this.reduce((sum, one) => sum + (one.buffer ?? one).byteLength, 0) / 1e6;
                }`,
            }, session);
            sizes[kind] = Math.round(sum.value);
        }
        const heap = await browser.send("Runtime.getHeapUsage", {}, session);
        console.log(`${where}: wasm memory ${sizes.wasm} MB, all buffers ${sizes.buffers} MB, heap ${Math.round(heap.usedSize / 1e6)} MB`);
    }
}
