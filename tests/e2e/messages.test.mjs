// Messages between a map and the page around it, damaged in every way that structured cloning allows: fed to the two
// modules that take them apart, src/web/bridge.js and src/web/embed.js, in a page that is none. Whatever comes, the laws
// below hold after every message.
//
// A short run is part of the tests. A long one: `HAZARD_MAP_INPUTS=10000000 node --test tests/e2e/messages.test.mjs`;
// `HAZARD_MAP_SEED` begins elsewhere. A failure names the seed that repeats it alone.

import { test } from "node:test";
import { inspect } from "node:util";
import { BridgeWorld } from "./messages_bridge.mjs";
import { ElementWorld } from "./messages_element.mjs";

/** Messages of a short run, both sides together. */
const FEW = 20_000;
const SEED = Number(process.env.HAZARD_MAP_SEED ?? 20_260_101);
const INPUTS = Number(process.env.HAZARD_MAP_INPUTS ?? FEW);

/** Worlds of their own, one after the other, until so many messages were sent; each has the seed after the last one's. */
async function runThrough(World, inputs) {
    let rejected = null;
    const note = (reason) => (rejected ??= { reason });
    process.on("unhandledRejection", note);
    try {
        for (let sent = 0, seed = SEED; sent < inputs; seed += 1) {
            const world = new World(seed);
            try {
                await world.run();
                if (rejected) throw new Error("a promise was refused and nobody heard it", { cause: rejected.reason });
            } catch (error) {
                error.message += `\nrepeat with HAZARD_MAP_SEED=${seed} HAZARD_MAP_INPUTS=1\n${inspect(world.last, { depth: 6, maxArrayLength: 5, maxStringLength: 200 })}`;
                throw error;
            } finally {
                world.leave();
            }
            sent += world.sent;
        }
    } finally {
        process.off("unhandledRejection", note);
    }
}

test("whatever the page around sends, the map's side keeps its laws", () => runThrough(BridgeWorld, INPUTS / 2));
test("whatever a frame or a stranger sends, the element keeps its laws", () => runThrough(ElementWorld, INPUTS / 2));
