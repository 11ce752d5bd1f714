// A raster tile server: every tile is a plain picture whose colour follows from its address.

import { createServer } from "node:http";
import { deflateSync } from "node:zlib";

import { makeFile } from "./server.mjs";

/**
 * Starts the server and stops it with the test.
 *
 * @param {import("node:test").TestContext} t
 * @param {{size?: number, missing?: (z: number, x: number, y: number) => boolean, manifest?: (template: string) => object}} options
 *   size in pixels; tiles for which `missing` is true answer 404; `manifest` makes the map.json that names the tiles and lies beside the map
 * @returns {Promise<{origin: string, template: string, manifest: string, asked: Array<{z, x, y, referrer, missing}>}>}
 */
export async function startTiles(t, { size = 256, missing = () => false, manifest = () => ({}) } = {}) {
    const asked = [];
    const server = createServer((request, response) => {
        const address = request.url.match(/^\/(\d+)\/(\d+)\/(\d+)(?:@2x)?\.png$/);
        const [z, x, y] = address?.slice(1).map(Number) ?? [];
        const absent = !address || missing(z, x, y);
        if (address) asked.push({ z, x, y, referrer: request.headers.referer ?? null, missing: absent });
        const headers = { "Access-Control-Allow-Origin": "*" };
        if (absent) return response.writeHead(404, headers).end();
        const colour = [90 + ((x * 53) % 120), 90 + ((y * 71) % 120), 90 + ((z * 37) % 120)];
        response.writeHead(200, { ...headers, "Content-Type": "image/png" }).end(plainPng(size, colour));
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    t.after(() => {
        server.closeAllConnections();
        server.close();
    });
    const origin = `http://127.0.0.1:${server.address().port}`;
    const template = `${origin}/{z}/{x}/{y}.png`;
    return { origin, template, manifest: makeFile("tiles.json", manifest(template)), asked };
}

/** A square PNG of one colour with a dark frame, so that seams between tiles show in pictures. */
export function plainPng(size, [red, green, blue]) {
    const rows = Buffer.alloc(size * (1 + size * 3));
    for (let y = 0; y < size; y += 1) {
        for (let x = 0; x < size; x += 1) {
            const framed = x === 0 || y === 0;
            rows.set(framed ? [60, 60, 60] : [red, green, blue], y * (1 + size * 3) + 1 + x * 3);
        }
    }
    const header = Buffer.alloc(13);
    header.writeUInt32BE(size, 0);
    header.writeUInt32BE(size, 4);
    header.set([8, 2, 0, 0, 0], 8); // 8 bits, red green blue, nothing special
    const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]);
}

function chunk(kind, content) {
    const named = Buffer.concat([Buffer.from(kind, "latin1"), content]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(content.length);
    const check = Buffer.alloc(4);
    check.writeUInt32BE(crc32(named));
    return Buffer.concat([length, named, check]);
}

/** CRC-32 as PNG uses it (ISO 3309). */
function crc32(bytes) {
    let crc = 0xffffffff;
    for (const byte of bytes) {
        crc ^= byte;
        for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
    }
    return (crc ^ 0xffffffff) >>> 0;
}
