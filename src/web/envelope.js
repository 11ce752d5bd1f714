// What the two ends of an embedding agree on: bridge.js is one, embed.js the other.

/** How their messages are told from those of others. */
export const SOURCE = "hazard-map";
export const VERSION = 1;
/** What the map tells of itself, by the same names as window.hazardMap.on. */
export const EVENTS = ["view", "select", "filter", "time", "load", "error"];
/** The methods of window.hazardMap that may be called from the page around. */
export const METHODS = [
    "load",
    "unload",
    "layers",
    "report",
    "setView",
    "getView",
    "fitTo",
    "setFilter",
    "getFilter",
    "counts",
    "setTime",
    "setTheme",
    "setLanguage",
    "assess",
    "assessMany",
    "audit",
    "settled",
];
