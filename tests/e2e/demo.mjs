// The demonstration's own files, read by the tests themselves: what the page says is compared with these.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("../../public/demo/", import.meta.url));

function features(layer) {
    return JSON.parse(readFileSync(`${FOLDER}${layer}.geojson`, "utf8")).features;
}

export const manifest = JSON.parse(readFileSync(`${FOLDER}map.json`, "utf8"));
export const zones = ["contaminated", "declared", "cleared"].flatMap((layer) =>
    features(layer).map((feature) => ({ layer, ...feature })),
);
export const accidents = features("incidents");
export const settlements = features("settlements");

/** How many values a list has of each kind: {confirmed: 3, …}. */
export function tally(list, kind) {
    const counts = {};
    for (const item of list) counts[kind(item)] = (counts[kind(item)] ?? 0) + 1;
    return counts;
}

export function sum(list, number) {
    return list.reduce((total, item) => total + (number(item) ?? 0), 0);
}

/** West, south, east, north of a feature. */
export function boundsOf({ geometry }) {
    const points = geometry.coordinates.flat(Infinity);
    const [lngs, lats] = [0, 1].map((axis) => points.filter((_, at) => at % 2 === axis));
    return [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)];
}

/** A place well inside a polygon: halfway across its widest stretch along one parallel. */
export function insideOf({ geometry }) {
    const ring = geometry.type === "Polygon" ? geometry.coordinates[0] : geometry.coordinates[0][0];
    const [, south, , north] = boundsOf({ geometry: { coordinates: ring } });
    let best = { width: -1, place: null };
    for (let step = 1; step < 16; step += 1) {
        const lat = south + ((north - south) * step) / 16;
        const crossings = ring
            .slice(1)
            .map((end, at) => [ring[at], end])
            .filter(([start, end]) => start[1] > lat !== end[1] > lat)
            .map(([start, end]) => start[0] + ((lat - start[1]) / (end[1] - start[1])) * (end[0] - start[0]))
            .sort((first, second) => first - second);
        for (let pair = 0; pair + 1 < crossings.length; pair += 2) {
            const width = crossings[pair + 1] - crossings[pair];
            if (width > best.width) best = { width, place: [(crossings[pair] + crossings[pair + 1]) / 2, lat] };
        }
    }
    return best.place;
}

/** Whether a place lies in an area, by counting crossings. */
export function contains({ geometry }, [lng, lat]) {
    const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
    const crossings = polygons.flat().flatMap((ring) => ring.slice(1).map((end, at) => [ring[at], end]));
    const east = crossings.filter(([start, end]) => {
        const within = start[1] > lat !== end[1] > lat;
        return within && start[0] + ((lat - start[1]) / (end[1] - start[1])) * (end[0] - start[0]) > lng;
    });
    return east.length % 2 === 1;
}

/** Degrees from a place to the nearest accident or settlement, whose symbols lie above the areas. */
export function distanceToSymbols([lng, lat]) {
    const points = [...accidents, ...settlements].map(({ geometry }) => geometry.coordinates);
    return Math.min(...points.map((point) => Math.hypot(point[0] - lng, point[1] - lat)));
}
