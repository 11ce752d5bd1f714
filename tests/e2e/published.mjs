// A published folder for tests: made by the program behind `cargo xtask publish`, served below a sub-path by a plain
// server that sends no headers of its own, and that can go away.

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const PUBLISHER = process.env.HAZARD_MAP_PUBLISHER ?? `${ROOT}target/quick/publisher`;
const SITE = process.env.HAZARD_MAP_FOLDER ?? `${ROOT}target/site`;
const BASE = "/somebody/maps/";
const TYPES = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".json": "application/json",
    ".wasm": "application/wasm",
    ".svg": "image/svg+xml",
};

const made = [];
after(() => {
    for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** A new folder that is removed after the tests of the file. */
export function newFolder() {
    const folder = mkdtempSync(join(tmpdir(), "hazard-map-published-"));
    made.push(folder);
    return folder;
}

/** Publishes files, {name: text or JSON}, to `out`; gives what the program said. */
export function publish(files, out, ...words) {
    const folder = newFolder();
    for (const [name, content] of Object.entries(files)) {
        writeFileSync(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
    }
    mkdirSync(join(out, ".."), { recursive: true });
    return execFileSync(PUBLISHER, [folder, `--site=${SITE}`, `--out=${out}`, "--no-compress", ...words], { encoding: "utf8" });
}

/** Serves a folder; gives the address of the map in it and a function that ends the server with all its connections. */
export async function serve(folder) {
    const server = createServer((request, response) => {
        const path = decodeURIComponent(new URL(request.url, "http://here").pathname);
        try {
            if (!path.startsWith(BASE)) throw new Error("outside");
            const inner = normalize(path.slice(BASE.length)) || ".";
            const file = join(folder, inner.endsWith("/") || inner === "." ? `${inner}/index.html` : inner);
            const bytes = readFileSync(file);
            response.writeHead(200, { "Content-Type": TYPES[extname(file)] ?? "application/octet-stream" });
            response.end(bytes);
        } catch {
            response.writeHead(404).end();
        }
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    const stop = () => {
        // In this order: a connection that came between would be waited for without end.
        const closed = new Promise((resolve) => server.close(resolve));
        server.closeAllConnections();
        return closed;
    };
    after(stop);
    return { address: `http://127.0.0.1:${server.address().port}${BASE}`, stop };
}
