// What peers take for computing alone: crossfilter2 over accidents, turf on flatbush for the planner's question.

import { area } from "@turf/area";
import { circle } from "@turf/circle";
import { distance } from "@turf/distance";
import { featureCollection, point } from "@turf/helpers";
import { intersect } from "@turf/intersect";
import { pointToPolygonDistance } from "@turf/point-to-polygon-distance";
import { union } from "@turf/union";
import crossfilter from "crossfilter2";
import Flatbush from "flatbush";
import { dayNumber, fetchJson } from "./task.js";

const WINDOW_DAYS = 1_826;

/** The windows that a hand drags over the years, day by day, or jumps to. */
function windows(count, step) {
    const [from, days] = [dayNumber("1991-01-01"), 12_780 - WINDOW_DAYS];
    return Array.from({ length: count }, (_, at) => from + ((at * step) % days)).map((first) => [first, first + WINDOW_DAYS]);
}

function timed(ranges, apply) {
    return ranges.map((range) => {
        const start = performance.now();
        apply(range);
        return performance.now() - start;
    });
}

window.computing = {
    windows,

    /** Six dimensions, each counted; the window of time moves. */
    async crossfilter(url, count) {
        const rows = (await fetchJson(url)).features.map(({ properties }) => ({
            ...properties, day: dayNumber(properties.date), month: properties.date.slice(0, 7),
        }));
        const start = performance.now();
        const filter = crossfilter(rows);
        const days = filter.dimension((row) => row.day);
        const groups = ["killed", "injured", "device", "activity", "admin1"].map((field) => {
            return filter.dimension((row) => row[field]).group().reduceCount();
        });
        groups.push(filter.dimension((row) => row.month).group().reduceCount());
        const build = performance.now() - start;
        const apply = (range) => {
            days.filterRange(range);
            groups.forEach((group) => group.all());
        };
        apply(windows(1, 1)[0]);
        return { build, drag: timed(windows(count, 1), apply), jump: timed(windows(count, 3_001), apply) };
    },

    /** Of every place: nearest contaminated zone, zones and accidents within a radius, contaminated share of it. */
    async planner(zonesUrl, accidentsUrl, places, radius) {
        const zones = (await fetchJson(zonesUrl)).features
            .filter(({ properties }) => ["confirmed", "suspected"].includes(properties.status));
        const accidents = (await fetchJson(accidentsUrl)).features;
        const start = performance.now();
        const boxes = new Flatbush(zones.length);
        zones.forEach(({ geometry }) => boxes.add(...boxOf(geometry)));
        boxes.finish();
        const spots = new Flatbush(accidents.length);
        accidents.forEach(({ geometry: { coordinates: [x, y] } }) => spots.add(x, y, x, y));
        spots.finish();
        const sums = { nearest: 0, zones: 0, accidents: 0, share: 0 };
        for (const { lng, lat } of places) {
            const at = point([lng, lat]);
            const box = (metres) => {
                const [up, across] = [metres / 110_500, metres / (110_500 * Math.cos((lat * Math.PI) / 180))];
                return [lng - across, lat - up, lng + across, lat + up];
            };
            const far = (zone) => Math.max(0, pointToPolygonDistance(at, zones[zone], { units: "meters" }));
            let nearest = Infinity;
            for (let reach = radius; nearest > reach / 2; reach *= 2) {
                nearest = Math.min(...boxes.search(...box(reach)).map(far), Infinity);
            }
            const around = boxes.search(...box(radius));
            sums.nearest += nearest;
            sums.zones += around.filter((zone) => far(zone) <= radius).length;
            sums.accidents += spots.search(...box(radius))
                .filter((spot) => distance(at, accidents[spot], { units: "meters" }) <= radius).length;
            sums.share += share(at, around.map((zone) => zones[zone]), radius);
        }
        return { took: performance.now() - start, sums };
    },
};

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
