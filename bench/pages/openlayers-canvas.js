import VectorLayer from "ol/layer/Vector.js";
import { Circle, Fill, Stroke, Style } from "ol/style.js";
import { page } from "./openlayers.js";
import { ACCIDENT, DAYS, FILL_OPACITY, HUES, ONLY, dayNumber, rgb } from "./task.js";

const see = (hex) => `rgba(${rgb(hex)},${FILL_OPACITY})`;
const styles = Object.fromEntries(Object.entries(HUES).map(([status, hex]) => [
    status, new Style({ fill: new Fill({ color: see(hex) }), stroke: new Stroke({ color: hex, width: 1 }) }),
]));
const disc = new Style({ image: new Circle({ radius: ACCIDENT.radius, fill: new Fill({ color: see(ACCIDENT.hue) }) }) });
const [from, to] = [DAYS.from, DAYS.to].map(dayNumber);
const STYLE = {
    zones: (feature) => styles[feature.get("status")],
    incidents: () => disc,
};
const NARROW = {
    zones: (feature) => (feature.get("status") === ONLY ? styles[ONLY] : undefined),
    incidents: (feature) => {
        const day = feature.get("day");
        return day >= from && day < to ? disc : undefined;
    },
};

page(
    (kind, source) => new VectorLayer({ source, style: STYLE[kind] }),
    (layer, kind, on) => layer.setStyle((on ? NARROW : STYLE)[kind]),
);
