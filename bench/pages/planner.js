// The planner's question with turf: as its documentation has it, and on flatbush.
//
// Of every place: metres to the nearest contaminated zone, contaminated zones and accidents around it, and the
// contaminated share of a circle around it. Turf measures on a sphere.

import { area } from "@turf/area";
import { circle } from "@turf/circle";
import { distance } from "@turf/distance";
import { featureCollection, point } from "@turf/helpers";
import { intersect } from "@turf/intersect";
import { pointToPolygonDistance } from "@turf/point-to-polygon-distance";
import { union } from "@turf/union";
import Flatbush from "flatbush";
import { fetchJson } from "./task.js";

/** Metres of the shortest degree of latitude: a box by it is never too small. */
const DEGREE_M = 110_500;

/**
 * Milliseconds, and the answers summed. `reach` is in metres: {zones, accidents, ring}. The files are read, and what
 * is contaminated is chosen, before the clock starts; indexes are built after it has started.
 */
export async function planner(zonesUrl, accidentsUrl, places, reach, indexed) {
    const zones = (await fetchJson(zonesUrl)).features
        .filter(({ properties }) => ["confirmed", "suspected"].includes(properties.status));
    const accidents = (await fetchJson(accidentsUrl)).features;
    const start = performance.now();
    const answer = (indexed ? onIndexes : scanning)(zones, accidents, reach);
    const sums = { nearest: 0, zones: 0, accidents: 0, share: 0 };
    for (const { lng, lat } of places) {
        const found = answer(point([lng, lat]), [lng, lat]);
        for (const name of Object.keys(sums)) sums[name] += found[name];
    }
    return { took: performance.now() - start, sums };
}

const toZone = (at, zone) => Math.max(0, pointToPolygonDistance(at, zone, { units: "meters" }));
const toPoint = (at, spot) => distance(at, spot, { units: "meters" });

/** Every zone and every accident is looked at for every place; only zones that reach into the circle are cut. */
function scanning(zones, accidents, reach) {
    return (at) => {
        const distances = zones.map((zone) => toZone(at, zone));
        return {
            nearest: Math.min(...distances),
            zones: distances.filter((metres) => metres <= reach.zones).length,
            accidents: accidents.filter((spot) => toPoint(at, spot) <= reach.accidents).length,
            share: share(at, zones.filter((_, zone) => distances[zone] <= reach.ring), reach.ring),
        };
    };
}

function onIndexes(zones, accidents, reach) {
    const boxes = new Flatbush(zones.length);
    zones.forEach(({ geometry }) => boxes.add(...boxOf(geometry)));
    boxes.finish();
    const spots = new Flatbush(accidents.length);
    accidents.forEach(({ geometry: { coordinates: [x, y] } }) => spots.add(x, y, x, y));
    spots.finish();
    return (at, lnglat) => {
        const zonesWithin = (metres) => boxes.search(...around(lnglat, metres)).map((zone) => zones[zone]);
        let nearest = Infinity;
        for (let metres = reach.ring; nearest > metres / 2; metres *= 2) {
            nearest = Math.min(...zonesWithin(metres).map((zone) => toZone(at, zone)), Infinity);
        }
        return {
            nearest,
            zones: zonesWithin(reach.zones).filter((zone) => toZone(at, zone) <= reach.zones).length,
            accidents: spots.search(...around(lnglat, reach.accidents))
                .filter((spot) => toPoint(at, accidents[spot]) <= reach.accidents).length,
            share: share(at, zonesWithin(reach.ring), reach.ring),
        };
    };
}

/** West, south, east and north of what lies within so many metres. */
function around([lng, lat], metres) {
    const up = metres / DEGREE_M;
    const across = up / Math.cos(((Math.abs(lat) + up) * Math.PI) / 180);
    return [lng - across, lat - up, lng + across, lat + up];
}

function share(at, zones, radius) {
    const ring = circle(at, radius, { steps: 64, units: "meters" });
    const parts = zones.map((zone) => intersect(featureCollection([ring, zone]))).filter(Boolean);
    if (!parts.length) return 0;
    const whole = parts.length > 1 ? union(featureCollection(parts)) : parts[0];
    return area(whole) / area(ring);
}

function boxOf({ coordinates }) {
    const flat = coordinates.flat(Infinity);
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (let at = 0; at < flat.length; at += 2) {
        box[0] = Math.min(box[0], flat[at]);
        box[1] = Math.min(box[1], flat[at + 1]);
        box[2] = Math.max(box[2], flat[at]);
        box[3] = Math.max(box[3], flat[at + 1]);
    }
    return box;
}
