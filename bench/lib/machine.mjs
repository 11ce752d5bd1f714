// What the numbers were taken on.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";

const PACKAGES = ["maplibre-gl", "@deck.gl/core", "ol", "leaflet", "earcut", "crossfilter2", "@turf/intersect", "flatbush"];

function said(program, words) {
    try {
        return execFileSync(program, words, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
    } catch {
        return "unknown";
    }
}

export function machine(root) {
    const version = (name) => JSON.parse(readFileSync(`${root}bench/node_modules/${name}/package.json`, "utf8")).version;
    const commit = said("git", ["-C", root, "rev-parse", "--short", "HEAD"]);
    return {
        date: new Date().toISOString().slice(0, 10),
        processor: `${cpus().length} × ${cpus()[0].model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
        browser: said(process.env.HAZARD_MAP_BROWSER ?? "/usr/bin/chromium", ["--version"]),
        commit,
        versions: Object.fromEntries(PACKAGES.map((name) => [name, version(name)])),
    };
}
