import L from "leaflet";
import "leaflet/dist/leaflet.css";
import { ACCIDENT, DAYS, FILL_OPACITY, HUES, ONLY, fetchJson, frames, host } from "./task.js";

const passes = {
    zones: ({ status }) => status === ONLY,
    incidents: ({ date }) => date >= DAYS.from && date < DAYS.to,
};
const look = {
    zones: ({ status }) => ({ stroke: true, fill: true, color: HUES[status], weight: 1, fillOpacity: FILL_OPACITY }),
    incidents: () => ({ stroke: false, fill: true, fillColor: ACCIDENT.hue, fillOpacity: FILL_OPACITY }),
};

let map;
let layer;
let kind;
let clicked = null;

window.peer = {
    async open() {
        map = L.map(host(), {
            preferCanvas: true, zoomSnap: 0, zoomControl: false, attributionControl: false, zoomAnimation: false,
            fadeAnimation: false, maxZoom: 22,
        }).setView([0, 0], 1);
        await frames(1);
    },
    async load(url, facts) {
        kind = facts.kind;
        layer = L.geoJSON(await fetchJson(url), {
            style: ({ properties }) => look[kind](properties),
            pointToLayer: (_, at) => L.circleMarker(at, { radius: ACCIDENT.radius }),
        });
        layer.on("click", (event) => {
            clicked = event.propagatedFrom.feature.properties.id;
        });
        layer.addTo(map);
        await frames(2);
    },
    // Leaflet's world is 256 pixels wide at zoom 0.
    look: ({ lng, lat, zoom }) => map.setView([lat, lng], zoom + 1, { animate: false }),
    filter(on) {
        layer.eachLayer((one) => {
            const { properties } = one.feature;
            const shown = !on || passes[kind](properties);
            if (shown !== (one.options.fill !== false)) {
                one.setStyle(shown ? look[kind](properties) : { stroke: false, fill: false });
            }
        });
    },
    async pick(x, y) {
        clicked = null;
        const at = { clientX: x, clientY: y, bubbles: true };
        const canvas = document.querySelector("#map canvas");
        canvas.dispatchEvent(new MouseEvent("mousemove", at));
        canvas.dispatchEvent(new MouseEvent("click", at));
        return clicked;
    },
};
