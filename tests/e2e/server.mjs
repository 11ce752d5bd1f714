// The map's own static server, as `cargo xtask serve` runs it: below a sub-path, with the strict policy.

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { after } from "node:test";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const FIXTURES = `${ROOT}tests/fixtures`;
/** A sub-path, so that an absolute address in the page fails a test. */
const BASE = "/maps/of/a/region/";

const servers = new Map();

/**
 * The address of the map, ending in a slash; `fixtures/…` below it are the files of tests/fixtures, and those of
 * `mounts` ({path: folder}) lie beside them. Servers are shared by the tests of a file.
 */
export function siteAddress(allowedOrigins, mounts = {}) {
    const key = JSON.stringify([allowedOrigins, mounts]);
    if (!servers.has(key)) servers.set(key, start(allowedOrigins, mounts));
    return servers.get(key).then(({ address }) => address);
}

after(async () => {
    for (const server of servers.values()) (await server).process.kill();
});

function start(allowedOrigins, mounts) {
    const program = process.env.HAZARD_MAP_XTASK ?? `${ROOT}target/debug/xtask`;
    const words = ["serve", "--no-build", "--port", "0", "--base", BASE];
    if (process.env.HAZARD_MAP_SITE === "release") words.push("--release");
    if (existsSync(FIXTURES)) words.push("--mount", `fixtures=${FIXTURES}`);
    for (const [path, folder] of Object.entries(mounts)) words.push("--mount", `${path}=${folder}`);
    for (const origin of allowedOrigins) words.push("--allow", origin);
    const server = spawn(program, words, { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] });
    return new Promise((resolve, reject) => {
        let said = "";
        const listen = (bytes) => {
            said += bytes;
            const address = said.match(/http:\/\/\S+/)?.[0];
            if (address) resolve({ address, process: server });
        };
        server.stdout.on("data", listen);
        server.stderr.on("data", listen);
        server.on("error", reject);
        server.on("exit", () => reject(new Error(`the server stopped: ${said}`)));
    });
}
