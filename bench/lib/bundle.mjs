// Bundles the pages, each with its library, and weighs the code.

import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import { build } from "esbuild";
import { CACHE } from "./generate.mjs";

const PAGES = fileURLToPath(new URL("../pages/", import.meta.url));
export const BUNDLES = `${CACHE}pages/`;

/** The files of each page's code, besides its HTML. */
const FILES = {
    maplibre: ["maplibre.js", "maplibre.css", "maplibre-worker.js"],
    deck: ["deck.js"],
    "openlayers-webgl": ["openlayers-webgl.js"],
    "openlayers-canvas": ["openlayers-canvas.js"],
    leaflet: ["leaflet.js", "leaflet.css"],
    "raw-gl": ["raw-gl.js", "raw-gl-worker.js"],
};
/** What is no page of ours. */
const SOURCES = {
    "maplibre-worker.js": fileURLToPath(import.meta.resolve("maplibre-gl/dist/maplibre-gl-worker.mjs")),
};
export const PEERS = Object.keys(FILES);

/** Writes the pages and gives the bytes of each one's code, compressed by brotli. */
export async function bundle() {
    await mkdir(BUNDLES, { recursive: true });
    const scripts = [...Object.values(FILES).flat().filter((name) => name.endsWith(".js")), "computing.js"];
    await build({
        entryPoints: scripts.map((name) => ({ in: SOURCES[name] ?? PAGES + name, out: name.replace(".js", "") })),
        outdir: BUNDLES, bundle: true, minify: true, format: "esm", target: "es2022", logLevel: "warning",
        loader: { ".png": "dataurl" },
    });
    const sizes = {};
    for (const [peer, files] of Object.entries(FILES)) {
        const style = files.find((name) => name.endsWith(".css"));
        const link = style ? `<link rel="stylesheet" href="${style}">` : "";
        const script = `<script type="module" src="${peer}.js"></script>`;
        writeFileSync(`${BUNDLES}${peer}.html`, `<!doctype html><meta charset="utf-8">${link}<body>${script}`);
        const bytes = files.reduce((sum, name) => sum + weight(BUNDLES + name), 0);
        sizes[peer] = { opening: bytes, all: bytes };
    }
    writeFileSync(`${BUNDLES}computing.html`, '<!doctype html><body><script type="module" src="computing.js"></script>');
    return sizes;
}

/** What of a site no opening map transfers: the second halves, and what only pages around a map load. */
const LATER = /_later\.wasm$|^later-|^offline\.js$|^embed\.js$|^frame-/;

/** The code of the map: what opens it, page, worker and style; and all of it with what comes later. */
export function weighMap(site) {
    const files = readdirSync(site).filter((name) => /\.(js|wasm|css)$/.test(name));
    const sum = (names) => names.reduce((sum, name) => sum + weight(`${site}/${name}`), 0);
    const opening = sum(files.filter((name) => !LATER.test(name)));
    return { opening, all: sum(files) };
}

function weight(file) {
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 };
    return brotliCompressSync(readFileSync(file), { params }).length;
}
