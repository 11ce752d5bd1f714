// Invented zones and accidents, the same bytes for the same name: what every library of the benchmark loads.
//
// `zones-10k` is a file of 10,000 zones, `incidents-1m` one of 1,000,000 accidents. Beside each stands a file of facts:
// its extent, and places where something must be seen once it is painted.

import { createWriteStream, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { random } from "./random.mjs";

export const CACHE = fileURLToPath(new URL("../.cache/", import.meta.url));
/** A file made by another version of this program is made again. */
const VERSION = 3;
const SEED = 20_251_128;
/** West, south, east, north. */
const REGION = [45, 38.5, 49, 41.5];
/** Places that are looked at. */
const PROBES = 200;
/** Bytes that are written at once. */
const PIECE = 1 << 20;

/** Parts of 1; several rows of a class stand together, as they do in a country. */
const STATUSES = [["confirmed", 0.4], ["suspected", 0.3], ["declared", 0.15], ["cleared", 0.15]];
const HAZARDS = ["ap_mine", "av_mine", "cluster", "uxo", "axo"];
const ACTIVITIES = ["farming", "herding", "travelling", "collecting wood", "construction", "unknown"];
const PROVINCES = ["Agdam", "Fuzuli", "Jabrayil", "Zangilan", "Kalbajar", "Lachin", "Gubadly", "Tartar"];

/** The kind and the number of rows that a name such as `zones-100k` stands for. */
export function parseName(name) {
    const match = name.match(/^(zones|incidents)-(\d+)(k|m)$/);
    if (!match) throw new Error(`"${name}" is no data set: write zones-10k or incidents-1m`);
    return { kind: match[1], rows: Number(match[2]) * (match[3] === "k" ? 1_000 : 1_000_000) };
}

/** Makes a file unless it is there; gives its facts. */
export async function dataset(name) {
    const [data, facts] = [`${CACHE}${name}.geojson`, `${CACHE}${name}.json`];
    if (existsSync(facts)) {
        const known = JSON.parse(readFileSync(facts, "utf8"));
        if (known.version === VERSION && existsSync(data)) return known;
    }
    await mkdir(CACHE, { recursive: true });
    const { kind, rows } = parseName(name);
    const made = await write(`${data}.part`, rows, kind === "zones" ? zone : incident);
    renameSync(`${data}.part`, data);
    const known = { version: VERSION, name, kind, rows, ...made };
    writeFileSync(facts, JSON.stringify(known));
    return known;
}

async function write(path, rows, feature) {
    const chance = random(SEED);
    const towns = Array.from({ length: 60 }, () => position(chance));
    const file = createWriteStream(path);
    let piece = '{"type":"FeatureCollection","features":[\n';
    let bytes = 0;
    let vertices = 0;
    const extent = [Infinity, Infinity, -Infinity, -Infinity];
    const candidates = [];
    for (let row = 0; row < rows; row += 1) {
        const made = feature(row, chance, towns);
        piece += (row ? ",\n" : "") + made.text;
        vertices += made.vertices;
        for (const [lng, lat] of made.corners) {
            extent[0] = Math.min(extent[0], lng);
            extent[1] = Math.min(extent[1], lat);
            extent[2] = Math.max(extent[2], lng);
            extent[3] = Math.max(extent[3], lat);
        }
        candidates.push(made.probe);
        if (piece.length >= PIECE) {
            bytes += Buffer.byteLength(piece);
            if (!file.write(piece)) await once(file, "drain");
            piece = "";
        }
    }
    piece += "\n]}\n";
    bytes += Buffer.byteLength(piece);
    file.end(piece);
    await once(file, "finish");
    return { bytes, vertices, extent, ...seen(candidates) };
}

/** Some of the widest rows, from the whole length of the file; all rows where they are few. */
function seen(candidates) {
    const widest = candidates.map((probe) => probe.reach).sort((a, b) => b - a);
    const least = widest[Math.floor(widest.length / 20)];
    const wide = candidates.filter((probe) => probe.solid && probe.reach >= least);
    const step = Math.max(1, wide.length / PROBES);
    const probes = [];
    for (let at = wide.length - 1; at >= 0; at -= step) probes.push(wide[Math.round(at)]);
    return { probes, places: candidates.length <= 1_000 ? candidates : [] };
}

function position(chance) {
    const [west, south, east, north] = REGION;
    return [west + chance() * (east - west), south + chance() * (north - south)];
}

/** Half of all rows lie near a town. */
function place(chance, towns) {
    if (chance() < 0.5) return position(chance);
    const [lng, lat] = towns[Math.floor(chance() * towns.length)];
    const far = 0.02 + 0.3 * chance() ** 2;
    const angle = 2 * Math.PI * chance();
    const [west, south, east, north] = REGION;
    const within = (value, low, high) => Math.min(Math.max(value, low), high);
    return [within(lng + far * Math.cos(angle), west, east), within(lat + far * 0.8 * Math.sin(angle), south, north)];
}

const written = ([lng, lat]) => `[${lng.toFixed(6)},${lat.toFixed(6)}]`;

/** A star-shaped ring of `corners` corners about `middle`; it keeps clear of the inner half of its reach. */
function ring(chance, [lng, lat], reach, corners) {
    const points = [];
    for (let corner = 0; corner < corners; corner += 1) {
        const far = reach * (0.65 + 0.35 * chance());
        const angle = (2 * Math.PI * corner) / corners;
        points.push([lng + 1.3 * far * Math.cos(angle), lat + far * Math.sin(angle)]);
    }
    points.push(points[0]);
    return points;
}

function hole(middle, reach) {
    const corners = 7;
    const points = Array.from({ length: corners }, (_, corner) => {
        const angle = (-2 * Math.PI * corner) / corners;
        return [middle[0] + 1.3 * 0.3 * reach * Math.cos(angle), middle[1] + 0.3 * reach * Math.sin(angle)];
    });
    return [...points, points[0]];
}

function zone(row, chance, towns) {
    const middle = place(chance, towns);
    const reach = 0.0005 * 20 ** chance();
    const corners = () => 8 + Math.floor(chance() * 28);
    const holed = chance() < 0.1;
    const polygons = [[ring(chance, middle, reach, corners())]];
    if (holed) polygons[0].push(hole(middle, reach));
    if (chance() < 0.08) {
        const aside = [middle[0] + reach * (3 + 2 * chance()), middle[1] + reach * (chance() - 0.5)];
        polygons.push([ring(chance, aside, reach * 0.7, corners())]);
    }
    const text = (polygon) => `[${polygon.map((points) => `[${points.map(written).join(",")}]`).join(",")}]`;
    const geometry = polygons.length === 1
        ? `{"type":"Polygon","coordinates":${text(polygons[0])}}`
        : `{"type":"MultiPolygon","coordinates":[${polygons.map(text).join(",")}]}`;
    const status = weighted(chance);
    const properties = JSON.stringify({
        id: `HA-${row}`,
        status,
        hazard_types: one(HAZARDS, chance),
        evidence: status === "confirmed" ? "direct" : "indirect",
        survey_date: day(chance),
        area_m2: Math.round(Math.PI * (reach * 0.82 * 111_320) ** 2),
        admin1: one(PROVINCES, chance),
    });
    return {
        text: `{"type":"Feature","properties":${properties},"geometry":${geometry}}`,
        vertices: polygons.flat().reduce((sum, points) => sum + points.length, 0),
        corners: polygons.flatMap((polygon) => polygon[0]),
        probe: { id: `HA-${row}`, at: middle, status, reach, solid: !holed },
    };
}

function incident(row, chance, towns) {
    const at = place(chance, towns);
    const date = day(chance);
    const properties = JSON.stringify({
        id: `AC-${row}`,
        date,
        killed: Math.floor(2.2 * chance() ** 3),
        injured: Math.floor(3.2 * chance() ** 2),
        device: one(HAZARDS, chance),
        activity: one(ACTIVITIES, chance),
        admin1: one(PROVINCES, chance),
    });
    return {
        text: `{"type":"Feature","properties":${properties},"geometry":{"type":"Point","coordinates":${written(at)}}}`,
        vertices: 1,
        corners: [at],
        probe: { id: `AC-${row}`, at, date, reach: 1, solid: true },
    };
}

const one = (list, chance) => list[Math.floor(chance() * list.length)];

function weighted(chance) {
    let left = chance();
    for (const [status, share] of STATUSES) {
        left -= share;
        if (left < 0) return status;
    }
    return STATUSES[0][0];
}

/** A day from 1991 to 2025. */
function day(chance) {
    const from = Date.UTC(1991, 0, 1);
    return new Date(from + Math.floor(chance() * 12_780) * 86_400_000).toISOString().slice(0, 10);
}
