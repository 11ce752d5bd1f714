// Serves pages, data and the map on the loopback interface.

import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const TYPES = {
    ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css",
    ".wasm": "application/wasm", ".json": "application/json", ".geojson": "application/geo+json",
    ".svg": "image/svg+xml", ".txt": "text/plain; charset=utf-8",
};

/** Serves each folder below its name; gives the address and how to stop. */
export async function serve(folders) {
    const server = createServer((request, response) => {
        const path = normalize(decodeURIComponent(new URL(request.url, "http://localhost").pathname));
        const [, name, ...rest] = path.split("/");
        const file = folders[name] && join(folders[name], rest.join("/") || "index.html");
        let size;
        try {
            size = statSync(file).size;
        } catch {
            response.writeHead(404).end();
            return;
        }
        const type = TYPES[extname(file)] ?? "application/octet-stream";
        response.writeHead(200, { "content-type": type, "content-length": size, "cache-control": "no-store" });
        createReadStream(file, { highWaterMark: 1 << 20 }).pipe(response);
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    return { address: `http://127.0.0.1:${server.address().port}/`, stop: () => server.close() };
}
