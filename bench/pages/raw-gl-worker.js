import earcut, { flatten } from "earcut";
import { STATUSES, dayNumber } from "./task.js";

const ORIGIN = [47, 40];
const world = ([lng, lat]) => {
    const sine = Math.sin((lat * Math.PI) / 180);
    return [lng / 360 + 0.5, 0.5 - Math.atanh(sine) / (2 * Math.PI)];
};

self.onmessage = async ({ data: { url, kind } }) => {
    const { features } = await (await fetch(url)).json();
    const origin = world(ORIGIN);
    const mesh = kind === "zones" ? areas(features, origin) : points(features, origin);
    self.postMessage({ ...mesh, origin }, Object.values(mesh).map((array) => array.buffer));
};

function points(features, origin) {
    const positions = new Float32Array(2 * features.length);
    const values = new Float32Array(features.length);
    features.forEach(({ geometry, properties }, row) => {
        const [x, y] = world(geometry.coordinates);
        positions[2 * row] = x - origin[0];
        positions[2 * row + 1] = y - origin[1];
        values[row] = dayNumber(properties.date);
    });
    return { positions, values };
}

function areas(features, origin) {
    const [positions, values, triangles, lines] = [[], [], [], []];
    for (const { geometry, properties } of features) {
        const value = STATUSES.indexOf(properties.status);
        const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
        for (const polygon of polygons) {
            const first = values.length;
            const flat = flatten(polygon.map((ring) => ring.slice(0, -1).map(world)));
            for (const corner of earcut(flat.vertices, flat.holes)) triangles.push(first + corner);
            for (let at = 0; at < flat.vertices.length; at += 2) {
                positions.push(flat.vertices[at] - origin[0], flat.vertices[at + 1] - origin[1]);
                values.push(value);
            }
            const ends = [...flat.holes, flat.vertices.length / 2];
            ends.forEach((end, ring) => {
                const start = ring ? ends[ring - 1] : 0;
                for (let at = start; at < end; at += 1) lines.push(first + at, first + (at + 1 < end ? at + 1 : start));
            });
        }
    }
    return {
        positions: Float32Array.from(positions),
        values: Float32Array.from(values),
        triangles: Uint32Array.from(triangles),
        lines: Uint32Array.from(lines),
    };
}
