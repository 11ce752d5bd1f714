import { Map as MapLibre, setWorkerUrl } from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import { ACCIDENT, DAYS, FILL_OPACITY, HUES, ONLY, host } from "./task.js";

setWorkerUrl(new URL("maplibre-worker.js", import.meta.url).href);
const hue = ["match", ["get", "status"], ...Object.entries(HUES).flat(), "#000000"];
const LAYERS = {
    zones: [
        { id: "fill", type: "fill", source: "data", paint: { "fill-color": hue, "fill-opacity": FILL_OPACITY } },
        { id: "line", type: "line", source: "data", paint: { "line-color": hue, "line-width": 1 } },
    ],
    incidents: [
        {
            id: "circle", type: "circle", source: "data",
            paint: { "circle-radius": ACCIDENT.radius, "circle-color": ACCIDENT.hue, "circle-opacity": FILL_OPACITY },
        },
    ],
};
const FILTERS = {
    zones: ["==", ["get", "status"], ONLY],
    incidents: ["all", [">=", ["get", "date"], DAYS.from], ["<", ["get", "date"], DAYS.to]],
};

let map;
let kind;

window.peer = {
    async open() {
        const style = { version: 8, sources: {}, layers: [] };
        map = new MapLibre({ container: host(), style, attributionControl: false, fadeDuration: 0 });
        await map.once("load");
    },
    async load(url, facts) {
        kind = facts.kind;
        map.addSource("data", { type: "geojson", data: url });
        LAYERS[kind].forEach((layer) => map.addLayer(layer));
        await map.once("idle");
    },
    look: ({ lng, lat, zoom }) => map.jumpTo({ center: [lng, lat], zoom }),
    filter(on) {
        LAYERS[kind].forEach(({ id }) => map.setFilter(id, on ? FILTERS[kind] : null));
    },
    async pick(x, y) {
        return map.queryRenderedFeatures([x, y])[0]?.properties.id ?? null;
    },
};
