import WebGLVectorLayer from "ol/layer/WebGLVector.js";
import { page } from "./openlayers.js";
import { ACCIDENT, DAYS, FILL_OPACITY, HUES, ONLY, dayNumber, rgb } from "./task.js";

const hue = (alpha) => [
    "match", ["get", "status"],
    ...Object.entries(HUES).flatMap(([status, hex]) => [status, [...rgb(hex), alpha]]),
    [0, 0, 0, alpha],
];
const OPEN = { all: 1, from: -1e6, to: 1e6 };
const NARROW = { all: 0, from: dayNumber(DAYS.from), to: dayNumber(DAYS.to) };
const STYLES = {
    zones: [{
        filter: ["any", ["==", ["var", "all"], 1], ["==", ["get", "status"], ONLY]],
        style: { "fill-color": hue(FILL_OPACITY), "stroke-color": hue(1), "stroke-width": 1 },
    }],
    incidents: [{
        filter: ["all", [">=", ["get", "day"], ["var", "from"]], ["<", ["get", "day"], ["var", "to"]]],
        style: { "circle-radius": ACCIDENT.radius, "circle-fill-color": [...rgb(ACCIDENT.hue), FILL_OPACITY] },
    }],
};

page(
    (kind, source) => new WebGLVectorLayer({ source, style: STYLES[kind], variables: { ...OPEN } }),
    (layer, kind, on) => layer.updateStyleVariables(on ? NARROW : OPEN),
);
