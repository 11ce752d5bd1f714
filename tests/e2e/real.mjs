// A whole country's layers as they were published, which are no part of the project (CONTRIBUTING.md says where such
// files come from). They are read here a second time, by the plainest means: what the map says is compared with this.

import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";

/** The folder with the files; undefined where nobody names one. */
export const FOLDER = process.env.HAZARD_MAP_REAL_DATA;

/** What is known of the published files: features, and of those set aside the number by reason. */
export const KNOWN = {
    suspect_areas: { role: "contaminated", read: 11_068, skipped: { no_geometry: 3_094, empty_geometry: 3 } },
    cleared_areas: { role: "cleared", read: 8_329, skipped: { no_geometry: 108, empty_geometry: 5 } },
    incidents: { role: "incidents", read: 1_442, skipped: {} },
    lifted_minefields: { role: "cleared", read: 925, skipped: {} },
};

/** Squared eccentricity and half the longer axis of WGS 84, the latter in metres. */
const [SQUARED, AXIS] = [0.00669437999014, 6_378_137];

/** The features of a file that have a place. */
export function placed(name) {
    const { features } = JSON.parse(readFileSync(`${FOLDER}/${name}.geojson`, "utf8"));
    return features.filter(({ geometry }) => geometry?.coordinates.length > 0);
}

/** The files and a manifest in a folder of its own, as `mounts` of a server; `remove` takes the folder away. */
export function mountReal() {
    const missing = Object.keys(KNOWN).filter((name) => !existsSync(`${FOLDER}/${name}.geojson`));
    assert.deepEqual(missing, [], `HAZARD_MAP_REAL_DATA names ${FOLDER}, which lacks these files`);
    const folder = mkdtempSync(`${tmpdir()}/hazard-map-real-`);
    const layers = Object.entries(KNOWN).map(([id, { role }]) => ({
        id, role, url: `../real-data/${id}.geojson`, title: id.replace("_", " "), source: `Published: ${id}`,
    }));
    const manifest = { title: "A whole country", view: { lng: 17.8, lat: 44, zoom: 7.4 }, layers };
    writeFileSync(`${folder}/map.json`, JSON.stringify(manifest));
    return { mounts: { "real-map": folder, "real-data": FOLDER }, remove: () => rmSync(folder, { recursive: true }) };
}

/**
 * Metres from a place to an area's boundary, on a plane that touches the ellipsoid at the place: good to a thousandth
 * within some ten kilometres.
 */
export function metresToBoundary({ geometry }, [lng, lat]) {
    const [latitude, degree] = [(lat * Math.PI) / 180, Math.PI / 180];
    const bend = 1 - SQUARED * Math.sin(latitude) ** 2;
    const east = degree * (AXIS / Math.sqrt(bend)) * Math.cos(latitude);
    const north = (degree * AXIS * (1 - SQUARED)) / bend ** 1.5;
    const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
    let least = Infinity;
    for (const ring of polygons.flat()) {
        const flat = ring.map(([x, y]) => [(x - lng) * east, (y - lat) * north]);
        flat.forEach((end, at) => {
            least = Math.min(least, metresToEdge(flat[Math.max(at - 1, 0)], end));
        });
    }
    return least;
}

/** Metres from the origin of a plane to an edge on it. */
function metresToEdge([x, y], [endX, endY]) {
    const [across, up] = [endX - x, endY - y];
    const along = -(x * across + y * up) / (across ** 2 + up ** 2 || 1);
    const part = Math.min(Math.max(along, 0), 1);
    return Math.hypot(x + part * across, y + part * up);
}
