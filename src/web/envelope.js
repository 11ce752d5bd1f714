// What the two ends of an embedding agree on: bridge.js is one, embed.js the other.

/** How their messages are told from those of others. */
export const SOURCE = "hazard-map";
export const VERSION = 1;
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
