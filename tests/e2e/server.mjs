// The map's own static server, as `cargo xtask serve` runs it: below a sub-path, with the strict policy.

import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const FIXTURES = `${ROOT}tests/fixtures`;
/** A sub-path, so that an absolute address in the page fails a test. */
const BASE = "/maps/of/a/region/";

const servers = new Map();

/** What the tests of a file write, gone when they are done. */
const MADE = mkdtempSync(join(tmpdir(), "hazard-map-"));

/** Writes a file beside the map, for what a test only knows when it runs; gives its address as the map's page sees it. */
export function makeFile(name, content) {
    const bytes = typeof content === "string" || Buffer.isBuffer(content) ? content : JSON.stringify(content);
    writeFileSync(join(MADE, name), bytes);
    return `made/${name}`;
}

/**
 * The address of the map, ending in a slash; `fixtures/…` below it are the files of tests/fixtures, `made/…` those of
 * `makeFile`. Servers are shared by the tests of a file.
 *
 * @param {string[]} allowedOrigins that the policy allows
 * @param {{mounts?: object, own?: object}} [options] folders that lie beside those ({path: folder}); the site's own
 *     manifest instead of the demonstration's
 */
export function siteAddress(allowedOrigins, { mounts = {}, own = null } = {}) {
    const key = JSON.stringify([allowedOrigins, mounts, own]);
    if (!servers.has(key)) servers.set(key, start(allowedOrigins, mounts, own));
    return servers.get(key).then(({ address }) => address);
}

after(async () => {
    for (const server of servers.values()) (await server).process.kill();
    rmSync(MADE, { recursive: true });
});

function start(allowedOrigins, mounts, own) {
    const program = process.env.HAZARD_MAP_XTASK ?? `${ROOT}target/debug/xtask`;
    const words = ["serve", "--no-build", "--port", "0", "--base", BASE];
    const site = process.env.HAZARD_MAP_SITE ?? "quick";
    if (site !== "quick") words.push(`--${site}`);
    if (existsSync(FIXTURES)) words.push("--mount", `fixtures=${FIXTURES}`);
    for (const [path, folder] of Object.entries(mounts)) words.push("--mount", `${path}=${folder}`);
    words.push("--mount", `made=${MADE}`);
    if (own) {
        const folder = mkdtempSync(join(MADE, "own-"));
        writeFileSync(join(folder, "map.json"), JSON.stringify(own));
        words.push("--mount", `demo=${folder}`);
    }
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
