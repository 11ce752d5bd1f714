// Web Mercator as MapLibre counts it, written down once more: the tests do not ask the map where things are.
//
// `world` is the unit square, x east and y south; at a zoom it is 512 · 2^zoom CSS pixels wide.

const TILE = 512;

export function worldFromLngLat([lng, lat]) {
    const sine = Math.sin((lat * Math.PI) / 180);
    return [lng / 360 + 0.5, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
}

export function lngLatFromWorld([x, y]) {
    return [(x - 0.5) * 360, (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI];
}

/** Where a place is in a box that shows a view, in CSS pixels from the same corner as the box. */
export function spotOf(lngLat, view, box) {
    const scale = TILE * 2 ** view.zoom;
    const centre = worldFromLngLat([view.lng, view.lat]);
    const [x, y] = worldFromLngLat(lngLat);
    const across = x - centre[0];
    return {
        x: box.x + box.width / 2 + (across - Math.round(across)) * scale,
        y: box.y + box.height / 2 + (y - centre[1]) * scale,
    };
}

/** The place under a spot: the other way round. */
export function placeOf({ x, y }, view, box) {
    const scale = TILE * 2 ** view.zoom;
    const centre = worldFromLngLat([view.lng, view.lat]);
    return lngLatFromWorld([
        centre[0] + (x - box.x - box.width / 2) / scale,
        centre[1] + (y - box.y - box.height / 2) / scale,
    ]);
}
