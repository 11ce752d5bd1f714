// One library with one data set in one fresh browser.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Browser, memory, processor } from "./browser.mjs";

const read = (name) => readFileSync(fileURLToPath(new URL(name, import.meta.url)), "utf8");
export const INSTRUMENT = read("./instrument.js");
export const HAZARD_MAP = `{${read("../pages/hazard-map.js")}}`;
export const HAZARD = "hazard-map";

const [WIDTH, HEIGHT] = [1280, 800];
/** Free space around the whole extent, in CSS pixels. */
const PADDING = 40;
/** Zoom levels closer than the whole extent: a third and a 256th of it are in view. */
const THIRD = Math.log2(Math.sqrt(3));
const CLOSE = 4;

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** The view that shows an extent whole; zoom 0 is a world 512 pixels wide. */
export function viewOf([west, south, east, north]) {
    const y = (lat) => 0.5 - Math.atanh(Math.sin((lat * Math.PI) / 180)) / (2 * Math.PI);
    const [top, bottom] = [y(north), y(south)];
    const scale = Math.min((WIDTH - 2 * PADDING) / ((east - west) / 360), (HEIGHT - 2 * PADDING) / (bottom - top));
    const middle = 0.5 - (top + bottom) / 2;
    const lat = (Math.asin(Math.tanh(middle * 2 * Math.PI)) * 180) / Math.PI;
    return { lng: (west + east) / 2, lat, zoom: Math.log2(scale / 512) };
}

/** What a stretch of work costs the processes of page and graphics, in milliseconds a frame. */
async function costs(browser, frames, work) {
    const { page, graphics } = await browser.processes();
    const before = [processor(page), processor(graphics)];
    const done = await work();
    const after = [processor(page), processor(graphics)];
    const count = frames(done);
    return {
        ...done,
        main: (after[0].main - before[0].main) / count,
        page: (after[0].all - before[0].all) / count,
        graphics: (after[1].all - before[1].all) / count,
    };
}

export const median = (numbers) => {
    const sorted = [...numbers].sort((a, b) => a - b);
    return sorted.length ? sorted[Math.floor(sorted.length / 2)] : null;
};

/**
 * Measures everything; what went wrong ends the row and is told in `trouble`.
 *
 * @param {object} plan {peer, facts, address: of the server, quick, stages: their names or nothing, oneByOne: whether
 * Hazard Map draws every accident}
 */
export async function measure({ peer, facts, address, quick, stages, oneByOne }) {
    const browser = await Browser.start();
    const row = {};
    const call = (words, limit) => browser.evaluate(`bench.${words}`, limit);
    const wanted = (stage) => !stages || stages.includes(stage);
    const whole = viewOf(facts.extent);
    const frames = quick ? 20 : 60;
    try {
        const own = peer === HAZARD;
        const hazard = `hazard/?map=/maps/empty.json&lang=en${oneByOne ? "#group=0" : ""}`;
        const page = own ? hazard : `pages/${peer}.html`;
        await browser.open(address + page, own ? [INSTRUMENT, HAZARD_MAP] : [INSTRUMENT]);
        await browser.evaluate(`new Promise((done) => {
            const look = () => (window.peer ? done() : setTimeout(look, 1));
            look();
        })`, 30_000);
        row.open = await call("open()", 60_000);
        await call(`prepare(${JSON.stringify(whole)}, ${JSON.stringify(facts)})`, 60_000);
        const url = JSON.stringify(`/data/${facts.name}.geojson`);
        if (stages?.includes("first")) {
            row.first = await call(`first(${url})`);
            return row;
        }
        Object.assign(row, await call(`load(${url})`, 180_000));
        if (row.seen < 0.98) row.trouble = `only ${Math.round(100 * row.seen)}% of the places looked at show anything`;
        await wait(2_000);
        row.memory = memory((await browser.processes()).page);
        const idle = await costs(browser, () => 1, async () => void (await wait(1_000)));
        row.idle = { page: idle.page, graphics: idle.graphics };
        if (wanted("marks") && facts.places.length) row.marks = await call("marks()");
        await call(`look(${JSON.stringify({ ...whole, zoom: whole.zoom + THIRD })})`);
        if (wanted("pan")) row.pan = await pan(browser, call, frames);
        if (wanted("filter")) row.filter = await call(`filter(${quick ? 3 : 7}, 45000)`, 180_000);
        if (wanted("pick") && peer !== "raw-gl") row.pick = await call(`pick(${quick ? 10 : 30})`);
        await call(`look(${JSON.stringify({ ...whole, zoom: whole.zoom + CLOSE })})`);
        if (wanted("close")) row.close = await pan(browser, call, frames);
        row.most = memory((await browser.processes()).page).most;
    } catch (error) {
        row.trouble = error.message.split("\n")[0];
        if (process.env.BENCH_VERBOSE) console.error(error, browser.errors);
    } finally {
        await browser.stop();
    }
    return row;
}

async function pan(browser, call, frames) {
    const done = await costs(browser, (pan) => pan.frames, () => call(`pan(${frames}, 12000)`));
    return { ...done, interval: median(done.intervals) };
}
