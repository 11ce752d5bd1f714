// OpenLayers, as both pages of it use it.

import Map from "ol/Map.js";
import View from "ol/View.js";
import GeoJSON from "ol/format/GeoJSON.js";
import { fromLonLat } from "ol/proj.js";
import VectorSource from "ol/source/Vector.js";
import { dayNumber, fetchJson, host } from "./task.js";

/** The world's width in the projection's metres, over the pixels it has at zoom 0. */
const RESOLUTION = 40_075_016.685578488 / 512;

/** Sets `window.peer`: `layerFor(kind, source)` makes the layer, `filter(layer, kind, on)` filters it. */
export function page(layerFor, filter) {
    let map;
    let layer;
    let kind;
    const painted = () => new Promise((resolve) => map.once("rendercomplete", resolve));
    window.peer = {
        async open() {
            const view = new View({ center: [0, 0], resolution: RESOLUTION, minResolution: 1e-3, constrainResolution: false });
            map = new Map({ target: host(), layers: [], controls: [], view });
            await painted();
        },
        async load(url, facts) {
            kind = facts.kind;
            const features = new GeoJSON().readFeatures(await fetchJson(url), { featureProjection: "EPSG:3857" });
            if (kind === "incidents") {
                features.forEach((feature) => feature.set("day", dayNumber(feature.get("date")), true));
            }
            layer = layerFor(kind, new VectorSource({ features }));
            map.addLayer(layer);
            await painted();
        },
        look({ lng, lat, zoom }) {
            const view = map.getView();
            view.setCenter(fromLonLat([lng, lat]));
            view.setResolution(RESOLUTION / 2 ** zoom);
        },
        filter: (on) => filter(layer, kind, on),
        async pick(x, y) {
            return map.forEachFeatureAtPixel([x, y], (feature) => feature.get("id")) ?? null;
        },
    };
}
