import { Deck, MapView } from "@deck.gl/core";
import { DataFilterExtension } from "@deck.gl/extensions";
import { GeoJsonLayer, ScatterplotLayer } from "@deck.gl/layers";
import { ACCIDENT, DAYS, FILL_OPACITY, HUES, ONLY, STATUSES, dayNumber, fetchJson, host, rgb } from "./task.js";

const OPEN = [-1e9, 1e9];
const RANGES = {
    zones: [STATUSES.indexOf(ONLY), STATUSES.indexOf(ONLY)],
    incidents: [dayNumber(DAYS.from), dayNumber(DAYS.to) - 0.5],
};
const extension = new DataFilterExtension({ filterSize: 1 });
const hueOf = ({ properties }) => rgb(HUES[properties.status]);
const alpha = Math.round(255 * FILL_OPACITY);

let deck;
let data;
let kind;
let painted = () => {};

/** The layer; the same accessors every time, so that only the range of the filter differs. */
const ACCESSORS = {
    zones: {
        filled: true, stroked: true, lineWidthUnits: "pixels", getLineWidth: 1,
        getFillColor: (feature) => [...hueOf(feature), alpha],
        getLineColor: hueOf,
        getFilterValue: ({ properties }) => STATUSES.indexOf(properties.status),
    },
    incidents: {
        radiusUnits: "pixels", getRadius: ACCIDENT.radius, getFillColor: [...rgb(ACCIDENT.hue), alpha],
        getPosition: ({ geometry }) => geometry.coordinates,
        getFilterValue: ({ properties }) => dayNumber(properties.date),
    },
};

function layer(range) {
    const Kind = kind === "zones" ? GeoJsonLayer : ScatterplotLayer;
    return new Kind({
        id: "data", data, pickable: true, extensions: [extension], filterRange: range, ...ACCESSORS[kind],
    });
}

const nextPainted = (isIt) => new Promise((resolve) => {
    painted = () => {
        if (isIt()) {
            painted = () => {};
            resolve();
        }
    };
});

window.peer = {
    async open() {
        deck = new Deck({
            parent: host(), views: new MapView(), controller: true, layers: [],
            initialViewState: { longitude: 0, latitude: 0, zoom: 1 },
            onAfterRender: () => painted(),
        });
        await nextPainted(() => deck.isInitialized);
    },
    async load(url, facts) {
        kind = facts.kind;
        const read = await fetchJson(url);
        data = kind === "zones" ? read : read.features;
        const made = layer(OPEN);
        const done = nextPainted(() => made.isLoaded);
        deck.setProps({ layers: [made] });
        await done;
    },
    look({ lng, lat, zoom }) {
        deck.setProps({ initialViewState: { longitude: lng, latitude: lat, zoom } });
    },
    filter: (on) => deck.setProps({ layers: [layer(on ? RANGES[kind] : OPEN)] }),
    async pick(x, y) {
        return deck.pickObject({ x, y, radius: 0 })?.object.properties.id ?? null;
    },
};
